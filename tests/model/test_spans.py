"""Spans and anchors lead back to the exact words; ids are the same everywhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.model.inferred import Inferred, absent, stated
from communique.model.spans import Anchor, DocumentHash, Span, anchor_id, public_id

spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: Span(min(pair), max(pair)))


@given(st.text(max_size=60), spans)
def test_span_slices_its_words(text: str, span: Span) -> None:
    assert span.of(text) == text[span.start : span.end]
    assert len(span) == span.end - span.start


@given(spans, spans)
def test_span_overlap_is_a_shared_code_point(first: Span, second: Span) -> None:
    if len(first) and len(second):
        shared = set(range(first.start, first.end)) & set(range(second.start, second.end))
        assert first.overlaps(second) == bool(shared)
    assert first.overlaps(second) == second.overlaps(first)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_span_rejects_what_is_no_span(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_public_id_is_the_same_on_every_machine() -> None:
    assert public_id("s", "ab", 1) == "s-e188f523493b"
    assert public_id("s", "ab", 1) != public_id("s", "a", "b1")


def test_anchor_id_changes_with_place_and_words() -> None:
    sha256 = DocumentHash("0" * 64)
    ids = {
        anchor_id("s", Anchor(sha256, Span(0, 3), "one")),
        anchor_id("s", Anchor(sha256, Span(1, 4), "one")),
        anchor_id("s", Anchor(sha256, Span(0, 3), "two")),
    }
    assert len(ids) == 3


def test_inferred_is_a_value_with_a_basis_or_an_absence() -> None:
    assert stated("x").known
    assert not absent("not reported").known
    with pytest.raises(ValueError, match="either a value"):
        Inferred("x")
    with pytest.raises(ValueError, match="either a value"):
        Inferred(None, "stated")
    with pytest.raises(ValueError, match="either a value"):
        Inferred("x", absence="not reported")
