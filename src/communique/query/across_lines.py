"""Lines on matters, agreements, keeping and breaking, issues and positions. Spans are half-open code point offsets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MatterLine:
    """Something that was promised, demanded or made conditional, over all articles."""

    id: str
    name: str
    undertakings: int
    statements: int
    """Statements that speak of it and undertake nothing."""
    parties: str | None
    """None: no party is known."""
    first_date: str | None
    last_date: str | None
    kept: int
    """Reports that an undertaking on it was kept."""
    broken: int
    terms: str
    """JSON list."""


@dataclass(frozen=True, slots=True)
class WordingLine:
    """One wording of a matter."""

    id: str
    """MATTER/NUMBER."""
    matter_id: str
    matter: str
    number: int
    """From 0, in order of time."""
    date: str | None
    """EDTF, when it was said, else published; None: neither is known."""
    kind: str
    """The undertaking's kind, or "statement"."""
    by_whom: str | None
    """None: not resolved, or the author."""
    speaker_words: str | None
    """The words that name who says it; None: none do, or the author says it."""
    relay: str | None
    cue: str | None
    """The words that report the statement ("ruled out"); None: no statement, or a quotation that runs on."""
    party: str | None
    words: str
    condition: str | None
    deadline: str | None
    due: str | None
    compared_with: int | None
    """Number of the earlier wording; None: none before it."""
    adds: str
    """JSON list of words."""
    drops: str
    """JSON list of words."""
    path: str
    start_char: int
    end_char: int
    source: str | None
    published: str | None
    undertaking: str | None
    statement: str | None


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """A named instrument."""

    id: str
    name: str
    names: str
    """Every name met, "; " between them."""
    undertakings: int
    passages: int
    kept: int
    broken: int


@dataclass(frozen=True, slots=True)
class ComplianceLine:
    """A report that an undertaking or an agreement was kept or broken."""

    id: str
    verdict: str
    """kept, broken, breach denied."""
    by_whom: str | None
    """"author": the article's author; None: not resolved."""
    party: str | None
    words: str
    about: str | None
    """The words for what was kept or broken; None: none stand there."""
    matter: str | None
    agreement: str | None
    undertakings: str | None
    """Ids, blanks between them; None: none resolved."""
    path: str
    start_char: int
    end_char: int
    published: str | None
    statement: str | None


@dataclass(frozen=True, slots=True)
class IssueLine:
    """Something on the table."""

    id: str
    name: str
    passages: int
    articles: int
    parties: str | None
    """Those that have a position on it; None: none."""
    terms: str
    """JSON list."""
    by_user: int
    """1: a user named it or changed its terms."""


@dataclass(frozen=True, slots=True)
class PassageOnLine:
    """Words that speak of an issue, or that tell what an agreement provides."""

    noun: str
    """issue or agreement."""
    noun_id: str
    name: str
    by_whom: str | None
    """"author"; None: not resolved."""
    words: str
    path: str
    start_char: int
    end_char: int
    published: str | None
    statement: str | None
    undertaking: str | None


@dataclass(frozen=True, slots=True)
class PositionLine:
    """One passage of what a party says on an issue at one time."""

    id: str
    """Of the cell: party, issue, date, told_by."""
    issue: str
    issue_id: str
    party: str
    party_id: str
    date: str | None
    """EDTF; None: not known."""
    told_by: str
    """itself, other side, observer, reporter."""
    by_whom: str | None
    """"author"; None: not resolved."""
    relay: str | None
    undertakes: str | None
    """Kind of the undertaking that the words make; None: they make none."""
    cue: str | None
    """The words that report the statement ("rejects"), without which it may read as its contrary; None: none stand."""
    utterance: str | None
    """What is told of several accounts as said once; None: of no other."""
    words: str
    path: str
    start_char: int
    end_char: int
    source: str | None
    published: str | None
    statement: str | None
    undertaking: str | None


@dataclass(frozen=True, slots=True)
class PositionChange:
    """A party's own wording on an issue on one date beside that on the date before; what differs, not judged."""

    issue: str
    """All the issues that the words are on, "; " between them."""
    party: str
    earlier: str
    """EDTF."""
    later: str
    was: str
    now: str
    adds: tuple[str, ...]
    drops: tuple[str, ...]
    was_path: str
    was_start: int
    was_end: int
    path: str
    """Where the later words stand."""
    start_char: int
    end_char: int
