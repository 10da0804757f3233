"""What the brief says of who tells a thing: spellings, passages of one account, newsrooms behind the coverage."""

from __future__ import annotations

from dataclasses import replace

from communique.export.brief_compared import BriefComparison, BriefSide, BriefSole
from communique.export.brief_coverage import coverage_lines
from communique.export.brief_differences import comparison_lines, sole_line
from communique.export.brief_lines import Line
from communique.export.brief_material import Passage
from tests.export.small_material import PAPER, WIRE, small_material

WIRE_ID, PAPER_ID = "d-000000000001", "d-000000000002"


def text_of(entry: Line) -> str:
    return "".join(part.text for part in entry.parts)


def test_told_by_one_names_the_speaker_whom_the_words_do_not() -> None:
    material = small_material()
    start = WIRE.index("He expects to see her again")
    words = WIRE[start : WIRE.index(" on 5 May")]
    lind = next(actor for actor in material.actors.values() if actor.name == "Otto Lind")
    sole = BriefSole("x-000000000003", Passage(WIRE_ID, start, start + len(words), words), 1.0, (), (lind.id,))
    assert text_of(sole_line(material, sole)).startswith("Northern Wire, 1 April 2031†, by Otto Lind: He expects")
    start = WIRE.index("Lind said")
    named = BriefSole("x-000000000004", Passage(WIRE_ID, start, start + 9, "Lind said"), 1.0, (), (lind.id,))
    assert ", by" not in text_of(sole_line(material, named))


def test_spellings_stand_with_the_articles_that_have_them() -> None:
    material = small_material()
    start = WIRE.index("Otto Lind")
    one = BriefSide(Passage(WIRE_ID, start, start + 9, "Otto Lind"), "Otto Lind", ())
    start = PAPER.index("Mr Lind")
    other = BriefSide(Passage(PAPER_ID, start, start + 7, "Mr Lind"), "Mr Lind", ())
    spelt = BriefComparison("c-000000000001", "spelling", "variant", "how Otto Lind is spelt", 0.2, (one, other), 2, 2)
    lines = [text_of(entry) for entry in comparison_lines(material, spelt)]
    assert lines[0] == "Spelling · how Otto Lind is spelt · 2 articles of 2 origins."
    assert [entry.split(" [")[0] for entry in lines[1:]] == ["The Alder Post: Mr Lind", "Northern Wire: Otto Lind"]


def test_coverage_counts_newsrooms() -> None:
    material = small_material()
    wired = {name: replace(article, newsroom="Atlas Wire") for name, article in material.articles.items()}
    told = {entry.id: text_of(entry) for entry in coverage_lines(replace(material, articles=wired))}
    expected = "1 independent origin; one origin: Atlas Wire, behind Northern Wire and The Alder Post."
    assert told["c:origins"] == f"Origins · {expected}"


def test_who_passes_a_side_on_is_named() -> None:
    material = small_material()
    berg, lind = list(material.actors)[:2]
    start = WIRE.index("Lind said")
    side = BriefSide(Passage(WIRE_ID, start, start + 9, "Lind said"), "Lind said", (lind,), (berg,))
    told = BriefComparison("c-000000000001", "wording", "weight", "how it is put", 1.0, (side,), 1, 1)
    assert ", by Otto Lind, through Anna Berg: " in text_of(comparison_lines(material, told)[1])
