"""By when something is due, on invented deadlines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.model.due import resolve_due
from communique.model.spans import Span
from communique.model.times import Shift, TimeValue

PUBLISHED = "2019-06-13"
"""A Thursday."""


def length(value: str) -> TimeValue:
    return TimeValue(Span(0, 1), "duration", "absolute", value)


def day(shift: Shift) -> TimeValue:
    return TimeValue(Span(0, 1), "date", "published", None, shift)


@pytest.mark.parametrize(
    ("time", "words", "due"),
    [
        (length("P2W"), "in two weeks", "2019-06-27"),
        (length("PT48H"), "within 48 hours", "2019-06-15"),
        (length("P3M"), "Within three months", "2019-09-13"),
        (length("P2W"), "within two weeks of the signing", "P2W"),
        (length("P3M"), "for three months", "P3M"),
        (length("PXM"), "within months", None),
        (day(Shift(month=9, direction="future")), "by the end of September", "2019-09"),
        (day(Shift(month=6, day=30, direction="future")), "June 30", "2019-06-30"),
        (day(Shift(granularity="week")), "this week", "2019-06-16"),
        (day(Shift(months=3, granularity="quarter")), "next quarter", "2019-09"),
        (day(Shift(division="SU", direction="future")), "by summer", "2019-08"),
        (day(Shift(granularity="week")), "beginning this week", "2019-W24/.."),
        (day(Shift(month=7, day=1, direction="future")), "starting on 1 July", "2019-07-01/.."),
        (day(Shift(month=7, day=1, direction="future")), "From 1 July", "2019-07-01/.."),
        (day(Shift(month=7, day=1, direction="future")), "on 1 July", "2019-07-01"),
    ],
)
def test_deadline_gives_the_last_day(time: TimeValue, words: str, due: str | None) -> None:
    assert resolve_due(time, words, PUBLISHED) == due


def test_length_stays_a_length_where_the_day_of_publication_is_not_known() -> None:
    assert resolve_due(length("P2W"), "in two weeks", None) == "P2W"
    assert resolve_due(length("P2W"), "in two weeks", "2019-06") == "P2W"


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(1, 500))
def test_days_from_now_are_counted(published: date, days: int) -> None:
    due = resolve_due(length(f"P{days}D"), f"within {days} days", published.isoformat())
    assert due == (published + timedelta(days=days)).isoformat()
