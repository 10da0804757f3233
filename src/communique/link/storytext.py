"""What is compared: the parts of statements that stand in one sentence, with who says them and what they are about."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from communique.facts.table import fold_name
from communique.link.clauses import condition_in
from communique.link.coverage import Coverage
from communique.link.likeness import CONDITION, LikenessIndex, Weights
from communique.link.offices import office_family
from communique.link.passages import Passage, concepts_of_names, passages_of
from communique.link.words import Word
from communique.model.encounters import HAPPENED, Encounter
from communique.model.records import ArticleRecord
from communique.model.spans import ActorId, ArticleId, EncounterId, Span, StatementId
from communique.model.statements import Statement

IN_CONTENT: Final = 1.0
IN_SENTENCE: Final = 0.5
IN_OTHER: Final = 0.2
"""How much a word counts in the content, in the sentence around it, and in another statement of that sentence."""
REFERRING: Final = 0.8
"""How much the sentence counts where the content opens with a pronoun: its antecedent stands there."""
NEAR_DAYS: Final = 4
"""Articles further apart do not tell the same occasion, unless both tell one encounter as held."""
RETOLD_DAYS: Final = 10
"""Nor do these where they are further apart than this."""
MIN_SAME_DAYS: Final = 2
"""Days that two articles must both name ("by April 5") for them to be of one time."""
IN_PREVIOUS: Final = 0.45
"""How much the sentence before counts where the content points back to it ("such an offensive", "urge him")."""
_DEMONSTRATIVE: Final = re.compile(
    r"\b(?:such an?|(?:this|that) (?:kind|sort)|these|those|him|them|the latter)\b", re.IGNORECASE
)
_PRONOUN: Final = re.compile(r"\W*(?:it|this|that|they|these|those|such|doing so)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Told:
    """The part of one statement that stands in one sentence."""

    statement: Statement
    passage: Passage
    content: tuple[Span, ...]
    bag: dict[str, float]
    """Concepts and how much each counts, 0 to 1."""
    speakers: frozenset[ActorId]
    sides: frozenset[str]
    """The sides for which the speakers speak."""
    least_core: float = REFERRING
    """How much a concept must count to be of what is said, not of what stands around it; less where the content points
    back to what it is about."""

    @property
    def article(self) -> ArticleId:
        """The article that tells it."""
        return self.passage.article

    @property
    def key(self) -> tuple[ArticleId, int, StatementId]:
        """Where it stands."""
        return self.article, self.content[0].start, self.statement.id


@dataclass(frozen=True)
class StoryText:
    """The texts of one story, read once for all comparisons."""

    coverage: Coverage
    records: tuple[ArticleRecord, ...]
    passages: tuple[Passage, ...]
    told: tuple[Told, ...]
    weights: Weights

    encounters: tuple[Encounter, ...] = ()
    """Merged."""

    @cached_property
    def index(self) -> LikenessIndex:
        """Finds the passages that are most like a given one, by position in `passages`; owners: places in `records`."""
        places = {record.article.id: place for place, record in enumerate(self.records)}
        owners = [places[passage.article] for passage in self.passages]
        return LikenessIndex([passage.concepts for passage in self.passages], owners, self.weights)

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The folded names of the capitals of states."""
        return frozenset(fold_name(state.capital) for state in self.coverage.facts.states if state.capital)

    @cached_property
    def by_article(self) -> Mapping[ArticleId, list[Passage]]:
        """The sentences of each article, in order."""
        found: dict[ArticleId, list[Passage]] = {record.article.id: [] for record in self.records}
        for passage in self.passages:
            found[passage.article].append(passage)
        return found

    @cached_property
    def articles_of(self) -> Mapping[EncounterId, frozenset[ArticleId]]:
        """The articles that tell each merged encounter."""
        home = {e.id: record.article.id for record in self.records for e in record.encounters}
        return {e.id: frozenset(home[a] for a in e.accounts if a in home) for e in self.encounters}

    @cached_property
    def central(self) -> frozenset[str]:
        """The concepts of the names of those who took part, or whose side did, in what several articles tell."""
        shared = {p for e in self.encounters if len(self.articles_of[e.id]) > 1 for p in e.participants}
        actors = [self.coverage.actor[p] for p in sorted(shared)]
        names = [name for actor in actors for name in (*actor.names, actor.name, actor.side) if name]
        return concepts_of_names(names, self.coverage.facts)

    def near(self, first: ArticleId, second: ArticleId) -> bool:
        """Return whether two articles can tell one occasion: published within NEAR_DAYS of one another.

        A little more where both tell one encounter as held; never two texts of one press office that do not. A text
        whose day is not known is of that of the last encounter it tells as held. Where that is not known either: both
        tell one encounter, or name the same days of the calendar, or one speaks of the place of the other's encounters.
        A capital alone does not do, since it stands for its government as well.
        """
        if (first, second) not in self._near:
            self._near[first, second] = self._can_be_near(first, second)
        return self._near[first, second]

    @cached_property
    def _near(self) -> dict[tuple[ArticleId, ArticleId], bool]:
        """What `near` has answered: it is asked of two articles again and again."""
        return {}

    def _can_be_near(self, first: ArticleId, second: ArticleId) -> bool:
        one, other = self._days[first], self._days[second]
        known = one or other
        shared = any(_near_day(e.date.value, known) for e in self._held[first] & self._held[second])
        if not shared and self._one_office(first, second):
            return False
        if one is not None and other is not None:
            return abs((one - other).days) <= (RETOLD_DAYS if shared else NEAR_DAYS)
        if shared:
            return True
        if len(self._calendar[first] & self._calendar[second]) >= MIN_SAME_DAYS:
            return True
        here, there = self._venues[first], self._venues[second]
        spoken = (here & self._spoken[second]) | (there & self._spoken[first])
        return bool(here & there) or bool(spoken - self.capitals)

    def one_day(self, first: ArticleId, second: ArticleId) -> bool:
        """Return whether nothing says that two articles are of days more than one apart."""
        one, other = self._days[first], self._days[second]
        return one is None or other is None or abs((one - other).days) <= 1

    def _one_office(self, first: ArticleId, second: ArticleId) -> bool:
        """Return whether one press office published both: each of its readouts is on another call."""
        sources = [self.coverage.record_of[a].article.source.value for a in (first, second)]
        return sources[0] is not None and sources[0].kind == "office" and sources[0] == sources[1]

    def near_days(self, first: ArticleId, second: ArticleId, most: int) -> bool:
        """Return whether two articles are known to be published within `most` days."""
        one, other = (_day(self.coverage.record_of[a].article.published.value) for a in (first, second))
        return one is not None and other is not None and abs((one - other).days) <= most

    @cached_property
    def merged(self) -> Mapping[EncounterId, Encounter]:
        """The merged encounter of each account; an account that no merged one holds stands for itself."""
        alone = {e.id: e for record in self.records for e in record.encounters}
        return alone | {account: encounter for encounter in self.encounters for account in encounter.accounts}

    @cached_property
    def _days(self) -> Mapping[ArticleId, date | None]:
        """The day of each article: published, or that of the last encounter which it tells as held; None: not known."""
        found = {}
        for record in self.records:
            told = [day for e in self._held[record.article.id] if (day := _day(e.date.value)) is not None]
            found[record.article.id] = _day(record.article.published.value) or max(told, default=None)
        return found

    @cached_property
    def _held(self) -> Mapping[ArticleId, frozenset[Encounter]]:
        """The merged encounters that each article tells as held."""
        return {
            record.article.id: frozenset(self.merged[e.id] for e in record.encounters if e.status in HAPPENED)
            for record in self.records
        }

    @cached_property
    def _calendar(self) -> Mapping[ArticleId, frozenset[tuple[int, int]]]:
        """The days of the calendar, as (month, day), that each article names without a year."""
        shifts = {record.article.id: [time.shift for time in record.times] for record in self.records}
        return {
            article: frozenset((s.month, s.day) for s in told if s and s.year is None and s.month and s.day)
            for article, told in shifts.items()
        }

    @cached_property
    def _venues(self) -> Mapping[ArticleId, frozenset[str]]:
        """The cities of the encounters that each article tells as held, those of a mere year or month left out."""
        found = {}
        for record in self.records:
            held = [
                e for e in record.encounters if e.status in HAPPENED and _near_day(self.merged[e.id].date.value, None)
            ]
            places = [e.place.value for e in held if e.place.value]
            cities = {fold_name(place.split(",")[0]) for place in places if "," in place}
            found[record.article.id] = frozenset(cities)
        return found

    @cached_property
    def _spoken(self) -> Mapping[ArticleId, frozenset[str]]:
        """The words of each article that begin with a capital."""
        found: dict[ArticleId, set[str]] = {record.article.id: set() for record in self.records}
        for passage in self.passages:
            found[passage.article] |= {fold_name(word.form) for word in passage.words if word.capital}
        return {article: frozenset(words) for article, words in found.items()}

    @cached_property
    def _told_encounters(self) -> Mapping[ArticleId, frozenset[EncounterId]]:
        """The merged encounters that each article tells."""
        found: dict[ArticleId, set[EncounterId]] = {record.article.id: set() for record in self.records}
        for encounter, articles in self.articles_of.items():
            for article in articles:
                found[article].add(encounter)
        return {article: frozenset(encounters) for article, encounters in found.items()}

    def shared_encounter(self, articles: Collection[ArticleId]) -> EncounterId | None:
        """Return the encounter that all of `articles` tell, the one most told; None: there is none."""
        wanted = set(articles)
        if len(wanted) < 2:
            return None
        found = frozenset[EncounterId].intersection(*(self._told_encounters[article] for article in wanted))
        return min(found, key=lambda e: (-len(self.articles_of[e]), e), default=None)

    def leads_with(self, article: ArticleId, other: ArticleId) -> bool:
        """Return whether an article tells at its head an encounter that `other` tells too: what it is about."""
        lead = [p.anchor.span for p in self.by_article[article] if p.lead]
        told = {
            self.merged[account].id
            for account, evidence in self._evidence[article]
            if any(span.overlaps(e) for span in lead for e in evidence)
        }
        return any(other in self.articles_of.get(encounter, frozenset()) for encounter in told)

    def tells_encounter(self, passage: Passage) -> bool:
        """Return whether an encounter is told in a sentence."""
        told = (e for _, evidence in self._evidence[passage.article] for e in evidence)
        return any(passage.anchor.span.overlaps(e) for e in told)

    def tells_shared_encounter(self, passage: Passage) -> bool:
        """Return whether an encounter that several articles tell is told in a sentence."""
        return any(
            len(self.articles_of.get(self.merged[account].id, ())) > 1
            for account, evidence in self._evidence[passage.article]
            if any(passage.anchor.span.start <= e.start < passage.anchor.span.end for e in evidence)
        )

    def one_occasion(self, first: ArticleId, here: Span, second: ArticleId, there: Span) -> bool:
        """Return whether words of two articles can tell one encounter: that of which the texts speak there."""
        return any(
            one_occasion(one, other) for one in self.told_at(first, here) for other in self.told_at(second, there)
        )

    def told_at(self, article: ArticleId, span: Span) -> list[Encounter]:
        """Return the merged encounters that the sentence of a span tells; where none, that told last before, and first.

        The first is what an article is about. Empty: it has told none until there.
        """
        sentence = next((p.anchor.span for p in self.by_article[article] if p.anchor.span.contains(span)), span)
        told = sorted((e, self.merged[a].id) for a, evidence in self._evidence[article] for e in evidence)
        chosen = [found for found in told if sentence.overlaps(found[0])]
        if not chosen:
            before = [found for found in told if found[0].start < span.start]
            chosen = [found for found in before if found[0] in (before[0][0], before[-1][0])]
        merged = {encounter.id: encounter for encounter in self.merged.values()}
        return [merged[found] for found in dict.fromkeys(found for _, found in chosen)]

    @cached_property
    def _evidence(self) -> Mapping[ArticleId, list[tuple[EncounterId, tuple[Span, ...]]]]:
        """The words that tell each account of an encounter."""
        return {r.article.id: [(e.id, tuple(e.evidence)) for e in r.encounters] for r in self.records}

    def passages_in(self, article: ArticleId) -> list[Passage]:
        """Return the sentences of one article, in order."""
        return self.by_article[article]


def read_story(coverage: Coverage, records: Sequence[ArticleRecord], encounters: Sequence[Encounter] = ()) -> StoryText:
    """Return the sentences and statements of a story's articles, with the weights of their concepts."""
    passages = tuple(passage for record in records for passage in passages_of(coverage, record))
    weights = Weights.of_bags([passage.concepts for passage in passages], coverage.people_concepts)
    told = [
        item
        for n, passage in enumerate(passages)
        for item in _told_in(coverage, passage, passages[n - 1] if n and passage.number else None)
    ]
    ordered = tuple(sorted(told, key=lambda t: t.key))
    return StoryText(coverage, tuple(records), passages, ordered, weights, tuple(encounters))


def _told_in(coverage: Coverage, passage: Passage, before: Passage | None) -> list[Told]:
    found = []
    for statement in passage.statements:
        content = tuple(part for c in statement.content if (part := _cut(c, passage.anchor.span)) is not None)
        local = statement.speakers.value or ()
        speakers = frozenset(coverage.actor_of[passage.article, actor] for actor in local)
        sides = frozenset(side for s in speakers if (side := side_spoken_for(coverage, s)))
        text = coverage.record_of[passage.article].article.text
        pointing = before is not None and any(_DEMONSTRATIVE.search(c.of(text)) for c in content)
        bag = _bag(coverage, passage, statement, content, before if pointing else None)
        least_core = IN_PREVIOUS if pointing else REFERRING
        found.append(Told(statement, passage, content, bag, speakers, sides, least_core))
    return found


def _cut(span: Span, bounds: Span) -> Span | None:
    start, end = max(span.start, bounds.start), min(span.end, bounds.end)
    return Span(start, end) if start < end else None


def side_spoken_for(coverage: Coverage, actor_id: ActorId) -> str | None:
    """Return the side for which an actor speaks: itself, or that of which it holds an office; None: for none."""
    actor = coverage.actor[actor_id]
    if actor.kind != "person":
        return actor.side or (actor.name if actor.kind in ("state", "organisation", "armed group") else None)
    titles = [office.title for office in actor.offices] + ([] if actor.named else [actor.name])
    return actor.side if any(office_family(title) for title in titles) else None


def _bag(
    coverage: Coverage, passage: Passage, statement: Statement, content: Sequence[Span], before: Passage | None
) -> dict[str, float]:
    text = coverage.record_of[passage.article].article.text
    around = REFERRING if _PRONOUN.match(content[0].of(text)) else IN_SENTENCE
    others = [
        c
        for other in passage.statements
        if other.id != statement.id and not any(c.contains(content[0]) for c in other.content)
        for c in other.content
    ]
    bag: dict[str, float] = {}
    if before is not None:
        bag.update(dict.fromkeys(before.concepts, IN_PREVIOUS))
    for word in passage.words:
        if not word.concept:
            continue
        share = IN_CONTENT if _is_in(word, content) else IN_OTHER if _is_in(word, others) else around
        bag[word.concept] = max(share, bag.get(word.concept, 0.0))
    if any(condition_in(text, c) is not None for c in content):
        # That something hangs on a condition is half of what such a statement says.
        bag[CONDITION] = IN_CONTENT
    return bag


def one_occasion(first: Encounter, second: Encounter) -> bool:
    """Return whether two merged encounters are one, or of one day with some of the same: talks and what follows."""
    if first.id == second.id:
        return True
    day = _day(first.date.value)
    return day is not None and day == _day(second.date.value) and bool({*first.participants} & {*second.participants})


def _is_in(word: Word, spans: Sequence[Span]) -> bool:
    """Return whether a word stands at least in part in one of the spans."""
    start, end = word.start, word.end
    return any(span.start < end and start < span.end for span in spans)


def _near_day(told: str | None, known: date | None) -> bool:
    """Return whether an encounter can be the news of a day: dated near it, or of an unknown day; not of a mere year."""
    day = _day(told)
    if day is None or known is None:
        return told is None or day is not None
    return abs((day - known).days) <= RETOLD_DAYS


def _day(published: str | None) -> date | None:
    return date.fromisoformat(published) if published and len(published) == 10 else None
