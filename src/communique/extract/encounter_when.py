"""The day of an encounter: the expression that dates it, and how the first day follows from it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from communique.model.times import Shift, TimeValue, is_calendar_date, resolve_time

DAY = re.compile(r"\d{4}-\d\d-\d\d")
DAYS = re.compile(r"P(\d+)D")
WEEKS = re.compile(r"P(\d+)W")
SAFE_DAYS = range(4, 28)
"""Days of a month in which what began or is to begin some days from them is of the same month; set by hand."""


@dataclass(frozen=True, slots=True)
class When:
    """The expression that dates an encounter."""

    time: TimeValue
    offset_days: int = 0
    """Days from the date told to the first day of the encounter ("ran into the small hours of Sunday": -1)."""
    last: bool = False
    """The expression tells the last day ("concluded on Thursday")."""
    inherited: bool = False
    """Taken from another encounter of the same occasion."""
    in_month: bool = False
    """Only the month of the day told is that of the encounter (a summit, by the day of a meeting on its margin)."""

    def value(self, published: str | None, duration: str | None = None, *, ahead: bool = False) -> str | None:
        """Return the EDTF date of the first day in an article published on `published`; None: not known.

        `ahead`: the encounter lies ahead, so that a bare month or weekday is the coming one.
        """
        found = self.told(published, ahead=ahead)
        if found is None:
            return None
        days = self._days(duration)
        if days is None:
            return None
        if days and DAY.fullmatch(found):
            found = (date.fromisoformat(found) + timedelta(days=days)).isoformat()
        return _safe_month(found) if self.in_month else found

    def counted(self, duration: str | None = None, *, ahead: bool = False) -> TimeValue | None:
        """Return the first day as a time that can be resolved later; None: it does not follow from the time told."""
        time, days = self._toward(ahead), self._days(duration)
        if days is None:
            return None
        if self.in_month:
            return TimeValue(time.span, time.kind, "text", None, Shift(granularity="month"), time)
        return TimeValue(time.span, time.kind, "text", None, Shift(days=days), time) if days else time

    def told(self, published: str | None, *, ahead: bool = False) -> str | None:
        """Return the EDTF date that the expression tells, be it that of the first day or not; None: not known."""
        return _month_of_week(resolve_time(self._toward(ahead), published))

    def _days(self, duration: str | None) -> int | None:
        """Return the days from the date told to the first day; None: only the last day of more than one is told."""
        if not self.last or (duration or "").startswith("PT"):
            return self.offset_days
        length = DAYS.fullmatch(duration or "")
        return self.offset_days - int(length[1]) + 1 if length is not None else None

    def _toward(self, ahead: bool) -> TimeValue:
        time = self.time
        # What one leaves for lies ahead, but the day told is that of the departure.
        if ahead and self.offset_days <= 0 and time.shift is not None and time.shift.year is None:
            return replace(time, shift=replace(time.shift, direction="future"))
        return time


def _month_of_week(value: str | None) -> str | None:
    """Return the month of a week that lies within one; a year, month or day as it is; None for any other value."""
    if value is None or "W" not in value:
        return value if value is not None and is_calendar_date(value) else None
    year, week = value.split("-W")
    monday = date.fromisocalendar(int(year), int(week), 1)
    sunday = monday + timedelta(days=6)
    return monday.isoformat()[:7] if monday.month == sunday.month else None


def _safe_month(value: str) -> str | None:
    """Return the month of a day, as far as the days around it lie in the same one; None: they may not."""
    if DAY.fullmatch(value) and int(value[8:]) not in SAFE_DAYS:
        return None
    return value[:7]


def is_length(time: TimeValue) -> bool:
    """Return whether a duration can be that of an encounter: minutes to weeks, not months or years."""
    return time.value is not None and (time.value.startswith("PT") or time.value[-1] in "DW")


def in_days(duration: str) -> str:
    """Return a length in weeks as one in days ("P7D"), any other as it is."""
    weeks = WEEKS.fullmatch(duration)
    return f"P{int(weeks[1]) * 7}D" if weeks else duration
