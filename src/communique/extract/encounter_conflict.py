"""The state in whose internal conflict peace talks are held, and its opposition."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.extract.cast import Cast
from communique.facts import Facts
from communique.facts.table import State, fold_name
from communique.model.spans import ActorId

CONFLICT = re.compile(r"\b([A-Z]\w+)(?:[’']s)? (?:peace|civil war)\b")
FOUGHT = re.compile(
    r"\b(?:wars?|conflict|roadmap|road map|transition|truce|cease-?fire)[\"”’]? (?:in|for) (?:a \w+ )?([A-Z]\w+)"
)
FOES = re.compile(r"\b(?:his|its|government|government[’']s) (?:\w+ )?(?:opponents|foes|opposition|rebels)\b")
OPPONENTS = re.compile(r"\b(?:opposition|rebels|belligerents|insurgents|warring parties)\b")
OWN_OPPOSITION = re.compile(r"(\w+)[’']s (?:main )?opposition")
BOTH_PARTIES = re.compile(r"(\w+) (?:warring )?(?:parties|sides|factions)")
OPPOSITION = re.compile(r"\b([A-Z]\w+)(?:[’']s)? (?:\w+ )?opposition\b")


def opposed_state(text: str, facts: Facts, pair: Sequence[str] = ()) -> State | None:
    """Return the state whose conflict with its opposition the text tells; None: of none, or of several.

    `pair`: the names of the two states that the text is about; a war of one of them may be one with the other.
    """
    found = _states_of(CONFLICT, text, facts) if OPPONENTS.search(text) else []
    if not found:
        found = _states_of(OPPOSITION, text, facts)
    if not found and FOES.search(text):
        found = [state for state in _states_of(FOUGHT, text, facts) if state.name not in pair]
    return found[0] if len(found) == 1 else None


def fought_in(text: str, facts: Facts) -> State | None:
    """Return the one state that the text tells to be at war within ("the civil war in Ardenia"); None: none, or two."""
    found = _states_of(FOUGHT, text, facts)
    return found[0] if len(found) == 1 else None


def opposition_of(state: State, cast: Cast) -> ActorId:
    """Return the opposition of a state, registered in the cast."""
    return cast.registry.add("group", f"{state.adjectives[0] if state.adjectives else state.name} opposition")


def _states_of(pattern: re.Pattern[str], text: str, facts: Facts) -> list[State]:
    """Return the states that the first group of `pattern` names in the text."""
    states = [facts.state_by_name.get(fold_name(match[1])) for match in pattern.finditer(text)]
    return list({state.name: state for state in states if state is not None}.values())


class Conflict:
    """Who the parties of the conflict are that one article tells of."""

    def __init__(self, cast: Cast, text: str) -> None:
        self.cast = cast
        self.facts = cast.registry.facts
        self.text = text

    def pair(self, about: Sequence[str] = ()) -> list[ActorId]:
        """Return the state and its opposition; empty: the text tells of no such conflict.

        `about`: the names of the two states that the text is about.
        """
        return self._both(opposed_state(self.text, self.facts, about))

    def parties(self, actor_id: ActorId) -> list[ActorId]:
        """Return whom an actor stands for: both sides for "the Ardenian parties", its own for "the opposition"."""
        actor = self.cast.actor(actor_id)
        both = BOTH_PARTIES.fullmatch(actor.name)
        state = opposed_state(self.text, self.facts) if both is not None else None
        if state is not None and both is not None and self.facts.state_by_name.get(fold_name(both[1])) == state:
            return self._both(state)
        owner = OWN_OPPOSITION.fullmatch(actor.name)
        own = self.facts.state_by_name.get(fold_name(owner[1])) if owner is not None else None
        if actor.kind == "group" and fold_name(actor.name) == "opposition":
            own = opposed_state(self.text, self.facts)
        return [opposition_of(own, self.cast)] if own is not None else [self._body(actor_id)]

    def paired(self, actors: list[ActorId]) -> list[ActorId]:
        """Return the actors with "the opposition" named as that of the one state that stands beside it."""
        kinds = [(self.cast.actor(a).kind, fold_name(self.cast.actor(a).name)) for a in actors]
        if len(actors) != 2 or ("group", "opposition") not in kinds or "state" not in [kind for kind, _ in kinds]:
            return actors
        state = self.facts.state_by_name.get(next(name for kind, name in kinds if kind == "state"))
        return self._both(state) or actors

    def _both(self, state: State | None) -> list[ActorId]:
        if state is None:
            return []
        return [self.cast.registry.add_state(state.name), opposition_of(state, self.cast)]

    def _body(self, actor_id: ActorId) -> ActorId:
        """Return the organisation that "the so-called X" is, else the actor as it is."""
        actor = self.cast.actor(actor_id)
        named = actor.name.removeprefix("so-called ")
        body = self.facts.organisation_by_name.get(fold_name(named)) if named != actor.name else None
        return self.cast.registry.add_organisation(body.name) if body is not None else actor_id
