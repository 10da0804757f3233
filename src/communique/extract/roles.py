"""Whom a phrase means that tells a role but no name: "the Russian president", "the Putin adviser"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from communique.extract.lexicon import Lexicon
from communique.extract.offices import Role, RoleReader
from communique.extract.people import Person
from communique.model.annotation import Annotation
from communique.model.spans import ActorId

PORTFOLIOS = frozenset(
    [
        "foreign",
        "prime",
        "defense",
        "defence",
        "interior",
        "finance",
        "economy",
        "energy",
        "trade",
        "justice",
        "treasury",
        "deputy",
        "vice",
        "press",
        "national",
        "special",
        "health",
        "culture",
        "transport",
    ]
)


class RoleResolver:
    """Resolves the role phrases of one article."""

    def __init__(
        self,
        annotation: Annotation,
        lexicon: Lexicon,
        reader: RoleReader,
        people: Sequence[tuple[ActorId, Person]],
        surname_at: Mapping[int, str],
        author_side: str | None,
    ) -> None:
        self.tokens = annotation.tokens
        self.lexicon = lexicon
        self.reader = reader
        self.people = people
        self.surname_at = surname_at
        self.author_side = author_side

    def mentions(self) -> dict[int, ActorId]:
        """Return (head token, actor) of the phrases "the Russian president" that name nobody but mean one person."""
        found = {}
        for token in self.tokens:
            if token.text.lower() != "the" or token.index + 1 >= len(self.tokens):
                continue
            end = token.index + 1
            while end < len(self.tokens) and end - token.index < 7 and self.tokens[end].sentence == token.sentence:
                if end in self.surname_at or self.tokens[end].pos not in ("ADJ", "NOUN", "PROPN"):
                    break
                end += 1
            after = self.surname_at.get(end)
            if end - 1 <= token.index or after is not None or not self.reader.role_head(self.tokens[end - 1]):
                continue
            if self.lexicon.roles.get(self.tokens[end - 1].text.lower()) in ("leader", "minister", "aide", "diplomat"):
                actor = self.find(token.index, end)
                if actor is not None:
                    found[end - 1] = actor
        return found

    def find(self, first: int, last: int) -> ActorId | None:
        """Return the one person of the article who holds the role the phrase tells; None: nobody, or several."""
        role = self.reader.read(first, last, self.surname_at.get)
        if role is None or (role.head in ("official", "source", "counterpart", "diplomat") and role.state is None):
            return None
        fitting = [(a, p) for a, p in self.people if any(self._fits(role, r, p) for r in p.roles)]
        if not fitting and role.state is not None:
            # the phrase itself tells that the office was held then; one person of the article is known to have held it
            fitting = [(a, p) for a, p in self.people if any(self._fits(role, r, p) for r in p.possible)]
        if role.state is None and role.person is None and role.group in ("leader", "minister"):
            fitting = [(a, p) for a, p in fitting if p.mentions[0].first < first]
        if len(fitting) > 1 and role.state is None and self.author_side is not None:
            fitting = [(a, p) for a, p in fitting if p.side == self.author_side] or fitting
        if len(fitting) == 1:
            return fitting[0][0]
        return self._last_named(fitting, first) if role.state is None and role.group in ("leader", "minister") else None

    def holders(self, first: int, head: int, last: int) -> tuple[ActorId, ...]:
        """Return the persons meant by "the presidents of A and B", one for each state told; empty: one is not clear."""
        plural = self.tokens[head].text.lower()
        noun = plural.removesuffix("s")
        states = self.reader.states_in(first, last)
        if plural == noun or self.lexicon.roles.get(noun) not in ("leader", "minister") or len(states) < 2:
            return ()
        words = frozenset(t.text.lower() for t in self.tokens[first:head])
        found: list[ActorId] = []
        for state in states:
            asked = Role(noun, self.lexicon.roles[noun], words, state, None, noun, first, last, past=False)
            fitting = [a for a, p in self.people if any(self._fits(asked, r, p) for r in (*p.roles, *p.possible))]
            if len(fitting) != 1:
                return ()
            found.extend(fitting)
        return tuple(dict.fromkeys(found))

    def _last_named(self, fitting: Sequence[tuple[ActorId, Person]], at: int) -> ActorId | None:
        """Return the one of `fitting` alone named in the nearest sentence before `at`; None: two are, or none is."""
        here = self.tokens[at].sentence
        for back in range(3):
            near = [
                a
                for a, p in fitting
                if any(m.first < at and self.tokens[m.first].sentence == here - back for m in p.mentions)
            ]
            if near:
                return near[0] if len(near) == 1 else None
        return None

    def _fits(self, asked: Role, held: Role, person: Person) -> bool:
        """Return whether one who holds `held` may be meant by a phrase that says `asked`."""
        if held.past != asked.past and not asked.past:
            return False
        if asked.state is not None and asked.state not in (held.state, person.side):
            return False
        if asked.person is not None and asked.person != held.person:
            owner = next((p for _, p in self.people if p.surname == asked.person), None)
            if owner is None or owner.side is None or owner.side != person.side or owner is person:
                return False
        if asked.head == "leader":
            return held.group == "leader" or (held.head == "minister" and "prime" in held.words)
        same = asked.head == held.head or {asked.head, held.head} <= {"adviser", "advisor"}
        wanted = asked.words & PORTFOLIOS
        return same and (wanted <= held.words or (wanted == {"defense"} and "defence" in held.words))
