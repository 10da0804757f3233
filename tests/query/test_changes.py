"""What a new build says that the one before did not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from communique.errors import NotFound
from communique.model.encounters import Encounter
from communique.model.inferred import Inferred, stated
from communique.model.records import ArticleRecord
from communique.query.changes import _new_offices, at_odds, list_changes
from communique.query.record import Record
from tests.export.truth_record import example_raws, write_truth

VIENNA = (
    "atlas-vienna-terms",
    "courier-thirty-days",
    "drovia-vienna-derevik-belmonte",
    "solmara-vienna-belmonte-derevik",
)


def raws(*names: str) -> list[object]:
    return [raw for raw in example_raws() if Path(raw.path).stem in names]


def build(db: Path, names: tuple[str, ...], day: str, change: object = None) -> None:
    write_truth(db, raws(*names), started=f"{day}T08:00:00+00:00", change=change)  # type: ignore[arg-type]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "talks.db"


def dated_otherwise(record: ArticleRecord) -> ArticleRecord:
    """One article names the day of the talks in Vienna and says that they were called off."""
    if "courier" not in record.article.path:
        return record

    def called_off(encounter: Encounter) -> Encounter:
        if encounter.kind != "talks":
            return encounter
        return replace(encounter, status="cancelled", date=Inferred("2024-05-14", "stated"))

    return replace(record, encounters=tuple(called_off(e) for e in record.encounters))


def test_changes_of_an_equal_build_are_none(db: Path) -> None:
    build(db, VIENNA, "2026-01-01")
    build(db, VIENNA, "2026-01-02")
    with Record(db) as record:
        assert list(list_changes(record)) == []


def test_changes_of_new_documents_are_additions_with_their_places(db: Path) -> None:
    build(db, VIENNA[:2], "2026-01-01")
    build(db, VIENNA, "2026-01-02")
    with Record(db) as record:
        lines = list_changes(record)
    added = [line for line in lines if line.change == "added"]
    assert [line.what.split(" · ")[0] for line in added if line.noun == "article"] == [
        "Ministry of Foreign Affairs of Drovia",
        "Ministry of Foreign Affairs of the Republic of Solmara",
    ]
    statements = [line for line in added if line.noun == "statement"]
    assert statements and all(line.path and line.start_char is not None for line in statements)
    assert not [line for line in lines if line.change == "removed" and line.noun in ("article", "statement")]


def test_changes_of_documents_taken_away_are_removals(db: Path) -> None:
    build(db, VIENNA, "2026-01-01")
    build(db, VIENNA[:3], "2026-01-02")
    with Record(db) as record:
        removed = [line for line in list_changes(record) if line.change == "removed"]
    assert next(line.what for line in removed if line.noun == "article").startswith(
        "Ministry of Foreign Affairs of the Rep"
    )


def test_changes_name_what_was_and_what_is(db: Path) -> None:
    def anonymous(record: ArticleRecord) -> ArticleRecord:
        first, *others = record.statements
        return replace(record, statements=(replace(first, speakers=Inferred(absence="not resolved")), *others))

    build(db, VIENNA[:1], "2026-01-01", anonymous)
    build(db, VIENNA[:1], "2026-01-02")
    with Record(db) as record:
        (line,) = [line for line in list_changes(record) if line.noun == "statement"]
    assert (line.change, line.attribute, line.was, line.now) == ("changed", "speaker", None, "Solmara")


def test_changes_tell_accounts_that_are_at_odds(db: Path) -> None:
    build(db, VIENNA, "2026-01-01")
    build(db, VIENNA, "2026-01-02", dated_otherwise)
    with Record(db) as record:
        told = [line for line in list_changes(record) if line.change == "contradicted"]
    assert [(line.attribute, line.now) for line in told] == [("status", "cancelled / held")]


def test_changes_since_a_build_or_a_day(db: Path) -> None:
    build(db, VIENNA[:1], "2026-01-01")
    build(db, VIENNA[:2], "2026-01-02")
    build(db, VIENNA, "2026-01-03")

    def articles(since: str | None) -> int:
        with Record(db) as record:
            return len([line for line in list_changes(record, since) if line.noun == "article"])

    assert [articles(since) for since in (None, "2", "1", "0", "2026-01-03", "2026-01-02", "2025-12-31")] == [
        2,
        2,
        3,
        4,
        2,
        3,
        4,
    ]
    with Record(db) as record:
        for wrong in ("4", "yesterday"):
            with pytest.raises(NotFound):
                list_changes(record, wrong)


@pytest.mark.parametrize(
    ("attribute", "values", "expected"),
    [
        ("status", ["held", "planned"], False),
        ("status", ["cancelled", "planned"], False),
        ("status", ["cancelled", "held"], True),
        ("date", ["2024-05", "2024-05-14"], False),
        ("date", ["2024-05-13", "2024-05-14"], True),
        ("place", ["Vienna", "Vienna, Austria"], False),
        ("place", ["Geneva", "Vienna, Austria"], True),
        ("duration", ["PT3H", "PT4H"], True),
    ],
)
def test_at_odds_only_where_both_cannot_hold(attribute: str, values: list[str], expected: bool) -> None:
    assert at_odds(attribute, values) is expected


def test_new_offices_are_those_that_say_something_else() -> None:
    was = "Foreign Minister; Foreign Minister of Norland"
    assert _new_offices(was, "Foreign Minister; foreign minister of Norland") == []
    assert _new_offices(was, "Foreign Minister; adviser on water; Adviser on water of Norland") == ["adviser on water"]


def test_stated_values_stay_out_of_the_log_when_equal(db: Path) -> None:
    def titled(record: ArticleRecord) -> ArticleRecord:
        return replace(record, article=replace(record.article, title=stated("A title")))

    build(db, VIENNA[:1], "2026-01-01", titled)
    build(db, VIENNA[:1], "2026-01-02", titled)
    with Record(db) as record:
        builds = {row[0] for row in record.connection.execute("SELECT build FROM noun_log")}
    assert builds == {1}
