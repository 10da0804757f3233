from __future__ import annotations

import itertools
import sqlite3
from datetime import date
from pathlib import Path

from communique.query.events import Event, Events, days_of, list_events
from communique.query.record import Record
from communique.query.sources import TakingEdge
from communique.web.graph import draw_takings
from communique.web.timeline import WIDTH, draw_timeline


def test_arrow_points_from_who_gives_to_who_takes() -> None:
    graph = draw_takings([TakingEdge("Post", "Wire", ("copy",), True, 3, 0.9)])
    assert graph is not None
    at = {node.name: node for node in graph.nodes}
    line = graph.lines[0]
    assert line.path.startswith(f"M{at['Wire'].x} {at['Wire'].y}Q")
    assert line.title == "Post takes from Wire (copy): 3 articles, up to 90% of the words"
    assert line.arrow is not None
    down = at["Post"].y > at["Wire"].y
    assert (line.arrow[2] > 0) == down


def test_line_of_no_known_direction_has_no_arrow() -> None:
    graph = draw_takings([TakingEdge("Post", "Wire", ("copy",), False, 1, None)])
    assert graph is not None and graph.lines[0].arrow is None
    assert draw_takings([]) is None


def test_coarse_dates_are_bars_and_days_are_dots() -> None:
    def event(day: str, number: int) -> Event:
        first, last = days_of(day) or (date.min, date.max)
        return Event("encounter", f"m-{number}", first, last, day, "meeting", "held", "Berg, Lind")

    days = ("2031-04-02", "2031-04", "2031-04-02")
    told = tuple(event(day, number) for number, day in enumerate(days))
    picture = draw_timeline(Events(told, (), date(2031, 4, 1), date(2031, 4, 30), 3), None, None)
    assert picture is not None
    dot, bar, other = picture.shapes
    assert dot.width == 0 and bar.width > 200
    assert len({shape.y for shape in picture.shapes}) == 3
    assert all(0 <= shape.x <= WIDTH for shape in picture.shapes)
    assert other.x == dot.x


def test_days_of_every_grain() -> None:
    assert days_of("2031-02") == (date(2031, 2, 1), date(2031, 2, 28))
    assert days_of("2031-W01") == (date(2030, 12, 30), date(2031, 1, 5))
    assert days_of("2031") == (date(2031, 1, 1), date(2031, 12, 31))
    assert [days_of(odd) for odd in ("P3M", "2031-13", "2031-02-30", "2031-W60", None)] == [None] * 5


def test_names_in_the_graph_stand_apart() -> None:
    ring = [TakingEdge(f"Paper {n}", f"Paper {n + 1}", ("relay",), True, 1, None) for n in range(15)]
    graph = draw_takings(ring)
    assert graph is not None and len(graph.nodes) == 16 and len(graph.lines) == 15
    for side in ("start", "end"):
        heights = sorted(node.y for node in graph.nodes if node.anchor == side)
        assert all(below - above >= 18 for above, below in itertools.pairwise(heights))


def test_year_of_no_day_does_not_draw_the_picture_out(db: Path) -> None:
    with sqlite3.connect(db) as connection:
        connection.execute("UPDATE encounters SET date = '2031' WHERE id = (SELECT min(id) FROM encounters)")
    with Record(db) as record:
        events = list_events(record)
    assert (events.first, events.last) == (date(2031, 6, 1), date(2031, 9, 15))
