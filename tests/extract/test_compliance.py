"""Reports of keeping and breaking: what happened counts, what should, might or will does not."""

from __future__ import annotations

import pytest

from communique.annotate.pipeline import annotate_article
from communique.extract.cast import Cast, cast_actors
from communique.extract.compliance import extract_compliance
from communique.facts import Facts
from communique.facts.table import State
from communique.model.documents import Article, Block
from communique.model.inferred import absent
from communique.model.spans import ArticleId, DocumentHash, Span, StatementId
from communique.model.statements import Statement
from communique.model.terms import Compliance

FACTS = Facts(
    states=(
        State("Arvenia", adjectives=("Arvenian",), capital="Luma"),
        State("Bascovia", adjectives=("Bascovian",), capital="Teplin"),
    )
)


def read(text: str, *, speaker: str = "", content: str = "", cue: str = "") -> list[tuple[str, str, str | None]]:
    """Return (verdict, words, party's name) of each report; `content`: what `speaker` says."""
    _, cast, found = reports_of(text, speaker=speaker, content=content, cue=cue)
    names = {actor.id: actor.name for actor in cast.actors}
    return [(r.verdict, r.span.of(text), names[r.party] if r.party else None) for r in found]


def reports_of(
    text: str, *, speaker: str = "", content: str = "", cue: str = ""
) -> tuple[Article, Cast, tuple[Compliance, ...]]:
    """Return the article, its cast and its reports."""
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
    return article, cast, extract_compliance(article, annotation, cast, statements)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "verdict", "party"),
    [
        ("Arvenia has kept its promise on the gauges.", "kept", "Arvenia"),
        ("Bascovia broke its word within a month.", "broken", "Bascovia"),
        ("Bascovia has failed to honour the agreement.", "broken", "Bascovia"),
        ("Arvenia did not violate the truce.", "breach denied", "Arvenia"),
        ("The accord has been a complete failure at sea.", "broken", None),
        ("They spoke of a truce that has been regularly violated.", "broken", None),
        ("The pledge has been fulfilled.", "kept", None),
        ("Arvenia is living up to its commitments.", "kept", "Arvenia"),
        ("Bascovia let the deadline pass.", "broken", "Bascovia"),
        ("The blockade is contrary to the spirit of the accord.", "broken", None),
        ("Bascovia has treated the accord as a dead letter.", "broken", "Bascovia"),
        ("Arvenia has done exactly what it promised it would do.", "kept", "Arvenia"),
        ("All six barges of salt promised in March have been delivered.", "kept", None),
        ("They spoke of a roadmap that has been a sorry failure.", "broken", None),
        ("Given the failure of the last truce to hold, the ministers left.", "broken", None),
        ("None of the six barges has arrived.", "broken", None),
    ],
)
def test_what_happened_is_reported(text: str, verdict: str, party: str | None) -> None:
    assert [(v, p) for v, _, p in read(text)] == [(verdict, party)]


@pytest.mark.parametrize(
    "text",
    [
        "Arvenia must keep its promise.",
        "If Bascovia breaks its word, the talks will end.",
        "Arvenia will honour the agreement.",
        "Bascovia urged Arvenia to respect the truce.",
        "When the accord has been implemented, the port can open.",
        "The ministers kept the room locked.",
        "Bascovia has treated the accord as binding.",
        "The minister accused Bascovia of breaking its word.",
        "It is important to make sure that Bascovia is living up to the accord.",
        "If salt is missing, Bascovia is in violation of the accord.",
        "We will know that Bascovia has broken the accord.",
    ],
)
def test_what_should_or_might_be_is_no_report(text: str) -> None:
    assert read(text) == []


def test_denial_turns_a_breach() -> None:
    text = "The Arvenian government denied that the cut breached the accord."
    found = read(text, speaker="The Arvenian government", content="the cut breached the accord", cue="denied")
    assert [verdict for verdict, *_ in found] == ["breach denied"]


def test_whoever_is_accused_has_broken_it() -> None:
    text = "The Arvenian government accused Bascovia of violating the truce."
    found = read(text, speaker="The Arvenian government", content="Bascovia of violating the truce", cue="accused")
    assert [(verdict, party) for verdict, _, party in found] == [("broken", "Bascovia")]


def test_what_was_told_is_a_report_and_what_was_asked_none() -> None:
    told = "The Arvenian government told the paper that Bascovia had broken its word."
    assert [v for v, *_ in read(told, speaker="The Arvenian government", content="Bascovia had broken its word")] == [
        "broken"
    ]
    assert read("The Arvenian government told Bascovia to keep its word.") == []


def test_a_remark_within_a_promise_is_the_authors() -> None:
    text = "The Arvenian government vowed to restore a truce that has often been violated."
    content = "to restore a truce that has often been violated"
    article, _, reports = reports_of(text, speaker="The Arvenian government", content=content, cue="vowed")
    assert [(r.verdict, r.by, r.statement) for r in reports] == [("broken", (), None)] and article.text == text


def test_words_of_an_unknown_speaker_are_nobodys_report() -> None:
    assert read("Somebody said Bascovia broke its word.", content="Bascovia broke its word", cue="said") == []


def test_report_of_the_author_ends_where_a_statement_begins() -> None:
    text = "Arvenia freed the crew, honouring a pledge made in Luma and leaving Bascovia, officials said, with its own."
    _, _, (found,) = reports_of(text, speaker="officials", content="leaving Bascovia")
    assert (found.verdict, found.by, found.span.of(text)) == ("kept", (), "honouring a pledge made in Luma")
