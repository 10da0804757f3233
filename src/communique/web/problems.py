"""Pages for what cannot be answered: what is the matter, and what to do next; never a path, never a trace."""

from __future__ import annotations

import sqlite3

from starlette.responses import HTMLResponse, Response

from communique.errors import CommuniqueError, NotFound, SchemaTooNew, SchemaTooOld
from communique.web.render import render_page

_HEADINGS = {
    400: "This cannot be asked",
    404: "Not in this record",
    405: "Only reading",
    421: "Not under this name",
    500: "Something is wrong",
    503: "Not at the moment",
}


def problem_page(status: int, what: str, then: str) -> Response:
    """Return a page that says what is the matter and what to do next."""
    context = {"status": status, "heading": _HEADINGS[status], "what": what, "then": then}
    headers = {"Retry-After": "5"} if status == 503 else None
    return HTMLResponse(render_page("problem.html", context), status_code=status, headers=headers)


def lacking(what: str) -> Response:
    """Return the page for what the record does not have."""
    return problem_page(
        404,
        _sentence(what),
        "An id may be of another record, or its document was taken out. Search for the words, or begin with the story.",
    )


def wrong_question(what: str) -> Response:
    """Return the page for a question that cannot be understood."""
    return problem_page(400, _sentence(what), "Go back and change it, or begin with the story.")


def record_problem(error: CommuniqueError, name: str) -> Response:
    """Return the page for a record that cannot be opened."""
    if isinstance(error, SchemaTooNew):
        return problem_page(
            503, f"{name} was written by a later version of Communiqué.", "Update Communiqué, or build the record anew."
        )
    if isinstance(error, SchemaTooOld):
        return problem_page(
            503,
            f"{name} was written by an earlier version of Communiqué.",
            f"Run 'communique build PATH... -o {name}' on it once: that brings it up, and nothing is lost.",
        )
    if isinstance(error, NotFound):
        return problem_page(503, f"{name} is gone.", f"Make it with 'communique build PATH... -o {name}', then reload.")
    return problem_page(
        503,
        f"{name} cannot be read as a record; perhaps its first build is still being written.",
        "Wait for the build to end and reload. If there is none, build the record anew.",
    )


def database_problem(error: sqlite3.DatabaseError, name: str) -> Response:
    """Return the page for a record that answers with an error."""
    if isinstance(error, sqlite3.OperationalError) and ("locked" in str(error) or "busy" in str(error)):
        return problem_page(503, f"{name} is being written at this moment.", "Reload in a few seconds.")
    return problem_page(
        500,
        f"{name} is damaged, or is no record of this version.",
        f"'communique verify {name}' tells what does not hold; 'communique build' makes it anew.",
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
