"""How accounts judge encounters and relations, and how one side judges them. Method: docs/methods/comparisons.md."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from communique.facts.table import fold_name
from communique.link.facets import compare_sides, occasions_of, pairs_across
from communique.link.storytext import StoryText, side_spoken_for
from communique.link.words import read_words
from communique.model.comparisons import Comparison, Side
from communique.model.records import ArticleRecord
from communique.model.spans import ActorId, ArticleId, EncounterId
from communique.model.undertakings import Assessment

_RESULTS: Final = frozenset({"progress", "breakthrough", "result", "agree", "normal", "success", "chang", "achiev"})
"""Concepts of judgements that speak of results: mood alone is no outcome."""

SAME_WORDS: Final = 0.8
"""Share of the words of the shorter of two judgements that the longer has where both are one."""


def compare_verdicts(story: StoryText) -> list[Comparison]:
    """Return judgements that do not agree, and each side's own verdict in the words of different accounts."""
    return [*_outcomes(story), *_verdicts(story)]


def _outcomes(story: StoryText) -> list[Comparison]:
    """Return judgements of encounters and relations that do not agree, of different accounts, one of a kind by each."""
    best: dict[tuple[ArticleId, str], Side] = {}
    for record in story.records:
        for judgement in record.assessments:
            key = (record.article.id, judgement.polarity)
            if judgement.polarity not in ("positive", "negative") or not _in_body(record, judgement):
                continue
            concepts = {word.concept for word in read_words(judgement.span.of(record.article.text))}
            if concepts & _RESULTS:
                best.setdefault(key, _judged(record, judgement))
    sides = {side: polarity for (_, polarity), side in best.items()}
    pairs = [(a, b) for a, b in pairs_across(story, list(sides)) if sides[a] != sides[b]]
    what = "whether it was a success"
    return [compare_sides(story, "outcome", "weight", what, kept, 2.0) for kept in occasions_of(story, pairs)]


def _in_body(record: ArticleRecord, judgement: Assessment) -> bool:
    block = record.article.block_at(judgement.span.start)
    return block is not None and block.kind in ("body", "turn") and not judgement.of.startswith("agreement")


def _judged(record: ArticleRecord, judgement: Assessment) -> Side:
    return Side(record.article.id, record.article.anchor(judgement.span), judgement.polarity, judgement.statement)


def _verdicts(story: StoryText) -> list[Comparison]:
    """Return one side's own judgement in the words of different accounts, at most two of each."""
    by_side: dict[str, list[Side]] = defaultdict(list)
    of: dict[Side, str] = {}
    for record in story.records:
        for judgement in record.assessments:
            if not _in_body(record, judgement):
                continue
            for side in sorted({s for a in judgement.by if (s := _side_of(story, record, a))}):
                told = [s for s in by_side[side] if s.article == record.article.id]
                if len(told) < 2:
                    by_side[side].append(_judged(record, judgement))
                    of[by_side[side][-1]] = judgement.of
    found = []
    for side, judged in sorted(by_side.items()):
        pairs = [
            (a, b)
            for a, b in pairs_across(story, judged)
            if not _one_judgement(a.words.words, b.words.words) and _of_one_thing(story, of[a], of[b])
        ]
        found += [
            compare_sides(story, "outcome", "weight", f"how {side} judges it", sides, 1.5)
            for sides in occasions_of(story, pairs)
        ]
    return found


def _of_one_thing(story: StoryText, first: str, second: str) -> bool:
    """Return whether two judgements can be of one thing: not of two encounters that the record tells apart."""
    merged = [story.merged.get(EncounterId(of)) for of in (first, second)]
    return None in merged or merged[0] == merged[1]


def _one_judgement(first: str, second: str) -> bool:
    """Return whether the words of one stand in the other but for a few."""
    one, other = ({word.form for word in read_words(words)} for words in (first, second))
    return len(one & other) >= SAME_WORDS * min(len(one), len(other))


def _side_of(story: StoryText, record: ArticleRecord, local: ActorId) -> str | None:
    """Return the state for which a judge speaks, its government's seat taken for it; None: for none."""
    side = side_spoken_for(story.coverage, story.coverage.actor_of[record.article.id, local])
    state = story.coverage.facts.state_by_name.get(fold_name(side)) if side else None
    return state.name if state else side
