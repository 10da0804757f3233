from __future__ import annotations

from datetime import date

from communique.query.events import Event, Events, days_of
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
