"""The reader as an ASGI application: addresses, and what becomes of questions that cannot be answered."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from communique.errors import CommuniqueError, InputError, NotFound
from communique.query.record import Record
from communique.web.guard import LOCAL_HOSTS, Guard
from communique.web.pages import builds, front, lists, nouns, positions, register, texts
from communique.web.problems import database_problem, lacking, problem_page, record_problem, wrong_question
from communique.web.rows import ROWS
from communique.web.site import Reading, Site

Answer = Callable[[Reading], Response]


def create_app(db: Path, *, hosts: Collection[str] = LOCAL_HOSTS) -> Starlette:
    """Return the reader of the record at `db`, which answers under the names `hosts` alone."""
    site = Site(db)
    routes = [
        Route("/", _endpoint(front.front_page, site)),
        Route("/story/{id}", _endpoint(front.front_page, site)),
        Route("/encounter/{id}", _endpoint(nouns.encounter_page, site)),
        Route("/actor/{id}", _endpoint(nouns.actor_page, site)),
        Route("/id/{id}", _endpoint(nouns.find_page, site)),
        Route("/d/{id}", _endpoint(texts.document_page, site)),
        Route("/span/{id}/{place}", _endpoint(nouns.span_page, site)),
        Route("/search", _endpoint(texts.search_page, site)),
        Route("/positions", _endpoint(positions.positions_page, site)),
        Route("/sources", _endpoint(texts.sources_page, site)),
        Route("/matter/{id}", _endpoint(register.matter_page, site)),
        Route("/agreement/{id}", _endpoint(register.agreement_page, site)),
        Route("/changes", _endpoint(builds.changes_page, site)),
        Route("/stories", _endpoint(builds.stories_page, site)),
    ]
    for noun in ("statement", "undertaking", "assessment"):
        routes.append(Route(f"/{noun}/{{id}}", _endpoint(nouns.claim_page(noun), site)))
    for noun in lists.LISTS:
        routes.append(Route(f"/{noun}", _endpoint(lists.list_page(noun), site)))
    for noun in ROWS:
        routes.append(Route(f"/{noun}.csv", _endpoint(lists.csv_rows(noun), site)))
    static = Mount("/static", StaticFiles(packages=[("communique.web", "static")]))
    return Starlette(
        routes=[*routes, static],
        middleware=[Middleware(Guard, hosts=hosts, refuse=problem_page)],
        exception_handlers={HTTPException: _no_such_page, Exception: _defect},
    )


def _endpoint(answer: Answer, site: Site) -> Callable[[Request], Response]:
    def respond(request: Request) -> Response:
        try:
            record = Record(site.db)
        except CommuniqueError as error:
            return record_problem(error, site.name)
        with record:
            try:
                # One state of the record for the whole page, whatever a build writes meanwhile.
                record.connection.execute("BEGIN")
                return answer(Reading(request, record, site))
            except NotFound as error:
                return lacking(str(error))
            except InputError as error:
                return wrong_question(str(error))
            except sqlite3.DatabaseError as error:
                return database_problem(error, site.name)

    return respond


async def _no_such_page(request: Request, error: Exception) -> Response:
    return lacking("there is no page at this address")


async def _defect(request: Request, error: Exception) -> Response:
    # Starlette raises the error again once this is sent, so that the terminal shows it.
    return problem_page(
        500,
        "The reader has a defect: this page could not be made.",
        "The record is not touched. The terminal in which 'communique serve' runs shows what happened.",
    )
