"""Times as expression, anchor and value; a relative one is resolved only when its document's date is known."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from communique.model.spans import Span

TimeKind = Literal["date", "time", "duration", "set"]
"""time: tells a part of the day ("Tuesday morning", "6 p.m."); set: comes back ("every Friday", "daily")."""
TimeAnchor = Literal["absolute", "published", "text"]
"""absolute: the expression says it all ("May 12, 2015"); published: counted from the article's date ("Tuesday");
text: counted from another time of the same article ("two days later")."""
Direction = Literal["past", "future", "nearest", "news", "same"]
"""Which month or weekday is meant: the last one, the coming one, the nearest one; news: as news without a verb tells
it, the last one unless the coming one is near; same: that of the year arrived at."""
Granularity = Literal["day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade", "century"]

SEASONS = ("WI", "SP", "SU", "FA")
"""TIMEX3's seasons of a year of the northern hemisphere, winter first: that of December belongs to the year begun."""
EDTF_DIVISIONS = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"} | {
    **{f"Q{n}": str(32 + n) for n in range(1, 5)},
    **{f"H{n}": str(39 + n) for n in range(1, 3)},
}
"""Seasons, quarters and halves of a year as EDTF (level 2) counts them."""
NEAR_MONTHS = 6
NEWS_AHEAD_MONTHS = 2.0
"""A day or month told without year lies in the ten months before the day of publication or the two after it."""


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
    nth: int = 0
    """With a month and a weekday: 1 the first such day of the month, -1 the last; 0: the weekday is of no month."""
    division: str | None = None
    """A quarter, half or season of the year that `direction` picks ("Q3", "H1", "SU")."""
    direction: Direction = "nearest"
    granularity: Granularity = "day"
    part: str = ""
    """What TIMEX3 puts behind the day: part of the day ("TMO", "TNI") or clock time ("T10:35"); empty: the whole."""


@dataclass(frozen=True, slots=True)
class TimeValue:
    """A time expression with its normalised value."""

    span: Span
    kind: TimeKind
    anchor: TimeAnchor
    value: str | None
    """TIMEX3 value (dates and durations as in ISO 8601; "1998-Q3", "P2D", "PXD", "PRESENT_REF"); None: relative and
    not resolved yet, or beyond what is understood."""
    shift: Shift | None = None
    """For anchors "published" and "text": how to count; None otherwise, or where the words do not tell how far."""
    reference: TimeValue | None = None
    """For anchor "text": the time counted from; None otherwise."""


def resolve_time(time: TimeValue, published: str | None) -> str | None:
    """Return the value of `time` in an article published on `published` (EDTF), as EDTF date or ISO 8601 duration.

    Weeks are ISO weeks ("2019-W23"); of a part of the day, the day is given. None: the value depends on more of the
    day of publication than is known, or the words tell no value ("now", "a few days").
    """
    value = timex_value(time, published)
    return None if value is None else as_edtf(value)


def timex_value(time: TimeValue, published: str | None) -> str | None:
    """Return the TIMEX3 value of `time` in an article published on `published` (EDTF); None: not resolved."""
    if time.anchor == "absolute" or time.shift is None:
        return time.value
    counted_from = published
    if time.reference is not None:
        value = timex_value(time.reference, published)
        counted_from = None if value is None else _calendar_part(value)
    anchor = _anchor_day(time.shift, counted_from)
    return None if anchor is None else shift_date(time.shift, anchor)


def is_vague(time: TimeValue) -> bool:
    """Return whether the words tell neither a date nor a length ("now", "recently", "several days", "daily")."""
    return time.kind == "set" or (time.value is not None and as_edtf(time.value) is None)


def is_calendar_date(value: str) -> bool:
    """Return whether `value` is a year, a month or a day that exists: what an EDTF date of level 0 is."""
    found = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", value)
    return found is not None and (found[3] is None or is_day(int(found[1]), int(found[2]), int(found[3])))


def is_day(year: int | None, month: int, day: int) -> bool:
    """Return whether a month has such a day, in any year if none is told: none has a 31 April or a 30 February."""
    leap_year = 2000
    year = leap_year if year is None else year
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def as_edtf(value: str) -> str | None:
    """Return a TIMEX3 value as EDTF date or ISO 8601 duration; None: there is no such ("PRESENT_REF", "PXD")."""
    if value.startswith("P"):
        return value if re.fullmatch(r"P(?:[\d.]+[YMWD])*(?:T(?:[\d.]+[HMS])+)?", value) else None
    day = value.partition("T")[0]
    if is_calendar_date(day) or re.fullmatch(r"\d{4}-W\d\d", day):
        return day
    if found := re.fullmatch(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)", value):
        return f"{found[1]}-{EDTF_DIVISIONS[found[2]]}"
    if found := re.fullmatch(r"(\d{4}-W\d\d)-WE", value):
        return found[1]
    return value.ljust(4, "X") if re.fullmatch(r"\d{2,3}", value) else None


def _calendar_part(value: str) -> str | None:
    """Return the first day, month or year of a TIMEX3 date: the first month of a quarter, the Monday of a week."""
    day = value.partition("T")[0]
    if is_calendar_date(day):
        return day
    if found := re.match(r"(\d{4})-W(\d\d)", day):
        return date.fromisocalendar(int(found[1]), int(found[2]), 1).isoformat()
    if found := re.fullmatch(r"(\d{4})-([QH])(\d)", day):
        return f"{found[1]}-{(int(found[3]) - 1) * (3 if found[2] == 'Q' else 6) + 1:02d}"
    return None


def _anchor_day(shift: Shift, published: str | None) -> date | None:
    """Return the day to count from: any day of the month or year of publication will do for coarser values."""
    if published is None or not is_calendar_date(published):
        return None
    try:
        if len(published) == 10:
            return date.fromisoformat(published)
        whole = date.fromisoformat(f"{published}-15" if len(published) == 7 else f"{published}-07-01")
    except ValueError:
        return None
    if shift.weekday is not None or shift.day is not None or shift.days or shift.weeks or shift.part:
        return None
    named = shift.month is not None or shift.division is not None
    if named and shift.direction == "same":
        return whole
    if len(published) == 7 and (named or shift.granularity in ("month", "quarter", "half", "season")):
        return whole
    return whole if not named and shift.granularity in ("year", "decade", "century") else None


def shift_date(shift: Shift, anchor: date) -> str | None:
    """Return the TIMEX3 date that `shift` counts from `anchor`.

    None: there is no such day (30 February), or it lies outside the years 1 to 9999.
    """
    try:
        return _shifted(shift, anchor)
    except (ValueError, OverflowError):
        return None


def _shifted(shift: Shift, anchor: date) -> str:
    day = _add_months(anchor, shift.years * 12 + shift.months) + timedelta(weeks=shift.weeks, days=shift.days)
    year, month = shift.year or day.year, shift.month or day.month
    if shift.division is not None:
        return f"{year + _division_year(shift, day):04d}-{shift.division}"
    if shift.month is not None and shift.year is None:
        year += _nearest_year(shift, day)
    if shift.weekday is not None and shift.nth:
        day = _weekday_of_month(year, month, shift.weekday, shift.nth)
    elif shift.weekday is not None:
        day = _nearest_weekday(day, shift.weekday, shift.direction)
    elif shift.day is not None:
        day = date(year, month, shift.day)
    elif shift.month is not None:
        return f"{year:04d}-{month:02d}"
    elif shift.year is not None:
        day = date(year, month, 1)
        return f"{year:04d}" if shift.granularity == "day" else _as_granular(day, shift.granularity)
    return _as_granular(day, shift.granularity) + shift.part


def _as_granular(day: date, granularity: Granularity) -> str:
    iso = day.isocalendar()
    if granularity in ("week", "weekend"):
        return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if granularity == "weekend" else "")
    if granularity == "quarter":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if granularity == "half":
        return f"{day.year:04d}-H{(day.month + 5) // 6}"
    if granularity == "season":
        return f"{day.year:04d}-{SEASONS[day.month % 12 // 3]}"
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4, "decade": 3, "century": 2}[granularity]]


def _add_months(day: date, months: int) -> date:
    if months == 0:
        return day
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _weekday_of_month(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the nth such weekday of a month; counted from its end where `nth` is negative. Raises ValueError."""
    if nth > 0:
        return date(year, month, 1 + (weekday - date(year, month, 1).weekday()) % 7 + 7 * (nth - 1))
    last = date(year, month, calendar.monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - weekday) % 7 - 7 * (nth + 1))


def _nearest_year(shift: Shift, anchor: date) -> int:
    """Return -1, 0 or 1: the year, counted from the anchor's, whose `shift.month` lies in the wanted direction."""
    assert shift.month is not None
    ahead = (shift.month - anchor.month) + ((shift.day or anchor.day) - anchor.day) / 31
    return _year_toward(shift.direction, ahead)


def _division_year(shift: Shift, anchor: date) -> int:
    """Return -1, 0 or 1, as `_nearest_year` does, for a quarter, half or season; the one going on counts for both."""
    assert shift.division is not None
    if shift.division in SEASONS:
        first, length = SEASONS.index(shift.division) * 3, 3
    else:
        length = 3 if shift.division[0] == "Q" else 6
        first = (int(shift.division[1]) - 1) * length + 1
    ahead = first - anchor.month
    if -length < ahead <= 0:
        return 0
    return _year_toward(shift.direction, ahead)


def _year_toward(direction: Direction, months_ahead: float) -> int:
    if direction == "same":
        return 0
    if direction == "news":
        return -1 if months_ahead > NEWS_AHEAD_MONTHS else 1 if months_ahead < NEWS_AHEAD_MONTHS - 12 else 0
    if direction == "past":
        return -1 if months_ahead > 0 else 0
    if direction == "future":
        return 1 if months_ahead < 0 else 0
    return -1 if months_ahead > NEAR_MONTHS else 1 if months_ahead < -NEAR_MONTHS else 0


def _nearest_weekday(anchor: date, weekday: int, direction: Direction) -> date:
    behind = (anchor.weekday() - weekday) % 7
    if direction in ("past", "news"):
        return anchor - timedelta(days=behind)
    if direction == "future":
        return anchor + timedelta(days=(7 - behind) % 7)
    return anchor - timedelta(days=behind) if behind <= 3 else anchor + timedelta(days=7 - behind)
