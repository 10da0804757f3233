"""communique changes."""

from __future__ import annotations

from typing import Annotated

import typer

from communique.cli.output import AsJson, RecordFile, print_lines
from communique.errors import InputError
from communique.query.changes import NOUNS, list_changes
from communique.query.lines import Lines
from communique.query.record import Record

COLUMNS = tuple((name, name) for name in ("change", "noun", "id", "attribute", "was", "now", "what", "where"))


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(changes)


def changes(
    record_file: RecordFile,
    since: Annotated[
        str | None, typer.Option(help="A build's number, or a day (YYYY-MM-DD); else the build before the last.")
    ] = None,
    noun: Annotated[str | None, typer.Option(help=f"Only one of {', '.join(NOUNS)}.")] = None,
    as_json: AsJson = False,
) -> None:
    """What later builds or new documents added, changed, contradicted or took away."""
    if noun is not None and noun not in NOUNS:
        raise InputError(f"no noun {noun!r}; choose one of {', '.join(NOUNS)}")
    with Record(record_file) as record:
        lines = list_changes(record, since)
    kept = Lines(line for line in lines if noun in (None, line.noun))
    print_lines(kept, COLUMNS, as_json=as_json, what="changes")
