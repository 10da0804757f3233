"""Records of invented articles, as analysis would give them, for measuring what holds across articles.

The same for the same seed and number. Each story is a negotiation of two invented states with its own people, places
and words; one article in eight is copied from another.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from communique.model.actors import Actor, Mention
from communique.model.documents import Article, Block, Source
from communique.model.encounters import Encounter
from communique.model.inferred import Inferred, absent, stated
from communique.model.records import ArticleRecord
from communique.model.spans import (
    ActorId,
    ArticleId,
    DocumentHash,
    EncounterId,
    Span,
    StatementId,
    UndertakingId,
    public_id,
)
from communique.model.statements import Statement
from communique.model.undertakings import Undertaking

ARTICLES_OF_STORY: Final = 40
_SYLLABLES: Final = (
    "bar",
    "den",
    "fol",
    "gur",
    "hal",
    "kem",
    "lor",
    "mav",
    "nis",
    "por",
    "rud",
    "sel",
    "tov",
    "vin",
    "zam",
)
_COMMON: Final = (
    "border",
    "convoy",
    "grain",
    "harbour",
    "observers",
    "prisoners",
    "railway",
    "river",
    "timetable",
    "water",
)


@dataclass(frozen=True)
class _Story:
    states: tuple[str, str]
    people: tuple[str, ...]
    cities: tuple[str, ...]
    words: tuple[str, ...]
    begins: date


def synthetic_records(articles: int, *, seed: int = 7) -> list[ArticleRecord]:
    """Return the records of as many articles."""
    dice = random.Random(seed)
    stories = [_story(dice) for _ in range(max(1, articles // ARTICLES_OF_STORY))]
    records: list[ArticleRecord] = []
    earlier: dict[int, list[str]] = {}
    for number in range(articles):
        at = number % len(stories)
        told = earlier.setdefault(at, [])
        sentences = list(_sentences(stories[at], dice))
        if told and dice.random() < 0.125:
            sentences = told[: len(told) // 2] + sentences[len(sentences) // 2 :]
        earlier[at] = sentences
        records.append(_record(number, stories[at], sentences, dice))
    return records


def _name(dice: random.Random, syllables: int) -> str:
    return "".join(dice.choice(_SYLLABLES) for _ in range(syllables)).capitalize()


def _story(dice: random.Random) -> _Story:
    return _Story(
        states=(_name(dice, 3) + "ia", _name(dice, 3) + "ia"),
        people=tuple(f"{_name(dice, 2)} {_name(dice, 3)}" for _ in range(6)),
        cities=tuple(_name(dice, 3) for _ in range(3)),
        words=tuple(_name(dice, 3).lower() for _ in range(200)),
        begins=date(2030, 1, 1) + timedelta(days=dice.randrange(3000)),
    )


def _sentences(story: _Story, dice: random.Random) -> Iterator[str]:
    for _ in range(14):
        words = [dice.choice(story.words if dice.random() < 0.85 else _COMMON) for _ in range(14)]
        who = dice.choice((*story.people, *story.states))
        yield f"{who} spoke of the {' '.join(words)} in {dice.choice(story.cities)}."


def _record(number: int, story: _Story, sentences: list[str], dice: random.Random) -> ArticleRecord:
    text = "\n\n".join(sentences)
    sha256 = DocumentHash(hashlib.sha256(f"{number} {text}".encode()).hexdigest())
    article_id = ArticleId(public_id("d", sha256))
    starts = [sum(len(s) + 2 for s in sentences[:n]) for n in range(len(sentences))]
    spans = [Span(start, start + len(sentence)) for start, sentence in zip(starts, sentences, strict=True)]
    day = story.begins + timedelta(days=dice.randrange(60))
    article = Article(
        article_id,
        sha256,
        f"{number:06d}.txt",
        text,
        "text",
        tuple(Block("body", span) for span in spans),
        language=Inferred("en", "inferred"),
        source=stated(Source(f"The {dice.choice(_SYLLABLES).capitalize()} Post")),
        agency=absent("not reported"),
        published=stated(day.isoformat()),
    )
    names = [(name, "state") for name in story.states] + [(name, "person") for name in story.people]
    actors = tuple(
        Actor(ActorId(name), kind, name, (name,), side=story.states[n % 2] if kind == "person" else None)  # type: ignore[arg-type]
        for n, (name, kind) in enumerate(names)
    )
    mentions = tuple(
        Mention(Span(span.start, span.start + len(name)), "name", ActorId(name))
        for span, sentence in zip(spans, sentences, strict=True)
        for name, _ in names
        if sentence.startswith(name)
    )
    statements = tuple(
        Statement(StatementId(public_id("s", article_id, n)), (span,), "indirect", stated((mention.actor,)))
        for n, (span, mention) in enumerate(zip(spans, mentions, strict=False))
        if mention.actor is not None
    )
    return ArticleRecord(
        article,
        actors,
        mentions,
        (),
        statements,
        tuple(_encounter(article, n, story, day, spans[n], dice) for n in range(3)),
        tuple(
            Undertaking(
                UndertakingId(public_id("u", s.id)), "demand", s.speakers.value or (), s.content[0], statement=s.id
            )
            for s in statements[:3]
        ),
    )


def _encounter(article: Article, n: int, story: _Story, day: date, span: Span, dice: random.Random) -> Encounter:
    first, second = dice.sample(story.people, 2)
    held = story.begins + timedelta(days=10 * dice.randrange(6))
    told = dice.random()
    return Encounter(
        EncounterId(public_id("e", article.id, n)),
        "meeting" if told < 0.8 else "call",
        "held" if held <= day else "planned",
        (ActorId(first), ActorId(second)),
        (span,),
        place=stated(dice.choice(story.cities)) if told < 0.6 else absent("not reported"),
        date=stated(held.isoformat()) if told < 0.5 else absent("not reported"),
    )
