"""How accounts relate: what they tell alike, what they tell differently, what only one of them tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NewType

from communique.model.encounters import Relation
from communique.model.spans import Anchor, ArticleId, EncounterId, StatementId, UtteranceId

ComparisonId = NewType("ComparisonId", str)
PairId = NewType("PairId", str)
SoleId = NewType("SoleId", str)
ComparisonKind = Literal[
    "number",
    "date",
    "place",
    "role",
    "participants",
    "outcome",
    "agenda",
    "wording",
    "who said it",
    "cause",
    "spelling",
]
HOW_LONG = "how long it lasted"
"""What is compared where accounts tell the length of one encounter."""
Level = Literal["utterance", "matter"]
"""utterance: one thing said once by one speaker; matter: the same thing by others, on another day, or told as fact."""
Silence = Literal["left out", "not found here", "could not have known"]


@dataclass(frozen=True, slots=True)
class Side:
    """What one account says, in its words."""

    article: ArticleId
    words: Anchor
    value: str
    """What the words tell, normalised ("PT8H", "foreign affairs adviser"); the words themselves for a wording."""
    asserted_by: StatementId | None = None
    """None: the author of the article."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two or more passages of different accounts relate; conflict and weight are shown as discrepancies."""

    id: ComparisonId
    kind: ComparisonKind
    relation: Relation
    what: str
    """What is compared, from the record's own values ("how long the talks lasted")."""
    sides: tuple[Side, ...]
    """At least two, in order of article and place."""
    encounter: EncounterId | None = None
    """None: not of one encounter."""
    told: UtteranceId | None = None
    """The group of statements that tell it; None: not of statements."""
    weight: float = 0.0
    """How much it matters, 0 and more, rounded to 4 places; set by hand: docs/methods/comparisons.md."""


@dataclass(frozen=True, slots=True)
class ToldAlike:
    """Statements of several accounts that tell one thing: an utterance, or a matter."""

    id: UtteranceId
    level: Level
    statements: tuple[StatementId, ...]
    """In order of article and place."""
    score: float
    """Least likeness of two of them that were put together, 0 to 1, rounded to 4 places."""


@dataclass(frozen=True, slots=True)
class Absence:
    """What another account of the same encounter has instead of a passage."""

    article: ArticleId
    verdict: Silence
    near: Anchor | None
    """The passage nearest in words, so that a reader can judge; None: no passage shares anything."""


@dataclass(frozen=True, slots=True)
class Sole:
    """A passage that only one account of an encounter has."""

    id: SoleId
    article: ArticleId
    words: Anchor
    encounter: EncounterId | None
    weight: float
    """How much it matters, most first; set by hand: docs/methods/comparisons.md."""
    statement: StatementId | None
    """The statement that it reports; None: the author tells it."""
    absences: tuple[Absence, ...]


@dataclass(frozen=True, slots=True)
class ReadoutPair:
    """Two sides' readouts of one call or meeting."""

    id: PairId
    encounter: EncounterId | None
    first: ArticleId
    second: ArticleId
    told_by_both: tuple[tuple[Anchor, Anchor], ...]
    """(words of the first, words of the second), in order of the first."""
    only: tuple[Sole, ...]
    """What only one of them has, in order of article and place."""
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything that comparing the accounts of one story gives."""

    alike: tuple[ToldAlike, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    """The weightiest first."""
    soles: tuple[Sole, ...] = ()
    """The weightiest first."""
    readouts: tuple[ReadoutPair, ...] = ()
