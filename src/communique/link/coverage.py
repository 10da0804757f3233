"""The articles of a record with what is settled of them before any story is linked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from communique.facts import Facts
from communique.link.concepts import load_concepts
from communique.link.sides import Sides
from communique.link.words import read_words
from communique.model.actors import Actor
from communique.model.records import Actors, ArticleRecord, Story
from communique.model.spans import ActorId, ArticleId


@dataclass(frozen=True)
class Coverage:
    """What every later step of linking may ask for. Nothing in it changes."""

    records: tuple[ArticleRecord, ...]
    """After decisions, in the order of article ids; other renditions of an article left out."""
    actors: Actors
    facts: Facts

    @cached_property
    def actor_of(self) -> Mapping[tuple[ArticleId, ActorId], ActorId]:
        """The record's actor for each actor of an article."""
        return {(article, local): actor for article, local, actor in self.actors.of}

    @cached_property
    def actor(self) -> Mapping[ActorId, Actor]:
        """The record's actors by id."""
        return {actor.id: actor for actor in self.actors.actors}

    @cached_property
    def sides(self) -> Sides:
        """Which side each of the record's actors speaks for."""
        return Sides(self.actors.actors, load_concepts())

    @cached_property
    def record_of(self) -> Mapping[ArticleId, ArticleRecord]:
        """The records by article."""
        return {record.article.id: record for record in self.records}

    @cached_property
    def people_concepts(self) -> frozenset[str]:
        """The concepts of the names of people."""
        named = (a for a in self.actors.actors if a.kind == "person" and a.named)
        return frozenset(w.concept for actor in named for name in actor.names for w in read_words(name) if w.concept)

    @cached_property
    def people_of_side(self) -> Mapping[str, frozenset[ActorId]]:
        """The people who belong to each side, by its name; those of no known side by their own name."""
        found: dict[str, set[ActorId]] = defaultdict(set)
        for actor in self.actors.actors:
            if actor.kind == "person":
                found[actor.side_or_self].add(actor.id)
        return {side: frozenset(people) for side, people in found.items()}

    def told_in(self, story: Story) -> Sequence[ArticleRecord]:
        """Return the records of a story's articles, in its order."""
        return [self.record_of[article] for article in story.articles]
