"""How a brief words what was undertaken: with the word that makes it one, and through whom it is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from communique.export.brief_actions import action_words
from communique.export.brief_material import BriefUndertaking, Material, Passage, Value
from communique.export.brief_reading import _office
from communique.export.brief_undertakings import gather_undertaken, label_of, undertaking_line
from communique.export.brief_words import shown_words
from tests.export.small_material import TEXTS, passage, small_material

WIRE, PAPER = TEXTS


def told(material: Material, undertaking: BriefUndertaking) -> str:
    """Return the line of the only undertaking of `material`."""
    changed = replace(material, undertakings=(undertaking,))
    (entry,) = gather_undertaken(changed)
    return "".join(part.text for part in undertaking_line(changed, entry, dated=False).parts)


def test_word_that_makes_it_one_is_shown_with_the_action() -> None:
    material = small_material()
    promise = replace(material.undertakings[1], deadline=None, cue=passage(PAPER, "promised"))
    assert ": promised to halve the toll — " in told(material, promise)


def test_who_tells_of_another_s_promise_is_named() -> None:
    material = small_material()
    promise = replace(material.undertakings[1], cue=passage(PAPER, "promised"), statement=material.statements[0].id)
    assert ", through Anna Berg. " in told(material, promise)
    own = replace(promise, by=material.statements[0].speakers)
    assert "through" not in told(material, own)


def test_cue_of_the_statement_is_shown_where_it_tells_more_than_that_it_was_said() -> None:
    material = small_material()
    statement = material.statements[1]
    condition = replace(material.undertakings[0], cue=passage(WIRE, "Norland would"), statement=statement.id)
    assert ": Norland would pay only if the toll was halved" in told(material, condition)
    hinting = replace(statement, cue=passage(WIRE, "Lind said"))
    changed = replace(material, statements=(hinting,))
    assert ": Lind said Norland would pay only if the toll was halved" in told(changed, condition)


@pytest.mark.parametrize(
    ("kind", "cue", "label"),
    [
        ("demand", "expressed hope", "hope"),
        ("demand", "wants", "wish"),
        ("demand", "the towns need", "need"),
        ("demand", "the needs of the towns must", "demand"),
        ("commitment", "has planned", "plan"),
        ("offer", "is willing", "readiness"),
        ("offer", "has offered", "offer"),
    ],
)
def test_line_claims_no_more_than_the_words(kind: str, cue: str, label: str) -> None:
    undertaking = small_material().undertakings[1]
    assert label_of(replace(undertaking, kind=kind, cue=Passage(PAPER, 0, len(cue), cue))) == label


def _reported(words: str, *, side: str | None = None, cue: str = "said") -> tuple[str, bool]:
    """Return what is shown of reported words in an article of `side`, and whether they were cut."""
    material = small_material()
    text = f"Lind reportedly {cue} {words}."
    article = replace(material.articles[WIRE], text=text, source_side=side)
    start = text.index(words)
    statement = replace(
        material.statements[1],
        content=(Passage(WIRE, start, start + len(words), words),),
        cue=Passage(WIRE, text.index(cue), text.index(cue) + len(cue), cue),
    )
    passages, cut = shown_words(replace(material, articles={WIRE: article}), statement)
    return " ".join(p.words for p in passages), cut


def test_what_may_be_the_reporter_s_own_is_not_shown_as_the_speaker_s() -> None:
    words = "the toll on the old bridge would be halved, which has been asked for since 2019"
    assert _reported(words) == ("reportedly said the toll on the old bridge would be halved", True)
    assert _reported(words, side="Norland")[0].endswith("since 2019")
    told = "the bridge, which was built in 1931, would be closed"
    assert _reported(told) == (f"reportedly said {told}", False)
    listed = "all had agreed to a lower toll, a wider road and a new bridge"
    assert _reported(listed) == (f"reportedly said {listed}", False)


def test_office_is_the_one_told_of_most_often_by_its_noun() -> None:
    offices = [
        ("spokesman", "Sudland", "stated", "[{}]"),
        ("adviser", None, "stated", "[{}]"),
        ("foreign affairs adviser", None, "stated", "[{}]"),
    ]
    assert _office(offices, "Sudland")[0] == "adviser"


def test_value_of_no_statement_is_told_by_the_author() -> None:
    material = small_material()
    promise = replace(material.undertakings[1], statement=None, party=Value(None, None, "not resolved"))
    assert "through" not in told(material, promise)


def test_helpers_of_a_cue_are_shown_with_it() -> None:
    words, _ = _reported("the toll on the old bridge was too high for the towns", cue="has been saying")
    assert words.startswith("reportedly has been saying")
    material = small_material()
    text = "He will tell them the toll on the old bridge must be halved."
    article = replace(material.articles[WIRE], text=text, stretches=((0, len(text)),))
    start = text.index("the toll")
    statement = replace(
        material.statements[1],
        content=(Passage(WIRE, start, len(text) - 1, text[start:-1]),),
        cue=Passage(WIRE, 8, 12, "tell"),
    )
    shown, _ = shown_words(replace(material, articles={WIRE: article}), statement)
    assert shown[0].words.startswith("will tell them the toll")


@pytest.mark.parametrize(
    ("action", "whole"),
    [("it can only open if the toll is halved", True), ("halve the toll at the old bridge", False)],
)
def test_what_only_points_back_is_shown_with_its_sentence(action: str, whole: bool) -> None:
    material = small_material()
    cue = "says that"
    text = f"Of the bridge the envoy {cue} {action}."
    article = replace(material.articles[WIRE], text=text, stretches=((0, len(text)),))
    start = text.index(action)
    undertaking = replace(
        material.undertakings[0],
        action=Passage(WIRE, start, start + len(action), action),
        cue=Passage(WIRE, text.index(cue), text.index(cue) + len(cue), cue),
        condition=None,
    )
    (shown,) = action_words(replace(material, articles={WIRE: article}), undertaking)
    assert shown.words.startswith("Of the bridge") is whole


def test_what_another_s_sentence_tells_is_shown_from_its_cue_on() -> None:
    material = small_material()
    action = "it can only open if the toll is halved"
    text = f"I would not count on it, as Lind keeps saying that {action}."
    article = replace(material.articles[WIRE], text=text, stretches=((0, len(text)),))
    start, cue = text.index(action), text.index("saying")
    told_cue = Passage(WIRE, cue, cue + 6, "saying")
    statement = replace(material.statements[1], cue=told_cue, relays=(material.statements[0].speakers[0],))
    undertaking = replace(
        material.undertakings[0],
        action=Passage(WIRE, start, start + len(action), action),
        cue=Passage(WIRE, start, start + 6, "it can"),
        condition=None,
        statement=statement.id,
    )
    changed = replace(material, articles={WIRE: article}, statements=(statement,))
    (shown,) = action_words(changed, undertaking)
    assert shown.words == f"saying that {action}"
    own = replace(changed, statements=(replace(statement, relays=()),))
    assert action_words(own, undertaking)[0].words.startswith("I would not count on it")
