from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from communique.model.wordings import differ


def test_words_added_and_dropped_are_told_as_they_stand() -> None:
    earlier = "only if the full flow was restored"
    later = "until the full flow has been restored and monitors are in place"
    assert differ(earlier, later) == (("until", "has been", "and monitors are in place"), ("only if", "was"))


def test_case_and_punctuation_make_no_difference() -> None:
    assert differ("When the trains, all six, cross", "when the trains all six cross") == ((), ())


@given(st.text(alphabet="ab ", max_size=30))
def test_nothing_differs_from_itself(words: str) -> None:
    assert differ(words, words) == ((), ())
