"""Two sides' readouts of one call or meeting, clause against clause. Method: docs/methods/comparisons.md."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from communique.link.alignment import Bag, Names, ReadoutWeights, align_clauses, read_bag
from communique.link.passages import Passage, clauses_of, concepts_of_names
from communique.link.readout_differences import compare_clauses, sentence_of
from communique.link.readout_pairs import MAX_GAP_DAYS, find_calls, is_readout, opening_end, side_of, told_by_office
from communique.link.sole import MAX_NEAR_TO_ACCUSE, make_sole, nearest, parties_of
from communique.link.storytext import StoryText
from communique.link.words import frame_concepts, light_concepts
from communique.model.comparisons import Absence, Comparison, ComparisonId, PairId, ReadoutPair, Silence
from communique.model.records import ArticleRecord
from communique.model.spans import Anchor, ArticleId, EncounterId, Span, public_id

MAX_OPENING_CONCEPTS: Final = 7
"""Of an opening that only says who met whom, where and at whose wish."""
MIN_ALIKE: Final = 0.5
"""Share of the concepts of two sentences, and of the sentences of a text, that one office's texts on like talks have in
common."""
MIN_SENTENCES: Final = 3


@dataclass(frozen=True)
class Alignment:
    """Two readouts of one encounter, clause against clause."""

    encounter: EncounterId | None
    first: ArticleRecord
    second: ArticleRecord
    both: tuple[tuple[Passage, Passage], ...]
    near: tuple[tuple[Passage, Passage], ...]
    """Clauses that speak of one thing in quite other words."""
    shown: tuple[tuple[Anchor, Anchor], ...]
    """What is shown of `both`."""
    only: tuple[Passage, ...]
    """Sentences that tell something the other readout does not, in order of article and place."""
    silent: frozenset[Anchor]
    """The clauses of which the other readout, as a whole, says nothing."""


def find_readouts(story: StoryText) -> list[Alignment]:
    """Return the pairs of readouts that two sides published of one call or meeting, in order of their articles.

    And those that one office published on like talks with two others, in words that are alike for the most part.
    """
    calls = set(find_calls(story.coverage, story.records))
    offices = [record for record in story.records if is_readout(record, story.coverage.facts)]
    found = []
    for n, first in enumerate(offices):
        for second in offices[n + 1 :]:
            if side_of(first, story.coverage.facts) == side_of(second, story.coverage.facts):
                if _parallel(story, first, second):
                    found.append(_align(story, None, first, second))
                continue
            encounter = _encounter(story, first, second)
            low, high = sorted((first.article.id, second.article.id))
            near = story.near_days(low, high, MAX_GAP_DAYS)
            if (low, high) in calls or (near and encounter is not None):
                found.append(_align(story, encounter, first, second))
    return found


def _parallel(story: StoryText, first: ArticleRecord, second: ArticleRecord) -> bool:
    """Return whether one publisher tells of two talks in like words: what is only in one is told of that one alone."""
    one, other = (story.passages_in(record.article.id) for record in (first, second))
    low, high = first.article.id, second.article.id
    if not _one_publisher(first, second) or not story.near_days(low, high, MAX_GAP_DAYS):
        return False
    shorter, longer = sorted((one, other), key=len)
    alike = [p for p in shorter if any(_overlap(p.concepts, q.concepts) >= MIN_ALIKE for q in longer)]
    return len(alike) >= MIN_SENTENCES and len(alike) >= MIN_ALIKE * len(shorter)


def _one_publisher(first: ArticleRecord, second: ArticleRecord) -> bool:
    return first.article.source.value == second.article.source.value


def _overlap(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / len(first | second) if first or second else 0.0


def _encounter(story: StoryText, first: ArticleRecord, second: ArticleRecord) -> EncounterId | None:
    """Return the merged encounter that both readouts tell in their opening; None: the record has not joined them."""
    wanted = {first.article.id, second.article.id}
    for encounter in sorted(story.encounters, key=lambda e: e.id):
        if wanted <= story.articles_of[encounter.id] and all(
            _opens_with(story, encounter.accounts, _opening(story, article), article) for article in wanted
        ):
            return encounter.id
    return None


def _opening(story: StoryText, article: ArticleId) -> int:
    return opening_end(_passages(story, article))


def _passages(story: StoryText, article: ArticleId) -> list[Passage]:
    """Return the sentences in which the office speaks."""
    return told_by_office(story.passages_in(article), story.coverage.record_of[article].article)


def _opens_with(story: StoryText, accounts: Sequence[EncounterId], end: int, article: ArticleId) -> bool:
    record = story.coverage.record_of[article]
    return any(e.id in accounts and any(s.start < end for s in e.evidence) for e in record.encounters)


def _align(story: StoryText, encounter: EncounterId | None, first: ArticleRecord, second: ArticleRecord) -> Alignment:
    one, other = (_clauses(story, record) for record in (first, second))
    here, there = (_passages(story, record.article.id) for record in (first, second))
    bags = [[_bag(story, clause) for clause in clauses] for clauses in (one, other)]
    principals = _principals(story, first, second)
    sides = [side for record in (first, second) if (side := side_of(record, story.coverage.facts)) is not None]
    names = Names(principals, story.weights.people - principals, concepts_of_names(sides, story.coverage.facts))
    weights = ReadoutWeights(here, there, names)
    aligned = align_clauses(bags[0], bags[1], weights)
    both, near = aligned.both, aligned.near
    if _one_publisher(first, second):
        # What such texts tell alike they tell in the same words: all else is told of one of the talks alone.
        both = tuple((a, b) for a, b in both if _overlap(a.concepts, b.concepts) >= MIN_ALIKE)
        near = ()
    told = {a.number for a, _ in both}, {b.number for _, b in both}
    only = [*_whole(story, one, told[0]), *_whole(story, other, told[1])]
    told_by = [_shown_with(story, clauses, numbers) for clauses, numbers in zip((one, other), told, strict=True)]
    shown = tuple(dict.fromkeys((told_by[0][a.number], told_by[1][b.number]) for a, b in both))
    silent = [
        bag.clause.anchor
        for bags, others, whole in ((bags[0], bags[1], there), (bags[1], bags[0], here))
        for bag in bags
        if weights.is_silent(bag, others, whole)
    ]
    return Alignment(encounter, first, second, both, near, shown, tuple(only), frozenset(silent))


def _shown_with(story: StoryText, clauses: Sequence[Passage], told: Collection[int]) -> Mapping[int, Anchor]:
    """Return the words to show for each told clause: with what stands beside it that the other does not tell."""
    shown: dict[int, Anchor] = {}
    for sentence in dict.fromkeys(sentence_of(story, clause).anchor for clause in clauses):
        parts = [c for c in clauses if sentence.span.contains(c.anchor.span)]
        starts = [n for n, c in enumerate(parts) if c.number in told]
        for place, n in enumerate(starts):
            first = parts[n if place else 0]
            last = parts[starts[place + 1] - 1 if place + 1 < len(starts) else -1]
            span = Span(first.anchor.span.start, last.anchor.span.end)
            shown[parts[n].number] = story.coverage.record_of[first.article].article.anchor(span)
    return shown


def _principals(story: StoryText, *records: ArticleRecord) -> frozenset[str]:
    """Return the concepts of the names of those who spoke to one another: by both openings, or by one and the texts.

    Others are what the talks were about ("the case of ...").
    """
    named: list[frozenset[str]] = []
    for record in records:
        end = _opening(story, record.article.id)
        lead = [p for p in _passages(story, record.article.id) if p.anchor.span.start < end]
        named.append(frozenset(concept for passage in lead for concept in passage.names))
    spoke = {actor for record in records for p in _passages(story, record.article.id) for actor in p.speakers}
    names = (name for actor in spoke for name in story.coverage.actor[actor].names)
    spoken = concepts_of_names(names, story.coverage.facts)
    return story.weights.people & frozenset(named[0] & named[1] | (named[0] | named[1]) & spoken)


def _whole(story: StoryText, clauses: Sequence[Passage], told: Collection[int]) -> list[Passage]:
    """Return the clauses that are not among `told`; the sentence where none of its clauses is."""
    only: list[Passage] = []
    for sentence in _passages(story, clauses[0].article) if clauses else ():
        parts = [c for c in clauses if sentence.anchor.span.contains(c.anchor.span)]
        missing = [c for c in parts if c.number not in told]
        only += [sentence] if missing and len(missing) == len(parts) else missing
    return only


def _clauses(story: StoryText, record: ArticleRecord) -> list[Passage]:
    """Return the clauses that tell what was said or agreed: the sentence that says who spoke to whom left out."""
    passages = _passages(story, record.article.id)
    end = _opening(story, record.article.id)
    told = [p for p in passages if p.anchor.span.end > end or _tells_more(story, p)]
    told = [p for p in told if p.anchor.words[-1:] != ":"]  # it only announces a list
    clauses = [clause for passage in told for clause in clauses_of(passage)]
    return [replace(clause, number=n) for n, clause in enumerate(clauses)]


def _tells_more(story: StoryText, opening: Passage) -> bool:
    """Return whether the sentence that says who met whom says more than that: words that are no name, day or frame."""
    plain = opening.names | story.weights.people | frame_concepts() | light_concepts()
    return len({c for c in opening.concepts - plain if c[:1] not in "@#" and not c.isdigit()}) > MAX_OPENING_CONCEPTS


def _bag(story: StoryText, clause: Passage) -> Bag:
    sentences = story.passages_in(clause.article)
    at = next(n for n, p in enumerate(sentences) if p.anchor.span.contains(clause.anchor.span))
    text = story.coverage.record_of[clause.article].article.text
    speakers = {story.coverage.actor_of[clause.article, a] for s in clause.statements for a in s.speakers.value or ()}
    sides = frozenset(story.coverage.actor[a].side_or_self for a in speakers)
    return read_bag(clause, sentences[at], sentences[at - 1] if at else None, text, sides)


def read_pair(story: StoryText, alignment: Alignment, comparisons: Sequence[Comparison]) -> ReadoutPair:
    """Return two readouts side by side: what both tell in whose words, what only one tells, and where they differ.

    `comparisons`: those of the whole story, of which what lies between these two is taken along.
    """
    first, second = alignment.first.article.id, alignment.second.article.id
    only, parties = [], parties_of(story)
    # What an office tells of one talk only, it need not have left out of its text on the other.
    may_accuse = not _one_publisher(alignment.first, alignment.second)
    pair = PairId(public_id("r", first, second))
    between = [found for c in comparisons if (found := _between(c, pair, (first, second))) is not None]
    for passage in alignment.only:
        if _is_compared(passage, between):
            continue
        other = second if passage.article == first else first
        near, cosine, _ = nearest(story, passage).get(other, (None, 0.0, 0.0))
        # Each side knows what was said: the call is the one that both tell, and both published after it.
        silent = cosine < MAX_NEAR_TO_ACCUSE and _is_silent(story, passage, alignment.silent)
        verdict: Silence = "left out" if may_accuse and silent else "not found here"
        only.append(
            make_sole(story, passage, [Absence(other, verdict, near)], alignment.encounter, parties, scope="readouts")
        )
    told = (*alignment.both, *alignment.near)
    names = may_accuse  # those of two talks differ anyhow
    differing = [c for a, b in told for c in compare_clauses(story, a, b, alignment.encounter, names=names)]
    differing += between
    return ReadoutPair(
        pair,
        alignment.encounter,
        first,
        second,
        alignment.shown,
        tuple(only),
        tuple({c.id: c for c in differing}.values()),
    )


def _is_silent(story: StoryText, passage: Passage, silent: Collection[Anchor]) -> bool:
    """Return whether the other readout says nothing of any clause of a sentence.

    Of a part of a sentence that is told by both otherwise nobody can say so: the rest may stand for it.
    """
    whole = sentence_of(story, passage).anchor == passage.anchor
    return whole and all(clause.anchor in silent for clause in clauses_of(passage))


def _is_compared(passage: Passage, comparisons: Sequence[Comparison]) -> bool:
    """Return whether most of a passage is held against the other readout: it is not told here only."""
    sides = (side.words.span for c in comparisons for side in c.sides if side.article == passage.article)
    span = passage.anchor.span
    return any(2 * (min(span.end, s.end) - max(span.start, s.start)) > len(span) for s in sides)


def _between(comparison: Comparison, pair: PairId, articles: tuple[ArticleId, ArticleId]) -> Comparison | None:
    """Return the part of a story's comparison that is between two readouts; None where both do not take part."""
    sides = tuple(side for side in comparison.sides if side.article in articles)
    if {side.article for side in sides} != set(articles) or comparison.kind == "wording":
        return None
    return replace(comparison, id=ComparisonId(public_id("c", pair, comparison.id)), sides=sides)
