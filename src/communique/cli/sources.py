"""communique origins, sources."""

from __future__ import annotations

from typing import Annotated

import typer

from communique.cli.output import AsJson, Column, RecordFile, print_lines
from communique.query.record import Record

_ORIGINS: tuple[Column, ...] = (
    ("id", "id"),
    ("agency", "agency"),
    ("articles", "articles"),
    ("sources", "sources"),
    ("documents", "paths"),
)
_SOURCINGS: tuple[Column, ...] = (
    ("source", "source"),
    ("takes by", "kind"),
    ("from", "from_source"),
    ("from document", "from_path"),
    ("share", "share"),
    ("words", "words"),
    ("where", "where"),
)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (origins, sources):
        app.command()(command)


def origins(
    record_file: RecordFile,
    at_least: Annotated[int, typer.Option(help="Only those of at least as many articles.", min=1)] = 2,
    as_json: AsJson = False,
) -> None:
    """The independent roots that several articles go back to: reprints and edited copies of one text."""
    with Record(record_file) as record:
        lines = record.origins(at_least=at_least)
    print_lines(lines, _ORIGINS, as_json=as_json, what=f"origins of {at_least} or more articles")


def sources(
    record_file: RecordFile,
    kind: Annotated[str | None, typer.Option(help="copy, agency, credit, relay or translation.")] = None,
    as_json: AsJson = False,
) -> None:
    """Who takes what from whom: copied passages, credited agencies, relays and translations, each with its words."""
    with Record(record_file) as record:
        lines = record.sourcings(kind=kind)
    print_lines(lines, _SOURCINGS, as_json=as_json, what="sourcings")
