"""Readable, stable names for what terms of one key are about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from communique.link.concepts import CONCEPT, Concepts
from communique.link.instruments import AGREEMENT
from communique.link.told import Keyed, Told

PROPER_SHARE = 0.4
"""Share of a concept's mentions from which on one proper name stands for it; not tuned."""
MIN_NAMED = 2
"""How often at least a proper name is met that stands for a concept."""
PAIR_SHARE = 0.5
"""Share of a noun's mentions from which on the word before it belongs to the name; not tuned."""


def readable_name(key: str, terms: Iterable[tuple[Told, Keyed]], concepts: Concepts) -> str:
    """Return the name of what terms of one key are about: a proper name, the concept's name, or the noun as written."""
    surfaces: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    proper: Counter[str] = Counter()
    written: Counter[str] = Counter()
    described: Counter[str] = Counter()
    total = 0
    for told, keyed in terms:
        if keyed.key != key:
            continue
        total += 1
        words = _words(told, keyed)
        if keyed.term.proper:
            proper[" ".join(words)] += 1
        surfaces[words[-1].lower()] += 1
        described[_described(told, keyed)] += 1
        if len(words) > 1:
            pairs[" ".join(words[-2:]).lower()] += 1
            written[" ".join(words[-2:])] += keyed.key.startswith(AGREEMENT) and words[-2][:1].isupper()
    if key.startswith(AGREEMENT):
        return _most(proper) or _most(+written) or key.removeprefix(AGREEMENT).capitalize()
    if (name := next((p for p in sorted(proper) if p.lower() == key), None)) is not None:
        return name
    always = _most(described)
    if always and described[always] == total >= MIN_NAMED and not key.startswith(CONCEPT):
        return always
    for counts, share in ((proper, PROPER_SHARE), (pairs, PAIR_SHARE)):
        best = _most(counts)
        if best is not None and key.startswith(CONCEPT) and concepts.key_of(best.lower(), ()) == key:
            continue  # "Embassy" tells no more than the concept does
        once = best is not None and counts is proper and counts[best] < MIN_NAMED and key.startswith(CONCEPT)
        if (
            best is not None
            and not once
            and counts[best] >= share * total
            and (counts is proper or not key.startswith(CONCEPT))
        ):
            return best
    return concepts.names.get(key) or _most(surfaces) or key


def _described(told: Told, keyed: Keyed) -> str:
    """Return a noun with the adjective right before it ("ethnic cleansing"), in lower case; empty: there is none."""
    found = re.search(rf"([\w-]+) ({re.escape(keyed.term.head)}\w*)", keyed.term.span.of(told.text).lower())
    adjectives = set(keyed.term.words) - set(keyed.term.nouns)
    return f"{found[1]} {found[2]}" if found is not None and found[1] in adjectives else ""


def target_name(name: str, key: str, target: str | None, concepts: Concepts) -> str:
    """Return the name with the state that tells it from its like: "sanctions on A", "troops in A", "ceasefire, B"."""
    if target is None:
        return name
    joined = " on " if key in concepts.aimed else " in " if key in concepts.placed else ", "
    return f"{name}{joined}{target}"


def _words(told: Told, keyed: Keyed) -> list[str]:
    """Return the words of a term up to its head, without numbers."""
    words = keyed.term.span.of(told.text).split()
    heads = keyed.term.head.split() if keyed.term.proper else [keyed.term.head]
    for end in range(len(words), 0, -1):
        if words[end - 1].lower().startswith(heads[-1][:4]):
            words = words[:end]
            break
    keep = {part for noun in keyed.term.nouns for part in noun.split()} | set(heads)
    words = [w.strip(",.;:'’\"“”()") for w in words]
    words = words[-len(heads) :] if keyed.term.proper else words
    kept = [w for w in words[:-1] if any(w.lower().startswith(noun[:5]) for noun in keep)]
    return [w for w in (*kept, *words[-1:]) if w and not w[0].isdigit()] or [keyed.term.head]


def _most(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda word: (-counts[word], word)) if counts else None
