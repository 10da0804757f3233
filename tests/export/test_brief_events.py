"""Which encounters a brief tells, and how surely."""

from __future__ import annotations

from dataclasses import replace

import pytest

from communique.export.brief_encounters import encounter_line, evidence_of
from communique.export.brief_events import standing, told_encounters
from communique.export.brief_material import BriefEncounter, Passage, Value

from .small_material import WIRE, passage, small_material

WIRE_ID = "d-000000000001"
HELD, AHEAD = small_material().encounters


def hedged(encounter: BriefEncounter, word: str) -> BriefEncounter:
    start = WIRE.index("expects")
    hedge = Passage(WIRE_ID, start, start + len(word), word)
    return replace(encounter, accounts=tuple(replace(a, hedge=hedge) for a in encounter.accounts))


@pytest.mark.parametrize(
    ("word", "told"), [("expected", "expected"), ("might", "not certain (“might”)"), ("hopes", "not certain (“hopes”)")]
)
def test_what_is_no_more_than_possible_is_told_with_its_word(word: str, told: str) -> None:
    assert standing(hedged(AHEAD, word)) == told


def test_a_plan_is_told_as_it_stands() -> None:
    assert standing(replace(AHEAD, status="planned")) == "planned"
    assert standing(AHEAD) == "expected"


def test_hopes_without_a_day_are_left_to_the_record() -> None:
    undated = replace(AHEAD, date=Value("2031-05", "inferred"))
    assert told_encounters([hedged(undated, "hopes"), undated]) == ()
    assert told_encounters([hedged(undated, "might")]) != ()
    assert told_encounters([hedged(AHEAD, "hopes")]) != ()


def test_what_is_only_the_one_before_is_left_to_the_record() -> None:
    former = tuple(replace(a, is_former=True) for a in hedged(HELD, "in two years").accounts)
    assert told_encounters([replace(HELD, accounts=former)]) == ()
    mixed = replace(HELD, accounts=(*former[:1], *HELD.accounts[1:]))
    assert told_encounters([mixed]) == (mixed,)
    assert standing(mixed) == "held"


def test_talks_that_broke_off_are_told_with_the_word_for_it() -> None:
    assert standing(hedged(HELD, "collapsed")) == "held (“collapsed”)"


def test_a_caption_is_not_shown_before_the_text() -> None:
    wire = HELD.accounts[0]
    shown = replace(
        wire, evidence=(passage(WIRE_ID, "Lind said Norland would pay only if the toll was halved."), *wire.evidence)
    )
    material = small_material()
    article = material.articles[WIRE_ID]
    start = WIRE.index("Lind said")
    captioned = replace(
        material, articles=material.articles | {WIRE_ID: replace(article, captions=((start, start + 60),))}
    )
    told = replace(HELD, accounts=(shown,))
    assert [evidence_of(m, told)[0].words[:9] for m in (material, captioned)] == ["Lind said", "Anna Berg"]


def test_a_visit_told_by_the_words_of_the_talks_is_told_once() -> None:
    visit = replace(HELD, id="m-000000000009", kind="visit")
    assert told_encounters([visit, HELD]) == (HELD,)
    other = replace(visit.accounts[0], evidence=(passage(WIRE_ID, "Ministers speak of a bridge"),))
    of_its_own = replace(visit, accounts=(other,))
    assert told_encounters([of_its_own, HELD]) == (of_its_own, HELD)


def test_a_day_that_an_article_does_not_tell_is_not_told_otherwise() -> None:
    material = small_material()
    wire, paper = HELD.accounts
    later = replace(paper, values=(("date", "2031-04-02"), ("place", None), ("duration", None)))

    def shown(account: object) -> str:
        told = replace(HELD, accounts=(wire, account))  # type: ignore[arg-type]
        return "".join(part.text for part in encounter_line(material, told).parts)

    assert "Told otherwise: date 2 April 2031" in shown(later)
    assert "Told otherwise" not in shown(replace(later, inferred=("date",)))


def test_who_tells_it_otherwise_is_told_by_the_status_that_the_line_does_not_give() -> None:
    material = small_material()
    wire, paper = HELD.accounts

    def shown(status: str, *accounts: str) -> str:
        told = tuple(replace(a, status=s) for a, s in zip((wire, paper), accounts, strict=True))  # type: ignore[type-var]
        return "".join(p.text for p in encounter_line(material, replace(HELD, status=status, accounts=told)).parts)

    assert "Told otherwise: held" in shown("failed to happen", "failed to happen", "held")
    assert "Told otherwise: failed" not in shown("failed to happen", "failed to happen", "held")
    assert "Told otherwise: failed to happen" in shown("held", "held", "failed to happen")
    assert "Told otherwise: held" not in shown("held", "under way", "held")


def test_what_no_account_tells_as_expected_is_no_hope() -> None:
    undated = replace(AHEAD, date=Value("2031-05", "inferred"))
    told = replace(undated, accounts=tuple(replace(a, status="planned") for a in AHEAD.accounts))
    assert told_encounters([told]) == (told,)
