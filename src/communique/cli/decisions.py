"""communique decisions export, import; communique decide."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from communique.cli.output import RecordFile, warn
from communique.errors import DecisionError
from communique.model.records import Decision
from communique.query.record import Record
from communique.settings import Settings
from communique.store.decisions import decision_line, parse_decisions
from communique.store.issues_file import parse_issues

Facts = Annotated[Path | None, typer.Option(help="The facts file that the record was built with.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    group = typer.Typer(no_args_is_help=True, help="What people decided: the journal of a record, as JSON lines.")
    group.command("export")(export_decisions)
    group.command("import")(import_decisions)
    app.add_typer(group, name="decisions")
    app.command()(decide)


def export_decisions(record_file: RecordFile) -> None:
    """Print the journal, one decision a line."""
    with Record(record_file) as record:
        for decision in record.decisions():
            print(decision_line(decision))


def import_decisions(
    record_file: RecordFile,
    file: Annotated[Path, typer.Argument(help="JSON lines, as `decisions export` prints them; or an issues.toml.")],
    facts: Facts = None,
) -> None:
    """Enter decisions into the journal and apply them. Those that it holds already are passed over."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DecisionError(f"cannot read {file}: {error}; it must be a file of JSON lines or TOML") from error
    if file.suffix.lower() == ".toml":
        _enter(record_file, parse_issues("\n".join(lines), file.name), facts)
        return
    _enter(record_file, parse_decisions(lines, file.name), facts)


def decide(
    record_file: RecordFile,
    noun_id: Annotated[str, typer.Argument(help="Id of a statement, encounter or article.", metavar="ID")],
    attribute: Annotated[str, typer.Argument(help="speaker (of a statement), published (of an article), date, place.")],
    value: Annotated[str, typer.Argument(help="The value; several speakers with ; between them.")],
    note: Annotated[str, typer.Option(help="Why.")] = "",
    facts: Facts = None,
) -> None:
    """Correct one value, and keep the correction through later builds."""
    with Record(record_file) as record:
        noun, anchors, path = record.anchors(noun_id)
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    _enter(record_file, [Decision("value", noun, anchors, attribute, value, note, made_at, path)], facts)


def _enter(record_file: Path, decisions: list[Decision], facts: Path | None) -> None:
    from communique.app import import_decisions as enter  # here, since it loads the stages

    settings = Settings(facts_file=None if facts is None else str(facts))
    entered, orphaned = enter(record_file, decisions, settings=settings)
    print(f"{record_file}: {entered} decision{'' if entered == 1 else 's'} entered")
    for decision in orphaned:
        words = decision.anchors[0].words if decision.anchors else decision.attribute or ""
        warn(f"orphaned decision ({decision.noun} {decision.kind}): nothing stands at {words!r}")
