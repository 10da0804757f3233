"""What a rule for time expressions returns, and the steps that several rules share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from communique.extract.time_words import TimeWords
from communique.model.times import Direction, Granularity, Shift, TimeKind

Counted = Literal["published", "text", "topic"]
"""text: from the last fitting time before it in the article; topic: from the first one, which a report is about, if one
is in reach; where there is none, by `Reading.otherwise`."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a time expression means."""

    kind: TimeKind
    value: str | None = None
    """Beside `shift`: what it means where there is nothing to count from."""
    shift: Shift | None = None
    relative: bool = False
    """Counted from the article's date, even where how far is not told."""
    counted: Counted = "published"
    fits: tuple[Granularity, ...] = ()
    """For times counted from the text: of which granularity the other time must be."""
    otherwise: Shift | None = None
    """For times counted from the text: how to count from the day of publication instead; None: not at all."""
    reach_chars: int = 400
    """For times counted from the text: how far before it the other time may stand."""


Read = Callable[["re.Match[str]", Direction], "Reading | None"]
Rules = Iterator[tuple[str, int, Read]]
"""Pattern, flags, reader."""


def side_pattern(words: TimeWords) -> str:
    """Return the words that tell last, this or next, as group `side`."""
    return rf"(?P<side>{'|'.join(words.words_pattern(name) for name in ('previous', 'following', 'current'))})"


def side_step(words: TimeWords, found: re.Match[str]) -> int:
    """Return -1, 0 or 1 for the word matched as group `side`; 0 where there is none."""
    side = " ".join((found["side"] or "this").lower().split())
    return -1 if side in words.lists["previous"] else 1 if side in words.lists["following"] else 0


def unit_shift(unit: str, count: int) -> Shift:
    """Return the shift by so many days, weeks, ...; `unit` in the singular."""
    if unit in ("day", "night"):
        return Shift(days=count, part="TNI" if unit == "night" else "")
    if unit == "week":
        return Shift(weeks=count, granularity="week")
    if unit == "weekend":
        return Shift(weeks=count, weekday=6, direction="past" if count < 0 else "future", granularity="weekend")
    months = {"month": 1, "quarter": 3}
    if unit in months:
        return Shift(months=count * months[unit], granularity="month" if unit == "month" else "quarter")
    years = {"year": 1, "decade": 10, "century": 100}
    granularity: Granularity = (
        "year" if count else "decade" if unit == "decade" else "century" if unit == "century" else "year"
    )
    return Shift(years=count * years[unit], granularity=granularity)


def modifier_pattern(words: TimeWords) -> str:
    """Return an optional "early", "the end of", ... before a period."""
    return rf"(?:(?:{words.words_pattern('modifiers')})[\s-])?"
