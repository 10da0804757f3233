"""What one account tells as a fact and another denies. Method: docs/methods/comparisons.md."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from communique.link.clauses import condition_in
from communique.link.facets import compare_sides, teller
from communique.link.passages import Passage
from communique.link.storytext import StoryText
from communique.link.unionfind import DisjointSets
from communique.link.weighing import telling_weight
from communique.link.words import negations, telling_words
from communique.model.comparisons import Comparison, Side
from communique.model.spans import ArticleId, Span

MAX_POSTINGS: Final = 60
"""A concept that more sentences have finds no pairs."""
MIN_DENIED: Final = 1.3
"""Least that a fact shares with what somebody denies, in words that stand once in the story."""
MIN_DENIED_OF_A_STATE: Final = 0.75
"""The same where both tell it of one state."""
MIN_BESIDE: Final = 0.6
"""Least that a fact shares with what is told not to be so, beside the verb of both."""
MIN_VERB: Final = 0.6
"""Least weight of a verb that does alone, where both speak of one side."""
_CLAUSE: Final = re.compile(r"[,;:](?=\s)|\s(?=(?:but|and) (?:that|it|he|she|they|we|did|was|were|had|has)\b)")

_HEAD: Final = re.compile(rf"{_CLAUSE.pattern}|\s(?=(?:that|which|who|whose)\b)")


@dataclass(frozen=True)
class _NotSo:
    """What a clause says is not so."""

    passage: Passage
    span: Span
    concepts: frozenset[str]
    verb: str | None
    """The concept of what did not happen; None: somebody denies what a statement says."""


def compare_contradictions(story: StoryText) -> list[Comparison]:
    """Return what one account tells as a fact and another, near in time, as not so, or as denied."""
    postings: dict[str, list[Passage]] = defaultdict(list)
    for passage in story.passages:
        for concept in passage.concepts:
            postings[concept].append(passage)
    sides = _sides(story)
    pairs: list[tuple[Side, Side]] = []
    for passage in story.passages:
        for denial in (*_denied(story, passage), *_untrue(story, passage)):
            for other in _candidates(story, denial, postings):
                if _contradict(story, denial, other, sides):
                    pairs.append((teller(passage, denial.span), teller(other, other.anchor.span)))
    return [compare_sides(story, "outcome", "conflict", "whether it is so", s, 3.0) for s in _joined(pairs)]


@lru_cache(maxsize=1)
def _not_so() -> re.Pattern[str]:
    """Return what tells that something did not happen: data/telling_words.toml."""
    return re.compile("|".join(telling_words()["denial"]["not_so"]), re.IGNORECASE)


def _denied(story: StoryText, passage: Passage) -> Iterator[_NotSo]:
    """Yield what statements of a sentence deny ("denied that A had promised to ...")."""
    text = story.coverage.record_of[passage.article].article.text
    for statement in passage.statements:
        cue = statement.cue_span.of(text).casefold() if statement.cue_span is not None else ""
        if cue.split()[-1:] and cue.split()[-1] in telling_words()["denial"]["cues"]:
            for content in statement.content[:1]:
                # What is denied stands first: what follows a comma or "that" tells of it.
                end = _HEAD.search(text, content.start, content.end)
                denied = Span(content.start, end.start() if end else content.end)
                if passage.anchor.span.contains(denied):
                    yield _NotSo(passage, denied, passage.concepts_in(denied), None)


def _untrue(story: StoryText, passage: Passage) -> Iterator[_NotSo]:
    """Yield the clauses of a sentence by which something did not happen; nothing that hangs on a condition."""
    text = story.coverage.record_of[passage.article].article.text
    for clause in _clauses(passage):
        match = _not_so().search(text, clause.start, clause.end)
        if match is None or condition_in(text, clause) is not None:
            continue
        verb = next((w.concept for w in passage.words_in(Span(match.end(), clause.end)) if w.concept), None)
        if verb is not None:
            yield _NotSo(passage, clause, passage.concepts_in(clause), verb)


def _clauses(passage: Passage) -> list[Span]:
    at, words = passage.anchor.span.start, passage.anchor.words
    ends = [m.start() for m in _CLAUSE.finditer(words)] + [len(words)]
    bounds = [0, *ends]
    return [Span(at + a, at + b) for a, b in zip(bounds, ends, strict=False) if b > a]


def _candidates(story: StoryText, denial: _NotSo, postings: Mapping[str, Sequence[Passage]]) -> list[Passage]:
    """Return the sentences of other accounts of the time that can tell what is denied, in order."""
    keys = denial.concepts if denial.verb is None else {denial.verb}
    met = {
        (other.article, other.number): other
        for key in keys
        if len(postings[key]) <= MAX_POSTINGS
        for other in postings[key]
        if other.article != denial.passage.article and story.near(other.article, denial.passage.article)
    }
    return [met[key] for key in sorted(met)]


def _contradict(
    story: StoryText, denial: _NotSo, other: Passage, sides: Mapping[tuple[ArticleId, int], frozenset[str]]
) -> bool:
    """Return whether a sentence tells as a fact what is denied."""
    clause = _telling(story, denial, other)
    if clause is None or any(_denied(story, other)) or "?" in other.anchor.words:
        return False
    # Names of places and agreements tell what is spoken of, not what is said of it.
    shared = (denial.concepts & other.concepts) - denial.passage.names - other.names
    common = frozenset(concept for concept in shared if not concept[:1].isdigit())
    rarest = story.weights.rarest
    if denial.verb is None:
        of_one_state = any(concept[:1] == "@" for concept in denial.concepts & clause)
        least = MIN_DENIED_OF_A_STATE if of_one_state else MIN_DENIED
        return telling_weight(story, common & clause) >= least * rarest
    if telling_weight(story, common - {denial.verb}) >= MIN_BESIDE * rarest:
        return True
    one_side = sides[denial.passage.article, denial.passage.number] & sides[other.article, other.number]
    return bool(one_side) and telling_weight(story, frozenset({denial.verb})) >= MIN_VERB * rarest


def _telling(story: StoryText, denial: _NotSo, other: Passage) -> frozenset[str] | None:
    """Return the concepts of the clause of a sentence that can tell what is denied; None: it denies that as well."""
    told = [
        (other.concepts_in(span), any(w.form in negations() for w in other.words_in(span))) for span in _clauses(other)
    ]
    if denial.verb is not None:
        told = [found for found in told if denial.verb in found[0]]
    best = max(told, key=lambda found: telling_weight(story, found[0] & denial.concepts), default=None)
    return best[0] if best is not None and not best[1] else None


def _sides(story: StoryText) -> dict[tuple[ArticleId, int], frozenset[str]]:
    """Return the sides of which each sentence speaks, by article and place."""
    found: dict[tuple[ArticleId, int], frozenset[str]] = {}
    for record in story.records:
        named = []
        for mention in record.mentions:
            if mention.actor is not None:
                actor = story.coverage.actor[story.coverage.actor_of[record.article.id, mention.actor]]
                side = actor.side or (actor.name if actor.kind == "state" else None)
                if side is not None:
                    named.append((mention.span, side))
        for passage in story.passages_in(record.article.id):
            within = frozenset(side for span, side in named if passage.anchor.span.contains(span))
            found[passage.article, passage.number] = within
    return found


def _joined(pairs: Sequence[tuple[Side, Side]]) -> list[list[Side]]:
    """Return the sides of pairs that share one, together."""
    sides = list(dict.fromkeys(side for pair in pairs for side in pair))
    at = {side: n for n, side in enumerate(sides)}
    sets = DisjointSets(range(len(sides)))
    for one, other in pairs:
        sets.join(at[one], at[other])
    return [[sides[n] for n in members] for members in sets.groups()]
