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

MIN_SHARED: Final = 2.1
"""Least weight that two clauses share for both to tell one thing: a word that stands once in either weighs 3."""
MIN_LEFT: Final = 1.5
"""The same for two clauses that are left over to be held against one another."""
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
_POINTING: Final = re.compile(
    r"\W*(?:he|she|it|they|this|these|those|such|in (?:this|that) (?:context|regard|connection)"
    r"|the (?:sides|parties|former|latter))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Bag:
    """What a clause is about: its concepts and topics, and how much each counts, 0 to 1."""

    clause: Passage
    concepts: Mapping[str, float]
    fields: Mapping[str, Mapping[str, float]]
    """By topic the concepts that are of it, with how much each counts."""


class ReadoutWeights:
    """Weights of concepts and topics in two readouts: the fewer sentences of either have them, the heavier.

    They do not depend on what else was built.
    """

    def __init__(self, first: Sequence[Passage], second: Sequence[Passage], people: frozenset[str]) -> None:
        """`people`: concepts of the names of those who spoke to one another."""
        per = [Counter(c for p in passages for c in p.concepts) for passages in (first, second)]
        self._words = Weights({c: max(per[0][c], per[1][c]) for c in per[0] | per[1]}, SENTENCES, people)
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

    def shared(self, first: Bag, second: Bag) -> float:
        """Return the weight of what two clauses share: words, and topics as far as those words do not tell them."""
        both = first.concepts.keys() & second.concepts.keys()
        words = {c: self.of(c) * min(first.concepts[c], second.concepts[c]) for c in sorted(both)}
        total = sum(words.values())
        for field in sorted(first.fields.keys() & second.fields.keys()):
            here, there = first.fields[field], second.fields[field]
            topic = FIELD * self.of_field(field) * min(max(here.values()), max(there.values()))
            total += max(0.0, topic - sum(words[c] for c in sorted(here.keys() & there.keys() & both)))
        return round(total, 4)


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
    both = _best_pairs(shared, MIN_SHARED, NEAR_BEST)
    told = {i for i, _ in both}, {j for _, j in both}
    left = {(i, j): weight for (i, j), weight in shared.items() if i not in told[0] and j not in told[1]}
    near = _best_pairs(left, MIN_LEFT, 1.0)
    return Aligned(
        tuple((one[i].clause, other[j].clause) for i, j in both),
        tuple((one[i].clause, other[j].clause) for i, j in near),
    )


def _best_pairs(shared: Mapping[tuple[int, int], float], least: float, near_best: float) -> list[tuple[int, int]]:
    best: dict[tuple[int, int], float] = defaultdict(float)
    for pair, weight in shared.items():
        for place in (0, 1):
            best[place, pair[place]] = max(weight, best[place, pair[place]])
    return [
        (i, j)
        for (i, j), weight in sorted(shared.items())
        if weight >= max(least, near_best * max(best[0, i], best[1, j]))
    ]


def read_bag(clause: Passage, around: Passage, before: Passage | None, text: str) -> Bag:
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
                for field in fields_of(word):
                    fields.setdefault(field, {})[word.concept] = share
    if condition_in(text, clause.anchor.span) is not None:
        concepts[CONDITION] = 1.0
    return Bag(clause, concepts, fields)
