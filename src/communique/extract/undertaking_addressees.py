"""Whom an undertaking addresses: who is urged, who is to act, to whom the statement is made.

Method: docs/methods/undertakings.md.
"""

from __future__ import annotations

from communique.extract.cast import Cast
from communique.extract.clauses import ParseTree
from communique.extract.cues import load_cues
from communique.extract.performatives import Frame
from communique.extract.relays import is_outlet
from communique.extract.undertaking_parties import Parties
from communique.extract.undertaking_words import UndertakingWords
from communique.model.inferred import Inferred, absent
from communique.model.spans import ActorId
from communique.model.statements import Statement


def find_addressee(
    tree: ParseTree, words: UndertakingWords, cast: Cast, frame: Frame, parties: Parties
) -> Inferred[ActorId]:
    """Return whom an undertaking addresses; absent where nobody is told, several are, or he only passes it on."""
    statement = parties.statement
    found: Inferred[tuple[ActorId, ...]] = absent("not reported")
    if frame.addressee is not None:
        found = cast.resolve(tree.noun_span(frame.addressee))
    elif frame.kind == "demand" and frame.modal and frame.subject is not None:
        passive = tree.child(frame.clause, "auxpass") is not None
        if passive or tree.tokens[frame.subject].dep == "nsubjpass":
            return absent("not reported")  # "the raiders must be beaten": asked of others
        found = cast.resolve(tree.noun_span(frame.subject))
    elif statement is not None and statement.addressee_span is not None and _speaks(parties):
        found = cast.resolve(statement.addressee_span)
    if not found.value or len(found.value) > 1 or found.value[0] in (*parties.by, parties.party):
        return absent("not reported")
    if _only_hears(words, cast, found.value[0], statement):
        return absent("not reported")
    return Inferred(found.value[0], "resolved", found.evidence)


def _only_hears(words: UndertakingWords, cast: Cast, actor_id: ActorId, statement: Statement | None) -> bool:
    """Return whether somebody is only told of an undertaking, to pass it on: an outlet, reporters."""
    relays = statement.relays if statement is not None else ()
    name = cast.actor(actor_id).name
    pressmen = words.press | {f"{noun}s" for noun in words.press}
    passes_on = any(relay.value == actor_id for relay in relays) or is_outlet(name, load_cues())
    return passes_on or bool(set(name.lower().split()) & pressmen)


def _speaks(parties: Parties) -> bool:
    """Return whether who undertakes is who makes the statement, and so speaks to whom that is made."""
    statement = parties.statement
    return statement is not None and set(statement.speakers.value or ()) <= set(parties.by)
