"""The words of English time expressions (data/times.toml) as lookup tables and pattern pieces."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True)
class TimeWords:
    """Tables with title-case months and weekdays, the rest in lower case; patterns without groups."""

    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    units: dict[str, str]
    deictic_days: dict[str, int]
    previous: tuple[str, ...]
    following: tuple[str, ...]
    current: tuple[str, ...]
    before_month: tuple[str, ...]
    before_year: tuple[str, ...]
    not_after_year: tuple[str, ...]
    ahead: frozenset[str]
    modals: frozenset[str]

    @property
    def month_pattern(self) -> str:
        """Months in title case or in capitals, as datelines have them."""
        return _either([*self.months, *(name.upper() for name in self.months)])

    @property
    def weekday_pattern(self) -> str:
        """Weekdays and their short forms."""
        return _either(self.weekdays)

    @property
    def long_weekday_pattern(self) -> str:
        """Weekdays in full; "Sat" and "Sun" alone are other words."""
        return _either(name for name in self.weekdays if name.endswith("day"))

    @property
    def number_pattern(self) -> str:
        """A number in figures or words ("90", "twenty-four")."""
        return rf"\d+(?:\.\d+)?|(?:{_either(self.numbers)})(?:[\s-](?:{_either(self.numbers)}))?"

    @property
    def unit_pattern(self) -> str:
        """Units of time, singular."""
        return _either(self.units)


@lru_cache(maxsize=1)
def time_words() -> TimeWords:
    """Return the words of data/times.toml."""
    raw = resources.files("communique.extract").joinpath("data/times.toml").read_text("utf-8")
    table = tomllib.loads(raw)
    words = table["words"]
    return TimeWords(
        months=table["months"],
        weekdays=table["weekdays"],
        numbers=table["numbers"],
        units=table["units"],
        deictic_days=words["deictic_days"],
        previous=tuple(words["previous"]),
        following=tuple(words["following"]),
        current=tuple(words["current"]),
        before_month=tuple(words["before_month"]),
        before_year=tuple(words["before_year"]),
        not_after_year=tuple(words["not_after_year"]),
        ahead=frozenset(table["tense"]["ahead"]),
        modals=frozenset(table["tense"]["modals"]),
    )


def read_number(words: str) -> float | None:
    """Return the number that `words` name ("90", "twenty-four"); None where they name none."""
    if re.fullmatch(r"\d+(?:\.\d+)?", words):
        return float(words)
    numbers = time_words().numbers
    parts = re.split(r"[\s-]+", words.lower())
    if any(part not in numbers for part in parts):
        return None
    if parts[-1] == "hundred" and len(parts) == 2:
        return float(numbers[parts[0]] * 100)
    return float(sum(numbers[part] for part in parts))


def _either(words: object) -> str:
    return "|".join(sorted((re.escape(str(word)) for word in words), key=lambda w: (-len(w), w)))  # type: ignore[attr-defined]
