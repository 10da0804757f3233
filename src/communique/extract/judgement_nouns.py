"""Judgements told by nouns and fixed phrases: "no breakthrough", "differences remain", "at odds", "little hope"."""

from __future__ import annotations

from collections.abc import Iterator

from communique.extract.clauses import auxiliaries, clause_indices, is_negated
from communique.extract.complements import is_infinitive
from communique.extract.judgement_reader import VERBS, Judgement, JudgementReader
from communique.extract.performatives import in_condition
from communique.model.annotation import Token


class NounJudgements:
    """Finds what nouns and fixed phrases judge."""

    def __init__(self, reader: JudgementReader) -> None:
        self.reader = reader
        self.tree = reader.tree
        self.words = reader.words

    def find(self, token: Token) -> Iterator[Judgement]:
        """Yield what a noun, or a phrase that `token` opens, judges by itself."""
        lemma, words = token.lemma.lower(), self.words
        yield from self._idiom(token)
        if token.pos not in ("NOUN", "PROPN") or self._is_elsewhere(token):
            return
        if lemma in words.apart:
            yield from self._apart(token)
        if lemma in words.lacking:
            yield from self._lacking(token)
        if lemma in words.outcomes:
            yield from self._outcome(token)
        if lemma in words.asides:
            yield from self._aside(token)
        if self.is_bare(token):
            yield from self._bare(token)

    def _aside(self, noun: Token) -> Iterator[Judgement]:
        """Yield "..., a rare concession from Luma, ...", "In a rare show of unity, ...": what is made of a move."""
        head = self.tree.head(noun.index)
        described = any(t.dep in ("amod", "prep") for t in self.tree.children(noun.index))
        definite = self.tree.child(noun.index, "det")
        opening = (
            head is not None
            and noun.dep == "pobj"
            and head.text.lower() == "in"
            and head.index == (self.tree.sentences[noun.sentence].first)
        )
        before = self.tree.tokens[self.tree.subtree(noun.index)[0] - 1].text if noun.index else ""
        apart = noun.dep == "appos" and before in (",", "--", "–", "—")
        if not (opening or apart) or not described or definite is None or definite.text.lower() not in ("a", "an"):
            return
        indices = [i for i in self.reader.phrase(noun.index) if i >= definite.index]
        yield Judgement(noun.index, "encounter", None, tuple(indices))

    def is_bare(self, token: Token) -> bool:
        """Return whether a noun tells by itself what it judges ("optimism"); "hostilities" are fighting."""
        return (
            token.pos in ("NOUN", "PROPN")
            and token.lemma.lower() in self.words.bare
            and token.text.lower() != "hostilities"
        )

    def _is_elsewhere(self, noun: Token) -> bool:
        """Return whether a noun is no outcome of talks: "no military solution", "progress by the army"."""
        by = (o for p in self.tree.children(noun.index, "prep") for o in self.tree.children(p.index, "pobj"))
        near = (*self.tree.children(noun.index, "amod", "compound"), *by)
        return any(t.lemma.lower() in self.words.elsewhere for t in near)

    def _apart(self, noun: Token) -> Iterator[Judgement]:
        """Yield what keeps sides apart, where it is great or is said to remain."""
        head = self.tree.head(noun.index)
        great = any(t.lemma.lower() in self.words.great for t in self.tree.children(noun.index, "amod"))
        remains = noun.dep == "nsubj" and head is not None and head.lemma.lower() in self.words.lasting
        if remains and head is not None:
            yield Judgement(
                noun.index, "relations", noun.index, tuple(self.reader.clause_words(head, noun)), None, "negative"
            )
        elif great and noun.lemma.lower() not in ("issue", "question"):
            yield Judgement(
                noun.index, "relations", noun.index, tuple(self.reader.phrase(noun.index)), None, "negative"
            )

    def _outcome(self, noun: Token) -> Iterator[Judgement]:
        """Yield "ended without an agreement", "no deal on ...", "did not get a deal", "failed to reach ..."."""
        head = self.tree.head(noun.index)
        if head is None or noun.dep == "ROOT":
            if is_negated(self.tree, noun.index):
                yield Judgement(noun.index, "encounter", None, tuple(self.reader.phrase(noun.index)), None, "negative")
            return
        if noun.dep in ("pobj", "conj") and is_negated(self.tree, noun.index) and head.text.lower() != "without":
            yield Judgement(noun.index, "encounter", None, tuple(self.reader.phrase(noun.index)), None, "negative")
            return
        verb = head
        if head.text.lower() == "without":
            verb = self.tree.head(head.index) or head
            if verb.pos in VERBS:
                yield Judgement(noun.index, "encounter", None, tuple(self._from(verb)), None, "negative")
            return
        exists = noun.dep == "attr" and self.tree.child(verb.index, "expl") is not None
        if in_condition(self.tree, verb):
            return
        if exists and not is_negated(self.tree, noun.index) and not is_negated(self.tree, verb.index):
            yield Judgement(noun.index, "encounter", None, tuple(self._from(verb)), None, "positive")
            return
        negated = is_negated(self.tree, noun.index) or (verb.pos in VERBS and is_negated(self.tree, verb.index))
        if verb.lemma.lower() in self.words.bringing and negated and noun.dep in ("dobj", "nsubj", "attr", "nsubjpass"):
            subject = self.tree.subject(verb.index)
            yield Judgement(
                noun.index, "encounter", None, tuple(self.reader.clause_words(verb, subject)), None, "negative"
            )

    def _lacking(self, noun: Token) -> Iterator[Judgement]:
        """Yield "diplomacy has had little impact", "there was no sign that the differences ..."."""
        before = {t.text.lower() for t in self.tree.children(noun.index, "det", "amod")}
        verb = self.tree.head(noun.index)
        little = bool(before & self.words.little) or (
            "any" in before and verb is not None and is_negated(self.tree, verb.index)
        )
        if not little or noun.dep not in ("dobj", "attr") or verb is None or self.reader.is_wish(noun):
            return
        subject = self.reader.subject_of(verb)
        judged = self.reader.first_target([verb if subject is None or subject.dep == "expl" else subject])
        if judged is not None and self.tree.tokens[judged[1]].lemma.lower() in self.words.subject_only:
            judged = None
        told = [
            t for t in (judged, *(self.reader.first_target([c]) for c in self.tree.children(verb.index, "ccomp"))) if t
        ]
        if told:
            yield Judgement(
                noun.index, told[0][0], told[0][1], tuple(self.reader.clause_words(verb, subject)), None, "negative"
            )

    def _bare(self, noun: Token) -> Iterator[Judgement]:
        """Yield a noun that tells by itself what it judges ("tensions"), with a clause that only brings it in."""
        if self.reader.is_wish(noun):
            return
        target = self.words.bare[noun.lemma.lower()]
        verb = self.tree.head(noun.index)
        if target == "encounter" and self._is_of_other_things(noun):
            return
        if self._is_cause(noun) or self._is_topic(noun) or self.words.unreal & set(self._modals_above(noun)):
            return
        if verb is not None and not self.reader.inside(noun.index):
            holder = self._mind(noun)
            if holder is not None:
                indices = self.reader.phrase(self._top(noun).index)
                yield Judgement(noun.index, target, None, tuple(indices), holder, rank=0)
                return
        brought = noun.dep == "dobj" and verb is not None and verb.lemma.lower() in self.words.light
        told = noun.dep in ("nsubj", "nsubjpass", "attr") and verb is not None and verb.pos in VERBS
        if verb is not None and (brought or told) and not is_infinitive(self.tree, verb.index):
            subject = self.tree.subject(verb.index)
            yield Judgement(noun.index, target, None, tuple(self.reader.clause_words(verb, subject)))
            return
        modified = self.tree.child(noun.index, "det", "amod", "poss", "compound", "nmod") is not None
        if noun.dep == "pobj" and not modified and self._top(noun) is noun:
            return  # "with progress on ...": named, not judged
        indices = self.reader.phrase(self._top(noun).index)
        main = self._possible(verb) if brought and verb is not None else None
        if main is not None:  # "it is possible to make progress"
            indices = self.reader.clause_words(main, self.reader.subject_of(main))
        if len(indices) > 1:
            yield Judgement(noun.index, target, None, tuple(indices))

    def _is_topic(self, noun: Token) -> bool:
        """Return whether a noun only tells what was spoken of: "exchanged opinions on the progress of the work"."""
        above = list(self.tree.ancestors(noun.index))[:2]
        about = bool(above) and noun.dep == "pobj" and above[0].text.lower() in ("on", "about", "regarding")
        return about and len(above) > 1 and above[1].lemma.lower() in self.words.topics

    def _is_of_other_things(self, noun: Token) -> bool:
        """Return whether a mood is about something that is not judged here: "optimism at the harvest"."""
        about = [p for p in self.tree.children(noun.index, "prep") if p.text.lower() in ("at", "about", "over")]
        told = [o for p in about for o in self.tree.children(p.index, "pobj")]
        return bool(told) and self.reader.first_target(told) is None

    def _possible(self, verb: Token) -> Token | None:
        """Return the verb of "it is possible to ..." of which `verb` is the infinitive; None: it stands otherwise."""
        main = next((t for t in self.tree.ancestors(verb.index) if t.lemma.lower() == "be"), None)
        subject = self.reader.subject_of(main) if main is not None else None
        return main if subject is not None and subject.text.lower() == "it" else None

    def _top(self, noun: Token) -> Token:
        """Return the noun whose "of" phrase a noun is ("little chance of progress"), or the noun itself."""
        head = self.tree.head(noun.index)
        above = self.tree.head(head.index) if head is not None and head.text.lower() == "of" else None
        return self._top(above) if above is not None and above.pos == "NOUN" else noun

    def _mind(self, noun: Token) -> int | None:
        """Return the head of the phrase that names whose judgement the author tells: "diplomats saw little chance"."""
        for verb in self.tree.ancestors(noun.index):
            if verb.pos in VERBS:
                subject = self.reader.subject_of(verb)
                judged = subject is None or self.reader.target_of(subject) is not None or subject.pos == "PRON"
                return (
                    subject.index
                    if subject is not None and not judged and verb.lemma.lower() in self.words.minds
                    else None
                )
        return None

    def _modals_above(self, noun: Token) -> list[str]:
        verb = next((t for t in self.tree.ancestors(noun.index) if t.pos in VERBS), None)
        return auxiliaries(self.tree, verb.index) if verb is not None and noun.dep in ("nsubj", "dobj") else []

    def _is_cause(self, noun: Token) -> bool:
        """Return whether a noun only tells why something happened ("because of rising tensions")."""
        head = self.tree.head(noun.index)
        return (
            head is not None
            and head.text.lower() == "of"
            and self.tree.tokens[head.index - 1].text.lower() == "because"
        )

    def _idiom(self, token: Token) -> Iterator[Judgement]:
        """Yield a phrase that judges by itself ("at odds", "fell short"), with its clause."""
        targets, names = self.reader.idioms_at(token), self.reader.is_named_idiom(token)
        if not targets and not names:
            return
        verb = next((t for t in (token, *self.tree.ancestors(token.index)) if t.pos in VERBS), None)
        if verb is None or is_infinitive(self.tree, verb.index) or self.reader.is_wish(token):
            return
        negated = is_negated(self.tree, verb.index)
        polarity = None if negated else self.reader.idiom_polarity(token)
        indices = tuple(self.reader.clause_words(verb, self.tree.subject(verb.index)))
        for target in targets:
            yield Judgement(token.index, target, None, indices, None, polarity)
        if names and not self.words.unreal & set(auxiliaries(self.tree, verb.index)):
            subject = self.tree.subject(verb.index)
            named = self.reader.first_target([t for t in (subject, verb) if t is not None])
            if named is not None:
                yield Judgement(token.index, named[0], named[1], indices, None, polarity)

    def _from(self, verb: Token) -> list[int]:
        return self.reader.without_tail(
            [i for i in clause_indices(self.tree, verb.index) if i >= verb.index], verb.index
        )
