"""Whether another text tells a passage in other words: the search that comes before "told by one account only".

Method: docs/methods/comparisons.md.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from communique.link.likeness import MAX_POSTINGS, Weights
from communique.link.offices import office_words
from communique.link.passages import Passage, concepts_of_names, passages_of
from communique.link.storytext import StoryText
from communique.link.words import Word, concept, frame_concepts, light_concepts, telling_words
from communique.model.spans import ActorId, ArticleId

Feature = tuple[str, ...]
"""A concept that tells something, or two that stand side by side ("world", "war")."""
PAIR: Final = 0.5
"""What two words side by side weigh, beside a word as rare: the words themselves count too."""
MIN_ANYBODY: Final = 2.0
MIN_SAME_NAME: Final = 1.4
MIN_SAME_SPEAKER: Final = 1.3
"""Least weight, in words that stand once in the story, that a sentence of another text must share with a passage to
tell it: of anybody; where both name a person, place or body, here or in a sentence beside it; where both are words of
one speaker. Set by hand on six folders of press articles."""
MIN_SHARE: Final = 0.4
MIN_SHARED: Final = 1.0
"""Or that it must share where this is so much of what a short passage says."""

MIN_NEW: Final = 3.0
MIN_NEW_SHARE: Final = 0.67
"""Least weight, and share of its weight, of words that no other text has, for a sentence that tells a meeting of which
others tell as well to be new as a whole."""


@dataclass(frozen=True)
class _Sentence:
    article: ArticleId
    features: frozenset[Feature]
    named: frozenset[str]
    """Concepts of the names, of states aside, of whom or what it, or a sentence beside it, names or quotes."""
    speakers: frozenset[ActorId]
    """Who speaks in it or in a sentence beside it."""
    speaking: frozenset[str]
    """Concepts of the names of the people among them."""


class Retellings:
    """Finds what retells a passage in the whole of the other texts of a story, titles and captions too."""

    def __init__(self, story: StoryText) -> None:
        self._story = story
        self._names_of: dict[frozenset[ActorId], frozenset[str]] = {}
        texts = [[*story.passages_in(r.article.id), *_beside(story, r.article.id)] for r in story.records]
        read = [[self._features(passage.words) for passage in passages] for passages in texts]
        counts = Counter(feature for found in read for features in found for feature in features)
        self._weights = Weights({" ".join(f): n for f, n in counts.items()}, sum(map(len, texts)))
        self._sentences = [
            s for passages, found in zip(texts, read, strict=True) for s in self._placed(passages, found)
        ]
        self._postings: dict[Feature, list[int]] = defaultdict(list)
        for number, sentence in enumerate(self._sentences):
            for feature in sentence.features:
                self._postings[feature].append(number)

        self._articles_naming: dict[str, set[ArticleId]] = defaultdict(set)
        for sentence in self._sentences:
            for name in sentence.named:
                self._articles_naming[name].add(sentence.article)

    def retells(self, passage: Passage) -> bool:
        """Return whether a sentence of another text of the story tells the passage, or may be taken to."""
        features, named = self._features(passage.words), self._named(passage)
        whole = self._weigh(features)
        shared: dict[int, set[Feature]] = defaultdict(set)
        for feature in features:
            postings = self._postings.get(feature, ())
            for number in postings if len(postings) <= MAX_POSTINGS else ():
                if self._sentences[number].article != passage.article:
                    shared[number].add(feature)
        return any(self._tells(self._sentences[n], found, whole, named, passage) for n, found in shared.items())

    def is_new(self, passage: Passage) -> bool:
        """Return whether most of what a passage says stands in no other text, or nobody else names who speaks in it."""
        features = {feature for feature in self._features(passage.words) if len(feature) == 1}
        alone = {feature for feature in features if self._is_alone(passage, self._postings.get(feature, ()))}
        speaking = self._speaking(passage.speakers)
        heard = frozenset().union(*(self._articles_naming.get(name, ()) for name in speaking)) - {passage.article}
        return bool(speaking and not heard) or self._weigh(alone) >= max(MIN_NEW, MIN_NEW_SHARE * self._weigh(features))

    def _is_alone(self, passage: Passage, postings: Sequence[int]) -> bool:
        return all(self._sentences[number].article == passage.article for number in postings)

    def _tells(
        self, sentence: _Sentence, shared: Collection[Feature], whole: float, named: frozenset[str], passage: Passage
    ) -> bool:
        common = self._weigh(shared)
        if common >= MIN_ANYBODY or (common >= MIN_SHARED and common >= MIN_SHARE * whole):
            return True
        if passage.speakers & sentence.speakers and common >= MIN_SAME_SPEAKER:
            return True
        side_by_side = [feature for feature in shared if len(feature) > 1]
        speaks = self._speaking(passage.speakers) & sentence.named or named & sentence.speaking
        if side_by_side and (speaks or passage.speakers & sentence.speakers):
            return True
        counted = any(part[:1].isdigit() for feature in side_by_side for part in feature)
        return bool(named & sentence.named) and (counted or common >= MIN_SAME_NAME)

    def _weigh(self, features: Collection[Feature]) -> float:
        """Return the weight of features, in words that stand once in the story."""
        weights = (self._weights.of(" ".join(f)) * (PAIR if len(f) > 1 else 1.0) for f in sorted(features))
        return sum(weights) / self._weights.rarest

    def _features(self, words: Sequence[Word]) -> frozenset[Feature]:
        """Return the words that tell something, and the pairs of words side by side of which one does."""
        named = self._story.weights.people | _settings()
        plain, common = frame_concepts(), light_concepts()
        said = [(w.concept if w.concept not in named and w.concept[:1] != "@" else "", w.name) for w in words]
        singles = {(c,) for c, _ in said if c and c not in plain and c not in common}
        # Two words of a name are what many sentences are about.
        side_by_side = ((a, b) for (a, x), (b, y) in pairwise(said) if a and b and not (x and y))
        return frozenset(singles | {(a, b) for a, b in side_by_side if not (a in common and b in common)})

    def _named(self, passage: Passage) -> frozenset[str]:
        named = {w.concept for w in passage.words if w.name or (w.capital and w.concept in self._story.weights.people)}
        return self._speaking(passage.speakers) | {c for c in named if c[:1] != "@"}

    def _speaking(self, speakers: Collection[ActorId]) -> frozenset[str]:
        """Return the concepts of the names of the people among `speakers`, looked up once for the same ones."""
        key = frozenset(speakers)
        if key not in self._names_of:
            actors = [self._story.coverage.actor[speaker] for speaker in sorted(key)]
            names = [actor.name for actor in actors if actor.kind == "person" and actor.named]
            self._names_of[key] = concepts_of_names(names, self._story.coverage.facts) & self._story.weights.people
        return self._names_of[key]

    def _placed(self, passages: Sequence[Passage], features: Sequence[frozenset[Feature]]) -> Iterator[_Sentence]:
        people = [self._named(passage) for passage in passages]
        for n, passage in enumerate(passages):
            near = slice(max(0, n - 1), n + 2)
            speakers = frozenset(a for p in passages[near] for a in p.speakers)
            told = frozenset().union(*people[near])
            yield _Sentence(passage.article, features[n], told, speakers, self._speaking(speakers))


def _beside(story: StoryText, article: ArticleId) -> list[Passage]:
    record = story.coverage.record_of[article]
    return passages_of(story.coverage, record, kinds=("title", "heading", "caption"))


@lru_cache(maxsize=1)
def _settings() -> frozenset[str]:
    """Return the concepts of words for who holds an office, and for where something was said."""
    words = (*telling_words()["setting"]["words"], *office_words())
    return frozenset(found for word in words if (found := concept(word)))
