"""When an article was published, told from its text alone. Method: docs/methods/times.md."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from communique.extract.published_bounds import event_bounds, leaves_office, public_events
from communique.extract.published_captions import date_by_captions
from communique.extract.published_places import date_by_place, lead_weekday
from communique.extract.time_words import time_words
from communique.facts import Facts
from communique.facts.table import OfficeHolding
from communique.model.annotation import Annotation
from communique.model.documents import Article, Block
from communique.model.inferred import Inferred, absent
from communique.model.spans import Anchor, Span
from communique.model.times import TimeValue

HEAD_LINES = 12
"""A date that stands alone is the page's own only among the first lines: further down stand those of other stories."""
TITLE_REACH_CHARS = 60
"""How far before a name its title may stand."""
LAST_DAYS_IN_OFFICE = 366
"""How long before the end of a term its holder can be said to prepare to leave."""
EARLIEST, LATEST = date(1945, 1, 1), date(2099, 12, 31)
STAMP = re.compile(
    r"^\W*(?:first\s)?(?P<word>published|publication date|posted|updated|last updated|modified|issued|released|date)\b",
    re.I,
)
URL_DATE = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[/-](?P<m>0?[1-9]|1[0-2]|[a-z]{3})[/-](?P<d>[0-3]?\d)(?!\d)", re.I)
AHEAD = re.compile(
    r"\b(?:by|until|till|will|before|next|from|through|upcoming|elections?|set|scheduled|planned|due|expected|for|to)\b"
)
HELD_THEN = re.compile(
    r"^\s(?:\w+\s)?(?:elections?|vote|olympics|games|world\scup|budget|campaign|race|season|edition)\b"
)
NUMERIC = re.compile(r"(?<![\d/.])(?P<d>[0-3]?\d)[/.](?P<m>[0-3]?\d)[/.](?P<y>(?:19|20)\d\d)(?!\d)")
WIRE = r"\((?:AP|Reuters|REUTERS|AFP|UPI|dpa|DPA|Xinhua|TASS|Interfax|Bloomberg|ANSA|Kyodo)\)"


@dataclass(frozen=True, slots=True)
class DayMonth:
    """A day without year that is, or is tied to, the day of publication."""

    month: int
    day: int
    offset: int
    """Days from it to the day of publication."""
    weekday: int | None
    """0 Monday to 6 Sunday, where the words tell it."""
    span: Span


def date_article(article: Article, annotation: Annotation, times: Sequence[TimeValue], facts: Facts) -> Inferred[str]:
    """Return the day of publication as an EDTF date, with the words that tell it.

    What the user or the page's metadata said is kept. absent("not resolved"): the text leaves it open; file names
    and paths are no evidence. Where two days fit, both are left open rather than one chosen.
    """
    if article.published.known:
        return article.published
    stamped = _stamped(article, times) or _headed(article)
    if stamped is not None:
        return stamped
    from_url = _from_url(article)
    if from_url is not None:
        return from_url
    return _by_constraints(article, times, facts)


# --- dates that the page states ---------------------------------------------------------------------------------------


def _stamped(article: Article, times: Sequence[TimeValue]) -> Inferred[str] | None:
    """Return the date of a "Published ..." line or of a date alone near the top; None: none, or they differ."""
    published: dict[str, Anchor] = {}
    updated: dict[str, Anchor] = {}
    for position, span in enumerate(_lines(article)):
        words = span.of(article.text)
        stamp = STAMP.match(words)
        found = _full_date(words) or (_numeric_date(words, article, times) if stamp is not None else None)
        if found is None:
            continue
        value, start, end = found
        rest = words[:start] + words[end:]
        if stamp is None and (position >= HEAD_LINES or not _is_date_line(rest)):
            continue
        kind = updated if stamp is not None and "updated" in stamp["word"].lower() else published
        kind.setdefault(value, article.anchor(Span(span.start + start, span.start + end)))
    chosen = published or updated
    if len(chosen) != 1:
        return None
    value, anchor = next(iter(chosen.items()))
    return Inferred(value, "stated", (anchor,), tuple(v for v in sorted(updated) if v != value))


def _headed(article: Article) -> Inferred[str] | None:
    """Return the full date of the dateline or byline ("LUMA, March 4, 2014 (AP) --"); None: none, or they differ."""
    told: dict[str, Anchor] = {}
    for block in article.blocks_of(("byline", "dateline")):
        found = _full_date(block.span.of(article.text))
        if found is not None:
            start = block.span.start
            told.setdefault(found[0], article.anchor(Span(start + found[1], start + found[2])))
    return Inferred(next(iter(told)), "stated", (next(iter(told.values())),)) if len(told) == 1 else None


def _lines(article: Article) -> Iterator[Span]:
    start = 0
    for line in article.text.splitlines(keepends=True):
        if line.strip():
            yield Span(start, start + len(line.rstrip("\r\n")))
        start += len(line)


def _full_date(words: str) -> tuple[str, int, int] | None:
    """Return (EDTF, start, end) of the first full date in `words`; None: there is none."""
    table = time_words()
    month = table.month_pattern
    patterns = (
        rf"\b(?P<m>{month})\.?\s(?P<d>[0-3]?\d)(?:st|nd|rd|th)?,?\s(?P<y>(?:19|20)\d\d)\b",
        rf"\b(?P<d>[0-3]?\d)(?:st|nd|rd|th)?\s(?P<m>{month})\.?,?\s(?P<y>(?:19|20)\d\d)\b",
        r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?:\b|(?=T\d\d:))",
    )
    for pattern in patterns:
        found = re.search(pattern, words)
        if found is not None:
            number = table.months.get(found["m"].title()) or (int(found["m"]) if found["m"].isdigit() else 0)
            value = _iso(int(found["y"]), number, int(found["d"]))
            if value is not None:
                return value, found.start(), found.end()
    return None


def _numeric_date(words: str, article: Article, times: Sequence[TimeValue]) -> tuple[str, int, int] | None:
    """Return (EDTF, start, end) of a date in figures; None: there is none, or day and month cannot be told apart.

    Where both orders are dates, the weekday of the news decides: only one of them falls on it.
    """
    found = NUMERIC.search(words)
    if found is None:
        return None
    orders = {(int(found["m"]), int(found["d"])), (int(found["d"]), int(found["m"]))}
    days = sorted({day for month, number in orders if (day := _iso(int(found["y"]), month, number)) is not None})
    news = lead_weekday(article, times)
    if len(days) > 1 and news is not None and news.shift is not None:
        days = [day for day in days if date.fromisoformat(day).weekday() == news.shift.weekday]
    return (days[0], found.start(), found.end()) if len(days) == 1 else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _is_date_line(rest: str) -> bool:
    """Return whether what a line holds beside its date is only clock time, weekday, place or a rule."""
    words = re.sub(r"\b(?:\d{1,2}[:.]\d\d|[ap]\.?m\.?|[A-Z]{2,4}|at|on|\w+day)\b", " ", rest, flags=re.I)
    return len(re.findall(r"\w+", words)) <= 2


def _from_url(article: Article) -> Inferred[str] | None:
    """Return the date in the article's own address; None: no address, or no day in it."""
    if article.url.value is None:
        return None
    found = URL_DATE.search(article.url.value)
    if found is None:
        return None
    month = int(found["m"]) if found["m"].isdigit() else time_words().months.get(found["m"].title(), 0)
    value = _iso(int(found["y"]), month, int(found["d"]))
    return None if value is None else Inferred(value, "inferred", article.url.evidence)


# --- dates that follow from what the text says ------------------------------------------------------------------------


def _by_constraints(article: Article, times: Sequence[TimeValue], facts: Facts) -> Inferred[str]:
    low, high = _bounds(article, times, facts)
    days = _day_months(article)
    if days:
        fits = [(day, anchor) for day, anchor in _possible(article, days, times, low, high)]
        if len(fits) == 1:
            return Inferred(fits[0][0], "inferred", fits[0][1])
        return _open(low, high)
    found = (
        _by_week(article, times, low, high)
        or date_by_captions(article, times, low, high)
        or date_by_place(article, times, facts, low, high)
    )
    return found if found is not None else _open(low, high)


def _open(low: date, high: date) -> Inferred[str]:
    """Return that the day is not resolved, with its bounds as an EDTF interval where there are any.

    Other articles on the same encounter may settle it (link).
    """
    if (low, high) == (EARLIEST, LATEST) or low > high:
        return absent("not resolved")
    bounds = "/".join((low.isoformat() if low > EARLIEST else "..", high.isoformat() if high < LATEST else ".."))
    return Inferred(absence="not resolved", alternatives=(bounds,))


def _by_week(article: Article, times: Sequence[TimeValue], low: date, high: date) -> Inferred[str] | None:
    """Return the weekday of the news within bounds of at most a week; None: wider bounds, or no weekday."""
    weekday = lead_weekday(article, times)
    if weekday is None or weekday.shift is None or not 0 <= (high - low).days < 7:
        return None
    days = [low + timedelta(days=n) for n in range((high - low).days + 1)]
    fits = [day for day in days if day.weekday() == weekday.shift.weekday]
    if len(fits) != 1:
        return None
    told = (b for b in event_bounds(article, earliest=EARLIEST, latest=LATEST) if b.low == low or b.high == high)
    evidence = (article.anchor(weekday.span), *(article.anchor(bound.span) for bound in told))
    return Inferred(fits[0].isoformat(), "inferred", evidence)


def _bounds(article: Article, times: Sequence[TimeValue], facts: Facts) -> tuple[date, date]:
    """Return the first and last day on which the article can have been published.

    Told by years spoken of as past, by the terms of the officials named with their titles, and by the copyright
    line, which only bounds from above.
    """
    low, high = EARLIEST, LATEST
    for time in times:
        dated = time.kind == "date" and time.anchor == "absolute" and time.value is not None
        if dated and re.match(r"(?:19|20)\d\d(?!\d)", time.value or "") and _is_past(article, time):
            low = max(low, date(int((time.value or "")[:4]), 1, 1))
    for found in re.finditer(r"(?:©|\(c\)|copyright)\D{0,12}((?:19|20)\d\d)", article.text, re.I):
        high = min(high, date(int(found[1]), 12, 31))
    low, high = _within_terms(article, facts, low, high)
    for bound in event_bounds(article, earliest=EARLIEST, latest=LATEST):
        low, high = max(low, bound.low), min(high, bound.high)
    return low, high


def _is_past(article: Article, time: TimeValue) -> bool:
    """Return whether a year is told as past: not by when something is to be, nor of what is held or spent then."""
    before = article.text[max(0, time.span.start - 25) : time.span.start].lower()
    after = article.text[time.span.end : time.span.end + 25].lower()
    return not (AHEAD.search(before) or HELD_THEN.search(after) or "fiscal" in time.span.of(article.text).lower())


def _within_terms(article: Article, facts: Facts, low: date, high: date) -> tuple[date, date]:
    """Return the bounds drawn in to when all those were in office whom the text gives their offices as present ones.

    Who held an office twice leaves all days open between the first and the last that the others allow. Terms that
    cannot be at one time tell nothing.
    """
    held: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for office in facts.offices:
        term = _term(article, office, facts.offices)
        if term is not None:
            held[office.person].append(term)
    first, last = low, high
    for terms in sorted(held.values(), key=lambda terms: (len(terms), terms)):
        possible = [(max(first, a), min(last, b)) for a, b in terms if max(first, a) <= min(last, b)]
        if not possible:
            return low, high
        first, last = min(a for a, _ in possible), max(b for _, b in possible)
    return first, last


def _term(article: Article, office: OfficeHolding, offices: Sequence[OfficeHolding]) -> tuple[date, date] | None:
    """Return the term of an office that the text gives its holder as a present one; None: it does not."""
    surname = re.escape(office.person.split()[-1])
    for found in re.finditer(rf"\b{surname}\b", article.text):
        before = article.text[max(0, found.start() - TITLE_REACH_CHARS) : found.start()]
        if office.title.lower() in before.lower() and "former" not in before.lower() and "ex-" not in before.lower():
            block = article.block_at(found.start())
            if block is not None and block.kind != "boilerplate":
                since, until = _day(office.since, EARLIEST), _last_day(office, offices)
                if until < LATEST and leaves_office(article, office.person.split()[-1]):
                    # An end told by its year alone may fall on the first day of it.
                    soonest = _day(office.until, EARLIEST) if office.until else until
                    since = max(since, soonest - timedelta(days=LAST_DAYS_IN_OFFICE))
                return since, until
    return None


def _last_day(office: OfficeHolding, offices: Sequence[OfficeHolding]) -> date:
    """Return the last day of a term: the one told, else the first day of the next holder of a sole office."""
    if office.until or not office.since or office.title.lower() not in public_events().sole_offices:
        return _day(office.until, LATEST)
    since = _day(office.since, EARLIEST)
    later = (
        _day(other.since, LATEST)
        for other in offices
        if (other.title, other.of) == (office.title, office.of) and other.person != office.person and other.since
    )
    return min((day for day in later if day > since), default=LATEST)


def _day(edtf: str, default: date) -> date:
    parts = [int(p) for p in edtf.split("-") if p.isdigit()]
    if not parts:
        return default
    if len(parts) == 3:
        return date(*parts)
    if default == EARLIEST:
        return date(parts[0], parts[1] if len(parts) > 1 else 1, 1)
    return date(parts[0], parts[1] if len(parts) > 1 else 12, 28)


def _day_months(article: Article) -> list[DayMonth]:
    """Return the days without year that are tied to the day of publication."""
    table = time_words()
    month, found_days = table.month_pattern, []
    day = rf"(?P<m>{month})\.?\s(?P<d>[0-3]?\d)\b(?!,?\s(?:19|20)\d\d)"
    forms = (
        (rf"(?m)^[^\n]{{0,40}}?,\s{day}\s{WIRE}", 0),
        (rf"\b[Yy]esterday,?\s[\[(]?{day}[\])]?", 1),
        (rf"\b[Tt]oday,?\s[\[(]?{day}[\])]?", 0),
    )
    for pattern, offset in forms:
        for found in re.finditer(pattern, article.text):
            block = article.block_at(found.start("m"))
            if block is not None and block.kind != "boilerplate":
                span = Span(found.start("m"), found.end("d"))
                found_days.append(DayMonth(table.months[found["m"].title()], int(found["d"]), offset, None, span))
    return found_days


def _content(article: Article) -> list[Block]:
    return [block for block in article.blocks if block.kind != "boilerplate"]


def _possible(
    article: Article, days: list[DayMonth], times: Sequence[TimeValue], low: date, high: date
) -> list[tuple[str, tuple[Anchor, ...]]]:
    """Return the days of publication that fit all of `days`, the bounds, and a full date in the text."""
    first = days[0]
    full = {t.value: t.span for t in times if t.value is not None and len(t.value) == 10 and t.anchor == "absolute"}
    fits: list[tuple[str, tuple[Anchor, ...]]] = []
    for year in range(max(low.year, EARLIEST.year), min(high.year, LATEST.year) + 1):
        value = _iso(year, first.month, first.day)
        if value is None:
            continue
        day = date.fromisoformat(value) + timedelta(days=first.offset)
        if not low <= day <= high or any(not _agrees(other, day) for other in days):
            continue
        evidence = [article.anchor(first.span)]
        if value in full:
            return [(day.isoformat(), (*evidence, article.anchor(full[value])))]
        fits.append((day.isoformat(), tuple(evidence)))
    return fits


def _agrees(other: DayMonth, day: date) -> bool:
    told = day - timedelta(days=other.offset)
    return (told.month, told.day) == (other.month, other.day)
