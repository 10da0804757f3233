"""The first page of the brief: how it ended first, nothing twice, negotiations apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from communique.export.brief import brief_lines
from communique.export.brief_compared import BriefPair, BriefSole, Differences
from communique.export.brief_coverage import source_lines
from communique.export.brief_encounters import is_superseded, next_encounters
from communique.export.brief_lines import Line, Part, line
from communique.export.brief_material import BriefJudgement, BriefUndertaking, Material, Passage
from communique.export.brief_short import short_lines
from communique.export.brief_words import cap, is_courtesy, points_back, recency, says_not, sentence_around, shown_words
from tests.export.small_material import NOTHING, PAPER, WIRE, small_material

WIRE_ID, PAPER_ID = "d-000000000001", "d-000000000002"
ENDING = "The two ministers agreed to dredge the river, and the talks ended without a deal on the toll."


def text_of(entry: Line) -> str:
    return "".join(part.text for part in entry.parts)


def with_ending() -> Material:
    """Return the small record with an outcome in the lead of its second article."""
    material = small_material()
    text = f"{ENDING} {PAPER}"
    article = replace(material.articles[PAPER_ID], text=text, title=None, stretches=((0, len(text)),), lead=(0, 94))
    start = text.index("ended without a deal on the toll")
    judgement = BriefJudgement(
        "j-000000000001", PAPER_ID, (), "m-000000000001", Passage(PAPER_ID, start, start + 32, text[start : start + 32])
    )
    return replace(material, articles={**material.articles, PAPER_ID: article}, judgements=(judgement,))


def test_outcome_told_in_a_lead_comes_first() -> None:
    lines = short_lines(with_ending())
    assert [part.style for part in lines[1].parts][:3] == ["bold", "plain", "told"]
    assert text_of(lines[1]) == f"Outcome · {ENDING} — The Alder Post, 2 April 2031§. [2:0-{len(ENDING)}]"
    assert lines[1].id == "j-000000000001/o/s"


def test_what_a_speaker_judges_is_no_outcome() -> None:
    material = with_ending()
    spoken = replace(material.judgements[0], by=("a-00000000000b",))
    assert not any("Outcome" in text_of(entry) for entry in short_lines(replace(material, judgements=(spoken,))))


def test_what_both_sides_agreed_is_an_outcome() -> None:
    material = with_ending()
    start = ENDING.index("dredge the river")
    agreed = BriefUndertaking(
        "u-000000000009",
        PAPER_ID,
        "commitment",
        ("a-00000000000b", "a-00000000000c"),
        NOTHING,
        NOTHING,
        Passage(PAPER_ID, start, start + 16, "dredge the river"),
        None,
        None,
        None,
        NOTHING,
        False,
    )
    lines = short_lines(replace(material, judgements=(), undertakings=(agreed,)))
    assert text_of(lines[1]).startswith(f"Outcome · Anna Berg and Otto Lind: {ENDING}")


def test_what_one_readout_keeps_for_itself_is_counted_and_shown() -> None:
    start = WIRE.index("The bridge will not be closed")
    told = Passage(WIRE_ID, start, start + 29, "The bridge will not be closed")
    also = Passage(PAPER_ID, PAPER.index("The bridge"), PAPER.index("The bridge") + 29, told.words)
    start = WIRE.index("Lind said")
    other = BriefSole("x-000000000002", Passage(WIRE_ID, start, start + 9, "Lind said"), 1.0, ((PAPER_ID, "left out"),))
    pair = BriefPair("r-000000000001", WIRE_ID, PAPER_ID, ((told, also),), (other,), ())
    lines = brief_lines(replace(small_material(), differences=Differences(pairs=(pair,))))
    ids = {entry.id for entry in lines}
    assert {"x-000000000002", "x-000000000002/s"} <= ids
    heads = [text_of(entry) for entry in lines if entry.id == "r-000000000001/pair/s"]
    assert "1 passage told by both; 1 by Northern Wire alone, 0 by The Alder Post alone." in heads[0]


def test_as_many_passages_are_shown_as_are_counted_or_the_rest_is_told() -> None:
    start = WIRE.index("The bridge will not be closed")
    told = Passage(WIRE_ID, start, start + 29, "The bridge will not be closed")
    many = tuple(BriefSole(f"x-{n:012}", told, 1.0, ()) for n in range(cap("only") + 2))
    pair = BriefPair("r-000000000001", WIRE_ID, PAPER_ID, ((told, told),) * (cap("both") + 1), many, ())
    lines = brief_lines(replace(small_material(), differences=Differences(pairs=(pair,))))
    rest = {entry.id: text_of(entry) for entry in lines}
    assert rest["r-000000000001/both+"].startswith("1 more: communique compare")
    assert rest["r-000000000001/only0+"].startswith("2 more: communique compare")


def test_greetings_are_passed_over_and_thanks_wait() -> None:
    material = small_material()
    said = material.statements[0]
    text = WIRE.replace("“The bridge will not be closed,”", "“Good morning. Thank you all. The bridge stays open.”")
    start = text.index("Good morning")
    words = text[start : text.index("open.”") + 5]
    greeted = replace(said, form="direct", content=(Passage(WIRE_ID, start, start + len(words), words),))
    articles = material.articles | {WIRE_ID: replace(material.articles[WIRE_ID], text=text)}
    (shown,), cut = shown_words(replace(material, articles=articles), greeted)
    assert text[shown.start : shown.end] == shown.words == "The bridge stays open." and not cut
    assert is_courtesy("thanked the minister for her visit") and not is_courtesy("refused to pay")


def test_first_page_shows_no_words_twice() -> None:
    for material in (small_material(), with_ending()):
        shown = [
            part.text for entry in short_lines(material) for part in entry.parts if part.style in ("told", "quote")
        ]
        assert len(shown) == len(set(shown)) > 2


def test_negotiations_stand_apart_with_their_own_encounters() -> None:
    material = small_material()
    stories = (("y-000000000001", 1), ("y-000000000002", 1))
    apart = replace(
        material,
        stories=stories,
        story=None,
        story_of={WIRE_ID: "y-000000000001", PAPER_ID: "y-000000000002"},
    )
    lines = short_lines(apart)
    heads = [entry for entry in lines if entry.level == "group"]
    assert [entry.id for entry in heads] == ["short:y-000000000001", "short:y-000000000002"]
    assert text_of(heads[0]).endswith("1 April 2031 · 1 article")
    second = lines[lines.index(heads[1]) :]
    assert not any("[1:" in part.text for entry in second for part in entry.parts[:6] if part.style == "cite")
    many = tuple((f"y-{n:012d}", 1) for n in range(cap("short_stories") + 2))
    assert "2 more negotiations" in text_of(short_lines(replace(apart, stories=many))[-1])


def test_announced_and_then_held_is_no_longer_ahead() -> None:
    material = small_material()
    held, planned = material.encounters[0], material.encounters[1]
    assert next_encounters(material) == [planned]
    kept = replace(held, date=planned.date)
    assert is_superseded(planned, [kept])
    assert not is_superseded(planned, [replace(kept, participants=())])
    assert not is_superseded(planned, [replace(kept, status="under way")])
    assert not is_superseded(replace(planned, status="cancelled"), [kept])


def test_only_cited_sources_are_listed_where_there_are_many() -> None:
    material = small_material()
    wire = material.articles[WIRE_ID]
    many = {f"d-{n:012d}": replace(wire, id=f"d-{n:012d}", label=str(n)) for n in range(1, cap("sources") + 3)}
    told = source_lines(replace(material, articles=many), [line("m-1", "item", Part("cite", "[7:0-4]"))])
    assert [entry.id for entry in told] == ["h:sources", "d-000000000007", "x:sources"]
    assert text_of(told[-1]).startswith(f"{cap('sources') + 1} more, not cited here")


def test_line_that_says_no_itself_is_not_denied_again() -> None:
    material = small_material()
    start = WIRE.index("The bridge will not be closed")
    words = Passage(WIRE_ID, start, start + 29, "The bridge will not be closed")
    plain = replace(material.undertakings[0], id="u-00000000000a", action=words, condition=None, negated=True)
    other = replace(plain, action=replace(words, end=start + 10, words="The bridge"))
    for undertaking, denied in ((plain, False), (other, False)):
        lines = brief_lines(replace(material, undertakings=(undertaking,)))
        told = next(text_of(entry) for entry in lines if entry.id == "u-00000000000a")
        assert ("(not to do)" in told) is denied


@pytest.mark.parametrize(
    ("words", "denied", "back"),
    [
        ("they have no intention of closing it", True, True),
        ("the toll cannot be halved", True, False),
        ("“that decision was hasty”", False, True),
        ("we don’t ask for it", True, False),
        ("the knot was noted", False, False),
    ],
)
def test_words_that_deny_and_words_that_point_back(words: str, denied: bool, back: bool) -> None:
    assert (says_not(words), points_back(words)) == (denied, back)


def test_sentence_does_not_end_at_an_initial_or_a_month() -> None:
    material = small_material()
    text = "Nothing came of it. Mr. Lind of the N. T. party had a date, Apr. 2 or Feb. 3, which Ms. Berg took. More followed."
    article = replace(material.articles[WIRE_ID], text=text, stretches=((0, len(text)),))
    changed = replace(material, articles={**material.articles, WIRE_ID: article})
    start = text.index("which")
    found = sentence_around(changed, Passage(WIRE_ID, start, start + 5, "which"))
    assert found.words == text[20:98]


def test_sentence_runs_on_over_a_wrapped_line_and_ends_at_a_paragraph() -> None:
    material = small_material()
    text = "A title\n\nThe talks ended with\nnothing on the toll\n\nMore followed."
    article = replace(material.articles[WIRE_ID], text=text, stretches=((0, len(text)),))
    changed = replace(material, articles={**material.articles, WIRE_ID: article})
    start = text.index("nothing")
    found = sentence_around(changed, Passage(WIRE_ID, start, start + 7, "nothing"))
    assert found.words == "The talks ended with\nnothing on the toll"


def test_recency_grows_with_the_day_of_publication() -> None:
    material = small_material()
    assert [recency(material)(article) for article in (WIRE_ID, PAPER_ID)] == [0.0, 1.0]
    undated = replace(material.articles[PAPER_ID], published=NOTHING)
    third = replace(material.articles[PAPER_ID], id="d-000000000003")
    late = recency(
        replace(material, articles={WIRE_ID: material.articles[WIRE_ID], PAPER_ID: undated, third.id: third})
    )
    assert [late(article) for article in (WIRE_ID, PAPER_ID, third.id)] == [0.0, 0.0, 1.0]
