"""The whole of linking: a sequence of pure steps, each in a module of its own.

A step takes the `Coverage` and what earlier steps gave, and gives a value of its own; none changes what another gave.
A further step goes where what it needs is there: before the actors (it gives other records, as dates do), over all
stories, or within one story.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from communique.facts import Facts
from communique.link.across import link_across
from communique.link.actors import link_actors
from communique.link.compare import compare_story
from communique.link.coverage import Coverage
from communique.link.dates import settle_dates
from communique.link.decisions import apply_decisions
from communique.link.encounters import merge_encounters
from communique.link.origins import find_copies, find_origins
from communique.link.readout_pairs import find_calls
from communique.link.renditions import find_renditions
from communique.link.sourcing import find_sourcings
from communique.link.stories import partition
from communique.link.told_by import count_tellings
from communique.model.records import ArticleRecord, Decision, Linked, LinkedStory, Origin, Rendition, Story
from communique.model.spans import ArticleId, EncounterId, StoryId


@dataclass(frozen=True)
class LinkedRecord:
    """The records of all articles after decisions, and what holds across them."""

    records: tuple[ArticleRecord, ...]
    """In the order of article ids; other renditions of an article left out."""
    linked: Linked


LinkStories = Callable[
    [Coverage, Sequence[Story], Mapping[StoryId, Sequence[Origin]]], Callable[[], Sequence[LinkedStory]]
]
"""Begins to link stories, with the origins of each, here or elsewhere; returns what gives them in order."""


def link_records(
    records: Sequence[ArticleRecord],
    decisions: Sequence[Decision],
    facts: Facts,
    *,
    link_stories: LinkStories | None = None,
) -> LinkedRecord:
    """Return everything that holds across `records`, whatever their order.

    A decision that finds nothing to apply to is listed in `Linked.orphaned`, by its position in `decisions`.
    `link_stories`: None: story by story, here.
    """
    renditions, primary = _set_renditions_aside(records)
    decided, heeded = apply_decisions(primary, decisions)
    copied = find_copies(decided)
    dated = settle_dates(decided, copied)
    actors, heeded_by_actors = link_actors(dated, decisions, facts)
    coverage = Coverage(tuple(dated), actors, facts)
    origins = find_origins(coverage.records, copied)
    stories = partition(coverage.records, coverage.actor_of, origins, find_calls(coverage, coverage.records))
    linking = (link_stories or _one_by_one)(coverage, stories, _by_story(origins, stories))
    across, heeded_on_issues = link_across(coverage, decisions)
    linked_stories = linking()
    linked = Linked(
        stories=tuple(linked_stories),
        actors=actors,
        renditions=renditions,
        orphaned=tuple(i for i in range(len(decisions)) if i not in heeded | heeded_by_actors | heeded_on_issues),
        encounter_of=_encounter_of(linked_stories),
        across=across,
        sourcings=find_sourcings(coverage, copied),
        told_by=count_tellings(coverage, linked_stories),
    )
    return LinkedRecord(coverage.records, linked)


def link_story(coverage: Coverage, story: Story, origins: Sequence[Origin]) -> LinkedStory:
    """Return what holds across the articles of one story; `origins`: those of its articles."""
    told = coverage.told_in(story)
    encounters = merge_encounters(told, coverage)
    return LinkedStory(
        story=story,
        published=tuple((record.article.id, record.article.published) for record in told),
        encounters=encounters,
        origins=tuple(origins),
        compared=compare_story(coverage, told, encounters),
    )


def _one_by_one(
    coverage: Coverage, stories: Sequence[Story], origins_of: Mapping[StoryId, Sequence[Origin]]
) -> Callable[[], Sequence[LinkedStory]]:
    return lambda: [link_story(coverage, story, origins_of[story.id]) for story in stories]


def _set_renditions_aside(
    records: Sequence[ArticleRecord],
) -> tuple[tuple[Rendition, ...], list[ArticleRecord]]:
    """Return the renditions of other articles, and the records of the articles that are none, by id."""
    ordered = sorted(records, key=lambda record: (record.article.id, record.article.path))
    renditions = find_renditions([record.article for record in ordered])
    hidden = {rendition.article for rendition in renditions}
    return renditions, [record for record in ordered if record.article.id not in hidden]


def _by_story(origins: Sequence[Origin], stories: Sequence[Story]) -> Mapping[StoryId, list[Origin]]:
    """Return the origins of each story, by its id: an origin is of the story that holds its first article."""
    story_of: dict[ArticleId, StoryId] = {article: story.id for story in stories for article in story.articles}
    found: dict[StoryId, list[Origin]] = defaultdict(list)
    for origin in origins:
        found[story_of[origin.articles[0]]].append(origin)
    return found


def _encounter_of(stories: Sequence[LinkedStory]) -> tuple[tuple[EncounterId, EncounterId], ...]:
    return tuple(sorted((account, e.id) for story in stories for e in story.encounters for account in e.accounts))
