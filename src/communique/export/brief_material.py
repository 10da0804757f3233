"""What a brief is made of: articles, people, encounters, statements, undertakings, judgements."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from communique.export.brief_compared import BriefComparison, Differences
from communique.export.brief_passage import Passage as Passage


@dataclass(frozen=True, slots=True)
class Value:
    """A value as the record holds it."""

    value: str | None
    basis: str | None
    """stated, resolved, inferred, table or user; None: there is no value."""
    absence: str | None = None
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefArticle:
    """An article that the brief rests on."""

    id: str
    path: str
    label: str
    """How it is cited: its number in the list of sources."""
    text: str
    title: str | None
    source: str | None
    source_kind: str | None
    source_side: str | None
    published: Value
    language: str | None
    origin: str | None
    agency: str | None
    stretches: tuple[tuple[int, int], ...]
    """Its blocks, the names that head speakers' turns left out."""
    lead: tuple[int, int]
    """Its first paragraph, which in a news story tells what matters most; (0, 0): none."""
    captions: tuple[tuple[int, int], ...] = ()
    """Its captions: they tell who is seen on a picture, less than the text tells."""
    newsroom: str | None = None
    """Who stands at the root of its origin: the agency, else its publisher; None: not known, or several."""

    @property
    def called(self) -> str:
        """Who publishes it; where that is not known, its number among the sources."""
        return self.source or f"source {self.label}"

    @property
    def origin_id(self) -> str:
        """What it goes back to: a newsroom, which confirms itself by no second report; else its origin, or itself."""
        return self.newsroom or self.origin or self.id


@dataclass(frozen=True, slots=True)
class BriefActor:
    """Somebody who speaks, takes part or is bound."""

    id: str
    kind: str
    name: str
    named: bool
    side: str | None
    title: str | None
    """The office most told of that agrees with the side; None: none does."""
    title_of: str | None
    title_basis: str | None


@dataclass(frozen=True, slots=True)
class BriefStatement:
    """What one article reports that somebody said."""

    id: str
    article: str
    form: str
    speakers: tuple[str, ...]
    basis: str | None
    """How the speakers are known; None: they are not."""
    content: tuple[Passage, ...]
    cue: Passage | None
    relays: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BriefAccount:
    """How one article tells one encounter."""

    id: str
    article: str
    status: str
    values: tuple[tuple[str, str | None], ...]
    """(attribute, value) of date, place and duration."""
    evidence: tuple[Passage, ...]
    hedge: Passage | None = None
    """What tells an expected one as no more than possible, a held one as broken off; None: nothing."""
    is_former: bool = False
    """Whether it is told only as the one before another ("the first visit in two years")."""
    inferred: tuple[str, ...] = ()
    """Attributes whose value the article does not tell itself (the day of a readout, by that of its publication)."""


@dataclass(frozen=True, slots=True)
class BriefEncounter:
    """An encounter as all accounts together tell it."""

    id: str
    kind: str
    status: str
    date: Value
    place: Value
    duration: Value
    participants: tuple[str, ...]
    accounts: tuple[BriefAccount, ...]


@dataclass(frozen=True, slots=True)
class BriefUndertaking:
    """What somebody promised, offered, demanded, refused, warned of or made conditional."""

    id: str
    article: str
    kind: str
    by: tuple[str, ...]
    party: Value
    """An actor's id."""
    to: Value
    """An actor's id."""
    action: Passage
    condition: Passage | None
    deadline: Passage | None
    hedge: Passage | None
    due: Value
    negated: bool
    cue: Passage | None = None
    """The words that make it one ("has pledged")."""
    statement: str | None = None
    """The statement it rests on; None: the author tells it."""


@dataclass(frozen=True, slots=True)
class BriefJudgement:
    """Somebody's judgement."""

    id: str
    article: str
    by: tuple[str, ...]
    """Empty: the author."""
    encounter: str | None
    """The encounter judged; None: something else is."""
    words: Passage


@dataclass(frozen=True)
class Material:
    """All of it."""

    articles: dict[str, BriefArticle]
    """By id, in order of publication, those without a date last."""
    actors: dict[str, BriefActor]
    statements: tuple[BriefStatement, ...]
    encounters: tuple[BriefEncounter, ...]
    undertakings: tuple[BriefUndertaking, ...]
    unread: tuple[tuple[str, str, str], ...]
    """(path, status, reason) of the documents that were not analysed."""
    documents: int
    stories: tuple[tuple[str, int], ...]
    """(id, number of articles) of every story of the record, the largest first."""
    story: str | None
    """The story that was asked for; None: all."""
    differences: Differences = field(default_factory=Differences)
    """How the accounts differ."""
    judgements: tuple[BriefJudgement, ...] = ()
    story_of: dict[str, str] = field(default_factory=dict)
    """Story of each article."""

    @cached_property
    def statement_of(self) -> dict[str, BriefStatement]:
        """Every statement by its id."""
        return {statement.id: statement for statement in self.statements}

    @cached_property
    def statements_in(self) -> dict[str, tuple[BriefStatement, ...]]:
        """The statements of each article."""
        found: dict[str, list[BriefStatement]] = {name: [] for name in self.articles}
        for statement in self.statements:
            found.setdefault(statement.article, []).append(statement)
        return {name: tuple(statements) for name, statements in found.items()}

    @property
    def horizon(self) -> str | None:
        """The latest day on which an article was published; None: no day is known."""
        days = [a.published.value for a in self.articles.values() if a.published.value and len(a.published.value) == 10]
        return max(days, default=None)


def of_story(material: Material, story: str) -> Material:
    """Return the part of `material` that is of one story; articles keep the numbers by which they are cited."""

    def here(article: str) -> bool:
        return material.story_of.get(article) == story

    def ours(comparison: BriefComparison) -> bool:
        return all(here(side.passage.article) for side in comparison.sides)

    def told_here(encounter: BriefEncounter) -> BriefEncounter:
        return replace(encounter, accounts=tuple(a for a in encounter.accounts if here(a.article)))

    told = material.differences
    return replace(
        material,
        articles={name: article for name, article in material.articles.items() if here(name)},
        statements=tuple(s for s in material.statements if here(s.article)),
        encounters=tuple(e for e in map(told_here, material.encounters) if e.accounts),
        undertakings=tuple(u for u in material.undertakings if here(u.article)),
        judgements=tuple(j for j in material.judgements if here(j.article)),
        differences=Differences(
            tuple(c for c in told.comparisons if ours(c)),
            tuple(s for s in told.soles if here(s.passage.article)),
            tuple(p for p in told.pairs if here(p.first) and here(p.second)),
        ),
    )
