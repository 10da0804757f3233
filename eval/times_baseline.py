"""The library that times are measured against: dateparser, the best kept of those that search running text."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import Any

from communique.model.spans import Span
from eval.timex import Timex

FORMATS = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V", "day": "%Y-%m-%d", "time": "%Y-%m-%dT%H:%M"}
"""How a date is told, by the period that dateparser sees in the words."""


def find_with_library(text: str, created: str) -> list[Timex]:
    """Return the times that dateparser finds in `text`, counted from `created`; in text order.

    Each paragraph is searched by itself, and each expression read again for its period, so that "August 2013" is told
    as a month.
    """
    from dateparser.search import search_dates  # slow to load, and needed for the comparison alone

    settings = {"RELATIVE_BASE": datetime.fromisoformat(created), "PREFER_DATES_FROM": "past"}
    found: list[Timex] = []
    for paragraph in re.finditer(r"\S(?:.*?\S)?(?=\s*\n\s*\n|\s*\Z)", text, re.S):
        position = paragraph.start()
        for words, day in search_dates(paragraph[0], languages=["en"], settings=dict(settings)) or ():
            start = text.find(words, position)
            if start < 0:
                continue
            position = start + len(words)
            found.append(Timex(Span(start, position), day.strftime(FORMATS[_period(words, created)])))
    return found


def _period(words: str, created: str) -> str:
    """Return what dateparser takes `words` to name: "day" where it cannot read them alone."""
    parsed = _parser(created).get_date_data(words)
    return parsed.period if parsed is not None and parsed.period in FORMATS else "day"


@lru_cache(maxsize=64)
def _parser(created: str) -> Any:
    from dateparser.date import DateDataParser

    return DateDataParser(languages=["en"], settings={"RELATIVE_BASE": datetime.fromisoformat(created)})
