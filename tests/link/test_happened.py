"""Days that do not go together, and what one account calls a thing that another says it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from communique.facts import load_facts
from communique.link.records import link_records
from communique.model.comparisons import Comparison
from communique.model.spans import Span
from communique.model.times import Shift, TimeValue
from tests.link.conftest import BELMONTE, HALVORN, MET, RecordMaker

HEAD = "Ingrid Halvorn met Tomas Belmonte. "
LAST_WEEK = Shift(weeks=-1, granularity="week")
LAST_MONTH = Shift(months=-1, granularity="month")
WEEKEND = Shift(weeks=-1, granularity="weekend")
ON_FRIDAY = Shift(weekday=4, direction="past")


def compared(make_record: RecordMaker, *told: tuple[str, str, Shift | None]) -> list[Comparison]:
    """Return the comparisons of texts, each with the words of one time in it and how these are counted."""
    records = []
    for number, (text, words, shift) in enumerate(told):
        whole = HEAD + text
        record = make_record(
            f"{number}.txt", whole, (HALVORN, BELMONTE), meetings=[MET], published=f"2024-03-{12 + number}"
        )
        if shift is not None:
            start = whole.index(words)
            time = TimeValue(Span(start, start + len(words)), "date", "published", None, shift)
            record = replace(record, times=(time,))
        records.append(record)
    (story,) = link_records(records, (), load_facts()).linked.stories
    return [c for c in story.compared.comparisons if c.what.startswith(("when", "since when", "whether it is"))]


FIRST = "The harbor talks between the pilots and the porters collapsed last week in the face of a strike."


@pytest.mark.parametrize(
    ("second", "words", "shift", "told"),
    [
        ("The harbor talks of the porters broke down last month.", "last month", LAST_MONTH, ["when it broke down"]),
        ("The harbor talks of the porters broke down last week.", "last week", LAST_WEEK, []),
        ("A clerk said last month that the harbor talks of the porters broke down.", "last month", LAST_MONTH, []),
        ("The choir of the lighthouse keepers broke down last month.", "last month", LAST_MONTH, []),
    ],
)
def test_days_of_one_event_that_do_not_go_together(
    make_record: RecordMaker, second: str, words: str, shift: Shift, told: list[str]
) -> None:
    found = compared(make_record, (FIRST, "last week", LAST_WEEK), (second, words, shift))
    assert [c.what for c in found] == told
    assert {c.relation for c in found} <= {"weight"}


def test_before_it_began_and_after_two_days_do_not_go_together(make_record: RecordMaker) -> None:
    first = "The harbor talks between the pilots and the porters collapsed before they began."
    second = "The harbor talks of the porters collapsed after just two days."
    assert [c.what for c in compared(make_record, (first, "", None), (second, "", None))] == ["when it broke down"]


def test_a_weekend_is_no_friday(make_record: RecordMaker) -> None:
    first = "The pilots and the porters agreed on Friday to a truce at the weir."
    second = "The pilots and the porters agreed at the weekend to a truce at the weir."
    found = compared(make_record, (first, "Friday", ON_FRIDAY), (second, "the weekend", WEEKEND))
    assert [c.what for c in found] == ["when it was agreed"]


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("The truce at the weir was only a “breather” for the porters.", ["whether it is a breather"]),
        ("The truce at the weir was not a breather for the porters.", []),
        ("An old breather hung on the wall of a tavern.", []),
    ],
)
def test_what_one_calls_it_and_another_says_it_is_not(make_record: RecordMaker, second: str, told: list[str]) -> None:
    first = "The porters agreed to a truce at the weir, not a breather."
    found = compared(make_record, (first, "", None), (second, "", None))
    assert [(c.what, c.relation) for c in found] == [(what, "conflict") for what in told]


def test_the_state_that_began_is_named(make_record: RecordMaker) -> None:
    first = "France began bombing the weir in January to help the porters."
    second = "France's intervention at the weir since February has swung the strike."
    months = (
        Shift(month=1, direction="past", granularity="month"),
        Shift(month=2, direction="past", granularity="month"),
    )
    found = compared(make_record, (first, "January", months[0]), (second, "February", months[1]))
    assert [c.what for c in found] == ["since when France fights there"]


def test_label_has_the_article_and_no_capital_of_the_denial(make_record: RecordMaker) -> None:
    first = "The porters called their march on the weir a protest, not an Ambush."
    second = "The march of the porters on the weir was an ambush."
    found = compared(make_record, (first, "", None), (second, "", None))
    assert [c.what for c in found] == ["whether it is an ambush"]


@pytest.mark.parametrize("value", ["2024-02-30", "2023-02-29"])
def test_impossible_day_is_no_day_of_an_event(make_record: RecordMaker, value: str) -> None:
    text = f"{HEAD}The harbor talks between the pilots and the porters collapsed on {value}."
    start = text.index(value)
    record = make_record("a.txt", text, (HALVORN, BELMONTE), meetings=[MET], published="2024-03-12")
    time = TimeValue(Span(start, start + len(value)), "date", "absolute", value)
    other = make_record("b.txt", HEAD + FIRST, (HALVORN, BELMONTE), meetings=[MET], published="2024-03-13")
    (story,) = link_records([replace(record, times=(time,)), other], (), load_facts()).linked.stories
    assert not [c for c in story.compared.comparisons if c.what.startswith("when")]
