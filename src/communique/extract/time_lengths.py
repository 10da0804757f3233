"""Rules for lengths ("eight hours"), times that come back ("every Friday") and words that tell no date ("now")."""

from __future__ import annotations

import re

from communique.extract.time_reading import Read, Reading, Rules
from communique.extract.time_words import TimeWords, either, read_number, time_words
from communique.model.times import Direction

MANY = {"WE": (2, "D"), "DE": (10, "Y"), "CE": (100, "Y")}
"""Units without a designator of their own in ISO 8601: how many of which they are."""


def length_rules(words: TimeWords) -> Rules:
    """Yield the rules for lengths, those that read most words first."""
    unit = rf"(?P<unit>{words.unit_pattern})"
    about = rf"(?:(?:{words.words_pattern('about')})\s)?"
    number = words.number_pattern
    several = words.words_pattern("several")
    frame = r"(?:(?:the\s)?(?:last|past|next|first|final|previous|following|coming|other)\s|the\s(?!\w+-))?"

    half = r"(?P<half>\sand\s(?:a|one)[\s-]half)?"
    whole = r"(?:full[\s-]|straight\s|consecutive\s|more\s|trading\s|working\s|business\s)?"
    behind = r"(?P<late_half>\sand\sa\shalf)?(?:[\s-]long)?(?:(?<!year)-old)?\b(?![\s-]old)(?!['’]s\s(?:end|time))"
    yield (
        rf"\b{about}{frame}(?P<number>half\san?|half-an?|half(?=-)|{number}){half}[\s-]{whole}{unit}s?{behind}",
        re.I,
        _read_length,
    )
    yield rf"\b{about}{frame}(?:{several})\s(?:more\s)?{unit}s?(?<=s)\b(?![\s-]old)", re.I, _read_vague
    yield (
        rf"\b(?<![\d-]\s)(?:{several}\s)?(?P<unit>minute|hour|day|week|month|year|decade|centurie)s\b(?![\s-]old|['’])",
        re.I,
        _read_vague,
    )
    yield r"\bthe\s(?:fiscal\syear|year(?=\s(?:ended|ending)\b))\b", re.I, lambda f, _: Reading("duration", "P1Y")
    yield (
        r"\b(?P<unit>day|week|month|year|hour|decade|night)-?long\b",
        re.I,
        lambda f, _: Reading("duration", duration(1, words.units[f["unit"].lower()])),
    )


def _read_length(found: re.Match[str], _: Direction) -> Reading | None:
    words = time_words()
    told = found["number"].lower()
    count = 0.5 if told.startswith("half") else read_number(found["number"])
    unit, plural = found["unit"], found[0].lower().endswith("s")
    if count is None or unit[0].isupper():
        return None  # "60 Minutes" is a title
    if found[0].lower() in ("a weekend", "a second") or (found[0].lower() == "one day" and not _measured(found)):
        return None
    if unit.lower() == "quarter" and ("-" in found[0] or not plural):
        return None  # "three-quarters", "a quarter of"
    half = 0.5 if (found.groupdict().get("half") or found.groupdict().get("late_half")) else 0.0
    return Reading("duration", duration(count + half, words.units[found["unit"].lower()]))


def _measured(found: re.Match[str]) -> bool:
    """Return whether "one day" is a length ("by one day", "one day after"), not some day."""
    behind = "|".join(time_words().lists["before_length"])
    return bool(
        re.search(rf"\b(?:{behind})\s$", found.string[max(0, found.start() - 12) : found.start()], re.I)
        or re.match(r"\s(?:after|before)\b", found.string[found.end() : found.end() + 8])
    )


def _read_vague(found: re.Match[str], _: Direction) -> Reading:
    words = time_words()
    designator = words.units[found["unit"].lower()]
    unit = MANY[designator][1] if designator in MANY else designator
    return Reading("duration", f"PTX{unit[1:]}" if unit.startswith("T") else f"PX{unit}")


def duration(number: float, designator: str) -> str:
    """Return the TIMEX3 duration; a half is told in the next smaller unit ("PT1H30M"), a decade in years."""
    smaller = {"TH": ("M", 60), "TM": ("S", 60), "Y": ("M", 12)}
    clock = "T" if designator.startswith("T") else ""
    unit = designator.removeprefix("T")
    if unit in MANY:
        factor, unit = MANY[unit]
        return f"P{number * factor:g}{unit}"
    whole, rest = int(number), number - int(number)
    if rest and designator in smaller:
        less, factor = smaller[designator]
        head = f"{whole}{unit}" if whole else ""
        return f"P{clock}{head}{round(rest * factor)}{less}"
    return f"P{clock}{number:g}{unit}"


def set_rules(words: TimeWords) -> Rules:
    """Yield the rules for times that come back."""
    unit = rf"(?P<unit>{words.unit_pattern})"

    each = r"\b(?:each|every)\s"
    yield rf"{each}(?P<other>other\s|second\s)?(?:(?P<number>{words.number_pattern})\s)?{unit}s?\b", re.I, _read_every
    yield rf"{each}(?P<weekday>{words.long_weekday_pattern})\b", re.I, _read_every_weekday
    yield rf"\b(?P<weekday>{words.long_weekday_pattern})s\b", 0, _read_every_weekday
    yield rf"{each}(?P<month>{words.month_pattern})\b", re.I, _read_every_month
    yield rf"{each}(?P<part>{either(words.parts)})\b", re.I, _read_every_part
    yield rf"{each}(?P<season>{either(words.seasons)})\b", re.I, _read_every_season
    yield rf"\b(?:{either(words.sets)})\b", re.I, _read_often
    yield (
        r"(?:(?<=\btimes\s)|(?<=\bonce\s)|(?<=\btwice\s)|(?<=\d\s)|(?<=%\s)|(?<=ion\s)|(?<=s\s))an?\s(?P<unit>day|week|month|year)\b(?!\s(?:ago|earlier|later|before|after|and|or|old|from|in)\b|-)",
        0,
        _read_rate,
    )
    yield r"\bper\s(?P<unit>day|week|month|year)\b", 0, _read_rate


def _read_every(found: re.Match[str], _: Direction) -> Reading | None:
    words = time_words()
    count = read_number(found["number"]) if found["number"] else 1.0
    if count is None:
        return None
    return Reading("set", duration(2.0 if found["other"] else count, words.units[found["unit"].lower()]))


def _read_every_weekday(found: re.Match[str], _: Direction) -> Reading:
    words = time_words()
    return Reading("set", f"XXXX-WXX-{words.weekdays[found['weekday'].title()] + 1}")


def _read_every_month(found: re.Match[str], _: Direction) -> Reading:
    words = time_words()
    return Reading("set", f"XXXX-{words.months[found['month'].title()]:02d}")


def _read_every_part(found: re.Match[str], _: Direction) -> Reading:
    return Reading("set", f"XXXX-XX-XX{time_words().parts[found['part'].lower()]}")


def _read_every_season(found: re.Match[str], _: Direction) -> Reading:
    words = time_words()
    return Reading("set", f"XXXX-{words.seasons[found['season'].lower()]}")


def _read_often(found: re.Match[str], _: Direction) -> Reading | None:
    """Return how often, but for a name ("Daily Herald"; in "the daily Herald" it is none)."""
    named = found[0][0].isupper() and re.match(r"\s[A-Z]", found.string[found.end() : found.end() + 2])
    return None if named else Reading("set", time_words().sets[found[0].lower()])


def _read_rate(found: re.Match[str], _: Direction) -> Reading:
    words = time_words()
    return Reading("set", duration(1, words.units[found["unit"].lower()]))


def vague_rules(words: TimeWords) -> Rules:
    """Yield the rules for words that tell only past, present or future."""
    for pattern, value in words.vague.items():
        yield rf"\b(?:{pattern})\b", re.I, _constant(value)


def _constant(value: str) -> Read:
    return lambda found, direction: Reading("duration" if value.startswith("PX") else "date", value)
