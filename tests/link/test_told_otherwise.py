"""Numbers, plans, lengths and denials of invented accounts: what two of them tell of one thing, whoever tells it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from communique.facts import load_facts
from communique.link.names import surname_key
from communique.link.records import link_records
from communique.model.actors import Office
from communique.model.comparisons import Comparison
from communique.model.encounters import Encounter
from communique.model.inferred import Inferred
from communique.model.records import ArticleRecord
from communique.model.spans import AssessmentId, EncounterId, Span, StatementId, public_id
from communique.model.undertakings import Assessment
from tests.link.conftest import BELMONTE, HALVORN, RecordMaker

MET = "Ingrid Halvorn met Tomas Belmonte in Aldersund. "


def account(make_record: RecordMaker, path: str, rest: str, day: str = "2024-03-12", said: str = "") -> ArticleRecord:
    """Return an account of the talks of 12 March, of which Belmonte says a part."""
    meeting = ((HALVORN.id, BELMONTE.id), "2024-03-12", "Aldersund, Ardenia")
    quotes = [("Tomas Belmonte", said)] if said else []
    return make_record(path, MET + rest + "\n", (HALVORN, BELMONTE), quotes=quotes, meetings=[meeting], published=day)


def compared(*records: ArticleRecord) -> list[Comparison]:
    (story,) = link_records(records, (), load_facts()).linked.stories
    return list(story.compared.comparisons)


def kinds(found: list[Comparison]) -> list[tuple[str, str, str]]:
    return [(c.kind, c.relation, c.what) for c in found]


CREW = "The lighthouse keepers hold 63 boatmen in the granary of the harbour. A band played on the quay."


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("In the granary of the harbour 65 boatmen are held by the lighthouse keepers.", True),
        ("In the granary of the harbour 600 boatmen are held by the lighthouse keepers.", False),
        ("In the granary of the harbour about 65 boatmen are held by the lighthouse keepers.", False),
        ("More than 65 boatmen are held in the granary of the harbour by the lighthouse keepers.", False),
        ("Elsewhere 65 boatmen danced.", False),
        ("The keepers of the lighthouse hold 65 boatmen in the granary of the harbour, once 63 boatmen.", False),
    ],
)
def test_numbers_that_authors_tell_of_one_thing_differ(make_record: RecordMaker, second: str, told: bool) -> None:
    found = compared(account(make_record, "a.txt", CREW), account(make_record, "b.txt", second, "2024-03-13"))
    assert (("number", "conflict", "how many boatmen") in kinds(found)) is told


def test_sums_of_money_differ_in_whatever_currency_they_are_written(make_record: RecordMaker) -> None:
    first = account(make_record, "a.txt", "The weavers claim $800 million for the tolls on linen.")
    rest = "For tolls on linen the weavers are owed 500 million U.S. dollars."
    (found,) = [c for c in compared(first, account(make_record, "b.txt", rest)) if c.kind == "number"]
    assert found.what == "how much"
    assert {side.words.words for side in found.sides} == {"$800 million", "500 million U.S. dollars"}


def test_a_sum_in_another_currency_is_not_another_sum(make_record: RecordMaker) -> None:
    first = account(make_record, "a.txt", "The weavers claim 80 million crowns ($26 million) for the tolls on linen.")
    rest = "For tolls on linen the weavers are owed 25 million dollars."
    assert not [c for c in compared(first, account(make_record, "b.txt", rest)) if c.kind == "number"]


def test_a_claim_that_another_denies_is_still_told_by_one_only(make_record: RecordMaker) -> None:
    claim = "Halvorn apologised before the assembled weavers in the old town hall for the toll on linen and wool."
    records = (
        account(make_record, "a.txt", claim),
        account(make_record, "b.txt", "Halvorn did not apologise for the toll."),
    )
    (story,) = link_records(records, (), load_facts()).linked.stories
    assert "whether it is so" in [c.what for c in story.compared.comparisons]
    assert claim in [sole.words.words for sole in story.compared.soles]


def test_what_a_thing_was_before_is_no_other_number_of_it(make_record: RecordMaker) -> None:
    first = account(make_record, "a.txt", "The keepers of the lighthouse let 300 barrels pass the granary.")
    rest = "The lighthouse keepers cut the barrels that pass the granary from 400 to 300 barrels."
    assert not [c for c in compared(first, account(make_record, "b.txt", rest)) if c.kind == "number"]


@pytest.mark.parametrize(
    "goal", ["named the goal of 10 billion crowns", "will bring their trade in pearls to 10 billion crowns"]
)
def test_what_is_to_be_is_no_other_number_of_what_is(make_record: RecordMaker, goal: str) -> None:
    first = "Their trade in pearls and turnips had reached 6 billion crowns. A band played on the quay."
    second = f"For their trade in pearls and turnips they {goal}."
    found = compared(account(make_record, "a.txt", first), account(make_record, "b.txt", second, "2024-03-13"))
    assert not [kind for kind in kinds(found) if kind[0] == "number"]


def test_what_a_thing_is_cut_to_is_how_much_of_it_there_is(make_record: RecordMaker) -> None:
    first = account(make_record, "a.txt", "Ardenia will cut its trawlers off the shoals from 200 to 120 by autumn.")
    rest = "Ardenia agreed to reduce its trawlers that work the shoals to 130 by autumn."
    found = compared(first, account(make_record, "b.txt", rest))
    assert ("number", "conflict", "how many trawlers") in kinds(found)


def planning(record: ArticleRecord, sentence: str, day: str, words: str) -> ArticleRecord:
    """Return the record with a meeting ahead that a sentence of it tells."""
    text = record.article.text
    start, at = text.index(sentence), text.index(words)
    plan = Encounter(
        EncounterId(public_id("e", record.article.path, "plan")),
        "meeting",
        "planned",
        (HALVORN.id, BELMONTE.id),
        (Span(start, start + len(sentence)),),
        date=Inferred(day, "resolved", (record.article.anchor(Span(at, at + len(words))),)),
    )
    return replace(record, encounters=(*record.encounters, plan))


@pytest.mark.parametrize(
    ("second", "day", "words", "told"),
    [
        ("The surveyors will sit down in Aldersund in May.", "2024-05", "May", ("date", "conflict")),
        ("The surveyors will sit down in Aldersund in mid-April.", "2024-04-15", "mid-April", ("date", "compatible")),
        ("The surveyors will sit down in Calda in April.", "2024-04", "April", ("place", "conflict")),
        ("A choir will sing in Calda in May.", "2024-05", "May", None),
    ],
)
def test_plans_of_one_meeting_differ_in_day_or_place(
    make_record: RecordMaker, second: str, day: str, words: str, told: tuple[str, str] | None
) -> None:
    sentence = "The surveyors will meet in Aldersund in April."
    first = planning(account(make_record, "a.txt", sentence), sentence, "2024-04", "April")
    other = planning(account(make_record, "b.txt", second), second, day, words)
    found = [(c.kind, c.relation) for c in compared(first, other) if c.kind in ("date", "place")]
    assert found == ([told] if told else [])


def lasting(record: ArticleRecord, words: str, value: str) -> ArticleRecord:
    start = record.article.text.index(words)
    duration = Inferred(value, "stated", (record.article.anchor(Span(start, start + len(words))),))
    return replace(record, encounters=(replace(record.encounters[0], duration=duration),))


@pytest.mark.parametrize(
    ("second", "words", "value", "relation"),
    [
        ("It took 90 minutes.", "90 minutes", "PT90M", "conflict"),
        ("It took 65 minutes.", "65 minutes", "PT65M", None),
        ("It took about 80 minutes.", "80 minutes", "PT80M", None),
        ("It took two hours each.", "two hours", "PT2H", None),
    ],
)
def test_lengths_of_one_meeting_that_cannot_both_be_true(
    make_record: RecordMaker, second: str, words: str, value: str, relation: str | None
) -> None:
    first = lasting(account(make_record, "a.txt", "It took an hour."), "an hour", "PT1H")
    other = lasting(account(make_record, "b.txt", second), words, value)
    found = [c.relation for c in compared(first, other) if c.what == "how long it lasted"]
    assert found == ([relation] if relation else [])


def test_a_part_of_the_day_fits_the_hours_in_it(make_record: RecordMaker) -> None:
    first = lasting(account(make_record, "a.txt", "It took two hours."), "two hours", "PT2H")
    other = account(make_record, "b.txt", "They sat the whole morning.")
    whole = replace(other.encounters[0], evidence=(Span(0, len(other.article.text)),))
    found = compared(first, replace(other, encounters=(whole,)))
    assert ("number", "compatible", "how long it lasted") in kinds(found)


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("Halvorn did not apologise for the toll.", True),
        ("Halvorn would not apologise for the toll.", False),
        ("Halvorn did not apologise until the toll fell.", False),
        ("Halvorn apologised for the toll.", False),
    ],
)
def test_what_did_not_happen_here_and_did_there_is_a_conflict(
    make_record: RecordMaker, second: str, told: bool
) -> None:
    first = account(make_record, "a.txt", "Halvorn apologised for the toll. Rain fell.")
    found = compared(first, account(make_record, "b.txt", second + " A band played."))
    assert (("outcome", "conflict", "whether it is so") in kinds(found)) is told


def test_what_a_speaker_denies_is_held_against_the_account_that_tells_it(make_record: RecordMaker) -> None:
    said = "Ardenia had promised to withdraw its barges from the estuary"
    record = account(make_record, "b.txt", f"Tomas Belmonte denied that {said}.", "2024-03-13", said)
    at = record.article.text.index("denied")
    denied = replace(record.statements[0], cue_span=Span(at, at + 6), form="indirect")
    first = account(make_record, "a.txt", "Ardenia promised to withdraw the barges from the estuary. Rain fell.")
    found = compared(first, replace(record, statements=(denied,)))
    assert ("outcome", "conflict", "whether it is so") in kinds(found)
    said_so = replace(denied, cue_span=None)
    assert "whether it is so" not in [c.what for c in compared(first, replace(record, statements=(said_so,)))]


def test_the_war_in_which_something_is_denied_is_not_denied(make_record: RecordMaker) -> None:
    said = "his men had burned the granary in the war that followed the invasion of the estuary"
    record = account(make_record, "b.txt", f"Tomas Belmonte denied that {said}.", "2024-03-13", said)
    at = record.article.text.index("denied")
    denied = replace(record.statements[0], cue_span=Span(at, at + 6), form="indirect")
    other = replace(record, statements=(denied,))
    beside = account(make_record, "a.txt", "A war followed the invasion of the estuary. Rain fell on the sand.")
    assert "whether it is so" not in [c.what for c in compared(beside, other)]
    told = account(make_record, "c.txt", "The men burned the granary of the porters. Rain fell on the sand.")
    assert "whether it is so" in [c.what for c in compared(told, other)]


def test_what_a_denial_only_mentions_is_not_denied(make_record: RecordMaker) -> None:
    said = "the ferrymen beat their drums in the strike that began with the flood of the lower lock"
    record = account(make_record, "b.txt", f"Tomas Belmonte denied {said}.", "2024-03-13", said)
    at = record.article.text.index("denied")
    denied = replace(record.statements[0], cue_span=Span(at, at + 6), form="indirect")
    first = account(make_record, "a.txt", "The strike began with the flood of the lower lock. Rain fell.")
    found = compared(first, replace(record, statements=(denied,)))
    assert "whether it is so" not in [c.what for c in found]


def test_the_same_words_of_nobody_known_are_one_matter(make_record: RecordMaker) -> None:
    words = "the surveyors of both shores would chart the shoals of the estuary before the autumn storms"
    band = " A band played on the quay. Rain fell. Gulls flew over the barges. Nobody swam. The lamps were lit."
    first = account(make_record, "a.txt", f"Belmonte said {words}.{band}", said=words)
    other = account(make_record, "b.txt", f"It was said {words}.", "2024-03-13", words)
    nobody = replace(other.statements[0], id=StatementId("s-nobody"), speakers=Inferred(absence="not resolved"))
    (story,) = link_records((first, replace(other, statements=(nobody,))), (), load_facts()).linked.stories
    assert [noun.level for noun in story.compared.alike] == ["matter"]


def judging(record: ArticleRecord, words: str, by: str) -> ArticleRecord:
    start = record.article.text.index(words)
    span = Span(start, start + len(words))
    judge = HALVORN.id if by == "Ardenia" else BELMONTE.id
    of = record.encounters[0].id
    found = Assessment(AssessmentId(f"a-{record.article.path}"), (judge,), of, span, "positive")
    return replace(record, assessments=(found,))


def test_how_each_side_judges_the_talks_is_shown_together(make_record: RecordMaker) -> None:
    first = judging(account(make_record, "a.txt", "Minister Halvorn called the talks useful."), "useful", "Ardenia")
    other = judging(account(make_record, "b.txt", "Minister Belmonte called the talks warm."), "warm", "Solmara")
    offices = {HALVORN.id: "foreign minister of Ardenia", BELMONTE.id: "foreign minister of Solmara"}
    records = [
        replace(r, actors=tuple(replace(a, offices=_office(r, offices[a.id])) for a in r.actors))
        for r in (first, other)
    ]
    assert ("outcome", "compatible", "how the sides judge the meeting") in kinds(compared(*records))


def _office(record: ArticleRecord, title: str) -> tuple[Office, ...]:
    return (Office(title, None, evidence=(record.article.anchor(Span(0, 5)),)),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rzeniyev", "Rzeniev"),
        ("Lauritsen", "Lauritzen"),
        ("Schroed", "Schröd"),
        ("Kondori", "Condori"),
        ("Hanieh", "Haniya"),
    ],
)
def test_transliterations_of_one_surname_have_one_key(one: str, other: str) -> None:
    assert surname_key(f"Ilva {one}") == surname_key(f"Ilva {other}")
