"""What a passage is by its own form: page furniture, a credit, a caption, a byline, a mark."""

from __future__ import annotations

import re

from communique.clean.lexicon import Lexicon, Patterns
from communique.clean.passages import Passage
from communique.model.spans import Span

LONG_PROSE_WORDS = 60
"""A passage this long is an article's paragraph, whatever furniture phrase it may hold."""
MAX_FORM_CHARS = 1200
"""Longer passages are not tried against the patterns: they are no furniture, and it keeps cleaning linear."""

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_CLOCK = r"\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [a-z]{2,4})?"
_DATE_LINE = re.compile(
    rf"^(?:(?:issued on|published|posted|date|first published|released)\b:?\s*(?:on |at )?)?(?:{_WEEKDAY},? )?"
    rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}} {_MONTH},? \d{{4}}"
    r"|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d)"
    rf"(?:\W{{0,3}}(?:at )?{_CLOCK})?(?:\W{{0,3}}(?:modified|updated)\b.{{0,40}})?\W{{0,3}}$",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"^\W{0,3}(?:copyright|©|\(c\))\W{0,3}(?:©|\(c\)|\d{4}|by|the)", re.IGNORECASE)
_BYLINE = re.compile(r"^(?:by|from)\s+(?-i:[A-Z])[\w.'’-]+(?:\s|,|$|\|)", re.IGNORECASE)
_BY_NAMES = re.compile(r"^By ((?:[A-Z][\w.'’-]+|de|von|van|al|bin|and|,|&)(?:\s+|\s*,\s*|$))+")
_LINK_ONLY = re.compile(r"^\W*(?:!?\[[^\]\n]{0,200}\]\(\S+\)|<?https?://\S+>?|www\.\S+)\W*$|\]\(\S+\)\W{0,3}$")


def is_furniture(passage: Passage, lexicon: Lexicon) -> bool:
    """Return whether the form alone shows `passage` to be page furniture."""
    if len(passage.text) > MAX_FORM_CHARS and passage.link_share < 0.5:
        return False
    if passage.link_share > 0.6 or (len(passage.text) <= MAX_FORM_CHARS and _LINK_ONLY.search(passage.text)):
        return True
    if not passage.words:
        return len(passage.folded) < 40
    if len(passage.words) >= LONG_PROSE_WORDS:
        return False
    stopped = passage.folded.endswith((".", '."', ".”")) and len(passage.words) > 4
    return _any(lexicon.sentences, passage.folded) or (not stopped and _any(lexicon.lines, passage.folded))


def is_credit(passage: Passage, lexicon: Lexicon) -> bool:
    """Return whether `passage` names the reporters and editors at the end of an article."""
    return len(passage.text) <= MAX_FORM_CHARS and _any(lexicon.credits, passage.folded)


def is_copyright(passage: Passage) -> bool:
    """Return whether `passage` is a copyright line."""
    return len(passage.text) <= MAX_FORM_CHARS and _COPYRIGHT.match(passage.folded) is not None


def is_notice(passage: Passage, lexicon: Lexicon) -> bool:
    """Return whether `passage` tells who the author is."""
    return len(passage.text) <= 300 and _any(lexicon.notices, passage.folded)


def is_picture_line(passage: Passage, lexicon: Lexicon) -> bool:
    """Return whether `passage` carries a picture's credit together with its description."""
    return len(passage.text) <= MAX_FORM_CHARS and _any(lexicon.pictures, passage.folded)


def is_bare_credit(passage: Passage, lexicon: Lexicon) -> bool:
    """Return whether `passage` is a picture credit alone ("/ AP", "Pool/Reuters", "Getty Images")."""
    if len(passage.words) > 8:
        return False
    parts = [part.strip(" ()[]").casefold() for part in re.split(r"/|\bvia\b|,|\|", passage.folded)]
    return any(part in lexicon.picture_houses for part in parts)


def is_date_line(passage: Passage) -> bool:
    """Return whether `passage` is a date of publication alone."""
    return len(passage.text) <= 120 and _DATE_LINE.match(passage.folded) is not None


def is_byline(passage: Passage) -> bool:
    """Return whether `passage` names the author at the head of an article."""
    if len(passage.text) > 200 or not _BYLINE.match(passage.folded):
        return False
    return not passage.ends_sentence or (_BY_NAMES.match(passage.folded) is not None and len(passage.words) <= 16)


def is_mark(passage: Passage, lexicon: Lexicon) -> bool:
    """Return whether `passage` only opens, closes or parts a transcript ("END", "3:18 P.M. EDT")."""
    return len(passage.text) <= 40 and _any(lexicon.marks, passage.folded)


def furniture_pieces(passage: Passage, lexicon: Lexicon) -> tuple[Span, ...]:
    """Return the stretches of `passage` that are furniture while the rest is content, in order."""
    if len(passage.text) > MAX_FORM_CHARS:
        return ()
    found = []
    for pattern in lexicon.pieces:
        match = pattern.search(passage.text)
        if match and match.group().strip():
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            end = match.end() - len(match.group()) + len(match.group().rstrip())
            found.append(Span(passage.span.start + start, passage.span.start + end))
    return tuple(sorted(found))


def _any(patterns: Patterns, words: str) -> bool:
    return any(pattern.search(words) for pattern in patterns)
