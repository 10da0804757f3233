"""Phrases made of several ("Kerry and his Russian counterpart"), and the counterpart itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from communique.extract.cues import load_cues
from communique.model.spans import ActorId

if TYPE_CHECKING:
    from communique.extract.phrases import Phrase, PhraseResolver

CONJUNCTIONS = frozenset({"and", "&"})
OWN = frozenset({"his", "her"})


def find_joint(resolver: PhraseResolver, first: int, last: int) -> Phrase | None:
    """Return the members of "A and B", "A, B and C", "A and the Drovian president"; None: a piece names nobody."""
    from communique.extract.phrases import Phrase

    words = [t.text.lower() for t in resolver.tokens[first:last]]
    if not CONJUNCTIONS & set(words):
        return None
    bounds = [first - 1, *(first + i for i, w in enumerate(words) if w in CONJUNCTIONS or w == ","), last]
    members: list[ActorId] = []
    for start, end in pairwise(bounds):
        if start + 1 >= end:
            continue
        if members and resolver.tokens[start + 1].text.lower() == "others":
            continue
        found = _piece(resolver, start + 1, end, members)
        if found:
            members.extend(found)
        elif not _is_apposition(resolver, start, end, bool(members)):
            return None
    unique = tuple(dict.fromkeys(members))
    return Phrase(unique, "name", "stated") if len(unique) > 1 or (unique and _ends_in_others(words)) else None


def _ends_in_others(words: Sequence[str]) -> bool:
    """Return whether a list ends in others whom nobody can tell ("Ardenia and others involved")."""
    return any(one in CONJUNCTIONS and other == "others" for one, other in pairwise(words))


def names_several(resolver: PhraseResolver, first: int, last: int) -> bool:
    """Return whether a person's name and something else are joined by "and" at the top of the phrase."""
    for index in range(first + 1, last - 1):
        before = resolver.person_at.get(index - 1)
        if resolver.tokens[index].text.lower() in CONJUNCTIONS and before is not None and before[0] == first:
            return True
    return False


def _piece(resolver: PhraseResolver, first: int, last: int, members: Sequence[ActorId]) -> tuple[ActorId, ...]:
    phrase = resolver.exact(first, last) or resolver.possessed(first, last) or _circle(resolver, first, last, members)
    if phrase is not None:
        return phrase.actors
    words = resolver.words(first, last).strip("_*")
    if words.lower() in load_cues().outlet_names or (last - first == 1 and len(words) > 2 and words.isupper()):
        return (resolver.registry.add_organisation(words),)
    role = _role_piece(resolver, first, last, members)
    return (role,) if role is not None else ()


def _circle(resolver: PhraseResolver, first: int, last: int, members: Sequence[ActorId]) -> Phrase | None:
    """Return "his colleagues" as a group about the one named before; None: another phrase."""
    from communique.extract.phrases import Phrase

    plural = resolver.tokens[last - 1]
    if not members or resolver.tokens[first].tag != "PRP$" or plural.tag != "NNS":
        return None
    owner = resolver.registry.actors[members[-1]]
    name = f"{resolver.words(first + 1, last)} of {owner.name}"
    side = owner.side if plural.text.lower() in resolver.lexicon.own_people else None
    return Phrase((resolver.registry.add("group", name, named=False, side=side),), "description", "resolved")


def _role_piece(resolver: PhraseResolver, first: int, last: int, members: Sequence[ActorId]) -> ActorId | None:
    """Return the person of "the Drovian president" or "his Drovian counterpart" in a list; None: not clear."""
    head = resolver.head(first, last)
    if not resolver.reader.role_head(resolver.tokens[head]):
        return None
    found = find_counterpart(resolver, first, head, last, members[-1] if members else None)
    if found is not None:
        return found
    bare = resolver.tokens[first].text.lower() not in ("the", *OWN) and resolver.reader.state_in(first, head) is None
    return None if bare else resolver.roles.find(first, last)


def _is_apposition(resolver: PhraseResolver, start: int, end: int, after_name: bool) -> bool:
    """Return whether the piece only describes the name before it ("Kerry, the secretary of state, and Lavrov")."""
    held = [resolver.reader.role_head(t) for t in resolver.tokens[start + 1 : end]]
    return after_name and start >= 0 and resolver.tokens[start].text == "," and any(held)


def find_counterpart(
    resolver: PhraseResolver, first: int, head: int, last: int, owner: ActorId | None = None
) -> ActorId | None:
    """Return whom "his Drovian counterpart" means: the one of that state in the owner's office.

    Where the article names none, a person described by office and state. None: the owner or the state is not told,
    or the phrase is another. `owner` serves where the pronoun itself is not resolved.
    """
    tokens = resolver.tokens
    if tokens[head].text.lower() != "counterpart":
        return None
    state = resolver.reader.state_in(first, last)
    if tokens[first].text.lower() in OWN:
        owner = resolver.pronouns.get(first) or owner
    else:
        owner = next((resolver.person_at[i][2] for i in range(first, head) if i in resolver.person_at), None)
    if owner is None or state is None:
        return None
    actor, title = resolver.roles.counterpart(owner, state.name)
    if actor is not None:
        return actor
    described = f"unnamed {title.lower() if title else 'counterpart'} of {state.name}"
    return resolver.registry.add("person", described, named=False, side=state.name)
