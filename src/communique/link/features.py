"""What an article is about, as weighted features: the actors that it names and the words that it uses."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Final

from communique.model.actors import ActorKind
from communique.model.documents import BlockKind
from communique.model.records import ArticleRecord
from communique.model.spans import ActorId, ArticleId

Features = dict[str, float]
"""Weight by feature ("a-1f..." an actor of the record, "~river" a word), sorted by feature, of unit length."""

IMAGINED_ARTICLES: Final = 20
"""Articles of other coverage that are imagined beside those at hand: in a folder of five articles on one negotiation,
a name that all five share must still count as rare."""
_SPREAD: Final[Mapping[ActorKind, float]] = {"person": 0.02, "state": 0.1}
_SPREAD_OTHER: Final = 0.05
"""Share of the imagined articles that use one actor of a kind, or one word: a state is named in more of the news than a
person. Rough guesses; the result hardly moves when they are halved or doubled."""
WORD_WEIGHT: Final = 0.7
"""What a word counts beside a name that is as rare."""
_MIN_WORD_ARTICLES: Final = 2
"""A word of one article alone tells nothing of the others."""
_BLOCKS: Final[tuple[BlockKind, ...]] = ("title", "heading", "body", "turn", "caption")
_WORD: Final = re.compile(r"(?<![\w'’-])[a-z][a-z'’-]{3,}")
"""Words in lower case: what has a capital is a name, which the actors stand for, or begins a sentence."""
_ENDING: Final = re.compile(r"(['’]s|s)$")


def weigh_features(
    records: Sequence[ArticleRecord], actor_of: Mapping[tuple[ArticleId, ActorId], ActorId]
) -> dict[ArticleId, Features]:
    """Return the features of each article: log of how often it has one, times how rare that is (tf-idf, smoothed)."""
    counts: dict[ArticleId, Counter[str]] = {}
    spread_of: dict[str, float] = {}
    for record in records:
        counts[record.article.id] = _named(record, actor_of, spread_of) + _words(record)
    articles_with = Counter(feature for count in counts.values() for feature in count)
    return {article: _weigh(count, articles_with, spread_of, len(counts)) for article, count in sorted(counts.items())}


def _named(
    record: ArticleRecord, actor_of: Mapping[tuple[ArticleId, ActorId], ActorId], spread_of: dict[str, float]
) -> Counter[str]:
    kinds = {actor.id: actor.kind for actor in record.actors if actor.named and actor.kind != "agreement"}
    count: Counter[str] = Counter()
    for mention in record.mentions:
        if mention.actor is not None and mention.actor in kinds:
            actor = str(actor_of[record.article.id, mention.actor])
            count[actor] += 1
            # Two articles may take one actor for a group and for a body: the rarer kind, whatever comes first.
            spread = _SPREAD.get(kinds[mention.actor], _SPREAD_OTHER)
            spread_of[actor] = min(spread, spread_of.get(actor, spread))
    return count


def _words(record: ArticleRecord) -> Counter[str]:
    text, stop_words = record.article.text, _stop_words()
    words: Counter[str] = Counter()
    for block in record.article.blocks_of(_BLOCKS):
        for word in _WORD.findall(block.span.of(text)):
            plain = _ENDING.sub("", word.rstrip("'’-"))
            if len(plain) > 3 and plain not in stop_words:
                words["~" + plain] += 1
    return words


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    """Return the words of data/stop_words.toml."""
    text = resources.files("communique.link").joinpath("data/stop_words.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["words"])


def _weigh(
    count: Counter[str], articles_with: Mapping[str, int], spread_of: Mapping[str, float], articles: int
) -> Features:
    raw: Features = {}
    for feature, times in sorted(count.items()):
        is_word = feature.startswith("~")
        if is_word and articles_with[feature] < _MIN_WORD_ARTICLES:
            continue
        imagined = IMAGINED_ARTICLES * spread_of.get(feature, _SPREAD_OTHER)
        rarity = math.log((articles + IMAGINED_ARTICLES) / (articles_with[feature] + imagined))
        if rarity > 0:
            raw[feature] = (1 + math.log(times)) * rarity * (WORD_WEIGHT if is_word else 1.0)
    length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    return {feature: weight / length for feature, weight in raw.items()}
