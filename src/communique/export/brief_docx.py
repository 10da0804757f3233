"""The brief as a Word document, and back: a run of its own style per part, and each line's id hidden at its end."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Pt, RGBColor

from communique.errors import InputError
from communique.export.brief_lines import Level, Line, Part, Style

_LEVELS: Final[dict[Level, str]] = {
    "title": "Title",
    "section": "Heading 1",
    "group": "Heading 2",
    "speaker": "Heading 3",
    "item": "List Bullet",
    "sub": "List Bullet 2",
    "note": "Normal",
}
_STYLES: Final[tuple[Style, ...]] = ("bold", "quote", "told", "cite", "code")
_ID: Final = "Communique id"


def write_docx(lines: Sequence[Line]) -> bytes:
    """Return the brief as a .docx file."""
    document = Document()
    _add_styles(document)
    for entry in lines:
        paragraph = document.add_paragraph(style=_LEVELS[entry.level])
        for part in entry.parts:
            words = f"“{part.text}”" if part.style == "quote" else part.text
            run = paragraph.add_run(words)
            if part.style != "plain":
                run.style = document.styles[_style_name(part.style)]
        paragraph.add_run(entry.id, style=_ID).font.hidden = True
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def read_docx(content: bytes) -> list[Line]:
    """Return the lines of a brief that `write_docx` wrote, as they stand now.

    A paragraph without an id joins the next line, so that words added by hand are seen.
    Raises InputError for another file.
    """
    try:
        document = Document(BytesIO(content))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise InputError(f"this is no Word document ({error}); name a brief that 'communique brief' wrote") from error
    lines: list[Line] = []
    parts: list[Part] = []
    level_of = {name: level for level, name in _LEVELS.items()}
    for paragraph in document.paragraphs:
        line_id = ""
        for run in paragraph.runs:
            if run.style is not None and run.style.name == _ID:
                line_id += run.text
            elif run.text:
                parts.append(_part(run))
        if line_id:
            level = level_of.get(paragraph.style.name if paragraph.style is not None else "", "note")
            lines.append(Line(line_id, level, tuple(parts)))
            parts = []
    return [*lines, Line("end", "note", tuple(parts))] if parts else lines


def _style_name(style: Style) -> str:
    return f"Communique {style}"


def _add_styles(document: Any) -> None:
    for style in _STYLES:
        added = document.styles.add_style(_style_name(style), WD_STYLE_TYPE.CHARACTER)
        added.font.bold = style == "bold" or None
        added.font.italic = style == "told" or None
        if style in ("cite", "code"):
            added.font.name, added.font.size = "Consolas", Pt(8)
            added.font.color.rgb = RGBColor(0x6B, 0x6B, 0x6B)
    document.styles.add_style(_ID, WD_STYLE_TYPE.CHARACTER).font.hidden = True


def _part(run: Any) -> Part:
    name = run.style.name if run.style is not None else ""
    style: Style = next((s for s in _STYLES if _style_name(s) == name), "plain")
    text = run.text
    if style == "quote":
        text = text.removeprefix("“").removesuffix("”") if text.startswith("“") and text.endswith("”") else f"?{text}"
    return Part(style, text)
