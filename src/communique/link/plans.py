"""When and where what is ahead is to be, as different accounts tell it. Method: docs/methods/comparisons.md."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from communique.facts.table import fold_name
from communique.link.facets import compare_sides, teller
from communique.link.passages import Passage
from communique.link.storytext import StoryText
from communique.link.unionfind import DisjointSets
from communique.link.weighing import telling_weight
from communique.link.words import telling_words
from communique.model.comparisons import Comparison, ComparisonKind
from communique.model.encounters import AHEAD, Encounter, Relation
from communique.model.records import ArticleRecord
from communique.model.spans import ArticleId
from communique.model.times import is_calendar_date

_TALKS: Final = ("meeting", "talks", "summit", "visit", "other")
MIN_COMMON: Final = 0.6
"""Least that the sentences of two plans of different days share beside their sides and place, in words that stand once
in the story: else each can be a round of its own."""
MIN_COMMON_OF_A_TIME: Final = 0.45
"""The same where their days fit, a place that both name among it."""
MAX_PLANS: Final = 60
"""Plans of one story that are compared with one another; of more the first are."""
MAX_DAYS_OF_ONE: Final = 31
"""Plans of a longer time, in two places, can be two."""
_MONTHS: Final = "|".join(name for part in ("months", "times") for name in telling_words()["calendar"][part])
_SHORT: Final = "|".join(telling_words()["calendar"]["short"])
_CALENDAR: Final = re.compile(rf"\b(?:{_MONTHS}|(?:{_SHORT})\b\.?|year|month|\d{{4}}\b)", re.IGNORECASE)
"""What tells a day or time by the calendar, not only by the day of the article ("on Monday")."""
_PLACE: Final = re.compile(
    rf"\bin (?:the (?:\w+ ){{0,2}}(?:{'|'.join(telling_words()['towns']['nouns'])}) of )?(?!(?:{_MONTHS})\b)"
    r"(?P<name>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)*)"
)
_SEASONS: Final = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "AU": (9, 11), "21": (3, 5), "22": (6, 8), "23": (9, 11)}


@dataclass(frozen=True)
class _Plan:
    """An encounter that is ahead, as a sentence of one article tells it."""

    encounter: Encounter
    passage: Passage
    sides: frozenset[str]
    when: tuple[date, date] | None
    """The days on which it can be; None: the sentence does not tell."""
    where: str | None
    """The folded name of a city or state; None: the sentence names none."""

    @property
    def article(self) -> ArticleId:
        return self.passage.article


def compare_plans(story: StoryText) -> list[Comparison]:
    """Return the encounters ahead of which accounts near in time tell different days or places.

    What one of two accounts tells as the other does is left out: it then tells of two encounters.
    """
    plans = [plan for record in story.records for plan in _plans(story, record)][:MAX_PLANS]
    pairs = [
        (a, b)
        for a, b in combinations(plans, 2)
        if a.article != b.article and story.near(a.article, b.article) and _of_one(story, a, b)
    ]
    return [
        *_comparisons(story, "date", "when it is to be", plans, pairs, _days),
        *_comparisons(story, "place", "where it is to be", plans, pairs, _places),
    ]


def _plans(story: StoryText, record: ArticleRecord) -> Iterator[_Plan]:
    for encounter in record.encounters:
        if encounter.status not in AHEAD or encounter.kind not in _TALKS:
            continue
        actors = [story.coverage.actor[story.coverage.actor_of[record.article.id, p]] for p in encounter.participants]
        sides = frozenset(actor.side_or_self for actor in actors)
        for passage in story.by_article[record.article.id]:
            if any(passage.anchor.span.overlaps(span) for span in encounter.evidence[:1]):
                here = (a for a in encounter.date.evidence if passage.anchor.span.contains(a.span))
                told = [a for a in here if _CALENDAR.search(a.words)]
                place = _PLACE.search(passage.anchor.words)
                yield _Plan(
                    encounter,
                    passage,
                    sides,
                    _range(encounter.date.value) if told else None,
                    fold_name(place["name"]) if place else None,
                )


def _of_one(story: StoryText, one: _Plan, other: _Plan) -> bool:
    """Return whether two plans can be of one encounter: merged, or of the same sides and told in like words."""
    if story.merged[one.encounter.id].id == story.merged[other.encounter.id].id:
        return True
    if not one.sides & other.sides or not (one.sides <= other.sides or other.sides <= one.sides):
        return False
    fit = one.when is not None and other.when is not None and _meet(one.when, other.when)
    if fit and one.where is not None and one.where == other.where:
        return True
    places = {word for plan in (one, other) for word in (plan.where or "").split()}
    common = one.passage.concepts & other.passage.concepts
    told = {c for c in common if not c[:1].isdigit() and (fit or c not in places)}
    return (
        telling_weight(story, frozenset(told)) >= (MIN_COMMON_OF_A_TIME if fit else MIN_COMMON) * story.weights.rarest
    )


def _meet(first: tuple[date, date], second: tuple[date, date]) -> bool:
    return first[0] <= second[1] and second[0] <= first[1]


def _days(one: _Plan, other: _Plan) -> Relation | None:
    """Return how the days of two plans compare; None: one tells none, or both tell the same.

    Days apart are a conflict only in one city or where no city is told: else each is a meeting of its own.
    """
    if one.when is None or other.when is None or one.when == other.when:
        return None
    if not _meet(one.when, other.when):
        return "conflict" if one.where == other.where else None
    return "compatible"


def _places(one: _Plan, other: _Plan) -> Relation | None:
    """Return how the places of two plans of one time compare; None: one tells none, or both can be one."""
    if one.where is None or other.where is None or one.when is None or other.when is None:
        return None
    apart = not set(one.where.split()) & set(other.where.split())
    exact = max((p.when[1] - p.when[0]).days for p in (one, other) if p.when)
    return "conflict" if apart and _meet(one.when, other.when) and exact <= MAX_DAYS_OF_ONE else None


def _comparisons(
    story: StoryText,
    kind: ComparisonKind,
    what: str,
    plans: Sequence[_Plan],
    pairs: Sequence[tuple[_Plan, _Plan]],
    relate: Callable[[_Plan, _Plan], Relation | None],
) -> list[Comparison]:
    related = {(plans.index(a), plans.index(b)): relate(a, b) for a, b in pairs}
    apart = {pair: relation for pair, relation in related.items() if relation is not None}
    sets = DisjointSets(sorted({n for pair in apart for n in pair}))
    for one, other in apart:
        sets.join(one, other)
    found = []
    for members in sets.groups():
        same = [p for p, relation in related.items() if relation is None and set(p) & set(members)]
        every = sorted({*members, *(n for pair in same for n in pair if _tells(plans[n], kind))})
        relations = [relation for (a, _), relation in apart.items() if a in members]
        sides = [teller(plans[n].passage, plans[n].passage.anchor.span) for n in every]
        relation: Relation = "conflict" if "conflict" in relations else "compatible"
        weight = 3.5 if relation == "conflict" else 0.5
        found.append(compare_sides(story, kind, relation, what, sides, weight))
    return found


def _tells(plan: _Plan, kind: ComparisonKind) -> bool:
    return (plan.when if kind == "date" else plan.where) is not None


def _range(edtf: str | None) -> tuple[date, date] | None:
    """Return the first and last day of an EDTF year, season, month or day; None: it is none of these."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d|[A-Z]{2})(?:-(\d\d))?)?", edtf or "")
    if match is None or (match[3] is not None and not is_calendar_date(match[0])):
        return None
    year, part, day = int(match[1]), match[2], match[3]
    if part is None:
        return date(year, 1, 1), date(year, 12, 31)
    first, last = _SEASONS.get(part) or ((int(part), int(part)) if part.isdigit() and 1 <= int(part) <= 12 else (0, 0))
    if not first:
        return None
    if day is not None:
        return date(year, first, int(day)), date(year, first, int(day))
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
