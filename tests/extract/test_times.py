"""Time expressions of invented sentences."""

from __future__ import annotations

import pytest

from communique.annotate.pipeline import annotate_article
from communique.extract.times import extract_times
from communique.model.documents import Article, Block
from communique.model.spans import ArticleId, DocumentHash, Span
from communique.model.times import TimeValue, resolve_time

PUBLISHED = "2019-06-13"
"""A Thursday."""


def read(text: str) -> dict[str, TimeValue]:
    block = Block("body", Span(0, len(text)))
    article = Article(ArticleId("d-1"), DocumentHash("0" * 64), "x.txt", text, "text", (block,))
    return {time.span.of(text): time for time in extract_times(article, annotate_article(article))}


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They met on May 12, 2015 in the capital.", "May 12, 2015", "2015-05-12"),
        ("They met on 12 May 2015.", "12 May 2015", "2015-05-12"),
        ("They met on 2015-05-12.", "2015-05-12", "2015-05-12"),
        ("The accord was signed in August 2013.", "August 2013", "2013-08"),
        ("They met on May 12.", "May 12", "2019-05-12"),
        ("The talks will open on June 30.", "June 30", "2019-06-30"),
        ("KORALGRAD, Feb 5 — The ministers met.", "Feb 5", "2019-02-05"),
        ("The ministers met late Tuesday.", "Tuesday", "2019-06-11"),
        ("The ministers will meet on Monday.", "Monday", "2019-06-17"),
        ("They met last year.", "last year", "2018"),
        ("They met last August.", "last August", "2018-08"),
        ("They met yesterday.", "yesterday", "2019-06-12"),
        ("They will meet in November.", "November", "2019-11"),
        ("They met three days ago.", "three days ago", "2019-06-10"),
        ("The war of 2012 was long over in 2014.", "2014", "2014"),
        ("They talked for eight hours.", "eight hours", "PT8H"),
        ("They talked for ninety minutes.", "ninety minutes", "PT90M"),
        ("The two-day session began.", "two-day", "P2D"),
        ("They talked for half an hour.", "half an hour", "PT30M"),
        ("They talked for an hour and a half.", "an hour and a half", "PT90M"),
    ],
)
def test_expression_has_its_value(text: str, words: str, value: str) -> None:
    assert resolve_time(read(text)[words], PUBLISHED) == value


def test_open_period_has_no_value() -> None:
    time = read("They hope to meet in the coming days.")["in the coming days"]
    assert (time.anchor, time.value, time.shift) == ("published", None, None)


def test_modal_may_is_no_month() -> None:
    assert read("The sides may march on and may stop.") == {}


def test_time_in_boilerplate_is_not_read() -> None:
    text = "Updated May 12, 2015"
    block = Block("boilerplate", Span(0, len(text)))
    article = Article(ArticleId("d-1"), DocumentHash("0" * 64), "x.txt", text, "text", (block,))
    assert extract_times(article, annotate_article(article)) == ()
