"""The shipped facts are sound, and a user's own win over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.errors import InputError
from communique.extract.offices import find_state
from communique.facts import Facts, load_facts
from communique.facts.table import fold_name


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts()


def test_facts_codes_and_names_are_unique(facts: Facts) -> None:
    codes = [state.code for state in facts.states]
    names = [fold_name(name) for state in facts.states for name in (state.name, *state.names, *state.adjectives)]
    assert len(codes) == len(set(codes)) == 197
    assert all(len(code) == 3 and code.isupper() for code in codes)
    assert len(names) == len(set(names))


def test_facts_organisation_names_are_unique(facts: Facts) -> None:
    names = [fold_name(name) for o in facts.organisations for name in (o.name, *o.names)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("U.S.", "United States"),
        ("the Kremlin", "Russia"),
        ("Moscow", "Russia"),
        ("the Russians", "Russia"),
        ("Élysée", "France"),
        ("Côte d’Ivoire", "Ivory Coast"),
        ("us", None),
        ("Brussels", None),
        ("moscow", None),
    ],
)
def test_find_state_reads_names_seats_and_peoples(facts: Facts, words: str, name: str | None) -> None:
    state = find_state(words, facts)
    assert (state.name if state else None) == name


def test_facts_places_lie_in_their_state(facts: Facts) -> None:
    assert facts.state_by_place["geneva"].name == "Switzerland"
    assert facts.state_by_place["abu dhabi"].name == "United Arab Emirates"


def test_facts_offices_are_dated_in_order_and_checked(facts: Facts) -> None:
    known = {s.name for s in facts.states} | {o.name for o in facts.organisations}
    for row in facts.offices:
        assert row.of in known
        assert row.checked
        assert not row.until or row.since < row.until


def test_load_facts_puts_the_user_first(tmp_path: Path) -> None:
    own = tmp_path / "facts.toml"
    own.write_text('[[state]]\nname = "Ardenia"\nadjectives = ["Ardenian"]\ncapital = "Vienna"\n', "utf-8")
    facts = load_facts(str(own))
    assert facts.state_by_name["vienna"].name == "Ardenia"


def test_load_facts_names_an_unknown_key(tmp_path: Path) -> None:
    own = tmp_path / "facts.toml"
    own.write_text('[[state]]\nname = "Ardenia"\ncolour = "red"\n', "utf-8")
    with pytest.raises(InputError, match="colour"):
        load_facts(str(own))
