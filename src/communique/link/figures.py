"""How many, as different accounts tell it, whoever tells it. Method: docs/methods/comparisons.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from communique.link.alike import AlikeGroup
from communique.link.facets import compare_sides, teller
from communique.link.quantities import MONEY, TARGET, Quantity, quantities_of
from communique.link.storytext import StoryText, Told
from communique.link.unionfind import DisjointSets
from communique.link.weighing import same_thing, telling_weight
from communique.link.words import light_concepts
from communique.model.comparisons import Comparison
from communique.model.spans import Anchor, ArticleId

MAX_POSTINGS: Final = 60
"""What more sentences count is counted everywhere, and finds no pairs."""
MIN_COMMON: Final = 1.2
"""Least that two sentences which count one thing share beside the number, in words that stand once in the story."""
MIN_COMMON_OF_ANY: Final = 1.3
"""The same where they count days or sums of money, which are counted of many things."""

_COMPARED_ELSEWHERE: Final = frozenset({"hour", "minut", "peopl"})
"""What lasted how long is compared by encounter, how many people a war took by `tolls`."""


def compare_figures(story: StoryText, alike: Sequence[AlikeGroup] = ()) -> list[Comparison]:
    """Return numbers of one thing that accounts of one time tell differently.

    What one of two accounts tells as the other does is left out: it then counts two things, of which the other tells
    one. `alike`: statements that tell one thing count one thing.
    """
    told = [quantity for passage in story.passages for quantity in quantities_of(passage)]
    values: dict[tuple[ArticleId, str], set[float]] = defaultdict(set)
    for quantity in told:
        values[quantity.passage.article, quantity.unit].add(quantity.number)
    groups = _groups(alike)
    pairs = []
    for one, other in _candidates(told):
        here, there = one.passage.article, other.passage.article
        retold = one.number in values[there, one.unit] or other.number in values[here, one.unit]
        if retold or not one.differs(other) or not story.near(here, there):
            continue
        if _said_alike(story, groups, one, other) or _of_one_thing(story, one, other):
            pairs.append((one, other))
    return [_comparison(story, group) for group in _joined(pairs)]


def _groups(alike: Sequence[AlikeGroup]) -> dict[Anchor, list[tuple[int, Told]]]:
    """Return, by sentence, the statements that others tell alike, with the number of their group."""
    found: dict[Anchor, list[tuple[int, Told]]] = defaultdict(list)
    for number, group in enumerate(alike):
        for told in group.told:
            found[told.passage.anchor].append((number, told))
    return found


def _said_alike(
    story: StoryText, groups: Mapping[Anchor, Sequence[tuple[int, Told]]], one: Quantity, other: Quantity
) -> bool:
    """Return whether both stand in statements that tell one thing."""
    here, there = (
        [(n, t) for n, t in groups.get(q.passage.anchor, ()) if any(c.contains(q.span) for c in t.content)]
        for q in (one, other)
    )
    return any(n == m and same_thing(story, a, b) for n, a in here for m, b in there)


def _candidates(told: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    by_unit: dict[str, list[Quantity]] = defaultdict(list)
    for quantity in told:
        by_unit[quantity.unit].append(quantity)
    for unit, same in sorted(by_unit.items()):
        if len(same) <= MAX_POSTINGS and unit not in _COMPARED_ELSEWHERE:
            yield from ((a, b) for a, b in combinations(same, 2) if a.passage.article != b.passage.article)


def _of_one_thing(story: StoryText, one: Quantity, other: Quantity) -> bool:
    common = one.passage.concepts & other.passage.concepts
    weight = telling_weight(story, frozenset(c for c in common if not c[:1].isdigit()))
    unit = one.unit.removeprefix(TARGET)
    of_any = unit == MONEY or unit in light_concepts()
    return weight >= (MIN_COMMON_OF_ANY if of_any else MIN_COMMON) * story.weights.rarest


def _joined(pairs: Sequence[tuple[Quantity, Quantity]]) -> list[list[Quantity]]:
    """Return the numbers of one thing together, each number of an article where it stands first."""
    by_key = {(q.passage.article, q.span.start): q for pair in pairs for q in pair}
    sets = DisjointSets(sorted(by_key))
    for one, other in pairs:
        sets.join((one.passage.article, one.span.start), (other.passage.article, other.span.start))
    groups = [[by_key[key] for key in sorted(keys)] for keys in sets.groups()]
    return [list({(q.passage.article, q.number): q for q in reversed(group)}.values()) for group in groups]


def _comparison(story: StoryText, told: Sequence[Quantity]) -> Comparison:
    sides = [teller(quantity.passage, quantity.span) for quantity in told]
    # What is counted anew each night is no other account of the night before.
    pairs = [(a, b) for a, b in combinations(told, 2) if a.number != b.number]
    sure = any(a.exact and b.exact and story.one_day(a.passage.article, b.passage.article) for a, b in pairs)
    of_money = told[0].unit.removeprefix(TARGET) == MONEY
    what = "how much" if of_money else f"how many {told[0].noun}"
    return compare_sides(story, "number", "conflict" if sure else "weight", what, sides, 3.5)
