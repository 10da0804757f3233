"""What holds across articles of undertakings and statements: matters, agreements, issues, positions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from communique.model.spans import (
    ActorId,
    AgreementId,
    ArticleId,
    ComplianceId,
    IssueId,
    MatterId,
    PositionId,
    Span,
    StatementId,
    UndertakingId,
)

ToldBy = Literal["itself", "other side", "observer", "reporter"]
"""Who tells a party's position. observer: somebody quoted who speaks for no party; reporter: the article's author."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one article that speak of an issue, a position or an agreement."""

    article: ArticleId
    span: Span
    statement: StatementId | None = None
    """The statement in which they stand; None: the author's own words."""
    undertaking: UndertakingId | None = None
    """The undertaking that the words are; None: none."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a matter: an undertaking, or a statement that speaks of it."""

    article: ArticleId
    words: Span
    """The whole of it as it stands: for an undertaking from its first word to its last, condition included."""
    undertaking: UndertakingId | None = None
    """None: a statement that speaks of the matter and undertakes nothing."""
    statement: StatementId | None = None
    """The statement in which it stands; None: the author tells it."""
    condition: Span | None = None
    """None: none is told."""
    party: ActorId | None = None
    """The side that it binds or that speaks; None: not known."""
    date: str | None = None
    """When it was said, or else when the article was published, EDTF; None: neither is known."""
    compared_with: int | None = None
    """Position in the matter of the wording before it that it is compared with; None: the first of its kind."""
    adds: tuple[str, ...] = ()
    """Words, as they stand, that the wording compared with has not; in text order."""
    drops: tuple[str, ...] = ()
    """Words of the wording compared with that this one has not."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What several undertakings are about ("lifting of sanctions on Russia"), whoever speaks."""

    id: MatterId
    name: str
    terms: tuple[str, ...]
    """What it is recognised by, sorted."""
    wordings: tuple[Wording, ...]
    """In order of time, those without a date last."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A named instrument ("Minsk accords"), with the undertakings that the coverage ascribes to it."""

    id: AgreementId
    name: str
    names: tuple[str, ...]
    """Every name met, sorted."""
    undertakings: tuple[UndertakingId, ...] = ()
    compliance: tuple[ComplianceId, ...] = ()
    """Reports that it was kept or broken."""
    passages: tuple[Passage, ...] = ()
    """Statements and sentences that tell what it provides."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What is on the table."""

    id: IssueId
    name: str
    terms: tuple[str, ...]
    """Words by which a passage is known to speak of it, sorted."""
    passages: tuple[Passage, ...] = ()
    """Every statement and undertaking that speaks of it, in order of article and text."""
    by_user: bool = False
    """Whether a user named it or changed its terms."""


@dataclass(frozen=True, slots=True)
class Position:
    """What one party says on an issue at one time, in exact words."""

    id: PositionId
    party: ActorId
    issue: IssueId
    date: str | None
    """EDTF; None: not known."""
    told_by: ToldBy
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class ComplianceLink:
    """What a report of keeping or breaking speaks of."""

    report: ComplianceId
    undertakings: tuple[UndertakingId, ...]
    """Empty: no undertaking in the coverage, or not resolved."""
    matter: MatterId | None
    agreement: AgreementId | None


@dataclass(frozen=True, slots=True)
class Across:
    """All of them, for a whole record; actors carry the record's ids. Everything is sorted by id but where told."""

    matters: tuple[Matter, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    issues: tuple[Issue, ...] = ()
    positions: tuple[Position, ...] = ()
    compliance: tuple[ComplianceLink, ...] = ()
