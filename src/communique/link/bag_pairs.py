"""Which bags of concepts have much in common with one another, found by arrays. Method: docs/methods/comparisons.md."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from communique.link.likeness import MAX_POSTINGS, Likeness, Weights

MIN_SHARED_TO_FIND: Final = 2
"""Concepts, none of them everywhere, that two bags share at least to be weighed at all."""
_SLACK: Final = 1e-3
"""What is looked for by sums that are not rounded yet may lie as much lower."""

_Ints = npt.NDArray[np.int64]
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bag:
    """What one statement is about."""

    shares: Mapping[str, float]
    """Its concepts, and how much each counts, above 0 to 1."""
    owner: str
    """The article it is of; bags of one article are not compared."""
    kin: frozenset[str]
    """Who tells it; bags that share none of these are not compared."""


@dataclass(frozen=True, slots=True)
class _Posting:
    """The bags that hold one concept."""

    bags: _Ints
    """Their positions, ascending."""
    shares: _Floats
    """How much it counts in each."""

    def among(self, bags: _Ints) -> _Posting:
        """Return it for those of `bags`, some positions in ascending order, that hold the concept."""
        at = np.searchsorted(self.bags, bags)
        at = at[(at < len(self.bags)) & (self.bags[np.minimum(at, len(self.bags) - 1)] == bags)]
        return _Posting(self.bags[at], self.shares[at])


class BagPairs:
    """Compares each of many bags with those after it. All sums run in the order of the concepts."""

    def __init__(self, bags: Sequence[Bag], weights: Weights) -> None:
        self._bags = [bag.shares for bag in bags]
        self._weights = weights
        numbers = {owner: number for number, owner in enumerate(dict.fromkeys(bag.owner for bag in bags))}
        self._owners = np.array([numbers[bag.owner] for bag in bags], dtype=np.int64)
        self._kin = [bag.kin for bag in bags]
        self._kindred = _positions(self._kin)
        self._marked = np.zeros(len(bags), dtype=bool)
        self._totals = [sum(weights.of(c) * share for c, share in sorted(bag.items())) for bag in self._bags]
        self._lengths = np.array(
            [
                math.sqrt(sum((weights.of(c) * share) ** 2 for c, share in sorted(bag.items()))) or 1.0
                for bag in self._bags
            ]
        )
        self._postings = {
            concept: _Posting(held, np.array([self._bags[position][concept] for position in held]))
            for concept, held in _positions(self._bags).items()
        }

    def alike(self, least: Sequence[tuple[float, float]]) -> Iterator[tuple[int, int, Likeness]]:
        """Yield (position, later position, likeness), in order, of pairs of which one of `least` may hold.

        `least`: what to reach in (weight of what both have, cosine); of the pairs yielded a few miss it by a little.
        """
        for first, bag in enumerate(self._bags):
            later = self._later(first, bag)
            if not len(later):
                continue
            shared, product = self._sums(bag, later)
            cosines = product / (self._lengths[first] * self._lengths[later])
            enough = [(shared >= weight - _SLACK) & (cosines >= cosine - _SLACK) for weight, cosine in least]
            for at in np.flatnonzero(np.logical_or.reduce(enough)):
                second = int(later[at])
                yield first, second, self._likeness(first, second, float(shared[at]), float(cosines[at]))

    def _later(self, first: int, bag: Mapping[str, float]) -> _Ints:
        """Return the positions after `first` of bags to compare with: they share enough that is not everywhere."""
        held = [self._postings[concept].bags for concept in bag]
        rare = [bags for bags in held if len(bags) <= MAX_POSTINGS]
        met = np.concatenate([np.zeros(0, dtype=np.int64), *rare])
        later, times = np.unique(met[met > first], return_counts=True)
        later = later[times >= MIN_SHARED_TO_FIND]
        later = later[self._owners[later] != self._owners[first]]
        kindred = [self._kindred[name] for name in self._kin[first]]
        for positions in kindred:
            self._marked[positions] = True
        found: _Ints = later[self._marked[later]]
        for positions in kindred:
            self._marked[positions] = False
        return found

    def _sums(self, bag: Mapping[str, float], others: _Ints) -> tuple[_Floats, _Floats]:
        """Return the weight of what a bag has in common with each of `others`, and the product of the two."""
        concepts = sorted(bag)
        postings = [self._postings[concept] for concept in concepts]
        postings = [p.among(others) if len(p.bags) > MAX_POSTINGS else p for p in postings]
        counts = [len(p.bags) for p in postings]
        weights = [self._weights.of(concept) for concept in concepts]
        own = [bag[concept] for concept in concepts]

        def spread(values: Sequence[float]) -> Any:
            return np.repeat(np.array(values), counts)

        bags, shares = np.concatenate([p.bags for p in postings]), np.concatenate([p.shares for p in postings])
        at = np.minimum(np.searchsorted(others, bags), len(others) - 1)
        # What stands in none of the others counts nothing.
        fits = others[at] == bags
        weighed = spread(weights) * np.minimum(spread(own), shares) * fits
        product = spread([w**2 * share for w, share in zip(weights, own, strict=True)]) * shares * fits
        return _summed(at, weighed, len(others)), _summed(at, product, len(others))

    def _likeness(self, first: int, second: int, shared: float, cosine: float) -> Likeness:
        both = frozenset(self._bags[first].keys() & self._bags[second].keys())
        lighter = min(self._totals[first], self._totals[second])
        return Likeness(round(shared, 4), round(shared / lighter if lighter else 0.0, 4), round(cosine, 4), both)


def _positions(sets: Sequence[Collection[str]]) -> dict[str, _Ints]:
    """Return, for each member of the sets, the positions of those that hold it, ascending."""
    found: dict[str, list[int]] = defaultdict(list)
    for position, members in enumerate(sets):
        for member in members:
            found[member].append(position)
    return {member: np.array(positions, dtype=np.int64) for member, positions in found.items()}


def _summed(at: _Ints, values: _Floats, length: int) -> _Floats:
    """Return the sums of the values by where they belong, each in the order of the values."""
    return np.asarray(np.bincount(at, values, length), dtype=np.float64)
