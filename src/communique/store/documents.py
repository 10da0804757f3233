"""The working layer: documents as they came and the analysis kept of each. One transaction per document."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from communique.model.documents import RawDocument
from communique.model.records import ArticleRecord
from communique.model.spans import DocumentHash
from communique.store.codec import decode_record, dump
from communique.store.database import transaction


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A row of `documents`, without the bytes."""

    path: str
    sha256: DocumentHash | None
    """None: never read."""
    status: str
    root: str | None
    """Hash of the folder it was read from; None: not known."""
    known: str
    """JSON list of [field, value]."""
    medium: str | None
    """None: never read."""

    @property
    def key(self) -> str:
        """What its analysis is kept under: path, bytes, medium and what the user said."""
        parts = dump([self.path, self.sha256, self.medium, self.known])
        return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()

    def holds(self, raw: RawDocument) -> bool:
        """Return whether `raw` is what was stored."""
        return (self.sha256, self.medium, self.known) == (raw.sha256, raw.medium, dump(raw.known))


def stored_documents(connection: sqlite3.Connection) -> dict[str, StoredDocument]:
    """Return all documents by path."""
    rows = connection.execute("SELECT path, sha256, status, root, known, medium FROM documents ORDER BY path")
    return {row[0]: StoredDocument(*row) for row in rows}


def put_document(connection: sqlite3.Connection, raw: RawDocument, root: str | None) -> None:
    """Store a document, in place of one of the same path. Its analysis is still to come."""
    with transaction(connection):
        connection.execute(
            "INSERT OR IGNORE INTO contents (sha256, size, raw) VALUES (?,?,?)",
            (raw.sha256, len(raw.content), zlib.compress(raw.content, 6)),
        )
        connection.execute(
            "INSERT OR REPLACE INTO documents (path, sha256, medium, known, status, root) VALUES (?,?,?,?,'waiting',?)",
            (raw.path, raw.sha256, raw.medium, dump(raw.known), root),
        )


def put_unreadable(connection: sqlite3.Connection, path: str, reason: str, root: str | None) -> None:
    """Note that the file at `path` cannot be read; what was known of it before no longer holds."""
    with transaction(connection):
        connection.execute(
            "INSERT OR REPLACE INTO documents (path, status, reason, root) VALUES (?,'unreadable',?,?)",
            (path, reason, root),
        )


def put_analysis(connection: sqlite3.Connection, key: str, fingerprint: str, record: bytes) -> None:
    """Keep an encoded analysis."""
    with transaction(connection):
        connection.execute("INSERT OR REPLACE INTO analyses VALUES (?,?,?)", (key, fingerprint, record))


def drop_documents(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Forget the documents at `paths`."""
    with transaction(connection):
        connection.executemany("DELETE FROM documents WHERE path = ?", [(path,) for path in paths])


def mark_duplicates(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Mark each document whose bytes another has too; return (path, path of the one that stands for both).

    The first by path stands for all, so that the order of builds does not matter.
    """
    rows = connection.execute(
        "SELECT d.path, (SELECT min(path) FROM documents f WHERE f.sha256 = d.sha256) AS first FROM documents d"
        " WHERE d.sha256 IS NOT NULL AND d.path > first ORDER BY d.path"
    ).fetchall()
    with transaction(connection):
        connection.execute(
            "UPDATE documents SET status = 'waiting', duplicate_of = NULL WHERE duplicate_of IS NOT NULL"
        )
        connection.executemany(
            "UPDATE documents SET status = 'duplicate', reason = NULL, duplicate_of = ? WHERE path = ?",
            [(first, path) for path, first in rows],
        )
    return [(path, first) for path, first in rows]


def primary_paths(connection: sqlite3.Connection) -> list[str]:
    """Return the paths of the documents to be analysed: all that could be read, each content once."""
    rows = connection.execute(
        "SELECT path FROM documents WHERE sha256 IS NOT NULL AND status <> 'duplicate' ORDER BY path"
    )
    return [row[0] for row in rows]


def longest_first(connection: sqlite3.Connection, paths: Iterable[str]) -> list[str]:
    """Return `paths` of documents that could be read, those of most bytes first."""
    rows = connection.execute("SELECT d.path, c.size FROM documents d JOIN contents c USING (sha256)")
    size: dict[str, int] = dict(rows.fetchall())
    return sorted(paths, key=lambda path: (-size[path], path))


def read_raw(connection: sqlite3.Connection, path: str) -> RawDocument:
    """Return a stored document as it came. Raises KeyError where there is none, zlib.error for broken bytes."""
    row = connection.execute(
        "SELECT d.path, d.sha256, c.raw, d.medium, d.known FROM documents d JOIN contents c USING (sha256)"
        " WHERE d.path = ?",
        (path,),
    ).fetchone()
    if row is None:
        raise KeyError(path)
    known = tuple((field, value) for field, value in json.loads(row[4]))
    return RawDocument(row[0], DocumentHash(row[1]), zlib.decompress(row[2]), row[3], known)


def has_analysis(connection: sqlite3.Connection, key: str, fingerprint: str) -> bool:
    """Return whether an analysis is kept that still holds."""
    found = connection.execute("SELECT 1 FROM analyses WHERE key = ? AND fingerprint = ?", (key, fingerprint))
    return found.fetchone() is not None


def read_analysis(connection: sqlite3.Connection, key: str) -> ArticleRecord:
    """Return a kept analysis. Raises KeyError where there is none."""
    row = connection.execute("SELECT record FROM analyses WHERE key = ?", (key,)).fetchone()
    if row is None:
        raise KeyError(key)
    return decode_record(row[0])


def sweep(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Drop analyses and contents that no document needs any more. The caller holds a transaction."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS needed (key TEXT PRIMARY KEY)")
    connection.execute("DELETE FROM needed")
    connection.executemany("INSERT OR IGNORE INTO needed VALUES (?)", [(key,) for key in keys])
    connection.execute("DELETE FROM analyses WHERE key NOT IN (SELECT key FROM needed)")
    connection.execute(
        "DELETE FROM contents WHERE sha256 NOT IN (SELECT sha256 FROM documents WHERE sha256 IS NOT NULL)"
        " AND sha256 NOT IN (SELECT sha256 FROM articles)"
    )
