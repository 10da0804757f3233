from __future__ import annotations

import pytest

from communique.annotate.pipeline import annotate_article
from communique.extract.cast import cast_actors
from communique.extract.stances import extract_stances
from communique.facts import Facts
from communique.facts.table import State
from communique.model.documents import Article, Block
from communique.model.spans import ArticleId, DocumentHash, Span


def stances(text: str) -> list[tuple[str, str]]:
    """Return (who, cue) of the stances of a text."""
    block = Block("body", Span(0, len(text)))
    article = Article(ArticleId("d-1"), DocumentHash("0" * 64), "one.txt", text, "text", (block,))
    annotation = annotate_article(article)
    cast = cast_actors(article, annotation, Facts(states=(State("Arvenia"), State("Bascovia"))))
    return [(cast.actor(s.actor).name, s.cue.of(text)) for s in extract_stances(article, annotation, cast, ())]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Arvenia wants monitors at the dam.", "wants"),
        ("Arvenia is ready to open the port.", "ready"),
        ("Arvenia calls for a truce on the border.", "calls"),
        ("Arvenia has ruled out monitors at the dam.", "ruled"),
    ],
)
def test_what_a_side_wants_is_its_stance(text: str, cue: str) -> None:
    assert stances(text) == [("Arvenia", cue)]


@pytest.mark.parametrize(
    "text",
    [
        "Diplomats do not think that Arvenia may accept the monitors.",
        "The talks will go on if Arvenia accepts the monitors.",
        "Arvenia is widely seen as slow to lift the ban.",
        "Arvenia called its neighbour to discuss the ban.",
        "Arvenia held elections in the spring.",
    ],
)
def test_what_a_side_may_hold_or_does_is_no_stance(text: str) -> None:
    assert ("Arvenia", "accept") not in stances(text) and not stances(text)


def test_a_relative_clause_is_told_with_its_noun() -> None:
    text = "They spoke of monitors, which Arvenia sees as a threat, for an hour."
    block = Block("body", Span(0, len(text)))
    article = Article(ArticleId("d-1"), DocumentHash("0" * 64), "one.txt", text, "text", (block,))
    annotation = annotate_article(article)
    cast = cast_actors(article, annotation, Facts(states=(State("Arvenia"),)))
    (stance,) = extract_stances(article, annotation, cast, ())
    assert stance.span.of(text) == "monitors, which Arvenia sees as a threat"


def test_what_others_expect_of_a_side_is_theirs() -> None:
    assert stances("Bascovia expects Arvenia to accept the monitors.") == [("Bascovia", "expects")]
