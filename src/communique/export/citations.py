"""Citations of the words of an article: plain, BibTeX, CSL-JSON."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from communique.export.brief_lines import show_date
from communique.query.refs import ArticleRef

_MOST_CHARS: Final = 400
_BIBTEX: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """The same citation in three forms."""

    plain: str
    bibtex: str
    csl_json: str


def cite_words(article: ArticleRef, start: int, end: int, words: str) -> Citation:
    """Return how to cite `words`, which stand at [start, end) of the article's text.

    What is not known (title, date, address) is left out, never made up.
    """
    flat = " ".join(words.split())
    quoted = flat if len(flat) <= _MOST_CHARS else flat[:_MOST_CHARS].rpartition(" ")[0] + " …"
    place = f"characters {start}–{end} of {article.path}, SHA-256 {article.sha256[:16]}"
    return Citation(_plain(article, quoted, place), _bibtex(article, quoted, place), _csl(article, quoted, place))


def _plain(article: ArticleRef, quoted: str, place: str) -> str:
    title = f"“{article.title}”" if article.title else None
    date = show_date(article.published) if article.published else "no date known"
    parts = [part for part in (article.byline, title, article.label, date) if part]
    address = f" {article.url}." if article.url else ""
    return f"{', '.join(parts)}: “{quoted.strip('“”')}” ({place}).{address}"


def _bibtex(article: ArticleRef, quoted: str, place: str) -> str:
    fields = [
        ("author", article.byline),
        ("title", article.title),
        ("organization", article.label),
        ("date", article.published),
        ("url", article.url),
        ("note", f"{quoted} ({place})"),
    ]
    # A date in EDTF is what biblatex reads; an address keeps its signs, since \url takes them.
    lines = [
        f"  {name} = {{{_braceless(value) if name == 'url' else _bibtex_text(value)}}},"
        for name, value in fields
        if value
    ]
    return "\n".join([f"@online{{{re.sub('[^A-Za-z0-9-]', '', article.id)},", *lines, "}"])


def _bibtex_text(text: str) -> str:
    return "".join(_BIBTEX.get(sign, sign) for sign in " ".join(text.split()))


def _braceless(text: str) -> str:
    return text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _csl(article: ArticleRef, quoted: str, place: str) -> str:
    entry: dict[str, Any] = {"id": article.id, "type": "article-newspaper", "container-title": article.label}
    if article.title:
        entry["title"] = article.title
    if article.byline:
        entry["author"] = [{"literal": article.byline}]
    if article.published and re.fullmatch(r"\d{4}(-\d\d){0,2}", article.published):
        entry["issued"] = {"date-parts": [[int(part) for part in article.published.split("-")]]}
    if article.url:
        entry["URL"] = article.url
    entry["note"] = f"{quoted} ({place})"
    return json.dumps([entry], ensure_ascii=False, indent=1)
