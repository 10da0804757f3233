"""A record as files: annotations article by article, all tables as JSON, or one CSV per table."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import Any

from communique.errors import InputError
from communique.export.annotations import ToldElsewhere, article_annotations
from communique.export.cross import cross_annotations
from communique.query.record import Record
from communique.store.schema import RECORD_TABLES, VIEWS

_LEFT_OUT = ("record",)
"""Columns of compressed bytes, which other programs cannot read."""


def write_annotations(record: Record, folder: Path) -> int:
    """Write one NAME.json per article at the article's path; return how many. Raises InputError where it cannot.

    NAME is the file name without its last ending; where two articles of a folder would share it, with it.
    """
    records = record.article_records()
    stems = Counter(PurePosixPath(r.article.path).with_suffix("") for r in records)
    elsewhere = ToldElsewhere(record.told_elsewhere("place"), record.told_elsewhere("date"))
    for article_record in records:
        path = PurePosixPath(article_record.article.path)
        name = path.with_suffix("") if stems[path.with_suffix("")] == 1 or path.suffix == ".txt" else path
        actors = record.actor_of(article_record)
        _write(folder / f"{name}.json", _json(article_annotations(article_record, actors.__getitem__, elsewhere)))
    return len(records)


def write_json(record: Record, file: Path) -> int:
    """Write all record tables and views into one JSON object; return 1. Raises InputError where it cannot."""
    tables = {name: [_readable(row) for row in record.table(name)] for name in (*RECORD_TABLES, *VIEWS)}
    _write(file, _json(tables))
    return 1


def write_cross(record: Record, file: Path) -> int:
    """Write what holds across articles into one JSON object; return 1. Raises InputError where it cannot."""
    _write(file, _json(cross_annotations(record)))
    return 1


def write_csv(record: Record, folder: Path) -> int:
    """Write one CSV per record table and view that has rows; return how many. Raises InputError where it cannot."""
    written = 0
    for name in (*RECORD_TABLES, *VIEWS):
        rows = [_readable(row) for row in record.table(name)]
        if not rows:
            continue
        _write(folder / f"{name}.csv", "")
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        written += 1
    return written


def _readable(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _LEFT_OUT}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot write {file} ({error.strerror or error}); choose another place with -o") from error
