"""Wordings of one matter in order of time, each beside the one before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from communique.link.told import Told
from communique.model.matters import Wording
from communique.model.spans import ActorId, ArticleId
from communique.model.wordings import differ

MIN_LIKENESS = 0.3
"""Share of words that two wordings without a condition must have in common to be set side by side; not tuned."""


def in_order_of_time(wordings: Sequence[Wording], told: Mapping[ArticleId, Told]) -> tuple[Wording, ...]:
    """Return the wordings by date (none: last), article and place, each with what it adds to the one before and drops.

    A condition is set beside the condition before it, other words beside other words; rather of the same party, else
    of anybody. The same words again (a reprint) are compared with what they repeat, and add and drop nothing.
    """
    ordered = sorted(wordings, key=lambda w: (w.date is None, w.date or "", told[w.article].article.path, w.words))
    last: dict[tuple[bool, ActorId | None], int] = {}
    latest: dict[bool, int] = {}
    found: list[Wording] = []
    for number, wording in enumerate(ordered):
        conditional = wording.condition is not None
        before = last.get((conditional, wording.party)) if wording.party is not None else None
        if before is None:
            before = latest.get(conditional)
        words = _compared(wording, told)
        if before is None or not (conditional or _likeness(_compared(ordered[before], told), words) >= MIN_LIKENESS):
            found.append(wording)
        else:
            adds, drops = differ(_compared(ordered[before], told), words)
            found.append(replace(wording, compared_with=before, adds=adds, drops=drops))
        last[conditional, wording.party] = latest[conditional] = number
    return tuple(found)


def _likeness(first: str, second: str) -> float:
    one, other = (frozenset(words.lower().split()) for words in (first, second))
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _compared(wording: Wording, told: Mapping[ArticleId, Told]) -> str:
    return (wording.condition or wording.words).of(told[wording.article].text)
