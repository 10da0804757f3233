"""Documents as they came and as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from communique.model.inferred import Inferred, absent
from communique.model.spans import Anchor, ArticleId, DocumentHash, Span

BlockKind = Literal["title", "byline", "dateline", "body", "caption", "heading", "turn", "boilerplate"]
SourceKind = Literal["outlet", "agency", "office"]
Medium = Literal["text", "markdown", "html"]


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet, agency or office that publishes."""

    name: str
    kind: SourceKind = "outlet"
    side: str | None = None
    """The party to the talks that it speaks for ("Russia"); None: not a party, or not known."""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """Bytes as they came, where from, and what the user said about them."""

    path: str
    """Path relative to the folder that was built, with "/" between its parts; for a single file, its name."""
    sha256: DocumentHash
    content: bytes
    medium: Medium
    known: tuple[tuple[str, str], ...] = ()
    """What the user's sidecar or manifest says (field, value), sorted by field; fields: docs/metadata.md."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article. Blocks are in order, do not overlap, and hold every character but white space."""

    kind: BlockKind
    span: Span
    speaker_span: Span | None = None
    """For a turn: the heading or label that names who speaks; None for every other kind."""


@dataclass(frozen=True, slots=True)
class Article:
    """One text; `text` is never altered: spans of a .txt fit the decoded file."""

    id: ArticleId
    document: DocumentHash
    path: str
    text: str
    medium: Medium
    blocks: tuple[Block, ...] = ()
    language: Inferred[str] = field(default_factory=lambda: absent("not analysed"))
    """ISO 639-1 code."""
    title: Inferred[str] = field(default_factory=lambda: absent("not analysed"))
    source: Inferred[Source] = field(default_factory=lambda: absent("not analysed"))
    agency: Inferred[str] = field(default_factory=lambda: absent("not analysed"))
    """The wire agency credited as origin ("Associated Press")."""
    byline: Inferred[str] = field(default_factory=lambda: absent("not analysed"))
    dateline: Inferred[str] = field(default_factory=lambda: absent("not analysed"))
    """The place of the dateline, as written."""
    published: Inferred[str] = field(default_factory=lambda: absent("not analysed"))
    """EDTF date (YYYY-MM-DD, YYYY-MM or YYYY)."""
    url: Inferred[str] = field(default_factory=lambda: absent("not analysed"))
    warnings: tuple[str, ...] = ()
    """What a reader of the build report should know of this document ("decoded as Windows-1252")."""

    def anchor(self, span: Span) -> Anchor:
        """Return the anchor of `span` in this article."""
        return Anchor(self.document, span, span.of(self.text))

    def blocks_of(self, kinds: Sequence[BlockKind]) -> tuple[Block, ...]:
        """Return the blocks of the given kinds, in order."""
        return tuple(block for block in self.blocks if block.kind in kinds)

    def block_at(self, offset: int) -> Block | None:
        """Return the block that holds the code point at `offset`; None: white space between blocks."""
        return next((block for block in self.blocks if block.span.start <= offset < block.span.end), None)
