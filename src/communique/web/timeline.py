"""The picture of a story in time, as shapes of an SVG; zooming asks for another period."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from communique.query.events import Event, Events

Place = Callable[[date], float]
"""Where a day lies in the picture, from the left."""

WIDTH: Final = 1120
_LEFT: Final = 14
_LANE: Final = 22
_TOP: Final = 12
_CHAR: Final = 6.7
"""Width of a letter of the labels, in units of the picture; a guess on the wide side."""
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Shape:
    """One event in the picture."""

    noun: str
    id: str
    x: float
    width: float
    """0: a day; else as far as the date may reach."""
    y: float
    label: str
    label_x: float
    anchor: str
    """start or end."""
    status: str
    title: str


@dataclass(frozen=True, slots=True)
class Bar:
    """How many events fall into a month or a year."""

    x: float
    y: float
    width: float
    height: float
    number: int
    period: str
    """EDTF."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A date on the axis."""

    x: float
    label: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a period."""

    shapes: tuple[Shape, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    axis_y: float
    height: float
    first: date
    last: date
    total: int
    zooms: tuple[tuple[str, str, str], ...]
    """(label, since, until) of the ways to go from here."""


def draw_timeline(events: Events, since: str | None, until: str | None) -> Picture | None:
    """Return the picture of `events`; None where nothing in the period has a date."""
    if events.first is None or events.last is None:
        return None
    first, last = events.first, events.last
    pad = timedelta(days=max(2, (last - first).days // 40))
    low, high = first - pad, last + pad
    scale = (WIDTH - 2 * _LEFT) / max(1, (high - low).days)

    def x(day: date) -> float:
        return round(_LEFT + (day - low).days * scale, 1)

    if events.events:
        shapes, lanes, below = _shapes(events.events, x)
        axis = _TOP + lanes * _LANE + 8.0
        placed = tuple(_settle(shape, axis) for shape in shapes)
        height = axis + 26 + below * _LANE
        bars: tuple[Bar, ...] = ()
    else:
        placed, axis, height = (), 130.0, 160.0
        bars = tuple(_bars(events.counts, x, axis))
    return Picture(
        placed,
        bars,
        tuple(_ticks(low, high, x)),
        axis,
        height,
        first,
        last,
        events.total,
        tuple(_zooms(first, last, narrowed=bool(since or until))),
    )


def _shapes(events: Iterable[Event], x: Place) -> tuple[list[Shape], int, int]:
    """Return the shapes with the number of their lane as y (from -1 downwards: beneath the axis), and both counts."""
    lanes: dict[bool, list[float]] = {True: [], False: []}
    shapes = []
    for event in events:
        start, end = max(x(event.first), _LEFT), min(x(event.last + timedelta(days=1)), WIDTH - _LEFT)
        width = 0.0 if event.first == event.last else max(end - start, 6.0)
        words = f"{_day(event)} {event.kind}" + (f" · {event.who}" if event.who else "")
        label = words if len(words) <= 46 else words[:45].rstrip() + "…"
        room = len(label) * _CHAR + 14
        if width and start - room < 0:
            # A bar from end to end gives way to its label, which tells the date.
            width = max(6.0, min(width, WIDTH - start - room))
        right = start + max(width, 5) + room <= WIDTH
        taken = (start - 7, start + max(width, 7) + room) if right else (start - room - 7, start + max(width, 7))
        due = event.noun == "undertaking"
        lane = next((n for n, until in enumerate(lanes[due]) if until < taken[0]), len(lanes[due]))
        if lane == len(lanes[due]):
            lanes[due].append(0.0)
        lanes[due][lane] = taken[1]
        shapes.append(
            Shape(
                event.noun,
                event.id,
                start,
                width,
                -lane - 1.0 if due else float(lane),
                label,
                start + max(width, 5) + 6 if right else start - 9,
                "start" if right else "end",
                event.status.replace(" ", "-"),
                f"{event.date}: {event.kind}, {event.status}" + (f": {event.who}" if event.who else ""),
            )
        )
    return shapes, len(lanes[False]), len(lanes[True])


def _settle(shape: Shape, axis: float) -> Shape:
    y = axis + 26 + (-shape.y - 1) * _LANE + 6 if shape.y < 0 else axis - 14 - shape.y * _LANE
    return replace(shape, y=y)


def _day(event: Event) -> str:
    if len(event.date) == 10:
        return f"{event.first.day} {_MONTHS[event.first.month - 1]}"
    return _MONTHS[event.first.month - 1] if len(event.date) == 7 else str(event.first.year)


def _bars(counts: Iterable[tuple[str, int]], x: Place, axis: float) -> Iterable[Bar]:
    known = [(period, number) for period, number in counts]
    most = max((number for _, number in known), default=1)
    for period, number in known:
        year, month = int(period[:4]), int(period[5:7] or 0)
        start = date(year, month or 1, 1)
        end = date(year + (month in (0, 12)), month % 12 + 1 if month else 1, 1)
        height = round(max(2.0, 100 * number / most), 1)
        yield Bar(x(start), round(axis - height, 1), max(2.0, round(x(end) - x(start) - 1, 1)), height, number, period)


def _ticks(low: date, high: date, x: Place) -> Iterable[Tick]:
    days = (high - low).days
    if days > 365 * 5:
        step = max(1, days // 365 // 12)
        for year in range(low.year + 1, high.year + 1):
            if year % step == 0:
                yield Tick(x(date(year, 1, 1)), str(year), True)
    elif days > 45:
        step = max(1, days // 30 // 14)
        year, month = low.year, low.month
        while (year, month) < (high.year, high.month):
            year, month = year + month // 12, month % 12 + 1
            if month == 1 or (month - 1) % step == 0:
                label = f"{_MONTHS[month - 1]} {year}" if month == 1 or step >= 12 else _MONTHS[month - 1]
                yield Tick(x(date(year, month, 1)), label, month == 1)
    else:
        step = max(1, days // 14)
        for number in range(0, days + 1, step):
            day = low + timedelta(days=number)
            yield Tick(x(day), f"{day.day} {_MONTHS[day.month - 1]}", day.day == 1)


def _zooms(first: date, last: date, *, narrowed: bool) -> Iterable[tuple[str, str, str]]:
    length = max((last - first).days, 4)
    quarter, half = timedelta(days=length // 4), timedelta(days=length // 2)
    try:
        if length > 8:
            yield "Zoom in", str(first + quarter), str(last - quarter)
            yield "First half", str(first), str(first + half)
            yield "Second half", str(first + half), str(last)
        if narrowed:
            yield "Earlier", str(first - half), str(last - half)
            yield "Later", str(first + half), str(last + half)
            yield "Zoom out", str(first - half), str(last + half)
    except OverflowError:
        return
