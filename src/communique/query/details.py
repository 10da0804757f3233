"""Everything that a record knows of one noun, and the record in brief."""

from __future__ import annotations

import json
import sqlite3
from typing import Any, Final

from communique.errors import InputError, NotFound
from communique.model.spans import Anchor, DocumentHash, Span
from communique.query import lines
from communique.query.base import OpenRecord
from communique.query.lines import Lines

_HOMES: Final = (
    ("statement", "v_statements", "statements"),
    ("encounter", "v_encounters", "encounters"),
    ("account", "accounts", "accounts"),
    ("undertaking", "v_undertakings", "undertakings"),
    ("assessment", "v_assessments", "assessments"),
    ("compliance", "v_compliance", "compliance"),
    ("matter", "v_matters", "matters"),
    ("agreement", "v_agreements", "agreements"),
    ("issue", "v_issues", "issues"),
    ("actor", "v_actors", "actors"),
    ("article", "articles", "articles"),
)
"""Noun, view or table that describes it, table that holds it."""

_NO_PLACE: Final = "NULL AS of_whom, NULL AS since, NULL AS until, NULL AS basis"
_NAMES: Final = f"""
SELECT a.name AS actor, 'name' AS aspect, n.name AS value, {_NO_PLACE}, NULL AS words, NULL AS path, NULL AS start_char,
  NULL AS end_char FROM actor_names n JOIN actors a ON a.id = n.actor WHERE a.id = ? ORDER BY n.name
"""
_OFFICES: Final = """
SELECT a.name AS actor, 'office' AS aspect, o.title AS value, o.of_whom, o.since, o.until, o.basis,
  json_extract(e.value, '$.words') AS words, d.path, json_extract(e.value, '$.start') AS start_char,
  json_extract(e.value, '$.end') AS end_char
FROM offices o JOIN actors a ON a.id = o.actor LEFT JOIN json_each(o.evidence) e
  LEFT JOIN articles d ON d.sha256 = json_extract(e.value, '$.document')
WHERE a.id = ? ORDER BY o.number, d.path, start_char
"""
_MENTIONS: Final = f"""
SELECT a.name AS actor, 'mention' AS aspect, m.form AS value, {_NO_PLACE}, m.words, d.path, m.start_char, m.end_char
FROM mentions m JOIN actors a ON a.id = m.actor JOIN articles d ON d.id = m.article
WHERE a.id = ? ORDER BY d.path, m.start_char LIMIT ?
"""

_LONG: Final = ("text", "record")
"""Columns that a description leaves out."""

_COUNTED: Final = (
    "articles",
    "statements",
    "actors",
    "encounters",
    "undertakings",
    "assessments",
    "matters",
    "issues",
    "stories",
    "origins",
)


class RecordDetails(OpenRecord):
    """Questions about one noun at a time."""

    def summary(self) -> dict[str, Any]:
        """Return counts by noun, how many documents still wait for a broken build, and the last finished build."""
        count = {
            n: self.connection.execute(f"SELECT count(*) FROM {n}").fetchone()[0] for n in ("documents", *_COUNTED)
        }
        waiting = self.connection.execute("SELECT count(*) FROM documents WHERE status = 'waiting'").fetchone()[0]
        last = self.connection.execute("SELECT * FROM builds ORDER BY number DESC LIMIT 1").fetchone()
        return {"counts": count, "waiting": waiting, "last_build": dict(last) if last else None}

    def noun(self, noun_id: str) -> tuple[str, dict[str, Any]]:
        """Return which noun has that id, or stands for it now, with its fields. Raises NotFound where none does."""
        current = self.current_id(noun_id)
        for noun, described_by, table in _HOMES:
            if self.connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (current,)).fetchone():
                row = self.connection.execute(f"SELECT * FROM {described_by} WHERE id = ?", (current,)).fetchone()
                return noun, {name: row[name] for name in row.keys() if name not in _LONG}  # noqa: SIM118
        raise NotFound(f"nothing with the id {noun_id!r} in {self.path.name}; ids are shown by every list")

    def inferred(self, noun_id: str) -> list[dict[str, Any]]:
        """Return how each value of a noun is known, or why it is not; alternatives as a list."""
        rows = self.connection.execute(
            "SELECT attribute, value, basis, absence, score, alternatives FROM inferred WHERE noun_id = ?"
            " ORDER BY attribute",
            (self.current_id(noun_id),),
        )
        return [{**dict(row), "alternatives": json.loads(row["alternatives"])} for row in rows]

    def actor_aspects(self, actor: str, *, mentions: int = 10) -> Lines[lines.AspectLine]:
        """Return what is known of the actors that `actor` (a name or id) may mean, one aspect a line.

        Names as met, offices with every passage that tells them, then the first `mentions` mentions of each actor.
        Raises NotFound where the record has no such actor.
        """
        found: list[lines.AspectLine] = []
        for actor_id in self.named(actor, "actor", "actors"):
            named = self.ask(lines.AspectLine, _NAMES, (actor_id,))
            told = self.ask(lines.AspectLine, _OFFICES, (actor_id,))
            met = self.ask(lines.AspectLine, _MENTIONS, (actor_id, mentions))
            found += [*named, *told, *met]
        return Lines(found)

    def mentions(self, noun_id: str, *, limit: int = 20, context_chars: int = 80) -> Lines[lines.PassageLine]:
        """Return the first mentions of an actor, in order of documents; none for another noun."""
        rows = self.connection.execute(
            "SELECT 'mention' AS noun, m.actor AS noun_id, m.form AS role, a.path, m.start_char, m.end_char, a.text"
            " FROM mentions m JOIN articles a ON a.id = m.article WHERE m.actor = ? ORDER BY a.path, m.number LIMIT ?",
            (self.current_id(noun_id), limit),
        ).fetchall()
        return Lines(_passage(row, context_chars) for row in rows)

    def passages(self, noun_id: str, *, context_chars: int = 160) -> Lines[lines.PassageLine]:
        """Return the exact words of a noun (for an encounter, of all its accounts) with what stands around them.

        Raises NotFound where the record has no such id.
        """
        current = self.current_id(noun_id)
        rows = self.connection.execute(
            "SELECT s.noun, s.noun_id, s.role, a.path, s.start_char, s.end_char, a.text FROM spans s"
            " JOIN articles a ON a.id = s.article WHERE s.noun_id = ?1"
            " OR s.noun = 'account' AND s.noun_id IN (SELECT id FROM accounts WHERE encounter = ?1)"
            " ORDER BY a.path, s.noun_id, s.start_char, s.role",
            (current,),
        ).fetchall()
        if not rows:
            raise NotFound(f"nothing with the id {noun_id!r} in {self.path.name}; ids are shown by every list")
        return Lines(_passage(row, context_chars) for row in rows)

    def anchors(self, noun_id: str) -> tuple[str, tuple[Anchor, ...], str]:
        """Return (noun, anchors, path of the document) by which a decision names the noun with that id.

        Raises NotFound where the record has none, InputError for an actor or a merged encounter of several articles.
        """
        noun, fields = self.noun(noun_id)
        if noun == "article":
            row = self.connection.execute(
                "SELECT sha256, text, path FROM articles WHERE id = ?", (fields["id"],)
            ).fetchone()
            words = row["text"][:80]
            return noun, (Anchor(DocumentHash(row["sha256"]), Span(0, len(words)), words),), row["path"]
        found = self.connection.execute(
            "SELECT a.sha256, s.start_char, s.end_char, s.words, a.path"
            " FROM spans s JOIN articles a ON a.id = s.article"
            " WHERE s.role IN ('content', 'evidence', 'action', 'judgement') AND (s.noun_id = ?1 OR s.noun = 'account'"
            " AND s.noun_id = (SELECT min(id) FROM accounts WHERE encounter = ?1)) ORDER BY s.number",
            (fields["id"],),
        ).fetchall()
        if not found:
            raise InputError(f"a {noun} cannot be decided by its id; write must-link lines (docs/decisions-journal.md)")
        anchors = tuple(Anchor(DocumentHash(r[0]), Span(r[1], r[2]), r[3]) for r in found)
        return "encounter" if noun == "account" else noun, anchors, found[0]["path"]


def _passage(row: sqlite3.Row, context_chars: int) -> lines.PassageLine:
    text, start, end = row["text"], row["start_char"], row["end_char"]
    before, after = text[max(0, start - context_chars) : start], text[end : end + context_chars]
    return lines.PassageLine(
        row["noun"], row["noun_id"], row["role"], row["path"], start, end, before, text[start:end], after
    )
