"""What is known of one encounter while the tellings of an article are being joined."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.extract.encounter_mentions import EncounterMention
from communique.extract.encounter_settings import When
from communique.extract.places import Place
from communique.model.encounters import EncounterKind, EncounterStatus
from communique.model.spans import ActorId, Span, StatementId

FAMILY: dict[EncounterKind, str] = {
    "meeting": "talks", "talks": "talks", "visit": "visit", "summit": "summit", "call": "call",
    "press conference": "press conference", "ceremony": "ceremony", "other": "other",
}  # fmt: skip
SOLO_KINDS = ("press conference", "ceremony", "summit")
"""Encounters that are told with one participant."""
RECIPROCAL = ("meeting", "talks", "call", "summit")
AHEAD = ("planned", "expected")
PAST = ("held", "under way")
OFF = ("cancelled", "ruled out", "failed to happen")


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
    pointed: bool = False
    """What "this" or "it" is said to be ("this is the second conversation")."""
    heading: bool = False
    """Told by a title or caption only."""
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
        """Return whether its day lies, or lay before it was called off, ahead."""
        return self.status in (*AHEAD, "cancelled")

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
