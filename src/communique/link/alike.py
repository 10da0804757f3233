"""Which statements of different articles tell one thing. Method: docs/methods/comparisons.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from communique.link.bag_pairs import Bag, BagPairs
from communique.link.likeness import CONDITION, Likeness, likeness_of
from communique.link.storytext import IN_CONTENT, StoryText, Told
from communique.link.unionfind import DisjointSets
from communique.model.comparisons import Level, ToldAlike
from communique.model.spans import Anchor, ArticleId, StatementId, UtteranceId, public_id

SPEAKER: Final = ((5.0, 0.16), (2.5, 0.3))
"""Least (shared weight, cosine) of statements that share a speaker: much in common, or little that is nearly all."""
SIDE: Final = ((5.5, 0.18), (2.6, 0.24))
"""The same for statements of one side by others. Where they were tuned: docs/methods/comparisons.md."""
OTHERS: Final = ((9.0, 0.42),)
"""The same for statements of different sides by articles of one occasion."""
NOBODY: Final = ((6.0, 0.42),)
"""The same where it is not known who says one of them."""
MIN_CONCEPTS: Final = 2
"""A content of fewer words that say something ("a ceasefire") names a thing and tells nothing of it."""
UNCONDITIONAL: Final = 1.4
"""How much more alike a statement that hangs on a condition and one that does not must be."""
FAR: Final = 1.5
"""How much more alike statements must be of articles that need not tell one occasion."""
MIN_CONTENT: Final = 0.3
"""Least share of what two statements have in common that must stand in the content of both, not around it."""
MIN_LINKED: Final = 0.5
"""Least share of the pairs between two groups that must be alike for the groups to be one."""
Key = tuple[ArticleId, int, StatementId]


@dataclass(frozen=True)
class AlikePair:
    """Two statements of different articles that tell one thing."""

    first: Told
    second: Told
    likeness: Likeness
    level: Level
    strength: float
    """Cosine over how much more alike they had to be than others."""


@dataclass(frozen=True)
class AlikeGroup:
    """Statements that tell one thing, one or more of each article."""

    noun: ToldAlike
    told: tuple[Told, ...]


def find_alike(story: StoryText) -> list[AlikeGroup]:
    """Return the groups of statements that tell one thing, by their first statement.

    No group holds two statements of one article: an article tells its own statements apart.
    """
    pairs = _pairs(story)
    found = {frozenset((pair.first.key, pair.second.key)) for pair in pairs}
    by_key = {told.key: told for pair in pairs for told in (pair.first, pair.second)}
    sets = DisjointSets(by_key)
    articles: dict[object, set[ArticleId]] = {key: {told.article} for key, told in by_key.items()}
    members: dict[object, set[Key]] = {key: {key} for key in by_key}
    joined: dict[object, list[AlikePair]] = defaultdict(list)
    for pair in pairs:
        one, other = sets.find(pair.first.key), sets.find(pair.second.key)
        if one == other:
            joined[one].append(pair)
        elif not articles[one] & articles[other] and _linked(members[one], members[other], found):
            sets.join(one, other)
            root = sets.find(one)
            members[root] = members[one] | members[other]
            articles[root] = articles[one] | articles[other]
            joined[root] = [*joined[one], *(joined[other] if other != one else []), pair]
    return [_group([by_key[k] for k in keys], joined[sets.find(keys[0])]) for keys in sets.groups() if len(keys) > 1]


def _linked(first: set[Key], second: set[Key], found: set[frozenset[Key]]) -> bool:
    """Return whether enough of the pairs between two groups are alike: one chance likeness must not chain them."""
    alike = sum(frozenset((a, b)) in found for a in first for b in second)
    return alike >= MIN_LINKED * len(first) * len(second)


def _group(told: Sequence[Told], pairs: Sequence[AlikePair]) -> AlikeGroup:
    level: Level = "utterance" if all(pair.level == "utterance" for pair in pairs) else "matter"
    ids = tuple(t.statement.id for t in told)
    noun = ToldAlike(
        UtteranceId(public_id("u", *sorted(f"{t.statement.id}@{t.content[0].start}" for t in told))),
        level,
        ids,
        round(min(pair.likeness.cosine for pair in pairs), 4),
    )
    return AlikeGroup(noun, tuple(told))


def _pairs(story: StoryText) -> list[AlikePair]:
    """Return the pairs that tell one thing, the most alike first."""
    told = [t for t in story.told if sum(share >= IN_CONTENT for share in t.bag.values()) >= MIN_CONCEPTS]
    found = []
    bags = [Bag(t.bag, t.article, t.speakers | t.sides) for t in told]
    least = [(shared * story.weights.scale, cosine) for shared, cosine in (*SPEAKER, *SIDE)]
    for i, j, likeness in BagPairs(bags, story.weights).alike(least):
        pair = _compare(story, told[i], told[j], likeness)
        if pair is not None:
            found.append(pair)
    found += _of_others(story, told, {frozenset((pair.first.key, pair.second.key)) for pair in found})
    # What one speaker said once comes first: the same by others joins it, and does not take its place.
    return sorted(
        found, key=lambda p: (p.level != "utterance", -p.strength, -p.likeness.shared, p.first.key, p.second.key)
    )


def _of_others(story: StoryText, told: Sequence[Told], known: set[frozenset[Key]]) -> list[AlikePair]:
    """Return the pairs of different sides, or of nobody known, whose sentences are the most alike of their articles."""
    of_passage: dict[Anchor, list[Told]] = defaultdict(list)
    for t in told:
        of_passage[t.passage.anchor].append(t)
    found: dict[frozenset[Key], AlikePair] = {}
    for t in told:
        for position, _, _ in story.index.nearest(t.passage.concepts).values():
            other = story.passages[position]
            beside = of_passage.get(other.anchor, ()) if other.article != t.article else ()
            if not beside or other.negated is not t.passage.negated or not story.near(t.article, other.article):
                continue
            for u in beside:
                first, second = sorted((t, u), key=lambda told: told.key)
                pair = frozenset((first.key, second.key))
                if pair not in known and pair not in found and not (t.speakers | t.sides) & (u.speakers | u.sides):
                    likeness = likeness_of(first.bag, second.bag, story.weights)
                    least = OTHERS if first.speakers and second.speakers else NOBODY
                    if _enough(story, first, second, likeness, least, 1.0):
                        found[pair] = AlikePair(first, second, likeness, "matter", likeness.cosine / FAR)
    return list(found.values())


def _compare(story: StoryText, first: Told, second: Told, likeness: Likeness) -> AlikePair | None:
    """Return two statements as a pair; None: they do not tell one thing."""
    shared_speaker = first.speakers & second.speakers
    near = story.near(first.article, second.article)
    factor = 1.0 if near else FAR
    if (CONDITION in first.bag) is not (CONDITION in second.bag):
        factor *= UNCONDITIONAL
    if not _enough(story, first, second, likeness, SPEAKER if shared_speaker else SIDE, factor):
        return None
    return AlikePair(
        first, second, likeness, "utterance" if shared_speaker and near else "matter", likeness.cosine / factor
    )


def _enough(
    story: StoryText,
    first: Told,
    second: Told,
    likeness: Likeness,
    least: Sequence[tuple[float, float]],
    factor: float,
) -> bool:
    """Return whether two statements are as alike as one of `least` asks, and that by what they say."""
    scale = factor * story.weights.scale
    if not any(likeness.shared >= shared * scale and likeness.cosine >= cosine * factor for shared, cosine in least):
        return False
    core = [c for c in likeness.concepts if first.bag[c] >= first.least_core and second.bag[c] >= second.least_core]
    return story.weights.total(core) >= MIN_CONTENT * likeness.shared
