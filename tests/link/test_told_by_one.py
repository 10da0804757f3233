"""What is said to be told by one account only, and what the other texts tell of it in other words."""

from __future__ import annotations

import pytest

from communique.facts import load_facts
from communique.link.records import link_records
from communique.model.records import ArticleRecord
from tests.link.conftest import BELMONTE, HALVORN, MET, RecordMaker

HEAD = "Ingrid Halvorn met Tomas Belmonte in Aldersund on Tuesday.\n"


def told_by_one(*records: ArticleRecord) -> list[str]:
    linked = link_records(records, (), load_facts()).linked
    return [sole.words.words for story in linked.stories for sole in story.compared.soles]


def two(make_record: RecordMaker, first: str, second: str, **quotes: list[tuple[str, str]]) -> list[ArticleRecord]:
    return [
        make_record(
            f"{name}.txt",
            HEAD + text,
            (HALVORN, BELMONTE),
            quotes=quotes.get(name, ()),
            meetings=[MET],
            published=day,
        )
        for name, text, day in (("a", first, "2024-03-12"), ("b", second, "2024-03-13"))
    ]


def test_words_side_by_side_of_one_speaker_are_told_by_both(make_record: RecordMaker) -> None:
    first = (
        "Tomas Belmonte raised the specter of a river war if the envoys did not settle who may irrigate the orchards."
    )
    second = "Nobody should unleash another river war, Tomas Belmonte wrote to a magazine for anglers."
    said = {
        "a": [("Tomas Belmonte", "raised the specter of a river war")],
        "b": [("Tomas Belmonte", "Nobody should unleash another river war")],
    }
    assert told_by_one(*two(make_record, first, second, **said)) == []


def test_words_side_by_side_of_two_speakers_are_told_by_each(make_record: RecordMaker) -> None:
    first = (
        "Tomas Belmonte raised the specter of a river war if the envoys did not settle who may irrigate the orchards."
    )
    second = (
        "A choir sang in the rain.\nTwo anglers from the islands said that a magazine had written of another river war."
    )
    said = {"a": [("Tomas Belmonte", "raised the specter of a river war")]}
    assert first in told_by_one(*two(make_record, first, second, **said))


def test_what_a_sentence_of_another_text_has_most_of_is_not_told_by_one(make_record: RecordMaker) -> None:
    first = "Pirates from the northern skerries overran a lighthouse that had been guarded by volunteers since autumn."
    second = (
        "The lighthouse fell to pirates at dawn, one of the volunteers told a choir that had rowed out with blankets."
    )
    assert told_by_one(*two(make_record, first, second)) == []


def test_a_title_tells_as_well(make_record: RecordMaker) -> None:
    words = "Belmonte spoke with Halvorn for seven hours before the lamps of the customs house went out."
    records = two(make_record, words, "A choir of bakers sang for the porters while snow fell on the empty barges.")
    assert words in told_by_one(*records)
    titled = two(make_record, words, "Tomas Belmonte and Ingrid Halvorn: seven hours.\n\nA choir of bakers sang.")
    assert words not in told_by_one(*titled)


def test_other_news_of_a_text_comes_after_what_was_said_of_those_who_met(make_record: RecordMaker) -> None:
    aside = "Queen Philippa of Merrow opened a museum of kites with nine hundred children and their aunts."
    spoken = "The quay of Solmara was painted by a guild of apprentices for the occasion of a regatta."
    found = told_by_one(*two(make_record, f"{spoken}\n{aside}", "A choir sang in the rain until the lamps went out."))
    assert found.index(spoken) < found.index(aside)


def test_what_is_held_against_another_account_is_not_told_by_one(make_record: RecordMaker) -> None:
    first = "It was the first visit of an Ardenian minister since 2013, which fishmongers marked with paper lanterns."
    second = "It was the first trip of the kind in years, according to an almanac that the harbor master keeps."
    assert told_by_one(*two(make_record, first, second)) == []


@pytest.mark.parametrize(("place", "told"), [("Porto Lindo", False), ("gardens", True)])
def test_less_in_common_is_enough_where_both_name_a_place(make_record: RecordMaker, place: str, told: bool) -> None:
    first = f"In {place} the choir of orphans painted kites, mended umbrellas and carved spoons for beggars."
    there = place if place == "Porto Lindo" else "alleys"
    second = f"Kites hung from every lamp in {there} on Sunday, and orphans were asleep under blankets by the stairs."
    # A word that both have weighs less than one that stands once.
    filler = "A baker slept.\nA porter sang.\nA clerk fell.\nA goat ran.\n"
    assert (first in told_by_one(*two(make_record, filler + first, filler + second))) is told


def test_a_meeting_that_others_tell_is_not_told_by_one(make_record: RecordMaker) -> None:
    whole = "Belmonte and Halvorn opened their talks with maps and bread, while a choir of bakers sang old hymns."
    first, second = (
        make_record(path, text, (HALVORN, BELMONTE), meetings=[MET], published=day)
        for path, text, day in (
            ("a.txt", f"{whole}\nTomas Belmonte and Ingrid Halvorn slept.", "2024-03-12"),
            ("b.txt", "The talks were opened with maps and bread by Ingrid Halvorn and Tomas Belmonte.", "2024-03-13"),
        )
    )
    found = told_by_one(first, second)
    assert whole not in found and any(words.startswith("while a choir of bakers") for words in found)


def test_a_meeting_told_in_words_that_nobody_else_has_is_told_by_one(make_record: RecordMaker) -> None:
    text = "Belmonte met Halvorn and hung a garland on the lighthouse door before anglers rowed by with torches."
    told = f"{text}\nTomas Belmonte and Ingrid Halvorn slept."
    first = make_record("a.txt", told, (HALVORN, BELMONTE), meetings=[MET], published="2024-03-12")
    (second,) = two(make_record, "", "The envoys of both neighbors sat down with maps at noon.")[1:]
    assert text in told_by_one(first, second)
