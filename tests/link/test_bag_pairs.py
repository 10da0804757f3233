"""Pairs found by arrays are those that comparing every two bags one by one finds."""

from __future__ import annotations

import math
from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from communique.link.bag_pairs import MIN_SHARED_TO_FIND, Bag, BagPairs
from communique.link.likeness import MAX_POSTINGS, Weights

CONCEPTS = [f"c{number}" for number in range(12)]
LEAST = ((2.0, 0.2), (1.0, 0.5))

shares = st.dictionaries(st.sampled_from(CONCEPTS), st.sampled_from([0.2, 0.5, 1.0]), max_size=8)
bags = st.lists(
    st.builds(Bag, shares, st.sampled_from("abc"), st.frozensets(st.sampled_from(["x", "y"]), max_size=2)), max_size=14
)


def one_by_one(told: list[Bag], weights: Weights) -> dict[tuple[int, int], tuple[float, float]]:
    """Return (weight of what both have, cosine) of every pair that is to be found."""
    spread = Counter(concept for bag in told for concept in bag.shares)
    found = {}
    for (i, one), (j, other) in combinations(enumerate(told), 2):
        both = sorted(one.shares.keys() & other.shares.keys())
        rare = sum(spread[concept] <= MAX_POSTINGS for concept in both)
        if one.owner == other.owner or not one.kin & other.kin or rare < MIN_SHARED_TO_FIND:
            continue
        shared = sum(weights.of(c) * min(one.shares[c], other.shares[c]) for c in both)
        product = sum(weights.of(c) ** 2 * one.shares[c] * other.shares[c] for c in both)
        lengths = [math.hypot(*(weights.of(c) * s for c, s in bag.shares.items())) for bag in (one, other)]
        cosine = product / (lengths[0] * lengths[1])
        if any(shared >= weight and cosine >= least for weight, least in LEAST):
            found[i, j] = shared, cosine
    return found


@given(bags)
def test_pairs_are_those_of_comparing_one_by_one(told: list[Bag]) -> None:
    check_pairs(told)


def test_concepts_that_are_everywhere_weigh_but_find_nothing() -> None:
    everywhere = [Bag({"c0": 1.0, f"d{n // 2}": 0.5, f"e{n // 2}": 1.0}, str(n), frozenset("x")) for n in range(150)]
    assert len(everywhere) > MAX_POSTINGS
    check_pairs(everywhere)
    two = [Bag({"c0": 1.0, "c1": 1.0, f"d{n}": 1.0}, str(n), frozenset("x")) for n in range(150)]
    assert list(BagPairs(two, Weights.of_bags([frozenset(bag.shares) for bag in two])).alike(LEAST)) == []


def check_pairs(told: list[Bag]) -> None:
    weights = Weights.of_bags([frozenset(bag.shares) for bag in told])
    found = {(i, j): likeness for i, j, likeness in BagPairs(told, weights).alike(LEAST)}
    expected = one_by_one(told, weights)
    assert expected.keys() <= found.keys()
    assert list(found) == sorted(found)
    for pair, (shared, cosine) in expected.items():
        assert math.isclose(found[pair].shared, shared, abs_tol=1e-4)
        assert math.isclose(found[pair].cosine, cosine, abs_tol=1e-4)
    for i, j in found.keys() - expected.keys():
        # Near misses alone, for the caller to weigh once more.
        assert told[i].kin & told[j].kin and told[i].owner != told[j].owner
        assert any(found[i, j].shared >= weight - 0.01 and found[i, j].cosine >= c - 0.01 for weight, c in LEAST)
