"""Assessments: judgements on invented meetings, agreements and relations."""

from __future__ import annotations

import pytest

from communique.annotate.pipeline import annotate_article
from communique.extract.assessments import extract_assessments
from communique.extract.cast import cast_actors
from communique.facts import Facts
from communique.facts.table import State
from communique.model.documents import Article, Block
from communique.model.encounters import Encounter
from communique.model.inferred import absent
from communique.model.spans import ArticleId, DocumentHash, EncounterId, Span, StatementId
from communique.model.statements import Statement
from communique.model.undertakings import Assessment

FACTS = Facts(states=(State("Arvenia", adjectives=("Arvenian",)), State("Bascovia", adjectives=("Bascovian",))))


def read(text: str, *, speaker: str = "", content: str = "") -> list[Assessment]:
    """Return the assessments of `text`, about one meeting, in which `speaker` says `content`."""
    article = Article(
        ArticleId("d-1"), DocumentHash("0" * 64), "one.txt", text, "text", (Block("body", Span(0, len(text))),)
    )
    annotation = annotate_article(article)
    cast = cast_actors(article, annotation, FACTS)
    statements: tuple[Statement, ...] = ()
    if content:
        start = text.index(content)
        who = (
            cast.resolve(Span(text.index(speaker), text.index(speaker) + len(speaker)))
            if speaker
            else absent("not resolved")
        )
        statements = (Statement(StatementId("s1"), (Span(start, start + len(content)),), "indirect", who),)
    meeting = Encounter(EncounterId("e1"), "meeting", "held", (), (Span(0, 1),))
    return list(extract_assessments(article, annotation, cast, statements, (meeting,)))


@pytest.mark.parametrize(
    ("text", "of", "polarity"),
    [
        ("The meeting was cordial.", "e1", "positive"),
        ("The talks were not productive.", "e1", "negative"),
        ("The talks were tense.", "e1", "negative"),
        ("The relations between the two states were strained.", "relations", "negative"),
        ("The ceasefire is fragile.", "agreement: ceasefire", "negative"),
    ],
)
def test_author_judges(text: str, of: str, polarity: str) -> None:
    (assessment,) = read(text)
    assert (assessment.of, assessment.polarity, assessment.by) == (of, polarity, ())
    assert assessment.encounter == ("e1" if of == "e1" else None)


def test_speaker_judges() -> None:
    text = "Arvenia said the talks were friendly and businesslike."
    (assessment,) = read(text, speaker="Arvenia", content="the talks were friendly and businesslike")
    assert assessment.by and assessment.statement == "s1"
    assert assessment.span.of(text) == "the talks were friendly and businesslike"


def test_unknown_speakers_judgement_is_not_the_authors() -> None:
    assert read("They said the talks were friendly.", content="the talks were friendly") == []


@pytest.mark.parametrize("text", ["The weather was cordial.", "Arvenia wants to make progress.", "They met in Luma."])
def test_what_judges_no_encounter_is_left_out(text: str) -> None:
    assert read(text) == []
