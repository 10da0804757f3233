"""The accurate tagger: sums over tag sequences, the choice among spans, what does not change its result."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.annotate import accurate
from communique.annotate.accurate import AccurateTagger, best_disjoint
from communique.annotate.attribution_decode import tag_spans
from communique.annotate.attribution_posterior import SpanGuess, read_lattices
from communique.annotate.attribution_scores import CueReading
from communique.annotate.tagger import WEIGHTS

STORY = (
    "ALDERSUND, Drovia — Foreign Minister Ilva Koralik said on Tuesday that the posts would open in a month.\n\n"
    "“We have waited long enough,” Koralik told reporters after the talks. “The river belongs to both of us.”\n\n"
    "According to two officials of Solmara, the delegation hoped for a longer truce. A spokesman denied it.\n"
)
CLOSED = -1e4
FOLLOWS = {0: (0, 1, 4), 1: (2, 3), 2: (2, 3), 3: (0, 1, 4), 4: (0, 1, 4)}
"""Which tag may follow which: none, begin, inside, end, single."""


def _transitions(draw: np.random.Generator) -> np.ndarray:
    table = draw.normal(size=(6, 6)).astype(np.float32)
    for before, allowed in FOLLOWS.items():
        for after in range(5):
            if after not in allowed:
                table[before, after] = CLOSED
    table[5, 2:4] = CLOSED
    table[1:3, 5] = CLOSED
    return table


def test_guesses_agree_with_summing_over_every_sequence() -> None:
    draw = np.random.default_rng(5)
    transitions = _transitions(draw)
    tables = [draw.normal(size=(units, 5)).astype(np.float32) for units in (1, 4, 6)]
    for table, lattice in zip(tables, read_lattices(tables, transitions), strict=True):
        wanted: dict[tuple[int, int], float] = {}
        total = 0.0
        for tags in itertools.product(range(5), repeat=len(table)):
            path = transitions[5, tags[0]] + transitions[tags[-1], 5] + table[range(len(table)), tags].sum()
            weight = float(np.exp(path + sum(transitions[a, b] for a, b in itertools.pairwise(tags))))
            total += weight
            for _, start, end in tag_spans(np.array(tags)) if weight > 0 else ():
                wanted[start, end] = wanted.get((start, end), 0.0) + weight
        found = {(g.start, g.end): g.probability for g in lattice.guesses(0, least=0.01)}
        expected = {span: weight / total for span, weight in wanted.items() if weight / total >= 0.01}
        assert found.keys() == expected.keys()
        assert list(found.values()) == pytest.approx([expected[span] for span in found], abs=1e-6)


def test_guesses_leave_out_what_is_too_long() -> None:
    (lattice,) = read_lattices([np.zeros((5, 5), dtype=np.float32)], _transitions(np.random.default_rng(1)))
    assert max(g.end - g.start for g in lattice.guesses(0, least=0.0, longest=2)) == 2


guesses = st.lists(
    st.builds(
        lambda start, size, share: SpanGuess(start, start + size, share / 16),
        st.integers(0, 12),
        st.integers(1, 6),
        st.integers(0, 16),
    ),
    max_size=9,
)


def _gain(taken: Sequence[SpanGuess], least: float) -> float:
    return sum(guess.probability - least for guess in taken)


def _disjoint(taken: Sequence[SpanGuess]) -> bool:
    ordered = sorted(taken, key=lambda guess: guess.start)
    return all(a.end <= b.start for a, b in itertools.pairwise(ordered))


@given(guesses)
def test_best_disjoint_agrees_with_trying_every_choice(found: list[SpanGuess]) -> None:
    least = 0.25
    taken = best_disjoint(found, least=least)
    choices = itertools.chain.from_iterable(itertools.combinations(found, size) for size in range(len(found) + 1))
    best = max(_gain(choice, least) for choice in choices if _disjoint(choice))
    assert _disjoint(taken)
    assert _gain(taken, least) == pytest.approx(best)


@pytest.mark.parametrize(("shares", "cues"), [((0.5, 0.3), ["has said"]), ((0.35, 0.35), [])])
def test_accurate_roles_hold_over_the_readings_of_one_cue(
    monkeypatch: pytest.MonkeyPatch, shares: tuple[float, float], cues: list[str]
) -> None:
    text = "Koralik has said it rains"
    source, content, other = SpanGuess(0, 1, 0.9), SpanGuess(3, 5, 0.7), SpanGuess(4, 5, 0.3)
    readings = [
        CueReading(SpanGuess(1, 3, shares[0]), (source,), (content, other)),
        CueReading(SpanGuess(2, 3, shares[1]), (source,), (content, other)),
    ]
    monkeypatch.setattr(accurate, "read_cues", lambda *given, **named: readings)
    (found,) = AccurateTagger([], overlap_pieces=0, price=0.4).tag(text)
    assert [text[s.start : s.end] for s in found.cues] == cues
    assert [text[s.start : s.end] for s in found.contents] == ["it rains"]
    assert [text[s.start : s.end] for s in found.sources] == ["Koralik"]


@pytest.fixture(scope="module")
def tagger() -> AccurateTagger:
    return AccurateTagger.load(threads=1)


needs_weights = pytest.mark.skipif(not (WEIGHTS / "accurate.json").is_file(), reason="no weights in this checkout")


@needs_weights
def test_accurate_finds_plain_attributions(tagger: AccurateTagger) -> None:
    found = tagger.tag(STORY)
    words = [[STORY[s.start : s.end] for s in (*a.sources, *a.cues)] for a in found]
    assert any("Koralik" in source and cue.startswith("said") for source, cue in (w for w in words if len(w) == 2))
    quoted = next(a for a in found if "told" in STORY[a.cues[0].start : a.cues[0].end])
    assert STORY[quoted.contents[0].start : quoted.contents[0].end].strip("“”,") == "We have waited long enough"


@needs_weights
def test_accurate_result_depends_on_the_text_alone(tagger: AccurateTagger) -> None:
    alone = AccurateTagger.load(threads=2).tag(STORY * 3)
    tagger.tag("Nobody said anything.")
    assert tagger.tag(STORY * 3) == alone


@needs_weights
@settings(max_examples=10, deadline=None)
@given(st.text(max_size=80))
def test_accurate_survives_odd_texts(tagger: AccurateTagger, text: str) -> None:
    for attribution in tagger.tag(text):
        for span in (*attribution.sources, *attribution.cues, *attribution.contents):
            assert 0 <= span.start < span.end <= len(text)
