"""Which files show the same article (a page and its text)."""

from __future__ import annotations

from collections.abc import Sequence

from communique.model.documents import Article
from communique.model.records import Rendition


def find_renditions(articles: Sequence[Article]) -> tuple[Rendition, ...]:
    """Return the articles that are another rendition of one among `articles`, sorted."""
    return ()
