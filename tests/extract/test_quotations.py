"""Quotation marks in paragraphs: which words stand in them."""

from __future__ import annotations

import pytest

from communique.extract.quotations import find_paragraphs
from communique.model.documents import Article, Block
from communique.model.spans import ArticleId, DocumentHash, Span


def quoted(text: str) -> list[str]:
    """Return the quotations of a text of one block, as words."""
    block = Block("body", Span(0, len(text)))
    article = Article(ArticleId("d-1"), DocumentHash("0" * 64), "q.txt", text, "text", (block,))
    return [q.span.of(text) for p in find_paragraphs(article) for q in p.quotations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "we go" and left.', ['"we go"']),
        ("He said “we go” and left.", ["“we go”"]),
        ("“He told me ‘we go’ and left,” she said.", ["“He told me ‘we go’ and left,”"]),
        ("The envoys' car wasn't there.", []),
        ("He called it 'the envoys' war', she said.", ["'the envoys' war'"]),
        ('"We go.\n"We stay."', ['"We go.', '"We stay."']),
        ('"An envoy said, "We go."', ['"We go."']),
        ("It has 7' walls and 9\" doors.", []),
    ],
)
def test_quotations_found(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_quotations_continued_only_after_one_left_open() -> None:
    text = '"We go.\n"We stay."\n"We rest."'
    block = Block("body", Span(0, len(text)))
    article = Article(ArticleId("d-1"), DocumentHash("0" * 64), "q.txt", text, "text", (block,))
    assert [q.continued for p in find_paragraphs(article) for q in p.quotations] == [False, True, False]
