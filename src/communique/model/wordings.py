"""What one wording adds to another and drops from it, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+(?:['’.-]\w+)*|\d+(?:[.,]\d+)*")


def differ(earlier: str, later: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (what `later` adds, what it drops), as runs of words as they stand, in text order.

    Words are compared without regard to case and punctuation; a run is what stands between two common words.
    """
    old, new = _words(earlier), _words(later)
    matcher = SequenceMatcher(None, [w.lower() for w in old], [w.lower() for w in new], autojunk=False)
    adds: list[str] = []
    drops: list[str] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            drops += [" ".join(old[a:b])] if b > a else []
            adds += [" ".join(new[c:d])] if d > c else []
    return tuple(adds), tuple(drops)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)
