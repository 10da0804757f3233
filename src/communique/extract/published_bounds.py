"""Bounds on the day of publication, from public events and terms of office. Method: docs/methods/times.md."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources

from communique.model.documents import Article
from communique.model.spans import Span

NEAR_CHARS = 60
"""How far from the name of an event the words may stand that tell its year, within one sentence."""
COINCIDES_DAYS = 3
"""What coincides with an anniversary lies in the week around it."""
ANNIVERSARY = re.compile(r"\b(?P<count>\d{1,3})(?:st|nd|rd|th)\sanniversary\sof\b", re.I)
COINCIDES = re.compile(r"\bcoincid(?:es|ed|ing)\swith\s(?:the\s)?$", re.I)
LAST_YEAR = re.compile(r"\blast\syear(?:['’]s)?\b", re.I)
THIS_YEAR = re.compile(r"\s+(?:earlier\s)?this\syear\b", re.I)
NOT_LAST_YEAR = re.compile(r"\b(?:since|until|before|after|between)\b", re.I)
LEAVING = r"(?:prepar(?:es|ing)\sto\sleave|(?:is\s)?(?:about|due|set)\sto\sleave|(?:is\s)?leaving)\soffice\b"


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """An event of known day."""

    name: str
    day: date
    words: re.Pattern[str] | None
    """What names it as past; None: its names do not tell it from others."""
    ahead: re.Pattern[str] | None
    """What names it as still to come; None: nothing does."""
    last: date
    """The day of the last event of that name; `day`, where there is one only."""
    beside: re.Pattern[str] | None = None
    """What must stand in the same paragraph; None: nothing need."""


@dataclass(frozen=True, slots=True)
class Bound:
    """First and last day on which a text with these words can have been published."""

    low: date
    high: date
    span: Span


@dataclass(frozen=True, slots=True)
class PublicEvents:
    """The rows of data/events.toml."""

    events: tuple[PublicEvent, ...]
    commemorated: tuple[PublicEvent, ...]
    sole_offices: frozenset[str] = frozenset()
    """Titles in lower case that one person of a state holds at a time."""


@lru_cache(maxsize=1)
def public_events() -> PublicEvents:
    """Return the events of data/events.toml."""
    table = tomllib.loads(resources.files("communique.extract").joinpath("data/events.toml").read_text("utf-8"))
    return PublicEvents(
        tuple(_event(row) for row in table["event"]),
        tuple(_event(row) for row in table["commemorated"]),
        frozenset(table["sole_offices"]),
    )


def _event(row: dict[str, object]) -> PublicEvent:
    words, ahead, beside = (re.compile(str(row[k]), re.I) if k in row else None for k in ("words", "ahead", "with"))
    day, again = row["day"], row.get("again", [])
    assert isinstance(day, date) and isinstance(again, list)
    return PublicEvent(str(row["name"]), day, words, ahead, max([day, *again]), beside)


def event_bounds(article: Article, *, earliest: date, latest: date) -> tuple[Bound, ...]:
    """Return a bound for each public event or anniversary that the article's own words name, in text order.

    `earliest` and `latest` stand where nothing bounds that side.
    """
    found: list[Bound] = []
    for block in article.blocks:
        if block.kind == "boilerplate":
            continue
        words, start = block.span.of(article.text), block.span.start
        for low, high, at in (*_named(words), *_anniversaries(words)):
            span = Span(start + at.start(), start + at.end())
            found.append(Bound(low or earliest, high or latest, span))
    return tuple(sorted(found, key=lambda bound: bound.span))


def _named(words: str) -> Iterator[tuple[date | None, date | None, re.Match[str]]]:
    for event in public_events().events:
        if event.beside is not None and not event.beside.search(words):
            continue
        for at in event.words.finditer(words) if event.words else ():
            if _is_last_year(words, at):
                yield date(event.day.year + 1, 1, 1), date(event.last.year + 1, 12, 31), at
            elif THIS_YEAR.match(words[at.end() :]):
                yield event.day, date(event.last.year, 12, 31), at
            else:
                yield event.day, None, at
        for at in event.ahead.finditer(words) if event.ahead else ():
            yield None, event.day, at


def _is_last_year(words: str, at: re.Match[str]) -> bool:
    """Return whether "last year" dates the event itself, standing within its name or next to it."""
    before = re.search(r"\blast\syear['’]s\s$", words[: at.start()], re.I)
    after = re.match(r"\s+last\syear\b", words[at.end() :], re.I)
    within = LAST_YEAR.search(at[0])
    return bool(before or after or within) and not NOT_LAST_YEAR.search(at[0])


def _anniversaries(words: str) -> Iterator[tuple[date | None, date | None, re.Match[str]]]:
    for at in ANNIVERSARY.finditer(words):
        after = re.split(r"[.\n]", words[at.end() : at.end() + NEAR_CHARS])[0]
        events = [event for event in public_events().commemorated if event.words and event.words.search(after)]
        if len(events) != 1:
            continue
        day = events[0].day.replace(year=events[0].day.year + int(at["count"]))
        coincides = COINCIDES.search(words[: at.start()])
        reach = timedelta(days=COINCIDES_DAYS if coincides else 365)
        yield day - reach, day + reach, at


def leaves_office(article: Article, surname: str) -> bool:
    """Return whether the article says that the holder of that surname is about to leave office."""
    return re.search(rf"\b{re.escape(surname)}\s{LEAVING}", article.text) is not None
