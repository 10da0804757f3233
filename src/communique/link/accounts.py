"""Whether two articles' accounts can be of one encounter, and on what grounds. Method: docs/methods/linking.md."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from communique.facts.table import fold_name
from communique.link.coverage import Coverage
from communique.link.told_days import ToldDays, told_days
from communique.model.encounters import Encounter
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
_FELL_THROUGH: Final = ("cancelled", "failed to happen", "ruled out")
_HAPPENED: Final = ("held", "under way")
_AHEAD: Final = ("planned", "expected")
_TALKING: Final = ("talks", "other")
_LASTING: Final = ("talks", "visit")
_FORUM_MEETS: Final = frozenset({"meeting", "talks", "summit"})
_MANY: Final = frozenset({"powers", "countries", "nations", "states", "governments"})
"""Heads of groups that only tell that many states met ("major powers")."""
MAX_DAYS_BEHIND: Final = 7
"""A meeting told as held, on no day and at no place, is looked for among those of so many days before; set by hand."""
MAX_DAYS_AHEAD: Final = 31
"""The next meeting of a forum, announced without a day, is not looked for later than that; set by hand."""
MAX_DAYS_OF_NEWS: Final = 14
"""Texts published no further apart speak of the same round when each tells that one fell through; set by hand."""
MAX_DAYS_TO_RETELL: Final = 4
"""Texts that tell a meeting without a day tell one meeting if they are published within as many days."""
MAX_DAYS_IN_A_ROW: Final = 2
"""A visit or a round of talks of several days, told by its first day here and its last there; set by hand."""
Time = Literal["day", "news", "row", "fell", "span", "open"]
_TIMES: Final[tuple[Time, ...]] = ("day", "news", "row", "fell", "span", "open")


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
        return self.encounter.status in _AHEAD and self.days.precision == "open"

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


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why two accounts can be of one encounter."""

    people: Literal["same", "most", "sides", "one"]
    time: Time
    """day: both name the same; news: one leads the news of these days; row: days in a row, of a visit or round; fell:
    both are the round that fell through of late; span:
    one names a longer time that the other can lie in; open: one tells no time."""
    same_city: bool
    reasons: tuple[str, ...]

    @property
    def strong(self) -> bool:
        """Whether they suffice whatever else is told; the others need that no other encounter fits as well."""
        return self.people in ("same", "most") and self.time in ("day", "news", "fell")

    @property
    def rank(self) -> tuple[int, int, bool]:
        """The better the smaller."""
        people = ("same", "most", "sides", "one").index(self.people)
        return _TIMES.index(self.time), max(people - 1, 0), not self.same_city


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
        fell=encounter.status in _FELL_THROUGH or encounter.broke_off,
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


def compare(one: Account, other: Account) -> Grounds | None:
    """Return the grounds on which both can be of one encounter; None: they are not, or nothing says so."""
    if one.article == other.article or not set(one.families) & set(other.families) or not _statuses_agree(one, other):
        return None
    people = _people(one, other)
    time = "fell" if people == "same" and _fell_together(one, other) else _time(one, other)
    agree = places_agree(one, other)
    if time is None or people is None or (not agree and one.place_told and other.place_told):
        return None
    same_city = bool(one.place) and bool(other.place) and agree
    if not _enough(one, other, people, time, same_city):
        return None
    reasons = (_TIME_REASONS[time], _people_reason(one, other, people), *(("same place",) if same_city else ()))
    return Grounds(people, time, same_city, reasons)


def _enough(one: Account, other: Account, people: str, time: str, same_city: bool) -> bool:
    """Return whether what the accounts have in common can be enough for one encounter."""
    if one.family != other.family:
        return people == "same" and time == "day"
    if time == "row":
        return people in ("same", "most")
    if time == "open" and people == "one" and (is_next_of(one, other) or is_next_of(other, one)):
        return True
    if time == "open" and people == "same" and (_is_of_that_week(one, other) or _is_of_that_week(other, one)):
        return True
    if time == "open" and people == "same" and _is_of_the_time(one, other):
        return True
    if time == "open" or people == "one":
        if people == "one" and time == "span" and one.bodies & other.bodies and one.encounter.kind == "summit":
            return True
        return same_city
    return time == "day" or people in ("same", "most") or same_city


def _is_of_the_time(one: Account, other: Account) -> bool:
    """Return whether both tell a meeting of the same two persons as held, in texts of days close to one another."""
    persons = (one.people - one.bodies) & (other.people - other.bodies)
    held = one.encounter.status in _HAPPENED and other.encounter.status in _HAPPENED
    days = [date.fromisoformat(a.published) for a in (one, other) if len(a.published) == 10]
    return held and len(persons) > 1 and len(days) > 1 and abs((days[0] - days[1]).days) <= MAX_DAYS_TO_RETELL


_TIME_REASONS: Final = {
    "day": "same day",
    "news": "news of the same days",
    "fell": "the round that fell through in these weeks",
    "row": "days in a row of one visit or round",
    "span": "times that fit, and no other that does",
    "open": "no other of theirs that fits",
}


def _time(one: Account, other: Account) -> Time | None:
    """Return how the times of both fit; None: they do not."""
    if _calendar_days_differ(one, other):
        return None
    if not one.days.meets(other.days):
        both_last = one.lasts and other.lasts and one.encounter.kind == other.encounter.kind
        return "row" if both_last and in_a_row((one.days.first, other.days.first)) and _are_days(one, other) else None
    told = {one.days.precision, other.days.precision}
    if "open" in told:
        return "open"
    return "day" if told == {"day"} else "news" if told <= {"day", "news"} else "span"


def _is_of_that_week(told: Account, dated: Account) -> bool:
    """Return whether one tells a meeting as held, on no day, and the other dates it to the week before that text."""
    if told.family != "meeting" or {told.encounter.status, dated.encounter.status} != {"held"}:
        return False
    if told.days.precision != "open" or dated.days.precision != "day" or len(told.published) != 10:
        return False
    return 0 <= (date.fromisoformat(told.published) - dated.days.first).days <= MAX_DAYS_BEHIND


def is_next_of(plan: Account, other: Account) -> bool:
    """Return whether one tells of no day when a forum is to meet next, and the other that it met in the month after."""
    if plan.people != other.people or not plan.people <= plan.forums or not plan.is_plan:
        return False
    if len(plan.published) != 10 or other.days.precision != "day":
        return False
    return 0 <= (other.days.first - date.fromisoformat(plan.published)).days <= MAX_DAYS_AHEAD


def _fell_together(one: Account, other: Account) -> bool:
    """Return whether two texts of these days tell that a round fell, on no day or in neighbouring months.

    What fell through lately is one round, whatever its month is counted from ("last month", "last week").
    """
    if not (one.fell and other.fell) or not {one.days.precision, other.days.precision} <= {"month", "open"}:
        return False
    gap = max(one.days.first, other.days.first) - min(one.days.last, other.days.last)
    return gap.days <= 1 and _published_together(one, other)


def _published_together(one: Account, other: Account) -> bool:
    """Return whether both texts are of the same two weeks."""
    if len(one.published) != 10 or len(other.published) != 10:
        return False
    days = date.fromisoformat(one.published) - date.fromisoformat(other.published)
    return abs(days.days) <= MAX_DAYS_OF_NEWS


def _calendar_days_differ(one: Account, other: Account) -> bool:
    """Return whether both tell a day and month that are not the same ("on March 18" of an undated text, 2024-03-12)."""
    undated = [account for account in (one, other) if account.days.precision == "open"]
    days = (_calendar_day(one), _calendar_day(other))
    return bool(undated) and None not in days and days[0] != days[1]


def _calendar_day(account: Account) -> tuple[int, int] | None:
    """Return the month and the day of the month that an account tells, with or without a year; None: it tells none."""
    if account.days.precision == "day":
        return account.days.first.month, account.days.first.day
    time = account.encounter.dated_by
    told = time.shift if time is not None else None
    return (told.month, told.day) if told is not None and told.month and told.day else None


def _are_days(one: Account, other: Account) -> bool:
    return one.days.precision == other.days.precision == "day"


def in_a_row(days: Collection[date]) -> bool:
    """Return whether a visit or a round can take all these days."""
    return (max(days) - min(days)).days <= MAX_DAYS_IN_A_ROW


def _people_reason(one: Account, other: Account, people: str) -> str:
    shared = len(one.people & other.people)
    if people == "same":
        return {1: "the same body", 2: "both principals"}.get(shared, f"the same {shared} participants")
    if people == "most":
        return f"{shared} participants in common"
    return "the same sides" if people == "sides" else "the one participant whom both name"


def _people(one: Account, other: Account) -> Literal["same", "most", "sides", "one"] | None:
    if _whose_summit(one, other):
        return None
    hosts = one.hosts | other.hosts
    mine, theirs = one.guests(hosts), other.guests(hosts)
    shared, union = mine & theirs, mine | theirs
    smaller, larger = sorted((one, other), key=lambda account: len(account.people))
    if mine == theirs and (len(shared) >= 2 or _is_a_forum(shared & one.forums, one, other)):
        return "same"
    my_sides, their_sides = one.sides_of(mine), other.sides_of(theirs)
    least = 2 / 3 if my_sides - their_sides and their_sides - my_sides else 1 / 2
    if len(shared) >= 2 and (shared in (mine, theirs) or len(shared) >= least * len(union)):
        return "most"
    if _share_two_sides(one, other, shared):
        return "most"
    if len(smaller.people) == 1 and shared:
        return "one"
    return "sides" if _sides_match(smaller, larger) or _many_are_body(one, other) else None


def _share_two_sides(one: Account, other: Account, shared: frozenset[ActorId]) -> bool:
    """Return whether persons of two sides are told by both to have met on one day at one place, whoever else came."""
    persons = shared & one.side_of.keys()
    same_day = _are_days(one, other) and one.days.first == other.days.first
    return same_day and bool(one.place & other.place) and len(one.sides_of(persons)) > 1


def _many_are_body(one: Account, other: Account) -> bool:
    """Return whether one tells that many states met and the other that a body of states did, on a day in a city."""
    if bool(one.many) == bool(other.many) or not _are_days(one, other) or not one.place & other.place:
        return False
    body = other if one.many else one
    return bool(body.forums) and {one.encounter.kind, other.encounter.kind} <= _FORUM_MEETS


def _is_a_forum(forum: frozenset[ActorId], one: Account, other: Account) -> bool:
    """Return whether both tell that one body met, which it does once in a day; a state meets others."""
    return bool(forum) and _are_days(one, other) and {one.encounter.kind, other.encounter.kind} <= _FORUM_MEETS


def _whose_summit(one: Account, other: Account) -> bool:
    """Return whether one is the summit of a body and the other a meeting beside it."""
    summits = [account.encounter.kind == "summit" for account in (one, other)]
    return summits[0] != summits[1] and one.bodies != other.bodies and bool(one.bodies | other.bodies)


def _sides_match(smaller: Account, larger: Account) -> bool:
    """Return whether each participant of `smaller` is one of `larger`, or stands for one or is stood for by one.

    Persons of the same states are not enough: the ministers' meeting of a day is not the presidents'.
    """
    matched = 0
    for actor in smaller.people:
        if actor in larger.people:
            matched += 1
        elif actor in smaller.bodies:
            if actor not in larger.side_of.values():
                return False
            matched += 1
        else:
            if smaller.side_of.get(actor) not in larger.bodies:
                return False
            matched += 1
    return matched >= 2


def _statuses_agree(one: Account, other: Account) -> bool:
    """Return whether both outcomes can be told of one encounter: held and fallen through only of one day and place."""
    statuses = (one.encounter.status, other.encounter.status)
    contrary = any(s in _HAPPENED for s in statuses) and any(s in _FELL_THROUGH for s in statuses)
    if contrary and one.fell and other.fell:
        return True  # "collapsed before they began", "collapsed after two days"
    return not contrary or (_time(one, other) in ("day", "news") and bool(one.place & other.place))


def places_agree(one: Account, other: Account) -> bool:
    """Return whether two places can be one: "Antalya, Turkey" and "Turkey"; or one is not told.

    A city is one whatever state it is said to lie in: texts leave that out, and it is then made up from others.
    """
    if not one.place or not other.place or (one.city and one.city == other.city):
        return True
    return one.place <= other.place or other.place <= one.place
