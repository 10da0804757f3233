"""Which encounters of single articles are one encounter. Method: docs/methods/linking.md."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from communique.facts.table import fold_name
from communique.link.unionfind import DisjointSets
from communique.model.encounters import Encounter
from communique.model.inferred import Inferred
from communique.model.records import ArticleRecord
from communique.model.spans import ActorId, ArticleId, EncounterId, public_id

_FAMILIES = {"meeting": "meeting", "talks": "meeting", "summit": "meeting", "other": "meeting"}
"""Kinds that one outlet and another may use for the same encounter."""
_SETTLED = ("held", "under way", "cancelled", "failed to happen", "ruled out", "planned", "expected")
"""Which status a merged encounter has: the first of these that an account tells. What was held was planned before."""


@dataclass(frozen=True)
class _Told:
    """An encounter as one article tells it, with the record's actor ids."""

    article: ArticleId
    published: str
    encounter: Encounter
    participants: frozenset[ActorId]


def merge_encounters(
    records: Sequence[ArticleRecord], actor_of: Mapping[tuple[ArticleId, ActorId], ActorId]
) -> tuple[Encounter, ...]:
    """Return the encounters of one story, each with the accounts that tell it, sorted by date and id.

    Two accounts are joined where kind, participants, date and place agree and at least two of participants, day and
    place are told by both; alike alone is not enough: the ministers' meeting and the presidents' of one day stay two.
    """
    told = [_tell(record, encounter, actor_of) for record in records for encounter in record.encounters]
    by_id = {item.encounter.id: item for item in told}
    sets = DisjointSets(by_id)
    by_participant: dict[ActorId, list[_Told]] = defaultdict(list)
    for item in told:
        for participant in sorted(item.participants):
            by_participant[participant].append(item)
    for items in by_participant.values():
        for position, first in enumerate(items):
            for second in items[position + 1 :]:
                if _one(first, second):
                    sets.join(first.encounter.id, second.encounter.id)
    merged = [_merge([by_id[i] for i in group]) for group in sets.groups()]
    return tuple(sorted(merged, key=lambda e: (e.date.value or "9999", e.id)))


def _tell(record: ArticleRecord, encounter: Encounter, actor_of: Mapping[tuple[ArticleId, ActorId], ActorId]) -> _Told:
    article = record.article.id
    participants = tuple(dict.fromkeys(actor_of[article, actor] for actor in encounter.participants))
    published = record.article.published.value or "9999"
    return _Told(article, published, replace(encounter, participants=participants), frozenset(participants))


def _one(first: _Told, second: _Told) -> bool:
    a, b = first.encounter, second.encounter
    if first.article == second.article or _family(a) != _family(b):
        return False
    if not _dates_agree(a.date.value, b.date.value) or not _places_agree(a.place.value, b.place.value):
        return False
    shared = len(first.participants & second.participants)
    same_people = shared >= 2 and shared * 2 >= len(first.participants | second.participants)
    inside = shared >= 2 and shared == min(len(first.participants), len(second.participants))
    same_day = bool(a.date.value) and a.date.value == b.date.value and len(a.date.value or "") == 10
    same_place = bool(a.place.value) and bool(b.place.value)
    if same_people or inside:
        return same_day or (same_place and bool(a.date.value or b.date.value) is bool(a.date.value and b.date.value))
    return same_day and same_place and shared >= 1 and min(len(first.participants), len(second.participants)) == 1


def _family(encounter: Encounter) -> str:
    return _FAMILIES.get(encounter.kind, encounter.kind)


def _dates_agree(first: str | None, second: str | None) -> bool:
    return not first or not second or first.startswith(second) or second.startswith(first)


def _places_agree(first: str | None, second: str | None) -> bool:
    if not first or not second:
        return True
    one, other = (set(fold_name(place).replace(",", " ").split()) for place in (first, second))
    return one <= other or other <= one


def _merge(group: Sequence[_Told]) -> Encounter:
    ordered = sorted(group, key=lambda item: (item.published, item.encounter.id))
    encounters = [item.encounter for item in ordered]
    first = encounters[0]
    kinds = Counter(encounter.kind for encounter in encounters)
    statuses = {encounter.status for encounter in encounters}
    ids = sorted(encounter.id for encounter in encounters)
    return replace(
        first,
        id=EncounterId(public_id("m", *ids[:1])),
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind)),
        status=next(status for status in _SETTLED if status in statuses),
        participants=tuple(dict.fromkeys(p for encounter in encounters for p in encounter.participants)),
        place=_fullest([encounter.place for encounter in encounters]),
        date=_fullest([encounter.date for encounter in encounters]),
        duration=_fullest([encounter.duration for encounter in encounters]),
        issues=tuple(dict.fromkeys(issue for encounter in encounters for issue in encounter.issues)),
        part_of=None,
        accounts=tuple(EncounterId(i) for i in ids),
    )


def _fullest(values: Sequence[Inferred[str]]) -> Inferred[str]:
    """Return the value that most accounts tell, the longer one first; what others tell is kept as alternatives."""
    known = Counter(value.value for value in values if value.value)
    if not known:
        return values[0]
    best = min(known, key=lambda value: (-len(value), -known[value], value))
    chosen = next(value for value in values if value.value == best)
    others = tuple(sorted(value for value in known if value != best))
    return replace(chosen, alternatives=others)
