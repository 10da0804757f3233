"""By when something is due: the last day that a deadline's time leaves."""

from __future__ import annotations

import re
from datetime import date

from communique.model.times import Shift, TimeValue, is_calendar_date, resolve_time, shift_date

LAST_MONTHS = {"21": 5, "22": 8, "23": 11, "33": 3, "34": 6, "35": 9, "36": 12, "40": 6, "41": 12}
"""The last month of spring, summer and autumn, of quarters and of halves, by EDTF number."""

OPEN_END = "/.."
"""What EDTF puts behind a day from which on something is done: a start is no deadline."""
_START = re.compile(r"(?:from|since|after|starting|beginning|commencing|effective|as\s+(?:of|from))\b", re.I)


def resolve_due(time: TimeValue, words: str, published: str | None) -> str | None:
    """Return the last day, month or year (EDTF) by which what is due at `time` is due; None: not known.

    `words` are the deadline's, with its preposition: a length after "in" or "within" is counted from the day of
    publication, unless it is told from what ("within two weeks of the signing"). Of a week, a quarter or a season the
    last day or month is given. Other lengths ("for three months") are given as they are, ISO 8601. Where the words tell
    a start ("beginning this week", "from 1 June"), it is that with an open end ("2031-06-01/..").
    """
    value = resolve_time(time, published)
    if value is None:
        return None
    if time.kind == "duration":
        opened = re.match(r"(?:in|within|inside)\b", words.strip(), re.I)
        from_here = opened is not None and not re.search(r"\b(?:of|after|from)\s", words)
        return (_after(value, published) or value) if from_here else value
    if _START.match(words.strip()):
        return value + OPEN_END
    if found := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        return date.fromisocalendar(int(found[1]), int(found[2]), 7).isoformat()
    if found := re.fullmatch(r"(\d{4})-(2[1-3]|3[3-6]|4[01])", value):
        return f"{found[1]}-{LAST_MONTHS[found[2]]:02d}"
    return value


def _after(length: str, published: str | None) -> str | None:
    """Return the day that lies an ISO 8601 length of whole days to years after `published`; None: there is none."""
    found = re.fullmatch(r"P(?:T(\d+)H|(\d+)([DWMY]))", length)
    if found is None or published is None or len(published) != 10 or not is_calendar_date(published):
        return None
    count = int(found[1]) // 24 if found[1] else int(found[2])
    name = {"D": "days", "W": "weeks", "M": "months", "Y": "years"}[found[3] or "D"]
    return shift_date(Shift(**{name: count}), date.fromisoformat(published))  # type: ignore[arg-type]
