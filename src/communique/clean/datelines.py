"""Datelines: the place, and often the date and the agency, at the head of the first paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.clean.lexicon import Lexicon
from communique.model.spans import Span

_PLACE = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.\-]{2,}(?:[ /-]+[A-ZÀ-Þ][A-ZÀ-Þ'’.\-]+){0,4}"
_REGION = r"(?:, [A-ZÀ-Þ][\w.]+(?: [A-ZÀ-Þ][\w.]+){0,3})?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*"
_DATE = rf",? {_MONTH}\.? \d{{1,2}}(?:, \d{{4}})?\.?,?"
_DAY = rf"(?:{_DATE})?"
_DASHED = re.compile(
    rf"^\W{{0,3}}(?P<place>{_PLACE}{_REGION}){_DAY}\s*(?:[\[(/](?P<agency>[A-Za-z][^()\[\]\n]{{0,40}})[\])/])?\s*"
    r"(?:--|[—–_\-])\s*(?=\S)"
)
_DATED = re.compile(rf"^\W{{0,3}}(?P<place>{_PLACE}{_REGION}),? {_MONTH}\.? \d{{1,2}}(?:,? \d{{4}})?:\s+(?=\S)")
"""With a colon instead of the dash only where the day stands in it; "NOVAK: ..." is a label."""
_MIXED = re.compile(
    rf"^\W{{0,3}}(?P<place>[A-ZÀ-Þ][\w'’.\-]+(?: [A-ZÀ-Þ][\w'’.\-]+){{0,3}}{_REGION}){_DAY}\s*"
    r"[\[(](?P<agency>[A-Za-z][^()\[\]\n]{0,40})[\])]\s*(?:--|[—–_\-])\s*(?=\S)"
)
_NAMES = (
    r"^\W{0,3}(?!(?:In|On|At|By|From|The|After|Before|Since|Until|Near)\b)"
    r"(?P<place>[A-ZÀ-Þ][\w'’.\-]+(?: [A-ZÀ-Þ][\w'’.\-]+){0,3})"
)
_CREDITED = re.compile(
    rf"{_NAMES}{_REGION}{_DATE}\s*[\[(/](?P<agency>[A-Za-z][^()\[\]/\n]{{0,40}})[\])/]\.?\s*"
    r"(?:--|[—–_\-])?\s*(?=\S)"
)
"""With a day and an agency, known or not, nothing else can be meant: "Aldersund, April 7 (ANA) The talks ..."."""
_DAY_ONLY = re.compile(rf"{_NAMES}{_REGION}{_DATE}(?:(?<=\.)|\s*(?:--|[—–_\-]))\s+(?=[\"“'‘]?[A-ZÀ-Þ])")
"""So it is with a day that ends like a sentence: "Aldersund, April 7. The talks ..."."""
_RUN_IN = re.compile(
    r"^(?P<place>[A-ZÀ-Þ]{4,}(?:[/ ][A-ZÀ-Þ]{3,}){0,5})\s+(?=(?:[A-ZÀ-Þ][a-zà-þ]+(?:[’'-]\w+)?|[A-Z]\.[A-Z]\.|A)\s)"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline with its place and the wire agency it credits."""

    span: Span
    place: Span
    agency: str | None
    """As written; None: it credits none."""


def find_dateline(text: str, span: Span, lexicon: Lexicon) -> Dateline | None:
    """Return the dateline at the beginning of the paragraph at `span`; None where there is none."""
    head = text[span.start : min(span.end, span.start + 200)]
    for pattern in (_DASHED, _DATED, _MIXED, _CREDITED, _DAY_ONLY, _RUN_IN):
        match = pattern.match(head)
        if match and _is_place(match.group("place"), lexicon):
            agency = match.groupdict().get("agency")
            if pattern is _MIXED and (agency or "").strip().casefold() not in lexicon.agencies:
                continue
            whole = Span(span.start, span.start + len(match.group().rstrip()))
            return Dateline(whole, Span(span.start + match.start("place"), span.start + match.end("place")), agency)
    return None


def _is_place(words: str, lexicon: Lexicon) -> bool:
    return not any(word in lexicon.acronyms for word in re.split(r"[ /]", words))
