"""What each party says on each issue at each time, and who tells it. Method: docs/methods/positions.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from communique.link.told import Sides, Told
from communique.model.matters import Issue, Passage, Position, ToldBy
from communique.model.spans import ActorId, IssueId, PositionId, public_id

Cell = tuple[ActorId, IssueId, str | None, ToldBy]


def find_positions(articles: Sequence[Told], issues: Sequence[Issue], sides: Sides) -> tuple[Position, ...]:
    """Return the cells of the grid party x issue x date, apart by who tells them, sorted by id."""
    told_by_id = {told.article.id: told for told in articles}
    parties = _parties(articles, sides)
    cells: dict[Cell, list[Passage]] = defaultdict(list)
    for issue in issues:
        for passage in issue.passages:
            told = told_by_id[passage.article]
            for party, told_by in _whose(told, passage, sides, parties):
                date = told.date_of(told.statement(passage.statement))
                cells[party, issue.id, date, told_by].append(passage)
    found = [
        Position(PositionId(public_id("p", *(part or "" for part in cell))), *cell, passages=tuple(passages))
        for cell, passages in cells.items()
    ]
    return tuple(sorted(found, key=lambda position: position.id))


def _parties(articles: Sequence[Told], sides: Sides) -> frozenset[ActorId]:
    """Return the sides that take part: in an encounter, or by an undertaking."""
    found: set[ActorId | None] = set()
    for told in articles:
        for encounter in told.record.encounters:
            found |= {sides.side_of(told.actor(a)) for a in encounter.participants}
        for undertaking in told.record.undertakings:
            found |= {sides.side_of(told.actor(a)) for a in undertaking.by}
    return frozenset(side for side in found if side is not None)


def _whose(told: Told, passage: Passage, sides: Sides, parties: frozenset[ActorId]) -> Iterator[tuple[ActorId, ToldBy]]:
    """Yield the parties whose position a passage tells, each with who tells it."""
    statement = told.statement(passage.statement)
    if statement is None:
        undertaking = next((u for u in told.record.undertakings if u.id == passage.undertaking), None)
        by = () if undertaking is None else tuple(told.actor(a) for a in undertaking.by)
        for side in dict.fromkeys(sides.side_of(actor) for actor in by):
            if side in parties and side is not None:
                yield side, "reporter"
        return
    speakers = {sides.side_of(actor) for actor in told.speakers(statement)}
    for side in sorted(side for side in speakers if side is not None and side in parties):
        relays = [told.actor(r.value) for r in statement.relays if r.value is not None]
        yield side, _teller(side, relays, sides, parties)


def _teller(side: ActorId, relays: Sequence[ActorId], sides: Sides, parties: frozenset[ActorId]) -> ToldBy:
    """Return who tells a side's words: itself, unless somebody of another side passes them on."""
    for relay in relays:
        other = sides.side_of(relay)
        if other is not None and other != side and other in parties:
            return "other side"
    return "itself"
