"""Reading files, folders, globs, sidecars and manifests."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from communique.errors import UnreadableDocument
from communique.ingest import read_paths
from communique.model.documents import RawDocument
from communique.settings import Settings


def read(*paths: Path | str, settings: Settings | None = None) -> tuple[list[RawDocument], list[UnreadableDocument]]:
    problems: list[UnreadableDocument] = []
    found = list(read_paths([str(p) for p in paths], settings or Settings(), on_problem=problems.append))
    return found, problems


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / "b.txt").write_text("Beta")
    (tmp_path / "a.HTML").write_text("<p>Alpha")
    (tmp_path / "sub" / "c.md").write_text("# Gamma")
    (tmp_path / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "b.json").write_text(json.dumps({"title": "B", "date_estimated": True, "nothing": None}))
    return tmp_path


def test_read_folder_is_sorted_and_relative(folder: Path) -> None:
    found, problems = read(folder)
    assert [(d.path, d.medium) for d in found] == [("a.HTML", "html"), ("b.txt", "text"), ("sub/c.md", "markdown")]
    assert not problems
    assert found[1].known == (("date_estimated", "true"), ("title", "B"))


def test_read_glob_and_file_and_folder_give_each_file_once(folder: Path) -> None:
    found, problems = read(folder / "*.txt", folder / "b.txt", folder)
    assert [d.path for d in found] == ["a.HTML", "b.txt", "sub/c.md"]
    assert not problems


def test_read_same_names_from_two_folders_do_not_depend_on_order(tmp_path: Path) -> None:
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "n.txt").write_text(name)
    one, _ = read(tmp_path / "x", tmp_path / "y")
    other, _ = read(tmp_path / "y", tmp_path / "x")
    assert [d.path for d in one] == ["x/n.txt", "y/n.txt"]
    assert one == other


def test_read_manifest_and_sidecar_wins(folder: Path) -> None:
    (folder / "manifest.csv").write_text("file,title,publisher\nb.txt,M,Post\nsub/c.md,C,\n")
    found, _ = read(folder)
    assert dict(found[1].known) == {"title": "B", "publisher": "Post", "date_estimated": "true"}
    assert dict(found[2].known) == {"title": "C"}
    blind, _ = read(folder, settings=Settings(use_metadata=False))
    assert all(not d.known for d in blind)


@pytest.mark.parametrize("sidecar", ["{", "[1]", "\x00"])
def test_read_broken_sidecar_is_reported_and_document_read(folder: Path, sidecar: str) -> None:
    (folder / "b.json").write_text(sidecar)
    found, problems = read(folder)
    assert len(found) == 3
    assert [p.path for p in problems] == ["b.txt"]


def test_read_broken_manifest_is_reported_once(folder: Path) -> None:
    (folder / "manifest.csv").write_text("name,title\n")
    found, problems = read(folder)
    assert len(found) == 3
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("white.txt", b" \n", "white space"),
        ("nul.txt", b"ab\x00cd", "binary"),
        ("pdf.txt", b"%PDF-1.7", "binary"),
        ("large.txt", b"x" * 101, "too large"),
    ],
)
def test_read_bad_file_is_reported_and_the_rest_read(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text("Good")
    found, problems = read(tmp_path, settings=Settings(max_document_bytes=100))
    assert [d.path for d in found] == ["good.txt"]
    assert [(p.path, reason in p.reason) for p in problems] == [(name, True)]


def test_read_directory_loop_and_dangling_link_are_reported(folder: Path) -> None:
    (folder / "sub" / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    found, problems = read(folder)
    assert [d.path for d in found] == ["a.HTML", "b.txt", "sub/c.md"]
    assert sorted(p.path for p in problems) == ["gone.txt", "sub/loop"]


def test_read_unreadable_file_is_reported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    found, problems = read(folder / "b.txt")
    assert not found
    assert "Permission denied" in problems[0].reason


@pytest.mark.parametrize("given", ["missing.txt", "no*.txt", "picture.jpg", "bad\x00name"])
def test_read_named_path_that_cannot_be_read_is_reported(folder: Path, given: str) -> None:
    found, problems = read(f"{folder}/{given}")
    assert not found
    assert len(problems) == 1


def test_read_same_bytes_twice_have_one_hash(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Same")
    found, _ = read(tmp_path)
    assert found[0].sha256 == found[1].sha256


def test_read_is_lazy(folder: Path) -> None:
    reading = read_paths([str(folder)], Settings(), on_problem=lambda problem: None)
    assert next(reading).path == "a.HTML"
    (folder / "sub" / "c.md").write_text("changed")
    assert [d.content for d in reading][-1] == b"changed"
