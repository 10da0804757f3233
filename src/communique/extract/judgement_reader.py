"""What judgements have in common: the words that judge, what may be judged, and how far a judgement goes.

Method: docs/methods/assessments.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from communique.extract.clauses import EDGE_PUNCTUATION, SUBJECTS, ParseTree, auxiliaries, clause_indices, hyphened
from communique.extract.judgement_words import JudgementWords, Target
from communique.model.annotation import Token
from communique.model.undertakings import Polarity

SHORT_SUBJECT_TOKENS = 10
"""A subject up to this long is part of the judgement's words."""
LONG_SUBJECT_TOKENS = 25
"""The same where the predicate is short."""
SHORT_TOKENS = 3
"""A subject or predicate up to this long is given with the other."""
LONGEST_IDIOM = 8
"""Tokens of the longest fixed phrase."""
PRONOUNS = frozenset(("it", "this", "that"))
VERBS = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A word that judges, what it judges, and the tokens that say so."""

    word: int
    target: Target
    noun: int | None
    """The noun for what is judged; None: a pronoun stands for it."""
    indices: tuple[int, ...]
    judge: int | None = None
    """The head of the phrase that names who judges; None: the speaker, or the author."""
    polarity: Polarity | None = None
    """Where the word lists do not tell it."""
    rank: int = 2
    """Of overlapping judgements that with the lower rank is kept."""


class JudgementReader:
    """Reads one article; `inside` tells of a token's index whether it stands in somebody's statement."""

    def __init__(self, tree: ParseTree, words: JudgementWords, inside: Callable[[int], bool]) -> None:
        self.tree = tree
        self.words = words
        self.inside = inside

    def polarity_of(self, token: Token) -> Polarity | None:
        """Return what a word says by itself; None: it is no word of judgement."""
        if token.text.lower() == "hostilities":
            return None  # fighting
        if token.pos == "VERB" and token.tag in ("VBN", "VBG") and self.tree.child(token.index, "dobj") is not None:
            return self.words.verbs.get(token.lemma.lower())
        lemma = token.lemma.lower()
        if token.pos == "VERB" and token.tag not in ("VBN", "VBG"):
            return self.words.verbs.get(lemma)
        known = self.words.polarity.get((token.pos, lemma)) or self.words.polarity.get((token.pos, token.text.lower()))
        if known is None and token.dep in ("attr", "acomp", "oprd", "amod", "conj", "compound", "pobj", "npadvmod"):
            return self.words.adjectives.get(self._hyphened(token))
        return known

    def _hyphened(self, token: Token) -> str:
        """Return a word in lower case, joined with what a hyphen ties to it ("in-depth")."""
        tokens, word = self.tree.tokens, token.text.lower()
        after = tokens[token.index + 1 : token.index + 3]
        if len(after) == 2 and after[0].text == "-" and after[0].start == token.end and after[1].start == after[0].end:
            return f"{word}-{after[1].text.lower()}"
        return word if token.dep in ("attr", "acomp", "oprd") else ""

    def target_of(self, token: Token) -> Target | None:
        """Return what kind of thing a noun names; None: none that is judged here."""
        single = token.tag in ("NN", "NNP")
        if token.pos not in ("NOUN", "PROPN") or (single and token.lemma.lower() in self.words.plural):
            return None
        return self.words.targets.get(hyphened(self.tree, token.index)) or self.words.targets.get(token.lemma.lower())

    def idioms_at(self, token: Token) -> list[Target]:
        """Return what the fixed phrases that start at a token judge ("common ground"); empty: none starts there."""
        begun = self.words.idioms.get(token.text.lower())
        texts = self._texts_from(token) if begun else ()
        return [target for phrase, target in begun or () if texts[: len(phrase)] == phrase]

    def is_named_idiom(self, token: Token) -> bool:
        """Return whether a fixed phrase starts at a token that judges what its clause names ("hangs by a thread")."""
        begun = self.words.named_idioms.get(token.text.lower())
        texts = self._texts_from(token) if begun else ()
        return any(texts[: len(phrase)] == phrase for phrase in begun or ())

    def idiom_polarity(self, token: Token) -> Polarity | None:
        """Return what the fixed phrase that starts at a token says by itself; None: its words tell it."""
        texts = self._texts_from(token)
        return next((p for phrase, p in self.words.idiom_polarity.items() if texts[: len(phrase)] == phrase), None)

    def _texts_from(self, token: Token) -> tuple[str, ...]:
        return tuple(t.text.lower() for t in self.tree.tokens[token.index : token.index + LONGEST_IDIOM])

    def is_asking(self, token: Token) -> bool:
        """Return whether "it is vital to ..." asks for something here, rather than judging what was done."""
        verb = self.tree.head(token.index)
        if token.lemma.lower() not in self.words.vital or verb is None or token.dep not in ("acomp", "ccomp"):
            return False
        subject = self.subject_of(verb)
        if subject is None or subject.text.lower() != "it":
            return False
        for clause in (*self.tree.children(token.index), *self.tree.children(verb.index)):
            aux = set(auxiliaries(self.tree, clause.index))
            if clause.pos in VERBS and clause.index > token.index and aux & {"to", "will", "would", "should"}:
                return True
        return False

    def subject_of(self, clause: Token) -> Token | None:
        return self.tree.child(clause.index, *SUBJECTS)

    def is_wish(self, token: Token) -> bool:
        """Return whether what is said is wanted or expected by a word above it in its own clause."""
        below = token
        for above in self.tree.ancestors(token.index):
            if (
                below.dep in ("advcl", "conj", "parataxis")
                and below.pos in VERBS
                and self.subject_of(below) is not None
            ):
                return False
            if above.lemma.lower() in self.words.wishes and below.dep != "acomp":  # not "looked shaky"
                return True
            below = above
        return False

    def first_target(self, heads: Sequence[Token]) -> tuple[Target, int] | None:
        for head in heads:
            for index in (head.index, *self.tree.subtree(head.index, skip=is_clause)):
                target = self.target_of(self.tree.tokens[index])
                if target is not None:
                    return target, index
        return None

    def owned_target(self, noun: Token) -> tuple[Target, int] | None:
        """Return the target that a noun names, or the noun of its "of" phrase ("the strength of their ties")."""
        heads = (noun, *self.tree.children(noun.index, "conj"))
        preps = [p for head in heads for p in self.tree.children(head.index, "prep") if p.text.lower() == "of"]
        owned = [o for p in preps for o in self.tree.children(p.index, "pobj")]
        for token in (*heads, *owned):
            target = self.target_of(token)
            if target is not None and token.lemma.lower() not in self.words.subject_only:
                return target, token.index
        return None

    def phrase(self, index: int) -> list[int]:
        """Return a phrase without comments and tails behind a comma."""
        indices = clause_indices(self.tree, index)
        if self.tree.tokens[index].pos == "NOUN":
            later = {i for t in self.tree.children(index, "advcl", "parataxis") for i in self.tree.subtree(t.index)}
            indices = [i for i in indices if i not in later]
        return self.without_tail(indices, index)

    def without_tail(self, indices: list[int], head: int) -> list[int]:
        tokens = self.tree.tokens
        for position, index in enumerate(indices[:-1]):
            after = tokens[indices[position + 1]].text.lower()
            mark = tokens[index].text
            tail = after in self.words.tails and not (after == "with" and self.inside(index))
            if index > head and mark in (",", ";", ":", "--", "–", "—") and (tail or mark != ","):
                return indices[:position]
            as_clause = after == "as" and tokens[indices[position + 1]].dep == "mark"
            faced = after == "in" and [t.text.lower() for t in tokens[index + 2 : index + 4]] == ["the", "face"]
            if index > head and (after in self.words.loose_tails or as_clause or faced):
                return indices[: position + 1]
        return indices

    def clause_words(self, clause: Token, subject: Token | None) -> list[int]:
        """Return the clause from its subject on, without adverbial clauses and a further clause behind a comma."""

        def apart(token: Token) -> bool:
            first = self.tree.subtree(token.index)[0]
            joined = token.dep == "conj" and self.subject_of(token) is not None
            comma = any(self.tree.tokens[i].text == "," for i in (first - 1, first - 2) if i > clause.index)
            return token.dep == "advcl" or (joined and comma)

        allowed = set(self.tree.subtree(clause.index, skip=apart))
        indices = [i for i in clause_indices(self.tree, clause.index) if i in allowed]
        start = max(
            (t.index + 1 for t in self.tree.children(clause.index, "mark", "cc") if t.index < clause.index), default=0
        )
        if subject is not None and subject.index < clause.index:
            below = self.tree.subtree(subject.index)
            start = max(start, below[0])
            after = clause.index + (1 if clause.lemma.lower() == "be" else 0)
            told = [i for i in indices if i >= after]
            longest = LONG_SUBJECT_TOKENS if len(told) <= SHORT_TOKENS else SHORT_SUBJECT_TOKENS
            if len(below) > longest or subject.tag in ("WDT", "WP"):
                start = max(start, after)
        while indices and self.tree.tokens[indices[-1]].dep == "cc":
            indices.pop()
        kept = [i for i in indices if i >= start]
        while kept and self.tree.tokens[kept[-1]].text in EDGE_PUNCTUATION:
            kept.pop()
        # What was left out in the middle is in the words all the same, so a tail in it ends them.
        return self.without_tail(list(range(kept[0], kept[-1] + 1)) if kept else [], clause.index)


def is_clause(token: Token) -> bool:
    """Return whether a token heads a clause of its own below another."""
    return token.dep in ("advcl", "ccomp", "relcl", "parataxis")
