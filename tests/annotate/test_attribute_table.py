"""The table sets what spaCy's attribute ruler sets."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from communique.annotate.attribute_table import NAME, AttributeTable, can_replace
from communique.annotate.pipeline import choose_model, load_bare_pipeline, load_pipeline

TEXTS = (
    "",
    "  \n\n ",
    "Let's go, Koralik said. “It's what I'm gonna do; they ain't got ta wait, c'mon.”",
    "There are two rivers. There's one ferry. She had had it; you told me that it would've been theirs.",
    "The ministers of Drovia and Solmara didn't meet, but nobody says so, 'cause y'all do know 'em.",
)


@pytest.fixture(scope="module")
def bare() -> Any:
    return load_bare_pipeline(choose_model())


def _read(doc: Doc) -> list[tuple[object, ...]]:
    return [
        (t.text, t.lemma_, t.pos_, t.tag_, t.dep_, str(t.morph), t.head.i, t.is_sent_start, t.ent_type_) for t in doc
    ]


def test_pipeline_has_the_table_in_place_of_the_ruler() -> None:
    names = load_pipeline(choose_model()).pipe_names
    assert NAME in names
    assert "attribute_ruler" not in names


@pytest.mark.parametrize("text", TEXTS)
def test_table_gives_what_the_published_pipeline_gives(bare: Any, text: str) -> None:
    assert _read(load_pipeline(choose_model())(text)) == _read(bare(text))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("That", "it", "had", "'s", "gon", "na", "let", "river", " ", "nothin'", "i", "not")),
            st.sampled_from(("DT", "WDT", "PRP", "VBZ", "VBD", "MD", "RB", "_SP", "IN", "")),
            st.sampled_from(("nsubj", "det", "aux", "expl", "mark", "ROOT", "dobj", "")),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_table_gives_what_the_ruler_gives_for_any_tags(bare: Any, rows: list[tuple[str, str, str]]) -> None:
    words, tags, deps = (list(column) for column in zip(*rows, strict=True))
    ruler = bare.get_pipe("attribute_ruler")
    one, other = (Doc(bare.vocab, words=words, tags=tags, deps=deps, heads=[0] * len(words)) for _ in range(2))
    assert _read(AttributeTable(ruler)(one)) == _read(ruler(other))


def test_ruler_that_sets_something_else_is_left_in_place(bare: Any) -> None:
    ruler = load_bare_pipeline(choose_model()).get_pipe("attribute_ruler")
    assert can_replace(ruler)
    ruler.add([[{"LOWER": "drovia"}]], {"ENT_TYPE": "GPE"})
    assert not can_replace(ruler)
