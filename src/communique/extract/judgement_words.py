"""Words of judgement and the nouns for what is judged, read once from data/judgements.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal

from communique.model.undertakings import Polarity

Target = Literal["encounter", "agreement", "relations"]
POLARITIES: tuple[Polarity, ...] = ("positive", "negative", "mixed", "neutral")
TARGETS: tuple[Target, ...] = ("encounter", "agreement", "relations")
CLASSES = (("adjective", ("ADJ", "VERB")), ("noun", ("NOUN", "PROPN")), ("verb", ("VERB",)))


@dataclass(frozen=True)
class JudgementWords:
    """All of the file; words are lemmas in lower case."""

    polarity: Mapping[tuple[str, str], Polarity]
    """(universal part of speech, lemma) to the polarity."""
    targets: Mapping[str, Target]
    """Noun to what kind of thing it names."""
    kinds: Mapping[str, str]
    """Encounter noun to the kind of encounter."""
    bare: Mapping[str, Target]
    """Nouns that tell by themselves what they judge."""
    praise: frozenset[str]
    """Verbs whose subject judges."""
    predicate_only: frozenset[str]
    wishes: frozenset[str]
    """Words under which nothing is judged."""
    negations: frozenset[str]


@lru_cache(maxsize=1)
def load_judgement_words() -> JudgementWords:
    """Return the words shipped with the package."""
    raw = tomllib.loads(resources.files("communique.extract").joinpath("data/judgements.toml").read_text("utf-8"))
    polarity: dict[tuple[str, str], Polarity] = {}
    for value in POLARITIES:
        for word_class, tags in CLASSES:
            for word in raw[value][word_class]:
                for tag in tags:
                    polarity.setdefault((tag, word), value)
    return JudgementWords(
        polarity=polarity,
        targets={noun: target for target in TARGETS for noun in raw["target"][target]},
        kinds={noun: kind for kind, nouns in raw["kind"].items() for noun in nouns},
        bare={
            **dict.fromkeys(raw["target"]["relations_bare"], "relations"),
            **dict.fromkeys(raw["target"]["encounter_bare"], "encounter"),
        },
        praise=frozenset(raw["praise"]["verb"]),
        predicate_only=frozenset(raw["light"]["predicate_only"]),
        wishes=frozenset(raw["wish"]["lemma"]),
        negations=frozenset(raw["negation"]["word"]),
    )
