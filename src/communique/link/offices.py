"""Kinds of office, by the words of a title."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Final

from communique.facts.table import fold_name

EXCLUSIVE: Final = frozenset({"spokesperson", "adviser", "deputy_minister", "minister", "ambassador", "prime_minister"})
"""Families of which one person does not hold two at once."""


@lru_cache(maxsize=1)
def _families() -> dict[str, str]:
    text = resources.files("communique.link").joinpath("data/office_families.toml").read_text(encoding="utf-8")
    return {word: family for family, words in tomllib.loads(text)["families"].items() for word in words}


def office_words() -> frozenset[str]:
    """Return the words of the titles of data/office_families.toml ("foreign", "secretary")."""
    return frozenset(word for title in _families() for word in title.split())


def office_family(title: str) -> str | None:
    """Return which kind of office a title is, by the first of its words that tells; None: none does."""
    words = fold_name(title).split()
    for size in (2, 1):
        for n in range(len(words) - size + 1):
            family = _families().get(" ".join(words[n : n + size]))
            if family:
                return family
    return None
