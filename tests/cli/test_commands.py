from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from communique.cli import main as program
from communique.query.record import Record

pytestmark = pytest.mark.usefixtures("plain")


class Run:
    """One run of the program."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def rows(self) -> list[list[str]]:
        return [line.split("\t") for line in self.out.splitlines()]


def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: object) -> Run:
    monkeypatch.setattr("sys.argv", ["communique", *map(str, words)])
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        program.main()
    said = capsys.readouterr()
    code = ended.value.code
    return Run(code if isinstance(code, int) else 0, said.out, said.err)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    return lambda *words: run(capsys, monkeypatch, *words)


def test_every_command_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "cli.md").read_text("utf-8")
    names = [command.name or command.callback.__name__ for command in program.app.registered_commands]  # type: ignore[union-attr]
    for group in program.app.registered_groups:
        assert group.typer_instance is not None
        names += [f"{group.name} {command.name}" for command in group.typer_instance.registered_commands]
    assert len(names) > 10
    for name in names:
        assert f"communique {name}" in text, name


def test_build_reports_in_one_line_and_warnings_beside(call, coverage: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (coverage / "empty.txt").touch()
    ran = call("build", coverage, "-o", tmp_path / "talks.db")
    assert ran.status == 0
    assert ran.out.endswith("3 documents read: 3 new, 0 changed, 0 unchanged, 3 analysed, 1 left out, 0 warnings\n")
    assert ran.err == "left out: empty.txt: the file is empty\n"
    again = call("build", coverage, "-o", tmp_path / "talks.db", "--json")
    assert json.loads(again.out)["unchanged"] == 3


def test_build_of_nothing_readable_ends_with_1(call, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    ran = call("build", tmp_path / "none", "-o", tmp_path / "talks.db")
    assert ran.status == 1
    assert "no such file or folder" in ran.err and "nothing could be read" in ran.err
    assert "Traceback" not in ran.err


def test_statements_show_speaker_words_and_place(call, db: Path) -> None:  # type: ignore[no-untyped-def]
    ran = call("statements", db, "--speaker", "Lind")
    assert ran.rows[0] == ["id", "speaker", "basis", "form", "cue", "words", "where"]
    assert ran.rows[1][1:6] == ["Otto Lind", "stated", "indirect", "-", "the toll is too high"]
    assert ran.rows[1][6].startswith("herald/bridge.txt [")
    assert [line["speaker"] for line in json.loads(call("statements", db, "--json").out)].count("Anna Berg") == 2
    assert call("statements", db, "--speakers").rows[1:] == [["Anna Berg", "2"], ["Otto Lind", "2"]]


def test_errors_end_in_one_line_without_traceback(call, db: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for words in (
        ("statements", db, "--speaker", "Nobody"),
        ("show", db, "s-0"),
        ("statements", tmp_path / "none.db"),
        ("undertakings", db, "--due-by", "soon"),
        ("decisions", "import", db, tmp_path / "none.jsonl"),
        ("search", db, "..."),
    ):
        ran = call(*words)
        assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1), words
        assert ran.err.startswith("communique: ")


@pytest.mark.parametrize(
    "command", ["show", "actors", "encounters", "undertakings", "assessments", "timeline", "statements"]
)
def test_lists_print_tables_and_json(call, db: Path, command: str) -> None:  # type: ignore[no-untyped-def]
    assert call(command, db).status == 0
    assert json.loads(call(command, db, "--json").out) is not None


def test_show_prints_one_noun_in_its_context(call, db: Path) -> None:  # type: ignore[no-untyped-def]
    with Record(db) as record:
        ids = {table: record.table(table)[0]["id"] for table in ("statements", "encounters", "actors", "articles")}
    shown = call("show", db, ids["statements"]).out
    assert ">" in shown and "speaker" in shown
    for noun_id in ids.values():
        assert noun_id in call("show", db, noun_id).out
        assert json.loads(call("show", db, noun_id, "--json").out)["id"] == noun_id


def test_search_takes_words_and_phrases(call, db: Path) -> None:  # type: ignore[no-untyped-def]
    assert "[halve the toll]" in call("search", db, "halve the toll", "--limit", "1").out
    assert call("search", db, "zebra").err == "no passages with all these words\n"


def test_verify_ends_with_1_and_names_what_changed(call, db: Path) -> None:  # type: ignore[no-untyped-def]
    assert call("verify", db).status == 0
    with sqlite3.connect(db) as connection:
        connection.execute("UPDATE articles SET text = 'X' || substr(text, 2) WHERE path = 'post/bridge.txt'")
    ran = call("verify", db)
    assert ran.status == 1
    assert "post/bridge.txt: the text differs from the bytes at 0" in ran.err


def test_export_writes_annotations_at_the_articles_paths(call, db: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert call("export", db, "--format", "annotations", "-o", tmp_path / "out").status == 0
    files = sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.json"))
    assert files == ["herald/bridge.json", "herald/toll.json", "post/bridge.json"]
    toll = json.loads((tmp_path / "out/herald/toll.json").read_text("utf-8"))
    assert [statement["speaker"] for statement in toll["statements"]] == ["Otto Lind"]


def test_export_writes_json_and_csv(call, db: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert call("export", db, "--format", "json", "-o", tmp_path / "all.json").status == 0
    assert len(json.loads((tmp_path / "all.json").read_text("utf-8"))["statements"]) == 4
    assert call("export", db, "--format", "csv", "-o", tmp_path / "csv").status == 0
    assert len((tmp_path / "csv/v_statements.csv").read_text("utf-8").splitlines()) == 5
    assert call("export", db, "--format", "pdf", "-o", tmp_path / "x").status == 2


def test_decisions_are_made_exported_and_imported(call, db: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    noun_id = json.loads(call("statements", db, "--contains", "too high", "--json").out)[0]["id"]
    assert call("decide", db, noun_id, "speaker", "Eva Holm", "--note", "heard it").status == 0
    journal = tmp_path / "journal.jsonl"
    journal.write_text(call("decisions", "export", db).out, "utf-8")
    assert json.loads(journal.read_text("utf-8"))["value"] == "Eva Holm"
    assert "0 decisions entered" in call("decisions", "import", db, journal).out
    assert call("statements", db, "--speaker", "Eva Holm").rows[1][2] == "user"


def test_version_is_printed(call) -> None:  # type: ignore[no-untyped-def]
    assert call("--version").out.startswith("communique ")
