"""Undertakings on one thing brought together over articles and time. Method: docs/methods/matters.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.link.concepts import CONCEPT, Concepts
from communique.link.naming import readable_name, target_name
from communique.link.told import Keyed, Sides, Told
from communique.link.unionfind import DisjointSets
from communique.link.wordings import in_order_of_time
from communique.model.matters import Matter, Wording
from communique.model.spans import ActorId, MatterId, Span, UndertakingId, public_id
from communique.model.undertakings import Undertaking

Key = tuple[str, str | None]
"""What an undertaking is about: a term's key and its target."""


@dataclass(frozen=True, slots=True)
class Act:
    """An undertaking as it is grouped."""

    told: Told
    undertaking: Undertaking
    key: Key
    words: tuple[Keyed, ...]
    """The terms of its action, in text order."""
    hangs_on: frozenset[str]
    """Keys of the terms of its condition."""
    noun: str | None
    """The noun of its act ("lifting"); None: its verb has none."""
    party: ActorId | None


def find_matters(
    articles: Sequence[Told], sides: Sides, concepts: Concepts
) -> tuple[tuple[Matter, ...], dict[Key, MatterId]]:
    """Return the matters, sorted by id, each with its undertakings, and their ids by what they are about."""
    acts = [act for told in articles for act in _acts(told, sides, concepts)]
    groups = _group(acts)
    matters = [_matter(group, concepts) for group in groups]
    ids = {act.key: matter.id for group, matter in zip(groups, matters, strict=True) for act in group}
    return tuple(sorted(matters, key=lambda matter: matter.id)), ids


def _acts(told: Told, sides: Sides, concepts: Concepts) -> Iterator[Act]:
    for undertaking in told.record.undertakings:
        words = tuple(told.terms_in(undertaking.action))
        main = _main(words, concepts)
        if main is None:
            continue
        condition = condition_of(told, undertaking)
        hangs_on = frozenset(k.key for k in told.terms_in(condition)) if condition is not None else frozenset[str]()
        party = undertaking.party.value
        side = told.actor(party) if party is not None else None
        if side is None and undertaking.by:
            side = sides.side_of_all([told.actor(a) for a in undertaking.by])
        nouns = concepts.acts.get(main.term.verb or "", ())
        yield Act(told, undertaking, (main.key, main.target), words, hangs_on, nouns[0] if nouns else None, side)


def condition_of(told: Told, undertaking: Undertaking) -> Span | None:
    """Return the condition of an undertaking: its own, else one that stands in its sentence; None: there is none."""
    if undertaking.condition is not None or undertaking.kind not in ("condition", "commitment", "offer", "refusal"):
        return undertaking.condition
    sentence = told.sentence_at(undertaking.action.start)
    return told.condition_in(sentence) if sentence is not None else None


def _main(words: Sequence[Keyed], concepts: Concepts) -> Keyed | None:
    """Return the term that an action is about: what is acted on, rather a known concept; None: nothing that can be."""
    fit = [k for k in words if k.key.startswith(CONCEPT) or k.key not in concepts.no_issues]
    if not fit:
        return None
    return min(fit, key=lambda k: (k.term.verb is None, not k.key.startswith(CONCEPT), k.term.span))


def _group(acts: Sequence[Act]) -> list[list[Act]]:
    """Return the acts in groups: those of one key; and those of one party and act that hang on the same thing."""
    ids = {act.undertaking.id: act for act in acts}
    sets = DisjointSets[UndertakingId](ids)
    first: dict[object, UndertakingId] = {}
    for act in sorted(acts, key=lambda a: a.undertaking.id):
        sets.join(first.setdefault(act.key, act.undertaking.id), act.undertaking.id)
        if act.party is not None and act.noun in ("lifting", "reopening"):
            for key in sorted(act.hangs_on):
                if key.startswith(CONCEPT):
                    same = ("hangs", act.party, key)
                    sets.join(first.setdefault(same, act.undertaking.id), act.undertaking.id)
    return [[ids[i] for i in group] for group in sets.groups()]


def _matter(group: Sequence[Act], concepts: Concepts) -> Matter:
    keys = Counter(act.key for act in group)
    key = min(keys, key=lambda k: (-keys[k], k[0], k[1] or ""))
    wordings = [_wording(act) for act in group]
    return Matter(
        id=MatterId(public_id("t", *key)),
        name=_name(key, group, concepts),
        terms=tuple(sorted({k[0].removeprefix(CONCEPT) for k in keys})),
        wordings=in_order_of_time(wordings, {act.told.article.id: act.told for act in group}),
    )


def _name(key: Key, group: Sequence[Act], concepts: Concepts) -> str:
    """Return "lifting of sanctions on A": the act that half of the undertakings name, the thing, and its target."""
    terms = [(act.told, k) for act in group for k in act.words if (k.key, k.target) == key]
    thing = target_name(readable_name(key[0], terms, concepts), key[0], key[1], concepts)
    nouns = Counter(act.noun for act in group if act.noun is not None and act.key == key)
    noun = min(nouns, key=lambda n: (-nouns[n], n)) if nouns else None
    return f"{noun} of {thing}" if noun is not None and nouns[noun] * 2 >= len(group) else thing


def _wording(act: Act) -> Wording:
    undertaking = act.undertaking
    condition = condition_of(act.told, undertaking)
    spans = [s for s in (undertaking.action, condition) if s is not None]
    statement = act.told.statement(undertaking.statement)
    return Wording(
        article=act.told.article.id,
        words=Span(min(s.start for s in spans), max(s.end for s in spans)),
        undertaking=undertaking.id,
        statement=statement.id if statement is not None else None,
        condition=condition,
        party=act.party,
        date=act.told.date_of(statement),
    )
