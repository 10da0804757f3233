"""communique export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from communique.cli.output import RecordFile
from communique.export.files import write_annotations, write_cross, write_csv, write_json
from communique.query.record import Record

FORMATS = {"annotations": write_annotations, "json": write_json, "csv": write_csv, "cross": write_cross}


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(export)


def export(
    record_file: RecordFile,
    output: Annotated[Path, typer.Option("--output", "-o", help="annotations, csv: a folder; json, cross: a file.")],
    form: Annotated[str, typer.Option("--format", help=f"{', '.join(FORMATS)}.")] = "annotations",
) -> None:
    """Write the record in a form that other programs read."""
    if form not in FORMATS:
        raise typer.BadParameter(f"one of {', '.join(FORMATS)}", param_hint="--format")
    with Record(record_file) as record:
        written = FORMATS[form](record, output)
    print(f"{output}: {written} file{'' if written == 1 else 's'} written")
