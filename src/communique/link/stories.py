"""Which articles are about one negotiation: those that share names and words and lie near in time."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from communique.link.features import Features, weigh_features
from communique.model.records import ArticleRecord, Origin, Story
from communique.model.spans import ActorId, ArticleId, StoryId, public_id

MIN_LIKENESS: Final = 0.15
"""Least likeness of two groups of articles, 0 to 1, for one story. Set on press and readouts of ten negotiations and on
random parts of them: at 0.135 a few parts mix two negotiations, at 0.165 a long one comes apart sooner."""
FADE_DAYS: Final = 60
"""After as many days between two groups of articles their likeness counts half, after twice as many a third."""
UNDATED: Final = 0.8
"""What likeness is multiplied by where the days of one group are not known."""
SEED_FEATURES: Final = 60
"""As many of an article's weightiest features lead to other articles to compare it with."""
SEED_NEIGHBOURS: Final = 25
"""As many articles before and after it, in order of time, among those that share such a feature."""
CANDIDATES: Final = 20
"""An article is compared with as many others at first: those that share most by what these features tell."""


def partition(
    records: Sequence[ArticleRecord],
    actor_of: Mapping[tuple[ArticleId, ActorId], ActorId],
    origins: Sequence[Origin] = (),
    calls: Sequence[tuple[ArticleId, ArticleId]] = (),
) -> tuple[Story, ...]:
    """Return the stories, each article in exactly one, sorted by id.

    Articles of one origin are of one story, and so are the pairs of `calls`: two sides' readouts of one call.
    Groups of articles are joined, the most alike first, until none are alike enough.
    Method: docs/methods/linking.md.
    """
    features = weigh_features(records, actor_of)
    days = {record.article.id: _day(record.article.published.value) for record in records}
    groups = _Groups({article: _Group.of(article, features[article], days[article]) for article in sorted(features)})
    for origin in sorted(origins, key=lambda origin: origin.articles):
        for article in origin.articles[1:]:
            groups.join(groups.holder(origin.articles[0]), groups.holder(article))
    for first, second in sorted(calls):
        groups.join(groups.holder(first), groups.holder(second))
    groups.join_alike(_candidates(features, days))
    stories = [Story(StoryId(public_id("y", members[0])), tuple(members)) for members in groups.members()]
    return tuple(sorted(stories, key=lambda story: story.id))


@dataclass(slots=True)
class _Group:
    """Articles that are taken for one story so far."""

    articles: list[ArticleId]
    total: Features
    """Sum of the features of its articles."""
    length: float
    first: date | None
    last: date | None
    version: int = 0

    @classmethod
    def of(cls, article: ArticleId, features: Features, day: date | None) -> _Group:
        return cls([article], dict(features), 1.0, day, day)

    def take(self, other: _Group) -> None:
        """Add the articles of `other`."""
        self.articles += other.articles
        for feature, weight in other.total.items():
            self.total[feature] = self.total.get(feature, 0.0) + weight
        self.length = math.sqrt(sum(weight * weight for weight in self.total.values())) or 1.0
        self.first = min((day for day in (self.first, other.first) if day), default=None)
        self.last = max((day for day in (self.last, other.last) if day), default=None)
        self.version += 1


def _likeness(one: _Group, other: _Group) -> float:
    """Return the geometric mean of the groups' likeness as wholes and their articles' average likeness, faded by time.

    Wholes alone grow alike as they grow; the average alone tears a long negotiation apart.
    """
    small, large = sorted((one, other), key=lambda group: len(group.total))
    product = sum(weight * large.total.get(feature, 0.0) for feature, weight in small.total.items())
    scale = len(one.articles) * one.length * len(other.articles) * other.length
    return round(product / math.sqrt(scale) * _fade(one, other), 6)


def _fade(one: _Group, other: _Group) -> float:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return UNDATED
    gap = max((one.first - other.last).days, (other.first - one.last).days, 0)
    return 1 / (1 + gap / FADE_DAYS)


_Entry = tuple[float, ArticleId, ArticleId, int, int]
"""(minus the likeness, keys of two groups, versions of both), so that the most alike come first."""


class _Groups:
    """The groups by their key, which is the smallest of their articles."""

    def __init__(self, groups: dict[ArticleId, _Group]) -> None:
        self.groups = groups
        self._key = {article: article for article in groups}
        self._beside: dict[ArticleId, set[ArticleId]] = defaultdict(set)

    def holder(self, article: ArticleId) -> ArticleId:
        """Return the key of the group that holds `article`."""
        return self._key[article]

    def members(self) -> list[list[ArticleId]]:
        """Return the articles of each group, sorted."""
        return [sorted(group.articles) for group in self.groups.values()]

    def join(self, one: ArticleId, other: ArticleId) -> ArticleId:
        """Make one group of the groups with these keys; return its key."""
        if one == other:
            return one
        kept, gone = sorted((one, other))
        whole, part = self.groups[kept], self.groups.pop(gone)
        if len(part.total) > len(whole.total):
            # The smaller one is added to the larger: a story of thousands of articles is not copied over and over.
            whole, part = part, whole
        whole.version = max(whole.version, part.version)
        whole.take(part)
        self.groups[kept] = whole
        for article in part.articles if self._key[part.articles[0]] != kept else whole.articles:
            self._key[article] = kept
        beside = self._beside.pop(gone, set())
        self._beside[kept] = (self._beside[kept] | beside) - {kept, gone}
        for near in beside:
            self._beside[near].discard(gone)
            self._beside[near].add(kept)
        self._beside[kept].discard(kept)
        return kept

    def join_alike(self, candidates: Iterator[tuple[ArticleId, ArticleId]]) -> None:
        """Join the groups of candidate pairs, the most alike first, until none are alike enough."""
        queue: list[_Entry] = []
        for first, second in candidates:
            one, other = self.holder(first), self.holder(second)
            if one != other:
                self._beside[one].add(other)
                self._beside[other].add(one)
        for one in sorted(self._beside):
            for other in self._beside[one]:
                if one < other:
                    self._push(queue, one, other)
        while queue:
            _, one, other, *versions = heapq.heappop(queue)
            if one not in self.groups or other not in self.groups:
                continue
            if versions != [self.groups[one].version, self.groups[other].version]:
                continue
            kept = self.join(one, other)
            for near in self._beside[kept]:
                self._push(queue, *sorted((kept, near)))

    def _push(self, queue: list[_Entry], one: ArticleId, other: ArticleId) -> None:
        likeness = _likeness(self.groups[one], self.groups[other])
        if likeness >= MIN_LIKENESS:
            entry = (-likeness, one, other, self.groups[one].version, self.groups[other].version)
            heapq.heappush(queue, entry)


def _candidates(
    features: Mapping[ArticleId, Features], days: Mapping[ArticleId, date | None]
) -> Iterator[tuple[ArticleId, ArticleId]]:
    """Yield each article with those near in time that share most with it: near n log n pairs, not n squared."""
    postings: dict[str, list[ArticleId]] = defaultdict(list)
    place: dict[tuple[str, ArticleId], int] = {}
    for article in sorted(features, key=lambda a: (days[a] or date.max, a)):
        for feature in features[article]:
            place[feature, article] = len(postings[feature])
            postings[feature].append(article)
    for article, own in features.items():
        shared: dict[ArticleId, float] = defaultdict(float)
        for feature in sorted(own, key=lambda f: (-own[f], f))[:SEED_FEATURES]:
            at = place[feature, article]
            for other in postings[feature][max(0, at - SEED_NEIGHBOURS) : at + SEED_NEIGHBOURS + 1]:
                shared[other] += own[feature] * features[other][feature]
        shared.pop(article, None)
        for other in sorted(shared, key=lambda a: (-round(shared[a], 6), a))[:CANDIDATES]:
            yield article, other


def _day(published: str | None) -> date | None:
    return date.fromisoformat(published) if published and len(published) == 10 and published[4] == "-" else None
