"""Words of names: which belong to one, which end it, its surname."""

from __future__ import annotations

import re

from communique.facts.table import fold_name

PARTICLES = frozenset(
    {"al", "el", "de", "del", "van", "von", "bin", "ben", "ibn", "da", "di", "der", "den", "la", "le", "ul", "ur"}
)
GIVEN = frozenset({"Ben"})
"""What is a given name more often than a particle where it is written with a capital."""
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
"""What stands behind a surname that father and son share."""
PLACED = frozenset({"in", "near", "at", "outside", "around"})
"""Prepositions before places rather than people."""
STARTERS = frozenset(
    {"but", "and", "if", "when", "while", "asked", "speaking", "earlier", "meanwhile", "however", "also", "then", "now"}
)
STARTERS_CAP: frozenset[str] = frozenset({"I", "He", "She", "They", "We", "It", "The", "But", "And"})
LINKING = frozenset(
    {"for", "on", "at", "to", "with", "over", "by", "from", "after", "before", "in", "of", "as", "against", "into"}
)
"""Prepositions, which end no name though a headline gives them a capital."""
MEDIA = frozenset(
    {"tv", "television", "newspaper", "channel", "radio", "agency", "news", "magazine", "daily", "website"}
)
CALENDAR_SKIP: frozenset[str] = frozenset({"I"})
NO_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff]")
ELIDED = re.compile(r"[dlo]['’][A-Z]")
ARABIC_ARTICLE = re.compile(r"^(al|el|as|ad|ash)-")


def joins_surnames(key: str, full: set[str]) -> bool:
    """Return whether a name of two words is made of the surnames of two other persons."""
    words = key.split()
    others = {surname_of(other) for other in full if other != key}
    return len(words) == 2 and all(surname_of(word) in others for word in words)


def plain_words(text: str) -> str:
    """Return `text` with white space made single and marks of no width left out."""
    return " ".join((text if text.isascii() else NO_WIDTH.sub("", text)).split())


def is_capitalised(word: str) -> bool:
    """Return whether `word` begins with a capital letter (also "d'Orsay", "McFaul")."""
    return bool(word) and (word[0].isupper() or (word[0] in "dlo" and bool(ELIDED.match(word))))


def _without_suffix(key: str) -> list[str]:
    """Return the words of a name without what tells a son from his father ("Jr.")."""
    words = key.replace("‑", "-").split() or [""]
    return words[:-1] if len(words) > 1 and words[-1].casefold().strip(".") in SUFFIXES else words


def is_surname(key: str) -> bool:
    """Return whether a name as written holds no given name ("Lind", "De Varga", "Lind Jr.")."""
    *before, _ = _without_suffix(key)
    return all(word.casefold() in PARTICLES and word not in GIVEN for word in before)


def surname_of(key: str) -> str:
    """Return the folded surname of a name as written: its last word but for "Jr.", without an Arabic article."""
    last = _without_suffix(key)[-1].casefold()
    return fold_name(ARABIC_ARTICLE.sub("", last))
