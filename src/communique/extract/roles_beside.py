"""Roles told beside a name, which speak for a person: titles, appositions, an office of a state or of several."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from communique.extract.lexicon import Lexicon
from communique.extract.shared_roles import find_shared_noun, is_listed
from communique.facts import Facts
from communique.facts.table import fold_name
from communique.model.annotation import Token

STATE_TOKENS, OFFICE_TOKENS = 4, 10
"""How many tokens the name of a state, and an office before it ("Minister for Foreign Affairs of the"), may have."""


class RolesBeside:
    """Reads the roles beside the names of one article."""

    def __init__(
        self,
        tokens: Sequence[Token],
        facts: Facts,
        lexicon: Lexicon,
        key: Callable[[int, int], str],
        is_known_other: Callable[[str], bool],
    ) -> None:
        """`key` gives the words of a token range, `is_known_other` whether words name a state, body or outlet."""
        self.tokens = tokens
        self.facts = facts
        self.lexicon = lexicon
        self._key = key
        self._is_known_other = is_known_other
        self._weighed: dict[tuple[int, int], int] = {}

    def weigh(self, first: int, last: int) -> int:
        """Return how strongly a role told beside the name from token `first` to `last` speaks for a person; 0: none is.

        Found once for each name: it is asked for its evidence and for whether it is told to be a person.
        """
        if (first, last) not in self._weighed:
            before = self._role_before(first) + self._called_after(first) + self._office_before(first)
            self._weighed[first, last] = before + self._role_after(last) + self._shared(first, last)
        return self._weighed[first, last]

    def _shared(self, first: int, last: int) -> int:
        """Return 3 for each way in which an office of several is told of the name; 0: none is."""
        weight = 0
        if find_shared_noun(self.tokens, self.lexicon, first) is not None:
            weight += 3  # "the ministers, Ardenia's Ana Roth and ..."
        if last - first > 1 and is_listed(self.tokens, self.lexicon, self._is_known_other, first):
            weight += 3  # "the presidents of Ardenia and Drovia, Ana Roth and Ole Vik"
        return weight

    def _office_before(self, first: int) -> int:
        """Return 3 where an office of a state ends right before ("Minister of the Republic of Ardenia X"); 0: none."""
        starts = range(max(first - STATE_TOKENS, 0), first)
        state = next((i for i in starts if fold_name(self._key(i, first)) in self.facts.state_by_name), None)
        if state is None or self.tokens[state - 1].text.lower() not in ("of", "the"):
            return 0
        for token in reversed(self.tokens[max(state - OFFICE_TOKENS, 0) : state]):
            word = token.text.lower()
            if token.sentence != self.tokens[first].sentence:
                return 0
            if word in self.lexicon.roles and token.text[0].isupper():
                return 3
            if word not in ("of", "the", "for", "and") and not token.text[0].isupper():
                return 0
        return 0

    def _role_after(self, last: int) -> int:
        """Return 3 where an apposition with a role noun follows ("X, the foreign minister")."""
        if last >= len(self.tokens) or self.tokens[last].text != ",":
            return 0
        for token in self.tokens[last + 1 : last + 10]:
            if token.sentence != self.tokens[last].sentence or token.text in (",", ".", ";") or token.pos == "VERB":
                break
            if token.lemma.lower() in self.lexicon.roles or token.text.lower() in self.lexicon.roles:
                return 3
        return 0

    def _role_before(self, first: int) -> int:
        """Return 2 where ", " and a role noun stand before ("Ardenia's envoy, X,")."""
        if first < 2 or self.tokens[first - 1].text != ",":
            return 0
        return 2 if self.tokens[first - 2].text.lower() in self.lexicon.roles else 0

    def _called_after(self, first: int) -> int:
        """Return 3 where a role is told to bear the name ("its director, a chemist named X"); 0: none is."""
        verb = self.tokens[first - 1] if first else None
        if verb is None or verb.text.lower() not in ("named", "called") or verb.dep != "acl":
            return 0
        noun = self.tokens[verb.head]
        told = self.tokens[noun.head] if noun.dep == "appos" else noun
        return 3 if told.text.lower() in self.lexicon.roles.keys() | self.lexicon.unnamed_singular else 0
