"""Which texts are two sides' readouts of one call or meeting. Method: docs/methods/comparisons.md."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from communique.facts import Facts
from communique.facts.table import fold_name
from communique.link.coverage import Coverage
from communique.link.passages import Passage, passages_of
from communique.link.words import read_words, telling_words
from communique.model.records import ArticleRecord
from communique.model.spans import ActorId, ArticleId

MAX_WORDS: Final = 1200
"""A longer text is a briefing or a transcript, not a readout."""
MAX_GAP_DAYS: Final = 2
MIN_PRINCIPALS: Final = 2
MAX_STATE_WORDS: Final = 4
"""Of a state's name in that of a publisher."""
MAX_OPENING_SENTENCES: Final = 3
"""A readout tells in its first sentences who spoke to whom."""
_OPENING: Final = re.compile(
    r"\b(?:spoke|spoken|speaks|calls?|called|conversations?|met|meets|meetings?|talks|telephoned?|phoned?|video\w*"
    r"|received|hosted|welcomed|visited|visits?|negotiations|consultations)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Opening:
    """How a text by the office of one side begins."""

    article: ArticleId
    side: str
    day: date
    people: frozenset[ActorId]
    """The record's named people of the sentences that tell of a call or meeting."""

    def of_side(self, coverage: Coverage, side: str) -> frozenset[ActorId]:
        """Return those of its people who speak for a side."""
        return frozenset(a for a in self.people if coverage.actor[a].side == side)


def find_calls(coverage: Coverage, records: Sequence[ArticleRecord]) -> tuple[tuple[ArticleId, ArticleId], ...]:
    """Return the pairs among `records` that two sides published on one call or meeting, the smaller id first, sorted.

    Published together; and both open with the same two people, or each with somebody of the other side and with nobody
    else of its own than whom the other names.
    """
    names = _by_last_name(coverage)
    openings = [opening for record in records if (opening := _read_opening(coverage, record, names)) is not None]
    ordered = sorted(openings, key=lambda o: (o.day, o.article))
    found = []
    for n, first in enumerate(ordered):
        last = first.day + timedelta(days=MAX_GAP_DAYS)
        for second in ordered[n + 1 : bisect_right(ordered, last, key=lambda o: o.day)]:
            if first.side != second.side and _one_call(coverage, first, second):
                low, high = sorted((first.article, second.article))
                found.append((low, high))
    return tuple(sorted(found))


def is_readout(record: ArticleRecord, facts: Facts) -> bool:
    """Return whether a text is short, no transcript, and published by an office or for a side."""
    source = record.article.source.value
    if source is None or (source.kind != "office" and source.side is None and _side_named(source.name, facts) is None):
        return False
    return len(record.article.text.split()) <= MAX_WORDS and not record.article.blocks_of(("turn",))


def side_of(record: ArticleRecord, facts: Facts) -> str | None:
    """Return the side that published a text, or the source's name; None: the source is not known."""
    source = record.article.source.value
    return None if source is None else source.side or _side_named(source.name, facts) or source.name


def _side_named(publisher: str, facts: Facts) -> str | None:
    """Return the state whose office a publisher's name tells ("Drovian Foreign Ministry"); None: it tells none."""
    words = [word.form.removesuffix("'s") for word in read_words(publisher)]
    if not set(words) & set(telling_words()["office"]["words"]):
        return None
    spans = (words[n : n + length] for length in range(MAX_STATE_WORDS, 0, -1) for n in range(len(words)))
    named = (facts.state_by_name.get(fold_name(" ".join(span))) for span in spans)
    return next((state.name for state in named if state is not None), None)


def opening_end(passages: Sequence[Passage]) -> int:
    """Return where the first of the sentences at the head that tell of a call or meeting ends; 0: there is none."""
    lead = [p for p in passages[:MAX_OPENING_SENTENCES] if _OPENING.search(p.anchor.words)]
    return lead[0].anchor.span.end if lead else 0


def _one_call(coverage: Coverage, first: Opening, second: Opening) -> bool:
    if len(first.people & second.people) >= MIN_PRINCIPALS:
        return True
    here, there = first.of_side(coverage, second.side), second.of_side(coverage, first.side)
    own, other = first.of_side(coverage, first.side), second.of_side(coverage, second.side)
    # "The Prime Minister spoke to President X": an office need not name its own head.
    return bool(here and there) and (not own or bool(own & there)) and (not other or bool(other & here))


def _read_opening(
    coverage: Coverage, record: ArticleRecord, names: Mapping[str, Sequence[tuple[frozenset[str], ActorId]]]
) -> Opening | None:
    """Return how a readout begins; None for any other text, and where its day or its side is not known."""
    day, side = record.article.published.value or "", side_of(record, coverage.facts)
    if side is None or len(day) != 10 or not is_readout(record, coverage.facts):
        return None
    end = opening_end(passages_of(coverage, record))
    mentioned = {m.actor for m in record.mentions if m.actor is not None and m.span.end <= end}
    actors = {coverage.actor_of[record.article.id, local] for local in mentioned}
    people = {a for a in actors if coverage.actor[a].kind == "person" and coverage.actor[a].named}
    words = {word.form for word in read_words(record.article.text[:end])}
    # A name that was read as that of a body here ("the Republic Ana Lund") may be a person's elsewhere.
    people |= {actor for word in words for name, actor in names.get(word, ()) if name <= words}
    return Opening(record.article.id, side, date.fromisoformat(day), frozenset(people))


def _by_last_name(coverage: Coverage) -> Mapping[str, Sequence[tuple[frozenset[str], ActorId]]]:
    """Return the names in full of the record's people, as words, with whose they are, by their last word."""
    found: dict[str, list[tuple[frozenset[str], ActorId]]] = defaultdict(list)
    for actor in coverage.actors.actors:
        if actor.kind == "person" and actor.named:
            for name in actor.names:
                words = [word.form for word in read_words(name)]
                if len(words) > 1:
                    found[words[-1]].append((frozenset(words), actor.id))
    return found
