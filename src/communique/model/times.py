"""Times as expression, anchor and value; a relative one is resolved only when its document's date is known."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from communique.model.spans import Span

TimeKind = Literal["date", "duration", "set"]
TimeAnchor = Literal["absolute", "published"]
"""absolute: the expression says it all ("May 12, 2015"); published: counted from the article's date ("Tuesday")."""
Direction = Literal["past", "future", "nearest"]


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
    """0 Monday to 6 Sunday: the one that `direction` picks, the anchor's own day included for past and nearest."""
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

    None: the value depends on a day of publication that is not known to the day (or to the year for a bare month).
    """
    if time.anchor == "absolute" or time.shift is None:
        return time.value
    if published is None or len(published) < 10:
        return None
    return shift_date(time.shift, date.fromisoformat(published))


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
        return anchor + timedelta(days=7 - behind)
    return anchor - timedelta(days=behind) if behind <= 3 else anchor + timedelta(days=7 - behind)
