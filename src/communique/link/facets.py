"""How statements that tell one thing differ: number, day, condition, wording, who said it.

Method: docs/methods/comparisons.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Final

from communique.link.alike import AlikeGroup
from communique.link.clauses import condition_in, without
from communique.link.hanging import AuthorConditions, contrary_on_one_condition, degree_of, differing_conditions
from communique.link.likeness import CONDITION
from communique.link.passages import Passage
from communique.link.quantities import quantities_of
from communique.link.storytext import StoryText, Told
from communique.link.unionfind import DisjointSets
from communique.link.weighing import MIN_MARKED, SAME_THING, common_weight, same_thing, telling_weight
from communique.link.words import read_words
from communique.model.comparisons import Comparison, ComparisonId, ComparisonKind, Level, Side
from communique.model.encounters import Relation
from communique.model.spans import Anchor, ArticleId, EncounterId, Span, UtteranceId, public_id
from communique.model.statements import Statement
from communique.model.times import resolve_time

MIN_PUT: Final = 6
"""The same for how the rest of it is put."""
HANGS: Final = "on what it hangs"
MAX_BRIEF_WORDS: Final = 6
MIN_QUOTED: Final = 0.6
"""Share of its words that the shorter of two quotations must share for both to be one sentence, cut or translated."""
MIN_SAID: Final = 0.5
"""Share of a stretch that a statement must hold to assert it: what stands around a few quoted words is its author's."""


@dataclass(frozen=True)
class Piece:
    """A stretch of one statement that is held against a stretch of another."""

    told: Told
    span: Span
    value: str

    @cached_property
    def bag(self) -> frozenset[str]:
        """Its concepts; names of states and bodies are one, whatever they are called."""
        return self.told.passage.concepts_in(self.span)

    @cached_property
    def degree(self) -> str | None:
        """Whether it says all of a thing ("whole") or a part ("part"); None: neither."""
        return degree_of(self.value)

    def side(self, story: StoryText) -> Side:
        """Return it as a side of a comparison."""
        article = story.coverage.record_of[self.told.article].article
        return Side(self.told.article, article.anchor(self.span), self.value, self.told.statement.id)


def compare_group(story: StoryText, group: AlikeGroup, authors: AuthorConditions) -> list[Comparison]:
    """Return how the statements of a group differ, one comparison per kind and occasion at most.

    The same on another occasion is no other account of this one. `authors`: the conditions that authors tell.
    """
    return [
        comparison
        for told in _occasions(story, group)
        for comparison in _compare_told(
            story, replace(group, noun=replace(group.noun, level=_level(told)), told=told), authors
        )
    ]


def _occasions(story: StoryText, group: AlikeGroup) -> list[tuple[Told, ...]]:
    found = _near_groups(story, [told.article for told in group.told])
    return [tuple(group.told[i] for i in members) for members in found]


def _level(told: Sequence[Told]) -> Level:
    """Return whether statements of one occasion are one speaker's, whoever else said so on another."""
    return "utterance" if frozenset.intersection(*(t.speakers for t in told)) else "matter"


def _compare_told(story: StoryText, group: AlikeGroup, authors: AuthorConditions) -> list[Comparison]:
    found: list[Comparison] = []
    found += _conditions(story, group, authors)
    found += _days(story, group)
    found += _speakers(story, group)
    dated = any(c.kind == "date" and c.relation != "compatible" for c in found)
    if not dated and not _numbers_differ(group):
        found += _wordings(story, group, parts_only=any(c.what == HANGS for c in found))
    return found


def make_comparison(
    kind: ComparisonKind,
    relation: Relation,
    what: str,
    sides: Sequence[Side],
    *,
    weight: float,
    encounter: EncounterId | None = None,
    told: UtteranceId | None = None,
    scope: str = "story",
) -> Comparison:
    """Return a comparison with its public id; sides are put in order of article and place.

    `scope`: what was compared, so that the same words compared twice (in a story, in two readouts) stay two.
    """
    ordered = tuple(sorted(set(sides), key=lambda s: (s.article, s.words)))
    key = [f"{s.words.document}:{s.words.span.start}:{s.words.span.end}" for s in ordered]
    return Comparison(
        ComparisonId(public_id("c", scope, kind, *key)),
        kind,
        relation,
        what,
        ordered,
        encounter,
        told,
        round(weight, 4),
    )


def pairs_across(story: StoryText, sides: Sequence[Side]) -> list[tuple[Side, Side]]:
    """Return the pairs of sides of different articles that can tell one occasion."""
    return [(a, b) for a, b in combinations(sides, 2) if a.article != b.article and story.near(a.article, b.article)]


def occasions_of(story: StoryText, pairs: Sequence[tuple[Side, Side]]) -> list[list[Side]]:
    """Return the sides of pairs, those of articles that can tell one occasion together, in the order of the pairs."""
    sides = list(dict.fromkeys(side for pair in pairs for side in pair))
    return [[sides[i] for i in members] for members in _near_groups(story, [side.article for side in sides])]


def _near_groups(story: StoryText, articles: Sequence[ArticleId]) -> list[list[int]]:
    """Return the positions of articles that can tell one occasion, directly or by way of others; none alone."""
    sets = DisjointSets(range(len(articles)))
    for (i, first), (j, second) in combinations(enumerate(articles), 2):
        if first == second or story.near(first, second):
            sets.join(i, j)
    return [members for members in sets.groups() if len(members) > 1]


def teller(passage: Passage, span: Span) -> Side:
    """Return words of a sentence as a side; asserted by the shortest statement that has all of them, or most."""
    held = {s.id: (_overlap(s, span), -sum(map(len, s.content))) for s in passage.statements}
    inner = max(held, key=lambda s: held[s], default=None)
    words = passage.anchor.words[span.start - passage.anchor.span.start : span.end - passage.anchor.span.start]
    said = inner if inner is not None and held[inner][0] >= MIN_SAID * len(span) else None
    return Side(passage.article, Anchor(passage.anchor.document, span, words), words, said)


def _overlap(statement: Statement, span: Span) -> int:
    """Return how many code points of a span are content of a statement."""
    return sum(max(0, min(c.end, span.end) - max(c.start, span.start)) for c in statement.content)


def compare_sides(
    story: StoryText, kind: ComparisonKind, relation: Relation, what: str, sides: Sequence[Side], weight: float
) -> Comparison:
    """Return a comparison of sides that are not of one group of statements; more articles weigh more."""
    encounter = story.shared_encounter({side.article for side in sides})
    articles = len({side.article for side in sides})
    return make_comparison(kind, relation, what, sides, weight=weight + articles, encounter=encounter)


def _text(story: StoryText, told: Told) -> str:
    return story.coverage.record_of[told.article].article.text


def _conditions(story: StoryText, group: AlikeGroup, authors: AuthorConditions) -> list[Comparison]:
    """Return how the conditions differ on which the same thing hangs."""
    hanging, in_degree = differing_conditions(story, group, authors)
    if not hanging:
        return []
    against = in_degree and group.noun.level == "utterance"
    sides = [found.side(story) for found in hanging]
    return [_told_comparison(story, group, "wording", "conflict" if against else "weight", HANGS, sides, 3.0)]


def _wordings(story: StoryText, group: AlikeGroup, *, parts_only: bool) -> list[Comparison]:
    """Return how the rest differs, the conditions aside: each of two has something that the other has not.

    `parts_only`: only whether it is all of the thing or a part, since the conditions differ already.
    """
    pieces = []
    for told in group.told:
        text = _text(story, told)
        span = _longest(told)
        condition = condition_in(text, span)
        main = (without(text, span, condition) if condition else None) or span
        pieces.append(Piece(told, main, main.of(text)))
    # What different people say differs in more than how it is put.
    pairs = [
        (a, b)
        for a, b in combinations(pieces, 2)
        if a.told.speakers & b.told.speakers
        and same_thing(story, a.told, b.told)
        and not contrary_on_one_condition(story, a.told, b.told)
        and not _two_sentences(a, b)
    ]
    marked = [(a, b) for a, b in pairs if (_part_of(a, b) if parts_only else _marked(story, a, b))]
    if not marked:
        return []
    # Shown with its condition: "talks cannot begin" alone is not what was said.
    spans = [(p.told, _longest(p.told)) for p in pieces if any(p in pair for pair in marked)]
    kept = [Piece(told, span, span.of(_text(story, told))) for told, span in spans]
    return [_group_comparison(story, group, "wording", "weight", "how it is put", kept, 1.0)]


def _two_sentences(first: Piece, second: Piece) -> bool:
    """Return whether two quotations, letter for letter, are of two sentences of a speaker, not one as two cut it."""
    if not first.told.statement.form == second.told.statement.form == "direct":
        return False
    one, other = ({word.form for word in read_words(piece.value)} for piece in (first, second))
    return len(one & other) < MIN_QUOTED * min(len(one), len(other))


def _longest(told: Told) -> Span:
    return max(told.content, key=lambda c: (len(c), -c.start))


def _part_of(first: Piece, second: Piece) -> bool:
    """Return whether one says of a part what the other says of the thing."""
    return {first.degree, second.degree} == {"part", None} and bool(first.bag & second.bag)


def _marked(story: StoryText, first: Piece, second: Piece) -> bool:
    """Return whether both have, in the sentence or in the piece itself, what the other has not, or differ in degree."""
    one, other = first.bag, second.bag
    if _part_of(first, second):
        return True
    only = one - frozenset(second.told.bag), other - frozenset(first.told.bag)
    around = (
        frozenset(first.told.bag) - frozenset(second.told.bag),
        frozenset(second.told.bag) - frozenset(first.told.bag),
    )
    weights = [telling_weight(story, part) for part in (*only, *around)]
    brief = min(len(first.value.split()), len(second.value.split())) <= MAX_BRIEF_WORDS
    both_hang = CONDITION in first.told.bag and CONDITION in second.told.bag
    if brief and not both_hang and not (one <= other or other <= one):
        # "They could meet then": what is meant stands in the sentence around it.
        return max(weights[:2]) >= MIN_MARKED and min(weights[2:]) >= 2 * MIN_MARKED
    return min(weights[:2]) >= MIN_PUT


def _numbers_differ(group: AlikeGroup) -> bool:
    """Return whether the statements of a group count one thing differently: that is compared by itself."""
    told = [
        quantity
        for t in group.told
        for quantity in quantities_of(t.passage)
        if any(c.contains(quantity.span) for c in t.content)
    ]
    return any(a.unit == b.unit and a.differs(b) for a, b in combinations(told, 2) if a.passage is not b.passage)


def _days(story: StoryText, group: AlikeGroup) -> list[Comparison]:
    """Return days told differently: the same day in other words is compatible, another one is a matter of weight."""
    pieces: list[Piece] = []
    for told in group.told:
        record = story.coverage.record_of[told.article]
        for time in record.times:
            if time.kind == "date" and any(c.contains(time.span) for c in told.content):
                value = resolve_time(time, record.article.published.value)
                if value and re.match(r"\d{4}-\d\d", value):
                    pieces.append(Piece(told, time.span, value))
    pairs = [
        (a, b)
        for a, b in combinations(pieces, 2)
        if a.told.article != b.told.article and same_thing(story, a.told, b.told)
    ]
    # In the same words, articles of one time tell one day, however each of them resolves it.
    put = [(a, b) for a, b in pairs if _day_words(story, a) != _day_words(story, b)]
    for a, b in put:
        if a.value.startswith(b.value) or b.value.startswith(a.value):
            return [_group_comparison(story, group, "date", "compatible", "which day", [a, b], 0.5)]
    apart = [(a, b) for a, b in put if not (a.value.startswith(b.value) or b.value.startswith(a.value))]
    if not apart or any(a.value == b.value for a, b in pairs):
        return []
    return [_group_comparison(story, group, "date", "weight", "which day", list(apart[0]), 2.0)]


def _day_words(story: StoryText, piece: Piece) -> list[str]:
    return sorted(piece.span.of(_text(story, piece.told)).casefold().split())


def _speakers(story: StoryText, group: AlikeGroup) -> list[Comparison]:
    """Return who is told to have said it, where one account names fewer of those who another says spoke together."""
    told = [
        (t, named) for t in group.told if (named := frozenset(s for s in t.speakers if story.coverage.actor[s].named))
    ]
    pairs = [(a, b) for (a, x), (b, y) in combinations(told, 2) if x & y and x != y and _surely_one(story, a, b)]
    if not pairs or not story.near(pairs[0][0].article, pairs[0][1].article):
        return []
    a, b = pairs[0]
    pieces = [Piece(t, _with_speaker(t), _names(story, t)) for t in (a, b)]
    return [_group_comparison(story, group, "who said it", "weight", "who said it", pieces, 2.0)]


def _surely_one(story: StoryText, first: Told, second: Told) -> bool:
    """Return whether two statements share as much as those of different people must: else each may be another one."""
    return common_weight(story, first, second) >= SAME_THING["matter"] * story.weights.rarest


def _names(story: StoryText, told: Told) -> str:
    return ", ".join(sorted(story.coverage.actor[s].name for s in told.speakers))


def _with_speaker(told: Told) -> Span:
    span = told.statement.speaker_span
    content = told.content[0]
    near = span is not None and told.passage.anchor.span.contains(span)
    return Span(min(span.start, content.start), max(span.end, content.end)) if span is not None and near else content


def _group_comparison(
    story: StoryText,
    group: AlikeGroup,
    kind: ComparisonKind,
    relation: Relation,
    what: str,
    pieces: Sequence[Piece],
    weight: float,
) -> Comparison:
    return _told_comparison(story, group, kind, relation, what, [piece.side(story) for piece in pieces], weight)


def _told_comparison(
    story: StoryText,
    group: AlikeGroup,
    kind: ComparisonKind,
    relation: Relation,
    what: str,
    sides: Sequence[Side],
    weight: float,
) -> Comparison:
    origins = len({side.article for side in sides})
    encounter = story.shared_encounter({side.article for side in sides})
    return make_comparison(
        kind, relation, what, sides, weight=weight + origins, encounter=encounter, told=group.noun.id
    )
