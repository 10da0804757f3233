"""One hash of what a record says."""

from __future__ import annotations

import hashlib
from pathlib import Path

from communique.store.codec import dump
from communique.store.database import open_for_reading
from communique.store.schema import RECORD_TABLES

# Left out: when and how often it was built, and the kept analyses, from which the rest is written.
_DIGESTED = {
    "documents": "path, sha256, medium, known, status, reason, duplicate_of",
    "contents": "sha256, size",
    "decisions": "kind, noun, attribute, value, anchors, note, made_at, path, orphaned",
    **dict.fromkeys(RECORD_TABLES, "*"),
}


def digest(db: str | Path) -> str:
    """Return a hash of all that the record at `db` says: equal for equal records, however they were built."""
    total = hashlib.sha256()
    connection = open_for_reading(Path(db))
    try:
        for table, columns in _DIGESTED.items():
            rows = sorted(
                dump([v.hex() if isinstance(v, bytes) else v for v in row])
                for row in connection.execute(f"SELECT {columns} FROM {table}")  # names from the schema, not from users
            )
            total.update(dump([table, rows]).encode("utf-8"))
    finally:
        connection.close()
    return total.hexdigest()
