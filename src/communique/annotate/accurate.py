"""Attributions as several taggers see them together: slower than one alone, and more often right.

Where `tagger` takes the best tag sequence of one reading, this sums over all sequences of all readings and takes the
spans that are probable enough to be worth it. Method and figures: docs/methods/attribution.md.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from communique.annotate.attribution_decode import take_marks
from communique.annotate.attribution_posterior import SpanGuess
from communique.annotate.attribution_scores import CueReading, Member, read_cues
from communique.annotate.attribution_units import Units, split_units
from communique.annotate.tagger import WEIGHTS, AttributionTagger, check_weights, is_communicated
from communique.model.annotation import TaggedAttribution
from communique.model.spans import Span


@dataclass(frozen=True, slots=True)
class Choice:
    """What a span must bring, as probabilities; tuned on PolNeAR dev."""

    cue: float
    source: float
    """Of a source, given that the cue is one."""
    content: float
    """Of a content and its cue together."""


class AccurateTagger:
    """Finds attributions in a text; load once, use from one thread at a time."""

    def __init__(self, members: Sequence[Member], *, overlap_pieces: int, choice: Choice) -> None:
        self._members = tuple(members)
        self._overlap_pieces = overlap_pieces
        self._choice = choice

    @classmethod
    def load(cls, name: str = "accurate", *, threads: int = 2) -> AccurateTagger:
        """Return the tagger of that name, on that many threads; the result does not depend on their number.

        Raises ModelError where the weights are missing or are not those that SHA256SUMS lists.
        """
        with resources.as_file(WEIGHTS) as folder:
            return cls.read(folder, name, threads=threads)

    @classmethod
    def read(cls, folder: Path, name: str, *, threads: int = 2) -> AccurateTagger:
        """Return the tagger that NAME.json in `folder` describes, with its members' weights from there."""
        check_weights(folder, [f"{name}.json"])
        stored: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        members = [
            Member(AttributionTagger.read(folder, member, threads=threads), weight)
            for member, weight in stored["members"].items()
        ]
        return cls(members, overlap_pieces=stored["overlap_pieces"], choice=Choice(**stored["choice"]))

    def tag(self, text: str) -> list[TaggedAttribution]:
        """Return the attributions of `text` in the order of their cues; none where it has no visible character."""
        units = split_units(text)
        readings = read_cues(self._members, units, overlap_pieces=self._overlap_pieces)
        by_cue = {(reading.cue.start, reading.cue.end): reading for reading in readings}
        taken = best_disjoint([reading.cue for reading in readings], least=self._choice.cue)
        return [self._attribution(text, units, by_cue[cue.start, cue.end]) for cue in taken]

    def _attribution(self, text: str, units: Units, reading: CueReading) -> TaggedAttribution:
        cue = reading.cue
        contents = best_disjoint(_apart(reading.contents, [cue]), least=self._choice.content / cue.probability)
        sources = best_disjoint(_apart(reading.sources, [cue, *contents]), least=self._choice.source)
        start, end = units.characters(cue.start, cue.end)
        return TaggedAttribution(
            sources=tuple(Span(*units.characters(s.start, s.end)) for s in sources),
            cues=(Span(start, end),),
            contents=tuple(Span(*take_marks(text, units.characters(c.start, c.end))) for c in contents),
            score=round(cue.probability, 4),
            communicated=is_communicated(text[start:end]),
        )


def _apart(guesses: Sequence[SpanGuess], others: Sequence[SpanGuess]) -> list[SpanGuess]:
    return [g for g in guesses if not any(g.start < o.end and o.start < g.end for o in others)]


def best_disjoint(guesses: Sequence[SpanGuess], *, least: float) -> list[SpanGuess]:
    """Return guesses that do not overlap and bring most, in text order.

    Each brings its probability less `least`, the price of a wrong span. Of equal choices the one without the later
    span is taken.
    """
    ordered = sorted((g for g in guesses if g.probability > least), key=lambda g: (g.end, g.start))
    ends = [guess.end for guess in ordered]
    gains, takes = [0.0], list[tuple[bool, int]]()
    for at, guess in enumerate(ordered):
        before = bisect_right(ends, guess.start, 0, at)
        gain = gains[before] + guess.probability - least
        takes.append((gain > gains[at], before))
        gains.append(max(gain, gains[at]))
    found, at = list[SpanGuess](), len(ordered)
    while at:
        taken, before = takes[at - 1]
        if taken:
            found.append(ordered[at - 1])
        at = before if taken else at - 1
    return found[::-1]
