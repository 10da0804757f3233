"""communique brief."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.markdown import Markdown

from communique.cli.output import RecordFile, console, print_json, warn
from communique.errors import InputError
from communique.export.brief import BriefFormat, compose_brief, write_brief
from communique.export.brief_docx import read_docx, write_docx
from communique.export.brief_lines import write_markdown
from communique.export.verify_brief import verify_brief
from communique.query.record import Record


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(brief)


def brief(
    record_file: RecordFile,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file .md, .html or .docx; else the screen.")
    ] = None,
    story: Annotated[str | None, typer.Option(help="The id of one story, where the record holds several.")] = None,
) -> None:
    """Write the record up on a few pages, every line with its source; `verify BRIEF --record RECORD` checks it."""
    form = _form(output)
    with Record(record_file) as record:
        lines = compose_brief(record, story)
    if output is not None:
        try:
            if form == "docx":
                output.write_bytes(write_docx(lines))
            else:
                output.write_text(write_brief(lines, form), encoding="utf-8")
        except OSError as error:
            raise InputError(f"cannot write {output}: {error.strerror}; choose another file with -o") from error
        print(f"{output}: check it with 'communique verify {output} --record {record_file}'")
    elif sys.stdout.isatty():
        console().print(Markdown(write_markdown(lines, ids=False)))
    else:
        print(write_brief(lines), end="")


def verify_brief_file(brief_file: Path, record_file: Path, *, as_json: bool) -> None:
    """Print what in a brief does not hold by its record; status 1 where something does not."""
    try:
        docx = brief_file.suffix.lower() == ".docx"
        text = write_markdown(read_docx(brief_file.read_bytes())) if docx else brief_file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {brief_file} ({error}); name a brief that 'communique brief' wrote") from error
    with Record(record_file) as record:
        problems = verify_brief(text, record)
    if as_json:
        print_json([asdict(problem) for problem in problems])
    else:
        for problem in problems:
            warn(f"does not hold: {brief_file}: {problem.where}: {problem.what}")
        if not problems:
            print(f"{brief_file}: every line holds by {record_file}")
    if problems:
        raise typer.Exit(1)


def _form(output: Path | None) -> BriefFormat | Literal["docx"]:
    if output is None or output.suffix.lower() in (".md", ".markdown"):
        return "md"
    if output.suffix.lower() in (".html", ".htm"):
        return "html"
    if output.suffix.lower() == ".docx":
        return "docx"
    raise InputError(f"{output}: a brief is written as .md, .html or .docx; name the file so")
