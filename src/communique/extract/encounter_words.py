"""The words that tell encounters (data/encounters.toml), read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import cast

from communique.model.encounters import EncounterKind


@dataclass(frozen=True)
class EncounterWords:
    """Lemmas and words in lower case."""

    nouns: dict[str, EncounterKind]
    noun_conditions: dict[str, frozenset[str]]
    """For a noun that is an encounter only with one of these words before it."""
    verbs: dict[str, EncounterKind]
    verbs_with: dict[str, EncounterKind]
    verbs_joint: dict[str, EncounterKind]
    verbs_person: dict[str, EncounterKind]
    ceremonies: dict[str, frozenset[str]]
    """Verb to its objects ("lay": "wreath")."""
    lists: dict[str, tuple[str, ...]]
    """All other lists by "section.key" ("status.cancelled")."""

    def of(self, name: str) -> tuple[str, ...]:
        """Return the words of the list "section.key". Raises KeyError where there is none."""
        return self.lists[name]


@lru_cache(maxsize=1)
def encounter_words() -> EncounterWords:
    """Return the words of data/encounters.toml."""
    table = tomllib.loads(resources.files("communique.extract").joinpath("data/encounters.toml").read_text("utf-8"))

    def kinds(words: dict[str, str]) -> dict[str, EncounterKind]:
        return {word: cast(EncounterKind, kind) for word, kind in words.items()}

    return EncounterWords(
        nouns={noun: cast(EncounterKind, kind) for kind, nouns in table["nouns"].items() for noun in nouns},
        noun_conditions={noun: frozenset(words) for noun, words in table["noun_conditions"].items()},
        verbs=kinds(table["verbs"]),
        verbs_with=kinds(table["verbs_with"]),
        verbs_joint=kinds(table["verbs_joint"]["lemmas"]),
        verbs_person=kinds(table["verbs_person"]),
        ceremonies={verb: frozenset(nouns) for verb, nouns in table["verbs_ceremony"].items()},
        lists={
            f"{section}.{key}": tuple(words)
            for section, keys in table.items()
            for key, words in keys.items()
            if isinstance(words, list)
        },
    )
