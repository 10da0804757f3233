"""On which days an account can place its encounter."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from communique.model.encounters import AHEAD, HAPPENED, Encounter
from communique.model.records import ArticleRecord
from communique.model.times import is_calendar_date

Precision = Literal["day", "news", "month", "year", "open"]

LEAD_BLOCKS: Final = 3
"""A title and the two paragraphs after it say what a text is the news of."""
MAX_NEWS_DAYS: Final = 2
"""News is of the day of publication or of as many days before it."""
MAX_RECALL_DAYS: Final = 60
"""What a dated text tells without a day, beyond its lead, lies no further from it; set by hand."""
MAX_UNDER_WAY_DAYS: Final = 14
"""What a text tells to be under way, without a day, began no longer before it; set by hand."""
MIN_ROOM_DAYS: Final = 7
"""As many days of a month or year must be left for a plan that names no day; set by hand."""


@dataclass(frozen=True, slots=True)
class ToldDays:
    """The first and the last day on which an encounter can have begun, by one account."""

    first: date
    last: date
    precision: Precision
    """day, month, year: the account names it; news: it leads a text whose day is known; open: it tells none."""

    def meets(self, other: ToldDays) -> bool:
        """Return whether both can be of one day."""
        return self.first <= other.last and other.first <= self.last

    def months(self) -> list[str]:
        """Return the months that the days fall in, as YYYY-MM; none for an account that tells no day."""
        if self.precision == "open":
            return []
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        return [_month(self.first.year * 12 + self.first.month - 1 + n) for n in range(count + 1)]


def _month(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def told_days(record: ArticleRecord, encounter: Encounter) -> ToldDays:
    """Return the days on which `encounter` can have begun as its article tells it."""
    named = _named(encounter.date.value)
    published = _named(record.article.published.value)
    dated = published is not None and published.precision == "day"
    if named is not None and dated and published is not None and _is_of_publication(record, encounter):
        return ToldDays(published.first - timedelta(days=1), published.first, "news")
    if named is not None:
        return _seen_from(named, encounter, published.first) if dated and published else named
    if not dated or published is None:
        return ToldDays(date.min, date.max, "open")
    day = published.first
    recall = timedelta(days=MAX_UNDER_WAY_DAYS if encounter.status == "under way" else MAX_RECALL_DAYS)
    # What is told to be under way, or to have broken off, may have begun before the news of these days.
    if encounter.status == "held" and not encounter.broke_off and _leads(record, encounter):
        return ToldDays(day - timedelta(days=MAX_NEWS_DAYS), day, "news")
    first = day if encounter.status in AHEAD else day - recall
    last = day if encounter.status in HAPPENED else day + recall
    return ToldDays(first, last, "open")


def _is_of_publication(record: ArticleRecord, encounter: Encounter) -> bool:
    """Return whether an office's text tells no day, and that of publication was taken: it may be the day before."""
    source = record.article.source.value
    office = source is not None and source.kind == "office"
    return office and encounter.date.basis == "inferred" and encounter.date.value == record.article.published.value


def _seen_from(named: ToldDays, encounter: Encounter, published: date) -> ToldDays:
    """Return what is left of `named` of an article of that day: what is ahead lies after it, what was held before.

    "Later this year" of a text of 22 March is no day before that. A month that is nearly over has no room for a plan,
    and what is held this month may be held in days: there the status is the likelier to be wrong.
    """
    if encounter.status in AHEAD and published + timedelta(days=MIN_ROOM_DAYS) <= named.last:
        return replace(named, first=max(named.first, published))
    if encounter.status == "failed to happen" and named.first <= published:
        return replace(named, last=min(named.last, published))  # what fell through before is no plan for a day ahead
    if encounter.status in HAPPENED and named.precision == "year" and named.first <= published:
        return replace(named, last=min(named.last, published))
    return named


def _leads(record: ArticleRecord, encounter: Encounter) -> bool:
    """Return whether the article is the news of `encounter`: its lead tells it, and nothing that happened before it."""
    lead = record.article.blocks_of(("title", "body", "turn"))[:LEAD_BLOCKS]
    happened = [e.evidence[0].start for e in record.encounters if e.evidence and e.status in HAPPENED]
    if not lead or not encounter.evidence:
        return False
    return encounter.evidence[0].start <= min(lead[-1].span.end, *happened)


def _named(edtf: str | None) -> ToldDays | None:
    """Return the days of an EDTF year, month, week or day, or of the first part of an interval; None: it tells none."""
    if edtf is None:
        return None
    edtf = edtf.split("/")[0].rstrip("~?%")
    week = re.fullmatch(r"(\d{4})-W(\d\d)", edtf)
    if week:
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return ToldDays(monday, monday + timedelta(days=6), "month")
    if len(edtf) == len("2000-01-01") and is_calendar_date(edtf):
        day = date.fromisoformat(edtf)
        return ToldDays(day, day, "day")
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", edtf):
        year, month = int(edtf[:4]), int(edtf[5:])
        return ToldDays(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")
    if re.fullmatch(r"[1-9]\d{3}", edtf):
        return ToldDays(date(int(edtf), 1, 1), date(int(edtf), 12, 31), "year")
    return None
