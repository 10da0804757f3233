"""The lines of a brief, and how they are written in Markdown and in HTML."""

from __future__ import annotations

import calendar
import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Final, Literal

from communique.export.brief_material import Passage, Value
from communique.model.due import OPEN_END

Style = Literal["plain", "bold", "quote", "told", "cite", "code"]
"""quote: a speaker's own words; told: an article's words; both letter for letter."""
Level = Literal["title", "section", "group", "speaker", "item", "sub", "note"]

MARKS: Final = {"resolved": "°", "inferred": "†", "table": "‡", "user": "§"}
_MONTHS: Final = tuple(calendar.month_name)[1:]
_ESCAPED: Final = re.compile(r"([\\*_\[\]<>`])")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line in one style."""

    style: Style
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a brief; its id is that of the noun it tells, or names its place among the fixed lines."""

    id: str
    level: Level
    parts: tuple[Part, ...]


def line(line_id: str, level: Level, *parts: Part | str | Iterable[Part]) -> Line:
    """Return a line; a bare string is plain text."""
    flat: list[Part] = []
    for part in parts:
        if isinstance(part, Part):
            flat.append(part)
        elif isinstance(part, str):
            flat += [Part("plain", part)] if part else []
        else:
            flat += part
    return Line(line_id, level, tuple(flat))


def fold(text: str) -> str:
    """Return `text` with every run of white space as one space."""
    return " ".join(text.split())


def cite(labels: dict[str, str], passages: Iterable[Passage]) -> list[Part]:
    """Return one citation per article, "[file.txt:12-40,52-60]", with a space before each."""
    by_article: dict[str, list[str]] = {}
    for passage in passages:
        by_article.setdefault(labels[passage.article], []).append(f"{passage.start}-{passage.end}")
    parts = []
    for label, ranges in by_article.items():
        parts += [Part("plain", " "), Part("cite", f"[{label}:{','.join(dict.fromkeys(ranges))}]")]
    return parts


def marked(value: Value, text: str | None = None) -> str:
    """Return a known value as shown, with the mark of how it is known."""
    shown = text if text is not None else value.value or ""
    return shown + MARKS.get(value.basis or "", "")


def show_date(edtf: str) -> str:
    """Return an EDTF date as read ("14 May 2024", with an open end "from 14 May 2024"); anything else as it is."""
    if edtf.endswith(OPEN_END):
        return f"from {show_date(edtf.removesuffix(OPEN_END))}"
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", edtf)
    if not match or int(match[2] or 1) not in range(1, 13):
        return edtf
    day = [str(int(match[3]))] if match[3] else []
    month = [_MONTHS[int(match[2]) - 1]] if match[2] else []
    return " ".join([*day, *month, match[1]])


def show_duration(iso: str) -> str:
    """Return an ISO 8601 duration as read ("4 hours"); anything else as it is."""
    match = re.fullmatch(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?", iso)
    if not match or not any(match.groups()):
        return iso
    units = zip(match.groups(), ("week", "day", "hour", "minute"), strict=True)
    return " ".join(count(int(number), unit) for number, unit in units if number)


def count(number: int, noun: str) -> str:
    """Return "1 article", "3 articles"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def join_words(words: Sequence[str]) -> str:
    """Return "A", "A and B" or "A, B and C"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def write_markdown(lines: Sequence[Line], *, ids: bool = True) -> str:
    """Return the brief as Markdown; `ids` adds after each line, as a comment, what `verify` finds it by."""
    before = {
        "title": "# ",
        "section": "\n## ",
        "group": "\n### ",
        "speaker": "\n",
        "item": "- ",
        "sub": "  - ",
        "note": "\n",
    }
    written = []
    for entry in lines:
        after = ("\n" if entry.level in ("section", "group", "speaker", "note", "title") else "") if ids else ""
        if not ids:
            after = "\n" if entry.level not in ("item", "sub") else ""
        mark = f" <!-- {entry.id} -->" if ids else ""
        written.append(before[entry.level] + "".join(map(_markdown, entry.parts)) + mark + after)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(written)).strip() + "\n"


def _markdown(part: Part) -> str:
    if part.style in ("cite", "code"):
        return part.text if part.style == "cite" else f"`{part.text}`"
    text = escape_markdown(part.text)
    return {"plain": text, "bold": f"**{text}**", "quote": f"“{text}”", "told": f"_{text}_"}[part.style]


def escape_markdown(text: str) -> str:
    """Return `text` so that Markdown shows it as it is."""
    return _ESCAPED.sub(r"\\\1", text)


def write_html(lines: Sequence[Line]) -> str:
    """Return the brief as a page of HTML that needs nothing else."""
    body: list[str] = []
    listed = False
    for entry in lines:
        if (entry.level in ("item", "sub")) is not listed:
            body.append("<ul>" if not listed else "</ul>")
            listed = not listed
        tag = {"title": "h1", "section": "h2", "group": "h3", "speaker": "h4", "note": "p"}.get(entry.level, "li")
        opened = f'{tag} class="sub"' if entry.level == "sub" else tag
        body.append(f"<{opened}>{''.join(map(_html, entry.parts))}</{tag}> <!-- {entry.id} -->")
    if listed:
        body.append("</ul>")
    page = resources.files("communique.export").joinpath("data", "brief.html").read_text(encoding="utf-8")
    title = html.escape("".join(part.text for part in lines[0].parts))
    return page.replace("{title}", title).replace("{body}", "\n".join(body))


def _html(part: Part) -> str:
    text = html.escape(part.text, quote=False)
    return {
        "plain": text,
        "bold": f"<b>{text}</b>",
        "quote": f"<q>{text}</q>",
        "told": f"<i>{text}</i>",
        "cite": f"<cite>{text}</cite>",
        "code": f"<code>{text}</code>",
    }[part.style]
