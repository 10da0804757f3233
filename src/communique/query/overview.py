"""What a record or one of its stories rests on, what is new in it and what is due."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from communique.errors import NotFound
from communique.query.base import OpenRecord
from communique.query.claims import UndertakingClaim, undertaking_claims
from communique.query.paging import Terms


@dataclass(frozen=True, slots=True)
class SideCount:
    """A side and what the record has of it."""

    name: str
    statements: int
    own_texts: int
    """Articles published by an office that speaks for it."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a story, or a whole record, rests on."""

    documents: int
    """Files; for a story, those of its articles."""
    articles: int
    origins: int
    outlets: int
    first: str | None
    """The earliest date of publication; None: none is known."""
    last: str | None
    undated: int
    languages: tuple[tuple[str | None, int], ...]
    """Most first; None: not known."""
    unread: int
    """Documents that gave no analysis: another language, unreadable, failed."""
    statements: int
    without_speaker: int
    encounters: int
    without_date: int
    undertakings: int
    sides: tuple[SideCount, ...]
    """Most statements first."""


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """A story as the list of stories shows it."""

    id: str
    articles: int
    first: str | None
    last: str | None
    sides: tuple[str, ...]
    """The sides that speak most in it, three at most."""
    titles: tuple[str, ...]
    """Of its first articles, two at most."""


_SIDES: Final = 8


def read_coverage(record: OpenRecord, story: str | None = None) -> Coverage:
    """Return what the record rests on, or one of its stories. Raises NotFound for an unknown story."""
    if story is not None and not record.connection.execute("SELECT 1 FROM stories WHERE id = ?", (story,)).fetchone():
        raise NotFound(f"no story {story!r} in this record")
    within = "a.id IN (SELECT article FROM story_articles WHERE story = ?1)" if story else "?1 IS NULL"
    ask = record.connection.execute
    documents, unread = ask(
        "SELECT count(*), coalesce(sum(d.status <> 'analysed' AND d.status <> 'duplicate'), 0) FROM documents d"
        f" LEFT JOIN articles a ON a.path = d.path WHERE {within}",
        (story,),
    ).fetchone()
    articles, outlets, first, last, undated = ask(
        "SELECT count(*), count(DISTINCT source), min(published), max(published), coalesce(sum(published IS NULL), 0)"
        f" FROM articles a WHERE {within}",
        (story,),
    ).fetchone()
    origins = ask(
        f"SELECT count(DISTINCT o.origin) FROM origin_articles o JOIN articles a ON a.id = o.article WHERE {within}",
        (story,),
    ).fetchone()[0]
    languages = ask(
        f"SELECT language, count(*) FROM articles a WHERE {within} GROUP BY language ORDER BY 2 DESC, 1", (story,)
    ).fetchall()
    statements, silent = ask(
        "SELECT count(*), coalesce(sum(NOT EXISTS (SELECT 1 FROM statement_speakers WHERE statement = s.id)), 0)"
        f" FROM statements s JOIN articles a ON a.id = s.article WHERE {within}",
        (story,),
    ).fetchone()
    encounters, dateless = ask(
        "SELECT count(*), coalesce(sum(date IS NULL), 0) FROM encounters WHERE ?1 IS NULL OR story = ?1", (story,)
    ).fetchone()
    undertakings = ask(
        f"SELECT count(*) FROM undertakings u JOIN articles a ON a.id = u.article WHERE {within}", (story,)
    ).fetchone()[0]
    counts = (statements, silent, encounters, dateless, undertakings)
    spoken = tuple((row[0], row[1]) for row in languages)
    sides = _sides(record, within, story)
    return Coverage(documents, articles, origins, outlets, first, last, undated, spoken, unread, *counts, sides)


def _sides(record: OpenRecord, within: str, story: str | None) -> tuple[SideCount, ...]:
    rows = record.connection.execute(
        "SELECT coalesce(p.side, CASE p.kind WHEN 'state' THEN p.name END) AS party, count(*)"
        " FROM statements s JOIN articles a ON a.id = s.article JOIN statement_speakers k ON k.statement = s.id"
        f" JOIN actors p ON p.id = k.actor WHERE {within} AND party IS NOT NULL GROUP BY party ORDER BY 2 DESC, 1"
        f" LIMIT {_SIDES}",
        (story,),
    ).fetchall()
    own = dict(
        record.connection.execute(
            "SELECT o.side, count(*) FROM articles a JOIN sources o ON o.name = a.source"
            f" WHERE o.side IS NOT NULL AND {within} GROUP BY o.side",
            (story,),
        ).fetchall()
    )
    return tuple(SideCount(row[0], row[1], own.get(row[0], 0)) for row in rows)


def list_stories(record: OpenRecord, limit: int = 40) -> tuple[StoryEntry, ...]:
    """Return the stories with most articles, the largest first."""
    rows = record.connection.execute(
        "SELECT t.story, count(*), min(a.published), max(a.published) FROM story_articles t"
        " JOIN articles a ON a.id = t.article GROUP BY t.story ORDER BY 2 DESC, 3, 1 LIMIT ?",
        (limit,),
    ).fetchall()
    found = []
    for story, articles, first, last in rows:
        sides = record.connection.execute(
            "SELECT coalesce(p.side, CASE p.kind WHEN 'state' THEN p.name END) AS party, count(*) FROM story_articles t"
            " JOIN statements s ON s.article = t.article JOIN statement_speakers k ON k.statement = s.id"
            " JOIN actors p ON p.id = k.actor WHERE t.story = ? AND party IS NOT NULL GROUP BY party"
            " ORDER BY 2 DESC, 1 LIMIT 3",
            (story,),
        )
        titles = record.connection.execute(
            "SELECT a.title FROM story_articles t JOIN articles a ON a.id = t.article WHERE t.story = ?"
            " AND a.title IS NOT NULL ORDER BY a.published IS NULL, a.published, a.path LIMIT 2",
            (story,),
        )
        found.append(StoryEntry(story, articles, first, last, tuple(r[0] for r in sides), tuple(r[0] for r in titles)))
    return tuple(found)


def list_due(
    record: OpenRecord, horizon: str, story: str | None = None, limit: int = 12
) -> tuple[UndertakingClaim, ...]:
    """Return the undertakings that fall due on a known day on or after `horizon` (EDTF), soonest first."""
    terms = Terms()
    terms.add("u.due GLOB '[0-9]*'")
    # A week ("2024-W17") sorts after every month of its year; a month or year is due until it ends.
    terms.add("u.due NOT LIKE '%W%' AND u.due >= substr(?, 1, length(u.due))", horizon)
    terms.add("u.article IN (SELECT article FROM story_articles WHERE story = ?)", story)
    rows = record.connection.execute(
        f"SELECT u.id FROM undertakings u{terms.where} ORDER BY u.due, u.id LIMIT ?", (*terms.values, limit)
    )
    return undertaking_claims(record, [row[0] for row in rows])


@dataclass(frozen=True, slots=True)
class BuildNews:
    """What the last build changed, in counts."""

    build: int
    """Number of the last finished build; 0: none is logged."""
    finished: str | None
    counts: tuple[tuple[str, int], ...]
    """(noun, how many nouns it added, changed or took away), by noun; empty for the first build: all of it is new."""
    waiting: int
    """Documents that a build has read and not yet analysed: one is under way, or was broken off."""
    documents: tuple[tuple[str, int], ...]
    """(what, how many) of the documents that the build read."""


def read_news(record: OpenRecord) -> BuildNews:
    """Return what the last build changed."""
    ask = record.connection.execute
    last = ask("SELECT number, finished, counts FROM builds ORDER BY number DESC LIMIT 1").fetchone()
    waiting = ask("SELECT count(*) FROM documents WHERE status = 'waiting'").fetchone()[0]
    if last is None:
        return BuildNews(0, None, (), waiting, ())
    counts: Sequence[tuple[str, int]] = ()
    if last["number"] > 1:
        counts = [
            (row[0], row[1])
            for row in ask(
                "SELECT noun, count(*) FROM noun_log WHERE build = ? GROUP BY noun ORDER BY noun", (last["number"],)
            )
        ]
    documents = tuple((what, int(n)) for what, n in sorted(json.loads(last["counts"]).items()) if n)
    return BuildNews(last["number"], last["finished"], tuple(counts), waiting, documents)
