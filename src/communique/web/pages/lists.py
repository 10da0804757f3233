"""Lists with filters: statements, encounters, undertakings, actors, documents; as pages and as CSV."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from starlette.responses import Response

from communique.errors import InputError
from communique.query.encounters import list_encounters
from communique.query.lists import Filter, list_actors, list_documents, list_statements, list_undertakings
from communique.query.paging import Page
from communique.query.record import Record
from communique.query.register import list_agreements, list_compliance, list_matters
from communique.query.sources import list_sources
from communique.web.rows import ROWS, write_csv
from communique.web.site import Reading

Lister = Callable[[Record, Filter, int], Page[Any]]

LISTS: Final[dict[str, tuple[str, Lister]]] = {
    "statements": ("Who said what", list_statements),
    "encounters": ("Encounters", list_encounters),
    "undertakings": ("Register of undertakings", list_undertakings),
    "actors": ("Actors", list_actors),
    "documents": ("Documents", list_documents),
    "matters": ("Matters", list_matters),
    "agreements": ("Agreements", list_agreements),
    "compliance": ("Kept or broken", list_compliance),
}
CHOICES: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "statements": ("Form", ("direct", "mixed", "indirect")),
    "encounters": (
        "Kind",
        ("meeting", "call", "visit", "summit", "talks", "ceremony", "press conference", "other"),
    ),
    "undertakings": (
        "Kind",
        ("commitment", "offer", "demand", "condition", "warning", "refusal", "deadline"),
    ),
    "actors": ("Kind", ("person", "state", "organisation", "armed group", "group", "place")),
    "documents": ("Status", ("analysed", "not analysed", "duplicate", "unreadable", "failed", "waiting")),
    "compliance": ("Verdict", ("kept", "broken", "breach denied")),
}
STATUSES: Final = ("held", "under way", "planned", "expected", "cancelled", "ruled out", "failed to happen")
_MOST_ROWS: Final = 5000


def list_page(noun: str) -> Callable[[Reading], Response]:
    """Return what answers with the list of one noun."""
    title, lister = LISTS[noun]

    def answer(reading: Reading) -> Response:
        asked = reading.filter()
        page = lister(reading.record, asked, reading.number("page"))
        reading.page_number(page.total, page.size)
        return reading.page(
            f"{noun}.html",
            title,
            noun=noun,
            asked=asked,
            page=page,
            choices=CHOICES.get(noun),
            statuses=STATUSES if noun == "encounters" else (),
            sources=source_names(reading),
            csv=noun in ROWS,
        )

    return answer


def csv_rows(noun: str) -> Callable[[Reading], Response]:
    """Return what answers with the rows of a list, or those selected, as CSV."""
    _, lister = LISTS[noun]

    def answer(reading: Reading) -> Response:
        asked = reading.filter()
        first = lister(reading.record, asked, 1)
        if first.total > _MOST_ROWS:
            raise InputError(
                f"these are {first.total:,} rows, more than the {_MOST_ROWS:,} that a page gives;"
                " narrow the list, or run 'communique export --format csv'"
            )
        lines = list(first.lines)
        for number in range(2, first.pages + 1):
            lines += lister(reading.record, asked, number).lines
        return Response(
            write_csv(noun, lines, str(reading.request.base_url)),
            media_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{noun}.csv"'},
        )

    return answer


def source_names(reading: Reading) -> tuple[str, ...]:
    """Return the names of all known sources, for a choice."""
    sources = reading.site.keep(reading.record, "sources", lambda: list_sources(reading.record))
    return tuple(sorted(source.name for source in sources if source.name))
