"""What a war is told to have cost."""

from __future__ import annotations

import pytest

from communique.facts import load_facts
from communique.link.records import link_records
from communique.link.words import figure
from tests.link.conftest import BELMONTE, HALVORN, MET, RecordMaker

HEAD = "Ingrid Halvorn met Tomas Belmonte. "


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("The river war has uprooted more than 3 million people.", ["how many the war has displaced"]),
        ("The river war has uprooted roughly 3 million people.", ["how many the war has displaced"]),
        ("The river war has driven 2.5 million from their homes.", []),
        ("The flood has displaced 3 million people.", []),
        ("One battle of the war displaced 400 people.", []),
        ("The war killed 3 million trees.", []),
    ],
)
def test_numbers_of_one_toll_are_compared(make_record: RecordMaker, second: str, told: list[str]) -> None:
    records = [
        make_record(path, HEAD + text, (HALVORN, BELMONTE), meetings=[MET], published=day)
        for path, text, day in (
            ("a.txt", "They spoke of a war that has displaced 2.5 million people.", "2024-03-12"),
            ("b.txt", second, "2024-03-13"),
        )
    ]
    (story,) = link_records(records, (), load_facts()).linked.stories
    assert [c.what for c in story.compared.comparisons if c.kind == "number"] == told


@pytest.mark.parametrize(
    ("number", "told"),
    [("1,200,000", True), ("1.2 million", True), ("1.200.000", False), ("1.200", False), ("1,2 million", False)],
)
def test_marks_that_may_part_thousands_or_decimals_tell_no_number(
    make_record: RecordMaker, number: str, told: bool
) -> None:
    records = [
        make_record(path, f"{HEAD}The river war has killed {words} people.", (HALVORN, BELMONTE), meetings=[MET])
        for path, words in (("a.txt", "1.1 million"), ("b.txt", number))
    ]
    (story,) = link_records(records, (), load_facts()).linked.stories
    assert ("how many the war has killed" in [c.what for c in story.compared.comparisons]) is told


@pytest.mark.parametrize(
    ("form", "number"), [("1,200", 1200.0), ("2.5", 2.5), ("1.000", None), ("1.200.000", None), ("1,5", None)]
)
def test_figures_are_read_where_their_marks_are_plain(form: str, number: float | None) -> None:
    assert figure(form) == number
    assert figure("2.125", scaled=True) == 2.125
