"""The day of publication from where the news happened: a summit "here", a stay of known days.

Method: docs/methods/times.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from communique.facts import Facts
from communique.facts.table import Itinerary, Stay, Summit
from communique.model.documents import Article
from communique.model.inferred import Inferred
from communique.model.spans import Anchor, Span
from communique.model.times import TimeValue

Fits = dict[date, tuple[Anchor, ...]]
"""The days that fit, each with the words that led there."""


def date_by_place(
    article: Article, times: Sequence[TimeValue], facts: Facts, low: date, high: date
) -> Inferred[str] | None:
    """Return the weekday of the news as a day between `low` and `high`, told by a summit or a stay of known days.

    The day after it is kept as alternative, since some print the news of the day before. None: no row of the facts
    table fits, or more than one day does.
    """
    for fits in (_by_summit(article, times, facts, low, high), _by_stay(article, times, facts, low, high)):
        if len(fits) == 1:
            day, evidence = next(iter(fits.items()))
            return Inferred(day.isoformat(), "table", evidence, ((day + timedelta(days=1)).isoformat(),))
    return None


def lead_weekday(article: Article, times: Sequence[TimeValue]) -> TimeValue | None:
    """Return the weekday of the news: the first that the body does not tell as lying ahead; None: it tells none."""
    return next((time for time in times if is_news_weekday(time)), None)


def is_news_weekday(time: TimeValue) -> bool:
    """Return whether a time is a bare weekday that does not lie ahead ("Tuesday", not "last Tuesday")."""
    shift = time.shift
    return (
        shift is not None
        and time.anchor == "published"
        and shift.weekday is not None
        and shift.direction in ("past", "news")
        and shift.granularity == "day"
        and not shift.days
    )


def _by_summit(article: Article, times: Sequence[TimeValue], facts: Facts, low: date, high: date) -> Fits:
    """Return the days of an article written from a summit "here" on a weekday."""
    fits: Fits = {}
    weekday = lead_weekday(article, times)
    if weekday is None or weekday.shift is None:
        return fits
    for summit in facts.summits:
        found = _summit_here(article, summit)
        if found is None:
            continue
        for day in _days(summit.start, summit.end or summit.start):
            if low <= day <= high and day.weekday() == weekday.shift.weekday:
                fits[day] = (article.anchor(found), article.anchor(weekday.span))
    return fits


def _days(start: str, end: str) -> Iterator[date]:
    first = date.fromisoformat(start)
    for n in range((date.fromisoformat(end) - first).days + 1):
        yield first + timedelta(days=n)


def _summit_here(article: Article, summit: Summit) -> Span | None:
    """Return where the text says that it is written from the summit: "the G20 summit here", or its city as dateline."""
    group = re.fullmatch(r"G(\d+)", summit.series)
    name = rf"(?:G-?{group[1]}|Group of {group[1]}|Group of Twenty)" if group else re.escape(summit.series)
    city = re.escape(_city(summit.place))
    for span in _content(article):
        words = span.of(article.text)
        found = re.search(rf"{name}(?:\s\w+)?\s(?:summit|leaders|meeting)[^.\n]{{0,20}}\b(?:here|in {city})\b", words)
        if found is not None:
            return Span(span.start + found.start(), span.start + found.end())
    return None


def _by_stay(article: Article, times: Sequence[TimeValue], facts: Facts, low: date, high: date) -> Fits:
    """Return the days on which a person was where a sentence tells him to be on a weekday.

    Only itineraries that are complete between `low` and `high` are asked: a stay that is not listed might fit too.
    """
    fits: Fits = {}
    for itinerary in facts.itineraries:
        complete = date.fromisoformat(itinerary.since) <= low and high <= date.fromisoformat(itinerary.until)
        if not complete or itinerary.person not in article.text:
            continue
        for time, stay, found in _told_stays(article, times, itinerary):
            for day in _days(stay.start, stay.end):
                if low <= day <= high and time.shift is not None and day.weekday() == time.shift.weekday:
                    fits[day] = (article.anchor(found), article.anchor(time.span))
    return fits


def _told_stays(
    article: Article, times: Sequence[TimeValue], itinerary: Itinerary
) -> Iterator[tuple[TimeValue, Stay, Span]]:
    """Yield the stays that a sentence with a weekday of the news tells: the person's name and "in CITY"."""
    surname = re.escape(itinerary.person.split()[-1])
    news = [time for time in times if is_news_weekday(time)]
    for sentence in _sentences(article):
        inside = [time for time in news if sentence.contains(time.span)]
        words = sentence.of(article.text)
        if not inside or not re.search(rf"\b{surname}\b", words):
            continue
        for stay in itinerary.stays:
            found = re.search(rf"\b(?:in|at|to)\s{re.escape(_city(stay.place))}\b", words)
            if found is not None:
                yield inside[0], stay, Span(sentence.start + found.start(), sentence.start + found.end())


def _sentences(article: Article) -> Iterator[Span]:
    for block in _content(article):
        start = block.start
        for end in re.finditer(r"[.!?][\"”’']?(?=\s+[A-Z\"“])|\Z", block.of(article.text)):
            yield Span(start, block.start + end.end())
            start = block.start + end.end()


def _content(article: Article) -> list[Span]:
    return [block.span for block in article.blocks if block.kind != "boilerplate"]


def _city(place: str) -> str:
    return place.split(",")[0]
