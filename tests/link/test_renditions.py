"""Files that show one article, told from reprints."""

from __future__ import annotations

import hashlib
from itertools import permutations

from communique.link.renditions import find_renditions, same_article
from communique.model.documents import Article, Block, Medium, Source
from communique.model.inferred import absent, stated
from communique.model.records import Rendition
from communique.model.spans import ArticleId, DocumentHash, Span

WORDS = " ".join(f"word{n} of the talks in Alder" for n in range(40))


def article(
    path: str, text: str = WORDS, medium: Medium = "text", title: str | None = None, outlet: str | None = None
) -> Article:
    digest = DocumentHash(hashlib.sha256((path + text).encode()).hexdigest())
    return Article(
        id=ArticleId(path),
        document=digest,
        path=path,
        text=text,
        medium=medium,
        blocks=(Block("body", Span(0, len(text))),),
        title=stated(title) if title else absent("not reported"),
        source=stated(Source(outlet)) if outlet else absent("not reported"),
    )


def test_page_and_its_text_are_renditions_in_any_order() -> None:
    articles = [article("n/talks.html", WORDS + " More stories", "html"), article("talks.txt"), article("other.txt")]
    for order in permutations(articles):
        assert find_renditions(order) == (Rendition(ArticleId("n/talks.html"), ArticleId("talks.txt")),)


def test_reprint_in_another_outlet_is_no_rendition() -> None:
    a = article("a.txt", title="Talks end", outlet="Alder Post")
    b = article("b.txt", title="Talks end", outlet="Kest Herald")
    assert not same_article(a, b)
    assert same_article(a, article("b.txt", title="TALKS end.", outlet="alder post"))


def test_part_of_an_article_is_no_rendition() -> None:
    assert not same_article(article("a.txt"), article("x/a.html", WORDS[: len(WORDS) // 2], "html"))


def test_same_words_under_other_names_are_no_rendition() -> None:
    assert not same_article(article("a.txt"), article("b.txt"))


def test_first_choice_is_text_then_smallest_path() -> None:
    articles = [article("b/t.txt"), article("a/t.txt"), article("a/t.html", medium="html")]
    assert {r.of for r in find_renditions(articles)} == {"a/t.txt"}
