"""On what a thing hangs, as different accounts tell it. Method: docs/methods/comparisons.md."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from typing import Final

from communique.link.alike import AlikeGroup
from communique.link.clauses import condition_in, is_contrary
from communique.link.passages import Passage
from communique.link.storytext import StoryText, Told, side_spoken_for
from communique.link.weighing import MIN_MARKED, SAME_THING, telling_weight
from communique.link.words import read_words, telling_words
from communique.model.comparisons import Side
from communique.model.records import ArticleRecord
from communique.model.spans import ArticleId, Span, StatementId

MAX_COMMON: Final = 0.5
"""Share of what the one condition says from which another is the same in other words."""

MAX_OPENING_CHARS: Final = 10
"""How far behind "only" a condition may begin as an undertaking has it."""


@dataclass(frozen=True)
class Hanging:
    """A condition, in the words of one account."""

    passage: Passage
    span: Span
    words: str
    statement: StatementId | None
    """None: the author tells it."""

    @cached_property
    def concepts(self) -> frozenset[str]:
        """What its words say."""
        return self.passage.concepts_in(self.span)

    def side(self, story: StoryText) -> Side:
        """Return it as a side of a comparison."""
        article = story.coverage.record_of[self.passage.article].article
        return Side(self.passage.article, article.anchor(self.span), self.words, self.statement)


AuthorConditions = Mapping[str, Sequence[Hanging]]


def differing_conditions(story: StoryText, group: AlikeGroup, authors: AuthorConditions) -> tuple[list[Hanging], bool]:
    """Return the conditions of a group that differ, and whether one is of all of a thing and another of a part.

    Empty: fewer than two, or they say the same in other words.
    """
    said = [found for told in group.told if (found := condition_of(story, told)) is not None]
    degrees = {degree_of(hanging.words) for hanging in said}
    if {"whole", "part"} <= degrees:
        return said, True
    every = [*said, *_told_by_authors(story, group, said, authors)]
    pairs = [(a, b) for a, b in combinations(every, 2) if (a.statement or b.statement) and _apart(story, a, b)]
    return [hanging for hanging in every if any(hanging in pair for pair in pairs)], False


def condition_of(story: StoryText, told: Told) -> Hanging | None:
    """Return the first condition of a statement; None: it hangs on none."""
    record = story.coverage.record_of[told.article]
    found = next((c for span in told.content if (c := condition_in(record.article.text, span)) is not None), None)
    if found is None:
        return None
    found = _as_read(record, found)
    return Hanging(told.passage, found, found.of(record.article.text), told.statement.id)


def _as_read(record: ArticleRecord, found: Span) -> Span:
    """Return a condition as far as the undertaking on it was read: a clause may go on with what another does."""
    read = (u.condition for u in record.undertakings if u.condition is not None and found.contains(u.condition))
    ends = [span.end for span in read if span.start - found.start <= MAX_OPENING_CHARS]
    return Span(found.start, max(ends)) if ends else found


def contrary_on_one_condition(story: StoryText, first: Told, second: Told) -> bool:
    """Return whether both hang on one condition, the one until it is met and the other when it is.

    "Closed until the flow is restored" is "open when it is": what hangs on it differs in words alone.
    """
    one, other = condition_of(story, first), condition_of(story, second)
    if one is None or other is None or is_contrary(one.words) is is_contrary(other.words):
        return False
    return not _apart(story, one, other)


def degree_of(words: str) -> str | None:
    """Return whether words say that it is all of a thing or a part of it ("whole", "part"); None: neither."""
    told = [word.form for word in read_words(words)]
    # "to begin on 1 March" is all of it, "to begin to ..." a part.
    after = dict(pairwise(told))
    forms = {form for form in told if form[:5] not in ("start", "begin") or after.get(form, "")[-3:] in ("to", "ing")}
    table = telling_words()["degree"]
    if forms & set(table["part"]):
        return "part"
    return "whole" if forms & set(table["whole"]) else None


def conditions_of_authors(story: StoryText) -> AuthorConditions:
    """Return the conditions in sentences that are nobody's statement, by whom they name: people, and names of sides."""
    found: dict[str, list[Hanging]] = defaultdict(list)
    for record in story.records:
        text = record.article.text
        mentions = sorted((m.span.start, m.actor) for m in record.mentions if m.actor is not None)
        starts = [start for start, _ in mentions]
        for passage in story.passages_in(record.article.id):
            span = passage.anchor.span
            local = {a for _, a in mentions[bisect_left(starts, span.start) : bisect_left(starts, span.end)]}
            condition = condition_in(text, span) if local and not passage.statements else None
            if condition is not None:
                people = {story.coverage.actor_of[record.article.id, actor] for actor in local}
                sides = {side for actor in people if (side := side_spoken_for(story.coverage, actor))}
                for named in sorted(people | sides):
                    found[named].append(Hanging(passage, condition, condition.of(text), None))
    return found


def _told_by_authors(
    story: StoryText, group: AlikeGroup, said: Sequence[Hanging], authors: AuthorConditions
) -> list[Hanging]:
    """Return what a party asks as authors near in time tell it in their own words, naming who asks, one of each.

    The most alike; enough must be for it to be the same condition as one that is quoted.
    """
    articles = {told.article for told in group.told}
    speakers = frozenset[str]().union(*(told.speakers | told.sides for told in group.told))
    least = SAME_THING["matter"] * story.weights.rarest
    best: dict[ArticleId, tuple[float, int, Hanging]] = {}
    for hanging in (h for named in sorted(speakers) for h in authors.get(named, ())) if said else ():
        article = hanging.passage.article
        common = max(telling_weight(story, hanging.concepts & h.concepts) for h in said)
        if common < least or article in articles or not any(story.near(article, a) for a in articles):
            continue
        best[article] = max(best.get(article, (0.0, 0, hanging)), (common, -hanging.span.start, hanging), key=_first)
    return [hanging for _, (_, _, hanging) in sorted(best.items(), key=lambda found: found[0])]


def _first(found: tuple[float, int, Hanging]) -> tuple[float, int]:
    return found[:2]


def _apart(story: StoryText, one: Hanging, other: Hanging) -> bool:
    """Return whether each of two has something to say that the other has not, and both share little."""
    first, second = one.concepts, other.concepts
    here, there, both = (telling_weight(story, part) for part in (first - second, second - first, first & second))
    return min(here, there) >= MIN_MARKED and both < MAX_COMMON * min(here + both, there + both)
