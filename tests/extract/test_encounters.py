"""Encounters of invented talks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from communique.annotate.pipeline import annotate_article
from communique.extract.cast import cast_actors
from communique.extract.encounters import extract_encounters
from communique.extract.times import extract_times
from communique.facts import Facts, State, load_facts
from communique.model.documents import Article, Block
from communique.model.inferred import absent, stated
from communique.model.spans import ArticleId, DocumentHash, Span
from communique.model.times import is_vague

STATES = (
    State("Ardenia", adjectives=("Ardenian",), capital="Aldersund", cities=("Port Velm",)),
    State("Drovia", adjectives=("Drovian",), capital="Koralgrad"),
)
INTRO = "Foreign Minister Peter Larsen of Ardenia and Foreign Minister Anna Novak of Drovia led the delegations. "


@pytest.fixture(scope="module")
def facts() -> Facts:
    shipped = load_facts()
    return replace(shipped, states=(*STATES, *shipped.states))


def read(
    text: str, facts: Facts, published: str | None = "2019-06-13", blocks: tuple[Block, ...] = ()
) -> list[dict[str, object]]:
    blocks = blocks or (Block("body", Span(0, len(text))),)
    article = Article(ArticleId("d-1"), DocumentHash("0" * 64), "x.txt", text, "text", blocks)
    article = replace(article, published=stated(published) if published else absent("not resolved"))
    annotation = annotate_article(article)
    cast = cast_actors(article, annotation, facts)
    times = tuple(time for time in extract_times(article, annotation) if not is_vague(time))
    found = extract_encounters(article, annotation, cast, times, (), facts)
    return [
        {
            "kind": e.kind,
            "status": e.status,
            "who": {cast.actor(a).name for a in e.participants},
            "place": e.place.value,
            "date": e.date.value,
            "duration": e.duration.value,
            "issues": e.issues,
            "hedge": e.hedge.of(text) if e.hedge is not None else None,
            "words": [span.of(text) for span in e.evidence],
        }
        for e in found
    ]


@pytest.mark.parametrize(
    ("sentence", "kind", "status"),
    [
        ("Peter Larsen met with Anna Novak on Tuesday.", "meeting", "held"),
        ("Peter Larsen will meet Anna Novak on Monday.", "meeting", "planned"),
        ("Peter Larsen plans to meet Anna Novak.", "meeting", "planned"),
        ("Peter Larsen could meet Anna Novak.", "meeting", "expected"),
        ("A possible meeting between Peter Larsen and Anna Novak was mentioned.", "meeting", "expected"),
        ("Peter Larsen canceled a meeting with Anna Novak.", "meeting", "cancelled"),
        ("There are no plans for a meeting between Peter Larsen and Anna Novak.", "meeting", "ruled out"),
        ("Peter Larsen is holding talks with Anna Novak.", "talks", "under way"),
        ("Peter Larsen held talks with Anna Novak.", "talks", "held"),
        ("Peter Larsen had a telephone conversation with Anna Novak.", "call", "held"),
        ("Peter Larsen spoke by phone with Anna Novak.", "call", "held"),
        ("Peter Larsen spoke at a news conference with Anna Novak.", "press conference", "held"),
    ],
)
def test_sentence_tells_kind_and_status(sentence: str, kind: str, status: str, facts: Facts) -> None:
    found = read(sentence, facts)
    assert [(e["kind"], e["status"], e["who"]) for e in found] == [(kind, status, {"Peter Larsen", "Anna Novak"})]


def test_place_date_and_duration_are_read(facts: Facts) -> None:
    found = read("Peter Larsen held eight hours of talks with Anna Novak in Port Velm on Tuesday.", facts)
    assert [(e["place"], e["date"], e["duration"]) for e in found] == [("Port Velm, Ardenia", "2019-06-11", "PT8H")]


def test_date_is_open_where_the_day_of_publication_is(facts: Facts) -> None:
    assert [e["date"] for e in read("Peter Larsen met Anna Novak on Tuesday.", facts, None)] == [None]


def test_definite_talks_are_the_ones_told_before(facts: Facts) -> None:
    found = read("Peter Larsen held talks with Anna Novak. The talks were useful. The talks lasted.", facts)
    assert len(found) == 1


def test_planned_meeting_stands_apart_from_the_one_held(facts: Facts) -> None:
    found = read("Peter Larsen met Anna Novak on Tuesday. Peter Larsen will meet Anna Novak again on Monday.", facts)
    assert [(e["status"], e["date"]) for e in found] == [("held", "2019-06-11"), ("planned", "2019-06-17")]


def test_states_of_two_adjectives_take_part(facts: Facts) -> None:
    found = read("Ardenian and Drovian negotiators held talks in Koralgrad.", facts)
    assert [(e["who"], e["place"]) for e in found] == [({"Ardenia", "Drovia"}, "Koralgrad, Drovia")]


def test_talks_without_identified_parties_are_left_out(facts: Facts) -> None:
    assert read("Negotiations continued for months. Talks are difficult.", facts) == []


def test_demands_are_not_met(facts: Facts) -> None:
    assert read("Ardenia met the demands of Drovia.", facts) == []


def test_issues_are_what_talks_are_about(facts: Facts) -> None:
    found = read("Peter Larsen held talks with Anna Novak on river tolls and fishing rights.", facts)
    assert found[0]["issues"] == ("river tolls", "fishing rights")


def test_conclusion_date_is_not_taken_for_the_first_day(facts: Facts) -> None:
    found = read("Peter Larsen and Anna Novak concluded a second round of talks on Tuesday.", facts)
    assert [e["date"] for e in found] == [None]


def test_day_of_other_talks_does_not_date_a_meeting_still_to_come(facts: Facts) -> None:
    (found,) = read(
        "A possible meeting between Peter Larsen and Anna Novak wasn't discussed during Tuesday's session.", facts
    )
    assert (found["status"], found["date"]) == ("expected", None)


def find(text: str, facts: Facts, published: str | None = "2019-06-13") -> dict[str, object]:
    """Return the one encounter that the last sentence of `text` tells."""
    last = text.rsplit(". ", 1)[1]
    found = [e for e in read(text, facts, published) if last in e["words"]]  # type: ignore[operator]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("Larsen left Port Velm on Tuesday night for a meeting with Anna Novak in Koralgrad.", "2019-06-12"),
        ("Larsen left Port Velm on Tuesday morning for a meeting with Anna Novak in Koralgrad.", "2019-06"),
        ("The two-day talks between Drovia and Ardenia that are due to continue on Friday were calm.", "2019-06-13"),
        ("Speaking earlier alongside Anna Novak, Peter Larsen praised the engineers.", "2019-06-13"),
        ("Peter Larsen canceled a meeting with Anna Novak on Tuesday.", "2019-06-11"),
    ],
)
def test_encounters_count_their_day(sentence: str, date: str, facts: Facts) -> None:
    assert find(INTRO + sentence, facts)["date"] == date


@pytest.mark.parametrize(
    ("sentence", "kind", "status"),
    [
        ("Peter Larsen talked by phone with Anna Novak on Tuesday.", "call", "held"),
        ("Peter Larsen is pushing for a truce ahead of a meeting with Anna Novak.", "meeting", "planned"),
        ("Peter Larsen praised progress in the talks between Drovia and Ardenia.", "talks", "under way"),
    ],
)
def test_encounters_by_the_words_around(sentence: str, kind: str, status: str, facts: Facts) -> None:
    found = find(INTRO + sentence, facts)
    assert (found["kind"], found["status"]) == (kind, status)


def test_those_who_declined_to_attend_are_no_participants(facts: Facts) -> None:
    sentence = "Anna Novak declined an invitation by Peter Larsen to attend the parade in Port Velm."
    found = find(INTRO + sentence, facts)
    assert (found["who"], found["status"]) == ({"Peter Larsen"}, "held")


def test_a_meeting_of_three_sides_told_as_talks_is_talks(facts: Facts) -> None:
    text = INTRO + "Peter Larsen met Anna Novak and an envoy of Brazil on Tuesday. The talks were calm."
    assert [e["kind"] for e in read(text, facts)] == ["talks"]


def test_what_is_to_be_done_on_one_journey_has_its_month(facts: Facts) -> None:
    text = INTRO + "Larsen will meet Anna Novak in Koralgrad on June 20. Larsen plans to meet Marta Kessel there."
    assert find(text, facts)["date"] == "2019-06"


def test_what_somebody_left_for_has_the_month_of_publication(facts: Facts) -> None:
    sentence = "Larsen flew to Koralgrad for a meeting with Anna Novak."
    assert find(INTRO + sentence, facts)["date"] == "2019-06"
    assert find(INTRO + sentence, facts, "2019-06-29")["date"] is None


def test_a_caption_adds_nobody_to_what_the_text_tells(facts: Facts) -> None:
    caption = "Peter Larsen meets Anna Novak in Koralgrad on June 11."
    body = " Marta Kessel of Drovia and Anna Novak held talks with Peter Larsen in Koralgrad on June 11."
    blocks = (Block("caption", Span(0, len(caption))), Block("body", Span(len(caption) + 1, len(caption + body))))
    assert [len(e["who"]) for e in read(caption + body, facts, blocks=blocks)] == [2, 3]


def test_the_sides_of_talks_on_a_civil_war_are_those_who_fight_it(facts: Facts) -> None:
    text = "Brazil and Canada urged the Ardenian rebels to end Ardenia's civil war. "
    found = find(text + "All sides attending the talks in Port Velm on Tuesday want a truce.", facts)
    assert found["who"] == {"Ardenia", "Ardenian opposition"}


def test_talks_told_as_begun_are_under_way_whatever_is_done_with_them(facts: Facts) -> None:
    text = INTRO + "Larsen agreed to attend peace talks between Ardenia and Drovia that began in Koralgrad on Tuesday."
    found = find(text, facts)
    assert (found["status"], found["place"], found["date"]) == ("under way", "Koralgrad, Drovia", "2019-06-11")


def test_a_body_that_is_due_to_meet_is_told_by_its_relative_clause(facts: Facts) -> None:
    found = read("The Minsk Group, which is due to meet in Port Velm on Monday, has three chairs.", facts)[0]
    assert (found["who"], found["status"], found["date"]) == ({"Minsk Group"}, "planned", "2019-06-17")


def test_many_powers_are_the_body_that_meets_there_on_that_day(facts: Facts) -> None:
    text = "Major powers meeting in Ardenia on Monday aim to end a war. "
    found = read(text + "A meeting of the Minsk Group in Port Velm on Monday is planned.", facts)
    assert [(e["who"], e["status"]) for e in found] == [({"Minsk Group"}, "planned")]


def test_the_first_visit_in_two_years_tells_one_of_then(facts: Facts) -> None:
    found = read(INTRO + "On Tuesday it was Larsen's first trip to Drovia in six years.", facts)
    assert {(e["kind"], e["date"]) for e in found} == {("visit", "2019-06-11"), ("visit", "2013")}


def test_one_of_two_months_left_open_is_a_year(facts: Facts) -> None:
    assert find(INTRO + "Peter Larsen may meet Anna Novak in October or November.", facts)["date"] == "2019"


def test_talks_to_be_resumed_in_the_coming_days_broke_off_in_that_month(facts: Facts) -> None:
    text = "Talks between Peter Larsen and Anna Novak failed. "
    text += "Clerks told of a desire for Peter Larsen and Anna Novak to reconvene talks in the coming days."
    assert [(e["status"], e["date"]) for e in read(INTRO + text, facts)] == [
        ("held", "2019-06"),
        ("expected", "2019-06"),
    ]


def test_the_day_of_a_meeting_is_not_that_of_talks_that_follow_it(facts: Facts) -> None:
    text = "The talks between Brazil and Canada follow a meeting on Monday between Peter Larsen and Anna Novak."
    dates = {frozenset(e["who"]): e["date"] for e in read(INTRO + text, facts)}
    assert dates[frozenset({"Brazil", "Canada"})] is None


def test_a_council_that_says_it_would_meet_takes_part(facts: Facts) -> None:
    found = find(INTRO + "The Minsk Group said it would meet Peter Larsen on Monday.", facts)
    assert found["who"] == {"Minsk Group", "Peter Larsen"}


def test_a_series_of_meetings_tells_none_in_particular(facts: Facts) -> None:
    assert read(INTRO + "Peter Larsen gathered with Anna Novak for a series of meetings.", facts) == []


def test_each_day_and_place_of_a_series_is_an_encounter(facts: Facts) -> None:
    text = "Ardenia and Drovia will hold talks in Geneva on 10 July, in Port Velm on 12 July and in Vienna on 14 July."
    assert [(e["place"], e["date"]) for e in read(text, facts)] == [
        ("Geneva, Switzerland", "2019-07-10"),
        ("Port Velm, Ardenia", "2019-07-12"),
        ("Vienna, Austria", "2019-07-14"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ardenia and Drovia held talks in Port Velm on Monday and Tuesday.",
        "Ardenia and Drovia held talks in Port Velm on Monday, and on Wednesday the Drovians left.",
        "Peter Larsen met Anna Novak in Port Velm on Monday before returning to Aldersund on Tuesday.",
    ],
)
def test_other_days_of_a_sentence_make_no_series(sentence: str, facts: Facts) -> None:
    assert [(e["place"], e["date"]) for e in read(sentence, facts)] == [("Port Velm, Ardenia", "2019-06-10")]


def test_talks_at_bodies_are_those_of_each_body(facts: Facts) -> None:
    text = "President Peter Larsen of Ardenia spoke today with President Anna Novak of Drovia. Talks on cod will be held in Port Velm on 10 July and "
    text += "then in the EU-Drovia Council in Tallinn on 12 July. Talks on herring are planned at the African Union on 14 July."
    told = {e["date"]: e["who"] for e in read(text, facts)}
    assert (told["2019-07-12"], told["2019-07-14"]) == (
        {"Drovia", "European Union"},
        {"Ardenia", "Drovia", "African Union"},
    )


def test_several_bodies_of_one_clause_are_told_apart(facts: Facts) -> None:
    text = "President Peter Larsen of Ardenia spoke today with President Anna Novak of Drovia. He backed patience, opening next month with "
    text += "bilateral talks on cod, at NATO through the NATO-Drovia Council, and at the African Union."
    who = [e["who"] for e in read(text, facts) if e["status"] == "planned"]
    assert who == [{"Ardenia", "Drovia"}, {"NATO", "Drovia"}, {"Ardenia", "Drovia", "African Union"}]


def test_whose_envoy_somebody_is_takes_no_part(facts: Facts) -> None:
    text = "Drovian President Karl Berg’s envoys Peter Larsen, left, and Novak’s envoy Emil Rade are seated before the "
    text += "talks with Drovian President Anna Novak in the Winter Hall, in Koralgrad, Friday."
    assert [e["who"] for e in read(text, facts)] == [{"Peter Larsen", "Emil Rade", "Anna Novak"}]


def test_where_a_delegate_works_takes_no_part(facts: Facts) -> None:
    text = "Talks between Ardenia and Drovia began in Geneva on Tuesday. The Ardenian team included Peter Larsen, a banker "
    text += "at the Ardenian Fisheries Bank, and Emil Rade, a judge of the court. "
    text += "The Drovian delegation was led by admiral Anna Novak and Karl Berg, Holm's nephew."
    assert [e["who"] for e in read(text, facts)] == [{"Peter Larsen", "Emil Rade", "Anna Novak", "Karl Berg"}]


@pytest.mark.parametrize(
    ("sentence", "hedge"),
    [
        ("Peter Larsen could meet Anna Novak.", "could"),
        ("A possible meeting between Peter Larsen and Anna Novak was mentioned.", "possible"),
        ("Peter Larsen hopes to meet Anna Novak.", "hopes"),
        ("A meeting between Peter Larsen and Anna Novak is likely.", "likely"),
        ("A meeting between Peter Larsen and Anna Novak is not likely.", "not likely"),
        ("Peter Larsen is expected to meet Anna Novak on Friday.", "expected"),
        ("Peter Larsen announced readiness to hold a meeting with Anna Novak.", "readiness"),
    ],
)
def test_an_expected_encounter_keeps_the_word_that_says_so(sentence: str, hedge: str, facts: Facts) -> None:
    found = find(INTRO + sentence, facts)
    assert (found["status"], found["hedge"]) == ("expected", hedge)


def test_what_talks_are_to_lead_to_is_no_plan_of_them(facts: Facts) -> None:
    text = "Peter Larsen will hold talks with Anna Novak on Monday. Novak is anxious for the talks to result in cheaper cod."
    assert [len(e["words"]) for e in read(INTRO + text, facts)] == [1]  # type: ignore[arg-type]


def test_what_is_only_the_one_before_keeps_the_words_for_it(facts: Facts) -> None:
    found = read(INTRO + "On Tuesday it was Larsen's first trip to Drovia in six years.", facts)
    assert {(e["date"], e["hedge"]) for e in found} == {("2019-06-11", None), ("2013", "six years")}


def test_a_day_on_which_talks_are_kept_alive_is_not_theirs(facts: Facts) -> None:
    text = "The African Union fought to keep wobbling talks between Ardenia and Drovia going on Tuesday."
    assert [(e["status"], e["date"]) for e in read(text, facts)] == [("under way", None)]


def test_a_called_minister_is_called_by_phone(facts: Facts) -> None:
    text = (
        "President Peter Larsen of Ardenia led. Larsen on Saturday called Drovian Prime Minister Anna Novak to address "
    )
    found = find(text + "the security situation.", facts)
    assert (found["kind"], found["who"]) == ("call", {"Peter Larsen", "Anna Novak"})


def test_a_road_map_for_talks_tells_none(facts: Facts) -> None:
    text = "The council agreed on a road map for talks between Ardenia and Drovia. The "
    assert read(text + "council went home.", facts) == []


def test_what_one_prepares_is_not_where_one_is(facts: Facts) -> None:
    text = (
        "Writing the agenda for planned talks between Ardenia and Drovia, Peter Larsen is in Geneva to see a dentist."
    )
    assert [e["place"] for e in read(text, facts)] == [None]


def test_a_first_round_ahead_is_no_further_round_of_what_was_held(facts: Facts) -> None:
    text = "Peter Larsen met Anna Novak on Tuesday. The judges would sit after a first round of talks in Vienna."
    assert [e["status"] for e in read(INTRO + text, facts)] == ["held"]


def test_negotiations_that_will_be_a_session_are_not_of_who_met_before(facts: Facts) -> None:
    text = (
        "Peter Larsen met Anna Novak on Tuesday. A bishop will gather families for negotiations that will be the only "
    )
    assert [e["place"] for e in read(INTRO + text + "session in Vienna.", facts)] == [None]


def test_whom_one_is_still_to_meet_is_not_at_the_talks_of_the_day(facts: Facts) -> None:
    text = "Karl Berg of Ardenia is in Koralgrad on Tuesday for talks with Drovian President Anna Novak and Drovian Foreign "
    text += "Minister Emil Rade. Berg, who will meet Novak that evening, joked at the start of the talks with Rade."
    told = {e["status"]: e["who"] for e in read(text, facts, "2019-06-11")}
    assert told == {"under way": {"Karl Berg", "Emil Rade"}, "planned": {"Karl Berg", "Anna Novak"}}


def test_conversations_with_the_leaders_of_several_tell_none_in_particular(facts: Facts) -> None:
    assert read("Peter Larsen's conversations with the leaders of Drovia, Brazil and Canada went on.", facts) == []


def test_all_of_a_list_of_presidents_take_part(facts: Facts) -> None:
    text = "Ardenian President Peter Larsen arrives at a press conference with Drovia’s President Anna Novak and "
    text += "Brazilian President Karl Berg, in the old mint of Port Velm, Tuesday, June 11, 2019."
    assert [e["who"] for e in read(text, facts)] == [{"Peter Larsen", "Anna Novak", "Karl Berg"}]


def test_officials_whom_a_visitor_meets_are_those_of_the_place(facts: Facts) -> None:
    text = "The U.N. special envoy to Ardenia, Karl Berg, has arrived in Koralgrad for talks with officials."
    assert [(e["who"], e["place"]) for e in read(text, facts)] == [({"Karl Berg", "Drovia"}, "Koralgrad, Drovia")]
    assert read("Peter Larsen of Ardenia held talks with officials in Port Velm.", facts) == []


def test_persons_joined_by_a_hyphen_hold_the_summit(facts: Facts) -> None:
    text = INTRO + "That was agreed at the Larsen-Novak summit in May 2018."
    assert find(text, facts)["who"] == {"Peter Larsen", "Anna Novak"}


def test_a_meeting_before_one_returns_later_is_of_that_day(facts: Facts) -> None:
    text = INTRO + "Peter Larsen will meet Anna Novak before sailing to Aldersund later in the day."
    assert find(text, facts)["date"] == "2019-06-13"


def test_those_who_are_only_counted_are_told_with_who_met(facts: Facts) -> None:
    text = INTRO + "Peter Larsen slept badly after a meeting in Vienna that included Drovia and many "
    assert "many island states" in find(text + "island states.", facts)["who"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Talks between Ardenia and Drovia collapsed in Geneva.", "collapsed"),
        ("Talks between Ardenia and Drovia in Geneva broke down.", "broke down"),
        ("Critics point to the collapse of talks between Ardenia and Drovia in Geneva.", "collapse"),
        ("Talks between Ardenia and Drovia in Geneva ended.", None),
        ("A collapse of the talks between Ardenia and Drovia in Geneva is possible.", None),
    ],
)
def test_talks_that_broke_off_keep_the_word_for_it(sentence: str, words: str | None, facts: Facts) -> None:
    assert [(e["status"], e["hedge"]) for e in read(sentence, facts)] == [("held", words)]


def test_lines_below_the_title_of_a_transcript_set_it(facts: Facts) -> None:
    lines = ["Joint press conference by Peter Larsen and Anna Novak", "Koralgrad, Tuesday 11 June 2019"]
    text = "\n\n".join([*lines, "MR. LARSEN: Good afternoon."])
    starts = [text.index(line) for line in lines]
    headings = [Block("heading", Span(at, at + len(line))) for at, line in zip(starts, lines, strict=True)]
    blocks = (*headings, Block("body", Span(text.index("MR."), len(text))))
    found = read(text, facts, blocks=blocks)
    assert [(e["kind"], e["place"], e["date"]) for e in found] == [
        ("press conference", "Koralgrad, Drovia", "2019-06-11")
    ]


def test_progress_in_talks_has_them_under_way_wherever_the_parse_hangs_it(facts: Facts) -> None:
    text = (
        INTRO
        + "That amused many, as Larsen called progress in the talks between Ardenia and Drovia over canal tolls evidence "
    )
    assert [e["status"] for e in read(text + "that envoys could sing.", facts)] == ["under way"]
