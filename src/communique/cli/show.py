"""communique show."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.markup import escape

from communique.cli.output import AsJson, RecordFile, console, print_json, print_lines, warn
from communique.query.record import Record


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(show)


def show(
    record_file: RecordFile,
    noun_id: Annotated[str | None, typer.Argument(help="An id that a list shows.", metavar="[ID]")] = None,
    as_json: AsJson = False,
) -> None:
    """The whole record in brief, or one line of it with its words where they stand."""
    with Record(record_file) as record:
        if noun_id is None:
            _show_record(record, as_json=as_json)
        else:
            _show_noun(record, noun_id, as_json=as_json)


def _show_record(record: Record, *, as_json: bool) -> None:
    summary, documents = record.summary(), record.documents()
    if as_json:
        print_json({**summary, "documents": documents.to_dicts()})
        return
    counts = ", ".join(f"{number} {noun}" for noun, number in summary["counts"].items())
    print(f"{record.path.name}: {counts}")
    if summary["waiting"]:
        warn(f"{summary['waiting']} documents wait: a build was broken off; run the same 'communique build' again")
    columns = ("path", "status", "source", "published", "published_basis", "language", "statements", "title")
    print_lines(documents, [(name.replace("_", " "), name) for name in columns], as_json=False, what="documents")


def _show_noun(record: Record, noun_id: str, *, as_json: bool) -> None:
    noun, fields = record.noun(noun_id)
    passages = record.passages(noun_id) if noun not in ("actor", "article") else record.mentions(noun_id)
    inferred = record.inferred(noun_id)
    if as_json:
        print_json({"noun": noun, **fields, "inferred": inferred, "passages": [asdict(p) for p in passages]})
        return
    out = console()
    out.print(f"[bold]{noun} {escape(str(fields.pop('id')))}[/bold]")
    for name, value in fields.items():
        if value is not None:
            out.print(f"  {name.replace('_', ' ')}: {escape(str(value))}")
    for value in inferred:
        out.print(f"  {escape(_how(value))}")
    for p in passages:
        out.print(f"\n  {escape(p.role)}: {escape(p.path)} \\[{p.start_char}, {p.end_char})")
        out.print(f"    … {escape(_flat(p.before))}[bold]>{escape(_flat(p.words))}<[/bold]{escape(_flat(p.after))} …")


def _how(value: dict[str, Any]) -> str:
    known = f"{value['value']} ({value['basis']})" if value["basis"] else value["absence"]
    also = f"; or {', '.join(value['alternatives'])}" if value["alternatives"] else ""
    return f"{value['attribute']}: {known}{also}"


def _flat(text: str) -> str:
    return " ".join(text.split()).join((" " if text[:1].isspace() else "", " " if text[-1:].isspace() else ""))
