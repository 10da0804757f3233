"""Which texts are two sides' readouts of one call or meeting. Method: docs/methods/comparisons.md."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from communique.facts import Facts
from communique.facts.table import fold_name
from communique.link.coverage import Coverage
from communique.link.passages import Passage, passages_of
from communique.link.words import read_words, telling_words
from communique.model.documents import Article
from communique.model.records import ArticleRecord
from communique.model.spans import ActorId, ArticleId, Span

MAX_WORDS: Final = 1200
"""A longer text is a briefing or a transcript, not a readout."""
MAX_GAP_DAYS: Final = 2
MIN_PRINCIPALS: Final = 2
MIN_VOICE: Final = 0.75
"""Share of the words of a transcript that its spokesperson says."""
MAX_NAME_WORDS: Final = 4
"""Of a state's or body's name in that of a publisher."""
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
    bodies: frozenset[str]
    """The states and organisations of these sentences, and those for which their unnamed people speak."""

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
    """Return whether a text is short, published by an office or for a side, and told by one voice.

    A transcript is, where nearly all of it is what one spokesperson says.
    """
    source = record.article.source.value
    if source is None or (source.kind != "office" and source.side is None and _side_named(source.name, facts) is None):
        return False
    return len(record.article.text.split()) <= MAX_WORDS and _is_one_voice(record.article)


def told_by_office(passages: Sequence[Passage], article: Article) -> list[Passage]:
    """Return the sentences of a readout in which the office speaks: of a transcript, those of the one who speaks most.

    Questions are not the office's words.
    """
    voices = _voices(article)
    if not voices:
        return list(passages)
    _, spans = max(voices.items(), key=lambda voice: (sum(map(len, voice[1])), voice[0]))
    return [p for p in passages if not p.turn or any(span.contains(p.anchor.span) for span in spans)]


def _is_one_voice(article: Article) -> bool:
    said = [sum(map(len, spans)) for spans in _voices(article).values()]
    return not said or max(said) >= MIN_VOICE * sum(said)


def _voices(article: Article) -> Mapping[str, Sequence[Span]]:
    """Return by the label of each who speaks in a transcript the turns; empty: it is none."""
    found: dict[str, list[Span]] = defaultdict(list)
    label = ""
    for block in article.blocks_of(("turn",)):
        # A turn may go on over paragraphs without its label.
        label = block.speaker_span.of(article.text).casefold() if block.speaker_span is not None else label
        found[label].append(block.span)
    return found


def side_of(record: ArticleRecord, facts: Facts) -> str | None:
    """Return the side that published a text, or the source's name; None: the source is not known."""
    source = record.article.source.value
    return None if source is None else source.side or _side_named(source.name, facts) or source.name


def _side_named(publisher: str, facts: Facts) -> str | None:
    """Return the state or body whose office a publisher's name tells ("Drovian Foreign Ministry"); None: it tells none.

    A body that is the publisher itself ("African Union"), and a government's building, need no word of office.
    """
    words = [word.form.removesuffix("'s") for word in read_words(publisher)]
    spans = [" ".join(words[n : n + length]) for length in range(MAX_NAME_WORDS, 0, -1) for n in range(len(words))]
    if not set(words) & set(telling_words()["office"]["words"]):
        return _seat_of(" ".join(words), facts) or next(_bodies_named([" ".join(words)], facts), None)
    states = (facts.state_by_name.get(fold_name(span)) for span in spans)
    return next((state.name for state in states if state is not None), None) or next(_bodies_named(spans, facts), None)


def _seat_of(publisher: str, facts: Facts) -> str | None:
    """Return the state for whose government a building stands, where the publisher is called so; None: it is none."""
    state = facts.state_by_name.get(fold_name(publisher))
    seats = map(fold_name, state.metonyms) if state is not None else ()
    return state.name if state is not None and fold_name(publisher) in seats else None


def _bodies_named(spans: Sequence[str], facts: Facts) -> Iterator[str]:
    """Yield the organisations that are called so, each as the one that it is a part of."""
    for span in spans:
        body = facts.organisation_by_name.get(fold_name(span))
        if body is not None:
            yield body.of or body.name


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
    if here and there and (not own or own & there) and (not other or other & here):
        return True
    return _one_guest(coverage, first, second)


def _one_guest(coverage: Coverage, first: Opening, second: Opening) -> bool:
    """Return whether both texts open with one guest, of no third side, and each with the other's side.

    "The Secretary-General met Minister X of Solmara", "Minister X met the Secretary-General of the United Nations".
    """
    shared, sides = first.people & second.people, {first.side, second.side}
    if not shared or shared not in (first.people, second.people):
        return False
    if any(coverage.actor[person].side not in (None, *sides) for person in shared):
        return False
    here, there = (o.bodies | {coverage.actor[person].side for person in o.people} for o in (first, second))
    return second.side in here and first.side in there


def _read_opening(
    coverage: Coverage, record: ArticleRecord, names: Mapping[str, Sequence[tuple[frozenset[str], ActorId]]]
) -> Opening | None:
    """Return how a readout begins; None for any other text, and where its day or its side is not known."""
    day, side = record.article.published.value or "", side_of(record, coverage.facts)
    if side is None or len(day) != 10 or not is_readout(record, coverage.facts):
        return None
    end = opening_end(told_by_office(passages_of(coverage, record), record.article))
    mentioned = {m.actor for m in record.mentions if m.actor is not None and m.span.end <= end}
    actors = {coverage.actor_of[record.article.id, local] for local in mentioned}
    people = {a for a in actors if coverage.actor[a].kind == "person" and coverage.actor[a].named}
    told = [coverage.actor[a] for a in actors - people]
    bodies = {body for a in told if (body := a.side if a.kind == "person" else a.name) is not None}
    words = {word.form for word in read_words(record.article.text[:end])}
    # A name that was read as that of a body here ("the Republic Ana Lund") may be a person's elsewhere.
    people |= {actor for word in words for name, actor in names.get(word, ()) if name <= words}
    return Opening(record.article.id, side, date.fromisoformat(day), frozenset(people), frozenset(bodies))


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
