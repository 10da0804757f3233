"""On what grounds two articles' accounts can be of one encounter. Method: docs/methods/linking.md."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from communique.link.accounts import FELL_THROUGH, MAX_DAYS_BEHIND, Account
from communique.model.encounters import HAPPENED
from communique.model.spans import ActorId

_FORUM_MEETS: Final = frozenset({"meeting", "talks", "summit"})
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
    held = one.encounter.status in HAPPENED and other.encounter.status in HAPPENED
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
    contrary = any(s in HAPPENED for s in statuses) and any(s in FELL_THROUGH for s in statuses)
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
