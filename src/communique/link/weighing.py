"""How much of what is said tells one thing, and how much tells two apart. Method: docs/methods/comparisons.md."""

from __future__ import annotations

from typing import Final

from communique.link.likeness import CONDITION
from communique.link.storytext import REFERRING, StoryText, Told
from communique.link.words import frame_concepts, light_concepts, opener_concepts

MIN_MARKED: Final = 2.5
"""Least weight of what only one side of a wording has, for the two to differ."""
SAME_THING: Final = {"utterance": 1.0, "matter": 1.9}
"""Least that two statements have in common in what they say, in words that stand once in the story, for them to be held
against one another: what one speaker said needs less. Where they were tuned: docs/methods/comparisons.md."""


def telling_weight(story: StoryText, concepts: frozenset[str]) -> float:
    """Return the weight of concepts but those that name who is who or frame every report: none says these alike."""
    plain = frame_concepts() | light_concepts() | story.weights.people | opener_concepts()
    return story.weights.total(c for c in concepts if c not in plain and c[:1] != "@")


def common_weight(story: StoryText, first: Told, second: Told) -> float:
    """Return the weight of what two statements say alike, by words that tell."""
    core = {c for c in first.bag.keys() & second.bag.keys() if min(first.bag[c], second.bag[c]) >= REFERRING}
    return telling_weight(story, frozenset(core - {CONDITION}))


def same_thing(story: StoryText, first: Told, second: Told) -> bool:
    """Return whether two statements say enough of one thing, by words that tell, to be held against one another."""
    level = "utterance" if first.speakers & second.speakers else "matter"
    return common_weight(story, first, second) >= SAME_THING[level] * story.weights.rarest
