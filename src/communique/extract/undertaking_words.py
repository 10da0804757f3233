"""The verbs, nouns and markers of promising, demanding, warning and refusing, read once from data/undertakings.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from communique.model.undertakings import UndertakingKind


@dataclass(frozen=True, slots=True)
class Performative:
    """What a word does and the shapes of complement that carry the action."""

    kind: UndertakingKind
    shapes: tuple[str, ...]
    weak: bool = False
    """True: it tells of a will, and counts only where somebody's statement tells it."""


@dataclass(frozen=True)
class UndertakingWords:
    """All of the file; words are lemmas in lower case."""

    verbs: Mapping[str, Performative]
    nouns: Mapping[str, Performative]
    adjectives: Mapping[str, UndertakingKind]
    must: frozenset[str]
    need: frozenset[str]
    own: frozenset[str]
    conditional: frozenset[str]
    markers: frozenset[str]
    when: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    deadline_nouns: frozenset[str]
    deadline_prepositions: frozenset[str]
    hedges: frozenset[str]
    first_person: frozenset[str]
    light: frozenset[str]
    idle: frozenset[str]
    hostile: frozenset[str]
    harm_verbs: frozenset[str]
    harm: frozenset[str]
    harm_modals: frozenset[str]
    commentators: frozenset[str]
    """Titles of those who are no party to the events."""


@lru_cache(maxsize=1)
def load_undertaking_words() -> UndertakingWords:
    """Return the words shipped with the package."""
    raw = tomllib.loads(resources.files("communique.extract").joinpath("data/undertakings.toml").read_text("utf-8"))
    return UndertakingWords(
        verbs=_performatives(raw["verb"]),
        nouns=_performatives(raw["noun"]),
        adjectives=raw["adjective"],
        must=frozenset(raw["modal"]["demand"]),
        need=frozenset(raw["modal"]["demand_verb"]),
        own=frozenset(raw["modal"]["own"]),
        conditional=frozenset(raw["modal"]["conditional"]),
        markers=frozenset(raw["condition"]["clause"]),
        when=frozenset(raw["condition"]["when"]),
        phrases=tuple(tuple(phrase.split()) for phrase in raw["condition"]["phrase"]),
        deadline_nouns=frozenset(raw["deadline"]["noun"]),
        deadline_prepositions=frozenset(raw["deadline"]["preposition"]),
        hedges=frozenset(raw["hedge"]["word"]),
        first_person=frozenset(raw["person"]["own"]),
        light=frozenset(raw["light"]["verb"]),
        idle=frozenset(raw["idle"]["verb"]),
        hostile=frozenset(raw["hostile"]["word"]),
        harm_verbs=frozenset(raw["harm"]["verb"]),
        harm=frozenset(raw["harm"]["word"]),
        harm_modals=frozenset(raw["harm"]["modal"]),
        commentators=frozenset(raw["not_party"]["title"]),
    )


def _performatives(table: Mapping[str, Any]) -> dict[str, Performative]:
    return {
        word: Performative(row["kind"], tuple(row["shapes"]), row.get("weak", False)) for word, row in table.items()
    }
