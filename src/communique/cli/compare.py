"""communique compare."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from communique.cli.output import AsJson, RecordFile, console, print_json, warn
from communique.query.comparison_lines import AlignedLine, ComparisonLine, ReadoutPairLine, SoleLine
from communique.query.record import Record

ALL = "all"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(compare)


def compare(
    record_file: RecordFile,
    encounter: Annotated[str | None, typer.Option(help="The id of an encounter: its accounts side by side.")] = None,
    utterance: Annotated[
        str | None, typer.Option(help="The id of an utterance or statement: every telling, word by word; or all.")
    ] = None,
    readouts: Annotated[
        str | None, typer.Option(help="The id of an encounter, or all: two sides' readouts side by side.")
    ] = None,
    limit: Annotated[int, typer.Option(help="Of what only one account has, shown at most.", min=0)] = 20,
    as_json: AsJson = False,
) -> None:
    """How accounts differ: conflicts, other wording, what only one has; without an option, of the whole record."""
    with Record(record_file) as record:
        found = _found(record, encounter, utterance, readouts, limit)
    if as_json:
        print_json(found["json"])
        return
    for line in found["text"]:
        console().print(line, markup=False, soft_wrap=True)
    if not found["text"]:
        warn("nothing to compare: no two accounts tell one thing")


def _found(
    record: Record, encounter: str | None, utterance: str | None, readouts: str | None, limit: int
) -> dict[str, Any]:
    if utterance is not None:
        if utterance == ALL:
            told = record.utterances()
            text = [f"{u.id}\t{u.level}\t{len(u.statements)} tellings\t{_fold(u.statements[0].words)}" for u in told]
            return {"json": told.to_dicts(), "text": text}
        aligned = record.utterance(utterance)
        return {"json": aligned.to_dicts(), "text": _aligned(list(aligned))}
    if readouts is not None:
        pairs = record.readout_pairs(encounter=None if readouts == ALL else readouts)
        return {"json": pairs.to_dicts(), "text": [line for pair in pairs for line in _pair(pair)]}
    comparisons, soles = record.comparisons(encounter=encounter), record.soles(encounter=encounter)[:limit]
    grid = record.side_by_side(encounter) if encounter is not None else ()
    text = []
    for attribute in grid:
        cells = [f"  {cell.path}: {_cell(cell.value, cell.absence, cell.asserted_by)}" for cell in attribute.cells]
        text += [f"{attribute.attribute}:", *cells]
    text += [line for c in comparisons for line in _comparison(c)]
    text += [line for sole in soles for line in _sole(sole)]
    answer = {
        "accounts": [asdict(attribute) for attribute in grid],
        "comparisons": comparisons.to_dicts(),
        "only": [asdict(sole) for sole in soles],
    }
    return {"json": answer, "text": text}


def _cell(value: str | None, absence: str | None, teller: str | None) -> str:
    by = f" (by {teller})" if teller else ""
    return f"{value}{by}" if value is not None else f"- ({absence})"


def _fold(words: str) -> str:
    return " ".join(words.split())


def _comparison(comparison: ComparisonLine) -> list[str]:
    head = f"{comparison.relation}: {comparison.what} [{comparison.kind}; {comparison.origins} origins] {comparison.id}"
    return [head] + [
        f"  {side.path} [{side.start_char}, {side.end_char}): {_fold(side.words)}"
        + (f" (by {side.asserted_by})" if side.asserted_by else "")
        for side in comparison.sides
    ]


def _sole(sole: SoleLine) -> list[str]:
    head = f"only in {sole.path} [{sole.start_char}, {sole.end_char}): {_fold(sole.words)}"
    return [head] + [
        f"  {absence.path}: {absence.verdict}"
        + (f"; nearest: {_fold(absence.near_words)}" if absence.near_words else "")
        for absence in sole.absences
    ]


def _aligned(told: list[AlignedLine]) -> list[str]:
    """Return each telling on a line; what only it has stands between [ and ]."""
    text = []
    for line in told:
        words: list[str] = []
        inside = False
        for word in line.words:
            mark = "[" if not word.shared and not inside else ""
            if word.shared and inside:
                words[-1] += "]"
            inside = not word.shared
            words.append(mark + word.word)
        if inside and words:
            words[-1] += "]"
        text.append(
            f"{line.told.path} ({line.told.speaker or 'speaker not known'}, {line.told.form}): {' '.join(words)}"
        )
    return text


def _pair(pair: ReadoutPairLine) -> list[str]:
    text = [f"{pair.first_source or pair.first_path} | {pair.second_source or pair.second_path}", "told by both:"]
    for both in pair.both:
        text += [f"  1: {_fold(both.first_words)}", f"  2: {_fold(both.second_words)}"]
    text += [line for sole in pair.only for line in _sole(sole)]
    return text + [line for comparison in pair.comparisons for line in _comparison(comparison)]
