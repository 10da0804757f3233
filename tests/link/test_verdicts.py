"""Judgements of invented talks in several accounts: only those of one thing are held against one another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from communique.facts import load_facts
from communique.link.records import link_records
from communique.link.verdicts import names_encounter
from communique.model.comparisons import Comparison
from communique.model.records import ArticleRecord
from communique.model.spans import AssessmentId, Span
from communique.model.undertakings import Assessment
from tests.link.conftest import BELMONTE, HALVORN, RecordMaker

MET = "Ingrid Halvorn met Tomas Belmonte in Aldersund. "


def telling(make_record: RecordMaker, path: str, rest: str, judged: str, polarity: str, day: str) -> ArticleRecord:
    """Return an account of the talks of 12 March in which Halvorn, or nobody, judges them."""
    text = MET + rest + "\n"
    meeting = ((HALVORN.id, BELMONTE.id), "2024-03-12", "Aldersund, Ardenia")
    record = make_record(path, text, (HALVORN, BELMONTE), meetings=[meeting], published=day)
    start = text.index(judged)
    judgement = Assessment(
        AssessmentId(f"a-{path}"),
        (),
        record.encounters[0].id,
        Span(start, start + len(judged)),
        polarity,  # type: ignore[arg-type]
    )
    return replace(record, assessments=(judgement,))


def outcomes(*records: ArticleRecord) -> list[Comparison]:
    (story,) = link_records(records, (), load_facts()).linked.stories
    return [c for c in story.compared.comparisons if c.kind == "outcome"]


def test_results_of_one_meeting_told_in_opposite_words_are_compared(make_record: RecordMaker) -> None:
    first = telling(make_record, "a.txt", "They made progress on the port.", "made progress", "positive", "2024-03-12")
    rest = "The talks ended without an agreement on the port."
    second = telling(make_record, "b.txt", rest, "ended without an agreement", "negative", "2024-03-13")
    (found,) = outcomes(first, second)
    assert found.what == "whether it was a success" and {s.article for s in found.sides} == {
        first.article.id,
        second.article.id,
    }


def test_prospects_and_moods_are_no_results(make_record: RecordMaker) -> None:
    first = telling(make_record, "a.txt", "They made progress on the port.", "made progress", "positive", "2024-03-12")
    rest = "The prospects for a deal on the port are dim."
    second = telling(make_record, "b.txt", rest, "prospects for a deal on the port are dim", "negative", "2024-03-13")
    assert outcomes(first, second) == []


def test_meetings_at_large_are_not_held_against_one_meeting(make_record: RecordMaker) -> None:
    rest = "The talks ended without an agreement on the port."
    first = telling(make_record, "a.txt", rest, "ended without an agreement", "negative", "2024-03-12")
    rest = "Negotiations about the port are making progress."
    second = telling(make_record, "b.txt", rest, "making progress", "positive", "2024-03-13")
    assert outcomes(first, second) == []
    named = telling(make_record, "b.txt", f"Their {rest.lower()}", "making progress", "positive", "2024-03-13")
    assert [c.what for c in outcomes(first, named)] == ["whether it was a success"]


def test_judgements_of_two_meetings_are_not_compared(make_record: RecordMaker) -> None:
    first = telling(make_record, "a.txt", "They made progress on the port.", "made progress", "positive", "2024-03-12")
    rest = "The talks ended without an agreement on the port."
    second = telling(make_record, "b.txt", rest, "ended without an agreement", "negative", "2024-03-13")
    other = replace(second.assessments[0], of="relations", encounter=None)
    assert outcomes(first, replace(second, assessments=(other,))) == []


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("the talks were productive", True),
        ("Tuesday's long meeting was useful", True),
        ("their first round of talks", True),
        ("dialogue between armies is useful", False),
        ("talks are always better than war", False),
    ],
)
def test_one_meeting_is_meant_or_talks_at_large(words: str, meant: bool) -> None:
    assert names_encounter(words) is meant
