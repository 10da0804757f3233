"""Where a trained tagger's attributions join those of the rules: certain rules win, the tagger fills gaps."""

from __future__ import annotations

from collections.abc import Sequence

from communique.extract.cues import CueLexicon
from communique.extract.reports import Report, tidy
from communique.extract.syntax import Syntax
from communique.model.annotation import TaggedAttribution
from communique.model.documents import Article
from communique.model.spans import Span

MIN_SCORE = 0.5
"""On the tagger's scale of 0 to 1; not tuned yet."""


def merge_tagged(
    reports: Sequence[Report],
    attributions: Sequence[TaggedAttribution],
    article: Article,
    syntax: Syntax,
    cues: CueLexicon,
) -> list[Report]:
    """Return the reports with those attributions added that overlap none and whose cue communicates."""
    merged = list(reports)
    for attribution in attributions:
        report = _report(attribution, article.text, syntax, cues)
        if report is not None and not any(report.shared(r) for r in reports):
            merged.append(report)
    return merged


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
