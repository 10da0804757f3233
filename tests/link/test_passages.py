from __future__ import annotations

import pytest

from communique.facts import load_facts
from communique.link.coverage import Coverage
from communique.link.passages import Passage, clauses_of, passages_of
from communique.model.records import Actors
from tests.link.conftest import RecordMaker, person

OSCE = "#Organization for Security and Cooperation in Europe"


def read(make_record: RecordMaker, text: str) -> list[Passage]:
    record = make_record("a.txt", text)
    return passages_of(Coverage((record,), Actors((), ()), load_facts()), record)


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ("They praised the Normandy Format.", "They praised the Normandy talks.", "normandi"),
        ("They praised the NATO-Russia bridge.", "They decried the Russia-NATO road.", "#NATO+@Russia"),
        ("They praised the OSCE.", "They praised the Organization for Security and Cooperation in Europe.", OSCE),
    ],
)
def test_names_of_one_thing_have_a_concept_in_common(
    make_record: RecordMaker, first: str, second: str, shared: str
) -> None:
    one, other = (read(make_record, text)[0].names for text in (first, second))
    assert one & other == {shared}


def test_state_that_agrees_is_a_state(make_record: RecordMaker) -> None:
    (passage,) = read(make_record, "Yesterday Russia agreed to open the bridge.")
    assert "@Russia" in passage.concepts


def test_compound_of_other_words_is_no_pair_of_names(make_record: RecordMaker) -> None:
    (passage,) = read(make_record, "They praised the Russia-made bridge and the Aldersund-Calda road.")
    assert not any("+" in concept for concept in passage.concepts)


def test_clause_that_only_names_an_organisation_stands_apart(make_record: RecordMaker) -> None:
    (passage,) = read(make_record, "Halvorn promised further rounds at the harbour, and at the OSCE.")
    assert [c.anchor.words for c in clauses_of(passage)][-1] == "at the OSCE."
    (other,) = read(make_record, "Halvorn promised further rounds at the harbour, and at the quay.")
    assert len(clauses_of(other)) == 1


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        (
            "The envoys of Calda agreed: the weir reopens in May, six ferries leave for Arden, and capitals pay for dredging.",
            4,
        ),
        ("They agreed on this: the weir reopens in May, and six ferries leave for Calda.", 1),
        ("Halvorn spoke to press for a truce, to warn against raids on the weir, and to urge calm at sea.", 3),
    ],
)
def test_what_is_listed_stands_apart(make_record: RecordMaker, sentence: str, clauses: int) -> None:
    (passage,) = read(make_record, sentence)
    assert len(clauses_of(passage)) == clauses


def test_point_of_a_list_stands_without_its_mark_and_a_sum_is_not_cut(make_record: RecordMaker) -> None:
    (passage,) = read(make_record, "• Calda will lend Rs. 430 crore for the weir.")
    assert passage.anchor.words == "Calda will lend Rs. 430 crore for the weir."


def test_two_statements_of_a_sentence_are_two_clauses(make_record: RecordMaker) -> None:
    text = "Noting that the weir leaks every spring, Halvorn stressed that the ferries need deeper water."
    who = person("Halvorn")
    quotes = [("Halvorn", "the weir leaks every spring"), ("Halvorn", "the ferries need deeper water")]
    record = make_record("a.txt", text, (who,), quotes=quotes)
    actors = Actors((who,), ((record.article.id, who.id, who.id),))
    (passage,) = passages_of(Coverage((record,), actors, load_facts()), record)
    assert [clause.anchor.words for clause in clauses_of(passage)] == [
        "Noting that the weir leaks every spring",
        "Halvorn stressed that the ferries need deeper water.",
    ]
