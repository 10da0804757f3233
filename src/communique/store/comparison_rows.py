"""What comparing the accounts of a story gives, as rows of the record tables."""

from __future__ import annotations

from typing import Any

from communique.model.comparisons import Compared, Comparison, ReadoutPair, Sole
from communique.model.spans import StoryId

Rows = dict[str, list[tuple[Any, ...]]]


def add_compared(rows: Rows, story: StoryId, compared: Compared) -> None:
    """Add the rows of a story's comparisons to `rows`."""
    for noun in compared.alike:
        rows["utterances"].append((noun.id, story, noun.level, noun.score))
        rows["utterance_statements"] += [(noun.id, n, statement) for n, statement in enumerate(noun.statements)]
    for comparison in compared.comparisons:
        _comparison(rows, story, comparison)
    for sole in compared.soles:
        _sole(rows, story, sole)
    for pair in compared.readouts:
        _pair(rows, story, pair)


def _comparison(rows: Rows, story: StoryId, comparison: Comparison) -> None:
    c = comparison
    rows["comparisons"].append((c.id, story, c.encounter, c.told, c.kind, c.relation, c.what, c.weight))
    rows["comparison_sides"] += [
        (c.id, n, s.article, s.words.span.start, s.words.span.end, s.words.words, s.value, s.asserted_by)
        for n, s in enumerate(c.sides)
    ]


def _sole(rows: Rows, story: StoryId, sole: Sole) -> None:
    span = sole.words.span
    place = (sole.article, span.start, span.end, sole.words.words)
    rows["soles"].append((sole.id, story, sole.encounter, *place, sole.weight, sole.statement))
    for absence in sole.absences:
        near = absence.near
        words = (None, None, None) if near is None else (near.span.start, near.span.end, near.words)
        rows["absences"].append((sole.id, absence.article, absence.verdict, *words))


def _pair(rows: Rows, story: StoryId, pair: ReadoutPair) -> None:
    rows["readout_pairs"].append((pair.id, story, pair.encounter, pair.first, pair.second))
    for number, (first, second) in enumerate(pair.told_by_both):
        words = [(a.span.start, a.span.end, a.words) for a in (first, second)]
        rows["readout_both"].append((pair.id, number, *words[0], *words[1]))
    for sole in pair.only:
        _sole(rows, story, sole)
    for comparison in pair.comparisons:
        _comparison(rows, story, comparison)
    parts = [(sole.id, None) for sole in pair.only] + [(None, comparison.id) for comparison in pair.comparisons]
    rows["readout_parts"] += [(pair.id, number, *part) for number, part in enumerate(parts)]
