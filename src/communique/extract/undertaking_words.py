"""The verbs, nouns and markers of promising, demanding, warning and refusing, read once from data/undertakings.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Final

from communique.model.undertakings import UndertakingKind


@dataclass(frozen=True, slots=True)
class Performative:
    """What a word does and the shapes of complement that carry the action."""

    kind: UndertakingKind
    shapes: tuple[str, ...]
    weak: bool = False
    """True: it tells of a will, and counts only where somebody's statement tells it."""

    @property
    def weak_promise(self) -> bool:
        """Whether it tells of a will to do something, so that its "not" refuses ("does not intend to ...")."""
        return self.weak and self.kind == "commitment"


@dataclass(frozen=True, eq=False)
class UndertakingWords:
    """All of the file; words are lemmas in lower case."""

    verbs: Mapping[str, Performative]
    nouns: Mapping[str, Performative]
    adjectives: Mapping[str, Performative]
    impersonal: Mapping[str, str]
    """Verbs that an "it was ..." tells of nobody by name: to whose act it is, of "both" sides or of the "author"."""
    must: frozenset[str]
    need: frozenset[str]
    own: frozenset[str]
    conditional: frozenset[str]
    markers: frozenset[str]
    when: frozenset[str]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    """Phrases that open a condition, by their first word."""
    not_conditions: frozenset[str]
    """Nouns after "on condition of" that set none: "anonymity"."""
    deadline_nouns: frozenset[str]
    deadline_prepositions: frozenset[str]
    deadline_phrases: tuple[tuple[str, ...], ...]
    granting: frozenset[str]
    """Verbs by which a side has or is given time to do a thing."""
    due: frozenset[str]
    """Words by which a thing is due, beside "is to"."""
    due_not: frozenset[str]
    """Verbs for what is only scheduled."""
    due_by: frozenset[str]
    """Prepositions that tell by when."""
    likewise: frozenset[str]
    """What "do" is about where it is an undertaking: "to do the same"."""
    ruled_out: tuple[tuple[str, ...], ...]
    """Predicates by which a thing is refused: "out of the question"."""
    unaccepted: tuple[tuple[str, ...], ...]
    """Predicates that refuse only what was put to a side: "called the offer unacceptable"."""
    ruling: frozenset[str]
    """Verbs by which it is called so."""
    stopped: frozenset[str]
    """Nouns for what a side refuses by "there will be no ..."."""
    accords: frozenset[str]
    """Nouns after "under" for what binds the sides that made it."""
    getting: frozenset[str]
    """Verbs of what was got in exchange."""
    listed: frozenset[str]
    putting: frozenset[str]
    """Nouns for what a side asks, and verbs by which it puts it forward."""
    travel: frozenset[str]
    """Verbs of going and giving, which a side that "will not" refuses."""
    retracting: frozenset[str]
    """Verbs by which a side takes back a demand, threat or offer."""
    obliging: frozenset[str]
    barring: frozenset[str]
    """Verbs by which an accord binds a side to do a thing, or not to do it."""
    conditions: frozenset[str]
    conditioning: frozenset[str]
    """Nouns that something is made or set as, and verbs that do it ("made the release a precondition")."""
    planned: frozenset[str]
    """Verbs of official acts, which a side that "will" or "is to" do them has undertaken."""
    results: frozenset[str]
    result_phrases: tuple[tuple[str, ...], ...]
    """How things are that were made to happen: "home", "in place"."""
    coercion: frozenset[str]
    """Verbs for what is done to another by force."""
    moves: frozenset[str]
    """Verbs that announce a deed told as going on: "we are sending an envoy"."""
    hedges: frozenset[str]
    first_person: frozenset[str]
    officials: frozenset[str]
    """Words by which an unnamed person is described as one who speaks for a party."""
    spokesmen: frozenset[str]
    """Of these, those who speak for it and not for themselves."""
    organs: frozenset[str]
    """Nouns for what acts for a side: "his government"."""
    sides: frozenset[str]
    both: frozenset[str]
    """Words before one of `sides` by which it means the parties together."""
    vital: frozenset[str]
    """Adjectives by which "it is ... to" demands."""
    consent: frozenset[str]
    """Verbs of taking part and giving in: what a side "cannot" do of these it refuses."""
    event: frozenset[str]
    """Verbs of things that are made to happen."""
    guess: frozenset[str]
    """Words beside a "will" that make it a guess."""
    supposing: frozenset[str]
    """Verbs and nouns below which a "will" or "would" is no promise: "hoped that the talks would resume"."""
    not_asked: frozenset[str]
    """Verbs and adjectives after "must" and "should" that ask for nothing to be done."""
    not_acts: frozenset[str]
    """Verbs for which promising or demanding them is no undertaking: "asked not to be named", "what he would do"."""
    depend: frozenset[str]
    self_wishes: frozenset[str]
    """Verbs whose own infinitive asks nothing of anybody: "they want to talk"."""
    talking: frozenset[str]
    """Verbs of talking, the wish for which offers it."""
    bare_objects: frozenset[str]
    """Verbs whose object may be one word: "urged restraint"."""
    that_needs_will: frozenset[str]
    """Verbs and nouns whose "that" clause counts only with "should", "will" or a bare verb."""
    subjunctive: frozenset[str]
    """Of these, those whose bare verb may look like a present: "demanded that the troops withdraw"."""
    vague: frozenset[str]
    """Nouns for what is sought without being demanded of anybody."""
    measures: frozenset[str]
    """Nouns for what a side sets going by announcing it."""
    terms: frozenset[str]
    """Nouns for what is put to a side, which it accepts or dismisses."""
    under: Mapping[str, frozenset[str]]
    """Nouns that are acts only as the object of certain verbs, and these verbs: "reaffirmed their support for"."""
    time_nouns: frozenset[str]
    """Nouns of time: "until the last minute" sets no condition."""
    keeping: frozenset[str]
    """Verbs by which a deed is told to keep a promise."""
    promises: frozenset[str]
    """Nouns for what is kept by doing it."""
    promising: frozenset[str]
    """Verbs behind "as" for what was done ("as promised")."""
    past: frozenset[str]
    """Words by which a time lies in the past."""
    only_before: frozenset[str]
    """Prepositions that open a condition behind "only"."""
    light: frozenset[str]
    idle: frozenset[str]
    hostile: frozenset[str]
    ending: frozenset[str]
    """Words by which a hostile act is to end or stay away."""
    undone: frozenset[str]
    """Words by which a condition is that something is not done."""
    openers: frozenset[str]
    """Every word that can open a condition by itself."""
    binding: frozenset[str]
    """Markers of a condition that need no "will" in the main clause."""
    harm_verbs: frozenset[str]
    harm: frozenset[str]
    harm_modals: frozenset[str]
    options: tuple[tuple[str, ...], ...]
    """Where all options are said to be by which a side threatens: "on the table"."""
    occasions: frozenset[str]
    """Nouns for the talks at which something is asked or promised."""
    restraint: frozenset[str]
    """Nouns that tell what is asked for by one word: "called for restraint"."""
    press: frozenset[str]
    """Nouns for those to whom one speaks without undertaking anything."""
    taken: frozenset[str]
    """Nouns for what was decided, which may lie behind: "surprised by his decision to intervene"."""
    telling: frozenset[str]
    """Verbs of telling, by which a sentence goes on with its speaker."""
    remarks: frozenset[str]
    """Nouns for what somebody tells in passing: "dropped a hint"."""
    named: frozenset[str]
    """Nouns that an action keeps where it is a thing: "proposals for a truce", "commitment to the accord"."""
    ending_in: frozenset[str]
    """Verbs whose "in" tells what comes of something: "end in war"."""
    commentators: frozenset[str]
    """Titles of those who are no party to the events."""
    not_harm_after: frozenset[str]
    """Verbs that keep or end what they stand before: "will maintain our sanctions" foretells no harm."""
    answers: frozenset[str]
    """What a side answers a hostile act with."""
    taking: frozenset[str]
    """Verbs by which a side says how it would take an act."""
    claims: frozenset[str]
    """Nouns below whose "is that ..." stands what somebody else holds."""
    denying: frozenset[str]
    """Verbs whose "not" grants what stands below them."""
    says: frozenset[str]
    """Verbs below which a clause is the word of whoever says it."""
    floor_verbs: frozenset[str]
    """Verbs of going on speaking; `floor_phrases` as phrases, `floor_nouns` by what they are about."""
    floor_phrases: tuple[tuple[str, ...], ...]
    floor_nouns: frozenset[str]
    had: frozenset[str]
    """What one only "will have" ("differences")."""
    means: frozenset[str]
    """What is asked for or ordered to bring something about: nobody who is asked."""
    mere: frozenset[str]
    """What is agreed to without anything being promised."""
    holding: frozenset[str]
    """Verbs of how a thing holds, whose "not" tells a term and refuses nothing."""
    idle_ifs: frozenset[str]
    """Words behind "if" that make a mere phrase of it ("if necessary")."""
    tied: frozenset[str]
    """Of the idle verbs, those that may be tied to a condition."""


_WORD_SETS: Final = {
    "must": ("modal", "demand"),
    "need": ("modal", "demand_verb"),
    "own": ("modal", "own"),
    "conditional": ("modal", "conditional"),
    "markers": ("condition", "clause"),
    "when": ("condition", "when"),
    "not_conditions": ("condition", "not_of"),
    "deadline_nouns": ("deadline", "noun"),
    "deadline_prepositions": ("deadline", "preposition"),
    "granting": ("deadline", "granting"),
    "due": ("deadline", "due"),
    "due_not": ("deadline", "due_not"),
    "due_by": ("deadline", "due_by"),
    "likewise": ("likewise", "word"),
    "ruling": ("ruled_out", "verb"),
    "stopped": ("stopped", "noun"),
    "accords": ("accord", "noun"),
    "getting": ("accord", "got"),
    "listed": ("accord", "listed"),
    "putting": ("accord", "put"),
    "travel": ("accord", "travel"),
    "keeping": ("kept", "verb"),
    "promises": ("kept", "noun"),
    "promising": ("kept", "promised"),
    "planned": ("planned", "verb"),
    "retracting": ("retracting", "verb"),
    "obliging": ("accord", "obliging"),
    "barring": ("accord", "barring"),
    "conditions": ("conditioned", "noun"),
    "conditioning": ("conditioned", "verb"),
    "results": ("result", "word"),
    "coercion": ("coercion", "verb"),
    "moves": ("move", "verb"),
    "hedges": ("hedge", "word"),
    "first_person": ("person", "own"),
    "officials": ("party", "official"),
    "spokesmen": ("party", "spokesman"),
    "organs": ("party", "organ"),
    "sides": ("party", "side"),
    "both": ("party", "both"),
    "vital": ("vital", "adjective"),
    "consent": ("consent", "verb"),
    "event": ("event", "verb"),
    "guess": ("guess", "word"),
    "supposing": ("guess", "supposing"),
    "not_asked": ("not_asked", "word"),
    "not_acts": ("not_asked", "act"),
    "depend": ("condition", "verb"),
    "self_wishes": ("complement", "self_wish"),
    "talking": ("complement", "talking"),
    "bare_objects": ("complement", "bare_object"),
    "that_needs_will": ("complement", "that_needs_will"),
    "subjunctive": ("complement", "subjunctive"),
    "vague": ("vague", "noun"),
    "measures": ("measure", "noun"),
    "terms": ("terms", "noun"),
    "time_nouns": ("deadline", "time_noun"),
    "past": ("deadline", "past"),
    "only_before": ("condition", "only_before"),
    "light": ("light", "verb"),
    "idle": ("idle", "verb"),
    "ending": ("hostile", "ending"),
    "undone": ("hostile", "undone"),
    "binding": ("condition", "binding"),
    "hostile": ("hostile", "word"),
    "harm_verbs": ("harm", "verb"),
    "harm": ("harm", "word"),
    "harm_modals": ("harm", "modal"),
    "occasions": ("complement", "occasion"),
    "restraint": ("complement", "restraint"),
    "press": ("not_asked", "press"),
    "taken": ("complement", "taken"),
    "telling": ("telling", "verb"),
    "remarks": ("telling", "remark"),
    "named": ("complement", "named"),
    "ending_in": ("harm", "ending_in"),
    "not_harm_after": ("harm", "not_after"),
    "answers": ("harm", "answer"),
    "taking": ("harm", "taking"),
    "claims": ("guess", "claim"),
    "denying": ("guess", "denying"),
    "says": ("guess", "says"),
    "floor_verbs": ("floor", "verb"),
    "floor_nouns": ("floor", "noun"),
    "had": ("idle", "had"),
    "means": ("means", "noun"),
    "mere": ("mere", "noun"),
    "holding": ("event", "holding"),
    "tied": ("idle", "tied"),
    "idle_ifs": ("condition", "idle_if"),
    "commentators": ("not_party", "title"),
}
"""Where the words of each plain set stand in the file: table and key."""


@lru_cache(maxsize=1)
def load_undertaking_words() -> UndertakingWords:
    """Return the words shipped with the package."""
    raw = tomllib.loads(resources.files("communique.extract").joinpath("data/undertakings.toml").read_text("utf-8"))
    sets = {name: frozenset[str](raw[table][key]) for name, (table, key) in _WORD_SETS.items()}
    return UndertakingWords(
        verbs=_performatives(raw["verb"]),
        nouns=_performatives(raw["noun"]),
        adjectives=_performatives(raw["adjective"]),
        impersonal=raw["impersonal"],
        phrases=_by_first_word(raw["condition"]["phrase"]),
        deadline_phrases=_split(raw["deadline"]["phrase"]),
        options=_split(raw["harm"]["options"]),
        ruled_out=_split(raw["ruled_out"]["phrase"]),
        unaccepted=_split(raw["ruled_out"]["of_terms"]),
        result_phrases=_split(raw["result"]["phrase"]),
        under={noun: frozenset(verbs) for noun, verbs in raw["under"].items()},
        floor_phrases=_split(raw["floor"]["phrase"]),
        openers=sets["markers"] | sets["when"] | {"after", "before", "only", "assuming"},
        **sets,
    )


def _performatives(table: Mapping[str, Any]) -> dict[str, Performative]:
    return {
        word: Performative(row["kind"], tuple(row["shapes"]), row.get("weak", False)) for word, row in table.items()
    }


def _split(phrases: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in phrases)


def _by_first_word(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    split = _split(phrases)
    return {first: tuple(p for p in split if p[0] == first) for first in dict.fromkeys(p[0] for p in split)}
