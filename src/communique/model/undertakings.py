"""What was promised, demanded, refused or made conditional; judgements."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from communique.model.inferred import Inferred, absent
from communique.model.spans import ActorId, AssessmentId, EncounterId, Span, StatementId, UndertakingId
from communique.model.times import TimeValue

UndertakingKind = Literal["commitment", "offer", "demand", "condition", "warning", "refusal", "deadline"]
Polarity = Literal["positive", "negative", "mixed", "neutral"]


@dataclass(frozen=True, slots=True)
class Undertaking:
    """A commitment, offer, demand, condition, warning, refusal or deadline expressed by a party of the events."""

    id: UndertakingId
    kind: UndertakingKind
    by: tuple[ActorId, ...]
    """Who expresses it: the person if one speaks; empty: not resolved."""
    action: Span
    """What is to be done, stopped, lifted."""
    party: Inferred[ActorId] = field(default_factory=lambda: absent("not resolved"))
    """The side that it binds."""
    to: Inferred[ActorId] = field(default_factory=lambda: absent("not reported"))
    condition: Span | None = None
    """None: unconditional."""
    deadline: Span | None = None
    """None: no date or period is told."""
    due: TimeValue | None = None
    """The deadline's time; None where `deadline` is None or not understood."""
    negated: bool = False
    """Whether the action is one not to be done."""
    hedge: Span | None = None
    """"hinted", "could", "no plans"; None: unhedged."""
    cue: Span | None = None
    """The words that make it one, with what weakens them: "has pledged", "appeared to agree"; None: a told deadline."""
    statement: StatementId | None = None
    """The statement it rests on; None: reported as fact by the author."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """Somebody's judgement of an encounter, an agreement or the parties' relations."""

    id: AssessmentId
    by: tuple[ActorId, ...]
    """Empty: the article's author."""
    of: str
    """An encounter's id, "relations", or "agreement: NAME"."""
    span: Span
    polarity: Polarity
    statement: StatementId | None = None
    """None: the author judges."""
    encounter: EncounterId | None = None
    """The encounter judged; None: relations or an agreement."""
