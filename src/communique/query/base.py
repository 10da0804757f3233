"""An open record and what every question needs: lines from rows, actors by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from rapidfuzz import fuzz, process

from communique.errors import NotFound
from communique.query.lines import Lines
from communique.store.database import open_for_reading

T = TypeVar("T")


class OpenRecord:
    """A record file, opened read-only."""

    def __init__(self, db: str | Path) -> None:
        self.path = Path(db)
        self.connection = open_for_reading(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def current_id(self, noun_id: str) -> str:
        """Return the id that stands for `noun_id` now: itself, or that of the noun that took its place."""
        row = self.connection.execute("SELECT new FROM redirects WHERE old = ?", (noun_id,)).fetchone()
        return noun_id if row is None else str(row[0])

    def ask(self, kind: type[T], query: str, values: Sequence[Any] = ()) -> Lines[T]:
        """Return the rows of `query` as lines of `kind`, whose fields are columns of it."""
        names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
        rows = self.connection.execute(query, tuple(values))
        return Lines(kind(**{name: row[name] for name in names}) for row in rows)

    def named(self, name: str, role: str, listing: str, *, speaking: bool = False) -> tuple[str, ...]:
        """Return the ids of the actors that `name` may mean: the id itself, else whole names, else parts of names."""
        only = " WHERE a.id IN (SELECT actor FROM statement_speakers)" if speaking else ""
        rows = self.connection.execute(
            f"SELECT a.id, a.name FROM actors a{only} UNION SELECT a.id, n.name FROM actor_names n"
            f" JOIN actors a ON a.id = n.actor{only} ORDER BY 1, 2"
        ).fetchall()
        wanted = name.casefold()
        for matches in (
            [i for i, _ in rows if i == self.current_id(name)],
            [i for i, known in rows if known.casefold() == wanted],
            [i for i, known in rows if wanted in known.casefold()],
        ):
            if matches and wanted:
                return tuple(dict.fromkeys(matches))
        known = sorted({row[1] for row in rows})
        raise NotFound(
            f"no {role} {name!r} in {self.path.name}{near_matches(name, known)};"
            f" list them with 'communique {listing} {self.path.name}'"
        )


def near_matches(name: str, known: Sequence[str]) -> str:
    """Return " (near: A, B)" for what is spelt like `name`; empty where nothing is."""
    found = process.extract(name, known, scorer=fuzz.WRatio, limit=3, score_cutoff=65)
    return f" (near: {', '.join(match[0] for match in found)})" if found else ""
