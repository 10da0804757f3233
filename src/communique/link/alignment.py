"""Which clauses of two readouts tell one thing: by shared words and by shared topics.

Method: docs/methods/comparisons.md.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from communique.link.clauses import condition_in
from communique.link.fields import fields_of
from communique.link.likeness import CONDITION, Weights
from communique.link.passages import Passage
from communique.link.words import frame_concepts, light_concepts, readout_concepts, unit_concepts

MIN_SHARED: Final = 2.1
"""Least weight that two clauses share for both to tell one thing: a word that stands once in either weighs 3."""
MIN_LEFT: Final = 1.5
"""The same for two clauses that are left over to be held against one another."""
MIN_THINGS: Final = 2
MIN_CLOSE: Final = 1.2
"""Least product of the weight that two clauses share and the part of the lighter one that it makes up."""
MIN_TOLD: Final = 3
"""How many things a clause names at least for the other text to be silent on it."""
MAX_MET: Final = 0.2
"""Of what a clause says, how much may be met anywhere in the other text for that to be silent on it."""
TOPIC_ALONE: Final = 2.0
"""Least weight of a topic for it to be told nowhere else in either text."""
NEAR_BEST: Final = 0.95
"""A second partner counts where it is nearly as alike as the best."""
AROUND: Final = 0.25
"""How much a word of the sentence around a clause counts."""
BEFORE: Final = 0.15
"""How much a word of the sentence before counts where the sentence points back to it."""
FIELD: Final = 0.68
"""How much one topic counts beside one word. These were set on eight pairs of readouts; docs/methods/comparisons.md."""
SENTENCES: Final = 24
"""Readouts are taken to be as long, so that a word weighs as much in a short one as in a long one."""
_ANSWERS: Final = frozenset({"accept", "praise", "reject", "respond"})
"""Classes of words by which one side takes up what the other said."""
_POINTING: Final = re.compile(
    r"\W*(?:he|she|it|they|this|these|those|such|in (?:this|that) (?:context|regard|connection)"
    r"|the (?:sides|parties|former|latter))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Names:
    """Concepts of names in two readouts."""

    principals: frozenset[str]
    """Of those who spoke to one another."""
    others: frozenset[str]
    """Of other people."""
    sides: frozenset[str]
    """Of the two states or bodies that published them."""


@dataclass(frozen=True)
class Bag:
    """What a clause is about: its concepts and topics, and how much each counts, 0 to 1."""

    clause: Passage
    concepts: Mapping[str, float]
    fields: Mapping[str, Mapping[str, float]]
    """By topic the concepts that are of it, with how much each counts."""
    amount: bool
    """Whether the clause tells an amount of money or another measure."""
    sides: frozenset[str] = frozenset()
    """Those for whom it is said; empty: nobody known says it."""

    def is_apart(self, other: Bag) -> bool:
        """Return whether each of two clauses is one side's own, and one of them hangs on a condition: no one thing.

        What answers the other side ("thanked for", "in response to") is of what that side said.
        """
        if len(self.sides) != 1 or len(other.sides) != 1 or self.sides & other.sides:
            return False
        hangs = CONDITION in self.concepts.keys() | other.concepts.keys()
        return hangs and not (self.concepts.keys() | other.concepts.keys()) & _ANSWERS


@dataclass(frozen=True)
class Shared:
    """What two clauses have in common."""

    weight: float
    """Of words and topics, those of the sentences around them for a part."""
    things: int
    """How many things both clauses name themselves; a name, or an amount with its unit, is one."""
    part: float
    """Of the lighter clause's own weight, what both have, 0 to 1."""
    topical: bool
    """Whether a topic that no other sentence of either text has, and a name, are common to both."""

    @property
    def is_one_thing(self) -> bool:
        """Whether both clauses can be taken to tell one thing: a single word in common may be chance."""
        close = self.weight * self.part >= MIN_CLOSE
        return self.weight >= MIN_SHARED and (self.things >= MIN_THINGS or close or self.topical)

    @property
    def is_one_subject(self) -> bool:
        """Whether both clauses speak of one thing, though perhaps they do not tell the same of it."""
        return self.weight >= MIN_LEFT and self.things > 0


class ReadoutWeights:
    """Weights of concepts and topics in two readouts: the fewer sentences of either have them, the heavier.

    They do not depend on what else was built.
    """

    def __init__(self, first: Sequence[Passage], second: Sequence[Passage], names: Names) -> None:
        per = [Counter(c for p in passages for c in p.concepts) for passages in (first, second)]
        counts = {c: max(per[0][c], per[1][c]) for c in per[0] | per[1]}
        self._words = Weights(counts, SENTENCES, names.principals, readout_concepts())
        self._names = names
        fields = [
            Counter(field for p in passages for field in {f for word in p.words for f in fields_of(word)})
            for passages in (first, second)
        ]
        self._fields = Weights({f: max(fields[0][f], fields[1][f]) for f in fields[0] | fields[1]}, SENTENCES)

    def of(self, concept: str) -> float:
        """Return the weight of a concept."""
        return self._words.of(concept)

    def of_field(self, field: str) -> float:
        """Return the weight of a topic."""
        return self._fields.of(field)

    def shared(self, first: Bag, second: Bag) -> Shared:
        """Return what two clauses share: words, and the topic that weighs most as far as those words do not tell it."""
        both = sorted(first.concepts.keys() & second.concepts.keys())
        if not any(c[:1].isdigit() for c in both):
            both = [c for c in both if c not in unit_concepts()]  # "6 million" and "10 million" share nothing
        words = {c: self.of(c) * min(first.concepts[c], second.concepts[c]) for c in both}
        named = [words.pop(c) for c in sorted(self._names.others & words.keys())]
        topics = [0.0]
        for field in sorted(first.fields.keys() & second.fields.keys()):
            here, there = first.fields[field], second.fields[field]
            topic = FIELD * self.of_field(field) * min(max(here.values()), max(there.values()))
            topics.append(topic - sum(words.get(c, 0.0) for c in sorted(here.keys() & there.keys())))
        # A name is one thing, however many words it has; and two words that are of several topics are still two.
        weight = sum(words.values()) + max(named, default=0.0) + max(topics)
        own = [c for c in both if first.concepts[c] == second.concepts[c] == 1.0]
        common = (
            sum(words.get(c, 0.0) for c in own if c not in self._names.sides) + max(named, default=0.0) + max(topics)
        )
        lighter = min(self._own(bag) for bag in (first, second))
        topical = max(topics) >= TOPIC_ALONE and any(c[:1] in "@#" or c in self._names.principals for c in own)
        part = round(common / lighter, 4) if lighter else 0.0
        amounts = first.amount and second.amount
        return Shared(round(weight, 4), self._things(own) + amounts, part, topical)

    def is_silent(self, clause: Bag, others: Sequence[Bag], whole: Sequence[Passage]) -> bool:
        """Return whether nothing in the other text, as a whole, can be taken for what a clause tells.

        `others`: the other text's clauses, `whole`: all its sentences. Of a clause that says little nobody can tell.
        """
        own = {c for c, share in clause.concepts.items() if share == 1.0} - self._names.principals - self._names.sides
        if self._things(sorted(own)) < MIN_TOLD or any(self.shared(clause, other).things for other in others):
            return False
        words = {c for passage in whole for c in passage.concepts}
        fields = {field for passage in whole for word in passage.words for field in fields_of(word)}
        met = (own & words).union(*(concepts.keys() & own for f, concepts in clause.fields.items() if f in fields))
        return sum(self.of(c) for c in sorted(met)) <= MAX_MET * sum(self.of(c) for c in sorted(own))

    def _own(self, bag: Bag) -> float:
        """Return the weight of a clause's own words, the names of those who spoke left out."""
        names = self._names.principals | self._names.sides
        return sum(self.of(c) for c, share in sorted(bag.concepts.items()) if share == 1.0 and c not in names)

    def _things(self, concepts: Sequence[str]) -> int:
        """Return how many things these concepts name: words that tell of no talks whatever, and names of others."""
        plain = frame_concepts() | light_concepts() | readout_concepts() | self._names.principals | self._names.sides
        telling = [c for c in concepts if c not in plain and c not in self._names.others and c != CONDITION]
        return len(telling) + any(c in self._names.others for c in concepts)


@dataclass(frozen=True)
class Aligned:
    """Which clauses of two readouts answer to one another."""

    both: tuple[tuple[Passage, Passage], ...]
    """Those that tell one thing."""
    near: tuple[tuple[Passage, Passage], ...]
    """Of the rest those that speak of one thing, in quite other words: whether both tell it, nobody can say."""


def align_clauses(one: Sequence[Bag], other: Sequence[Bag], weights: ReadoutWeights) -> Aligned:
    """Return the pairs of clauses of which each is the best of the other, or nearly as good, in order."""
    shared = {(i, j): weights.shared(a, b) for i, a in enumerate(one) for j, b in enumerate(other)}
    apart = {(i, j) for i, j in shared if one[i].is_apart(other[j])}
    alike = {pair: s.weight for pair, s in shared.items() if s.is_one_thing and pair not in apart}
    both = _best_pairs(alike, NEAR_BEST)
    told = {i for i, _ in both}, {j for _, j in both}
    left = {(i, j): s for (i, j), s in shared.items() if i not in told[0] and j not in told[1]}
    near = _best_pairs({pair: s.weight for pair, s in left.items() if s.is_one_subject}, 1.0)
    return Aligned(
        tuple((one[i].clause, other[j].clause) for i, j in both),
        tuple((one[i].clause, other[j].clause) for i, j in near),
    )


def _best_pairs(shared: Mapping[tuple[int, int], float], near_best: float) -> list[tuple[int, int]]:
    best: dict[tuple[int, int], float] = defaultdict(float)
    for pair, weight in shared.items():
        for place in (0, 1):
            best[place, pair[place]] = max(weight, best[place, pair[place]])
    return [(i, j) for (i, j), weight in sorted(shared.items()) if weight >= near_best * max(best[0, i], best[1, j])]


def read_bag(
    clause: Passage, around: Passage, before: Passage | None, text: str, sides: frozenset[str] = frozenset()
) -> Bag:
    """Return what a clause is about; `around`: its sentence, `before`: the sentence before, None for the first."""
    parts = [(around, AROUND), (clause, 1.0)]
    if before is not None and _POINTING.match(around.anchor.words):
        parts.insert(0, (before, BEFORE))
    concepts: dict[str, float] = {}
    fields: dict[str, dict[str, float]] = {}
    for passage, share in parts:
        for word in passage.words:
            if word.concept and word.concept != "express":
                concepts[word.concept] = share
                for field in fields_of(word) if word.concept not in unit_concepts() else ():
                    fields.setdefault(field, {})[word.concept] = share
    if condition_in(text, clause.anchor.span) is not None:
        concepts[CONDITION] = 1.0
    amount = any(word.concept in unit_concepts() for word in clause.words) and any(
        c[:1].isdigit() for c in clause.concepts
    )
    return Bag(clause, concepts, fields, amount, sides)
