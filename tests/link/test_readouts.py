from __future__ import annotations

from dataclasses import replace

import pytest

from communique.facts import load_facts
from communique.link.fields import fields_of
from communique.link.readout_pairs import is_readout, side_of
from communique.link.records import link_records
from communique.link.words import read_words
from communique.model.comparisons import ReadoutPair
from communique.model.documents import Block, Source
from communique.model.inferred import stated
from communique.model.records import ArticleRecord
from communique.model.spans import Span
from tests.link.conftest import RecordMaker, person, state

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


def test_guest_of_one_side_and_the_other_as_a_body_are_a_pair(make_record: RecordMaker) -> None:
    first = "The Secretary met Viktor Sarenko, Foreign Minister of Torvia, on the margins of the fair.\nThey spoke of wheat."
    second = "Viktor Sarenko met the Secretary of Kestria at the fair.\nHe spoke of wheat."
    here = make_record("a.txt", first, (SARENKO, state("Torvia")), published="2023-03-14")
    there = make_record("b.txt", second, (SARENKO, state("Kestria")), published="2023-03-15")
    assert len(pairs(published_by(here, "Kestria"), published_by(there, "Torvia"))) == 1
    third = make_record(
        "c.txt", second.replace("Kestria", "Ardenia"), (SARENKO, state("Ardenia")), published="2023-03-15"
    )
    assert pairs(published_by(here, "Kestria"), published_by(third, "Torvia")) == []


def test_guest_of_a_third_side_makes_no_pair(make_record: RecordMaker) -> None:
    first = "The President spoke to Helena Brandt on the quarrel with Torvia.\nThey spoke of wheat."
    second = "The President received Helena Brandt after the quarrel with Ardenia.\nThey spoke of wheat."
    here = make_record("a.txt", first, (BRANDT, state("Torvia")), published="2023-03-14")
    there = make_record("b.txt", second, (BRANDT, state("Ardenia")), published="2023-03-14")
    assert pairs(published_by(here, "Ardenia"), published_by(there, "Torvia")) == []


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
        ("Directorate of Communications of the Republic of Türkiye", "Turkey"),
        ("Secretariat of the Arab League", "Arab League"),
        ("Casa Rosada", "Argentina"),
        ("French Wine Weekly", "French Wine Weekly"),
        ("African Union Observer", "African Union Observer"),
        ("Office Supplies Today", "Office Supplies Today"),
    ],
)
def test_publisher_speaks_for_the_state_whose_office_it_is(make_record: RecordMaker, publisher: str, side: str) -> None:
    record = make_record("a.txt", HERE, (BRANDT, SARENKO))
    record = replace(record, article=replace(record.article, source=stated(Source(publisher))))
    assert side_of(record, load_facts()) == side
    assert is_readout(record, load_facts()) is (side != publisher)


def test_body_that_publishes_itself_speaks_for_itself(make_record: RecordMaker) -> None:
    record = make_record("a.txt", HERE, (BRANDT, SARENKO))
    record = replace(record, article=replace(record.article, source=stated(Source("African Union"))))
    assert side_of(record, load_facts()) == "African Union"
    assert is_readout(record, load_facts())


def test_one_topic_in_other_words_is_told_by_both(make_record: RecordMaker) -> None:
    (pair,) = two(make_record)
    told = words_of(pair)
    assert (
        "The presidents spoke of grain.",
        "The two leaders discussed ways for wheat to reach hungry countries.",
    ) in told


SPOKEN = (
    "MS. LIND: Viktor Sarenko spoke by telephone with Helena Brandt this morning, and they spoke of the price of grain.\n"
    "REPORTER: Did she offer condolences after the fire in the theatre?\n"
    "MS. LIND: He explained that manoeuvres of the army are an internal matter of each state, and he invited her to a regatta."
)


def in_turns(record: ArticleRecord) -> ArticleRecord:
    text = record.article.text
    blocks = tuple(
        Block("turn", b.span, Span(b.span.start, text.index(":", b.span.start))) for b in record.article.blocks
    )
    return replace(record, article=replace(record.article, blocks=blocks))


def test_spokesperson_s_answers_are_a_readout_and_questions_are_not_told(make_record: RecordMaker) -> None:
    here = published_by(make_record("a.txt", HERE, (BRANDT, SARENKO), published="2023-03-14"), "Kestria")
    there = published_by(make_record("b.txt", SPOKEN, (BRANDT, SARENKO), published="2023-03-15"), "Torvia")
    (pair,) = pairs(here, in_turns(there))
    told = {words for both in words_of(pair) for words in both} | {sole.words.words for sole in pair.only}
    assert any("regatta" in words for words in told)
    assert not any("Did she offer" in words for words in told)


def test_transcript_of_two_voices_is_no_readout(make_record: RecordMaker) -> None:
    text = SPOKEN.replace(
        "REPORTER: Did she", "MR. KELLER: It is true that she did not, on that day or on any other, once"
    )
    there = published_by(make_record("b.txt", text, (BRANDT, SARENKO), published="2023-03-15"), "Torvia")
    assert not is_readout(in_turns(there), load_facts())


def both_and_differing(make_record: RecordMaker, first: str, second: str) -> tuple[int, int]:
    """Return how many passages two readouts of these one sentences both tell, and how many they tell differently."""
    opening = HERE.splitlines()[0]
    here, there = f"{opening}\n{first}", f"{THERE.splitlines()[0]}\n{second}"
    (pair,) = two(make_record, here, there)
    return len(pair.told_by_both), len(pair.comparisons)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        # One word in long clauses may be chance; in a short one it is what the clause is about.
        (
            "She called on merchants to cut the price of lamps for fishermen on the outer reefs.",
            "He asked for the early release of fishermen together with all their lamps.",
            (1, 1),
        ),
        (
            "She pointed to the distress of fishermen in villages along the stormy northern coast.",
            "He asked for the early release of fishermen and of two lamplighters held in Calda.",
            (0, 1),
        ),
        ("They spoke of fishermen.", "He asked for the early release of fishermen held in Calda.", (1, 0)),
        # Words of officials tell nothing of what a thing is about.
        (
            "She announced a prize for violin makers.",
            "He announced that the old lighthouse keepers would retire.",
            (0, 0),
        ),
    ],
)
def test_one_word_in_common_is_told_by_both_only_of_short_clauses(
    make_record: RecordMaker, first: str, second: str, told: tuple[int, int]
) -> None:
    assert both_and_differing(make_record, first, second) == told


def test_sums_of_one_unit_alone_are_not_told_by_both(make_record: RecordMaker) -> None:
    first = "She recalled that the harbours of the north had earned 6 million crowns by pearls."
    second = "He named the goal of 10 million crowns to be lent for orchards within the decade."
    assert both_and_differing(make_record, first, second) == (0, 0)


def test_leftovers_of_one_topic_without_a_word_in_common_are_not_held_together(make_record: RecordMaker) -> None:
    first = "She praised the old masons who had mended the chapel of the electricity board."
    second = "He remembered an evening among poets in a garden by the disused coal pier."
    assert both_and_differing(make_record, first, second) == (0, 0)


def test_left_out_is_said_only_where_the_whole_other_text_has_nothing_of_it(make_record: RecordMaker) -> None:
    alone = "She promised violins and brass trumpets to the orchestra of the deaf."
    near = "She praised the conductor of the parliament choir for his trumpets."
    for second, verdict in (("He spoke of turnips.", "left out"), (near, "not found here")):
        (pair,) = two(make_record, f"{HERE.splitlines()[0]}\n{alone}", f"{THERE.splitlines()[0]}\n{second}")
        (sole,) = [sole for sole in pair.only if sole.words.words == alone]
        assert [absence.verdict for absence in sole.absences] == [verdict]


def test_left_out_is_not_said_of_a_part_of_what_both_tell(make_record: RecordMaker) -> None:
    first = "She spoke of wheat, adding that violins and brass trumpets had been stolen from the chapel."
    (pair,) = two(make_record, f"{HERE.splitlines()[0]}\n{first}", f"{THERE.splitlines()[0]}\nHe spoke of wheat.")
    assert {absence.verdict for sole in pair.only for absence in sole.absences} == {"not found here"}
    assert [sole.words.words for sole in pair.only] == [first.partition(", ")[2]]


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ("the toll on barges at Calda falls once the soldiers leave", "the toll on barges at Calda is a robbery", 0),
        ("the toll on barges at Calda falls in the spring", "the toll on barges at Calda is a robbery", 1),
        (
            "the toll on barges at Calda falls once the soldiers leave",
            "he was grateful for the toll on barges at Calda",
            1,
        ),
    ],
)
def test_what_one_side_makes_hang_on_a_condition_the_other_side_does_not_tell(
    make_record: RecordMaker, first: str, second: str, both: int
) -> None:
    texts = f"{HERE.splitlines()[0]}\nShe said {first}.", f"{THERE.splitlines()[0]}\nHe said {second}."
    records = [
        published_by(
            make_record(path, text, (BRANDT, SARENKO), quotes=[(who.name, words)], published="2023-03-14"),
            str(who.side),
        )
        for path, text, who, words in zip("ab", texts, (BRANDT, SARENKO), (first, second), strict=True)
    ]
    (pair,) = pairs(*records)
    assert len(pair.told_by_both) == both


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
