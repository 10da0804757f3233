"""A speaker's turns in an interview, debate or transcript: each paragraph is a direct statement of its speaker."""

from __future__ import annotations

from communique.extract.reports import Report
from communique.model.documents import Article
from communique.model.spans import Span

FIRST_PERSONS = ("i", "we", "you", "one", "let", "us", "me")


def find_turns(article: Article) -> list[Report]:
    """Return a report for each turn of the article, in order."""
    return [
        Report(content=(block.span,), method="turn", speaker=block.speaker_span)
        for block in article.blocks
        if block.kind == "turn" and len(block.span)
    ]


def is_third_party(speaker: Span | None, text: str) -> bool:
    """Return whether a speaker named inside a turn is somebody else than who speaks and who listens."""
    return speaker is not None and speaker.of(text).strip().lower() not in FIRST_PERSONS
