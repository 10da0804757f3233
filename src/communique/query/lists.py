"""The lists of a record with their filters, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from communique.query.base import OpenRecord
from communique.query.claims import StatementClaim, UndertakingClaim, statement_claims, undertaking_claims
from communique.query.lines import ActorLine
from communique.query.paging import PAGE_LINES, Counted, Page, Terms, page_ids
from communique.query.refs import ArticleRef, article_refs
from communique.query.search import match_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list is narrowed to. Of every field None or "" means: any."""

    story: str | None = None
    name: str | None = None
    """Part of a name of whom it is about, or an actor's id."""
    side: str | None = None
    kind: str | None = None
    """Of a statement: its form."""
    status: str | None = None
    source: str | None = None
    article: str | None = None
    since: str | None = None
    """EDTF; included."""
    until: str | None = None
    """EDTF; included."""
    words: str | None = None
    ids: tuple[str, ...] | None = None
    """Only these; None: any."""
    due: bool = False
    """Of undertakings: only those with a deadline on a known day."""


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A file that a build met, as the list of documents shows it."""

    path: str
    status: str
    reason: str | None
    article: ArticleRef | None
    """None: it gave none."""
    language: str | None
    rendition_of: str | None
    statements: int


def actor_ids(record: OpenRecord, name: str) -> tuple[str, ...]:
    """Return the ids of the actors that have `name` as id or in one of their names; empty where none has."""
    rows = record.connection.execute(
        "SELECT id FROM actors WHERE id = ?1 OR name LIKE ?2 UNION SELECT actor FROM actor_names WHERE name LIKE ?2"
        " ORDER BY 1 LIMIT 500",
        (record.current_id(name), f"%{name}%"),
    )
    return tuple(row[0] for row in rows)


def side_condition(column: str) -> str:
    """Return the condition, with one value, that the actor in `column` belongs to a side."""
    return f"{column} IN (SELECT id FROM actors WHERE coalesce(side, CASE kind WHEN 'state' THEN name END) = ?)"


_IN_ORDER: Final = "articles a INDEXED BY articles_in_order CROSS JOIN {0} ON {1}.article = a.id"
"""Walks articles by date, so that a page needs no sorting; for conditions that many lines fulfil."""
_SHORT: Final = "CROSS JOIN articles a INDEXED BY articles_in_short ON a.id = {0}.article"
"""Reads of an article what the list needs, not its text, which would lie in the way."""
_BY_DATE: Final = "a.published IS NULL, a.published, a.path"


def list_statements(record: OpenRecord, asked: Filter, page: int = 1) -> Page[StatementClaim]:
    """Return a page of statements, by date, document and place. Raises InputError for words that ask for nothing."""
    terms = Terms()
    few = "statements s"
    if asked.name:
        terms.any_of("k.actor", actor_ids(record, asked.name))
        few = "statement_speakers k CROSS JOIN statements s ON s.id = k.statement"
    elif asked.words:
        few = "statement_search f CROSS JOIN statements s ON s.id = f.id"
    if asked.words:
        matched = "statement_search MATCH ?"
        within = f"s.id IN (SELECT id FROM statement_search WHERE {matched})" if asked.name else matched
        terms.add(within, match_words(asked.words))
    terms.add(
        f"EXISTS (SELECT 1 FROM statement_speakers WHERE statement = s.id AND {side_condition('actor')})", asked.side
    )
    terms.add("s.form = ?", asked.kind)
    terms.any_of("s.id", asked.ids)
    alone = not (asked.source or asked.article or asked.story or asked.since or asked.until)
    _article_terms(terms, asked)
    terms.period("coalesce(s.date, a.published)", asked.since, asked.until)
    narrow = asked.name or asked.words or asked.ids
    short = f"{few} {_SHORT.format('s')}"
    tables = short if narrow else _IN_ORDER.format("statements s", "s")
    counted: Counted = (f"SELECT count(*) FROM {few if alone else short}{terms.where}", terms.values)
    if alone and asked.side and not (narrow or asked.kind):
        by_side = f"SELECT count(DISTINCT statement) FROM statement_speakers WHERE {side_condition('actor')}"
        counted = (by_side, (asked.side,))
    ids, total = page_ids(record, "s.id", tables, terms, f"{_BY_DATE}, s.number", page, counted=counted)
    return Page(statement_claims(record, ids), page, total)


def list_undertakings(
    record: OpenRecord, asked: Filter, page: int = 1, *, size: int = PAGE_LINES
) -> Page[UndertakingClaim]:
    """Return a page of undertakings, by date and document; only those due on a known day, by that day."""
    terms = Terms()
    if asked.name:
        named = actor_ids(record, asked.name)
        slots = ",".join("?" * len(named))
        terms.parts.append(
            f"u.id IN (SELECT undertaking FROM undertaking_by WHERE actor IN ({slots})"
            f" UNION SELECT id FROM undertakings WHERE party IN ({slots}))"
        )
        terms.values += (*named, *named)
    terms.add(
        f"EXISTS (SELECT 1 FROM undertaking_by WHERE undertaking = u.id AND {side_condition('actor')})"
        f" OR {side_condition('u.party')}",
        *((asked.side,) * 2),
    )
    terms.add("u.kind = ?", asked.kind)
    terms.any_of("u.id", asked.ids)
    if asked.due:
        # As bounds, which an index can serve: what begins with a digit is a date, "P3M" a duration.
        terms.add("u.due >= ? AND u.due < ':' AND u.due NOT LIKE '%/..'", (asked.since or "0")[:4])
    alone = not (asked.source or asked.article or asked.story or ((asked.since or asked.until) and not asked.due))
    _article_terms(terms, asked)
    terms.period("u.due" if asked.due else "coalesce(u.due, a.published)", asked.since, asked.until)
    short = f"undertakings u {_SHORT.format('u')}"
    if asked.due:
        tables, order = ("undertakings u" if alone else short), "u.due, u.id"
    else:
        narrow = asked.name or asked.ids
        tables = short if narrow else _IN_ORDER.format("undertakings u", "u")
        order = f"{_BY_DATE}, u.id"
    counted = (f"SELECT count(*) FROM {'undertakings u' if alone else short}{terms.where}", terms.values)
    ids, total = page_ids(record, "u.id", tables, terms, order, page, counted=counted, size=size)
    return Page(undertaking_claims(record, ids), page, total, size)


def list_actors(record: OpenRecord, asked: Filter, page: int = 1) -> Page[ActorLine]:
    """Return a page of actors, those who speak most first."""
    terms = Terms()
    if asked.name:
        terms.any_of("a.id", actor_ids(record, asked.name))
    terms.add("coalesce(a.side, CASE a.kind WHEN 'state' THEN a.name END) = ?", asked.side)
    terms.add("a.kind = ?", asked.kind)
    tables = (
        "actors a LEFT JOIN (SELECT actor, count(*) AS said FROM statement_speakers GROUP BY actor) n ON n.actor = a.id"
    )
    ids, total = page_ids(record, "a.id", tables, terms, "n.said IS NULL, n.said DESC, a.name, a.id", page)
    slots = ",".join("?" * len(ids))
    found = {line.id: line for line in record.ask(ActorLine, f"SELECT * FROM v_actors WHERE id IN ({slots})", ids)}
    return Page(tuple(found[actor] for actor in ids), page, total)


def list_documents(record: OpenRecord, asked: Filter, page: int = 1) -> Page[DocumentEntry]:
    """Return a page of documents, by date of publication, those without one last; `kind`: the status."""
    terms = Terms()
    terms.add("d.status = ?", asked.kind)
    terms.add("a.source = ?", asked.source)
    terms.add("a.id IN (SELECT article FROM story_articles WHERE story = ?)", asked.story)
    terms.period("a.published", asked.since, asked.until)
    tables = "documents d LEFT JOIN articles a INDEXED BY articles_by_path ON a.path = d.path"
    paths, total = page_ids(record, "d.path", tables, terms, "a.published IS NULL, a.published, d.path", page)
    rows = record.connection.execute(
        "SELECT d.path, d.status, d.reason, a.id AS article, a.language, r.rendition_of,"
        " (SELECT count(*) FROM statements WHERE article = a.id) AS statements FROM documents d"
        " LEFT JOIN articles a ON a.path = d.path LEFT JOIN renditions r ON r.article = a.id"
        f" WHERE d.path IN ({','.join('?' * len(paths))})",
        paths,
    ).fetchall()
    refs = article_refs(record, (row["article"] for row in rows if row["article"]))
    found = {
        row["path"]: DocumentEntry(
            row["path"],
            row["status"],
            row["reason"],
            refs.get(row["article"]),
            row["language"],
            row["rendition_of"],
            row["statements"],
        )
        for row in rows
    }
    return Page(tuple(found[path] for path in paths), page, total)


def _article_terms(terms: Terms, asked: Filter) -> None:
    terms.add("a.source = ?", asked.source)
    terms.add("a.id = ?", asked.article)
    terms.add("a.id IN (SELECT article FROM story_articles WHERE story = ?)", asked.story)
