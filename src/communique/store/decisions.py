"""The decisions journal: a table that only grows, and its form as JSON lines (docs/decisions-journal.md)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, get_args

from communique.errors import DecisionError
from communique.model.records import Decision, DecisionKind
from communique.store.codec import anchor_fields, anchor_of, dump, dump_anchors

_FIELDS = {"kind", "noun", "anchors", "attribute", "value", "note", "made_at", "path"}


def read_decisions(connection: sqlite3.Connection) -> list[Decision]:
    """Return the journal's decisions in the order in which they were entered."""
    rows = connection.execute(
        "SELECT kind, noun, anchors, attribute, value, note, made_at, path FROM decisions ORDER BY number"
    )
    return [
        Decision(r[0], r[1], tuple(anchor_of(f) for f in json.loads(r[2])), r[3], r[4], r[5], r[6], r[7]) for r in rows
    ]


def append_decisions(connection: sqlite3.Connection, decisions: Iterable[Decision]) -> int:
    """Enter those decisions that the journal does not hold yet; return how many. The caller holds a transaction."""
    held, entered = set(read_decisions(connection)), 0
    for decision in decisions:
        if decision in held:
            continue
        held.add(decision)
        entered += 1
        connection.execute(
            "INSERT INTO decisions (kind, noun, anchors, attribute, value, note, made_at, path)"
            " VALUES (?,?,?,?,?,?,?,?)",
            (
                decision.kind,
                decision.noun,
                dump_anchors(decision.anchors),
                decision.attribute,
                decision.value,
                decision.note,
                decision.made_at,
                decision.path,
            ),
        )
    return entered


def mark_orphans(connection: sqlite3.Connection, orphaned: Sequence[int]) -> None:
    """Note which decisions (positions in the journal, from 0) found nothing to apply to."""
    numbers = [row[0] for row in connection.execute("SELECT number FROM decisions ORDER BY number")]
    connection.execute("UPDATE decisions SET orphaned = 0")
    connection.executemany("UPDATE decisions SET orphaned = 1 WHERE number = ?", [(numbers[i],) for i in orphaned])


def decision_line(decision: Decision) -> str:
    """Return the decision as one line of JSON, fields without a value left out."""
    fields: dict[str, Any] = {
        "kind": decision.kind,
        "noun": decision.noun,
        "attribute": decision.attribute,
        "value": decision.value,
        "anchors": [anchor_fields(anchor) for anchor in decision.anchors],
        "path": decision.path,
        "note": decision.note,
        "made_at": decision.made_at,
    }
    return dump({name: value for name, value in fields.items() if value not in (None, "")})


def parse_decisions(lines: Iterable[str], name: str) -> list[Decision]:
    """Return the decisions of a file of JSON lines; empty lines are passed over.

    Raises DecisionError naming the first line that is not a decision.
    """
    decisions = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            decisions.append(_decision(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            why = f"no field {error}" if isinstance(error, KeyError) else str(error)
            raise DecisionError(f"{name}, line {number}: {why}; the form is in docs/decisions-journal.md") from error
    return decisions


def _decision(fields: dict[str, Any]) -> Decision:
    if not isinstance(fields, dict):
        raise TypeError("not a JSON object")
    if unknown := set(fields) - _FIELDS:
        raise ValueError(f"unknown {sorted(unknown)}")
    if fields["kind"] not in get_args(DecisionKind):
        raise ValueError(f"kind {fields['kind']!r} is none of {', '.join(get_args(DecisionKind))}")
    if fields["kind"] == "value" and not fields.get("attribute"):
        raise ValueError("a value needs an attribute")
    return Decision(
        kind=fields["kind"],
        noun=str(fields["noun"]),
        anchors=tuple(anchor_of(anchor) for anchor in fields["anchors"]),
        attribute=fields.get("attribute"),
        value=fields.get("value"),
        note=str(fields.get("note", "")),
        made_at=str(fields.get("made_at", "")),
        path=fields.get("path"),
    )
