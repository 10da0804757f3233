"""Changes of a side's wording from one date to the next."""

from __future__ import annotations

import pytest

from communique.query.across_lines import PositionLine
from communique.query.position_changes import find_changes


def line(date: str, words: str) -> PositionLine:
    """Return a passage of Arvenia's own words on the use of force."""
    return PositionLine(
        id=f"p-{date}", issue="use of force", issue_id="i-1", party="Arvenia", party_id="a-1", date=date,
        told_by="itself", by_whom="Anna Berg", relay=None, undertakes="warning", cue="said", utterance=None,
        words=words, path=f"{date}.txt", start_char=0, end_char=len(words), source=None, published=date,
        statement=None, undertaking=None,
    )  # fmt: skip


WAS = "Arvenia and its allies will respond decisively if Bascovia further shells Luma"


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        ("the readiness of Arvenia, along with its allies, to respond decisively if Bascovia further shells Luma", False),
        ("Arvenia and its allies may respond decisively if Bascovia further shells Luma", True),
        ("Arvenia and its allies will respond if Bascovia further shells Luma", True),
        ("Arvenia and its allies will not respond decisively if Bascovia further shells Luma", True),
    ],
)  # fmt: skip
def test_other_grammar_is_no_change_of_wording(now: str, changed: bool) -> None:
    found = list(find_changes([line("2031-03-01", WAS), line("2031-04-01", now)]))
    assert bool(found) == changed


def test_what_was_said_in_a_month_lies_neither_before_nor_after_its_days() -> None:
    now = "Arvenia and its allies will respond if Bascovia further shells Luma"
    assert list(find_changes([line("2031-03", WAS), line("2031-03-14", now)])) == []
