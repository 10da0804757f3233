"""What a record or one of its stories rests on, what is new in it and what is due."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from communique.errors import NotFound
from communique.query.base import OpenRecord
from communique.query.claims import UndertakingClaim, undertaking_claims
from communique.query.paging import Page, Terms


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
    """Independent ones: the articles of one newsroom or agency are of one."""
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
    if story is None:
        tables, within = "articles a INDEXED BY articles_in_short", "?1 IS NULL"
    else:
        tables = "story_articles t CROSS JOIN articles a INDEXED BY articles_in_short ON a.id = t.article"
        within = "t.story = ?1"

    def ask(query: str) -> list[Any]:
        return record.connection.execute(query.format(articles=tables, within=within), (story,)).fetchall()

    documents, unread = ask(_DOCUMENTS if story is None else _STORY_DOCUMENTS)[0]
    articles, outlets, first, last, undated = ask(
        "SELECT count(*), count(DISTINCT source), min(published), max(published), coalesce(sum(published IS NULL), 0)"
        " FROM {articles} WHERE {within}"
    )[0]
    # A newsroom confirms itself by no second report.
    origins = ask(
        "SELECT count(DISTINCT coalesce(r.agency, CASE WHEN x.sources = 1 THEN x.source END, o.origin))"
        " FROM {articles} JOIN origin_articles o ON o.article = a.id JOIN origins r ON r.id = o.origin"
        " JOIN (SELECT n.origin, min(b.source) AS source, count(DISTINCT coalesce(b.source, '')) AS sources"
        " FROM origin_articles n JOIN articles b INDEXED BY articles_in_short ON b.id = n.article"
        " GROUP BY n.origin) x ON x.origin = o.origin"
        " WHERE {within}"
    )[0][0]
    languages = ask("SELECT language, count(*) FROM {articles} WHERE {within} GROUP BY language ORDER BY 2 DESC, 1")
    statements, silent = ask(
        "SELECT count(*), coalesce(sum(NOT EXISTS (SELECT 1 FROM statement_speakers WHERE statement = s.id)), 0)"
        " FROM {articles} CROSS JOIN statements s ON s.article = a.id WHERE {within}"
    )[0]
    encounters, dateless = ask(
        "SELECT count(*), coalesce(sum(date IS NULL), 0) FROM encounters"
        + (" WHERE ?1 IS NULL" if story is None else " WHERE story = ?1")
    )[0]
    undertakings = ask("SELECT count(*) FROM {articles} CROSS JOIN undertakings u ON u.article = a.id WHERE {within}")[
        0
    ][0]
    counts = (statements, silent, encounters, dateless, undertakings)
    spoken = tuple((row[0], row[1]) for row in languages)
    sides = _sides(ask)
    return Coverage(documents, articles, origins, outlets, first, last, undated, spoken, unread, *counts, sides)


_DOCUMENTS: Final = (
    "SELECT count(*), coalesce(sum(status <> 'analysed' AND status <> 'duplicate'), 0) FROM documents WHERE {within}"
)
_STORY_DOCUMENTS: Final = (
    "SELECT count(*), coalesce(sum(d.status <> 'analysed' AND d.status <> 'duplicate'), 0)"
    " FROM {articles} JOIN documents d ON d.path = a.path WHERE {within}"
)


def _sides(ask: Callable[[str], list[Any]]) -> tuple[SideCount, ...]:
    rows = ask(
        "SELECT coalesce(p.side, CASE p.kind WHEN 'state' THEN p.name END) AS party, count(*)"
        " FROM {articles} CROSS JOIN statements s ON s.article = a.id"
        " CROSS JOIN statement_speakers k ON k.statement = s.id JOIN actors p ON p.id = k.actor"
        f" WHERE {{within}} AND party IS NOT NULL GROUP BY party ORDER BY 2 DESC, 1 LIMIT {_SIDES}"
    )
    own = dict(
        ask(
            "SELECT o.side, count(*) FROM {articles} JOIN sources o ON o.name = a.source"
            " WHERE o.side IS NOT NULL AND {within} GROUP BY o.side"
        )
    )
    return tuple(SideCount(row[0], row[1], own.get(row[0], 0)) for row in rows)


def list_stories(record: OpenRecord, page: int = 1, size: int = 25) -> Page[StoryEntry]:
    """Return a page of the stories, those of most articles first."""
    ask = record.connection.execute
    total = ask("SELECT count(DISTINCT story) FROM story_articles").fetchone()[0]
    rows = ask(
        "SELECT t.story, count(*), min(a.published), max(a.published) FROM story_articles t"
        " CROSS JOIN articles a INDEXED BY articles_in_short ON a.id = t.article"
        " GROUP BY t.story ORDER BY 2 DESC, 3, 1 LIMIT ? OFFSET ?",
        (size, (page - 1) * size),
    ).fetchall()
    found = []
    for story, articles, first, last in rows:
        sides = ask(
            "SELECT coalesce(p.side, CASE p.kind WHEN 'state' THEN p.name END) AS party, count(*) FROM story_articles t"
            " JOIN statements s ON s.article = t.article JOIN statement_speakers k ON k.statement = s.id"
            " JOIN actors p ON p.id = k.actor WHERE t.story = ? AND party IS NOT NULL GROUP BY party"
            " ORDER BY 2 DESC, 1 LIMIT 3",
            (story,),
        )
        titles = ask(
            "SELECT a.title FROM story_articles t JOIN articles a ON a.id = t.article WHERE t.story = ?"
            " AND a.title IS NOT NULL ORDER BY a.published IS NULL, a.published, a.path LIMIT 2",
            (story,),
        )
        found.append(StoryEntry(story, articles, first, last, tuple(r[0] for r in sides), tuple(r[0] for r in titles)))
    return Page(tuple(found), page, total, size)


def list_due(
    record: OpenRecord, horizon: str, story: str | None = None, limit: int = 12
) -> tuple[UndertakingClaim, ...]:
    """Return the undertakings that fall due on a known day on or after `horizon` (EDTF), soonest first."""
    terms = Terms()
    terms.add("u.due >= ? AND u.due < ':' AND u.due NOT LIKE '%/..'", horizon[:4])
    # A week ("2024-W17") sorts after every month of its year; a month or year is due until it ends.
    terms.add("u.due NOT LIKE '%W%' AND u.due >= substr(?, 1, length(u.due))", horizon)
    source = "undertakings u"
    if story is not None:
        source = (
            "story_articles t CROSS JOIN undertakings u INDEXED BY undertakings_of_article ON u.article = t.article"
        )
        terms.add("t.story = ?", story)
    rows = record.connection.execute(
        f"SELECT u.id FROM {source}{terms.where} ORDER BY u.due, u.id LIMIT ?", (*terms.values, limit)
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
