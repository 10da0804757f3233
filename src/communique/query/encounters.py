"""Encounters in lists, and one encounter with all its accounts side by side."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from communique.errors import NotFound
from communique.model.comparisons import HOW_LONG
from communique.query.base import OpenRecord
from communique.query.changes import at_odds
from communique.query.claims import AssessmentClaim, Words, assessment_claims
from communique.query.lists import Filter, actor_ids, side_condition
from communique.query.paging import PAGE_LINES, Page, Terms, page_ids
from communique.query.refs import ActorRef, ArticleRef, actors_of, article_refs, words_of

ATTRIBUTES: Final = ("status", "date", "place", "duration")
"""On which accounts of one encounter can be at odds."""


@dataclass(frozen=True, slots=True)
class KnownValue:
    """A value and how it is known."""

    value: str | None
    basis: str | None
    """stated, resolved, inferred, table or user; None: there is no value."""
    absence: str | None
    """not reported, not resolved, not analysed; None: there is a value."""
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EncounterEntry:
    """An encounter as a list shows it."""

    id: str
    kind: str
    status: str
    date: KnownValue
    place: KnownValue
    duration: KnownValue
    participants: tuple[ActorRef, ...]
    articles: int
    origins: int
    article: ArticleRef | None
    """The first, by date and path, that tells it; None: its words are gone, or were not asked for."""
    words: Words | None
    """The first evidence in that article."""
    told: str | None
    """The earliest date on which an article that tells it was published; None: not known."""


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """How one article tells an encounter."""

    id: str
    article: ArticleRef
    kind: str
    status: str
    date: KnownValue
    place: KnownValue
    duration: KnownValue
    participants: tuple[ActorRef, ...]
    issues: tuple[str, ...]
    evidence: tuple[Words, ...]
    asserted_by: str | None
    """The statement that tells it; None: the author."""
    odd: tuple[str, ...]
    """Attributes on which another account says what cannot hold together with this one."""


@dataclass(frozen=True, slots=True)
class EncounterPage:
    """All that the record has on one encounter."""

    entry: EncounterEntry
    accounts: tuple[AccountEntry, ...]
    total_accounts: int
    at_odds: tuple[str, ...]
    """Attributes on which accounts cannot all hold."""
    issues: tuple[str, ...]
    part_of: EncounterEntry | None
    parts: tuple[EncounterEntry, ...]
    assessments: tuple[AssessmentClaim, ...]
    story: str


_MAX_ACCOUNTS: Final = 60
_MAX_PARTS: Final = 30


def list_encounters(
    record: OpenRecord, asked: Filter, page: int = 1, *, size: int = PAGE_LINES
) -> Page[EncounterEntry]:
    """Return a page of encounters, by date, those without one last."""
    terms = Terms()
    if asked.name:
        named = actor_ids(record, asked.name)
        slots = ",".join("?" * len(named))
        terms.parts.append(f"e.id IN (SELECT encounter FROM encounter_participants WHERE actor IN ({slots}))")
        terms.values += named
    terms.add(f"e.id IN (SELECT encounter FROM encounter_participants WHERE {side_condition('actor')})", asked.side)
    terms.add("e.kind = ?", asked.kind)
    terms.add("e.status = ?", asked.status)
    terms.add("e.story = ?", asked.story)
    terms.add(
        "e.id IN (SELECT c.encounter FROM accounts c JOIN articles a ON a.id = c.article WHERE a.source = ?)",
        asked.source,
    )
    terms.period("e.date", asked.since, asked.until)
    terms.any_of("e.id", asked.ids)
    ids, total = page_ids(
        record, "e.id", "encounters e", terms, "e.date IS NULL, e.date, e.kind, e.id", page, size=size
    )
    return Page(encounter_entries(record, ids), page, total, size)


def encounter_entries(record: OpenRecord, ids: Sequence[str], *, words: bool = True) -> tuple[EncounterEntry, ...]:
    """Return the encounters of `ids`, in their order; unknown ids are left out. `words`: with words that tell each."""
    slots = ",".join("?" * len(ids))
    rows = record.connection.execute(f"SELECT * FROM encounters WHERE id IN ({slots})", tuple(ids)).fetchall()
    counted = {
        row[0]: row
        for row in record.connection.execute(
            "SELECT c.encounter, count(DISTINCT c.article), count(DISTINCT o.origin), min(a.published) FROM accounts c"
            " CROSS JOIN articles a INDEXED BY articles_in_short ON a.id = c.article"
            " LEFT JOIN origin_articles o ON o.article = c.article"
            f" WHERE c.encounter IN ({slots}) GROUP BY c.encounter",
            tuple(ids),
        )
    }
    participants = actors_of(record, "encounter_participants", "encounter", ids)
    values = known_values(record, "encounter", ids)
    first = _first_words(record, ids) if words else {}
    refs = article_refs(record, (article for article, _ in first.values()))
    found = {}
    for row in rows:
        noun_id = row["id"]
        _, articles, origins, told = counted.get(noun_id, (noun_id, 0, 0, None))
        article, evidence = first.get(noun_id, (None, None))
        known = values[noun_id]
        found[noun_id] = EncounterEntry(
            noun_id,
            row["kind"],
            row["status"],
            known.get("date", _plain(row["date"])),
            known.get("place", _plain(row["place"])),
            known.get("duration", _plain(row["duration"])),
            participants[noun_id],
            articles,
            origins,
            refs.get(article) if article else None,
            evidence,
            told,
        )
    return tuple(found[noun_id] for noun_id in ids if noun_id in found)


def read_encounter(record: OpenRecord, encounter_id: str) -> EncounterPage:
    """Return one encounter with its accounts. Raises NotFound where there is none of that id."""
    row = record.connection.execute("SELECT * FROM encounters WHERE id = ?", (encounter_id,)).fetchone()
    if row is None:
        raise NotFound(f"no encounter {encounter_id!r} in this record")
    accounts, total = _accounts(record, encounter_id)
    odd = tuple(name for name in ATTRIBUTES if any(name in account.odd for account in accounts))
    larger = encounter_entries(record, [row["part_of"]]) if row["part_of"] else ()
    parts = [
        r[0]
        for r in record.connection.execute(
            "SELECT id FROM encounters WHERE part_of = ? ORDER BY date IS NULL, date, id LIMIT ?",
            (encounter_id, _MAX_PARTS),
        )
    ]
    judged = [
        r[0]
        for r in record.connection.execute(
            "SELECT j.id FROM accounts c JOIN assessments j ON j.account = c.id WHERE c.encounter = ? ORDER BY j.id"
            f" LIMIT {_MAX_ACCOUNTS}",
            (encounter_id,),
        )
    ]
    return EncounterPage(
        encounter_entries(record, [encounter_id])[0],
        accounts,
        total,
        odd,
        tuple(json.loads(row["issues"])),
        larger[0] if larger else None,
        encounter_entries(record, parts),
        assessment_claims(record, judged),
        row["story"],
    )


def known_values(record: OpenRecord, noun: str, ids: Sequence[str]) -> dict[str, dict[str, KnownValue]]:
    """Return how each value of the nouns of one kind is known, by id and attribute."""
    found: dict[str, dict[str, KnownValue]] = {noun_id: {} for noun_id in ids}
    rows = record.connection.execute(
        "SELECT noun_id, attribute, value, basis, absence, alternatives FROM inferred WHERE noun = ?"
        f" AND noun_id IN ({','.join('?' * len(ids))})",
        (noun, *ids),
    )
    for row in rows:
        found[row[0]][row[1]] = KnownValue(row[2], row[3], row[4], tuple(map(str, json.loads(row[5]))))
    return found


def _plain(value: Any) -> KnownValue:
    return KnownValue(value, "stated", None) if value is not None else KnownValue(None, None, "not analysed")


def _first_words(record: OpenRecord, ids: Sequence[str]) -> dict[str, tuple[str, Words]]:
    """Return the article and the first evidence of the account that was published first, by encounter."""
    rows = record.connection.execute(
        "SELECT c.encounter, s.article, s.start_char, s.end_char, s.words FROM accounts c"
        " CROSS JOIN articles a INDEXED BY articles_in_short ON a.id = c.article"
        " JOIN spans s ON s.noun = 'account' AND s.noun_id = c.id AND s.role = 'evidence' AND s.number = 0"
        f" WHERE c.encounter IN ({','.join('?' * len(ids))})"
        " ORDER BY a.published IS NULL, a.published, a.path, s.start_char, c.id",
        tuple(ids),
    )
    found: dict[str, tuple[str, Words]] = {}
    for encounter, article, *words in rows:
        found.setdefault(encounter, (article, (words[0], words[1], words[2])))
    return found


def _accounts(record: OpenRecord, encounter_id: str) -> tuple[tuple[AccountEntry, ...], int]:
    rows = record.connection.execute(
        "SELECT c.* FROM accounts c JOIN articles a ON a.id = c.article WHERE c.encounter = ?"
        " ORDER BY a.published IS NULL, a.published, a.path, c.id",
        (encounter_id,),
    ).fetchall()
    shown = rows[:_MAX_ACCOUNTS]
    ids = [row["id"] for row in shown]
    refs = article_refs(record, (row["article"] for row in shown))
    participants = actors_of(record, "account_participants", "account", ids)
    values, words = known_values(record, "account", ids), words_of(record, "account", ids)
    accounts = [
        AccountEntry(
            row["id"],
            refs[row["article"]],
            row["kind"],
            row["status"],
            values[row["id"]].get("date", _plain(row["date"])),
            values[row["id"]].get("place", _plain(row["place"])),
            values[row["id"]].get("duration", _plain(row["duration"])),
            participants[row["id"]],
            tuple(json.loads(row["issues"])),
            tuple(words[row["id"]].get("evidence", ())),
            row["asserted_by"],
            (),
        )
        for row in shown
    ]
    together = _lengths_that_go_together(record, encounter_id)
    return tuple(_with_odd(account, accounts, together) for account in accounts), len(rows)


def _value(account: AccountEntry, attribute: str) -> str | None:
    return account.status if attribute == "status" else getattr(account, attribute).value


def _lengths_that_go_together(record: OpenRecord, encounter_id: str) -> frozenset[str]:
    """Return the articles whose lengths of an encounter are known to be compatible ("four hours", "two and two")."""
    rows = record.connection.execute(
        "SELECT DISTINCT s.article FROM comparisons c JOIN comparison_sides s ON s.comparison = c.id"
        " WHERE c.relation = 'compatible' AND c.what = ? AND (c.encounter = ? OR c.encounter IS NULL)"
        " AND s.article IN (SELECT article FROM accounts WHERE encounter = ?)",
        (HOW_LONG, encounter_id, encounter_id),
    )
    return frozenset(row[0] for row in rows)


def _with_odd(account: AccountEntry, accounts: Sequence[AccountEntry], together: frozenset[str]) -> AccountEntry:
    """Return an account with what cannot hold beside another; `together`: articles whose lengths are compatible."""
    odd = []
    for name in ATTRIBUTES:
        own = _value(account, name)
        compatible = together if name == "duration" and account.article.id in together else frozenset[str]()
        rivals = (other for other in accounts if other is not account and other.article.id not in compatible)
        others = {_value(other, name) for other in rivals} - {None, own}
        if own is not None and any(at_odds(name, sorted((own, str(other)))) for other in others):
            odd.append(name)
    return replace(account, odd=tuple(odd))
