"""Whom plural roles, counterparts and delegations mean, on an invented text; nobody where it is not clear."""

from __future__ import annotations

import pytest

from communique.extract.cast import Cast
from communique.facts import Facts
from communique.model.spans import Span
from tests.extract.test_cast import facts as facts
from tests.extract.test_cast import read, who

MINISTERS = ["Elena Belmonte", "Otto Halvorn"]
PRESIDENTS = ["Anna Lind", "Viktor Derevik"]
TALKS = (
    "Ardenian Foreign Minister Elena Belmonte and Drovian Foreign Minister Otto Halvorn met in Vienna on Monday.\n"
    "Deputy Foreign Minister Paul Rusk of Drovia also came.\n"
    "Ardenian President Viktor Derevik and Drovian President Anna Lind were not there.\n"
    "The foreign ministers of Ardenia and Drovia agreed to meet again. The two foreign ministers said little.\n"
    "The Ardenian and Drovian foreign ministers smiled. The two presidents spoke later.\n"
    "The presidents of the two countries will meet in May. The two sides' foreign ministers met.\n"
    "The top Drovian diplomat was tired. Derevik and his Drovian counterpart spoke by phone.\n"
    "Belmonte and the Drovian foreign minister talked. The Drovian and Ardenian delegations left.\n"
    "The defense ministers of Ardenia and Drovia met. The delegation of Drovia walked out.\n"
    "Officials from both countries met. Belmonte and the clerk from Lund spoke.\n"
)


@pytest.fixture(scope="module")
def talks(facts: Facts) -> Cast:
    return read(TALKS, facts)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("The foreign ministers of Ardenia and Drovia", MINISTERS),
        ("The two foreign ministers", MINISTERS),
        ("The Ardenian and Drovian foreign ministers", MINISTERS),
        ("The two presidents", PRESIDENTS),
        ("The presidents of the two countries", PRESIDENTS),
        ("The two sides' foreign ministers", MINISTERS),
        ("The top Drovian diplomat", ["Otto Halvorn"]),
        ("Derevik and his Drovian counterpart", PRESIDENTS),
        ("his Drovian counterpart", ["Anna Lind"]),
        ("Belmonte and the Drovian foreign minister", MINISTERS),
        ("The Drovian and Ardenian delegations", ["Ardenia", "Drovia"]),
        ("The delegation of Drovia", ["Drovia"]),
    ],
)
def test_role_groups_resolve_to_members(talks: Cast, words: str, names: list[str]) -> None:
    assert sorted(who(talks, words)) == names


def test_role_groups_describe_unnamed_holders_with_their_states(talks: Cast) -> None:
    for words in ("The defense ministers of Ardenia and Drovia", "Officials from both countries"):
        at = talks.article.text.index(words)
        found = talks.resolve(Span(at, at + len(words))).value
        assert found is not None
        group = talks.actor(found[0])
        assert (group.kind, sorted(talks.actor(m).name for m in group.members)) == ("group", ["Ardenia", "Drovia"])


def test_role_groups_leave_a_pair_with_an_unknown_member_open(talks: Cast) -> None:
    assert who(talks, "Belmonte and the clerk from Lund") == []
