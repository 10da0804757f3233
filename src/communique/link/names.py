"""When two written names are one person's: spelling variants, short forms, initials, middle names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

from communique.facts import Facts
from communique.facts.table import fold_name

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_ARTICLES = ("al ", "el ", "ul ", "as ", "ad ", "ar ", "at ")
"""The Arabic article, as `fold_name` leaves it (hyphen to space)."""
_VARIANTS = tuple(
    (re.compile(pattern), common)
    for pattern, common in (
        (r"(yi|iy|ij|ei|ey|yy|ii|y|j)", "i"),
        (r"(?<=[aeou])i(?=e)", ""),
        (r"sch", "sh"),
        (r"z", "s"),
        (r"([aou])e", r"\1"),
        (r"kh", "h"),
        (r"ck|q|c(?![ehiy])", "k"),
        (r"w", "v"),
        (r"ph", "f"),
        (r"ou", "u"),
        (r"(.)\1", r"\1"),
    )
)
"""Transliterations of one sound (Sergey/Sergei, Zelenskyy/Zelensky/Zelenskiy, Mikhail/Mihail, Yousef/Yusef,
Aliyev/Aliev, Schroeder/Schröder, Lopez/Lopes)."""


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """Return what the spelling variants of one name word have in common ("zelenskyy" and "zelensky": "zelensk")."""
    for pattern, common in _VARIANTS:
        word = pattern.sub(common, word)
    return word.rstrip("ieoah") or word


@lru_cache(maxsize=1 << 16)
def surname_key(name: str) -> str:
    """Return the skeleton of the last name of a person; "" for an empty name."""
    words = _words(name)
    return skeleton(words[-1]) if words else ""


@lru_cache(maxsize=1 << 16)
def given_keys(name: str) -> tuple[str, ...]:
    """Return the skeletons of all given and middle names, initials as one letter; empty for a bare surname."""
    return tuple(_short_form(word) for word in _words(name)[:-1])


def same_given(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Return whether two given names can be one person's: the same first one, or one a part of the other."""
    if not first or not second:
        return False
    one, other = set(_full(first)), set(_full(second))
    if first[0] == second[0] and len(first[0]) > 1:
        return True
    return bool(one) and bool(other) and (one <= other or other <= one)


def is_initial_of(initials: tuple[str, ...], given: tuple[str, ...]) -> bool:
    """Return whether `initials` (all single letters) begin the words of `given`."""
    return (
        bool(initials)
        and all(len(letter) == 1 for letter in initials)
        and len(initials) <= len(given)
        and all(word.startswith(letter) for letter, word in zip(initials, given, strict=False))
    )


def body_key(name: str, facts: Facts) -> str:
    """Return what the ways of writing a state's body have in common; of any other name the folded name.

    ("the Drovian Defence Ministry", "Ministry of Defense of Drovia" and "Drovia's defense ministry" are one.)
    """
    folded = re.sub(r"'s\b|’s\b", "", fold_name(name)).removeprefix("the ")
    for first, last, rest in _state_splits(folded.split()):
        words = " ".join((first + " " + last).split())
        state = facts.state_by_name.get(words)
        if state is not None and rest and rest[-1] in _own_bodies():
            return f"{fold_name(state.name)}: {' '.join(rest)}"
    return folded


def _state_splits(words: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the ways to part a name into a state's name, at its head or after "of" at its end, and the body."""
    for size in range(1, min(4, len(words))):
        yield " ".join(words[:size]), "", _plain_body(words[size:])
        if words[-size - 1] == "of" or words[-size - 2 : -size] == ["of", "the"]:
            cut = -size - (1 if words[-size - 1] == "of" else 2)
            yield "", " ".join(words[-size:]), _plain_body(words[:cut])


def _plain_body(words: list[str]) -> list[str]:
    """Return "defense ministry" for "ministry of defence"."""
    plain = ["defense" if word == "defence" else word for word in words]
    if len(plain) > 2 and plain[0] == "ministry" and plain[1] in ("of", "for"):
        plain = [*plain[2:3], "ministry"]
    return plain


@lru_cache(maxsize=1)
def _own_bodies() -> frozenset[str]:
    """Nouns for what every state has one of, from data/bodies.toml."""
    raw = resources.files("communique.link").joinpath("data/bodies.toml").read_text("utf-8")
    return frozenset(tomllib.loads(raw)["own"]["nouns"])


def _words(name: str) -> list[str]:
    folded = fold_name(name.replace(",", " "))
    for article in _ARTICLES:
        folded = re.sub(rf"(?<!^)\b{article}", "", folded)
    words = [word for word in re.findall(r"\w+(?:'\w+)?", folded) if word not in _SUFFIXES]
    return words


def _full(given: tuple[str, ...]) -> list[str]:
    return [word for word in given if len(word) > 1]


def _short_form(word: str) -> str:
    return skeleton(_given_names().get(word, word))


@lru_cache(maxsize=1)
def _given_names() -> dict[str, str]:
    """Short forms of given names to the long form, from data/given_names.toml."""
    raw = resources.files("communique.link").joinpath("data/given_names.toml").read_text("utf-8")
    table: dict[str, list[str]] = tomllib.loads(raw)["short_forms"]
    return {short: long for long, shorts in sorted(table.items()) for short in shorts}
