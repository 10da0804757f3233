"""When two phrases tell one office: "secretary of state" and "foreign minister", never a deputy for the minister."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from communique.extract.lexicon import Lexicon
from communique.extract.offices import Role

MINISTERS = frozenset({"minister", "secretary"})


class OfficeKinds:
    """Compares offices by the word lists of titles.toml."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def kind(self, head: str, words: AbstractSet[str]) -> str:
        """Return the office in one form: "foreign minister", "premier", "president", "adviser"."""
        if head in MINISTERS:
            if "prime" in words:
                return "premier"
            if words & self.lexicon.foreign_affairs or (head == "secretary" and "state" in words):
                return "foreign minister"
        if head == "chief" and words & self.lexicon.foreign_affairs and "policy" in words:
            return "foreign minister"
        if head == "diplomat" and words & self.lexicon.chief_words:
            return "foreign minister"
        return self.lexicon.same_office.get(head, head)

    def same(self, asked: Role, held: Role) -> bool:
        """Return whether a phrase that says `asked` may mean one who holds `held`; states are not compared."""
        if asked.words & self.lexicon.ranks != held.words & self.lexicon.ranks:
            return False
        wanted, told = self.kind(asked.head, asked.words), self.kind(held.head, held.words)
        if wanted == "leader":
            return held.group == "leader" or told == "premier"
        if wanted in MINISTERS and not self._portfolios(asked.words):
            return told == "foreign minister" or (held.head in MINISTERS and told != "premier")
        if wanted != told:
            return False
        return wanted == "foreign minister" or self._portfolios(asked.words) <= self._portfolios(held.words)

    def _portfolios(self, words: AbstractSet[str]) -> frozenset[str]:
        return frozenset(self.lexicon.same_office.get(w, w) for w in words & self.lexicon.portfolios)


def singular_role(plural: str) -> str | None:
    """Return the singular of a plural noun ("secretaries" to "secretary"); None: it has no plural ending."""
    if plural.endswith("men"):
        return plural[:-3] + "man"
    if plural.endswith("ies"):
        return plural[:-3] + "y"
    return plural[:-1] if plural.endswith("s") and not plural.endswith("ss") else None
