"""How two readouts tell one thing differently. Method: docs/methods/comparisons.md."""

from __future__ import annotations

import re
from typing import Final

from communique.link.clauses import condition_in
from communique.link.facets import make_comparison
from communique.link.passages import Passage
from communique.link.storytext import StoryText
from communique.link.words import telling_words
from communique.model.comparisons import Comparison, Side
from communique.model.encounters import Relation
from communique.model.spans import EncounterId, Span

MIN_DIFFERENT: Final = 0.8
"""Least weight of what each of two aligned sentences has that the other has not, for them to differ."""
MAX_SHOWN_WORDS: Final = 45
_BOTH: Final = re.compile(
    r"(?:both|the two) (?:sides|parties|leaders|ministers|presidents|delegations|countries)\b"
    r"|the (?:sides|parties|leaders|ministers|presidents|delegations|interlocutors)\b|they\b",
    re.IGNORECASE,
)
"""What both of those who spoke to one another are told to have done: the other one among them."""


def compare_clauses(
    story: StoryText, first: Passage, second: Passage, encounter: EncounterId | None, *, names: bool
) -> list[Comparison]:
    """Return how two clauses that tell one thing differ: on what it hangs, how it was taken, how it is put.

    `names`: whether names of states and people make a difference in how it is put.
    """
    texts = [story.coverage.record_of[p.article].article.text for p in (first, second)]
    conditions = [condition_in(text, p.anchor.span) for text, p in zip(texts, (first, second), strict=True)]
    found = []
    if conditions[0] is not None and conditions[1] is not None:
        spans = conditions[0], conditions[1]
        found.append(_comparison(story, encounter, "on what it hangs", "weight", (first, second), spans))
    attitudes = [_attitude(p.anchor.words) for p in (first, second)]
    here, there = first.concepts - second.concepts, second.concepts - first.concepts
    if not names:
        here, there = (_but_names(story, part) for part in (here, there))
    spans = _shown(story, first), _shown(story, second)
    if None not in attitudes and attitudes[0] != attitudes[1]:
        joint = any(_BOTH.match(sentence_of(story, p).anchor.words) for p in (first, second))
        relation: Relation = "conflict" if joint or first.speakers & second.speakers else "weight"
        found.append(_comparison(story, encounter, "how it was taken", relation, (first, second), spans))
    elif min(story.weights.total(here), story.weights.total(there)) >= MIN_DIFFERENT:
        found.append(_comparison(story, encounter, "how it is put", "weight", (first, second), spans))
    return found


def _but_names(story: StoryText, concepts: frozenset[str]) -> frozenset[str]:
    """Return concepts but the names of states and people, which differ in two texts on talks with two others."""
    return frozenset(c for c in concepts - story.weights.people if c[:1] != "@")


def _attitude(words: str) -> str | None:
    """Return how a proposal is said to have been taken (accept, reserve, reject); None: no or several words tell."""
    folded = f" {' '.join(words.casefold().split())} "
    found = {
        name for name, forms in telling_words()["attitude"].items() if any(f" {form} " in folded for form in forms)
    }
    return found.pop() if len(found) == 1 else None


def _shown(story: StoryText, clause: Passage) -> Span:
    """Return the sentence of a clause, or the clause where that is long."""
    sentence = sentence_of(story, clause)
    return sentence.anchor.span if len(sentence.words) <= MAX_SHOWN_WORDS else clause.anchor.span


def sentence_of(story: StoryText, clause: Passage) -> Passage:
    """Return the sentence of which a passage is a clause."""
    return next(p for p in story.passages_in(clause.article) if p.anchor.span.contains(clause.anchor.span))


def _comparison(
    story: StoryText,
    encounter: EncounterId | None,
    what: str,
    relation: Relation,
    passages: tuple[Passage, Passage],
    spans: tuple[Span, Span],
) -> Comparison:
    sides = []
    for passage, span in zip(passages, spans, strict=True):
        article = story.coverage.record_of[passage.article].article
        sides.append(Side(passage.article, article.anchor(span), span.of(article.text), None))
    return make_comparison("wording", relation, what, sides, weight=2.0, encounter=encounter, scope="readouts")
