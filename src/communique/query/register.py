"""Matters, agreements and reports of keeping and breaking as pages show them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from communique.errors import NotFound
from communique.query.across_lines import AgreementLine
from communique.query.base import OpenRecord
from communique.query.claims import UndertakingClaim, Words, undertaking_claims
from communique.query.lists import Filter, actor_ids, side_condition
from communique.query.paging import PAGE_LINES, Page, Terms, page_ids
from communique.query.refs import ActorRef, ArticleRef, actor_refs, actors_of, article_refs, words_of


@dataclass(frozen=True, slots=True)
class MatterEntry:
    """Something that was promised, demanded or made conditional, as a list shows it."""

    id: str
    name: str
    wordings: int
    undertakings: int
    """Wordings that undertake something; the others only speak of it."""
    parties: tuple[ActorRef, ...]
    first: str | None
    """EDTF; None: no wording's day is known."""
    last: str | None
    kept: int
    """Reports that an undertaking on it was kept."""
    broken: int


@dataclass(frozen=True, slots=True)
class WordingEntry:
    """One wording of a matter beside the one before it."""

    number: int
    """From 0, in order of time."""
    date: str | None
    kind: str
    """The undertaking's kind, or "statement"."""
    by: tuple[ActorRef, ...]
    """Empty: not resolved, or the author."""
    party: ActorRef | None
    relays: tuple[ActorRef, ...]
    article: ArticleRef
    words: Words
    condition: Words | None
    compared_with: int | None
    """Number of the earlier wording; None: none before it."""
    adds: tuple[str, ...]
    drops: tuple[str, ...]
    noun: str | None
    """undertaking or statement; None: the author speaks, and undertakes nothing."""
    noun_id: str | None


@dataclass(frozen=True, slots=True)
class ComplianceEntry:
    """A report that something was kept or broken."""

    id: str
    verdict: str
    """kept, broken, breach denied."""
    by: tuple[ActorRef, ...]
    by_author: bool
    party: ActorRef | None
    """Whose keeping or breaking it is; None: not told."""
    words: Words
    article: ArticleRef
    matter: tuple[str, str] | None
    """(id, name); None: not resolved."""
    agreement: tuple[str, str] | None
    undertakings: tuple[str, ...]
    """Ids of those it speaks of."""
    statement: str | None


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """All that the record has on a named instrument."""

    line: AgreementLine
    undertakings: tuple[UndertakingClaim, ...]
    passages: tuple[tuple[ArticleRef, Words, str | None], ...]
    """(article, words, the statement they stand in or None)."""
    compliance: tuple[ComplianceEntry, ...]


_MOST = 200


def list_matters(record: OpenRecord, asked: Filter, page: int = 1) -> Page[MatterEntry]:
    """Return a page of matters, those worded most often first; `name`: part of a name, `side`: of a party."""
    terms = Terms()
    like = f"%{asked.name}%" if asked.name else None
    terms.add("m.name LIKE ? OR m.terms LIKE ?", like, like)
    terms.add(f"m.id IN (SELECT matter FROM wordings WHERE {side_condition('party')})", asked.side)
    counts = "(SELECT matter, count(*) AS n FROM wordings GROUP BY matter)"
    tables = f"matters m JOIN {counts} w ON w.matter = m.id"
    counted = (f"SELECT count(*) FROM matters m{terms.where}", terms.values)
    ids, total = page_ids(record, "m.id", tables, terms, "w.n DESC, m.name, m.id", page, counted=counted)
    return Page(_matters(record, ids), page, total)


def read_matter(record: OpenRecord, matter: str) -> MatterEntry:
    """Return one matter. Raises NotFound where there is none of that id."""
    found = _matters(record, [matter])
    if not found:
        raise NotFound(f"no matter {matter!r} in this record")
    return found[0]


def _matters(record: OpenRecord, ids: Sequence[str]) -> tuple[MatterEntry, ...]:
    slots = ",".join("?" * len(ids))
    rows = record.connection.execute(
        "SELECT m.id, m.name, count(*), sum(w.undertaking IS NOT NULL), min(w.date), max(w.date) FROM matters m"
        f" JOIN wordings w ON w.matter = m.id WHERE m.id IN ({slots}) GROUP BY m.id",
        tuple(ids),
    ).fetchall()
    parties: dict[str, list[str]] = {noun_id: [] for noun_id in ids}
    for matter, party in record.connection.execute(
        f"SELECT matter, party FROM wordings WHERE matter IN ({slots}) AND party IS NOT NULL"
        " GROUP BY matter, party ORDER BY matter, count(*) DESC, party",
        tuple(ids),
    ):
        parties[matter].append(party)
    refs = actor_refs(record, {party for some in parties.values() for party in some})
    verdicts = {
        (row[0], row[1]): row[2]
        for row in record.connection.execute(
            f"SELECT matter, verdict, count(*) FROM compliance WHERE matter IN ({slots}) GROUP BY matter, verdict",
            tuple(ids),
        )
    }
    found = {
        row[0]: MatterEntry(
            row[0],
            row[1],
            row[2],
            row[3],
            tuple(refs[p] for p in parties[row[0]] if p in refs),
            row[4],
            row[5],
            verdicts.get((row[0], "kept"), 0),
            verdicts.get((row[0], "broken"), 0),
        )
        for row in rows
    }
    return tuple(found[matter] for matter in ids if matter in found)


def list_wordings(record: OpenRecord, matter: str, page: int = 1) -> Page[WordingEntry]:
    """Return a page of the wordings of a matter, in order of time."""
    ask = record.connection.execute
    total = ask("SELECT count(*) FROM wordings WHERE matter = ?", (matter,)).fetchone()[0]
    rows = ask(
        "SELECT w.*, u.kind FROM wordings w LEFT JOIN undertakings u ON u.id = w.undertaking WHERE w.matter = ?"
        " ORDER BY w.number LIMIT ? OFFSET ?",
        (matter, PAGE_LINES, (page - 1) * PAGE_LINES),
    ).fetchall()
    words = words_of(record, "wording", [f"{matter}/{row['number']}" for row in rows])
    undertakings = [row["undertaking"] for row in rows if row["undertaking"]]
    statements = [row["statement"] for row in rows if row["statement"]]
    by = actors_of(record, "undertaking_by", "undertaking", undertakings)
    said = actors_of(record, "statement_speakers", "statement", statements)
    relays = actors_of(record, "statement_relays", "statement", statements)
    parties = actor_refs(record, {row["party"] for row in rows if row["party"]})
    articles = article_refs(record, (row["article"] for row in rows))
    found = []
    for row in rows:
        roles = words[f"{matter}/{row['number']}"]
        nouns = (("undertaking", row["undertaking"]), ("statement", row["statement"]))
        noun, noun_id = next((n for n in nouns if n[1]), (None, None))
        found.append(
            WordingEntry(
                row["number"],
                row["date"],
                row["kind"] or "statement",
                by.get(row["undertaking"]) or said.get(row["statement"], ()),
                parties.get(row["party"]),
                relays.get(row["statement"], ()),
                articles[row["article"]],
                roles["words"][0],
                next(iter(roles.get("condition", ())), None),
                row["compared_with"],
                tuple(json.loads(row["adds"])),
                tuple(json.loads(row["drops"])),
                noun,
                noun_id,
            )
        )
    return Page(tuple(found), page, total)


def matters_of(record: OpenRecord, undertaking: str) -> tuple[tuple[str, str], ...]:
    """Return (id, name) of the matters that an undertaking words, by name."""
    rows = record.connection.execute(
        "SELECT DISTINCT m.id, m.name FROM wordings w JOIN matters m ON m.id = w.matter WHERE w.undertaking = ?"
        " ORDER BY m.name, m.id",
        (undertaking,),
    )
    return tuple((row[0], row[1]) for row in rows)


def list_agreements(record: OpenRecord, asked: Filter, page: int = 1) -> Page[AgreementLine]:
    """Return a page of named agreements, those most spoken of first; `name`: part of one of their names."""
    terms = Terms()
    like = f"%{asked.name}%" if asked.name else None
    terms.add("g.id IN (SELECT agreement FROM agreement_names WHERE name LIKE ?)", like)
    order = (
        "(SELECT count(*) FROM passages p WHERE p.noun = 'agreement' AND p.noun_id = g.id)"
        " + (SELECT count(*) FROM agreement_undertakings k WHERE k.agreement = g.id) DESC, g.name, g.id"
    )
    ids, total = page_ids(record, "g.id", "agreements g", terms, order, page)
    lines = {agreement: line for agreement in ids for line in _agreement(record, agreement)}
    return Page(tuple(lines[agreement] for agreement in ids), page, total)


def _agreement(record: OpenRecord, agreement: str) -> Sequence[AgreementLine]:
    return record.ask(AgreementLine, "SELECT * FROM v_agreements WHERE id = ?", (agreement,))


def read_agreement(record: OpenRecord, agreement: str) -> AgreementPage:
    """Return one agreement. Raises NotFound where there is none of that id."""
    lines = _agreement(record, agreement)
    if not lines:
        raise NotFound(f"no agreement {agreement!r} in this record")
    ask = record.connection.execute
    bound = ask(
        "SELECT k.undertaking FROM agreement_undertakings k JOIN undertakings u ON u.id = k.undertaking"
        " WHERE k.agreement = ? ORDER BY u.article, u.id LIMIT ?",
        (agreement, _MOST),
    )
    told = ask(
        "SELECT s.article, s.start_char, s.end_char, s.words, p.statement FROM passages p JOIN spans s"
        " ON s.noun = 'agreement' AND s.noun_id = p.noun_id AND s.role = 'passage' AND s.number = p.number"
        " WHERE p.noun = 'agreement' AND p.noun_id = ? ORDER BY p.number LIMIT ?",
        (agreement, _MOST),
    ).fetchall()
    refs = article_refs(record, (row[0] for row in told))
    reports = ask("SELECT id FROM compliance WHERE agreement = ? ORDER BY id LIMIT ?", (agreement, _MOST))
    return AgreementPage(
        lines[0],
        undertaking_claims(record, [row[0] for row in bound]),
        tuple((refs[row[0]], (row[1], row[2], row[3]), row[4]) for row in told),
        compliance_entries(record, [row[0] for row in reports]),
    )


def list_compliance(record: OpenRecord, asked: Filter, page: int = 1) -> Page[ComplianceEntry]:
    """Return a page of reports of keeping and breaking, by date of publication; `kind`: the verdict."""
    terms = Terms()
    terms.add("c.verdict = ?", asked.kind)
    if asked.name:
        named = actor_ids(record, asked.name)
        slots = ",".join("?" * len(named))
        terms.parts.append(
            f"c.party IN ({slots}) OR c.id IN (SELECT report FROM compliance_by WHERE actor IN ({slots}))"
        )
        terms.values += (*named, *named)
    terms.add(side_condition("c.party"), asked.side)
    terms.add("a.source = ?", asked.source)
    terms.period("a.published", asked.since, asked.until)
    tables = "compliance c CROSS JOIN articles a INDEXED BY articles_in_short ON a.id = c.article"
    ids, total = page_ids(record, "c.id", tables, terms, "a.published IS NULL, a.published, a.path, c.id", page)
    return Page(compliance_entries(record, ids), page, total)


def compliance_on(record: OpenRecord, matter: str) -> tuple[ComplianceEntry, ...]:
    """Return the reports that speak of a matter."""
    rows = record.connection.execute(
        "SELECT id FROM compliance WHERE matter = ? ORDER BY id LIMIT ?", (matter, _MOST)
    ).fetchall()
    return compliance_entries(record, [row[0] for row in rows])


def compliance_entries(record: OpenRecord, ids: Sequence[str]) -> tuple[ComplianceEntry, ...]:
    """Return the reports of `ids`, in their order; unknown ids are left out."""
    slots = ",".join("?" * len(ids))
    rows = record.connection.execute(
        "SELECT c.*, m.name AS matter_name, g.name AS agreement_name FROM compliance c"
        " LEFT JOIN matters m ON m.id = c.matter LEFT JOIN agreements g ON g.id = c.agreement"
        f" WHERE c.id IN ({slots})",
        tuple(ids),
    ).fetchall()
    articles = article_refs(record, (row["article"] for row in rows))
    parties = actor_refs(record, {row["party"] for row in rows if row["party"]})
    by, words = actors_of(record, "compliance_by", "report", ids), words_of(record, "compliance", ids)
    of: dict[str, list[str]] = {noun_id: [] for noun_id in ids}
    for report, undertaking in record.connection.execute(
        f"SELECT report, undertaking FROM compliance_of WHERE report IN ({slots}) ORDER BY report, undertaking",
        tuple(ids),
    ):
        of[report].append(undertaking)
    found = {
        row["id"]: ComplianceEntry(
            row["id"],
            row["verdict"],
            by[row["id"]],
            row["statement"] is None,
            parties.get(row["party"]),
            words[row["id"]]["report"][0],
            articles[row["article"]],
            _named(row["matter"], row["matter_name"]),
            _named(row["agreement"], row["agreement_name"]),
            tuple(of[row["id"]]),
            row["statement"],
        )
        for row in rows
    }
    return tuple(found[report] for report in ids if report in found)


def _named(noun_id: Any, name: Any) -> tuple[str, str] | None:
    return (noun_id, name) if noun_id else None
