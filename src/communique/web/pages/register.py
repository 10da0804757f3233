"""Matters, agreements, reports of keeping and breaking."""

from __future__ import annotations

from starlette.responses import Response

from communique.query.register import compliance_on, list_wordings, read_agreement, read_matter
from communique.web.pages.nouns import current_id
from communique.web.site import Reading


def matter_page(reading: Reading) -> Response:
    """Return a matter: its wordings in order of time, each beside the one before it, and whether it was kept."""
    current = current_id(reading, "matter")
    if isinstance(current, Response):
        return current
    matter = read_matter(reading.record, current)
    page = list_wordings(reading.record, current, reading.page_number(matter.wordings))
    return reading.page(
        "matter.html",
        matter.name,
        matter=matter,
        page=page,
        dates={w.number: w.date for w in page.lines},
        reports=compliance_on(reading.record, current),
    )


def agreement_page(reading: Reading) -> Response:
    """Return a named agreement: what the coverage says that it provides, and whether it was kept."""
    current = current_id(reading, "agreement")
    if isinstance(current, Response):
        return current
    shown = read_agreement(reading.record, current)
    return reading.page("agreement.html", shown.line.name, shown=shown)
