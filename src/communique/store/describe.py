"""docs/schema.md, made from schema.sql: python -m communique.store.describe docs/schema.md"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from communique.store.schema import SEARCH_TABLES, VIEWS, WORK_TABLES, schema_sql, schema_version

_CREATE = re.compile(r"^CREATE (?P<kind>TABLE|VIEW|VIRTUAL TABLE) (?P<name>\w+)")

_HEAD = """# The record's tables

Generated from `src/communique/store/schema.sql` by `python -m communique.store.describe docs/schema.md`; do not edit.

A record is one SQLite file of schema version {version} (`PRAGMA user_version`). Any SQLite reader opens it (Datasette,
DB Browser, pandas); start with the views. All `start_char` and `end_char` are half-open code point offsets into
`articles.text`. Ids are derived from the words that they stand for and outlive a rebuild; where a new build gives
another id, `redirects` leads from the old one to the new. Dates are EDTF, durations ISO 8601. A value that is NULL
because the text does not tell it, because the program abstains, or because it was not analysed, has a row in
`inferred` that says which.
"""

_GROUPS = (
    ("Views", "To read."),
    ("What the record says", "Written as a whole, in one transaction, at the end of a build."),
    ("Full text", "FTS5; ids lead to the tables."),
    ("What was read, decided and built", "Kept from build to build; written document by document."),
)


def describe_schema() -> str:
    """Return docs/schema.md: every table and view with what its lines and columns mean."""
    sections: dict[str, list[str]] = {title: [] for title, _ in _GROUPS}
    for comment, statement in _statements(schema_sql()):
        found = _CREATE.match(statement)
        if found is not None:
            sections[_group(found["name"])].append(_describe(found["name"], found["kind"], comment, statement))
    parts = [_HEAD.format(version=schema_version())]
    for title, meaning in _GROUPS:
        parts += [f"## {title}\n\n{meaning}\n", *sections[title]]
    return "\n".join(parts)


def _statements(sql: str) -> Iterator[tuple[str, str]]:
    """Yield the comment just above each statement, and the statement."""
    for chunk in sql.split("\n\n"):
        lines = chunk.strip().splitlines()
        comments = [line.removeprefix("-- ") for line in lines if line.startswith("-- ")]
        yield " ".join(comments), "\n".join(line for line in lines if not line.startswith("-- "))


def _group(name: str) -> str:
    titles = [title for title, _ in _GROUPS]
    if name in VIEWS:
        return titles[0]
    if name in SEARCH_TABLES:
        return titles[2]
    return titles[3] if name in WORK_TABLES else titles[1]


def _describe(name: str, kind: str, comment: str, statement: str) -> str:
    rows = [f"### {name}\n\n{comment}\n"]
    if kind == "TABLE":
        rows.append("| column | type | meaning |\n|---|---|---|")
        comments = dict(re.findall(r"^  (\w+) [^\n]*?,? *-- ([^\n]*)$", statement, re.MULTILINE))
        with sqlite3.connect(":memory:") as connection:
            connection.executescript(statement)
            for _, column, declared, _, _, key in connection.execute(f"PRAGMA table_info({name})"):
                rows.append(
                    f"| {column} | {declared}{' (key)' if key else ''} | {_meaning(column, comments, statement)} |"
                )
        connection.close()
    else:
        rows.append(f"Columns: {', '.join(_columns(name))}.")
    return "\n".join(rows) + "\n"


def _meaning(column: str, comments: dict[str, str], statement: str) -> str:
    reference = re.search(rf"^  {column} [^\n]*?REFERENCES (\w+) \((\w+)\)", statement, re.MULTILINE)
    parts = [f"`{reference[1]}.{reference[2]}`"] if reference else []
    return "; ".join([*parts, *([comments[column].replace("|", "\\|")] if column in comments else [])])


def _columns(name: str) -> list[str]:
    with sqlite3.connect(":memory:") as connection:
        connection.executescript(schema_sql())
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
    connection.close()
    return columns


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(describe_schema(), encoding="utf-8")
