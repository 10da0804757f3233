"""communique matters, agreements, compliance, issues, positions."""

from __future__ import annotations

from typing import Annotated

import typer

from communique.cli.output import AsJson, Column, RecordFile, print_lines
from communique.query.record import Record

Contains = Annotated[str | None, typer.Option(help="Part of a name.")]
Party = Annotated[str | None, typer.Option(help="Part of the name of a side, or its id.")]
Matter = Annotated[str | None, typer.Option(help="Part of a matter's name or terms, or its id.")]
AnAgreement = Annotated[str | None, typer.Option("--agreement", help="Part of an agreement's name, or its id.")]
AnIssue = Annotated[str | None, typer.Option("--issue", help="Part of an issue's name or terms, or its id.")]

WORDING_COLUMNS: tuple[Column, ...] = (
    ("date", "date"),
    ("kind", "kind"),
    ("by", "by_whom"),
    ("named as", "speaker_words"),
    ("relayed by", "relay"),
    ("cue", "cue"),
    ("party", "party"),
    ("words", "words"),
    ("condition", "condition"),
    ("adds", "adds"),
    ("drops", "drops"),
    ("where", "where"),
)
POSITION_COLUMNS: tuple[Column, ...] = (
    ("issue", "issue"),
    ("party", "party"),
    ("date", "date"),
    ("told by", "told_by"),
    ("by", "by_whom"),
    ("relayed by", "relay"),
    ("undertakes", "undertakes"),
    ("cue", "cue"),
    ("words", "words"),
    ("where", "where"),
)
CHANGE_COLUMNS: tuple[Column, ...] = (
    ("issue", "issue"),
    ("party", "party"),
    ("from", "earlier"),
    ("to", "later"),
    ("was", "was"),
    ("now", "now"),
    ("adds", "adds"),
    ("drops", "drops"),
    ("where", "where"),
)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (matters, agreements, compliance, issues, positions):
        app.command()(command)


def matters(record_file: RecordFile, contains: Contains = None, as_json: AsJson = False) -> None:
    """What was promised, demanded or made conditional, each thing once; its wordings: undertakings --matter."""
    columns = ("id", "name", "undertakings", "statements", "parties", "first_date", "last_date", "kept", "broken")
    with Record(record_file) as record:
        lines = record.matters(contains=contains)
    print_lines(lines, [(name.replace("_", " "), name) for name in columns], as_json=as_json, what="matters")


def agreements(record_file: RecordFile, contains: Contains = None, as_json: AsJson = False) -> None:
    """Named agreements; what they bind to: undertakings --agreement; whether they were kept: compliance --agreement."""
    columns = ("id", "name", "names", "undertakings", "passages", "kept", "broken")
    with Record(record_file) as record:
        lines = record.agreements(contains=contains)
    print_lines(lines, [(name, name) for name in columns], as_json=as_json, what="agreements")


def compliance(
    record_file: RecordFile,
    verdict: Annotated[str | None, typer.Option(help="kept, broken or breach denied.")] = None,
    matter: Matter = None,
    agreement: AnAgreement = None,
    party: Party = None,
    as_json: AsJson = False,
) -> None:
    """Reports that an undertaking or an agreement was kept or broken, with who says so."""
    columns = ("id", "verdict", "party", "by_whom", "words", "matter", "agreement", "where")
    with Record(record_file) as record:
        lines = record.compliance(verdict=verdict, matter=matter, agreement=agreement, party=party)
    headings = [(name.replace("_whom", ""), name) for name in columns]
    print_lines(lines, headings, as_json=as_json, what="reports of keeping or breaking")


def issues(record_file: RecordFile, as_json: AsJson = False) -> None:
    """The issues on the table, those spoken of most first."""
    columns = ("id", "name", "passages", "articles", "parties", "terms")
    with Record(record_file) as record:
        lines = record.issues()
    print_lines(lines, [(name, name) for name in columns], as_json=as_json, what="issues")


def positions(
    record_file: RecordFile,
    issue: AnIssue = None,
    party: Party = None,
    told_by: Annotated[str | None, typer.Option(help="itself, other side, observer or reporter.")] = None,
    since: Annotated[str | None, typer.Option(help="From this date on (YYYY-MM-DD, YYYY-MM or YYYY).")] = None,
    until: Annotated[str | None, typer.Option(help="Up to and including this date.")] = None,
    changes: Annotated[
        bool, typer.Option("--changes", help="Where a side's own words are not what they were.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Party by issue by date: what a side says itself, and what others say it says, in exact words."""
    with Record(record_file) as record:
        if changes:
            changed = record.position_changes(issue=issue, party=party)
            print_lines(changed, CHANGE_COLUMNS, as_json=as_json, what="changes of wording")
            return
        lines = record.positions(issue=issue, party=party, told_by=told_by, since=since, until=until)
    print_lines(lines, POSITION_COLUMNS, as_json=as_json, what="positions")
