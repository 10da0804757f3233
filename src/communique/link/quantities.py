"""Counted things of a sentence, as numbers that can be compared. Method: docs/methods/comparisons.md."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from communique.link.passages import Passage
from communique.link.words import Word, number_words, telling_words
from communique.model.spans import Span

MAX_NOUNS: Final = 4
"""As many words behind a number can hold the noun that it counts ("63 jailed Norvian fishermen")."""
ALIKE: Final = 0.1
"""Share by which "some 200" and "190" may differ and still be one number."""
MAX_RATIO: Final = 4
"""Numbers further apart count different things: who disputes a number names one that can be believed."""
_APPROXIMATE: Final = re.compile(r"\b(?:about|some|nearly|almost|around|roughly|up to)\W*$", re.IGNORECASE)
_BOUND: Final = re.compile(r"\b(?:(?:more|less|fewer) than|over|at least|at most|under|as many as)\W*$", re.IGNORECASE)
_SIGN: Final = re.compile(r"(?:US|U\.S\.|A|C|HK|NZ)?[$€£¥]\s*$")
_CHANGES: Final = re.compile(
    r"\bfrom (?:[\w.,]+ ){0,4}$|\bfrom [^.;]*\d[^.;]* to $|\b(?:goal|target|aim|ceiling|limit)s? of \W*$"
    r"|\b(?:rais|bring|boost|increas|expand|reduc|cut|lower)(?:e|es|ed|ing|s|ting)? (?:\w+ ){1,4}to \W*$",
    re.IGNORECASE,
)
"""What a thing was before, what it became and what it is to be is not how much of it there is."""
_RATE: Final = re.compile(r"\s+(?:an?|per|each|every)\s+(?:second|minute|hour|day|week|month|year)\b", re.IGNORECASE)
_YEARS: Final = (1900, 2100)


@dataclass(frozen=True)
class Quantity:
    """How many of what a sentence tells."""

    passage: Passage
    span: Span
    """The number and what it counts."""
    number: float
    unit: str
    """The concept of what is counted; MONEY for a sum."""
    noun: str
    """What is counted, as written."""
    exact: bool
    """Whether neither "about" nor "more than" stands before it."""
    bound: bool
    """Whether "more than", "at least" or their like stands before it: another number can be as true."""

    def differs(self, other: Quantity) -> bool:
        """Return whether both count one thing but cannot both be true: "some 200" and "190" can."""
        low, high = sorted((self.number, other.number))
        if low == high or self.bound or other.bound or high > MAX_RATIO * low:
            return False
        near = high - low <= ALIKE * high
        return (self.exact and other.exact) or not near


MONEY: Final = "money"


def quantities_of(passage: Passage) -> list[Quantity]:
    """Return the counted things and sums of money of a sentence, in order; dates, years and shares are none."""
    words = passage.words
    found: list[Quantity] = []
    n = 0
    while n < len(words):
        number, after = _number(words, n)
        if number is None:
            n += 1
            continue
        found += _counted(passage, words, n, after, number)
        n = after
    return found


def _number(words: Sequence[Word], at: int) -> tuple[float | None, int]:
    """Return the number that begins at a word, multiplied by what follows ("40 million"), and the place behind it."""
    value = _value(words[at])
    end = at + 1
    while value is not None and end < len(words) and (by := telling_words()["multiples"].get(words[end].form)):
        value, end = value * by, end + 1
    return value, end


def _value(word: Word) -> float | None:
    if re.fullmatch(r"\d+(?:\.\d+)?", word.concept):
        return float(word.concept)
    return float(number_words()[word.form]) if word.form in number_words() and word.form != "one" else None


def _counted(passage: Passage, words: Sequence[Word], start: int, after: int, number: float) -> Iterator[Quantity]:
    offset, text = passage.anchor.span.start, passage.anchor.words
    before = text[max(0, words[start].start - offset - 16) : words[start].start - offset]
    first = words[start].start
    sign = _SIGN.search(before)
    told = before[: sign.start()] if sign else before
    exact, bound = not (_APPROXIMATE.search(told) or _BOUND.search(told)), bool(_BOUND.search(told))
    if _CHANGES.search(text[: first - offset]):
        return
    behind = words[after : after + MAX_NOUNS]
    currency = next((w for w in behind if w.form in telling_words()["currencies"]["words"]), None)
    if sign or currency is not None:
        end = words[after - 1].end if currency is None else currency.end
        start_of_sum = first - (len(before) - sign.start() if sign else 0)
        yield Quantity(passage, Span(start_of_sum, end), number, MONEY, "money", exact, bound)
        return
    if not behind or (after - start == 1 and _YEARS[0] <= number <= _YEARS[1]) or behind[0].form == "of":
        return
    nouns = _nouns(text, offset, words[after - 1].end, behind)
    if nouns and _RATE.match(text, nouns[-1].end - offset):
        return
    for noun in dict.fromkeys((nouns[-1], nouns[0])) if nouns else ():
        yield Quantity(passage, Span(first, noun.end), number, noun.concept, noun.form, exact, bound)


def _nouns(text: str, offset: int, end: int, behind: Sequence[Word]) -> list[Word]:
    """Return the words behind a number that can be what it counts, up to a mark, another number or a small word."""
    found: list[Word] = []
    for word in behind:
        gap = text[end - offset : word.start - offset]
        if gap.strip(" -") or not word.concept or _value(word) is not None:
            break
        end = word.end
        if not word.name:
            found.append(word)
    return found
