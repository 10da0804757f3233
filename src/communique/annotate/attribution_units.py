"""Words and marks of a text as the attribution tagger sees them.

A unit is one run of word characters or one other visible character. Training and run time share this module, so that
what the model learnt is what it is shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]

DOUBLE_MARK: Final = re.compile(r"[\"“”„«»]|['’]{2}|[`‘]{2}")
"""A double quotation mark, of one character or written as two single ones."""
UNIT_PATTERN: Final = re.compile(rf"\w+|{DOUBLE_MARK.pattern}|[^\w\s]")

_LINE_BREAK: Final = re.compile("\n")

# One character each way, so that offsets hold; the uncased vocabularies split every other mark alike.
_PLAIN_MARKS: Final = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "‛": "'"})
ONLY_OPENING: Final = frozenset("“„«`‘")
"""First characters of double marks that never close."""
_CLOSING: Final = frozenset("”»")

FEATURE_SIZES: Final = (3, 3, 4, 2)
"""How many values each feature of a unit takes: quotation state, line start, letter case, white space before."""


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one text; all arrays have one row per unit."""

    starts: IntArray
    """First code point of each unit, shape (units,)."""
    ends: IntArray
    """Code point after each unit, shape (units,)."""
    forms: tuple[str, ...]
    """The units' words, with typographic quotation marks made plain."""
    features: IntArray
    """Feature values in the order of FEATURE_SIZES, shape (units, 4)."""

    def characters(self, start: int, end: int) -> tuple[int, int]:
        """Return the code points from unit `start` to the one before `end`, half-open."""
        return int(self.starts[start]), int(self.ends[end - 1])


@dataclass(frozen=True, slots=True)
class Window:
    """A run of units that is read in one pass; bounds are half-open unit indices."""

    start: int
    end: int
    core_start: int
    """First unit whose cues are taken from this window."""
    core_end: int
    """Unit after the last whose cues are taken from this window."""


def split_units(text: str) -> Units:
    """Return the units of `text` with their features; no units where the text has no visible character."""
    bounds = np.array([found.span() for found in UNIT_PATTERN.finditer(text)], dtype=np.int64).reshape(-1, 2)
    starts, ends = bounds[:, 0], bounds[:, 1]
    words = [text[start:end] for start, end in bounds.tolist()]
    plain = {word: word.translate(_PLAIN_MARKS) for word in set(words)}
    plain |= {word: '"' for word in plain if DOUBLE_MARK.fullmatch(word)}
    cases = {word: _case_state(word) for word in plain}
    marks = np.array([plain[word] == '"' for word in words], dtype=np.bool_)
    lines = _line_states(text, starts, ends)
    quotes = _quote_states(text, bounds, marks, lines)
    spaced = starts > np.concatenate(([0], ends[:-1]))
    letters = np.array([cases[word] for word in words], dtype=np.int64)
    features = np.stack([quotes, lines, letters, spaced.astype(np.int64)], axis=1)
    return Units(starts, ends, tuple(plain[word] for word in words), features)


def _line_states(text: str, starts: IntArray, ends: IntArray) -> IntArray:
    """Return 0 within a line, 1 after a line break, 2 after an empty line or at the start of the text."""
    breaks = np.array([found.start() for found in _LINE_BREAK.finditer(text)], dtype=np.int64)
    between = np.searchsorted(breaks, starts[1:]) - np.searchsorted(breaks, ends[:-1])
    return np.concatenate(([2] * min(1, len(starts)), np.minimum(2, between))).astype(np.int64)


def _quote_states(text: str, bounds: IntArray, marks: npt.NDArray[np.bool_], lines: IntArray) -> IntArray:
    """Return 0 outside quotation marks, 1 inside, 2 for a mark itself."""
    found = np.where(marks, 2, 0).astype(np.int64)
    opened: int | None = None
    # A new paragraph closes whatever was left open: an unclosed mark must not colour the rest of the article.
    for unit in [*np.flatnonzero(marks | (lines == 2)).tolist(), len(bounds)]:
        if opened is not None:
            found[opened + 1 : unit] = 1
        if unit == len(bounds) or lines[unit] == 2:
            opened = None
        if unit < len(bounds) and marks[unit]:
            start, end = bounds[unit].tolist()
            opened = unit if _opens_quote(text, start, end, in_quote=opened is not None) else None
    return found


def _case_state(form: str) -> int:
    """Return 0 for lower case, 1 for a capital first, 2 for capitals only, 3 for what has no case."""
    if not form[0].isalpha():
        return 3
    if not form[0].isupper():
        return 0
    return 2 if len(form) > 1 and form.isupper() else 1


def _opens_quote(text: str, start: int, end: int, *, in_quote: bool) -> bool:
    """Return whether a quotation is open after the mark from `start` to `end`."""
    if text[start] in ONLY_OPENING:
        return True
    if text[start] in _CLOSING:
        return False
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before.isspace() != after.isspace():
        return before.isspace()
    return not in_quote


def lay_even_windows(piece_counts: IntArray, *, max_pieces: int, overlap_pieces: int) -> list[Window]:
    """Return windows as `lay_windows` does, no more of them, and all of about the same size.

    What a window costs grows faster than its size, so that a full one and a short one cost more than two between.
    """
    full = lay_windows(piece_counts, max_pieces=max_pieces, overlap_pieces=overlap_pieces)
    count = max(1, len(full))
    # Units stay whole, so that a window may hold fewer pieces than it could, by less than one unit has.
    spare = int(piece_counts.max(initial=0))
    size = -(-(int(piece_counts.sum()) + (count - 1) * overlap_pieces) // count) + spare
    even = lay_windows(piece_counts, max_pieces=min(max_pieces, size), overlap_pieces=overlap_pieces)
    return even if len(even) <= len(full) else full


def lay_windows(piece_counts: IntArray, *, max_pieces: int, overlap_pieces: int) -> list[Window]:
    """Return windows that cover all units, each of at most `max_pieces` word pieces.

    Neighbours share about `overlap_pieces` word pieces; the cores split what they share in the middle, so that every
    unit lies in exactly one core. `piece_counts` holds the word pieces of each unit.
    """
    total = len(piece_counts)
    if total == 0:
        return []
    before = np.concatenate(([0], np.cumsum(piece_counts)))
    bounds: list[tuple[int, int]] = []
    start = 0
    while True:
        end = int(np.searchsorted(before, before[start] + max_pieces, side="right")) - 1
        end = min(total, max(end, start + 1))
        bounds.append((start, end))
        if end == total:
            break
        start = max(start + 1, int(np.searchsorted(before, before[end] - overlap_pieces)))
    middles = [(ended + began) // 2 for (_, ended), (began, _) in pairwise(bounds)]
    cuts = [0, *middles, total]
    return [Window(s, e, cuts[i], cuts[i + 1]) for i, (s, e) in enumerate(bounds)]
