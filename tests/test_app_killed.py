"""A build that is killed leaves a record that opens, and the next build completes it."""

from __future__ import annotations

import functools
import multiprocessing
import random
import time
from pathlib import Path

import pytest

from communique import analysis, app
from communique.errors import RecordError
from communique.store import digest
from tests.conftest import write_coverage
from tests.plain_analysis import plain_analysis

KILLS = 20
LONGEST_S = 0.6


def _build_slowly(folder: Path, db: Path) -> None:
    analysis.analyse = functools.partial(plain_analysis, delay_s=0.02)  # type: ignore[assignment]
    app.build(folder, db)


@pytest.mark.usefixtures("plain")
@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="builds are forked to be killed")
def test_killed_build_is_completed_by_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "coverage"
    write_coverage(folder)
    for number in range(20):
        text = f"Day {number}\n\nAnna Berg said the bridge waits for day {number}.\n"
        (folder / f"day{number:02}.txt").write_text(text, "utf-8")
    killed, whole = tmp_path / "killed.db", tmp_path / "whole.db"
    app.build(folder, whole)
    moments = random.Random(20310402)
    for number in range(KILLS):
        if number % 5 == 4:
            # Now and then from the start, so that early stages are hit too.
            for file in tmp_path.glob("killed.db*"):
                file.unlink()
        _build_and_kill(folder, killed, after_s=moments.uniform(0.0, LONGEST_S))
        _opens(killed)
    app.build(folder, killed)
    assert digest(killed) == digest(whole)
    assert app.verify(killed) == []


def _build_and_kill(folder: Path, db: Path, *, after_s: float) -> None:
    child = multiprocessing.get_context("fork").Process(target=_build_slowly, args=(folder, db))
    child.start()
    time.sleep(after_s)
    child.kill()
    child.join()
    child.close()


def _opens(db: Path) -> None:
    if not db.exists():
        return
    try:
        with app.open(db) as record:
            record.documents()
    except RecordError as error:
        # Killed before the tables were there: an empty file, which says so.
        assert "not a record" in str(error)
