"""How accounts judge encounters and relations, and how one side judges them. Method: docs/methods/comparisons.md."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from communique.facts.table import fold_name
from communique.link.facets import compare_sides, occasions_of, pairs_across
from communique.link.storytext import StoryText, one_occasion, side_spoken_for
from communique.link.words import read_words, telling_words
from communique.model.comparisons import Comparison, Side
from communique.model.encounters import HAPPENED, Relation
from communique.model.records import ArticleRecord
from communique.model.spans import ActorId, ArticleId, EncounterId
from communique.model.undertakings import Assessment

_RELATIONS: Final = "relations"
MOST_OF_EACH: Final = 2
"""Judgements of one account that are shown of a side."""
SAME_WORDS: Final = 0.8
"""Share of the words of the shorter of two judgements that the longer has where both are one."""


def compare_verdicts(story: StoryText) -> list[Comparison]:
    """Return judgements of one thing that do not agree, and each side's own verdict as different accounts tell it."""
    judged = [
        _Judged(story, record, judgement)
        for record in story.records
        for judgement in record.assessments
        if _in_body(record, judgement)
    ]
    return [*_outcomes(story, judged), *_verdicts(story, judged), *_of_both_sides(story, judged)]


@lru_cache(maxsize=4)
def _pattern(name: str) -> re.Pattern[str]:
    """Return what tells that a meeting or a relation is meant, or that a result is told: data/telling_words.toml."""
    table = telling_words()["judged"]
    nouns = "|".join(table["encounter" if name == "meetings" else name])
    if name == "result":
        verbs, whole = "|".join(table["result_verbs"]), "|".join(table["result_phrases"])
        told = rf"\b(?:{verbs})\b[^.;]*?\b(?:{nouns})\b|\b(?:{nouns})\b[^.;]*?\b(?:{verbs})\b|\b(?:{whole})\b"
        return re.compile(told, re.IGNORECASE)
    if name in ("relation", "meetings"):
        return re.compile(rf"\b(?:{nouns})\b", re.IGNORECASE)
    definite = "|".join(table["definite"])
    return re.compile(rf"(?:\b(?:{definite})\b|\w['’]s?\b)(?: [\w'’-]+){{0,3}} (?:{nouns})\b", re.IGNORECASE)


def names_encounter(words: str) -> bool:
    """Return whether words mean some one meeting or call ("the talks"), not talks at large."""
    return bool(_pattern("encounter").search(words))


class _Judged:
    """A judgement of one article, with what it is of."""

    def __init__(self, story: StoryText, record: ArticleRecord, judgement: Assessment) -> None:
        self.polarity = judgement.polarity
        self.side = Side(record.article.id, record.article.anchor(judgement.span), self.polarity, judgement.statement)
        self.by = sorted({s for a in judgement.by if (s := _side_of(story, record, a))})
        self.encounter = story.merged.get(EncounterId(judgement.of))
        self._of = fold_name(judgement.of)
        there = [story.coverage.actor[p] for p in self.encounter.participants] if self.encounter is not None else []
        self._parties = frozenset(_state(story, actor.side_or_self) for actor in there)
        sentence = [p for p in story.by_article[record.article.id] if p.anchor.span.overlaps(judgement.span)]
        self._states = frozenset(c for p in sentence for c in p.concepts if c[:1] == "@")
        self.sentence = " ".join(p.anchor.words for p in sentence)

    @property
    def name(self) -> str:
        """What it is of, in a word."""
        if self.encounter is None:
            return "relations" if self._of == _RELATIONS else "agreement"
        return f"the {self.encounter.kind}" if self.encounter.kind != "other" else "it"

    @property
    def is_of_a_party(self) -> bool:
        """Whether it is of an encounter that was held, by one of the sides that took part."""
        held = self.encounter is not None and self.encounter.status in HAPPENED
        return held and len(self.by) == 1 and self.by[0] in self._parties

    @property
    def names_it(self) -> bool:
        """Whether its sentence says in words what is judged: some one meeting, not "dialogue" at large."""
        return (
            bool(_pattern("relation").search(self.sentence))
            if self.encounter is None
            else names_encounter(self.sentence)
        )

    @property
    def tells_result(self) -> bool:
        """Whether it says that something came of it, or nothing did: mood alone is no outcome, nor are prospects."""
        return bool(_pattern("result").search(self.side.words.words))

    @property
    def at_large(self) -> bool:
        """Whether its sentence speaks of meetings and means no one of them ("Negotiations are yielding progress")."""
        return bool(_pattern("meetings").search(self.sentence)) and not names_encounter(self.sentence)

    def of_one_thing(self, other: _Judged) -> bool:
        """Return whether both judge one occasion, the relations of states that both name, or one agreement."""
        if self.encounter is not None and other.encounter is not None:
            return one_occasion(self.encounter, other.encounter)
        if self.encounter is not None or other.encounter is not None or self._of != other._of:
            return False
        return self._of != _RELATIONS or bool(self._states & other._states)


def _outcomes(story: StoryText, judged: Sequence[_Judged]) -> list[Comparison]:
    """Return judgements of results that do not agree, of different accounts, one of a kind by each."""
    best: dict[tuple[ArticleId, str, str], _Judged] = {}
    for judgement in judged:
        told = judgement.tells_result and not judgement.at_large
        if judgement.polarity in ("positive", "negative") and told:
            best.setdefault((judgement.side.article, judgement.polarity, judgement.name), judgement)
    of = {judgement.side: judgement for judgement in best.values()}
    pairs = [(a, b) for a, b in pairs_across(story, list(of)) if of[a].of_one_thing(of[b])]
    groups = occasions_of(story, pairs)
    apart = [sides for sides in groups if any(of[a].polarity != of[b].polarity for a, b in pairs_across(story, sides))]
    return [compare_sides(story, "outcome", "weight", "whether it was a success", sides, 2.0) for sides in apart]


def _in_body(record: ArticleRecord, judgement: Assessment) -> bool:
    block = record.article.block_at(judgement.span.start)
    return block is not None and block.kind in ("body", "turn")


def _verdicts(story: StoryText, judged: Sequence[_Judged]) -> list[Comparison]:
    """Return one side's own judgement of one thing in the words of different accounts, at most two of each."""
    by_side: dict[str, dict[Side, _Judged]] = defaultdict(dict)
    for judgement in judged:
        for side in judgement.by if judgement.names_it else ():
            by_side[side].setdefault(judgement.side, judgement)
    found = []
    for side, of in sorted(by_side.items()):
        pairs = [
            (a, b)
            for a, b in pairs_across(story, list(of))
            if of[a].of_one_thing(of[b]) and not _one_judgement(a.words.words, b.words.words)
        ]
        for sides in occasions_of(story, pairs):
            kept = [s for n, s in enumerate(sides) if sum(o.article == s.article for o in sides[:n]) < MOST_OF_EACH]
            what = f"how {side} judges {of[kept[0]].name}"
            # Two words of praise do not contradict one another.
            relation: Relation = "compatible" if len({of[s].polarity for s in kept}) == 1 else "weight"
            found.append(compare_sides(story, "outcome", relation, what, kept, 1.5))
    return found


def _of_both_sides(story: StoryText, judged: Sequence[_Judged]) -> list[Comparison]:
    """Return how the sides judge one meeting that was held, in the words of different accounts, once for each."""
    told: dict[Side, _Judged] = {}
    for judgement in judged:
        if judgement.names_it and judgement.is_of_a_party:
            told.setdefault(judgement.side, judgement)
    pairs = [
        (a, b)
        for a, b in pairs_across(story, list(told))
        if told[a].by != told[b].by
        and told[a].of_one_thing(told[b])
        and not _one_judgement(a.words.words, b.words.words)
    ]
    found = []
    for sides in occasions_of(story, pairs):
        first = {(told[side].by[0], side.article): side for side in reversed(sides)}
        kept = [side for side in sides if first[told[side].by[0], side.article] is side]
        apart = len({told[side].polarity for side in kept}) > 1
        relation: Relation = "weight" if apart else "compatible"
        what = f"how the sides judge {told[kept[0]].name}"
        found.append(compare_sides(story, "outcome", relation, what, kept, 1.5))
    return found


def _one_judgement(first: str, second: str) -> bool:
    """Return whether the words of one stand in the other but for a few."""
    one, other = ({word.form for word in read_words(words)} for words in (first, second))
    return len(one & other) >= SAME_WORDS * min(len(one), len(other))


def _side_of(story: StoryText, record: ArticleRecord, local: ActorId) -> str | None:
    """Return the state for which a judge speaks, its government's seat taken for it; None: for none."""
    side = side_spoken_for(story.coverage, story.coverage.actor_of[record.article.id, local])
    return _state(story, side) if side else None


def _state(story: StoryText, side: str) -> str:
    state = story.coverage.facts.state_by_name.get(fold_name(side))
    return state.name if state else side
