"""How a brief words what was undertaken: with the word that makes it one, and through whom it is told."""

from __future__ import annotations

from dataclasses import replace

from communique.export.brief_material import BriefUndertaking, Material, Value
from communique.export.brief_reading import _office
from communique.export.brief_undertakings import gather_undertaken, undertaking_line
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
