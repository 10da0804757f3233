"""Spelling variants are one name; different names stay apart."""

from __future__ import annotations

import pytest

from communique.facts import Facts, State
from communique.link.names import body_key, given_keys, is_initial_of, same_given, surname_key


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Sergey Marenko", "Sergei Marenko"),
        ("Anton Velenskyy", "Anton Velensky"),
        ("Anton Velenskiy", "Anton Velensky"),
        ("Petro Anders", "Petr Anders"),
        ("Joseph R. Corwin Jr.", "Joe Corwin"),
        ("Karim al-Badri", "Karim Badri"),
        ("Rejep Tayan Ergun", "Tayan Ergun"),
    ],
)
def test_names_variants_are_one(first: str, second: str) -> None:
    assert surname_key(first) == surname_key(second)
    assert same_given(given_keys(first), given_keys(second))


@pytest.mark.parametrize(
    ("first", "second"),
    [("Luis Calder", "Rosa Calder"), ("Anton Derevik", "Anna Derevik"), ("Calder", "Rosa Calder")],
)
def test_names_of_one_surname_stay_apart(first: str, second: str) -> None:
    assert surname_key(first) == surname_key(second)
    assert not same_given(given_keys(first), given_keys(second))


def test_names_initials_begin_given_names() -> None:
    assert is_initial_of(given_keys("J. Corwin"), given_keys("Joseph Corwin"))
    assert not is_initial_of(given_keys("K. Corwin"), given_keys("Joseph Corwin"))


SOLMARA = Facts(states=(State("Solmara", adjectives=("Solmaran",), capital="San Vero"),))


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Solmaran Defense Ministry", "Defence Ministry of Solmara", True),
        ("Ministry of Defence of Solmara", "Solmara's defense ministry", True),
        ("Navy of Solmara", "Solmara's navy", True),
        ("Solmaran Defense Ministry", "Solmaran Foreign Ministry", False),
        ("Bank of Solmara", "Solmaran Bank", False),
    ],
)
def test_names_of_a_states_body_are_one(first: str, second: str, same: bool) -> None:
    assert (body_key(first, SOLMARA) == body_key(second, SOLMARA)) is same
