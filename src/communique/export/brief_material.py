"""What a brief is made of, read from a record once: articles, people, encounters, statements, undertakings."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from communique.errors import NotFound
from communique.export.brief_compared import Differences, read_differences
from communique.export.brief_passage import Passage as Passage


@dataclass(frozen=True, slots=True)
class Value:
    """A value as the record holds it."""

    value: str | None
    basis: str | None
    """stated, resolved, inferred, table or user; None: there is no value."""
    absence: str | None = None
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefArticle:
    """An article that the brief rests on."""

    id: str
    path: str
    label: str
    """How it is cited: the file's name, cut where it is long, or its whole path where two would look the same."""
    text: str
    title: str | None
    source: str | None
    source_kind: str | None
    source_side: str | None
    published: Value
    language: str | None
    origin: str | None
    agency: str | None
    stretches: tuple[tuple[int, int], ...]
    """Its blocks, the names that head speakers' turns left out."""
    lead: tuple[int, int]
    """Its first paragraph, which in a news story tells what matters most; (0, 0): none."""


@dataclass(frozen=True, slots=True)
class BriefActor:
    """Somebody who speaks, takes part or is bound."""

    id: str
    kind: str
    name: str
    named: bool
    side: str | None
    title: str | None
    """The office most told of that agrees with the side; None: none does."""
    title_of: str | None
    title_basis: str | None


@dataclass(frozen=True, slots=True)
class BriefStatement:
    """What one article reports that somebody said."""

    id: str
    article: str
    form: str
    speakers: tuple[str, ...]
    basis: str | None
    """How the speakers are known; None: they are not."""
    content: tuple[Passage, ...]
    cue: Passage | None
    relays: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BriefAccount:
    """How one article tells one encounter."""

    id: str
    article: str
    status: str
    values: tuple[tuple[str, str | None], ...]
    """(attribute, value) of date, place and duration."""
    evidence: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class BriefEncounter:
    """An encounter as all accounts together tell it."""

    id: str
    kind: str
    status: str
    date: Value
    place: Value
    duration: Value
    participants: tuple[str, ...]
    accounts: tuple[BriefAccount, ...]


@dataclass(frozen=True, slots=True)
class BriefUndertaking:
    """What somebody promised, offered, demanded, refused, warned of or made conditional."""

    id: str
    article: str
    kind: str
    by: tuple[str, ...]
    party: Value
    """An actor's id."""
    to: Value
    """An actor's id."""
    action: Passage
    condition: Passage | None
    deadline: Passage | None
    hedge: Passage | None
    due: Value
    negated: bool


@dataclass(frozen=True)
class Material:
    """All of it."""

    articles: dict[str, BriefArticle]
    """By id, in order of publication, those without a date last."""
    actors: dict[str, BriefActor]
    statements: tuple[BriefStatement, ...]
    encounters: tuple[BriefEncounter, ...]
    undertakings: tuple[BriefUndertaking, ...]
    unread: tuple[tuple[str, str, str], ...]
    """(path, status, reason) of the documents that were not analysed."""
    documents: int
    stories: tuple[tuple[str, int], ...]
    """(id, number of articles) of every story of the record, the largest first."""
    story: str | None
    """The story that was asked for; None: all."""
    origins: tuple[tuple[str, ...], ...]
    """Articles that go back to one root, where there are several."""
    differences: Differences = field(default_factory=Differences)
    """How the accounts differ."""

    @property
    def horizon(self) -> str | None:
        """The latest day on which an article was published; None: no day is known."""
        days = [a.published.value for a in self.articles.values() if a.published.value and len(a.published.value) == 10]
        return max(days, default=None)


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
    groups: dict[str, list[str]] = defaultdict(list)
    for article in articles.values():
        groups[article.origin or article.id].append(article.id)
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
        origins=tuple(tuple(group) for group in groups.values() if len(group) > 1),
    )


_MAX_LABEL_CHARS: Final = 40
_MAX_TITLE_WORDS: Final = 6
"""A longer title is a description that ran on; a wrong title is worse than none."""


def _labels(paths: list[str]) -> dict[str, str]:
    """Return for each path how it is cited; no two alike."""
    short = {}
    for path in paths:
        name = path.rsplit("/", 1)[-1]
        short[path] = name if len(name) <= _MAX_LABEL_CHARS else f"{name[: _MAX_LABEL_CHARS - 1]}…"
    seen = Counter(short.values())
    return {path: label if seen[label] == 1 else path for path, label in short.items()}


def _lead(text: str, body: tuple[int, int] | None) -> tuple[int, int]:
    if body is None:
        return 0, 0
    start, end = body
    line_end = text.find("\n", start, end)
    return start, end if line_end < 0 else line_end


def _office(offices: list[tuple[Any, ...]], side: str | None) -> tuple[str | None, str | None, str | None]:
    """Return title, of whom and basis of the office that most evidence tells; of another side's offices, none."""
    fit = [o for o in offices if o[1] in (None, side) and len(o[0].split()) <= _MAX_TITLE_WORDS and " and " not in o[0]]
    if not fit:
        return None, None, None
    best = min(fit, key=lambda o: (o[2] != "table", -len(json.loads(o[3])), o[1] is None, len(o[0]), o[0]))
    return best[0], best[1], best[2]


class _Reader:
    """Reads the tables of a record (docs/schema.md); every list is in a fixed order."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.passages = self._passages()
        self.values = self._values()
        self.relative: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for article, start, end in self.rows(
            "SELECT article, start_char, end_char FROM times WHERE anchor = 'published' ORDER BY article, number"
        ):
            self.relative[article].append((start, end))

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
        paths = [path for (path,) in self.rows("SELECT path FROM articles")]
        labels = _labels(paths)
        articles, stretches = [], self._stretches()
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
                    label=labels[path],
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
                    lead=_lead(text, bodies.get(row[0])),
                )
            )
        articles.sort(key=lambda a: (a.published.value or "9999", a.path))
        return {article.id: article for article in articles}

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
            values = tuple(zip(("date", "place", "duration"), row[4:], strict=True))
            evidence = self.passages.get(("account", row[1], "evidence"), ())
            accounts[row[0]].append(BriefAccount(row[1], row[2], row[3], values, evidence))
        query = "SELECT id, kind, status FROM encounters WHERE ? IS NULL OR story = ? ORDER BY id"
        for noun_id, kind, status in self.rows(query, story, story):
            date, place, duration = (self.value("encounter", noun_id, a) for a in ("date", "place", "duration"))
            there, told = people.get(noun_id, ()), tuple(accounts[noun_id])
            yield BriefEncounter(noun_id, kind, status, date, place, duration, there, told)

    def undertakings(self) -> Iterable[BriefUndertaking]:
        by = self._lists("SELECT undertaking, actor FROM undertaking_by ORDER BY undertaking, number")
        for noun_id, article, kind, due, negated in self.rows(
            "SELECT id, article, kind, due, negated FROM undertakings ORDER BY article, id"
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
            )

    def _due(self, due: str | None, undertaking: str) -> Value:
        """Return the day of a deadline: stated where its words say all of it, else resolved by the article's date."""
        deadline = self.passage("undertaking", undertaking, "deadline")
        if due is None or deadline is None:
            return Value(None, None, "not resolved")
        counted = any(
            deadline.start <= start and end <= deadline.end for start, end in self.relative.get(deadline.article, ())
        )
        return Value(due, "resolved" if counted else "stated")

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
