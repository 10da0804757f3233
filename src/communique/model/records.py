"""Records: what analysis gives of one article, and what link makes of all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from communique.model.actors import Actor, Mention
from communique.model.comparisons import Compared
from communique.model.documents import Article
from communique.model.encounters import Encounter
from communique.model.inferred import Inferred
from communique.model.matters import Across
from communique.model.sourcing import Sourcing, ToldBy
from communique.model.spans import ActorId, Anchor, ArticleId, EncounterId, OriginId, Span, StoryId
from communique.model.statements import Statement
from communique.model.terms import Compliance, Stance, Term
from communique.model.times import TimeValue
from communique.model.undertakings import Assessment, Undertaking


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """All that was read out of one article, without knowledge of any other. Actor ids are good within it only."""

    article: Article
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeValue, ...] = ()
    statements: tuple[Statement, ...] = ()
    encounters: tuple[Encounter, ...] = ()
    undertakings: tuple[Undertaking, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    terms: tuple[Term, ...] = ()
    stances: tuple[Stance, ...] = ()
    compliance: tuple[Compliance, ...] = ()
    conditions: tuple[Span, ...] = ()
    """Clauses on which something hangs, whoever says so ("only if ..."), in text order."""
    sentences: tuple[Span, ...] = ()

    def actor(self, actor_id: ActorId) -> Actor:
        """Return the article's actor of that id. Raises KeyError where there is none."""
        for actor in self.actors:
            if actor.id == actor_id:
                return actor
        raise KeyError(actor_id)


@dataclass(frozen=True, slots=True)
class Story:
    """The articles about one negotiation."""

    id: StoryId
    articles: tuple[ArticleId, ...]
    """Sorted."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A passage that stands in two articles."""

    first: Anchor
    second: Anchor
    share: float
    """Share of the shorter article's words that both have, 0 to 1, rounded to 4 places."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The independent root from which articles were copied."""

    id: OriginId
    articles: tuple[ArticleId, ...]
    """Sorted."""
    agency: str | None
    """The credited wire agency; None: none is credited."""
    copies: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendition:
    """A file that shows the same article as another (a page and its text)."""

    article: ArticleId
    of: ArticleId


@dataclass(frozen=True, slots=True)
class LinkedStory:
    """What link makes of one story: dates settled, encounters merged, origins told apart."""

    story: Story
    published: tuple[tuple[ArticleId, Inferred[str]], ...]
    encounters: tuple[Encounter, ...]
    """Merged; participants carry the record's actor ids."""
    origins: tuple[Origin, ...]
    compared: Compared = field(default_factory=Compared)


@dataclass(frozen=True, slots=True)
class Actors:
    """The actors of a whole record, and which actor of which article each one is."""

    actors: tuple[Actor, ...]
    of: tuple[tuple[ArticleId, ActorId, ActorId], ...]
    """(article, the article's actor id, the record's actor id), sorted."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Everything that holds across articles."""

    stories: tuple[LinkedStory, ...]
    actors: Actors
    renditions: tuple[Rendition, ...] = ()
    orphaned: tuple[int, ...] = ()
    """Positions of the decisions that found nothing to apply to."""
    encounter_of: tuple[tuple[EncounterId, EncounterId], ...] = ()
    """(encounter of one article, merged encounter), sorted."""
    across: Across = field(default_factory=Across)
    sourcings: tuple[Sourcing, ...] = ()
    """Who takes what from whom."""
    told_by: tuple[ToldBy, ...] = ()


DecisionKind = Literal["must-link", "cannot-link", "value", "reject", "confirm"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person confirmed, rejected, edited, merged or split. Names anchors, never row numbers."""

    kind: DecisionKind
    noun: str
    """"statement", "actor", "encounter", "undertaking", "assessment", "article"; "issue", which has no anchors."""
    anchors: tuple[Anchor, ...]
    """The words it is about; for must-link and cannot-link, one anchor of each thing."""
    attribute: str | None = None
    """For a value: which ("speaker", "published"); None otherwise."""
    value: str | None = None
    note: str = ""
    made_at: str = ""
    """ISO 8601 with zone, as the user's journal has it."""
    path: str | None = None
    """The document's path when it was made, which finds it again after its bytes changed; None: not kept."""

    def spans(self) -> tuple[Span, ...]:
        """Return the spans of the anchors."""
        return tuple(anchor.span for anchor in self.anchors)
