"""The words of keeping and breaking, read once from data/compliance.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Side:
    """The words that report keeping, or those that report breaking."""

    verbs: frozenset[str]
    with_preposition: Mapping[str, frozenset[str]]
    subject_verbs: frozenset[str]
    subject_adjectives: frozenset[str]
    subject_nouns: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    participles: frozenset[str]
    timing: Mapping[str, tuple[tuple[str, ...], ...]]
    """Phrases that tell when, by their first word."""
    deadline_prepositions: frozenset[str]
    """"after" the deadline, "before" it."""


@dataclass(frozen=True)
class ComplianceWords:
    """All of the file; lemmas in lower case."""

    kept: Side
    broken: Side
    bound: frozenset[str]
    agreements: frozenset[str]
    plans: frozenset[str]
    """What may fail as an agreement does."""
    fail: frozenset[str]
    accuse: frozenset[str]
    deny: frozenset[str]
    unreal: frozenset[str]
    reports: frozenset[str]
    """Those of `unreal` that also report: "told them that it had broken its word"."""
    not_yet: frozenset[str]
    """Adjectives and nouns below which something is to be seen to, not told ("make sure that", "concern about")."""
    learn: frozenset[str]
    """Verbs of finding out: what one "will know" has not happened."""
    promised: frozenset[str]
    """Participles that say of a thing that it had been promised."""
    delivered: frozenset[str]
    """Verbs that tell that a thing promised was done."""
    degrade: frozenset[str]
    """Verbs of treating a thing bound "as" something less."""
    serious: frozenset[str]
    """What it may be treated as and be kept."""
    lapse: frozenset[str]
    """Verbs of deadlines that somebody lets go by."""
    not_after_timing: frozenset[str]
    """Behind these, "late" and "early" tell a time of day or a comparison ("late on Friday", "as early as")."""


@lru_cache(maxsize=1)
def load_compliance_words() -> ComplianceWords:
    """Return the words shipped with the package."""
    raw = tomllib.loads(resources.files("communique.extract").joinpath("data/compliance.toml").read_text("utf-8"))
    return ComplianceWords(
        kept=_side(raw["kept"], raw["timing"]["kept"]),
        broken=_side(raw["broken"], raw["timing"]["broken"]),
        bound=frozenset(raw["bound"]["noun"]),
        agreements=frozenset(raw["bound"]["agreement"]),
        plans=frozenset(raw["bound"]["plan"]),
        fail=frozenset(raw["fail"]["verb"]),
        accuse=frozenset(raw["accuse"]["verb"]),
        deny=frozenset(raw["deny"]["verb"]),
        promised=frozenset(raw["delivery"]["promised"]),
        delivered=frozenset(raw["delivery"]["verb"]),
        degrade=frozenset(raw["degrade"]["verb"]),
        serious=frozenset(raw["degrade"]["serious"]),
        lapse=frozenset(raw["delivery"]["lapse"]),
        not_after_timing=frozenset(raw["timing"]["not_after"]),
        unreal=frozenset(raw["unreal"]["verb"]),
        reports=frozenset(raw["unreal"]["reports"]),
        not_yet=frozenset((*raw["unreal"]["adjective"], *raw["unreal"]["noun"])),
        learn=frozenset(raw["unreal"]["learn"]),
    )


def _side(raw: Mapping[str, Any], timing: list[str]) -> Side:
    return Side(
        verbs=frozenset(raw["verb"]),
        with_preposition={verb: frozenset(words) for verb, words in raw["with"].items()},
        subject_verbs=frozenset(raw["subject_verb"]),
        subject_adjectives=frozenset(raw["subject_adjective"]),
        subject_nouns=frozenset(raw.get("subject_noun", ())),
        nouns=frozenset(raw.get("noun", ())),
        adjectives=frozenset(raw.get("adjective", ())),
        participles=frozenset(raw.get("participle", ())),
        deadline_prepositions=frozenset(raw["deadline_preposition"]),
        timing=_by_first_word(tuple(phrase.split()) for phrase in timing),
    )


def _by_first_word(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    by_first: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in phrases:
        by_first[phrase[0]] = (*by_first.get(phrase[0], ()), phrase)
    return by_first
