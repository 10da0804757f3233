"""What questions answer with, line by line. Spans are half-open code point offsets into the article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import pandas

L = TypeVar("L")


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A file that a build met, and its article."""

    path: str
    status: str
    """analysed, not analysed (another language), duplicate, unreadable, failed, waiting (a build was broken off)."""
    reason: str | None
    duplicate_of: str | None
    article: str | None
    """Its article's id; None: it gave none."""
    title: str | None
    source: str | None
    agency: str | None
    published: str | None
    """EDTF; None: not known."""
    published_basis: str | None
    """How the date is known, or why it is not."""
    language: str | None
    rendition_of: str | None
    """The article that this one shows again; None: none."""
    origin: str | None
    statements: int


@dataclass(frozen=True, slots=True)
class ActorLine:
    """A person, state, organisation or group."""

    id: str
    name: str
    kind: str
    side: str | None
    offices: str | None
    """As told, "; " between them."""
    names: str | None
    """Every spelling met, "; " between them."""
    statements: int
    mentions: int


@dataclass(frozen=True, slots=True)
class AspectLine:
    """One thing that is known of an actor: a name, an office, a mention."""

    actor: str
    aspect: str
    value: str
    """The name as met, the title of the office, or the form of the mention ("pronoun")."""
    of_whom: str | None
    """State or organisation of the office; None: not told, or no office."""
    since: str | None
    until: str | None
    basis: str | None
    """How the office is known: stated, table; None: no office."""
    words: str | None
    """The passage; None: a name, or an office from the facts table."""
    path: str | None
    start_char: int | None
    end_char: int | None


@dataclass(frozen=True, slots=True)
class StatementLine:
    """What somebody is reported to have said."""

    id: str
    speaker: str | None
    """None: not resolved."""
    speaker_basis: str
    """How the speaker is known, or why not."""
    words: str
    """The content; " … " between its pieces."""
    form: str
    speaker_words: str | None
    cue: str | None
    relay: str | None
    date: str | None
    path: str
    start_char: int
    end_char: int
    source: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class EncounterLine:
    """A meeting, call, visit, summit and so on, as all accounts tell it."""

    id: str
    date: str | None
    """EDTF, first day; None: not known."""
    date_basis: str
    kind: str
    status: str
    participants: str | None
    place: str | None
    duration: str | None
    issues: str
    """JSON list of phrases."""
    part_of: str | None
    articles: int
    origins: int
    path: str | None
    """The first article by path that tells it; its evidence follows."""
    start_char: int | None
    end_char: int | None
    words: str | None


@dataclass(frozen=True, slots=True)
class UndertakingLine:
    """A commitment, offer, demand, condition, warning, refusal or deadline."""

    id: str
    kind: str
    by_whom: str | None
    """None: not resolved."""
    party: str | None
    to_whom: str | None
    negated: int
    """1: the action is one not to be done."""
    action: str
    condition: str | None
    deadline: str | None
    hedge: str | None
    due: str | None
    """EDTF or ISO 8601, a start with an open end ("2031-06-01/.."); None: none, or not resolved."""
    path: str
    start_char: int
    end_char: int
    statement: str | None
    published: str | None
    origins: int | None
    """Independent origins that tell it; None: not counted."""


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """A judgement of an encounter, an agreement or the relations."""

    id: str
    by_whom: str
    polarity: str
    words: str
    of_what: str
    encounter: str | None
    path: str
    start_char: int
    end_char: int
    statement: str | None


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """What happened, is planned or falls due."""

    id: str
    date: str | None
    """EDTF; None: not known, and then the line stands at the day on which it was first told."""
    told: str | None
    """The day on which the first article that tells it was published; None: not known. Only of what has no date."""
    basis: str | None
    what: str
    who: str | None
    words: str | None
    path: str | None
    start_char: int | None
    end_char: int | None


@dataclass(frozen=True, slots=True)
class SearchLine:
    """A passage that holds the words searched for."""

    noun: str
    """article or statement."""
    id: str
    path: str
    passage: str
    """With the words found between [ and ]."""


@dataclass(frozen=True, slots=True)
class PassageLine:
    """The exact words of a noun, with what stands around them."""

    noun: str
    noun_id: str
    role: str
    path: str
    start_char: int
    end_char: int
    before: str
    words: str
    after: str


class Lines(Sequence[L], Generic[L]):
    """The answer to a question: a sequence of lines that can become dicts or a pandas table."""

    def __init__(self, lines: Iterable[L]) -> None:
        self._lines = tuple(lines)

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[L]:
        return iter(self._lines)

    def __getitem__(self, at: Any) -> Any:
        return self._lines[at]

    def __repr__(self) -> str:
        return f"Lines({list(self._lines)!r})"

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return one dict per line, fields in their order."""
        return [dict(line) if isinstance(line, dict) else asdict(line) for line in self._lines]  # type: ignore[call-overload]

    def to_pandas(self) -> pandas.DataFrame:
        """Return the lines as a table. Raises ImportError where pandas is not installed (extra "pandas")."""
        import pandas

        return pandas.DataFrame(self.to_dicts())
