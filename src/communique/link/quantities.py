"""Counted things of a sentence, as numbers that can be compared. Method: docs/methods/comparisons.md."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from communique.link.passages import Passage
from communique.link.words import Word, figure, inexact, number_words, telling_words
from communique.model.spans import Span

MAX_NOUNS: Final = 4
"""As many words behind a number can hold the noun that it counts ("63 jailed Norvian fishermen")."""
ALIKE: Final = 0.1
"""Share by which "some 200" and "190" may differ and still be one number."""
MAX_RATIO: Final = 4
"""Numbers further apart count different things: who disputes a number names one that can be believed."""
_APPROXIMATE: Final = re.compile(rf"{inexact('about')}\W*$", re.IGNORECASE)
_BOUND: Final = re.compile(rf"{inexact('bound')}\W*$", re.IGNORECASE)
_SIGN: Final = re.compile(r"(?:US|U\.S\.|A|C|HK|NZ)?[$€£¥]\s*$")
_BEFORE: Final = re.compile(
    r"\bfrom (?:(?!to\b)[\w.,]+ ){0,3}$|\b(?:goal|target|aim|ceiling|limit)s? of \W*$", re.IGNORECASE
)
"""What a thing was before ("from 400 to 220"), or is to be one day, is not how much of it there is."""
_CHANGED: Final = re.compile(
    rf"\b(?:{'|'.join(telling_words()['changed']['verbs'])})\b"
    r"(?P<what>[^.;:,]{3,80}?)\s(?:from [\w.,]+ )?to\s$",
    re.IGNORECASE,
)
"""What is changed to a number ("cut its trawlers off the coast from 200 to 120"): compared with other such changes."""
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
TARGET: Final = "to "
"""Stands before the unit of what something is changed to."""


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
    end = at + 1
    value = _value(words[at], scaled=end < len(words) and words[end].form in telling_words()["multiples"])
    while value is not None and end < len(words) and (by := telling_words()["multiples"].get(words[end].form)):
        value, end = value * by, end + 1
    return value, end


def _value(word: Word, *, scaled: bool) -> float | None:
    if word.form[:1].isdigit():
        return figure(word.form, scaled=scaled)
    if re.fullmatch(r"\d+(?:\.\d+)?", word.concept):
        return float(word.concept)
    return float(number_words()[word.form]) if word.form in number_words() and word.form != "one" else None


def _counted(passage: Passage, words: Sequence[Word], start: int, after: int, number: float) -> Iterator[Quantity]:
    offset, text = passage.anchor.span.start, passage.anchor.words
    first, last = words[start].start, words[after - 1]
    whole = text[: first - offset]
    sign = _SIGN.search(whole[-16:])
    told = whole[: len(whole) - len(sign.group())] if sign else whole
    if _BEFORE.search(told) or told.endswith("("):
        return  # "15 billion yen ($122 million)" is the same sum once more
    exact, bound = not (_APPROXIMATE.search(told) or _BOUND.search(told)), bool(_BOUND.search(told))
    changed = _CHANGED.search(told)
    kind = TARGET if changed else ""
    behind = words[after : after + MAX_NOUNS]
    currency = next((w for w in behind if w.form in telling_words()["currencies"]["words"]), None)
    if sign or currency is not None:
        span = Span(offset + len(told), last.end if currency is None else currency.end)
        yield Quantity(passage, span, number, kind + MONEY, "money", exact, bound)
        return
    if after - start == 1 and _YEARS[0] <= number <= _YEARS[1]:
        return
    nouns = _nouns(text, offset, last.end, behind) if not behind or behind[0].form != "of" else []
    if nouns and _RATE.match(text, nouns[-1].end - offset):
        return
    if nouns and text[last.end - offset] == "-":
        nouns = nouns[:1]  # a "90-minute meeting" is no 90 meetings
    for noun in dict.fromkeys((nouns[-1], nouns[0])) if nouns else ():
        yield Quantity(passage, Span(first, noun.end), number, kind + noun.concept, noun.form, exact, bound)
    if changed is not None and not nouns:
        at = Span(offset + changed.start("what"), offset + changed.end("what"))
        what = [w for w in passage.words_in(at) if w.concept and not w.name and w.form != "number"]
        if what:
            span = Span(offset + changed.start(), last.end)
            yield Quantity(passage, span, number, kind + what[0].concept, what[0].form, exact, bound)


def _nouns(text: str, offset: int, end: int, behind: Sequence[Word]) -> list[Word]:
    """Return the words behind a number that can be what it counts, up to a mark, another number or a small word."""
    found: list[Word] = []
    for word in behind:
        gap = text[end - offset : word.start - offset]
        if gap.strip(" -") or not word.concept or word.form[:1].isdigit() or _value(word, scaled=False) is not None:
            break
        end = word.end
        if not word.name:
            found.append(word)
    return found
