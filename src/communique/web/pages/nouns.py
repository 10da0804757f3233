"""One encounter, one actor, one claim, one stretch of words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from starlette.responses import RedirectResponse, Response

from communique.errors import InputError, NotFound
from communique.export.citations import cite_words
from communique.query.encounters import read_encounter
from communique.query.lists import Filter, list_statements, list_undertakings
from communique.query.nouns import (
    find_noun,
    find_words,
    read_actor,
    read_claim,
    read_passage,
    tellings_of,
    words_digest,
)
from communique.query.refs import articles_at
from communique.query.register import compliance_entries, matters_of
from communique.web.addresses import noun_address, span_address, with_query, words_address
from communique.web.site import Reading

_MOST_LINES = 40
_MOST_PAIRS = 3
_MOST_BOUND = 20
_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})(?:-([0-9a-f]{8}))?")


def current_id(reading: Reading, noun: str) -> str | Response:
    """Return the id that was asked for, or the way to what stands for it now. Raises NotFound where nothing does."""
    asked = str(reading.request.path_params["id"])
    found, current = find_noun(reading.record, asked)
    if (found, current) == (noun, asked):
        return current
    return RedirectResponse(noun_address(found, current), status_code=302)


def find_page(reading: Reading) -> Response:
    """Lead to the page of whatever has the id that was asked for."""
    noun, current = find_noun(reading.record, str(reading.request.path_params["id"]))
    if noun == "account":
        row = reading.record.noun(current)[1]
        return RedirectResponse(f"{noun_address('article', row['article'])}#n-{current}", status_code=302)
    if noun == "issue":
        return RedirectResponse(with_query("/positions", {"issue": current}), status_code=302)
    if noun == "compliance":
        report = compliance_entries(reading.record, [current])[0]
        return RedirectResponse(words_address(report.article.id, *report.words[:2]), status_code=302)
    if noun == "origin":
        return RedirectResponse("/sources", status_code=302)
    return RedirectResponse(noun_address(noun, current), status_code=302)


def encounter_page(reading: Reading) -> Response:
    """Return an encounter with its accounts side by side."""
    current = current_id(reading, "encounter")
    if isinstance(current, Response):
        return current
    shown = read_encounter(reading.record, current)
    entry = shown.entry
    names = ", ".join(actor.name for actor in entry.participants[:4])
    readouts = reading.record.readout_pairs(encounter=current)
    return reading.page(
        "encounter.html",
        f"{entry.kind.capitalize()}: {names}" if names else entry.kind,
        shown=shown,
        compared=reading.record.comparisons(encounter=current)[:_MOST_LINES],
        readouts=readouts[:_MOST_PAIRS],
        soles=reading.record.soles(encounter=current)[:_MOST_LINES],
        paths={account.article.path: account.article.id for account in shown.accounts}
        | _ids_of_paths(reading, [path for pair in readouts for path in (pair.first_path, pair.second_path)]),
    )


def _ids_of_paths(reading: Reading, paths: Sequence[str]) -> dict[str, str]:
    return {line.path: line.id for line in articles_at(reading.record, paths)}


def actor_page(reading: Reading) -> Response:
    """Return an actor: offices, encounters, statements over time, undertakings."""
    current = current_id(reading, "actor")
    if isinstance(current, Response):
        return current
    shown = read_actor(reading.record, current)
    said = list_statements(reading.record, Filter(name=current), reading.number("page"))
    bound = list_undertakings(reading.record, Filter(name=current), 1, size=_MOST_BOUND)
    return reading.page("actor.html", shown.actor.name, shown=shown, page=said, bound=bound)


def claim_page(noun: str) -> Callable[[Reading], Response]:
    """Return what answers with one statement, undertaking or assessment, its words in context."""

    def answer(reading: Reading) -> Response:
        current = current_id(reading, noun)
        if isinstance(current, Response):
            return current
        shown = read_claim(reading.record, noun, current)
        start, end = shown.claim.place
        words = read_passage(reading.record, shown.claim.article.id, start, end).words
        cited = cite_words(shown.claim.article, start, end, words)
        level, tellings = tellings_of(reading.record, current) if noun == "statement" else (None, ())
        matters = matters_of(reading.record, current) if noun == "undertaking" else ()
        context = {"shown": shown, "cited": cited, "level": level, "tellings": tellings, "matters": matters}
        return reading.page("claim.html", noun.capitalize(), **context)

    return answer


def span_page(reading: Reading) -> Response:
    """Return a stretch of words under its lasting address, with how to cite it."""
    found = _PLACE.fullmatch(str(reading.request.path_params["place"]))
    if found is None:
        raise InputError("this address names no words; it ends in START-END, counted in characters")
    noun, article = find_noun(reading.record, str(reading.request.path_params["id"]))
    if noun != "article":
        raise NotFound(f"no document {article!r} in this record")
    start, end, digest = int(found[1]), int(found[2]), found[3]
    try:
        passage = read_passage(reading.record, article, start, end)
    except NotFound:
        passage = None
    if digest and (passage is None or words_digest(passage.words) != digest):
        moved = find_words(reading.record, article, start, end, digest)
        if moved is None:
            raise NotFound("the words that this address was made for no longer stand in the document")
        words = read_passage(reading.record, article, *moved).words
        return RedirectResponse(span_address(article, *moved, words), status_code=302)
    if passage is None:
        passage = read_passage(reading.record, article, start, end)
    cited = cite_words(passage.article, start, end, passage.words)
    return reading.page("span.html", "Words in their place", passage=passage, cited=cited)
