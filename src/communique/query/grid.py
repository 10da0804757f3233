"""The grid of positions: party x issue x date, with who tells each kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from communique.errors import NotFound
from communique.query.base import OpenRecord
from communique.query.lists import side_condition
from communique.query.paging import Page, Terms, page_ids
from communique.query.refs import ActorRef, ArticleRef, actor_refs, article_refs, words_of

_PARTIES: Final = 6
_ISSUES: Final = 5
_CELL_PASSAGES: Final = 4


@dataclass(frozen=True, slots=True)
class CellPassage:
    """Words in which a party's position stands."""

    article: ArticleRef
    start_char: int
    end_char: int
    words: str
    statement: str | None
    """None: the author's own words."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one party says on one issue at one time, as one kind of teller tells it."""

    id: str
    party: str
    """An actor's id."""
    issue: str
    """An issue's id."""
    date: str | None
    told_by: str
    """itself, other side, observer, reporter."""
    passages: tuple[CellPassage, ...]
    """The first few."""
    total: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells with their parties and issues."""

    issues: tuple[tuple[str, str], ...]
    """(id, name) of the issues shown."""
    parties: tuple[ActorRef, ...]
    cells: Page[Cell]
    """Of several issues: the latest of each party on each issue; of one: all, by date."""


def read_grid(record: OpenRecord, issues: Sequence[tuple[str, str]], side: str | None) -> Grid:
    """Return each party's latest own words on each of the first few issues (id, name)."""
    shown = tuple(issues[:_ISSUES])
    terms = Terms()
    terms.any_of("issue", [issue for issue, _ in shown])
    terms.add(side_condition("party"), side)
    parties = _parties(record, terms, _PARTIES + 2)
    terms.any_of("party", parties)
    terms.add("told_by = ?", "itself")
    rows = record.connection.execute(
        f"SELECT id, max(coalesce(date, '')) FROM positions{terms.where} GROUP BY issue, party", terms.values
    )
    latest = [row[0] for row in rows]
    cells = read_cells(record, latest)
    refs = actor_refs(record, parties)
    return Grid(shown, tuple(refs[p] for p in parties), Page(cells, 1, len(cells)))


def read_issue(
    record: OpenRecord, issue: str, side: str | None, since: str | None, until: str | None, page: int
) -> Grid:
    """Return the positions on one issue by date, of the parties that speak of it most.

    Raises NotFound for an unknown issue.
    """
    named = record.connection.execute("SELECT id, name FROM issues WHERE id = ?", (issue,)).fetchone()
    if named is None:
        raise NotFound(f"no issue {issue!r} in this record")
    terms = Terms()
    terms.add("issue = ?", issue)
    terms.add(side_condition("party"), side)
    terms.period("date", since, until)
    parties = _parties(record, terms, _PARTIES)
    terms.any_of("party", parties)
    ids, total = page_ids(record, "id", "positions", terms, "date IS NULL, date, told_by, id", page)
    refs = actor_refs(record, parties)
    return Grid(((named[0], named[1]),), tuple(refs[p] for p in parties), Page(read_cells(record, ids), page, total))


def _parties(record: OpenRecord, terms: Terms, limit: int) -> list[str]:
    rows = record.connection.execute(
        f"SELECT party FROM positions{terms.where} GROUP BY party ORDER BY count(*) DESC, party LIMIT ?",
        (*terms.values, limit),
    )
    return [row[0] for row in rows]


def read_cells(record: OpenRecord, ids: Sequence[str]) -> tuple[Cell, ...]:
    """Return the cells of `ids`, in their order; unknown ids are left out."""
    slots = ",".join("?" * len(ids))
    rows = record.connection.execute(f"SELECT * FROM positions WHERE id IN ({slots})", tuple(ids)).fetchall()
    statements = {
        (row[0], row[1]): row[2]
        for row in record.connection.execute(
            f"SELECT noun_id, number, statement FROM passages WHERE noun = 'position' AND noun_id IN ({slots})",
            tuple(ids),
        )
    }
    articles = {
        (row[0], row[1]): row[2]
        for row in record.connection.execute(
            "SELECT noun_id, number, article FROM spans WHERE noun = 'position' AND role = 'passage'"
            f" AND noun_id IN ({slots})",
            tuple(ids),
        )
    }
    words = words_of(record, "position", ids)
    refs = article_refs(record, articles.values())
    found = {}
    for row in rows:
        stretches = words[row["id"]].get("passage", [])
        passages = tuple(
            CellPassage(refs[articles[row["id"], n]], *stretch, statements.get((row["id"], n)))
            for n, stretch in enumerate(stretches[:_CELL_PASSAGES])
        )
        told = (row["party"], row["issue"], row["date"], row["told_by"])
        found[row["id"]] = Cell(row["id"], *told, passages, len(stretches))
    return tuple(found[cell] for cell in ids if cell in found)
