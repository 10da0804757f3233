"""The grid of positions."""

from __future__ import annotations

from itertools import groupby

from starlette.responses import Response

from communique.query.grid import read_grid, read_issue
from communique.web.site import Reading

TOLD_BY = {
    "itself": "in its own words",
    "other side": "as the other side has it",
    "observer": "as an observer has it",
    "reporter": "as the reporter has it",
}


def positions_page(reading: Reading) -> Response:
    """Return the grid of positions: each party's latest words on the issues most spoken of, or one issue by date."""
    record = reading.record
    issues = reading.site.keep(record, "issues", lambda: tuple(record.issues()))
    chosen, side = reading.asked("issue"), reading.asked("side")
    since, until = reading.day("since"), reading.day("until")
    if chosen is None:
        named = [(issue.id, issue.name) for issue in issues if issue.parties]
        grid = reading.site.keep(record, ("grid", side), lambda: read_grid(record, named, side))
    else:
        grid = read_issue(record, record.current_id(chosen), side, since, until, reading.number("page"))
    return reading.page(
        "positions.html",
        f"Positions on {grid.issues[0][1]}" if chosen else "Positions",
        issues=issues[:80],
        chosen=grid.issues[0][0] if chosen else None,
        grid=grid,
        told_by=TOLD_BY,
        asked=reading.filter(),
        page=grid.cells,
        by_date=[(day, tuple(cells)) for day, cells in groupby(grid.cells.lines, key=lambda cell: cell.date)],
    )
