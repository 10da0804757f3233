"""The whole of linking, in the order in which one step needs another's result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.facts import Facts
from communique.link.actors import link_actors
from communique.link.decisions import apply_decisions
from communique.link.encounters import merge_encounters
from communique.link.origins import find_origins
from communique.link.renditions import find_renditions
from communique.link.stories import partition
from communique.model.records import ArticleRecord, Decision, Linked, LinkedStory, Origin, Story
from communique.model.spans import ActorId, ArticleId, EncounterId


@dataclass(frozen=True)
class LinkedRecord:
    """The records of all articles after decisions, and what holds across them."""

    records: tuple[ArticleRecord, ...]
    """In the order of article ids; other renditions of an article left out."""
    linked: Linked


def link_records(records: Sequence[ArticleRecord], decisions: Sequence[Decision], facts: Facts) -> LinkedRecord:
    """Return everything that holds across `records`, whatever their order.

    A decision that finds nothing to apply to is listed in `Linked.orphaned`, by its position in `decisions`.
    """
    ordered = sorted(records, key=lambda record: (record.article.id, record.article.path))
    renditions = find_renditions([record.article for record in ordered])
    hidden = {rendition.article for rendition in renditions}
    primary = [record for record in ordered if record.article.id not in hidden]
    decided, applied = apply_decisions(primary, decisions)
    actors, used = link_actors(decided, decisions, facts)
    actor_of = {(article, local): actor for article, local, actor in actors.of}
    stories = partition(decided, actor_of)
    origins = find_origins(decided)
    linked_stories, encounter_of = _link_stories(stories, decided, actor_of, origins)
    linked = Linked(
        stories=tuple(linked_stories),
        actors=actors,
        renditions=renditions,
        orphaned=tuple(i for i in range(len(decisions)) if i not in applied | used),
        encounter_of=tuple(sorted(encounter_of)),
    )
    return LinkedRecord(tuple(decided), linked)


def _link_stories(
    stories: Sequence[Story],
    records: Sequence[ArticleRecord],
    actor_of: dict[tuple[ArticleId, ActorId], ActorId],
    origins: Sequence[Origin],
) -> tuple[list[LinkedStory], list[tuple[EncounterId, EncounterId]]]:
    by_id = {record.article.id: record for record in records}
    linked: list[LinkedStory] = []
    encounter_of: list[tuple[EncounterId, EncounterId]] = []
    for story in stories:
        told = [by_id[article] for article in story.articles]
        encounters = merge_encounters(told, actor_of)
        encounter_of += [(account, merged.id) for merged in encounters for account in merged.accounts]
        linked.append(
            LinkedStory(
                story=story,
                published=tuple((record.article.id, record.article.published) for record in told),
                encounters=encounters,
                origins=tuple(origin for origin in origins if origin.articles[0] in story.articles),
            )
        )
    return linked, encounter_of
