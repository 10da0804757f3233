"""Relative dates: what a day of publication makes of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.model.spans import Span
from communique.model.times import Shift, TimeValue, as_edtf, is_vague, resolve_time, shift_date, timex_value

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


DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(DAYS, st.integers(-400, 400))
def test_days_counted_there_and_back_return_to_the_day(day: date, days: int) -> None:
    there = date.fromisoformat(shift_date(Shift(days=days), day) or "")
    assert shift_date(Shift(days=-days), there) == day.isoformat()


@given(DAYS, st.integers(0, 6))
def test_weekdays_lie_within_a_week_on_the_wanted_side(day: date, weekday: int) -> None:
    past = date.fromisoformat(shift_date(Shift(weekday=weekday, direction="past"), day) or "")
    future = date.fromisoformat(shift_date(Shift(weekday=weekday, direction="future"), day) or "")
    assert past.weekday() == future.weekday() == weekday
    assert timedelta(0) <= day - past < timedelta(7) and timedelta(0) <= future - day < timedelta(7)


@given(DAYS, st.integers(1, 12), st.integers(1, 28))
def test_days_of_a_month_lie_within_a_year(day: date, month: int, number: int) -> None:
    value = shift_date(Shift(month=month, day=number, direction="news"), day) or ""
    told = date.fromisoformat(value)
    assert (told.month, told.day) == (month, number)
    assert -310 < (told - day).days < 65


@given(DAYS, st.sampled_from(["day", "week", "weekend", "month", "quarter", "season", "half", "year", "decade"]))
def test_every_granularity_has_its_edtf(day: date, granularity: str) -> None:
    value = shift_date(Shift(granularity=granularity), day)  # type: ignore[arg-type]
    assert value is not None and as_edtf(value) is not None


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ("2015-05-12TMO", "2015-05-12"),
        ("2015-05-12T10:35", "2015-05-12"),
        ("2015-Q3", "2015-35"),
        ("2015-H1", "2015-40"),
        ("2015-SU", "2015-22"),
        ("2015-W20-WE", "2015-W20"),
        ("199", "199X"),
        ("19", "19XX"),
        ("PT1H30M", "PT1H30M"),
        ("PXD", None),
        ("PRESENT_REF", None),
        ("XXXX-WXX-5", None),
    ],
)
def test_timex_value_as_edtf(value: str, edtf: str | None) -> None:
    assert as_edtf(value) == edtf


def test_time_of_the_text_is_resolved_through_the_other() -> None:
    tuesday = relative(Shift(weekday=1, direction="past"))
    later = TimeValue(Span(5, 9), "date", "text", None, Shift(days=2), tuesday)
    assert timex_value(later, "2015-05-13") == "2015-05-14"
    assert timex_value(later, None) is None


def test_vague_times_are_told_from_dates() -> None:
    assert is_vague(TimeValue(Span(0, 3), "date", "absolute", "PRESENT_REF"))
    assert not is_vague(relative(Shift(days=-1)))
