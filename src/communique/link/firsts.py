"""What accounts call the first since or in so long. Method: docs/methods/comparisons.md."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Final

from communique.facts.table import fold_name
from communique.link.facets import compare_sides, occasions_of, pairs_across, teller
from communique.link.passages import Passage
from communique.link.storytext import StoryText
from communique.link.words import number_words
from communique.model.comparisons import Comparison, Side
from communique.model.encounters import Relation
from communique.model.spans import Span

TALKS: Final = frozenset({"talk", "meet", "call", "speak", "visit"})
"""Concepts of what is told of talks."""
_FIRST: Final = re.compile(
    r"\bfirst\b[^.;!?]{0,80}?\b(?:(?P<since>since)\b|(?P<span>in (?:\w+ ){0,2}(?:years?|months?|decades?)|ever)\b)",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_YEARS_AGO: Final = re.compile(r"\bin (?:\w+ )?(\w+) years?\b", re.IGNORECASE)
MAX_HEAD_WORDS: Final = 4


def compare_firsts(story: StoryText) -> list[Comparison]:
    """Return what an account calls the first visit or meeting since or in so long, against what others do."""
    sides: dict[Side, tuple[frozenset[str], str]] = {}
    years: dict[Side, int | None] = {}
    for passage in story.passages:
        match = _FIRST.search(passage.anchor.words)
        if match is None:
            continue
        at = passage.anchor.span.start
        start = at + match.start()
        head = [w.concept for w in passage.words if start < w.start][:MAX_HEAD_WORDS]
        end = _clause_end(passage, match.end()) if match["since"] else at + match.end()
        if set(head) & (TALKS | {"tim"}):
            side = teller(passage, Span(start, end))
            sides[side] = frozenset(head) & TALKS, fold_name(match["since"] or match["span"])
            years[side] = _last_before(story, side)
    pairs = [(a, b) for a, b in pairs_across(story, list(sides)) if sides[a] != sides[b]]
    found = []
    for kept in occasions_of(story, pairs):
        apart = any(sides[a][0] == sides[b][0] and _years_differ(years[a], years[b]) for a, b in combinations(kept, 2))
        relation: Relation = "weight" if apart else "compatible"
        found.append(compare_sides(story, "date", relation, "what was the first of its kind", kept, 1.0))
    return found


def _last_before(story: StoryText, side: Side) -> int | None:
    """Return the year in which what is called the first was there before; None: not told.

    "Since 2013", or "in two years" of an article of 2015.
    """
    named = _YEAR.search(side.value)
    if named:
        return int(named.group())
    ago = _YEARS_AGO.search(side.value)
    published = story.coverage.record_of[side.article].article.published.value
    count = (int(ago[1]) if ago[1].isdigit() else number_words().get(ago[1].casefold())) if ago else None
    return int(published[:4]) - count if published and count else None


def _years_differ(first: int | None, second: int | None) -> bool:
    return first is not None and second is not None and abs(first - second) > 1


def _clause_end(passage: Passage, after: int) -> int:
    match = re.compile(r"[,;.!?]| - ").search(passage.anchor.words, after)
    return passage.anchor.span.start + (match.start() if match else len(passage.anchor.words))
