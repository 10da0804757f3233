"""Who stands behind a passage, and by how many of them a comparison is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from communique.facts import load_facts
from communique.link.records import link_records
from communique.link.sourcing import agency_behind
from communique.model.records import ArticleRecord
from communique.model.sourcing import ToldBy
from communique.model.spans import Span
from tests.link.conftest import BELMONTE, HALVORN, MET, RecordMaker, person


@pytest.mark.parametrize(
    ("words", "agency"),
    [
        ("The dredging will begin at dawn, a clerk told Reuters on Monday.", "Reuters"),
        ("A clerk told The Associated Press that the dredging will begin at dawn.", "Associated Press"),
        ("AFP reported that the weir had been shut.", "Agence France-Presse"),
        ("The weir had been shut, according to the TASS news agency.", "TASS"),
        ("Reuters photographers stood at the weir.", None),
        ("The clerk told reporters that the weir had been shut.", None),
    ],
)
def test_agency_that_a_sentence_credits(words: str, agency: str | None) -> None:
    assert agency_behind(words) == agency


def counts(records: list[ArticleRecord], kind: str) -> ToldBy:
    linked = link_records(records, (), load_facts()).linked
    (story,) = linked.stories
    found = {c.id: c for c in story.compared.comparisons if c.kind == kind}
    (told,) = (told for told in linked.told_by if told.noun == "comparison" and told.noun_id in found)
    return told


@pytest.mark.parametrize(
    ("second", "origins"),
    [
        ("The atmosphere was tense, a clerk told Reuters.", 1),
        ("The atmosphere was tense, a clerk told the paper.", 2),
    ],
)
def test_what_a_paper_has_from_an_agency_is_the_agencys(make_record: RecordMaker, second: str, origins: int) -> None:
    head = "Ingrid Halvorn met Tomas Belmonte. "
    texts = (
        ("a.txt", f"{head}The atmosphere was cordial.", "Reuters", "2024-03-12"),
        ("b.txt", head + second, None, "2024-03-13"),
    )
    records = []
    for path, text, agency, day in texts:
        record = make_record(path, text, (HALVORN, BELMONTE), meetings=[MET], published=day, agency=agency)
        records.append(replace(record, sentences=(Span(0, len(head) - 1), Span(len(head), len(text)))))
    told = counts(records, "outcome")
    assert (told.articles, told.origins) == (2, origins)


def test_every_article_that_has_a_spelling_counts(make_record: RecordMaker) -> None:
    records = []
    for number, name in enumerate(("Sergei Belmonte", "Sergei Belmonte", "Sergey Belmonte")):
        people = (HALVORN, person(name, "Solmara"))
        met = ((HALVORN.id, name), *MET[1:])
        text = f"Ingrid Halvorn met {name} on quay {number}."
        records.append(make_record(f"{number}.txt", text, people, meetings=[met], published="2024-03-12"))
    assert counts(records, "spelling").articles == 3
