"""The analysis of one document: the stages before link, put together. What processes of a build load of the program."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from communique.annotate.pipeline import Tagging, annotate_article, begin_tagging
from communique.clean import clean_document
from communique.engine import threads_of_each
from communique.errors import UnreadableDocument
from communique.extract.record import extract_record
from communique.facts import Facts, load_facts
from communique.model.documents import Article, RawDocument
from communique.model.records import ArticleRecord
from communique.settings import ANALYSED_LANGUAGES, Settings
from communique.store.check import check_record
from communique.store.codec import encode_record

_AHEAD: Final = 2
"""Documents begun before the one in hand is finished; bounds what lies in memory."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A document whose analysis has begun: it is cleaned, and with the tagger where there is one."""

    raw: RawDocument
    article: Article | None
    """None: it has no text, as finishing will tell."""
    attributions: Tagging | None = None


def analyse(raw: RawDocument, settings: Settings) -> ArticleRecord:
    """Return all that `raw` tells, read without any other document; of another language, the article alone.

    Raises UnreadableDocument for what has no text, ValueError where a stage broke its promise.
    """
    return _finish(_begin(raw, settings), settings)


def analyse_encoded(raw: RawDocument, *, settings: Settings) -> bytes:
    """Return what `analyse` does, as a record keeps it: bytes pass between processes more cheaply than objects."""
    return encode_record(analyse(raw, settings))


def begin_ahead(raws: Iterable[RawDocument], settings: Settings) -> Iterator[Begun]:
    """Yield each document in order, the next ones begun before it: the tagger reads them while one is finished."""
    begun = deque[Begun]()
    for raw in raws:
        begun.append(_begin(raw, settings))
        if len(begun) > _AHEAD:
            yield begun.popleft()
    yield from begun


def finish_encoded(begun: Begun, *, settings: Settings) -> bytes:
    """Return what `analyse_encoded` does of a document that is begun."""
    return encode_record(_finish(begun, settings))


def _begin(raw: RawDocument, settings: Settings) -> Begun:
    try:
        article = clean_document(raw, settings)
    except UnreadableDocument:
        return Begun(raw, None)
    if settings.tagger == "none" or not _is_analysed(article):
        return Begun(raw, article)
    threads = threads_of_each(settings.jobs)
    return Begun(raw, article, begin_tagging(article, settings.tagger, threads=threads))


def _finish(begun: Begun, settings: Settings) -> ArticleRecord:
    article = begun.article or clean_document(begun.raw, settings)
    if not _is_analysed(article):
        return ArticleRecord(article)
    annotation = annotate_article(article, spacy_model=settings.spacy_model, attributions=begun.attributions)
    record = extract_record(article, annotation, known_facts(settings.facts_file))
    check_record(record)
    return record


def _is_analysed(article: Article) -> bool:
    return not article.language.known or article.language.value in ANALYSED_LANGUAGES


@lru_cache(maxsize=2)
def known_facts(facts_file: str | None) -> Facts:
    """Return the shipped facts with those of a user's file; None: none. Raises InputError for a file that is none."""
    return load_facts(facts_file)
