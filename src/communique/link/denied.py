"""What one account calls a thing and another says it is not. Method: docs/methods/comparisons.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from communique.link.facets import compare_sides, teller
from communique.link.passages import Passage
from communique.link.storytext import StoryText
from communique.link.words import Word, light_concepts, negations
from communique.model.comparisons import Comparison, Side
from communique.model.spans import Span

MIN_RARE: Final = 0.6
"""Least weight of the word that is denied, in words that stand once in the story."""
MIN_COMMON: Final = 0.6
"""Least that both sentences must share beside it."""
_DENIED: Final = re.compile(
    r"\bnot (?:just )?(?P<article>an?|the) [\"“']?(?P<noun>[a-z]+(?:-[a-z]+)?)\b(?! of\b)", re.IGNORECASE
)
_CALLED: Final = re.compile(r"\b(?:is|was|be|as|called|only|merely|just|a|an)\b[^.;!?]{0,20}$", re.IGNORECASE)
_BEFORE: Final = 4
"""Words before a notion in which a negation turns it."""


@dataclass(frozen=True)
class _DeniedNoun:
    """What a sentence says that something is not ("not an ultimatum")."""

    passage: Passage
    side: Side
    notion: str
    noun: str
    """With its article."""


def compare_denials(story: StoryText) -> list[Comparison]:
    """Return what one account calls a thing where another, near in time and of one thing, says that it is not that."""
    found = []
    denials = [denial for passage in story.passages for denial in _denials(story, passage)]
    holding = {denial.notion: [p for p in story.passages if denial.notion in p.concepts] for denial in denials}
    for denial in denials:
        for passage in holding[denial.notion]:
            here, there = denial.passage.article, passage.article
            if here == there or not story.near(here, there):
                continue
            side = _called(passage, denial.notion)
            common = (denial.passage.concepts & passage.concepts) - {denial.notion} - light_concepts()
            common = frozenset(c for c in common if c[:1] != "@") - story.weights.people
            if side is not None and story.weights.total(common) >= MIN_COMMON * story.weights.rarest:
                what = f"whether it is {denial.noun}"
                found.append(compare_sides(story, "wording", "conflict", what, [denial.side, side], 3.0))
    return found


def _denials(story: StoryText, passage: Passage) -> Iterator[_DeniedNoun]:
    at = passage.anchor.span.start
    for match in _DENIED.finditer(passage.anchor.words):
        words = passage.words_in(Span(at + match.start("noun"), at + match.end("noun")))
        notion = words[-1].concept if words else ""
        if notion and story.weights.of(notion) >= MIN_RARE * story.weights.rarest:
            noun = f"{match['article']} {match['noun']}".casefold()
            yield _DeniedNoun(passage, _stretch(passage, words[-1]), notion, noun)


def _called(passage: Passage, notion: str) -> Side | None:
    """Return a sentence that calls something by a notion; None: it denies it, or only speaks of such a thing."""
    for n, word in enumerate(passage.words):
        before = passage.anchor.words[: word.start - passage.anchor.span.start].rstrip("\"“'‘ ")
        turned = any(other.form in negations() for other in passage.words[max(0, n - _BEFORE) : n])
        if word.concept == notion and not turned and _CALLED.search(before):
            return _stretch(passage, word)
    return None


def _stretch(passage: Passage, word: Word) -> Side:
    """Return the part of a sentence in which a word is said: what the outermost statement reports, else all of it."""
    sentence = passage.anchor.span
    parts = [
        Span(max(c.start, sentence.start), min(c.end, sentence.end))
        for statement in passage.statements
        for c in statement.content
        if c.start <= word.start < c.end
    ]
    return teller(passage, max(parts, key=len, default=sentence))
