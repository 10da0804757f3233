"""Quotation marks: which words of a paragraph stand in them, however they nest, break off or run over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.model.documents import Article
from communique.model.spans import Span

DOUBLE_OPEN, DOUBLE_CLOSE = "“„«", "”»"
SPOKEN_BLOCKS = ("title", "heading", "body", "caption")
DOUBLED_OPEN = re.compile(r"(?<![^\s(\[—–:/*-])''(?=[\w‘'“.$])")
"""Two apostrophes that open a quotation, as some archives type them."""
TRAILERS = ",.!?…—-"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks that are not inside others."""

    span: Span
    """Marks included; an unclosed quotation goes to the end of its paragraph."""
    paragraph: int
    """Index of its paragraph."""
    closed: bool
    continued: bool = False
    """The paragraph before ended in a quotation left open, and this one opens the paragraph: the same one goes on."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of an article's block with the quotations in it."""

    index: int
    span: Span
    kind: str
    quotations: tuple[Quotation, ...]
    relayed: bool = False
    """All of it is quoted from another outlet: the outer marks are dropped, inner ones count."""


def split_paragraphs(article: Article) -> list[tuple[Span, str]]:
    """Return (span, block kind) of each line of the article's blocks that can hold quotations or reports."""
    found: list[tuple[Span, str]] = []
    for block in article.blocks:
        if block.kind not in SPOKEN_BLOCKS:
            continue
        start = block.span.start
        for line in block.span.of(article.text).splitlines(keepends=True):
            words = line.strip()
            if words:
                first = start + line.index(words)
                found.append((Span(first, first + len(words)), block.kind))
            start += len(line)
    return found


def find_paragraphs(article: Article, relayed: Sequence[Span] = ()) -> tuple[Paragraph, ...]:
    """Return the paragraphs of title, heading, body and captions with their quotations.

    `relayed`: paragraphs that are a block quotation from another outlet.
    """
    paragraphs: list[Paragraph] = []
    left_open = False
    marked = _with_plain_marks(article.text)
    for index, (span, kind) in enumerate(split_paragraphs(article)):
        is_relayed = span in relayed
        pairs = _single_pairs(article.text, span) if is_relayed else _pairs(marked, span)
        quotations = tuple(
            Quotation(whole, index, closed, left_open and whole.start == span.start)
            for whole, closed in ((_with_both_marks(article.text, a, b), closed) for a, b, closed in pairs)
        )
        left_open = bool(quotations) and not quotations[-1].closed
        paragraphs.append(Paragraph(index, span, kind, quotations, is_relayed))
    return tuple(paragraphs)


def _with_plain_marks(text: str) -> str:
    """Return `text` with each quotation mark typed as two apostrophes turned into a double one and a space."""
    if "''" not in text:
        return text
    opened = DOUBLED_OPEN.sub(' "', text)
    return opened.replace("''", '" ')


def _with_both_marks(text: str, start: int, end: int) -> Span:
    """Return a quotation with both apostrophes of marks that are typed as two."""
    first = start - 1 if text[start - 1 : start + 1] == "''" else start
    return Span(first, end + 1 if text[end - 1 : end + 1] == "''" else end)


def opens_quoted(text: str, span: Span) -> bool:
    """Return whether a paragraph begins with a double quotation mark."""
    return text[span.start] in DOUBLE_OPEN + '"'


def _pairs(text: str, span: Span) -> list[tuple[int, int, bool]]:
    """Return (start, end, closed) of the outermost quotations of a paragraph."""
    found = []
    i = span.start
    while i < span.end:
        char = text[i]
        if char in DOUBLE_OPEN or (char == '"' and _opens(text, i, span)):
            end, closed = _double_end(text, i, span)
            if closed and _is_stray(text, i, end, span):
                i += 1
                continue
        elif char in "‘'" and _opens_single(text, i, span):
            close = _single_end(text, i, span)
            if close is None:
                i += 1
                continue
            end, closed = close, True
        else:
            i += 1
            continue
        found.append((i, end, closed))
        i = max(end, i + 1)
    return found


def _single_pairs(text: str, span: Span) -> list[tuple[int, int, bool]]:
    """Return the single-quoted stretches of a paragraph whose double marks enclose somebody else's report."""
    found = []
    i = span.start
    while i < span.end:
        end = _single_end(text, i, span) if text[i] in "‘'" and _opens_single(text, i, span) else None
        if end is not None:
            found.append((i, end, True))
        i = end or i + 1
    return found


def _opens(text: str, i: int, span: Span) -> bool:
    before = text[i - 1] if i > span.start else " "
    after = text[i + 1] if i + 1 < span.end else " "
    return (before.isspace() or before in "([—–-:‘'/*") and (not after.isspace() or _is_spaced_inner(text, i, span))


def _is_spaced_inner(text: str, i: int, span: Span) -> bool:
    return i == span.start and text[i + 1 : i + 3].strip(" ") in ("'", "‘")


def _double_end(text: str, start: int, span: Span) -> tuple[int, bool]:
    """Return the end of a double quotation, past its mark, and whether it is closed."""
    straight = text[start] == '"'
    depth = 0
    for i in range(start + 1, span.end):
        char = text[i]
        if not straight and char in DOUBLE_OPEN:
            depth += 1
        if char == '"' if straight else (char in DOUBLE_CLOSE or char == '"'):
            if depth == 0:
                return i + 1, True
            depth -= 1
    return _unclosed_end(text, start, span), False


def _is_stray(text: str, start: int, end: int, span: Span) -> bool:
    """Return whether the straight mark taken for a closing one opens, so that the mark at `start` means nothing."""
    if text[start] != '"' or end >= span.end:
        return False
    return text[end - 2] == " " and text[end - 3] in ",:" and text[end].isalpha()


REPORTING_TAIL = re.compile(
    r",['’]? (?=(?:[A-Z][\w.-]+ ){0,4}(?:he |she |they |it )?(?:said|says|told|added|wrote|noted)\b)"
)


def _unclosed_end(text: str, start: int, span: Span) -> int:
    """Return where a quotation without closing mark ends: before a reporting clause in its paragraph, else with it."""
    tail = REPORTING_TAIL.search(text, start, span.end)
    return tail.start() + 1 if tail else span.end


def _opens_single(text: str, i: int, span: Span) -> bool:
    before = text[i - 1] if i > span.start else " "
    after = text[i + 1] if i + 1 < span.end else " "
    return (before.isspace() or before in '(["“—–-:') and after.isalpha()


def _single_end(text: str, start: int, span: Span) -> int | None:
    """Return the end of a single quotation, past its mark; None: the mark is an apostrophe.

    A mark after a full stop or comma is sure to close; one after a plural s may be a possessive.
    """
    fallback = None
    for i in range(start + 2, span.end):
        if text[i] not in "’'":
            continue
        after = text[i + 1] if i + 1 < span.end else " "
        if after.isalnum():
            continue
        if text[i - 1] in TRAILERS:
            return i + 1
        if text[i - 1] != "s" or after in ',.;:!?)"”' or i + 1 == span.end:
            return i + 1
        fallback = fallback or i + 1
    return fallback
