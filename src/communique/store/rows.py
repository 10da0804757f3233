"""Article records and what links them, as rows of the record tables, in the order of the columns of schema.sql."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from communique.errors import RecordError
from communique.model.actors import Actor
from communique.model.documents import Article, Source
from communique.model.due import resolve_due
from communique.model.encounters import Encounter
from communique.model.inferred import Inferred
from communique.model.records import ArticleRecord, Linked, LinkedStory
from communique.model.spans import ActorId, ArticleId, Span
from communique.model.statements import Statement
from communique.model.times import resolve_time
from communique.model.undertakings import Assessment, Undertaking
from communique.store.codec import anchor_fields, dump, dump_anchors, encode_record
from communique.store.comparison_rows import add_compared
from communique.store.rows_across import across_rows

_FOR_LINK = ("terms", "stances", "conditions", "sentences")
"""What link alone needs of an article: not kept a second time with the record."""

Rows = dict[str, list[tuple[Any, ...]]]


def record_rows(records: Sequence[ArticleRecord], linked: Linked) -> Rows:
    """Return the rows of every record table, by table."""
    rows: Rows = defaultdict(list)
    for actor in linked.actors.actors:
        _actor_rows(rows, actor)
    rows["article_actors"] = [tuple(entry) for entry in linked.actors.of]
    for story in linked.stories:
        _story_rows(rows, story)
    rows["renditions"] = [(rendition.article, rendition.of) for rendition in linked.renditions]
    writer = _ArticleWriter(rows, linked)
    for record in records:
        writer.add(record)
    actor_of = {(article, local): actor for article, local, actor in linked.actors.of}
    for table, added in across_rows(records, linked.across, actor_of).items():
        rows[table] += added
    _origin_rows(rows, linked)
    rows["sources"] = [tuple(row) for row in sorted({row[0]: row for row in rows["sources"]}.values())]
    return rows


def _origin_rows(rows: Rows, linked: Linked) -> None:
    number: Counter[ArticleId] = Counter()
    for s in linked.sourcings:
        told = (s.evidence.span.start, s.evidence.span.end, s.evidence.words) if s.evidence else (None, None, None)
        source = (s.kind, s.from_article, s.from_source, s.statement, s.share, int(s.directed))
        rows["sourcings"].append((s.article, number[s.article], *source, *told))
        number[s.article] += 1
    rows["told_by"] = [(t.noun, t.noun_id, t.attribute, t.articles, t.origins) for t in linked.told_by]


def _actor_rows(rows: Rows, actor: Actor) -> None:
    rows["actors"].append((actor.id, actor.kind, actor.name, int(actor.named), actor.side))
    rows["actor_names"] += [(actor.id, name) for name in sorted(set(actor.names))]
    rows["actor_members"] += [(actor.id, member) for member in sorted(set(actor.members))]
    rows["offices"] += [
        (actor.id, n, o.title, o.of, o.since, o.until, o.basis, dump_anchors(o.evidence))
        for n, o in enumerate(actor.offices)
    ]


def _story_rows(rows: Rows, linked: LinkedStory) -> None:
    story = linked.story
    rows["stories"].append((story.id,))
    rows["story_articles"] += [(story.id, article) for article in story.articles]
    for encounter in linked.encounters:
        rows["encounters"].append(
            (
                encounter.id,
                story.id,
                encounter.kind,
                encounter.status,
                encounter.place.value,
                encounter.date.value,
                encounter.duration.value,
                dump(encounter.issues),
                encounter.part_of,
            )
        )
        rows["encounter_participants"] += [(encounter.id, n, a) for n, a in enumerate(encounter.participants)]
        for attribute in ("place", "date", "duration"):
            rows["inferred"].append(_inferred("encounter", encounter.id, attribute, getattr(encounter, attribute)))
    for origin in linked.origins:
        copies = [
            {"first": anchor_fields(c.first), "second": anchor_fields(c.second), "share": c.share}
            for c in origin.copies
        ]
        rows["origins"].append((origin.id, story.id, origin.agency, dump(copies)))
        rows["origin_articles"] += [(origin.id, article) for article in origin.articles]
    add_compared(rows, story.id, linked.compared)


def _inferred(noun: str, noun_id: str, attribute: str, inferred: Inferred[Any]) -> tuple[Any, ...]:
    return (
        noun,
        noun_id,
        attribute,
        None if inferred.value is None else _plain(inferred.value),
        inferred.basis,
        inferred.absence,
        inferred.score,
        dump([_plain(value) for value in inferred.alternatives]),
        dump_anchors(inferred.evidence),
    )


def _plain(value: Any) -> str:
    if isinstance(value, Source):
        return value.name
    return value if isinstance(value, str) else dump(value)


def _map_inferred(inferred: Inferred[Any], actor_of: dict[ActorId, ActorId]) -> Inferred[Any]:
    """Return a value that holds an actor, or several, with the record's actor ids."""

    def mapped(value: Any) -> Any:
        return tuple(actor_of[a] for a in value) if isinstance(value, tuple) else actor_of[value]

    value = None if inferred.value is None else mapped(inferred.value)
    return replace(inferred, value=value, alternatives=tuple(mapped(a) for a in inferred.alternatives))


class _ArticleWriter:
    """Adds the rows of one article after another."""

    def __init__(self, rows: Rows, linked: Linked) -> None:
        self.rows = rows
        self.encounter_of = dict(linked.encounter_of)
        self.reasons = {
            account: reason
            for story in linked.stories
            for encounter in story.encounters
            for account, reason in zip(encounter.accounts, encounter.reasons, strict=True)
        }
        self.hidden = {rendition.article for rendition in linked.renditions}
        self.actors: dict[ArticleId, dict[ActorId, ActorId]] = defaultdict(dict)
        for article, local, actor in linked.actors.of:
            self.actors[article][local] = actor
        self.article: Article
        self.actor_of: dict[ActorId, ActorId] = {}

    def add(self, record: ArticleRecord) -> None:
        """Add all rows of `record`; of another rendition of an article, the article alone: its nouns would count twice.

        Raises RecordError where link has given no actor for one of the article's.
        """
        self.article = record.article
        self.actor_of = self.actors[record.article.id]
        try:
            self._article(record)
            if record.article.id in self.hidden:
                return
            self._mentions(record)
            for number, statement in enumerate(record.statements):
                self._statement(number, statement)
            for encounter in record.encounters:
                self._account(encounter)
            for undertaking in record.undertakings:
                self._undertaking(undertaking)
            for assessment in record.assessments:
                self._assessment(assessment)
        except KeyError as error:
            raise RecordError(
                f"{self.article.path}: no actor of the record for {error}; this is a defect of link"
            ) from error

    def _spans(self, noun: str, noun_id: str, role: str, spans: Sequence[Span | None]) -> None:
        for number, span in enumerate(s for s in spans if s is not None):
            words = span.of(self.article.text)
            self.rows["spans"].append((noun, noun_id, role, number, self.article.id, span.start, span.end, words))

    def _article(self, record: ArticleRecord) -> None:
        a = self.article
        if a.source.value is not None:
            self.rows["sources"].append((a.source.value.name, a.source.value.kind, a.source.value.side))
        blob = encode_record(replace(record, article=replace(a, text=""), **dict.fromkeys(_FOR_LINK, ())))
        source = a.source.value.name if a.source.value else None
        told = (a.language.value, a.title.value, source, a.agency.value, a.byline.value, a.dateline.value)
        row = (
            a.id,
            a.document,
            a.path,
            a.medium,
            a.text,
            *told,
            a.published.value,
            a.url.value,
            dump(a.warnings),
            blob,
        )
        self.rows["articles"].append(row)
        for attribute in ("language", "title", "source", "agency", "byline", "dateline", "published", "url"):
            self.rows["inferred"].append(_inferred("article", a.id, attribute, getattr(a, attribute)))
        for number, block in enumerate(a.blocks):
            self.rows["blocks"].append((a.id, number, block.kind, block.span.start, block.span.end))
            self._spans("block", f"{a.id}/{number}", "speaker", [block.speaker_span])

    def _mentions(self, record: ArticleRecord) -> None:
        a = self.article
        for number, m in enumerate(record.mentions):
            actor = None if m.actor is None else self.actor_of[m.actor]
            place = (a.id, number, m.span.start, m.span.end, m.span.of(a.text))
            self.rows["mentions"].append((*place, m.form, actor))
        for number, t in enumerate(record.times):
            value = resolve_time(t, a.published.value)
            place = (a.id, number, t.span.start, t.span.end, t.span.of(a.text))
            self.rows["times"].append((*place, t.kind, t.anchor, value))

    def _statement(self, number: int, s: Statement) -> None:
        row = (s.id, self.article.id, number, s.form, s.cue_class, s.date.value, s.method, s.score)
        self.rows["statements"].append(row)
        speakers = [self.actor_of[a] for a in s.speakers.value or ()]
        self.rows["statement_speakers"] += [(s.id, n, actor) for n, actor in enumerate(speakers)]
        relays = [_map_inferred(relay, self.actor_of) for relay in s.relays]
        self.rows["statement_relays"] += [(s.id, n, r.value) for n, r in enumerate(relays) if r.value is not None]
        self.rows["inferred"].append(_inferred("statement", s.id, "speakers", _map_inferred(s.speakers, self.actor_of)))
        self.rows["inferred"].append(_inferred("statement", s.id, "date", s.date))
        self.rows["inferred"] += [_inferred("statement", s.id, f"relay {n}", r) for n, r in enumerate(relays)]
        self._spans("statement", s.id, "content", s.content)
        for role, span in (
            ("speaker", s.speaker_span),
            ("cue", s.cue_span),
            ("addressee", s.addressee_span),
            ("occasion", s.occasion_span),
        ):
            self._spans("statement", s.id, role, [span])

    def _account(self, e: Encounter) -> None:
        plain = (e.kind, e.status, e.place.value, e.date.value, e.duration.value, dump(e.issues), e.part_of)
        merged = self.encounter_of.get(e.id)
        self.rows["accounts"].append(
            (e.id, self.article.id, merged, *plain, e.asserted_by, self.reasons.get(e.id) or None)
        )
        participants = dict.fromkeys(self.actor_of[a] for a in e.participants)
        self.rows["account_participants"] += [(e.id, n, actor) for n, actor in enumerate(participants)]
        for attribute in ("place", "date", "duration"):
            self.rows["inferred"].append(_inferred("account", e.id, attribute, getattr(e, attribute)))
        self._spans("account", e.id, "evidence", e.evidence)
        self._spans("account", e.id, "time", [e.time.span if e.time else None])
        self._spans("account", e.id, "hedge", [e.hedge])

    def _undertaking(self, u: Undertaking) -> None:
        party, to = _map_inferred(u.party, self.actor_of), _map_inferred(u.to, self.actor_of)
        words = u.deadline.of(self.article.text) if u.deadline else ""
        due = resolve_due(u.due, words, self.article.published.value) if u.due else None
        self.rows["undertakings"].append(
            (u.id, self.article.id, u.kind, party.value, to.value, due, int(u.negated), u.statement)
        )
        self.rows["undertaking_by"] += [(u.id, n, self.actor_of[a]) for n, a in enumerate(u.by)]
        self.rows["inferred"].append(_inferred("undertaking", u.id, "party", party))
        self.rows["inferred"].append(_inferred("undertaking", u.id, "to", to))
        for role, span in (
            ("action", u.action),
            ("condition", u.condition),
            ("deadline", u.deadline),
            ("hedge", u.hedge),
            ("cue", u.cue),
        ):
            self._spans("undertaking", u.id, role, [span])

    def _assessment(self, j: Assessment) -> None:
        self.rows["assessments"].append((j.id, self.article.id, j.of, j.polarity, j.statement, j.encounter))
        self.rows["assessment_by"] += [(j.id, n, self.actor_of[a]) for n, a in enumerate(j.by)]
        self._spans("assessment", j.id, "judgement", [j.span])
