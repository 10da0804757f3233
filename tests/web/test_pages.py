from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from communique.query.nouns import words_digest
from communique.query.record import Record

LISTS = ("/encounters", "/statements", "/undertakings", "/actors", "/documents")


def links(page: str) -> set[str]:
    return {link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"]*)"', page)}


def test_every_link_of_every_page_leads_to_a_page(client: TestClient) -> None:
    seen: set[str] = set()
    waiting = ["/", "/positions", "/sources", "/search?q=toll", *LISTS]
    while waiting:
        address = waiting.pop().partition("#")[0]
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code == 200, address
        if answer.headers["content-type"].startswith("text/html"):
            waiting += links(answer.text)
    kinds = {address.split("/")[1].split("?")[0] for address in seen}
    assert {"story", "encounter", "actor", "statement", "undertaking", "d", "span"} <= kinds


def test_front_leads_to_a_claim_and_the_claim_to_its_words(client: TestClient) -> None:
    front = client.get("/").text
    encounter = next(link for link in links(front) if link.startswith("/encounter/"))
    table = client.get(encounter).text.partition("Accounts side by side</h2>")[2].partition("</table>")[0]
    words = sorted(link for link in links(table) if "#s-" in link)
    assert words
    document, anchor = words[0].split("#")
    assert f'id="{anchor}"' in client.get(document).text


def test_marked_text_of_a_document_is_the_whole_text(client: TestClient, db: Path) -> None:
    with Record(db) as record:
        for row in record.table("articles"):
            page = client.get(f"/d/{row['id']}").text
            body = page[page.index('<div class="text">') :]
            shown = "".join(re.findall(r'data-e="\d+">([^<]*)</span>', body))
            assert "".join(shown.split()) == "".join(row["text"].split())


def test_span_address_finds_the_words_again_where_they_have_moved(client: TestClient, db: Path) -> None:
    with Record(db) as record:
        line = record.statements(contains="too high")[0]
        article = next(row["id"] for row in record.table("articles") if row["path"] == line.path)
    digest = words_digest(line.words)
    place = f"/span/{article}/{line.start_char}-{line.end_char}-{digest}"
    assert "<mark>the toll is too high</mark>" in client.get(place).text
    moved = client.get(f"/span/{article}/{line.start_char - 9}-{line.end_char - 9}-{digest}", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (302, place)
    gone = client.get(f"/span/{article}/0-{len(line.words)}-00000000")
    assert gone.status_code == 404 and "no longer stand" in gone.text


def test_claim_is_cited_in_three_forms(client: TestClient, db: Path) -> None:
    with Record(db) as record:
        line = record.statements(contains="too high")[0]
    page = client.get(f"/statement/{line.id}").text
    assert "@online{" in page and "article-newspaper" in page and "no date known" in page


def test_lists_narrow_by_filters(client: TestClient) -> None:
    both = client.get("/statements").text
    assert "1–4 of 4" in both
    assert "1–2 of 2" in client.get("/statements?name=lind").text
    assert "1–1 of 1" in client.get("/statements?words=halve+toll").text
    assert "1–2 of 2" in client.get("/undertakings?due=1").text
    assert "1–1 of 1" in client.get("/undertakings?due=1&until=2031-06-01").text
    assert "Nothing in the record fits" in client.get("/encounters?since=2032").text


def test_rows_are_given_as_csv_those_ticked_alone(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/statements.csv?name=berg").text)))
    assert [row["speakers"] for row in rows] == ["Anna Berg", "Anna Berg"]
    one = list(csv.DictReader(io.StringIO(client.get(f"/statements.csv?id={rows[1]['id']}").text)))
    assert [row["words"] for row in one] == [rows[1]["words"]]
    assert one[0]["words at"].startswith("http://127.0.0.1/d/")


def test_search_shows_hits_in_context(client: TestClient) -> None:
    page = client.get("/search?q=toll").text
    assert "the <mark>toll</mark> is too high" in page
    assert "2 statements" in page
    assert "No statement holds all these words" in client.get("/search?q=zebra").text
    assert "<mark>toll</mark>" not in client.get("/search?q=toll&name=Berg").text


def test_old_id_leads_to_what_stands_for_it_now(client: TestClient, db: Path) -> None:
    import sqlite3

    with Record(db) as record:
        now = record.table("statements")[0]["id"]
    with sqlite3.connect(db) as connection:
        connection.execute("INSERT INTO redirects VALUES ('s-old', ?, 1)", (now,))
    assert str(client.get("/statement/s-old").url).endswith(f"/statement/{now}")
    assert str(client.get("/id/s-old").url).endswith(f"/statement/{now}")


@pytest.mark.parametrize("address", ["/", *LISTS, "/positions", "/sources", "/search?q=toll"])
def test_pages_are_small_and_say_no_machine_path(client: TestClient, db: Path, address: str) -> None:
    page = client.get(address).text
    assert len(page.encode()) < 1_000_000
    assert str(db.parent) not in page and "/tmp/" not in page


def test_timeline_zooms_by_plain_links(client: TestClient) -> None:
    front = client.get("/").text
    assert "<svg" in front
    narrowed = client.get("/?since=2031-06-01&until=2031-06-30").text
    assert narrowed.count('class="event') == 1 and "Whole period" in narrowed
    assert "Nothing dated" in client.get("/?since=1999&until=1999").text
