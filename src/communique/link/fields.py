"""Which topics a word is of. Method: docs/methods/comparisons.md."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from communique.link.words import Word, concept, frame_concepts, light_concepts


@lru_cache(maxsize=1)
def _table() -> Mapping[str, frozenset[str]]:
    """Return the fields by concept; by the word itself where its concept is too wide to be of a topic."""
    text = resources.files("communique.link").joinpath("data/fields.toml").read_text(encoding="utf-8")
    found: dict[str, set[str]] = defaultdict(set)
    for field, words in tomllib.loads(text)["fields"].items():
        for word in words:
            found[_key(word, concept(word))].add(field)
    return {key: frozenset(fields) for key, fields in found.items()}


def _key(form: str, meaning: str) -> str:
    return f"'{form}" if meaning in frame_concepts() | light_concepts() else meaning


def fields_of(word: Word) -> frozenset[str]:
    """Return the fields of a word; empty: it is of none, as most words are."""
    return _table().get(_key(word.form, word.concept), frozenset()) if word.concept else frozenset()
