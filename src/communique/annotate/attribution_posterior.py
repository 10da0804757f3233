"""How probable each span is under a conditional random field: sums over all tag sequences, not the best one alone.

Method: docs/methods/attribution.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Table = npt.NDArray[np.float64]

LEAST_EDGE: Final = 0.003
"""A unit is tried as an edge of a span where it is one with at least this probability."""
_CLOSED: Final = -60.0
"""Transitions below this are forbidden ones, in nats."""


@dataclass(frozen=True, slots=True)
class SpanGuess:
    """A span that may be one of its kind; bounds are half-open units."""

    start: int
    end: int
    probability: float


@dataclass(frozen=True, slots=True)
class Lattice:
    """Forward and backward sums of one sequence of scores, in nats."""

    emissions: Table
    """Shape (units, tags)."""
    transitions: Table
    forward: Table
    backward: Table
    total: float

    def shares(self) -> Table:
        """Return the probability of each tag at each unit, shape (units, tags)."""
        found: Table = np.exp(self.forward + self.backward - self.total)
        return found

    def guesses(self, kind: int, *, least: float, longest: int | None = None) -> list[SpanGuess]:
        """Return the spans of `kind` at least `least` probable and at most `longest` units long, in text order.

        Kind k has the tags 1 + 4k to 4 + 4k: begin, inside, end, single.
        """
        begin, inside, end, single = range(1 + 4 * kind, 5 + 4 * kind)
        shares = self.shares()
        found = [SpanGuess(at, at + 1, float(shares[at, single])) for at in _above(shares[:, single], least)]
        within = np.cumsum(self.emissions[:, inside] + self.transitions[inside, inside])
        ends = _above(shares[:, end], LEAST_EDGE)
        for first in _above(shares[:, begin], LEAST_EDGE):
            for last in ends:
                if last <= first or (longest is not None and last - first >= longest):
                    continue
                path = self.forward[first, begin] + self.emissions[last, end] + self.backward[last, end]
                if last == first + 1:
                    path += self.transitions[begin, end]
                else:
                    path += within[last - 1] - within[first] - self.transitions[inside, inside]
                    path += self.transitions[begin, inside] + self.transitions[inside, end]
                probability = float(np.exp(min(path - self.total, 0.0)))
                if probability >= least:
                    found.append(SpanGuess(first, last + 1, probability))
        return sorted(found, key=lambda guess: (guess.start, guess.end))


def _above(shares: Table, least: float) -> list[int]:
    return [int(at) for at in np.flatnonzero(shares >= least)]


def read_lattices(emissions: list[npt.NDArray[np.float32]], transitions: npt.NDArray[np.float32]) -> list[Lattice]:
    """Return the sums of each table of scores (units, tags); each has at least one unit.

    transitions (tags + 1, tags + 1): row = tag before, column = tag after; the last row is the start, the last column
    the end.
    """
    if not emissions:
        return []
    weights = np.maximum(transitions.astype(np.float64), -1e4)
    lengths = np.array([len(table) for table in emissions])
    padded = np.zeros((len(emissions), int(lengths.max()), weights.shape[0] - 1))
    for row, table in enumerate(emissions):
        padded[row, : len(table)] = table
    forward, backward = _forward(padded, weights), _backward(padded, weights, lengths)
    found = []
    for row, length in enumerate(lengths.tolist()):
        last = forward[row, length - 1] + weights[:-1, -1]
        total = float(last.max() + np.log(np.exp(last - last.max()).sum()))
        cut = slice(0, length)
        found.append(
            Lattice(padded[row, cut], weights[:-1, :-1], forward[row, cut], backward[row, cut], total),
        )
    return found


def _steps(weights: Table) -> Table:
    inner = weights[:-1, :-1]
    return np.where(inner < _CLOSED, 0.0, np.exp(np.maximum(inner, _CLOSED)))


def _forward(emissions: Table, weights: Table) -> Table:
    sums = np.empty_like(emissions)
    sums[:, 0] = weights[-1, :-1] + emissions[:, 0]
    steps = _steps(weights)
    for at in range(1, emissions.shape[1]):
        sums[:, at] = _log_product(sums[:, at - 1], steps) + emissions[:, at]
    return sums


def _backward(emissions: Table, weights: Table, lengths: npt.NDArray[np.int64]) -> Table:
    sums = np.empty_like(emissions)
    sums[:, -1] = weights[:-1, -1]
    steps = _steps(weights).T
    for at in range(emissions.shape[1] - 2, -1, -1):
        after = _log_product(emissions[:, at + 1] + sums[:, at + 1], steps)
        # Past the end of a row stands nothing: its last unit sees the end alone.
        sums[:, at] = np.where((at >= lengths - 1)[:, None], weights[:-1, -1], after)
    return sums


def _log_product(logs: Table, steps: Table) -> Table:
    highest = logs.max(1, keepdims=True)
    found: Table = highest + np.log(np.exp(logs - highest) @ steps + 1e-300)
    return found
