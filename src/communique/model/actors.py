"""Actors: people, states, organisations, armed groups; how a text names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from communique.model.inferred import Basis
from communique.model.spans import ActorId, Anchor, Span

ActorKind = Literal["person", "state", "organisation", "armed group", "group", "place", "agreement"]
"""group: several actors or people spoken of together or without name ("Western nations", "the two men")."""
MentionForm = Literal["name", "title", "pronoun", "description", "metonym", "heading"]


@dataclass(frozen=True, slots=True)
class Office:
    """A title held by a person, as an article or a facts table tells it."""

    title: str
    """As written, without the name ("foreign affairs adviser")."""
    of: str | None
    """Canonical name of the state or organisation; None: the text does not tell."""
    since: str | None = None
    """EDTF; None: not reported."""
    until: str | None = None
    """EDTF; None: not reported (never "still in office")."""
    basis: Basis = "stated"
    evidence: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names or refers to an actor."""

    span: Span
    form: MentionForm
    actor: ActorId | None
    """None: not resolved."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, state, organisation, armed group or group.

    In an `ArticleRecord` its id is good within that article only; link gives the record's actors public ids.
    """

    id: ActorId
    kind: ActorKind
    name: str
    """Canonical: the fullest name told, without title ("John Kerry"); for the unnamed a description
    ("unnamed official of the United States")."""
    names: tuple[str, ...] = ()
    """Every name and spelling met, sorted; `name` among them unless it is a description."""
    named: bool = True
    """False: a description stands in for a name that the text withholds."""
    offices: tuple[Office, ...] = ()
    side: str | None = None
    """Canonical name of the state or organisation it belongs to or speaks for; None: not known."""
    members: tuple[ActorId, ...] = ()
    """For a group whose members the text tells ("the two diplomats")."""

    @property
    def side_or_self(self) -> str:
        """The name of its side, else its own: a body is a side by itself, and who has none stands alone."""
        return self.side or self.name
