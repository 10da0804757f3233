"""Words that name and describe people and bodies, read once from data/titles.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

Gender = Literal["male", "female"]


@dataclass(frozen=True)
class Lexicon:
    """Word sets in lower case unless said otherwise."""

    honorifics: dict[str, Gender | None]
    """Honorific to the gender it tells; None: it tells none."""
    roles: dict[str, str]
    """Head noun of a role phrase to its group ("envoy" to "diplomat")."""
    gendered: dict[str, Gender]
    title_words: frozenset[str]
    past: frozenset[str]
    unnamed_singular: frozenset[str]
    unnamed_introduced: frozenset[str]
    """Of these, those that tell somebody unnamed only where the phrase introduces him ("an editor")."""
    unnamed_plural: frozenset[str]
    described: dict[str, frozenset[str]]
    """Words of phrases that describe somebody without a name, by what they do there."""
    group_persons: frozenset[str]
    own_people: frozenset[str]
    """Plurals for those who share the side of the one whose they are ("his colleagues")."""
    learned: frozenset[str]
    """Bodies of learning and the press, which bear a state's name without speaking for it."""
    opposed: frozenset[str]
    """Words by which a phrase that names a state speaks of those who stand against its government."""
    group_leaders: frozenset[str]
    group_states: frozenset[str]
    collective: frozenset[str]
    bodies: frozenset[str]
    state_itself: frozenset[str]
    governments: frozenset[str]
    forces: frozenset[str]
    """Bodies of which a state has its own ("air force")."""
    unions: frozenset[str]
    """Nouns for what people join in."""
    repeats: frozenset[str]
    """Nouns that with "the" stand for the body that spoke last ("the group")."""
    documents: frozenset[str]
    made_in_city: frozenset[str]
    """Lemmas of what bears the name of the city where it was made or meets."""
    """What somebody issues ("statement")."""
    outlets: frozenset[str]
    firms: frozenset[str]
    """Nouns that stand before the name of a firm or outlet ("the company X")."""
    not_persons: frozenset[str]
    """With capitals, as they stand in names."""
    surnames: frozenset[str]
    """Words of `not_persons` that are surnames too, where the surname goes first."""
    first_names: dict[str, Gender]
    """In small letters; they count as evidence that a run of capitals names a person."""
    given_names: dict[str, Gender]
    """Further first names in small letters, for the gender alone."""
    speech: frozenset[str]
    says: frozenset[str]
    """Verbs of plain speech, lemmas."""
    heads_end: frozenset[str]
    """What ends the head of a noun phrase ("of", "who", ",")."""
    determiners: frozenset[str]
    portfolios: frozenset[str]
    """What tells one minister, secretary or adviser from another ("foreign", "press")."""
    ranks: frozenset[str]
    """What makes an office a lower one ("deputy")."""
    foreign_affairs: frozenset[str]
    chief_words: frozenset[str]
    """("top", "chief") before "diplomat": the foreign minister."""
    callings: dict[str, str]
    """Title to the calling it tells ("senator" to "lawmaker"); nobody has two at once."""
    same_office: dict[str, str]
    """Another word for an office or portfolio to the one used here ("advisor" to "adviser")."""


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the lexicon shipped with the package."""
    raw, given = _read("titles"), _read("given_names")
    honorifics: dict[str, Gender | None] = dict.fromkeys(raw["honorifics"]["either"])
    gendered: dict[str, Gender] = {}
    first_names: dict[str, Gender] = {}
    genders: tuple[Gender, ...] = ("male", "female")
    for gender in genders:
        honorifics.update(dict.fromkeys(raw["honorifics"][gender], gender))
        gendered.update(dict.fromkeys(raw["gendered"][gender], gender))
        first_names.update({name.lower(): gender for name in raw["first_names"][gender]})
    return Lexicon(
        honorifics=honorifics,
        roles={noun: group for group, nouns in raw["roles"].items() for noun in nouns},
        gendered=gendered,
        title_words=frozenset(raw["title_words"]["words"]),
        past=frozenset(raw["title_words"]["past"]),
        unnamed_singular=frozenset(raw["unnamed"]["singular"]) | frozenset(raw["unnamed"]["introduced"]),
        unnamed_introduced=frozenset(raw["unnamed"]["introduced"]),
        unnamed_plural=frozenset(raw["unnamed"]["plural"]),
        described={name: frozenset(words) for name, words in raw["described"].items()},
        group_persons=frozenset(raw["groups"]["persons"]),
        own_people=frozenset(raw["groups"]["own"]),
        learned=frozenset(raw["groups"]["learned"]),
        opposed=frozenset(raw["groups"]["opposed"]),
        group_leaders=frozenset(raw["groups"]["leaders"]),
        group_states=frozenset(raw["groups"]["states"]),
        collective=frozenset(raw["groups"]["collective"]),
        bodies=frozenset(raw["bodies"]["office"]),
        state_itself=frozenset(raw["bodies"]["state_itself"]),
        governments=frozenset(raw["bodies"]["governments"]),
        forces=frozenset(raw["bodies"]["forces"]),
        unions=frozenset(raw["bodies"]["unions"]),
        repeats=frozenset(raw["bodies"]["repeats"]),
        documents=frozenset(raw["bodies"]["documents"]),
        made_in_city=frozenset(raw["bodies"]["made_in_city"]),
        outlets=frozenset(raw["bodies"]["outlets"]),
        firms=frozenset(raw["bodies"]["firms"]),
        surnames=frozenset(raw["not_persons"]["surnames"]),
        not_persons=frozenset(raw["not_persons"]["words"]) | frozenset(raw["calendar"]["words"]),
        first_names=first_names,
        given_names={name.lower(): gender for gender in genders for name in given[gender]},
        speech=frozenset(raw["speech"]["lemmas"]),
        says=frozenset(raw["speech"]["says"]),
        heads_end=frozenset(raw["phrases"]["heads_end"]),
        determiners=frozenset(raw["phrases"]["determiners"]),
        portfolios=frozenset(raw["offices"]["portfolios"]),
        ranks=frozenset(raw["offices"]["ranks"]),
        foreign_affairs=frozenset(raw["offices"]["foreign_affairs"]),
        chief_words=frozenset(raw["offices"]["chief"]),
        callings={word: calling for calling, words in raw["callings"].items() for word in words},
        same_office={word: kind for kind, words in raw["offices"]["same"].items() for word in words},
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("communique.extract").joinpath(f"data/{name}.toml").read_text("utf-8"))
