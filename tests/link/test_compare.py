from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from communique.facts import load_facts
from communique.link.hanging import degree_of
from communique.link.records import link_records
from communique.model.actors import Office
from communique.model.comparisons import Compared
from communique.model.records import ArticleRecord
from communique.model.spans import Span, UndertakingId
from communique.model.times import Shift, TimeValue
from communique.model.undertakings import Undertaking
from tests.link.conftest import BELMONTE, HALVORN, MET, RecordMaker


def compared(*records: ArticleRecord) -> Compared:
    linked = link_records(records, (), load_facts()).linked
    assert len(linked.stories) == 1
    return linked.stories[0].compared


def two_tellings(make_record: RecordMaker, first: str, second: str, words: Sequence[str]) -> tuple[ArticleRecord, ...]:
    people = (HALVORN, BELMONTE)
    return tuple(
        make_record(path, text, people, quotes=[("Tomas Belmonte", said)], meetings=[MET], published=day)
        for path, text, said, day in (
            ("a.txt", first, words[0], "2024-03-12"),
            ("b.txt", second, words[1], "2024-03-13"),
        )
    )


FIRST = (
    "Ingrid Halvorn met Tomas Belmonte. Tomas Belmonte said the harbor would reopen to freight once the dam began to release some water.\n"
    "A brass band played on the quay until the rain came down on everybody."
)
SECOND = (
    "Ingrid Halvorn met Tomas Belmonte. Tomas Belmonte promised that the port will open for cargo only if all the dam's water is released.\n"
    "Fishermen from the islands watched the convoy leave at dusk."
)
WORDS = (
    "the harbor would reopen to freight once the dam began to release some water",
    "the port will open for cargo only if all the dam's water is released",
)


def test_paraphrase_by_one_speaker_is_one_utterance(make_record: RecordMaker) -> None:
    (noun,) = compared(*two_tellings(make_record, FIRST, SECOND, WORDS)).alike
    assert noun.level == "utterance" and len(noun.statements) == 2


def test_condition_begun_here_and_whole_there_is_a_conflict(make_record: RecordMaker) -> None:
    found = compared(*two_tellings(make_record, FIRST, SECOND, WORDS)).comparisons
    conditions = [c for c in found if c.what == "on what it hangs"]
    assert {s.words.words for c in conditions for s in c.sides} == {
        "once the dam began to release some water",
        "only if all the dam's water is released",
    }
    assert {c.relation for c in conditions} == {"conflict"}


def test_condition_ends_where_its_undertaking_was_read_to_end(make_record: RecordMaker) -> None:
    added = " and dropped a hint about the ferries"
    first, second = two_tellings(
        make_record, FIRST, SECOND.replace("released.", f"released{added}."), (WORDS[0], WORDS[1] + added)
    )
    text, condition = second.article.text, "if all the dam's water is released"
    span, action = (Span(text.index(w), text.index(w) + len(w)) for w in (condition, "open for cargo"))
    asked = Undertaking(UndertakingId("u-1"), "condition", (BELMONTE.id,), action, condition=span)
    found = compared(first, replace(second, undertakings=(asked,))).comparisons
    assert {s.words.words for c in found if c.what == "on what it hangs" for s in c.sides} == {
        "once the dam began to release some water",
        "only if all the dam's water is released",
    }


def test_copied_words_are_no_discrepancy(make_record: RecordMaker) -> None:
    found = compared(
        *two_tellings(make_record, FIRST, FIRST.replace("brass band", "string band"), (WORDS[0], WORDS[0]))
    )
    assert found.alike and not [c for c in found.comparisons if c.kind == "wording"]


def test_what_only_one_has_shows_the_nearest_passage(make_record: RecordMaker) -> None:
    soles = compared(*two_tellings(make_record, FIRST, SECOND, WORDS)).soles
    only = {sole.words.words for sole in soles}
    assert "Fishermen from the islands watched the convoy leave at dusk." in only
    assert not any("freight" in words for words in only)


def test_earlier_article_is_not_accused_of_leaving_out(make_record: RecordMaker) -> None:
    soles = compared(*two_tellings(make_record, FIRST, SECOND, WORDS)).soles
    later = next(sole for sole in soles if "Fishermen" in sole.words.words)
    earlier = next(sole for sole in soles if "brass band" in sole.words.words)
    assert {a.verdict for a in later.absences} == {"not found here"}
    assert {a.verdict for a in earlier.absences} <= {"left out", "not found here"}


def test_article_that_is_cut_off_is_not_accused(make_record: RecordMaker) -> None:
    cut = SECOND.removesuffix("at dusk.") + "at"
    soles = compared(*two_tellings(make_record, FIRST, cut, WORDS)).soles
    assert {a.verdict for sole in soles if "brass band" in sole.words.words for a in sole.absences} == {
        "not found here"
    }


def test_offices_that_one_person_cannot_hold_are_a_conflict(make_record: RecordMaker) -> None:
    records = []
    for record, title in zip(
        two_tellings(make_record, FIRST, SECOND, WORDS), ("water adviser", "spokesman"), strict=True
    ):
        office = Office(title, "Solmara", evidence=(record.article.anchor(Span(0, 14)),))
        actors = tuple(replace(a, offices=(office,)) if a.name == BELMONTE.name else a for a in record.actors)
        records.append(replace(record, actors=actors))
    roles = [c for c in compared(*records).comparisons if c.kind == "role"]
    assert [c.relation for c in roles] == ["conflict"]
    assert {s.value for s in roles[0].sides} == {"water adviser", "spokesman"}


@pytest.mark.parametrize(
    ("second", "relation"),
    [
        ("talks of three hours in the morning and three hours after lunch", {"compatible"}),
        ("talks of six hours", set()),
    ],
)
def test_sum_of_hours_is_compatible_with_the_total(make_record: RecordMaker, second: str, relation: set[str]) -> None:
    texts = [
        f"Ingrid Halvorn met Tomas Belmonte for {words}, which ended at dusk."
        for words in ("talks of six hours", second)
    ]
    records = []
    for record in two_tellings(make_record, texts[0], texts[1], ("which ended at dusk", "which ended at dusk")):
        text, times = record.article.text, []
        for words, value in (("six hours", "PT6H"), ("three hours", "PT3H")):
            start = text.find(words)
            while start >= 0:
                times.append(TimeValue(Span(start, start + len(words)), "duration", "absolute", value))
                start = text.find(words, start + 1)
        records.append(replace(record, times=tuple(times)))
    found = [c for c in compared(*records).comparisons if c.what == "how long it lasted"]
    assert {c.relation for c in found} == relation


def test_order_of_articles_does_not_matter(make_record: RecordMaker) -> None:
    records = two_tellings(make_record, FIRST, SECOND, WORDS)
    assert compared(*records) == compared(*reversed(records))


def told_on(make_record: RecordMaker, first: str, second: str, days: tuple[str | None, str | None]) -> Compared:
    """Return how two statements compare that Belmonte made, by articles of the given days."""
    people = (HALVORN, BELMONTE)
    records = [
        make_record(path, f"Tomas Belmonte said {said}.", people, quotes=[("Tomas Belmonte", said)], published=day)
        for path, said, day in (("a.txt", first, days[0]), ("b.txt", second, days[1]))
    ]
    stories = link_records(records, (), load_facts()).linked.stories
    return stories[0].compared if len(stories) == 1 else Compared()


GUARDS = "14 guards had been arrested at the lock of the granary harbour by river police"


@pytest.mark.parametrize(
    ("days", "relations"),
    [
        (("2024-03-12", "2024-03-13"), {"conflict"}),
        (("2024-03-12", "2024-03-15"), {"weight"}),
        (("2024-03-12", "2024-03-22"), set()),
    ],
)
def test_numbers_are_a_conflict_on_one_day_only(
    make_record: RecordMaker, days: tuple[str, str], relations: set[str]
) -> None:
    found = told_on(make_record, GUARDS, GUARDS.replace("14", "12"), days).comparisons
    assert {c.relation for c in found if c.kind == "number"} == relations


def test_number_is_labelled_by_the_word_that_was_counted(make_record: RecordMaker) -> None:
    found = told_on(make_record, GUARDS, GUARDS.replace("14", "12"), ("2024-03-12", "2024-03-13")).comparisons
    assert [c.what for c in found if c.kind == "number"] == ["how many guards"]


@pytest.mark.parametrize(
    ("second", "texts"),
    [
        ("by April 5 and before May 9 it would send the six trains of barley over the pass", 1),
        ("by June 5 and before July 9 it would send the six trains of barley over the pass", 0),
    ],
)
def test_texts_of_unknown_day_are_near_by_the_days_they_name(make_record: RecordMaker, second: str, texts: int) -> None:
    first = "by April 5 and before May 9 Solmara would let the nine trains of barley leave over the pass"
    people = (HALVORN, BELMONTE)
    records = []
    for path, said in (("a.txt", first), ("b.txt", second)):
        record = make_record(path, f"Tomas Belmonte said {said}.", people, quotes=[("Tomas Belmonte", said)])
        times = [
            TimeValue(Span(at, at + len(day)), "date", "published", None, Shift(month=month, day=number))
            for day, month, number in (("April 5", 4, 5), ("May 9", 5, 9), ("June 5", 6, 5), ("July 9", 7, 9))
            if (at := record.article.text.find(day)) >= 0
        ]
        records.append(replace(record, times=tuple(times)))
    (story,) = link_records(records, (), load_facts()).linked.stories
    assert sum(c.kind == "number" for c in story.compared.comparisons) == texts


def test_conditions_that_share_most_of_their_words_do_not_differ(make_record: RecordMaker) -> None:
    first = "the harbour opens if monitors stand at the dam and the flow has run full for weeks"
    second = "the harbour opens provided that the flow has run full for weeks and monitors are posted at the dam"
    found = told_on(make_record, first, second, ("2024-03-12", "2024-03-13")).comparisons
    assert not [c for c in found if c.what == "on what it hangs"]


@pytest.mark.parametrize(
    ("words", "degree"),
    [
        ("start to restore the flow", "part"),
        ("a truce to start on 1 March", None),
        ("begin lifting the ban", "part"),
        ("some of the ban", "part"),
        ("the full flow", "whole"),
    ],
)
def test_a_beginning_is_a_part_where_something_is_begun(words: str, degree: str | None) -> None:
    assert degree_of(words) == degree


def test_closed_until_and_open_when_are_one_thing(make_record: RecordMaker) -> None:
    condition = "the flow of the upper reservoir has run full for weeks and monitors stand at the lock"
    first = f"the quay of the granary would stay shut to wagons of barley until {condition}"
    second = f"the quay of the granary opens to wagons of barley when {condition}"
    found = told_on(make_record, first, second, ("2024-03-12", "2024-03-13"))
    assert found.alike and found.comparisons == ()


def test_condition_that_an_author_tells_is_held_against_one_that_is_quoted(make_record: RecordMaker) -> None:
    said = "The quay opens once the flow of the reservoir has run full at the lock by the weir and monitors hang lanterns, bells and gauges"
    told = (
        "once the flow of the reservoir is full by the weir, brimming past the old mill, "
        "and outsiders from the northern lighthouse count every sack of barley aboard the painted barges"
    )
    author = f"Tomas Belmonte had brought the longest list so far: the quay opens {told}.\n"
    people = (HALVORN, BELMONTE)
    met = [((HALVORN.id, BELMONTE.id), "2024-03-12", "Aldersund, Ardenia")]
    head = "Ingrid Halvorn met Tomas Belmonte. "
    quotes = [("Tomas Belmonte", said)]
    records = (
        make_record("a.txt", f"{head}{said}.", people, quotes=quotes, meetings=met, published="2024-03-12"),
        make_record("b.txt", f"{head}{said}, in short.", people, quotes=quotes, meetings=met, published="2024-03-12"),
        make_record(
            "c.txt", "Ingrid Halvorn was in the chair. " + author, people, meetings=met, published="2024-03-13"
        ),
    )
    (found,) = [c for c in compared(*records).comparisons if c.what == "on what it hangs"]
    assert {(s.value, s.asserted_by is None) for s in found.sides if s.asserted_by is None} == {(told, True)}


@pytest.mark.parametrize(
    ("second", "relations"),
    [
        ("a strike of porters. Two clerks said the real cause was a quarrel of ministries", {"conflict"}),
        ("a strike of porters. Two clerks said the real cause was a strike of the porters", set()),
        ("a flood at the weir. Two clerks said the dinner was cold", set()),
    ],
)
def test_cause_that_another_account_denies_is_a_conflict(
    make_record: RecordMaker, second: str, relations: set[str]
) -> None:
    people = (HALVORN, BELMONTE)
    met = [((HALVORN.id, BELMONTE.id), "2024-03-12", "Aldersund, Ardenia")]
    head = "Ingrid Halvorn met Tomas Belmonte. "
    records = [
        make_record(path, f"{head}The envoys blamed {cause}.", people, meetings=met, published="2024-03-12")
        for path, cause in (("a.txt", "a strike of porters at the granary for the idle barges"), ("b.txt", second))
    ]
    found = [c for c in compared(*records).comparisons if c.kind == "cause"]
    assert {c.relation for c in found} == relations


def test_what_is_beside_the_encounters_of_several_comes_after_the_rest(make_record: RecordMaker) -> None:
    beside = "\nA baker of Porto Lindo won the medal for the largest loaf of the province on Sunday."
    spoken = "\nTomas Belmonte walked along the quay for an hour with the keepers of the lighthouse."
    soles = compared(*two_tellings(make_record, FIRST + spoken + beside, SECOND, WORDS)).soles
    words = [sole.words.words for sole in soles]
    assert words.index(spoken.strip()) < words.index(beside.strip())


def test_statements_that_share_a_word_are_not_held_against_one_another(make_record: RecordMaker) -> None:
    first = "Ingrid Halvorn met Tomas Belmonte. Tomas Belmonte said the envoys would count the barges at the quay before dusk.\n"
    second = "Ingrid Halvorn met Tomas Belmonte. Tomas Belmonte said the barges were painted green by fishermen last spring.\n"
    words = (
        "the envoys would count the barges at the quay before dusk",
        "the barges were painted green by fishermen last spring",
    )
    assert compared(*two_tellings(make_record, first, second, words)).comparisons == ()
