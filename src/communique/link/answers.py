"""Answers to another side's proposal: acceptance, refusal, a promise to study it. Method: docs/methods/matters.md."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from importlib import resources

from communique.link.concepts import CONCEPT, Concepts
from communique.link.told import Keyed, Told
from communique.model.spans import Span
from communique.model.terms import Term
from communique.model.undertakings import Undertaking

ANSWER = CONCEPT + "answer"
"""Key of what answers a proposal; its target is the side that proposed."""
OWNER_CHARS = 60
"""How far behind a proposal its maker is named ("ideas put forward by B"), in code points; not tuned."""
NEAR_CHARS = 1500
"""How far before its answer a proposal is looked for, in code points; not tuned."""
_TO_ASKER = re.compile(r"\b(?:me|us|her|him|them)\s+(?:an?|the|their|his|our)?\s*\w*\s*$", re.IGNORECASE)
_OWN = re.compile(r"\b(?:I|we|my|our)\b", re.IGNORECASE)
_WHETHER = re.compile(
    r"(?:to )?(?:say|tell|decide|state|declare|announce|indicate)\b(?: \w+)? whether (?:the )?(?P<who>[\w-]+)"
    r"(?: \w+)? (?:may|might|could|can)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:it|them|they|this|that|these|those)\b", re.IGNORECASE)


@dataclass(frozen=True)
class AnswerWords:
    """The file data/answers.toml."""

    proposal: frozenset[str]
    answer: frozenset[str]
    verb: frozenset[str]
    verb_to: frozenset[str]
    again: tuple[str, ...]


@lru_cache(maxsize=1)
def load_answer_words() -> AnswerWords:
    """Return the words shipped with the package."""
    raw = tomllib.loads(resources.files("communique.link").joinpath("data/answers.toml").read_text("utf-8"))
    return AnswerWords(
        proposal=frozenset(raw["proposal"]),
        answer=frozenset(raw["answer"]),
        verb=frozenset(raw["verb"]),
        verb_to=frozenset(raw["verb_to"]),
        again=tuple(raw["again"]),
    )


class Answers:
    """Reads which terms of an article are answers to a proposal, and whose proposal each answers."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.words = load_answer_words()

    @cached_property
    def _proposals(self) -> list[tuple[int, str]]:
        """Where the article tells of proposals, with the side that made each, in text order."""
        return sorted(self._made())

    def keyed(self, concepts: Concepts) -> Iterator[Keyed]:
        """Yield the article's terms, those that answer a proposal with that key and the side that proposed."""
        for keyed in self.told.keyed:
            named = not concepts.is_fit(keyed.key) and not keyed.term.proper
            proposer = self._proposer(keyed) if named and self._answers(keyed) else None
            yield keyed if proposer is None else Keyed(keyed.term, ANSWER, proposer)

    def _answers(self, keyed: Keyed) -> bool:
        head, verb = keyed.term.head, keyed.term.verb
        # "A response to the threat" answers no proposal.
        other = " to " in keyed.term.span.of(self.told.text) and not self.words.proposal & set(keyed.term.nouns)
        answers = head in self.words.answer and not other
        return answers or (head in self.words.proposal and verb in self.words.verb)

    def _proposer(self, keyed: Keyed) -> str | None:
        """Return the side whose proposal a term is, or answers; None: not told."""
        told, start = self.told, keyed.term.span.start
        if (owner := self.owner(keyed)) is not None and keyed.term.head in self.words.proposal:
            return owner
        statement = told.statement_at(keyed.term.span)
        own = told.side_name(statement)
        sentence = told.sentence_at(start)
        if own is not None and sentence is not None and _TO_ASKER.search(told.text[sentence.start : start]):
            return own  # "they have promised me an answer": whoever waits for it has proposed
        return self.last_before(start, own)

    def last_before(self, offset: int, answering: str | None) -> str | None:
        """Return the other side that made the last proposal before a code point; None: none did."""
        near = (made for made in self._proposals if offset - NEAR_CHARS < made[0] < offset)
        return next((side for _, side in reversed(list(near)) if side != answering), None)

    def _made(self) -> Iterator[tuple[int, str]]:
        """Yield where the article tells of proposals, with the side that made each."""
        told = self.told
        for undertaking in told.record.undertakings:
            side = told.side_of(undertaking.by[0]) if undertaking.kind == "offer" and undertaking.by else None
            if side is not None:
                yield undertaking.action.start, side
        for keyed in told.keyed:
            owner = self.owner(keyed) if keyed.term.head in self.words.proposal else None
            if owner is not None:
                yield keyed.term.span.start, owner
        for asked in re.finditer(r"\bwhether\b", told.text):
            after = re.findall(r"[\w-]+", told.text[asked.end() : asked.end() + OWNER_CHARS].lower())[:2]
            yield from ((asked.start(), name) for name in map(self._named, after) if name is not None)

    def owner(self, keyed: Keyed) -> str | None:
        """Return the side whose proposal a term names: by adjective, by "of" or "by", or by "I" and "our"; or None."""
        told, span = self.told, keyed.term.span
        sentence = told.sentence_at(span.start)
        for word in re.findall(r"[\w-]+", span.of(told.text).lower()):
            if word in told.states:
                return told.states[word]
        if sentence is None:
            return None
        for mention in told.record.mentions:
            between = told.text[span.end : mention.span.start] if span.end <= mention.span.start < sentence.end else ""
            by = re.search(r"\b(?:by|of|from)\s+(?:\w+\s+){0,3}$", between)
            if by is not None and len(between) <= OWNER_CHARS and mention.actor is not None:
                return told.side_of(mention.actor)
        statement = told.statement_at(span)
        spoken = _OWN.search(sentence.of(told.text)) and keyed.term.verb not in self.words.verb
        return told.side_name(statement) if spoken else None

    def referred_to(self, undertaking: Undertaking) -> Keyed | None:
        """Return what "reply to it" and "they will be studied" answer: the last proposal named before; or None."""
        told, action = self.told, undertaking.action
        words = action.of(told.text).lower()
        if not _PRONOUN.search(words) or not _forms() & set(words.split()):
            return None
        sentence, before = told.sentence_at(action.start), told.sentence_before(action.start)
        if sentence is None:
            return None
        near = told.terms_in(Span((before or sentence).start, action.start))
        named = [keyed for keyed in near if keyed.term.head in self.words.proposal]
        if not named:
            return None
        by = told.side_of(undertaking.by[0]) if undertaking.by else None
        side = self.owner(named[-1]) or self.last_before(named[-1].term.span.start, by)
        return replace(named[-1], key=ANSWER, target=side) if side is not None else None

    def whether(self, undertaking: Undertaking) -> Keyed | None:
        """Return what "say whether Bs may do it" answers: the question whether B may; None: it is no such answer."""
        action = undertaking.action
        asked = _WHETHER.match(action.of(self.told.text))
        side = self._named(asked["who"].lower()) if asked is not None else None
        return Keyed(Term(action, min(self.words.answer)), ANSWER, side) if side is not None else None

    def _named(self, word: str) -> str | None:
        return self.told.states.get(word) or self.told.states.get(word.removesuffix("s"))

    def repeats(self, undertaking: Undertaking) -> Undertaking | None:
        """Return the undertaking that "do the same" repeats: the one before it in its sentence; or None."""
        action = undertaking.action
        sentence = self.told.sentence_at(action.start)
        if sentence is None or not any(phrase in action.of(self.told.text).lower() for phrase in self.words.again):
            return None
        before = [u for u in self.told.record.undertakings if sentence.start <= u.action.start < action.start]
        return max(before, key=lambda u: u.action.start, default=None)


@lru_cache(maxsize=1)
def _forms() -> frozenset[str]:
    """Return the verbs of answering with their forms in -ed and -ing."""
    words = load_answer_words()
    forms: set[str] = set()
    for verb in words.verb | words.verb_to:
        stem = verb.removesuffix("e")
        forms |= {verb, stem + "ed", verb.removesuffix("y") + "ied", stem + "ing"}
    return frozenset(forms)
