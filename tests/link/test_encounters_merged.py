"""What one account leaves out or tells less exactly, and what is only alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.facts import Facts
from communique.link import link_records
from communique.model.actors import Actor
from communique.model.encounters import Encounter, EncounterKind, EncounterStatus
from communique.model.spans import Span
from communique.model.times import Shift, TimeValue
from tests.link.conftest import RecordMaker, person, state

CAST = [person("Ana Ruiz"), person("Ben Tolm"), state("Drovia"), state("Solmara"), state("Ardenia"), state("Calda")]
CAST += [person("Cal Oda", "Drovia"), person("Dina Pell", "Solmara")]
FORMAT = Actor(CAST[0].id.__class__("River Forum"), "organisation", "River Forum", ("River Forum",))


@dataclass(frozen=True)
class _Told:
    """How one article tells its only encounter."""

    who: Sequence[str]
    day: str | None = None
    place: str | None = None
    kind: EncounterKind = "meeting"
    status: EncounterStatus = "held"
    published: str | None = None
    inferred_place: bool = False
    place_in_words: bool = False
    late: bool = False
    """Whether it stands behind the lead, so that the text is not the news of it."""
    broke_off: bool = False
    yearless: tuple[int, int] | None = None
    """Month and day that the words tell without a year."""


def merge(make_record: RecordMaker, *told: _Told) -> list[Encounter]:
    """Return the encounters of articles that each tell one, in otherwise like words."""
    records = []
    for number, one in enumerate(told):
        told_words = f"{', '.join(one.who)} and the river, the bridge, the toll: paper {number}."
        words = ("Rain fell.\nIt rained.\nIt poured.\n" if one.late else "") + told_words
        meeting = (one.who, one.day, one.place)
        record = make_record(f"{number}.txt", words, [*CAST, FORMAT], meetings=[meeting], published=one.published)
        shift = Shift(month=one.yearless[0], day=one.yearless[1]) if one.yearless else None
        time = TimeValue(Span(0, 1), "date", "published", None, shift) if shift else None
        encounter = replace(record.encounters[0], kind=one.kind, status=one.status, time=time, dated_by=time)
        if one.late:
            encounter = replace(encounter, evidence=(Span(len(words) - len(told_words), len(words)),))
        if one.inferred_place:
            encounter = replace(encounter, place=replace(encounter.place, basis="inferred"))
        if one.place_in_words:
            anchor = record.article.anchor(encounter.evidence[0])
            encounter = replace(encounter, place=replace(encounter.place, evidence=(anchor,)))
        encounter = replace(encounter, hedge=Span(2, 5) if one.broke_off else None)
        records.append(replace(record, encounters=(encounter,)))
    stories = link_records(records, (), Facts()).linked.stories
    return [encounter for story in stories for encounter in story.encounters]


def test_merge_tells_apart_two_talks_of_one_host(make_record: RecordMaker) -> None:
    first = _Told(["Drovia", "Solmara", "Ardenia"], "2024-03-12", "Aldersund, Ardenia", "talks")
    second = replace(first, who=["Drovia", "Calda", "Ardenia"])
    assert len(merge(make_record, first, second)) == 2
    assert len(merge(make_record, first, replace(first, who=["Drovia", "Solmara"]))) == 1


def test_merge_takes_a_body_to_meet_once_in_a_day(make_record: RecordMaker) -> None:
    placed = _Told(["River Forum"], "2024-03-12", "Aldersund, Ardenia")
    (encounter,) = merge(make_record, placed, replace(placed, place=None, status="planned"))
    assert "same day, the same body" in " ".join(encounter.reasons)
    assert len(merge(make_record, placed, replace(placed, place=None, day="2024-03-14"))) == 2
    drovia = _Told(["Drovia"], "2024-03-12")
    assert len(merge(make_record, drovia, replace(drovia, kind="talks"))) == 2


def test_merge_lets_a_visit_take_days_and_a_meeting_one(make_record: RecordMaker) -> None:
    visit = _Told(["Ana Ruiz", "Ben Tolm"], "2024-03-12", "Aldersund, Ardenia", "visit")
    (encounter,) = merge(make_record, visit, replace(visit, day="2024-03-13"))
    assert "days in a row" in " ".join(encounter.reasons)
    assert len(merge(make_record, visit, replace(visit, day="2024-03-18"))) == 2
    meeting = replace(visit, kind="meeting")
    assert len(merge(make_record, meeting, replace(meeting, day="2024-03-13"))) == 2
    call = replace(visit, kind="call", place=None)
    assert len(merge(make_record, call, replace(call, day="2024-03-13"))) == 2


def test_merge_takes_a_plan_for_later_than_its_news(make_record: RecordMaker) -> None:
    held = _Told(["Ana Ruiz", "Ben Tolm"], "2024-03-20", "Aldersund, Ardenia", published="2024-03-20")
    plan = replace(held, day="2024", status="planned", published="2024-03-22")
    assert len(merge(make_record, held, plan)) == 2
    assert len(merge(make_record, held, replace(plan, published="2024-02-01"))) == 1


def test_merge_takes_talks_without_a_place_for_the_call_of_that_day(make_record: RecordMaker) -> None:
    call = _Told(["Ana Ruiz", "Ben Tolm"], "2024-03-12", None, "call")
    talks = replace(call, kind="talks")
    assert len(merge(make_record, call, talks)) == 1
    assert len(merge(make_record, call, replace(talks, place="Aldersund, Ardenia"))) == 2
    assert len(merge(make_record, call, replace(talks, day="2024-03-13"))) == 2


def test_merge_keeps_apart_days_of_one_calendar_that_differ(make_record: RecordMaker) -> None:
    dated = _Told(["Ana Ruiz", "Ben Tolm"], "2024-03-12", "Aldersund, Ardenia", published="2024-03-13")
    undated = replace(dated, day=None, published=None)
    assert len(merge(make_record, dated, replace(undated, yearless=(3, 18)))) == 2
    assert len(merge(make_record, dated, replace(undated, yearless=(3, 12)))) == 1


def test_merge_takes_a_city_for_one_whatever_its_state(make_record: RecordMaker) -> None:
    told = _Told(["Ana Ruiz", "Ben Tolm"], "2024-03-12", "Aldersund, Ardenia")
    assert len(merge(make_record, told, replace(told, place="Aldersund, Drovia"))) == 1
    assert len(merge(make_record, told, replace(told, place="Port Calda, Ardenia"))) == 2


def test_merge_is_not_held_up_by_a_place_that_is_only_inferred(make_record: RecordMaker) -> None:
    told = _Told(["Ana Ruiz", "Ben Tolm"], "2024-03-12", "Aldersund, Ardenia")
    (encounter,) = merge(make_record, told, replace(told, place="Port Calda, Ardenia", inferred_place=True))
    assert encounter.place.value == "Aldersund, Ardenia"


def test_merge_takes_what_fell_through_of_late_for_one_round(make_record: RecordMaker) -> None:
    failed = _Told(["Drovia", "Solmara"], "2024-02", None, "talks", "failed to happen", "2024-02-12")
    last_month = replace(failed, day="2024-01", published="2024-02-10")
    collapsed = _Told(["Drovia", "Solmara"], None, "Aldersund, Ardenia", "talks", "held", "2024-02-15", broke_off=True)
    (encounter,) = merge(make_record, failed, failed, last_month, collapsed)
    assert (encounter.status, encounter.date.value, encounter.date.alternatives) == (
        "failed to happen",
        "2024-02",
        ("2024-01",),
    )
    assert len(merge(make_record, failed, replace(last_month, day="2023-11"))) == 2
    assert len(merge(make_record, failed, replace(collapsed, broke_off=False))) == 2
    assert len(merge(make_record, failed, replace(collapsed, published="2024-03-20"))) == 2


def test_merge_takes_what_was_under_way_for_over_once_a_later_text_tells_it(make_record: RecordMaker) -> None:
    begun = _Told(["Ana Ruiz", "Ben Tolm"], "2024-03-12", None, "talks", "under way", "2024-03-12")
    over = replace(begun, status="held", published="2024-03-13")
    assert [e.status for e in merge(make_record, begun, begun, over)] == ["held"]
    assert [e.status for e in merge(make_record, begun, replace(begun, published="2024-03-13"))] == ["under way"]


def test_merge_takes_talks_under_way_for_those_begun_days_before(make_record: RecordMaker) -> None:
    begun = _Told(["Drovia", "Solmara"], "2024-03-05", "Aldersund, Ardenia", "talks", "under way", "2024-03-05")
    assert len(merge(make_record, begun, replace(begun, day=None, published="2024-03-12"))) == 1


def test_merge_takes_the_next_meeting_of_a_forum_for_the_one_that_followed(make_record: RecordMaker) -> None:
    announced = _Told(["River Forum"], None, None, "talks", "planned", "2024-03-01")
    met = _Told(["River Forum"], "2024-03-10", "Aldersund, Ardenia", "talks", "held", "2024-03-12")
    assert len(merge(make_record, announced, met)) == 1
    assert len(merge(make_record, announced, replace(met, day="2024-05-10", published="2024-05-12"))) == 2
    later = replace(met, day="2024-03-25", published="2024-03-27")
    assert sorted(
        len(e.accounts) for e in merge(make_record, announced, later, met) if e.date.value == "2024-03-10"
    ) == [2]


def test_merge_takes_two_of_two_sides_in_one_place_for_the_same_meeting(make_record: RecordMaker) -> None:
    wide = _Told(["Cal Oda", "Dina Pell", "Ana Ruiz", "Calda"], "2024-03-12", "Aldersund, Ardenia")
    other = replace(wide, who=["Cal Oda", "Dina Pell", "Ben Tolm", "River Forum"])
    assert len(merge(make_record, wide, other)) == 1
    assert len(merge(make_record, wide, replace(other, place=None))) == 2


def test_merge_takes_a_meeting_without_a_day_for_that_of_the_week_before(make_record: RecordMaker) -> None:
    dated = _Told(["Ana Ruiz", "Ben Tolm"], "2024-03-12", "Aldersund, Ardenia", published="2024-03-12")
    aside = _Told(["Ana Ruiz", "Ben Tolm"], None, None, published="2024-03-17", broke_off=True)
    assert len(merge(make_record, dated, aside)) == 1
    assert len(merge(make_record, dated, replace(aside, published="2024-03-25"))) == 2
    assert len(merge(make_record, dated, replace(dated, day="2024-03-15", published="2024-03-16"), aside)) == 3


def test_merge_keeps_an_inferred_place_where_no_other_is_told(make_record: RecordMaker) -> None:
    near = _Told(["Ana Ruiz", "Ben Tolm"], "2024-03-12", "Port Calda, Ardenia", inferred_place=True)
    (encounter,) = merge(make_record, near, replace(near, place=None, inferred_place=False))
    assert encounter.place.value == "Port Calda, Ardenia"


def test_merge_is_held_up_by_a_place_in_the_words_of_the_encounter(make_record: RecordMaker) -> None:
    told = _Told(["Ana Ruiz", "Ben Tolm"], "2024-03-12", "Aldersund, Ardenia")
    near = replace(told, place="Port Calda, Ardenia", inferred_place=True, place_in_words=True)
    assert len(merge(make_record, told, near)) == 2


def test_merge_takes_meetings_told_without_a_day_in_texts_of_the_same_days_for_one(make_record: RecordMaker) -> None:
    told = _Told(["Ana Ruiz", "Ben Tolm"], published="2024-03-12", late=True)
    assert len(merge(make_record, told, replace(told, published="2024-03-15"))) == 1
    assert len(merge(make_record, told, replace(told, published="2024-03-18"))) == 2
    assert len(merge(make_record, told, replace(told, published=None))) == 2
