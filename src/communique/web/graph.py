"""Who copies whom, as a picture: sources on a circle, joined where they have passages in common."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from communique.query.sources import CopyEdge

_MOST: Final = 16
WIDTH: Final = 760
HEIGHT: Final = 420


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


@dataclass(frozen=True, slots=True)
class Graph:
    """The picture."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    left_out: int
    """Sources that copy too, for which there is no room."""


def draw_copies(copies: Sequence[CopyEdge]) -> Graph | None:
    """Return the picture of the sources that share most; None where none share anything."""
    if not copies:
        return None
    weight: Counter[str] = Counter()
    for edge in copies:
        weight[edge.first] += edge.articles
        weight[edge.second] += edge.articles
    names = sorted(weight, key=lambda name: (-weight[name], name))
    shown = sorted(names[:_MOST])
    nodes = {}
    for number, name in enumerate(shown):
        angle = 2 * math.pi * number / len(shown) - math.pi / 2
        x = WIDTH / 2 + 190 * math.cos(angle)
        y = HEIGHT / 2 + 160 * math.sin(angle)
        size = 4 + 2 * math.log2(1 + weight[name])
        left = math.cos(angle) < -0.01
        anchor = "end" if left else "start"
        label = x - size - 5 if left else x + size + 5
        nodes[name] = Node(name, round(x, 1), round(y, 1), round(size, 1), anchor, round(label, 1))
    lines = tuple(
        Line(
            f"M{nodes[edge.first].x} {nodes[edge.first].y}Q{WIDTH / 2} {HEIGHT / 2} {nodes[edge.second].x} "
            f"{nodes[edge.second].y}",
            round(1 + math.log2(edge.articles), 1),
            f"{edge.first} and {edge.second}: {edge.articles} pairs of articles, up to {edge.share:.0%} of the words",
        )
        for edge in copies
        if edge.first in nodes and edge.second in nodes
    )
    return Graph(tuple(nodes.values()), lines, len(names) - len(shown))
