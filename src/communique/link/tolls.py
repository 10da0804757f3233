"""What a war has cost in lives and homes, as accounts tell it. Method: docs/methods/comparisons.md."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from typing import Final

from communique.link.facets import compare_sides, occasions_of, teller
from communique.link.storytext import StoryText
from communique.link.words import figure, inexact, telling_words
from communique.model.comparisons import Comparison, Side
from communique.model.spans import Span

MAX_RATIO: Final = 1.5
"""Numbers further apart are of other things: a battle's dead, or those of another war."""
_UNITS: Final = {"": 1, **telling_words()["multiples"]}
_NUMBER: Final = (
    rf"(?:{inexact()}|an estimated)?\s*"
    r"(?P<number>\d+(?:[.,]\d+)*)(?:[ -](?P<unit>thousand|million|billion))?(?: (?:people|civilians|others))?"
)


def compare_tolls(story: StoryText) -> list[Comparison]:
    """Return numbers of those whom the war has killed or displaced that accounts near in time tell differently."""
    told: dict[str, dict[Side, float]] = defaultdict(dict)
    for what, side, number in _tolls(story):
        told[what][side] = number
    found = []
    for what, numbers in sorted(told.items()):
        pairs = [
            (a, b)
            for a, b in combinations(numbers, 2)
            if a.article != b.article
            and story.near(a.article, b.article)
            and 1 < max(numbers[a], numbers[b]) / min(numbers[a], numbers[b]) <= MAX_RATIO
        ]
        found += [compare_sides(story, "number", "weight", what, sides, 2.0) for sides in occasions_of(story, pairs)]
    return found


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    table = telling_words()["toll"]
    war = re.compile(rf"\b(?:{'|'.join(table['war'])})\b", re.IGNORECASE)
    verbs = ((f"how many the war has {name}", "|".join(table[name])) for name in ("killed", "displaced"))
    return war, tuple((what, re.compile(rf"\b(?:{told})\s+{_NUMBER}", re.IGNORECASE)) for what, told in verbs)


def _tolls(story: StoryText) -> Iterator[tuple[str, Side, float]]:
    war, kinds = _patterns()
    for passage in story.passages:
        words, at = passage.anchor.words, passage.anchor.span.start
        for what, pattern in kinds if war.search(words) else ():
            for match in pattern.finditer(words):
                number = figure(match["number"], scaled=match["unit"] is not None)
                if number:
                    number *= _UNITS[(match["unit"] or "").lower()]
                    yield what, teller(passage, Span(at + match.start(), at + match.end())), number
