"""Judgements told by verbs: "called the talks useful", "hailed their ties", "violated the truce", "differ on"."""

from __future__ import annotations

from collections.abc import Iterator

from communique.extract.clauses import auxiliaries, clause_indices, is_negated
from communique.extract.complements import is_infinitive
from communique.extract.judgement_reader import PRONOUNS, SHORT_TOKENS, VERBS, Judgement, JudgementReader
from communique.extract.judgement_words import Target
from communique.extract.performatives import in_condition
from communique.model.annotation import Token
from communique.model.undertakings import Polarity


class VerbJudgements:
    """Finds what verbs judge."""

    def __init__(self, reader: JudgementReader) -> None:
        self.reader = reader
        self.tree = reader.tree
        self.words = reader.words

    def find(self, token: Token) -> Iterator[Judgement]:
        """Yield what a verb, or an adjective of somebody's mind, judges."""
        lemma, words = token.lemma.lower(), self.words
        if token.pos in VERBS:
            viewed = list(self._viewed(token)) if lemma in words.views else []
            yield from viewed
            if lemma in words.praise and not viewed:
                yield from self._praised(token)
                yield from self._regretted(token)
            if lemma in words.blame | words.praise:
                yield from self._accused(token)
            if lemma in words.trusting:
                yield from self._trusted(token)
            if lemma in words.parting and not self.reader.is_wish(token):
                yield from self._parted(token)
            if lemma in words.settling:
                yield from self._settled(token)
            if lemma in words.bringing:
                yield from self._yielded(token)
            if lemma in words.holding:
                yield from self._held(token)
        if lemma in words.failing:
            yield from self._failed(token)
        if lemma in words.attitudes and token.pos in ("ADJ", "VERB"):
            yield from self._attitude(token)

    def _viewed(self, verb: Token) -> Iterator[Judgement]:
        """Yield "called the talks useful", "described the round as constructive", "greeted the visit with optimism"."""
        object_ = self.tree.child(verb.index, "dobj", "nsubjpass")
        complement = self._complement(verb)
        if complement is None:
            return
        if object_ is not None and object_.tag == "WDT" and verb.dep == "relcl":
            object_ = self.tree.tokens[verb.head]  # "the date, which others saw as a ploy"
        inner = self.tree.child(complement.index, "nsubj")
        target = self.reader.first_target([t for t in (object_, inner) if t is not None])
        pronoun = object_ is not None and object_.text.lower() in PRONOUNS
        judging = any(
            self.reader.polarity_of(self.tree.tokens[i]) is not None for i in self.tree.subtree(complement.index)
        )
        agent = self.tree.child(verb.index, "agent")
        own = self.tree.child(agent.index, "pobj") if agent is not None else self.tree.subject(verb.index)
        weighed = judging or (own is not None and own.text.lower() in ("i", "we"))
        if target is None and not (pronoun and weighed):
            return
        indices = tuple(self.reader.phrase(complement.index))
        if complement.dep == "oprd" and object_ is not None and len(indices) < SHORT_TOKENS:
            indices = (*self.reader.phrase(object_.index), *indices)
        kind: Target = target[0] if target is not None else "encounter"
        noun = target[1] if target is not None else None
        subject = self.tree.tokens[verb.head] if verb.dep == "acl" else own
        if subject is None and not self.reader.inside(verb.index):
            return  # somebody's view, but whose is not told
        if pronoun and own is not None and own.text.lower() in ("i", "we"):
            indices = tuple(self.reader.clause_words(verb, own))
        judge = subject.index if subject is not None else None
        yield Judgement(complement.index, kind, noun, indices, judge, rank=0)

    def _complement(self, verb: Token) -> Token | None:
        found = self.tree.child(verb.index, "oprd")
        if found is not None:
            return found
        object_ = self.tree.child(verb.index, "dobj") or self._viewed_by(verb)
        if object_ is None:
            return self._small_clause(verb)
        # Parsers often hang the "as" on the object, or on a phrase behind it.
        behind = [self.tree.tokens[i] for i in self.tree.subtree(verb.index) if i > object_.index]
        for prep in behind:
            if prep.dep != "prep":
                continue
            if prep.text.lower() == "as" or (prep.text.lower() == "with" and verb.lemma.lower() == "greet"):
                return next((t for t in self.tree.children(prep.index) if t.pos != "PUNCT"), None)
        return self._quoted(object_) or self._small_clause(verb)

    def _viewed_by(self, verb: Token) -> Token | None:
        """Return the passive subject of "was described by aides as ..."; None: no passive that tells by whom."""
        return self.tree.child(verb.index, "nsubjpass") if self.tree.child(verb.index, "agent") is not None else None

    def _quoted(self, object_: Token) -> Token | None:
        """Return the head of what stands in quotation marks right behind an object ("called the summit “a trap”")."""
        at = object_.index + 1
        if at + 1 >= len(self.tree.tokens) or self.tree.tokens[at].text not in ('"', "“"):
            return None
        first = self.tree.tokens[at + 1]
        chain = [first, *(t for t in self.tree.ancestors(first.index) if t.index > at)]
        return chain[-1] if chain[-1].sentence == object_.sentence else None

    def _small_clause(self, verb: Token) -> Token | None:
        small = self.tree.child(verb.index, "ccomp", "xcomp")
        return small if small is not None and small.pos in ("ADJ", "NOUN") and small.index > verb.index else None

    def _accused(self, verb: Token) -> Iterator[Judgement]:
        """Yield what somebody is accused of or praised for doing to talks: "of endangering the truce"."""
        subject, blames = self.tree.subject(verb.index), verb.lemma.lower() in self.words.blame
        object_ = self.tree.child(verb.index, "dobj", "nsubjpass")
        hooks = [verb, *((object_, *self.tree.children(object_.index, "conj")) if object_ is not None else ())]
        for prep in (p for hook in hooks for p in self.tree.children(hook.index, "prep")):
            done = self.tree.child(prep.index, "pcomp")
            if done is None or prep.text.lower() not in (("of", "for") if blames else ("for",)):
                continue
            target = self.reader.first_target([done])
            if target is None or subject is None or done.lemma.lower() in self.words.holding:
                continue
            indices = tuple(self.reader.without_tail(clause_indices(self.tree, done.index), done.index))
            polarity: Polarity = "negative" if blames else "positive"
            yield Judgement(done.index, target[0], target[1], indices, subject.index, polarity, rank=1)

    def _trusted(self, verb: Token) -> Iterator[Judgement]:
        """Yield "they do not trust the other side": how those who deal with one another stand."""
        object_, subject = self.tree.child(verb.index, "dobj"), self.reader.subject_of(verb)
        if subject is None or object_ is None or self.reader.is_wish(verb):
            return
        if self.tree.child(verb.index, "xcomp", "ccomp") is not None:
            return  # "trusted them to deliver it"
        if object_.pos not in ("PROPN", "PRON") and self.reader.target_of(object_) is None:
            return
        polarity = self.words.trusting[verb.lemma.lower()]
        negated = is_negated(self.tree, verb.index)
        turned: Polarity = ("positive" if polarity == "negative" else "negative") if negated else polarity
        indices = tuple(self.reader.clause_words(verb, subject))
        yield Judgement(verb.index, "relations", None, indices, None, turned)

    def _failed(self, word: Token) -> Iterator[Judgement]:
        """Yield what talks did not bring about: "failed to bridge their differences", "unable to find a way"."""
        clause = self.tree.child(word.index, "xcomp")
        if clause is None or not is_infinitive(self.tree, clause.index) or self.reader.is_wish(word):
            return
        if is_negated(self.tree, word.index) or self.words.unreal & set(auxiliaries(self.tree, word.index)):
            return
        below = [self.tree.tokens[i] for i in self.tree.subtree(clause.index)]
        known = (self.words.outcomes, self.words.apart, self.words.bare)
        told = any(t.pos == "NOUN" and any(t.lemma.lower() in words for words in known) for t in below)
        told = told or any(self.reader.idioms_at(t) for t in below) or self._fails_to_settle(word, clause)
        found = self.reader.first_target([clause])
        if not told and (found is None or self.tree.tokens[found[1]].lemma.lower() in self.words.subject_only):
            return
        subject = self.tree.subject(word.index)
        indices = [i for i in self.reader.phrase(word.index) if i >= word.index]
        if subject is not None and word.pos == "VERB" and self.reader.subject_of(word) is not None:
            indices = self.reader.clause_words(word, subject)
        yield Judgement(word.index, "encounter", None, tuple(indices), None, "negative", rank=1)

    def _fails_to_settle(self, word: Token, clause: Token) -> bool:
        """Return whether several "failed to agree on ..."."""
        subject = self.tree.subject(word.index)
        several = subject is not None and (
            subject.tag in ("NNS", "NNPS", "PRP") or self.tree.child(subject.index, "conj")
        )
        return bool(several) and clause.lemma.lower() in self.words.uniting

    def _regretted(self, verb: Token) -> Iterator[Judgement]:
        """Yield "I regret that", "we welcome this", said of what was told before."""
        object_, subject = self.tree.child(verb.index, "dobj"), self.reader.subject_of(verb)
        own = subject is not None and subject.text.lower() in ("i", "we")
        if own and object_ is not None and object_.text.lower() in PRONOUNS and self.reader.inside(verb.index):
            yield Judgement(verb.index, "encounter", None, tuple(self.reader.clause_words(verb, subject)))

    def _praised(self, verb: Token) -> Iterator[Judgement]:
        """Yield the object of praise or blame: "hailed the strength of their ties"."""
        object_ = self.tree.child(verb.index, "dobj")
        if object_ is None or is_negated(self.tree, verb.index):
            return
        target = self.reader.owned_target(object_)
        indices = self.reader.phrase(object_.index)
        if target is None or len(indices) < 2:
            return
        subject = self.tree.subject(verb.index)
        yield Judgement(
            verb.index, target[0], target[1], (verb.index, *indices), subject.index if subject else None, rank=1
        )

    def _held(self, verb: Token) -> Iterator[Judgement]:
        """Yield what is said of the keeping or breaking of an agreement."""
        passive = self.tree.child(verb.index, "auxpass") is not None
        held = self.tree.child(verb.index, "nsubjpass" if passive else "dobj")
        if (
            held is None
            or is_infinitive(self.tree, verb.index)
            or in_condition(self.tree, verb)
            or self.reader.is_wish(verb)
        ):
            return
        if held.tag == "WDT" and verb.dep == "relcl":
            held = self.tree.tokens[verb.head]
        if self.reader.target_of(held) != "agreement" or self.words.unreal & set(auxiliaries(self.tree, verb.index)):
            return
        polarity = self.words.holding[verb.lemma.lower()]
        if is_negated(self.tree, verb.index):
            polarity = "negative"
        indices = [i for i in clause_indices(self.tree, verb.index) if passive is False or i > held.index]
        start = min([verb.index, *(t.index for t in self.tree.children(verb.index, "advmod", "aux", "auxpass", "neg"))])
        head = self.tree.head(verb.index)
        blamer = self.tree.head(head.index) if head is not None and verb.dep == "pcomp" else None
        judge = None
        if blamer is not None and blamer.lemma.lower() in self.words.blame:
            subject = self.tree.subject(blamer.index)
            judge = subject.index if subject is not None else None
        later = {
            i
            for t in self.tree.children(verb.index, "prep", "advcl")
            if self.tree.tokens[self.tree.subtree(t.index)[0]].text.lower() in ("before", "after")
            for i in self.tree.subtree(t.index)
        }
        kept = tuple(i for i in indices if i >= start and i not in later)
        yield Judgement(verb.index, "agreement", held.index, kept, judge, polarity, rank=1)

    def _parted(self, verb: Token) -> Iterator[Judgement]:
        """Yield "the two sides differ on ...": what parts them."""
        subject = self.reader.subject_of(verb)
        several = subject is not None and (subject.tag in ("NNS", "NNPS") or self.tree.child(subject.index, "conj"))
        if (
            several
            and not is_negated(self.tree, verb.index)
            and not self.words.unreal & set(auxiliaries(self.tree, verb.index))
        ):
            indices = self.reader.clause_words(verb, subject)
            yield Judgement(verb.index, "relations", None, tuple(indices), None, "negative")

    def _yielded(self, verb: Token) -> Iterator[Judgement]:
        """Yield "the summit produced little"."""
        subject, object_ = self.reader.subject_of(verb), self.tree.child(verb.index, "dobj")
        if subject is None or object_ is None or object_.text.lower() not in ("little", "nothing"):
            return
        judged = self.reader.first_target([subject])
        if judged is not None and not self.reader.is_wish(verb):
            indices = tuple(self.reader.clause_words(verb, subject))
            yield Judgement(verb.index, judged[0], judged[1], indices, None, "negative")

    def _settled(self, verb: Token) -> Iterator[Judgement]:
        """Yield "nothing is settled"."""
        subject = self.reader.subject_of(verb)
        if subject is not None and subject.text.lower() == "nothing" and not self.reader.is_wish(verb):
            yield Judgement(
                verb.index, "encounter", None, tuple(self.reader.clause_words(verb, subject)), None, "negative"
            )

    def _attitude(self, adjective: Token) -> Iterator[Judgement]:
        """Yield what somebody's mind is told to be: "the powers were hopeful that ...", "he was not optimistic"."""
        verb = self.tree.head(adjective.index)
        if adjective.dep not in ("acomp", "conj") or verb is None or verb.pos not in VERBS:
            return
        subject = self.tree.subject(verb.index)
        if subject is None or self.reader.target_of(subject) is not None:
            return
        inside = self.reader.inside(adjective.index)
        if inside and subject.text.lower() not in ("i", "we", "he", "she", "they"):
            return
        start = min([adjective.index, *(t.index for t in self.tree.children(verb.index, "neg"))])
        indices = [
            *range(start, adjective.index),
            *(i for i in self.reader.phrase(adjective.index) if i >= adjective.index),
        ]
        if len(indices) > 1:
            judge = None if inside else subject.index
            yield Judgement(adjective.index, "encounter", None, tuple(indices), judge, rank=1)
