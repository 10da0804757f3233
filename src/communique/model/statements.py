"""What sources are reported to have said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from communique.model.inferred import Inferred, absent
from communique.model.spans import ActorId, Span, StatementId, UtteranceId
from communique.model.times import TimeValue

Form = Literal["direct", "mixed", "indirect"]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a source is reported to have said, by one article in one place."""

    id: StatementId
    content: tuple[Span, ...]
    """What is reported, without cue and speaker, quotation marks included; more than one where a cue interrupts."""
    form: Form
    """direct: all of the content stands in quotation marks or is transcript; mixed: part of it; indirect: none."""
    speakers: Inferred[tuple[ActorId, ...]]
    """One actor, or the several who speak jointly."""
    speaker_span: Span | None = None
    """The words that name the speaker for this statement; None: nothing in reach names one."""
    cue_span: Span | None = None
    """None: the quotation just runs on, or it is a turn."""
    cue_class: str | None = None
    """From extract/data/cues.toml ("say", "demand"); None without a cue."""
    addressee_span: Span | None = None
    """None: not reported."""
    relays: tuple[Inferred[ActorId], ...] = ()
    """Who passes it on, outermost first ("according to USA TODAY"); empty: the article itself tells it."""
    occasion_span: Span | None = None
    """Where it was said ("at a news conference"); None: not reported."""
    date: Inferred[str] = field(default_factory=lambda: absent("not analysed"))
    """When it was said, EDTF."""
    time: TimeValue | None = None
    """The expression that dates the saying ("said on Monday"); None: the text has none."""
    method: str = ""
    """Which rule or model found it ("quotation", "parse", "turn", "run-on", "tagger")."""
    score: float | None = None
    """Confidence that this is a statement with this extent, 0 to 1, rounded to 4 places; None: a certain rule."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing said once: same speaker, same occasion; the statements of all accounts that tell it."""

    id: UtteranceId
    speakers: tuple[ActorId, ...]
    statements: tuple[StatementId, ...]
