"""Speakers' turns: transcripts with labels, and interviews with the names of those interviewed as headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.clean.lexicon import Lexicon
from communique.clean.passages import Passage
from communique.model.documents import BlockKind
from communique.model.spans import Span

_CAPS_LABEL = re.compile(r"^\W{0,3}([A-Z][A-Z.'’\- ]{1,48}[A-Z.)](?: \([A-Z a-z]{2,30}\))?)\W{0,2}:\W{0,2}(?:\s+|$)")
_MIXED_LABEL = re.compile(r"^(?:\*\*|__)?([A-Z][^:!?\n\"“”]{2,90}?)(?:\*\*|__)?:(?:\*\*|__)?(?:\s+|$)")
_Q_LABEL = re.compile(r"^(Q)(?:\s*[:.])?\s+(?=[A-Z\"“'‘(\[\-–—…0-9])")
_A_LABEL = re.compile(r"^(A):\s+(?=[A-Z\"“'‘(\[\-–—…0-9])")
_SURNAME_LABEL = re.compile(r"^(?:\*\*|__)?([A-Z][\w'’-]{2,30})(?:\*\*|__)?:(?:\*\*|__)?\s+(?=[A-Z\"“'‘(\[…0-9])")
_NAME_HEADING = re.compile(r"^((?:[A-Z][\w.'’-]*\s+){1,4}[A-Z][\w'’-]+),\s+\S")
_PICTURED = re.compile(
    r",\s*(?:left|right|center|centre|second|third|front|back|top|bottom|foreground)\b|\((?:left|right|l|r)\)", re.I
)
_REPORTED = re.compile(
    r"[,.?!][\"”]\s+(?:[\w.'’-]+\s+){0,4}(?:said|says|added|told|asked|replied|explained|wrote|noted)\b"
    r"|\b(?:said|added|told \w+|wrote):?,?\s+[\"“]"
)
_STAGE = re.compile(r"^\W{0,2}[(\[][^()\[\]]{2,80}[)\]]\W{0,2}$")
_EDITORS_NOTE = re.compile(
    r"^\W{0,3}(?:The|This|These) (?:interviews?|conversations?|answers|comments|responses|debate|discussion)\b"
    r".{0,80}\b(?:edited|conducted|condensed|translated|recorded|shortened)\b",
    re.I | re.S,
)
MIN_NAME_HEADINGS = 2
MIN_SURNAMES = 2
"""Turns that a bare surname must label, beside other labels, before it is taken for one ("Novak: ...")."""
MIN_MIXED_WORDS = 2
MAX_NAME_CHARS = 2000
"""Characters of a passage that are searched for the full name of who answers; keeps cleaning linear."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a passage is in a dialogue: the label's span, where the words begin."""

    speaker_span: Span
    words_start: int


@dataclass(frozen=True, slots=True)
class _Label:
    span: Span
    end: int
    """Where the words after the label begin."""
    style: str


def find_turns(passages: Sequence[Passage], kinds: Sequence[BlockKind], lexicon: Lexicon) -> dict[int, Turn]:
    """Return, for each passage that is somebody's own words or holds their label, its turn.

    For a heading with the name of who speaks `words_start` is the end of the passage: there are no words in it.
    """
    labels = {
        i: label
        for i, passage in enumerate(passages)
        if kinds[i] in ("body", "heading", "title") and (label := _label(passage, lexicon)) is not None
    }
    labels |= _answers(passages, kinds, lexicon, labels)
    if _is_dialogue(list(labels.values())):
        return _spread(passages, kinds, labels)
    answered = _answered_questions(passages, kinds, lexicon)
    if answered:
        return _spread(passages, kinds, answered)
    headings = _name_headings(passages, kinds)
    if len(headings) < MIN_NAME_HEADINGS:
        return {}
    return _spread(passages, kinds, headings | _bare_names(passages, kinds, headings))


def _answers(
    passages: Sequence[Passage], kinds: Sequence[BlockKind], lexicon: Lexicon, labels: dict[int, _Label]
) -> dict[int, _Label]:
    """Return the labels that only a dialogue makes labels: "A:" after "Q:", a bare surname that comes back."""
    asked = any(label.style == "asker" for label in labels.values())
    found: dict[int, _Label] = {}
    surnames: dict[str, dict[int, _Label]] = {}
    for index, passage in enumerate(passages):
        if index in labels or kinds[index] not in ("body", "heading") or not labels:
            continue
        answer, surname = _A_LABEL.match(passage.text), _SURNAME_LABEL.match(passage.text)
        if answer is not None and asked:
            found[index] = _at(passage, answer, "mixed")
        elif surname is not None and _names_speaker(surname.group(1), lexicon):
            surnames.setdefault(surname.group(1), {})[index] = _at(passage, surname, "mixed")
    for of_one in surnames.values():
        if len(of_one) >= MIN_SURNAMES:
            found |= of_one
    return found


def _answered_questions(passages: Sequence[Passage], kinds: Sequence[BlockKind], lexicon: Lexicon) -> dict[int, _Label]:
    """Return the labels of an interview that names only who answers ("Novak: ..."), each paragraph of the answers.

    The name comes back, stands with another one in the text, and a question goes before it. Empty: no such interview.
    """
    by_name: dict[str, dict[int, _Label]] = {}
    for index, passage in enumerate(passages):
        match = _SURNAME_LABEL.match(passage.text) if kinds[index] in ("body", "heading") else None
        if match is not None and _names_speaker(match.group(1), lexicon):
            by_name.setdefault(match.group(1), {})[index] = _at(passage, match, "answer")
    found: dict[int, _Label] = {}
    for name, labels in by_name.items():
        asked = any(i and i - 1 not in labels and passages[i - 1].text.rstrip().endswith("?") for i in labels)
        full = re.compile(rf"[A-Z][\w'’-]+ {re.escape(name)}\b|\b{re.escape(name)} [A-Z][\w'’-]+")
        if asked and len(labels) >= MIN_SURNAMES and any(full.search(p.text[:MAX_NAME_CHARS]) for p in passages):
            found |= labels
    return found


def _label(passage: Passage, lexicon: Lexicon) -> _Label | None:
    head = passage.text[:160]
    match = _Q_LABEL.match(head)
    if match:
        return _at(passage, match, "asker")
    match = _CAPS_LABEL.match(head)
    if match and _names_speaker(match.group(1), lexicon):
        asks = match.group(1).casefold().strip() in lexicon.askers
        return _at(passage, match, "asker" if asks else "caps")
    match = _MIXED_LABEL.match(head)
    if match and _names_speaker(match.group(1), lexicon) and _is_mixed_label(match.group(1), lexicon):
        asks = match.group(1).casefold().strip() in lexicon.askers
        return _at(passage, match, "asker" if asks else "mixed")
    return None


def _at(passage: Passage, match: re.Match[str], style: str) -> _Label:
    start = passage.span.start
    return _Label(Span(start + match.start(1), start + match.end(1)), start + match.end(), style)


def _names_speaker(label: str, lexicon: Lexicon) -> bool:
    folded = " ".join(label.casefold().split())
    return folded not in lexicon.not_speakers and folded.split(" ")[0] not in lexicon.not_speakers


def _is_mixed_label(label: str, lexicon: Lexicon) -> bool:
    words = label.replace(",", " ").split()
    if label.casefold().strip() in lexicon.askers:
        return True
    capital = sum(word[0].isupper() for word in words)
    small = all(word[0].isupper() or word.casefold() in lexicon.label_words for word in words)
    return small and capital >= MIN_MIXED_WORDS and len(words) <= 14


def _is_dialogue(labels: Sequence[_Label]) -> bool:
    """Two labels make a dialogue; one of mixed case does where it names a person with an office (four words)."""
    if len(labels) >= 2:
        return True
    return len(labels) == 1 and labels[0].style != "asker" and len(labels[0].span) >= 20


def _name_headings(passages: Sequence[Passage], kinds: Sequence[BlockKind]) -> dict[int, _Label]:
    found = {}
    for index, passage in enumerate(passages[:-1]):
        if kinds[index] not in ("heading", "title") or len(passage.words) > 35 or passage.ends_sentence:
            continue
        match = _NAME_HEADING.match(passage.text)
        if match and not _PICTURED.search(passage.text) and _followed_by_words(passages, kinds, index):
            start = passage.span.start
            name = Span(start + match.start(1), start + match.end(1))
            found[index] = _Label(name, passage.span.end, "name")
    return found


def _bare_names(
    passages: Sequence[Passage], kinds: Sequence[BlockKind], headings: dict[int, _Label]
) -> dict[int, _Label]:
    """Return the headings that are a name alone, of those whom an earlier heading has introduced with their office."""
    introduced: set[str] = set()
    found = {}
    for index, passage in enumerate(passages):
        if index in headings:
            start = passage.span.start
            introduced.add(
                passage.text[headings[index].span.start - start : headings[index].span.end - start].casefold()
            )
        elif kinds[index] in ("heading", "body") and passage.text.strip().casefold() in introduced:
            found[index] = _Label(passage.span, passage.span.end, "name")
    return found


def _is_outlets_own(passages: Sequence[Passage], index: int, labels: dict[int, _Label], style: str) -> bool:
    """Return whether a passage is the outlet's: a reporter's words, the next question, or a note on the text."""
    text = passages[index].text.strip()
    if _REPORTED.search(text[:2000]):
        return style != "caps"
    asks = text.endswith("?") and len(passages[index].words) <= 40 and index + 1 in labels
    return style == "name" and (asks or _EDITORS_NOTE.match(text) is not None)


def _followed_by_words(passages: Sequence[Passage], kinds: Sequence[BlockKind], index: int) -> bool:
    follower = next((i for i in range(index + 1, len(passages)) if kinds[i] not in ("caption", "boilerplate")), None)
    return follower is not None and passages[follower].prose and not _REPORTED.search(passages[follower].text[:2000])


def _spread(passages: Sequence[Passage], kinds: Sequence[BlockKind], labels: dict[int, _Label]) -> dict[int, Turn]:
    """Return the turns: paragraphs without a label belong to the last one, until the words are a reporter's again.

    Where only answers have labels, words without one are who asks, or the reporter.
    """
    turns: dict[int, Turn] = {}
    current: _Label | None = None
    for index, passage in enumerate(passages):
        if index in labels:
            current = labels[index]
            turns[index] = Turn(current.span, current.end)
        elif current is None or kinds[index] not in ("body", "heading") or _STAGE.match(passage.text):
            continue
        elif kinds[index] == "heading":
            if len(passage.words) > 2 and current.style == "mixed":
                continue
            if passage.text.rstrip("*_ ").casefold() in ("end", "ends", "[ends]", "(end)"):
                current = None
        elif current.style == "answer" or _is_outlets_own(passages, index, labels, current.style):
            current = None
        else:
            turns[index] = Turn(current.span, passage.span.start)
    return turns
