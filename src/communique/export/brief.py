"""The brief: a record on one to three pages, every line with its source (docs/brief.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from communique.export.brief_coverage import coverage_lines, legend_line, parties, period, source_lines
from communique.export.brief_differences import difference_lines
from communique.export.brief_encounters import happened_lines
from communique.export.brief_lines import Line, join_words, line, write_html, write_markdown
from communique.export.brief_material import Material
from communique.export.brief_reading import read_material
from communique.export.brief_short import short_lines
from communique.export.brief_statements import said_lines
from communique.export.brief_undertakings import next_lines, undertaking_lines
from communique.query.record import Record

BriefFormat = Literal["md", "html"]
ALL_STORIES: Final = "all"


def brief_lines(material: Material) -> list[Line]:
    """Return the lines of the brief, in order; the id of each is its own within the brief."""
    lines = [
        *_head(material),
        *short_lines(material),
        *coverage_lines(material),
        *happened_lines(material),
        *said_lines(material),
        *undertaking_lines(material),
        *next_lines(material),
        *difference_lines(material),
    ]
    return [*lines, *source_lines(material, lines)]


def compose_brief(record: Record, story: str | None = None) -> list[Line]:
    """Return the lines of the brief of a record, or of one of its stories. Raises NotFound for an unknown story."""
    return brief_lines(read_material(record.connection, story))


def write_brief(lines: Sequence[Line], form: BriefFormat = "md") -> str:
    """Return the brief in that form, with the ids that `verify_brief` goes by."""
    return write_html(lines) if form == "html" else write_markdown(lines)


def _head(material: Material) -> list[Line]:
    sides = parties(material)[:3]
    when = period(material)
    title = f"{join_words(sides) or 'The talks'}: a brief of the coverage{f', {when}' if when else ''}"
    return [line(f"brief:{material.story or ALL_STORIES}", "title", title), legend_line()]
