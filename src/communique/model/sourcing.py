"""Who takes what from whom, and by how many independent roots a thing is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from communique.model.spans import Anchor, ArticleId, StatementId

SourcingKind = Literal["copy", "agency", "credit", "relay", "translation"]
"""copy: passages stand in both articles; agency: it is credited as the origin; credit: it contributed ("contributed to
this report"); relay: it is named as the one who passes a statement on; translation: the text says that it is one."""


@dataclass(frozen=True, slots=True)
class Sourcing:
    """That an article takes something from another, or from a source that it names."""

    article: ArticleId
    """Who takes; of two articles with the same passages the later one, or the one that credits an agency."""
    kind: SourcingKind
    evidence: Anchor | None
    """The first words copied, the credit, or the statement; None: the user or a page's metadata says it."""
    from_article: ArticleId | None = None
    """None: from no article of the record that is known."""
    from_source: str | None = None
    """Name of the agency, outlet or office; None: not told."""
    statement: StatementId | None = None
    """For a relay: what is passed on; None otherwise."""
    share: float | None = None
    """For a copy: share of the shorter article that both have, 0 to 1; None otherwise."""
    directed: bool = True
    """False: which of the two articles has it from the other is not known."""


@dataclass(frozen=True, slots=True)
class ToldBy:
    """By how many articles, and by how many independent origins, a noun or one attribute of it is told."""

    noun: Literal["statement", "encounter", "undertaking", "comparison"]
    noun_id: str
    attribute: str
    """Of an encounter: place, date, duration, status, kind, counted by the accounts that tell the record's value;
    "" for the noun itself."""
    articles: int
    origins: int
