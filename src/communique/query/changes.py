"""What builds since a given one added, changed, took away or contradicted."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from communique.errors import NotFound
from communique.model.encounters import HAPPENED
from communique.query.lines import Lines
from communique.query.record import Record
from communique.query.refs import rows_by_ids
from communique.query.story_changes import compare_stories
from communique.store.history import said_after

ChangeKind = Literal["added", "changed", "contradicted", "removed"]
Said = Mapping[tuple[str, str], dict[str, Any]]
NOUNS: Final = ("article", "story", "encounter", "undertaking", "statement", "actor")
_ORDER: Final = ("contradicted", "changed", "added", "removed")
_FELL_THROUGH: Final = frozenset({"cancelled", "ruled out", "failed to happen"})


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A noun of which the record says something else than it did."""

    change: ChangeKind
    noun: str
    id: str
    """As it is now; for what was removed, as it was."""
    what: str
    """What the record says of it, in one line."""
    attribute: str | None
    """What changed or is contradicted; None: the noun as a whole came or went."""
    was: str | None
    now: str | None
    path: str | None
    """Where the first words of it stand; None: it is gone, or has no words of its own."""
    start_char: int | None
    end_char: int | None


def list_changes(record: Record, since: str | None = None) -> Lines[ChangeLine]:
    """Return what changed after build `since`: contradictions first, then changes, what is new, what is gone.

    `since`: a build's number, or a day (YYYY-MM-DD) before which a build must have ended to be the one compared with;
    None: the last build but one. Before the first build there is nothing, so that everything counts as added.
    Raises NotFound for what is neither, or where the record has no such build.
    """
    base = find_build(record, since)
    ask = record.connection
    before, now = (said_after(ask, build, touched_after=base) for build in (base, last_build(record)))
    redirects = dict(record.connection.execute("SELECT old, new FROM redirects WHERE build > ?", (base,)).fetchall())
    compared = list(_compare(before, now, redirects))
    places = _places(record, {change[2] for change in compared})
    found = [ChangeLine(*change, *places.get(change[2], (None, None, None))) for change in compared]
    return Lines(sorted(found, key=_position))


@dataclass(frozen=True, slots=True)
class BuildLine:
    """A finished build."""

    number: int
    finished: str
    """ISO 8601, UTC."""
    documents: tuple[tuple[str, int], ...]
    """(what, how many) of the documents that it read."""
    touched: int
    """Nouns of which it said something new, or that it took away."""


def list_builds(record: Record, limit: int = 30) -> tuple[BuildLine, ...]:
    """Return the last finished builds, the latest first."""
    rows = record.connection.execute(
        "SELECT number, finished, counts, (SELECT count(*) FROM noun_log WHERE build = number) FROM builds"
        " ORDER BY number DESC LIMIT ?",
        (limit,),
    )
    return tuple(
        BuildLine(row[0], row[1], tuple((w, int(n)) for w, n in sorted(json.loads(row[2]).items()) if n), row[3])
        for row in rows
    )


def last_build(record: Record) -> int:
    """Return the number of the last finished build; 0: none is logged."""
    return int(record.connection.execute("SELECT coalesce(max(number), 0) FROM builds").fetchone()[0])


def find_build(record: Record, since: str | None) -> int:
    """Return the build that `since` means; 0: the time before the first. Raises NotFound where there is none."""
    last = last_build(record)
    if since is None:
        return max(last - 1, 0)
    if since.isdecimal() and len(since) < 5:
        if int(since) > last:
            raise NotFound(f"no build {since} in {record.path.name}; its builds are 1 to {last}")
        return int(since)
    if len(since) < 10 or since[4] != "-" or since[7] != "-":
        raise NotFound(f"{since!r} is neither a build nor a day; give a number (1 to {last}) or a day as YYYY-MM-DD")
    row = record.connection.execute("SELECT max(number) FROM builds WHERE finished < ?", (since,)).fetchone()
    return int(row[0] or 0)


Change = tuple[ChangeKind, str, str, str, str | None, str | None, str | None]


def _compare(before: Said, now: Said, redirects: Mapping[str, str]) -> Iterator[Change]:
    """Yield what differs. A noun that another stands for now is compared with that one, not taken for gone."""
    seen: dict[tuple[str, str], dict[str, Any]] = {}
    yield from compare_stories(_of_stories(before), _of_stories(now))
    for (noun, old_id), said in before.items():
        if noun == "story":
            continue
        new_id = old_id if (noun, old_id) in now else redirects.get(old_id, old_id)
        if (noun, new_id) in now:
            seen.setdefault((noun, new_id), said)
        else:
            yield "removed", noun, old_id, _describe(noun, said), None, None, None
    for (noun, noun_id), said in now.items():
        if noun == "story":
            continue
        was = seen.get((noun, noun_id))
        if was is None:
            yield "added", noun, noun_id, _describe(noun, said), None, None, None
        else:
            # What an earlier version did not note has not changed.
            for attribute in [a for a in said if a != "told" and a in was and said[a] != was[a]]:
                old, new = was.get(attribute), said[attribute]
                if attribute == "offices" and not (new := "; ".join(_new_offices(old, new))):
                    continue
                yield "changed", noun, noun_id, _describe(noun, said), attribute, _plain(old), _plain(new)
        if noun == "encounter":
            yield from _contradictions(noun_id, was or {}, said)


def _of_stories(said: Said) -> dict[str, frozenset[str]]:
    return {noun_id: frozenset(json.loads(s["articles"])) for (noun, noun_id), s in said.items() if noun == "story"}


def _contradictions(noun_id: str, was: Mapping[str, Any], said: Mapping[str, Any]) -> Iterator[Change]:
    """Yield the attributes of an encounter on which its accounts are at odds now, and were not before."""
    for attribute, values in said["told"].items():
        earlier = was.get("told", {}).get(attribute, [])
        if at_odds(attribute, values) and not at_odds(attribute, earlier):
            what = _describe("encounter", said)
            yield "contradicted", "encounter", noun_id, what, attribute, " / ".join(earlier) or None, " / ".join(values)


def _new_offices(was: str | None, now: str | None) -> list[str]:
    """Return the offices told now that say something else than those told before, not just more or less of it."""
    known = [office.casefold() for office in (was or "").split("; ") if office]
    new: list[str] = []
    for office in (now or "").split("; "):
        folded = office.casefold()
        if folded and not any(folded.startswith(other) or other.startswith(folded) for other in known):
            known.append(folded)
            new.append(office)
    return new


def at_odds(attribute: str, values: list[str]) -> bool:
    """Return whether values of one attribute cannot all hold: told less exactly, or planned first, they can."""
    if attribute == "status":
        return bool(set(HAPPENED) & set(values) and _FELL_THROUGH & set(values))
    words = [set(value.casefold().replace(",", " ").split()) for value in values]
    for number, one in enumerate(values):
        for other in range(number + 1, len(values)):
            nested = words[number] <= words[other] or words[other] <= words[number]
            if not (nested or one.startswith(values[other]) or values[other].startswith(one)):
                return True
    return False


def _describe(noun: str, said: Mapping[str, Any]) -> str:
    shown = {
        "article": ("source", "title", "published"),
        "actor": ("name", "kind", "side"),
        "encounter": ("date", "kind", "status", "place", "participants"),
        "statement": ("speaker", "words"),
        "undertaking": ("kind", "by_whom", "action", "condition", "deadline"),
    }[noun]
    values = [said.get(name) for name in shown]
    if noun == "statement" and values[0] is None:
        values[0] = "speaker not known"
    return " · ".join(" ".join(str(value).split()) for value in values if value)


def _plain(value: Any) -> str | None:
    return None if value is None else " ".join(str(value).split())


_PLACES: Final = (
    "SELECT s.noun_id, a.path, s.start_char, s.end_char FROM spans s JOIN articles a ON a.id = s.article"
    " WHERE s.noun = 'statement' AND s.role = 'content' AND s.noun_id IN ({})",
    "SELECT s.noun_id, a.path, s.start_char, s.end_char FROM spans s JOIN articles a ON a.id = s.article"
    " WHERE s.noun = 'undertaking' AND s.role = 'action' AND s.noun_id IN ({})",
    "SELECT c.encounter, a.path, s.start_char, s.end_char FROM accounts c JOIN spans s ON s.noun = 'account'"
    " AND s.noun_id = c.id AND s.role = 'evidence' JOIN articles a ON a.id = s.article WHERE c.encounter IN ({})",
    "SELECT id, path, 0, length(text) FROM articles WHERE id IN ({})",
)


def _places(record: Record, ids: Collection[str]) -> dict[str, tuple[str, int, int]]:
    """Return path and first stretch of the nouns of `ids` that have words; of an article, all of it."""
    found = [row for query in _PLACES for row in rows_by_ids(record, query, ids)]
    found.sort(key=lambda row: (row[1], row[2]), reverse=True)
    return {row[0]: (row[1], row[2], row[3]) for row in found}


def _position(line: ChangeLine) -> tuple[int, int, str, int, str, str]:
    place = (line.path or "", line.start_char or 0)
    return _ORDER.index(line.change), NOUNS.index(line.noun), *place, line.id, line.attribute or ""
