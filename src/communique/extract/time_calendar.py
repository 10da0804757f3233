"""Rules for times of the calendar: dates, months, years, decades, quarters, seasons, weekdays, clock times."""

from __future__ import annotations

import re

from communique.extract.time_reading import Reading, Rules, modifier_pattern, side_pattern, side_step
from communique.extract.time_words import TimeWords, either, read_number, time_words
from communique.model.times import Direction, Shift, is_calendar_date, is_day

CENTURY_TURNS = 40
"""A year told by two figures is of this century below it ("'08"), of the last from it on ("'68")."""
YEAR = r"(?:19|20)\d\d"
RANGE = r"(?:\s?(?:-|–|—|to|and)\s?\d\d?(?:st|nd|rd|th)?)?"
SPELL = r"(?:\s?(?:-|–|—|to)\s?\d\d?(?:st|nd|rd|th)?)?"
"""As RANGE, but for "May 3 and 4", which are two times."""
DIVISIONS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "last": 0,
    "final": 0,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}


def date_rules(words: TimeWords) -> Rules:
    """Yield the rules for days, months and years of the calendar, those that read most words first."""
    month = words.month_pattern
    ordinal = either(name for name in words.ordinals if not name[0].isdigit())
    day = rf"(?:the\s)?(?P<day>[0-3]?\d(?:st|nd|rd|th)?|{ordinal})"
    lead = rf"(?:(?:{words.weekday_pattern})\.?,?\s(?:the\s)?)?"
    early = modifier_pattern(words)

    year = rf"(?P<year>{YEAR})\b"
    yield rf"\b(?:the\s)?week\sof\s(?P<month>{month})\.?\s{day}\b(?:,?\s{year})?", 0, _read_week_of
    yield rf"\b(?P<iso>{YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))\b", 0, _read_iso
    yield rf"\b{lead}(?P<month>{month})\.?\s{day}\b{RANGE},?\s{year}", 0, _read_full
    yield rf"\b{lead}{day}{RANGE}\s(?:of\s)?(?P<month>{month})\.?,?\s{year}", 0, _read_full
    yield rf"\b{early}(?P<month>{month})\.?,?\s(?:of\s)?{year}", 0, _read_month_of_year
    yield rf"\b{lead}(?P<month>{month})\.?\s{day}\b{SPELL}(?!\d|[,.]\d|:\d)", 0, _read_day_of_month
    counted = words.words_pattern("not_after_year")
    yield (
        rf"(?:(?<=\d\sand\s)|(?<=\d\sor\s))(?P<day>\d\d?)(?:st|nd|rd|th)?\b(?![,.:]?\d|%|-|\s(?:{counted})\b)",
        0,
        _read_second_day,
    )
    yield rf"\b{lead}{day}\s(?:of\s)?(?P<month>{month})\b", 0, _read_day_of_month


def _read_day_number(found: re.Match[str]) -> int:
    words = time_words()
    told = found["day"].lower()
    return words.ordinals.get(told) or int(re.sub(r"\D", "", told))


def _read_month_number(found: re.Match[str]) -> int:
    words = time_words()
    return words.months[found["month"].title()]


def _read_iso(found: re.Match[str], _: Direction) -> Reading | None:
    return Reading("date", found["iso"]) if is_calendar_date(found["iso"]) else None


def _read_full(found: re.Match[str], _: Direction) -> Reading | None:
    day = f"{found['year']}-{_read_month_number(found):02d}-{_read_day_number(found):02d}"
    return Reading("date", day) if is_calendar_date(day) else None


def _read_month_of_year(found: re.Match[str], _: Direction) -> Reading:
    return Reading("date", f"{found['year']}-{_read_month_number(found):02d}")


def _read_second_day(found: re.Match[str], direction: Direction) -> Reading | None:
    """Return the second day of "May 3 and 4", where no year and no noun that is counted follows."""
    words = time_words()
    before = found.string[max(0, found.start() - 30) : found.start()]
    first = re.search(rf"\b(?P<month>{words.month_pattern})\.?\s(?P<day>\d\d?)(?:st|nd|rd|th)?\s(?:and|or)\s$", before)
    if first is None or not int(first["day"]) < int(found["day"]):
        return None
    month = _read_month_number(first)
    if not is_day(None, month, int(found["day"])):
        return None
    return Reading("date", shift=Shift(month=month, day=int(found["day"]), direction=direction))


def _read_week_of(found: re.Match[str], direction: Direction) -> Reading | None:
    number, year = _read_day_number(found), int(found["year"]) if found["year"] else None
    month = _read_month_number(found)
    if not is_day(year, month, number):
        return None
    return Reading("date", shift=Shift(year=year, month=month, day=number, direction=direction, granularity="week"))


def _read_day_of_month(found: re.Match[str], direction: Direction) -> Reading | None:
    number, month = _read_day_number(found), _read_month_number(found)
    if not is_day(None, month, number):
        return None
    return Reading("date", shift=Shift(month=month, day=number, direction=direction))


def division_rules(words: TimeWords) -> Rules:
    """Yield the rules for quarters, halves and seasons of a year."""
    early, side = modifier_pattern(words), side_pattern(words)
    which = rf"(?P<which>{'|'.join(DIVISIONS)})"
    of_year = rf"(?:(?:,|\sof|\sin)?\s(?:fiscal\s)?(?P<year>{YEAR})\b|\s(?:of\s)?{side}\syear\b)?"
    of_whom = r"(?:the\s(?!\w+-)|(?:its|their)\s(?!\w+-))?(?:fiscal\s)?"
    whose_year = rf"(?:(?P<before>{YEAR})(?:['’]s)?\s|(?P<own>last|this|next)\syear['’]s\s)?(?:fiscal\s)?"
    season = either(words.seasons)
    before = behind(tuple(form for word in words.lists["before_season"] for form in (word, word.title())))

    part_of = (
        rf"\sof\s(?:{words.month_pattern}|the\s(?:century|(?:1[5-9]|20|['’`])\d0['’]?s|{either(words.decades)}))\b"
    )
    unit = rf"(?P<unit>quarter|half)(?!{part_of}|\s(?:century|hour|mile|million|time\b|an?\b))\b"
    yield (rf"\b{early}{of_whom}{whose_year}{which}[\s-]{unit}{of_year}", re.I, _read_division)
    yield (
        rf"\b(?:the\s)?(?:early|late|mid)?[\s-]?(?P<season>{season})(?:\sof)?,?\s(?P<year>{YEAR})\b",
        re.I,
        _read_season_of,
    )
    yield rf"\b{early}{side}\s(?P<season>{season})\b(?!\s(?:semester|line))", re.I, _read_side_of_season
    yield (
        rf"(?:{before})(?:the\s)?(?:early\s|late\s|mid-)?(?P<season>{season})\b(?!\s(?:of|to|in)\b)",
        0,
        lambda f, d: _read_season_of(f, d) if f["season"] != "fall" or f[0].startswith("the") else None,
    )


def _read_division(found: re.Match[str], direction: Direction) -> Reading | None:
    words = time_words()
    direction = "nearest" if direction == "future" else direction
    unit = "Q" if found["unit"].lower() == "quarter" else "H"
    number = DIVISIONS[found["which"].lower()]
    if unit == "H" and number > 2:
        return None
    return _of_year(words, found, f"{unit}{number or (4 if unit == 'Q' else 2)}", direction)


def _read_season_of(found: re.Match[str], direction: Direction) -> Reading:
    words = time_words()
    return _of_year(words, found, words.seasons[found["season"].lower()], direction)


def _read_side_of_season(found: re.Match[str], direction: Direction) -> Reading:
    words = time_words()
    way = side_step(words, found)
    # "last summer" is not the one going on, "this summer" that of the year
    toward: Direction = "past" if way < 0 else "future" if way > 0 else "same"
    season = words.seasons[found["season"].lower()]
    return Reading("date", shift=Shift(months=3 * way, division=season, direction=toward))


def _of_year(words: TimeWords, found: re.Match[str], division: str, direction: Direction) -> Reading:
    groups = found.groupdict()
    year = groups.get("year") or groups.get("before")
    if year:
        return Reading("date", f"{year}-{division}")
    own = groups.get("own") or groups.get("side")
    if own:
        step = -1 if own.lower() in words.lists["previous"] else 1 if own.lower() in words.lists["following"] else 0
        return Reading("date", shift=Shift(years=step, division=division, direction="same"))
    return Reading("date", shift=Shift(division=division, direction=direction))


def spelled_rules(words: TimeWords) -> Rules:
    """Yield the rules for years and decades told in words, as transcripts of broadcasts have them."""
    ahead = rf"(?:the\syear\s|{behind(words.lists['before_year'])})"
    tens = either(name for name, number in words.numbers.items() if 20 <= number < 100)
    teens = either(name for name, number in words.numbers.items() if 10 <= number < 20)
    ones = either(name for name, number in words.numbers.items() if 1 <= number < 10 and len(name) > 2)
    last = rf"(?P<last>(?:{tens})(?:[\s-](?:{ones}))?|{teens}|(?:oh|o)[\s-](?:{ones}))"
    yield rf"\b(?P<century>eighteen|nineteen)[\s-]{last}\b", re.I, _read_spelled_year
    yield rf"\b{ahead}(?P<century>twenty)[\s-]{last}\b", re.I, _read_spelled_year
    yield (
        rf"\b{ahead}(?P<century>two\sthousand)(?:\sand)?(?:\s(?P<last>{teens}|{ones}))?\b(?!\s[a-z]+s\b)",
        re.I,
        _read_spelled_year,
    )
    decades = either(words.decades)
    yield (
        rf"\b(?:the\s)?(?:early\s|late\s|mid-)?(?P<century>eighteen|nineteen)[\s-](?P<decade>{decades})\b",
        re.I,
        lambda f, _: Reading("date", f"{_spelled_century(f)}{words.decades[f['decade'].lower()]}"),
    )


def _spelled_century(found: re.Match[str]) -> int:
    return {"eighteen": 18, "nineteen": 19}.get(found["century"].lower(), 20)


def _read_spelled_year(found: re.Match[str], _: Direction) -> Reading | None:
    told = re.sub(r"^(?:oh|o)[\s-]", "", found["last"] or "", flags=re.I)
    number = read_number(told) if told else 0
    return Reading("date", f"{_spelled_century(found)}{number:02.0f}") if number is not None else None


def holiday_rules(words: TimeWords) -> Rules:
    """Yield the rule for feasts that fall on a day which can be counted."""
    side = side_pattern(words)

    feasts = either(words.holidays).replace(r"\ ", r"\s")
    yield rf"\b(?:{side}\s)?(?P<feast>{feasts})\b(?:,?\s(?P<year>{YEAR})\b)?", 0, _read_holiday


def _read_holiday(found: re.Match[str], direction: Direction) -> Reading:
    words = time_words()
    feast = words.holidays[" ".join(found["feast"].split())]
    way = side_step(words, found) if found["side"] else 0
    toward: Direction = "past" if way < 0 else "future" if way > 0 else direction
    if found["year"]:
        shift = Shift(year=int(found["year"]), month=feast.month, day=feast.day, weekday=feast.weekday, nth=feast.nth)
    else:
        shift = Shift(month=feast.month, day=feast.day, weekday=feast.weekday, nth=feast.nth, direction=toward)
    return Reading("date", shift=shift)


def bare_rules(words: TimeWords) -> Rules:
    """Yield the rules for single words: weekdays, months, years, decades. They come last."""
    early = modifier_pattern(words)

    full_names = "|".join(name for name in words.months if len(name) > 3 and name not in ("March", "Sept"))
    not_before = "".join(rf"(?<!\b{re.escape(word)}\s)" for word in words.lists["not_before_year"])
    yield rf"\b{early}(?P<month>{full_names})\b(?!\s\d)", 0, _read_month
    yield r"\b(?P<month>May|March)\b(?!\s\d)", 0, _read_verb_month
    yield (
        rf"\b{early}(?:the\s)?(?:early[\s-]|late[\s-]|mid-)?(?P<century>1[5-9]|20)(?P<decade>\d)0['’]?s\b",
        re.I,
        _read_decade,
    )
    yield (
        rf"(?:\b{early}the\s)?(?:\bmid-|\bearly\s|\blate\s)?['’`](?P<century>)(?P<decade>[2-9])0s\b",
        re.I,
        _read_decade,
    )
    yield r"\b(?:in|since|of|from|until)\s['’`](?P<year>\d\d)\b(?!['’]?s)", re.I, _read_short_year
    yield rf"\bthe\s(?P<decade>{either(words.decades)})\b", re.I, _read_named_decade
    yield rf"\b(?:the\s)?(?P<which>\d\dth|21st|{either(words.ordinals)})[\s-]century\b", re.I, _read_century
    after = rf"(?![-–/]\d|\s(?:{words.words_pattern('not_after_year')})\b|[,.:]\d|[’']?s\b(?<!['’]s)|%)"
    yield (
        rf"\b{early}(?:the\syear\s)?(?:fiscal\s(?:year\s)?)?(?<![$€£#.,/:\d]){not_before}(?P<year>{YEAR})\b{after}",
        re.I,
        lambda f, _: Reading("date", f["year"]),
    )
    yield (
        r"\b(?:in|since|of|until|year|from)\s(?P<year>1[5-8]\d\d)\b(?![,.]?\d)",
        0,
        lambda f, _: Reading("date", f["year"]),
    )


def _read_month(found: re.Match[str], direction: Direction) -> Reading:
    words = time_words()
    return Reading("date", shift=Shift(month=words.months[found["month"].title()], direction=direction))


def _read_verb_month(found: re.Match[str], direction: Direction) -> Reading | None:
    """Return the month of a word that is also a verb or noun, where it stands behind a word that goes with months.

    Behind "the", what the month belongs to must follow ("the March accord", but "the March on", "the March was").
    """
    words = time_words()
    before = re.search(r"(\w+)[\s-]$", found.string[max(0, found.start() - 12) : found.start()])
    if before is None:
        return None
    after = re.match(r"\s([a-z]\w+)", found.string[found.end() : found.end() + 20])
    if re.search(
        r"\bas\s(?:recently|late|early|far\sback)\sas\s$",
        found.string[max(0, found.start() - 24) : found.start()],
        re.I,
    ):
        return _read_month(found, direction)
    of_noun = before[1].lower() == "the" and after is not None and after[1] not in words.lists["not_after_month"]
    if before[1].lower() not in words.lists["before_month"] and not of_noun:
        return None
    return _read_month(found, direction)


def _read_decade(found: re.Match[str], _: Direction) -> Reading:
    return Reading("date", found["century"] + found["decade"] if found["century"] else f"19{found['decade']}")


def _read_short_year(found: re.Match[str], _: Direction) -> Reading:
    return Reading("date", ("20" if int(found["year"]) < CENTURY_TURNS else "19") + found["year"])


def _read_named_decade(found: re.Match[str], _: Direction) -> Reading:
    words = time_words()
    return Reading("date", f"19{words.decades[found['decade'].lower()]}")


def _read_century(found: re.Match[str], _: Direction) -> Reading | None:
    words = time_words()
    told = found["which"].lower()
    number = words.ordinals.get(told) or int(re.sub(r"\D", "", told) or 0)
    return Reading("date", str(number - 1)) if 10 < number < 23 else None


def clock_rules(words: TimeWords) -> Rules:
    """Yield the rules for clock times; the day they belong to is joined to them afterwards."""
    zone = rf"(?:\s\(?(?:{words.words_pattern('zones')})\b\)?)?"

    yield (
        rf"\b(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))?\s?(?P<half>[ap])(?:\.\s?m\b\.?|m\b){zone}",
        re.I,
        _read_clock,
    )
    yield (
        rf"\b(?:{behind(words.lists['before_clock'])})(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))?"
        r"(?:\so['’]clock)?\sin\sthe\s(?P<half>morning|afternoon|evening)\b",
        re.I,
        _read_clock,
    )
    yield rf"\b(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?P<half>)(?:\s?hours)?{zone}(?![\d:])", 0, _read_clock
    yield rf"\b(?P<name>midnight|noon|midday){zone}\b", re.I, _read_named


def _read_of_day(part: str) -> Reading:
    shift = Shift(part=part)
    return Reading("time", shift=shift, counted="text", fits=("day",), otherwise=shift, reach_chars=120)


def _read_clock(found: re.Match[str], _: Direction) -> Reading | None:
    hour, minute = int(found["hour"]), found["minute"]
    half = {"morning": "a", "afternoon": "p", "evening": "p"}.get(told := (found["half"] or "").lower(), told)
    if hour > (12 if half else 23) or (minute and int(minute) > 59):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return _read_of_day(f"T{hour:02d}:{minute or '00'}")


def _read_named(found: re.Match[str], _: Direction) -> Reading:
    return _read_of_day("T24:00" if found["name"].lower() == "midnight" else "T12:00")


def behind(words: tuple[str, ...]) -> str:
    """Return look-behinds of fixed width for `words`, each followed by one space or hyphen."""
    return "|".join(rf"(?<=\b{re.escape(word)}[\s-])" for word in words)
