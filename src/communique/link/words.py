"""What a word says, folded over inflection, derivation and synonyms. Method: docs/methods/comparisons.md."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any, Final, NamedTuple

_FIGURE: Final = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?P<decimals>\.\d+)?")
WORD: Final = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?(?<=[^\W\d_])")
_MIN_STEM: Final = 3


class Word(NamedTuple):
    """A word of a text, with what it says. A tuple, since a story has hundreds of thousands."""

    start: int
    """Code point offset in the text that was read."""
    end: int
    form: str
    """Lower case, straight apostrophe."""
    concept: str
    """What it has in common with other forms and synonyms; "" for a function word."""
    name: bool
    """Whether it is written with a capital inside a sentence, as names are."""
    capital: bool
    """Whether it begins with a capital, wherever it stands."""


@lru_cache(maxsize=1)
def telling_words() -> dict[str, Any]:
    """Return data/telling_words.toml."""
    text = resources.files("communique.link").joinpath("data/telling_words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    return frozenset(telling_words()["function"]["words"])


@lru_cache(maxsize=1)
def negations() -> frozenset[str]:
    """Return the words that turn what is said into its opposite."""
    return frozenset(telling_words()["negation"]["words"])


@lru_cache(maxsize=1)
def number_words() -> dict[str, int]:
    """Return the numbers that are written as one word."""
    return dict(telling_words()["numbers"])


def inexact(*kinds: str) -> str:
    """Return a pattern of the words that tell a number as no exact one; `kinds`: "about", "bound", none for both."""
    table = telling_words()["inexact"]
    return rf"\b(?:{'|'.join(word for kind in kinds or sorted(table) for word in table[kind])})\b"


@lru_cache(maxsize=1)
def _suffixes() -> tuple[tuple[str, str], ...]:
    """Endings and what is put in their place; the first that fits is taken."""
    return tuple((suffix, kept) for suffix, kept in telling_words()["endings"]["suffixes"])


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    table: dict[str, str] = {}
    for name, words in telling_words()["synonyms"].items():
        for word in words:
            table.setdefault(word, name)
    return table


@lru_cache(maxsize=1)
def _stem_classes() -> dict[str, str]:
    table: dict[str, str] = {}
    for word, name in _classes().items():
        table.setdefault(stem(word), name)
    return table


@lru_cache(maxsize=1)
def frame_concepts() -> frozenset[str]:
    """Return the concepts that frame nearly every report of talks."""
    return frozenset(telling_words()["frame"]["classes"])


@lru_cache(maxsize=1)
def light_concepts() -> frozenset[str]:
    """Return the concepts of the commonest words of English."""
    return frozenset(found for word in telling_words()["light"]["words"] if (found := concept(word)))


@lru_cache(maxsize=1)
def readout_concepts() -> frozenset[str]:
    """Return the concepts of words that tell little of what two readouts are about: how a thing was said, and units."""
    words = telling_words()["readout"]["words"]
    return frozenset(found for word in words if (found := concept(word))) | unit_concepts()


@lru_cache(maxsize=1)
def unit_concepts() -> frozenset[str]:
    """Return the concepts of units of money and measure."""
    return frozenset(map(concept, telling_words()["readout"]["units"]))


@lru_cache(maxsize=1)
def opener_concepts() -> frozenset[str]:
    """Return the concepts of the words that open a condition ("until"): that something hangs tells not what does."""
    openers = telling_words()["condition"]["openers"]
    return frozenset(found for phrase in openers for word in phrase.split() if (found := concept(word)))


def stem(word: str) -> str:
    """Return `word` (lower case) without the endings of inflection and derivation; short words stay whole."""
    for suffix, kept in _suffixes():
        whole = suffix == "s" and word.endswith("ss")  # "cross" is no plural
        if not whole and word.endswith(suffix) and len(word) - len(suffix) >= _MIN_STEM:
            word = word[: -len(suffix)] + kept
            break
    for tail in ("at", "e"):
        if word.endswith(tail) and len(word) - len(tail) >= _MIN_STEM:
            word = word.removesuffix(tail)
    if len(word) > _MIN_STEM and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word


@lru_cache(maxsize=65536)
def concept(form: str) -> str:
    """Return what `form` (lower case) has in common with its other forms and synonyms; "" for a function word."""
    form = form.removesuffix("'s").rstrip("'.")
    if form in _function_words():
        return ""
    if form in number_words():
        return str(number_words()[form])
    if form[:1].isdigit():
        return form.replace(",", "")
    plain = form.replace(".", "") if re.fullmatch(r"(?:\w\.)+\w?", form) else form
    return _classes().get(plain) or _stem_classes().get(stem(plain)) or stem(plain.replace("-", ""))


def figure(form: str, *, scaled: bool = False) -> float | None:
    """Return the number that figures tell, before "million" and the like if `scaled`; None: they are none, or their
    marks leave open whether they part thousands or decimals ("1.200.000", "1,5", and "1.000" unless scaled)."""
    told = _FIGURE.fullmatch(form)
    if told is None or (len(told["decimals"] or "") == len(".000") and not scaled):
        return None
    return float(form.replace(",", ""))


def read_words(text: str, *, offset: int = 0) -> list[Word]:
    """Return the words of `text` in order; `offset` is where it begins in what the words' offsets count from."""
    function_words = _function_words()
    found: list[Word] = []
    for match in WORD.finditer(text):
        start, written = match.start(), match.group()
        form = written.casefold().replace("’", "'")
        upper = written[0].isupper()
        capital = upper and (written[1:2].isupper() or _is_inside(text, start))
        meaning = concept(form) if not capital or form not in function_words else ""
        found.append(Word(start + offset, match.end() + offset, form, meaning, capital, upper))
    return found


def _is_inside(text: str, start: int) -> bool:
    """Return whether a word that begins at `start` stands inside a sentence, not first or behind a stop or mark."""
    at = start - 1
    while at >= 0 and text[at].isspace():
        at -= 1
    return at >= 0 and text[at] not in '.!?:"“”\n'
