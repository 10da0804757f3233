"""Times as expression, anchor and value; a relative one is resolved only when its document's date is known."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from communique.model.spans import Span

TimeKind = Literal["date", "duration", "set"]
TimeAnchor = Literal["absolute", "published"]
"""absolute: the expression says it all ("May 12, 2015"); published: counted from the article's date ("Tuesday")."""
Direction = Literal["past", "future", "nearest", "same"]
"""Which month or weekday is meant: the last one, the coming one, the nearest one; same: that of the year arrived at."""


@dataclass(frozen=True, slots=True)
class Shift:
    """How a relative date is counted from the anchor; the fields apply in the order in which they stand."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    year: int | None = None
    month: int | None = None
    """1 to 12: this month of the year that `direction` picks."""
    day: int | None = None
    """1 to 31: this day of the month."""
    weekday: int | None = None
    """0 Monday to 6 Sunday: the one that `direction` picks, the anchor's own day included."""
    direction: Direction = "nearest"
    granularity: Literal["day", "week", "month", "year"] = "day"


@dataclass(frozen=True, slots=True)
class TimeValue:
    """A time expression with its normalised value."""

    span: Span
    kind: TimeKind
    anchor: TimeAnchor
    value: str | None
    """EDTF date or ISO 8601 duration; None: relative and not resolved yet, or beyond what is understood."""
    shift: Shift | None = None
    """For anchor "published": how to count; None otherwise."""


def resolve_time(time: TimeValue, published: str | None) -> str | None:
    """Return the EDTF value of `time` in an article published on `published` (EDTF).

    None: the value depends on more of the day of publication than is known.
    """
    if time.anchor == "absolute" or time.shift is None:
        return time.value
    anchor = _anchor_day(time.shift, published)
    return None if anchor is None else shift_date(time.shift, anchor)


def _anchor_day(shift: Shift, published: str | None) -> date | None:
    """Return the day to count from: any day of the month or year of publication will do for coarser values."""
    if published is None or not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", published):
        return None
    if len(published) == 10:
        return date.fromisoformat(published)
    whole_year = shift.direction == "same" if shift.month is not None else shift.granularity == "year"
    if shift.weekday is not None or shift.day is not None or shift.days or shift.weeks:
        return None
    if len(published) == 7 and (whole_year or shift.granularity == "month" or shift.month is not None):
        return date.fromisoformat(f"{published}-15")
    return date.fromisoformat(f"{published}-07-01") if whole_year else None


def shift_date(shift: Shift, anchor: date) -> str | None:
    """Return the EDTF date that `shift` counts from `anchor`; None where there is no such day (30 February)."""
    day = _add_months(anchor, shift.years * 12 + shift.months) + timedelta(weeks=shift.weeks, days=shift.days)
    year, month = shift.year or day.year, shift.month or day.month
    if shift.month is not None and shift.year is None:
        year += _nearest_year(shift, day)
    if shift.weekday is not None:
        day = _nearest_weekday(day, shift.weekday, shift.direction)
    elif shift.day is not None:
        try:
            day = date(year, month, shift.day)
        except ValueError:
            return None
    elif shift.month is not None:
        return f"{year:04d}-{month:02d}"
    elif shift.year is not None:
        return f"{year:04d}"
    if shift.granularity == "week":
        iso = day.isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}"
    return {"day": day.isoformat(), "month": day.isoformat()[:7], "year": day.isoformat()[:4]}[shift.granularity]


def _add_months(day: date, months: int) -> date:
    if months == 0:
        return day
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _nearest_year(shift: Shift, anchor: date) -> int:
    """Return -1, 0 or 1: the year, counted from the anchor's, whose `shift.month` lies in the wanted direction."""
    assert shift.month is not None
    ahead = (shift.month - anchor.month) + ((shift.day or anchor.day) - anchor.day) / 31
    if shift.direction == "same":
        return 0
    if shift.direction == "past":
        return -1 if ahead > 0 else 0
    if shift.direction == "future":
        return 1 if ahead < 0 else 0
    return -1 if ahead > 6 else 1 if ahead < -6 else 0


def _nearest_weekday(anchor: date, weekday: int, direction: Direction) -> date:
    behind = (anchor.weekday() - weekday) % 7
    if direction == "past":
        return anchor - timedelta(days=behind)
    if direction == "future":
        return anchor + timedelta(days=(7 - behind) % 7)
    return anchor - timedelta(days=behind) if behind <= 3 else anchor + timedelta(days=7 - behind)
