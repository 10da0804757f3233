"""Articles and actors as other lines refer to them: enough to name, colour and link them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from communique.query.base import OpenRecord

_CHUNK: Final = 500
"""Ids in one query; SQLite's own bound is far higher, the plan stays the same."""


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """An article as a line cites it."""

    id: str
    path: str
    """Of its document, relative to the folder that was built."""
    title: str | None
    source: str | None
    agency: str | None
    byline: str | None
    published: str | None
    """EDTF; None: not known."""
    published_basis: str | None
    """How the date is known, or why it is not."""
    url: str | None
    sha256: str

    @property
    def label(self) -> str:
        """Who published it; where that is not known, the name of its file."""
        return self.source or self.path.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class ActorRef:
    """An actor as a line names it."""

    id: str
    name: str
    kind: str
    side: str | None
    """The state or organisation it belongs to, or is; None: not known."""
    named: bool


def article_refs(record: OpenRecord, ids: Iterable[str]) -> dict[str, ArticleRef]:
    """Return the articles of `ids` by id; unknown ids are left out."""
    rows = rows_by_ids(
        record,
        "SELECT a.id, a.path, a.title, a.source, a.agency, a.byline, a.published, coalesce(i.basis, i.absence)"
        " AS published_basis, a.url, a.sha256 FROM articles a LEFT JOIN inferred i ON i.noun = 'article'"
        " AND i.noun_id = a.id AND i.attribute = 'published' WHERE a.id IN ({})",
        ids,
    )
    return {row["id"]: ArticleRef(*row) for row in rows}


def articles_at(record: OpenRecord, paths: Iterable[str]) -> tuple[ArticleRef, ...]:
    """Return the articles of the documents at `paths`, by id; unknown paths are left out."""
    rows = rows_by_ids(record, "SELECT id FROM articles WHERE path IN ({})", paths)
    return tuple(article_refs(record, (row[0] for row in rows)).values())


def actor_refs(record: OpenRecord, ids: Iterable[str]) -> dict[str, ActorRef]:
    """Return the actors of `ids` by id; unknown ids are left out."""
    rows = rows_by_ids(record, "SELECT id, name, kind, side, named FROM actors WHERE id IN ({})", ids)
    return {row["id"]: ActorRef(row["id"], row["name"], row["kind"], side_of(row), bool(row["named"])) for row in rows}


def side_of(actor: Any) -> str | None:
    """Return the side that an actor's row belongs to, or is; None: not known."""
    return actor["side"] or (actor["name"] if actor["kind"] == "state" else None)


def actors_of(record: OpenRecord, table: str, noun: str, ids: Collection[str]) -> Mapping[str, tuple[ActorRef, ...]]:
    """Return the actors of each noun in a table that numbers them (statement_speakers ...), in their order."""
    found: dict[str, list[str]] = {noun_id: [] for noun_id in ids}
    rows = rows_by_ids(record, f"SELECT {noun}, actor FROM {table} WHERE {noun} IN ({{}}) ORDER BY {noun}, number", ids)
    for row in rows:
        found[row[0]].append(row[1])
    refs = actor_refs(record, {actor for actors in found.values() for actor in actors})
    return {noun_id: tuple(refs[a] for a in actors if a in refs) for noun_id, actors in found.items()}


def words_of(
    record: OpenRecord, noun: str, ids: Collection[str]
) -> Mapping[str, dict[str, list[tuple[int, int, str]]]]:
    """Return for each noun its (start, end, words) by role, in order of number."""
    found: dict[str, dict[str, list[tuple[int, int, str]]]] = {noun_id: {} for noun_id in ids}
    rows = rows_by_ids(
        record,
        "SELECT noun_id, role, start_char, end_char, words FROM spans WHERE noun = ?1 AND noun_id IN ({})"
        " ORDER BY noun_id, role, number",
        ids,
        noun,
    )
    for row in rows:
        found[row[0]].setdefault(row[1], []).append((row[2], row[3], row[4]))
    return found


def rows_by_ids(record: OpenRecord, query: str, ids: Iterable[str], *first: str) -> list[Any]:
    """Return the rows of `query`, whose {} takes the ids, after the values of `first`."""
    wanted = sorted(set(ids))
    rows: list[Any] = []
    for at in range(0, len(wanted), _CHUNK):
        chunk = wanted[at : at + _CHUNK]
        rows += record.connection.execute(query.format(",".join("?" * len(chunk))), (*first, *chunk)).fetchall()
    return rows
