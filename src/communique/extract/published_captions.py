"""The day of publication from the dates of a text's photographs. Method: docs/methods/times.md."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from communique.extract.published_places import is_news_weekday, lead_weekday
from communique.model.documents import Article
from communique.model.inferred import Inferred
from communique.model.times import TimeValue

CREDIT = re.compile(
    r"\b(?:AP|EPA|AFP|Reuters|REUTERS|Getty|Pool)\b[^.\n]{0,20}\b(?:Photo|Images|via)\b|\bPhoto(?:graph)?(?::|\sby\b)"
    r"|\bREUTERS/|\b(?:handout|screengrab)\b|\bvia\s(?:AP|Reuters|REUTERS)\b"
)
"""What names the source of a photograph."""
ARCHIVE = re.compile(r"\bfile\b|^FILE\b", re.I)
"""What tells that a photograph is an old one."""


def date_by_captions(article: Article, times: Sequence[TimeValue], low: date, high: date) -> Inferred[str] | None:
    """Return the weekday of the news as the day of the latest photograph, or the day after it.

    A photograph of the day before counts only where the text tells its weekday too: one alone may be weeks old.
    None: no dated photograph fits.
    """
    news = lead_weekday(article, times)
    latest = max(_photographs(article, times), key=lambda photograph: photograph[0], default=None)
    if news is None or news.shift is None or latest is None:
        return None
    taken, time = latest
    told = {t.shift.weekday for t in times if is_news_weekday(t) and t.shift is not None}
    day = taken if taken.weekday() == news.shift.weekday else taken + timedelta(days=1)
    if day.weekday() != news.shift.weekday or not low <= day <= high or taken.weekday() not in told:
        return None
    following = (day + timedelta(days=1)).isoformat()
    return Inferred(day.isoformat(), "inferred", (article.anchor(time.span), article.anchor(news.span)), (following,))


def _photographs(article: Article, times: Sequence[TimeValue]) -> Iterator[tuple[date, TimeValue]]:
    """Yield the full dates of paragraphs with the credit of a photograph, those of archive pictures left out."""
    for time in times:
        if time.anchor != "absolute" or time.value is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", time.value):
            continue
        block = article.block_at(time.span.start)
        words = block.span.of(article.text) if block is not None else ""
        if CREDIT.search(words) and not ARCHIVE.search(words):
            try:
                yield date.fromisoformat(time.value), time
            except ValueError:  # the 31st of a shorter month, misprinted
                continue
