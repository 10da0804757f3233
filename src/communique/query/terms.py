"""Terms of questions as SQL: what is asked for, and within which dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from communique.errors import InputError


def where(*terms: tuple[str, Sequence[Any] | None]) -> tuple[str, tuple[Any, ...]]:
    """Return the WHERE clause of the terms that have values, and the values."""
    used = [(term, values) for term, values in terms if values is not None]
    clause = " AND ".join(f"({term})" for term, _ in used)
    return (f" WHERE {clause}" if used else ""), tuple(value for _, values in used for value in values)


def one(value: str | None) -> tuple[str] | None:
    """Return the value as the only one; None: it is not asked for."""
    return None if value is None else (value,)


def period(column: str, since: str | None, until: str | None) -> list[tuple[str, tuple[Any, ...] | None]]:
    """Return the terms of a period, both ends included. Raises InputError for what is no date."""
    for day in (since, until):
        if day is not None:
            check_date(day)
    # Compared as far as the coarser of the two goes: "2016-05" lies in a period that ends on 2016-05-12.
    return [
        (f"{column} >= substr(?, 1, length({column}))", one(since)),
        (f"substr({column}, 1, {len(until or '')}) <= ?", one(until)),
    ]


def check_date(day: str) -> None:
    """Raise InputError for what is not YYYY-MM-DD, YYYY-MM or YYYY."""
    parts = day.split("-")
    if not (
        1 <= len(parts) <= 3 and all(p.isdigit() for p in parts) and [len(p) for p in parts] == [4, 2, 2][: len(parts)]
    ):
        raise InputError(f"{day!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY")
