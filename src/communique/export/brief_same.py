"""Runs of words of which one stands whole in the other, found without comparing every two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from communique.export.brief_words import is_within


class SameWords:
    """Numbered runs of words; finds those in which another stands whole, or that stand whole in it."""

    def __init__(self, *, least: int) -> None:
        self._least = least
        self._runs: dict[int, tuple[str, ...]] = {}
        self._inside: dict[tuple[str, ...], list[int]] = defaultdict(list)
        """By each stretch of `least` words of a run."""
        self._first: dict[tuple[str, ...], list[int]] = defaultdict(list)
        """By its first stretch alone."""

    def add(self, number: int, words: Sequence[str]) -> None:
        """Take in a run under a number of its own."""
        run = self._runs[number] = tuple(words)
        stretches = self._stretches(run)
        for stretch in dict.fromkeys(stretches):
            self._inside[stretch].append(number)
        if stretches:
            self._first[stretches[0]].append(number)

    def first(self, words: Sequence[str]) -> int | None:
        """Return the least number of a run told in the same words; None: there is none, or these are too few."""
        run = tuple(words)
        stretches = self._stretches(run)
        if not stretches:
            return None
        # The shorter one begins somewhere within the longer.
        met = set(self._inside.get(stretches[0], ())).union(*(self._first.get(s, ()) for s in stretches))
        return min((n for n in met if is_within(run, self._runs[n], least=self._least)), default=None)

    def _stretches(self, run: tuple[str, ...]) -> list[tuple[str, ...]]:
        return [run[i : i + self._least] for i in range(len(run) - self._least + 1)]
