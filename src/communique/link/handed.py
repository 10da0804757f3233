"""How many were exchanged or released, as accounts of one day count them. Method: docs/methods/comparisons.md."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, permutations
from typing import Final

from communique.link.facets import compare_sides, occasions_of, teller
from communique.link.passages import Passage
from communique.link.storytext import StoryText
from communique.link.words import concept, figure, inexact, telling_words
from communique.model.comparisons import Comparison, Side
from communique.model.encounters import Relation
from communique.model.spans import Span

MAX_BETWEEN: Final = 2
"""Words between a number and what it counts ("40 Drovian sailors")."""
_EACH: Final = re.compile(r"\beach\b|\b(?:from|on|of) (?:each|both) sides?\b", re.IGNORECASE)
_ROUGHLY: Final = re.compile(rf"(?:{inexact()}|\b(?:dozens|hundreds) of)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class _Count:
    """A number of those who were handed over."""

    side: Side
    noun: str
    word: str
    number: float
    each: bool
    """Whether each side handed over so many."""
    roughly: bool

    @property
    def total(self) -> float:
        """How many there were on both sides."""
        return 2 * self.number if self.each else self.number


def compare_handed(story: StoryText) -> list[Comparison]:
    """Return numbers of one kind handed over that accounts of one day tell: compatible where one is of each side."""
    apart: dict[str, dict[tuple[Side, Side], bool]] = defaultdict(dict)
    counts = [count for passage in story.passages for count in _counts(passage)]
    for one, other in combinations(counts, 2):
        if _of_one_day(story, one, other) and one.number != other.number and not (one.roughly or other.roughly):
            apart[one.noun][one.side, other.side] = _differ(one, other)
    found = []
    for noun, pairs in sorted(apart.items()):
        forms = Counter(count.word for count in counts if count.noun == noun)
        word = min(forms, key=lambda form: (-forms[form], form))
        for sides in occasions_of(story, list(pairs)):
            differ = any(pairs.get(pair, False) for pair in permutations(sides, 2))
            relation: Relation = "weight" if differ else "compatible"
            found.append(compare_sides(story, "number", relation, f"how many {word} were handed over", sides, 2.0))
    return found


def _of_one_day(story: StoryText, one: _Count, other: _Count) -> bool:
    here, there = one.side.article, other.side.article
    same = one.noun == other.noun and here != there
    return same and story.near(here, there) and story.one_day(here, there)


def _differ(one: _Count, other: _Count) -> bool:
    """Return whether neither of two numbers is the half of the other, as one side's is of both sides'."""
    return one.total != other.total and 2 * one.number != other.number and one.number != 2 * other.number


@lru_cache(maxsize=1)
def _handed() -> tuple[re.Pattern[str], frozenset[str]]:
    table = telling_words()["handed"]
    return re.compile(rf"\b(?:{'|'.join(table['forms'])})\b", re.IGNORECASE), frozenset(map(concept, table["nouns"]))


def _counts(passage: Passage) -> Iterator[_Count]:
    forms, nouns = _handed()
    words = passage.anchor.words
    if passage.negated or not forms.search(words):
        return
    for n, word in enumerate(passage.words):
        counted = passage.words[n + 1 : n + 2 + MAX_BETWEEN]
        noun = next((w for w in counted if w.concept in nouns), None)
        counts = re.fullmatch(r"\d+", word.concept) and (not word.form[:1].isdigit() or figure(word.form) is not None)
        if noun is None or not counts:
            continue
        at = word.start - passage.anchor.span.start
        rest = words[noun.end - passage.anchor.span.start :].split(",")[0]
        side = teller(passage, Span(word.start, noun.end))
        roughly = _ROUGHLY.search(words[:at]) is not None
        yield _Count(side, noun.concept, noun.form, float(word.concept), _EACH.search(rest) is not None, roughly)
