"""Where words stand: spans into a text, and anchors that lead back to the exact words of a document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NewType

DocumentHash = NewType("DocumentHash", str)
"""SHA-256 of a document's raw bytes, 64 lower-case hexadecimal digits."""

ArticleId = NewType("ArticleId", str)
ActorId = NewType("ActorId", str)
StatementId = NewType("StatementId", str)
EncounterId = NewType("EncounterId", str)
UndertakingId = NewType("UndertakingId", str)
AssessmentId = NewType("AssessmentId", str)
UtteranceId = NewType("UtteranceId", str)
StoryId = NewType("StoryId", str)
OriginId = NewType("OriginId", str)
ComplianceId = NewType("ComplianceId", str)
MatterId = NewType("MatterId", str)
AgreementId = NewType("AgreementId", str)
IssueId = NewType("IssueId", str)
PositionId = NewType("PositionId", str)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of `Article.text`, as half-open code point offsets: 0 <= start <= end."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the words that stand at this span of `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Return whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Return whether `other` lies within this span, bounds included."""
        return self.start <= other.start and other.end <= self.end


def cut_ends(span: Span, others: Iterable[Span], text: str, *, start: int = 0) -> Span:
    """Return `span` without what of it lies in `others` at either end, white space and commas there left off too.

    `text`: holds the span, its first code point being `start`. A span of which nothing is left is returned whole.
    """
    low, high = span.start, span.end
    taken = sorted(others, key=lambda other: other.start)
    for other in taken:
        if other.start <= low < other.end:
            low = other.end
            while low < high and (text[low - start].isspace() or text[low - start] in ",;"):
                low += 1
    for other in reversed(taken):
        if other.start < high <= other.end:
            high = other.start
            while low < high and (text[high - 1 - start].isspace() or text[high - 1 - start] in ",;"):
                high -= 1
    return Span(low, high) if low < high else span


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A span of one document with the words that stood there, so that it can be checked and found again."""

    document: DocumentHash
    span: Span
    words: str


def public_id(prefix: str, *parts: object) -> str:
    """Return a short id such as "s-5f0c2a91d3e4", the same for the same parts on every machine.

    `parts` are joined by a character that no text of record holds unescaped; 48 bits of SHA-256 are kept, so the
    chance that two of 100,000 nouns of one kind share an id is below 1 in 50,000; the store refuses such a pair.
    """
    joined = "\x1f".join(str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def anchor_id(prefix: str, *anchors: Anchor) -> str:
    """Return the public id of a noun that stands at `anchors` (document SHA-256, spans, words)."""
    return public_id(prefix, *(f"{a.document}:{a.span.start}:{a.span.end}:{a.words}" for a in anchors))
