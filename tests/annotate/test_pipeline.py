"""What the parser is given to read, and where its words stand in the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from communique.annotate.pipeline import annotate_article
from communique.model.documents import Article, Block
from communique.model.spans import ArticleId, DocumentHash, Span


def article_of(text: str) -> Article:
    block = Block("body", Span(0, len(text)))
    return Article(ArticleId("d-1"), DocumentHash("0" * 64), "one.txt", text, "text", (block,))


def test_tokens_stand_in_the_text_past_marks_of_emphasis() -> None:
    text = "Belmonte told _Sky Herald_  that  **nothing** was\u00a0settled."
    annotation = annotate_article(article_of(text))
    assert [text[t.start : t.end] for t in annotation.tokens] == [t.text for t in annotation.tokens]
    assert [t.text for t in annotation.tokens] == (
        ["Belmonte", "told", "Sky", "Herald", "that", "nothing", "was", "settled", "."]
    )


def test_marks_inside_a_word_are_kept() -> None:
    text = "The file is called round_two_draft."
    assert "round_two_draft" in [t.text for t in annotate_article(article_of(text)).tokens]


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="ab _*\n\u00a0.\t", max_size=60))
def test_every_token_slices_back_but_for_marks_and_white_space(text: str) -> None:
    def letters(words: str) -> list[str]:
        return [c for c in words if c in "ab."]

    for token in annotate_article(article_of(text)).tokens:
        assert letters(text[token.start : token.end]) == letters(token.text)
