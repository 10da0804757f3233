from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from communique.facts import load_facts
from communique.link.fields import fields_of
from communique.link.readout_pairs import is_readout, side_of
from communique.link.records import link_records
from communique.link.words import read_words
from communique.model.comparisons import ReadoutPair
from communique.model.documents import Source
from communique.model.inferred import stated
from communique.model.records import ArticleRecord
from tests.link.conftest import person

RecordMaker = Callable[..., ArticleRecord]
BRANDT, SARENKO = person("Helena Brandt", "Kestria"), person("Viktor Sarenko", "Torvia")
OTHER = person("Jonas Keller", "Torvia")
HERE = (
    "President Helena Brandt spoke by telephone with Viktor Sarenko.\n"
    "She called for the soldiers at the northern border to be withdrawn. "
    "She offered her condolences after the fire in the theatre.\n"
    "The two leaders discussed ways for wheat to reach hungry countries."
)
THERE = (
    "Viktor Sarenko had a telephone conversation with Helena Brandt.\n"
    "He explained that manoeuvres of the army are an internal matter of each state. "
    "The presidents spoke of grain. He invited her to a regatta."
)


def published_by(record: ArticleRecord, side: str, kind: str = "office") -> ArticleRecord:
    source = Source(f"Presidency of {side}", "office" if kind == "office" else "outlet", side)
    return replace(record, article=replace(record.article, source=stated(source)))


def pairs(*records: ArticleRecord) -> list[ReadoutPair]:
    linked = link_records(records, (), load_facts()).linked
    return [pair for story in linked.stories for pair in story.compared.readouts]


def two(make_record: RecordMaker, first: str = HERE, second: str = THERE, day: str = "2023-03-15") -> list[ReadoutPair]:
    here = make_record("a.txt", first, (BRANDT, SARENKO), published="2023-03-14")
    there = make_record("b.txt", second, (BRANDT, SARENKO), published=day)
    return pairs(published_by(here, "Kestria"), published_by(there, "Torvia"))


def words_of(pair: ReadoutPair) -> list[tuple[str, ...]]:
    return [tuple(sorted(anchor.words for anchor in both)) for both in pair.told_by_both]


def test_two_sides_texts_on_one_call_are_a_pair(make_record: RecordMaker) -> None:
    assert len(two(make_record)) == 1


def test_office_need_not_name_its_own_head(make_record: RecordMaker) -> None:
    first = "The President spoke to Viktor Sarenko this morning.\nShe called for soldiers to be withdrawn."
    assert len(two(make_record, first)) == 1


def test_calls_of_others_on_the_same_day_are_no_pair(make_record: RecordMaker) -> None:
    here = make_record("a.txt", HERE.replace(SARENKO.name, OTHER.name), (BRANDT, OTHER), published="2023-03-14")
    there = make_record("b.txt", THERE, (BRANDT, SARENKO), published="2023-03-14")
    assert pairs(published_by(here, "Kestria"), published_by(there, "Torvia")) == []


@pytest.mark.parametrize("day", ["2023-03-17", "2023-04-14"])
def test_texts_days_apart_are_no_pair(make_record: RecordMaker, day: str) -> None:
    assert two(make_record, day=day) == []


def test_text_for_a_side_is_a_readout_whatever_its_publisher_is_called(make_record: RecordMaker) -> None:
    here = make_record("a.txt", HERE, (BRANDT, SARENKO), published="2023-03-14")
    there = make_record("b.txt", THERE, (BRANDT, SARENKO), published="2023-03-14")
    assert pairs(published_by(here, "Kestria", "outlet"), published_by(there, "Torvia"))


@pytest.mark.parametrize(
    ("publisher", "side"),
    [
        ("French Foreign Ministry", "France"),
        ("Ministry of External Affairs, Government of India", "India"),
        ("Presidency of the Republic of Turkey", "Turkey"),
        ("French Wine Weekly", "French Wine Weekly"),
        ("Office Supplies Today", "Office Supplies Today"),
    ],
)
def test_publisher_speaks_for_the_state_whose_office_it_is(make_record: RecordMaker, publisher: str, side: str) -> None:
    record = make_record("a.txt", HERE, (BRANDT, SARENKO))
    record = replace(record, article=replace(record.article, source=stated(Source(publisher))))
    assert side_of(record, load_facts()) == side
    assert is_readout(record, load_facts()) is (side != publisher)


def test_one_topic_in_other_words_is_told_by_both(make_record: RecordMaker) -> None:
    (pair,) = two(make_record)
    told = words_of(pair)
    assert (
        "The presidents spoke of grain.",
        "The two leaders discussed ways for wheat to reach hungry countries.",
    ) in told


def test_what_one_side_alone_tells_is_listed_once(make_record: RecordMaker) -> None:
    (pair,) = two(make_record)
    only = [sole.words.words for sole in pair.only]
    assert "He invited her to a regatta." in only
    assert "She offered her condolences after the fire in the theatre." in only
    assert not {words for both in words_of(pair) for words in both} & set(only)


def test_pair_is_the_same_beside_other_coverage(make_record: RecordMaker) -> None:
    (alone,) = two(make_record)
    here = published_by(make_record("a.txt", HERE, (BRANDT, SARENKO), published="2023-03-14"), "Kestria")
    there = published_by(make_record("b.txt", THERE, (BRANDT, SARENKO), published="2023-03-15"), "Torvia")
    press = make_record("c.txt", HERE.replace("spoke", "talked"), (BRANDT, SARENKO), published="2023-03-15")
    (beside,) = pairs(here, there, press)
    assert beside.told_by_both == alone.told_by_both


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [("wheat", "harvests", "food"), ("consular", "embassies", "mission"), ("imports", "tariffs", "trade")],
)
def test_words_of_one_topic_share_a_field(first: str, second: str, field: str) -> None:
    one, other = (fields_of(read_words(word)[0]) for word in (first, second))
    assert field in one & other


@pytest.mark.parametrize("words", ["importance", "committed", "the", "held"])
def test_words_that_only_look_alike_are_of_no_topic(words: str) -> None:
    assert fields_of(read_words(words)[0]) == frozenset()


ALIKE = (
    "Helena Brandt spoke by telephone with {other} on the harbours of the northern gulf.\n"
    "The two sides agreed to mark the channels with lanterns and to count every barge at the lock.\n"
    "Both will send engineers to the weir before the floods of autumn.\n"
    "The granary of the old port will be repaired by masons from the islands.\n"
    "{alone}"
)


def test_texts_of_one_office_on_like_talks_are_held_side_by_side_without_blame(make_record: RecordMaker) -> None:
    alone = ("She asked for the return of the captured fishermen.", "She promised cheaper insurance for cargo ships.")
    records = [
        published_by(
            make_record(
                path,
                ALIKE.format(other=other.name, alone=words),
                (BRANDT, other),
                meetings=[((BRANDT.id, other.id), "2023-03-14", "Aldersund, Ardenia")],
                published="2023-03-14",
            ),
            "Kestria",
        )
        for path, other, words in zip(("a.txt", "b.txt"), (SARENKO, OTHER), alone, strict=True)
    ]
    (pair,) = pairs(*records)
    assert {sole.words.words for sole in pair.only} == set(alone)
    assert {absence.verdict for sole in pair.only for absence in sole.absences} == {"not found here"}
    assert pair.comparisons == ()
