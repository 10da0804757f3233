"""communique statements, actors, encounters, undertakings, assessments, timeline, search."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from communique.cli.across import WORDING_COLUMNS, AnAgreement, Matter, Party
from communique.cli.output import AsJson, RecordFile, print_lines
from communique.query.lines import Lines
from communique.query.record import Record

Since = Annotated[str | None, typer.Option(help="From this date on (YYYY-MM-DD, YYYY-MM or YYYY).")]
Until = Annotated[str | None, typer.Option(help="Up to and including this date.")]
Article = Annotated[str | None, typer.Option(help="Part of the document's path, or an article's id.")]

STATEMENT_COLUMNS = (
    ("id", "id"),
    ("speaker", "speaker"),
    ("basis", "speaker_basis"),
    ("form", "form"),
    ("cue", "cue"),
    ("words", "words"),
    ("where", "where"),
)
ASPECT_COLUMNS = (
    ("actor", "actor"),
    ("what", "aspect"),
    ("value", "value"),
    ("of", "of_whom"),
    ("since", "since"),
    ("until", "until"),
    ("basis", "basis"),
    ("words", "words"),
    ("where", "where"),
)
ENCOUNTER_COLUMNS = (
    ("id", "id"),
    ("date", "date"),
    ("basis", "date_basis"),
    ("kind", "kind"),
    ("status", "status"),
    ("participants", "participants"),
    ("place", "place"),
    ("articles", "articles"),
    ("origins", "origins"),
    ("words", "words"),
    ("where", "where"),
)
ACCOUNT_COLUMNS = (
    ("published", "published"),
    ("source", "source"),
    ("kind", "kind"),
    ("status", "status"),
    ("participants", "participants"),
    ("place", "place"),
    ("date", "date"),
    ("duration", "duration"),
    ("told by", "asserted_by"),
    ("reason", "reason"),
    ("words", "words"),
    ("where", "where"),
)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (statements, actors, encounters, undertakings, assessments, timeline, search):
        app.command()(command)


def statements(
    record_file: RecordFile,
    speaker: Annotated[str | None, typer.Option(help="Part of a name, or an actor's id.")] = None,
    form: Annotated[str | None, typer.Option(help="direct, mixed or indirect.")] = None,
    article: Article = None,
    since: Since = None,
    until: Until = None,
    contains: Annotated[str | None, typer.Option(help="Words of the statement.")] = None,
    speakers: Annotated[bool, typer.Option("--speakers", help="List who speaks instead.")] = False,
    as_json: AsJson = False,
) -> None:
    """Who said what: speaker, how the speaker is known, words, document and offsets."""
    with Record(record_file) as record:
        if speakers:
            found = record.actors(speaking=True)
            print_lines(found, (("speaker", "name"), ("statements", "statements")), as_json=as_json, what="speakers")
            return
        lines = record.statements(
            speaker=speaker, form=form, article=article, since=since, until=until, contains=contains
        )
    print_lines(lines, STATEMENT_COLUMNS, as_json=as_json, what="statements")


def actors(
    record_file: RecordFile,
    contains: Annotated[str | None, typer.Option(help="Part of a name.")] = None,
    actor: Annotated[str | None, typer.Option(help="All that is known of one: a name, or an actor's id.")] = None,
    as_json: AsJson = False,
) -> None:
    """People, states and organisations, with offices and how often they speak and are mentioned.

    With --actor: the names met, the offices with the passages that tell them, and the first mentions.
    """
    columns = ("id", "name", "names", "kind", "side", "offices", "statements", "mentions")
    with Record(record_file) as record:
        if actor is not None:
            aspects = record.actor_aspects(actor)
            print_lines(aspects, ASPECT_COLUMNS, as_json=as_json, what="actors")
            return
        lines = record.actors(contains=contains)
    print_lines(lines, [(name, name) for name in columns], as_json=as_json, what="actors")


def encounters(
    record_file: RecordFile,
    participant: Annotated[str | None, typer.Option(help="Part of a name, or an actor's id.")] = None,
    status: Annotated[str | None, typer.Option(help="held, planned, cancelled, ...")] = None,
    since: Since = None,
    until: Until = None,
    encounter: Annotated[str | None, typer.Option(help="An id: all accounts of this one, each as it tells it.")] = None,
    as_json: AsJson = False,
) -> None:
    """Meetings, calls, visits and summits, by date, with how many articles and origins tell of each."""
    with Record(record_file) as record:
        if encounter is not None:
            print_lines(record.accounts(encounter), ACCOUNT_COLUMNS, as_json=as_json, what="accounts")
            return
        lines = record.encounters(participant=participant, status=status, since=since, until=until)
    print_lines(lines, ENCOUNTER_COLUMNS, as_json=as_json, what="encounters")


def undertakings(
    record_file: RecordFile,
    due_by: Annotated[str | None, typer.Option(help="Only what is due up to this date (YYYY-MM-DD).")] = None,
    kind: Annotated[str | None, typer.Option(help="commitment, demand, condition, ...")] = None,
    by: Annotated[str | None, typer.Option(help="Part of the name of who undertakes or is bound.")] = None,
    party: Party = None,
    matter: Matter = None,
    agreement: AnAgreement = None,
    article: Article = None,
    as_json: AsJson = False,
) -> None:
    """Commitments, offers, demands, conditions, warnings, refusals and deadlines, those due first.

    With --matter alone, or with --party: every wording of the matter in order of time, the statements that speak of it
    among them, with the words that each adds to or drops from the one before it.
    """
    columns = (
        ("id", "id"),
        ("kind", "kind"),
        ("by", "by_whom"),
        ("to", "to_whom"),
        ("action", "action"),
        ("condition", "condition"),
        ("deadline", "deadline"),
        ("due", "due"),
        ("origins", "origins"),
        ("where", "where"),
    )
    with Record(record_file) as record:
        if matter is not None and due_by is kind is by is agreement is article is None:
            wordings = record.wordings(matter, party=party)
            print_lines(wordings, WORDING_COLUMNS, as_json=as_json, what="wordings")
            return
        lines = record.undertakings(
            due_by=due_by, kind=kind, by=by, party=party, matter=matter, agreement=agreement, article=article
        )
    print_lines(lines, columns, as_json=as_json, what="undertakings")


def assessments(record_file: RecordFile, as_json: AsJson = False) -> None:
    """Judgements of encounters, agreements and relations."""
    columns = (("id", "id"), ("by", "by_whom"), ("polarity", "polarity"), ("of", "of_what"), ("words", "words"))
    with Record(record_file) as record:
        lines = record.assessments()
    print_lines(lines, (*columns, ("where", "where")), as_json=as_json, what="assessments")


def timeline(record_file: RecordFile, since: Since = None, until: Until = None, as_json: AsJson = False) -> None:
    """What happened or is planned, and what falls due, by date; what has none, where it was first told."""
    columns = (("date", "date"), ("basis", "basis"), ("what", "what"), ("who", "who"), ("words", "words"))
    with Record(record_file) as record:
        lines = record.timeline(since=since, until=until)
    if not as_json:
        lines = Lines(line if line.date else replace(line, date=_undated(line.told)) for line in lines)
    print_lines(lines, (*columns, ("where", "where")), as_json=as_json, what="events")


def _undated(told: str | None) -> str:
    return f"undated, told {told}" if told else "undated"


def search(
    record_file: RecordFile,
    words: Annotated[list[str], typer.Argument(help='Words, in any inflection; "several words" as a phrase.')],
    limit: Annotated[int, typer.Option(help="Passages shown at most.", min=1)] = 50,
    as_json: AsJson = False,
) -> None:
    """Passages of statements and articles that hold all the words."""
    columns = (("id", "id"), ("in", "noun"), ("document", "path"), ("passage", "passage"))
    with Record(record_file) as record:
        # The shell has taken the quotation marks off a phrase; what holds a blank was one.
        text = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
        lines = record.search(text, limit=limit)
    print_lines(lines, columns, as_json=as_json, what="passages with all these words")
