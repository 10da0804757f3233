"""Parts of a sentence that are compared apart: the condition on which something hangs, and the rest."""

from __future__ import annotations

import re
from functools import lru_cache

from communique.link.words import telling_words
from communique.model.spans import Span

_CLAUSE_END = re.compile(
    r"[;:.]|,(?=\s+(?:and|but)?\s*(?:he|she|it|they|we|the)\b)|[\"”](?=\s)"
    r"|,(?=\s+(?:an?\s)?\w+(?:\s\w+)?\s+(?:than|that|which)\b)"
)
"""Also before what a comma adds on the whole ("..., terms harder than any before")."""


@lru_cache(maxsize=1)
def _openers() -> re.Pattern[str]:
    words = sorted(telling_words()["condition"]["openers"], key=len, reverse=True)
    return re.compile(
        rf"\b(?:only\s+)?(?:{'|'.join(re.escape(w) for w in words)})\b(?! (?:again|more)\b)", re.IGNORECASE
    )


def condition_in(text: str, span: Span) -> Span | None:
    """Return the words of `span` that say on what something hangs, with the word that opens them; None: there are none.

    The condition runs to the end of its clause; it needs at least two words after its opener.
    """
    for match in _openers().finditer(text, span.start, span.end):
        end = _CLAUSE_END.search(text, match.end(), span.end)
        found = Span(match.start(), end.start() if end else span.end)
        if len(found.of(text).split()) >= 3:
            return _trimmed(text, found)
    return None


def is_contrary(condition: str) -> bool:
    """Return whether a condition is one until which, or unless which, something does not change."""
    word = condition.split(maxsplit=1)[0].casefold()
    return word in telling_words()["condition"]["contrary"]


def without(text: str, span: Span, part: Span) -> Span | None:
    """Return what is left of `span` before `part`, or where that is too short after it; None: less than two words."""
    before = _trimmed(text, Span(span.start, max(span.start, part.start)))
    after = _trimmed(text, Span(min(part.end, span.end), span.end))
    for rest, least in ((before, 3), (after, 2), (before, 2)):
        if len(rest.of(text).split()) >= least:
            return rest
    return None


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in " \t\r\n,;:":
        start += 1
    while start < end and text[end - 1] in " \t\r\n,;:.":
        end -= 1
    return Span(start, end)
