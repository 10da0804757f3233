"""Lists page by page: which lines, how many there are, in a bounded time whatever the size of the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from communique.query.base import OpenRecord

T = TypeVar("T")
PAGE_LINES: Final = 40


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list."""

    lines: tuple[T, ...]
    number: int
    """From 1."""
    total: int
    """Lines on all pages together."""
    size: int = PAGE_LINES
    """Lines on a page at most."""

    @property
    def pages(self) -> int:
        """How many pages there are, at least 1."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """Number of its first line, from 1; 0: there is none."""
        return (self.number - 1) * self.size + 1 if self.lines else 0


Counted = tuple[str, Sequence[Any]]
"""A query that gives one number, and its values."""


class Terms:
    """The conditions of a query with their values; a value of None or "" asks for nothing."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.values: list[Any] = []

    def add(self, condition: str, *values: Any) -> None:
        """Add a condition, unless one of its values is None or empty."""
        if all(value not in (None, "", ()) for value in values):
            self.parts.append(condition)
            self.values += values

    def any_of(self, column: str, choices: Sequence[str] | None) -> None:
        """Add that `column` is one of `choices`; None: any. Of no choices, nothing is left."""
        if choices is not None:
            self.parts.append(f"{column} IN ({','.join('?' * len(choices))})")
            self.values += choices

    def period(self, column: str, since: str | None, until: str | None) -> None:
        """Add EDTF bounds, both included, compared as far as the coarser of the two goes."""
        # The first of each pair is wider and can be served by an index.
        if since:
            self.add(f"{column} >= ? AND {column} >= substr(?, 1, length({column}))", since[:4], since)
        if until:
            self.add(f"{column} < ? AND substr({column}, 1, {len(until)}) <= ?", until + ":", until)

    @property
    def where(self) -> str:
        """The WHERE clause; empty where nothing is asked for."""
        return f" WHERE {' AND '.join(f'({part})' for part in self.parts)}" if self.parts else ""


def page_ids(
    record: OpenRecord,
    column: str,
    tables: str,
    terms: Terms,
    order: str,
    number: int,
    *,
    counted: Counted | None = None,
    size: int = PAGE_LINES,
) -> tuple[list[str], int]:
    """Return the ids on page `number` (from 1) and how many there are in all.

    `counted`: a cheaper query for how many there are, with its values; None: the conditions, counted.
    """
    query, values = counted or (f"SELECT count(*) FROM {tables}{terms.where}", terms.values)
    count = record.connection.execute(query, values).fetchone()[0]
    rows = record.connection.execute(
        f"SELECT {column} FROM {tables}{terms.where} ORDER BY {order} LIMIT {size} OFFSET ?",
        (*terms.values, (max(number, 1) - 1) * size),
    )
    return [row[0] for row in rows], int(count)
