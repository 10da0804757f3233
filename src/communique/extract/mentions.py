"""Where an article names states and organisations as actors."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from communique.extract.lexicon import load_lexicon
from communique.extract.name_words import plain_words
from communique.extract.offices import find_state
from communique.facts import Facts
from communique.facts.table import fold_name
from communique.model.annotation import Annotation
from communique.model.documents import Article
from communique.model.spans import ActorId

if TYPE_CHECKING:
    from communique.extract.cast import Registry

PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "to", "from", "near", "outside", "around", "into", "toward", "towards", "of", "via"}
)


class BodyFinder:
    """Finds the states and organisations of one article; the tokens of persons' names are left out."""

    def __init__(
        self, article: Article, annotation: Annotation, facts: Facts, registry: Registry, person_at: Collection[int]
    ) -> None:
        self.article = article
        self.tokens = annotation.tokens
        self.facts = facts
        self.registry = registry
        self.person_at = person_at

    def find(self) -> list[tuple[int, int, ActorId]]:
        """Return (first, last, actor) of the states and organisations named, persons' names and titles left out."""
        found = []
        index = 0
        while index < len(self.tokens):
            token = self.tokens[index]
            if index in self.person_at or not (token.text[0].isupper() or token.text.startswith("al")):
                index += 1
                continue
            last, actor = self._other_at(index)
            if actor is not None:
                found.append((index, last, actor))
            index = last
        return found

    def _other_at(self, first: int) -> tuple[int, ActorId | None]:
        sentence = self.tokens[first].sentence
        if not self.facts.may_begin_name(self._words(first, first + 1)):
            return first + 1, None
        end = first + 1
        while end < min(len(self.tokens), first + 8) and (
            self.tokens[end].sentence == sentence and end not in self.person_at
        ):
            end += 1
        for last in range(end, first, -1):
            words = self._words(first, last)
            organisation = self.facts.organisation_by_name.get(fold_name(words))
            if organisation is not None and words != "who" and (words[0].isupper() or "al" in words[:2].lower()):
                return last, self.registry.add_organisation(organisation.name)
            state = find_state(words, self.facts)
            if state is not None:
                return last, self._state_mention(first, last, words)
        return first + 1, None

    def _state_mention(self, first: int, last: int, words: str) -> ActorId | None:
        """Return the state if the words name it there as an actor may be named; None for adjectives and mere places."""
        state = find_state(words, self.facts)
        if state is None:
            return None
        folded = fold_name(words)
        if folded in {fold_name(a) for a in state.adjectives} and folded not in {
            fold_name(n) for n in (state.name, *state.names)
        }:
            return None
        before = self.tokens[first - 1].text.lower() if first else ""
        seat = folded in {fold_name(c) for c in (state.capital, *state.metonyms)}
        if seat and (before in PLACE_PREPOSITIONS or self._names_what_was_made_there(last - 1)):
            return None
        return self.registry.add_state(state.name)

    def _names_what_was_made_there(self, index: int) -> bool:
        """Return whether a city only names what was made there or meets there ("Minsk II", "the Minsk agreements")."""
        token = self.tokens[index]
        after = self.tokens[index + 1].text if index + 1 < len(self.tokens) else ""
        if re.fullmatch(r"(?:[-–]\s?)?(?:[12]|I{1,2})", after):
            return True
        head = self.tokens[token.head]
        return token.dep in ("compound", "nmod", "amod") and head.lemma.lower() in load_lexicon().made_in_city

    def adjectives(self) -> list[tuple[int, ActorId]]:
        found = []
        for token in self.tokens:
            if token.text[:1].isupper() and token.index not in self.person_at:
                for part in token.text.split("-"):
                    state = find_state(part, self.facts)
                    if state is not None:
                        found.append((token.index, self.registry.add_state(state.name)))
        return found

    def _words(self, first: int, last: int) -> str:
        return plain_words(self.article.text[self.tokens[first].start : self.tokens[last - 1].end])
