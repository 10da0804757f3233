"""Whether a record still holds: bytes against hashes, texts against bytes, every span against its text."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from communique.model.documents import RawDocument
from communique.query.record import Record
from communique.store.documents import read_raw

TextOf = Callable[[RawDocument], str]
"""Reads a document's text of record from its bytes again."""

_SPANS = (
    "SELECT noun || ' ' || noun_id || ', ' || role AS what, start_char, end_char, words FROM spans WHERE article = ?",
    "SELECT 'mention ' || number AS what, start_char, end_char, words FROM mentions WHERE article = ?",
    "SELECT 'time ' || number AS what, start_char, end_char, words FROM times WHERE article = ?",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold."""

    path: str
    """The document; for the file as a whole, the record's own name."""
    what: str


def verify_record(record: Record, text_of: TextOf) -> list[Fault]:
    """Return what does not hold in `record`, by document; empty: everything does."""
    faults = list(_file_faults(record))
    if faults:
        return faults
    texts: dict[str, str] = {}
    for row in record.connection.execute("SELECT id, sha256, path, text FROM articles ORDER BY path").fetchall():
        texts[row["sha256"]] = row["text"]
        faults += [Fault(row["path"], what) for what in _article_faults(record.connection, row, text_of)]
    faults += _evidence_faults(record, texts)
    return faults


def _file_faults(record: Record) -> Iterator[Fault]:
    name = record.path.name
    try:
        for row in record.connection.execute("PRAGMA integrity_check(5)"):
            if row[0] != "ok":
                yield Fault(name, f"the file is damaged: {row[0]}")
        for row in record.connection.execute("PRAGMA foreign_key_check"):
            yield Fault(name, f"a row of {row[0]} refers to {row[2]} that is not there")
    except sqlite3.DatabaseError as error:
        yield Fault(name, f"the file is damaged: {error}")


def _article_faults(connection: sqlite3.Connection, article: sqlite3.Row, text_of: TextOf) -> Iterator[str]:
    yield from _text_faults(connection, article, text_of)
    text = article["text"]
    for query in _SPANS:
        for row in connection.execute(query, (article["id"],)):
            start, end = row["start_char"], row["end_char"]
            if text[start:end] != row["words"]:
                yield f"{row['what']} [{start}, {end}): the text has {text[start:end]!r}, the record {row['words']!r}"
    for row in connection.execute(
        "SELECT number, start_char, end_char FROM blocks WHERE article = ?", (article["id"],)
    ):
        if not 0 <= row["start_char"] <= row["end_char"] <= len(text):
            yield f"block {row['number']} [{row['start_char']}, {row['end_char']}) ends past the text"


def _text_faults(connection: sqlite3.Connection, article: sqlite3.Row, text_of: TextOf) -> Iterator[str]:
    try:
        raw = read_raw(connection, article["path"])
    except KeyError:
        yield "the document of this article is gone; run 'communique build' again, a build was broken off"
        return
    except zlib.error as error:
        yield f"the stored bytes cannot be unpacked ({error})"
        return
    found = hashlib.sha256(raw.content).hexdigest()
    if found != raw.sha256:
        yield f"the stored bytes have the SHA-256 {found}, the record says {raw.sha256}"
    elif raw.sha256 != article["sha256"]:
        yield "the document has changed since the last finished build; run 'communique build' again"
    else:
        yield from _reread_faults(raw, article["text"], text_of)


def _reread_faults(raw: RawDocument, text: str, text_of: TextOf) -> Iterator[str]:
    try:
        again = text_of(raw)
    except Exception as error:  # whatever the reader raises, the text cannot be shown to hold
        yield f"the stored bytes cannot be read again ({type(error).__name__}: {error})"
        return
    if again != text:
        at = next((n for n, (a, b) in enumerate(zip(again, text, strict=False)) if a != b), min(len(again), len(text)))
        yield f"the text differs from the bytes at {at}: {text[at : at + 20]!r} instead of {again[at : at + 20]!r}"


def _evidence_faults(record: Record, texts: dict[str, str]) -> Iterator[Fault]:
    rows = record.connection.execute(
        "SELECT noun || ' ' || noun_id || ', ' || attribute AS what, evidence FROM inferred WHERE evidence <> '[]'"
        " UNION ALL SELECT 'office of ' || actor, evidence FROM offices WHERE evidence <> '[]'"
    )
    for row in rows:
        for anchor in json.loads(row["evidence"]):
            text = texts.get(anchor["document"])
            if text is None or text[anchor["start"] : anchor["end"]] != anchor["words"]:
                yield Fault(
                    record.path.name, f"{row['what']}: evidence {anchor['words']!r} does not stand where it is said to"
                )
