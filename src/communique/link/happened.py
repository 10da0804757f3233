"""When something happened, where accounts tell days that do not go together. Method: docs/methods/comparisons.md."""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations
from typing import Final

from communique.link.causes import MAX_POSTINGS
from communique.link.facets import compare_sides, occasions_of, teller
from communique.link.passages import Passage
from communique.link.storytext import StoryText
from communique.link.unionfind import DisjointSets
from communique.link.words import light_concepts, opener_concepts, telling_words
from communique.model.comparisons import Comparison, Side
from communique.model.spans import ArticleId, Span
from communique.model.times import TimeValue, is_calendar_date, resolve_time

MAX_REACH: Final = 80
"""Characters between what happened and its day."""
MAX_APART_DAYS: Final = 62
"""Further apart, two days are of two events: a truce agreed in spring and one agreed in autumn."""
MAX_DAYS_APART: Final = 10
"""The same for days told to the day or week."""
MIN_EVENT: Final = 1.0
"""Least that two clauses must have in common, in words that stand once in the story, to tell one event."""
_BREAK: Final = re.compile(
    r"[;:]|,(?= (?:but|while|although|though|which|who|where|despite|due)\b)|\b(?:said|says|told)\b"
)
_TOLD_ON: Final = re.compile(
    rf"\b(?:{'|'.join(telling_words()['published']['words'])})"
    r"(?: late| early)?(?: on| in)?(?: the)?\s*$"
)
_POINTS_BACK: Final = re.compile(r"\W*(?:the|these|those|such|it|they)\b", re.IGNORECASE)
Days = tuple[date, date]


@dataclass(frozen=True)
class _Event:
    """What a clause tells to have happened."""

    what: str
    by: str | None
    """The state that does it; None: known again by what the clause says."""
    side: Side
    days: Days | None
    exact: bool
    """Whether the days are one day or week."""
    course: str | None
    """Before it began, or after a while; None: not told."""
    concepts: frozenset[str]


@dataclass(frozen=True)
class _Kind:
    what: str
    by_state: bool
    forms: re.Pattern[str]


def compare_happenings(story: StoryText) -> list[Comparison]:
    """Return, for events that several accounts near in time tell, the days that do not go together."""
    events = [event for record in story.records for event in _events(story, record.article.id)]
    sets = DisjointSets(range(len(events)))
    for i, j in _candidates(events):
        if _one_event(story, events[i], events[j]):
            sets.join(i, j)
    found = []
    for members in sets.groups():
        told = [events[i] for i in members]
        apart = [
            (a.side, b.side) for a, b in combinations(told, 2) if a.side.article != b.side.article and _differ(a, b)
        ]
        if apart:
            sides = list(dict.fromkeys(event.side for event in told))
            kept = [s for group in occasions_of(story, apart) for s in group]
            rest = [s for s in sides if s not in kept and s.article not in {k.article for k in kept}]
            found.append(compare_sides(story, "date", "weight", told[0].what, [*kept, *rest], 2.0))
    return found


def _candidates(events: Sequence[_Event]) -> list[tuple[int, int]]:
    """Return the pairs of events of one kind that share a state or a concept which is not everywhere."""
    postings: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, event in enumerate(events):
        for concept in sorted(event.concepts) if event.by is None else [event.by]:
            postings[event.what, concept].append(n)
    return sorted(
        {pair for found in postings.values() if len(found) <= MAX_POSTINGS for pair in combinations(found, 2)}
    )


@lru_cache(maxsize=1)
def _kinds() -> tuple[_Kind, ...]:
    return tuple(
        _Kind(entry["what"], entry.get("by", False), re.compile(rf"\b(?:{'|'.join(entry['forms'])})\b", re.IGNORECASE))
        for entry in telling_words()["happened"]["event"]
    )


@lru_cache(maxsize=1)
def _courses() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = telling_words()["happened"]["course"]
    return tuple((name, re.compile(rf"\b{pattern}\b", re.IGNORECASE)) for name, pattern in sorted(table.items()))


def _events(story: StoryText, article: ArticleId) -> Iterator[_Event]:
    record = story.coverage.record_of[article]
    times = sorted((t for t in record.times if t.kind == "date"), key=lambda t: t.span)
    starts = [time.span.start for time in times]
    published = record.article.published.value
    for passage in story.passages_in(article):
        span = passage.anchor.span
        within = times[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        for kind in _kinds():
            for match in kind.forms.finditer(passage.anchor.words):
                event = _event(story, passage, kind, match, [(t, resolve_time(t, published)) for t in within])
                if event is not None:
                    yield event


def _event(
    story: StoryText,
    passage: Passage,
    kind: _Kind,
    match: re.Match[str],
    times: Sequence[tuple[TimeValue, str | None]],
) -> _Event | None:
    clause = _clause(passage.anchor.words, match.start(), match.end())
    words = clause.of(passage.anchor.words)
    near = [(reach, t, v) for t, v in times if (reach := _reach(passage, match, t.span, clause)) is not None]
    _, time, value = min(near, key=lambda n: n[0], default=(0, None, None))
    days = _days(time, value) if time is not None and value else None
    course = next((name for name, pattern in _courses() if pattern.search(words)), None)
    if days is None and course is None:
        return None
    at = Span(clause.start + passage.anchor.span.start, clause.end + passage.anchor.span.start)
    by = _state_beside(passage, match) if kind.by_state else None
    if kind.by_state and by is None:
        return None
    side = replace(teller(passage, at), value=value or words)
    return _Event(
        kind.what.format(by=by[1:] if by else ""),
        by,
        side,
        days,
        bool(value and len(value) > 7),
        course,
        _said(story, passage, at, match),
    )


def _clause(words: str, start: int, end: int) -> Span:
    """Return the clause around what happened."""
    breaks = list(_BREAK.finditer(words))
    first = max((m.end() for m in breaks if m.end() <= start), default=0)
    last = min((m.start() for m in breaks if m.start() >= end), default=len(words))
    while first < start and not words[first].isalnum():
        first += 1
    return Span(first, len(words[:last].rstrip(" .,")))


def _reach(passage: Passage, match: re.Match[str], time: Span, clause: Span) -> int | None:
    """Return how many characters lie between what happened and a time; None: the time is of something else."""
    offset = passage.anchor.span.start
    start, end = time.start - offset, time.end - offset
    if not clause.contains(Span(start, end)) or _TOLD_ON.search(passage.anchor.words[:start]):
        return None
    gap = start - match.end() if start >= match.end() else match.start() - end
    between = passage.anchor.words[min(end, match.end()) : max(start, match.start())]
    other = any(kind.forms.search(between) for kind in _kinds()) or re.search(r"\b(?:to|that) \w+", between)
    return gap if 0 <= gap <= MAX_REACH and not other else None


def _days(time: TimeValue, value: str) -> Days | None:
    """Return the first and last day of an EDTF day, weekend, week or month; None: it tells a longer time."""
    week = re.fullmatch(r"(\d{4})-W(\d\d)", value)
    if week:
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        weekend = time.shift is not None and time.shift.granularity == "weekend"
        return monday + timedelta(days=5 if weekend else 0), monday + timedelta(days=6)
    if len(value) == len("2000-01-01") and is_calendar_date(value):
        day = date.fromisoformat(value)
        return day, day
    if re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", value):
        year, month = int(value[:4]), int(value[5:])
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return None


def _state_beside(passage: Passage, match: re.Match[str]) -> str | None:
    """Return the state that does it: the last one named before, within a few words; None: none is."""
    at = passage.anchor.span.start
    before = passage.words_in(Span(at + max(0, match.start() - 30), at + match.start()))
    states = [word.concept for word in before if word.concept[:1] == "@"]
    return states[-1] if states else None


def _said(story: StoryText, passage: Passage, at: Span, match: re.Match[str]) -> frozenset[str]:
    """Return what a clause says, and, where it points back ("The talks broke down"), what the sentence before does."""
    offset = passage.anchor.span.start
    event = passage.concepts_in(Span(offset + match.start(), offset + match.end()))
    told = passage.concepts_in(at)
    if _POINTS_BACK.match(passage.anchor.words) and passage.number:
        told |= story.passages_in(passage.article)[passage.number - 1].concepts
    return told - event - light_concepts() - opener_concepts()


def _one_event(story: StoryText, one: _Event, other: _Event) -> bool:
    """Return whether two clauses tell one event: of one state, or in words that tell enough of the same."""
    if one.what != other.what or not story.near(one.side.article, other.side.article):
        return False
    if one.days is not None and other.days is not None:
        limit = MAX_DAYS_APART if one.exact and other.exact else MAX_APART_DAYS
        if max(one.days[0] - other.days[1], other.days[0] - one.days[1]).days > limit:
            return False
    if one.by is not None:
        return one.by == other.by
    common = one.concepts & other.concepts
    return story.weights.total(c for c in common if not c[:1].isdigit()) >= MIN_EVENT * story.weights.rarest


def _differ(one: _Event, other: _Event) -> bool:
    """Return whether two accounts of an event cannot both be right."""
    if one.course is not None and other.course is not None and one.course != other.course:
        return True
    if one.days is None or other.days is None:
        return False
    return one.days[1] < other.days[0] or other.days[1] < one.days[0]
