"""Sentences that two articles quote word for word: both tell one occasion. Method: docs/methods/times.md."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from communique.link.words import read_words
from communique.model.records import ArticleRecord, Copy
from communique.model.spans import Anchor, ArticleId, Span

MIN_WORDS: Final = 9
"""Of a quoted sentence: shorter ones are said on many occasions."""
_SENTENCE: Final = re.compile(r"[^.!?]+[.!?]?")


def shared_quotes(records: Sequence[ArticleRecord]) -> dict[ArticleId, list[tuple[ArticleId, Copy]]]:
    """Return, by article, the others that quote a sentence as it does, with where: first its own words."""
    told: dict[tuple[str, ...], dict[ArticleId, Anchor]] = defaultdict(dict)
    for record in records:
        for words, anchor in _quoted(record):
            told[words].setdefault(record.article.id, anchor)
    found: dict[ArticleId, list[tuple[ArticleId, Copy]]] = defaultdict(list)
    for _, places in sorted(told.items()):
        for (first, here), (second, there) in combinations(sorted(places.items()), 2):
            found[first].append((second, Copy(here, there, 0.0)))
            found[second].append((first, Copy(there, here, 0.0)))
    return found


def _quoted(record: ArticleRecord) -> Iterator[tuple[tuple[str, ...], Anchor]]:
    """Yield the sentences that an article quotes, as their words, with where they stand."""
    for statement in record.statements:
        for piece in statement.content if statement.form == "direct" else ():
            for match in _SENTENCE.finditer(record.article.text, piece.start, piece.end):
                words = tuple(word.form for word in read_words(match.group()))
                if len(words) >= MIN_WORDS:
                    yield words, record.article.anchor(Span(match.start(), match.end()))
