"""Whom a phrase means that tells a role but no name: "the Russian president", "the Putin adviser"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from communique.extract.lexicon import Lexicon
from communique.extract.office_kinds import OfficeKinds
from communique.extract.offices import Role, RoleReader
from communique.extract.people import Person
from communique.model.annotation import Annotation
from communique.model.spans import ActorId


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
        self.kinds = OfficeKinds(lexicon)
        self.pronouns: Mapping[int, ActorId | None] = {}
        """What the personal pronouns mean, once that is known."""

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
        fitting = [(a, p) for a, p in self.people if any(self.fits(role, r, p) for r in p.roles)]
        if not fitting and role.state is not None:
            # the phrase itself tells that the office was held then; one person of the article is known to have held it
            fitting = [(a, p) for a, p in self.people if any(self.fits(role, r, p) for r in p.possible)]
        if role.state is None and role.person is None and role.group in ("leader", "minister"):
            fitting = [(a, p) for a, p in fitting if p.mentions[0].first < first]
        if len(fitting) > 1 and role.state is None and self.author_side is not None:
            fitting = [(a, p) for a, p in fitting if p.side == self.author_side] or fitting
        if len(fitting) == 1:
            return fitting[0][0]
        return self._last_named(fitting, first) if role.state is None and role.group in ("leader", "minister") else None

    def holder(self, asked: Role, state: str) -> ActorId | None:
        """Return the one person of the article who holds `asked` for `state`; None: nobody, or several."""
        asked = replace(asked, state=state)
        fitting = [a for a, p in self.people if any(self.fits(asked, r, p) for r in p.roles)]
        if not fitting:
            fitting = [a for a, p in self.people if any(self.fits(asked, r, p) for r in p.possible)]
        return fitting[0] if len(fitting) == 1 else None

    def holder_of_title(self, title: str, state: str) -> ActorId | None:
        """Return the one person of the article who holds `title` ("foreign minister") for `state`; None: not clear."""
        *words, head = title.split()
        group = self.lexicon.roles.get(head, "other")
        return self.holder(Role(head, group, frozenset(words), None, None, title, 0, 0, past=False), state)

    def counterpart(self, of: ActorId, state: str) -> tuple[ActorId | None, str]:
        """Return the person of `state` in the office that `of` holds, and that office; None and "": not told."""
        person = next((p for a, p in self.people if a == of), None)
        held = [r for r in person.roles if not r.past and r.group != "other"] if person is not None else []
        for role in held:
            asked = replace(role, state=state, person=None)
            fitting = [a for a, p in self.people if a != of and any(self.fits(asked, r, p) for r in p.roles)]
            if len(fitting) == 1:
                return fitting[0], role.title
        return None, held[0].title if held else ""

    def _last_named(self, fitting: Sequence[tuple[ActorId, Person]], at: int) -> ActorId | None:
        """Return the one of `fitting` alone named in the nearest sentence before `at`; None: two are, or none is."""
        here = self.tokens[at].sentence
        for back in range(3):
            meant = {a for i, a in self.pronouns.items() if i < at and self.tokens[i].sentence == here - back}
            near = [
                a
                for a, p in fitting
                if a in meant or any(m.first < at and self.tokens[m.first].sentence == here - back for m in p.mentions)
            ]
            if near:
                return near[0] if len(near) == 1 else None
        return None

    def fits(self, asked: Role, held: Role, person: Person) -> bool:
        """Return whether one who holds `held` may be meant by a phrase that says `asked`."""
        if held.past != asked.past:
            return False
        if asked.state is not None and asked.state not in (held.state, person.side):
            return False
        if asked.person is not None and asked.person != held.person:
            owner = next((p for _, p in self.people if p.surname == asked.person), None)
            if owner is None or owner.side is None or owner.side != person.side or owner is person:
                return False
        return self.kinds.same(asked, held)
