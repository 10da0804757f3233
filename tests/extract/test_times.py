"""Time expressions of invented sentences."""

from __future__ import annotations

import pytest

from communique.annotate.pipeline import annotate_article
from communique.extract.times import extract_times
from communique.model.documents import Article, Block
from communique.model.spans import ArticleId, DocumentHash, Span
from communique.model.times import TimeValue, resolve_time, timex_value

PUBLISHED = "2019-06-13"
"""A Thursday."""


def read(text: str) -> dict[str, TimeValue]:
    block = Block("body", Span(0, len(text)))
    article = Article(ArticleId("d-1"), DocumentHash("0" * 64), "x.txt", text, "text", (block,))
    return {time.span.of(text): time for time in extract_times(article, annotate_article(article))}


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They met on May 12, 2015 in the capital.", "May 12, 2015", "2015-05-12"),
        ("They met on 12 May 2015.", "12 May 2015", "2015-05-12"),
        ("They met on 2015-05-12.", "2015-05-12", "2015-05-12"),
        ("The accord was signed in August 2013.", "August 2013", "2013-08"),
        ("They met on May 12.", "May 12", "2019-05-12"),
        ("The talks will open on June 30.", "June 30", "2019-06-30"),
        ("He hoped that the sides' promise on May 26 will help.", "May 26", "2019-05-26"),
        ("KORALGRAD, Feb 5 — The ministers met.", "Feb 5", "2019-02-05"),
        ("The ministers met late Tuesday.", "late Tuesday", "2019-06-11"),
        ("The ministers will meet on Monday.", "Monday", "2019-06-17"),
        ("They met last year.", "last year", "2018"),
        ("They met last August.", "last August", "2018-08"),
        ("They met yesterday.", "yesterday", "2019-06-12"),
        ("They will meet in November.", "November", "2019-11"),
        ("They met three days ago.", "three days ago", "2019-06-10"),
        ("The war of 2012 was long over in 2014.", "2014", "2014"),
        ("They talked for eight hours.", "eight hours", "PT8H"),
        ("They talked for ninety minutes.", "ninety minutes", "PT90M"),
        ("The two-day session began.", "two-day", "P2D"),
        ("They talked for half an hour.", "half an hour", "PT30M"),
        ("They talked for an hour and a half.", "an hour and a half", "PT1H30M"),
    ],
)
def test_expression_has_its_value(text: str, words: str, value: str) -> None:
    assert resolve_time(read(text)[words], PUBLISHED) == value


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They hope to meet in the coming days.", "the coming days", "FUTURE_REF"),
        ("The border is now open.", "now", "PRESENT_REF"),
        ("He left in recent weeks.", "recent weeks", "PAST_REF"),
        ("The envoys waited for several months.", "several months", "PXM"),
        ("The commission meets every Friday.", "every Friday", "XXXX-WXX-5"),
        ("They speak daily.", "daily", "P1D"),
        ("The treaty of the 1990s is void.", "the 1990s", "199"),
        ("The treaty of the '70s is void.", "the '70s", "197"),
        ("The talks began at 6 p.m. on Thursday.", "6 p.m. on Thursday", "2019-06-13T18:00"),
        ("The talks began on Tuesday morning.", "Tuesday morning", "2019-06-11TMO"),
        ("They spoke last night.", "last night", "2019-06-12TNI"),
        ("They will meet over the weekend.", "the weekend", "2019-W24-WE"),
        ("Grain prices fell in the first quarter of 2018.", "the first quarter of 2018", "2018-Q1"),
        ("Grain prices fell in the fourth quarter.", "the fourth quarter", "2018-Q4"),
        ("They met last summer.", "last summer", "2018-SU"),
        ("The accord ran for two decades.", "two decades", "P20Y"),
        ("They will meet this autumn.", "this autumn", "2019-FA"),
        ("After a half-hour pause they went on.", "half-hour", "PT30M"),
        ("The dam has stood since '68.", "since '68", "1968"),
        ("He speaks on the radio every morning.", "every morning", "XXXX-XX-XXTMO"),
        ("The treaty may be renewed in the next year.", "the next year", "2020"),
        ("The crossing opened three weeks ago.", "three weeks ago", "2019-W21"),
        ("They met on Thanksgiving Day.", "Thanksgiving Day", "2018-11-22"),
        ("They met before Memorial Day.", "Memorial Day", "2019-05-27"),
        ("The dam was built in the 20th century.", "the 20th century", "19"),
        ("The two-week-old truce held.", "two-week-old", "P2W"),
        ("He has promised an answer by the end of the month.", "the end of the month", "2019-06"),
        ("The court will sit in the week of June 24.", "the week of June 24", "2019-W26"),
        ("The court sat in the week of June 18, 2018.", "the week of June 18, 2018", "2018-W25"),
        ("The talks will open on June 29 and 30.", "30", "2019-06-30"),
        ("The talks will open on June 29-30.", "June 29-30", "2019-06-29"),
        ("The blast came at 10:35 a.m. (0735 GMT) Monday in the port.", "10:35 a.m.", "2019-06-10T10:35"),
        ("He will leave at 4 in the morning (2 a.m. GMT Friday).", "4 in the morning", "2019-06-14T04:00"),
        ("The March accord lets the ferries sail.", "March", "2019-03"),
        ("Over the summer the envoys rested.", "the summer", "2019-SU"),
        ("Exports fell in the last half of the '80s.", "the last half of the '80s", "198"),
        ("They forecast a surplus for the full year.", "the full year", "2019"),
        ("The budget of last fiscal year was spent.", "last fiscal year", "2018"),
        ("The surplus will be spent in future years.", "future years", "FUTURE_REF"),
        ("He had heard it in past years.", "past years", "PAST_REF"),
        ("The envoys waited for a while.", "a while", "PXX"),
        ("The fleet sailed a while ago.", "a while ago", "PAST_REF"),
        ("The vote followed by one day the talks in Koralgrad.", "one day", "P1D"),
        ("It was printed in the daily Harbour Herald.", "daily", "P1D"),
        ("The border closed in nineteen ninety-eight.", "nineteen ninety-eight", "1998"),
        ("The dam was built in nineteen oh five.", "nineteen oh five", "1905"),
        ("The dam dates from the late nineteen eighties.", "the late nineteen eighties", "198"),
        ("They feared the year two thousand.", "the year two thousand", "2000"),
        ("They last spoke in two thousand and twelve.", "two thousand and twelve", "2012"),
        ("They last spoke in twenty fifteen.", "twenty fifteen", "2015"),
        ("The president has called off Saturday's meeting, his office said.", "Saturday", "2019-06-15"),
        ("Sunday's meeting was canceled, his office said.", "Sunday", "2019-06-16"),
        ("The president has called off Wednesday's meeting, his office said.", "Wednesday", "2019-06-12"),
        ("The president praised Saturday's meeting, his office said.", "Saturday", "2019-06-08"),
        ("Exports fell in the quarter ended March 31.", "the quarter", "2019-Q1"),
        ("Exports fell in the quarter ended Dec. 31.", "the quarter", "2018-Q4"),
    ],
)
def test_expression_has_its_timex_value(text: str, words: str, value: str) -> None:
    assert timex_value(read(text)[words], PUBLISHED) == value


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The envoys met on May 3, 2012. Two days later they parted.", "Two days later", "2012-05-05"),
        ("The treaty was signed in 1994. The following year it lapsed.", "The following year", "1995"),
        ("Exports rose in the third quarter of 2017. A year earlier they fell.", "A year earlier", "2016-Q3"),
        ("They met on May 3, 2012. They parted at 11 p.m.", "11 p.m.", "2012-05-03T23:00"),
        ("Exports rose in the first quarter. In the 2018 period they fell.", "the 2018 period", "2018-Q1"),
        ("Exports rose in the first quarter. In last year's quarter they fell.", "last year's quarter", "2018-Q1"),
        (
            "Exports rose in the first quarter. For the quarter a year ago they fell.",
            "the quarter a year ago",
            "2018-Q1",
        ),
        ("The 2018 period was hard.", "The 2018 period", "2018"),
    ],
)
def test_time_is_counted_from_the_one_before_it(text: str, words: str, value: str) -> None:
    assert timex_value(read(text)[words], PUBLISHED) == value


REPORT = "Drovia told its first-quarter exports. The fourth quarter of 2018 had been flat. "


@pytest.mark.parametrize(
    ("sentence", "words", "value"),
    [
        ("In the latest quarter they rose.", "the latest quarter", "2019-Q1"),
        ("In the year-earlier period they fell.", "the year-earlier period", "2018-Q1"),
        ("They were " + "well " * 80 + "above the two million of a year ago.", "a year ago", "2018-Q1"),
        ("They were low, " + "very " * 80 + "low. He had left office a year ago.", "a year ago", "2018"),
    ],
)
def test_report_on_a_quarter_is_about_the_first_one_it_tells(sentence: str, words: str, value: str) -> None:
    assert timex_value(read(REPORT + sentence)[words], PUBLISHED) == value


def test_numbers_of_other_things_are_no_years() -> None:
    assert read("Some two thousand people came, twenty fifteen-year-olds among them; nineteen envoys stayed.") == {}


def test_time_after_nothing_told_has_no_value() -> None:
    assert timex_value(read("The following year it lapsed.")["The following year"], PUBLISHED) is None


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The session has been postponed until Saturday.", "Saturday", "2019-06-15"),
        ("The session had been postponed until Saturday.", "Saturday", "2019-06-08"),
        ("The envoy plans to leave on Friday morning.", "Friday morning", "2019-06-14"),
        ("The permit expires July 9.", "July 9", "2019-07-09"),
        ("The crew was freed on October 9.", "October 9", "2018-10-09"),
    ],
)
def test_direction_follows_the_verb(text: str, words: str, value: str) -> None:
    assert resolve_time(read(text)[words], PUBLISHED) == value


@pytest.mark.parametrize(
    "text",
    [
        "The 44-year-old envoy left.",
        "A quarter of the fleet.",
        "Flight 2015 was late.",
        'He spoke on "This Week" of the ferries.',
        "He reads the Daily Herald.",
        "One day the ferries will sail.",
        "The March on the capital began.",
        "The March was long.",
        "It held for the past three summers.",
        "They sold 29 and 30 ferries.",
    ],
)
def test_what_tells_no_time_is_left_out(text: str) -> None:
    assert read(text) == {}


def test_figure_behind_a_day_that_counts_people_is_no_day() -> None:
    assert list(read("The ferry sailed on May 3 and 4 people came.")) == ["May 3"]


def test_modal_may_is_no_month() -> None:
    assert read("The sides may march on and may stop.") == {}


def test_time_in_boilerplate_is_not_read() -> None:
    text = "Updated May 12, 2015"
    block = Block("boilerplate", Span(0, len(text)))
    article = Article(ArticleId("d-1"), DocumentHash("0" * 64), "x.txt", text, "text", (block,))
    assert extract_times(article, annotate_article(article)) == ()


@pytest.mark.parametrize(
    "day", ["31 April 2016", "April 31, 2016", "2016-02-30", "30 February", "February 29, 2015", "the week of June 31"]
)
def test_day_that_does_not_exist_is_no_time(day: str) -> None:
    assert day not in read(f"They met on {day}.")


def test_leap_day_exists() -> None:
    assert resolve_time(read("They met on 29 February 2016.")["29 February 2016"], PUBLISHED) == "2016-02-29"
    assert "29 February" in read("They met on 29 February.")
