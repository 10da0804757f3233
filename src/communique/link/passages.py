"""The sentences of a story's articles, with what is known of each: the units that are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Final

from communique.facts import Facts
from communique.facts.table import fold_name
from communique.link.coverage import Coverage
from communique.link.words import Word, concept, light_concepts, negations, read_words
from communique.model.documents import Article, BlockKind
from communique.model.records import ArticleRecord
from communique.model.spans import ActorId, Anchor, ArticleId, Span
from communique.model.statements import Statement

_END: Final = re.compile(r"[.!?][\"”’')\]]*(?=\s+[\"“‘'(\[]*[A-Z0-9])|\n+")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|Gen|Lt|Col|Sen|Rep|Gov|Prof|Hon|Amb|Capt|Adm|Messrs|No|vs|Rs|Rt|Jan|Feb|Mar|Apr|Aug|Sept|Sep"
    r"|Oct|Nov|Dec)|\b[A-Z](?:\.[A-Z])*)\.$"
)
_BULLET: Final = re.compile(r"[•▪●◦‣·*–—-]\s+")
_MIN_WORDS: Final = 3
MAX_NAME_WORDS: Final = 7
"""Of a state's or organisation's name."""
_CLAUSE: Final = re.compile(
    r",\s+(?:and\s+)?(?=(?:but|while|with|at|in|on|by|as|despite|including|\w+ing)\b)|;\s+"
    r"|,?\s+and\s+(?=(?:that|is|are|was|were|will|would|has|have|had|for|to|\w+ed)\b)|,\s+(?=to [a-z])"
)
_JOINT: Final = re.compile(r",?\s+(?:and\s+)?")
_LAST_JOINT: Final = re.compile(r"[,;]?\s+(?:and|but)$|[,;]$")
_LISTED: Final = re.compile(r":\s+(?=\w)")
_ITEM: Final = re.compile(r",\s+(?:and\s+)?(?=\w)")
_INSTRUMENTS: Final = frozenset(
    map(concept, ("agreement", "process", "protocol", "format", "convention", "memorandum"))
)
_NUMERALS: Final = frozenset({"i", "ii", "iii"})
_MIN_CLAUSE_CONCEPTS: Final = 2
_MIN_ITEMS: Final = 3


@dataclass(frozen=True)
class Passage:
    """A sentence of one article."""

    article: ArticleId
    number: int
    """From 0, in text order within its article."""
    anchor: Anchor
    words: tuple[Word, ...]
    """Offsets count from the start of the article."""
    concepts: frozenset[str]
    statements: tuple[Statement, ...]
    """Those of which content lies in it."""
    speakers: frozenset[ActorId]
    """The record's actors who say what it reports; empty: the author tells it, or nobody is known."""
    lead: bool
    """Whether it stands in the article's first two paragraphs."""
    turn: bool
    """Whether it is a turn of an interview or transcript."""

    @cached_property
    def negated(self) -> bool:
        """Whether a word of it turns what it says into its opposite."""
        return any(word.form in negations() for word in self.words)

    def words_in(self, span: Span) -> tuple[Word, ...]:
        """Return its words that begin within `span` of the article's text."""
        return tuple(word for word in self.words if span.start <= word.start < span.end)

    def concepts_in(self, span: Span) -> frozenset[str]:
        """Return the concepts of its words that begin within `span`."""
        return frozenset(word.concept for word in self.words_in(span) if word.concept)

    @property
    def names(self) -> frozenset[str]:
        """The concepts of its names."""
        return frozenset(word.concept for word in self.words if word.name and word.concept)


def passages_of(
    coverage: Coverage, record: ArticleRecord, kinds: Sequence[BlockKind] = ("body", "turn")
) -> list[Passage]:
    """Return the sentences of an article's blocks of `kinds`, in text order, by default its own words."""
    article = record.article
    found: list[Passage] = []
    leads = 0
    placed = [
        (min(c.start for c in s.content), max(c.end for c in s.content), s) for s in record.statements if s.content
    ]
    for block in article.blocks_of(kinds):
        start = (
            block.speaker_span.end
            if block.speaker_span and block.speaker_span.end > block.span.start
            else block.span.start
        )
        leads += 1
        for span in _sentences(article.text, Span(start, block.span.end)):
            words = _words(article, span, coverage.facts)
            if len(words) < _MIN_WORDS:
                continue
            told = tuple(
                s
                for start, end, s in placed
                if start < span.end and span.start < end and any(c.overlaps(span) for c in s.content)
            )
            speakers = frozenset(coverage.actor_of[article.id, local] for s in told for local in s.speakers.value or ())
            concepts = frozenset(word.concept for word in words if word.concept)
            found.append(
                Passage(
                    article.id,
                    len(found),
                    article.anchor(span),
                    words,
                    concepts,
                    told,
                    speakers,
                    leads <= 2,
                    block.kind == "turn",
                )
            )
    return found


def clauses_of(passage: Passage) -> list[Passage]:
    """Return the clauses of a sentence, in order, each with at least two words that say something."""
    start, whole = passage.anchor.span.start, passage.anchor.words
    ends = {m.end() for m in _CLAUSE.finditer(whole)} | _ends_of_items(whole) | _ends_of_statements(passage)
    bounds = [0, *sorted(ends), len(whole)]
    found: list[Passage] = []
    begin = 0
    for end in bounds[1:]:
        part = _part(passage, Span(start + begin, start + end))
        rest = _part(passage, Span(start + end, start + len(whole)))
        if all(_says_something(p) for p in (part, rest)) or end == len(whole):
            found.append(part)
            begin = end
    return found


def _ends_of_statements(passage: Passage) -> set[int]:
    """Return where what one statement says ends and another begins ("Noting that ..., he stressed that ...")."""
    start, whole = passage.anchor.span.start, passage.anchor.span
    pieces = sorted((c.start, c.end, s.id) for s in passage.statements for c in s.content if whole.contains(c))
    ends = {end for (_, end, told), (begin, _, after) in pairwise(pieces) if end < begin and told != after}
    return {_after_comma(passage.anchor.words, end - start) for end in ends}


def _after_comma(sentence: str, at: int) -> int:
    joint = _JOINT.match(sentence, at)
    return joint.end() if joint else at


def _ends_of_items(sentence: str) -> set[int]:
    """Return where the things that a colon lists end ("agreed on three things: ..., ..., and ..."); empty: no list."""
    colon = _LISTED.search(sentence)
    items = [m.end() for m in _ITEM.finditer(sentence, colon.end())] if colon else []
    return {colon.end(), *items} if colon and len(items) >= _MIN_ITEMS - 1 else set()


def _says_something(part: Passage) -> bool:
    return len(part.concepts - light_concepts()) >= _MIN_CLAUSE_CONCEPTS or any(c[:1] == "#" for c in part.concepts)


def _part(passage: Passage, span: Span) -> Passage:
    offset = passage.anchor.span.start
    trimmed = _trim(passage.anchor.words, Span(span.start - offset, span.end - offset)) or Span(0, 0)
    joint = _LAST_JOINT.search(passage.anchor.words, trimmed.start, trimmed.end)
    trimmed = Span(trimmed.start, joint.start()) if joint else trimmed
    words = passage.words_in(span)
    at = Span(trimmed.start + offset, trimmed.end + offset)
    return replace(
        passage,
        anchor=Anchor(passage.anchor.document, at, trimmed.of(passage.anchor.words)),
        words=words,
        concepts=frozenset(word.concept for word in words if word.concept),
        statements=tuple(s for s in passage.statements if any(c.overlaps(at) for c in s.content)),
    )


def _sentences(text: str, block: Span) -> list[Span]:
    spans: list[Span] = []
    start = block.start
    for match in _END.finditer(text, block.start, block.end):
        if not match.group().startswith("\n") and _ABBREVIATION.search(
            text, max(start, match.start() - 8), match.start() + 1
        ):
            continue
        spans.append(Span(start, match.end()))
        start = match.end()
    spans.append(Span(start, block.end))
    trimmed = [_trim(text, span) for span in spans]
    return [_unmarked(text, span) for span in trimmed if span is not None]


def _unmarked(text: str, span: Span) -> Span:
    """Return a sentence without the mark that makes it a point of a list."""
    bullet = _BULLET.match(text, span.start, span.end)
    return Span(bullet.end(), span.end) if bullet else span


def _trim(text: str, span: Span) -> Span | None:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _words(article: Article, span: Span, facts: Facts) -> tuple[Word, ...]:
    """Return the words of a sentence; the name of a state or organisation is one concept, at its first word."""
    words = read_words(span.of(article.text), offset=span.start)
    found: list[Word] = []
    inside = 0
    for number, word in enumerate(words):
        meaning = word.concept
        if inside:
            inside, meaning = inside - 1, ""
        elif word.capital:
            named, length = _named(words[number : number + MAX_NAME_WORDS], facts)
            if named and _names_instrument(words, number, number + length):
                named = None
            inside, meaning = (length - 1, named) if named else (0, meaning)
        found.append(word if meaning == word.concept else word._replace(concept=meaning))
    return tuple(found)


def _names_instrument(words: Sequence[Word], start: int, after: int) -> bool:
    """Return whether a name, or what follows it, is that of an instrument or process ("the Vienna agreements").

    Such a one is called by its first words: "the Calda Format" is "the Calda talks" elsewhere.
    """
    if after - start > 1 and words[after - 1].concept in _INSTRUMENTS:
        return True
    if after == len(words):
        return False
    verb = words[after].form.endswith(("ed", "ee", "ees"))  # "Solmara agreed"
    return (words[after].concept in _INSTRUMENTS and not verb) or words[after].form in _NUMERALS


def _named(words: Sequence[Word], facts: Facts) -> tuple[str | None, int]:
    """Return the concept of the longest name of a state or organisation that opens `words`, and its length in words."""
    for length in range(len(words), 0, -1) if facts.may_begin_name(words[0].form) else ():
        form = " ".join([word.form for word in words[:length]])
        named = _name(form, facts)
        if named:
            return named, length
    return _pair_of_names(words[0].form, facts), 1


def _name(form: str, facts: Facts) -> str | None:
    organisation = facts.organisation_by_name.get(fold_name(form))
    return _state(form, facts) or (f"#{organisation.name}" if organisation else None)


def concepts_of_names(names: Iterable[str], facts: Facts) -> frozenset[str]:
    """Return what names are read as in a text: one concept for a state or organisation, else the words."""
    found: set[str] = set()
    for name in names:
        named = _name(" ".join(word.form for word in read_words(name)), facts)
        found |= {named} if named else {word.concept for word in read_words(name) if word.concept}
    return frozenset(found - light_concepts())


def _pair_of_names(form: str, facts: Facts) -> str | None:
    """Return what a compound of names stands for ("Drovia-Solmara"), in either order; None: it is none."""
    parts = [_name(part, facts) for part in form.split("-")] if "-" in form else []
    known = sorted(part for part in parts if part is not None)
    return "+".join(known) if len(known) == len(parts) > 1 else None


def _state(form: str, facts: Facts) -> str | None:
    """Return what a name of a state, its people or its government's seat stands for; None for any other word."""
    folded = fold_name(form)
    state = facts.state_by_name.get(folded) or facts.state_by_name.get(folded.removesuffix("s"))
    return f"@{state.name}" if state else None
