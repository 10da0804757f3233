"""Who takes what from whom: copies, credited agencies, relays, translations. Method: docs/methods/linking.md."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from communique.link.coverage import Coverage
from communique.link.origins import CopiedPair
from communique.model.documents import Article
from communique.model.records import ArticleRecord
from communique.model.sourcing import Sourcing
from communique.model.spans import Span

MIN_SHARED_WORDS = 25
"""Words of copied sentences, quotations aside, from which two articles share a passage: about a short paragraph."""
_MAX_CREDIT_CHARS = 300
"""A credit is a line of its own; a longer one that holds its words is a paragraph of the story."""


@dataclass(frozen=True)
class _Credits:
    agencies: tuple[tuple[re.Pattern[str], str], ...]
    names: Mapping[str, str]
    """The agency that each name means."""
    passage: re.Pattern[str]
    credit: re.Pattern[str]
    translation: re.Pattern[str]


def find_sourcings(coverage: Coverage, copied: Sequence[CopiedPair]) -> tuple[Sourcing, ...]:
    """Return who takes what from whom among `coverage`, sorted."""
    found = [sourcing for record in coverage.records for sourcing in _of_article(record, coverage)]
    found += [_of_copy(pair, coverage) for pair in copied if pair.words >= MIN_SHARED_WORDS]
    return tuple(sorted(found, key=_position))


def _position(sourcing: Sourcing) -> tuple[str, ...]:
    names = (sourcing.from_article or "", sourcing.from_source or "", sourcing.statement or "")
    place = str(sourcing.evidence.span.start).zfill(9) if sourcing.evidence else ""
    return sourcing.article, sourcing.kind, place, *names


def _of_article(record: ArticleRecord, coverage: Coverage) -> Iterator[Sourcing]:
    article = record.article
    if article.agency.value is not None and (
        article.source.value is None or article.source.value.name != article.agency.value
    ):
        evidence = article.agency.evidence[0] if article.agency.evidence else None
        yield Sourcing(article.id, "agency", evidence, from_source=article.agency.value)
    yield from _credits_of(article)
    for statement in record.statements:
        for relay in statement.relays:
            if relay.value is None:
                continue
            actor = coverage.actor[coverage.actor_of[article.id, relay.value]]
            if actor.kind == "organisation" and actor.named:
                words = article.anchor(statement.content[0])
                yield Sourcing(article.id, "relay", words, from_source=actor.name, statement=statement.id)


def _credits_of(article: Article) -> Iterator[Sourcing]:
    """Yield the credits in short lines of their own, furniture included, since that is where they stand."""
    told, own = _credits(), article.source.value.name if article.source.value else None
    for block in article.blocks:
        words = block.span.of(article.text)
        if len(words) > _MAX_CREDIT_CHARS:
            continue
        if told.translation.search(words):
            yield Sourcing(article.id, "translation", article.anchor(block.span))
        if not told.credit.search(words):
            continue
        for pattern, agency in told.agencies:
            match = pattern.search(words)
            if match and agency != own:
                start = block.span.start + match.start()
                yield Sourcing(
                    article.id, "credit", article.anchor(Span(start, start + len(match[0]))), from_source=agency
                )


def agency_called(name: str) -> str:
    """Return the name that the record uses for an agency of that name ("AFP"); any other name as it is."""
    return _credits().names.get(name, name)


def agency_behind(words: str) -> str | None:
    """Return the agency that a sentence credits with what it tells ("told Reuters"); None: it credits none."""
    match = _credits().passage.search(words)
    return agency_called(next(name for name in match.groups() if name)) if match else None


def _of_copy(pair: CopiedPair, coverage: Coverage) -> Sourcing:
    """Return which of the two has the passages from the other: the one that is no agency's own, then the later one."""
    one, other = coverage.record_of[pair.first].article, coverage.record_of[pair.second].article
    order = [(not _is_own(article), article.published.value or "9999") for article in (one, other)]
    directed = order[0] != order[1] and "9999" not in (order[0][1], order[1][1])
    taker_first = directed and order[0] > order[1]
    taker, giver = (one, other) if taker_first or not directed else (other, one)
    copy = pair.copies[0]
    evidence = copy.first if taker is one else copy.second
    return Sourcing(taker.id, "copy", evidence, from_article=giver.id, share=copy.share, directed=directed)


def _is_own(article: Article) -> bool:
    """Return whether an agency publishes the article itself."""
    return article.source.value is not None and article.source.value.name == article.agency.value


@lru_cache(maxsize=1)
def _credits() -> _Credits:
    raw = tomllib.loads(resources.files("communique.link").joinpath("data/credits.toml").read_text("utf-8"))
    names = {name: agency for agency, found in raw["agencies"].items() for name in found}
    called = "|".join(rf"\b{re.escape(name)}\b" for name in sorted(names, key=len, reverse=True))
    return _Credits(
        tuple(
            (re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names)), agency)
            for agency, names in sorted(raw["agencies"].items())
        ),
        names,
        re.compile("|".join(phrase.replace("(?:{agency})", f"({called})") for phrase in raw["phrases"]["passage"])),
        re.compile("|".join(raw["phrases"]["credit"]), re.IGNORECASE),
        re.compile("|".join(raw["phrases"]["translation"]), re.IGNORECASE),
    )
