"""Which encounters of single articles are one encounter. Method: docs/methods/linking.md."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, product
from typing import Final

from communique.link.accounts import Account, tell_account
from communique.link.coverage import Coverage
from communique.link.gathering import Gathering
from communique.link.grounds import Grounds, compare, is_next_of
from communique.model.encounters import AHEAD, HAPPENED, Encounter, EncounterStatus
from communique.model.inferred import Inferred
from communique.model.records import ArticleRecord
from communique.model.spans import ActorId, EncounterId, public_id

_SETTLED: Final = ("held", "under way", "cancelled", "failed to happen", "ruled out")
"""What an account tells of an encounter when its day is over, or when nothing more will come of it."""
_MAX_SIDES: Final = 8
"""Accounts with more sides are looked up by the pairs among the first of them: a summit of thirty has 435 pairs."""

Pair = tuple[Account, Account]


def merge_encounters(records: Sequence[ArticleRecord], coverage: Coverage) -> tuple[Encounter, ...]:
    """Return the encounters of one story, each with the accounts that tell it and why, sorted by date and id.

    Two accounts are joined by participants, time and place; alike alone is not enough: the ministers' meeting and the
    presidents' of one day stay two, and so do two calls of one week.
    """
    accounts = [tell_account(record, encounter, coverage) for record in records for encounter in record.encounters]
    gathering = Gathering(accounts)
    found = _compared(gathering)
    for one, other, grounds in found:
        if grounds.strong:
            gathering.join(one, other, grounds)
    gathering.join_weak([entry for entry in found if not entry[2].strong])
    groups = gathering.groups()
    merged = {group[0].encounter.id: _merge(group, gathering) for group in groups}
    merged_of = {account.encounter.id: merged[group[0].encounter.id].id for group in groups for account in group}
    whole = [replace(merged[group[0].encounter.id], part_of=_part_of(group, merged_of)) for group in groups]
    return tuple(sorted(whole, key=lambda e: (e.date.value or "9999", e.id)))


def _compared(gathering: Gathering) -> list[tuple[Account, Account, Grounds]]:
    """Return the pairs that can be one encounter, best grounds first."""
    found: dict[tuple[EncounterId, EncounterId], tuple[Account, Account, Grounds]] = {}
    for one, other in _pairs(gathering):
        first, second = (one, other) if one.encounter.id < other.encounter.id else (other, one)
        key = (first.encounter.id, second.encounter.id)
        if key not in found and (grounds := compare(first, second)) is not None:
            found[key] = (first, second, grounds)
    soonest = _soonest(found.values())

    def comes_later(plan: Account, met: Account) -> bool:
        return plan.encounter.id in soonest and met.days.first > soonest[plan.encounter.id]

    found = {k: v for k, v in found.items() if not (comes_later(v[0], v[1]) or comes_later(v[1], v[0]))}
    return [found[key] for key in sorted(found, key=lambda k: (*_distance(found[k]), k))]


def _soonest(found: Iterable[tuple[Account, Account, Grounds]]) -> dict[EncounterId, date]:
    """Return for each plan of a forum for no day the first day on which it then met: "the next meeting" is that one."""
    days: dict[EncounterId, date] = {}
    for one, other, _ in found:
        for plan, met in ((one, other), (other, one)):
            if is_next_of(plan, met):
                days[plan.encounter.id] = min(days.get(plan.encounter.id, date.max), met.days.first)
    return days


def _distance(entry: tuple[Account, Account, Grounds]) -> tuple[int, int, bool, bool, float, bool]:
    one, other, grounds = entry
    alike = len(one.people & other.people) / len(one.people | other.people)
    return *grounds.rank, not (one.is_main and other.is_main), -alike, one.encounter.kind != other.encounter.kind


def _pairs(gathering: Gathering) -> Iterator[Pair]:
    """Yield the pairs of accounts that share sides and a time or a place, so that not all are compared with all.

    A place, or two persons, lead to others only for an account that tells no day; one participant only for an account
    that names one. Bodies and "major powers" share no side: a day in a city leads from one to the other. What fell
    through, and what a forum plans for no day, is looked up by its sides alone.
    """
    asking: dict[tuple[str, ...], list[Account]] = defaultdict(list)
    asked: dict[tuple[str, ...], list[Account]] = defaultdict(list)
    for account in gathering.representatives():
        undated, alone = account.days.precision == "open", len(account.people) == 1
        if account.fell:
            for who in _who(account):
                asking["fell", *who].append(account)
        if account.people <= account.forums:
            for forum in sorted(account.people):
                (asking if account.is_plan else asked)["next", forum].append(account)
        if (account.many or account.forums) and account.place and account.days.precision == "day":
            asking[account.family, "many", account.days.first.isoformat(), *sorted(account.place)].append(account)
        for family, who in product(account.families, _who(account)):
            for month in account.days.months() or account.months_behind():
                (asking if len(who) > 1 or alone else asked)[family, *who, month].append(account)
            for word in sorted(account.place):
                key = (family, *who, "in " + word)
                (asking if undated or (alone and len(who) == 1) else asked)[key].append(account)
        for who in combinations(sorted(account.people - account.bodies)[:_MAX_SIDES], 2):
            (asking if undated else asked)[account.family, *who, "whenever"].append(account)
    for key in sorted(asking):
        yield from combinations(asking[key], 2)
        yield from ((one, other) for one in asking[key] for other in asked.get(key, ()))


def _who(account: Account) -> Iterator[tuple[str, ...]]:
    """Yield what an account is looked up by: each two of its sides, and each participant."""
    sides = sorted(account.sides)[:_MAX_SIDES]
    if len(sides) == 1 and len(account.people) > 1:
        sides *= 2
    yield from combinations(sides, 2)
    yield from ((actor,) for actor in sorted(account.people)[:_MAX_SIDES])


def _part_of(group: Sequence[Account], merged_of: dict[EncounterId, EncounterId]) -> EncounterId | None:
    """Return the merged encounter that the first account that tells of one takes this one for a part of."""
    own = merged_of[group[0].encounter.id]
    wholes = [merged_of.get(account.encounter.part_of) for account in group if account.encounter.part_of is not None]
    return next((whole for whole in wholes if whole is not None and whole != own), None)


def _merge(group: Sequence[Account], gathering: Gathering) -> Encounter:
    ordered = sorted(group, key=lambda account: (account.published, account.encounter.id))
    encounters = [account.encounter for account in ordered]
    first = encounters[0]
    kinds = Counter(encounter.kind for encounter in encounters)
    ids = sorted(encounter.id for encounter in encounters)
    reasons = gathering.reasons(ordered)
    return replace(
        first,
        id=EncounterId(public_id("m", *ids[:1])),
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind)),
        status=_status(encounters),
        participants=_participants(ordered),
        place=_fullest([e.place for e in encounters if _is_told(e.place)] or [e.place for e in encounters]),
        date=_fullest([encounter.date for encounter in encounters]),
        duration=_most_told([encounter.duration for encounter in encounters]),
        issues=tuple(dict.fromkeys(issue for encounter in encounters for issue in encounter.issues)),
        part_of=None,
        hedge=None,
        accounts=tuple(EncounterId(i) for i in ids),
        reasons=tuple(reasons[EncounterId(i)] for i in ids),
    )


def _is_told(place: Inferred[str]) -> bool:
    """Return whether a place is known otherwise than by what stands nearby."""
    return bool(place.value) and place.basis != "inferred"


def _participants(accounts: Sequence[Account]) -> tuple[ActorId, ...]:
    """Return who took part by any account, without the states for which others of them act.

    "Major powers" give way to the body of states that they are.
    """
    represented = {side for account in accounts for side in account.side_of.values()}
    many = {actor for account in accounts for actor in account.many}
    bodies = {actor for account in accounts for actor in account.forums} - many
    told = dict.fromkeys(actor for account in accounts for actor in account.encounter.participants)
    return tuple(
        actor
        for actor in told
        if (actor not in represented or all(actor in account.people for account in accounts))
        and not (bodies and actor in many)
    )


def _status(encounters: Sequence[Encounter]) -> EncounterStatus:
    """Return what became of an encounter by most of its accounts, given in order of publication.

    What was held was planned before, so a plan counts only where no account knows more. Where as many tell that it was
    held as that it was called off, the last to be published knew most.
    """
    told = [encounter.status for encounter in encounters]
    settled = [status for status in told if status in _SETTLED]
    if not settled:
        return next(status for status in AHEAD if status in told)
    if next((status for status in reversed(settled) if status in HAPPENED), None) == "held":
        settled = [status for status in settled if status != "under way"]  # what was going on is over since
    last = {status: position for position, status in enumerate(settled)}
    return max(settled, key=lambda status: (settled.count(status), last[status]))


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
