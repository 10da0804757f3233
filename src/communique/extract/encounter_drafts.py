"""What is known of one encounter while the tellings of an article are being joined."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.extract.encounter_when import When
from communique.extract.places import Place
from communique.model.annotation import Token
from communique.model.encounters import AHEAD, EncounterKind, EncounterStatus
from communique.model.spans import ActorId, Span, StatementId

FAMILY: dict[EncounterKind, str] = {
    "meeting": "talks", "talks": "talks", "visit": "visit", "summit": "summit", "call": "call",
    "press conference": "press conference", "ceremony": "ceremony", "other": "other",
}  # fmt: skip
SOLO_KINDS = ("press conference", "ceremony", "summit")
"""Encounters that are told with one participant."""
RECIPROCAL = ("meeting", "talks", "call", "summit")
OFF = ("cancelled", "ruled out", "failed to happen")


@dataclass(slots=True)
class EncounterMention:
    """One telling of an encounter."""

    trigger: Token
    kind: EncounterKind
    participants: list[ActorId] = field(default_factory=list)
    governor: Token | None = None
    """The verb that tells what becomes of the encounter ("held", "canceled"); None: the trigger is a verb."""
    modifiers: tuple[str, ...] = ()
    """Lower-case words before a noun trigger, or an order told beside a verb ("first", "separately")."""
    plural: bool = False
    margin: bool = False
    """Told as the larger occasion of another encounter ("on the sidelines of the summit")."""
    of_sides: bool = False
    """Those who act in it are told as acting for sides that only the text as a whole tells ("the engineers met")."""
    misread: Token | None = None
    """The infinitive of "to reconvene talks" that the parse takes for a part of the noun; None: there is none."""
    delegates: Token | None = None
    """The noun for them; None: there is none."""
    partner: Span | None = None
    """The words for the other side, where one noun tells several encounters; None: it tells one."""
    unresolved: bool = False
    """Has words for its parties whom the cast does not know."""
    internal: bool = False
    """Told as between a government and its opposition."""
    technical: bool = False
    """Held by engineers or experts: not the meeting of their ministers."""
    mediators: list[ActorId] = field(default_factory=list)
    """Those among the participants who are told to lead or broker the talks of others ("U.S.-mediated")."""
    with_hosts: bool = False
    """Held with officials of whom nothing else is told: where it is at a place abroad, they are those of that state."""
    of_many: bool = False
    """Told with several states that are not named ("and many island states")."""
    leg: Span | None = None
    """The words for one of several days and places that one clause tells; None: it tells one."""
    forum: ActorId | None = None
    """The organisation within which it is told to be held, beside those who talk there; None: in none."""
    weak: bool = False
    """A greeting: it shows that two met, not what the encounter was."""

    @property
    def is_one_of_several(self) -> bool:
        """Return whether its noun or verb tells others too, set apart by partner, day or body."""
        return self.partner is not None or self.leg is not None

    @property
    def verb(self) -> Token | None:
        """The verb that carries tense and status."""
        return self.trigger if self.trigger.pos == "VERB" else self.governor


@dataclass(slots=True)
class EncounterDraft:
    """What is known so far of one encounter."""

    mention: EncounterMention
    participants: list[ActorId]
    status: EncounterStatus
    evidence: list[Span]
    place: Place | None = None
    when: When | None = None
    last_day: str | None = None
    """EDTF day on which it ended, where it is told by that; None: not told."""
    duration: str | None = None
    duration_span: Span | None = None
    issues: list[str] = field(default_factory=list)
    asserted_by: StatementId | None = None
    foretold: bool = False
    """Told as ahead of a past moment ("confirmed that he would meet"): it may have been held since."""
    ended: bool = False
    hedge: Span | None = None
    """The word by which it is only possible or hoped for, broken off, or only the one before another; None: none is."""
    nearing: bool = False
    """Told as what the thing told comes before ("ahead of the talks"): it may be told as held further on."""
    pointed: bool = False
    """What "this" or "it" is said to be ("this is the second conversation")."""
    openers: list[ActorId] = field(default_factory=list)
    """Those from outside both sides who are told to have opened it, and are no party."""
    timeless: bool = False
    """Told by a present that says nothing of whether it came about ("the talks follow a meeting")."""
    heading: bool = False
    """Told by a title or caption only."""
    caption: bool = False
    """Told by captions only: evidence of its own, which adds nobody to what the text tells, and the other way."""
    sentences: list[int] = field(default_factory=list)
    """Indices of the sentences that tell it."""
    kinds: list[EncounterKind] = field(default_factory=list)
    """The kinds told, the surest first: greetings and titles come after the text's own words."""
    tellings: int = 1

    @property
    def kind(self) -> EncounterKind:
        """The surest kind told."""
        return self.kinds[0] if self.kinds else self.mention.kind

    @property
    def is_ahead(self) -> bool:
        """Return whether its day lies ahead."""
        return self.status in AHEAD

    @property
    def is_former(self) -> bool:
        """Return whether it is only the one before another ("the first visit since 2013")."""
        return "former" in self.mention.modifiers

    @property
    def last_sentence(self) -> int:
        """The last sentence that tells it."""
        return max(self.sentences)

    @property
    def is_weak(self) -> bool:
        """Return whether it is told only by a greeting, a title or a caption."""
        return self.heading or self.mention.weak


def finer_place(one: Place | None, two: Place | None) -> Place | None:
    """Return the place that tells more: a city before a country, one tied to the encounter before one nearby."""
    if one is None or two is None:
        return one or two
    if not one.attached and two.attached:
        return two
    return two if two.is_city and not one.is_city else one
