"""The word lists of cleaning, read once from the data files beside this module."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Compiled patterns and word lists; what each holds stands in the data file of its name."""

    lines: Patterns
    sentences: Patterns
    credits: Patterns
    notices: Patterns
    pieces: Patterns
    pictures: Patterns
    picture_houses: frozenset[str]
    """Casefolded names that may stand alone as a picture credit, agencies among them."""
    agencies: dict[str, str]
    """Casefolded name as written -> canonical name of the agency."""
    offices: dict[str, tuple[str, str]]
    """Casefolded name as written -> canonical name of the office, side."""
    not_speakers: frozenset[str]
    askers: frozenset[str]
    label_words: frozenset[str]
    acronyms: frozenset[str]
    marks: Patterns


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the word lists of cleaning."""
    furniture, credit_file, labels = _read("furniture"), _read("credits"), _read("labels")
    agencies = {name.casefold(): agency for agency, names in credit_file["agencies"].items() for name in names}
    houses = {name.casefold() for name in credit_file["pictures"]["houses"]}
    return Lexicon(
        lines=_compiled(furniture["lines"]),
        sentences=_compiled(furniture["sentences"]),
        credits=_compiled(furniture["credits"]),
        notices=_compiled(furniture["notices"], 0),
        pieces=_compiled(furniture["pieces"]),
        pictures=_compiled(credit_file["pictures"]["patterns"]),
        picture_houses=frozenset(houses | set(agencies)),
        agencies=agencies,
        offices={
            name.casefold(): (office["name"], office["side"])
            for office in _read("offices")["office"]
            for name in office["names"]
        },
        not_speakers=frozenset(labels["not_speakers"]),
        askers=frozenset(labels["askers"]),
        label_words=frozenset(labels["label_words"]),
        acronyms=frozenset(labels["acronyms"]),
        marks=_compiled(labels["marks"]),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "data" / f"{name}.toml").read_text("utf-8"))


def _compiled(patterns: list[str], flags: int = re.IGNORECASE) -> Patterns:
    return tuple(re.compile(pattern, flags) for pattern in patterns)
