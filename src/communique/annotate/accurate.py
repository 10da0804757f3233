"""Attributions as several taggers see them together: slower than one alone, and more often right.

Where `tagger` takes the best tag sequence of one reading, this sums over all sequences of all readings and takes the
spans that are probable enough to be worth it. Method and figures: docs/methods/attribution.md.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
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


class AccurateTagger:
    """Finds attributions in a text; load once, use from one thread at a time."""

    def __init__(self, members: Sequence[Member], *, overlap_pieces: int, price: float) -> None:
        self._members = tuple(members)
        self._overlap_pieces = overlap_pieces
        self._price = price

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
        return cls(members, overlap_pieces=stored["overlap_pieces"], price=stored["price"])

    def tag(self, text: str) -> list[TaggedAttribution]:
        """Return the attributions of `text` in text order; none where it has no visible character.

        An attribution has no cue where one stands, but it is open which words it holds.
        """
        units = split_units(text)
        found: list[TaggedAttribution] = []
        for readings in _stretches(read_cues(self._members, units, overlap_pieces=self._overlap_pieces)):
            cues = best_disjoint([reading.cue for reading in readings], least=self._price)
            for cue in cues:
                near = [reading for reading in readings if _overlap(reading.cue, cue)]
                found.append(self._attribution(text, units, near, cue))
            if not cues:
                bare = self._attribution(text, units, readings, None)
                found += [bare] if bare.contents or bare.sources else []
        return found

    def _attribution(
        self, text: str, units: Units, readings: Sequence[CueReading], cue: SpanGuess | None
    ) -> TaggedAttribution:
        """Return the attribution of a cue, with the roles that it and the other `readings` of its words give it."""
        taken = [cue] if cue else []
        contents = best_disjoint(_apart(_summed((r.cue, r.contents) for r in readings), taken), least=self._price)
        sources = _apart(_summed((r.cue, r.sources) for r in readings), [*taken, *contents])
        spans = [Span(*units.characters(guess.start, guess.end)) for guess in taken]
        return TaggedAttribution(
            sources=tuple(Span(*units.characters(s.start, s.end)) for s in best_disjoint(sources, least=self._price)),
            cues=tuple(spans),
            contents=tuple(Span(*take_marks(text, units.characters(c.start, c.end))) for c in contents),
            score=round(sum(guess.probability for guess in taken), 4),
            communicated=is_communicated(text[spans[0].start : spans[0].end]) if spans else None,
        )


def _stretches(readings: Sequence[CueReading]) -> Iterator[list[CueReading]]:
    """Yield the readings in text order, those together whose cues overlap."""
    stretch: list[CueReading] = []
    end = 0
    for reading in readings:
        if stretch and reading.cue.start >= end:
            yield stretch
            stretch = []
        stretch.append(reading)
        end = max(end, reading.cue.end)
    if stretch:
        yield stretch


def _summed(parts: Iterable[tuple[SpanGuess, Sequence[SpanGuess]]]) -> list[SpanGuess]:
    """Return each role span with its probability over all cues that may hold it: readings of the same words exclude one
    another."""
    sums: dict[tuple[int, int], float] = {}
    for cue, guesses in parts:
        for guess in guesses:
            place = guess.start, guess.end
            sums[place] = sums.get(place, 0.0) + cue.probability * guess.probability
    return [SpanGuess(start, end, probability) for (start, end), probability in sums.items()]


def _overlap(one: SpanGuess, other: SpanGuess) -> bool:
    return one.start < other.end and other.start < one.end


def _apart(guesses: Sequence[SpanGuess], others: Sequence[SpanGuess]) -> list[SpanGuess]:
    return [guess for guess in guesses if not any(_overlap(guess, other) for other in others)]


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
