"""Whether a brief still says what its record says: every quotation literally, every line rendered again."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from communique.errors import NotFound
from communique.export.brief import ALL_STORIES, BriefFormat, brief_lines, write_brief
from communique.export.brief_lines import escape_markdown, fold
from communique.export.brief_material import BriefArticle, Material
from communique.export.brief_reading import read_material
from communique.query.record import Record

_MARK: Final = re.compile(r"<!--\s*(\S+)\s*-->")
_CITED: Final = re.compile(r"\[([^\[\]\n]+?):(\d+-\d+(?:,\d+-\d+)*)\]")
_QUOTED: Final = re.compile(r"“[^”]*\w[^”]*”|_[^_]*[^\W_][^_]*_|<(?:q|i)>[^<]*\w[^<]*</")
_NOUN: Final = re.compile(r"[a-z]+-[0-9a-f]{12}(?:/\d*[a-z]?)*$")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a brief that does not hold."""

    where: str
    """The line's id; "brief" for the brief as a whole."""
    what: str


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    text: str
    """With the mark-up of its form; white space folded."""


def verify_brief(text: str, record: Record) -> list[Problem]:
    """Return what does not hold in a brief (Markdown or HTML) by `record`; empty: every word does.

    White space may differ. A line that is missing, added, moved, or that differs in any other character from what the
    record gives is a problem, and so is a quotation that does not stand at the place it cites.
    """
    return BriefVerifier(record).verify(text)


class BriefVerifier:
    """Checks briefs of one record, which it reads and renders once per story and form."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._rendered: dict[tuple[str, BriefFormat], tuple[Material, list[_Entry]]] = {}

    def verify(self, text: str) -> list[Problem]:
        """Return what does not hold; see `verify_brief`."""
        form: BriefFormat = "html" if re.match(r"\s*<(!doctype|html)", text, re.IGNORECASE) else "md"
        found = _entries(text)
        if not found or not found[0].id.startswith("brief:"):
            return [Problem("brief", "this is not a brief of Communiqué, or its first line is gone: it names no story")]
        try:
            material, expected = self._render(found[0].id.removeprefix("brief:"), form)
        except NotFound as error:
            return [Problem("brief", str(error))]
        return [*_quotation_problems(found, expected, material), *_line_problems(found, expected)]

    def _render(self, story: str, form: BriefFormat) -> tuple[Material, list[_Entry]]:
        if (story, form) not in self._rendered:
            material = read_material(self._record.connection, None if story == ALL_STORIES else story)
            self._rendered[story, form] = material, _entries(write_brief(brief_lines(material), form))
        return self._rendered[story, form]


def _entries(text: str) -> list[_Entry]:
    """Return the brief cut after each line's id; what stands after the last one is an entry with the id "end"."""
    entries, start = [], 0
    for mark in _MARK.finditer(text):
        entries.append(_Entry(mark[1], fold(text[start : mark.start()])))
        start = mark.end()
    rest = fold(text[start:])
    return [*entries, _Entry("end", rest)] if entries and rest else entries


def _line_problems(found: Sequence[_Entry], expected: Sequence[_Entry]) -> Iterator[Problem]:
    """Compare the lines with those that the record gives: changed, missing, added, moved."""
    wanted = {entry.id: entry for entry in expected}
    times = Counter(entry.id for entry in found)
    for entry in found:
        if entry.id not in wanted:
            yield Problem(entry.id, f"the record gives no such line here: {_clip(entry.text)}")
        elif entry.text != wanted[entry.id].text:
            yield Problem(entry.id, _difference(entry.text, wanted[entry.id].text))
    for entry in expected:
        if entry.id not in times:
            yield Problem(entry.id, f"a line is missing: {_clip(entry.text)}")
    for entry_id, number in times.items():
        if number > 1:
            yield Problem(entry_id, f"the line stands {number} times")
    order = [entry.id for entry in found if entry.id in wanted]
    present = set(order)
    if len(order) == len(present) and order != [entry.id for entry in expected if entry.id in present]:
        moved = next(a for a, b in zip(order, (e.id for e in expected if e.id in present), strict=True) if a != b)
        yield Problem(moved, "the lines are not in the record's order from here on")
    given, told = _section_sizes(expected), _section_sizes(found)
    for section in given:
        if section in told and told[section] != given[section]:
            yield Problem(section, f"the section has {told[section]} lines, the record gives {given[section]}")


def _section_sizes(entries: Sequence[_Entry]) -> dict[str, int]:
    sizes: dict[str, int] = {}
    section = "head"
    for entry in entries:
        section = entry.id if entry.id.startswith("h:") else section
        sizes[section] = sizes.get(section, 0) + 1
    return sizes


def _difference(found: str, wanted: str) -> str:
    """Return the first place where two lines differ, with a few words of both."""
    one, two = found.split(" "), wanted.split(" ")
    at = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return f"has “{_clip(' '.join(one[at : at + 8]))}” where the record gives “{_clip(' '.join(two[at : at + 8]))}”"


def _clip(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:117]}…"


def _quotation_problems(found: Sequence[_Entry], expected: Sequence[_Entry], material: Material) -> Iterator[Problem]:
    """Hold every quotation against the words of the article at the offsets that the line cites.

    A line's first citation is that of the words it shows; later ones say where others stand, and must lead to words.
    """
    by_label = {article.label: article for article in material.articles.values()}
    rendered = {entry.id: entry.text for entry in expected}
    for entry in found:
        if not _NOUN.match(entry.id):
            continue
        left = entry.text
        for number, (label, ranges) in enumerate(_CITED.findall(entry.text)):
            for words in _cited_words(by_label.get(html.unescape(label)), ranges):
                if words is None:
                    yield Problem(entry.id, f"cites {label}:{ranges}, where no words stand")
                elif number == 0 and (shown := next((w for w in _as_shown(words) if w in left), None)):
                    left = left.replace(shown, "", 1)
                elif number == 0:
                    yield Problem(entry.id, f"{label}:{ranges} reads “{_clip(words)}”; the line has other words")
        rest = _QUOTED.search(_CITED.sub("", left))
        # A publisher's or a person's name may hold quotation marks; where the line is as rendered, they are its own.
        if rest and entry.text != rendered.get(entry.id):
            yield Problem(entry.id, f"words that stand at no cited place: {_clip(rest.group())}")


def _cited_words(article: BriefArticle | None, ranges: str) -> list[str | None]:
    """Return the words at each of the cited stretches, white space folded; None where there are none."""
    words: list[str | None] = []
    for stretch in ranges.split(","):
        start, end = map(int, stretch.split("-"))
        found = fold(article.text[start:end]) if article is not None and end <= len(article.text) else ""
        words.append(found or None)
    return words


def _as_shown(words: str) -> tuple[str, ...]:
    """Return how a brief may show these words: quoted or in italics, in Markdown or in HTML."""
    markdown, page = escape_markdown(words), html.escape(words, quote=False)
    return f"“{markdown}”", f"_{markdown}_", f"<q>{page}</q>", f"<i>{page}</i>"
