"""Undertakings as they are grouped into matters: what each is about, on what it hangs, which side it binds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.link.answers import ANSWER, Answers
from communique.link.concepts import CONCEPT, Concepts
from communique.link.instruments import AGREEMENT
from communique.link.sides import Sides
from communique.link.told import Keyed, Told
from communique.model.spans import ActorId, Span
from communique.model.undertakings import Undertaking

Key = tuple[str, str | None]
"""What an undertaking is about: a term's key and its target."""

REFERRING = frozenset(("it", "this", "that", "them", "these", "those", "they", "so", "which", "its", "their"))
HANGING = ("condition", "commitment", "offer", "refusal")
"""Kinds whose condition is looked for in their sentence where their own is not told."""
PASSING = ("demand", "refusal", "warning")
"""Kinds that are history once they are told of as past."""
_ASKED = re.compile(r"\W+(?:\w+\W+){0,4}?(?:\w+ed|told|said|sought|made|forbade)\b")
"""Behind a time: who did what in the past tense."""
_OTHERS = re.compile(
    r"(?:(?:every|any|no)thing|all) else\b|the (?:rest|remainder)\b|(?:all|any) other\b", re.IGNORECASE
)
NEAR_CHARS = 400
"""How far before "go there" its place is looked for, in code points; not tuned."""


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
    """None: not known, or several."""
    is_of_a_side: bool
    """Whether it is known for whom any of those speak who undertake it."""

    @property
    def key(self) -> Key:
        """What it is about."""
        return self.main.key, self.main.target


def acts_of(told: Told, sides: Sides, concepts: Concepts) -> Iterator[Act]:
    """Yield the undertakings of an article that are about something that can be named."""
    answers = Answers(told)
    for undertaking in told.record.undertakings:
        watchers = _is_watchers(told, undertaking, sides)
        if watchers or undertaking.statement in told.passing or _is_told_again(told, undertaking):
            continue
        words = [k for k in told.terms_in(undertaking.action) if concepts.is_fit(k.key)]
        main, event = _about(told, undertaking, words, answers, concepts)
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
            is_of_a_side=_is_of_a_side(told, undertaking, sides),
        )


def _is_watchers(told: Told, undertaking: Undertaking, sides: Sides) -> bool:
    """Return whether nobody but those who watch the events undertakes something: it binds nobody."""
    return bool(undertaking.by) and all(sides.is_observer(told.actor(a)) for a in undertaking.by)


def _is_told_again(told: Told, undertaking: Undertaking) -> bool:
    """Return whether a statement tells what somebody asked for, refused or warned of at another time.

    "In March we asked for monitors" is no demand of today's; what was promised binds on.
    """
    statement = told.statement(undertaking.statement)
    sentence = told.sentence_at(undertaking.action.start)
    if undertaking.kind not in PASSING or statement is None or sentence is None:
        return False
    piece = next((c for c in statement.content if c.contains(undertaking.action)), None)
    start = max(sentence.start, piece.start) if piece is not None else undertaking.action.start
    before = Span(start, undertaking.action.start)
    ends = [time.span.end for time in told.record.times if time.span != before and before.contains(time.span)]
    return any(_ASKED.match(told.text[end : before.end]) for end in ends)


def _about(
    told: Told, undertaking: Undertaking, words: Sequence[Keyed], answers: Answers, concepts: Concepts
) -> tuple[Keyed | None, str | None]:
    """Return what an undertaking is about, and what it calls the encounter at a place; None: neither is told.

    That is the first thing that it names, but the encounter at a place rather than a noun of no concept; else the
    proposal that it answers; else what "it" stands for.
    """
    repeated = answers.repeats(undertaking) or _contrasted(told, undertaking)
    if repeated is not None:
        words = [k for k in told.terms_in(repeated.action) if concepts.is_fit(k.key)]
        return _about(told, repeated, words, answers, concepts)
    if (asked := answers.whether(undertaking)) is not None:
        return asked, None
    text = undertaking.action.of(told.text)
    event = concepts.event_in(text)
    there = _place_before(told, undertaking, concepts) if event is not None and _is_there(text) else None
    if there is not None:
        return there, event
    named = sorted((k for k in words if not k.is_place), key=lambda k: (k.key == ANSWER, k.term.aside))
    if named and (through := concepts.yields.get(named[0].key)) is not None:
        # Grain let into the port is a matter of the port.
        other = next((k for k in named if k.key != named[0].key), None)
        named.sort(key=lambda k: k.key != through or k is not other)
    known = any(k.key.startswith((CONCEPT, AGREEMENT)) for k in named)
    place = next((k for k in words if k.is_place), None)
    if event is not None and place is not None and not known:
        return place, event  # "pay a working visit to Luma in the course of the summer" is about the visit
    if named:
        return named[0], None
    # A place is where something is done: what is undertaken there is an encounter, or something not told.
    return answers.referred_to(undertaking) or _antecedent(told, undertaking, concepts), None


def _contrasted(told: Told, undertaking: Undertaking) -> Undertaking | None:
    """Return the undertaking to which "everything else must wait" is the contrary: the last before it, near by."""
    action = undertaking.action
    sentence = told.sentence_at(action.start)
    before = told.sentence_before(action.start)
    if sentence is None or not _OTHERS.match(action.of(told.text)):
        return None
    first = (before or sentence).start
    earlier = [u for u in told.record.undertakings if first <= u.action.start < action.start]
    return max(earlier, key=lambda u: u.action.start, default=None)


def _is_there(action: str) -> bool:
    """Return whether an action leaves its place to what was said before: "go there", or "go" alone."""
    words = action.lower().strip('"“”.,').split()
    return "there" in words or len(words) == 1


def _place_before(told: Told, undertaking: Undertaking, concepts: Concepts) -> Keyed | None:
    """Return the last place of an encounter named shortly before an undertaking, rather by who makes it; or None."""
    before = Span(max(0, undertaking.action.start - NEAR_CHARS), undertaking.action.start)
    statement = told.statement(undertaking.statement)
    own = statement.content if statement is not None else ()
    places = [k for k in told.terms_in(before) if k.is_place and concepts.is_fit(k.key)]
    places.sort(key=lambda k: (any(piece.contains(k.term.span) for piece in own), k.term.span))
    for keyed in reversed(places):
        sentence = told.sentence_at(keyed.term.span.start)
        if sentence is not None and concepts.event_in(sentence.of(told.text)) is not None:
            return keyed
    return None


def promises_kept(told: Told, acts: Sequence[Act], sides: Sides, concepts: Concepts) -> Iterator[Act]:
    """Yield the undertakings to keep a promise ("honour its pledge") that say no more of it.

    Each is about that of its party's promises in the coverage which its article speaks of most; where two are spoken
    of alike it is left out.
    """
    known = {act.undertaking.id for act in acts}
    for undertaking in told.record.undertakings:
        terms = [keyed.term for keyed in told.terms_in(undertaking.action)]
        kept = any(t.head in concepts.promises and t.verb in concepts.keeps for t in terms)
        if undertaking.id in known or not kept:
            continue
        party = _party(told, undertaking, sides)
        promised = {act.key: act for act in acts if act.party == party and act.undertaking.kind in HANGING}
        counts = Counter((k.key, k.target) for k in told.keyed if (k.key, k.target) in promised)
        ranked = counts.most_common(2)
        if party is not None and ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            main = next(k for k in told.keyed if (k.key, k.target) == ranked[0][0])
            yield Act(told, undertaking, main, frozenset((ranked[0][0],)), frozenset(), None, party, True)


def condition_of(told: Told, undertaking: Undertaking) -> Span | None:
    """Return the condition of an undertaking: its own, else one that stands in its sentence; None: there is none."""
    if undertaking.condition is not None or undertaking.kind not in HANGING:
        return undertaking.condition
    sentence = told.sentence_at(undertaking.action.start)
    condition = told.condition_in(sentence) if sentence is not None else None
    # What is undertaken within a condition ("if they agree to talk") does not hang on it.
    return condition if condition is not None and not condition.overlaps(undertaking.action) else None


def _antecedent(told: Told, undertaking: Undertaking, concepts: Concepts) -> Keyed | None:
    """Return what "end it" is about; None: it refers to nothing.

    The first thing that its sentence named before, else the last known thing of the sentence before that.
    """
    words = undertaking.action.of(told.text).lower().replace(".", " ").replace(",", " ").split()
    sentence = told.sentence_at(undertaking.action.start)
    if sentence is None or not REFERRING & set(words):
        return None
    here: Sequence[Keyed] = told.terms_in(Span(sentence.start, undertaking.action.start))
    named = next((k for k in here if concepts.is_fit(k.key)), None)
    before = told.sentence_before(sentence.start)
    if named is not None or before is None or "it" not in words or told.text[before.end : sentence.start].strip():
        return named
    return next((k for k in reversed(told.terms_in(before)) if k.key.startswith(CONCEPT) and k.key != ANSWER), None)


def _is_of_a_side(told: Told, undertaking: Undertaking, sides: Sides) -> bool:
    known = (sides.side_of(told.actor(actor)) for actor in undertaking.by)
    return undertaking.party.value is not None or any(side is not None for side in known)


def _party(told: Told, undertaking: Undertaking, sides: Sides) -> ActorId | None:
    if undertaking.party.value is not None:
        actor = told.actor(undertaking.party.value)
        return sides.side_of(actor) or actor
    return sides.side_of_all([told.actor(a) for a in undertaking.by]) if undertaking.by else None
