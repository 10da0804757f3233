"""An analysis that needs no language model: every line "NAME said WORDS." is a statement of NAME."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Mapping

from communique.clean import clean_document
from communique.model.actors import Actor, Mention
from communique.model.documents import RawDocument
from communique.model.encounters import Encounter
from communique.model.inferred import Inferred, stated
from communique.model.records import ArticleRecord
from communique.model.spans import ActorId, DocumentHash, EncounterId, Span, StatementId, UndertakingId, anchor_id
from communique.model.statements import Statement
from communique.model.times import TimeValue
from communique.model.undertakings import Undertaking
from communique.settings import Settings
from communique.store.codec import encode_record

_SAID = re.compile(r"^(?P<name>[A-Z]\w+ [A-Z]\w+) said (?P<words>[^\n]+)\.$", re.MULTILINE)
_MET = re.compile(
    r"^(?P<one>[A-Z]\w+ [A-Z]\w+) met (?P<other>[A-Z]\w+ [A-Z]\w+) on (?P<day>[\d-]{10})\.$", re.MULTILINE
)
_DUE = re.compile(r"by (?P<day>\d{4}-\d\d-\d\d)")


def plain_analysis(raw: RawDocument, settings: Settings, *, delay_s: float = 0.0) -> ArticleRecord:
    """Return the statements, encounters and promises ("will ... by DATE") of a text written for tests."""
    time.sleep(delay_s)
    if b"defect" in raw.content:
        raise RuntimeError("the analysis has a defect")
    article = clean_document(raw, settings)
    if article.language.value == "de":
        return ArticleRecord(article)
    actors: dict[str, Actor] = {}
    mentions, statements, encounters, undertakings, times = [], [], [], [], []

    def actor(found: re.Match[str], group: str) -> ActorId:
        name, span = found[group], Span(*found.span(group))
        actor_id = ActorId(name.lower())
        actors.setdefault(name, Actor(actor_id, "person", name, (name,)))
        mentions.append(Mention(span, "name", actor_id))
        return actor_id

    for found in _SAID.finditer(article.text):
        speaker, span = actor(found, "name"), Span(*found.span("words"))
        said = StatementId(anchor_id("s", article.anchor(span)))
        name_span = Span(*found.span("name"))
        speakers: Inferred[tuple[ActorId, ...]] = stated((speaker,), article.anchor(name_span))
        statements.append(Statement(said, (span,), "indirect", speakers, name_span, cue_class="say", method="plain"))
        if due := _DUE.search(article.text, span.start, span.end):
            day = TimeValue(Span(*due.span("day")), "date", "absolute", due["day"])
            times.append(day)
            promise = UndertakingId(anchor_id("u", article.anchor(span)))
            deadline = Span(*due.span())
            undertakings.append(
                Undertaking(promise, "commitment", (speaker,), span, deadline=deadline, due=day, statement=said)
            )
    for found in _MET.finditer(article.text):
        sentence = Span(*found.span())
        day = TimeValue(Span(*found.span("day")), "date", "absolute", found["day"])
        met = EncounterId(anchor_id("e", article.anchor(sentence)))
        participants = (actor(found, "one"), actor(found, "other"))
        date = stated(found["day"], article.anchor(day.span))
        encounters.append(Encounter(met, "meeting", "held", participants, (sentence,), time=day, date=date))
        times.append(day)
    mentions.sort(key=lambda mention: mention.span)
    return ArticleRecord(
        article,
        tuple(sorted(actors.values(), key=lambda a: a.id)),
        tuple(mentions),
        tuple(sorted(times, key=lambda t: t.span)),
        tuple(statements),
        tuple(encounters),
        tuple(undertakings),
    )


def plain_encoded(raw: RawDocument) -> bytes:
    """Return what `plain_analysis` tells of a document, as a record keeps it; importable by other processes."""
    return encode_record(plain_analysis(raw, Settings()))


def plain_records(texts: Mapping[str, str]) -> list[ArticleRecord]:
    """Return what `plain_analysis` tells of texts by path, each text once, as a build would read it."""
    once = {words: path for path, words in sorted(texts.items(), reverse=True)}
    return [plain_analysis(_raw(path, words.encode()), Settings()) for words, path in once.items()]


def _raw(path: str, content: bytes) -> RawDocument:
    return RawDocument(path, DocumentHash(hashlib.sha256(content).hexdigest()), content, "text")
