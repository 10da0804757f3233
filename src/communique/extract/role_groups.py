"""Whom a plural role means: "the two presidents", "the foreign ministers of A and B", "leaders of both countries"."""

from __future__ import annotations

from collections.abc import Callable, Container

from communique.extract.groups import NUMBERS, GroupResolver
from communique.extract.lexicon import Lexicon
from communique.extract.office_kinds import singular_role
from communique.extract.offices import Role
from communique.extract.roles import RoleResolver
from communique.model.spans import ActorId


class RoleGroups:
    """Resolves plural role phrases of one article; where one member is not clear, nobody is named."""

    def __init__(
        self,
        lexicon: Lexicon,
        roles: RoleResolver,
        groups: GroupResolver,
        state_id: Callable[[str], ActorId],
        state_name: Callable[[ActorId], str | None],
        title: Container[int],
        turn_speaker: Callable[[int], ActorId | None],
    ) -> None:
        self.tokens = roles.tokens
        self.lexicon = lexicon
        self.roles = roles
        self.groups = groups
        self.state_id = state_id
        self.state_name = state_name
        self.title = title
        """Tokens of the article's title."""
        self.turn_speaker = turn_speaker
        """Who speaks in the turn at a token; None: no turn, or not known."""

    def resolve(self, first: int, head: int, last: int) -> tuple[ActorId, ...]:
        """Return the persons meant by the plural role at token `head`; empty: another phrase, or not clear."""
        asked = self._asked(first, head, last)
        if asked is None:
            return ()
        states = self.states(first, head, last)
        if len(states) > 1:
            return self._one_each(asked, states)
        if states or not self._plain(first, head, last, asked):
            return ()
        words = [t.text.lower() for t in self.tokens[first:head]]
        count = next((NUMBERS[w] for w in words if w in NUMBERS), None)
        if not words or (words[0] not in ("the", "both", "these", "those") and count is None):
            return ()
        allowed = [a for a, p in self.roles.people if any(self.roles.fits(asked, r, p) for r in p.roles)]
        if count is not None:
            unknown = {a for a, p in self.roles.people if not any(r.group != "other" for r in p.roles)}
            here = self.groups.in_sentence(first, {*allowed, *unknown})
            if len(here) == count:
                return here
            # "she said both ministers had promised her": the one who speaks or hears is not of the two
            apart = self._spoken_of_apart(first)
            others = [a for a in allowed if a not in apart]
            if len(others) == count and len(allowed) > count:
                return tuple(others)
        return self.groups.among(allowed, count, first) or self._in_title(allowed, count)

    def _spoken_of_apart(self, at: int) -> set[ActorId]:
        """Return whom a pronoun means in the sentence of token `at`, and whose turn it is."""
        sentence = self.tokens[at].sentence
        found = {a for i, a in self.roles.pronouns.items() if a and self.tokens[i].sentence == sentence}
        turn = self.turn_speaker(at)
        return found | ({turn} if turn is not None else set())

    def _in_title(self, allowed: list[ActorId], count: int | None) -> tuple[ActorId, ...]:
        """Return those of `allowed` whom the title names or tells by role, if they are `count` (two by default)."""
        named = {n.first: n.actor for n in self.groups.named if n.actor in allowed and n.first in self.title}
        named.update({i: a for i, a in self.roles.mentions().items() if a in allowed and i in self.title})
        found = tuple(dict.fromkeys(named[i] for i in sorted(named)))
        return found if len(found) == (count or 2) else ()

    def states(self, first: int, head: int, last: int) -> tuple[str, ...]:
        """Return the states whose holders or people the phrase speaks of, by name or as "the two countries"."""
        named = self.roles.reader.states_in(first, last)
        if named:
            return tuple(named)
        for index in range(first, last):
            noun = self.tokens[index].text.lower()
            if index != head and noun in self.lexicon.group_states:
                words = [t.text.lower() for t in self.tokens[max(first, index - 3) : index]]
                count = next((NUMBERS[w] for w in words if w in NUMBERS), None)
                return self._names(self.groups.resolve(noun, count, index))
        if self.tokens[first].text.lower() == "their":
            owners = self.groups.last_plural(first)
            return self._names(tuple(dict.fromkeys(self.groups.side_ids.get(a, a) for a in owners)))
        return ()

    def _names(self, actors: tuple[ActorId, ...]) -> tuple[str, ...]:
        found = tuple(self.state_name(a) for a in actors)
        return tuple(name for name in found if name is not None) if None not in found else ()

    def _asked(self, first: int, head: int, last: int) -> Role | None:
        """Return the role each member holds; None: the head is no plural of a role."""
        plural = self.tokens[head].text.lower()
        after = [t.text.lower() for t in self.tokens[head + 1 : last]]
        noun = "leader" if plural == "heads" and after[:2] == ["of", "state"] else singular_role(plural)
        if noun is None or noun not in self.lexicon.roles:
            return None
        words = {t.text.lower() for t in self.tokens[first:head]}
        if noun == "secretary" and after[:2] == ["of", "state"]:
            words.add("state")
        past = bool(words & self.lexicon.past)
        return Role(noun, self.lexicon.roles[noun], frozenset(words), None, None, noun, first, last, past)

    def _plain(self, first: int, head: int, last: int, asked: Role) -> bool:
        """Return whether nothing but determiners, numbers and the portfolio stands about the head."""
        kinds = self.roles.kinds
        if asked.group not in ("leader", "minister") and kinds.kind(asked.head, asked.words) != "foreign minister":
            return False
        known = self.lexicon.determiners | self.lexicon.portfolios | self.lexicon.foreign_affairs | set(NUMBERS)
        known |= self.lexicon.chief_words
        after = [t.text.lower() for t in self.tokens[head + 1 : last]]
        return all(t.text.lower() in known for t in self.tokens[first:head]) and after in ([], ["of", "state"])

    def _one_each(self, asked: Role, states: tuple[str, ...]) -> tuple[ActorId, ...]:
        """Return one holder for each state; empty: one of them is not clear."""
        if asked.group not in ("leader", "minister") and asked.head != "diplomat":
            return ()
        found: list[ActorId] = []
        for state in states:
            holder = self.roles.holder(asked, state)
            if holder is None:
                return ()
            found.append(holder)
        return tuple(dict.fromkeys(found)) if len(set(found)) == len(states) else ()
