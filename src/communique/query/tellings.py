"""Words of two tellings as they are held against each other."""

from __future__ import annotations

import re


def word_keys(text: str) -> list[tuple[str, str]]:
    """Return (what is compared, word as written) of every word of `text`, case and punctuation aside."""
    words = text.split()
    return [(re.sub(r"^\W+|\W+$", "", word.casefold().replace("’", "'")), word) for word in words]
