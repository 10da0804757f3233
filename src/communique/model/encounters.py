"""Encounters, the accounts of them, and how the accounts compare."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from communique.model.inferred import Inferred, absent
from communique.model.spans import ActorId, Anchor, ArticleId, EncounterId, Span, StatementId
from communique.model.times import TimeValue

EncounterKind = Literal["meeting", "call", "visit", "summit", "talks", "ceremony", "press conference", "other"]
EncounterStatus = Literal["held", "under way", "planned", "expected", "cancelled", "ruled out", "failed to happen"]
HAPPENED: Final[tuple[EncounterStatus, ...]] = ("held", "under way")
"""The statuses of what took place, or takes place as the text is written."""
AHEAD: Final[tuple[EncounterStatus, ...]] = ("planned", "expected")
"""The statuses of what is still to come, as its text tells it."""
Relation = Literal["conflict", "weight", "compatible", "variant"]


@dataclass(frozen=True, slots=True)
class Encounter:
    """A meeting, call, visit, summit, round of talks, ceremony or press conference, as one article tells it or, in a
    record, as all articles together tell it."""

    id: EncounterId
    kind: EncounterKind
    status: EncounterStatus
    participants: tuple[ActorId, ...]
    evidence: tuple[Span, ...]
    """Sentences or clauses that state it, in text order (of the first article, for a merged one)."""
    place: Inferred[str] = field(default_factory=lambda: absent("not reported"))
    """"City, Country" as far as known."""
    time: TimeValue | None = None
    """The expression that dates it; None: the text has none."""
    date: Inferred[str] = field(default_factory=lambda: absent("not reported"))
    """EDTF date of its first day."""
    duration: Inferred[str] = field(default_factory=lambda: absent("not reported"))
    """ISO 8601."""
    issues: tuple[str, ...] = ()
    """Short noun phrases, as written."""
    part_of: EncounterId | None = None
    """The larger encounter it belongs to (visit > talks; summit > bilateral); None: none is told."""
    asserted_by: StatementId | None = None
    """The statement that tells it; None: the article's author does."""
    accounts: tuple[EncounterId, ...] = ()
    """For a merged encounter: the ids of the encounters of single articles, sorted; empty otherwise."""
    hedge: Span | None = None
    """Of an expected one the word that tells it as no more than possible or hoped for ("might", "hopes"), of a held one
    the word that tells it as broken off ("collapsed"), or those of `time` that tell it only as the one before another
    ("first visit in two years"); None: no words do. Of a merged one it is kept with its accounts."""
    dated_by: TimeValue | None = None
    """What its first day is counted by, once the article's date is known; None: no time is tied to it, or only one
    from which the first day does not follow."""
    reasons: tuple[str, ...] = ()
    """For a merged encounter: why each of `accounts` is of it ("same day, both principals, same place as in a.txt");
    "" for the account that the others were joined to. Empty otherwise."""

    @property
    def is_former(self) -> bool:
        """Whether it is told only as the one before another."""
        return self.hedge is not None and self.time is not None and self.hedge == self.time.span

    @property
    def broke_off(self) -> bool:
        """Whether it is told as held and broken off."""
        return self.status == "held" and self.hedge is not None and not self.is_former


@dataclass(frozen=True, slots=True)
class AccountValue:
    """What one account says of one attribute of an encounter."""

    attribute: str
    value: str
    evidence: Anchor
    asserted_by: StatementId | None
    """None: the author of the article."""


@dataclass(frozen=True, slots=True)
class Account:
    """How one article tells one encounter."""

    encounter: EncounterId
    article: ArticleId
    values: tuple[AccountValue, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two or more passages of different accounts relate."""

    kind: str
    """number, date, place, role, participants, outcome, agenda, wording of a quote, who said it."""
    relation: Relation
    what: str
    evidence: tuple[Anchor, ...]
