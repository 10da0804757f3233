"""One article as the methods across articles read it: terms with their keys, sentences, who says what, and when."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from communique.facts import Facts
from communique.link.concepts import CONCEPT, Concepts
from communique.link.instruments import instrument_key
from communique.link.sides import BODIES
from communique.model.records import ArticleRecord
from communique.model.spans import ActorId, ArticleId, Span, StatementId
from communique.model.statements import Statement
from communique.model.terms import Term

_TOWARDS = ("on", "against", "in", "of", "over", "for", "to", "between")
STATE = "country"
"""Key of the name of a state, where it is read as a term: nothing is about a state as such."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """A term with what it is about."""

    term: Term
    key: str
    target: str | None
    """Name of the state or place that tells it from another of its kind; None: none told, or it needs none."""

    @property
    def is_place(self) -> bool:
        """Whether it only names a place, where something is done, not what is done."""
        return self.term.place and self.key == self.term.head and not self.key.startswith(CONCEPT)


class Told:
    """One article."""

    def __init__(
        self,
        record: ArticleRecord,
        actor_of: Mapping[tuple[ArticleId, ActorId], ActorId],
        states: Mapping[str, str],
        seats: Mapping[str, str],
    ) -> None:
        self.record = record
        self.article = record.article
        self.text = record.article.text
        self.actor_of = actor_of
        self.states = states
        self.seats = seats
        self.keyed: tuple[Keyed, ...] = ()
        self.passing: frozenset[StatementId] = frozenset()
        """Statements that are about other things than the talks, whatever they name."""
        self._starts = [sentence.start for sentence in record.sentences]
        self._statement = {statement.id: statement for statement in record.statements}
        self._actors = {actor.id: actor for actor in record.actors}

    def actor(self, local: ActorId) -> ActorId:
        """Return the record's actor for one of the article's."""
        return self.actor_of[self.article.id, local]

    def side_of(self, local: ActorId) -> str | None:
        """Return the name of the side that an actor of the article speaks for, a body for itself; None: not known."""
        actor = self._actors[local]
        return actor.side or (actor.name if actor.kind in BODIES and actor.named else None)

    def side_name(self, statement: Statement | None) -> str | None:
        """Return the name of the one side that speaks in a statement; None: no statement, several, or not known."""
        sides = {self.side_of(a) for a in statement.speakers.value or ()} if statement is not None else set()
        return sides.pop() if len(sides) == 1 else None

    def speakers(self, statement: Statement) -> tuple[ActorId, ...]:
        """Return who says it, as actors of the record; empty: not resolved."""
        return tuple(dict.fromkeys(self.actor(a) for a in statement.speakers.value or ()))

    def speakers_of(self, statement_id: StatementId | None) -> tuple[ActorId, ...]:
        """Return who says a statement; empty: not resolved, or the author's own words."""
        statement = self.statement(statement_id)
        return self.speakers(statement) if statement is not None else ()

    def statement(self, statement_id: StatementId | None) -> Statement | None:
        """Return the article's statement of that id; None for None, or where a decision has rejected it."""
        return None if statement_id is None else self._statement.get(statement_id)

    def date_of(self, statement: Statement | None) -> str | None:
        """Return when something was said, else when it was published, as EDTF; None: neither is known."""
        said = statement.date.value if statement is not None else None
        return said or self.article.published.value

    def sentence_at(self, offset: int) -> Span | None:
        """Return the sentence in which a code point stands; None: none, as in boilerplate."""
        at = bisect_right(self._starts, offset) - 1
        sentence = self.record.sentences[at] if at >= 0 else None
        return sentence if sentence is not None and offset < sentence.end else None

    def sentence_before(self, offset: int) -> Span | None:
        """Return the sentence before the one in which a code point stands; None: it stands in the first, or in none."""
        at = bisect_right(self._starts, offset) - 2
        return self.record.sentences[at] if at >= 0 else None

    @cached_property
    def _term_starts(self) -> list[int]:
        return [keyed.term.span.start for keyed in self.keyed]

    def terms_in(self, span: Span) -> Sequence[Keyed]:
        """Return the terms that begin in `span`, in text order."""
        return self.keyed[
            bisect_right(self._term_starts, span.start - 1) : bisect_right(self._term_starts, span.end - 1)
        ]

    def sentence_within(self, span: Span, statement: Statement) -> Span:
        """Return the sentence around `span` as far as it lies in the same piece of the statement's content."""
        piece = next(c for c in statement.content if c.start <= span.start < c.end)
        sentence = self.sentence_at(span.start)
        if sentence is None:
            return piece
        return Span(max(sentence.start, piece.start), min(sentence.end, piece.end))

    def statement_at(self, span: Span) -> Statement | None:
        """Return the shortest statement in whose content `span` begins; None: the author's own words."""
        holding = [s for s in self.record.statements if any(c.start <= span.start < c.end for c in s.content)]
        return min(holding, key=lambda s: (sum(len(c) for c in s.content), s.content)) if holding else None

    def is_spoken_of(self, keyed: Keyed) -> bool:
        """Return whether what is said is about a term: neither its setting, but for a condition, nor a war report."""
        term = keyed.term
        return not term.reports and (not term.aside or any(c.contains(term.span) for c in self.record.conditions))

    def condition_in(self, span: Span) -> Span | None:
        """Return the first clause within `span` on which something hangs; None: there is none."""
        return next((c for c in self.record.conditions if span.contains(c)), None)

    def key_terms(
        self,
        concepts: Concepts,
        kinds: Mapping[str, str],
        company: Mapping[str, str],
        places: Container[str] = (),
    ) -> None:
        """Give every term its key and, where its kind is told apart by one, its target.

        `company`: by key the key whose thing it means in this coverage; `places`: names that are places in it.
        """
        found: list[Keyed] = []
        terms = sorted(self.record.terms, key=lambda t: t.span)
        instruments = {t.span: instrument_key(self.text, t, concepts, self.states) for t in terms}
        concepts_named = frozenset(concepts.key_of_term(term, kinds) for term in terms)
        only = self._only_instrument(terms, instruments, concepts)
        done: dict[str, str] = {}  # by the noun of an act what it was done to: "the release" of whom
        for term in terms:
            if term.proper and not term.place and term.head in places:
                term = replace(term, place=True)
            means = _means_instrument(term, concepts) and not _is_of_its_own(self.text, term)
            key = instruments[term.span] or (only if means else None)
            key = (
                key
                or concepts.key_beside(term, concepts_named)
                or self._key(
                    term, concepts, kinds, company, within=bool(found) and found[-1].term.span.contains(term.span)
                )
            )
            befell = bool(found) and concepts.acted.get(found[-1].term.verb or "") == found[-1].key
            if befell and found[-1].term.span.contains(term.span):
                key = found[-1].key  # "the number of soldiers killed" counts the dead, not the troops
            if term.head in done and term.definite and not any(map(concepts.is_fit, term.nouns)):
                key = done[term.head]
            elif key.startswith(CONCEPT) and (noun := concepts.acts.get(term.verb or "")) is not None:
                done[noun] = key
            adjectives = key not in concepts.aimed | concepts.placed
            target = self._target(term, adjectives=adjectives) if key in concepts.targeted else None
            found.append(Keyed(term, key, target))
        self.keyed = tuple(self._with_targets(found, concepts))

    def _only_instrument(
        self, terms: Sequence[Term], instruments: Mapping[Span, str | None], concepts: Concepts
    ) -> str | None:
        """Return the agreement that "the accord" means in this article.

        None: it names none, or several, or speaks of "the accord" before it names one, which may be another.
        """
        named = set(instruments.values()) - {None}
        if len(named) != 1:
            return None
        first = min(span.start for span, key in instruments.items() if key is not None)
        earlier = any(_means_instrument(t, concepts) for t in terms if t.span.start < first)
        return None if earlier else named.pop()

    def _key(
        self, term: Term, concepts: Concepts, kinds: Mapping[str, str], company: Mapping[str, str], *, within: bool
    ) -> str:
        key = concepts.key_of_term(term, kinds)
        if term.proper and term.head in self.states:
            return STATE
        if term.head in concepts.singular and re.search(rf"\b{term.head}s\b", term.span.of(self.text).lower()):
            return term.head
        other = company.get(key)
        nouns = [company.get(k, k) for k in (concepts.key_of_noun(noun, kinds) for noun in term.nouns)]
        # "the release of the crew" is not that of the water, whatever "the release" means elsewhere.
        alone = not any(map(concepts.is_fit, nouns)) and (within or term.definite or term.proper)
        if other is not None and (other in nouns or alone):
            return other
        return key

    def aim(self, only: Mapping[str, str]) -> None:
        """Give terms without a target the only one that their kind has in the coverage, by key.

        An article that does not name that state, or names one more often for which nobody in it speaks, may be about
        another such thing: there a term stays without.
        """
        fit = frozenset(target for target in only.values() if self._may_be_on(target))
        self.keyed = tuple(
            replace(keyed, target=only[keyed.key]) if keyed.target is None and only.get(keyed.key) in fit else keyed
            for keyed in self.keyed
        )

    def _may_be_on(self, state: str) -> bool:
        spoken_for = {self._actors[a].side for s in self.record.statements for a in s.speakers.value or ()}
        actors = (self._actors[m.actor] for m in self.record.mentions if m.actor is not None)
        counts = Counter(actor.name for actor in actors if actor.kind == "state")
        return counts[state] > 0 and all(
            count <= counts[state] for name, count in counts.items() if name not in spoken_for
        )

    def _target(self, term: Term, *, adjectives: bool) -> str | None:
        """Return the state after a preposition ("on A"), else, where these may tell it, that of an adjective."""
        phrase = [word.strip(",.'’").lower() for word in term.span.of(self.text).split()]
        after = next((n for n, word in enumerate(phrase) if word in _TOWARDS), len(phrase))
        behind = [word.removesuffix("'s").removesuffix("’s") for word in phrase[after:]]
        before = [word.removesuffix("'s").removesuffix("’s").removeprefix("anti-") for word in phrase[:after]]
        seats = [self.seats[word] for word in behind if word in self.seats]  # "sanctions on Luma"
        named = [self.states[w] for w in (*behind, *(before if adjectives else ())) if w in self.states]
        return next(iter((*named, *seats)), None)

    def _with_targets(self, found: Sequence[Keyed], concepts: Concepts) -> Iterator[Keyed]:
        """Yield the terms, those of a kind without a target with the one that its article names most for that kind."""
        named: dict[str, Counter[str]] = defaultdict(Counter)
        for keyed in found:
            if keyed.target is not None:
                named[keyed.key][keyed.target] += 1
        for keyed in found:
            if keyed.key not in concepts.targeted or keyed.target is not None:
                yield keyed
                continue
            counts = named.get(keyed.key)
            usual = min(counts, key=lambda target: (-counts[target], target)) if counts else None
            yield Keyed(keyed.term, keyed.key, usual)


def _means_instrument(term: Term, concepts: Concepts) -> bool:
    return term.definite and not term.proper and term.head in concepts.instruments


_OF_ITS_OWN = re.compile(r"^(?:\s+(?:reached|made|struck|achieved|found))?\s+(?:on|about|over|to)\b")


def _is_of_its_own(text: str, term: Term) -> bool:
    """Return whether "the agreement reached on a pause" says itself what it is: none that was named before."""
    head = text.lower().find(term.head[:4], term.span.start, term.span.end)
    end = re.compile(r"\w+").match(text, head) if head >= 0 else None
    return end is not None and _OF_ITS_OWN.match(text[end.end() :]) is not None


def state_words(facts: Facts) -> dict[str, str]:
    """Return the states' names by every word that means one in a phrase ("russian": "Russia")."""
    words: dict[str, str] = {}
    for state in facts.states:
        for name in (state.name, *state.names, *state.adjectives):
            words.setdefault(name.lower(), state.name)
    return words


def seat_words(facts: Facts) -> dict[str, str]:
    """Return the states' names by their capitals and seats of government, where these are one word."""
    words: dict[str, str] = {}
    for state in facts.states:
        for name in (state.capital, *state.metonyms):
            if name and " " not in name:
                words.setdefault(name.lower(), state.name)
    return words
