"""communique verify."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from communique.cli.brief import verify_brief_file
from communique.cli.output import AsJson, RecordFile, print_json, warn


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(verify)


def verify(
    record_file: RecordFile,
    record: Annotated[
        Path | None, typer.Option(help="The record that a brief was written from; RECORD is then the brief.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read every text again from its bytes and every span from its text; status 1 names what does not hold.

    With --record, RECORD is a brief, and every line of it is held against that record.
    """
    if record is not None:
        verify_brief_file(record_file, record, as_json=as_json)
        return
    from communique.app import verify as verify_record  # here, since it loads the stages

    faults = verify_record(record_file)
    if as_json:
        print_json([asdict(fault) for fault in faults])
    else:
        for fault in faults:
            warn(f"does not hold: {fault.path}: {fault.what}")
        if not faults:
            print(f"{record_file}: every text and every span holds")
    if faults:
        raise typer.Exit(1)
