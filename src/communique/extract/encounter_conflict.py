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


def opposition_of(state: State, cast: Cast) -> ActorId:
    """Return the opposition of a state, registered in the cast."""
    return cast.registry.add("group", f"{state.adjectives[0] if state.adjectives else state.name} opposition")


def _states_of(pattern: re.Pattern[str], text: str, facts: Facts) -> list[State]:
    """Return the states that the first group of `pattern` names in the text."""
    states = [facts.state_by_name.get(fold_name(match[1])) for match in pattern.finditer(text)]
    return list({state.name: state for state in states if state is not None}.values())
