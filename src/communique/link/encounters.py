"""Which encounters of single articles are one encounter. Method: docs/methods/linking.md."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

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


LEAD_BLOCKS = 3
"""A title and the two paragraphs after it say what a text is the news of."""
MAX_NEWS_DAYS = 2


@dataclass(frozen=True)
class _Told:
    """An encounter as one article tells it, with the record's actor ids."""

    article: ArticleId
    published: str
    encounter: Encounter
    participants: frozenset[ActorId]
    lead_end: int
    """Where the article's first LEAD_BLOCKS blocks of its own words end."""


def merge_encounters(
    records: Sequence[ArticleRecord], actor_of: Mapping[tuple[ArticleId, ActorId], ActorId]
) -> tuple[Encounter, ...]:
    """Return the encounters of one story, each with the accounts that tell it, sorted by date and id.

    Two accounts are joined where kind and place do not differ, at least two participants are the same, and both are of
    the same day or few days; alike alone is not enough: the ministers' meeting and the presidents' of one day stay two.
    """
    told = [_tell(record, encounter, actor_of) for record in records for encounter in record.encounters]
    by_id = {item.encounter.id: item for item in told}
    sets = DisjointSets(by_id)
    articles = {told_id: {item.article} for told_id, item in by_id.items()}
    for first, second in _pairs(told):
        one, other = sets.find(first.encounter.id), sets.find(second.encounter.id)
        # One article tells its own encounters apart; a third account must not join them again.
        if one != other and not articles[one] & articles[other]:
            sets.join(one, other)
            articles[sets.find(one)] = articles[one] | articles[other]
    merged = [_merge([by_id[i] for i in group]) for group in sets.groups()]
    return tuple(sorted(merged, key=lambda e: (e.date.value or "9999", e.id)))


def _pairs(told: Sequence[_Told]) -> list[tuple[_Told, _Told]]:
    """Return the pairs that can be one encounter, those that share most participants and name the same day first."""
    by_participant: dict[ActorId, list[_Told]] = defaultdict(list)
    for item in told:
        for participant in sorted(item.participants):
            by_participant[participant].append(item)
    found: dict[tuple[EncounterId, EncounterId], tuple[_Told, _Told]] = {}
    for items in by_participant.values():
        for position, first in enumerate(items):
            for second in items[position + 1 :]:
                pair = (first, second) if first.encounter.id < second.encounter.id else (second, first)
                key = (pair[0].encounter.id, pair[1].encounter.id)
                if key not in found and _one(*pair):
                    found[key] = pair
    return [found[key] for key in sorted(found, key=lambda k: (*_distance(*found[k]), k))]


def _distance(first: _Told, second: _Told) -> tuple[bool, float]:
    """Return (whether the day is not the same, share of the participants that only one names)."""
    everybody = first.participants | second.participants
    alike = len(first.participants & second.participants) / len(everybody)
    return not first.encounter.date.value or first.encounter.date.value != second.encounter.date.value, -alike


def _tell(record: ArticleRecord, encounter: Encounter, actor_of: Mapping[tuple[ArticleId, ActorId], ActorId]) -> _Told:
    article = record.article.id
    participants = tuple(dict.fromkeys(actor_of[article, actor] for actor in encounter.participants))
    published = record.article.published.value or "9999"
    lead = record.article.blocks_of(("title", "body", "turn"))[:LEAD_BLOCKS]
    lead_end = lead[-1].span.end if lead else 0
    told = replace(encounter, participants=participants)
    return _Told(article, published, told, frozenset(participants), lead_end)


def _one(first: _Told, second: _Told) -> bool:
    a, b = first.encounter, second.encounter
    if first.article == second.article or _family(a) != _family(b) or not _places_agree(a.place.value, b.place.value):
        return False
    if not _dates_agree(a.date.value, b.date.value):
        return False
    shared = len(first.participants & second.participants)
    same_people = shared >= 2 and shared * 2 >= len(first.participants | second.participants)
    inside = shared >= 2 and shared == min(len(first.participants), len(second.participants))
    alone = shared == 1 and min(len(first.participants), len(second.participants)) == 1
    same_place = bool(a.place.value) and bool(b.place.value)
    if same_people or inside:
        return _days_meet(first, second)
    return alone and same_place and bool(a.date.value) and a.date.value == b.date.value


def _days_meet(first: _Told, second: _Told) -> bool:
    """Return whether both accounts are of the same few days: an account with no day of its own cannot be placed."""
    one, other = _days(first), _days(second)
    return one is not None and other is not None and one[0] <= other[1] and other[0] <= one[1]


def _days(told: _Told) -> tuple[date, date] | None:
    """Return the first and last day on which the encounter can have begun; None: it cannot be told within a few days.

    What a text leads with and gives no day is news: it happened in the MAX_NEWS_DAYS before the text was published.
    """
    day = _day(told.encounter.date.value)
    if day is not None:
        return day, day
    published = _day(told.published)
    if told.encounter.date.value or published is None or told.encounter.status != "held":
        return None
    leads = bool(told.encounter.evidence) and told.encounter.evidence[0].start <= told.lead_end
    return (published - timedelta(days=MAX_NEWS_DAYS), published) if leads else None


def _day(edtf: str | None) -> date | None:
    return date.fromisoformat(edtf) if edtf and len(edtf) == 10 and edtf[4] == edtf[7] == "-" else None


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
        duration=_most_told([encounter.duration for encounter in encounters]),
        issues=tuple(dict.fromkeys(issue for encounter in encounters for issue in encounter.issues)),
        part_of=None,
        accounts=tuple(EncounterId(i) for i in ids),
    )


def _fullest(values: Sequence[Inferred[str]]) -> Inferred[str]:
    """Return the value that tells most ("2024-05-14" before "2024-05"), then the one that most accounts tell.

    What other accounts tell is kept as alternatives.
    """
    return _chosen(values, lambda value, count: (-len(value), -count, value))


def _most_told(values: Sequence[Inferred[str]]) -> Inferred[str]:
    """Return the value that most accounts tell, the first of equals; what others tell is kept as alternatives."""
    return _chosen(values, lambda value, count: (-count, next(i for i, v in enumerate(values) if v.value == value)))


def _chosen(values: Sequence[Inferred[str]], rank: Callable[[str, int], tuple[int | str, ...]]) -> Inferred[str]:
    known = Counter(value.value for value in values if value.value)
    if not known:
        return values[0]
    best = min(known, key=lambda value: rank(value, known[value]))
    chosen = next(value for value in values if value.value == best)
    return replace(chosen, alternatives=tuple(sorted(value for value in known if value != best)))
