"""Bodies that the facts do not know, told in capitals, and the fuller name of one told shorter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.facts.table import fold_name
from communique.model.spans import ActorId

if TYPE_CHECKING:
    from communique.extract.phrases import Phrase, PhraseResolver


def named_body(resolver: PhraseResolver, first: int, head: int, last: int) -> Phrase | None:
    """Return an organisation that the facts do not know, named in capitals; None: no such name.

    ("Google", "the Solmara Line", "state-run Atlas news agency", "the cruise company Nordhav")
    """
    from communique.extract.phrases import Phrase

    tokens = resolver.tokens
    start = first + 1 if tokens[first].text.lower() in ("the", "a", "an") and first < head else first
    end = head + 1
    while end - start > 1 and tokens[end - 1].text in resolver.lexicon.outlets:
        end -= 1
    trailing = end
    while trailing > start and tokens[trailing - 1].tag in ("NNP", "NNPS") and tokens[trailing - 1].text[0].isupper():
        trailing -= 1
    before = tokens[trailing - 1].text.lower() if trailing > start else ""
    if start < trailing < end and (before in resolver.lexicon.firms or before.startswith("state-")):
        start = trailing
    words = [t for t in tokens[start:end] if t.pos != "PUNCT"]
    if words and all(t.text[0].isupper() for t in words) and words[-1].tag in ("NNP", "NNPS"):
        name = resolver.words(start, end)
        folded = fold_name(name)
        if folded in resolver.facts.state_by_place or folded in resolver.lexicon.state_itself:
            return None  # a town, or "the Republic", not a body
        if len(set(folded.split())) < len(words):
            return _indexed(resolver, folded)
        fuller = find_fuller(resolver, name, definite=first < start)
        if fuller is not None:
            return Phrase((fuller,), "name", "resolved")
        if resolver.is_name(start, end) and first == start:
            return Phrase((resolver.registry.add("person", name),), "name", "stated")
        return Phrase((resolver.registry.add_organisation(name),), "name", "stated")
    return None


def _indexed(resolver: PhraseResolver, folded: str) -> Phrase | None:
    """Return the person of a name run into its index entry ("Ms Ferrano Ferrano Lucia"); None: no person's name."""
    from communique.extract.phrases import Phrase

    words = set(folded.split()) - resolver.lexicon.honorifics.keys()
    people = [a for a, p in resolver.people if set(fold_name(p.name).split()) == words]
    return Phrase((people[0],), "name", "stated") if len(people) == 1 else None


def find_fuller(resolver: PhraseResolver, name: str, *, definite: bool) -> ActorId | None:
    """Return the one actor told before whose name is told shorter here; None: none, or several.

    ("Orlan" after "Marta Orlan", "Han" after "Han Jae-min", "the Observatory" after "the Drovian Observatory")
    """
    if " " in name:
        return None
    known = [
        actor.id
        for actor in resolver.registry.actors.values()
        if actor.named
        and (actor.kind != "person" if definite else actor.kind == "person")
        and (words := actor.name.split())
        and len(words) > 1
        and (name in words if definite else name in (words[0], words[-1]))
    ]
    return known[0] if len(known) == 1 else None
