"""Why something happened, as different accounts tell it. Method: docs/methods/comparisons.md."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Final

from communique.link.facets import compare_sides, teller
from communique.link.passages import Passage
from communique.link.storytext import StoryText
from communique.link.weighing import SAME_THING, telling_weight
from communique.link.words import telling_words
from communique.model.comparisons import Comparison
from communique.model.encounters import Relation
from communique.model.spans import Span

MAX_POSTINGS: Final = 60
"""A concept that more sentences with a cause have finds no pairs, which keeps the work near n log n."""
MAX_COMMON: Final = 0.5
"""Share of what the one cause says from which another is the same in other words."""


@dataclass(frozen=True)
class _Cause:
    """What a sentence gives as the cause of something."""

    passage: Passage
    span: Span
    denies: bool
    """Whether it is called the real one: another is denied."""
    concepts: frozenset[str]
    context: frozenset[str]
    """What the sentence says beside it; where it denies, with the sentence before, which tells what it denies."""


def compare_causes(story: StoryText) -> list[Comparison]:
    """Return the causes of one thing that accounts near in time tell differently.

    A conflict where one is called the real cause; else which of two, or both, it was nobody can say.
    """
    found = []
    for one, other in _candidates([cause for passage in story.passages for cause in _causes(story, passage)]):
        here, there = one.passage.article, other.passage.article
        if here != there and story.near(here, there) and _of_one_thing(story, one, other):
            denied = one.denies or other.denies
            sides = [teller(cause.passage, cause.span) for cause in (one, other)]
            relation: Relation = "conflict" if denied else "weight"
            weight = 3.0 if denied else 1.5
            found.append(compare_sides(story, "cause", relation, "why it was so", sides, weight))
    return found


def _candidates(causes: Sequence[_Cause]) -> list[tuple[_Cause, _Cause]]:
    """Return the pairs of causes that share a concept which is not everywhere, in the order of the text."""
    postings: dict[str, list[int]] = defaultdict(list)
    for n, cause in enumerate(causes):
        for concept in cause.context | cause.concepts:
            postings[concept].append(n)
    rare = (found for found in postings.values() if len(found) <= MAX_POSTINGS)
    return [(causes[i], causes[j]) for i, j in sorted({pair for found in rare for pair in combinations(found, 2)})]


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Return what opens a cause, and whether it denies another: data/telling_words.toml."""
    table = telling_words()["cause"]
    return tuple(
        (re.compile(rf"\b(?:{'|'.join(table[name])})\s+(?P<cause>[^.;:!?]+)", re.IGNORECASE), name == "real")
        for name in ("real", "openers")
    )


@lru_cache(maxsize=2)
def _ends(*, denies: bool) -> re.Pattern[str]:
    """Return what ends the words that name a cause: a further clause, or what it is the cause of ("blamed ... for")."""
    table = telling_words()["cause"]
    ends = table["ends"] if denies else [*table["ends"], *table["effect"]]
    return re.compile(rf"\s+(?:{'|'.join(ends)})\b|,", re.IGNORECASE)


def _causes(story: StoryText, passage: Passage) -> Iterator[_Cause]:
    at = passage.anchor.span.start
    for pattern, denies in _patterns():
        for match in pattern.finditer(passage.anchor.words):
            end = _ends(denies=denies).search(match["cause"])
            start = at + match.start("cause")
            span = Span(start, start + (end.start() if end else len(match["cause"].rstrip())))
            within = passage.concepts_in(span)
            if not within:
                continue
            context = passage.concepts - within
            sentences = story.passages_in(passage.article)
            if denies and passage.number:
                context |= sentences[passage.number - 1].concepts
            yield _Cause(passage, span, denies, within, context)


def _of_one_thing(story: StoryText, one: _Cause, other: _Cause) -> bool:
    """Return whether two different causes are given of one thing."""
    first, second = one.concepts, other.concepts
    both, here, there = (telling_weight(story, part) for part in (first & second, first, second))
    if both >= MAX_COMMON * min(here, there):
        return False
    # The cause that another denies is told beside it.
    common = (one.context | (first if other.denies else frozenset())) & (
        other.context | (second if one.denies else frozenset())
    )
    return telling_weight(story, common) >= SAME_THING["matter"] * story.weights.rarest
