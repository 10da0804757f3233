"""What holds across articles does not depend on their order, and is not claimed where the texts do not tell."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from communique.facts import Facts, State
from communique.link import link_records
from communique.model.encounters import EncounterStatus
from communique.model.records import Decision
from tests.link.conftest import RecordMaker, person, state, unnamed

FACTS = Facts(states=(State("Solmara", names=("Republic of Solmara",), capital="San Vero"),))

COPY = (
    "The barge crew walked over the bridge at first light and was met by doctors and by families who had waited "
    "through the night in two buses hired by the ministry."
)


def test_link_joins_spellings_and_bare_surname(make_record: RecordMaker) -> None:
    records = [
        make_record("a.txt", "Sergey Marenko spoke.", [person("Sergey Marenko")]),
        make_record("b.txt", "Sergei Marenko was there.", [person("Sergei Marenko")]),
        make_record("c.txt", "Marenko left.", [person("Marenko")]),
    ]
    (actor,) = link_records(records, (), FACTS).linked.actors.actors
    assert actor.names == ("Marenko", "Sergei Marenko", "Sergey Marenko")
    assert actor.name in ("Sergei Marenko", "Sergey Marenko")


def test_link_abstains_on_a_surname_that_two_people_bear(make_record: RecordMaker) -> None:
    records = [
        make_record("a.txt", "Luis Calder spoke.", [person("Luis Calder")]),
        make_record("b.txt", "Rosa Calder spoke.", [person("Rosa Calder")]),
        make_record("c.txt", "Calder left.", [person("Calder")]),
    ]
    assert len(link_records(records, (), FACTS).linked.actors.actors) == 3


def test_link_joins_state_by_its_other_name_but_never_the_unnamed(make_record: RecordMaker) -> None:
    official = "unnamed official of Solmara"
    records = [
        make_record("a.txt", "Solmara closed the port.", [state("Solmara"), unnamed(official)]),
        make_record("b.txt", "The Republic of Solmara opened it.", [state("Republic of Solmara"), unnamed(official)]),
    ]
    actors = link_records(records, (), FACTS).linked.actors.actors
    assert sorted(actor.kind for actor in actors) == ["person", "person", "state"]
    assert len({actor.id for actor in actors}) == 3


def test_link_does_not_depend_on_order(make_record: RecordMaker) -> None:
    records = [
        make_record(
            f"{n}.txt",
            f"Ana Ruiz met Ben Tolm. {n}\n{COPY}",
            [person("Ana Ruiz"), person(name)],
            published="2024-03-12",
        )
        for n, name in enumerate(["Ben Tolm", "B. Tolm", "Benjamin Tolm"])
    ]
    results = [link_records(order, (), FACTS) for order in permutations(records)]
    assert all(result == results[0] for result in results)


def test_link_counts_copied_passages_as_one_origin(make_record: RecordMaker) -> None:
    records = [
        make_record("wire.txt", f"Wire head.\n{COPY}", agency="Atlas Wire"),
        make_record("paper.txt", f"Paper head.\n{COPY.replace('at first light', 'at dawn')}"),
        make_record("other.txt", "Another paper told it in its own words and at its own length, with nothing taken."),
    ]
    origins = [origin for s in link_records(records, (), FACTS).linked.stories for origin in s.origins]
    assert sorted(len(origin.articles) for origin in origins) == [1, 2]
    assert {origin.agency for origin in origins if len(origin.articles) == 2} == {"Atlas Wire"}


def test_link_does_not_take_a_shared_quotation_for_a_copy(make_record: RecordMaker) -> None:
    quoted = f"“{COPY}”"
    records = [make_record("a.txt", f"She said: {quoted}"), make_record("b.txt", f"He was told: {quoted}")]
    origins = [origin for s in link_records(records, (), FACTS).linked.stories for origin in s.origins]
    assert sorted(len(origin.articles) for origin in origins) == [1, 1]


def test_link_merges_one_meeting_and_keeps_two_of_one_day_apart(make_record: RecordMaker) -> None:
    cast = [person("Ana Ruiz"), person("Ben Tolm"), person("Carl Voss"), person("Dora Lind")]
    text = "Ana Ruiz met Ben Tolm; Carl Voss met Dora Lind."
    ministers = (["Ana Ruiz", "Ben Tolm"], "2024-03-12", "Aldersund, Ardenia")
    presidents = (["Carl Voss", "Dora Lind"], "2024-03-12", "Aldersund, Ardenia")
    records = [
        make_record("a.txt", text, cast, meetings=[ministers, presidents], published="2024-03-12"),
        make_record("b.txt", text + " So it was.", cast, meetings=[ministers], published="2024-03-13"),
    ]
    encounters = [e for s in link_records(records, (), FACTS).linked.stories for e in s.encounters]
    assert sorted(len(encounter.accounts) for encounter in encounters) == [1, 2]


@pytest.mark.parametrize(
    ("told", "became"),
    [
        (("planned", "held"), "held"),
        (("planned", "cancelled", "cancelled", "held"), "cancelled"),
        (("cancelled", "held"), "held"),
        (("held", "cancelled"), "cancelled"),
        (("expected", "planned"), "planned"),
    ],
)
def test_link_says_what_became_of_a_meeting_by_most_accounts(
    make_record: RecordMaker, told: tuple[EncounterStatus, ...], became: EncounterStatus
) -> None:
    cast = [person("Ana Ruiz"), person("Ben Tolm")]
    meeting = (["Ana Ruiz", "Ben Tolm"], "2024-03-12", "Aldersund, Ardenia")
    records = []
    for day, status in enumerate(told, 10):
        words = f"Ana Ruiz and Ben Tolm, paper {day}."
        record = make_record(f"{day}.txt", words, cast, meetings=[meeting], published=f"2024-03-{day}")
        records.append(replace(record, encounters=(replace(record.encounters[0], status=status),)))
    (encounter,) = [e for s in link_records(records, (), FACTS).linked.stories for e in s.encounters]
    assert encounter.status == became


def test_link_applies_a_corrected_speaker_and_finds_it_again(make_record: RecordMaker) -> None:
    cast = [person("Ana Ruiz"), person("Ben Tolm")]
    words = "“The gates will move.”"
    before = make_record("a.txt", f"Ana Ruiz and Ben Tolm came. {words}", cast, quotes=[("Ana Ruiz", words)])
    anchor = before.article.anchor(before.statements[0].content[0])
    decision = Decision("value", "statement", (anchor,), "speaker", "Ben Tolm", path="a.txt")
    after = make_record("a.txt", f"New lead.\nAna Ruiz and Ben Tolm came. {words}", cast, quotes=[("Ana Ruiz", words)])
    for record in (before, after):
        linked = link_records([record], [decision], FACTS)
        speakers = linked.records[0].statements[0].speakers
        assert (speakers.value, speakers.basis) == (("Ben Tolm",), "user")
        assert linked.linked.orphaned == ()
    gone = make_record("a.txt", "Ana Ruiz and Ben Tolm came.", cast)
    assert link_records([gone], [decision], FACTS).linked.orphaned == (0,)


def test_link_keeps_apart_whom_the_user_parted(make_record: RecordMaker) -> None:
    records = [
        make_record("a.txt", "Ana Ruiz spoke.", [person("Ana Ruiz")]),
        make_record("b.txt", "Ana Ruiz sang.", [person("Ana Ruiz")]),
    ]
    anchors = tuple(record.article.anchor(record.mentions[0].span) for record in records)
    parted = link_records(records, [Decision("cannot-link", "actor", anchors)], FACTS).linked
    assert len(parted.actors.actors) == 2
    assert parted.orphaned == ()


def test_link_takes_both_sides_readouts_of_one_day_for_one_meeting(make_record: RecordMaker) -> None:
    cast = [person("Ana Ruiz"), person("Ben Tolm")]
    meeting = (["Ana Ruiz", "Ben Tolm"], None, None)
    records = [
        make_record("ours.txt", "Ana Ruiz spoke with Ben Tolm.", cast, meetings=[meeting], published="2024-04-24"),
        make_record("theirs.txt", "Ben Tolm spoke with Ana Ruiz.", cast, meetings=[meeting], published="2024-04-25"),
        make_record("later.txt", "Ana Ruiz again met Ben Tolm.", cast, meetings=[meeting], published="2024-06-02"),
        make_record("undated.txt", "Ana Ruiz saw Ben Tolm.", cast, meetings=[meeting]),
    ]
    encounters = [e for s in link_records(records, (), FACTS).linked.stories for e in s.encounters]
    assert sorted(len(encounter.accounts) for encounter in encounters) == [1, 1, 2]
