from __future__ import annotations

from collections import Counter

from communique.store.redirects import find_redirects


def passages(**words: str) -> dict[tuple[str, str], dict[str, tuple[Counter[str], int]]]:
    found = {noun_id: (Counter(said.split()), at) for at, (noun_id, said) in enumerate(words.items())}
    return {("statement", "a.txt"): found}


def test_changed_noun_leads_to_the_one_with_most_of_its_words() -> None:
    before = passages(s1="the toll is too high", s2="no")
    after = passages(s3="the toll is much too high", s4="the toll will fall", s2="no")
    assert find_redirects((before, {}), (after, {})) == {"s1": "s3"}


def test_noun_without_a_likeness_leads_nowhere() -> None:
    assert find_redirects((passages(s1="the toll is too high"), {}), (passages(s2="nothing of it"), {})) == {}


def test_group_leads_to_the_one_with_most_of_its_members() -> None:
    before = {"encounter": {"e1": frozenset({"c1", "c2"})}}
    after = {"encounter": {"e2": frozenset({"c1", "c2", "c3"}), "e3": frozenset({"c9"})}}
    assert find_redirects(({}, before), ({}, after)) == {"e1": "e2"}
