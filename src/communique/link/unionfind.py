"""Disjoint sets whose result does not depend on the order of the unions."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class DisjointSets(Generic[K]):
    """Groups of keys; `groups` lists them sorted by their smallest member."""

    def __init__(self, keys: Iterable[K]) -> None:
        self._parent: dict[K, K] = {key: key for key in keys}

    def find(self, key: K) -> K:
        """Return the representative of the group of `key`. Raises KeyError for a key that is not held."""
        root = key
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[key] != root:
            self._parent[key], key = root, self._parent[key]
        return root

    def join(self, first: K, second: K) -> None:
        """Put the groups of `first` and `second` together; the smaller representative stays."""
        a: Any = self.find(first)
        b: Any = self.find(second)
        if a != b:
            low, high = (a, b) if a < b else (b, a)
            self._parent[high] = low

    def groups(self) -> list[list[K]]:
        """Return the groups, each sorted, in the order of their first members."""
        members: dict[K, list[K]] = {}
        for key in self._parent:
            members.setdefault(self.find(key), []).append(key)
        return sorted(sorted(group) for group in members.values())  # type: ignore[type-var]
