"""Which words show an undertaking: with what makes it one, its condition and its deadline."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from communique.export.brief_material import BriefUndertaking, Material, Passage
from communique.export.brief_words import (
    DOUBLE,
    cap,
    near,
    policy,
    sentence_around,
    shorten,
    stretch,
    trim,
    with_helpers,
)

_MIN_WORDS: Final = 9
"""Shorter actions ("to strike if it is not") are shown with their sentence."""
_MIN_WORDS_WITH_CUE: Final = 5
"""The same where the word that promises or asks is among them ("refused to attend")."""
_MAX_CUE_GAP_CHARS: Final = 30
"""Between the cue of a statement and what it tells to be undertaken."""
_BARE_SUBJECT: Final = re.compile(
    r"\W*(?:it|this|that|these|those|they)\s+(?:\w+ly\s+|still\s+)?"
    r"(?:can|could|will|would|must|should|may|might|has|have|had|is|are|was|were|needs?)\b",
    re.IGNORECASE,
)
"""A clause whose subject only points to something told before."""


def action_words(material: Material, undertaking: BriefUndertaking) -> tuple[Passage, ...]:
    """Return the stretches that show an undertaking with the words that make it one, its condition and its deadline.

    What stands together is one stretch; what says little or points back is shown with its sentence.
    """
    parts = [p for p in (undertaking.action, undertaking.condition, undertaking.deadline) if p is not None]
    parts.sort(key=lambda p: (p.start, -p.end))
    if undertaking.cue is not None:
        parts = sorted([undertaking.cue, *parts], key=lambda p: (p.start, -p.end))
        parts[:0] = _told_with(material, undertaking, parts[0])
    joined = [parts[0]]
    for part in parts[1:]:
        if part.end <= joined[-1].end:
            continue
        if near(material, joined[-1], part, quoted=True):
            joined[-1] = stretch(material, joined[-1], part)
        else:
            joined.append(part)
    joined = [_with_closing_mark(material, part) for part in joined]
    if len(joined) == 1 and _needs_sentence(undertaking, joined[0].words):
        joined = [_in_its_sentence(material, undertaking, joined[0])]
    return tuple(shorten(material, trim(material, part), cap("quote_chars"))[0] for part in joined)


def _in_its_sentence(material: Material, undertaking: BriefUndertaking, told: Passage) -> Passage:
    """Return the words with their sentence; from the cue on where another person's sentence tells of them.

    "I would not count on it, as A keeps saying that it can only open if ..." begins with that person's own view.
    """
    statement = material.statement_of.get(undertaking.statement or "")
    if statement is None or not statement.relays:
        return sentence_around(material, told)
    cue = with_helpers(material, statement.cue) if statement.cue is not None else None
    before = cue is not None and cue.end <= told.start and near(material, cue, told, quoted=True)
    return stretch(material, cue, told) if before and cue is not None else told


def _told_with(material: Material, undertaking: BriefUndertaking, first: Passage) -> list[Passage]:
    """Return the cue just before the words if it tells more than that something was said ("argued", "hinted")."""
    statement = material.statement_of.get(undertaking.statement or "")
    cue = statement.cue if statement is not None else None
    if cue is None or cue.end > first.start or cue.words.casefold() in policy()["cues"]["plain"]:
        return []
    cue = with_helpers(material, cue)
    just_before = first.start - cue.end <= _MAX_CUE_GAP_CHARS and near(material, cue, first, quoted=True)
    return [cue] if just_before else []


def _needs_sentence(undertaking: BriefUndertaking, words: str) -> bool:
    """Return whether words say too little by themselves: too few, or a thing of which nothing says what is done."""
    if undertaking.cue is None:
        names_only = re.match(r"[\"“]|(?:the|a|an|no)\s", undertaking.action.words, re.IGNORECASE)
        return bool(names_only) or len(words.split()) < _MIN_WORDS
    # "It would open the port": who would is told; "it can only happen if", "this must happen": what is not.
    back = _BARE_SUBJECT.match(undertaking.action.words) or _BARE_SUBJECT.match(re.sub(r"^[Ii]t\b", "", words))
    return len(words.split()) < _MIN_WORDS_WITH_CUE or back is not None


def _with_closing_mark(material: Material, passage: Passage) -> Passage:
    """Return a passage with the mark at its edge that opens or closes a quotation of which it holds a part."""
    text, start, end = material.articles[passage.article].text, passage.start, passage.end
    if passage.words.count("[") > passage.words.count("]") and text[end : end + 1] == "]":
        end += 1
    if sum(char in DOUBLE for char in passage.words) % 2 and not passage.words.startswith(tuple(DOUBLE)):
        closing = re.compile(rf"[.,!?]?[{DOUBLE}]").match(text, end)
        if closing is not None:
            end = closing.end()
        elif text[start - 1 : start] in tuple(DOUBLE):
            start -= 1
    return replace(passage, start=start, end=end, words=text[start:end])
