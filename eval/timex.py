"""A time expression of a TimeML file, and the reading of such files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from communique.model.spans import Span


@dataclass(frozen=True)
class Timex:
    """One time expression: where it stands and what it means."""

    span: Span
    value: str
    """TIMEX3 value; empty: none is given."""


@dataclass(frozen=True)
class TimeText:
    """The text of a TimeML file and its tags."""

    name: str
    text: str
    created: str
    """Day of creation, YYYY-MM-DD."""
    gold: tuple[Timex, ...]


def read_timeml(path: Path) -> TimeText:
    """Return the words of <TEXT>, the day of creation and the TIMEX3 tags of the text.

    Raises ValueError where the file has no creation time or no text.
    """
    root = etree.parse(str(path)).getroot()
    created, body = root.find(".//DCT/TIMEX3"), root.find(".//TEXT")
    if created is None or body is None:
        raise ValueError(f"{path}: not a TimeML document with DCT and TEXT")
    pieces: list[str] = []
    gold: list[Timex] = []
    _read_element(body, pieces, gold)
    return TimeText(path.name, "".join(pieces), created.get("value", "")[:10], tuple(gold))


def _read_element(element: etree._Element, pieces: list[str], gold: list[Timex]) -> None:
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        _read_element(child, pieces, gold)
        pieces.append(child.tail or "")
    if element.tag == "TIMEX3":
        gold.append(Timex(Span(start, sum(map(len, pieces))), element.get("value", "")))
