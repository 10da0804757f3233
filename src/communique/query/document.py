"""One article as people read it, with what the record has found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from communique.errors import NotFound
from communique.query.base import OpenRecord
from communique.query.claims import (
    AssessmentClaim,
    StatementClaim,
    UndertakingClaim,
    assessment_claims,
    statement_claims,
    undertaking_claims,
)
from communique.query.refs import ActorRef, ArticleRef, actor_refs, actors_of, article_refs

PART_CHARS: Final = 20_000
"""A longer text is shown in parts of so many characters, by where a block begins."""


@dataclass(frozen=True, slots=True)
class BlockText:
    """A stretch of the text, or as much of it as lies in the part shown."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text that belongs to a noun."""

    noun: str
    noun_id: str
    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AccountNote:
    """An encounter as this article tells it."""

    id: str
    encounter: str | None
    kind: str
    status: str
    date: str | None
    place: str | None
    participants: tuple[ActorRef, ...]
    at: tuple[int, int]
    """Start and end of its first evidence."""


@dataclass(frozen=True, slots=True)
class MentionMark:
    """Words that name or refer to an actor."""

    start: int
    end: int
    form: str
    actor: ActorRef


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """A part of a document with everything that stands in it."""

    article: ArticleRef
    text: str
    """The whole text."""
    part: int
    """From 1."""
    parts: int
    blocks: tuple[BlockText, ...]
    marks: tuple[Mark, ...]
    mentions: tuple[MentionMark, ...]
    statements: tuple[StatementClaim, ...]
    undertakings: tuple[UndertakingClaim, ...]
    assessments: tuple[AssessmentClaim, ...]
    accounts: tuple[AccountNote, ...]
    language: str | None
    dateline: str | None
    origin: str | None
    """Id of the origin that it goes back to; None: not linked."""
    story: str | None
    rendition_of: ArticleRef | None
    """The article of which this file is another rendition; its nouns are counted there."""
    warnings: str
    """JSON list of sentences."""


def part_of(start_char: int) -> int:
    """Return the number, from 1, of the part of a document in which the words at `start_char` stand."""
    return start_char // PART_CHARS + 1


def read_document(record: OpenRecord, article_id: str, part: int = 1) -> DocumentPart:
    """Return part `part` (from 1) of an article. Raises NotFound for an unknown article, or one with fewer parts."""
    row = record.connection.execute("SELECT * FROM articles WHERE id = ?", (article_id,)).fetchone()
    if row is None:
        raise NotFound(f"no document {article_id!r} in this record")
    parts = max(1, -(-len(row["text"]) // PART_CHARS))
    if not 1 <= part <= parts:
        raise NotFound(f"this document has {parts} part{'s' if parts > 1 else ''}, not {part}")
    low, high = (part - 1) * PART_CHARS, part * PART_CHARS
    blocks = _blocks(record, article_id, low, high)
    if blocks:
        low, high = min(low, blocks[0].start), max(high, blocks[-1].end)
    marks = [
        Mark(*r)
        for r in record.connection.execute(
            "SELECT noun, noun_id, role, start_char, end_char FROM spans WHERE article = ?"
            " AND noun IN ('statement', 'undertaking', 'assessment', 'account')"
            " AND start_char < ? AND end_char > ? ORDER BY start_char, end_char DESC, noun, noun_id, role",
            (article_id, high, low),
        )
    ]
    of = {noun: list(dict.fromkeys(m.noun_id for m in marks if m.noun == noun)) for noun in _NOUNS}
    refs = article_refs(record, [article_id])
    other = record.connection.execute("SELECT rendition_of FROM renditions WHERE article = ?", (article_id,)).fetchone()
    return DocumentPart(
        refs[article_id],
        row["text"],
        part,
        parts,
        blocks,
        tuple(marks),
        _mentions(record, article_id, low, high),
        statement_claims(record, of["statement"]),
        undertaking_claims(record, of["undertaking"]),
        assessment_claims(record, of["assessment"]),
        _accounts(record, of["account"], marks),
        row["language"],
        row["dateline"],
        _one(record, "SELECT min(origin) FROM origin_articles WHERE article = ?", article_id),
        _one(record, "SELECT min(story) FROM story_articles WHERE article = ?", article_id),
        article_refs(record, [other[0]])[other[0]] if other else None,
        row["warnings"],
    )


_NOUNS: Final = ("statement", "undertaking", "assessment", "account")


def _one(record: OpenRecord, query: str, value: str) -> Any:
    return record.connection.execute(query, (value,)).fetchone()[0]


def _blocks(record: OpenRecord, article_id: str, low: int, high: int) -> tuple[BlockText, ...]:
    """Return the blocks of a part. One that reaches over its bounds is shown whole in both, unless it is too long."""
    rows = record.connection.execute(
        "SELECT kind, start_char, end_char FROM blocks WHERE article = ? AND start_char < ? AND end_char > ?"
        " ORDER BY number",
        (article_id, high, low),
    )
    found = []
    for kind, start, end in rows:
        long = end - start > PART_CHARS
        found.append(BlockText(kind, max(start, low) if long else start, min(end, high) if long else end))
    return tuple(found)


def _mentions(record: OpenRecord, article_id: str, low: int, high: int) -> tuple[MentionMark, ...]:
    rows = record.connection.execute(
        "SELECT start_char, end_char, form, actor FROM mentions WHERE article = ? AND actor IS NOT NULL"
        " AND start_char < ? AND end_char > ? ORDER BY number",
        (article_id, high, low),
    ).fetchall()
    refs = actor_refs(record, {row["actor"] for row in rows})
    return tuple(MentionMark(row[0], row[1], row[2], refs[row[3]]) for row in rows if row[3] in refs)


def _accounts(record: OpenRecord, ids: Sequence[str], marks: Sequence[Mark]) -> tuple[AccountNote, ...]:
    rows = record.connection.execute(
        f"SELECT id, encounter, kind, status, date, place FROM accounts WHERE id IN ({','.join('?' * len(ids))})",
        tuple(ids),
    ).fetchall()
    participants = actors_of(record, "account_participants", "account", ids)
    at = {m.noun_id: (m.start, m.end) for m in reversed(marks) if m.noun == "account" and m.role == "evidence"}
    notes = [
        AccountNote(row[0], row[1], row[2], row[3], row[4], row[5], participants[row[0]], at[row[0]])
        for row in rows
        if row["id"] in at
    ]
    return tuple(sorted(notes, key=lambda note: (note.at, note.id)))
