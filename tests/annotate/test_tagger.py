"""The attribution tagger: units, windows, decoding, and the shipped weights."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.annotate.attribution_decode import best_tags, cue_confidence, tag_spans, take_marks
from communique.annotate.attribution_units import lay_even_windows, lay_windows, split_units
from communique.annotate.tagger import WEIGHTS, AttributionTagger, is_communicated
from communique.errors import ModelError
from communique.model.annotation import TaggedAttribution

STORY = (
    "ALDERSUND, Drovia — Foreign Minister Ilva Koralik said on Tuesday that the posts would open in a month.\n\n"
    "“We have waited long enough,” Koralik told reporters after the talks. “The river belongs to both of us.”\n\n"
    "According to two officials of Solmara, the delegation hoped for a longer truce. A spokesman denied it.\n"
)


@given(st.text())
def test_units_slice_back_to_all_visible_characters(text: str) -> None:
    units = split_units(text)
    rejoined = "".join(text[s:e] for s, e in zip(units.starts, units.ends, strict=True))
    assert rejoined == "".join(text.split())
    assert len(units.features) == len(units.forms)


def test_units_mark_what_stands_in_quotation_marks() -> None:
    units = split_units('He said: "We go." Then he left.')
    states = dict(zip(units.forms, units.features[:, 0].tolist(), strict=True))
    assert (states["said"], states['"'], states["go"], states["left"]) == (0, 2, 1, 0)


def test_units_take_two_single_marks_for_a_double_one() -> None:
    units = split_units("''We go,'' he said. ``Then'' left.")
    assert units.forms.count('"') == 4
    states = dict(zip(units.forms, units.features[:, 0].tolist(), strict=True))
    assert (states["go"], states["he"], states["Then"], states["left"]) == (1, 0, 1, 0)


def test_units_unclosed_mark_ends_with_its_paragraph() -> None:
    units = split_units("“We go.\n\nThey stayed.")
    assert dict(zip(units.forms, units.features[:, 0].tolist(), strict=True))["stayed"] == 0


@given(st.lists(st.integers(1, 8), max_size=200), st.integers(16, 60), st.integers(0, 12))
def test_windows_fit_and_their_cores_cover_every_unit_once(sizes: list[int], most: int, overlap: int) -> None:
    windows = lay_windows(np.array(sizes, dtype=np.int64), max_pieces=most, overlap_pieces=overlap)
    covered = [unit for w in windows for unit in range(w.core_start, w.core_end)]
    assert covered == list(range(len(sizes)))
    for w in windows:
        assert w.start <= w.core_start and w.core_end <= w.end
        assert sum(sizes[w.start : w.end]) <= most


@given(st.lists(st.integers(1, 8), min_size=1, max_size=300), st.integers(24, 60), st.integers(0, 12))
def test_even_windows_cover_every_unit_and_are_no_more(sizes: list[int], most: int, overlap: int) -> None:
    counts = np.array(sizes, dtype=np.int64)
    even = lay_even_windows(counts, max_pieces=most, overlap_pieces=overlap)
    full = lay_windows(counts, max_pieces=most, overlap_pieces=overlap)
    assert [unit for w in even for unit in range(w.core_start, w.core_end)] == list(range(len(sizes)))
    assert len(even) <= len(full)
    assert max(sum(sizes[w.start : w.end]) for w in even) <= max(sum(sizes[w.start : w.end]) for w in full)


def test_best_tags_agrees_with_trying_every_sequence() -> None:
    draw = np.random.default_rng(3)
    emissions = draw.normal(size=(4, 5, 3)).astype(np.float32)
    transitions = draw.normal(size=(4, 4)).astype(np.float32)
    lengths = np.array([5, 1, 3, 4])
    found = best_tags(emissions, transitions, lengths)

    def score(row: int, tags: tuple[int, ...]) -> float:
        total = transitions[-1, tags[0]] + transitions[tags[-1], -1]
        total += sum(emissions[row, at, tag] for at, tag in enumerate(tags))
        return float(total + sum(transitions[a, b] for a, b in itertools.pairwise(tags)))

    for row, length in enumerate(lengths.tolist()):
        best = max(itertools.product(range(3), repeat=length), key=lambda tags, row=row: score(row, tags))
        assert tuple(found[row, :length]) == best
        assert not found[row, length:].any()


def test_tag_spans_reads_both_types() -> None:
    assert tag_spans(np.array([0, 4, 0, 5, 6, 7, 8])) == [(0, 1, 2), (1, 3, 6), (1, 6, 7)]


def test_cue_confidence_is_the_least_share() -> None:
    emissions = np.zeros((2, 5), dtype=np.float32)
    emissions[0, 1] = 50
    assert cue_confidence(emissions, np.array([1, 3]), 0, 2) == 0.2


@pytest.mark.parametrize(
    ("text", "inner", "wanted"),
    [
        ("“We go,” he said.", "We go", "“We go,”"),
        ('He said "We go."', "We go", '"We go."'),
        ("He said it was “a great day.”", "it was “a great day", "it was “a great day.”"),
        ("He said it would rain.", "it would rain", "it would rain"),
        ("He called it “a trap” and left.", "a trap", "“a trap”"),
        ("''We go,'' he said.", "We go", "''We go,''"),
        ("He said ''we'' and ''they'' meet.", "''we'' and ''they'' meet", "''we'' and ''they'' meet"),
        ("“We go”, he said, “and “never” look back.”", "and “never” look back", "“and “never” look back.”"),
    ],
)
def test_take_marks_adds_the_marks_that_belong(text: str, inner: str, wanted: str) -> None:
    start = text.index(inner)
    span = take_marks(text, (start, start + len(inner)))
    assert text[slice(*span)] == wanted


@pytest.mark.parametrize(("cue", "wanted"), [("said", True), ("still believes", False), ("lit up", None)])
def test_cue_words_tell_speech_from_thought(cue: str, wanted: bool | None) -> None:
    assert is_communicated(cue) is wanted


@pytest.fixture(scope="module")
def tagger() -> AttributionTagger:
    return AttributionTagger.load("fast", threads=1)


def _words(text: str, found: list[TaggedAttribution]) -> list[tuple[str, str]]:
    return [(" ".join(s.of(text) for s in a.sources), a.cues[0].of(text)) for a in found]


def test_tagger_finds_plain_attributions(tagger: AttributionTagger) -> None:
    found = tagger.tag(STORY)
    assert ("Koralik", "told") in _words(STORY, found)
    told = next(a for a in found if a.cues[0].of(STORY) == "told")
    assert told.contents[0].of(STORY) == "“We have waited long enough,”"
    assert found == sorted(found, key=lambda a: a.cues[0])
    assert all(0 <= a.score <= 1 for a in found)


def test_tagger_reads_roles_near_their_cue_wherever_it_stands(tagger: AttributionTagger) -> None:
    text = STORY * 8
    told = [a for a in tagger.tag(text) if a.cues[0].of(text) == "told"]
    assert len(told) == 8
    for attribution in told:
        assert [content.of(text) for content in attribution.contents][:1] == ["“We have waited long enough,”"]
        assert 0 < attribution.cues[0].start - attribution.contents[0].start < 60


def test_tagger_result_does_not_depend_on_company(tagger: AttributionTagger) -> None:
    texts = [STORY, "Nothing happened.", STORY * 6, "“Go,” he said."]
    alone = {text: AttributionTagger.load("fast", threads=1).tag(text) for text in texts}
    for order in (texts, texts[::-1], texts[2:] + texts[:2]):
        assert {text: tagger.tag(text) for text in order} == alone


def test_tagger_result_does_not_depend_on_threads(tagger: AttributionTagger) -> None:
    assert AttributionTagger.load("fast", threads=2).tag(STORY * 4) == tagger.tag(STORY * 4)


@pytest.mark.parametrize("text", ["", " \n\t", "\u0301\u200d", "x" * 3000, "!" * 2000, "\ud83d\ude00 said 🙂"])
def test_tagger_survives_odd_texts(tagger: AttributionTagger, text: str) -> None:
    for attribution in tagger.tag(text):
        assert all(len(s) and s.end <= len(text) for s in attribution.cues + attribution.contents)


def test_tagger_refuses_changed_or_missing_weights(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="SHA256SUMS"):
        AttributionTagger.read(tmp_path, "fast")
    for file in ("SHA256SUMS", "fast.json", "fast.onnx", "fast-roles.onnx", "tokenizer.json"):
        shutil.copyfile(str(WEIGHTS / file), tmp_path / file)
    (tmp_path / "fast.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match=r"fast\.json"):
        AttributionTagger.read(tmp_path, "fast")
