"""Undertakings on one thing brought together over articles and time. Method: docs/methods/matters.md."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from communique.link.acts import Act, Key, acts_of, condition_of, promises_kept
from communique.link.answers import ANSWER
from communique.link.concepts import CONCEPT, Concepts
from communique.link.instruments import AGREEMENT
from communique.link.naming import readable_name, target_name
from communique.link.sides import Sides
from communique.link.told import Keyed, Told
from communique.link.unionfind import DisjointSets
from communique.link.wordings import in_order_of_time
from communique.model.matters import Matter, Wording
from communique.model.spans import ActorId, ArticleId, MatterId, Span, UndertakingId, public_id
from communique.model.statements import Statement

MIN_WORDINGS = 2
"""A matter is what several undertakings are about, or one that statements take up."""
SAME_WORDS = 0.7
"""Share of the words of the longer of two actions from which on they are one sentence printed twice; not tuned."""
MOSTLY = 0.5
"""Share of the undertakings of a matter with a condition from which on the matter is that condition; not tuned."""
MIN_SHARE = 0.5
"""Share of the undertakings on one thing that must act on another too to be a matter of that; not tuned."""
MEETING = "meeting in"
SAME_ACT = ("lifting", "reopening")
"""Acts that end a measure: those of one party that hang on the same thing are taken to end the same measure."""


def find_matters(
    articles: Sequence[Told], sides: Sides, concepts: Concepts
) -> tuple[tuple[Matter, ...], dict[Key, MatterId]]:
    """Return the matters, sorted by id, and their ids by what they are about."""
    acts = [act for told in articles for act in acts_of(told, sides, concepts)]
    acts += [act for told in articles for act in promises_kept(told, acts, sides, concepts)]
    told = {t.article.id: t for t in articles}
    said = _said(articles, {act.key for act in acts}, sides, concepts)
    matters: list[Matter] = []
    ids: dict[Key, MatterId] = {}
    for group in _group(acts):
        keys = sorted({act.key for act in group}, key=_order)
        wordings = [_wording(act) for act in group]
        taken = list(wordings)
        for key in keys:
            wordings += [w for w in said[key] if not _is_among(w, taken) and _is_on(w, group, told[w.article])]
        wordings = list(dict.fromkeys(wordings))
        if _is_several(group) or (len(wordings) >= MIN_WORDINGS and _is_taken_up(group)):
            matter = _matter(group, wordings, concepts, told)
            matters.append(matter)
            ids |= dict.fromkeys(keys, matter.id)
    return tuple(sorted(matters, key=lambda matter: matter.id)), ids


def _is_several(group: Sequence[Act]) -> bool:
    """Return whether acts are more than one sentence that several articles print.

    Those on what is no concept or agreement are several only in two articles, or of two parties: one side's text
    repeats its words by itself.
    """
    told: list[tuple[ArticleId, frozenset[str]]] = []
    for act in group:
        words = frozenset(re.findall(r"\w+", act.undertaking.action.of(act.told.text).lower()))
        if not any(len(words & other) >= SAME_WORDS * max(len(words), len(other)) for _, other in told):
            told.append((act.told.article.id, words))
    known = any(act.key[0].startswith((CONCEPT, AGREEMENT)) for act in group)
    parties = {act.party for act in group if act.party is not None}
    return len(told) > 1 and (known or len(parties) > 1 or len({article for article, _ in told}) > 1)


def _is_taken_up(group: Sequence[Act]) -> bool:
    """Return whether what is undertaken once is a matter where statements speak of it: a known thing, of a known side.

    Or an encounter. Any other noun is named by many who do not speak of what is undertaken.
    """
    known = any(act.key[0].startswith((CONCEPT, AGREEMENT)) or act.main.is_place for act in group)
    return known and any(act.is_of_a_side for act in group)


def _is_on(wording: Wording, group: Sequence[Act], told: Told) -> bool:
    """Return whether a statement is on the matter.

    Where most of its undertakings set a condition, what those who only comment say must name one too.
    """
    if wording.party is not None or sum(
        condition_of(act.told, act.undertaking) is not None for act in group
    ) < MOSTLY * len(group):
        return True
    keys = {act.key for act in group}
    terms = told.terms_in(wording.condition) if wording.condition is not None else ()
    # "If sanctions are imposed, they are hard to lift" sets no condition for lifting them.
    return any((keyed.key, keyed.target) not in keys for keyed in terms)


def _is_among(wording: Wording, taken: Sequence[Wording]) -> bool:
    """Return whether an undertaking of a statement, of its side or of nobody else's statement, stands in its words."""
    return any(
        other.article == wording.article
        and wording.words.overlaps(other.words)
        and (other.statement in (wording.statement, None) or (wording.party and other.party == wording.party))
        for other in taken
    )


def _order(key: Key) -> tuple[str, str]:
    return key[0], key[1] or ""


def _group(acts: Sequence[Act]) -> list[list[Act]]:
    """Return the acts in groups.

    Together are those of one key; those of one party that end a measure and hang on the same thing; and those on a
    thing of which most also act on another that more acts are about.
    """
    ids = {act.undertaking.id: act for act in acts}
    sets = DisjointSets[UndertakingId](ids)
    first: dict[object, UndertakingId] = {}
    by_key: dict[Key, list[Act]] = defaultdict(list)
    for act in sorted(acts, key=lambda a: a.undertaking.id):
        by_key[act.key].append(act)
        sets.join(first.setdefault(act.key, act.undertaking.id), act.undertaking.id)
        for concept in sorted(act.hangs_on) if act.party is not None and act.noun in SAME_ACT else ():
            sets.join(first.setdefault((act.party, concept), act.undertaking.id), act.undertaking.id)
    for key, other in _belonging(by_key):
        sets.join(first[key], first[other])
    return [[ids[i] for i in group] for group in sets.groups()]


def _belonging(by_key: Mapping[Key, Sequence[Act]]) -> Iterator[tuple[Key, Key]]:
    """Yield (key, key that it belongs to)."""
    for key in sorted(by_key, key=_order):
        if key[0].startswith((CONCEPT, AGREEMENT)):
            continue  # a standing subject is no part of another, however often both are named
        counts = Counter(other for act in by_key[key] for other in act.beside if other != key and other in by_key)
        if counts:
            best = min(counts, key=lambda k: (-counts[k], _order(k)))
            if len(by_key[key]) < MIN_WORDINGS:
                continue  # what is named once may stand beside anything
            if counts[best] >= MIN_SHARE * len(by_key[key]) and len(by_key[best]) >= len(by_key[key]):
                yield key, best


def _said(articles: Sequence[Told], keys: set[Key], sides: Sides, concepts: Concepts) -> dict[Key, list[Wording]]:
    """Return by key the statements, sentence by sentence, that speak of it; of a place, those on an encounter there."""
    found: dict[Key, dict[tuple[str, Span], Wording]] = defaultdict(dict)
    for told in articles:
        for keyed in told.keyed:
            key = (keyed.key, keyed.target)
            statement = told.statement_at(keyed.term.span) if key in keys else None
            if statement is None or statement.id in told.passing or not told.is_spoken_of(keyed):
                continue
            words = told.sentence_within(keyed.term.span, statement)
            elsewhere = keyed.is_place and concepts.event_in(words.of(told.text)) is None
            if not elsewhere and _counts(told, statement, words, sides):
                found[key][told.article.id, words] = _spoken(told, statement, words, sides)
    return defaultdict(list, {key: list(wordings.values()) for key, wordings in found.items()})


def _counts(told: Told, statement: Statement, words: Span, sides: Sides) -> bool:
    """Return whether what somebody says of a matter belongs to it: a side's words, or a condition that anybody tells.

    Officials who are not named count as of a side. What bystanders saw binds nobody, nor what the press asks.
    """
    speakers = told.speakers(statement)
    if speakers and all(map(sides.is_press, speakers)):
        return False
    of_a_side = any(not sides.is_observer(a) and (sides.side_of(a) or not sides.actors[a].named) for a in speakers)
    return of_a_side or told.condition_in(words) is not None


def _spoken(told: Told, statement: Statement, words: Span, sides: Sides) -> Wording:
    speakers = told.speakers(statement)
    return Wording(
        article=told.article.id,
        words=words,
        statement=statement.id,
        condition=told.condition_in(words),
        party=_side(speakers, sides),
        date=told.date_of(statement),
    )


def _side(speakers: Sequence[ActorId], sides: Sides) -> ActorId | None:
    return None if any(map(sides.is_observer, speakers)) else sides.side_of_all(speakers)


def _matter(
    group: Sequence[Act], wordings: Sequence[Wording], concepts: Concepts, told: Mapping[ArticleId, Told]
) -> Matter:
    keys = Counter(act.key for act in group)
    key = min(keys, key=lambda k: (not k[0].startswith(CONCEPT), -keys[k], _order(k)))
    return Matter(
        id=MatterId(public_id("t", *(part or "" for part in key))),
        name=_name(key, group, told, concepts),
        terms=tuple(sorted({k[0].lstrip(CONCEPT + AGREEMENT) for k in keys} | {act.main.term.head for act in group})),
        wordings=in_order_of_time(wordings, told),
    )


def _name(key: Key, group: Sequence[Act], told: Mapping[ArticleId, Told], concepts: Concepts) -> str:
    """Return "lifting of sanctions on A": the act that half of the undertakings name, the thing, and its target."""
    if key[0] == ANSWER:
        return f"answer to {key[1]}'s proposal"
    terms: list[tuple[Told, Keyed]] = [(act.told, act.main) for act in group if act.key == key]
    if key[0].startswith(AGREEMENT):  # its name may stand in other articles only
        terms = [(article, keyed) for article in told.values() for keyed in article.keyed if keyed.key == key[0]]
    thing = target_name(readable_name(key[0], terms, concepts), key[0], key[1], concepts)
    nouns = Counter(act.noun for act in group if act.noun is not None)
    noun = min(nouns, key=lambda n: (-nouns[n], n)) if nouns else None
    often = noun is not None and nouns[noun] > 1 and nouns[noun] * 2 >= len(group) and not thing.startswith(noun)
    if noun in concepts.events.values():
        # Who goes there to meet is also told to meet there.
        return f"{MEETING if MEETING in nouns else noun} {thing}"
    return f"{noun} of {thing}" if often else thing


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
