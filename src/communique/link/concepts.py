"""What a term is about: a concept of the shipped list, or its own head. Method: docs/methods/matters.md."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from communique.model.terms import Term

CONCEPT = "="
"""Opens the key of a concept of the list, so that no noun's own key is taken for one."""


@dataclass(frozen=True)
class Concepts:
    """The file link/data/concepts.toml; lemmas in lower case."""

    names: Mapping[str, str]
    """Name by key."""
    heads: Mapping[str, tuple[tuple[frozenset[str], str], ...]]
    """By head noun: the words that must stand beside it, and the key; those with most words first."""
    modifiers: Mapping[str, str]
    targeted: frozenset[str]
    aimed: frozenset[str]
    """Those whose target alone follows a preposition: "American sanctions" are not sanctions on America."""
    generic: frozenset[str]
    no_issues: frozenset[str]
    acts: Mapping[str, tuple[str, ...]]
    """Nouns of acts by verb."""

    def key_of(self, head: str, words: Iterable[str]) -> str:
        """Return the key of what a noun with the words beside it names: a concept's, or the noun itself."""
        beside = frozenset(words)
        for needed, key in self.heads.get(head, ()):
            if needed <= beside:
                return key
        for word in sorted(beside):
            if word in self.modifiers:
                return self.modifiers[word]
        return head

    def key_of_term(self, term: Term, kinds: Mapping[str, str]) -> str:
        """Return the key of a term; a proper name has that of what it is called or of its last word, if one has."""
        if not term.proper:
            return self.key_of(term.head, term.words)
        for noun in (kinds.get(term.head), term.head.split()[-1]):
            key = self.key_of(noun, term.words) if noun else ""
            if key.startswith(CONCEPT):
                return key
        return term.head


@lru_cache(maxsize=1)
def load_concepts() -> Concepts:
    """Return the list shipped with the package."""
    raw = tomllib.loads(resources.files("communique.link").joinpath("data/concepts.toml").read_text("utf-8"))
    names: dict[str, str] = {}
    heads: dict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
    modifiers: dict[str, str] = {}
    for entry in raw["concept"]:
        key = CONCEPT + entry["name"]
        names[key] = entry["name"]
        for phrase in entry["heads"]:
            words = [word for word in phrase.split() if word not in ("of", "for", "in", "on")]
            # "cessation of hostilities" is headed by its first word, "peace deal" by its last.
            head = words[0] if " of " in phrase else words[-1]
            heads[head].append((frozenset(words) - {head}, key))
        modifiers.update(dict.fromkeys(entry.get("modifiers", ()), key))
    acts: dict[str, list[str]] = defaultdict(list)
    for noun, verbs in raw["acts"].items():
        for verb in verbs:
            acts[verb].append(noun)
    return Concepts(
        names=names,
        heads={h: tuple(sorted(p, key=lambda x: (-len(x[0]), sorted(x[0])))) for h, p in heads.items()},
        modifiers=modifiers,
        targeted=frozenset(CONCEPT + e["name"] for e in raw["concept"] if e.get("targeted")),
        aimed=frozenset(CONCEPT + e["name"] for e in raw["concept"] if e.get("aimed")),
        generic=frozenset(CONCEPT + e["name"] for e in raw["concept"] if e.get("generic")),
        no_issues=frozenset(raw["not_issues"]["heads"]),
        acts={verb: tuple(nouns) for verb, nouns in acts.items()},
    )


def kinds_of_names(terms: Iterable[Term]) -> dict[str, str]:
    """Return what proper names are called most often: {"porto merra": "harbor"}."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for term in terms:
        if term.proper and term.kind is not None:
            counts[term.head][term.kind] += 1
    return {name: min(kinds, key=lambda kind: (-kinds[kind], kind)) for name, kinds in sorted(counts.items())}
