"""The words of English time expressions (data/times.toml) as lookup tables and pattern pieces."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True)
class Holiday:
    """A feast on a day of a month, or on the nth weekday of it."""

    month: int
    day: int | None = None
    weekday: int | None = None
    """0 Monday to 6 Sunday; None: the day is told."""
    nth: int = 0
    """With a weekday: 1 the first of the month, -1 the last."""


@dataclass(frozen=True)
class TimeWords:
    """Tables with title-case months and weekdays, the rest in lower case; patterns without groups."""

    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    counts: dict[str, int]
    ordinals: dict[str, int]
    units: dict[str, str]
    seasons: dict[str, str]
    parts: dict[str, str]
    decades: dict[str, int]
    sets: dict[str, str]
    vague: dict[str, str]
    """Pattern to value."""
    holidays: dict[str, Holiday]
    deictic_days: dict[str, int]
    lists: dict[str, tuple[str, ...]]
    """Every other list of [words], by its name."""
    arranged: frozenset[str]
    calls_off: frozenset[str]
    ahead: frozenset[str]
    modals: frozenset[str]

    @property
    def month_pattern(self) -> str:
        """Months in title case or in capitals, as datelines have them."""
        return either([*self.months, *(name.upper() for name in self.months)])

    @property
    def weekday_pattern(self) -> str:
        """Weekdays and their short forms."""
        return either(self.weekdays)

    @property
    def long_weekday_pattern(self) -> str:
        """Weekdays in full; "Sat" and "Sun" alone are other words."""
        return either(name for name in self.weekdays if name.endswith("day"))

    @property
    def number_pattern(self) -> str:
        """A number in figures or words ("90", "5 1/2", "twenty-four", "a couple of")."""
        single = either(self.numbers)
        tens = either(name for name, number in self.numbers.items() if 20 <= number < 100)
        few = either(name for name, number in self.numbers.items() if number < 20)
        words = rf"(?:{tens})[\s-](?:{few})|(?:{few})\shundred|{single}"
        counts = "|".join(name.replace(" ", r"\s") for name in sorted(self.counts, key=len, reverse=True))
        return rf"\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+|\s1/2)?|(?:{counts})|{words}"

    @property
    def unit_pattern(self) -> str:
        """Units of time, singular."""
        return either(self.units)

    def words_pattern(self, name: str) -> str:
        """The words of one list, any white space between the words of a phrase."""
        return either(self.lists[name]).replace(r"\ ", r"\s")


@lru_cache(maxsize=1)
def time_words() -> TimeWords:
    """Return the words of data/times.toml."""
    raw = resources.files("communique.extract").joinpath("data/times.toml").read_text("utf-8")
    table = tomllib.loads(raw)
    plain = (
        "months",
        "weekdays",
        "numbers",
        "counts",
        "ordinals",
        "units",
        "seasons",
        "parts",
        "decades",
        "sets",
        "vague",
    )
    words = table["words"]
    return TimeWords(
        **{name: table[name] for name in plain},
        holidays={name: Holiday(**row) for name, row in table["holidays"].items()},
        deictic_days=words["deictic_days"],
        lists={name: tuple(listed) for name, listed in words.items() if isinstance(listed, list)},
        arranged=frozenset(table["tense"]["arranged"]),
        calls_off=frozenset(table["tense"]["calls_off"]),
        ahead=frozenset(table["tense"]["ahead"]),
        modals=frozenset(table["tense"]["modals"]),
    )


def read_number(words: str) -> float | None:
    """Return the number that `words` name ("90", "5 1/2", "twenty-four"); None where they name none."""
    folded = " ".join(words.lower().split())
    if found := re.fullmatch(r"(\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+)(\s1/2)?", folded):
        return float(found[1].replace(",", "")) + (0.5 if found[2] else 0.0)
    table = time_words()
    if folded in table.counts:
        return float(table.counts[folded])
    parts = re.split(r"[\s-]+", folded)
    if any(part not in table.numbers for part in parts):
        return None
    if parts[-1] == "hundred" and len(parts) == 2:
        return float(table.numbers[parts[0]] * 100)
    return float(sum(table.numbers[part] for part in parts))


def either(words: Iterable[str]) -> str:
    """Return a pattern for any of `words`, the longest first."""
    return "|".join(sorted((re.escape(str(word)) for word in words), key=lambda w: (-len(w), w)))
