"""One served record: opened for each request, what is dear to count kept until the next build."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from communique.errors import InputError
from communique.query.lists import Filter
from communique.query.overview import read_coverage
from communique.query.paging import PAGE_LINES
from communique.query.record import Record
from communique.web.render import render_page

T = TypeVar("T")
_LONGEST_VALUE = 300
_MOST_KEPT = 400
"""Counts kept for one build, the oldest let go first: whoever zooms for hours must not fill the memory."""


class Site:
    """The record at a path, and what was counted in it since its last build."""

    def __init__(self, db: Path) -> None:
        self.db = db
        self.name = db.name
        self._lock = threading.Lock()
        self._build: object = None
        self._kept: dict[object, Any] = {}

    def keep(self, record: Record, key: object, count: Callable[[], T]) -> T:
        """Return what `count` gives, counted once for each build of the record."""
        build = tuple(record.connection.execute("SELECT max(number), max(finished) FROM builds").fetchone())
        with self._lock:
            if build != self._build:
                self._build, self._kept = build, {}
            if key in self._kept:
                found: T = self._kept[key]
                return found
        counted = count()
        with self._lock:
            if build == self._build:
                self._kept[key] = counted
                while len(self._kept) > _MOST_KEPT:
                    del self._kept[next(iter(self._kept))]
        return counted


@dataclass(frozen=True)
class Reading:
    """One request with the record that answers it."""

    request: Request
    record: Record
    site: Site

    def asked(self, name: str) -> str | None:
        """Return a value of the query; None: not given, or empty. Raises InputError for one of absurd length."""
        value = self.request.query_params.get(name, "").strip()
        if len(value) > _LONGEST_VALUE or "\x00" in value:
            raise InputError(f"what was asked for as {name!r} is too long, or holds signs that no text has")
        return value or None

    def number(self, name: str) -> int:
        """Return a number of the query, from 1; 1: not given. Raises InputError for anything else."""
        value = self.asked(name)
        if value is None:
            return 1
        if not value.isascii() or not value.isdigit() or len(value) > 6 or int(value) < 1:
            raise InputError(f"{value!r} is no number of a page; pages are counted from 1")
        return int(value)

    def page_number(self, total: int, size: int = PAGE_LINES) -> int:
        """Return the page asked for of a list of `total` lines. Raises InputError where it has fewer pages."""
        number, pages = self.number("page"), max(1, -(-total // size))
        if number > pages:
            raise InputError(f"this list has {pages} page{'s' if pages > 1 else ''}, not {number}")
        return number

    def day(self, name: str) -> str | None:
        """Return a date of the query (EDTF); None: not given. Raises InputError for what is none."""
        value = self.asked(name)
        parts = [] if value is None else value.split("-")
        good = all(p.isascii() and p.isdigit() for p in parts) and [len(p) for p in parts] == [4, 2, 2][: len(parts)]
        if not good or len(parts) > 3:
            raise InputError(f"{value!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY")
        return value

    def filter(self, **fixed: Any) -> Filter:
        """Return what the list of the page is narrowed to."""
        ids = tuple(self.request.query_params.getlist("id"))
        names = ("story", "name", "side", "kind", "status", "source", "words")
        asked: dict[str, Any] = {name: self.asked(name) for name in names}
        asked |= {"since": self.day("since"), "until": self.day("until")}
        if ids:
            asked["ids"] = tuple(self.record.current_id(noun_id[:80]) for noun_id in ids[:500])
        return Filter(**{**asked, "due": self.asked("due") is not None, **fixed})

    def sides(self) -> dict[str, int]:
        """Return the sides that the reader colours, with the number of their colour, from 1."""
        coverage = self.site.keep(self.record, ("coverage", None), lambda: read_coverage(self.record))
        return {side.name: number for number, side in enumerate(coverage.sides[:6], 1)}

    def page(self, template: str, title: str, **context: Any) -> Response:
        """Return a page."""
        shown = {"sides": self.sides(), "title": title, "site": self.site, "request": self.request, **context}
        return HTMLResponse(render_page(template, shown))
