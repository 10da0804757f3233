"""A record of many invented articles, written through the store: the same for the same seed and number.

Texts are put together from invented names and stock sentences; their nouns are given, not found, so that nothing is
measured but what a reader of a large record asks of it.
"""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Final

from communique.model.actors import Actor, Mention
from communique.model.comparisons import Compared, Comparison, Side, ToldAlike
from communique.model.documents import Article, Block, RawDocument, Source
from communique.model.encounters import Encounter
from communique.model.inferred import Inferred, absent, stated
from communique.model.matters import Across, Agreement, Issue, Matter, Passage, Position, Wording
from communique.model.records import Actors, ArticleRecord, Copy, Linked, LinkedStory, Origin, Story
from communique.model.spans import (
    ActorId,
    ArticleId,
    DocumentHash,
    EncounterId,
    OriginId,
    Span,
    StatementId,
    StoryId,
    UndertakingId,
    public_id,
)
from communique.model.statements import Statement
from communique.model.times import TimeValue
from communique.model.undertakings import Undertaking
from communique.store import documents as shelf
from communique.store.database import open_for_build
from communique.store.write import BuildEntry, write_record

STATES: Final = ("Norland", "Sudmark", "Estria", "Westmoor", "Halden", "Orvia", "Tessia", "Maravel")
_GIVEN: Final = ("Anna", "Otto", "Eva", "Karl", "Mira", "Jonas", "Lena", "Viktor", "Clara", "Emil", "Nora", "Paul")
_FAMILY: Final = ("Berg", "Lind", "Holm", "Falk", "Strand", "Dahl", "Voss", "Krog", "Ahl", "Brandt", "Sund", "Torv")
_ISSUES: Final = ("toll", "bridge", "harbour", "river", "grain", "fishing", "prisoners", "border", "power", "rail")
_PLACES: Final = ("Aldby, Norland", "Korv, Sudmark", "Estergard, Estria", "Mosund, Westmoor")
_OUTLETS: Final = tuple(
    f"The {place} {kind}"
    for place in ("Aldby", "Korv", "Mosund", "Halden", "Sund")
    for kind in ("Herald", "Post", "Courier", "Gazette", "Wire", "Record", "Observer", "Mail")
)
_STATEMENTS: Final = 8
_ARTICLES_OF_STORY: Final = 60
_TELLINGS: Final = 5


def write_synthetic(db: Path, articles: int, *, seed: int = 7) -> None:
    """Write a record of so many articles to `db`."""
    world = _World(random.Random(seed))
    records = [world.article(number) for number in range(articles)]
    linked = world.linked(records)
    with open_for_build(db) as connection:
        for record in records:
            content = record.article.text.encode()
            shelf.put_document(
                connection, RawDocument(record.article.path, record.article.document, content, "text"), None
            )
        statuses: dict[str, tuple[str, str | None]] = {r.article.path: ("analysed", None) for r in records}
        entry = BuildEntry("2031-01-01T00:00:00+00:00", "2031-01-01T00:01:00+00:00", "0", {"new": articles})
        write_record(connection, records, linked, statuses=statuses, keys=[], entry=entry)


class _World:
    """Invented people and what their articles tell."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.actors = [Actor(ActorId(public_id("a", s)), "state", s, (s,), side=s) for s in STATES]
        for number, (given, family) in enumerate((g, f) for f in _FAMILY for g in _GIVEN):
            name = f"{given} {family}"
            side = STATES[number % len(STATES)]
            self.actors.append(Actor(ActorId(public_id("a", name)), "person", name, (name, family), side=side))
        self.people = self.actors[len(STATES) :]
        self.told: dict[tuple[int, int], list[tuple[ArticleRecord, Encounter]]] = defaultdict(list)

    def article(self, number: int) -> ArticleRecord:
        """Return the article of that number with its nouns."""
        dice, story = self.dice, number // _ARTICLES_OF_STORY
        day = date(2028, 1, 1) + timedelta(days=story * 5 + dice.randrange(30))
        writer = _Writer(f"{dice.choice(_OUTLETS)} {number}")
        writer.block("title", f"{dice.choice(_ISSUES).capitalize()} talks, report {number}")
        cast = dice.sample(self.people, 4)
        event = (story, number % 12)
        met = date(2028, 1, 1) + timedelta(days=story * 5 + event[1] * 2)
        writer.meeting(cast[:2], met + timedelta(days=dice.random() < 0.1), dice)
        for _ in range(_STATEMENTS):
            writer.said(dice.choice(cast), dice.choice(_ISSUES), day + timedelta(days=dice.randrange(60)), dice)
            writer.block("body", _filler(dice))
        sides = {actor.side for actor in cast}
        present = [actor for actor in self.actors if actor in cast or (actor.kind == "state" and actor.name in sides)]
        record = writer.record(dice.choice(_OUTLETS), day, present)
        self.told[event].append((record, record.encounters[0]))
        return record

    def linked(self, records: list[ArticleRecord]) -> Linked:
        """Return what holds across the articles."""
        by_story: dict[int, list[ArticleRecord]] = defaultdict(list)
        for number, record in enumerate(records):
            by_story[number // _ARTICLES_OF_STORY].append(record)
        merged: list[tuple[EncounterId, EncounterId]] = []
        stories = tuple(self._story(n, group, merged) for n, group in sorted(by_story.items()))
        of = sorted((r.article.id, a.id, a.id) for r in records for a in r.actors)
        actors = Actors(tuple(sorted(self.actors, key=lambda a: a.id)), tuple(of))
        return Linked(stories, actors, encounter_of=tuple(sorted(merged)), across=self._across(records))

    def _story(
        self, number: int, records: list[ArticleRecord], merged: list[tuple[EncounterId, EncounterId]]
    ) -> LinkedStory:
        encounters, comparisons = [], []
        for event in range(12):
            group = self.told.get((number, event), [])
            if not group:
                continue
            noun = EncounterId(public_id("m", number, event))
            first = group[0][1]
            people = tuple(dict.fromkeys(a for _, e in group for a in e.participants))[:6]
            told = tuple(sorted(e.id for _, e in group))
            encounters.append(
                Encounter(
                    noun,
                    first.kind,
                    first.status,
                    people,
                    first.evidence,
                    place=first.place,
                    date=first.date,
                    accounts=told,
                    reasons=("", *(("same day and participants",) * (len(told) - 1))),
                )
            )
            merged += [(e.id, noun) for _, e in group]
            if len({e.date.value for _, e in group}) > 1:
                sides = tuple(Side(r.article.id, r.article.anchor(e.evidence[0]), e.date.value or "") for r, e in group)
                comparisons.append(
                    Comparison(public_id("c", noun), "date", "conflict", "the day", sides, noun, weight=2.0)  # type: ignore[arg-type]
                )
        alike = tuple(
            ToldAlike(public_id("t", a.article.id), "utterance", (a.statements[0].id, b.statements[0].id), 0.9)  # type: ignore[arg-type]
            for a, b in zip(records[::_TELLINGS], records[1::_TELLINGS], strict=False)
        )
        story = Story(StoryId(public_id("y", number)), tuple(sorted(r.article.id for r in records)))
        return LinkedStory(
            story, (), tuple(encounters), tuple(_origins(story, records)), Compared(alike, tuple(comparisons))
        )

    def _across(self, records: list[ArticleRecord]) -> Across:
        side = {a.id: ActorId(public_id("a", a.side)) for a in self.actors}
        cells: dict[tuple[ActorId, str, str], list[Passage]] = defaultdict(list)
        for record in records:
            for statement in record.statements:
                words = statement.content[0].of(record.article.text)
                speaker = (statement.speakers.value or ())[0]
                for issue in _ISSUES:
                    if issue in words:
                        passage = Passage(record.article.id, statement.content[0], statement.id)
                        cells[side[speaker], issue, record.article.published.value or ""].append(passage)
        ids = {issue: public_id("i", issue) for issue in _ISSUES}
        issues = [
            Issue(ids[i], i, (i,), tuple(p for (_, name, _), ps in cells.items() if name == i for p in ps))  # type: ignore[arg-type]
            for i in _ISSUES
        ]
        positions = [
            Position(public_id("p", *cell), cell[0], ids[cell[1]], cell[2], "itself", tuple(passages))  # type: ignore[arg-type]
            for cell, passages in sorted(cells.items())
        ]
        matters = _matters(records)
        agreements = [
            Agreement(
                public_id("g", issue),  # type: ignore[arg-type]
                f"{issue.capitalize()} Accord",
                (f"{issue.capitalize()} Accord",),
                tuple(w.undertaking for w in matter.wordings[:40] if w.undertaking),
                passages=issues[number].passages[:60],
            )
            for number, (issue, matter) in enumerate(zip(_ISSUES, matters, strict=False))
        ]
        return Across(tuple(matters), tuple(agreements), tuple(issues), tuple(positions))


def _matters(records: list[ArticleRecord]) -> list[Matter]:
    """Return a matter for every issue and side with a promise on it."""
    worded: dict[tuple[str, str], list[Wording]] = defaultdict(list)
    for record in records:
        day = record.article.published.value
        for u in record.undertakings:
            issue = next(i for i in _ISSUES if i in u.action.of(record.article.text))
            matter = worded[issue, str(u.party.value)]
            before = len(matter) - 1 if matter else None
            adds = () if before is None else ("open",)
            matter.append(
                Wording(record.article.id, u.action, u.id, u.statement, None, u.party.value, day, before, adds)
            )
    return [
        Matter(public_id("t", *key), key[0], (key[0],), tuple(wordings))  # type: ignore[arg-type]
        for key, wordings in sorted(worded.items())
    ]


def _origins(story: Story, records: list[ArticleRecord]) -> list[Origin]:
    found = []
    for at in range(0, len(records), 3):
        group = records[at : at + (2 if at % 2 else 3)]
        copies = tuple(
            Copy(a.article.anchor(Span(0, 5)), b.article.anchor(Span(0, 5)), 0.8) for a, b in combinations(group, 2)
        )
        ids = tuple(sorted(r.article.id for r in group))
        found.append(Origin(OriginId(public_id("o", ids[0])), ids, None, copies))
    return found


def _filler(dice: random.Random) -> str:
    words = [
        dice.choice((*_ISSUES, "delegation", "session", "minister", "proposal", "evening", "paper")) for _ in range(36)
    ]
    return f"Observers spoke of {' and '.join(words[:12])}; later of {', '.join(words[12:])}."


class _Writer:
    """The text of one article as it grows, with its nouns."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.text = ""
        self.blocks: list[Block] = []
        self.statements: list[Statement] = []
        self.undertakings: list[Undertaking] = []
        self.encounters: list[Encounter] = []
        self.mentions: list[Mention] = []
        self.document = DocumentHash(hashlib.sha256(key.encode()).hexdigest())

    def block(self, kind: str, words: str) -> int:
        """Add a block; return where it starts."""
        start = len(self.text)
        self.text += words + "\n\n"
        self.blocks.append(Block(kind, Span(start, start + len(words))))  # type: ignore[arg-type]
        return start

    def meeting(self, people: list[Actor], day: date, dice: random.Random) -> None:
        """Add a paragraph that tells a meeting."""
        words = f"{people[0].name} met {people[1].name} on {day.isoformat()} for three hours."
        start = self.block("body", words)
        span = Span(start, start + len(words))
        noun = EncounterId(public_id("e", self.key))
        place: Inferred[str] = stated(dice.choice(_PLACES)) if dice.random() < 0.5 else absent("not reported")
        ids = tuple(p.id for p in people)
        self.encounters.append(
            Encounter(noun, "meeting", "held", ids, (span,), place=place, date=stated(day.isoformat()))
        )
        at = start + len(people[0].name) + 5
        self.mentions.append(Mention(Span(start, start + len(people[0].name)), "name", people[0].id))
        self.mentions.append(Mention(Span(at, at + len(people[1].name)), "name", people[1].id))

    def said(self, speaker: Actor, issue: str, due: date, dice: random.Random) -> None:
        """Add a paragraph that reports a statement, every third a promise with a day."""
        number = len(self.statements)
        promise = number % 3 == 0
        words = (
            f"the {issue} will be open by {due.isoformat()}"
            if promise
            else f"the {issue} is {dice.choice(_ISSUES)} enough"
        )
        start = self.block("body", f"{speaker.name} said {words}.")
        name = Span(start, start + len(speaker.name))
        content = Span(name.end + 6, name.end + 6 + len(words))
        noun = StatementId(public_id("s", self.key, number))
        speakers: Inferred[tuple[ActorId, ...]] = stated((speaker.id,))
        cue = Span(name.end + 1, name.end + 5)
        self.statements.append(Statement(noun, (content,), "indirect", speakers, name, cue, "say", method="synthetic"))
        self.mentions.append(Mention(name, "name", speaker.id))
        if promise:
            deadline = Span(content.end - 13, content.end)
            day = TimeValue(Span(content.end - 10, content.end), "date", "absolute", due.isoformat())
            party = stated(ActorId(public_id("a", speaker.side)))
            self.undertakings.append(
                Undertaking(
                    UndertakingId(public_id("u", self.key, number)),
                    "commitment",
                    (speaker.id,),
                    content,
                    party=party,
                    deadline=deadline,
                    due=day,
                    statement=noun,
                )
            )

    def record(self, outlet: str, day: date, actors: list[Actor]) -> ArticleRecord:
        """Return the finished article."""
        article = Article(
            ArticleId(public_id("d", self.key)),
            self.document,
            f"{outlet.split()[-1].lower()}/{self.key}.txt",
            self.text,
            "text",
            tuple(self.blocks),
            stated("en"),
            stated(self.blocks[0].span.of(self.text)),
            stated(Source(outlet)),
            published=stated(day.isoformat()),
        )
        return ArticleRecord(
            article,
            tuple(actors),
            tuple(self.mentions),
            (),
            tuple(self.statements),
            tuple(self.encounters),
            tuple(self.undertakings),
        )
