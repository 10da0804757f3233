"""Who publishes, and who copies whom."""

from __future__ import annotations

from dataclasses import dataclass

from communique.query.base import OpenRecord
from communique.query.refs import ArticleRef, article_refs


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """An outlet, agency or office that publishes."""

    name: str | None
    """None: the articles whose source is not known."""
    kind: str
    side: str | None
    articles: int
    statements: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class TakingEdge:
    """That one source takes from another."""

    taker: str
    giver: str
    kinds: tuple[str, ...]
    """copy, agency, credit, relay, translation."""
    directed: bool
    """False: which of the two has it from the other is not known."""
    articles: int
    """Articles of the taker that take something."""
    share: float | None
    """Of copies: the largest share of the shorter article's words that both have, 0 to 1; None: no copy."""


@dataclass(frozen=True, slots=True)
class OriginEntry:
    """A root from which several articles go back."""

    id: str
    agency: str | None
    articles: tuple[ArticleRef, ...]
    """By date and path; at most a dozen."""
    total: int


def list_sources(record: OpenRecord) -> tuple[SourceEntry, ...]:
    """Return every source, those with most articles first; articles without a known source as one entry."""
    rows = record.connection.execute(
        "SELECT a.source, coalesce(o.kind, 'not known'), o.side, count(*),"
        " coalesce(sum((SELECT count(*) FROM statements WHERE article = a.id)), 0), min(a.published), max(a.published)"
        " FROM articles a LEFT JOIN sources o ON o.name = a.source GROUP BY a.source ORDER BY 4 DESC, 1"
    )
    return tuple(SourceEntry(*row) for row in rows)


def list_takings(record: OpenRecord, limit: int = 200) -> tuple[TakingEdge, ...]:
    """Return which source takes from which, those of most articles first; one not known goes by its file's name."""
    rows = record.connection.execute(
        "SELECT coalesce(a.source, a.path) AS taker, coalesce(s.from_source, f.source, f.path) AS giver,"
        " group_concat(DISTINCT s.kind) AS kinds, max(s.directed), count(DISTINCT s.article), max(s.share)"
        " FROM sourcings s CROSS JOIN articles a INDEXED BY articles_in_short ON a.id = s.article"
        " LEFT JOIN articles f INDEXED BY articles_in_short ON f.id = s.from_article"
        " GROUP BY taker, giver HAVING giver <> taker ORDER BY 5 DESC, taker, giver LIMIT ?",
        (limit,),
    )
    return tuple(
        TakingEdge(_label(row[0]), _label(row[1]), tuple(sorted(row[2].split(","))), bool(row[3]), row[4], row[5])
        for row in rows
    )


def _label(name: str) -> str:
    return name.rsplit("/", 1)[-1]


def list_origins(record: OpenRecord, limit: int = 40) -> tuple[OriginEntry, ...]:
    """Return the origins to which several articles go back, those with most first."""
    rows = record.connection.execute(
        "SELECT o.id, o.agency, count(*) FROM origins o JOIN origin_articles t ON t.origin = o.id GROUP BY o.id"
        " HAVING count(*) > 1 ORDER BY 3 DESC, 1 LIMIT ?",
        (limit,),
    ).fetchall()
    found = []
    for origin, agency, total in rows:
        articles = record.connection.execute(
            "SELECT t.article FROM origin_articles t JOIN articles a ON a.id = t.article WHERE t.origin = ?"
            " ORDER BY a.published IS NULL, a.published, a.path LIMIT 12",
            (origin,),
        ).fetchall()
        refs = article_refs(record, [row[0] for row in articles])
        found.append(OriginEntry(origin, agency, tuple(refs[row[0]] for row in articles), total))
    return tuple(found)
