"""Which articles are about one negotiation: those that share rare names and lie near in time."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from communique.link.unionfind import DisjointSets
from communique.model.records import ArticleRecord, Story
from communique.model.spans import ActorId, ArticleId, StoryId, public_id

MIN_LIKENESS = 0.3
"""Least cosine of two articles' weighted names for one story; not tuned yet: docs/methods/linking.md."""
MAX_GAP_DAYS = 60
"""Two articles further apart are not linked directly; a chain of articles may still join them."""
MAX_POSTINGS = 200
"""A name in more articles than this tells little and is not used to find pairs, which keeps the work near n log n."""

Vector = dict[str, float]


def partition(
    records: Sequence[ArticleRecord], actor_of: Mapping[tuple[ArticleId, ActorId], ActorId]
) -> tuple[Story, ...]:
    """Return the stories, each article in exactly one, sorted by id."""
    vectors = _vectors(records, actor_of)
    days = {record.article.id: _day(record.article.published.value) for record in records}
    sets = DisjointSets(vectors)
    for first, second in _candidates(vectors):
        if _near(days[first], days[second]) and _cosine(vectors[first], vectors[second]) >= MIN_LIKENESS:
            sets.join(first, second)
    stories = [Story(StoryId(public_id("y", group[0])), tuple(group)) for group in sets.groups()]
    return tuple(sorted(stories, key=lambda story: story.id))


def _vectors(
    records: Sequence[ArticleRecord], actor_of: Mapping[tuple[ArticleId, ActorId], ActorId]
) -> dict[ArticleId, Vector]:
    """Return for each article the weight of each actor in it: log of its mentions times rarity, of unit length."""
    counts: dict[ArticleId, Counter[str]] = {}
    for record in records:
        article = record.article.id
        named = {actor.id for actor in record.actors if actor.named and actor.kind != "agreement"}
        counts[article] = Counter(
            str(actor_of[article, mention.actor]) for mention in record.mentions if mention.actor in named
        )
    spread = Counter(name for count in counts.values() for name in count)
    vectors: dict[ArticleId, Vector] = {}
    for article, count in sorted(counts.items()):
        raw = {n: (1 + math.log(c)) * math.log(1 + len(records) / spread[n]) for n, c in sorted(count.items())}
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        vectors[article] = {name: weight / length for name, weight in raw.items()}
    return vectors


def _candidates(vectors: Mapping[ArticleId, Vector]) -> list[tuple[ArticleId, ArticleId]]:
    """Return the pairs of articles that share a name which is not everywhere."""
    postings: dict[str, list[ArticleId]] = defaultdict(list)
    for article in sorted(vectors):
        for name in vectors[article]:
            postings[name].append(article)
    pairs = {
        (first, second)
        for articles in postings.values()
        if len(articles) <= MAX_POSTINGS
        for i, first in enumerate(articles)
        for second in articles[i + 1 :]
    }
    return sorted(pairs)


def _cosine(first: Vector, second: Vector) -> float:
    return round(sum(weight * second.get(name, 0.0) for name, weight in first.items()), 6)


def _day(published: str | None) -> date | None:
    return date.fromisoformat(published) if published and len(published) == 10 and published[4] == "-" else None


def _near(first: date | None, second: date | None) -> bool:
    return first is None or second is None or abs((first - second).days) <= MAX_GAP_DAYS
