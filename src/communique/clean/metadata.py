"""An article's title, source, agency, byline, dateline, language and date, as far as somebody tells them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from communique.clean.datelines import Dateline
from communique.clean.lexicon import Lexicon
from communique.model.documents import Article, Block, Source, SourceKind
from communique.model.inferred import Inferred, absent, stated
from communique.model.spans import Span

LANGUAGE_SAMPLE_CHARS = 5000
_EDTF = re.compile(r"^\d{4}(?:-\d\d(?:-\d\d)?)?$")
_STAMP = re.compile(r"^(\d{4}-\d\d-\d\d)[T ]\d\d")
_COPYRIGHT = re.compile(
    r"^\W{0,3}(?:copyright|©|\(c\))(?:\s*(?:©|\(c\)|by))?\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?\s*(?:by )?(?:the )?"
    r"(?P<owner>[A-ZÀ-Þ][^.,;|©\n]{1,60})",
    re.IGNORECASE,
)
_CREDITED = re.compile(r"\b(Associated Press|Reuters|AFP|AP) (?:writers?|journalists?|reporters?|correspondents?)\b")
_OFFICE = re.compile(
    r"^(?:Office of the )?(?:President|Prime Minister|Chancellor|Government|Ministry of Foreign Affairs|"
    r"Foreign Ministry|Ministry of Defen[cs]e|Embassy|King|Presidency|Cabinet|Federal Council)\b"
    r".{0,40}?\bof (?:the )?(?P<side>[A-ZÀ-Þ][\w' -]+?)(?: \(.*\))?$"
)
_WITH_AGENCY = re.compile(r"^(?P<outlet>.+?)\s*[(/]\s*(?P<agency>[A-Za-z-]+)\s*\)?$")


def describe_article(
    article: Article, dateline: Dateline | None, known: Mapping[str, str], told: Mapping[str, str], lexicon: Lexicon
) -> Article:
    """Return `article` with its metadata: what the user knows first, then the page's own, then the text."""
    return replace(
        article,
        title=_title(article, known, told),
        source=_source(article, known, told, lexicon),
        agency=_agency(article, dateline, known, lexicon),
        byline=_byline(article, known, told),
        dateline=_dateline(article, dateline, known),
        language=_language(article, known),
        published=_published(known, told),
        url=_one(known, told, "original_url", "url"),
    )


def _one(known: Mapping[str, str], told: Mapping[str, str], *fields: str) -> Inferred[str]:
    for given, basis in ((known, "user"), (told, "stated")):
        for field in fields:
            if given.get(field):
                return Inferred(given[field], "user" if basis == "user" else "stated")
    return absent("not reported")


def _title(article: Article, known: Mapping[str, str], told: Mapping[str, str]) -> Inferred[str]:
    title = _one(known, told, "title")
    if title.known:
        return title
    block = next(iter(article.blocks_of(("title",))), None)
    return _from_block(article, block)


def _from_block(article: Article, block: Block | None) -> Inferred[str]:
    if block is None:
        return absent("not reported")
    words = re.sub(r"^[#\s]+|\*+|(?<!\w)_+|_+(?!\w)", "", block.span.of(article.text))
    return stated(" ".join(words.split()), article.anchor(block.span))


def _byline(article: Article, known: Mapping[str, str], told: Mapping[str, str]) -> Inferred[str]:
    byline = _one(known, told, "byline", "author")
    if byline.known:
        return byline
    rows = (b for b in article.blocks_of(("byline",)) if re.match(r"\W*(?:by|from)\b", b.span.of(article.text), re.I))
    return _from_block(article, next(rows, None))


def _dateline(article: Article, dateline: Dateline | None, known: Mapping[str, str]) -> Inferred[str]:
    if known.get("dateline"):
        return Inferred(known["dateline"], "user")
    if dateline is None:
        return absent("not reported")
    return stated(dateline.place.of(article.text).strip(), article.anchor(dateline.span))


def _published(known: Mapping[str, str], told: Mapping[str, str]) -> Inferred[str]:
    if known.get("date") and known.get("date_estimated", "").casefold() not in ("true", "1", "yes"):
        value = _edtf(known["date"])
        if value:
            return Inferred(value, "user")
    value = _edtf(told.get("date", ""))
    return Inferred(value, "stated") if value else absent("not analysed")


def _edtf(date: str) -> str | None:
    date = date.strip()
    match = _STAMP.match(date)
    date = match.group(1) if match else date
    return date if _EDTF.match(date) else None


def _source(article: Article, known: Mapping[str, str], told: Mapping[str, str], lexicon: Lexicon) -> Inferred[Source]:
    if known.get("publisher"):
        source = name_source(known["publisher"], lexicon)
        return Inferred(replace(source, side=known.get("side") or source.side), "user")
    if told.get("publisher"):
        return Inferred(name_source(told["publisher"], lexicon), "stated")
    for span, owner in _owners(article):
        if owner.casefold() not in lexicon.agencies:
            return stated(name_source(owner, lexicon), article.anchor(span))
    for block in article.blocks[:12]:
        words = " ".join(block.span.of(article.text).split())
        if block.kind in ("boilerplate", "heading", "title") and words.casefold() in lexicon.offices:
            return stated(name_source(words, lexicon), article.anchor(block.span))
    standards = re.search(r"Thomson Reuters Trust Principles", article.text)
    if standards:
        return stated(Source("Reuters", "agency"), article.anchor(Span(*standards.span())))
    return absent("not reported")


def name_source(publisher: str, lexicon: Lexicon) -> Source:
    """Return the source that `publisher` names: a press office with its side, a wire agency, or an outlet."""
    publisher = " ".join(publisher.split())
    office = lexicon.offices.get(publisher.casefold())
    if office:
        return Source(office[0], "office", office[1])
    agency = lexicon.agencies.get(publisher.casefold())
    if agency:
        return Source(agency, "agency")
    match = _OFFICE.match(publisher)
    if match:
        return Source(publisher, "office", match.group("side"))
    outlet = _WITH_AGENCY.match(publisher)
    if outlet and outlet.group("agency").casefold() in lexicon.agencies:
        return Source(outlet.group("outlet"), "outlet")
    kind: SourceKind = "outlet"
    return Source(publisher, kind)


def _owners(article: Article) -> Iterator[tuple[Span, str]]:
    """Yield (span, name) of who holds the copyright, as the boilerplate tells it."""
    for block in article.blocks_of(("boilerplate",)):
        if len(block.span) > 600:
            continue
        match = _COPYRIGHT.match(" ".join(block.span.of(article.text).split()))
        if match:
            owner = re.sub(r"\s*(?:all rights reserved|\d{4}).*$", "", match.group("owner"), flags=re.I).strip()
            if owner and not re.match(r"(?:and|all|content|material)\b", owner, re.I):
                yield block.span, owner


def _agency(article: Article, dateline: Dateline | None, known: Mapping[str, str], lexicon: Lexicon) -> Inferred[str]:
    if known.get("agency"):
        return Inferred(lexicon.agencies.get(known["agency"].casefold(), known["agency"]), "user")
    if dateline and dateline.agency and dateline.agency.strip().casefold() in lexicon.agencies:
        return stated(lexicon.agencies[dateline.agency.strip().casefold()], article.anchor(dateline.span))
    for span, owner in _owners(article):
        if owner.casefold() in lexicon.agencies:
            return stated(lexicon.agencies[owner.casefold()], article.anchor(span))
    for block in article.blocks_of(("byline", "boilerplate")):
        words = block.span.of(article.text)
        match = _CREDITED.search(words[:600]) or re.search(r"\|\s*(AP|AFP|Reuters)\b", words[:300])
        if match and (block.kind == "byline" or "contributed" in words):
            return stated(lexicon.agencies[match.group(1).casefold()], article.anchor(block.span))
    outlet = _WITH_AGENCY.match(known.get("publisher", ""))
    if outlet and outlet.group("agency").casefold() in lexicon.agencies:
        return Inferred(lexicon.agencies[outlet.group("agency").casefold()], "user")
    named = lexicon.agencies.get(known.get("publisher", "").casefold())
    return Inferred(named, "user") if named else absent("not reported")


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _language(article: Article, known: Mapping[str, str]) -> Inferred[str]:
    if re.fullmatch(r"[a-z]{2}", known.get("language", "")):
        return Inferred(known["language"], "user")
    sample = " ".join(b.span.of(article.text)[:1000] for b in article.blocks_of(("title", "body", "turn"))[:20])
    sample = sample[:LANGUAGE_SAMPLE_CHARS] or article.text[:LANGUAGE_SAMPLE_CHARS]
    if sum(c.isalpha() for c in sample) < 20:
        return absent("not resolved")
    code, score = _identifier().classify(sample)
    return Inferred(str(code), "inferred", score=round(float(score), 4))
