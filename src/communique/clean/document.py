"""One document to one article: text of record, blocks, metadata."""

from __future__ import annotations

from communique.clean.blocks import find_blocks
from communique.clean.decode import decode_document
from communique.clean.layout import Hints
from communique.clean.lexicon import load_lexicon
from communique.clean.metadata import describe_article
from communique.clean.page import page_hints, read_page
from communique.clean.passages import split_passages
from communique.errors import UnreadableDocument
from communique.model.documents import Article, RawDocument
from communique.model.spans import ArticleId, public_id
from communique.settings import Settings


def clean_document(raw: RawDocument, settings: Settings) -> Article:
    """Return the article that `raw` holds, with its blocks and metadata.

    Article.text is the decoded file for text and Markdown, and the rendered page for HTML. Published, where neither
    the user nor the page tells it, is left "not analysed" for a later stage.
    Raises UnreadableDocument for an empty, oversized or binary document and for a page with nothing visible.
    Method: docs/methods/cleaning.md.
    """
    decoded, warnings = decode_document(raw, settings)
    page = read_page(decoded) if raw.medium == "html" else None
    text = page.text if page else decoded
    if not text.strip():
        raise UnreadableDocument(raw.path, "the page shows no text")
    known = dict(raw.known) if settings.use_metadata else {}
    lexicon = load_lexicon()
    passages = split_passages(text)
    hints = page_hints(page, passages, known.get("title")) if page else Hints(title=known.get("title"))
    found = find_blocks(text, passages, lexicon, hints)
    article = Article(
        id=ArticleId(public_id("d", raw.sha256)),
        document=raw.sha256,
        path=raw.path,
        text=text,
        medium=raw.medium,
        blocks=found.blocks,
        warnings=warnings,
    )
    told = page.told if page and settings.use_metadata else {}
    return describe_article(article, found.dateline, known, told, lexicon)
