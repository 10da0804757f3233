"""Judgements in the many words of the press, on invented talks."""

from __future__ import annotations

import pytest

from tests.extract.test_assessments import read


@pytest.mark.parametrize(
    ("text", "words", "polarity"),
    [
        ("The relations have never been better.", "The relations have never been better", "positive"),
        ("The pact lacks good guarantees.", "The pact lacks good guarantees", "negative"),
        ("The talks got off to a rocky start.", "The talks got off to a rocky start", "negative"),
        ("The two neighbours have been on frosty terms.", "The two neighbours have been on frosty terms", "negative"),
        ("The talks have reached a dead end.", "The talks have reached a dead end", "negative"),
        ("The ceasefire looked increasingly shaky.", "The ceasefire looked increasingly shaky", "negative"),
        ("The ministers failed to agree on a date.", "The ministers failed to agree on a date", "negative"),
        (
            "The summit produced little beyond a photograph.",
            "The summit produced little beyond a photograph",
            "negative",
        ),
        ("In a rare concession, Arvenia opened its archives.", "a rare concession", "neutral"),
        ("They agreed on figures, a small step towards peace.", "a small step towards peace", "mixed"),
    ],
)
def test_press_judges_in_many_ways(text: str, words: str, polarity: str) -> None:
    (assessment,) = read(text)
    assert (assessment.span.of(text), assessment.polarity) == (words, polarity)


def test_phrase_judges_only_what_can_be_judged() -> None:
    assert read("The town lay in ruins. The army had reached a dead end.") == []


def test_view_told_in_the_passive_is_that_of_its_agent() -> None:
    text = "The meeting was described by Arvenia as businesslike."
    (assessment,) = read(text)
    assert len(assessment.by) == 1 and assessment.span.of(text) == "businesslike"
