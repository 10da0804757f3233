"""Actors that a text describes without naming: "a senior US official", "Western nations", "analysts"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.extract.descriptions import (
    belongs_to,
    body_before,
    group_name,
    modifiers,
    owners,
    partisans,
    phrase_around,
    plain_word,
    states_there,
    states_told,
    tail_end,
)
from communique.extract.named_bodies import named_body
from communique.extract.offices import find_state
from communique.model.spans import ActorId

if TYPE_CHECKING:
    from communique.extract.phrases import Phrase, PhraseResolver

NEAR_SENTENCES = 2
"""How far back the people are looked for of whom "one of them" speaks."""


def describe(resolver: PhraseResolver, first: int, head: int, last: int) -> Phrase | None:
    """Return the phrase as an actor described but not named; None: its head is no word for people or bodies.

    "the official" is the one described last by that noun.
    """
    from communique.extract.phrases import Phrase

    lexicon = resolver.lexicon
    noun = resolver.tokens[head].text.lower()
    opening = resolver.tokens[first].text.lower()
    whole = _several(resolver, first, last) or _unnamed_body(resolver, first, head)
    if whole is not None:
        return whole
    kinds = (lexicon.unnamed_singular, lexicon.unnamed_plural, lexicon.collective)
    if not any(noun in kind for kind in kinds):
        return named_body(resolver, first, head, last)
    if noun in lexicon.unnamed_introduced and opening not in lexicon.described["introducing"]:
        return None
    pointing = opening in lexicon.described["pointing"] and head == last - 1 and not modifiers(resolver, first, head)
    if pointing and noun in lexicon.described["members"]:
        return _antecedent(resolver, first, noun)
    if opening in ("the", "this", "that") and head == last - 1 and not modifiers(resolver, first, head):
        repeated = noun in lexicon.described["repeated"]
        known = _antecedent(resolver, first, noun) if repeated else None
        if known is not None or (noun in lexicon.unnamed_singular and not repeated):
            return known
    if noun in lexicon.collective and noun not in lexicon.unnamed_plural:
        name = partisans(resolver, first, head, last) or group_name(resolver, first, last)
        members = _members(resolver, first, head, last)
        return Phrase((resolver.registry.add("group", name, members=members),), "description", "stated")
    role = lexicon.roles.get(noun) in ("leader", "minister", "head")
    if role and opening in ("the", "this") and head < last - 1 and noun in lexicon.unnamed_singular:
        words = resolver.words(first + 1, last)
        title = words[0].lower() + words[1:]
        return Phrase((resolver.registry.add("person", title, named=False),), "description", "stated")
    return _unnamed(resolver, first, head, last)


def one_of_them(resolver: PhraseResolver, first: int, last: int) -> Phrase | None:
    """Return one of the people described last, by "one of them"; None: another phrase, or nobody of that kind near."""
    from communique.extract.phrases import Phrase

    words = [t.text.lower() for t in resolver.tokens[first:last]]
    if words[:2] != ["one", "of"] or words[2:] not in (["them"], ["the", "two"], ["those"], ["these"]):
        return None
    here = resolver.tokens[first].sentence
    for token in reversed(resolver.tokens[:first]):
        if here - token.sentence > NEAR_SENTENCES:
            return None
        people = token.text.lower() in resolver.lexicon.unnamed_plural
        singular = token.lemma.lower()
        if people and singular in resolver.lexicon.unnamed_singular and token.dep in ("nsubj", "nsubjpass"):
            start, end = phrase_around(resolver, token.index)
            whole = _unnamed(resolver, start, token.index, end).actors[0]
            name = resolver.registry.actors[whole].name.replace(token.text, singular, 1)
            side = resolver.registry.actors[whole].side
            actor = resolver.registry.add("person", name, named=False, side=side)
            return Phrase((actor,), "description", "resolved")
        leads = token.dep == "nsubj" and resolver.tokens[token.head].dep == "ROOT"
        if leads and token.pos in ("NOUN", "PROPN") and token.sentence < here:
            return None
    return None


def _unnamed_body(resolver: PhraseResolver, first: int, head: int) -> Phrase | None:
    """Return "a monitoring group" as a body left unnamed; None: another phrase."""
    from communique.extract.phrases import Phrase

    noun = resolver.tokens[head].text
    if noun not in resolver.lexicon.bodies:
        return None
    owners = states_told(resolver, first, head)
    if resolver.tokens[first].text.lower() in ("a", "an", "another"):
        name = " ".join(["unnamed", *modifiers(resolver, first, head), noun])
    elif noun in resolver.lexicon.repeats and len(owners) == 1 and "opposition" in modifiers(resolver, first, head):
        name = f"{' '.join(modifiers(resolver, first, head))} {noun} of {owners[0]}"
    else:
        return None
    return Phrase((resolver.registry.add("organisation", name, named=False),), "description", "stated")


def _unnamed(resolver: PhraseResolver, first: int, head: int, last: int) -> Phrase:
    """Return the person or people of a phrase, described by what the words before and after its head tell."""
    from communique.extract.phrases import Phrase

    noun = resolver.tokens[head].text.lower()
    states = owners(resolver, first, head, last) or states_there(resolver, head, last)
    both = () if states or resolver.reader.states_in(first, last) else resolver.role_groups.states(first, head, last)
    states = list(both) if len(both) > 1 else states
    kept = modifiers(resolver, first, head)
    if kept and _joins_other(resolver, first, head):
        start = first + 1 if resolver.tokens[first].pos == "DET" else first
        words = [plain_word(resolver, resolver.tokens[start]), resolver.words(start + 1, head + 1)]
        name = f"unnamed {' '.join(words)}"  # "U.S. and European officials"
    else:
        last = last if set(kept) - {"senior"} else max(last, tail_end(resolver, head))
        name = " ".join(["unnamed", *kept, noun]) + belongs_to(resolver, first, head, last, states)
    body = body_before(resolver, first, head)
    side = states[0] if len(states) == 1 else resolver.registry.actors[body[2]].name if body is not None else None
    if noun in resolver.lexicon.unnamed_singular:
        actor = resolver.registry.add("person", name, named=False, side=side)
    else:
        members = _members(resolver, first, head, last)
        actor = resolver.registry.add("group", name, named=False, side=side, members=members)
    return Phrase((actor,), "description", "stated")


def _joins_other(resolver: PhraseResolver, first: int, head: int) -> bool:
    """Return whether "and" before the head joins words that are not both states ("U.S. and European officials")."""
    tokens = resolver.tokens
    joints = [i for i in range(first + 1, head) if tokens[i].text.lower() == "and"]
    return any(not all(find_state(tokens[j].text, resolver.facts) for j in (i - 1, i + 1)) for i in joints)


def _several(resolver: PhraseResolver, first: int, last: int) -> Phrase | None:
    """Return both of "an aid group and a rebel", each with its own article; None: another phrase, or one is open."""
    from communique.extract.phrases import Phrase

    tokens = resolver.tokens
    for at in range(first + 2, last - 1):
        if tokens[at].text.lower() == "and" and tokens[at - 1].pos == "NOUN" and tokens[at + 1].pos == "DET":
            parts = [resolver.refer(first, at), resolver.refer(at + 1, last)]
            known = [part for part in parts if part is not None and part.actors]
            actors = tuple(dict.fromkeys(a for part in known for a in part.actors))
            return Phrase(actors, "description", "stated") if len(known) == 2 else None
    return None


def _members(resolver: PhraseResolver, first: int, head: int, last: int) -> tuple[ActorId, ...]:
    """Return the states that a plural phrase speaks for ("officials from both countries"); empty: fewer than two."""
    states = resolver.role_groups.states(first, head, last)
    return tuple(resolver.registry.add_state(name) for name in states) if len(states) > 1 else ()


def _antecedent(resolver: PhraseResolver, before: int, noun: str) -> Phrase | None:
    """Return what the nearest fuller phrase before token `before` with that head describes; None: there is none."""
    from communique.extract.phrases import Phrase

    for head in range(before - 1, -1, -1):
        if resolver.tokens[head].text.lower() != noun or resolver.tokens[head + 1].pos in ("NOUN", "PROPN"):
            continue
        if head in resolver.late:
            return Phrase((resolver.late[head],), "description", "resolved")
        start, end = phrase_around(resolver, head)
        bare = resolver.tokens[start].text.lower() in ("the", "this", "that") and not modifiers(resolver, start, head)
        named = any(i in resolver.person_at for i in range(start, end))
        if named or (bare and not states_told(resolver, start, head)):
            continue
        found = resolver.known_as(end) or describe(resolver, start, head, end)
        return Phrase(found.actors, "description", "resolved") if found is not None else None
    return None
