"""What holds across articles, as one JSON object (docs/formats.md); spans are [start, end]."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from communique.query.comparison_lines import ComparisonLine, ReadoutPairLine
from communique.query.record import Record


def cross_annotations(record: Record) -> dict[str, Any]:
    """Return what is told alike, which encounters are one, what differs, what only one tells, and readouts compared."""
    return {
        "same_statements": [
            {
                "level": utterance.level,
                "statements": [
                    {"doc": _doc(told.path), "content": _content(record, told.id)} for told in utterance.statements
                ],
            }
            for utterance in record.utterances()
        ],
        "same_encounters": _encounters(record),
        "discrepancies": [_comparison(c) for c in record.comparisons()],
        "one_side_only": [
            {"doc": _doc(sole.path), "text": [sole.start_char, sole.end_char]} for sole in record.soles()
        ],
        "pairs": [_pair(pair) for pair in record.readout_pairs(whole=True)],
    }


def _doc(path: str) -> str:
    return PurePosixPath(path).stem


def _content(record: Record, statement: str) -> list[list[int]]:
    rows = record.connection.execute(
        "SELECT start_char, end_char FROM spans WHERE noun = 'statement' AND noun_id = ? AND role = 'content'"
        " ORDER BY number",
        (statement,),
    )
    return [[row[0], row[1]] for row in rows]


def _encounters(record: Record) -> list[dict[str, Any]]:
    found: dict[str, dict[str, list[list[int]]]] = {}
    rows = record.connection.execute(
        "SELECT c.encounter, a.path, s.start_char, s.end_char FROM accounts c JOIN articles a ON a.id = c.article"
        " JOIN spans s ON s.noun = 'account' AND s.noun_id = c.id AND s.role = 'evidence'"
        " WHERE c.encounter IS NOT NULL ORDER BY c.encounter, a.path, s.start_char, s.end_char"
    )
    for encounter, path, start, end in rows:
        found.setdefault(encounter, {}).setdefault(_doc(path), []).append([start, end])
    return [{"docs": docs} for _, docs in sorted(found.items()) if len(docs) > 1]


def _comparison(comparison: ComparisonLine) -> dict[str, Any]:
    return {
        "kind": comparison.kind,
        "relation": comparison.relation,
        "what": comparison.what,
        "evidence": [{"doc": _doc(s.path), "text": [s.start_char, s.end_char]} for s in comparison.sides],
    }


def _pair(pair: ReadoutPairLine) -> dict[str, Any]:
    first, second = _doc(pair.first_path), _doc(pair.second_path)
    only: dict[str, list[list[int]]] = {first: [], second: []}
    for sole in pair.only:
        only[_doc(sole.path)].append([sole.start_char, sole.end_char])
    return {
        "docs": [first, second],
        "told_by_both": [
            [
                {"doc": first, "text": [both.first_start, both.first_end]},
                {"doc": second, "text": [both.second_start, both.second_end]},
            ]
            for both in pair.both
        ],
        "only": only,
        "discrepancies": [_comparison(c) for c in pair.comparisons],
    }
