"""Named agreements, what the coverage says that they provide, and whether they were kept."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.link.concepts import Concepts
from communique.link.instruments import AGREEMENT, full_name, instrument_name
from communique.link.told import Keyed, Told
from communique.model.matters import Agreement, Passage
from communique.model.spans import AgreementId, Span, UndertakingId, public_id
from communique.model.times import TimeValue, resolve_time

DATED_CHARS = 12
"""How far behind a word for an agreement it is told that it was made, in code points; not tuned."""
TIME_CHARS = 40
"""How far behind that the time stands, in code points; not tuned."""
_DATED = re.compile(r"^(?:\S+\s+){1,3}(?:signed|concluded|reached|of (?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of a named agreement."""

    told: Told
    keyed: Keyed
    key: str


def find_agreements(
    articles: Sequence[Told], concepts: Concepts
) -> tuple[tuple[Agreement, ...], dict[str, AgreementId]]:
    """Return the named agreements, sorted by id, and their ids by key."""
    mentions: dict[str, list[Named]] = defaultdict(list)
    for told in articles:
        for named in named_in(told):
            mentions[named.key].append(named)
    found = [_agreement(key, named, concepts) for key, named in sorted(mentions.items())]
    return tuple(sorted(found, key=lambda a: a.id)), {key: AgreementId(public_id("g", key)) for key in mentions}


def named_in(told: Told) -> Iterator[Named]:
    """Yield the mentions of agreements: by name, or as "the accord" where the article names only one."""
    for keyed in told.keyed:
        if keyed.key.startswith(AGREEMENT):
            yield Named(told, keyed, keyed.key)


def name_dated(articles: Sequence[Told], concepts: Concepts) -> None:
    """Give "an accord on the Luma signed five years ago" the key of the only agreement that the coverage names.

    Only in articles that name none, and only where the words tell when it was made and something more that fits: its
    name's words beside it, or in the article where the year is the one told of it. "The accord" alone may be what is
    being negotiated, "an agreement reached on a truce" another, and so may one of the same year.
    """
    named = {keyed.key for told in articles for keyed in told.keyed if keyed.key.startswith(AGREEMENT)}
    if len(named) != 1:
        return
    (key,) = named
    years = {year for told in articles for k in told.keyed if k.key == key for year in _years_beside(told, k)}
    for told in articles:
        if not any(keyed.key == key for keyed in told.keyed):
            told.keyed = tuple(
                replace(k, key=key) if _means_dated(told, k, key, years, concepts) else k for k in told.keyed
            )


def _means_dated(told: Told, keyed: Keyed, key: str, years: set[str], concepts: Concepts) -> bool:
    """Return whether a word for an agreement, told of as made at some time, means the one of `key` made in `years`."""
    term = keyed.term
    after = told.text[term.span.start : term.span.end + DATED_CHARS]
    made = _DATED.search(after) if term.head in concepts.instruments and not term.proper else None
    if made is None:
        return False
    at = term.span.start + made.end()
    near = [time for time in told.record.times if at - len("of 1999") <= time.span.start < at + TIME_CHARS]
    year = next((_year(told, time) for time in near), None)
    sentence = told.sentence_at(term.span.start)
    if not near or sentence is None or (year is not None and years and year not in years):
        return False
    words = key.removeprefix(AGREEMENT).split()
    beside, anywhere = (re.findall(r"\w+", text.lower()) for text in (sentence.of(told.text), told.text))
    return set(words) <= set(beside) or (year in years and set(words) <= set(anywhere))


def _years_beside(told: Told, keyed: Keyed) -> Iterator[str]:
    """Yield the years that the sentence of an agreement's name tells behind it."""
    sentence = told.sentence_at(keyed.term.span.start)
    for time in told.record.times if sentence is not None else ():
        year = _year(told, time) if sentence is not None and sentence.contains(time.span) else None
        if year is not None and time.span.start >= keyed.term.span.start:
            yield year


def _year(told: Told, time: TimeValue) -> str | None:
    value = resolve_time(time, told.article.published.value) or ""
    return value[:4] if time.kind != "duration" and value[:4].isdigit() else None


def _agreement(key: str, named: Sequence[Named], concepts: Concepts) -> Agreement:
    names = Counter(
        full_name(n.told.text, n.keyed.term, concepts)
        for n in named
        if instrument_name(n.told.text, n.keyed.term, concepts)
    )
    name = min(names, key=lambda n: (-names[n], len(n), n))
    passages: list[Passage] = []
    undertakings: set[UndertakingId] = set()
    for mention in named:
        passages += _provisions(mention, concepts)
        undertakings |= set(_ascribed(mention))
    return Agreement(
        id=AgreementId(public_id("g", key)),
        name=name,
        names=tuple(sorted(names)),
        undertakings=tuple(sorted(undertakings)),
        passages=tuple(sorted(set(passages), key=lambda p: (p.article, p.span))),
    )


def _provisions(mention: Named, concepts: Concepts) -> Iterator[Passage]:
    """Yield the sentence in which the agreement itself promises, requires or allows."""
    sentence = mention.told.sentence_at(mention.keyed.term.span.start)
    if sentence is not None and mention.keyed.term.verb in concepts.provides:
        statement = mention.told.statement_at(mention.keyed.term.span)
        yield Passage(mention.told.article.id, sentence, statement.id if statement is not None else None)


def _ascribed(mention: Named) -> Iterator[UndertakingId]:
    """Yield the undertakings whose action names the agreement, or stands in a sentence "under" it."""
    span = mention.keyed.term.span
    for undertaking in mention.told.record.undertakings:
        if undertaking.action.overlaps(span) or _under(mention, undertaking.action):
            yield undertaking.id


def _under(mention: Named, action: Span) -> bool:
    sentence = mention.told.sentence_at(action.start)
    if sentence is None or not sentence.contains(mention.keyed.term.span):
        return False
    before = mention.told.text[sentence.start : mention.keyed.term.span.start].lower().split()[-4:]
    return "under" in before or before[-2:] == ["part", "of"]
