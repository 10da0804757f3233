"""What a term is about: a concept of the shipped list, or its own head. Method: docs/methods/matters.md."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from communique.model.terms import Term

CONCEPT = "="
"""Opens the key of a concept of the list, so that no noun's own key is taken for one."""

_SPELLINGS = (
    (re.compile(r"is(e|er|ing|ation)$"), r"iz\1"),
    (re.compile(r"(?<=..)our$"), "or"),
    (re.compile(r"([tb])re$"), r"\1er"),
    (re.compile(r"gramme$"), "gram"),
    (re.compile(r"([dg])efence$"), r"\1efense"),
)
"""British spellings to American ones, so that "fertiliser" and "fertilizer" are one noun."""


@dataclass(frozen=True)
class Concepts:
    """The file link/data/concepts.toml; lemmas in lower case, in one spelling."""

    names: Mapping[str, str]
    """Name by key."""
    heads: Mapping[str, tuple[tuple[frozenset[str], str], ...]]
    """By head noun: the words that must stand beside it, and the key; those with most words first."""
    barred: Mapping[str, frozenset[str]]
    """By key the words beside which a noun does not name it."""
    singular: frozenset[str]
    """Nouns that name their concept in the singular only."""
    modifiers: Mapping[str, str]
    acted: Mapping[str, str]
    """By verb the key of whatever it acts on."""
    contested: Mapping[str, tuple[str, frozenset[str]]]
    """By noun the key that it has in an article that names that concept otherwise, and the words that bar it."""
    targeted: frozenset[str]
    aimed: frozenset[str]
    """Those whose target alone follows a preposition: "American sanctions" are not sanctions on America."""
    placed: frozenset[str]
    """Those whose target is told by a preposition only, since an adjective tells whose they are."""
    yields: Mapping[str, str]
    """By key of a concept that of another that an undertaking on both is rather about."""
    no_issues: frozenset[str]
    acts: Mapping[str, str]
    """Nouns of acts by verb."""
    events: Mapping[str, str]
    """By word what it calls an encounter at a place ("visit to")."""
    instruments: frozenset[str]
    """Words for agreements."""
    provides: frozenset[str]
    """Verbs whose subject is an agreement that binds."""
    promises: frozenset[str]
    """Words for what is kept or broken, which name nothing by themselves."""
    dues: frozenset[str]
    """Words for what binds to a promise ("the date")."""
    keeps: frozenset[str]
    """Verbs of keeping a promise."""
    light: frozenset[str]
    """Nouns that are about what stands before them: "crew members" about the crew."""
    vague: frozenset[str]
    """Those of `light` that are about a concept beside them only: "the problems of Luma" are about nothing known."""
    observers: frozenset[str]
    """Words of the titles of those who comment on the events."""
    opposed: frozenset[str]
    """Words of the titles of those who speak against their state's government."""
    watchers: frozenset[str]
    """Words in the names of bodies that watch the events and govern nobody."""
    press: frozenset[str]
    """Words of the titles of those who put questions."""

    def key_of(self, head: str, words: Iterable[str]) -> str:
        """Return the key of what a noun with the words beside it names: a concept's, or the noun itself."""
        noun, beside = spelt(head), frozenset(map(spelt, words))
        for needed, key in self.heads.get(noun, ()):
            if needed <= beside and not beside & self.barred.get(key, frozenset()):
                return key
        if noun not in self.no_issues:
            for word in sorted(beside):
                if word in self.modifiers:
                    return self.modifiers[word]
        return noun

    def key_of_term(self, term: Term, kinds: Mapping[str, str]) -> str:
        """Return the key of a term; a proper name has that of what it is called or of its last word, if one has."""
        if not term.proper:
            if (befalls := self.acted.get(term.verb or "")) is not None:
                return befalls
            key = self.key_of(term.head, (*term.words, term.verb) if term.verb else term.words)
            light = key in self.light or spelt(term.head) in self.light
            nouns = (self.key_of_noun(noun, kinds) for noun in term.nouns if light)
            vague = key in self.vague
            return next((n for n in nouns if self.is_fit(n) and (n.startswith(CONCEPT) or not vague)), key)
        for noun in (kinds.get(term.head), term.head.split()[-1]):
            key = self.key_of(noun, term.words) if noun else ""
            if key.startswith(CONCEPT):
                return key
        return term.head

    def key_of_noun(self, noun: str, kinds: Mapping[str, str]) -> str:
        """Return the key of a noun that describes another: of a name, that of what it is called or of its last word."""
        last = noun.split()[-1]
        for word in (kinds.get(noun), last if last != noun else None):
            key = self.key_of(word, ()) if word else ""
            if key.startswith(CONCEPT):
                return key
        return noun if last != noun or noun in kinds else self.key_of(noun, ())

    def key_beside(self, term: Term, named: Container[str]) -> str | None:
        """Return the key that a contested noun has beside the concepts that its article names; None: its own."""
        key, barred = self.contested.get(term.head, ("", frozenset()))
        return key if key in named and not barred & {term.verb or "", *term.words} else None

    def event_in(self, words: str) -> str | None:
        """Return what the first word for an encounter calls it ("meeting in"); None: there is none."""
        for word in re.findall(r"[a-z]+", words.lower()):
            for form in (word, word.removesuffix("s"), word.removesuffix("ing"), word.removesuffix("ed")):
                if form in self.events:
                    return self.events[form]
        return None

    def is_fit(self, key: str) -> bool:
        """Return whether something can be about what has that key: a concept, or a noun that is not excluded."""
        return key.startswith(CONCEPT) or key not in self.no_issues


@lru_cache(maxsize=1 << 16)
def spelt(word: str) -> str:
    """Return a noun in the one spelling that keys have."""
    for pattern, other in _SPELLINGS:
        word = pattern.sub(other, word)
    return word


@lru_cache(maxsize=1)
def load_concepts() -> Concepts:
    """Return the list shipped with the package."""
    raw = tomllib.loads(resources.files("communique.link").joinpath("data/concepts.toml").read_text("utf-8"))
    entries = raw["concept"]
    return Concepts(
        names={CONCEPT + entry["name"]: entry["name"] for entry in entries},
        heads=_heads(entries),
        barred={CONCEPT + e["name"]: frozenset(e["unless"]) for e in entries if "unless" in e},
        singular=frozenset(noun for e in entries for noun in e.get("singular", ())),
        modifiers={spelt(w): CONCEPT + e["name"] for e in entries for w in e.get("modifiers", ())},
        acted={verb: CONCEPT + e["name"] for e in entries for verb in e.get("acted", ())},
        contested={h: (CONCEPT + c["concept"], frozenset(c["unless"])) for c in raw["contested"] for h in c["heads"]},
        targeted=frozenset(CONCEPT + e["name"] for e in entries if e.get("targeted")),
        aimed=frozenset(CONCEPT + e["name"] for e in entries if e.get("aimed")),
        placed=frozenset(CONCEPT + e["name"] for e in entries if e.get("placed")),
        yields={CONCEPT + e["name"]: CONCEPT + e["yields"] for e in entries if "yields" in e},
        no_issues=frozenset(map(spelt, raw["not_issues"]["heads"])),
        acts={verb: noun for noun, verbs in raw["acts"].items() for verb in verbs},
        events={word: name for name, words in raw["events"].items() for word in words},
        instruments=frozenset(raw["agreement"]["noun"]),
        provides=frozenset(raw["agreement"]["verb"]),
        promises=frozenset(raw["agreement"]["promise"]),
        dues=frozenset(raw["agreement"]["due"]),
        keeps=frozenset(raw["agreement"]["keep"]),
        light=frozenset(raw["light"]["heads"]),
        vague=frozenset(raw["light"]["vague"]),
        observers=frozenset(raw["observer"]["title"]),
        opposed=frozenset(raw["observer"]["opposed"]),
        watchers=frozenset(raw["observer"]["body"]),
        press=frozenset(raw["press"]["title"]),
    )


def _heads(entries: Iterable[Mapping[str, Any]]) -> dict[str, tuple[tuple[frozenset[str], str], ...]]:
    heads: dict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
    for entry in entries:
        for phrase in entry["heads"]:
            words = [spelt(word) for word in phrase.split() if word not in ("of", "for", "in", "on")]
            # "cessation of hostilities" is headed by its first word, "peace deal" by its last.
            head = words[0] if " of " in phrase else words[-1]
            heads[head].append((frozenset(words) - {head}, CONCEPT + entry["name"]))
        for person in entry.get("persons", ()):
            *before, head = map(spelt, person.split())
            for act in entry["befalling"]:
                heads[head].append((frozenset((*before, act)), CONCEPT + entry["name"]))
                heads[act].append((frozenset((*before, head)), CONCEPT + entry["name"]))
    return {h: tuple(sorted(p, key=lambda x: (-len(x[0]), sorted(x[0])))) for h, p in heads.items()}


def kinds_of_names(terms: Iterable[Term], concepts: Concepts) -> dict[str, str]:
    """Return what proper names are called most often ({"porto merra": "harbor"}), people and capitals left out."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for term in terms:
        if term.proper and term.kind is not None and concepts.is_fit(spelt(term.kind)):
            counts[term.head][term.kind] += 1
    return {name: min(kinds, key=lambda kind: (-kinds[kind], kind)) for name, kinds in sorted(counts.items())}


def short_names(terms: Iterable[Term], kinds: Mapping[str, str], concepts: Concepts) -> dict[str, str]:
    """Return what short forms of names are called: {"brenna": "dam"} where only the Brenna Dam is named so in full."""
    full: dict[str, set[str]] = defaultdict(set)
    for term in terms:
        words = term.head.split()
        if term.proper and len(words) > 1 and words[-1].removesuffix("s") not in concepts.instruments:
            full[" ".join(words[:-1])].add(words[-1])
    return {name: ends.copy().pop() for name, ends in sorted(full.items()) if len(ends) == 1 and name not in kinds}
