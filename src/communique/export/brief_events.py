"""Which encounters a brief tells, and how surely: hopes and what only stands before another are left to the record."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from communique.export.brief_material import BriefEncounter, Passage
from communique.export.brief_words import policy
from communique.model.encounters import HAPPENED

_OCCASIONS: Final = ("summit", "visit")
"""Kinds that are told as what another encounter was held on."""


def told_encounters(encounters: Sequence[BriefEncounter]) -> tuple[BriefEncounter, ...]:
    """Return the encounters that a brief tells, in their order.

    Left out are bare hopes without a day, what is known only as the one before another ("the first visit in two
    years"), and the visit or summit told in no other sentence than what was held on it.
    """
    return tuple(e for e in encounters if not is_hoped(e) and not _is_one_before(e) and not _is_occasion(e, encounters))


def standing(encounter: BriefEncounter) -> str:
    """Return the status as a line tells it, with the word for what is no more than possible or was broken off."""
    if encounter.status == "held":
        broken = next((h.words for h in _hedges(encounter) if h is not None), None)
        return f"held (“{broken}”)" if broken is not None else "held"
    word = next((h.words for h in _hedges(encounter) if h is not None), "expected")
    if encounter.status != "expected" or word.lower() in _words("expectations"):
        return encounter.status
    return f"not certain (“{word}”)"


def is_hoped(encounter: BriefEncounter) -> bool:
    """Return whether an encounter is only hoped, wished, asked or worked for, and on no day.

    Each account that tells it as expected has a word for a wish, or no word at all: so efforts towards talks are told
    ("efforts to restart talks"), while what is likely has one ("expected"). Without such an account it is no hope.
    """
    if encounter.status != "expected" or len(encounter.date.value or "") == len("2000-01-01"):
        return False
    hedges, wishes = _hedges(encounter), _words("wishes")
    return bool(hedges) and all(h is None or h.words.lower() in wishes for h in hedges)


def _hedges(encounter: BriefEncounter) -> list[Passage | None]:
    told = (a for a in encounter.accounts if a.status == encounter.status and not a.is_former)
    return [account.hedge for account in told]


def _is_one_before(encounter: BriefEncounter) -> bool:
    return bool(encounter.accounts) and all(account.is_former for account in encounter.accounts)


def _is_occasion(encounter: BriefEncounter, others: Sequence[BriefEncounter]) -> bool:
    """Return whether each sentence that tells a visit or a summit tells what was held there too."""
    if encounter.kind not in _OCCASIONS or encounter.status not in HAPPENED:
        return False
    mine = _told_in(encounter)
    return bool(mine) and any(
        mine <= _told_in(other)
        for other in others
        if other.kind not in _OCCASIONS and other.status in HAPPENED and len(other.participants) > 1
        if set(other.participants) <= set(encounter.participants)
    )


def _told_in(encounter: BriefEncounter) -> set[tuple[str, int, int]]:
    return {(p.article, p.start, p.end) for account in encounter.accounts for p in account.evidence}


@lru_cache(maxsize=2)
def _words(name: str) -> frozenset[str]:
    return frozenset(policy()["hedges"][name])
