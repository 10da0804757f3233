"""Which side each actor of the record speaks for, and who speaks for none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.facts.table import fold_name
from communique.link.concepts import Concepts
from communique.model.actors import Actor
from communique.model.spans import ActorId

BODIES = ("state", "organisation", "armed group", "group")


class Sides:
    """The actors of a record with their sides."""

    def __init__(self, actors: Sequence[Actor], concepts: Concepts) -> None:
        self.actors = {actor.id: actor for actor in actors}
        self._observers = frozenset(a.id for a in actors if _is_watcher(a, concepts))
        self._press = frozenset(a.id for a in actors if _is_called(a, concepts.press))
        self._opposed = frozenset(a.id for a in actors if a.kind == "person" and _is_called(a, concepts.opposed))
        self._by_name: dict[str, ActorId] = {}
        for actor in sorted(actors, key=lambda a: (BODIES.index(a.kind) if a.kind in BODIES else 9, a.id)):
            if actor.kind in BODIES:
                for name in (actor.name, *actor.names):
                    self._by_name.setdefault(fold_name(name), actor.id)

    def is_observer(self, actor_id: ActorId) -> bool:
        """Return whether an actor only watches the events: all that it is called says so ("analyst", "observatory")."""
        return actor_id in self._observers

    def is_press(self, actor_id: ActorId) -> bool:
        """Return whether an actor puts questions: all that it is called says so ("reporter")."""
        return actor_id in self._press

    def named(self, name: str | None) -> ActorId | None:
        """Return the state or organisation of that name; None: none, or no name."""
        return None if name is None else self._by_name.get(fold_name(name))

    def side_of(self, actor_id: ActorId) -> ActorId | None:
        """Return the side of an actor: that which it belongs to, or a body itself.

        None: not known; or the opposition's spokesman, who does not speak for the state that his title names.
        """
        actor = self.actors[actor_id]
        if actor_id in self._opposed:
            return None
        if actor.side is not None:
            found = self._by_name.get(fold_name(actor.side))
            if found is not None:
                return found
        return actor_id if actor.kind in ("state", "organisation", "armed group") and actor.named else None

    def side_of_all(self, actor_ids: Sequence[ActorId]) -> ActorId | None:
        """Return the one side that several actors share; None: they share none, or it is not known."""
        sides = {self.side_of(actor_id) for actor_id in actor_ids}
        return sides.pop() if len(sides) == 1 else None


def _is_watcher(actor: Actor, concepts: Concepts) -> bool:
    body = actor.kind in ("organisation", "group")
    return (body and bool(concepts.watchers & set(re.findall(r"[a-z-]+", actor.name.lower())))) or _is_called(
        actor, concepts.observers
    )


def _is_called(actor: Actor, words: frozenset[str]) -> bool:
    """Return whether each title of an actor, or what an unnamed one is called, has one of `words`."""
    titles = [office.title for office in actor.offices] if actor.named else [actor.name]
    called = [{word.removesuffix("s") for word in re.findall(r"[a-z]+", title.lower())} for title in titles]
    return bool(called) and all(title & words for title in called)
