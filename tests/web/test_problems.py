from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from communique.store.schema import schema_version
from communique.web.app import create_app


def ask(db: Path, address: str = "/") -> tuple[int, str]:
    client = TestClient(create_app(db), base_url="http://127.0.0.1", raise_server_exceptions=False)
    answer = client.get(address)
    assert "Traceback" not in answer.text and str(db.parent) not in answer.text
    return answer.status_code, answer.text


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/statement/s-0", 404, "nothing with the id"),
        ("/encounter/x", 404, "nothing with the id"),
        ("/d/none", 404, "nothing with the id"),
        ("/story/y-0", 404, "no story"),
        ("/id/%3Cscript%3E", 404, "&lt;script&gt;"),
        ("/span/none/0-5", 404, "nothing with the id"),
        ("/nowhere", 404, "no page at this address"),
        ("/search?q=%22%20...", 400, "at least one word"),
        ("/statements?since=soon", 400, "is no date"),
        ("/statements?page=0", 400, "no number of a page"),
        ("/statements?page=99", 400, "this list has 1 page,"),
        ("/statements?name=" + "x" * 999, 400, "too long"),
        ("/statements?words=%00", 400, "signs that no text has"),
        ("/positions?issue=none", 404, "no issue"),
    ],
)
def test_what_cannot_be_answered_says_what_and_what_next(db: Path, address: str, status: int, says: str) -> None:
    found, page = ask(db, address)
    assert found == status
    assert says.casefold() in page.casefold()
    assert 'href="/"' in page


@pytest.mark.parametrize("odd", ["a*b:(c", "NEAR(", "it's", "-", "AND OR", "é 世界", '"'])
def test_odd_queries_never_end_in_a_trace(db: Path, odd: str) -> None:
    client = TestClient(create_app(db), base_url="http://127.0.0.1", raise_server_exceptions=False)
    for address in ("/search", "/statements"):
        answer = client.get(address, params={"q": odd, "words": odd})
        assert answer.status_code in (200, 400)


def test_earlier_schema_says_to_build_once(db: Path) -> None:
    with sqlite3.connect(db) as connection:
        connection.execute(f"PRAGMA user_version = {schema_version() - 1}")
    status, page = ask(db)
    assert status == 503 and "earlier version" in page and "communique build" in page


def test_later_schema_says_to_update(db: Path) -> None:
    with sqlite3.connect(db) as connection:
        connection.execute(f"PRAGMA user_version = {schema_version() + 1}")
    status, page = ask(db)
    assert status == 503 and "later version" in page


def test_missing_and_foreign_files_are_said_so(db: Path, tmp_path: Path) -> None:
    assert "is gone" in ask(tmp_path / "none.db")[1]
    foreign = tmp_path / "foreign.db"
    foreign.write_bytes(b"no database at all, but long enough to be looked at " * 40)
    assert "cannot be read as a record" in ask(foreign)[1]


def test_damaged_record_is_said_so(db: Path) -> None:
    with sqlite3.connect(db) as connection:
        connection.execute("DROP TABLE accounts")
    status, page = ask(db)
    assert status == 500 and "communique verify" in page


def test_record_being_written_is_read_as_it_was(db: Path) -> None:
    builder = sqlite3.connect(db, isolation_level=None)
    builder.execute("PRAGMA journal_mode = WAL")
    builder.execute("BEGIN IMMEDIATE")
    builder.execute("DELETE FROM statement_speakers")
    builder.execute("UPDATE documents SET status = 'waiting'")
    try:
        status, page = ask(db)
        assert status == 200 and "Anna Berg" in page
        builder.execute("COMMIT")
        status, page = ask(db)
        assert status == 200 and "3 documents wait to be read" in page
    finally:
        builder.close()


def test_locked_record_says_to_come_back(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from communique.web.pages import front

    def locked(*_: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(front, "read_coverage", locked)
    status, page = ask(db)
    assert status == 503 and "being written" in page


def test_defect_is_a_page_without_its_trace(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from communique.web.pages import front

    def defect(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(front, "read_coverage", defect)
    status, page = ask(db)
    assert status == 500 and "defect" in page and "secret detail" not in page


def test_record_that_cannot_be_written_is_served(db: Path) -> None:
    db.chmod(0o444)
    db.parent.chmod(0o555)
    try:
        assert ask(db)[0] == 200
    finally:
        db.parent.chmod(0o755)
