"""The page that comes first: what happened, what was said and bound, where the accounts conflict, what comes next."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from communique.export.brief_differences import comparison_lines
from communique.export.brief_encounters import HELD, encounter_line, encounter_weight, is_ahead, next_encounters
from communique.export.brief_lines import Line, line
from communique.export.brief_material import Material
from communique.export.brief_statements import UNKNOWN, gather_said, said_line, said_score
from communique.export.brief_undertakings import gather_undertaken, is_due_ahead, undertaking_line, undertaking_weight
from communique.export.brief_words import cap, salience, shared_pairs

_BINDING: Final = ("condition", "commitment", "refusal", "warning", "demand")


def short_lines(material: Material) -> list[Line]:
    """Return the section "In short"; its lines are those of the sections below, under ids of their own."""
    parts = [*_happened(material), *_said(material), *_bound(material), *_conflicts(material), *_ahead(material)]
    if not parts:
        return []
    return [line("h:short", "section", "In short"), *(replace(entry, id=f"{entry.id}/s") for entry in parts)]


def _happened(material: Material) -> list[Line]:
    held = [e for e in material.encounters if e.status in HELD and not is_ahead(material, e)]
    best = sorted(held, key=lambda e: (-encounter_weight(material, e), e.id))[: cap("short_held")]
    return [encounter_line(material, encounter) for encounter in best]


def _said(material: Material) -> list[Line]:
    """Return what was said that most origins tell or speak of, at most one statement of a speaker."""
    shared = shared_pairs(material)
    said = [
        replace(s, salience=salience(shared, " ".join(piece.words for piece in s.lead.content)))
        for s in gather_said(material)
        if s.side != UNKNOWN
    ]
    ranked = sorted(said, key=lambda s: (-said_score(material, s), s.lead.id))
    chosen: dict[tuple[str, ...], Line] = {}
    for entry in ranked:
        who = tuple(sorted(person.id for person in entry.speakers))
        if who not in chosen and len(chosen) < cap("short_said"):
            chosen[who] = said_line(material, entry, named=True)
    return list(chosen.values())


def _bound(material: Material) -> list[Line]:
    weigh = undertaking_weight(material)
    entries = [
        u
        for u in gather_undertaken(material)
        if u.lead.kind in _BINDING and not is_due_ahead(material, u) and u.lead.by
    ]
    best = sorted(entries, key=lambda u: (-weigh(u), u.lead.id))[: cap("short_bound")]
    return [undertaking_line(material, entry, dated=False) for entry in best]


def _conflicts(material: Material) -> list[Line]:
    conflicts = [c for c in material.differences.comparisons if c.relation == "conflict"][: cap("short_conflicts")]
    return [entry for conflict in conflicts for entry in comparison_lines(material, conflict)]


def _ahead(material: Material) -> list[Line]:
    return [encounter_line(material, e) for e in next_encounters(material)[: cap("short_next")]]
