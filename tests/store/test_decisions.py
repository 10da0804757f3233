from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import DecisionError
from communique.model.records import Decision
from communique.model.spans import Anchor, DocumentHash, Span
from communique.store.decisions import decision_line, parse_decisions

ANCHOR = Anchor(DocumentHash("ab" * 32), Span(3, 8), "words")
LINE = decision_line(Decision("value", "statement", (ANCHOR,), "speaker", "Anna Berg"))

anchors = st.builds(Anchor, st.just("cd" * 32), st.builds(Span, st.integers(0, 5), st.integers(5, 9)), st.text())
texts = st.none() | st.text(min_size=1)
decisions = st.builds(
    Decision,
    kind=st.sampled_from(["must-link", "cannot-link", "reject", "confirm"]),
    noun=st.sampled_from(["statement", "actor", "encounter", "undertaking"]),
    anchors=st.lists(anchors, max_size=3).map(tuple),
    attribute=texts,
    value=texts,
    note=st.text(),
    made_at=st.text(),
    path=texts,
)


@given(st.lists(decisions, max_size=4))
def test_journal_lines_read_back_as_they_were(journal: list[Decision]) -> None:
    assert parse_decisions([decision_line(decision) for decision in journal], "journal") == journal


def test_empty_lines_are_passed_over() -> None:
    assert len(parse_decisions(["", LINE, "  "], "journal")) == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"kind": "guess"}, "kind 'guess' is none of"),
        ({"colour": "red"}, "unknown"),
        ({"attribute": None}, "needs an attribute"),
        ({"anchors": [{"start": 1}]}, "no field"),
        ({"anchors": [{"document": "ab", "start": 9, "end": 2, "words": ""}]}, "not a span"),
    ],
)
def test_bad_line_is_named(change: dict[str, object], why: str) -> None:
    with pytest.raises(DecisionError, match=why) as caught:
        parse_decisions([LINE, json.dumps({**json.loads(LINE), **change})], "journal.jsonl")
    assert "journal.jsonl, line 2" in str(caught.value)


def test_line_that_is_no_json_is_named() -> None:
    with pytest.raises(DecisionError, match=r"line 1.*decisions-journal"):
        parse_decisions(["speaker: Anna"], "journal.jsonl")
