"""Templates and the words that they fill in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from communique.export.brief_lines import show_date, show_duration
from communique.model.due import OPEN_END
from communique.query.search import HIT, HIT_END
from communique.query.tellings import word_keys
from communique.web import addresses

SIGNS: Final = {"resolved": "°", "inferred": "†", "table": "‡", "user": "§"}
MEANINGS: Final = {
    "stated": "the words say it",
    "resolved": "resolved: a reference such as “he” or “Tuesday” led there",
    "inferred": "inferred: the program concluded it",
    "table": "taken from a table of facts",
    "user": "told by whoever gathered the documents, or decided by a person",
    "not reported": "the coverage does not tell",
    "not resolved": "the coverage may tell; the program abstains",
    "not analysed": "nothing has looked",
}


@lru_cache(maxsize=1)
def templates() -> Environment:
    """Return the templates; every value is escaped."""
    made = Environment(
        loader=PackageLoader("communique.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "day": day,
        "due": due,
        "flat": flat,
        "edged": edged,
        "hits": hits,
        "short": short,
        "count": count,
        "span_of_time": lasting,
        "added": added,
    }
    made.globals |= {
        "at": addresses.words_address,
        "span_at": addresses.span_address,
        "page_of": addresses.noun_address,
        "original": addresses.original_address,
        "with_query": addresses.with_query,
        "signs": SIGNS,
        "meanings": MEANINGS,
    }
    return made


def render_page(template: str, context: Mapping[str, Any]) -> str:
    """Return a page as HTML."""
    return templates().get_template(template).render(context)


@lru_cache(maxsize=4096)
def day(edtf: str | None) -> str:
    """Return a date as people write it; "" where there is none."""
    if edtf and edtf.endswith(OPEN_END):
        return f"from {day(edtf.removesuffix(OPEN_END))}"
    if edtf and edtf[4:6] == "-W":
        return f"week {int(edtf[6:])} of {edtf[:4]}"
    return show_date(edtf) if edtf else ""


def due(edtf: str) -> str:
    """Return a deadline with "due", a start with "from", as people write them."""
    return day(edtf) if edtf.endswith(OPEN_END) else f"due {day(edtf)}"


def flat(text: str | None) -> str:
    """Return `text` with every run of white space as one space."""
    return " ".join((text or "").split())


def edged(text: str) -> str:
    """Return `text` with every run of white space as one space, those at its ends too."""
    return re.sub(r"\s+", " ", text)


def short(text: str | None, most: int = 240) -> str:
    """Return `text` in one line, cut after a word where it is long."""
    line = flat(text)
    return line if len(line) <= most else line[:most].rpartition(" ")[0] + " …"


def count(number: int, noun: str, many: str | None = None) -> str:
    """Return "1 article", "2,000 articles"."""
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"


def hits(passage: str) -> Markup:
    """Return a passage, escaped, with the words found marked."""
    line = str(escape(flat(passage.replace(HIT_END + " " + HIT, " "))))
    return Markup(line.replace(HIT, "<mark>").replace(HIT_END, "</mark>"))


def added(text: str, adds: Sequence[str]) -> Markup:
    """Return `text`, escaped, with the words of `adds` marked as new."""
    new = {key for word in adds for key, _ in word_keys(word) if key}
    shown, run = [], False
    for key, word in word_keys(text):
        if (key in new) is not run:
            shown.append("</ins>" if run else "<ins>")
            run = not run
        shown.append(f"{escape(word)} ")
    return Markup("".join(shown).rstrip() + ("</ins>" if run else ""))


def lasting(iso: str | None) -> str:
    """Return an ISO 8601 duration in words ("8 hours"); "" where there is none."""
    return show_duration(iso) if iso else ""
