"""How accounts differ, as a brief reads it from the tables of a record."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.export.brief_passage import Passage
from communique.model.spans import Span, cut_ends


@dataclass(frozen=True, slots=True)
class BriefSide:
    """What one account says."""

    passage: Passage
    value: str
    tellers: tuple[str, ...]
    """The actors by whom the account says it; empty: its author, or nobody known."""
    through: tuple[str, ...] = ()
    """The actors who pass it on, the outermost first."""


@dataclass(frozen=True, slots=True)
class BriefComparison:
    """How passages of several accounts relate."""

    id: str
    kind: str
    relation: str
    what: str
    weight: float
    sides: tuple[BriefSide, ...]
    articles: int = 0
    origins: int = 0
    """By how many articles and independent origins the sides are told."""


@dataclass(frozen=True, slots=True)
class BriefSole:
    """A passage that only one account has."""

    id: str
    passage: Passage
    weight: float
    absences: tuple[tuple[str, str], ...]
    """(article, verdict)."""
    tellers: tuple[str, ...] = ()
    """The actors who say it; empty: its author, or nobody known."""


@dataclass(frozen=True, slots=True)
class BriefPair:
    """Two sides' readouts of one call or meeting."""

    id: str
    first: str
    second: str
    both: tuple[tuple[Passage, Passage], ...]
    only: tuple[BriefSole, ...]
    comparisons: tuple[BriefComparison, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """All of it."""

    comparisons: tuple[BriefComparison, ...] = ()
    """Conflicts first, then by weight."""
    soles: tuple[BriefSole, ...] = ()
    """The weightiest first."""
    pairs: tuple[BriefPair, ...] = ()


_ORDER = ("conflict", "weight", "compatible", "variant")


def read_differences(connection: sqlite3.Connection, story: str | None) -> Differences:
    """Return how the accounts of a story, or of all, differ."""
    tellers = _actors_of(connection, "statement_speakers")
    comparisons = {c.id: c for c in _comparisons(connection, story, tellers)}
    soles = {sole.id: sole for sole in _soles(connection, story, tellers)}
    parts: dict[str, list[tuple[str | None, str | None]]] = defaultdict(list)
    for pair, sole, comparison in connection.execute(
        "SELECT pair, sole, comparison FROM readout_parts ORDER BY pair, number"
    ):
        parts[pair].append((sole, comparison))
    taken = {noun for entries in parts.values() for entry in entries for noun in entry if noun}
    pairs = []
    for noun_id, first, second in connection.execute(
        "SELECT id, first, second FROM readout_pairs WHERE ?1 IS NULL OR story = ?1 ORDER BY id", (story,)
    ).fetchall():
        both = tuple(
            (Passage(first, *row[:3]), Passage(second, *row[3:]))
            for row in connection.execute(
                "SELECT first_start, first_end, first_words, second_start, second_end, second_words FROM readout_both"
                " WHERE pair = ? ORDER BY number",
                (noun_id,),
            )
        )
        only = tuple(soles[sole] for sole, _ in parts[noun_id] if sole)
        both = tuple((_alone_cut(one, only), _alone_cut(other, only)) for one, other in both)
        compared = tuple(comparisons[comparison] for _, comparison in parts[noun_id] if comparison)
        pairs.append(BriefPair(noun_id, first, second, both, only, compared))
    return Differences(
        tuple(c for c in comparisons.values() if c.id not in taken),
        tuple(sole for sole in soles.values() if sole.id not in taken),
        tuple(pairs),
    )


def _alone_cut(passage: Passage, only: Sequence[BriefSole]) -> Passage:
    """Return a passage that both readouts tell without what, at its ends, one of them tells alone."""
    alone = [Span(s.passage.start, s.passage.end) for s in only if s.passage.article == passage.article]
    kept = cut_ends(Span(passage.start, passage.end), alone, passage.words, start=passage.start)
    words = passage.words[kept.start - passage.start : kept.end - passage.start]
    return Passage(passage.article, kept.start, kept.end, words)


def _actors_of(connection: sqlite3.Connection, table: str) -> dict[str, tuple[str, ...]]:
    """Return the actors who say each statement, or who pass it on, by `table`."""
    found: dict[str, list[str]] = defaultdict(list)
    for statement, actor in connection.execute(f"SELECT statement, actor FROM {table} ORDER BY statement, number"):
        found[statement].append(actor)
    return {statement: tuple(actors) for statement, actors in found.items()}


def _comparisons(
    connection: sqlite3.Connection, story: str | None, tellers: Mapping[str, tuple[str, ...]]
) -> list[BriefComparison]:
    sides: dict[str, list[BriefSide]] = defaultdict(list)
    relays = _actors_of(connection, "statement_relays")
    for comparison, article, start, end, words, value, teller in connection.execute(
        "SELECT s.comparison, s.article, s.start_char, s.end_char, s.words, s.value, s.asserted_by"
        " FROM comparison_sides s JOIN articles a ON a.id = s.article"
        " ORDER BY s.comparison, a.published IS NULL, a.published, a.path, s.number"
    ):
        sides[comparison].append(
            BriefSide(Passage(article, start, end, words), value, tellers.get(teller, ()), relays.get(teller, ()))
        )
    rows = connection.execute(
        "SELECT c.id, c.kind, c.relation, c.what, c.weight, coalesce(t.articles, 0), coalesce(t.origins, 0)"
        " FROM comparisons c LEFT JOIN told_by t ON t.noun = 'comparison' AND t.noun_id = c.id AND t.attribute = ''"
        " WHERE ?1 IS NULL OR c.story = ?1 ORDER BY c.id",
        (story,),
    )
    found = [
        BriefComparison(row[0], row[1], row[2], row[3], row[4], tuple(sides[row[0]]), row[5], row[6]) for row in rows
    ]
    return sorted(found, key=lambda c: (_ORDER.index(c.relation), -c.weight, c.id))


def _soles(
    connection: sqlite3.Connection, story: str | None, tellers: Mapping[str, tuple[str, ...]]
) -> list[BriefSole]:
    absences: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for sole, article, verdict in connection.execute(
        "SELECT sole, article, verdict FROM absences ORDER BY sole, article"
    ):
        absences[sole].append((article, verdict))
    rows = connection.execute(
        "SELECT id, article, start_char, end_char, words, weight, statement FROM soles WHERE ?1 IS NULL OR story = ?1"
        " ORDER BY weight DESC, id",
        (story,),
    )
    return [
        BriefSole(row[0], Passage(*row[1:5]), row[5], tuple(absences[row[0]]), tellers.get(row[6], ())) for row in rows
    ]
