"""Decisions outlive changes of the text that they are about."""

from __future__ import annotations

from pathlib import Path

from communique import app
from communique.model.records import Decision
from communique.model.spans import Anchor, Span


def decide_speaker(db: Path, words: str, speaker: str) -> None:
    with app.open(db) as record:
        line = next(line for line in record.statements() if line.words == words)
        noun, anchors, path = record.anchors(line.id)
    assert app.import_decisions(db, [Decision("value", noun, anchors, "speaker", speaker, path=path)]) == (1, [])


def speaker_of(db: Path, words: str) -> tuple[str | None, str]:
    with app.open(db) as record:
        line = next(line for line in record.statements() if line.words == words)
    return line.speaker, line.speaker_basis


def test_decision_is_applied_and_survives_a_new_paragraph(db: Path, coverage: Path) -> None:
    decide_speaker(db, "the toll is too high", "Eva Holm")
    assert speaker_of(db, "the toll is too high") == ("Eva Holm", "user")
    file = coverage / "herald/bridge.txt"
    file.write_text("Anna Berg said there is more to tell.\n\n" + file.read_text("utf-8"), "utf-8")
    report = app.build(coverage, db)
    assert (report.changed, report.orphaned) == (1, [])
    assert speaker_of(db, "the toll is too high") == ("Eva Holm", "user")


def test_decision_is_orphaned_when_its_sentence_is_gone_and_returns_with_it(db: Path, coverage: Path) -> None:
    decide_speaker(db, "the toll is too high", "Eva Holm")
    file = coverage / "herald/bridge.txt"
    before = file.read_text("utf-8")
    file.write_text(before.replace("Otto Lind said the toll is too high.", "No more was told."), "utf-8")
    report = app.build(coverage, db)
    assert [decision.anchors[0].words for decision in report.orphaned] == ["the toll is too high"]
    with app.open(db) as record:
        assert record.table("decisions")[0]["orphaned"] == 1
    file.write_text(before, "utf-8")
    assert app.build(coverage, db).orphaned == []
    assert speaker_of(db, "the toll is too high") == ("Eva Holm", "user")


def test_same_decision_is_entered_once(db: Path) -> None:
    with app.open(db) as record:
        noun, anchors, path = record.anchors(record.statements()[0].id)
    decision = Decision("value", noun, anchors, "speaker", "Eva Holm", path=path)
    assert app.import_decisions(db, [decision, decision])[0] == 1
    assert app.import_decisions(db, [decision])[0] == 0


def test_decision_on_unknown_words_is_orphaned(db: Path) -> None:
    nowhere = Anchor("0" * 64, Span(0, 5), "never said")  # type: ignore[arg-type]
    entered, orphaned = app.import_decisions(db, [Decision("reject", "statement", (nowhere,), path="herald/toll.txt")])
    assert (entered, len(orphaned)) == (1, 1)


def test_replaced_ids_lead_on_to_the_new_ones(db: Path, coverage: Path) -> None:
    with app.open(db) as record:
        old = next(line for line in record.statements() if line.words == "the toll is too high")
        article = next(d.article for d in record.documents() if d.path == "herald/bridge.txt")
    file = coverage / "herald/bridge.txt"
    for paragraph in ("Anna Berg said there is more to tell.", "Otto Lind said the same."):
        file.write_text(f"{paragraph}\n\n" + file.read_text("utf-8"), "utf-8")
        app.build(coverage, db)
    with app.open(db) as record:
        assert record.current_id(old.id) != old.id
        assert record.noun(old.id)[1]["words"] == "the toll is too high"
        assert article is not None
        assert record.noun(article)[1]["path"] == "herald/bridge.txt"
