"""What an article talks about: terms, stances, and reports of keeping or breaking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from communique.model.spans import ActorId, ComplianceId, Span, StatementId

Verdict = Literal["kept", "broken", "breach denied"]
"""breach denied: somebody says that it was not broken, which is less than that it was kept."""


@dataclass(frozen=True, slots=True)
class Term:
    """A noun phrase that can name what is talked about ("the full flow of the Tessen")."""

    span: Span
    head: str
    """Lemma of its head noun in lower case ("flow"); of a proper name the name in lower case ("brenna dam")."""
    words: tuple[str, ...] = ()
    """Lemmas of the nouns, names and adjectives that modify the head, in lower case and text order."""
    nouns: tuple[str, ...] = ()
    """Those of `words` that are nouns, and names of several words in one piece ("brenna dam"); in text order."""
    proper: bool = False
    place: bool = False
    """Whether it is taken for the name of a place."""
    definite: bool = False
    """Opened by "the", "this", "its" and the like: it means something known from elsewhere."""
    kind: str | None = None
    """Of a proper name: the noun that its text calls it ("Porto Merra, its largest harbor": "harbor"); None: none."""
    verb: str | None = None
    """Lemma of the verb of which it is object or subject in the passive, or of the noun that acts on it ("the lifting
    of"); None: neither."""
    aside: bool = False
    """Whether it only tells the setting of what is said: behind "after" or "despite", in an apposition, in a tale
    within ("the war that began with the invasion")."""
    reports: bool = False
    """Whether its clause tells an act of war that happened, or a count of it ("downed forty drones"), and no more."""


@dataclass(frozen=True, slots=True)
class Stance:
    """A clause that tells what an actor wants, holds, rejects or is ready for, whoever tells it."""

    span: Span
    cue: Span
    actor: ActorId
    statement: StatementId | None = None
    """The statement in which it stands; None: the author tells it."""


@dataclass(frozen=True, slots=True)
class Compliance:
    """A report that an undertaking or an agreement was kept or broken."""

    id: ComplianceId
    verdict: Verdict
    span: Span
    """The exact words that say so."""
    by: tuple[ActorId, ...] = ()
    """Who reports it; empty: the author, and `statement` is None."""
    party: ActorId | None = None
    """Whose keeping or breaking it is; None: not told."""
    about: Span | None = None
    """The words for what was kept or broken ("the commitment on the transit"); None: none stand there."""
    statement: StatementId | None = None
    """The statement in which it stands; None: the author reports it."""
    bare: bool = False
    """Whether its words alone do not tell that anything was promised ("freed the crew early"): it counts only where
    link finds the undertaking."""
