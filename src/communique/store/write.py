"""Writing the record tables as a whole: all of it or none."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.errors import RecordError
from communique.model.records import ArticleRecord, Linked
from communique.store.codec import dump
from communique.store.database import transaction
from communique.store.decisions import mark_orphans
from communique.store.documents import sweep
from communique.store.history import log_nouns
from communique.store.redirects import find_redirects, snapshot, write_redirects
from communique.store.rows import Rows, record_rows
from communique.store.schema import RECORD_TABLES, SEARCH_TABLES


@dataclass(frozen=True, slots=True)
class BuildEntry:
    """A row of the log of builds."""

    started: str
    """ISO 8601, UTC."""
    finished: str
    """ISO 8601, UTC."""
    version: str
    counts: Mapping[str, int]


def write_record(
    connection: sqlite3.Connection,
    records: Sequence[ArticleRecord],
    linked: Linked,
    *,
    statuses: Mapping[str, tuple[str, str | None]],
    keys: Sequence[str],
    entry: BuildEntry,
) -> None:
    """Write the record anew in one transaction: tables, full text, documents' status, redirects, the log of builds.

    `statuses`: status and reason by document path; `keys`: the analyses that are kept.
    Raises RecordError where two nouns share an id or a row refers to nothing.
    """
    rows = record_rows(records, linked)
    with transaction(connection):
        connection.execute("PRAGMA defer_foreign_keys = ON")
        before = snapshot(connection)
        _replace_tables(connection, rows)
        _index_text(connection)
        connection.executemany(
            "UPDATE documents SET status = ?, reason = ? WHERE path = ?",
            [(status, reason, path) for path, (status, reason) in statuses.items()],
        )
        mark_orphans(connection, linked.orphaned)
        build = connection.execute(
            "INSERT INTO builds (started, finished, version, counts) VALUES (?,?,?,?)",
            (entry.started, entry.finished, entry.version, dump(dict(entry.counts))),
        ).lastrowid
        write_redirects(connection, find_redirects(before, snapshot(connection)), build or 0)
        log_nouns(connection, build or 0)
        sweep(connection, keys)
        _check_references(connection)


def _replace_tables(connection: sqlite3.Connection, rows: Rows) -> None:
    for table in reversed(RECORD_TABLES):
        connection.execute(f"DELETE FROM {table}")  # names from the schema, not from users
    for table in RECORD_TABLES:
        if not rows.get(table):
            continue
        slots = ",".join("?" * len(rows[table][0]))
        try:
            connection.executemany(f"INSERT INTO {table} VALUES ({slots})", rows[table])
        except sqlite3.IntegrityError as error:
            raise RecordError(f"cannot write {table}: {error}; the earlier record is kept") from error


def _check_references(connection: sqlite3.Connection) -> None:
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise RecordError(
            f"cannot write {broken[0]}: a row refers to {broken[2]} that is not there; the earlier record is kept"
        )


def _index_text(connection: sqlite3.Connection) -> None:
    for table in SEARCH_TABLES:
        connection.execute(f"DELETE FROM {table}")  # names from the schema, not from users
    connection.execute(
        "INSERT INTO article_search (id, title, text) SELECT id, coalesce(title, ''), text FROM articles ORDER BY path"
    )
    connection.execute(
        "INSERT INTO statement_search (id, words) SELECT s.id, group_concat(p.words, ' ') FROM statements s"
        " JOIN (SELECT * FROM spans ORDER BY noun_id, number) p ON p.noun_id = s.id"
        " WHERE p.noun = 'statement' AND p.role = 'content' GROUP BY s.id ORDER BY s.article, s.number"
    )
