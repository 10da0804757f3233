"""The story, or all stories of a record, on one page."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from starlette.responses import Response

from communique.query.encounters import list_encounters
from communique.query.events import days_of, list_events
from communique.query.lists import Filter, list_actors
from communique.query.overview import Coverage, list_due, list_stories, read_coverage, read_news
from communique.web.site import Reading
from communique.web.timeline import draw_timeline

_BEFORE: Final = timedelta(days=60)
_AFTER: Final = timedelta(days=365)
_STORIES: Final = 12
_CHRONICLE: Final = 25


def front_page(reading: Reading) -> Response:
    """Return the front page of the record, or, under /story/ID, that of one story."""
    record, keep = reading.record, reading.site.keep
    story = reading.request.path_params.get("id")
    story = record.current_id(story) if story else None
    coverage = keep(record, ("coverage", story), lambda: read_coverage(record, story))
    stories = keep(record, "stories", lambda: list_stories(record, size=_STORIES))
    since, until = reading.day("since"), reading.day("until")
    shown = (since, until) if since or until or reading.asked("all") else _around(coverage)
    events = keep(record, ("events", story, *shown), lambda: list_events(record, story, *shown))
    horizon = coverage.last
    asked = Filter(story=story, since=since, until=until)
    chronicle = list_encounters(record, asked, reading.number("page"), size=_CHRONICLE)
    return reading.page(
        "front.html",
        story_title(coverage),
        story=story,
        coverage=coverage,
        stories=stories if story is None and stories.total > 1 else None,
        picture=draw_timeline(events, *shown),
        whole=shown == (None, None),
        since=since,
        until=until,
        chronicle=chronicle,
        due=keep(record, ("due", story), lambda: list_due(record, horizon or "", story) if horizon else ()),
        odd=keep(record, ("odd", story), lambda: record.weightiest(story=story)),
        news=keep(record, "news", lambda: read_news(record)) if story is None else None,
        speakers=keep(record, "speakers", lambda: list_actors(record, Filter()).lines[:12]),
    )


def _around(coverage: Coverage) -> tuple[str | None, str | None]:
    """Return the days that the picture shows at first: from shortly before the first article to a year after the last.

    What is mentioned of long ago or of years ahead would press all else together; (None, None): nothing to go by.
    """
    first, last = days_of(coverage.first), days_of(coverage.last)
    if first is None or last is None:
        return None, None
    return str(first[0] - _BEFORE), str(last[1] + _AFTER)


def story_title(coverage: Coverage) -> str:
    """Return the sides that speak most, as a headline."""
    names = [side.name for side in coverage.sides[:3]]
    if not names:
        return "Coverage of talks"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
