"""`communique brief`, `verify --record` and `changes` as a user calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from communique.cli import main as program
from tests.export.truth_record import example_raws, write_truth


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("command") / "talks.db"
    raws = [raw for raw in example_raws() if "call" in raw.path or "crew" in raw.path]
    write_truth(path, raws[:1])
    write_truth(path, raws, started="2026-02-01T00:00:00+00:00")
    return path


def call(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    monkeypatch.setattr("sys.argv", ["communique", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        program.main()
    return ended.value.code if isinstance(ended.value.code, int) else 0


@pytest.mark.parametrize("name", ["brief.md", "brief.html"])
def test_brief_is_written_and_verified(
    name: str, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written = tmp_path / name
    assert call(monkeypatch, "brief", db, "-o", written) == 0
    assert "communique verify" in capsys.readouterr().out
    assert call(monkeypatch, "verify", written, "--record", db) == 0
    written.write_text(written.read_text("utf-8").replace("Solmara", "Drovia", 1), encoding="utf-8")
    capsys.readouterr()
    assert call(monkeypatch, "verify", written, "--record", db) == 1
    assert "does not hold" in capsys.readouterr().err
    assert call(monkeypatch, "verify", written, "--record", db, "--json") == 1
    assert json.loads(capsys.readouterr().out)[0]["where"] == "brief:all"


def test_brief_in_a_pipe_can_be_verified(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(monkeypatch, "brief", db) == 0
    kept = tmp_path / "kept.md"
    kept.write_text(capsys.readouterr().out, encoding="utf-8")
    assert call(monkeypatch, "verify", kept, "--record", db) == 0


def test_brief_of_another_ending_is_refused(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(monkeypatch, "brief", db, "-o", tmp_path / "brief.doc") == 1
    assert ".md, .html or .docx" in capsys.readouterr().err


def test_changes_lists_what_the_last_build_brought(
    db: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(monkeypatch, "changes", db, "--since", "1", "--noun", "article", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert {line["change"] for line in told} == {"added"}
    assert len(told) == 2
    assert call(monkeypatch, "changes", db, "--noun", "treaty") == 1
