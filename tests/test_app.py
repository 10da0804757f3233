from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

import communique
from communique import app
from communique.errors import InputError, RecordError
from communique.settings import Settings
from communique.store import digest

pytestmark = pytest.mark.usefixtures("plain")


def words(db: Path) -> list[str]:
    with app.open(db) as record:
        return [line.words for line in record.statements()]


def test_public_names_are_what_they_say() -> None:
    for name in communique.__all__:
        assert getattr(communique, name).__name__ == name
        assert getattr(communique, name).__doc__
    with pytest.raises(AttributeError):
        _ = communique.nothing_of_this_name


def test_build_reads_and_second_build_analyses_nothing(coverage: Path, tmp_path: Path) -> None:
    db = tmp_path / "talks.db"
    first = app.build(coverage, db)
    assert (first.new, first.analysed, first.failures) == (3, 3, [])
    before = digest(db)
    second = app.build(coverage, db)
    assert (second.new, second.unchanged, second.analysed) == (0, 3, 0)
    assert digest(db) == before
    assert words(db)[0] == "the bridge will be open by 2031-06-01"


def test_build_leaves_one_file(db: Path) -> None:
    assert sorted(p.name for p in db.parent.iterdir() if p.name.startswith("talks")) == ["talks.db"]
    assert sqlite3.connect(db).execute("PRAGMA journal_mode").fetchone()[0] == "delete"


def test_order_and_halves_give_the_same_record(coverage: Path, tmp_path: Path) -> None:
    files = [coverage / "herald/bridge.txt", coverage / "herald/toll.txt"]
    at_once, backwards, halves = (tmp_path / f"{name}.db" for name in ("at_once", "backwards", "halves"))
    app.build(files, at_once)
    app.build(files[::-1], backwards)
    app.build(files[1], halves)
    app.build(files[0], halves)
    assert digest(at_once) == digest(backwards) == digest(halves)


def test_incremental_build_equals_one_from_scratch(coverage: Path, tmp_path: Path, db: Path) -> None:
    toll = coverage / "herald/toll.txt"
    toll.write_text(toll.read_text("utf-8") + "\nAnna Berg said nothing is agreed.\n", "utf-8")
    (coverage / "post/bridge.txt").unlink()
    (coverage / "post/late.txt").write_text("Late news\n\nAnna Berg said the bridge is old.\n", "utf-8")
    report = app.build(coverage, db)
    assert (report.new, report.changed, report.unchanged, report.dropped) == (1, 1, 1, ["post/bridge.txt"])
    app.build(coverage, tmp_path / "scratch.db")
    assert digest(db) == digest(tmp_path / "scratch.db")


def test_documents_of_another_folder_stay(coverage: Path, tmp_path: Path, db: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "x.txt").write_text("Elsewhere\n\nAnna Berg said hello.\n", "utf-8")
    report = app.build(other, db)
    assert (report.new, report.dropped) == (1, [])
    assert len(words(db)) == 5


def test_document_given_twice_is_reported_and_counts_once(coverage: Path, tmp_path: Path) -> None:
    shutil.copy(coverage / "herald/toll.txt", coverage / "herald/again.txt")
    report = app.build(coverage, tmp_path / "talks.db")
    assert report.duplicates == [("herald/toll.txt", "herald/again.txt")]
    with app.open(tmp_path / "talks.db") as record:
        second = next(d for d in record.documents() if d.path == "herald/toll.txt")
    assert (second.status, second.duplicate_of) == ("duplicate", "herald/again.txt")
    # The copy that stood for both goes: the other takes its place.
    (coverage / "herald/again.txt").unlink()
    app.build(coverage, tmp_path / "talks.db")
    app.build(coverage, tmp_path / "scratch.db")
    assert digest(tmp_path / "talks.db") == digest(tmp_path / "scratch.db")


def test_bad_documents_are_reported_and_the_rest_goes_on(coverage: Path, tmp_path: Path) -> None:
    (coverage / "empty.txt").write_bytes(b"")
    (coverage / "binary.txt").write_bytes(b"\x00\x01\x02" * 50)
    (coverage / "bad.txt").write_text("This text meets a defect.\n", "utf-8")
    report = app.build([coverage, tmp_path / "missing"], tmp_path / "talks.db")
    reasons = {failure.path: failure.reason for failure in report.failures}
    assert reasons.keys() == {"empty.txt", "binary.txt", "bad.txt", str(tmp_path / "missing")}
    assert "RuntimeError: the analysis has a defect" in reasons["bad.txt"]
    assert report.articles == 3
    with app.open(tmp_path / "talks.db") as record:
        status = {d.path: d.status for d in record.documents()}
    assert status["bad.txt"] == "failed"
    assert status["empty.txt"] == "unreadable"
    (coverage / "bad.txt").write_text("Mended\n\nAnna Berg said it is mended.\n", "utf-8")
    (coverage / "empty.txt").unlink()
    app.build(coverage, tmp_path / "talks.db")
    app.build(coverage, tmp_path / "scratch.db")
    assert digest(tmp_path / "talks.db") == digest(tmp_path / "scratch.db")


def test_page_without_text_stays_left_out_until_it_has_some(coverage: Path, tmp_path: Path) -> None:
    page = coverage / "page.html"
    page.write_text("<html><body><img src='x.png'></body></html>", "utf-8")
    for _ in range(2):
        report = app.build(coverage, tmp_path / "talks.db")
        assert [failure.path for failure in report.failures] == ["page.html"]
    page.write_text("<html><body><h1>A page</h1><p>Anna Berg said it is full.</p></body></html>", "utf-8")
    assert app.build(coverage, tmp_path / "talks.db").failures == []
    with app.open(tmp_path / "talks.db") as record:
        assert {d.status for d in record.documents()} == {"analysed"}


def test_folder_that_holds_itself_is_reported_and_kept_out(coverage: Path, tmp_path: Path) -> None:
    (coverage / "loop").symlink_to(coverage, target_is_directory=True)
    report = app.build(coverage, tmp_path / "talks.db")
    assert [failure.path for failure in report.failures] == ["loop"]
    with app.open(tmp_path / "talks.db") as record:
        assert len(record.documents()) == 3


def test_another_language_is_kept_but_not_analysed(coverage: Path, tmp_path: Path) -> None:
    german = "Die Brücke wird im Sommer eröffnet, sagte die Ministerin nach den Gesprächen mit ihrem Kollegen. " * 5
    (coverage / "de.txt").write_text(f"Gespräche über die Brücke\n\n{german}\n", "utf-8")
    report = app.build(coverage, tmp_path / "talks.db")
    assert any("language de" in warning.reason for warning in report.warnings)
    with app.open(tmp_path / "talks.db") as record:
        assert [line.path for line in record.search("eröffnet")] == ["de.txt"]


def test_fingerprint_change_analyses_again(coverage: Path, db: Path) -> None:
    assert app.build(coverage, db, settings=Settings(use_metadata=False)).analysed == 3
    assert app.build(coverage, db, settings=Settings(use_metadata=False, max_document_bytes=10**6)).analysed == 3


def test_second_build_at_the_same_time_is_refused(coverage: Path, db: Path) -> None:
    def build_too(done: int, total: int, path: str) -> None:
        with pytest.raises(RecordError, match="another build is writing"):
            app.build(coverage, db)

    (coverage / "new.txt").write_text("New\n\nAnna Berg said it is new.\n", "utf-8")
    assert app.build(coverage, db, on_progress=build_too).new == 1


def test_build_refuses_what_cannot_be_a_record(coverage: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("not a database, but a text of some length" * 30)
    with pytest.raises(RecordError, match=r"notes\.db"):
        app.build(coverage, tmp_path / "notes.db")
    with pytest.raises(RecordError, match="no folder"):
        app.build(coverage, tmp_path / "nowhere" / "talks.db")
    with pytest.raises(InputError, match="nothing to build"):
        app.build([], tmp_path / "talks.db")


def test_verify_names_a_changed_byte(db: Path) -> None:
    assert app.verify(db) == []
    connection = sqlite3.connect(db)
    connection.execute(
        "UPDATE articles SET text = replace(text, 'too high', 'too low!') WHERE path = 'herald/bridge.txt'"
    )
    connection.commit()
    connection.close()
    faults = app.verify(db)
    assert {fault.path for fault in faults} == {"herald/bridge.txt"}
    assert any("differs from the bytes" in fault.what for fault in faults)


def test_verify_names_changed_words_and_bytes(db: Path) -> None:
    connection = sqlite3.connect(db)
    connection.execute("UPDATE spans SET words = 'the toll is fair' WHERE words = 'the toll is too high'")
    connection.execute("UPDATE contents SET raw = x'00' WHERE sha256 = (SELECT min(sha256) FROM contents)")
    connection.commit()
    connection.close()
    reasons = " ".join(fault.what for fault in app.verify(db))
    assert "the toll is fair" in reasons
    assert "cannot be unpacked" in reasons
