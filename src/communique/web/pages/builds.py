"""What builds brought, and the list of stories."""

from __future__ import annotations

from starlette.responses import Response

from communique.query.changes import find_build, list_builds, list_changes
from communique.query.overview import list_stories
from communique.query.paging import PAGE_LINES, Page
from communique.web.site import Reading


def changes_page(reading: Reading) -> Response:
    """Return what the record says otherwise than after an earlier build: contradictions first."""
    record = reading.record
    since = reading.asked("since")
    base = find_build(record, since)
    builds = list_builds(record)
    # Before the first build there was nothing: all of the record would be the list.
    changes = (
        reading.site.keep(record, ("changes", base), lambda: tuple(list_changes(record, str(base)))) if base else ()
    )
    number = reading.page_number(len(changes))
    lines = changes[(number - 1) * PAGE_LINES : number * PAGE_LINES]
    return reading.page(
        "changes.html",
        "What builds brought",
        builds=builds,
        base=base,
        page=Page(lines, number, len(changes)),
    )


def stories_page(reading: Reading) -> Response:
    """Return the stories of the record, the largest first."""
    number = reading.number("page")
    page = reading.site.keep(reading.record, ("stories", number), lambda: list_stories(reading.record, number))
    reading.page_number(page.total, page.size)
    return reading.page("stories.html", "Stories", page=page)
