"""What one or more taggers see in a text, averaged over windows that overlap, before anything is decided.

Method: docs/methods/attribution.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np

from communique.annotate.attribution_decode import FloatArray
from communique.annotate.attribution_posterior import Lattice, SpanGuess, Table, read_lattices
from communique.annotate.attribution_units import Units, Window
from communique.annotate.tagger import AttributionTagger, ReadWindow

LEAST_CUE: Final = 0.04
"""Spans less probable as cues are not looked at."""
LONGEST_CUE: Final = 8
"""In units."""
LEAST_ROLE: Final = 0.003
"""Spans less probable as source or content of a cue are not looked at."""
FAR_INSIDE: Final = 100.0
"""Units from the edge of a window at which a reading weighs most."""
CUES_TOGETHER: Final = 64
"""Cues summed in one go; bounds the memory a long document takes, changes no result."""


@dataclass(frozen=True, slots=True)
class CueReading:
    """A span that may be a cue, with the spans that may be its roles; units of the text."""

    cue: SpanGuess
    sources: tuple[SpanGuess, ...]
    """Each with its probability if the cue is one."""
    contents: tuple[SpanGuess, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A tagger of several that are heard together."""

    tagger: AttributionTagger
    weight: float
    """Its share in the average."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A window as one tagger read it, with the weight of each of its units."""

    member: Member
    read: ReadWindow
    weights: Table


def read_cues(members: Sequence[Member], units: Units, *, overlap_pieces: int) -> list[CueReading]:
    """Return every span that may be a cue, in text order; none where the text has no units.

    Neighbouring windows share `overlap_pieces` word pieces; what they and the members give of a unit is averaged.
    """
    count = len(units.starts)
    readings = [
        _Reading(member, read, _weights(read.window, count))
        for member in members
        for read in member.tagger.read_windows(units, overlap_pieces=overlap_pieces)
    ]
    if not readings:
        return []
    (lattice,) = read_lattices([_cue_scores(readings, count)], _transitions(members, "cue_transitions"))
    cues = lattice.guesses(0, least=LEAST_CUE, longest=LONGEST_CUE)
    tables = _role_tables(readings, cues)
    transitions = _transitions(members, "role_transitions")
    found: list[CueReading] = []
    for first in range(0, len(cues), CUES_TOGETHER):
        part = slice(first, first + CUES_TOGETHER)
        lattices = read_lattices([table for _, table in tables[part]], transitions)
        for cue, (offset, _), roles in zip(cues[part], tables[part], lattices, strict=True):
            found.append(CueReading(cue, _moved(roles, 0, offset), _moved(roles, 1, offset)))
    return found


def _transitions(members: Sequence[Member], name: str) -> FloatArray:
    """Return the average of the members' transitions."""
    total = sum(member.weight for member in members)
    found: FloatArray = sum(
        (getattr(m.tagger.shape, name) * np.float32(m.weight / total) for m in members), np.zeros(1, dtype=np.float32)
    )
    return found


def _moved(lattice: Lattice, kind: int, offset: int) -> tuple[SpanGuess, ...]:
    guesses = lattice.guesses(kind, least=LEAST_ROLE)
    return tuple(SpanGuess(g.start + offset, g.end + offset, g.probability) for g in guesses)


def _weights(window: Window, count: int) -> Table:
    """Return how much the reading of each unit of a window weighs: less near an edge beyond which the text goes on."""
    size = window.end - window.start
    place = np.arange(size, dtype=np.float64)
    left = place + 1 if window.start else np.full(size, FAR_INSIDE)
    right = size - place if window.end < count else np.full(size, FAR_INSIDE)
    found: Table = np.minimum(np.minimum(left, right), FAR_INSIDE)
    return found


def _cue_scores(readings: Sequence[_Reading], count: int) -> FloatArray:
    sums, weights = np.zeros((count, 5)), np.zeros((count, 1))
    for reading in readings:
        window = reading.read.window
        weight = reading.member.weight * reading.weights[:, None]
        sums[window.start : window.end] += weight * reading.read.cue_scores
        weights[window.start : window.end] += weight
    found: FloatArray = (sums / weights).astype(np.float32)
    return found


def _role_tables(readings: Sequence[_Reading], cues: Sequence[SpanGuess]) -> list[tuple[int, FloatArray]]:
    """Return for each cue the first unit of its scores and the scores, averaged over the windows that hold it."""
    found: list[list[tuple[Window, Table, FloatArray]]] = [[] for _ in cues]
    for reading, own, places, read_roles in _role_scores(readings, cues):
        window = reading.read.window
        for i, (start, end), scores in zip(own, places, read_roles, strict=True):
            at_cue = min(reading.weights[start], reading.weights[end - 1])
            weights = reading.weights * (reading.member.weight * at_cue)
            found[i].append((window, weights, scores))
    return [_averaged(parts) for parts in found]


def _role_scores(
    readings: Sequence[_Reading], cues: Sequence[SpanGuess]
) -> Iterator[tuple[_Reading, list[int], list[tuple[int, int]], FloatArray]]:
    """Yield each reading with the numbers of the cues in its window, their places there and their roles' scores."""
    for tagger, own_readings in groupby(readings, key=lambda reading: reading.member.tagger):
        asked = []
        for reading in own_readings:
            window = reading.read.window
            own = [i for i, cue in enumerate(cues) if window.start <= cue.start and cue.end <= window.end]
            if own:
                asked.append((reading, own, [(cues[i].start - window.start, cues[i].end - window.start) for i in own]))
        scored = tagger.role_scores([(reading.read, places) for reading, _, places in asked])
        for (reading, own, places), roles in zip(asked, scored, strict=True):
            yield reading, own, places, roles.scores


def _averaged(parts: Sequence[tuple[Window, Table, FloatArray]]) -> tuple[int, FloatArray]:
    offset, end = min(window.start for window, _, _ in parts), max(window.end for window, _, _ in parts)
    sums, weights = np.zeros((end - offset, 9)), np.zeros((end - offset, 1))
    for window, weight, scores in parts:
        place = slice(window.start - offset, window.end - offset)
        sums[place] += weight[:, None] * scores
        weights[place] += weight[:, None]
    return offset, (sums / weights).astype(np.float32)
