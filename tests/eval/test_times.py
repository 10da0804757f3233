"""The scorer of times, on an invented TimeML file."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.model.spans import Span
from eval.times import count, files_of, find_with_communique
from eval.timex import Timex, read_timeml

TIMEML = """<?xml version="1.0" ?>
<TimeML>
<DOCID>invented</DOCID>
<DCT><TIMEX3 tid="t0" type="TIME" value="2031-05-14T10:00:00">05/14/2031</TIMEX3></DCT>
<TEXT>
The envoys of Drovia <EVENT eid="e1">met</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2031-05-13">Tuesday</TIMEX3>.

They talked for <TIMEX3 tid="t2" type="DURATION" value="PT3H">three hours</TIMEX3> &amp; left.
</TEXT>
</TimeML>
"""


@pytest.fixture
def timeml(tmp_path: Path) -> Path:
    path = tmp_path / "invented.tml"
    path.write_text(TIMEML, encoding="utf-8")
    return path


def test_timeml_gives_words_and_tags(timeml: Path) -> None:
    text = read_timeml(timeml)
    assert text.created == "2031-05-14"
    assert [(tag.span.of(text.text), tag.value) for tag in text.gold] == [
        ("Tuesday", "2031-05-13"),
        ("three hours", "PT3H"),
    ]


def test_file_without_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.tml"
    path.write_text("<TimeML/>", encoding="utf-8")
    with pytest.raises(ValueError, match="not a TimeML document"):
        read_timeml(path)


def test_times_of_a_build_are_scored(timeml: Path) -> None:
    text = read_timeml(timeml)
    counts = count([text], find_with_communique)
    assert (counts.gold, counts.found, counts.strict, counts.value) == (2, 2, 2, 2)
    assert counts.f1(counts.value) == 1.0


def test_value_and_extent_are_counted_apart(timeml: Path) -> None:
    text = read_timeml(timeml)
    first = text.gold[0]
    wider = Timex(Span(first.span.start - 3, first.span.end), "2031-05-06")
    counts = count([text], lambda words, created: [wider])
    assert (counts.relaxed, counts.strict, counts.value) == (1, 0, 0)
    assert counts.f1(counts.relaxed) == pytest.approx(2 / 3)


def test_files_are_parted_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "tempeval3"
    folder.mkdir(parents=True)
    for number in range(20):
        (folder / f"n{number}.tml").write_text(TIMEML, encoding="utf-8")
    even, odd = files_of(None, tmp_path, odd=False), files_of(None, tmp_path, odd=True)
    assert len(even) + len(odd) == 20 and not set(even) & set(odd)
    assert files_of(folder, tmp_path, odd=False) == sorted(folder.glob("*.tml"))
