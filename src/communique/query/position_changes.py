"""Where a side's own wording on an issue is not what it was on the date before: what differs, not what it means."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from itertools import groupby, pairwise

from communique.model.wordings import differ
from communique.query.across_lines import PositionChange, PositionLine

MIN_SHARED = 0.15
"""Least share of content words in common for two wordings to be set side by side; not tuned."""


def find_changes(positions: Sequence[PositionLine]) -> Iterator[PositionChange]:
    """Yield the changes of wording, each pair of passages once, with all the issues that it is on."""
    found: dict[tuple[object, ...], PositionChange] = {}
    for change in _changes(positions):
        places = (change.party, change.was_path, change.was_start, change.was_end)
        key = (*places, change.path, change.start_char, change.end_char)
        before = found.get(key)
        found[key] = change if before is None else replace(before, issue=f"{before.issue}; {change.issue}")
    yield from found.values()


def _changes(positions: Sequence[PositionLine]) -> Iterator[PositionChange]:
    """Yield the changes from each date to the next of one party's words on one issue, as `positions` are sorted.

    Of the passages of both dates those two are set side by side that have most words in common; where none have
    MIN_SHARED in common there is nothing to compare, and nothing is said. One of the two must undertake something:
    a fact told again in other words is no change of position.
    """
    for _, lines in groupby(positions, key=lambda line: (line.issue_id, line.party_id)):
        dated = [line for line in lines if line.date is not None]
        cells = [list(cell) for _, cell in groupby(dated, key=lambda line: line.date)]
        for earlier, later in pairwise(cells):
            if not (later[0].date or "").startswith(earlier[0].date or ""):  # "in May" may lie after 14 May
                yield from _change(earlier, later)


def _change(earlier: Sequence[PositionLine], later: Sequence[PositionLine]) -> Iterator[PositionChange]:
    ranked = sorted(
        (-_shared(a.words, b.words), n, m)
        for n, a in enumerate(earlier)
        for m, b in enumerate(later)
        if (a.undertakes or b.undertakes) and not _is_one(a, b)
    )
    used: set[int] = set()
    for score, n, m in ranked:
        if -score < MIN_SHARED or m in used:
            continue
        used.add(m)  # what was said before in the same words is not set beside others either
        was, now = earlier[n], later[m]
        adds, drops = differ(was.words, now.words)
        if _tells(adds) or _tells(drops):
            yield _line(was, now, adds, drops)


def _tells(runs: Sequence[str]) -> bool:
    """Return whether words added or dropped say anything: "will respond" for "the readiness to respond" does not."""
    return any(word not in formal_words() for run in runs for word in re.findall(r"[\w'’-]+", run.lower()))


@lru_cache(maxsize=1)
def formal_words() -> frozenset[str]:
    """Return the words in which two wordings of one stand may differ, in lower case."""
    raw = tomllib.loads(resources.files("communique.query").joinpath("data/formal_words.toml").read_text("utf-8"))
    return frozenset(raw["formal"]["words"])


def _is_one(earlier: PositionLine, later: PositionLine) -> bool:
    """Return whether two accounts tell one utterance: what they cut and how they put it is no change of position."""
    return earlier.utterance is not None and earlier.utterance == later.utterance


def _line(was: PositionLine, now: PositionLine, adds: tuple[str, ...], drops: tuple[str, ...]) -> PositionChange:
    return PositionChange(
        issue=now.issue,
        party=now.party,
        earlier=was.date or "",
        later=now.date or "",
        was=was.words,
        now=now.words,
        adds=adds,
        drops=drops,
        was_path=was.path,
        was_start=was.start_char,
        was_end=was.end_char,
        path=now.path,
        start_char=now.start_char,
        end_char=now.end_char,
    )


def _shared(first: str, second: str) -> float:
    a, b = (set(re.findall(r"[\w'’-]{4,}", words.lower())) for words in (first, second))
    return round(len(a & b) / len(a | b), 6) if a and b else 0.0
