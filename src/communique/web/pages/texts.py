"""The document as people read it, search, sources and origins."""

from __future__ import annotations

import json

from starlette.responses import Response

from communique.errors import NotFound
from communique.query.document import DocumentPart, read_document
from communique.query.lists import Filter, actor_ids, side_condition
from communique.query.paging import Page, Terms
from communique.query.search import Hit, search_passages
from communique.query.sources import list_origins, list_sources, list_takings
from communique.web.graph import draw_takings
from communique.web.marks import cut_document
from communique.web.pages.lists import source_names
from communique.web.pages.nouns import current_id
from communique.web.site import Reading


def document_page(reading: Reading) -> Response:
    """Return a document with what the record has found in it, in place."""
    current = current_id(reading, "article")
    if isinstance(current, Response):
        return current
    shown = read_document(reading.record, current, reading.number("part"))
    return reading.page(
        "document.html",
        shown.article.title or shown.article.label,
        shown=shown,
        blocks=cut_document(shown, _side_classes(reading, shown)),
        notes=_notes(shown),
        warnings=json.loads(shown.warnings),
    )


def _side_classes(reading: Reading, shown: DocumentPart) -> dict[str, str]:
    sides = reading.sides()
    return {
        statement.id: f"side-{sides.get(statement.speakers[0].side or '', 0)}"
        for statement in shown.statements
        if statement.speakers
    }


def _notes(shown: DocumentPart) -> dict[str, tuple[str, object]]:
    """Return (noun, noun's line) by id."""
    notes: dict[str, tuple[str, object]] = {}
    for noun, lines in (
        ("statement", shown.statements),
        ("undertaking", shown.undertakings),
        ("assessment", shown.assessments),
        ("account", shown.accounts),
    ):
        notes |= {line.id: (noun, line) for line in lines}
    return notes


def search_page(reading: Reading) -> Response:
    """Return the passages that hold all the words asked for."""
    words, asked, number = reading.asked("q"), reading.filter(), reading.number("page")
    empty: Page[Hit] = Page((), 1, 0)
    said = texts = empty
    if words:
        said = search_passages(reading.record, words, _narrow(reading, asked, "statement"), "statement", number)
        if not (asked.name or asked.side or asked.kind):
            texts = search_passages(reading.record, words, _narrow(reading, asked, "article"), "article", number)
    if number > max(said.pages, texts.pages):
        raise NotFound(f"these hits fill {max(said.pages, texts.pages)} pages, not {number}")
    return reading.page(
        "search.html",
        f"Search: {words}" if words else "Search",
        q=words or "",
        asked=asked,
        said=said,
        texts=texts,
        number=number,
        sources=source_names(reading),
    )


def _narrow(reading: Reading, asked: Filter, noun: str) -> Terms:
    terms = Terms()
    terms.add("a.source = ?", asked.source)
    terms.add("a.id IN (SELECT article FROM story_articles WHERE story = ?)", asked.story)
    if noun == "article":
        terms.period("a.published", asked.since, asked.until)
        return terms
    terms.period("coalesce(s.date, a.published)", asked.since, asked.until)
    terms.add("s.form = ?", asked.kind)
    if asked.name:
        named = actor_ids(reading.record, asked.name)
        slots = ",".join("?" * len(named))
        terms.parts.append(f"s.id IN (SELECT statement FROM statement_speakers WHERE actor IN ({slots}))")
        terms.values += named
    terms.add(f"s.id IN (SELECT statement FROM statement_speakers WHERE {side_condition('actor')})", asked.side)
    return terms


def sources_page(reading: Reading) -> Response:
    """Return who publishes, and who copies whom."""
    record, keep = reading.record, reading.site.keep
    sources = keep(record, "sources", lambda: list_sources(record))
    takings = keep(record, "takings", lambda: list_takings(record))
    origins = keep(record, "origins", lambda: list_origins(record))
    return reading.page(
        "sources.html",
        "Sources and origins",
        sources=sources[:200],
        total=len(sources),
        takings=takings[:60],
        origins=origins,
        graph=draw_takings(takings),
    )
