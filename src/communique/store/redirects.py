"""Which noun of a new build stands for one that an earlier build gave and this one does not."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from typing import Final

MIN_OVERLAP: Final = 0.5
"""Share of their words that two nouns of one document must have in common (Jaccard over counts); not tuned."""

_WORDS = """
SELECT s.noun, a.path, s.noun_id, group_concat(s.words, ' '), min(s.start_char)
FROM spans s JOIN articles a ON a.id = s.article
WHERE s.role IN ('content', 'evidence', 'action', 'judgement', 'report')
GROUP BY s.noun, a.path, s.noun_id ORDER BY s.noun_id
"""
_GROUPS = {
    "article": "SELECT id, path FROM articles ORDER BY id",
    "actor": "SELECT actor, name FROM actor_names ORDER BY actor, name",
    "encounter": "SELECT encounter, id FROM accounts WHERE encounter IS NOT NULL ORDER BY encounter, id",
    "matter": "SELECT matter, coalesce(undertaking, statement) FROM wordings"
    " WHERE coalesce(undertaking, statement) IS NOT NULL",
    "issue": "SELECT noun_id, coalesce(undertaking, statement) FROM passages WHERE noun = 'issue'"
    " AND coalesce(undertaking, statement) IS NOT NULL",
    "story": "SELECT story, a.path FROM story_articles JOIN articles a ON a.id = article ORDER BY story, a.path",
    "origin": "SELECT origin, a.path FROM origin_articles JOIN articles a ON a.id = article ORDER BY origin, a.path",
}

Passages = dict[tuple[str, str], dict[str, tuple[Counter[str], int]]]
Groups = dict[str, dict[str, frozenset[str]]]


def snapshot(connection: sqlite3.Connection) -> tuple[Passages, Groups]:
    """Return what the nouns of the record are known by: words by (noun, path), or what they are made of."""
    passages: Passages = defaultdict(dict)
    for noun, path, noun_id, words, start in connection.execute(_WORDS):
        passages[noun, path][noun_id] = (Counter(words.split()), start)
    groups: Groups = {}
    for noun, query in _GROUPS.items():
        members: dict[str, set[str]] = defaultdict(set)
        for noun_id, member in connection.execute(query):
            members[noun_id].add(member)
        groups[noun] = {noun_id: frozenset(parts) for noun_id, parts in members.items()}
    return passages, groups


def find_redirects(before: tuple[Passages, Groups], after: tuple[Passages, Groups]) -> dict[str, str]:
    """Return the ids of `before` that `after` lacks, each with the id that stands for it; none: left out."""
    found: dict[str, str] = {}
    for place, old in before[0].items():
        new = after[0].get(place, {})
        for old_id in old.keys() - new.keys():
            best = _nearest_passage(old[old_id], new)
            if best is not None:
                found[old_id] = best
    for noun, old_groups in before[1].items():
        new_groups = after[1].get(noun, {})
        for old_id in old_groups.keys() - new_groups.keys():
            parts = frozenset(found.get(part, part) for part in old_groups[old_id])
            shared = [(len(parts & members), new_id) for new_id, members in new_groups.items() if parts & members]
            if shared:
                found[old_id] = min(shared, key=lambda pair: (-pair[0], pair[1]))[1]
    return dict(sorted(found.items()))


def _nearest_passage(old: tuple[Counter[str], int], new: dict[str, tuple[Counter[str], int]]) -> str | None:
    ranked = sorted((-_overlap(old[0], words), abs(start - old[1]), new_id) for new_id, (words, start) in new.items())
    return ranked[0][2] if ranked and -ranked[0][0] >= MIN_OVERLAP else None


def _overlap(first: Counter[str], second: Counter[str]) -> float:
    both, either = (first & second).total(), (first | second).total()
    return both / either if either else 0.0


def write_redirects(connection: sqlite3.Connection, found: dict[str, str], build: int) -> None:
    """Add the redirects, lead older ones on to their new end, and drop those whose id is given again."""
    connection.executemany("INSERT OR REPLACE INTO redirects VALUES (?,?,?)", [(o, n, build) for o, n in found.items()])
    connection.executemany("UPDATE redirects SET new = ? WHERE new = ?", [(new, old) for old, new in found.items()])
    for table in (
        "articles",
        "statements",
        "accounts",
        "undertakings",
        "assessments",
        "encounters",
        "actors",
        "matters",
        "issues",
    ):
        connection.execute(f"DELETE FROM redirects WHERE old IN (SELECT id FROM {table})")  # a fixed list of tables
    connection.execute("DELETE FROM redirects WHERE old = new")
