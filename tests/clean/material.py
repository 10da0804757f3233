"""What the tests of cleaning share: an invented paragraph, and how its blocks are read."""

from __future__ import annotations

import hashlib

from communique.clean import clean_document
from communique.model.documents import Article, Medium, RawDocument
from communique.settings import Settings

PARAGRAPH = (
    "The foreign ministers of Norvia and Kestria met on Tuesday for three hours and agreed to keep talking about the "
    "border, officials of both sides said after the meeting in Port Alder."
)


def raw(content: bytes | str, medium: Medium = "text", **known: str) -> RawDocument:
    content = content.encode() if isinstance(content, str) else content
    return RawDocument("a/b.txt", hashlib.sha256(content).hexdigest(), content, medium, tuple(sorted(known.items())))


def clean(content: bytes | str, medium: Medium = "text", **known: str) -> Article:
    return clean_document(raw(content, medium, **known), Settings())


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(b.kind, b.span.of(article.text)) for b in article.blocks]


def assert_blocks_hold(article: Article) -> None:
    end = 0
    for block in article.blocks:
        assert block.span.start >= end
        assert block.span.of(article.text).strip() == block.span.of(article.text) != ""
        assert not article.text[end : block.span.start].strip()
        assert (block.speaker_span is not None) == (block.kind == "turn")
        end = block.span.end
    assert not article.text[end:].strip()
