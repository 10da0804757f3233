"""Time expressions of an article: dates, weekdays, relative dates and durations. Method: docs/methods/times.md."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from communique.extract.clauses import ParseTree
from communique.extract.tense import tense_of
from communique.extract.time_words import TimeWords, read_number, time_words
from communique.model.annotation import Annotation
from communique.model.documents import Article
from communique.model.spans import Span
from communique.model.times import Direction, Shift, TimeAnchor, TimeKind, TimeValue

DASH = r"\s?(?:-|–|—|to|and)\s?"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a time expression means."""

    kind: TimeKind
    value: str | None = None
    shift: Shift | None = None
    relative: bool = False
    """Counted from the article's date, even where how far is not told ("in the coming days")."""


Read = Callable[["re.Match[str]", Direction], "Reading | None"]


def extract_times(article: Article, annotation: Annotation) -> tuple[TimeValue, ...]:
    """Return the time expressions of all blocks but boilerplate, in text order, without overlaps.

    Spans are half-open code point offsets into `Article.text`. Dates without a year, weekdays and the like are left
    to be counted from the day of publication (`TimeValue.shift`); `value` is None where the words give no day,
    month, year or length ("in the coming days").
    """
    tree = ParseTree(annotation, article.text)
    starts = [token.start for token in annotation.tokens]
    times: list[TimeValue] = []
    for block in article.blocks:
        if block.kind == "boilerplate":
            continue
        for found, read in _matches(block.span.of(article.text)):
            start = block.span.start + found.start()
            index = bisect_right(starts, start + 1) - 1
            reading = read(found, _direction(tree, index))
            if reading is not None:
                end = block.span.start + found.end()
                times.append(_time_value(Span(start, end), reading))
    return tuple(times)


def _time_value(span: Span, reading: Reading) -> TimeValue:
    anchor: TimeAnchor = "published" if reading.relative or reading.shift else "absolute"
    return TimeValue(span, reading.kind, anchor, reading.value, reading.shift)


def _matches(words: str) -> list[tuple[re.Match[str], Read]]:
    """Return the matches of all rules, in text order; an earlier rule takes the words from a later one."""
    taken: list[tuple[re.Match[str], Read]] = []
    for pattern, read in _rules():
        for found in pattern.finditer(words):
            if not any(found.start() < other.end() and other.start() < found.end() for other, _ in taken):
                taken.append((found, read))
    return sorted(taken, key=lambda pair: pair[0].start())


def _direction(tree: ParseTree, index: int) -> Direction:
    """Return "future" for words under a verb of what lies ahead, otherwise "past", the tense of news."""
    if not 0 <= index < len(tree.tokens):
        return "past"
    if tree.tokens[index].dep in ("compound", "nmod", "amod", "poss"):
        return "past"  # "the February cease-fire" is one that the reader knows of
    return "future" if tense_of(tree, index) == "future" else "past"


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[re.Pattern[str], Read], ...]:
    """Return the rules, those that read most words first."""
    words = time_words()
    return tuple(
        (re.compile(pattern, flags), read)
        for pattern, flags, read in (
            *_absolute_rules(words),
            *_deictic_rules(words),
            *_length_rules(words),
            *_bare_rules(words),
        )
    )


Rules = Iterator[tuple[str, int, Read]]


def _absolute_rules(words: TimeWords) -> Rules:
    month, weekday = words.month_pattern, words.weekday_pattern
    day = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
    lead = rf"(?:(?:{weekday}),?\s)?"

    def full(found: re.Match[str], _: Direction) -> Reading | None:
        return _dated(int(found["year"]), words.months[found["month"].title()], found["day"])

    def month_of_year(found: re.Match[str], _: Direction) -> Reading | None:
        return Reading("date", f"{found['year']}-{words.months[found['month'].title()]:02d}")

    def day_of_month(found: re.Match[str], direction: Direction) -> Reading | None:
        number = int(found["day"])
        if not 1 <= number <= 31:
            return None
        return Reading("date", shift=Shift(month=words.months[found["month"].title()], day=number, direction=direction))

    year = r"(?P<year>(?:19|20)\d\d)\b"
    yield (
        r"\b(?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))\b",
        0,
        lambda f, _: Reading("date", f["iso"]),
    )
    yield rf"\b{lead}(?P<month>{month})\.?\s{day}(?:{DASH}\d\d?)?,?\s{year}", 0, full
    yield rf"\b{lead}{day}(?:{DASH}\d\d?)?\s(?:of\s)?(?P<month>{month})\.?,?\s{year}", 0, full
    yield rf"\b(?P<month>{month})\.?,?\s(?:of\s)?{year}", 0, month_of_year
    yield rf"\b{lead}(?P<month>{month})\.?\s{day}(?:\s?(?:-|–|—|to)\s?\d\d?)?\b(?!\d|[,.]\d|:\d)", 0, day_of_month
    yield rf"\b{lead}{day}\s(?:of\s)?(?P<month>{month})\b", 0, day_of_month


def _dated(year: int, month: int, day: str) -> Reading | None:
    number = int(day)
    return Reading("date", f"{year:04d}-{month:02d}-{number:02d}") if 1 <= number <= 31 else None


def _deictic_rules(words: TimeWords) -> Rules:
    month, weekday, unit = words.month_pattern, words.weekday_pattern, r"day|week|month|year"
    side = rf"(?P<side>{'|'.join((*words.previous, *words.following, *words.current))})"

    def step(found: re.Match[str]) -> int:
        chosen = found["side"].lower()
        return -1 if chosen in words.previous else 1 if chosen in words.following else 0

    def side_of_month(found: re.Match[str], direction: Direction) -> Reading | None:
        number, way = words.months[found["month"].title()], step(found)
        if way == 0:
            return Reading("date", shift=Shift(month=number, direction="same"))
        if way < 0:
            return Reading("date", shift=Shift(months=-1, month=number, direction="past"))
        return Reading("date", shift=Shift(months=1, month=number, direction="future"))

    def month_of_side(found: re.Match[str], _: Direction) -> Reading | None:
        return Reading(
            "date", shift=Shift(years=step(found), month=words.months[found["month"].title()], direction="same")
        )

    def side_of_weekday(found: re.Match[str], direction: Direction) -> Reading | None:
        number, way = words.weekdays[found["weekday"].title()], step(found)
        toward: Direction = "past" if way < 0 else "future" if way > 0 else direction
        return Reading("date", shift=Shift(days=way, weekday=number, direction=toward))

    def side_of_unit(found: re.Match[str], _: Direction) -> Reading | None:
        return Reading("date", shift=_unit_shift(found["unit"].lower(), step(found)))

    def ago(found: re.Match[str], _: Direction) -> Reading | None:
        number = read_number(found["number"])
        return None if number is None else Reading("date", shift=_unit_shift(found["unit"].lower(), -round(number)))

    def day(found: re.Match[str], _: Direction) -> Reading | None:
        return Reading("date", shift=Shift(days=words.deictic_days[found[0].lower()]))

    yield rf"\b(?P<month>{month})(?:\sof)?\s{side}\syear\b", re.I, month_of_side
    yield rf"\b{side}\s(?P<month>{month})\b(?!\s\d)", 0, side_of_month
    yield rf"\b{side}\s(?P<weekday>{weekday})\b", 0, side_of_weekday
    yield rf"\b{side}\s(?P<unit>{unit})\b", re.I, side_of_unit
    yield rf"\b(?P<number>{words.number_pattern})\s(?P<unit>{unit})s?\s(?:ago|earlier)\b", re.I, ago
    yield rf"\b(?:{'|'.join(words.deictic_days)})\b", re.I, day
    yield (
        r"\b(?:in|over|within|during)\sthe\s(?:coming|next|following)\s(?:few\s)?(?:hours|days|weeks|months)\b",
        re.I,
        _open_reading,
    )


def _open_reading(_: re.Match[str], __: Direction) -> Reading:
    return Reading("date", relative=True)


def _unit_shift(unit: str, count: int) -> Shift:
    if unit == "day":
        return Shift(days=count)
    if unit == "week":
        return Shift(weeks=count, granularity="week")
    if unit == "month":
        return Shift(months=count, granularity="month")
    return Shift(years=count, granularity="year")


def _length_rules(words: TimeWords) -> Rules:
    unit = words.unit_pattern

    def length(found: re.Match[str], _: Direction) -> Reading | None:
        number = 0.5 if found["number"].lower().startswith("half") else read_number(found["number"])
        if number is None or found[0].lower() == "a second":
            return None
        half = 0.5 if (found.groupdict().get("half") or found.groupdict().get("late_half")) else 0.0
        return Reading("duration", _duration(number + half, words.units[found["unit"].lower()]))

    yield (
        rf"\b(?P<number>half\san?|half-an?|{words.number_pattern})(?P<half>\sand\sa\shalf)?[\s-](?P<unit>{unit})s?(?P<late_half>\sand\sa\shalf)?\b(?![\s-]old)",
        re.I,
        length,
    )


def _duration(number: float, designator: str) -> str:
    """Return the ISO 8601 duration, fractions in the next smaller unit where there is one ("PT90M")."""
    smaller = {"TH": ("TM", 60), "TM": ("TS", 60), "Y": ("M", 12)}
    if number != int(number) and designator in smaller:
        designator, factor = smaller[designator]
        number *= factor
    if designator in ("E", "C"):
        number, designator = number * (10 if designator == "E" else 100), "Y"
    count = str(int(number)) if number == int(number) else f"{number:g}"
    return f"PT{count}{designator[1:]}" if designator.startswith("T") else f"P{count}{designator}"


def _bare_rules(words: TimeWords) -> Rules:
    def weekday(found: re.Match[str], direction: Direction) -> Reading | None:
        return Reading("date", shift=Shift(weekday=words.weekdays[found[0].title()], direction=direction))

    def month(found: re.Match[str], direction: Direction) -> Reading | None:
        return Reading("date", shift=Shift(month=words.months[found[0].title()], direction=direction))

    def year(found: re.Match[str], _: Direction) -> Reading | None:
        return Reading("date", found[0])

    full_names = "|".join(name for name in words.months if len(name) > 3 and name not in ("March", "Sept"))
    before = _behind(words.before_month)
    yield rf"\b(?:{words.long_weekday_pattern})\b", 0, weekday
    yield rf"\b(?:{full_names})\b(?!\s\d)", 0, month
    yield rf"(?:{before})(?:May|March)\b(?!\s\d)", 0, month
    yield (
        rf"(?:{_behind(words.before_year)})(?:19|20)\d\d\b(?![-–]\d|\s(?:{'|'.join(words.not_after_year)})|[,.:]\d)",
        0,
        year,
    )


def _behind(words: tuple[str, ...]) -> str:
    """Return look-behinds of fixed width for `words`, each followed by one space or hyphen."""
    return "|".join(rf"(?<=\b{re.escape(word)}[\s-])" for word in words)
