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
from communique.model.statements import Form, Statement
from communique.model.undertakings import Assessment

FACTS = Facts(states=(State("Arvenia", adjectives=("Arvenian",)), State("Bascovia", adjectives=("Bascovian",))))


def read(text: str, *, speaker: str = "", content: str = "", form: Form = "indirect") -> list[Assessment]:
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
        statements = (Statement(StatementId("s1"), (Span(start, start + len(content)),), form, who),)
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


@pytest.mark.parametrize(
    ("text", "words", "polarity"),
    [
        ("The talks ended without an agreement.", "ended without an agreement", "negative"),
        ("The envoys held talks, but no deal was reached.", "no deal was reached", "negative"),
        ("Major differences remain.", "Major differences remain", "negative"),
        ("The two states are at odds over the dam.", "The two states are at odds over the dam", "negative"),
        ("Arvenia and Bascovia differ on the dam.", "Arvenia and Bascovia differ on the dam", "negative"),
        ("The diplomacy has had little impact.", "The diplomacy has had little impact", "negative"),
        ("The truce has been regularly violated.", "has been regularly violated", "negative"),
        ("The session turned into a desperate bid for the harbour.", None, "negative"),
        ("It was one of the most acrimonious meetings of the year.", None, "negative"),
    ],
)
def test_outcomes_distances_and_breaches(text: str, words: str | None, polarity: str) -> None:
    (assessment,) = read(text)
    assert assessment.by == ()
    assert assessment.polarity == polarity
    if words is not None:
        assert assessment.span.of(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Arvenia described the first round as constructive.", "constructive"),
        ("Arvenia called the meeting a waste of time.", "a waste of time"),
        ("Arvenia hailed the strength of the ties.", "hailed the strength of the ties"),
        ("Arvenia saw little chance of progress.", "little chance of progress"),
    ],
)
def test_view_that_the_author_tells_is_its_holders(text: str, words: str) -> None:
    (assessment,) = read(text)
    assert assessment.by
    assert assessment.span.of(text) == words
    assert assessment.statement is None


def test_pledge_yet_to_be_kept_is_not_judged() -> None:
    assert read("Arvenia will honour the pledge.") == []


def test_quoted_word_that_no_statement_holds_is_not_the_authors() -> None:
    assert read('The talks were "useful and fruitful", he said.') == []


def test_word_in_quotation_marks_judges_before_its_noun() -> None:
    text = "The envoys held a “serious” meeting."
    (assessment,) = read(text)
    assert assessment.of == "e1"


def test_commentator_weighs_clause_by_clause() -> None:
    text = (
        "Professor Anna Torvik, an analyst, said: “However, the meeting changed more than the cameras showed, "
        "but the countries will hardly be friends.”"
    )
    content = text[text.index("“However") :]
    found = read(text, speaker="Anna Torvik", content=content, form="direct")
    assert [a.span.of(text) for a in found] == [
        "the meeting changed more than the cameras showed",
        "the countries will hardly be friends",
    ]
    assert all(a.by for a in found)


def test_question_is_no_judgement() -> None:
    text = "Professor Anna Torvik, an analyst, said: “Is the meeting more than a useful show?”"
    content = text[text.index("“Is") :]
    assert read(text, speaker="Anna Torvik", content=content, form="direct") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Arvenia called the summit “the best bad night of the year”.", "the best bad night of the year"),
        ("Arvenia welcomed the outcome in a letter as “the first accord of its kind”.", "the first accord of its kind"),
        ("There was agreement on smaller things.", "was agreement on smaller things"),
        ("The envoys ended the round with pledges but no deal.", "no deal"),
        ("After ten hours of talks nothing is settled.", "nothing is settled"),
    ],
)
def test_views_in_quotation_marks_and_plain_outcomes(text: str, words: str) -> None:
    (assessment,) = read(text)
    assert assessment.span.of(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "It is vital to continue the talks.",
        "If Arvenia keeps its promise, the ships will come.",
    ],
)
def test_what_is_asked_for_or_supposed_is_not_judged(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Arvenia accused Bascovia of putting the talks at risk.", "putting the talks at risk"),
        ("The negotiators failed to bridge their differences.", "The negotiators failed to bridge their differences"),
        ("Arvenia does not trust the Bascovians.", "Arvenia does not trust the Bascovians"),
        (
            "The talks collapsed on Monday before they began, due to the raids.",
            "The talks collapsed on Monday before they began",
        ),
    ],
)
def test_failing_trust_and_blame(text: str, words: str) -> None:
    (assessment,) = read(text)
    assert (assessment.span.of(text), assessment.polarity) == (words, "negative")


@pytest.mark.parametrize(
    "text",
    [
        "There is no military solution.",
        "Arvenia denied that the cut breached the accord.",
        "It is clear that the rebels want to win.",
        "Arvenia showed no sign of ending the raids in support of its troops.",
        "The ministers exchanged opinions on the progress of the work.",
        "The envoys voiced optimism about the harvest.",
    ],
)
def test_what_is_no_judgement_of_talks(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "words", "polarity"),
    [
        ("The truce is barely holding.", "The truce is barely holding", "negative"),
        ("The ceasefire has largely held.", "The ceasefire has largely held", "mixed"),
        ("Arvenia is abusing the talks to buy time.", "abusing the talks to buy time", "negative"),
        ("The envoys are getting closer to a deal.", "The envoys are getting closer to a deal", "positive"),
        ("Arvenia has no interest in a settlement.", "Arvenia has no interest in a settlement", "negative"),
        ("Diplomats saw little readiness to talk.", "little readiness to talk", "negative"),
        ("Arvenia seized a historic opportunity.", "a historic opportunity", "positive"),
        ("Arvenia was thanked for its firm support.", "its firm support", "positive"),
    ],
)
def test_how_talks_and_agreements_fare(text: str, words: str, polarity: str) -> None:
    (assessment,) = read(text)
    assert (assessment.span.of(text), assessment.polarity) == (words, polarity)


@pytest.mark.parametrize(
    "text",
    [
        "The truce must hold.",
        "If the truce holds, the ships will come.",
        "The envoy made clear the truce must include the north.",
        "It was unclear who would attend the meeting.",
        "Nobody wants to wreck the talks.",
    ],
)
def test_what_must_hold_or_is_only_known_is_not_judged(text: str) -> None:
    assert read(text) == []
