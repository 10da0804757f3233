"""Undertakings as they are grouped into matters: what each is about, on what it hangs, which side it binds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.link.concepts import CONCEPT, Concepts
from communique.link.told import Keyed, Sides, Told
from communique.model.spans import ActorId, Span
from communique.model.undertakings import Undertaking

Key = tuple[str, str | None]
"""What an undertaking is about: a term's key and its target."""

REFERRING = frozenset(("it", "this", "that", "them", "these", "those", "they", "so", "which", "its", "their"))
HANGING = ("condition", "commitment", "offer", "refusal")
"""Kinds whose condition is looked for in their sentence where their own is not told."""


@dataclass(frozen=True, slots=True)
class Act:
    """An undertaking and what it is about."""

    told: Told
    undertaking: Undertaking
    main: Keyed
    beside: frozenset[Key]
    """What else it acts on, not counting what only describes another thing in it."""
    hangs_on: frozenset[str]
    """Keys of the concepts in its condition."""
    noun: str | None
    """The noun of its act ("lifting"), or what an encounter is called with its preposition ("visit to"); None: none."""
    party: ActorId | None
    """None: not known."""

    @property
    def key(self) -> Key:
        """What it is about."""
        return self.main.key, self.main.target


def acts_of(told: Told, sides: Sides, concepts: Concepts) -> Iterator[Act]:
    """Yield the undertakings of an article that are about something that can be named."""
    for undertaking in told.record.undertakings:
        words = [k for k in told.terms_in(undertaking.action) if concepts.is_fit(k.key)]
        main = next((k for k in words if not k.is_place), None) or _antecedent(told, undertaking, concepts)
        event = None
        if main is None and words:
            # A place is where something is done: what is undertaken there is an encounter, or something not told.
            event = concepts.event_in(undertaking.action.of(told.text))
            main = words[0] if event is not None else None
        if main is None:
            continue
        condition = condition_of(told, undertaking)
        terms = told.terms_in(condition) if condition is not None else ()
        outer = [
            k for k in words if not any(o.term.span != k.term.span and o.term.span.contains(k.term.span) for o in words)
        ]
        yield Act(
            told=told,
            undertaking=undertaking,
            main=main,
            beside=frozenset((k.key, k.target) for k in outer),
            hangs_on=frozenset(k.key for k in terms if k.key.startswith(CONCEPT)),
            noun=event or concepts.acts.get(main.term.verb or ""),
            party=_party(told, undertaking, sides),
        )


def condition_of(told: Told, undertaking: Undertaking) -> Span | None:
    """Return the condition of an undertaking: its own, else one that stands in its sentence; None: there is none."""
    if undertaking.condition is not None or undertaking.kind not in HANGING:
        return undertaking.condition
    sentence = told.sentence_at(undertaking.action.start)
    condition = told.condition_in(sentence) if sentence is not None else None
    # What is undertaken within a condition ("if they agree to talk") does not hang on it.
    return condition if condition is not None and not condition.overlaps(undertaking.action) else None


def _antecedent(told: Told, undertaking: Undertaking, concepts: Concepts) -> Keyed | None:
    """Return what "end it" is about: the first thing that its sentence named before; None: it refers to nothing."""
    words = undertaking.action.of(told.text).lower().replace(".", " ").replace(",", " ").split()
    sentence = told.sentence_at(undertaking.action.start)
    if sentence is None or not REFERRING & set(words):
        return None
    before: Sequence[Keyed] = told.terms_in(Span(sentence.start, undertaking.action.start))
    return next((k for k in before if concepts.is_fit(k.key)), None)


def _party(told: Told, undertaking: Undertaking, sides: Sides) -> ActorId | None:
    if undertaking.party.value is not None:
        actor = told.actor(undertaking.party.value)
        return sides.side_of(actor) or actor
    return sides.side_of_all([told.actor(a) for a in undertaking.by]) if undertaking.by else None
