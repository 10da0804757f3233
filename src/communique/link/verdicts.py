"""How accounts judge encounters and relations, and how one side judges them. Method: docs/methods/comparisons.md."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from communique.facts.table import fold_name
from communique.link.facets import compare_sides, pairs_across
from communique.link.storytext import StoryText, side_spoken_for
from communique.link.words import read_words
from communique.model.comparisons import Comparison, Side
from communique.model.records import ArticleRecord
from communique.model.spans import ActorId, ArticleId
from communique.model.undertakings import Assessment

_RESULTS: Final = frozenset({"progress", "breakthrough", "result", "agree", "normal", "success", "chang", "achiev"})
"""Concepts of judgements that speak of results: mood alone is no outcome."""


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
    kept = {side: None for pair in pairs for side in pair}
    what = "whether it was a success"
    return [compare_sides(story, "outcome", "weight", what, list(kept), 2.0)] if kept else []


def _in_body(record: ArticleRecord, judgement: Assessment) -> bool:
    block = record.article.block_at(judgement.span.start)
    return block is not None and block.kind in ("body", "turn") and not judgement.of.startswith("agreement")


def _judged(record: ArticleRecord, judgement: Assessment) -> Side:
    return Side(record.article.id, record.article.anchor(judgement.span), judgement.polarity, judgement.statement)


def _verdicts(story: StoryText) -> list[Comparison]:
    """Return one side's own judgement in the words of different accounts, at most two of each."""
    by_side: dict[str, list[Side]] = defaultdict(list)
    for record in story.records:
        for judgement in record.assessments:
            if not _in_body(record, judgement):
                continue
            for side in sorted({s for a in judgement.by if (s := _side_of(story, record, a))}):
                told = [s for s in by_side[side] if s.article == record.article.id]
                if len(told) < 2:
                    by_side[side].append(_judged(record, judgement))
    found = []
    for side, judged in sorted(by_side.items()):
        pairs = [(a, b) for a, b in pairs_across(story, judged) if fold_name(a.words.words) != fold_name(b.words.words)]
        sides = {s: None for pair in pairs for s in pair}
        if sides:
            found.append(compare_sides(story, "outcome", "weight", f"how {side} judges it", list(sides), 1.5))
    return found


def _side_of(story: StoryText, record: ArticleRecord, local: ActorId) -> str | None:
    """Return the state for which a judge speaks, its government's seat taken for it; None: for none."""
    side = side_spoken_for(story.coverage, story.coverage.actor_of[record.article.id, local])
    state = story.coverage.facts.state_by_name.get(fold_name(side)) if side else None
    return state.name if state else side
