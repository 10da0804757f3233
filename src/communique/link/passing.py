"""Answers of a long transcript that name no side of the talks. Method: docs/methods/matters.md."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from communique.link.sides import Sides
from communique.link.told import Told
from communique.model.spans import ActorId, ArticleId, Span, StatementId
from communique.model.statements import Statement

MANY_TURNS = 40
"""A transcript of so many paragraphs or more is a briefing on everything; one on a meeting is shorter; not tuned."""
MIN_ARTICLES = 2
"""A side of the talks takes part in encounters of so many other articles."""


def said_in_passing(articles: Sequence[Told], sides: Sides) -> dict[ArticleId, frozenset[StatementId]]:
    """Return by article the statements of long transcripts whose exchange names no side of the talks but the host.

    An exchange is a question with what follows it up to the next. Articles without such statements are left out.
    """
    meeting = {told.article.id: _meeting(told, sides) for told in articles}
    counts = Counter(side for found in meeting.values() for side in found)
    passing = {}
    for told in articles:
        turns = [s for s in told.record.statements if s.cue_span is None and _is_turn(told, s)]
        if len(turns) < MANY_TURNS:
            continue
        source = told.article.source.value
        host = sides.named(source.side) if source is not None else None
        own = meeting[told.article.id]
        talking = {side for side, n in counts.items() if n - (side in own) >= MIN_ARTICLES and side != host}
        named = _named(told, sides, talking)
        found = [s.id for exchange in _exchanges(told, turns, sides) if not _names(exchange, named) for s in exchange]
        if talking and found:
            passing[told.article.id] = frozenset(found)
    return passing


def _meeting(told: Told, sides: Sides) -> frozenset[ActorId]:
    found = {sides.side_of(told.actor(a)) for e in told.record.encounters for a in e.participants}
    return frozenset(side for side in found if side is not None)


def _is_turn(told: Told, statement: Statement) -> bool:
    block = told.article.block_at(statement.content[0].start)
    return block is not None and block.kind == "turn"


def _named(told: Told, sides: Sides, talking: set[ActorId]) -> list[int]:
    """Return where the article names one of the sides, or somebody who speaks for it."""
    mentions = (m for m in told.record.mentions if m.actor is not None)
    return [m.span.start for m in mentions if m.actor and sides.side_of(told.actor(m.actor)) in talking]


def _exchanges(told: Told, turns: Sequence[Statement], sides: Sides) -> Iterator[list[Statement]]:
    """Yield the statements from each question of the press up to the next, in text order."""
    exchanges: dict[int, list[Statement]] = defaultdict(list)
    number, asked = 0, False
    for statement in sorted(turns, key=lambda s: s.content):
        speakers = told.speakers(statement)
        asks = bool(speakers) and all(map(sides.is_press, speakers))
        number += asks and not asked
        asked = asks
        exchanges[number].append(statement)
    yield from exchanges.values()


def _names(exchange: Sequence[Statement], named: Sequence[int]) -> bool:
    within = Span(exchange[0].content[0].start, exchange[-1].content[-1].end)
    return any(within.start <= start < within.end for start in named)
