"""Undertakings: what invented parties promise, demand, refuse and make conditional."""

from __future__ import annotations

import pytest

from communique.annotate.pipeline import annotate_article
from communique.extract.cast import cast_actors
from communique.extract.undertakings import extract_undertakings
from communique.facts import Facts
from communique.facts.table import State
from communique.model.documents import Article, Block
from communique.model.inferred import absent
from communique.model.spans import ArticleId, DocumentHash, Span, StatementId
from communique.model.statements import Statement
from communique.model.times import TimeValue
from communique.model.undertakings import Undertaking

FACTS = Facts(
    states=(
        State("Arvenia", adjectives=("Arvenian",), capital="Luma"),
        State("Bascovia", adjectives=("Bascovian",), capital="Teplin"),
    )
)


def read(text: str, *, speaker: str = "", content: str = "", cue: str = "", date: str = "") -> list[Undertaking]:
    """Return the undertakings of `text`, in which `speaker` says `content`."""
    article = Article(
        ArticleId("d-1"), DocumentHash("0" * 64), "one.txt", text, "text", (Block("body", Span(0, len(text))),)
    )
    annotation = annotate_article(article)
    cast = cast_actors(article, annotation, FACTS)
    statements: tuple[Statement, ...] = ()
    if content:
        who = cast.resolve(span(text, speaker)) if speaker else absent("not resolved")
        cue_span = span(text, cue) if cue else None
        statements = (Statement(StatementId("s1"), (span(text, content),), "indirect", who, cue_span=cue_span),)
    times = (TimeValue(span(text, date), "date", "absolute", "2031-06-30"),) if date else ()
    found = extract_undertakings(article, annotation, cast, times, statements)
    for undertaking in found:
        assert undertaking.by or undertaking.kind == "deadline"
    return list(found)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "kind", "action"),
    [
        ("Arvenia pledged to open the northern port.", "commitment", "open the northern port"),
        ("Arvenia refused to open the northern port.", "refusal", "open the northern port"),
        ("Arvenia rejected the terms of the treaty.", "refusal", "the terms of the treaty"),
        ("Arvenia offered to host a new round of talks.", "offer", "host a new round of talks"),
        ("Arvenia called for an immediate halt to the shelling.", "demand", "an immediate halt to the shelling"),
        ("Arvenia urged Bascovia to withdraw its troops.", "demand", "withdraw its troops"),
        ("Arvenia threatened to close the border.", "warning", "close the border"),
        ("Arvenia is ready to resume the negotiations.", "offer", "resume the negotiations"),
    ],
)
def test_performative_gives_kind_and_action(text: str, kind: str, action: str) -> None:
    (undertaking,) = read(text)
    assert (undertaking.kind, undertaking.action.of(text)) == (kind, action)
    assert undertaking.party.known
    assert undertaking.statement is None


@pytest.mark.parametrize(
    "text",
    [
        "Arvenia did not promise to open the northern port.",
        "Arvenia could agree to open the northern port.",
        "The sailors promised to repair the boat.",
    ],
)
def test_what_is_not_undertaken_by_a_party_is_left_out(text: str) -> None:
    assert read(text) == []


def test_condition_is_parted_from_action() -> None:
    text = "Arvenia said the sanctions would be lifted only if Bascovia withdrew its troops."
    content = "the sanctions would be lifted only if Bascovia withdrew its troops"
    (undertaking,) = read(text, speaker="Arvenia", content=content, cue="said")
    assert undertaking.kind == "condition"
    assert undertaking.action.of(text) == "the sanctions would be lifted"
    assert undertaking.condition is not None
    assert undertaking.condition.of(text) == "only if Bascovia withdrew its troops"
    assert undertaking.statement == "s1"


def test_modal_of_other_side_is_demand() -> None:
    text = "Arvenia said that the captives must be freed."
    (undertaking,) = read(text, speaker="Arvenia", content="the captives must be freed", cue="said")
    assert (undertaking.kind, undertaking.action.of(text)) == ("demand", "the captives must be freed")


def test_prediction_about_other_side_is_no_commitment() -> None:
    text = "Arvenia said that Bascovia will leave the port."
    assert read(text, speaker="Arvenia", content="Bascovia will leave the port", cue="said") == []


def test_statement_without_known_speaker_undertakes_nothing() -> None:
    text = "Somebody said that the captives must be freed."
    assert read(text, content="the captives must be freed") == []


def test_deadline_is_parted_and_linked_to_its_time() -> None:
    text = "Arvenia pledged to open the northern port by June 30."
    (undertaking,) = read(text, date="June 30")
    assert undertaking.action.of(text) == "open the northern port"
    assert undertaking.deadline is not None and undertaking.deadline.of(text) == "by June 30"
    assert undertaking.due is not None and undertaking.due.value == "2031-06-30"


def test_addressee_is_the_urged() -> None:
    text = "Arvenia urged Bascovia to withdraw its troops."
    (undertaking,) = read(text)
    assert undertaking.to.known and undertaking.to.value not in undertaking.by


def test_ids_are_distinct_and_stable() -> None:
    text = "Arvenia pledged to open the port. Bascovia refused to open the port."
    first, second = read(text), read(text)
    assert first == second
    assert len({undertaking.id for undertaking in first}) == len(first) == 2
