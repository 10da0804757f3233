"""How much two passages say alike, by the rarity of what their words share. Method: docs/methods/comparisons.md."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from communique.link.words import frame_concepts, light_concepts

MAX_POSTINGS: Final = 120
"""A concept in more passages than this finds no pairs, which keeps the work near n log n."""
CONDITION: Final = "?condition"
"""Stands in the bag of whatever hangs on a condition."""
TUNED_ON: Final = 140
"""Sentences of the story on which least weights were tuned."""
CONDITION_WEIGHT: Final = 2.5
PEOPLE: Final = 0.15
STATES: Final = 0.5
FRAME: Final = 0.35
LIGHT: Final = 0.3
"""Shares of their rarity that names of people, of states, frame words and common words keep. Set by hand."""


@dataclass(frozen=True)
class Likeness:
    """How two bags of concepts compare."""

    shared: float
    """Weight of what both have."""
    within: float
    """Share of the lighter one's weight that both have, 0 to 1."""
    cosine: float
    """0 to 1."""
    concepts: frozenset[str]
    """What both have."""


class Weights:
    """Weights of concepts: the rarer in the story's passages, the heavier."""

    def __init__(
        self,
        counts: Mapping[str, int],
        total: int,
        people: frozenset[str] = frozenset(),
        plain: frozenset[str] = frozenset(),
    ) -> None:
        """`plain`: concepts that count as little as the commonest words of English."""
        self.people = people
        """Concepts of the names of people."""
        self._light = light_concepts() | plain
        self._total = max(total, 1)
        self._counts = counts
        self._known: dict[str, float] = {}

    @classmethod
    def of_bags(cls, bags: Iterable[frozenset[str]], people: frozenset[str] = frozenset()) -> Weights:
        """Return the weights by how many of the bags have a concept."""
        counts: Counter[str] = Counter()
        total = 0
        for bag in bags:
            counts.update(bag)
            total += 1
        return cls(counts, total, people)

    def of(self, concept: str) -> float:
        """Return the weight of a concept, above 0; one that no passage has is as rare as one that a single one has."""
        if concept == CONDITION:
            return CONDITION_WEIGHT
        if concept not in self._known:
            rarity = math.log1p((self._total + 1) / (self._counts.get(concept, 0) or 1))
            self._known[concept] = round(rarity * self._share(concept), 4)
        return self._known[concept]

    @property
    def rarest(self) -> float:
        """The weight of a concept that one passage has, above 0."""
        return math.log1p(self._total + 1)

    @property
    def scale(self) -> float:
        """What weights of a story as long as those on which thresholds were tuned are multiplied by, at most 1.

        A word that stands once in a few short texts weighs less than one that stands once in many.
        """
        return min(1.0, self.rarest / math.log1p(TUNED_ON + 1))

    def _share(self, concept: str) -> float:
        """Return how much of its rarity a concept keeps: who speaks and that he did tell little."""
        if concept in self.people:
            return PEOPLE
        if concept in frame_concepts():
            return FRAME
        if concept in self._light:
            return LIGHT
        return STATES if concept[:1] == "@" else 1.0

    def total(self, concepts: Iterable[str]) -> float:
        """Return the weight of several concepts together."""
        return round(sum(self.of(concept) for concept in sorted(concepts)), 4)


def likeness_of(first: Mapping[str, float], second: Mapping[str, float], weights: Weights) -> Likeness:
    """Return how two bags compare, each concept counting as much as it is said to in them."""
    both = frozenset(first.keys() & second.keys())
    shared = sum(weights.of(c) * min(first[c], second[c]) for c in sorted(both))
    product = sum(weights.of(c) ** 2 * first[c] * second[c] for c in sorted(both))
    lengths = [
        math.sqrt(sum((weights.of(c) * share) ** 2 for c, share in sorted(bag.items()))) for bag in (first, second)
    ]
    totals = [sum(weights.of(c) * share for c, share in sorted(bag.items())) for bag in (first, second)]
    length, lighter = lengths[0] * lengths[1] or 1.0, min(totals) or 1.0
    return Likeness(round(shared, 4), round(shared / lighter, 4), round(product / length, 4), both)


class LikenessIndex:
    """Finds, among many bags of concepts that all count whole, those that are most like a given one.

    `owners`: the number of the article, or other whole, that each bag is of.
    """

    def __init__(self, bags: Sequence[frozenset[str]], owners: Sequence[int], weights: Weights) -> None:
        self._weights = weights
        self._lengths = np.array([self._length(bag) for bag in bags])
        self._owners = np.array(owners, dtype=np.int64)
        postings: dict[str, list[int]] = defaultdict(list)
        for position, bag in enumerate(bags):
            for concept in bag:
                postings[concept].append(position)
        self._postings = {
            concept: np.array(positions, dtype=np.int64)
            for concept, positions in postings.items()
            if len(positions) <= MAX_POSTINGS
        }

    def nearest(self, bag: frozenset[str]) -> dict[int, tuple[int, float, float]]:
        """Return by owner (position, cosine, weight of what both have) of its bag that is most like `bag`.

        Of equal ones the first; owners without a bag that shares a concept which is not everywhere are not in it.
        """
        held = [concept for concept in sorted(bag) if concept in self._postings]
        if not held:
            return {}
        met = [self._postings[concept] for concept in held]
        weights = np.repeat([self._weights.of(concept) for concept in held], [len(positions) for positions in met])
        positions, at = np.unique(np.concatenate(met), return_inverse=True)
        # Both sums run in the order of the concepts, whatever else is in the index.
        cosines = np.bincount(at, weights * weights) / (self._length(bag) * self._lengths[positions])
        shared = np.bincount(at, weights)
        owners = self._owners[positions]
        order = np.lexsort((-np.round(cosines, 4), owners))
        best = order[np.unique(owners[order], return_index=True)[1]]
        return {
            int(owners[i]): (int(positions[i]), round(float(cosines[i]), 4), round(float(shared[i]), 4)) for i in best
        }

    def _length(self, bag: frozenset[str]) -> float:
        return math.sqrt(sum(self._weights.of(concept) ** 2 for concept in sorted(bag))) or 1.0
