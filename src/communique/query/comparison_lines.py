"""What questions about comparisons answer with. Spans are half-open code point offsets into the article."""

from __future__ import annotations

from dataclasses import dataclass, replace

from communique.model.spans import Span, cut_ends


@dataclass(frozen=True, slots=True)
class SideLine:
    """What one account says."""

    path: str
    source: str | None
    start_char: int
    end_char: int
    words: str
    value: str
    """What the words tell, normalised; the words themselves for a wording."""
    asserted_by: str | None
    """Who says it by that account; None: its author."""
    article: str


@dataclass(frozen=True, slots=True)
class ComparisonLine:
    """How passages of several accounts relate."""

    id: str
    kind: str
    relation: str
    """conflict, weight (differ in what they stress), compatible, variant (spelling)."""
    what: str
    encounter: str | None
    utterance: str | None
    weight: float
    origins: int
    """Independent origins of the sides: two reprints are one, and what is told through an agency is the agency's."""
    sides: tuple[SideLine, ...]


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One statement of an utterance or matter."""

    id: str
    path: str
    source: str | None
    speaker: str | None
    form: str
    words: str
    start_char: int
    end_char: int
    article: str


@dataclass(frozen=True, slots=True)
class UtteranceLine:
    """Statements of several articles that tell one thing."""

    id: str
    level: str
    """utterance: one thing said once; matter: the same by others, on another day, or told as fact."""
    score: float
    statements: tuple[ToldLine, ...]


@dataclass(frozen=True, slots=True)
class AlignedWord:
    """A word of one telling."""

    word: str
    shared: bool
    """Whether the telling that it is held against has it too; False marks what only this one has."""


@dataclass(frozen=True, slots=True)
class AlignedLine:
    """One telling of an utterance, word by word against the fullest."""

    told: ToldLine
    words: tuple[AlignedWord, ...]


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """What another account has instead of a passage."""

    path: str
    source: str | None
    verdict: str
    """left out, not found here, could not have known."""
    near_start: int | None
    near_end: int | None
    near_words: str | None
    """The nearest passage, so that the reader can judge; None: nothing shares a word."""
    article: str


@dataclass(frozen=True, slots=True)
class SoleLine:
    """A passage that only one account has."""

    id: str
    path: str
    source: str | None
    start_char: int
    end_char: int
    words: str
    weight: float
    encounter: str | None
    statement: str | None
    absences: tuple[AbsenceLine, ...]
    article: str


@dataclass(frozen=True, slots=True)
class BothLine:
    """What two readouts both tell."""

    first_start: int
    first_end: int
    first_words: str
    second_start: int
    second_end: int
    second_words: str


@dataclass(frozen=True, slots=True)
class ReadoutPairLine:
    """Two sides' readouts of one call or meeting."""

    id: str
    encounter: str | None
    first_path: str
    first_source: str | None
    second_path: str
    second_source: str | None
    both: tuple[BothLine, ...]
    only: tuple[SoleLine, ...]
    comparisons: tuple[ComparisonLine, ...]


def without_alone(pair: ReadoutPairLine) -> ReadoutPairLine:
    """Return a pair in which no words stand both among what both tell and among what one tells alone."""
    alone = [
        [Span(sole.start_char, sole.end_char) for sole in pair.only if sole.path == path]
        for path in (pair.first_path, pair.second_path)
    ]
    both = []
    for line in pair.both:
        first = cut_ends(Span(line.first_start, line.first_end), alone[0], line.first_words, start=line.first_start)
        second = cut_ends(
            Span(line.second_start, line.second_end), alone[1], line.second_words, start=line.second_start
        )
        words = (
            line.first_words[first.start - line.first_start : first.end - line.first_start],
            line.second_words[second.start - line.second_start : second.end - line.second_start],
        )
        both.append(BothLine(first.start, first.end, words[0], second.start, second.end, words[1]))
    return replace(pair, both=tuple(both))


@dataclass(frozen=True, slots=True)
class CellLine:
    """What one account of an encounter says of one attribute."""

    path: str
    source: str | None
    value: str | None
    """None: it says nothing of it."""
    words: str | None
    start_char: int | None
    end_char: int | None
    asserted_by: str | None
    """Who says it by that account; None: its author, or nobody."""
    absence: str | None
    """Why there is no value: not reported, not resolved, not analysed."""


@dataclass(frozen=True, slots=True)
class AttributeLine:
    """One attribute of an encounter, by account."""

    attribute: str
    cells: tuple[CellLine, ...]
