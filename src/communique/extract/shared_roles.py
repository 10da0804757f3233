"""Offices told for several at once: "the leaders of Ardenia and Drovia, Ana Roth and Ole Vik"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from communique.extract.lexicon import Lexicon
from communique.extract.office_kinds import singular_role
from communique.extract.offices import Role, RoleReader
from communique.model.annotation import Token

if TYPE_CHECKING:
    from communique.extract.names import PersonName

MAX_LISTED_TOKENS = 16
"""Tokens of "the foreign ministers of A, B and C" before the names."""


def find_shared_noun(tokens: Sequence[Token], lexicon: Lexicon, name_first: int) -> Token | None:
    """Return the plural role noun that names behind a possessive explain; None: the name explains none.

    `name_first` is the first token of such a name.
    """
    if name_first < 2 or tokens[name_first - 1].tag != "POS":
        return None
    name = tokens[name_first]
    while name.dep in ("compound", "conj") and name.head != name.index:
        name = tokens[name.head]
    noun = tokens[name.head]
    plural = name.dep == "appos" and noun.tag == "NNS" and singular_role(noun.text.lower()) in lexicon.roles
    return noun if plural else None


def read_shared_role(tokens: Sequence[Token], lexicon: Lexicon, name_first: int, state: str) -> Role | None:
    """Return the office of `state` that a name holds by such a plural; None: it explains none."""
    noun = find_shared_noun(tokens, lexicon, name_first)
    singular = singular_role(noun.text.lower()) if noun is not None else None
    if noun is None or singular is None:
        return None
    first = noun.index
    while first and tokens[first - 1].head == noun.index and tokens[first - 1].dep in ("amod", "compound"):
        first -= 1
    told = [t.text.lower() for t in tokens[first : noun.index]]
    title = " ".join([*told, singular])
    group, past = lexicon.roles[singular], bool(set(told) & lexicon.past)
    return Role(singular, group, frozenset(told), state, None, title, first, noun.index + 1, past)


def read_listed_roles(tokens: Sequence[Token], reader: RoleReader, found: Sequence[PersonName]) -> dict[int, Role]:
    """Return the offices that "the foreign ministers of Ardenia and Drovia, Ana Roth and Ole Vik," tells by place.

    By the first tokens of the names; there have to be as many states, behind an "of" or before the noun, as names.
    """
    named = {mention.first: mention.last for mention in found}
    told: dict[int, Role] = {}
    for at in named:
        noun = _plural_before(tokens, reader.lexicon, at - 1) if at and tokens[at - 1].text == "," else None
        singular = singular_role(noun.text.lower()) if noun is not None else None
        if noun is None or singular is None:
            continue
        first = _opening(tokens, at - 1)
        states, people = reader.states_in(first, at - 1), _listed_names(tokens, named, at)
        words = [t.text.lower() for t in tokens[first : noun.index]]
        words = [w for w in words if w in reader.lexicon.portfolios | reader.lexicon.ranks | reader.lexicon.past]
        past = bool(set(words) & reader.lexicon.past)
        if len(people) > 1 and len(states) == len(people):
            for name, state in zip(people, states, strict=True):
                title, group = " ".join([*words, singular]), reader.lexicon.roles[singular]
                told[name] = Role(
                    singular, group, frozenset(words), state, None, title, noun.index, noun.index + 1, past
                )
    return told


def is_listed(tokens: Sequence[Token], lexicon: Lexicon, is_state: Callable[[str], bool], name_first: int) -> bool:
    """Return whether a name stands in such a list: behind a plural role, two states or more, and nothing but names."""
    noun = _plural_before(tokens, lexicon, name_first)
    if noun is None or name_first - noun.index > MAX_LISTED_TOKENS:
        return False
    before = sum(is_state(t.text) for t in tokens[_opening(tokens, noun.index) : noun.index])
    groups: list[str] = [""]
    for token in tokens[noun.index + 1 : name_first]:
        low = token.text.lower()
        if token.pos != "PROPN" and low not in (",", "and", "&", "of", "the"):
            return False
        groups = [*groups[:-1], f"{groups[-1]} {token.text}".strip()] if token.pos == "PROPN" else [*groups, ""]
    behind = [group for group in groups if group]
    return before + sum(map(is_state, behind)) > 1 and tokens[name_first - 1].text.lower() in (",", "and", "&")


def _opening(tokens: Sequence[Token], end: int) -> int:
    """Return where the noun phrase before token `end` begins, its commas, "and" and "of" included."""
    first = end
    while first and end - first < MAX_LISTED_TOKENS and tokens[first - 1].sentence == tokens[end].sentence:
        token = tokens[first - 1]
        if token.pos not in ("ADJ", "NOUN", "PROPN", "CCONJ", "DET", "PART") and token.text.lower() not in (",", "of"):
            break
        first -= 1
    return first


def _plural_before(tokens: Sequence[Token], lexicon: Lexicon, comma: int) -> Token | None:
    """Return the plural role noun of the phrase that ends at a comma; None: none stands there."""
    near = reversed(tokens[_opening(tokens, comma) : comma])
    return next((t for t in near if t.tag in ("NNS", "NNPS") and singular_role(t.text.lower()) in lexicon.roles), None)


def _listed_names(tokens: Sequence[Token], named: Mapping[int, int], at: int) -> list[int]:
    """Return the first tokens of the names that stand in a row from token `at`, with commas and an "and" between."""
    row = []
    while at in named:
        row.append(at)
        at = named[at]
        while at < len(tokens) and tokens[at].text.lower() in (",", "and", "&"):
            at += 1
    return row
