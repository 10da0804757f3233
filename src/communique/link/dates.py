"""Days of publication that one article leaves open and another closes. Method: docs/methods/times.md.

Nothing here depends on the order of the articles: each round asks the dates that the round before left.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from communique.facts.table import fold_name
from communique.link.names import skeleton, surname_key
from communique.link.origins import CopiedPair
from communique.link.shared_quotes import shared_quotes
from communique.link.told_days import LEAD_BLOCKS
from communique.model.documents import Article
from communique.model.encounters import HAPPENED, Encounter
from communique.model.inferred import Basis, Inferred
from communique.model.records import ArticleRecord, Copy
from communique.model.spans import Anchor, ArticleId
from communique.model.times import TimeValue, is_calendar_date, resolve_time

MIN_PERSONS = 2
MIN_MARKS = 2
"""How many of a meeting's marks must be the same besides two persons and the weekday: place, length, a third person."""
MAX_DAYS_TO_COPY = 1
"""Daily papers print an agency's copy on its day or the day after."""
MAX_DATELINE_DAYS = 4
"""What a dateline without a year is the news of, others tell within as many days."""
MIN_NAMED = 3
"""As many persons and organisations both must name, where nothing but their leads tells that they are of one day."""
MAX_DATELINE_CHARS = 60
"""A day that a dateline tells stands so near the head of the first paragraph."""
_DATELINE = re.compile(r"\W*[A-ZÀ-Þ][\w.'’-]*(?:[ ,/]+(?:[A-ZÀ-Þ][\w.'’-]*|de|la|al|el))*[\s,]*")
"""What stands before the day: the names of a city and of its region or state."""
FAMILIES = {"meeting": "meeting", "talks": "meeting", "summit": "meeting", "visit": "meeting"}
"""Kinds that one outlet and another may use for the same encounter."""


@dataclass(frozen=True)
class _Telling:
    """An encounter as one article tells it."""

    article: Article
    encounter: Encounter
    persons: frozenset[str]
    """Initials and surnames of the persons who took part, as `names` compares them: "Sergei" and "Sergey" are one."""


def settle_dates(records: Sequence[ArticleRecord], copied: Sequence[CopiedPair] = ()) -> list[ArticleRecord]:
    """Return the records with the days of publication that another article tells.

    A day is taken where an undated article tells, as its news, an encounter of a weekday that a dated article tells
    with its date, the two agree in persons, place and length, and no other date fits; where a dated article carries the
    same copy (`copied`) on that weekday or the day after; where one quotes the same sentence and tells beside it, or
    in its lead, a day of that weekday; where a dateline tells the day without the year, and a dated article of those
    days tells of the same persons; or where the lead of one tells that weekday and both name the same people. The dates
    of encounters and statements of such an article follow. Articles whose date is known, or that nothing settles, stay
    as they are.
    """
    settled = list(records)
    copies, quotes = _by_article(copied), shared_quotes(records)
    while True:
        known = _dated_tellings(settled)
        by_id = {record.article.id: record for record in settled}
        found = [_settled(record, known) for record in settled]
        found = [_settled_by_copies(record, copies.get(record.article.id, ()), by_id) for record in found]
        found = [_settled_by_quotes(record, quotes.get(record.article.id, ()), by_id) for record in found]
        found = [_settled_by_dateline(record, settled) for record in found]
        leads = _dated_leads(settled)
        found = [_settled_by_leads(record, leads) for record in found]
        if all(new is old for new, old in zip(found, settled, strict=True)):
            return settled
        settled = found


def _dated_tellings(records: Sequence[ArticleRecord]) -> Mapping[str, list[_Telling]]:
    """Return the tellings with a known day, by each person who took part."""
    by_person: dict[str, list[_Telling]] = defaultdict(list)
    for record in records:
        for telling in _tellings(record):
            if record.article.published.known and _day(telling.encounter.date.value) is not None:
                for person in sorted(telling.persons):
                    by_person[person].append(telling)
    return by_person


def _tellings(record: ArticleRecord) -> Iterator[_Telling]:
    names = {actor.id: _initial(actor.name) for actor in record.actors if actor.kind == "person" and actor.named}
    for encounter in record.encounters:
        persons = frozenset(names[p] for p in encounter.participants if p in names)
        if encounter.status in HAPPENED and encounter.kind in FAMILIES and len(persons) >= MIN_PERSONS:
            yield _Telling(record.article, encounter, persons)


def _initial(name: str) -> str:
    return f"{skeleton(fold_name(name).split()[0])[0]} {surname_key(name)}"


def _settled(record: ArticleRecord, known: Mapping[str, list[_Telling]]) -> ArticleRecord:
    """Return the record with its day of publication, if `known` tells it; else the same object."""
    published = record.article.published
    if published.known or published.absence == "not analysed":
        return record
    low, high = _bounds(published)
    fits: dict[date, tuple[_Telling, TimeValue]] = {}
    for telling in _tellings(record):
        news = _news_of(telling)
        for other in _alike(telling, known) if news is not None else ():
            day = _day(other.encounter.date.value)
            if news is not None and day is not None and low <= day <= high and _is_weekday(news, day):
                fits.setdefault(day, (other, news))
    if len(fits) != 1:
        return record
    day, (other, news) = next(iter(fits.items()))
    return _dated(record, day, news, *(other.article.anchor(span) for span in other.encounter.evidence[:1]))


def _dated(record: ArticleRecord, day: date, news: TimeValue, *evidence: Anchor) -> ArticleRecord:
    """Return the record as of the day of its news, by `evidence` of other articles; the day after may be it too."""
    told = (record.article.anchor(news.span), *evidence)
    next_day = (day + timedelta(days=1)).isoformat()
    return with_date(record, Inferred(day.isoformat(), "inferred", told, (next_day,)))


def _settled_by_quotes(
    record: ArticleRecord, quotes: Sequence[tuple[ArticleId, Copy]], by_id: Mapping[ArticleId, ArticleRecord]
) -> ArticleRecord:
    """Return the record as of the day of its weekday that dated articles tell beside a sentence which it quotes too."""
    published, news = record.article.published, _weekday_of_news(record)
    if published.known or published.absence == "not analysed" or news is None:
        return record
    low, high = _bounds(published)
    fits: dict[date, Copy] = {}
    for other, copy in quotes:
        for day in _days_beside(by_id[other], copy.second) if other in by_id else ():
            if low <= day <= high and _is_weekday(news, day):
                fits.setdefault(day, copy)
    if len(fits) != 1:
        return record
    day, copy = next(iter(fits.items()))
    return _dated(record, day, news, copy.first, copy.second)


def _days_beside(record: ArticleRecord, words: Anchor) -> list[date]:
    """Return the days, not of the future, that the paragraph of some words, or the lead, of a dated article tells."""
    article = record.article
    block, lead = article.block_at(words.span.start), _lead_end(article)
    near = [t for t in record.times if t.span.end <= lead or (block is not None and block.span.contains(t.span))]
    told = [t for t in near if t.shift is not None and t.shift.direction != "future" and t.anchor == "published"]
    known = [_day(resolve_time(t, article.published.value)) for t in told] if article.published.known else []
    return sorted({day for day in known if day is not None})


@dataclass(frozen=True)
class _Lead:
    """Whom a dated article names, and the days that its lead tells."""

    persons: set[str]
    every: set[str]
    """Persons and organisations."""
    title: Anchor
    days: list[date]


def _dated_leads(records: Sequence[ArticleRecord]) -> list[_Lead]:
    """Return the leads of dated articles that tell a day; what is nothing but captions has no lead."""
    found = []
    for record in records:
        text = record.article.blocks_of(("title", "body", "turn"))
        if record.article.published.known and text:
            title = record.article.anchor(text[0].span)
            if days := _days_beside(record, title):
                found.append(_Lead(_named(record), _named(record, "organisation"), title, days))
    return found


def _settled_by_leads(record: ArticleRecord, leads: Sequence[_Lead]) -> ArticleRecord:
    """Return the record as of the day of its weekday that leads of dated articles tell which name the same people.

    Of those whom both name, two at least are persons, and MIN_NAMED are persons or organisations.
    """
    published, news = record.article.published, _weekday_of_news(record)
    if published.known or published.absence == "not analysed" or news is None:
        return record
    low, high = _bounds(published)
    persons, every = _named(record), _named(record, "organisation")
    fits: dict[date, Anchor] = {}
    for other in leads:
        if len(persons & other.persons) < MIN_PERSONS or len(every & other.every) < MIN_NAMED:
            continue
        for day in other.days:
            if low <= day <= high and _is_weekday(news, day):
                fits.setdefault(day, other.title)
    if len(fits) != 1:
        return record
    day, title = next(iter(fits.items()))
    return _dated(record, day, news, title)


def _settled_by_dateline(record: ArticleRecord, records: Sequence[ArticleRecord]) -> ArticleRecord:
    """Return the record as of the day of its dateline, in the year in which others tell of the same people.

    Those others are published within MAX_DATELINE_DAYS of that day.
    """
    published, told = record.article.published, _day_of_dateline(record)
    if published.known or published.absence == "not analysed" or told is None:
        return record
    low, high = _bounds(published)
    fits: dict[date, ArticleRecord] = {}
    for other in records:
        printed = _day(other.article.published.value)
        if printed is None or other.article.id == record.article.id:
            continue
        day = _nearest(told, printed)
        near = day is not None and abs((day - printed).days) <= MAX_DATELINE_DAYS and low <= day <= high
        if near and day is not None and _of_those_days(record, other, day):
            fits.setdefault(day, other)
    if len(fits) != 1:
        return record
    day = next(iter(fits))
    evidence = (record.article.anchor(told.span),)
    return with_date(record, Inferred(day.isoformat(), "inferred", evidence))


def _of_those_days(record: ArticleRecord, other: ArticleRecord, day: date) -> bool:
    """Return whether an article can be of a day on which another tells of the same people.

    Both tell a meeting of two of them; or both name two, and the news is of the weekday of that day or the one before.
    """
    here, there = ({person for telling in _tellings(r) for person in telling.persons} for r in (record, other))
    if len(here & there) >= MIN_PERSONS:
        return True
    news = _weekday_of_news(record)
    fits = news is not None and any(_is_weekday(news, day - timedelta(days=back)) for back in (0, 1))
    return fits and len(_named(record) & _named(other)) >= MIN_PERSONS


def _named(record: ArticleRecord, *kinds: str) -> set[str]:
    """Return initials and folded surnames of the persons whom an article names, and names of the actors of `kinds`."""
    persons = {_initial(a.name) for a in record.actors if a.kind == "person" and a.named and " " in a.name}
    return persons | {fold_name(a.name) for a in record.actors if a.kind in kinds and a.named}


def _day_of_dateline(record: ArticleRecord) -> TimeValue | None:
    """Return the day of a month without a year at the head of the text ("CITY, Aug. 27 (Agency)"); None: none."""
    head = record.article.blocks_of(("dateline", "body", "turn"))[:1]
    for time in record.times if head else ():
        shift = time.shift
        at_head = head[0].span.start <= time.span.start <= head[0].span.start + MAX_DATELINE_CHARS
        if at_head and shift is not None and shift.month and shift.day and not shift.year:
            return time if _DATELINE.fullmatch(record.article.text, head[0].span.start, time.span.start) else None
    return None


def _nearest(told: TimeValue, day: date) -> date | None:
    """Return the day of a month that is told, in the year in which it is nearest to `day`; None: there is none."""
    shift = told.shift
    found = []
    for year in (day.year - 1, day.year, day.year + 1):
        try:
            found.append(date(year, shift.month or 0, shift.day or 0) if shift is not None else day)
        except ValueError:  # 29 February
            continue
    return min(found, key=lambda d: abs((d - day).days), default=None)


def _by_article(copied: Sequence[CopiedPair]) -> dict[ArticleId, list[tuple[ArticleId, Copy]]]:
    """Return, by article, the others that carry so much of the same copy that they are of one origin."""
    copies: dict[ArticleId, list[tuple[ArticleId, Copy]]] = defaultdict(list)
    for pair in copied:
        if pair.is_one_origin:
            copies[pair.first].append((pair.second, pair.copies[0]))
            copies[pair.second].append((pair.first, pair.copies[0]))
    return copies


def _settled_by_copies(
    record: ArticleRecord,
    copies: Sequence[tuple[ArticleId, Copy]],
    by_id: Mapping[ArticleId, ArticleRecord],
) -> ArticleRecord:
    """Return the record with the weekday of its news on or right before the day on which the same copy was printed."""
    published = record.article.published
    if published.known or published.absence == "not analysed":
        return record
    news, (low, high) = _weekday_of_news(record), _bounds(published)
    fits: dict[date, Copy] = {}
    for other, copy in copies if news is not None and news.shift is not None else ():
        printed = _day(by_id[other].article.published.value) if other in by_id else None
        if printed is None or news is None or news.shift is None or news.shift.weekday is None:
            continue
        day = printed - timedelta(days=(printed.weekday() - news.shift.weekday) % 7)
        if low <= day <= high and (printed - day).days <= MAX_DAYS_TO_COPY:
            fits.setdefault(day, copy)
    if len(fits) != 1 or news is None:
        return record
    day, copy = next(iter(fits.items()))
    return _dated(record, day, news, copy.first, copy.second)


def _weekday_of_news(record: ArticleRecord) -> TimeValue | None:
    """Return the only weekday that the lead tells as past; None: none, or several."""
    end = _lead_end(record.article)
    told = [
        time
        for time in record.times
        if time.span.end <= end and time.anchor == "published" and time.shift is not None
        if time.shift.weekday is not None and time.shift.direction != "future"
        if not (time.shift.days or time.shift.weeks or time.shift.part in ("TNI", "TEV"))
    ]
    return told[0] if len({time.shift.weekday for time in told if time.shift is not None}) == 1 else None


def _lead_end(article: Article) -> int:
    """Return where the lead of an article ends, as a code point offset; 0: it has no content."""
    content = article.blocks_of(("title", "heading", "body", "turn"))[:LEAD_BLOCKS]
    return content[-1].span.end if content else 0


def _news_of(telling: _Telling) -> TimeValue | None:
    """Return the weekday on which an encounter was held, told as the news of the day; None: it is not.

    It stands in the lead, and no later weekday is told: else the article may be of that later day.
    """
    time, article = telling.encounter.time, telling.article
    if time is None or time.shift is None or time.anchor != "published" or time.shift.weekday is None:
        return None
    if time.shift.days or time.shift.weeks or time.shift.part in ("TNI", "TEV"):
        return None
    return time if time.span.end <= _lead_end(article) else None


def _alike(telling: _Telling, known: Mapping[str, list[_Telling]]) -> Iterator[_Telling]:
    """Yield the dated tellings of other articles that agree with `telling` in persons and marks."""
    others = {other.encounter.id: other for person in sorted(telling.persons) for other in known.get(person, ())}
    for _, other in sorted(others.items()):
        shared = telling.persons & other.persons
        if other.article.id != telling.article.id and len(shared) >= MIN_PERSONS:
            marks = _marks(telling.encounter, other.encounter)
            if marks is not None and marks + (len(shared) > MIN_PERSONS) >= MIN_MARKS:
                yield other


def _marks(one: Encounter, other: Encounter) -> int | None:
    """Return how many of place and length are told alike; None: the places differ."""
    place, there = fold_name(one.place.value or ""), fold_name(other.place.value or "")
    # "Russia" leaves open what "Sochi, Russia" tells; it is no mark of its own.
    if not (place.endswith(there) or there.endswith(place)):
        return None
    return int(bool(place) and place == there) + int(
        one.duration.value is not None and one.duration.value == other.duration.value
    )


def _is_weekday(time: TimeValue, day: date) -> bool:
    return time.shift is not None and time.shift.weekday == day.weekday()


def _bounds(published: Inferred[str]) -> tuple[date, date]:
    """Return the bounds that extract left with an open date ("2014-03-18/2015-07-14"), wide open where it left none."""
    bounds = next((value for value in published.alternatives if "/" in value), "../..")
    low, high = bounds.split("/")
    return _day(low) or date.min, _day(high) or date.max


def _day(edtf: str | None) -> date | None:
    return date.fromisoformat(edtf) if edtf and len(edtf) == 10 and is_calendar_date(edtf) else None


def with_date(record: ArticleRecord, published: Inferred[str]) -> ArticleRecord:
    """Return the record of an article published then; what is counted from that day moves with it.

    Dates that a person decided stay, and those that do not hang on the day of publication.
    """
    article = replace(record.article, published=published)
    return replace(
        record,
        article=article,
        encounters=tuple(replace(e, date=_moved(e.date, e.dated_by, article)) for e in record.encounters),
        statements=tuple(replace(s, date=_moved(s.date, s.time, article)) for s in record.statements),
    )


def _moved(told: Inferred[str], time: TimeValue | None, article: Article) -> Inferred[str]:
    if time is None or time.anchor == "absolute" or told.basis == "user":
        return told
    value = resolve_time(time, article.published.value)
    if value is None or not is_calendar_date(value):
        return told
    basis: Basis = "inferred" if time.anchor == "text" else "resolved"
    return Inferred(value, basis, (article.anchor(time.span),))
