"""Two sides' readouts of one call or meeting, sentence against sentence. Method: docs/methods/comparisons.md."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from communique.link.clauses import condition_in, without
from communique.link.facets import MIN_MARKED, make_comparison
from communique.link.likeness import Likeness, compare_bags
from communique.link.passages import Passage
from communique.link.sole import MAX_NEAR_TO_ACCUSE, make_sole, nearest, parties_of
from communique.link.storytext import StoryText
from communique.model.comparisons import Absence, Comparison, PairId, ReadoutPair, Side, Silence
from communique.model.records import ArticleRecord
from communique.model.spans import ActorId, ArticleId, EncounterId, Span, public_id

MIN_SHARED: Final = 2.9
MIN_COSINE: Final = 0.07
"""Least likeness of two sentences of two readouts; low, since each is held against the best of the other side only."""
MAX_WORDS: Final = 1200
"""A longer text is a briefing or a transcript, not a readout."""
MAX_GAP_DAYS: Final = 2
MIN_PRINCIPALS: Final = 2
NEAR_BEST: Final = 0.75
"""A second partner counts where it is nearly as alike as the best."""
_OPENING: Final = re.compile(r"\b(?:spoke|call|conversation|met|meeting|talks|telephone|phone|video)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Alignment:
    """Two readouts of one encounter, sentence against sentence."""

    encounter: EncounterId | None
    first: ArticleRecord
    second: ArticleRecord
    both: tuple[tuple[Passage, Passage], ...]
    only: tuple[Passage, ...]
    """Sentences that tell something the other readout does not, in order of article and place."""


def find_readouts(story: StoryText) -> list[Alignment]:
    """Return the pairs of readouts that two sides published of one call or meeting, in order of their articles."""
    offices = [record for record in story.records if _is_readout(record)]
    found = []
    for n, first in enumerate(offices):
        for second in offices[n + 1 :]:
            if _side(first) != _side(second) and _is_one_call(story, first, second):
                found.append(_align(story, _encounter(story, first, second), first, second))
    return found


def _side(record: ArticleRecord) -> str | None:
    source = record.article.source.value
    return None if source is None else source.side or source.name


def _is_readout(record: ArticleRecord) -> bool:
    source = record.article.source.value
    if source is None or source.kind != "office":
        return False
    return len(record.article.text.split()) <= MAX_WORDS and not record.article.blocks_of(("turn",))


def _is_one_call(story: StoryText, first: ArticleRecord, second: ArticleRecord) -> bool:
    """Return whether two texts are readouts of one call or meeting: published together, opening alike."""
    if not story.near_days(first.article.id, second.article.id, MAX_GAP_DAYS):
        return False
    one, other = (_opened_with(story, record) for record in (first, second))
    return len(one & other) >= MIN_PRINCIPALS or _encounter(story, first, second) is not None


def _opened_with(story: StoryText, record: ArticleRecord) -> frozenset[ActorId]:
    """Return the named people of the sentence that tells of the call or meeting; empty where no early one does."""
    end = _opening(story, record.article.id)
    found = set()
    for mention in record.mentions:
        if mention.actor is not None and mention.span.end <= end:
            actor = story.coverage.actor[story.coverage.actor_of[record.article.id, mention.actor]]
            if actor.kind == "person" and actor.named:
                found.add(actor.id)
    return frozenset(found)


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
    """Return where the first of the sentences at the head that tell of a call or meeting ends; 0: there is none."""
    lead = [p for p in story.passages_in(article)[:3] if _OPENING.search(p.anchor.words)]
    return lead[0].anchor.span.end if lead else 0


def _opens_with(story: StoryText, accounts: Sequence[EncounterId], end: int, article: ArticleId) -> bool:
    record = story.coverage.record_of[article]
    return any(e.id in accounts and any(s.start < end for s in e.evidence) for e in record.encounters)


def _align(story: StoryText, encounter: EncounterId | None, first: ArticleRecord, second: ArticleRecord) -> Alignment:
    one, other = (_sentences(story, record) for record in (first, second))
    likeness = {(a.number, b.number): found for a in one for b in other if (found := _alike(story, a, b)) is not None}
    best_of_one, best_of_other = (_best(likeness, place) for place in (0, 1))
    both = []
    for a in one:
        for b in other:
            found = likeness.get((a.number, b.number))
            if found is None:
                continue
            if found.shared >= NEAR_BEST * max(best_of_one[a.number], best_of_other[b.number]):
                both.append((a, b))
    told = {a.number for a, _ in both}, {b.number for _, b in both}
    only = [a for a in one if a.number not in told[0]] + [b for b in other if b.number not in told[1]]
    return Alignment(encounter, first, second, tuple(both), tuple(only))


def _best(likeness: Mapping[tuple[int, int], Likeness], place: int) -> dict[int, float]:
    """Return the weight shared with the best partner, of each sentence of the first (place 0) or second (1) readout."""
    best: dict[int, float] = {}
    for pair, found in likeness.items():
        best[pair[place]] = max(found.shared, best.get(pair[place], 0.0))
    return best


def _sentences(story: StoryText, record: ArticleRecord) -> list[Passage]:
    """Return the sentences that tell what was said or agreed: the one that says who spoke to whom left out."""
    passages = story.passages_in(record.article.id)
    end = _opening(story, record.article.id)
    return [p for p in passages if p.anchor.span.end > end or len(p.words) > 30]


def _alike(story: StoryText, first: Passage, second: Passage) -> Likeness | None:
    likeness = compare_bags(dict.fromkeys(first.concepts, 1.0), dict.fromkeys(second.concepts, 1.0), story.weights)
    return likeness if likeness.shared >= MIN_SHARED and likeness.cosine >= MIN_COSINE else None


def read_pair(story: StoryText, alignment: Alignment) -> ReadoutPair:
    """Return two readouts side by side: what both tell in whose words, what only one tells, and where they differ."""
    first, second = alignment.first.article.id, alignment.second.article.id
    only, parties = [], parties_of(story)
    for passage in alignment.only:
        other = second if passage.article == first else first
        near, cosine, _ = nearest(story, passage).get(other, (None, 0.0, 0.0))
        # Each side knows what was said: the call is the one that both tell, and both published after it.
        verdict: Silence = "left out" if cosine < MAX_NEAR_TO_ACCUSE else "not found here"
        only.append(
            make_sole(story, passage, [Absence(other, verdict, near)], alignment.encounter, parties, scope="readouts")
        )
    comparisons = [c for a, b in alignment.both for c in _differences(story, alignment, a, b)]
    return ReadoutPair(
        PairId(public_id("r", first, second)),
        alignment.encounter,
        first,
        second,
        tuple((a.anchor, b.anchor) for a, b in alignment.both),
        tuple(only),
        tuple({c.id: c for c in comparisons}.values()),
    )


def _differences(story: StoryText, alignment: Alignment, first: Passage, second: Passage) -> list[Comparison]:
    """Return how two sentences that tell one thing differ: on what it hangs, and how it is put."""
    texts = [story.coverage.record_of[p.article].article.text for p in (first, second)]
    spans = [p.anchor.span for p in (first, second)]
    conditions = [condition_in(text, span) for text, span in zip(texts, spans, strict=True)]
    found = []
    if conditions[0] is not None and conditions[1] is not None:
        found.append(_comparison(story, alignment, "on what it hangs", (first, second), (conditions[0], conditions[1])))
        spans = [
            without(text, span, c) or span
            for text, span, c in zip(texts, spans, (conditions[0], conditions[1]), strict=True)
        ]
    marked = [
        story.weights.total(a - b) for a, b in ((first.concepts, second.concepts), (second.concepts, first.concepts))
    ]
    if min(marked) >= MIN_MARKED:
        found.append(_comparison(story, alignment, "how it is put", (first, second), (spans[0], spans[1])))
    return found


def _comparison(
    story: StoryText, alignment: Alignment, what: str, passages: tuple[Passage, Passage], spans: tuple[Span, Span]
) -> Comparison:
    sides = []
    for passage, span in zip(passages, spans, strict=True):
        article = story.coverage.record_of[passage.article].article
        sides.append(Side(passage.article, article.anchor(span), span.of(article.text), None))
    return make_comparison(
        "wording", "weight", what, sides, weight=2.0, encounter=alignment.encounter, scope="readouts"
    )
