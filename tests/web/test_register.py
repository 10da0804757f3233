"""Pages of matters, agreements, keeping and breaking, builds and stories, on a small synthetic record."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bench.synthetic_record import write_synthetic
from communique.query.record import Record
from communique.query.register import list_wordings
from communique.web.app import create_app
from communique.web.render import added


@pytest.fixture(scope="module")
def talks_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    db = tmp_path_factory.mktemp("register") / "talks.db"
    write_synthetic(db, 24)
    write_synthetic(db, 26)
    return db


@pytest.fixture
def talks(talks_db: Path) -> TestClient:
    return TestClient(create_app(talks_db), base_url="http://127.0.0.1", raise_server_exceptions=False)


def links(page: str, kind: str) -> list[str]:
    found = re.findall(rf'href="(/{kind}/[^"]*)"', page)
    return [link.replace("&amp;", "&") for link in dict.fromkeys(found)]


def test_matter_leads_to_every_wording_and_each_to_its_words(talks: TestClient, talks_db: Path) -> None:
    matter = links(talks.get("/matters").text, "matter")[0]
    page = talks.get(matter).text
    with Record(talks_db) as record:
        wordings = list_wordings(record, matter.rpartition("/")[2]).lines
    assert page.count('class="claim wording"') == len(wordings) > 1
    for wording in wordings:
        start, end, words = wording.words
        assert f"#s-{start}-{end}" in page
        document = talks.get(f"/d/{wording.article.id}").text
        assert re.search(rf'data-s="{start}"', document)
        assert words.split()[0] in page


def test_lists_of_matters_narrow_by_name_and_side(talks: TestClient) -> None:
    every = links(talks.get("/matters").text, "matter")
    some = links(talks.get("/matters?side=Norland").text, "matter")
    assert set(some) < set(every)
    assert "Nothing in the record fits" in talks.get("/matters?name=zebra").text


def test_undertaking_leads_to_its_matter(talks: TestClient) -> None:
    matter = links(talks.get("/matters").text, "matter")[0]
    undertaking = links(talks.get(matter).text, "undertaking")[0]
    assert matter in links(talks.get(undertaking).text, "matter")


def test_every_link_of_the_register_leads_to_a_page(talks: TestClient) -> None:
    for address in ("/matters", "/agreements", "/compliance", "/stories", "/changes"):
        page = talks.get(address)
        assert page.status_code == 200, address
        for kind in ("matter", "agreement", "story", "undertaking", "statement", "encounter", "d"):
            for link in links(page.text, kind)[:8]:
                assert talks.get(link).status_code == 200, link


def test_changes_list_what_the_last_build_brought(talks: TestClient, talks_db: Path) -> None:
    page = talks.get("/changes").text
    assert "did not say after build 1:" in page
    assert page.count('class="claim change added"') > 0
    assert "Since build 1" in page
    assert "Nothing to list" in talks.get("/changes?since=2").text
    assert "first state" in talks.get("/changes?since=0").text
    assert talks.get("/changes?since=9").status_code == 404
    assert talks.get("/changes?page=999").status_code == 400


def test_unknown_ids_and_pages_say_so(talks: TestClient) -> None:
    for address in ("/matter/t-none", "/agreement/g-none"):
        assert talks.get(address).status_code == 404
    assert talks.get("/stories?page=9").status_code == 400


def test_added_words_are_marked_and_texts_escaped() -> None:
    assert added("open the <gate> today", ("today",)) == "open the &lt;gate&gt; <ins>today</ins>"
    assert added("open the gate", ()) == "open the gate"
