"""An encounter as one article tells it, in terms of the record's actors. Method: docs/methods/linking.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from communique.facts.table import fold_name
from communique.link.coverage import Coverage
from communique.link.told_days import ToldDays, told_days
from communique.model.encounters import AHEAD, Encounter
from communique.model.records import ArticleRecord
from communique.model.spans import ActorId, ArticleId

Family = Literal["meeting", "call", "ceremony", "press conference"]
FAMILIES: Final[Mapping[str, Family]] = {
    "call": "call",
    "ceremony": "ceremony",
    "press conference": "press conference",
}
"""Kinds that stand alone; all others one outlet and another may use for the same encounter."""
_FORUMS: Final = ("organisation", "group")
_BODIES: Final = ("state", "organisation", "armed group", "group")
FELL_THROUGH: Final = ("cancelled", "failed to happen", "ruled out")
"""The statuses of what did not take place."""
_TALKING: Final = ("talks", "other")
_LASTING: Final = ("talks", "visit")
_MANY: Final = frozenset({"powers", "countries", "nations", "states", "governments"})
"""Heads of groups that only tell that many states met ("major powers")."""
MAX_DAYS_BEHIND: Final = 7
"""A meeting told as held, on no day and at no place, is looked for among those of so many days before; set by hand."""


@dataclass(frozen=True)
class Account:
    """An encounter as one article tells it, with the record's actors."""

    article: ArticleId
    path: str
    encounter: Encounter
    """Its participants are the record's actors."""
    people: frozenset[ActorId]
    bodies: frozenset[ActorId]
    """Those among `people` that are states, organisations or groups."""
    forums: frozenset[ActorId]
    """Those among `bodies` that can meet by themselves: organisations and groups, not states."""
    many: frozenset[ActorId]
    """Those among `forums` that only tell that many states met ("major powers")."""
    hosts: frozenset[ActorId]
    """Those among `bodies` that the place is named after."""
    side_of: Mapping[ActorId, ActorId]
    """The state or body of each person among `people`, where known."""
    days: ToldDays
    place: frozenset[str]
    """Words of the place; empty: not told."""
    city: frozenset[str]
    """Those of the city alone; empty: not told."""
    place_told: bool
    """Whether the words that tell the encounter tell its place; False: it is that of the dateline or like it."""
    fell: bool
    """Whether it fell through or broke off."""
    is_main: bool
    """Whether it is the first that its article tells: what a text is about comes before what else it mentions."""
    published: str
    """"9999" where it is not known."""

    @property
    def family(self) -> Family:
        """What the encounter can be told as by others."""
        return FAMILIES.get(self.encounter.kind, "meeting")

    def months_behind(self) -> list[str]:
        """Return the months (YYYY-MM) of the week before it was told, if it is told as held on no day at no place."""
        if self.encounter.status != "held" or self.place or self.days.precision != "open" or len(self.published) != 10:
            return []
        last = date.fromisoformat(self.published)
        return sorted({day.isoformat()[:7] for day in (last - timedelta(days=MAX_DAYS_BEHIND), last)})

    @property
    def is_plan(self) -> bool:
        """Whether it lies ahead, on a day that is not told."""
        return self.encounter.status in AHEAD and self.days.precision == "open"

    @property
    def families(self) -> tuple[Family, ...]:
        """`family`, and what else others can tell it as: talks that are told without a place may have been a call."""
        placeless = self.encounter.kind in _TALKING and not self.place
        return ("meeting", "call") if placeless else (self.family,)

    @property
    def sides(self) -> frozenset[ActorId]:
        """The states and bodies that take part, by themselves or by a person; of a person without side, the person."""
        return self.sides_of(self.people)

    def sides_of(self, people: frozenset[ActorId]) -> frozenset[ActorId]:
        """Return the sides of some of its participants."""
        return frozenset(self.side_of.get(actor, actor) for actor in people)

    def guests(self, hosts: frozenset[ActorId]) -> frozenset[ActorId]:
        """Return the participants without `hosts`, if two are left: who lends the room does not tell two talks apart.

        Talks of two sides and talks of two others can be of one day, city and host.
        """
        left = self.people - hosts
        return left if len(left) > 1 else self.people

    @property
    def lasts(self) -> bool:
        """Whether others can tell a later day of the same encounter: a visit or a round of talks takes days."""
        return self.encounter.kind in _LASTING and bool(self.place)


def tell_account(record: ArticleRecord, encounter: Encounter, coverage: Coverage) -> Account:
    """Return `encounter` of the article of `record` as an account in terms of the record's actors."""
    article = record.article
    told = tuple(dict.fromkeys(coverage.actor_of[article.id, actor] for actor in encounter.participants))
    sides = {
        actor: side
        for actor in told
        if coverage.actor[actor].kind == "person" and (side := coverage.sides.side_of(actor)) is not None
    }
    # A state gives way to those who act for it, as far as any article tells for whom they do.
    people = tuple(actor for actor in told if actor not in sides.values())
    place = _words(encounter.place.value) if encounter.place.value else frozenset()
    city, _, behind = (encounter.place.value or "").partition(",")
    bodies = frozenset(actor for actor in people if coverage.actor[actor].kind in _BODIES)
    forums = frozenset(actor for actor in bodies if coverage.actor[actor].kind in _FORUMS)
    return Account(
        article=article.id,
        path=article.path,
        encounter=replace(encounter, participants=told),
        people=frozenset(people),
        bodies=bodies,
        forums=forums,
        many=frozenset(a for a in forums if _MANY & set(fold_name(coverage.actor[a].name).split()[-1:])),
        hosts=frozenset(actor for actor in bodies if _words(coverage.actor[actor].name) <= place),
        side_of=sides,
        days=told_days(record, encounter),
        place=place,
        city=_words(city) if behind else frozenset(),
        place_told=encounter.place.basis != "inferred" or _is_in_words(encounter),
        fell=encounter.status in FELL_THROUGH or encounter.broke_off,
        is_main=all(_start(encounter) <= _start(other) for other in record.encounters),
        published=article.published.value or "9999",
    )


def _is_in_words(encounter: Encounter) -> bool:
    """Return whether the place stands in a sentence that tells the encounter, if not tied to it."""
    spans = [anchor.span for anchor in encounter.place.evidence]
    return any(told.contains(span) for told in encounter.evidence for span in spans)


def _words(name: str) -> frozenset[str]:
    return frozenset(fold_name(name).replace(",", " ").split())


def _start(encounter: Encounter) -> int:
    return encounter.evidence[0].start if encounter.evidence else 0
