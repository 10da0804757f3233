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
    call_before: frozenset[str]
    conversation: frozenset[str]
    call_by: frozenset[str]
    verbs: dict[str, EncounterKind]
    verbs_with: dict[str, EncounterKind]
    verbs_person: dict[str, EncounterKind]
    light_verbs: frozenset[str]
    margins: frozenset[str]
    """("sideline")"""
    ends: frozenset[str]
    """Verbs that tell the last moment of what they have as object."""
    including: frozenset[str]
    told_at: frozenset[str]
    measures: frozenset[str]
    not_met: frozenset[str]
    status: dict[str, tuple[str, ...]]
    merge: dict[str, frozenset[str]]
    issues: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def encounter_words() -> EncounterWords:
    """Return the words of data/encounters.toml."""
    table = tomllib.loads(resources.files("communique.extract").joinpath("data/encounters.toml").read_text("utf-8"))
    return EncounterWords(
        nouns={noun: cast(EncounterKind, kind) for kind, nouns in table["nouns"].items() for noun in nouns},
        noun_conditions={noun: frozenset(words) for noun, words in table["noun_conditions"].items()},
        call_before=frozenset(table["call_words"]["before"]),
        conversation=frozenset(table["call_words"]["conversation"]),
        call_by=frozenset(table["call_words"]["by"]),
        verbs=table["verbs"],
        verbs_with=table["verbs_with"],
        verbs_person=table["verbs_person"],
        light_verbs=frozenset(table["light_verbs"]["lemmas"]),
        margins=frozenset(table["margins"]["nouns"]),
        ends=frozenset(table["light_verbs"]["ends"]),
        including=frozenset(table["including"]["lemmas"]),
        told_at=frozenset(table["light_verbs"]["told_at"]),
        measures=frozenset(table["light_verbs"]["measures"]),
        not_met=frozenset(table["verbs_not"]["met"]),
        status={key: tuple(words) for key, words in table["status"].items()},
        merge={key: frozenset(words) for key, words in table["merge"].items()},
        issues={key: frozenset(words) for key, words in table["issues"].items()},
    )
