"""Pairs that do not contradict one another are not told as differing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from communique.facts import load_facts
from communique.link.records import link_records
from communique.model.comparisons import Comparison
from communique.model.statements import Form
from tests.link.conftest import BELMONTE, HALVORN, MET, RecordMaker, person

HEAD = "Ingrid Halvorn met Tomas Belmonte. "


def compared(make_record: RecordMaker, first: str, second: str) -> list[Comparison]:
    records = [
        make_record(path, HEAD + text, (HALVORN, BELMONTE), meetings=[MET], published=day)
        for path, text, day in (("a.txt", first, "2024-03-12"), ("b.txt", second, "2024-03-13"))
    ]
    (story,) = link_records(records, (), load_facts()).linked.stories
    return list(story.compared.comparisons)


@pytest.mark.parametrize(
    ("second", "relation"),
    [
        ("It was her first visit to Solmara since 2022.", "compatible"),
        ("It was her first trip since the flood at the weir.", "compatible"),
        ("It was her first visit to Solmara since 2017.", "weight"),
    ],
)
def test_firsts_differ_only_where_one_kind_was_last_in_other_years(
    make_record: RecordMaker, second: str, relation: str
) -> None:
    found = compared(make_record, "It was her first visit to Solmara in two years.", second)
    assert [c.relation for c in found if c.what == "what was the first of its kind"] == [relation]


@pytest.mark.parametrize(
    ("second", "relation"),
    [("The atmosphere was friendly.", "compatible"), ("The atmosphere was tense.", "weight")],
)
def test_two_warm_words_for_a_tone_go_together(make_record: RecordMaker, second: str, relation: str) -> None:
    found = compared(make_record, "The atmosphere was cordial.", second)
    assert [c.relation for c in found if c.what == "what its tone was"] == [relation]


TERMS = (
    "the accord would end shelling at the weir, withdraw barges from the quay and the orchards,"
    " pay boatmen, reopen a granary and free the fishermen"
)
PRAISE = (
    "hosts watch shelling at the weir and withdraw barges from the quay and the orchards"
    " while lanterns, choirs, bakers, anglers and umbrellas fill taverns"
)


@pytest.mark.parametrize(
    ("speaker", "form", "told"),
    [
        ("Tomas Belmonte", "indirect", ["how it is put"]),
        ("Marta Silva", "indirect", []),  # different people say different things
        ("Tomas Belmonte", "direct", []),  # two sentences, letter for letter
    ],
)
def test_how_it_is_put_is_of_one_speaker_and_one_sentence(
    make_record: RecordMaker, speaker: str, form: Form, told: list[str]
) -> None:
    people = (HALVORN, BELMONTE, person("Marta Silva", "Solmara"))
    records = [
        make_record(path, f"{HEAD}{who} said {said}.", people, quotes=[(who, said)], meetings=[MET], published=day)
        for path, who, said, day in (
            ("a.txt", "Tomas Belmonte", TERMS, "2024-03-12"),
            ("b.txt", speaker, PRAISE, "2024-03-13"),
        )
    ]
    formed = [replace(r, statements=tuple(replace(s, form=form) for s in r.statements)) for r in records]
    (story,) = link_records(formed, (), load_facts()).linked.stories
    assert [c.what for c in story.compared.comparisons if c.kind == "wording"] == told
