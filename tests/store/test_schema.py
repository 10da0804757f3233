from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from communique.errors import NotFound, RecordError, SchemaTooNew
from communique.store.database import open_for_build, open_for_reading
from communique.store.describe import describe_schema
from communique.store.schema import RECORD_TABLES, SEARCH_TABLES, VIEWS, WORK_TABLES, migrate, schema_version


def empty(path: Path) -> Path:
    with open_for_build(path):
        pass
    return path


def test_documentation_of_the_schema_is_current() -> None:
    written = Path(__file__).parents[2] / "docs" / "schema.md"
    assert written.read_text("utf-8") == describe_schema(), "run: python -m communique.store.describe docs/schema.md"


def test_every_table_and_view_is_named_once(tmp_path: Path) -> None:
    connection = open_for_reading(empty(tmp_path / "new.db"))
    found = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    shadows = {name for name in found if name.startswith(tuple(f"{table}_" for table in SEARCH_TABLES))}
    named = [*RECORD_TABLES, *WORK_TABLES, *SEARCH_TABLES, *VIEWS]
    assert sorted(found - shadows) == sorted(named)


def test_later_schema_is_refused(tmp_path: Path) -> None:
    path = empty(tmp_path / "new.db")
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {schema_version() + 1}")
    for opening in (open_for_reading, lambda p: open_for_build(p).__enter__()):
        with pytest.raises(SchemaTooNew, match="update Communiqué"):
            opening(path)


def test_earlier_schema_is_brought_up(tmp_path: Path) -> None:
    path = empty(tmp_path / "old.db")
    connection = sqlite3.connect(path, isolation_level=None)
    steps = ("ALTER TABLE sources ADD COLUMN country TEXT;", "CREATE TABLE notes (id TEXT);")
    start = schema_version()
    migrate(connection, "old.db", migrations=("",) * (start - 1) + steps)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == start + 2
    connection.execute("SELECT country FROM sources, notes")


def test_broken_migration_changes_nothing(tmp_path: Path) -> None:
    connection = sqlite3.connect(empty(tmp_path / "old.db"), isolation_level=None)
    steps = ("",) * (schema_version() - 1) + ("CREATE TABLE notes (id TEXT); SELECT * FROM nowhere;",)
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, "old.db", migrations=steps)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == schema_version()
    assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'notes'").fetchone()[0] == 0


def test_other_files_are_refused_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="communique build"):
        open_for_reading(tmp_path / "none.db")
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE mine (id TEXT)")
    with pytest.raises(RecordError, match="not a record"):
        open_for_reading(other)
    with pytest.raises(RecordError, match="not a record"), open_for_build(other):
        pass


def test_record_for_reading_cannot_be_written(tmp_path: Path) -> None:
    connection = open_for_reading(empty(tmp_path / "new.db"))
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM sources")
