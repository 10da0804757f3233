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
    bounds = [found.span() for found in UNIT_PATTERN.finditer(text)]
    plain = text.translate(_PLAIN_MARKS)
    starts = np.array([start for start, _ in bounds], dtype=np.int64)
    ends = np.array([end for _, end in bounds], dtype=np.int64)
    rows: list[tuple[int, int, int, int]] = []
    in_quote, last_end = False, 0
    for start, end in bounds:
        line = _line_state(text, last_end, start)
        # A new paragraph closes whatever was left open: an unclosed mark must not colour the rest of the article.
        if line == 2 or last_end == 0:
            in_quote = False
        quote = 1 if in_quote else 0
        if DOUBLE_MARK.fullmatch(text, start, end):
            in_quote = _opens_quote(text, start, end, in_quote=in_quote)
            quote = 2
        rows.append((quote, line, _case_state(text[start:end]), int(start > last_end)))
        last_end = end
    features = np.array(rows, dtype=np.int64).reshape(len(rows), len(FEATURE_SIZES))
    forms = tuple('"' if row[0] == 2 else plain[start:end] for row, (start, end) in zip(rows, bounds, strict=True))
    return Units(starts, ends, forms, features)


def _line_state(text: str, last_end: int, start: int) -> int:
    """Return 0 within a line, 1 after a line break, 2 after an empty line or at the start of the text."""
    if last_end == 0:
        return 2
    if start == last_end:
        return 0
    return min(2, text.count("\n", last_end, start))


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
