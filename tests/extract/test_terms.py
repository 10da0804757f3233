from __future__ import annotations

from communique.annotate.pipeline import annotate_article
from communique.extract.cast import cast_actors
from communique.extract.terms import extract_terms
from communique.facts import Facts
from communique.facts.table import State
from communique.model.documents import Article, Block
from communique.model.spans import ArticleId, DocumentHash, Span
from communique.model.terms import Term


def terms(text: str) -> dict[str, Term]:
    """Return the terms of a text by head."""
    block = Block("body", Span(0, len(text)))
    article = Article(ArticleId("d-1"), DocumentHash("0" * 64), "one.txt", text, "text", (block,))
    annotation = annotate_article(article)
    cast = cast_actors(article, annotation, Facts(states=(State("Arvenia"), State("Bascovia"))))
    return {term.head: term for term in extract_terms(article, annotation, cast)}


def test_a_verb_speaks_of_what_it_does() -> None:
    text = "Arvenia will answer if Bascovia invades the island."
    assert terms(text)["invasion"].span.of(text) == "invades the island"


def test_what_only_tells_since_when_is_no_term() -> None:
    assert "war" not in terms("The ministers have met twice since the start of the war.")
    assert "war" in terms("The ministers discussed the war.")


def test_a_participle_acts_on_its_noun() -> None:
    assert terms("They counted the soldiers killed on the bridge.")["soldier"].verb == "kill"
