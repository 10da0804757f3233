from __future__ import annotations

import pytest

from communique.facts import load_facts

FACTS = load_facts()


def test_every_name_is_begun_by_its_first_word() -> None:
    names = [*FACTS.state_by_name, *FACTS.organisation_by_name]
    assert [name for name in names if not FACTS.may_begin_name(name.split()[0].capitalize())] == []


@pytest.mark.parametrize(
    ("word", "wanted"), [("The", True), ("Russians", True), ("Germany’s", True), ("Xyzzy", False), ("Talks", False)]
)
def test_a_word_that_begins_no_name_is_told(word: str, wanted: bool) -> None:
    assert FACTS.may_begin_name(word) is wanted
