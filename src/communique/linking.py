"""Linking with the stories shared out among processes; the record is the same as that of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

import msgspec

from communique.analysis import known_facts
from communique.engine import Failure, Workers
from communique.errors import CommuniqueError
from communique.link import Coverage, link_story
from communique.model.records import Actors, ArticleRecord, LinkedStory, Origin, Story
from communique.model.spans import StoryId

_PARTS_PER_JOB: Final = 4
"""Parts into which stories are put for each process, so that none waits long for another at the end."""

_Part = tuple[tuple[ArticleRecord, ...], Actors, tuple[tuple[Story, tuple[Origin, ...]], ...]]
"""The records of some stories, all actors, and the stories with their origins."""

_PART: Final = msgspec.msgpack.Decoder(_Part)
_LINKED: Final = msgspec.msgpack.Decoder(tuple[LinkedStory, ...])


def share_out(
    workers: Workers,
    facts_file: str | None,
    coverage: Coverage,
    stories: Sequence[Story],
    origins_of: Mapping[StoryId, Sequence[Origin]],
) -> Callable[[], list[LinkedStory]]:
    """Let `workers` begin to link the stories; return what waits for them and gives them in order.

    The latter raises CommuniqueError where a process was ended from outside or a story cannot be linked.
    """
    parts = [
        _encode_part(coverage, part, origins_of) for part in _parts_of(coverage, stories, workers.jobs * _PARTS_PER_JOB)
    ]
    outcomes = workers.run(partial(link_part, facts_file=facts_file), parts)

    def linked() -> list[LinkedStory]:
        found: dict[StoryId, LinkedStory] = {}
        for _, outcome in outcomes:
            if isinstance(outcome, Failure):
                raise CommuniqueError(f"stories cannot be linked ({outcome.kind}: {outcome.reason})")
            found.update((story.story.id, story) for story in _LINKED.decode(outcome))
        return [found[story.id] for story in stories]

    return linked


def link_part(part: bytes, *, facts_file: str | None) -> bytes:
    """Return the stories of an encoded part, linked and encoded."""
    records, actors, stories = _PART.decode(part)
    coverage = Coverage(records, actors, known_facts(facts_file))
    return msgspec.msgpack.encode([link_story(coverage, story, origins) for story, origins in stories])


def _parts_of(coverage: Coverage, stories: Sequence[Story], most: int) -> list[list[Story]]:
    """Return the stories in at most so many parts of about as many statements, the largest part first."""
    size = {story.id: 1 + sum(len(record.statements) for record in coverage.told_in(story)) for story in stories}
    parts: list[list[Story]] = [[] for _ in range(most)]
    held = [0] * most
    for story in sorted(stories, key=lambda story: (-size[story.id], story.id)):
        least = held.index(min(held))
        parts[least].append(story)
        held[least] += size[story.id]
    order = sorted(range(most), key=lambda number: (-held[number], number))
    return [parts[number] for number in order if parts[number]]


def _encode_part(coverage: Coverage, stories: Sequence[Story], origins_of: Mapping[StoryId, Sequence[Origin]]) -> bytes:
    """Return what is needed to link some stories. Who the actors are depends on all of the record."""
    within = {article for story in stories for article in story.articles}
    records = tuple(record for record in coverage.records if record.article.id in within)
    actors = Actors(coverage.actors.actors, tuple(entry for entry in coverage.actors.of if entry[0] in within))
    part: _Part = (records, actors, tuple((story, tuple(origins_of[story.id])) for story in stories))
    return msgspec.msgpack.encode(part)
