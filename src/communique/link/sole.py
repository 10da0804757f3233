"""What only one account tells, and whether others left it out. Method: docs/methods/comparisons.md."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from itertools import permutations
from typing import Any, Final

from communique.link.alike import AlikeGroup
from communique.link.facets import teller
from communique.link.firsts import TALKS
from communique.link.passages import Passage, clauses_of
from communique.link.retold import Retellings
from communique.link.storytext import StoryText
from communique.model.comparisons import Absence, Comparison, Silence, Sole, SoleId
from communique.model.spans import ActorId, Anchor, ArticleId, EncounterId, Span, public_id

MIN_NEAR: Final = 0.22
"""Cosine from which a passage of another account counts as telling the same: higher finds more that only one has."""
MIN_NEAR_SHARED: Final = 5.0
MIN_SAME: Final = 0.6
"""Cosine from which it tells the same however little both say."""
MAX_TOLD: Final = 0.3
"""Share of a clause's weight that another telling of its sentence may have, for the clause to be told here only."""
MIN_WORDS: Final = 6
MAX_NEAR_TO_ACCUSE: Final = 0.1
"""Cosine of the nearest passage below which "left out" may be said."""
_OF_PEOPLE: Final = ("spelling", "role")
"""Comparisons of what people are called, which stand in sentences that tell other things."""
_ENDS: Final = re.compile(r"[.!?…][\"”’')\]]*$")


Near = tuple[Anchor | None, float, float]
"""The passage of another article that is nearest in words, its cosine, and the weight of what both share."""
_NOTHING: Final[Near] = (None, 0.0, 0.0)


def find_soles(
    story: StoryText, alike: Sequence[AlikeGroup] = (), comparisons: Sequence[Comparison] = ()
) -> list[Sole]:
    """Return the sentences of accounts near in time that no other such account tells, the weightiest first.

    `alike`: the groups of statements that several articles tell; their sentences are told by more than one, and so is
    what `comparisons` hold against the words of another account.
    """
    compared = _compared(comparisons)
    shared = _shared(alike)
    articles = [record.article.id for record in story.records]
    together = {pair for group in alike for pair in permutations(sorted({t.article for t in group.told}), 2)}
    comparable = {a: [b for b in articles if a != b and _comparable(story, a, b, together)] for a in articles}
    parties, retellings = _parties(story), Retellings(story)
    found = []
    for passage in story.passages:
        others = [] if _holds(passage, compared) else comparable[passage.article]
        for part in _parts(story, passage, shared.get(passage.anchor, frozenset()), retellings) if others else ():
            near = nearest(story, part)
            told = any(_tells_it(near.get(other, _NOTHING)) for other in others)
            if not told and not retellings.retells(part):
                absences = [_absence(story, part, other, near.get(other, _NOTHING), parties) for other in others]
                found.append(make_sole(story, part, absences, None, parties))
    return sorted(found, key=lambda s: (-s.weight, s.article, s.words))


def _comparable(
    story: StoryText, first: ArticleId, second: ArticleId, together: Collection[tuple[ArticleId, ArticleId]]
) -> bool:
    """Return whether one article could tell what the other does: near in time, of one encounter or of words of both.

    `together`: the articles with words of both.
    """
    if not story.near(first, second):
        return False
    return (first, second) in together or story.shared_encounter([first, second]) is not None


def _compared(comparisons: Sequence[Comparison]) -> dict[ArticleId, list[Span]]:
    """Return by article the words that are held against another account's, those of a group of statements left out.

    Of statements that tell one thing, the clauses that one alone has are told by one only.
    """
    found: dict[ArticleId, list[Span]] = defaultdict(list)
    for comparison in comparisons:
        if comparison.told is None and comparison.kind not in _OF_PEOPLE:
            for side in comparison.sides:
                found[side.article].append(side.words.span)
    return found


def _holds(passage: Passage, compared: Mapping[ArticleId, Sequence[Span]]) -> bool:
    return any(passage.anchor.span.overlaps(span) for span in compared.get(passage.article, ()))


def _shared(alike: Sequence[AlikeGroup]) -> dict[Anchor, frozenset[str]]:
    """Return, for each sentence of a group, the concepts of the other sentences of the group."""
    shared: dict[Anchor, set[str]] = defaultdict(set)
    for group in alike:
        for told in group.told:
            others = (other for other in group.told if other.article != told.article)
            shared[told.passage.anchor].update(concept for other in others for concept in other.passage.concepts)
    return {anchor: frozenset(concepts) for anchor, concepts in shared.items()}


def _parts(story: StoryText, passage: Passage, shared: frozenset[str], retellings: Retellings) -> list[Passage]:
    """Return what others may not tell of a sentence: all of it, or the clauses that others who tell it do not.

    Of a sentence that tells a meeting of which others tell as well, those that do not speak of it.
    """
    met = story.tells_shared_encounter(passage) and not retellings.is_new(passage)
    parts = [passage] if not shared and not met else clauses_of(passage)
    if len(parts) == 1 and (shared or met):
        return []
    parts = [part for part in parts if not (met and part.concepts & TALKS)]
    return [
        part
        for part in parts
        if len(part.words) >= MIN_WORDS
        and story.weights.total(part.concepts & shared) <= MAX_TOLD * story.weights.total(part.concepts)
    ]


def parties_of(story: StoryText) -> frozenset[ActorId]:
    """Return who takes part in the story's encounters, and the people who speak for the same sides."""
    return _parties(story)


def make_sole(
    story: StoryText,
    passage: Passage,
    absences: Sequence[Absence],
    encounter: EncounterId | None,
    parties: frozenset[ActorId],
    *,
    scope: str = "story",
) -> Sole:
    """Return a passage as one that only its account has."""
    statement = teller(passage, passage.anchor.span).asserted_by
    shared = encounter or story.shared_encounter([passage.article, *(a.article for a in absences)])
    return Sole(
        id=SoleId(public_id("x", scope, passage.anchor.document, passage.anchor.span)),
        article=passage.article,
        words=passage.anchor,
        encounter=shared,
        weight=round(max(0.0, _weight(story, passage, parties) - _beside(story, passage, absences)), 4),
        statement=statement,
        absences=tuple(absences),
    )


def _tells_it(near: Near) -> bool:
    return near[1] >= MIN_SAME or (near[1] >= MIN_NEAR and near[2] >= MIN_NEAR_SHARED)


def _absence(story: StoryText, passage: Passage, other: ArticleId, near: Near, parties: frozenset[ActorId]) -> Absence:
    return Absence(other, verdict_on(story, passage, other, near[1], parties), near[0])


def nearest(story: StoryText, passage: Passage) -> dict[ArticleId, Near]:
    """Return, for each other article that shares anything with a passage, what is nearest to it there."""
    best: dict[ArticleId, Near] = {}
    for position, cosine, shared in story.index.nearest(passage.concepts).values():
        candidate = story.passages[position]
        if candidate.article != passage.article and cosine > 0:
            best[candidate.article] = candidate.anchor, cosine, shared
    return best


def verdict_on(
    story: StoryText, passage: Passage, other: ArticleId, cosine: float, parties: frozenset[ActorId]
) -> Silence:
    """Return whether an account left a passage out, or could not have known it; else only that it is not found there.

    "left out" needs all of: a party says it, both tell one encounter, the other tells it at its head, by another
    publisher, on a later day, its text is not cut off, and a second search finds no near passage.
    """
    here, there = (story.coverage.record_of[a].article for a in (passage.article, other))
    told, known = here.published.value or "", there.published.value or ""
    # Of one day nobody can say which came first; and what authors and bystanders think, others need not tell.
    days = len(told) == 10 and len(known) == 10
    if days and known < told:
        return "could not have known" if story.shared_encounter([here.id, there.id]) is None else "not found here"
    later = days and known > told and bool(passage.speakers & parties)
    if not later or cosine >= MAX_NEAR_TO_ACCUSE:
        return "not found here"
    covers = story.leads_with(there.id, here.id) and here.source.value != there.source.value
    whole = bool(_ENDS.search(there.text.rstrip())) or not there.text
    return "left out" if covers and whole else "not found here"


def _weight(story: StoryText, passage: Passage, parties: frozenset[ActorId]) -> float:
    """Return how much a passage matters: what parties said or did before what bystanders think."""
    table = sole_weights()
    weight: float
    if passage.speakers & parties:
        weight = table["party_speaks"]
    else:
        weight = table["bystander"] if passage.turn else table["author"]
    people = {word.concept for word in passage.words if word.capital} & story.weights.people
    weight += table["bound"] if _binds(story, passage) else 0.0
    weight += table["person"] * min(2, len(people))
    weight += min(table["most_rarity"], story.weights.total(passage.concepts) / table["rarity"])
    opinion = {word.form for word in passage.words} & set(table["opinion_words"])
    return float(round(max(0.0, weight - (table["opinion"] if opinion else 0.0)), 4))


def _beside(story: StoryText, passage: Passage, absences: Sequence[Absence]) -> float:
    """Return how much less a passage matters that speaks of nobody who met, or that nobody else could have told."""
    table = sole_weights()
    taken = 0.0
    if absences and all(absence.verdict == "could not have known" for absence in absences):
        taken += table["news"]
    before = story.passages_in(passage.article)[max(0, passage.number - 1) : passage.number]
    # Whom a sentence without a name is about stands in the one before.
    told = passage.concepts.union(*(p.concepts for p in before if not passage.names))
    if story.central and not told & story.central:
        taken += table["beside"]
    return float(taken)


@lru_cache(maxsize=1)
def sole_weights() -> dict[str, Any]:
    """Return the weights of data/sole.toml."""
    text = resources.files("communique.link").joinpath("data/sole.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _binds(story: StoryText, passage: Passage) -> bool:
    record = story.coverage.record_of[passage.article]
    return any(passage.anchor.span.contains(u.action) for u in record.undertakings)


def _parties(story: StoryText) -> frozenset[ActorId]:
    """Return the record's actors who take part in encounters of the story, and those who speak for the same sides.

    Of encounters that several articles tell, if there are any: a text holds news of others as well.
    """
    shared = [e for e in story.encounters if len(story.articles_of[e.id]) > 1]
    there = {p for encounter in shared or story.encounters for p in encounter.participants}
    sides = {story.coverage.actor[p].side_or_self for p in there}
    people = story.coverage.people_of_side
    return frozenset(there).union(*(people.get(side, frozenset()) for side in sides))
