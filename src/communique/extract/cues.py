"""Words that report communication, read once from data/cues.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Cue:
    """A reporting verb or phrase."""

    cue_class: str
    frames: frozenset[str]
    """Complements it takes; the codes are explained at the head of cues.toml."""
    words: tuple[str, ...] = ()
    """Fixed words after the verb ("clear" in "make clear"); empty for a bare verb."""


@dataclass(frozen=True)
class CueLexicon:
    """Word sets in lower case."""

    verbs: dict[str, Cue]
    phrases: dict[str, tuple[Cue, ...]]
    """Verb lemma to the phrases it heads, longest first."""
    judge: frozenset[str]
    judge_class: str
    predicates: tuple[str, ...]
    """Judgements without an adjective ("out of the question")."""
    putting: frozenset[str]
    """Verbs by which something is put forward in front of its words ("What A offered was ...")."""
    messages: frozenset[str]
    """Nouns for what is put forward so ("A's message was simple: ...")."""
    plain: frozenset[str]
    """What such a noun is said to be where its content follows."""
    nouns: dict[str, str]
    """Noun of communication to its cue class."""
    stance_verbs: frozenset[str]
    stance_nouns: frozenset[str]
    thanks: frozenset[str]
    unreal: frozenset[str]
    modals: frozenset[str]
    pondered: frozenset[str]
    """Verbs behind which a gerund is not done ("considered announcing")."""
    talks: frozenset[str]
    """Verbs that tell what a telephone call was for ("called him to discuss the truce")."""
    mute: frozenset[str]
    evidential: frozenset[str]
    """Verbs that things do as well as people ("underscore")."""
    occasions: frozenset[str]
    occasion_verbs: frozenset[str]
    """Participles of the reporting clause's circumstances ("urged patience when speaking to reporters")."""
    sequels: frozenset[str]
    """Participles that open the author's own sequel to what was said ("..., prompting")."""
    outlet_nouns: frozenset[str]
    outlet_names: frozenset[str]
    outlet_titles: frozenset[str]
    """Last words of newspapers' names ("Gazette")."""


@lru_cache(maxsize=1)
def load_cues() -> CueLexicon:
    """Return the cues shipped with the package."""
    raw: dict[str, Any] = tomllib.loads(
        resources.files("communique.extract").joinpath("data/cues.toml").read_text("utf-8")
    )
    return CueLexicon(
        verbs=_verbs(raw["cue"]),
        phrases=_phrases(raw["phrase"]),
        judge=frozenset(raw["judge"]["verbs"]),
        judge_class=raw["judge"]["class"],
        predicates=tuple(raw["judge"]["predicates"]),
        putting=frozenset(raw["put_forward"]["verbs"]),
        messages=frozenset(raw["put_forward"]["nouns"]),
        plain=frozenset(raw["put_forward"]["plain"]),
        nouns={noun: cue_class for cue_class, nouns in raw["nouns"].items() for noun in nouns},
        stance_verbs=frozenset(raw["stance"]["verbs"]),
        stance_nouns=frozenset(raw["stance"]["nouns"]) | frozenset(raw["stance"]["thanks"]),
        thanks=frozenset(raw["stance"]["thanks"]),
        unreal=frozenset(raw["unreal"]["governors"]),
        modals=frozenset(raw["unreal"]["modals"]),
        pondered=frozenset(raw["unreal"]["pondered"]),
        talks=frozenset(raw["phoned"]["verbs"]),
        mute=frozenset(raw["mute"]["nouns"]),
        evidential=frozenset(raw["evidential"]["verbs"]),
        occasions=frozenset(raw["occasion"]["nouns"]),
        occasion_verbs=frozenset(raw["occasion"]["verbs"]),
        sequels=frozenset(raw["sequel"]["verbs"]),
        outlet_nouns=frozenset(raw["outlets"]["nouns"]),
        outlet_names=frozenset(raw["outlets"]["names"]),
        outlet_titles=frozenset(raw["outlets"]["titles"]),
    )


def _verbs(entries: list[dict[str, Any]]) -> dict[str, Cue]:
    """Join the entries of a verb: its class is that of the last entry, its frames are those of all."""
    verbs: dict[str, Cue] = {}
    for entry in entries:
        for verb in entry["verbs"]:
            known = verbs[verb].frames if verb in verbs else frozenset[str]()
            verbs[verb] = Cue(entry["class"], known | frozenset(entry["frames"]))
    return verbs


def _phrases(entries: list[dict[str, Any]]) -> dict[str, tuple[Cue, ...]]:
    phrases: dict[str, list[Cue]] = {}
    for entry in entries:
        cue = Cue(entry["class"], frozenset(entry["frames"]), tuple(entry["words"]))
        phrases.setdefault(entry["verb"], []).append(cue)
    return {verb: tuple(sorted(cues, key=lambda c: -len(c.words))) for verb, cues in phrases.items()}
