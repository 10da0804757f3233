"""Who publishes, and who copies whom."""

from __future__ import annotations

import json
from collections import Counter
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
class CopyEdge:
    """Two sources with passages in common."""

    first: str
    second: str
    articles: int
    """Pairs of articles that share a passage."""
    share: float
    """The largest share of the shorter article's words that both have, 0 to 1."""


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


def list_copies(record: OpenRecord) -> tuple[CopyEdge, ...]:
    """Return which sources have passages in common, those with most first."""
    labels = {
        row[0]: row[1] or row[2].rsplit("/", 1)[-1]
        for row in record.connection.execute("SELECT sha256, source, path FROM articles")
    }
    pairs: Counter[tuple[str, str]] = Counter()
    shares: dict[tuple[str, str], float] = {}
    for row in record.connection.execute("SELECT copies FROM origins WHERE copies <> '[]' ORDER BY id"):
        met = {}
        for copy in json.loads(row[0]):
            ends = (labels.get(copy["first"]["document"]), labels.get(copy["second"]["document"]))
            if None not in ends and ends[0] != ends[1]:
                pair = tuple(sorted(map(str, ends)))
                met[copy["first"]["document"], copy["second"]["document"]] = (pair[0], pair[1])
                shares[pair[0], pair[1]] = max(shares.get((pair[0], pair[1]), 0.0), copy["share"])
        pairs.update(met.values())
    return tuple(
        CopyEdge(*pair, number, shares[pair]) for pair, number in sorted(pairs.items(), key=lambda p: (-p[1], p[0]))
    )


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
