"""A user's issues.toml, as decisions (docs/decisions-journal.md)."""

from __future__ import annotations

import tomllib
from typing import Any

from communique.errors import DecisionError
from communique.model.records import Decision
from communique.store.codec import dump

_FIELDS = {"name", "from", "terms", "drop", "note"}


def parse_issues(text: str, name: str, *, made_at: str = "") -> list[Decision]:
    """Return one decision for each [[issue]] of a file, in its order. Raises DecisionError naming what is wrong."""
    try:
        entries = tomllib.loads(text).get("issue", [])
    except tomllib.TOMLDecodeError as error:
        raise DecisionError(f"{name}: {error}; the form is in docs/decisions-journal.md") from error
    if not isinstance(entries, list) or not entries:
        raise DecisionError(f"{name}: no [[issue]]; the form is in docs/decisions-journal.md")
    return [_decision(entry, f"{name}, issue {number}", made_at) for number, entry in enumerate(entries, 1)]


def _decision(entry: dict[str, Any], where: str, made_at: str) -> Decision:
    if unknown := sorted(set(entry) - _FIELDS):
        raise DecisionError(f"{where}: unknown {', '.join(unknown)}; there are {', '.join(sorted(_FIELDS))}")
    if not isinstance(entry.get("name"), str) or not entry["name"].strip():
        raise DecisionError(f"{where}: it needs a name")
    for field in ("from", "terms"):
        values = entry.get(field, [])
        if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
            raise DecisionError(f"{where}: {field} must be a list of names in quotation marks")
    if not (entry.get("from") or entry.get("terms") or entry.get("drop")):
        raise DecisionError(f"{where}: say from (issues found), terms (words) or drop = true")
    fields = {field: entry[field] for field in ("from", "terms", "drop") if entry.get(field)}
    return Decision("value", "issue", (), entry["name"].strip(), dump(fields), str(entry.get("note", "")), made_at)
