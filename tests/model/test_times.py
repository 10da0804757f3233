"""Relative dates: what a day of publication makes of them."""

from __future__ import annotations

from datetime import date

import pytest

from communique.model.spans import Span
from communique.model.times import Shift, TimeValue, resolve_time, shift_date

WEDNESDAY = date(2015, 5, 13)


@pytest.mark.parametrize(
    ("shift", "value"),
    [
        (Shift(weekday=1, direction="past"), "2015-05-12"),
        (Shift(weekday=2, direction="past"), "2015-05-13"),
        (Shift(weekday=2, direction="future"), "2015-05-13"),
        (Shift(days=1, weekday=2, direction="future"), "2015-05-20"),
        (Shift(days=-1, weekday=2, direction="past"), "2015-05-06"),
        (Shift(weekday=4, direction="future"), "2015-05-15"),
        (Shift(days=-1), "2015-05-12"),
        (Shift(month=11, direction="future"), "2015-11"),
        (Shift(month=11, direction="past"), "2014-11"),
        (Shift(month=2, day=12, direction="past"), "2015-02-12"),
        (Shift(month=5, day=14, direction="past"), "2014-05-14"),
        (Shift(years=-1, month=8, direction="same"), "2014-08"),
        (Shift(years=-1, granularity="year"), "2014"),
        (Shift(months=1, granularity="month"), "2015-06"),
        (Shift(weeks=-1, granularity="week"), "2015-W19"),
        (Shift(month=2, day=30), None),
    ],
)
def test_shift_counts_from_the_anchor(shift: Shift, value: str | None) -> None:
    assert shift_date(shift, WEDNESDAY) == value


def relative(shift: Shift) -> TimeValue:
    return TimeValue(Span(0, 1), "date", "published", None, shift)


def test_resolve_without_publication_leaves_relative_time_open() -> None:
    assert resolve_time(relative(Shift(weekday=1, direction="past")), None) is None
    assert resolve_time(relative(Shift(weekday=1, direction="past")), "2015-05") is None


def test_resolve_needs_no_day_for_coarser_values() -> None:
    assert resolve_time(relative(Shift(years=-1, granularity="year")), "2015") == "2014"
    assert resolve_time(relative(Shift(months=-1, granularity="month")), "2015-05") == "2015-04"
    assert resolve_time(relative(Shift(months=-1, granularity="month")), "2015") is None


def test_resolve_absolute_value_is_kept_whatever_the_publication() -> None:
    assert resolve_time(TimeValue(Span(0, 1), "date", "absolute", "2013-08"), None) == "2013-08"
