"""communique build."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from communique.cli.output import AsJson, print_json, warn
from communique.settings import Settings, Tagger

if TYPE_CHECKING:
    from communique.app import BuildReport
    from communique.app import Progress as OnProgress


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(build)


def build(
    paths: Annotated[list[str], typer.Argument(help="Files, folders or globs: .txt, .md, .html.", metavar="PATH...")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The record to write or bring up to date.")],
    jobs: Annotated[int, typer.Option(help="Processes that analyse documents and link stories.", min=1)] = 1,
    facts: Annotated[Path | None, typer.Option(help="Your own states, offices, organisations (TOML).")] = None,
    model: Annotated[
        str | None, typer.Option(help="An installed spaCy pipeline; default: the best one there is.")
    ] = None,
    tagger: Annotated[
        str, typer.Option(help="The trained attribution tagger: none, fast or accurate.")
    ] = Settings().tagger,
    no_metadata: Annotated[
        bool, typer.Option("--no-metadata", help="Read no sidecars, manifests or page metadata.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Build a record from coverage, or bring it up to date. What has not changed is not analysed again."""
    from communique.app import build as build_record  # here, since it loads spaCy

    chosen: Tagger | None = next((known for known in get_args(Tagger) if known == tagger), None)
    if chosen is None:
        raise typer.BadParameter("none, fast or accurate", param_hint="--tagger")
    settings = Settings(
        spacy_model=model,
        tagger=chosen,
        use_metadata=not no_metadata,
        facts_file=None if facts is None else str(facts),
        jobs=jobs,
    )
    with _progress() as on_progress:
        report = build_record(paths, output, settings=settings, on_progress=on_progress)
    _print_report(report, output, as_json=as_json)
    if report.read == 0 or report.articles == 0:
        warn("communique: nothing could be read; name files or folders that hold .txt, .md or .html")
        raise typer.Exit(1)


@contextmanager
def _progress() -> Iterator[OnProgress | None]:
    """Yield what shows a bar on a terminal; None in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading")

        def show(done: int, total: int, path: str) -> None:
            bar.update(task, completed=done, total=total, description=path)

        yield show


def _print_report(report: BuildReport, output: Path, *, as_json: bool) -> None:
    if as_json:
        print_json({**report.counts(), "analysed": report.analysed, "report": asdict(report)})
        return
    for failure in report.failures:
        warn(f"left out: {failure.path}: {failure.reason}")
    for warning in report.warnings:
        warn(f"warning: {warning.path}: {warning.reason}")
    for path, first in report.duplicates:
        warn(f"duplicate: {path} has the same bytes as {first}")
    for path in report.dropped:
        warn(f"dropped: {path} is gone from its folder")
    for decision in report.orphaned:
        words = decision.anchors[0].words if decision.anchors else decision.attribute or ""
        warn(
            f"orphaned decision ({decision.noun} {decision.kind}):"
            f" {words!r} is gone from {decision.path or 'the record'}"
        )
    parts = [
        f"{report.new} new",
        f"{report.changed} changed",
        f"{report.unchanged} unchanged",
        f"{report.analysed} analysed",
    ]
    for number, what in ((len(report.dropped), "dropped"), (len(report.failures), "left out")):
        if number:
            parts.append(f"{number} {what}")
    warnings = len(report.warnings) + len(report.orphaned) + len(report.duplicates)
    parts.append(f"{warnings} warning{'' if warnings == 1 else 's'}")
    print(f"{output}: {report.read} documents read: {', '.join(parts)}")
