"""How many were handed over: of both sides together here, of each there."""

from __future__ import annotations

import pytest

from communique.facts import load_facts
from communique.link.records import link_records
from tests.link.conftest import BELMONTE, HALVORN, MET, RecordMaker

HEAD = "Ingrid Halvorn met Tomas Belmonte. "


@pytest.mark.parametrize(
    ("second", "published", "relations"),
    [
        ("Both sides exchanged 120 prisoners each.", "2024-03-12", ["compatible"]),
        ("A swap of 190 prisoners took place on the bridge.", "2024-03-12", ["weight"]),
        ("More than 200 prisoners were released.", "2024-03-12", []),
        ("Roughly 200 prisoners were released.", "2024-03-12", []),
        ("The swap of 190 prisoners failed.", "2024-03-12", []),
        ("A swap of 190 prisoners took place on the bridge.", "2024-03-15", []),
        ("A swap of 190 barges took place on the bridge.", "2024-03-12", []),
    ],
)
def test_numbers_handed_over(make_record: RecordMaker, second: str, published: str, relations: list[str]) -> None:
    records = [
        make_record(path, HEAD + text, (HALVORN, BELMONTE), meetings=[MET], published=day)
        for path, text, day in (
            ("a.txt", "They agreed to exchange 240 prisoners.", "2024-03-12"),
            ("b.txt", second, published),
        )
    ]
    (story,) = link_records(records, (), load_facts()).linked.stories
    assert [c.relation for c in story.compared.comparisons if c.kind == "number"] == relations
