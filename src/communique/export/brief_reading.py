"""Reads what a brief is made of from a record, once."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from communique.errors import NotFound
from communique.export.brief_compared import read_differences
from communique.export.brief_material import (
    BriefAccount,
    BriefActor,
    BriefArticle,
    BriefEncounter,
    BriefJudgement,
    BriefStatement,
    BriefUndertaking,
    Material,
    Passage,
    Value,
)


def read_material(connection: sqlite3.Connection, story: str | None = None) -> Material:
    """Return what a brief of the record needs, of one story or of all. Raises NotFound for an unknown story."""
    reader = _Reader(connection)
    stories = reader.stories()
    if story is not None and story not in dict(stories):
        raise NotFound(
            f"no story {story!r} in this record; its stories are {', '.join(s for s, _ in stories) or 'none'}"
        )
    articles = reader.articles(story)
    kept = articles.keys()
    rows = reader.rows("SELECT path, status, coalesce(reason, duplicate_of, '') FROM documents ORDER BY path")
    return Material(
        articles=articles,
        actors=reader.actors(),
        statements=tuple(s for s in reader.statements() if s.article in kept),
        encounters=tuple(e for e in reader.encounters(story) if e.accounts),
        undertakings=tuple(u for u in reader.undertakings() if u.article in kept),
        unread=tuple((p, s, r) for p, s, r in rows if s != "analysed"),
        documents=len(rows),
        stories=stories,
        story=story,
        differences=read_differences(connection, story),
        judgements=tuple(j for j in reader.judgements() if j.article in kept),
        story_of=dict(reader.rows("SELECT article, min(story) FROM story_articles GROUP BY 1")),
    )


_SETTING: Final = ("date", "place", "duration")
_MAX_TITLE_WORDS: Final = 6
"""A longer title is a description that ran on; a wrong title is worse than none."""


def _lead(text: str, body: tuple[int, int] | None) -> tuple[int, int]:
    if body is None:
        return 0, 0
    start, end = body
    line_end = text.find("\n", start, end)
    return start, end if line_end < 0 else line_end


def _newsrooms(articles: Sequence[BriefArticle]) -> dict[str, str | None]:
    """Return for each article the agency of its origin, else the one publisher of all that go back to that origin."""
    groups: dict[str, list[BriefArticle]] = defaultdict(list)
    for article in articles:
        groups[article.origin or article.id].append(article)
    found: dict[str, str | None] = {}
    for group in groups.values():
        agency = next((a.agency for a in group if a.agency), None)
        sources = {a.source for a in group}
        found |= dict.fromkeys((a.id for a in group), agency or (sources.pop() if len(sources) == 1 else None))
    return found


def _office(offices: list[tuple[Any, ...]], side: str | None) -> tuple[str | None, str | None, str | None]:
    """Return title, of whom and basis of the office that most evidence tells; of another side's offices, none."""
    fit = [o for o in offices if o[1] in (None, side) and len(o[0].split()) <= _MAX_TITLE_WORDS and " and " not in o[0]]
    if not fit:
        return None, None, None
    told = Counter[str]()
    for office in fit:
        told[_kind_of_office(office[0])] += len(json.loads(office[3]))

    def order(office: tuple[Any, ...]) -> tuple[object, ...]:
        title, of_whom, basis, evidence = office
        kind = -told[_kind_of_office(title)]
        return (basis != "table", kind, -len(json.loads(evidence)), of_whom is None, len(title), title)

    best = min(fit, key=order)
    return best[0], best[1], best[2]


def _kind_of_office(title: str) -> str:
    """Return the noun that an office is named by: "adviser" of both "adviser" and "foreign affairs adviser to ..."."""
    return re.split(r" (?:of|for|to|at|in|on) |,", title.casefold())[0].split(" ")[-1]


class _Reader:
    """Reads the tables of a record (docs/schema.md); every list is in a fixed order."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.passages = self._passages()
        self.values = self._values()

    def rows(self, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.connection.execute(query, parameters)]

    def stories(self) -> tuple[tuple[str, int], ...]:
        rows = self.rows("SELECT story, count(*) FROM story_articles GROUP BY story ORDER BY count(*) DESC, story")
        return tuple((row[0], row[1]) for row in rows)

    def articles(self, story: str | None) -> dict[str, BriefArticle]:
        rows = self.rows(
            "SELECT a.id, a.path, a.text, a.title, a.source, s.kind, s.side, a.language, a.agency,"
            " (SELECT min(origin) FROM origin_articles WHERE article = a.id) FROM articles a"
            " LEFT JOIN sources s ON s.name = a.source WHERE a.id NOT IN (SELECT article FROM renditions)"
            " AND (? IS NULL OR a.id IN (SELECT article FROM story_articles WHERE story = ?)) ORDER BY a.path",
            story,
            story,
        )
        articles, stretches = [], self._stretches()
        captions: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for article, start, end in self.rows(
            "SELECT article, start_char, end_char FROM blocks WHERE kind = 'caption' ORDER BY article, number"
        ):
            captions[article].append((start, end))
        bodies: dict[str, tuple[int, int]] = {}
        for article, start, end in self.rows(
            "SELECT article, start_char, end_char FROM blocks WHERE kind IN ('body', 'turn') ORDER BY article, number"
        ):
            bodies.setdefault(article, (start, end))
        for row in rows:
            published = self.value("article", row[0], "published")
            path, text, title, source, kind, side, language, agency, origin = row[1:]
            articles.append(
                BriefArticle(
                    id=row[0],
                    path=path,
                    label="",
                    text=text,
                    title=title,
                    source=source,
                    source_kind=kind,
                    source_side=side,
                    published=published,
                    language=language,
                    origin=origin,
                    agency=agency,
                    stretches=stretches[row[0]],
                    captions=tuple(captions[row[0]]),
                    lead=_lead(text, bodies.get(row[0])),
                )
            )
        articles.sort(key=lambda a: (a.published.value or "9999", a.path))
        rooms = _newsrooms(articles)
        return {a.id: replace(a, label=str(n), newsroom=rooms[a.id]) for n, a in enumerate(articles, 1)}

    def _stretches(self) -> dict[str, tuple[tuple[int, int], ...]]:
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for article, number, start, end in self.rows(
            "SELECT article, number, start_char, end_char FROM blocks ORDER BY article, number"
        ):
            speaker = self.passage("block", f"{article}/{number}", "speaker")
            found[article].append((speaker.end if speaker and speaker.start >= start else start, end))
        return defaultdict(tuple, {article: tuple(stretches) for article, stretches in found.items()})

    def actors(self) -> dict[str, BriefActor]:
        offices: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for row in self.rows("SELECT actor, title, of_whom, basis, evidence FROM offices ORDER BY actor, number"):
            offices[row[0]].append(row[1:])
        rows = self.rows("SELECT id, kind, name, named, side FROM actors ORDER BY id")
        return {
            row[0]: BriefActor(row[0], row[1], row[2], bool(row[3]), row[4], *_office(offices[row[0]], row[4]))
            for row in rows
        }

    def statements(self) -> Iterable[BriefStatement]:
        speakers = self._lists("SELECT statement, actor FROM statement_speakers ORDER BY statement, number")
        relays = self._lists("SELECT statement, actor FROM statement_relays ORDER BY statement, number")
        for noun_id, article, form in self.rows("SELECT id, article, form FROM statements ORDER BY article, number"):
            content = self.passages.get(("statement", noun_id, "content"), ())
            basis = self.value("statement", noun_id, "speakers").basis
            cue, through = self.passage("statement", noun_id, "cue"), relays.get(noun_id, ())
            if content:
                yield BriefStatement(noun_id, article, form, speakers.get(noun_id, ()), basis, content, cue, through)

    def encounters(self, story: str | None) -> Iterable[BriefEncounter]:
        people = self._lists("SELECT encounter, actor FROM encounter_participants ORDER BY encounter, number")
        accounts: dict[str, list[BriefAccount]] = defaultdict(list)
        for row in self.rows(
            "SELECT encounter, id, article, status, date, place, duration FROM accounts WHERE encounter IS NOT NULL"
            " ORDER BY encounter, id"
        ):
            values = tuple(zip(_SETTING, row[4:], strict=True))
            evidence = self.passages.get(("account", row[1], "evidence"), ())
            hedge = self.passage("account", row[1], "hedge")
            inferred = tuple(a for a in _SETTING if self.value("account", row[1], a).basis == "inferred")
            former = hedge is not None and hedge == self.passage("account", row[1], "time")
            accounts[row[0]].append(BriefAccount(row[1], row[2], row[3], values, evidence, hedge, former, inferred))
        query = "SELECT id, kind, status FROM encounters WHERE ? IS NULL OR story = ? ORDER BY id"
        for noun_id, kind, status in self.rows(query, story, story):
            date, place, duration = (self.value("encounter", noun_id, a) for a in _SETTING)
            there, told = people.get(noun_id, ()), tuple(accounts[noun_id])
            yield BriefEncounter(noun_id, kind, status, date, place, duration, there, told)

    def undertakings(self) -> Iterable[BriefUndertaking]:
        by = self._lists("SELECT undertaking, actor FROM undertaking_by ORDER BY undertaking, number")
        for noun_id, article, kind, due, negated, statement in self.rows(
            "SELECT id, article, kind, due, negated, statement FROM undertakings ORDER BY article, id"
        ):
            action = self.passage("undertaking", noun_id, "action")
            if action is None:
                continue
            yield BriefUndertaking(
                id=noun_id,
                article=article,
                kind=kind,
                by=by.get(noun_id, ()),
                party=self.value("undertaking", noun_id, "party"),
                to=self.value("undertaking", noun_id, "to"),
                action=action,
                condition=self.passage("undertaking", noun_id, "condition"),
                deadline=self.passage("undertaking", noun_id, "deadline"),
                hedge=self.passage("undertaking", noun_id, "hedge"),
                due=self._due(due, noun_id),
                negated=bool(negated),
                cue=self.passage("undertaking", noun_id, "cue"),
                statement=statement,
            )

    def judgements(self) -> Iterable[BriefJudgement]:
        by = self._lists("SELECT assessment, actor FROM assessment_by ORDER BY assessment, number")
        for noun_id, article, encounter in self.rows(
            "SELECT j.id, j.article, c.encounter FROM assessments j LEFT JOIN accounts c ON c.id = j.account"
            " ORDER BY j.article, j.id"
        ):
            words = self.passage("assessment", noun_id, "judgement")
            if words is not None:
                yield BriefJudgement(noun_id, article, by.get(noun_id, ()), encounter, words)

    def _due(self, due: str | None, undertaking: str) -> Value:
        """Return the day of a deadline: stated where its words say all of it, its year too; else resolved."""
        deadline = self.passage("undertaking", undertaking, "deadline")
        if due is None or deadline is None:
            return Value(None, None, "not resolved")
        return Value(due, "stated" if due[:4] in deadline.words else "resolved")

    def value(self, noun: str, noun_id: str, attribute: str) -> Value:
        return self.values.get((noun, noun_id, attribute), Value(None, None, "not analysed"))

    def passage(self, noun: str, noun_id: str, role: str) -> Passage | None:
        return next(iter(self.passages.get((noun, noun_id, role), ())), None)

    def _passages(self) -> dict[tuple[str, str, str], tuple[Passage, ...]]:
        found: dict[tuple[str, str, str], list[Passage]] = defaultdict(list)
        for row in self.rows(
            "SELECT noun, noun_id, role, article, start_char, end_char, words FROM spans"
            " ORDER BY noun, noun_id, role, number"
        ):
            found[row[:3]].append(Passage(*row[3:]))
        return {key: tuple(passages) for key, passages in found.items()}

    def _values(self) -> dict[tuple[str, str, str], Value]:
        rows = self.rows("SELECT noun, noun_id, attribute, value, basis, absence, alternatives FROM inferred")
        return {row[:3]: Value(row[3], row[4], row[5], tuple(map(str, json.loads(row[6])))) for row in rows}

    def _lists(self, query: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for key, entry in self.rows(query):
            found[key].append(entry)
        return {key: tuple(entries) for key, entries in found.items()}
