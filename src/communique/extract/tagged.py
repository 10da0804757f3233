"""Where a trained tagger's attributions join those of the rules: it cuts contents that run on, and fills gaps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from communique.extract.cues import CueLexicon
from communique.extract.reports import Report, tidy
from communique.extract.syntax import Syntax
from communique.model.annotation import TaggedAttribution
from communique.model.documents import Article
from communique.model.spans import Span

MIN_SCORE = 0.9
"""Of an attribution that fills a gap, on the tagger's scale of 0 to 1; tuned on five annotated sets
(docs/decisions/0004-tagger-off-by-default.md)."""
MIN_LEFT = 0.6
"""Share of a content's words that a cut leaves at least; where the tagger sees less, the two read different things."""
_MARKS: Final = frozenset('"“”„«»')
_OPENING: Final = re.compile(r"\W*(?:that\b\W*)?", re.IGNORECASE)


def merge_tagged(
    reports: Sequence[Report],
    attributions: Sequence[TaggedAttribution],
    article: Article,
    syntax: Syntax,
    cues: CueLexicon,
) -> list[Report]:
    """Return the reports, cut where the tagger lets a content end earlier, with those attributions added that overlap
    none of them and whose cue communicates.
    """
    merged = [_cut(report, attributions, article.text) for report in reports]
    for attribution in attributions:
        report = _report(attribution, article.text, syntax, cues)
        if report is not None and not any(report.shared(r) for r in reports):
            merged.append(report)
    return merged


def _cut(report: Report, attributions: Sequence[TaggedAttribution], text: str) -> Report:
    """Return the report up to where the tagger lets the content of the same cue end, if that is earlier.

    Only where both have the content in one piece and let it begin at the same word: where they differ at both ends,
    neither is known to be right, and a longer content is more often wrong than the rules'.
    """
    if report.cue is None or len(report.content) != 1:
        return report
    (own,) = report.content
    for attribution in attributions:
        if len(attribution.contents) != 1 or not any(cue.overlaps(report.cue) for cue in attribution.cues):
            continue
        span = attribution.contents[0]
        other = tidy(text, span.start, span.end)
        if other is None or not own.overlaps(other):
            return report
        same_start = _first_word(text, own) == _first_word(text, other)
        return (
            replace(report, content=(Span(own.start, other.end),))
            if same_start and _earlier(text, other, own)
            else report
        )
    return report


def _first_word(text: str, span: Span) -> int:
    """Return where the first word of a content stands, past a mark and the conjunction "that"."""
    opening = _OPENING.match(text, span.start, span.end)
    return opening.end() if opening else span.start


def _earlier(text: str, other: Span, own: Span) -> bool:
    """Return whether `other` leaves out some words at the end of `own`, none of them a part of a quotation."""
    tail = text[other.end : own.end]
    if not any(character.isalnum() for character in tail) or _MARKS.intersection(tail):
        return False
    return len(text[own.start : other.end].split()) >= MIN_LEFT * len(own.of(text).split())


def _report(attribution: TaggedAttribution, text: str, syntax: Syntax, cues: CueLexicon) -> Report | None:
    if attribution.score < MIN_SCORE or not attribution.cues or not attribution.sources:
        return None
    cue_class = _cue_class(attribution.cues, syntax, cues)
    content = tuple(s for span in attribution.contents if (s := tidy(text, span.start, span.end)))
    if cue_class is None or not content:
        return None
    return Report(
        content=content,
        method="tagger",
        speaker=attribution.sources[0],
        cue=attribution.cues[0],
        cue_class=cue_class,
        score=attribution.score,
    )


def _cue_class(spans: Sequence[Span], syntax: Syntax, cues: CueLexicon) -> str | None:
    """Return the class of the first communicative word of a tagged cue; None: it has none ("believes")."""
    for span in spans:
        for token in syntax.between(span.start, span.end):
            lemma = token.lemma.lower()
            if lemma in cues.verbs:
                return cues.verbs[lemma].cue_class
            if lemma in cues.nouns:
                return cues.nouns[lemma]
            if lemma == "according" or token.text.lower() == "according":
                return "say"
    return None
