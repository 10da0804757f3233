from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from communique.query.record import Record
from communique.web.app import create_app
from communique.web.guard import host_name


class Elements(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def hostile_pages(db: Path) -> dict[str, str]:
    with Record(db) as record:
        addresses = ["/", "/documents", "/statements", "/undertakings", "/encounters", "/actors", "/sources"]
        addresses += ["/search?q=script", "/search?q=%22%3E%3Cscript%3Ealert(9)%3C/script%3E"]
        addresses += [f"/d/{row['id']}" for row in record.table("articles")]
        for noun in ("statement", "undertaking", "encounter", "actor"):
            addresses += [f"/{noun}/{row['id']}" for row in record.table(f"{noun}s")]
    client = TestClient(create_app(db), base_url="http://localhost", raise_server_exceptions=False)
    return {address: client.get(address).text for address in addresses}


def test_hostile_texts_stay_text(hostile_db: Path) -> None:
    pages = hostile_pages(hostile_db)
    assert any("owned" in page for page in pages.values())
    for address, page in pages.items():
        for tag, attributes in Elements(page).found:
            assert not any(name.startswith("on") for name in attributes), (address, tag)
            assert "style" not in attributes
            assert tag != "img", address
            if tag == "script":
                assert (attributes.get("src") or "").startswith("/static/"), address
            for name in ("href", "src", "action"):
                assert not (attributes.get(name) or "").startswith(("javascript:", "data:", "//")), address


def test_csv_cells_are_no_formulas(hostile_db: Path) -> None:
    client = TestClient(create_app(hostile_db), base_url="http://localhost")
    rows = list(csv.DictReader(io.StringIO(client.get("/statements.csv").text)))
    assert any(row["words"].startswith("'=") for row in rows)
    assert not any(cell.startswith(("=", "@")) for row in rows for cell in row.values())


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "10.0.0.1:80", "localhost.:1"])
def test_other_hosts_are_refused(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert "Content-Security-Policy" in answer.headers and "Anna Berg" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "LOCALHOST", "[::1]:80"])
def test_local_hosts_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_host_name_is_read_without_port() -> None:
    assert [host_name(h) for h in ("A.b:1", "[::1]:80", "[::1]", "x")] == ["a.b", "[::1]", "[::1]", "x"]


def test_only_reading_is_answered(client: TestClient) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.request(method, "/statements").status_code == 405


def test_policy_forbids_everything_inline_and_from_elsewhere(client: TestClient) -> None:
    for address in ("/", "/static/reader.css", "/no-such-page", "/statements.csv"):
        headers = client.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_static_files_end_at_their_folder(client: TestClient) -> None:
    for address in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2ferrors.py"):
        assert client.get(address).status_code in (400, 404)
