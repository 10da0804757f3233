from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from communique.export.brief_same import SameWords
from communique.export.brief_words import is_within

RUNS = st.lists(st.lists(st.sampled_from("abc"), max_size=8), max_size=12)


@given(RUNS, st.integers(2, 4))
def test_same_words_finds_what_comparing_every_two_finds(runs: list[list[str]], least: int) -> None:
    kept = SameWords(least=least)
    for number, run in enumerate(runs):
        known = [n for n in range(number) if is_within(run, runs[n], least=least)]
        assert kept.first(run) == min(known, default=None)
        kept.add(number, run)
