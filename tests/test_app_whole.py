"""The real stages, end to end, on two short articles."""

from __future__ import annotations

from pathlib import Path

from communique import app
from communique.settings import Settings
from communique.store import digest
from tests.conftest import COVERAGE

SPEECH = """Norland and Sudland open talks on the strait

PORT ALMA, Norland, May 3, 2031 — “We will open the strait to every ship,” said Norland's foreign minister, Anna Berg.

Berg met her colleague Otto Lind on Tuesday. Lind said that the toll was too high.
"""


def test_whole_build_is_the_same_in_one_process_and_in_two(tmp_path: Path) -> None:
    folder = tmp_path / "coverage"
    folder.mkdir()
    (folder / "strait.txt").write_text(SPEECH, "utf-8")
    (folder / "bridge.txt").write_text(COVERAGE["herald/bridge.txt"], "utf-8")
    one, two = tmp_path / "one.db", tmp_path / "two.db"
    assert app.build(folder, one).failures == []
    assert app.build(folder, two, settings=Settings(jobs=2)).failures == []
    assert digest(one) == digest(two)
    assert app.verify(one) == []
    with app.open(one) as record:
        lines = record.statements(article="strait", speaker="Anna Berg")
        assert [line.words for line in lines] == ["“We will open the strait to every ship,”"]
