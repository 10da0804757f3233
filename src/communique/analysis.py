"""The analysis of one document: the stages before link, put together. What processes of a build load of the program."""

from __future__ import annotations

from functools import lru_cache

from communique.annotate.pipeline import annotate_article
from communique.clean import clean_document
from communique.engine import threads_of_each
from communique.extract.record import extract_record
from communique.facts import Facts, load_facts
from communique.model.documents import RawDocument
from communique.model.records import ArticleRecord
from communique.settings import ANALYSED_LANGUAGES, Settings
from communique.store.check import check_record
from communique.store.codec import encode_record


def analyse(raw: RawDocument, settings: Settings) -> ArticleRecord:
    """Return all that `raw` tells, read without any other document; of another language, the article alone.

    Raises UnreadableDocument for what has no text, ValueError where a stage broke its promise.
    """
    article = clean_document(raw, settings)
    if article.language.known and article.language.value not in ANALYSED_LANGUAGES:
        return ArticleRecord(article)
    tagger = None if settings.tagger == "none" else settings.tagger
    threads = threads_of_each(settings.jobs)
    annotation = annotate_article(article, spacy_model=settings.spacy_model, tagger=tagger, threads=threads)
    record = extract_record(article, annotation, known_facts(settings.facts_file))
    check_record(record)
    return record


def analyse_encoded(raw: RawDocument, *, settings: Settings) -> bytes:
    """Return what `analyse` does, as a record keeps it: bytes pass between processes more cheaply than objects."""
    return encode_record(analyse(raw, settings))


@lru_cache(maxsize=2)
def known_facts(facts_file: str | None) -> Facts:
    """Return the shipped facts with those of a user's file; None: none. Raises InputError for a file that is none."""
    return load_facts(facts_file)
