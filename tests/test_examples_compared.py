"""What comparing the examples gives, by the real stages, against what they were written with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from communique import app
from communique.export.brief import compose_brief, write_brief
from communique.export.brief_docx import read_docx, write_docx
from communique.export.brief_lines import write_markdown
from communique.export.cross import cross_annotations
from communique.export.verify_brief import verify_brief
from communique.query.encounters import read_encounter
from communique.query.record import Record
from communique.settings import Settings

EXAMPLES = Path(__file__).parents[1] / "examples"
Words = frozenset[tuple[str, int]]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    db = tmp_path_factory.mktemp("compared") / "talks.db"
    app.build([EXAMPLES / "coverage"], db, settings=Settings(facts_file=str(EXAMPLES / "facts.toml")))
    with app.open(db) as opened:
        yield opened


@pytest.fixture(scope="module")
def found(record: Record) -> dict[str, Any]:
    return cross_annotations(record)


@pytest.fixture(scope="module")
def texts(record: Record) -> dict[str, str]:
    return {Path(r.article.path).stem: r.article.text for r in record.article_records()}


def truth(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((EXAMPLES / "truth" / f"{name}.json").read_text("utf-8"))
    return loaded


def place(texts: dict[str, str], evidence: dict[str, Any]) -> tuple[str, int, int]:
    """Return document, start and end of a piece of evidence; of exact words, where they first stand."""
    words = evidence["text"]
    if isinstance(words, str):
        start = texts[evidence["doc"]].find(words)
        return evidence["doc"], start, start + len(words)
    return evidence["doc"], words[0], words[1]


def meets(texts: dict[str, str], one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Return whether two comparisons rest on overlapping words of at least two documents."""
    hit = set()
    for a in one["evidence"]:
        for b in other["evidence"]:
            (doc, start, end), (doc2, start2, end2) = place(texts, a), place(texts, b)
            if doc == doc2 and start >= 0 and start < end2 and start2 < end:
                hit.add(doc)
    return len(hit) >= 2


def planted(texts: dict[str, str]) -> list[dict[str, Any]]:
    pairs = [c for pair in truth("cross_readouts")["pairs"] for c in pair["discrepancies"]]
    return [*truth("cross")["discrepancies"], *truth("cross_rendered")["discrepancies"], *pairs]


def reported(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [*found["discrepancies"], *(c for pair in found["pairs"] for c in pair["discrepancies"])]


def test_no_conflict_is_said_that_was_not_written(found: dict[str, Any], texts: dict[str, str]) -> None:
    conflicts = [c for c in reported(found) if c["relation"] == "conflict"]
    written = [c for c in planted(texts) if c["relation"] == "conflict"]
    assert conflicts
    assert [c for c in conflicts if not any(meets(texts, c, w) for w in written)] == []


def test_comparisons_are_exactly_those_written(found: dict[str, Any], texts: dict[str, str]) -> None:
    written = planted(texts)
    assert [c["what"] for c in written if not any(meets(texts, c, f) for f in reported(found))] == []
    assert [c for c in found["discrepancies"] if not any(meets(texts, c, w) for w in written)] == []


def test_written_conflicts_are_said_to_be_conflicts(found: dict[str, Any], texts: dict[str, str]) -> None:
    said = [c for c in reported(found) if c["relation"] == "conflict"]
    written = [c for c in planted(texts) if c["relation"] == "conflict"]
    assert [c["what"] for c in written if not any(meets(texts, c, f) for f in said)] == []


def test_spelling_and_lengths_are_recognised(found: dict[str, Any], texts: dict[str, str]) -> None:
    told = {(c["kind"], c["relation"], c["what"]) for c in reported(found)}
    assert ("spelling", "variant", "how Tomas Belmonte is spelt") in told
    assert sum(c["what"] == "how long it lasted" and c["relation"] == "compatible" for c in found["discrepancies"]) >= 2


def test_pairs_of_readouts_are_those_of_one_encounter(found: dict[str, Any]) -> None:
    pairs = {frozenset(pair["docs"]) for pair in found["pairs"]}
    assert pairs == {frozenset(pair["docs"]) for pair in truth("cross_readouts")["pairs"]}


def test_what_is_held_against_the_other_readout_is_not_told_here_only(record: Record) -> None:
    pairs = record.readout_pairs()
    alone = [{sole.words for sole in pair.only} for pair in pairs]
    assert any(c.what == "what its tone was" for pair in pairs for c in pair.comparisons)
    assert not any(words == "The conversation was businesslike." for only in alone for words in only)


def test_utterance_is_shown_word_by_word(record: Record) -> None:
    utterance = max(record.utterances(level="utterance"), key=lambda u: u.score)
    first, *others = record.utterance(utterance.id)
    assert others and {line.told.id for line in (first, *others)} == {told.id for told in utterance.statements}
    assert any(word.shared for word in first.words)


def test_encounter_is_shown_side_by_side(record: Record) -> None:
    encounter = max(record.encounters(), key=lambda e: e.articles)
    grid = {line.attribute: line.cells for line in record.side_by_side(encounter.id)}
    assert {len(cells) for cells in grid.values()} == {len(grid["kind"])}
    assert all((cell.value is None) is (cell.absence is not None) for cells in grid.values() for cell in cells)


def test_nearest_passage_is_shown_where_something_is_said_to_be_left_out(record: Record) -> None:
    texts = {r.article.path: r.article.text for r in record.article_records()}
    for sole in record.soles():
        for absence in sole.absences:
            if absence.near_words is not None:
                assert texts[absence.path][absence.near_start : absence.near_end] == absence.near_words


def test_word_document_can_be_verified(record: Record) -> None:
    lines = compose_brief(record)
    read = read_docx(write_docx(lines))
    assert write_markdown(read) == write_brief(lines)
    assert verify_brief(write_markdown(read), record) == []


def test_lengths_that_go_together_are_not_at_odds(record: Record) -> None:
    (vienna,) = [
        e for e in record.encounters() if (e.kind, e.date, e.place) == ("meeting", "2024-05-14", "Vienna, Austria")
    ]
    page = read_encounter(record, vienna.id)
    assert {a.duration.value for a in page.accounts} >= {"PT4H", "PT3H"}
    assert "duration" not in page.at_odds
    assert not any("duration" in account.odd for account in page.accounts)
