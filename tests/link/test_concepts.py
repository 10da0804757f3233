from __future__ import annotations

import pytest

from communique.link.company import company_of
from communique.link.concepts import kinds_of_names, load_concepts, short_names, spelt
from communique.model.spans import Span
from communique.model.terms import Term

CONCEPTS = load_concepts()


def term(head: str, *nouns: str, proper: bool = False, kind: str | None = None) -> Term:
    return Term(Span(0, 1), head, nouns, nouns, proper=proper, kind=kind)


@pytest.mark.parametrize(
    ("head", "words", "name"),
    [
        ("truce", (), "ceasefire"),
        ("truce", ("energy",), "ceasefire"),
        ("cessation", ("hostility",), "ceasefire"),
        ("deal", ("peace",), "peace agreement"),
        ("programme", ("nuclear",), "nuclear programme"),
        ("harbour", (), "ports and transit"),
    ],
)
def test_nouns_of_one_thing_have_one_key(head: str, words: tuple[str, ...], name: str) -> None:
    assert CONCEPTS.names[CONCEPTS.key_of(head, words)] == name


def test_acts_of_speech_are_no_issue_whatever_stands_before_them() -> None:
    assert not CONCEPTS.is_fit(CONCEPTS.key_of("talk", ("nuclear",)))
    assert CONCEPTS.is_fit(CONCEPTS.key_of("train", ()))


def test_light_nouns_are_about_what_stands_before_them() -> None:
    assert CONCEPTS.key_of_term(term("member", "crew"), {}) == "crew"


def test_spellings_are_one() -> None:
    assert {spelt("fertiliser"), spelt("fertilizer")} == {"fertilizer"}
    assert {spelt("harbour"), spelt("harbor")} == {"harbor"} and spelt("four") == "four"


def test_a_name_has_the_concept_of_what_the_coverage_calls_it() -> None:
    terms = [term("dorvast", proper=True, kind="harbor"), term("upper dam", proper=True)]
    kinds = kinds_of_names(terms, CONCEPTS)
    kinds |= short_names(terms, kinds, CONCEPTS)
    assert [CONCEPTS.names[CONCEPTS.key_of_term(t, kinds)] for t in terms] == ["ports and transit", "water"]
    assert kinds["upper"] == "dam"


def test_nouns_in_the_company_of_one_thing_mean_it() -> None:
    terms = [term("gate", "upper dam"), term("gate", "upper dam"), term("gate"), term("upper dam", proper=True)]
    assert CONCEPTS.names[company_of(terms, CONCEPTS, {}, {})["gate"]] == "water"
    assert "gate" not in company_of([term("gate", "upper dam"), term("gate", "ministry")], CONCEPTS, {}, {})


def test_nouns_within_anothers_phrase_belong_to_it() -> None:
    terms = [term("train", "fertiliser"), term("train", "fertilizer"), term("train", "fertiliser"), term("fertiliser")]
    assert company_of(terms, CONCEPTS, {}, {})["fertilizer"] == "train"


def test_a_contested_noun_means_what_its_article_names_otherwise() -> None:
    raid = CONCEPTS.key_of("shelling", ())
    assert CONCEPTS.names[CONCEPTS.key_beside(term("missile"), {raid}) or ""] == "air strikes"
    assert CONCEPTS.key_beside(term("missile"), set()) is None
    assert CONCEPTS.key_beside(Term(Span(0, 1), "missile", verb="supply"), {raid}) is None
    assert CONCEPTS.names[CONCEPTS.key_of("missile", ())] == "weapons"


def test_what_befalls_people_is_a_matter_of_casualties() -> None:
    assert CONCEPTS.names[CONCEPTS.key_of_term(Term(Span(0, 1), "soldier", verb="kill"), {})] == "casualties"
    assert CONCEPTS.names[CONCEPTS.key_of_term(Term(Span(0, 1), "soldier", verb="greet"), {})] == "troops"


@pytest.mark.parametrize(
    ("words", "event"),
    [("will travel to Luma", "visit to"), ("the ministers met in Luma", None), ("meeting in Luma", "meeting in")],
)
def test_an_encounter_at_a_place_has_a_name(words: str, event: str | None) -> None:
    assert CONCEPTS.event_in(words) == event
