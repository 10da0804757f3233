"""Passages: the lines of a text, or the paragraphs that a fixed line width has cut into lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from communique.model.spans import Span

SENTENCE_END = re.compile(r"[.!?…](?:\s?[\"'”’»)\]*_])*$|[.!?…,][\"”]$")
_LINK = re.compile(r"!?\[[^\]\n]{0,300}\]\([^)\s]{0,2000}\)|<?\bhttps?://[^\s>)]{1,2000}>?")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=[\w.,])[*_](?!\w)|^#{1,6}\s+")

MIN_WRAPPED_PAIRS = 6
"""Pairs of adjoining lines below which no fixed line width is assumed; set by hand on invented texts."""
MAX_WRAP_WIDTH = 120
"""Code points; mail and terminals wrap at 72 to 100."""


@dataclass(frozen=True)
class Passage:
    """A line or joined lines without the white space around them."""

    span: Span
    text: str
    group: int
    """Number of the stretch without a blank line that it belongs to."""

    @cached_property
    def folded(self) -> str:
        """The words with white space folded and Markdown emphasis, bullets and heading marks taken off."""
        return " ".join(_EMPHASIS.sub("", self.bare).split())

    @cached_property
    def bare(self) -> str:
        """The words without a list bullet."""
        return re.sub(r"^(?:[*•·‣▪–-]\s+)+(?:#{1,6}\s+)?", "", self.text)

    @cached_property
    def bulleted(self) -> bool:
        """Whether it is an item of a list."""
        return self.bare != self.text

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words, casefolded."""
        return tuple(word.casefold() for word in _WORD.findall(self.folded))

    @cached_property
    def link_share(self) -> float:
        """Share of its code points that belong to links and addresses, 0 to 1."""
        return sum(len(link.group()) for link in _LINK.finditer(self.text)) / max(len(self.text), 1)

    @cached_property
    def ends_sentence(self) -> bool:
        """Whether it closes with a sentence's final stop."""
        return SENTENCE_END.search(self.folded[-12:]) is not None

    @cached_property
    def prose(self) -> bool:
        """Whether it reads as a sentence or several."""
        count = len(self.words)
        if self.link_share > 0.5 or count < 3:
            return False
        if self.bulleted and (self.folded.endswith(";") or self.folded[:1].islower()):
            return True  # a point that goes on the sentence before the list, as no link to an article does
        if self.folded.endswith(":") and count >= 12:
            return True  # it leads into a list or a quotation
        return (self.ends_sentence and (count >= 6 or not self.folded.istitle())) or count >= 40


def split_passages(text: str) -> tuple[Passage, ...]:
    """Return the passages of `text` in order; every visible character lies in one."""
    lines: list[Passage] = []
    group, offset, blank = -1, 0, True
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            group += blank
            start = offset + line.index(words)
            lines.append(Passage(Span(start, start + len(words)), words, group))
        blank = not words
        offset += len(line)
    return _unwrap(text, lines) if _is_wrapped(lines) else tuple(lines)


def is_spaced(passages: Sequence[Passage]) -> bool:
    """Return whether blank lines part the paragraphs of prose, so that lines without one between belong together."""
    prose = [(a, b) for a, b in pairwise(passages) if a.prose and b.prose]
    return bool(prose) and sum(a.group != b.group for a, b in prose) >= 0.6 * len(prose)


def _is_wrapped(lines: Sequence[Passage]) -> bool:
    pairs = [(a, b) for a, b in pairwise(lines) if a.group == b.group and len(a.text) >= 40]
    if len(pairs) < MIN_WRAPPED_PAIRS or max(len(a.text) for a, _ in pairs) > MAX_WRAP_WIDTH:
        return False
    runs_on = sum(not a.ends_sentence and b.text[0].islower() for a, b in pairs)
    return runs_on >= 0.3 * len(pairs)


def _unwrap(text: str, lines: Sequence[Passage]) -> tuple[Passage, ...]:
    widths = sorted(len(line.text) for line in lines)
    full = 0.7 * widths[int(0.9 * (len(widths) - 1))]
    joined: list[list[Passage]] = []
    for line in lines:
        last = joined[-1][-1] if joined else None
        runs_on = last is not None and last.group == line.group and len(last.text) >= full and not line.bulleted
        if runs_on:
            joined[-1].append(line)
        else:
            joined.append([line])
    return tuple(_join(text, run) for run in joined)


def _join(text: str, run: Sequence[Passage]) -> Passage:
    span = Span(run[0].span.start, run[-1].span.end)
    return Passage(span, span.of(text), run[0].group)
