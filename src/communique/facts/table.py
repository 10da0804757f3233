"""The facts table: read once from TOML, looked up by folded name."""

from __future__ import annotations

import hashlib
import tomllib
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from communique.errors import InputError


@dataclass(frozen=True)
class State:
    """A state with the words that stand for it."""

    name: str
    """Canonical English name ("Russia")."""
    code: str = ""
    """ISO 3166-1 alpha-3; empty: none (an invented or unrecognised state)."""
    names: tuple[str, ...] = ()
    """Other names ("Russian Federation")."""
    adjectives: tuple[str, ...] = ()
    """("Russian",) — also the people, singular; the plural adds an s where English does."""
    capital: str = ""
    metonyms: tuple[str, ...] = ()
    """Seats and buildings that stand for its government, besides the capital ("Kremlin", "White House")."""
    cities: tuple[str, ...] = ()
    """Cities where talks are held, for "City, Country"."""


@dataclass(frozen=True)
class Organisation:
    """An international organisation, alliance or armed group."""

    name: str
    kind: str = "organisation"
    """"organisation" or "armed group"."""
    names: tuple[str, ...] = ()
    of: str = ""
    """The organisation whose body it is, by its canonical name; empty: its own."""
    side: bool = False
    """Whether it bargains as a state does, so that it may be one of "the two sides"."""


@dataclass(frozen=True)
class OfficeHolding:
    """Who held which office when. Dates are EDTF (year, month or day); empty: not confirmed."""

    person: str
    title: str
    of: str
    since: str = ""
    until: str = ""
    checked: str = ""
    names: tuple[str, ...] = ()
    """Other spellings of the person's name."""
    seen: str = ""
    """Where `until` is empty, the last time the office is confirmed as held; empty too: no end in sight."""

    def covers(self, day: str) -> bool:
        """Return whether the office was surely held on `day` (EDTF), as finely as the dates tell."""
        end = self.until or self.seen
        return bool(self.since) and _is_before(self.since, day) and (not end or _is_before(day, end))


def _is_before(first: str, second: str) -> bool:
    """Return whether `first` is surely not after `second`; dates of unlike fineness must differ where both tell."""
    size = min(len(first), len(second))
    return first[:size] < second[:size] or (first == second)


@dataclass(frozen=True)
class Summit:
    """One occurrence of a recurring summit."""

    series: str
    place: str
    start: str
    end: str = ""
    checked: str = ""


@dataclass(frozen=True)
class Venue:
    """A building or residence where talks are held."""

    name: str
    place: str
    """"City, Country"."""
    names: tuple[str, ...] = ()
    checked: str = ""


@dataclass(frozen=True)
class Stay:
    """Where a person was on which days."""

    start: str
    end: str
    place: str


@dataclass(frozen=True)
class Itinerary:
    """All stays abroad of a person from one day to another. Dates are EDTF days."""

    person: str
    since: str
    until: str
    """From `since` to `until` no stay is missing, so that what fits one row fits no other."""
    checked: str = ""
    stays: tuple[Stay, ...] = ()


@dataclass(frozen=True)
class Facts:
    """All facts of a run."""

    states: tuple[State, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    offices: tuple[OfficeHolding, ...] = ()
    summits: tuple[Summit, ...] = ()
    itineraries: tuple[Itinerary, ...] = ()
    venues: tuple[Venue, ...] = ()
    source: str = field(default="")
    """SHA-256 material for the analysis fingerprint: the bytes read, hashed by the caller."""

    @cached_property
    def state_by_name(self) -> dict[str, State]:
        """Folded names, adjectives, capitals and metonyms to their state; names win over adjectives over capitals."""
        table: dict[str, State] = {}
        for pick in (lambda s: (s.name, *s.names), lambda s: s.adjectives, lambda s: (s.capital, *s.metonyms)):
            for state in self.states:
                for name in pick(state):
                    if name:
                        table.setdefault(fold_name(name), state)
        return table

    @cached_property
    def state_by_place(self) -> dict[str, State]:
        """Folded capitals and cities to the state in which they lie."""
        table: dict[str, State] = {}
        for state in self.states:
            for city in (state.capital, *state.cities):
                if city:
                    table.setdefault(fold_name(city), state)
        return table

    @cached_property
    def venue_by_name(self) -> dict[str, Venue]:
        """Folded names to their building or residence."""
        table: dict[str, Venue] = {}
        for venue in self.venues:
            for name in (venue.name, *venue.names):
                table.setdefault(fold_name(name), venue)
        return table

    @cached_property
    def organisation_by_name(self) -> dict[str, Organisation]:
        """Folded names to their organisation."""
        table: dict[str, Organisation] = {}
        for organisation in self.organisations:
            for name in (organisation.name, *organisation.names):
                table.setdefault(fold_name(name), organisation)
        return table

    def may_begin_name(self, word: str) -> bool:
        """Return whether a state or organisation may be named by words that begin with `word`; a quick look."""
        folded = fold_name(word)
        if folded in ("", "the"):
            return True
        folded = folded.removesuffix("s")
        at = bisect_left(self._folded_names, folded)
        return at < len(self._folded_names) and self._folded_names[at].startswith(folded)

    @cached_property
    def _folded_names(self) -> list[str]:
        return sorted({*self.state_by_name, *self.organisation_by_name})


@lru_cache(maxsize=1 << 16)
def fold_name(name: str) -> str:
    """Return `name` for comparing: case folded, accents and full stops dropped, a leading "the" and possessive cut."""
    text = name.replace("’", "'").casefold()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = text.replace(".", "")
    text = " ".join(text.replace("-", " ").split()).removesuffix("'s").removesuffix("'")
    return text.removeprefix("the ")


def load_facts(user_file: str | None = None) -> Facts:
    """Return the shipped facts with those of `user_file` (TOML) added before them, so that the user's win.

    Raises InputError where the file cannot be read or has an unknown key.
    """
    tables: list[dict[str, Any]] = []
    sources: list[bytes] = []
    if user_file is not None:
        try:
            raw = Path(user_file).read_bytes()
            tables.append(tomllib.loads(raw.decode("utf-8")))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise InputError(f"facts file {user_file}: {error}; see docs/facts.md for its form") from error
        sources.append(raw)
    for resource in sorted(resources.files("communique.facts").joinpath("data").iterdir(), key=lambda r: r.name):
        if resource.name.endswith(".toml"):
            raw = resource.read_bytes()
            tables.append(tomllib.loads(raw.decode("utf-8")))
            sources.append(raw)
    return _join(tables, b"\0".join(sources))


def _join(tables: list[dict[str, Any]], raw: bytes) -> Facts:
    return Facts(
        states=_rows(tables, "state", State),
        organisations=_rows(tables, "organisation", Organisation),
        offices=_rows(tables, "office", OfficeHolding),
        summits=_rows(tables, "summit", Summit),
        itineraries=tuple(_with_stays(row) for row in _rows(tables, "itinerary", Itinerary)),
        venues=_rows(tables, "venue", Venue),
        source=hashlib.sha256(raw).hexdigest(),
    )


def _with_stays(itinerary: Itinerary) -> Itinerary:
    """Return the row with its [first day, last day, place] lists as stays. Raises InputError where one is not so."""
    if any(not isinstance(stay, list) or len(stay) != 3 for stay in itinerary.stays):
        raise InputError(f"facts: [[itinerary]] of {itinerary.person}: a stay is [first day, last day, place]")
    return replace(itinerary, stays=tuple(Stay(*stay) for stay in itinerary.stays))  # type: ignore[misc]


def _rows(tables: list[dict[str, Any]], key: str, row: type[Any]) -> tuple[Any, ...]:
    allowed = {f.name for f in fields(row)}
    rows = []
    for table in tables:
        for entry in table.get(key, ()):
            if unknown := set(entry) - allowed:
                raise InputError(f"facts: [[{key}]] has unknown {sorted(unknown)}; allowed are {sorted(allowed)}")
            rows.append(row(**{k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}))
    return tuple(rows)
