"""The schema and its migrations; the version is kept in PRAGMA user_version."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from importlib import resources
from typing import Final

from communique.errors import RecordError, SchemaTooNew


def schema_sql() -> str:
    """Return the SQL that creates an empty record of the current version."""
    return resources.files("communique.store").joinpath("schema.sql").read_text(encoding="utf-8")


def _migration(name: str) -> str:
    return resources.files("communique.store").joinpath("migrations", name).read_text(encoding="utf-8")


MIGRATIONS: Final[tuple[str, ...]] = (
    _migration("matters.sql"),
    _migration("comparisons.sql"),
    _migration("reader.sql"),
    _migration("origins.sql"),
    _migration("speaker_words.sql"),
    _migration("cues.sql"),
)
"""Entry n - 1 turns a record of version n into one of version n + 1."""

WORK_TABLES: Final = ("contents", "documents", "analyses", "decisions", "builds", "redirects", "noun_log")
"""Kept from build to build; every other table is written anew at the end of each."""

RECORD_TABLES: Final = (
    "sources",
    "stories",
    "articles",
    "story_articles",
    "renditions",
    "blocks",
    "actors",
    "actor_names",
    "actor_members",
    "offices",
    "article_actors",
    "mentions",
    "times",
    "statements",
    "statement_speakers",
    "statement_relays",
    "encounters",
    "encounter_participants",
    "accounts",
    "account_participants",
    "undertakings",
    "undertaking_by",
    "assessments",
    "assessment_by",
    "matters",
    "wordings",
    "agreements",
    "agreement_names",
    "agreement_undertakings",
    "compliance",
    "compliance_by",
    "compliance_of",
    "issues",
    "positions",
    "passages",
    "origins",
    "origin_articles",
    "sourcings",
    "told_by",
    "utterances",
    "utterance_statements",
    "comparisons",
    "comparison_sides",
    "soles",
    "absences",
    "readout_pairs",
    "readout_both",
    "readout_parts",
    "spans",
    "inferred",
)
"""In an order in which a row's references are written before it."""

SEARCH_TABLES: Final = ("article_search", "statement_search")

VIEWS: Final = (
    "v_statements",
    "v_encounters",
    "v_undertakings",
    "v_assessments",
    "v_matters",
    "v_wordings",
    "v_agreements",
    "v_compliance",
    "v_issues",
    "v_positions",
    "v_actors",
    "v_documents",
)


def schema_version(migrations: Sequence[str] = MIGRATIONS) -> int:
    """Return the version that `migrations` lead to; 1 is the first."""
    return len(migrations) + 1


def check_version(connection: sqlite3.Connection, name: str, *, migrations: Sequence[str] = MIGRATIONS) -> int:
    """Return the version of an open record; 0: empty. Raises SchemaTooNew for one of a later version of Communiqué."""
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found > schema_version(migrations):
        raise SchemaTooNew(
            f"{name} has schema {found}, this version of Communiqué knows {schema_version(migrations)};"
            " update Communiqué or build the record anew"
        )
    return found


def migrate(connection: sqlite3.Connection, name: str, *, migrations: Sequence[str] = MIGRATIONS) -> None:
    """Create the tables in an empty file, or bring an older record up to the current version, each step at once.

    Raises RecordError for a SQLite file that is not a record, SchemaTooNew for a later one.
    """
    version = check_version(connection, name, migrations=migrations)
    if version == 0:
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise RecordError(f"{name} is a SQLite file, but not a record of Communiqué; name another file with -o")
        _run_step(connection, schema_sql(), schema_version())
        return
    for step in range(version, schema_version(migrations)):
        _run_step(connection, migrations[step - 1], step + 1)


def _run_step(connection: sqlite3.Connection, sql: str, version: int) -> None:
    try:
        connection.executescript(f"BEGIN IMMEDIATE;\n{sql}\nPRAGMA user_version = {version};\nCOMMIT;")
    except sqlite3.Error:
        if connection.in_transaction:
            connection.rollback()
        raise
