"""Tables, JSON and messages on the terminal and in pipes."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from communique.query.lines import Lines

RecordFile = Annotated[Path, typer.Argument(help="The record, as `build` wrote it.", metavar="RECORD")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]

Column = tuple[str, str]
"""Heading and name of a field, or of a key that is filled in ("where")."""


def console() -> Console:
    """Return the console of standard output."""
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def warn(message: str) -> None:
    """Print one line to standard error."""
    print(message, file=sys.stderr)


def print_json(value: Any) -> None:
    """Print `value` as indented JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def print_lines(lines: Lines[Any], columns: Sequence[Column], *, as_json: bool, what: str) -> None:
    """Print lines as a table on a terminal, tab-separated in a pipe, or as JSON; `what` names them where none are."""
    dicts = lines.to_dicts()
    if as_json:
        print_json(dicts)
        return
    if not dicts:
        warn(f"no {what}")
        return
    rows = [[_cell(line, name) for _, name in columns] for line in dicts]
    if sys.stdout.isatty():
        _print_table(rows, columns)
        return
    for row in ([heading for heading, _ in columns], *rows):
        print("\t".join(" ".join(cell.split()) for cell in row))


def _print_table(rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> None:
    table = Table(show_lines=False, pad_edge=False, box=None, header_style="bold", padding=(0, 2, 0, 0))
    for heading, name in columns:
        table.add_column(
            heading, overflow="fold", ratio=4 if name in ("words", "action", "passage", "was", "now") else None
        )
    for row in rows:
        table.add_row(*(escape(" ".join(cell.split())) for cell in row))
    console().print(table)


def _cell(line: dict[str, Any], name: str) -> str:
    if name == "where":
        return place(line)
    value = line.get(name)
    if value is None:
        return "-"
    if name in ("issues", "terms", "adds", "drops"):
        return ", ".join(json.loads(value) if isinstance(value, str) else value) or "-"
    return str(value)


def place(line: dict[str, Any]) -> str:
    """Return "path [start, end)" of a line; "-" where it has none."""
    if line.get("path") is None:
        return "-"
    return f"{line['path']} [{line['start_char']}, {line['end_char']})"
