"""Rows of lists as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from communique.query.claims import StatementClaim, UndertakingClaim
from communique.query.encounters import EncounterEntry
from communique.query.refs import ActorRef, ArticleRef
from communique.web.addresses import words_address

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def write_csv(noun: str, lines: Iterable[Any], base: str) -> str:
    """Return the lines of one list as CSV with a heading; `base`: the address of the reader, for links to the words.

    A cell that a spreadsheet would take for a formula begins with an apostrophe: coverage may be hostile.
    """
    headings, row = ROWS[noun]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)
    for line in lines:
        writer.writerow([_inert(value) for value in row(line, base.rstrip("/"))])
    return out.getvalue()


def _inert(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _names(actors: Sequence[ActorRef]) -> str:
    return "; ".join(actor.name for actor in actors)


def _where(article: ArticleRef, place: tuple[int, int], base: str) -> tuple[object, ...]:
    link = base + words_address(article.id, *place)
    return article.source, article.published, article.path, *place, link


_WHERE: Final = ("source", "published", "document", "start_char", "end_char", "words at")


def _statement(line: StatementClaim, base: str) -> tuple[object, ...]:
    words = " … ".join(words for _, _, words in line.content)
    sides = "; ".join(dict.fromkeys(actor.side for actor in line.speakers if actor.side))
    said = (line.id, _names(line.speakers), line.basis, sides, line.form, line.cue[2] if line.cue else None, words)
    return *said, _names(line.relays), line.date, *_where(line.article, line.place, base)


def _undertaking(line: UndertakingClaim, base: str) -> tuple[object, ...]:
    parts = (part[2] if part else None for part in (line.action, line.condition, line.deadline, line.hedge))
    party, to = (actor.name if actor else None for actor in (line.party, line.to))
    who = (line.id, line.kind, _names(line.by), party, line.party_basis, to, "not" if line.negated else "")
    return *who, *parts, line.due, *_where(line.article, line.place, base)


def _encounter(line: EncounterEntry, base: str) -> tuple[object, ...]:
    what = (line.id, line.kind, line.status, line.date.value, line.date.basis or line.date.absence)
    more = (_names(line.participants), line.place.value, line.duration.value, line.articles, line.origins)
    if line.article is None or line.words is None:
        return *what, *more, None, *((None,) * 6)
    return *what, *more, line.words[2], *_where(line.article, (line.words[0], line.words[1]), base)


ROWS: Final[dict[str, tuple[Sequence[str], Callable[[Any, str], tuple[object, ...]]]]] = {
    "statements": (
        ("id", "speakers", "basis", "sides", "form", "cue", "words", "relay", "said", *_WHERE),
        _statement,
    ),
    "undertakings": (
        (
            "id",
            "kind",
            "by",
            "party",
            "party basis",
            "to",
            "negated",
            "action",
            "condition",
            "deadline",
            "hedge",
            "due",
            *_WHERE,
        ),
        _undertaking,
    ),
    "encounters": (
        (
            "id",
            "kind",
            "status",
            "date",
            "date basis",
            "participants",
            "place",
            "duration",
            "articles",
            "origins",
            "words",
            *_WHERE,
        ),
        _encounter,
    ),
}
