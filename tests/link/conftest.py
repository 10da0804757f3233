"""Hand-built article records for the tests of linking."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import pytest

from communique.model.actors import Actor, Mention
from communique.model.documents import Article, Block
from communique.model.encounters import Encounter
from communique.model.inferred import Inferred, stated
from communique.model.records import ArticleRecord
from communique.model.spans import ActorId, ArticleId, DocumentHash, EncounterId, Span, StatementId, public_id
from communique.model.statements import Statement

RecordMaker = Callable[..., ArticleRecord]


@pytest.fixture
def make_record() -> RecordMaker:
    """Return a function that builds the record of a text in which the given actors are mentioned by name."""

    def make(
        path: str,
        text: str,
        actors: Sequence[Actor] = (),
        *,
        quotes: Sequence[tuple[str, str]] = (),
        meetings: Sequence[tuple[Sequence[str], str | None, str | None]] = (),
        published: str | None = None,
        agency: str | None = None,
    ) -> ArticleRecord:
        sha256 = DocumentHash(hashlib.sha256(text.encode()).hexdigest())
        blocks = tuple(Block("body", span) for span in _lines(text))
        article = Article(
            ArticleId(public_id("d", sha256)),
            sha256,
            path,
            text,
            "text",
            blocks,
            published=stated(published) if published else Inferred(absence="not reported"),
            agency=stated(agency) if agency else Inferred(absence="not reported"),
        )
        mentions = tuple(Mention(_at(text, a.name), "name", a.id) for a in actors if a.name in text)
        statements = tuple(
            Statement(StatementId(public_id("s", path, words)), (_at(text, words),), "direct", stated((ActorId(who),)))
            for who, words in quotes
        )
        encounters = tuple(
            Encounter(
                EncounterId(public_id("e", path, *who)),
                "meeting",
                "held",
                tuple(ActorId(w) for w in who),
                (Span(0, len(text)),),
                place=stated(place) if place else Inferred(absence="not reported"),
                date=stated(day) if day else Inferred(absence="not reported"),
            )
            for who, day, place in meetings
        )
        return ArticleRecord(article, tuple(actors), mentions, (), statements, encounters)

    return make


def person(name: str, side: str | None = None) -> Actor:
    """Return a named person whose id within the article is the name."""
    return Actor(ActorId(name), "person", name, (name,), side=side)


HALVORN, BELMONTE = person("Ingrid Halvorn", "Ardenia"), person("Tomas Belmonte", "Solmara")
MET = ((HALVORN.id, BELMONTE.id), "2024-03-12", "Aldersund, Ardenia")
"""A meeting of both, as `make_record` takes it."""


def state(name: str) -> Actor:
    """Return a state whose id within the article is the name."""
    return Actor(ActorId(name), "state", name, (name,))


def unnamed(description: str) -> Actor:
    """Return a person whom the text does not name."""
    return Actor(ActorId(description), "person", description, (), named=False)


def _at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _lines(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            spans.append(Span(start, start + len(line.rstrip("\n"))))
        start += len(line)
    return spans
