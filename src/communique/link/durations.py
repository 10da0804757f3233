"""How long one encounter lasted, where its accounts tell lengths that differ. Method: docs/methods/comparisons.md."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from communique.link.facets import compare_sides, teller
from communique.link.passages import Passage
from communique.link.storytext import StoryText
from communique.link.words import inexact
from communique.model.comparisons import HOW_LONG, Comparison
from communique.model.encounters import HAPPENED, Encounter, Relation
from communique.model.records import ArticleRecord
from communique.model.spans import EncounterId

LOOSE: Final = 1.25
"""Lengths no further apart are one, told more and less exactly ("five hours", "four and a half hours")."""
LOOSE_ABOUT: Final = 1.5
"""The same where one is told as "more than" or "about" so long."""
_LENGTH: Final = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?$")
_ABOUT: Final = re.compile(inexact(), re.IGNORECASE)
_PART: Final = re.compile(
    r"\b(?:all|the whole|the entire|throughout the|most of the) (?P<part>morning|afternoon|evening|night)\b",
    re.IGNORECASE,
)
_SUM: Final = re.compile(r"\b(?:each|apiece|another|combined|altogether|in all)\b", re.IGNORECASE)
"""What makes a length a sum or a part of one: `tellings` compares these."""
_PARTS: Final = {"morning": (90, 360), "afternoon": (90, 420), "evening": (90, 360), "night": (240, 720)}
"""The minutes that who speaks of all of a part of the day can mean."""


@dataclass(frozen=True)
class _Length:
    """How long an encounter lasted, as a sentence of one article tells it."""

    passage: Passage
    least: float
    """In minutes, as is the next."""
    most: float
    exact: bool

    @property
    def of_a_part(self) -> bool:
        """Whether it is told as a part of the day."""
        return self.least != self.most


def compare_durations(story: StoryText) -> list[Comparison]:
    """Return the lengths of one merged encounter that cannot all be true, else those told as a part of the day."""
    told: dict[EncounterId, list[_Length]] = defaultdict(list)
    for record in story.records:
        for encounter in record.encounters:
            if encounter.status in HAPPENED:
                told[story.merged[encounter.id].id] += _lengths(story, record, encounter)
    found = []
    for _, lengths in sorted(told.items()):
        pairs = [(a, b) for a, b in combinations(lengths, 2) if a.passage.article != b.passage.article]
        apart = any(_apart(a, b) for a, b in pairs)
        loose = any(a.of_a_part != b.of_a_part for a, b in pairs)
        if apart or loose:
            sides = [teller(length.passage, length.passage.anchor.span) for length in lengths]
            relation: Relation = "conflict" if apart else "compatible"
            found.append(compare_sides(story, "number", relation, HOW_LONG, sides, 3.5 if apart else 1.0))
    return found


def _lengths(story: StoryText, record: ArticleRecord, encounter: Encounter) -> Iterator[_Length]:
    """Yield the length that one article tells of an encounter, by the clock or as a part of the day; one at most."""
    text = record.article.text
    for passage in story.by_article[record.article.id]:
        span = passage.anchor.span
        clock = next((a for a in encounter.duration.evidence if span.contains(a.span)), None)
        minutes = minutes_of(encounter.duration.value)
        if clock is not None and minutes and _SUM.search(passage.anchor.words) is None:
            around = text[max(span.start, clock.span.start - 12) : clock.span.end]
            yield _Length(passage, minutes, minutes, _ABOUT.search(around) is None)
            return
    for passage in story.by_article[record.article.id]:
        part = _PART.search(passage.anchor.words)
        if part is not None and any(passage.anchor.span.overlaps(e) for e in encounter.evidence):
            yield _Length(passage, *_PARTS[part["part"].casefold()], exact=False)
            return


def _apart(one: _Length, other: _Length) -> bool:
    """Return whether two lengths cannot both be true."""
    if one.of_a_part or other.of_a_part:
        return one.least > other.most or other.least > one.most
    low, high = sorted((one.least, other.least))
    return high > low * (LOOSE if one.exact and other.exact else LOOSE_ABOUT)


def minutes_of(value: str | None) -> float | None:
    """Return the minutes of an ISO 8601 duration of hours and minutes; None: it is none, or of no length."""
    match = _LENGTH.match(value or "")
    return int(match[1] or 0) * 60 + int(match[2] or 0) or None if match else None
