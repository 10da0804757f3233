"""Who is reported to have said what in one article. Method: docs/methods/statements.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.extract.cast import Cast
from communique.extract.cue_phrases import find_according, find_as, find_noun, find_view
from communique.extract.cues import CueLexicon, load_cues
from communique.extract.passives import find_passive
from communique.extract.put_forward import find_put_forward
from communique.extract.quotations import Paragraph, Quotation, find_paragraphs
from communique.extract.quoted import QuotationReader
from communique.extract.relays import (
    add_told_outlet,
    collapse_nested,
    described_outlets,
    find_relayed_blocks,
    is_outlet,
    keep_relays,
)
from communique.extract.repair import repair_parse
from communique.extract.reported import ReportFinder
from communique.extract.reports import Report, tidy
from communique.extract.syntax import Syntax
from communique.extract.tagged import merge_tagged
from communique.extract.turns import find_turns, is_third_party
from communique.model.annotation import Annotation, Token
from communique.model.documents import Article
from communique.model.inferred import Inferred, absent
from communique.model.spans import ActorId, Span, StatementId, anchor_id
from communique.model.statements import Form, Statement

OVERLAP_SHARE = 0.5


def extract_statements(article: Article, annotation: Annotation, cast: Cast) -> tuple[Statement, ...]:
    """Return the statements that the article reports, by position of their content; none is empty."""
    reports, marks = find_reports(article, annotation)
    return tuple(_statement(report, article, cast, marks) for report in reports)


def find_reports(article: Article, annotation: Annotation) -> tuple[list[Report], tuple[Quotation, ...]]:
    """Return what the article reports as said, by position, and the quotations in it.

    Quotations come first, since marks are certain; then what the parse shows of reporting verbs and phrases; then
    what only the tagger sees. A statement inside another's content is kept only within a turn or a relay.
    """
    cues = load_cues()
    syntax = Syntax(repair_parse(annotation, cues))
    relayed = find_relayed_blocks(article, syntax, cues)
    paragraphs = find_paragraphs(article, tuple(relayed))
    finder = ReportFinder(article.text, syntax, cues)
    reports = _read_body(article, syntax, cues, finder, paragraphs, relayed)
    reports += _read_turns(article, syntax, cues, finder)
    reports = merge_tagged(reports, annotation.attributions, article, syntax, cues)
    described = described_outlets(article.text, syntax, cues, annotation.names)
    reports = [add_told_outlet(r, article, syntax, cues, described, annotation.names) for r in reports]
    reports = _unique(sorted(reports, key=lambda r: (r.content, r.method, r.cue_token or 0)))
    reports = keep_relays(reports, article.text)
    marks = tuple(q for p in paragraphs for q in p.quotations)
    return reports, marks


def _read_body(
    article: Article,
    syntax: Syntax,
    cues: CueLexicon,
    finder: ReportFinder,
    paragraphs: Sequence[Paragraph],
    relayed: dict[Span, Span],
) -> list[Report]:
    reader = QuotationReader(article.text, syntax, cues, finder)
    reports: list[Report] = []
    for paragraph in paragraphs:
        previous = reports[-1] if reports else None
        quoted = reader.read(paragraph, previous)
        parsed = _parsed_reports(article.text, syntax, finder, cues, paragraph, quoted)
        found = sorted(quoted + collapse_nested(parsed, article.text, syntax, cues), key=lambda r: r.start)
        found = _follow_lead(found, article.text, paragraph)
        if paragraph.span in relayed:
            found = [replace(r, relays=(relayed[paragraph.span], *r.relays)) for r in found]
        reports += found
    return reports


def _follow_lead(found: list[Report], text: str, paragraph: Paragraph) -> list[Report]:
    """Give a quotation without cue the speaker of the report that stands before it in its paragraph."""
    for i, report in enumerate(found):
        if i and report.method == "run-on" and found[i - 1].speaker is not None:
            found[i] = replace(report, speaker=found[i - 1].speaker, relays=found[i - 1].relays)
    return found


def _parsed_reports(
    text: str, syntax: Syntax, finder: ReportFinder, cues: CueLexicon, paragraph: Paragraph, quoted: Sequence[Report]
) -> list[Report]:
    """Return the reports of a paragraph outside its quotations, contents widened to whole quotation marks."""
    taken = [span for report in quoted for span in report.content]
    used = {report.cue_token for report in quoted}
    found = []
    for token in syntax.between(paragraph.span.start, paragraph.span.end):
        if token.index in used or any(s.start <= token.start < s.end for s in taken):
            continue
        report = _report_at(text, syntax, finder, cues, token)
        if report is None or (not paragraph.relayed and _is_quoted_whole(report, paragraph)):
            continue
        content = _fit(text, report.content, paragraph, taken)
        if content:
            found.append(replace(report, content=content))
    return found


def _is_quoted_whole(report: Report, paragraph: Paragraph) -> bool:
    """Return whether speaker and cue stand in one quotation: what is told there is whoever speaks the quotation's."""
    speaker, cue = report.speaker, report.cue
    return (
        speaker is not None
        and cue is not None
        and any(q.span.contains(speaker) and q.span.contains(cue) for q in paragraph.quotations)
    )


def _report_at(text: str, syntax: Syntax, finder: ReportFinder, cues: CueLexicon, token: Token) -> Report | None:
    return (
        find_as(text, syntax, cues, token)
        or find_passive(text, syntax, cues, finder.extents, token)
        or finder.find(token)
        or find_according(text, syntax, token)
        or find_view(text, syntax, token)
        or find_noun(text, syntax, cues, finder.extents, token)
        or find_put_forward(text, syntax, cues, token)
    )


def _fit(text: str, content: Sequence[Span], paragraph: Paragraph, taken: Sequence[Span]) -> tuple[Span, ...]:
    """Return the pieces without the words of whole quotations, and with both marks of any quotation they cut."""
    pieces = []
    for piece in content:
        start, end = piece.start, piece.end
        for span in taken:
            if start < span.end and span.start < end:
                start, end = (start, span.start) if span.start - start >= end - span.end else (span.end, end)
        for quotation in paragraph.quotations:
            span = quotation.span
            if span not in taken and start < span.end and span.start < end and not paragraph.relayed:
                start, end = min(start, span.start), max(end, span.end)
        if end - start < OVERLAP_SHARE * len(piece):
            continue
        tidied = tidy(text, start, end) if end > start else None
        if tidied:
            pieces.append(tidied)
    return tuple(pieces)


def _read_turns(article: Article, syntax: Syntax, cues: CueLexicon, finder: ReportFinder) -> list[Report]:
    """Return the turns and what third parties are reported in them to have said."""
    reports = []
    for turn in find_turns(article):
        reports.append(turn)
        inner = []
        for token in syntax.between(turn.content[0].start, turn.content[0].end):
            report = _report_at(article.text, syntax, finder, cues, token)
            if report is not None and is_third_party(report.speaker, article.text):
                inner.append(report)
        relays = (turn.speaker,) if turn.speaker else ()
        collapsed = collapse_nested(inner, article.text, syntax, cues)
        reports += [replace(report, relays=(*relays, *report.relays)) for report in collapsed]
    return reports


def _unique(reports: Sequence[Report]) -> list[Report]:
    """Return the reports without those whose content another of the same speaker or extent has already."""
    kept: list[Report] = []
    for report in reports:
        rivals = [k for k in kept if k.method != "turn" and report.method != "turn"]
        if any(k.content == report.content and (k.speaker == report.speaker or k.speaker is None) for k in rivals):
            continue
        kept.append(report)
    return kept


def _statement(report: Report, article: Article, cast: Cast, marks: Sequence[Quotation]) -> Statement:
    speakers = _speakers(report, article, cast)
    return Statement(
        id=_identity(report, article),
        content=report.content,
        form=_form(report, article.text, marks),
        speakers=speakers,
        speaker_span=report.speaker,
        cue_span=report.cue,
        cue_class=report.cue_class,
        addressee_span=report.addressee,
        relays=_relays(report, cast, speakers),
        occasion_span=report.occasion,
        method=report.method,
        score=report.score,
    )


def _speakers(report: Report, article: Article, cast: Cast) -> Inferred[tuple[ActorId, ...]]:
    """Return who speaks; of "it was agreed" in an office's own text the two who talked.

    Of "it was stressed" there nobody: an office may so put its own side's words, or both sides'.
    """
    if report.speaker is not None:
        found = cast.resolve(report.speaker)
        return (
            _named_after_city(report.speaker, cast)
            if _is_outlet_taken_for_state(report.speaker, found, cast)
            else found
        )
    source = article.source.value
    own = source is not None and source.kind == "office"
    if own and report.cue is not None and report.cue_class == "agree":
        return cast.the_two(report.cue)
    return absent("not reported")


def _is_outlet_taken_for_state(span: Span, found: Inferred[tuple[ActorId, ...]], cast: Cast) -> bool:
    """Return whether an outlet's name alone was taken for the state of its city ("The Koralgrad Post")."""
    words = span.of(cast.article.text)
    named = all(word[0].isupper() for word in words.split())
    states = found.value is not None and all(cast.actor(actor).kind == "state" for actor in found.value)
    return states and named and is_outlet(words, load_cues())


def _named_after_city(span: Span, cast: Cast) -> Inferred[tuple[ActorId, ...]]:
    outlet = cast.name_outlet(span)
    return absent("not resolved") if outlet.value is None else Inferred((outlet.value,), "stated", outlet.evidence)


def _identity(report: Report, article: Article) -> StatementId:
    """Return the id; the speaker's words are part of it: one clause may be claimed by one and denied by another."""
    named = (report.speaker,) if report.speaker else ()
    return StatementId(anchor_id("s", *(article.anchor(span) for span in (*report.content, *named))))


def _relays(report: Report, cast: Cast, speakers: Inferred[tuple[ActorId, ...]]) -> tuple[Inferred[ActorId], ...]:
    """Return who passes the statement on, outermost first; whoever is known to speak himself relays nothing."""
    found = (_relay(span, cast) for span in report.relays)
    return tuple(relay for relay in found if relay.value is None or (relay.value,) != speakers.value)


def _relay(span: Span, cast: Cast) -> Inferred[ActorId]:
    """Return the one actor that a phrase names as relay; several at once are not told apart."""
    words = span.of(cast.article.text)
    found = cast.resolve(span)
    body = found.value is not None and all(cast.actor(actor).kind == "organisation" for actor in found.value)
    # The outlet named after a city is not the city.
    told = words.removeprefix("The ").split()
    if not body and is_outlet(words, load_cues()) and any(word[0].isupper() for word in told):
        return cast.name_outlet(span)
    if found.value is None or len(found.value) != 1 or found.basis is None:
        return absent("not resolved")
    return Inferred(found.value[0], found.basis, found.evidence)


def _form(report: Report, text: str, marks: Sequence[Quotation]) -> Form:
    """Return how much of the content stands in quotation marks."""
    if report.method == "turn":
        return "direct"
    spans = [q.span for q in marks]
    quoted = [p for p in report.content if any(s.contains(p) for s in spans)]
    if len(quoted) == len(report.content):
        return "direct"
    touched = any(s.overlaps(p) for p in report.content for s in spans)
    return "mixed" if touched else "indirect"
