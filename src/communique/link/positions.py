"""What each party says on each issue at each time, and who tells it. Method: docs/methods/positions.md."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from communique.link.sides import Sides
from communique.link.told import Told
from communique.model.matters import Issue, Passage, Position, ToldBy
from communique.model.spans import ActorId, ArticleId, IssueId, PositionId, Span, public_id
from communique.model.statements import Statement

Cell = tuple[ActorId, IssueId, str | None, ToldBy]


def find_positions(articles: Sequence[Told], issues: Sequence[Issue], sides: Sides) -> tuple[Position, ...]:
    """Return the cells of the grid party x issue x date, apart by who tells them, sorted by id."""
    teller = _Teller(articles, sides)
    cells: dict[Cell, list[Passage]] = defaultdict(list)
    for issue in issues:
        for passage in issue.passages:
            told = teller.told[passage.article]
            date = told.date_of(told.statement(passage.statement))
            for party, told_by in dict.fromkeys(teller.whose(told, passage)):
                # "A chided B for its insistence on ...": the demand is B's, what A says of it none.
                made = passage.undertaking if party in teller.undertakers(told, passage) else None
                cells[party, issue.id, date, told_by].append(replace(passage, undertaking=made))
    found = [
        Position(
            PositionId(public_id("p", *(part or "" for part in cell))), *cell, passages=_once(passages, teller.told)
        )
        for cell, passages in cells.items()
    ]
    return tuple(sorted(found, key=lambda position: position.id))


def _once(passages: Sequence[Passage], told: Mapping[ArticleId, Told]) -> tuple[Passage, ...]:
    """Return the passages of a cell without those that say it again: a reprint, or the same words marked out twice.

    Those that undertake something come first, each kind in order of article and text.
    """
    kept: list[Passage] = []
    said: set[str] = set()
    taken: dict[tuple[ArticleId, bool], list[Span]] = defaultdict(list)
    for passage in sorted(passages, key=lambda p: p.undertaking is None):
        words = _plain(passage, told)
        # What is said and what the author tells of it are two things, even where they overlap.
        spans = taken[passage.article, passage.statement is None]
        if any(span.overlaps(passage.span) for span in spans):
            continue
        spans.append(passage.span)  # of what a reprint says again its clauses are said again too
        if words not in said:
            said.add(words)
            kept.append(passage)
    return tuple(kept)


def _plain(passage: Passage, told: Mapping[ArticleId, Told]) -> str:
    return " ".join(re.findall(r"\w+", passage.span.of(told[passage.article].text).casefold()))


class _Teller:
    """Tells whose position a passage is, and who tells it."""

    def __init__(self, articles: Sequence[Told], sides: Sides) -> None:
        self.told = {told.article.id: told for told in articles}
        self.sides = sides
        self.parties = self._parties()

    def _parties(self) -> frozenset[ActorId]:
        """Return the sides that take part: in an encounter, or by an undertaking."""
        found: set[ActorId | None] = set()
        for told in self.told.values():
            for encounter in told.record.encounters:
                found |= {self.sides.side_of(told.actor(a)) for a in encounter.participants}
            for undertaking in told.record.undertakings:
                found |= {self.sides.side_of(told.actor(a)) for a in undertaking.by}
        return frozenset(side for side in found if side is not None)

    def whose(self, told: Told, passage: Passage) -> Iterator[tuple[ActorId, ToldBy]]:
        """Yield the parties whose position a passage tells, each with who tells it."""
        statement = told.statement(passage.statement)
        if statement is None:
            yield from self._told_by_author(told, passage)
            return
        speakers = told.speakers(statement)
        own = {side for side in map(self.party_of, speakers) if side is not None}
        for side in sorted(own):
            yield side, self._teller(side, told, statement)
        if speakers:
            yield from self._of_others(told, passage, own)

    def undertakers(self, told: Told, passage: Passage) -> set[ActorId]:
        """Return the parties that undertake what a passage names; empty: it names nothing undertaken, or no party's."""
        return {side for a in self._actors(told, passage) if (side := self.party_of(told.actor(a))) is not None}

    def _actors(self, told: Told, passage: Passage) -> list[ActorId]:
        return [a for u in told.record.undertakings if u.id == passage.undertaking for a in u.by]

    def _told_by_author(self, told: Told, passage: Passage) -> Iterator[tuple[ActorId, ToldBy]]:
        """Yield whom the author's own words tell of: who undertakes it, else who holds something in them."""
        if passage.undertaking is not None:
            actors = self._actors(told, passage)
        else:
            held = (s for s in told.record.stances if s.statement is None)
            actors = [s.actor for s in held if passage.span.contains(s.span)]
        for side in sorted({s for s in (self.party_of(told.actor(a)) for a in actors) if s is not None}):
            yield side, self._reporter(side, told)

    def _reporter(self, side: ActorId, told: Told) -> ToldBy:
        """Return who the author is: a side's own office speaks for it, another party's office is the other side."""
        publisher = self.sides.named(told.article.source.value.side) if told.article.source.value else None
        if publisher == side:
            return "itself"
        return "other side" if publisher is not None and publisher in self.parties else "reporter"

    def _of_others(self, told: Told, passage: Passage, own: set[ActorId]) -> Iterator[tuple[ActorId, ToldBy]]:
        """Yield the parties of which a speaker says what they undertake, want, hold or reject."""
        told_by: ToldBy = "other side" if own else "observer"
        if not own and not all(map(self._is_outside, told.speakers_of(passage.statement))):
            return  # of whom it is not known for whom they speak, nor that they speak for none
        for party in sorted(self.undertakers(told, passage) - own):
            yield party, told_by
        for stance in told.record.stances:
            if stance.statement == passage.statement and passage.span.overlaps(stance.span):
                side = self.party_of(told.actor(stance.actor))
                if side is not None and side not in own:
                    yield side, told_by

    def _teller(self, side: ActorId, told: Told, statement: Statement) -> ToldBy:
        """Return who tells a side's words: itself, unless somebody of another side, or of none, passes them on.

        Whoever passes them on in a text that a party's office publishes speaks for that office.
        """
        publisher = self._reporter(side, told)
        for relay in statement.relays:
            actor = told.actor(relay.value) if relay.value is not None else None
            if actor is None:
                continue
            other = self.party_of(actor)
            if other is not None and other != side:
                return "other side"
            if other is None and self.sides.actors[actor].kind == "person" and publisher == "reporter":
                return "observer"
        return "other side" if publisher == "other side" else "itself"

    def _is_outside(self, actor_id: ActorId) -> bool:
        """Return whether it is known that somebody speaks for no party: a group, or a person of more than a name."""
        actor = self.sides.actors[actor_id]
        return actor.kind != "person" or not actor.named or bool(actor.offices) or self.sides.is_observer(actor_id)

    def party_of(self, actor_id: ActorId) -> ActorId | None:
        """Return the party that an actor speaks for; None: none, as for those who comment on the events."""
        if self.sides.is_observer(actor_id):
            return None
        side = self.sides.side_of(actor_id)
        return side if side in self.parties else None
