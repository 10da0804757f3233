from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from communique.errors import InputError, NotFound
from communique.query.record import Record


@pytest.fixture
def record(db: Path) -> Iterator[Record]:
    with Record(db) as opened:
        yield opened


def test_statements_by_speaker_lead_to_their_words(record: Record) -> None:
    lines = record.statements(speaker="lind")
    assert [line.words for line in lines] == ["the toll is too high", "Norland will halve the toll by 2031-09-15"]
    assert {(line.speaker, line.speaker_basis) for line in lines} == {("Otto Lind", "stated")}
    texts = {row["path"]: row["text"] for row in record.table("articles")}
    for line in lines:
        assert texts[line.path][line.start_char : line.end_char] == line.words


def test_statements_by_article_form_and_words(record: Record) -> None:
    assert len(record.statements(article="post")) == 1
    assert len(record.statements(article="herald/bridge.txt", form="indirect")) == 2
    assert len(record.statements(form="direct")) == 0
    assert len(record.statements(contains="TOLL")) == 2


def test_unknown_speaker_is_answered_with_the_nearest(record: Record) -> None:
    with pytest.raises(NotFound, match=r"no speaker 'Oto Lindt'.*near: Otto Lind.*--speakers"):
        record.statements(speaker="Oto Lindt")
    with pytest.raises(NotFound, match="no article 'times'"):
        record.statements(article="times")


def test_encounters_carry_evidence_and_are_found_by_participant_and_period(record: Record) -> None:
    lines = record.encounters(participant="Anna Berg")
    assert lines and all(line.date == "2031-04-02" and line.date_basis == "stated" for line in lines)
    assert lines[0].words == "Anna Berg met Otto Lind on 2031-04-02."
    assert len(record.encounters(since="2031-04", until="2031")) == len(lines)
    assert len(record.encounters(until="2031-03")) == 0
    assert len(record.encounters(since="2031-04-03")) == 0


def test_undertakings_due_by_a_date(record: Record) -> None:
    assert [line.due for line in record.undertakings(due_by="2031-06-01")] == ["2031-06-01"]
    assert len(record.undertakings(due_by="2031-05-31")) == 0
    assert len(record.undertakings(due_by="2031")) == 2
    assert len(record.undertakings(by="Berg", kind="commitment")) == 1
    with pytest.raises(InputError, match="'soon' is no date"):
        record.undertakings(due_by="soon")


def test_a_start_is_told_but_is_no_deadline(db: Path) -> None:
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("UPDATE undertakings SET due = '2031-06-01/..' WHERE due = '2031-06-01'")
    with Record(db) as record:
        assert [line.due for line in record.undertakings(due_by="2031")] == ["2031-09-15"]
        lines = record.timeline(since="2031-06", until="2031-06")
        assert [(line.date, line.what) for line in lines] == [("2031-06-01", "commitment from then on")]


def test_timeline_is_in_order_of_dates(record: Record) -> None:
    dates = [line.date for line in record.timeline() if line.date]
    assert dates == sorted(dates)
    assert dates[0] == "2031-04-02" and dates[-2:] == ["2031-06-01", "2031-09-15"]
    assert [line.what for line in record.timeline(since="2031-06")] == ["commitment due"] * 2


def test_search_finds_inflections_and_phrases(record: Record) -> None:
    assert record.search("talk useful")[0].passage == "the [talks] were [useful]"
    assert len(record.search('"toll the halve"')) == 0
    assert len(record.search('"halve the toll"')) == 2
    for odd in ('"', "AND OR", "a*b:(c", "it's"):
        try:
            record.search(odd)
        except InputError as error:
            assert "nothing to search" in str(error)


def test_passages_show_words_in_their_context(record: Record) -> None:
    line = record.statements(contains="too high")[0]
    content = next(p for p in record.passages(line.id) if p.role == "content")
    assert content.words == line.words
    assert content.before.endswith("Otto Lind said ")
    with pytest.raises(NotFound, match="nothing with the id 's-0'"):
        record.passages("s-0")


def test_every_noun_is_described_by_its_id(record: Record) -> None:
    for table in ("statements", "encounters", "undertakings", "actors", "articles"):
        noun, fields = record.noun(record.table(table)[0]["id"])
        assert noun == table.removesuffix("s") and fields["id"]
    with pytest.raises(NotFound):
        record.noun("x-1")


def test_article_records_come_back_with_the_records_actors(record: Record) -> None:
    for article_record in record.article_records():
        actors = record.actor_of(article_record)
        for statement in article_record.statements:
            speaker = actors[(statement.speakers.value or ())[0]]
            assert speaker.name in ("Anna Berg", "Otto Lind")
            assert statement.content[0].of(article_record.article.text)


def test_a_day_left_open_is_told_elsewhere_where_the_other_accounts_agree(db: Path) -> None:
    with closing(sqlite3.connect(db)) as connection, connection:
        one = connection.execute("SELECT min(id) FROM accounts").fetchone()[0]
        connection.execute("UPDATE accounts SET date = NULL WHERE id = ?", (one,))
    with Record(db) as record:
        assert record.told_elsewhere("date") == {one: "2031-04-02"}
        assert record.told_elsewhere("place") == {}
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("UPDATE accounts SET date = '2031-04' WHERE id = ?", (one,))
    with Record(db) as record:
        assert record.told_elsewhere("date") == {}  # stated so by the article: other accounts do not make it finer
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("UPDATE inferred SET basis = 'inferred' WHERE noun_id = ? AND attribute = 'date'", (one,))
    with Record(db) as record:
        assert record.told_elsewhere("date") == {one: "2031-04-02"}


def test_tables_become_dicts_and_pandas(record: Record) -> None:
    assert record.table("statements").to_dicts()[0]["speaker"] in ("Anna Berg", "Otto Lind")
    assert record.table("blocks")[0]["kind"] == "title"
    with pytest.raises(NotFound, match="no table"):
        record.table("sqlite_master")
    pytest.importorskip("pandas")
    assert list(record.statements().to_pandas()["form"]) == ["indirect"] * 4


def test_tables_of_the_views_have_unique_ids(record: Record) -> None:
    for table in ("statements", "encounters", "undertakings", "actors", "documents"):
        ids = [row.get("id") or row["path"] for row in record.table(table)]
        assert len(ids) == len(set(ids))
