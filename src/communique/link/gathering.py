"""Accounts gathered into encounters, with the reason for each; what contradicts what is gathered stays out."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from datetime import date

from communique.link.accounts import Account
from communique.link.grounds import Grounds, in_a_row, places_agree
from communique.link.unionfind import DisjointSets
from communique.model.spans import ArticleId, EncounterId

Compared = tuple[Account, Account, Grounds]
_ALIKE = Grounds("same", "day", False, ("told in the same terms: same day, same participants",))


class Gathering:
    """Groups of accounts, each of one encounter."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        self._by_id = {account.encounter.id: account for account in accounts}
        self._sets = DisjointSets(self._by_id)
        self._articles = {i: {account.article} for i, account in self._by_id.items()}
        self._days = {
            i: {account.days.first} if account.days.precision == "day" else set[date]()
            for i, account in self._by_id.items()
        }
        self._lasts = {i: account.lasts or account.days.precision != "day" for i, account in self._by_id.items()}
        self._spans = {
            i: set[tuple[date, date]]()
            if account.days.precision == "day"
            else {(account.days.first, account.days.last)}
            for i, account in self._by_id.items()
        }
        self._places = {i: [account] if account.place_told else [] for i, account in self._by_id.items()}
        self._told_by: dict[ArticleId, list[Account]] = defaultdict(list)
        for i in sorted(self._by_id):
            self._told_by[self._by_id[i].article].append(self._by_id[i])
        self._edges: dict[EncounterId, list[tuple[EncounterId, Grounds]]] = defaultdict(list)
        self._representatives = self._join_identical()

    def representatives(self) -> list[Account]:
        """Return one account of each group that was told in the very same terms, by id."""
        return [self._by_id[i] for i in self._representatives]

    def _join_identical(self) -> list[EncounterId]:
        first: dict[tuple[object, ...], EncounterId] = {}
        standing: list[EncounterId] = []
        for i in sorted(self._by_id):
            account = self._by_id[i]
            told = account.encounter
            terms = (told.kind, told.status, account.people, account.place, account.days)
            named = account.days.precision == "day" and len(account.people) > 1
            other = first.setdefault(terms, i) if named else i
            if other == i or not self.join(self._by_id[other], account, _ALIKE):
                standing.append(i)
        return standing

    def join(self, one: Account, other: Account, grounds: Grounds) -> bool:
        """Put the groups of both together, unless that contradicts; return whether they are one now."""
        a, b = self._sets.find(one.encounter.id), self._sets.find(other.encounter.id)
        if a == b:
            return True
        if not self._fit(a, b) or (grounds.people != "same" and self._both_tell_another(one, other)):
            return False
        self._sets.join(a, b)
        kept = self._sets.find(a)
        gone = b if kept == a else a
        self._articles[kept] |= self._articles.pop(gone)
        self._days[kept] |= self._days.pop(gone)
        self._places[kept] += self._places.pop(gone)
        self._spans[kept] |= self._spans.pop(gone)
        self._lasts[kept] &= self._lasts.pop(gone)
        self._edges[one.encounter.id].append((other.encounter.id, grounds))
        self._edges[other.encounter.id].append((one.encounter.id, grounds))
        return True

    def _fit(self, a: EncounterId, b: EncounterId) -> bool:
        """Return whether two groups can be one: an article tells its own encounters apart, a day is one day.

        A visit and a round of talks take days in a row, if nothing else is among what is gathered.
        """
        days = self._days[a] | self._days[b]
        if self._articles[a] & self._articles[b]:
            return False
        if len(days) > 1 and not (in_a_row(days) and self._lasts[a] and self._lasts[b]):
            return False
        spans = self._spans[a] | self._spans[b]
        if days and any(all(day < first or day > last for day in days) for first, last in spans):
            return False
        return all(places_agree(one, other) for one in self._places[a] for other in self._places[b])

    def _both_tell_another(self, one: Account, other: Account) -> bool:
        """Return whether both articles tell another encounter of that day and family, one and the same.

        What each then tells beside it is a second one, and need not be the other's second one.
        """
        if one.days.precision != "day" or one.days != other.days:
            return False
        beside = [
            {
                self._sets.find(told.encounter.id)
                for told in self._told_by[account.article]
                if told.family == account.family and told.days == account.days
            }
            for account in (one, other)
        ]
        return bool(beside[0] & beside[1])

    def join_weak(self, compared: Sequence[Compared]) -> None:
        """Join what leaves no choice: accounts whose grounds suffice only where no other encounter fits as well.

        `compared`: best grounds first. First what fits encounters of a known day, then what is told without a day.
        """
        for dated in (True, False):
            choices: dict[EncounterId, list[tuple[EncounterId, Compared]]] = defaultdict(list)
            for entry in compared:
                for mine, theirs in ((entry[0], entry[1]), (entry[1], entry[0])):
                    a, b = self._sets.find(mine.encounter.id), self._sets.find(theirs.encounter.id)
                    # What could be of several days, and tells no place, is of none, though these have no other choice.
                    known = dated or not self._days[a] or entry[2].same_city or entry[2].time != "open"
                    if a != b and self._fit(a, b) and bool(self._days[b]) == dated and known:
                        choices[a].append((b, entry))
            for entry in [entry for a in sorted(choices) for entry in self._only(choices[a])]:
                self.join(*entry)

    def _only(self, choices: Sequence[tuple[EncounterId, Compared]]) -> list[Compared]:
        """Return the best of the choices if all that are as good can be one encounter, else nothing."""
        best = choices[0][1][2].rank
        days = {day for b, entry in choices if entry[2].rank[0] == best[0] for day in self._days[b]}
        return [entry for _, entry in choices if entry[2].rank == best] if len(days) <= 1 else []

    def groups(self) -> list[list[Account]]:
        """Return the accounts of each encounter, by id."""
        return [[self._by_id[i] for i in group] for group in self._sets.groups()]

    def reasons(self, group: Sequence[Account]) -> dict[EncounterId, str]:
        """Return why each account of a group belongs to it: what it shares with one met before; "" for the first."""
        first = group[0].encounter.id
        found: dict[EncounterId, str] = {first: ""}
        waiting = deque([first])
        while waiting:
            known = waiting.popleft()
            for other, grounds in sorted(self._edges[known], key=lambda edge: (edge[1].rank, edge[0])):
                if other not in found:
                    found[other] = ", ".join(grounds.reasons) + f" as in {self._by_id[known].path}"
                    waiting.append(other)
        return found
