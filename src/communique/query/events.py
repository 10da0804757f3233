"""What happened, is planned or falls due, placed in time: for a picture that one can zoom into."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from communique.model.due import OPEN_END
from communique.query.base import OpenRecord
from communique.query.encounters import encounter_entries
from communique.query.paging import Terms
from communique.query.refs import ActorRef

_EDTF: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_WEEK: Final = re.compile(r"(\d{4})-W(\d\d)")
_MOST_SHOWN: Final = 60
_LONG_DAYS: Final = 32


@dataclass(frozen=True, slots=True)
class Event:
    """An encounter or a deadline on the axis of time."""

    noun: str
    """encounter or undertaking."""
    id: str
    first: date
    last: date
    """The last day that the date may mean: a month or a year is not a day."""
    date: str
    """EDTF, as the record has it."""
    kind: str
    status: str
    """Of an encounter; "due" for a deadline, "from then on" for a start."""
    who: str
    """Names, as many as tell it apart; empty: not known."""


@dataclass(frozen=True, slots=True)
class Events:
    """The events of a period: one by one, or only counted where there are too many to tell apart."""

    events: tuple[Event, ...]
    """Empty where there are too many."""
    counts: tuple[tuple[str, int], ...]
    """(month, or year, events in it), by date; where the events are shown one by one, those of the period too."""
    first: date | None
    """The first day on which anything happens in the period, what may be any day of a year left out unless there is
    nothing else; None: nothing happens."""
    last: date | None
    total: int


def days_of(edtf: str | None) -> tuple[date, date] | None:
    """Return the first and the last day that an EDTF date may mean; None: it is no date, or not such a one."""
    week = _WEEK.fullmatch(edtf or "")
    if week is not None:
        try:
            return (
                date.fromisocalendar(int(week[1]), int(week[2]), 1),
                date.fromisocalendar(int(week[1]), int(week[2]), 7),
            )
        except ValueError:
            return None
    found = _EDTF.fullmatch(edtf or "")
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    try:
        if day:
            return (date(year, month, day),) * 2
        if month:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, 1, 1), date(year, 12, 31)
    except (ValueError, calendar.IllegalMonthError):
        return None


def list_events(
    record: OpenRecord, story: str | None = None, since: str | None = None, until: str | None = None
) -> Events:
    """Return what happens between `since` and `until` (EDTF, both included; None: no bound)."""
    counts: dict[str, int] = {}
    bounds: list[tuple[date, date]] = []
    queries = (_query("encounter", story, since, until), _query("undertaking", story, since, until))
    for _, terms, source, column in queries:
        # By day, so that the bounds are exact; there are far fewer days than events.
        for day, number in record.connection.execute(
            f"SELECT {column}, count(*) FROM {source}{terms.where} GROUP BY 1 ORDER BY 1", terms.values
        ):
            span = days_of(day)
            if span is not None:
                bounds.append(span)
                counts[day] = counts.get(day, 0) + number
    total = sum(counts.values())
    shown: tuple[Event, ...] = ()
    if 0 < total <= _MOST_SHOWN:
        shown = tuple(sorted((*_encounters(record, queries[0]), *_deadlines(record, queries[1])), key=_order))
    # A date that may mean any day of a year would draw the picture out to its ends.
    exact = [span for span in bounds if (span[1] - span[0]).days < _LONG_DAYS] or bounds
    first = min((span[0] for span in exact), default=None)
    last = max((span[1] for span in exact), default=None)
    months: dict[str, int] = {}
    long = first is not None and last is not None and (last - first).days > 365 * 6
    for day, number in counts.items():
        months[day[:4] if long else day[:7]] = months.get(day[:4] if long else day[:7], 0) + number
    return Events(shown, tuple(sorted(months.items())), first, last, total)


_Query = tuple[str, Terms, str, str]


def _query(noun: str, story: str | None, since: str | None, until: str | None) -> _Query:
    terms = Terms()
    # What begins with a digit is a date; as the narrowest bounds known, since an index serves one pair.
    bounds = (since[:4] if since else "0", f"{until}:" if until else ":")
    if noun == "encounter":
        terms.add("e.date >= ? AND e.date < ?", *bounds)
        terms.add("e.story = ?", story)
        terms.period("e.date", since, until)
        return noun, terms, "encounters e", "e.date"
    terms.add("u.due >= ? AND u.due < ?", *bounds)
    terms.add("u.article IN (SELECT article FROM story_articles WHERE story = ?)", story)
    terms.period("u.due", since, until)
    return noun, terms, "undertakings u", "u.due"


def _encounters(record: OpenRecord, query: _Query) -> list[Event]:
    _, terms, source, _ = query
    ids = [row[0] for row in record.connection.execute(f"SELECT e.id FROM {source}{terms.where}", terms.values)]
    found = []
    for entry in encounter_entries(record, ids, words=False):
        span = days_of(entry.date.value)
        if span is not None and entry.date.value is not None:
            names = ", ".join(_short_name(actor) for actor in entry.participants[:3])
            found.append(Event("encounter", entry.id, *span, entry.date.value, entry.kind, entry.status, names))
    return found


def _short_name(actor: ActorRef) -> str:
    return actor.name.split()[-1] if actor.kind == "person" and actor.named else actor.name


def _deadlines(record: OpenRecord, query: _Query) -> list[Event]:
    _, terms, source, _ = query
    rows = record.connection.execute(
        "SELECT u.id, u.due, u.kind, (SELECT group_concat(name, ', ') FROM (SELECT k.name FROM undertaking_by b"
        " JOIN actors k ON k.id = b.actor WHERE b.undertaking = u.id ORDER BY b.number LIMIT 2)) AS who"
        f" FROM {source}{terms.where}",
        terms.values,
    )
    found = []
    for row in rows:
        day, status = row["due"].removesuffix(OPEN_END), "from then on" if row["due"].endswith(OPEN_END) else "due"
        span = days_of(day)
        if span is not None:
            found.append(Event("undertaking", row["id"], *span, day, row["kind"], status, row["who"] or ""))
    return found


def _order(event: Event) -> tuple[date, date, str, str]:
    return event.first, event.last, event.noun, event.id
