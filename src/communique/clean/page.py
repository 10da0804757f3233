"""HTML: what a page shows, in document order, and what its markup tells about it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from inscriptis import Inscriptis
from inscriptis.model.config import ParserConfig
from lxml import etree, html

from communique.clean.layout import Hints
from communique.clean.passages import Passage

# What trafilatura cannot parse is read without it; its complaints would mix with the build report. It is loaded where a
# page is read, since it takes as long as all other readers together and most coverage is plain text.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

RENDERER = "inscriptis-2/communique-1"
"""Changes whenever a page would render to another text; part of the analysis fingerprint."""

_DROPPED = ("script", "style", "noscript", "template", "head", "title", "svg", "iframe", "object")
_ASIDE = ("nav", "footer", "form", "button", "menu", "select")
_CAPTION = re.compile(r"\b\w*caption\b|\bphoto-?credit\b|\bimage-?credit\b", re.IGNORECASE)
SHINGLE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is read."""

    text: str
    main: str | None
    """The article's text as trafilatura extracts it; None: it finds none."""
    captions: frozenset[str] = frozenset()
    """Casefolded, white space folded, like the next two."""
    headings: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()
    told: dict[str, str] = field(default_factory=dict)
    """The page's own metadata: title, publisher, date, author, url."""


def read_page(markup: str) -> Page:
    """Return what the page shows and tells; its text is empty where it shows nothing. Malformed markup is read as far
    as it goes."""
    tree, whole = _parse(markup)
    if tree is None or not whole:
        return Page(_plain_text(markup), None)
    told = _metadata(markup, tree)
    etree.strip_elements(tree, *_DROPPED, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    return Page(
        text=_render(tree),
        main=_extract(markup),
        captions=frozenset(_texts(_captions(tree))),
        headings=frozenset(_texts(_headings(tree))),
        aside=frozenset(_lines(tree, _ASIDE)),
        told=told,
    )


def page_hints(page: Page, passages: Sequence[Passage], title: str | None) -> Hints:
    """Return which passages of the rendered text the markup shows to be the article's, captions, headings, menus."""
    folded = [" ".join(p.folded.split()).casefold() for p in passages]
    main = None
    if page.main:
        lines = {" ".join(line.split()).casefold().lstrip("- ") for line in page.main.splitlines()}
        shingles = set(_shingles(page.main))
        main = frozenset(i for i, p in enumerate(passages) if folded[i] in lines or _covered(p, shingles))
        if sum(len(passages[i].words) for i in main) < 20:
            main = None
    return Hints(
        main=main,
        captions=frozenset(i for i, p in enumerate(passages) if folded[i] in page.captions and len(p.words) > 4),
        headings=frozenset(i for i, words in enumerate(folded) if words in page.headings),
        aside=frozenset(i for i, words in enumerate(folded) if words in page.aside and (main is None or i not in main)),
        title=title or page.told.get("title"),
    )


def _parse(markup: str) -> tuple[html.HtmlElement | None, bool]:
    """Return the tree of the page, and whether it is all there: the parser drops what is nested too deep."""
    markup = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", markup).replace("\x00", "")
    parser = html.HTMLParser(huge_tree=True)
    try:
        tree = html.document_fromstring(markup, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None, False
    return tree, not any("depth" in entry.message for entry in parser.error_log)


class _TextOnly(HTMLParser):
    """Collects the visible text of a page that has no usable tree, a line per piece."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._hidden: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden is None and tag in _DROPPED:
            self._hidden = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = None

    def handle_data(self, data: str) -> None:
        if self._hidden is None and data.strip():
            self.pieces.append(data.strip())


def _plain_text(markup: str) -> str:
    reader = _TextOnly()
    try:
        reader.feed(markup)
        reader.close()
    except AssertionError:  # the standard library's parser gives up on some broken declarations
        pass
    return "\n".join(reader.pieces)


def _render(tree: html.HtmlElement) -> str:
    try:
        return str(Inscriptis(tree, ParserConfig(display_images=False)).get_text())
    except (RecursionError, ValueError, IndexError, KeyError, TypeError, AttributeError):
        # A page so broken that it cannot be laid out still has its words.
        return "\n".join(line.strip() for line in tree.itertext() if line.strip())


def _extract(markup: str) -> str | None:
    import trafilatura

    try:
        found = trafilatura.extract(markup, output_format="txt", include_comments=False, include_tables=True)
    except Exception:  # trafilatura and its parsers fail in many ways on broken pages; the page is read without it
        return None
    return found or None


def _metadata(markup: str, tree: html.HtmlElement) -> dict[str, str]:
    import trafilatura

    try:
        meta = trafilatura.extract_metadata(markup)
    except Exception:  # as above
        meta = None
    told = {}
    for name, value in (
        ("title", _meta(tree, "og:title") or getattr(meta, "title", None)),
        ("publisher", _meta(tree, "og:site_name")),
        ("date", _meta(tree, "article:published_time", "datePublished", "date", "dc.date", "ya:ovs:upload_date")),
        ("author", _meta(tree, "author")),
        ("url", _meta(tree, "og:url") or getattr(meta, "url", None)),
    ):
        if value and str(value).strip():
            told[name] = " ".join(str(value).split())
    return told


def _meta(tree: html.HtmlElement, *names: str) -> str | None:
    for element in tree.iter("meta"):
        for key in ("property", "name", "itemprop"):
            if element.get(key) in names and element.get("content"):
                return str(element.get("content"))
    return None


def _captions(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for element in tree.iter(etree.Element):
        if element.tag == "figcaption" or _CAPTION.search(element.get("class") or ""):
            yield element


def _headings(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    yield from tree.iter("h1", "h2", "h3", "h4", "h5", "h6")
    for paragraph in tree.iter("p"):
        children = list(paragraph)
        bare = not (paragraph.text or "").strip() and not any((c.tail or "").strip() for c in children)
        if len(children) == 1 and bare and children[0].tag in ("b", "strong"):
            yield paragraph


def _texts(elements: Iterator[html.HtmlElement]) -> Iterator[str]:
    for element in elements:
        words = " ".join("".join(element.itertext()).split()).casefold()
        if 1 < len(words) < 600:
            yield words


def _lines(tree: html.HtmlElement, tags: tuple[str, ...]) -> Iterator[str]:
    for element in tree.iter(*tags):
        for words in element.itertext():
            folded = " ".join(words.split()).casefold()
            if 1 < len(folded) < 200:
                yield folded


def _shingles(text: str) -> Iterator[tuple[str, ...]]:
    words = [w.casefold() for w in re.findall(r"\w+(?:['’]\w+)*", text)]
    for start in range(len(words) - SHINGLE_WORDS + 1):
        yield tuple(words[start : start + SHINGLE_WORDS])


def _covered(passage: Passage, shingles: set[tuple[str, ...]]) -> bool:
    own = [passage.words[i : i + SHINGLE_WORDS] for i in range(len(passage.words) - SHINGLE_WORDS + 1)]
    return bool(own) and sum(s in shingles for s in own) >= 0.8 * len(own)
