"""How much of the examples' matters, reports of keeping and breaking, and positions a record reaches.

The truth is examples/truth/cross_matters.json. A wording is reached where the matter that holds most of its fellows has
it too; a report where its words, verdict and reporter are told; a tie where such a report speaks of
the truth's matter or agreement, and is foreign where it speaks of another; a position where its words stand under its
party, an issue with one of its terms, and the right teller. foreign: undertakings in a matter that the truth puts
elsewhere.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath
from typing import Any

from communique.query.across_lines import WordingLine
from communique.query.record import Record

MIN_WORDS_CHARS = 20
"""Words are taken for the truth's where one holds the other, or so many characters of its beginning."""
MIN_COMMON = 0.5
"""Or where they have one run of words in common of so much of the shorter: a cue before it makes no other passage."""


@dataclass(frozen=True)
class Reached:
    """What of the truth is reached; each line names one thing by document and words."""

    reached: tuple[str, ...]
    missed: tuple[str, ...]
    foreign: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """Share of the truth that is reached."""
        return len(self.reached) / max(1, len(self.reached) + len(self.missed))

    @property
    def measure(self) -> dict[str, float]:
        """The share as the scorers print it."""
        return {"share": self.share, "right": len(self.reached), "of": len(self.reached) + len(self.missed)}


def read_truth(file: Path) -> dict[str, Any]:
    """Return the truth of matters and positions."""
    truth: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return truth


def same(told: Mapping[str, str], path: str, words: str) -> bool:
    """Return whether words of a document are those of the truth."""
    text = told["text"]
    if PurePosixPath(path).stem != told["doc"]:
        return False
    run = SequenceMatcher(None, text, words, autojunk=False).find_longest_match().size
    met = text in words or words in text or text[:MIN_WORDS_CHARS] in words
    return met or (run >= MIN_WORDS_CHARS and run >= MIN_COMMON * min(len(text), len(words)))


def reach_matters(record: Record, truth: Mapping[str, Any]) -> Reached:
    """Return which wordings stand together in one matter."""
    wordings = [w for matter in record.matters() for w in record.wordings(matter.id)]
    reached, missed, foreign = [], [], []
    for matter in truth["matters"]:
        held = [[w for w in wordings if same(told, w.path, w.words)] for told in matter["wordings"]]
        best = _most(held)
        for told, found in zip(matter["wordings"], held, strict=True):
            line = f"{matter['name']}: {told['doc']}: {told['text']}"
            (reached if any(w.matter_id == best for w in found) else missed).append(line)
        own = {w.id for found in held for w in found}
        foreign += [
            f"{matter['name']}: {w.path}: {w.words}"
            for w in wordings
            if w.matter_id == best and w.undertaking is not None and w.id not in own
        ]
    return Reached(tuple(reached), tuple(missed), tuple(foreign))


def _most(held: Sequence[Sequence[WordingLine]]) -> str | None:
    """Return the matter that holds most of some wordings; None: no matter holds any."""
    counts = Counter(i for found in held for i in {w.matter_id for w in found})
    return min(counts, key=lambda i: (-counts[i], i)) if counts else None


def reach_ties(record: Record, truth: Mapping[str, Any]) -> Reached:
    """Return which reports that are told speak of the matter or agreement of the truth; foreign: of another."""
    wordings = [w for matter in record.matters() for w in record.wordings(matter.id)]
    names = {matter.id: matter.name for matter in record.matters()}
    best = {
        matter["name"]: names.get(
            _most([[w for w in wordings if same(told, w.path, w.words)] for told in matter["wordings"]]) or ""
        )
        for matter in truth["matters"]
    }
    reached, missed, foreign = [], [], []
    for told in truth["kept_or_broken"]:
        wanted = told["agreement"] if "agreement" in told else best[told["matter"]]
        line = f"{wanted}: {told['doc']}: {told['text']}"
        found = [r for r in record.compliance() if same(told, r.path, r.words) and r.verdict == told["verdict"]]
        ties = [r.agreement or r.matter for r in found]
        (reached if wanted is not None and wanted in ties else missed).append(line)
        foreign += [f"{tie}: {line}" for tie in ties if tie not in (None, wanted)]
    return Reached(tuple(reached), tuple(missed), tuple(foreign))


def reach_compliance(record: Record, truth: Mapping[str, Any]) -> Reached:
    """Return which reports of keeping and breaking are told with their verdict and reporter."""
    reports = record.compliance()
    reached, missed, used = [], [], set[str]()
    for told in truth["kept_or_broken"]:
        found = [r for r in reports if same(told, r.path, r.words)]
        used |= {r.id for r in found}
        right = [r for r in found if (r.verdict, r.by_whom) == (told["verdict"], told["by"])]
        (reached if right else missed).append(f"{told['verdict']}: {told['doc']}: {told['text']}")
    foreign = tuple(f"{r.path}: {r.words}" for r in reports if r.id not in used)
    return Reached(tuple(reached), tuple(missed), foreign)


def reach_positions(record: Record, truth: Mapping[str, Any]) -> Reached:
    """Return which positions stand in the grid under their party, issue and teller."""
    terms = {issue["name"]: set(issue["terms"]) for issue in truth["issues"]}
    known = {issue.id: set(json.loads(issue.terms)) for issue in record.issues()}
    reached, missed = [], []
    positions = record.positions()
    for told in truth["positions"]:
        right = any(
            p.party == told["party"]
            and p.told_by == told["told_by"]
            and known[p.issue_id] & terms[told["issue"]]
            and same(told, p.path, p.words)
            for p in positions
        )
        line = f"{told['issue']}: {told['party']}: {told['doc']}: {told['text']}"
        (reached if right else missed).append(line)
    return Reached(tuple(reached), tuple(missed))


def reach_all(record: Record, truth: Mapping[str, Any]) -> dict[str, Reached]:
    """Return all of them by name."""
    return {
        "matters": reach_matters(record, truth),
        "compliance": reach_compliance(record, truth),
        "ties": reach_ties(record, truth),
        "positions": reach_positions(record, truth),
    }


def print_reached(found: Mapping[str, Reached], *, errors: bool) -> None:
    """Print a line for each, and what is missed and foreign where `errors` asks for it."""
    print("\n== examples, across articles")
    for name, what in found.items():
        of = len(what.reached) + len(what.missed)
        print(f"{name:14} {what.share:.3f}   ({len(what.reached)} of {of}; foreign {len(what.foreign)})")
        for line in (*what.missed, *(f"foreign: {f}" for f in what.foreign)) if errors else ():
            print(f"    {line}")
