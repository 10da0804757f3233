"""Rules for times counted from another one: last week, three days ago, this morning, the following year."""

from __future__ import annotations

import re

from communique.extract.time_reading import Reading, Rules, modifier_pattern, side_pattern, side_step, unit_shift
from communique.extract.time_words import TimeWords, either, read_number, time_words
from communique.model.times import Direction, Granularity, Shift

UNIT = r"(?P<unit>day|weekend|week|month|quarter|year|decade|century)"
WHOLE_TEXT = 100_000
"""A report on a quarter speaks of it to its end."""
COMPARED = re.compile(r"(?:\bthan|[$£€¥%]|\b(?:cents|million|billion))\b[^.;?!]{0,40}$", re.I)
"""Before "a year ago": figures are compared, which is done of the period that the report is about."""
QUOTES = ('"', "“", "``", "'", "‘")
FITS: dict[str, tuple[Granularity, ...]] = {
    "day": ("day",),
    "week": ("day", "week"),
    "weekend": ("day", "week"),
    "month": ("day", "week", "month"),
    "quarter": ("quarter",),
    "year": ("day", "week", "month", "quarter", "half", "season", "year"),
    "decade": ("decade", "year"),
    "century": ("century",),
}
"""Of which granularity the time must be that "the following UNIT" or "that UNIT" is counted from."""


def deictic_rules(words: TimeWords) -> Rules:
    """Yield the rules for times counted from the day of publication, those that read most words first."""
    month, side, early = words.month_pattern, side_pattern(words), modifier_pattern(words)
    part = rf"(?P<part>{either(words.parts)})"
    late = r"(?:(?:early|late|earlier|later)\s)?"

    yield rf"\b{early}(?P<month>{month})(?:\sof)?\s{side}\syear\b", re.I, _read_month_of_side
    yield rf"\b{early}{side}\s(?P<month>{month})\b(?!\s\d)", 0, _read_side_of_month
    yield r"\bthe\sday\s(?:before|after)\s(?P<far>yesterday|tomorrow)\b", re.I, _read_far_day
    yield (
        rf"\b{late}(?:{side}\s)?(?P<weekday>{words.long_weekday_pattern})\b(?:\s{part}\b)?",
        0,
        _read_weekday,
    )
    yield rf"\b{side}\s(?P<weekday>{words.weekday_pattern})\b\.?(?P<part>)", 0, _read_weekday
    yield (
        r"\b(?:the\s(?:end|beginning|start|middle|rest|remainder)\sof|(?:earlier|later|early|late)\sin)\sthe\s(?P<unit>week|month|quarter|year|decade|century)\b(?P<side>)",
        re.I,
        _read_side_of_unit,
    )
    yield r"\b(?:the\s)?(?P<unit>year)(?:-|['’]s[\s-])end\b(?P<side>)", re.I, _read_side_of_unit
    yield (
        rf"\b{early}(?:the\s(?=last|past|previous))?{side}\s(?:(?:fiscal|calendar)\s(?=year))?{UNIT}\b(?!\sof\s)",
        re.I,
        _read_side_of_unit,
    )
    yield r"\bthe\s(?:full|whole|entire)\s(?P<unit>year)\b(?P<side>)", re.I, _read_side_of_unit
    yield r"\bthe\sweekend\b(?!\s(?:of|in)\b)", re.I, _read_weekend
    yield rf"\b{late}(?P<day>{either(words.deictic_days)})\b(?:\s{part}\b)?", re.I, _read_day
    yield rf"\b{late}(?:(?:this\s|last\s(?=night)){part}|tonight)\b", re.I, _read_day_part


def _read_month_of_side(found: re.Match[str], _: Direction) -> Reading:
    words = time_words()
    number = words.months[found["month"].title()]
    return Reading("date", shift=Shift(years=side_step(words, found), month=number, direction="same"))


def _read_side_of_month(found: re.Match[str], _: Direction) -> Reading:
    words = time_words()
    number, way = words.months[found["month"].title()], side_step(words, found)
    if way == 0:
        return Reading("date", shift=Shift(month=number, direction="same"))
    return Reading("date", shift=Shift(months=way, month=number, direction="past" if way < 0 else "future"))


def _read_weekday(found: re.Match[str], direction: Direction) -> Reading:
    words = time_words()
    number, way = words.weekdays[found["weekday"].title()], side_step(words, found)
    toward: Direction = "past" if way < 0 else "future" if way > 0 else direction
    suffix = words.parts[found["part"].lower()] if found["part"] else ""
    shift = Shift(days=way, weekday=number, direction=toward, part=suffix)
    return Reading("time" if suffix else "date", shift=shift)


def _read_side_of_unit(found: re.Match[str], _: Direction) -> Reading | None:
    words = time_words()
    if found.string[: found.start()].endswith(QUOTES) and found["unit"][0].isupper():
        return None  # the title of a programme
    return Reading("date", shift=unit_shift(found["unit"].lower(), side_step(words, found)))


def _read_day(found: re.Match[str], _: Direction) -> Reading:
    words = time_words()
    suffix = words.parts[found["part"].lower()] if found["part"] else ""
    return Reading(
        "time" if suffix else "date", shift=Shift(days=words.deictic_days[found["day"].lower()], part=suffix)
    )


def _read_far_day(found: re.Match[str], _: Direction) -> Reading:
    return Reading("date", shift=Shift(days=-2 if found["far"].lower() == "yesterday" else 2))


def _read_day_part(found: re.Match[str], _: Direction) -> Reading:
    words = time_words()
    told = found[0].lower()
    if told.endswith("tonight"):
        return Reading("time", shift=Shift(part="TNI"))
    return Reading("time", shift=Shift(days=-1 if "last" in told else 0, part=words.parts[found["part"].lower()]))


def _read_weekend(_: re.Match[str], direction: Direction) -> Reading:
    return Reading("date", shift=Shift(weekday=6, direction=direction, granularity="weekend"))


def ago_rules(words: TimeWords) -> Rules:
    """Yield the rules for "three days ago" and "three days later"."""
    about = rf"(?:(?:{words.words_pattern('about')})\s)?"
    number = rf"(?P<number>{words.number_pattern})"
    several = words.words_pattern("several")
    plural = r"(?:hours|days|weeks|months|quarters|years|decades|centuries)"

    yield rf"\b{about}{number}[\s-]{UNIT}s?\sago\b", re.I, _read_ago
    yield rf"\b{about}{number}[\s-]{UNIT}s?\sfrom\snow\b", re.I, _read_from_now
    yield rf"\b{about}{number}[\s-]{UNIT}s?[\s-](?P<way>earlier|later)\b(?!\s(?:this|that|in)\b)", re.I, _read_apart
    yield rf"\b(?:(?:{several})\s)?{plural}\s(?:ago|earlier)\b", re.I, lambda f, _: Reading("date", "PAST_REF")
    yield rf"\b(?:(?:{several})\s)?{plural}\sfrom\snow\b", re.I, lambda f, _: Reading("date", "FUTURE_REF")


def _read_ago(found: re.Match[str], _: Direction) -> Reading | None:
    count, unit = read_number(found["number"]), found["unit"].lower()
    if count is None:
        return None
    shift = unit_shift(unit, -round(count))
    if unit == "year" and count == 1:  # "up from 4 million a year ago", told of a quarter
        compared = COMPARED.search(found.string, max(0, found.start() - 80), found.start())
        reach = WHOLE_TEXT if compared else 300
        return Reading("date", shift=shift, counted="topic", fits=FITS["quarter"], otherwise=shift, reach_chars=reach)
    return Reading("date", shift=shift)


def _read_from_now(found: re.Match[str], _: Direction) -> Reading | None:
    count = read_number(found["number"])
    return None if count is None else Reading("date", shift=unit_shift(found["unit"].lower(), round(count)))


def _read_apart(found: re.Match[str], _: Direction) -> Reading | None:
    count, unit = read_number(found["number"]), found["unit"].lower()
    if count is None:
        return None
    back = found["way"].lower() in ("earlier", "before", "previously")
    shift = unit_shift(unit, -round(count) if back else round(count))
    return Reading("date", shift=shift, counted="text", fits=FITS[unit], otherwise=shift if back else None)


def text_rules(words: TimeWords) -> Rules:
    """Yield the rules for times counted from another time of the text."""

    which = r"(?P<which>following|next|previous|preceding|same|that)"
    article = r"(?:the\s(?=following|next|previous|preceding|same)|(?=that))"
    yield (
        r"\b(?:the\s)?(?:comparable\s|corresponding\s)?year-(?:earlier|ago)(?:\s(?:quarter|period))?\b(?!\s(?:nine|six|three))",
        re.I,
        _read_year_apart,
    )
    yield (
        r"\bthe\s(?:(?:(?:comparable|corresponding|same)\s)?quarter|(?:comparable|corresponding|same)\speriod)"
        r"\s(?:last\syear|a\syear\s(?:ago|earlier))\b",
        re.I,
        _read_year_apart,
    )
    yield r"\blast\syear['’]s\s(?:quarter|period)\b", re.I, _read_year_apart
    yield r"\bthe\s(?P<year>(?:19|20)\d\d)\s(?:quarter|period)\b", re.I, _read_quarter_of
    yield (
        rf"\b(?:(?:the|its)\s)?quarter(?=\s(?:that\s)?end(?:ed|ing)\s(?:on\s)?(?P<month>{words.month_pattern})\.?\s\d)",
        re.I,
        _read_quarter_to,
    )
    yield r"\bthe\s(?:latest\s)?quarter\b(?!\sof|-to-)|\bthe\slatest\speriod\b", re.I, _read_quarter
    yield r"\b(?:(?:later|earlier)\sin|(?:the\s)?(?:start|end|beginning)\sof)\sthe\sday\b", re.I, _read_the_day
    yield rf"\b(?:(?:earlier|later|early|late)\s)?{article}{which}\s{UNIT}\b", re.I, _read_following
    yield rf"\b(?:the\s(?:next|following|same)|that)\s(?P<part>{either(words.parts)})\b", re.I, _read_that_part


def _read_following(found: re.Match[str], _: Direction) -> Reading | None:
    unit, which = found["unit"].lower(), found["which"].lower()
    step = {"that": 0, "same": 0, "following": 1, "next": 1, "previous": -1, "preceding": -1}[which]
    shift = unit_shift(unit, step)
    # "in the next year" is told of the day of publication, "the next day" of the one before
    otherwise = shift if which == "next" and unit != "day" else None
    return Reading("date", shift=shift, counted="text", fits=FITS[unit], otherwise=otherwise)


def _read_that_part(found: re.Match[str], _: Direction) -> Reading:
    words = time_words()
    shift = Shift(days=1 if "next" in found[0].lower() else 0, part=words.parts[found["part"].lower()])
    return Reading("time", shift=shift, counted="text", fits=("day",))


def _read_quarter(found: re.Match[str], direction: Direction) -> Reading:
    last = Shift(months=-3, granularity="quarter")
    return Reading(
        "date",
        shift=unit_shift("quarter", 0),
        counted="topic",
        fits=FITS["quarter"],
        otherwise=last,
        reach_chars=WHOLE_TEXT,
    )


def _read_quarter_to(found: re.Match[str], direction: Direction) -> Reading:
    """Return the quarter of the calendar that ends in the month told; where none does, that of the report."""
    month = time_words().months[found["month"].title()]
    if month % 3:
        return _read_quarter(found, direction)
    toward: Direction = "future" if direction == "future" else "past"
    return Reading("date", shift=Shift(division=f"Q{month // 3}", direction=toward))


def _read_quarter_of(found: re.Match[str], _: Direction) -> Reading:
    """Return the quarter that the article is about, in the year told; the year where it is about none."""
    shift = Shift(year=int(found["year"]), granularity="quarter")
    return Reading("date", found["year"], shift, counted="topic", fits=FITS["quarter"], reach_chars=WHOLE_TEXT)


def _read_year_apart(found: re.Match[str], _: Direction) -> Reading:
    shift, last = Shift(years=-1, granularity="quarter"), Shift(years=-1, months=-3, granularity="quarter")
    return Reading("date", shift=shift, counted="topic", fits=FITS["quarter"], otherwise=last, reach_chars=WHOLE_TEXT)


def _read_the_day(_: re.Match[str], __: Direction) -> Reading:
    return Reading("date", shift=Shift(), counted="text", fits=FITS["day"], otherwise=Shift())
