"""When invented people said what they said."""

from __future__ import annotations

from communique.annotate.pipeline import annotate_article
from communique.extract.statement_dates import date_statements
from communique.extract.times import extract_times
from communique.model.documents import Article, Block
from communique.model.inferred import Inferred, absent, stated
from communique.model.spans import ArticleId, DocumentHash, Span, StatementId
from communique.model.statements import Statement


def dated(text: str, cue: str, content: str, published: str | None = "2019-06-13") -> Inferred[str]:
    at, said = text.index(cue), text.index(content)
    article = Article(
        ArticleId("d-1"),
        DocumentHash("0" * 64),
        "x.txt",
        text,
        "text",
        (Block("body", Span(0, len(text))),),
        published=stated(published) if published else absent("not resolved"),
    )
    statement = Statement(
        StatementId("s-1"),
        (Span(said, said + len(content)),),
        "indirect",
        absent("not resolved"),
        cue_span=Span(at, at + len(cue)),
    )
    annotation = annotate_article(article)
    return date_statements(article, annotation, extract_times(article, annotation), [statement])[0].date


def test_day_of_the_cue_dates_the_statement() -> None:
    found = dated("Koralik said on Tuesday that the dam is open.", "said", "the dam is open")
    assert (found.value, found.basis) == ("2019-06-11", "resolved")


def test_month_that_is_over_dates_a_statement_and_no_other() -> None:
    text = "As recently as May the ministry had called monitors out of the question."
    assert dated(text, "called", "monitors out of the question").value == "2019-05"
    assert dated(text, "called", "monitors out of the question", published="2019-05-20").absence == "not reported"
    assert dated("In 2016 Koralik said that the dam was open.", "said", "the dam was open").value == "2016"


def test_day_within_the_content_does_not() -> None:
    found = dated("Koralik said the dam was opened on Tuesday.", "said", "the dam was opened on Tuesday")
    assert found.absence == "not reported"


def test_day_of_another_verb_does_not() -> None:
    text = "Koralik, who arrived on Tuesday, said the dam is open."
    assert dated(text, "said", "the dam is open").absence == "not reported"


def test_day_waits_for_the_day_of_publication() -> None:
    text = "Koralik said on Tuesday that the dam is open."
    assert dated(text, "said", "the dam is open", None).absence == "not resolved"
