"""Which stories appeared, took in articles, joined, came apart or are gone between two builds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal

StoryChange = tuple[Literal["added", "changed", "removed"], str, str, str, str | None, str | None, str | None]
"""(change, "story", id as it is now, what it holds, what changed, as it was, as it is)."""
_MOST_NAMED: Final = 3


def compare_stories(before: Mapping[str, frozenset[str]], now: Mapping[str, frozenset[str]]) -> Iterator[StoryChange]:
    """Yield what became of the stories, each given by the paths of its articles.

    A story is the one before with which it shares most articles, whatever their ids: a story's id is that of its
    smallest article, which a new document can be.
    """
    heirs = {old: _heir(articles, now) for old, articles in sorted(before.items())}
    for story, articles in sorted(now.items()):
        from_these = sorted(old for old in before if before[old] & articles)
        heads = [old for old in from_these if heirs[old] == story]
        if not from_these:
            yield "added", "story", story, describe_story(articles), None, None, None
        elif len(heads) > 1:
            was = " + ".join(describe_story(before[old]) for old in heads)
            yield "changed", "story", story, describe_story(articles), "joined", was, describe_story(articles)
        elif not heads:
            was = " + ".join(describe_story(before[old]) for old in from_these)
            yield "changed", "story", story, describe_story(articles), "parted", was, describe_story(articles)
        elif before[heads[0]] != articles:
            was = describe_story(before[heads[0]])
            yield "changed", "story", story, describe_story(articles), "articles", was, describe_story(articles)
    for old, heir in heirs.items():
        if heir is None:
            yield "removed", "story", old, describe_story(before[old]), None, None, None


def _heir(articles: frozenset[str], now: Mapping[str, frozenset[str]]) -> str | None:
    """Return the story that holds most of `articles`; None: none holds any."""
    shared = {story: len(articles & theirs) for story, theirs in now.items() if articles & theirs}
    return min(shared, key=lambda story: (-shared[story], story), default=None)


def describe_story(articles: frozenset[str]) -> str:
    """Return how many articles a story has, and the first paths."""
    paths = sorted(articles)
    more = f" and {len(paths) - _MOST_NAMED} more" if len(paths) > _MOST_NAMED else ""
    return f"{len(paths)} article{'s' * (len(paths) > 1)}: {', '.join(paths[:_MOST_NAMED])}{more}"
