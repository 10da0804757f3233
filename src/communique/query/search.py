"""Full-text search with filters: passages that hold all the words, nearest first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from communique.errors import InputError
from communique.query.base import OpenRecord
from communique.query.paging import Page, Terms
from communique.query.refs import ActorRef, ArticleRef, actors_of, article_refs

HIT, HIT_END = "\x02", "\x03"
"""Around the words found; no text of record holds them in a passage that is shown (they are dropped)."""

_CONTEXT_CHARS: Final = 240
MOST_HITS: Final = 1000
"""Hits that are ranked at most, the first of them by document: a common word answers as fast as a rare one."""
_COMMON: Final = 5000
"""Words with more hits tell so little that those are shown in the order of the documents, not ranked."""
HITS_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement or an article that holds all the words."""

    noun: str
    """statement or article."""
    id: str
    article: ArticleRef
    start_char: int
    """Where the first of the words found stands (article), or the statement's words begin."""
    end_char: int
    passage: str
    """With HIT and HIT_END around the words found."""
    speakers: tuple[ActorRef, ...] = ()
    """Of a statement; empty: not known, or an article."""


def match_words(text: str) -> str:
    """Return the FTS5 query for all words of `text`; stretches between double quotes as phrases.

    Raises InputError where there is no word to look for.
    """
    parts = text.split('"')
    words = [w for n, part in enumerate(parts) for w in ([part.strip()] if n % 2 else part.split())]
    wanted = [f'"{word}"' for word in words if any(c.isalnum() for c in word)]
    if not wanted:
        raise InputError("nothing to search for; give at least one word")
    return " AND ".join(wanted)


def search_passages(record: OpenRecord, text: str, filters: Terms, noun: str, page: int = 1) -> Page[Hit]:
    """Return a page of the hits of one noun, "statement" or "article".

    `filters`: conditions on `a` (articles) and, for statements, `s`. Raises InputError for words that ask for nothing.
    """
    table = f"{noun}_search"
    short = "CROSS JOIN articles a INDEXED BY articles_in_short ON a.id ="
    joins = f"CROSS JOIN statements s ON s.id = f.id {short} s.article"
    joins = joins if noun == "statement" else f"{short} f.id"
    query = match_words(text)
    narrowed = "".join(f" AND ({part})" for part in filters.parts)
    source = f"FROM {table} f {joins if filters.parts else ''} WHERE {table} MATCH ?{narrowed}"
    try:
        ask = record.connection.execute
        several = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT {_COMMON + 1})"
        # To rank one hit, the index counts all hits of its words.
        near = "f.rowid" if ask(several, (query,)).fetchone()[0] > _COMMON else "rank"
        rows = ask(
            f"SELECT number FROM (SELECT f.rowid AS number, {near} AS near {source} LIMIT {MOST_HITS})"
            " ORDER BY near, number",
            (query, *filters.values),
        ).fetchall()
    except sqlite3.OperationalError as error:
        raise InputError(f"these words cannot be searched for ({error}); leave out the odd signs") from error
    ids = [row[0] for row in rows]
    at = (max(page, 1) - 1) * HITS_SHOWN
    return Page(tuple(_hits(record, noun, query, ids[at : at + HITS_SHOWN])), page, len(ids), HITS_SHOWN)


def _hits(record: OpenRecord, noun: str, query: str, rowids: list[int]) -> Iterable[Hit]:
    table, column = f"{noun}_search", 1 if noun == "statement" else 2
    found = {}
    for rowid in rowids:
        found[rowid] = record.connection.execute(
            f"SELECT id, highlight({table}, {column}, ?, ?) FROM {table} WHERE {table} MATCH ? AND rowid = ?",
            (HIT, HIT_END, query, rowid),
        ).fetchone()
    ids = [row[0] for row in found.values()]
    slots = ",".join("?" * len(ids))
    if noun == "statement":
        rows = record.connection.execute(
            "SELECT s.id, s.article, min(p.start_char), max(p.end_char) FROM statements s JOIN spans p"
            " ON p.noun = 'statement' AND p.noun_id = s.id AND p.role = 'content'"
            f" WHERE s.id IN ({slots}) GROUP BY s.id",
            ids,
        ).fetchall()
        where = {row[0]: (row[1], row[2], row[3]) for row in rows}
        speakers = actors_of(record, "statement_speakers", "statement", ids)
    else:
        where, speakers = {noun_id: (noun_id, 0, 0) for noun_id in ids}, {}
    refs = article_refs(record, (article for article, _, _ in where.values()))
    for noun_id, marked in found.values():
        article, start, end = where[noun_id]
        if noun == "article":
            passage, start, end = _first_passage(marked)
        else:
            passage = marked
        yield Hit(noun, noun_id, refs[article], start, end, passage, speakers.get(noun_id, ()))


def _first_passage(marked: str) -> tuple[str, int, int]:
    """Return the stretch around the first words found, and where in the text those stand; the title's: (0, 0)."""
    at = marked.find(HIT)
    if at < 0:
        return marked[:_CONTEXT_CHARS], 0, 0
    end = marked.find(HIT_END, at)
    first, last = max(0, at - _CONTEXT_CHARS), end + _CONTEXT_CHARS
    if first:
        first = marked.rfind(" ", 0, first) + 1
    stop = marked.find(" ", last)
    passage = marked[first : stop if stop > 0 else len(marked)]
    # A stretch that was cut inside a pair of signs.
    passage += HIT_END * (passage.count(HIT) - passage.count(HIT_END))
    return passage, at, end - 1
