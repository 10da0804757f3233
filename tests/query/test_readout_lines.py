"""Two readouts side by side, as questions answer with them."""

from __future__ import annotations

from communique.model.spans import Span, cut_ends
from communique.query.comparison_lines import BothLine, ReadoutPairLine, SoleLine, without_alone

TEXT = "They agreed that the port opens, and that the toll stays for a year."


def test_words_stand_under_told_by_both_or_under_one_side_alone_never_under_both() -> None:
    alone = TEXT.index("and that the toll")
    both = BothLine(0, len(TEXT), TEXT, 5, 22, "the harbour opens")
    sole = SoleLine("x-1", "a.txt", None, alone, len(TEXT), TEXT[alone:], 1.0, None, None, (), "d-1")
    pair = without_alone(ReadoutPairLine("r-1", None, "a.txt", None, "b.txt", None, (both,), (sole,), ()))
    (line,) = pair.both
    assert line.first_words == "They agreed that the port opens" == TEXT[line.first_start : line.first_end]
    assert (line.second_start, line.second_end, line.second_words) == (5, 22, "the harbour opens")
    assert pair.only == (sole,)


def test_ends_are_cut_on_either_side_and_never_to_nothing() -> None:
    text = "one, two; three"
    assert cut_ends(Span(0, 15), [Span(0, 4), Span(10, 15)], text).of(text) == "two"
    assert cut_ends(Span(10, 25), [Span(10, 14), Span(20, 25)], text, start=10) == Span(15, 18)
    assert cut_ends(Span(0, 15), [Span(0, 20)], text) == Span(0, 15)
    assert cut_ends(Span(0, 15), [Span(5, 8)], text) == Span(0, 15)
