"""Which actors of single articles are one actor of the record. Method: docs/methods/linking.md."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from communique.facts import Facts
from communique.facts.table import fold_name
from communique.link.decisions import actors_at
from communique.link.names import body_key, given_keys, is_initial_of, same_given, surname_key
from communique.link.unionfind import DisjointSets
from communique.model.actors import Actor, Office
from communique.model.records import Actors, ArticleRecord, Decision
from communique.model.spans import ActorId, ArticleId, public_id

WELL_KNOWN = 2
"""Articles that must give the full name, before a bare surname elsewhere is taken for it without further evidence."""

Local = tuple[ArticleId, ActorId]
"""An actor of one article."""


@dataclass(frozen=True)
class _Person:
    """A group of local persons with one full name."""

    key: Local
    given: tuple[str, ...]
    side: str | None


def link_actors(
    records: Sequence[ArticleRecord], decisions: Sequence[Decision], facts: Facts
) -> tuple[Actors, set[int]]:
    """Return the actors of the record and the positions of the decisions that were heeded.

    Named states, organisations and groups are one by name (or by the facts table's names for them); persons by
    surname and given name over their spelling variants; a bare surname joins the only person who bears it; the
    unnamed are never joined across articles, since two articles' "senior official" need not be one.
    """
    actors: dict[Local, Actor] = {(r.article.id, a.id): a for r in records for a in r.actors}
    sets = DisjointSets(actors)
    used, apart = _heed(records, decisions, sets)
    _join_by_name(actors, facts, sets)
    _join_persons(actors, sets, apart)
    return _actors(actors, sets), used


def _heed(
    records: Sequence[ArticleRecord], decisions: Sequence[Decision], sets: DisjointSets[Local]
) -> tuple[set[int], set[frozenset[Local]]]:
    """Join what must be one; return the decisions heeded and the pairs that must stay apart."""
    used: set[int] = set()
    apart: set[frozenset[Local]] = set()
    for position, decision in enumerate(decisions):
        if decision.noun != "actor" or decision.kind not in ("must-link", "cannot-link"):
            continue
        found = actors_at(records, decision)
        if len(found) < 2:
            continue
        used.add(position)
        for other in found[1:]:
            if decision.kind == "must-link":
                sets.join(found[0], other)
            else:
                apart.add(frozenset((found[0], other)))
    return used, apart


def _join_by_name(actors: Mapping[Local, Actor], facts: Facts, sets: DisjointSets[Local]) -> None:
    first: dict[tuple[str, str], Local] = {}
    for local in sorted(actors):
        actor = actors[local]
        if not _is_called(actor) or actor.kind == "person":
            continue
        key = (_kind_family(actor), _canonical(actor.name, facts))
        sets.join(first.setdefault(key, local), local)


def _is_called(actor: Actor) -> bool:
    """Return whether an actor goes by a name: "opposition", "major powers" are words, which mean others elsewhere."""
    return actor.named and (actor.kind != "group" or actor.name != actor.name.lower())


def _kind_family(actor: Actor) -> str:
    return "body" if actor.kind in ("organisation", "armed group", "group") else actor.kind


def _canonical(name: str, facts: Facts) -> str:
    folded = fold_name(name)
    state, organisation = facts.state_by_name.get(folded), facts.organisation_by_name.get(folded)
    if state or organisation:
        return fold_name(state.name if state else organisation.name if organisation else name)
    return body_key(name, facts)


def _join_persons(actors: Mapping[Local, Actor], sets: DisjointSets[Local], apart: set[frozenset[Local]]) -> None:
    by_surname: dict[str, list[Local]] = defaultdict(list)
    for local in sorted(actors):
        if actors[local].kind == "person" and actors[local].named:
            by_surname[surname_key(actors[local].name)].append(local)
    for surname, locals_ in sorted(by_surname.items()):
        if surname:
            _join_namesakes(locals_, actors, sets, apart)


def _join_namesakes(
    locals_: Sequence[Local], actors: Mapping[Local, Actor], sets: DisjointSets[Local], apart: set[frozenset[Local]]
) -> None:
    """Join those of one surname whose given names can be one person's; then initials and bare surnames, if unique."""
    people = [_Person(local, given_keys(actors[local].name), actors[local].side) for local in locals_]
    full = [p for p in people if any(len(word) > 1 for word in p.given)]
    for given in _distinct(full):
        for other in _distinct(full):
            if same_given(given[0].given, other[0].given):
                _join_allowed(given[0].key, other[0].key, sets, apart)
        for person in given[1:]:
            _join_allowed(given[0].key, person.key, sets, apart)
    for person in people:
        if person in full:
            continue
        bearers = {
            sets.find(p.key)
            for p in full
            if (not person.given or is_initial_of(person.given, p.given)) and _sides_agree(person.side, p.side)
        }
        told = [root for root in sorted(bearers) if _may_mean(person, root, full, actors, sets)]
        if len(told) == 1:
            _join_allowed(told[0], person.key, sets, apart)
    bare = [person for person in people if not person.given]
    if bare and not full:
        for person in bare[1:]:
            if _sides_agree(bare[0].side, person.side):
                _join_allowed(bare[0].key, person.key, sets, apart)


def _may_mean(
    bare: _Person, root: Local, full: Sequence[_Person], actors: Mapping[Local, Actor], sets: DisjointSets[Local]
) -> bool:
    """Return whether a bare surname may mean the person of `root`: initials, one side, one office, or well known.

    A photographer's name in one caption does not take over a senator's in another article.
    """
    if bare.given:
        return True
    known = [p for p in full if sets.find(p.key) == root]
    others = [actors[p.key] for p in known]
    titles = {office.title.casefold() for office in actors[bare.key].offices}
    shared = any(titles & {office.title.casefold() for office in other.offices} for other in others)
    sides = bare.side is not None and any(other.side == bare.side for other in others)
    return shared or sides or len({p.key[0] for p in known}) >= WELL_KNOWN


def _distinct(people: Sequence[_Person]) -> list[list[_Person]]:
    """Group people by given names, so that the comparison is over spellings, not over articles."""
    groups: dict[tuple[str, ...], list[_Person]] = defaultdict(list)
    for person in people:
        groups[person.given].append(person)
    return [groups[given] for given in sorted(groups)]


def _sides_agree(first: str | None, second: str | None) -> bool:
    return first is None or second is None or fold_name(first) == fold_name(second)


def _join_allowed(first: Local, second: Local, sets: DisjointSets[Local], apart: set[frozenset[Local]]) -> None:
    roots = {sets.find(first), sets.find(second)}
    if not any({sets.find(local) for local in pair} == roots for pair in apart if len(roots) == 2):
        sets.join(first, second)


def _actors(actors: Mapping[Local, Actor], sets: DisjointSets[Local]) -> Actors:
    groups: dict[ActorId, list[Local]] = {}
    merged: dict[ActorId, Actor] = {}
    for group in sets.groups():
        actor = _merge([actors[local] for local in group])
        key = (_kind_family(actor), fold_name(actor.name))
        actor_id = ActorId(public_id("a", *key))
        if not actor.named or actor_id in groups:
            actor_id = ActorId(public_id("a", *key, *group[0]))
        groups[actor_id], merged[actor_id] = group, actor
    ids = {local: actor_id for actor_id, group in groups.items() for local in group}
    linked = [replace(merged[i], id=i, members=_members(groups[i], actors, ids)) for i in sorted(groups)]
    return Actors(tuple(linked), tuple(sorted((*local, actor_id) for local, actor_id in ids.items())))


def _canonical_name(group: Sequence[Actor]) -> str:
    """Return the name that most articles use among those with a given name; then the longest; then the first.

    A body's own name goes before a description ("Solmara's general staff").
    """
    count = Counter(actor.name for actor in group)
    return min(count, key=lambda name: ("'s " in name, len(name.split()) < 2, -count[name], -len(name), name))


def _merge(group: Sequence[Actor]) -> Actor:
    sides = Counter(actor.side for actor in group if actor.side)
    offices: dict[tuple[str, str | None, str | None, str | None], Office] = {}
    for office in (office for actor in group for office in actor.offices):
        key = (office.title, office.of, office.since, office.until)
        held = offices.get(key)
        evidence = tuple(sorted({*(held.evidence if held else ()), *office.evidence}))
        offices[key] = Office(office.title, office.of, office.since, office.until, office.basis, evidence)
    kinds = Counter(actor.kind for actor in group)
    return Actor(
        id=ActorId(""),
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind)),
        name=_canonical_name(group),
        names=tuple(sorted({n for actor in group for n in actor.names})),
        named=_is_called(group[0]),
        offices=tuple(offices[key] for key in sorted(offices, key=lambda k: tuple(part or "" for part in k))),
        side=min(sides, key=lambda side: (-sides[side], side)) if sides else None,
    )


def _members(
    group: Sequence[Local], actors: Mapping[Local, Actor], ids: Mapping[Local, ActorId]
) -> tuple[ActorId, ...]:
    found = {ids[article, member] for article, local in group for member in actors[article, local].members}
    return tuple(sorted(found))
