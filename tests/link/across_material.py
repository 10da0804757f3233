"""Hand-built articles with terms, statements and undertakings, for the tests of matters, issues and positions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from communique.facts import Facts
from communique.facts.table import State
from communique.link import link_records
from communique.model.actors import Actor, Mention, Office
from communique.model.documents import Article, Block, Source
from communique.model.encounters import Encounter
from communique.model.inferred import absent, stated
from communique.model.matters import Across
from communique.model.records import ArticleRecord, Decision
from communique.model.spans import (
    ActorId,
    ArticleId,
    DocumentHash,
    EncounterId,
    Span,
    StatementId,
    UndertakingId,
    public_id,
)
from communique.model.statements import Statement
from communique.model.terms import Compliance, Stance, Term
from communique.model.times import TimeValue
from communique.model.undertakings import Undertaking, UndertakingKind

ARVENIA = Actor(ActorId("a1"), "state", "Arvenia", ("Arvenia",), side="Arvenia")
BASCOVIA = Actor(ActorId("a2"), "state", "Bascovia", ("Bascovia",), side="Bascovia")
BERG = Actor(ActorId("a3"), "person", "Anna Berg", ("Anna Berg",), side="Arvenia")
SORIN = Actor(ActorId("a4"), "person", "Paul Sorin", ("Paul Sorin",), side="Bascovia")
FALK = Actor(ActorId("a5"), "person", "Ines Falk", ("Ines Falk",), offices=(Office("historian", None),))
REPORTER = Actor(ActorId("a6"), "person", "unnamed reporter", named=False)
REBEL = Actor(
    ActorId("a7"),
    "person",
    "Otto Lenz",
    ("Otto Lenz",),
    offices=(Office("spokesman for the Bascovian opposition", "Bascovia"),),
    side="Bascovia",
)
ACTORS = (ARVENIA, BASCOVIA, BERG, SORIN, FALK, REPORTER, REBEL)


@dataclass
class Draft:
    """An article in the making: one sentence a line."""

    path: str
    lines: Sequence[str]
    published: str
    side: str | None = None
    """The party whose office publishes it; None: an outlet."""
    statements: list[Statement] = field(default_factory=list)
    undertakings: list[Undertaking] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    stances: list[Stance] = field(default_factory=list)
    compliance: list[Compliance] = field(default_factory=list)
    conditions: list[Span] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    """Where a line is parted into sentences."""
    mentions: list[tuple[Span, ActorId]] = field(default_factory=list)
    times: list[TimeValue] = field(default_factory=list)
    encounters: list[Encounter] = field(default_factory=list)
    turns: bool = False
    """Whether each line is a turn of a transcript."""

    @property
    def text(self) -> str:
        """The article's text."""
        return "\n".join(self.lines)

    def span(self, words: str) -> Span:
        """Return where `words` first stand."""
        start = self.text.index(words)
        return Span(start, start + len(words))

    def says(self, who: Actor, words: str, *, relay: Actor | None = None) -> StatementId:
        """Add a statement."""
        relays = () if relay is None else (stated(relay.id),)
        statement = Statement(
            StatementId(public_id("s", self.path, words)),
            (self.span(words),),
            "indirect",
            stated((who.id,)),
            relays=relays,
        )
        self.statements.append(statement)
        return statement.id

    def undertakes(
        self,
        who: Actor,
        kind: UndertakingKind,
        action: str,
        condition: str = "",
        statement: StatementId | None = None,
    ) -> None:
        """Add an undertaking."""
        self.undertakings.append(
            Undertaking(
                UndertakingId(public_id("u", self.path, action)),
                kind,
                (who.id,),
                self.span(action),
                condition=self.span(condition) if condition else None,
                statement=statement,
            )
        )

    def meets(self, *who: Actor) -> None:
        """Add a meeting that was held."""
        number = EncounterId(public_id("e", self.path, str(len(self.encounters))))
        self.encounters.append(Encounter(number, "meeting", "held", tuple(a.id for a in who), (Span(0, 1),)))

    def term(
        self, words: str, head: str, *, nouns: Sequence[str] = (), verb: str | None = None, **more: object
    ) -> None:
        """Add a term where `words` first stand."""
        self.terms.append(
            Term(self.span(words), head, tuple(nouns), tuple(nouns), verb=verb, **more)  # type: ignore[arg-type]
        )

    def _sentences(self, line: Span) -> list[Span]:
        edges = [line.start, *(cut + 1 for cut in self.cuts if line.start < cut < line.end), line.end]
        return [Span(start, end) for start, end in pairwise(edges)]

    def record(self) -> ArticleRecord:
        """Return the record of the article."""
        text = self.text
        sha256 = DocumentHash(hashlib.sha256((self.path + text).encode()).hexdigest())
        source = stated(Source(f"Office of {self.side}", "office", self.side)) if self.side else absent("not reported")
        lines, start = [], 0
        for line in self.lines:
            lines.append(Span(start, start + len(line)))
            start += len(line) + 1
        sentences = [part for line in lines for part in self._sentences(line)]
        article = Article(
            ArticleId(public_id("d", sha256)),
            sha256,
            self.path,
            text,
            "text",
            tuple(Block("turn" if self.turns else "body", line) for line in lines),
            source=source,
            published=stated(self.published),
        )
        return ArticleRecord(
            article,
            ACTORS,
            statements=tuple(self.statements),
            undertakings=tuple(self.undertakings),
            terms=tuple(self.terms),
            stances=tuple(self.stances),
            compliance=tuple(self.compliance),
            conditions=tuple(self.conditions),
            sentences=tuple(sentences),
            times=tuple(self.times),
            encounters=tuple(self.encounters),
            mentions=tuple(Mention(span, "name", actor) for span, actor in self.mentions),
        )


FACTS = Facts(states=(State("Arvenia", adjectives=("Arvenian",)), State("Bascovia", adjectives=("Bascovian",))))


def spring() -> Draft:
    draft = Draft(
        "a.txt", ["Anna Berg said the sanctions on Bascovia would be lifted if the truce held."], "2031-03-01"
    )
    said = draft.says(BERG, "the sanctions on Bascovia would be lifted if the truce held")
    draft.undertakes(BERG, "condition", "the sanctions on Bascovia would be lifted", "if the truce held", said)
    draft.term("sanctions on Bascovia", "sanction", verb="lift")
    draft.term("truce", "truce")
    return draft


def summer() -> Draft:
    lines = [
        "Arvenia will ease the sanctions only once the truce held for a month.",
        "Paul Sorin rejected the sanctions on Bascovia.",
    ]
    draft = Draft("b.txt", lines, "2031-06-01")
    draft.undertakes(ARVENIA, "condition", "ease the sanctions", "only once the truce held for a month")
    draft.undertakes(SORIN, "refusal", "the sanctions on Bascovia")
    draft.term("sanctions", "sanction", verb="ease")
    draft.term("sanctions on Bascovia", "sanction", verb="reject")
    draft.term("truce", "truce")
    return draft


def autumn() -> Draft:
    draft = Draft(
        "c.txt", ["Anna Berg told reporters that Bascovia wants the sanctions on Bascovia gone."], "2031-09-01"
    )
    draft.says(BERG, "Bascovia wants the sanctions on Bascovia gone")
    draft.term("sanctions on Bascovia", "sanction")
    return draft


def link(records: list[ArticleRecord], decisions: list[Decision] | None = None) -> Across:
    return link_records(records, decisions or [], FACTS).linked.across
