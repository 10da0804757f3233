"""What the user says about documents: sidecars NAME.json and manifest.csv. Fields: docs/metadata.md."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MANIFEST = "manifest.csv"
NAME_FIELDS = ("file", "path")
"""Columns of a manifest that may name the document, the first one present is taken."""


class BrokenMetadata(Exception):
    """A sidecar or manifest that cannot be read; its text is the reason."""


def read_sidecar(document: Path) -> dict[str, str]:
    """Return what NAME.json beside `document` says; empty where there is none. Raises BrokenMetadata."""
    path = document.with_suffix(".json")
    if not path.is_file():
        return {}
    try:
        content = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise BrokenMetadata(f"{path.name} is not readable as JSON ({error})") from error
    if not isinstance(content, dict):
        raise BrokenMetadata(f"{path.name} does not hold an object of fields")
    return _fields(content)


def read_manifest(folder: Path) -> dict[str, dict[str, str]]:
    """Return what manifest.csv in `folder` says, by path relative to it. Raises BrokenMetadata."""
    path = folder / MANIFEST
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            column = next((name for name in NAME_FIELDS if name in (reader.fieldnames or ())), None)
            if column is None:
                raise BrokenMetadata(f"{path.name} has no column 'file' or 'path'")
            return dict(_rows(reader, column))
    except (OSError, UnicodeError, csv.Error) as error:
        raise BrokenMetadata(f"{path.name} is not readable as CSV ({error})") from error


def _rows(reader: csv.DictReader[str], column: str) -> Iterator[tuple[str, dict[str, str]]]:
    for row in reader:
        name = (row.get(column) or "").strip().replace("\\", "/").removeprefix("./")
        if name:
            yield name, _fields({key: value for key, value in row.items() if key and key not in NAME_FIELDS})


def _fields(content: dict[str, Any]) -> dict[str, str]:
    """Return the simple values as strings; booleans as "true" and "false", lists of strings joined by ", "."""
    fields = {}
    for name, value in content.items():
        words = _words(value)
        if words:
            fields[name.strip()] = words
    return fields


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return str(value).strip()
    if isinstance(value, list):
        return ", ".join(str(part).strip() for part in value if isinstance(part, str | int))
    return ""
