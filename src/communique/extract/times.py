"""Time expressions of an article: dates, clock times, relative dates, lengths. Method: docs/methods/times.md."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from communique.extract.clauses import ParseTree
from communique.extract.tense import is_called_off, told_tense
from communique.extract.time_calendar import (
    bare_rules,
    clock_rules,
    date_rules,
    division_rules,
    holiday_rules,
    spelled_rules,
)
from communique.extract.time_lengths import length_rules, set_rules, vague_rules
from communique.extract.time_reading import Read, Reading
from communique.extract.time_relative import ago_rules, deictic_rules, text_rules
from communique.extract.time_words import either, time_words
from communique.model.annotation import Annotation, Token
from communique.model.documents import Article
from communique.model.spans import Span
from communique.model.times import Direction, Granularity, Shift, TimeValue, timex_value

MARGIN_CHARS = 70
"""How far from a word of time the words that belong to its expression may stand."""
SAMPLE_DAY = "2001-06-15"
"""Any day: resolving against it shows of which granularity a time is."""
FORMS: tuple[tuple[str, Granularity], ...] = (
    (r"\d{4}-\d\d-\d\d.*", "day"),
    (r"\d{4}-W\d\d.*", "week"),
    (r"\d{4}-\d\d", "month"),
    (r"\d{4}-Q\d", "quarter"),
    (r"\d{4}-H\d", "half"),
    (r"\d{4}-[A-Z]{2}", "season"),
    (r"\d{4}", "year"),
    (r"\d{3}", "decade"),
    (r"\d{2}", "century"),
)
JOINED = re.compile(r",?\s(?:on\s|at\s|around\s|about\s)?(?:the\s)?")
GLOSS = re.compile(r"\s\((?:\d{3,4}\s(?:GMT|UTC)\),?\s(?:on\s)?)?")
"""Between a clock time and its day: the time elsewhere, or the bracket in which both are told once more."""


@dataclass(frozen=True, slots=True)
class Found:
    """A matched rule."""

    span: Span
    """In the article's text."""
    match: re.Match[str]
    read: Read


def extract_times(article: Article, annotation: Annotation) -> tuple[TimeValue, ...]:
    """Return the time expressions of all blocks but boilerplate, in text order, without overlaps.

    Spans are half-open code point offsets into `Article.text`. Dates without a year, weekdays and the like are left
    to be counted from the day of publication (`TimeValue.shift`), "the following year" from the time told before it
    (`TimeValue.reference`). Words that tell only past or future ("now", "in recent years") have TIMEX3's values.
    """
    tree = ParseTree.of(annotation, article.text)
    starts = [token.start for token in annotation.tokens]
    times: list[TimeValue] = []
    for block in article.blocks:
        if block.kind == "boilerplate":
            continue
        for found in _matches(article.text, block.span):
            index = bisect_right(starts, found.span.start + 1) - 1
            reading = found.read(found.match, _direction(tree, index, found.span))
            if reading is not None:
                times.append(_time_value(found.span, reading, times))
    return tuple(_glossed(_joined(times, article.text), article.text))


def _time_value(span: Span, reading: Reading, before: Sequence[TimeValue]) -> TimeValue:
    if reading.shift is None:
        return TimeValue(span, reading.kind, "published" if reading.relative else "absolute", reading.value)
    if reading.counted != "published":
        reference = _reference(span, reading, before)
        if reference is not None and reading.counted == "topic":
            reference = _topic(reading, before) or reference
        if reference is not None:
            shift = reading.shift
            if granularity_of(reference) == "quarter" and shift.years:
                shift = replace(shift, granularity="quarter")
            return TimeValue(span, reading.kind, "text", None, shift, reference)
        if reading.otherwise is None:
            return TimeValue(span, reading.kind, "absolute" if reading.value else "text", reading.value)
        return TimeValue(span, reading.kind, "published", None, reading.otherwise)
    return TimeValue(span, reading.kind, "published", None, reading.shift)


def _reference(span: Span, reading: Reading, before: Sequence[TimeValue]) -> TimeValue | None:
    """Return the last time before `span`, in reach, of a granularity that fits; None: there is none."""
    for time in reversed(before):
        if span.start - time.span.end > reading.reach_chars:
            return None
        back = time.shift is not None and time.anchor == "text" and time.shift.years < 0
        if time.kind in ("date", "time") and not back and granularity_of(time) in reading.fits:
            return time
    return None


def _topic(reading: Reading, before: Sequence[TimeValue]) -> TimeValue | None:
    """Return the first time of the article of a granularity that fits, counted from the day of publication.

    None: there is none before these words.
    """
    return next((t for t in before if t.anchor == "published" and granularity_of(t) in reading.fits), None)


def granularity_of(time: TimeValue) -> Granularity | None:
    """Return how fine the value of a date is; None: it has no date as its value."""
    value = timex_value(time, SAMPLE_DAY)
    if value is None:
        return None
    return next((granularity for form, granularity in FORMS if re.fullmatch(form, value)), None)


def _joined(times: Sequence[TimeValue], text: str) -> list[TimeValue]:
    """Return the times, a clock time and the day next to it as one ("6 p.m. EDT Thursday", "Thursday at 6 p.m.")."""
    joined: list[TimeValue] = []
    for time in times:
        last = joined[-1] if joined else None
        if last is not None and JOINED.fullmatch(text[last.span.end : time.span.start]):
            one = _on_day(last, time) or _on_day(time, last)
            if one is not None:
                joined[-1] = replace(one, span=Span(last.span.start, time.span.end))
                continue
        joined.append(time)
    return joined


def _glossed(times: Sequence[TimeValue], text: str) -> list[TimeValue]:
    """Return the times, a clock time told again in brackets on the day told there or behind them.

    "10 a.m. (0700 GMT) Friday", "4 in the morning (4 a.m. EDT Thursday)": each keeps its own words.
    """
    glossed = list(times)
    for index, (clock, later) in enumerate(pairwise(times)):
        if _is_bare_clock(clock) and GLOSS.fullmatch(text[clock.span.end : later.span.start]):
            day = replace(later, shift=replace(later.shift, part="")) if later.shift is not None else later
            one = _on_day(clock, replace(day, kind="date"))
            if one is not None and not _is_bare_clock(later):
                glossed[index] = replace(one, span=clock.span)
    return glossed


def _is_bare_clock(time: TimeValue) -> bool:
    return time.kind == "time" and time.shift is not None and time.shift == Shift(part=time.shift.part)


def _on_day(clock: TimeValue, day: TimeValue) -> TimeValue | None:
    """Return the clock time of that day; None where the two are not a bare clock time and a day."""
    if clock.shift is None or not _is_bare_clock(clock):
        return None
    if day.kind == "duration" or not clock.shift.part[1:2].isdigit() or granularity_of(day) != "day":
        return None
    if day.shift is not None:
        return replace(day, kind="time", shift=replace(day.shift, part=clock.shift.part))
    return replace(day, kind="time", value=f"{day.value}{clock.shift.part}")


def _matches(text: str, within: Span) -> list[Found]:
    """Return the matches of all rules, in text order; an earlier rule takes the words from a later one."""
    words = within.of(text)
    windows = _windows(words)
    taken: list[Found] = []
    for pattern, read in _rules() if windows else ():
        for match in (match for start, end in windows for match in pattern.finditer(words, start, end)):
            span = Span(within.start + match.start(), within.start + match.end())
            if not any(span.overlaps(other.span) for other in taken):
                taken.append(Found(span, match, read))
    return sorted(taken, key=lambda found: found.span)


def _windows(words: str) -> list[tuple[int, int]]:
    """Return the stretches of `words` that can hold a time, in order and apart: around each word that every time has.

    Most paragraphs have none, which spares them the rules.
    """
    windows: list[tuple[int, int]] = []
    for found in _trigger().finditer(words):
        start, end = found.start() - MARGIN_CHARS, found.end() + MARGIN_CHARS
        # To the next white space outwards: a rule must not see half a word.
        start = 0 if start <= 0 else words.rfind(" ", 0, start) + 1
        end = len(words) if end >= len(words) or (space := words.find(" ", end)) < 0 else space
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(end, windows[-1][1]))
        else:
            windows.append((start, end))
    return windows


@lru_cache(maxsize=1)
def _trigger() -> re.Pattern[str]:
    """Return a pattern of the words of which every time expression has one: units, names of the calendar, years."""
    table = time_words()
    named = (table.months, table.weekdays, table.seasons, table.parts, table.decades, table.sets, table.deictic_days)
    starts = "|".join(
        sorted({word.lower() for words in (*named, table.units) for word in words}, key=len, reverse=True)
    )
    feasts = either(table.holidays).replace(r"\ ", r"\s")
    spelled = ("eighteen", "nineteen", "twenty", "thousand")
    figures = r"(?:1[5-9]|20)\d\d|['’`]\d\d|\d\d?[:.]\d\d|\d\s?[ap]\.?\s?m\b"
    others = "|".join(
        (*table.vague, *spelled, "tonight", "noon", "midnight", "midday", "period", "half", feasts, figures)
    )
    return re.compile(rf"(?<![A-Za-z])(?:(?:{starts})(?:s|-?long)?(?![a-z])|{others})", re.I)


def _direction(tree: ParseTree, index: int, span: Span) -> Direction:
    """Return where the time under these words lies, seen from the day of publication.

    "future" under a verb of what lies ahead, "past" under one of what was, "news" where the verb tells neither.
    """
    if not 0 <= index < len(tree.tokens):
        return "news"
    token, tokens = tree.tokens[index], tree.tokens_in(span)
    while (head := tree.head(token.index)) is not None and span.start <= head.start < span.end:
        token = head
    if token.dep in ("compound", "nmod", "amod", "poss"):
        # "the February cease-fire" is one that the reader knows of, "Thursday's meeting" called off the nearest one
        return "nearest" if is_called_off(tree, token.index) else "news"
    tense = told_tense(tree, token.index)
    if tense == "future" and _dates_a_noun(tree, token) and any(t.text in time_words().months for t in tokens):
        return "nearest"  # "their promise on May 26 will help": the day of the promise
    return "future" if tense == "future" else "news"


def _dates_a_noun(tree: ParseTree, token: Token) -> bool:
    """Return whether a preposition hangs the time on a noun, not on a verb."""
    preposition = tree.head(token.index)
    above = tree.head(preposition.index) if preposition is not None and preposition.dep == "prep" else None
    return token.dep == "pobj" and above is not None and above.pos in ("NOUN", "PROPN")


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[re.Pattern[str], Read], ...]:
    """Return the rules, those that read most words first."""
    words = time_words()
    return tuple(
        (re.compile(pattern, flags), read)
        for pattern, flags, read in (
            *set_rules(words),
            *date_rules(words),
            *spelled_rules(words),
            *clock_rules(words),
            *division_rules(words),
            *holiday_rules(words),
            *text_rules(words),
            *ago_rules(words),
            *deictic_rules(words),
            *vague_rules(words),
            *length_rules(words),
            *bare_rules(words),
        )
    )
