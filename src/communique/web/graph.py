"""Who takes from whom, as a picture: sources on a circle, an arrow from who gives to who takes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from communique.query.sources import TakingEdge

_MOST: Final = 16
WIDTH: Final = 760
HEIGHT: Final = 420
_RADIUS_X: Final = 190
_RADIUS_Y: Final = 185
_LABEL_CHARS: Final = 26


@dataclass(frozen=True, slots=True)
class Node:
    """A source in the picture."""

    name: str
    x: float
    y: float
    size: float
    anchor: str
    label_x: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two sources."""

    path: str
    width: float
    title: str
    arrow: tuple[float, float, float] | None
    """Where its arrow stands and the degrees that it is turned; None: the direction is not known."""


@dataclass(frozen=True, slots=True)
class Graph:
    """The picture."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    left_out: int
    """Sources that copy too, for which there is no room."""


def draw_takings(takings: Sequence[TakingEdge]) -> Graph | None:
    """Return the picture of the sources that share most; None where none share anything."""
    if not takings:
        return None
    weight: Counter[str] = Counter()
    for edge in takings:
        weight[edge.taker] += edge.articles
        weight[edge.giver] += edge.articles
    shown: list[str] = []
    for edge in sorted(takings, key=lambda e: (-weight[e.taker] - weight[e.giver], e.taker, e.giver)):
        new = [name for name in (edge.giver, edge.taker) if name not in shown]
        shown += new if len(shown) + len(new) <= _MOST else []
    nodes = {name: _node(name, n, len(shown), weight[name]) for n, name in enumerate(sorted(shown))}
    lines = tuple(
        _line(edge, nodes[edge.giver], nodes[edge.taker])
        for edge in takings
        if edge.giver in nodes and edge.taker in nodes
    )
    return Graph(tuple(nodes.values()), lines, len(weight) - len(shown))


def _node(name: str, number: int, of: int, weight: int) -> Node:
    """Return a node of the ring: down its right side, then up its left, as far below each other as lines of text."""
    right = -(-of // 2)
    left = number >= right
    row, rows = (of - 1 - number, of - right) if left else (number, right)
    down = (row + 0.5) / rows * 2 - 1
    x = WIDTH / 2 + (-1 if left else 1) * _RADIUS_X * math.sqrt(1 - down * down)
    size = 4 + 2 * math.log2(1 + weight)
    label_x = x - size - 5 if left else x + size + 5
    label = name if len(name) <= _LABEL_CHARS else name[: _LABEL_CHARS - 1] + "…"
    y = HEIGHT / 2 + _RADIUS_Y * down
    return Node(label, round(x, 1), round(y, 1), round(size, 1), "end" if left else "start", round(label_x, 1))


def _line(edge: TakingEdge, giver: Node, taker: Node) -> Line:
    """Return the line from who gives to who takes, bent towards the middle of the picture."""
    share = "" if edge.share is None else f", up to {edge.share:.0%} of the words"
    what = f"{edge.taker} takes from {edge.giver}" if edge.directed else f"{edge.giver} and {edge.taker}"
    along = 0.58
    x, y = (
        (1 - along) ** 2 * a + 2 * (1 - along) * along * middle + along**2 * b
        for a, middle, b in ((giver.x, WIDTH / 2, taker.x), (giver.y, HEIGHT / 2, taker.y))
    )
    dx, dy = (
        (1 - along) * (middle - a) + along * (b - middle)
        for a, middle, b in ((giver.x, WIDTH / 2, taker.x), (giver.y, HEIGHT / 2, taker.y))
    )
    return Line(
        f"M{giver.x} {giver.y}Q{WIDTH / 2} {HEIGHT / 2} {taker.x} {taker.y}",
        round(1 + math.log2(edge.articles), 1),
        f"{what} ({', '.join(edge.kinds)}): {edge.articles} articles{share}",
        (round(x, 1), round(y, 1), round(math.degrees(math.atan2(dy, dx)), 1)) if edge.directed else None,
    )
