"""Clauses on which something hangs, and those that only look like them."""

from __future__ import annotations

import pytest

from communique.annotate.pipeline import annotate_article
from communique.extract.conditionals import extract_conditions
from communique.model.documents import Article, Block
from communique.model.spans import ArticleId, DocumentHash, Span


def conditions(text: str) -> list[str]:
    """Return the words of each condition in a text."""
    block = Block("body", Span(0, len(text)))
    article = Article(ArticleId("d-1"), DocumentHash("0" * 64), "one.txt", text, "text", (block,))
    return [span.of(text) for span in extract_conditions(article, annotate_article(article))]


def test_a_condition_runs_from_its_opening_word() -> None:
    assert conditions("The ban will be lifted only if the truce holds.") == ["only if the truce holds"]
    assert conditions("The port will open once the river has risen.") == ["once the river has risen"]


@pytest.mark.parametrize(
    "text",
    [
        "Even if the truce holds, the ban will stay.",
        "When it comes to the dam, nothing has changed.",
        "They will not repeat the slip that was once in the tariff.",
        "It was a time when two states barely have contact.",
    ],
)
def test_what_sets_no_condition(text: str) -> None:
    assert conditions(text) == []
