"""What the finders of statements hand on: a report, before its speaker is resolved and it becomes a Statement."""

from __future__ import annotations

from dataclasses import dataclass

from communique.model.spans import Span


@dataclass(frozen=True, slots=True)
class Report:
    """Words that somebody is reported to have said, as one method found them."""

    content: tuple[Span, ...]
    method: str
    speaker: Span | None = None
    cue: Span | None = None
    cue_class: str | None = None
    addressee: Span | None = None
    occasion: Span | None = None
    relays: tuple[Span, ...] = ()
    """Who passes it on, outermost first."""
    score: float | None = None
    cue_token: int | None = None
    """Index of the cue's verb or noun; None: no cue, or found without the parse."""

    @property
    def start(self) -> int:
        """Where the content begins."""
        return self.content[0].start

    @property
    def length(self) -> int:
        """Code points of content."""
        return sum(len(s) for s in self.content)

    def shared(self, other: Report) -> int:
        """Return how many code points of content this report and another have in common."""
        return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in self.content for b in other.content)


TRIM_LEFT = " \t\n\r,;:.—–-"
TRIM_RIGHT = " \t\n\r,;:.—–-"


def tidy(text: str, start: int, end: int) -> Span | None:
    """Return the content between two offsets without stray punctuation and the final full stop.

    A full stop of an abbreviation, and marks inside a closing quotation mark, stay. None: nothing is left.
    """
    while start < end and text[start] in TRIM_LEFT:
        start += 1
    while end > start and text[end - 1] in TRIM_RIGHT:
        if text[end - 1] == "." and _abbreviates(text, start, end):
            break
        end -= 1
    return Span(start, end) if end > start else None


def _abbreviates(text: str, start: int, end: int) -> bool:
    """Return whether the full stop before `end` belongs to an abbreviation such as "U.S."."""
    word = text[start : end - 1].rsplit(maxsplit=1)[-1] if text[start : end - 1].strip() else ""
    return "." in word and all(len(part) == 1 for part in word.split("."))
