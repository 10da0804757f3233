"""Judgements told by how talks and agreements fare: "the truce barely holds", "abusing the talks", "closer to a deal".

Method: docs/methods/assessments.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.extract.clauses import SUBJECTS, auxiliaries, clause_indices, is_negated
from communique.extract.judgement_reader import VERBS, Judgement, JudgementReader
from communique.extract.judgement_words import Target
from communique.extract.performatives import in_condition
from communique.model.annotation import Token
from communique.model.undertakings import Polarity

TOWARDS_TOKENS = 6
"""Tokens behind "closer to" within which what is near has to stand."""


class FateJudgements:
    """Finds what is told of how something judged goes on, is harmed or comes near."""

    def __init__(self, reader: JudgementReader) -> None:
        self.reader = reader
        self.tree = reader.tree
        self.words = reader.words

    def find(self, token: Token) -> Iterator[Judgement]:
        """Yield what a verb or adjective tells of the fate of talks, agreements and relations."""
        lemma = token.lemma.lower()
        if token.pos == "VERB" and lemma in self.words.lasts:
            yield from self._lasts(token)
        if token.pos == "VERB" and lemma in self.words.harming:
            yield from self._harmed(token)
        if lemma in self.words.near and token.pos in ("ADJ", "ADV"):
            yield from self._near(token)
        if token.pos == "NOUN" and lemma in self.words.unwilling:
            yield from self._unwilling(token)

    def _lasts(self, verb: Token) -> Iterator[Judgement]:
        """Yield "the truce is barely holding", "a ceasefire that has largely held"; not what will or must hold."""
        subject = self.tree.child(verb.index, "nsubj")
        if subject is None and verb.dep == "acl":
            subject = self.tree.tokens[verb.head]
        if subject is not None and subject.tag == "WDT" and verb.dep == "relcl":
            subject = self.tree.tokens[verb.head]
        if subject is None or self.tree.child(verb.index, "dobj", "auxpass") is not None:
            return
        unreal = self.words.unreal & set(auxiliaries(self.tree, verb.index)) or verb.tag == "VB"
        if unreal or in_condition(self.tree, verb) or self.reader.is_wish(verb):
            return
        if self.reader.target_of(subject) != "agreement":
            return
        near = {t.lemma.lower() for t in self.tree.children(verb.index, "advmod", "neg")}
        weak = bool(near & self.words.negations) or is_negated(self.tree, verb.index)
        polarity: Polarity = "negative" if weak else "mixed" if near & self.words.partly else "positive"
        indices = self.reader.clause_words(verb, subject) if verb.dep not in ("acl", "relcl") else self._noun(subject)
        yield Judgement(verb.index, "agreement", subject.index, tuple(indices), None, polarity)

    def _noun(self, noun: Token) -> list[int]:
        """Return a noun phrase with the clause that tells how it fares."""
        return self.reader.without_tail(self.tree.subtree(noun.index), noun.index)

    def _harmed(self, verb: Token) -> Iterator[Judgement]:
        """Yield "abusing the truce talks", "threatened to ruin the truce": what harms talks or relations."""
        object_ = self.tree.child(verb.index, "dobj")
        if object_ is None or is_negated(self.tree, verb.index) or in_condition(self.tree, verb):
            return
        target = self.reader.owned_target(object_) or self._attempt(object_)
        if target is None or self.words.unreal & set(auxiliaries(self.tree, verb.index)):
            return
        above = self.tree.head(verb.index)
        wants = verb.dep == "xcomp" and above is not None and above.lemma.lower() in self.words.harm_tries
        if not wants and (verb.tag == "VB" or self.reader.is_wish(verb)):
            return
        start = above.index if wants and above is not None else verb.index
        indices = [i for i in clause_indices(self.tree, verb.index) if i >= verb.index]
        subject = self.tree.subject(verb.index)
        told = subject.index if subject is not None and not self.reader.inside(verb.index) else None
        judge = told if above is not None and above.lemma.lower() in self.words.blame else None
        kept = self.reader.without_tail([*range(start, verb.index), *indices], verb.index)
        yield Judgement(verb.index, target[0], target[1], tuple(kept), judge, "negative", rank=1)

    def _attempt(self, noun: Token) -> tuple[Target, int] | None:
        """Return an attempt that its own phrase tells to be one at talks or a settlement; None: another."""
        if noun.lemma.lower() not in ("attempt", "effort", "bid", "push", "process", "discussion"):
            return None
        below = [self.tree.tokens[i] for i in self.tree.subtree(noun.index) if i > noun.index]
        aimed = any(t.pos == "NOUN" and t.lemma.lower() in self.words.aims for t in below)
        found = aimed or self.reader.first_target(self.tree.children(noun.index)) is not None
        return ("encounter", noun.index) if found else None

    def _near(self, word: Token) -> Iterator[Judgement]:
        """Yield "getting closer to an understanding", "close to a deal"."""
        end = min(word.index + 1 + TOWARDS_TOKENS, len(self.tree.tokens))
        behind = [t for t in self.tree.tokens[word.index + 1 : end] if t.sentence == word.sentence]
        if not behind or behind[0].text.lower() != "to":
            return
        aim = next((t for t in behind if t.pos == "NOUN" and t.lemma.lower() in self.words.aims), None)
        verb = next((t for t in self.tree.ancestors(word.index) if t.pos in VERBS), None)
        if aim is None or verb is None or self.reader.is_wish(word) or in_condition(self.tree, verb):
            return
        if self.words.unreal & set(auxiliaries(self.tree, verb.index)):
            return
        subject = self.tree.child(verb.index, *SUBJECTS)
        polarity: Polarity = "negative" if is_negated(self.tree, verb.index) else "positive"
        yield Judgement(word.index, "encounter", None, tuple(self.reader.clause_words(verb, subject)), None, polarity)

    def _unwilling(self, noun: Token) -> Iterator[Judgement]:
        """Yield "saw little readiness in Luma to share the river", "has no interest in a settlement"."""
        before = {t.text.lower() for t in self.tree.children(noun.index, "det", "amod")}
        verb = self.tree.head(noun.index)
        if verb is None or verb.pos not in VERBS or noun.dep not in ("dobj", "attr"):
            return
        denied = bool(before & self.words.little) or is_negated(self.tree, verb.index)
        told = self.words.light | self.words.minds
        if not denied or verb.lemma.lower() not in told or self.words.unreal & set(auxiliaries(self.tree, verb.index)):
            return
        subject = self.reader.subject_of(verb)
        phrase = self.reader.phrase(noun.index)
        mind = verb.lemma.lower() in self.words.minds and subject is not None and subject.pos != "PRON"
        judge = subject.index if mind and subject is not None and not self.reader.inside(noun.index) else None
        own = subject is not None and subject.text.lower() in ("i", "we", "he", "she", "it")
        indices = phrase if own or judge is not None else self.reader.clause_words(verb, subject)
        if len(indices) > 1:
            yield Judgement(noun.index, "relations", None, tuple(indices), judge, "negative")
