"""What tests share: a build that needs no language model, and a small folder of invented coverage."""

from __future__ import annotations

from pathlib import Path

import pytest

COVERAGE = {
    "herald/bridge.txt": (
        "Ministers speak of a bridge\n\nAnna Berg met Otto Lind on 2031-04-02.\n\n"
        "Anna Berg said the bridge will be open by 2031-06-01.\n\nOtto Lind said the toll is too high.\n"
    ),
    "herald/toll.txt": "Talk of a toll\n\nOtto Lind said Norland will halve the toll by 2031-09-15.\n",
    "post/bridge.txt": (
        "Bridge talks end\n\nOtto Lind met Anna Berg on 2031-04-02.\n\nAnna Berg said the talks were useful.\n"
    ),
}


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make builds analyse by `plain_analysis`."""
    # Here, since it loads the stages, which most tests do not need.
    from communique import analysis
    from tests.plain_analysis import plain_analysis

    monkeypatch.setattr(analysis, "analyse", plain_analysis)


@pytest.fixture
def coverage(tmp_path: Path) -> Path:
    """Return a folder with three small articles."""
    folder = tmp_path / "coverage"
    write_coverage(folder)
    return folder


@pytest.fixture
def db(plain: None, coverage: Path, tmp_path: Path) -> Path:
    """Return a record built from `coverage`."""
    from communique import app

    path = tmp_path / "talks.db"
    app.build(coverage, path)
    return path


def write_coverage(folder: Path) -> None:
    """Write COVERAGE under `folder`."""
    for name, text in COVERAGE.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
