"""Nouns that mean another's thing in one coverage: "the gates" are the dam's, "the barge" is the Santa Orsola."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from communique.link.concepts import CONCEPT, Concepts, spelt
from communique.model.terms import Term

MIN_SHARE = 0.5
"""Share of a noun's mentions with words beside it in which it must keep the same company; not tuned."""
MIN_TIMES = 2
"""How often at least."""
MIN_TIMES_WITHIN = 3
"""How often at least a noun must stand within another's phrase to be taken for part of it."""


def company_of(
    terms: Iterable[Term], concepts: Concepts, kinds: Mapping[str, str], called: Mapping[str, str]
) -> dict[str, str]:
    """Return by key the key whose thing it means in this coverage; a key that stands for itself is not in it.

    A noun of no concept that mostly stands beside one concept's or name's words means part of that ("the gates of the
    dam"), and so does one that mostly stands within another noun's phrase ("trains of fertiliser"). The only name that
    a noun introduces means the same as the noun. `kinds`: what names are called, short forms of names included;
    `called`: what the coverage itself calls them.
    """
    found: dict[str, str] = _named(called)
    beside: dict[str, Counter[str]] = defaultdict(Counter)
    modified: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for term in terms:
        key = concepts.key_of_term(term, kinds)
        seen[key] += 1
        noun = spelt(term.head)
        if term.proper or not concepts.is_fit(noun) or concepts.key_of(noun, ()) != noun:
            continue
        if key != noun:
            beside[noun][key] += 1
            modified[noun] += 1
            continue
        others = {found.get(k, k) for k in (concepts.key_of_noun(noun, kinds) for noun in term.nouns)}
        modified[key] += bool(others)
        beside[key].update(sorted(other for other in others if other != key and concepts.is_fit(other)))
    known = frozenset(called)
    for key, counts in sorted(beside.items()):
        other = min(counts, key=lambda k: (-counts[k], k), default=None)
        if other is None or not (other.startswith(CONCEPT) or other in known):
            continue
        if counts[other] >= MIN_TIMES and counts[other] >= MIN_SHARE * modified[key]:
            found[key] = other
    _within(beside, seen, found)
    return {key: _end(key, found) for key in found}


def _named(kinds: Mapping[str, str]) -> dict[str, str]:
    """Return each noun that introduces one name only, as that name."""
    names: dict[str, list[str]] = defaultdict(list)
    for name, kind in kinds.items():
        names[spelt(kind)].append(name)
    return {kind: only[0] for kind, only in names.items() if len(only) == 1}


def _within(beside: Mapping[str, Counter[str]], seen: Counter[str], found: dict[str, str]) -> None:
    """Add the nouns that mostly stand within another noun's phrase."""
    holders: dict[str, Counter[str]] = defaultdict(Counter)
    for key, counts in beside.items():
        for noun, times in counts.items():
            holders[noun][key] += times
    for noun, counts in sorted(holders.items()):
        holder = min(counts, key=lambda k: (-counts[k], k))
        times = counts[holder]
        if noun.startswith(CONCEPT) or noun in found or times < MIN_TIMES_WITHIN:
            continue
        if times >= MIN_SHARE * max(seen[noun], 1) and holder not in found:
            found[noun] = holder


def _end(key: str, found: Mapping[str, str]) -> str:
    met = {key}
    while (following := found.get(key)) is not None and following not in met:
        key = following
        met.add(key)
    return key
