"""What each build said of each noun, so that `changes` can tell two builds apart (docs/brief.md)."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from communique.store.codec import dump

_ORIGINS: Final = (
    "(SELECT origins FROM told_by t WHERE t.noun = '{noun}' AND t.noun_id = v.id AND t.attribute = '') AS origins"
)
_NOUNS: Final = {
    "article": "SELECT id, path, title, source, published FROM articles ORDER BY id",
    "story": "SELECT id, (SELECT json_group_array(path) FROM (SELECT a.path FROM story_articles t JOIN articles a"
    " ON a.id = t.article WHERE t.story = stories.id ORDER BY a.path)) AS articles FROM stories ORDER BY id",
    "actor": "SELECT id, name, kind, side, offices FROM v_actors ORDER BY id",
    "encounter": "SELECT id, date, kind, status, place, duration, participants, origins FROM v_encounters ORDER BY id",
    "statement": "SELECT id, speaker, form, words, " + _ORIGINS.format(noun="statement") + " FROM v_statements v"
    " ORDER BY id",
    "undertaking": "SELECT id, kind, by_whom, party, action, condition, deadline, due, "
    + _ORIGINS.format(noun="undertaking")
    + " FROM v_undertakings v ORDER BY id",
}
_TOLD: Final = "SELECT encounter, status, date, place, duration FROM accounts WHERE encounter IS NOT NULL ORDER BY id"


Said = dict[tuple[str, str], dict[str, Any]]
"""What the record says, as JSON says it, by (noun, id)."""


def log_nouns(connection: sqlite3.Connection, build: int) -> None:
    """Note in `noun_log` what `build` says of each noun where an earlier build did not say the same, and what is gone.

    The caller holds the transaction that writes the record, and has written its tables.
    """
    last = {
        (noun, noun_id): said
        for noun, noun_id, said in connection.execute(
            "SELECT noun, noun_id, said FROM noun_log l WHERE build ="
            " (SELECT max(build) FROM noun_log WHERE noun = l.noun AND noun_id = l.noun_id)"
        )
        if said is not None
    }
    now = {(noun, noun_id): said for noun, noun_id, said in _said(connection)}
    entries: list[tuple[str, str, int, str | None]] = [
        (*key, build, said) for key, said in now.items() if last.get(key) != said
    ]
    entries += [(*key, build, None) for key in last if key not in now]
    connection.executemany("INSERT OR REPLACE INTO noun_log (noun, noun_id, build, said) VALUES (?,?,?,?)", entries)


def _said(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """Yield (noun, id, what the record says of it as JSON)."""
    told: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for encounter, *values in connection.execute(_TOLD):
        for attribute, value in zip(("status", "date", "place", "duration"), values, strict=True):
            if value is not None:
                told[encounter][attribute].add(value)
    for noun, query in _NOUNS.items():
        cursor = connection.execute(query)
        names = [column[0] for column in cursor.description]
        for row in cursor:
            said: dict[str, Any] = dict(zip(names[1:], tuple(row)[1:], strict=True))
            if noun == "encounter":
                said["told"] = {attribute: sorted(values) for attribute, values in sorted(told[row[0]].items())}
            yield noun, row[0], dump(said)


def said_after(connection: sqlite3.Connection, build: int, *, touched_after: int = 0) -> Said:
    """Return what the record said of each (noun, id) once `build` was done; 0: before any build, nothing.

    `touched_after`: only of nouns of which a build after that one said something new, or which another led to.
    """
    rows = connection.execute(
        "SELECT noun, noun_id, said FROM noun_log l WHERE said IS NOT NULL AND build = (SELECT max(build) FROM noun_log"
        " WHERE noun = l.noun AND noun_id = l.noun_id AND build <= ?1) AND (?2 = 0 OR noun_id IN ("
        "SELECT noun_id FROM noun_log WHERE build > ?2 UNION SELECT new FROM redirects WHERE build > ?2))"
        " ORDER BY noun, noun_id",
        (build, touched_after),
    )
    return {(row[0], row[1]): json.loads(row[2]) for row in rows}
