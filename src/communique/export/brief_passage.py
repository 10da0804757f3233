"""Words of an article as a brief shows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """Exact words of an article. Offsets are half-open code points of its text."""

    article: str
    start: int
    end: int
    words: str
