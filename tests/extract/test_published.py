"""Dating an article by its own text, on invented articles."""

from __future__ import annotations

from dataclasses import replace

from communique.annotate.pipeline import annotate_article
from communique.extract.published import date_article
from communique.extract.times import extract_times
from communique.facts import Facts, Summit
from communique.facts.table import Itinerary, OfficeHolding, Stay
from communique.model.documents import Article, Block
from communique.model.inferred import Inferred, stated
from communique.model.spans import ArticleId, DocumentHash, Span

SUMMIT = Summit("River Forum", "Aldersund, Ardenia", "2018-09-03", "2018-09-04")


def read(text: str, facts: Facts | None = None, **known: Inferred[str]) -> Inferred[str]:
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            blocks.append(Block("body", Span(at, at + len(line.rstrip()))))
        at += len(line)
    article = replace(
        Article(ArticleId("d-1"), DocumentHash("0" * 64), "2001-01-01_x.txt", text, "text", tuple(blocks)), **known
    )
    annotation = annotate_article(article)
    return date_article(article, annotation, extract_times(article, annotation), facts or Facts())


def test_known_date_is_kept() -> None:
    known = stated("2011-02-03")
    assert read("Published May 12, 2015\nThe ministers met.", published=known) is known


def test_published_line_tells_the_date_and_its_words() -> None:
    dated = read("Ministers meet\nPublished: May 12, 2015 at 3:15 p.m.\nThey met.")
    assert (dated.value, dated.basis, dated.evidence[0].words) == ("2015-05-12", "stated", "May 12, 2015")


def test_date_alone_at_the_top_tells_the_date() -> None:
    assert read("Readout of a call\nDecember 30, 2021\nPresident Koralik spoke.").value == "2021-12-30"


def test_date_within_a_sentence_is_no_date_of_publication() -> None:
    assert read("The treaty was signed on May 12, 2015 in Koralgrad.").absence == "not resolved"


def test_wire_dateline_takes_its_year_from_a_full_date_of_the_same_day() -> None:
    text = "KORALGRAD, Feb 5 (Reuters) - The ministers met.\nA street in Koralgrad, February 5, 2026."
    assert read(text).value == "2026-02-05"


def test_wire_dateline_without_a_year_is_left_open() -> None:
    assert read("KORALGRAD, Feb 5 (Reuters) - The ministers met.").absence == "not resolved"


def test_dates_that_differ_are_left_open() -> None:
    assert read("Published May 12, 2015\nPublished May 14, 2015\nThey met.").absence == "not resolved"


def test_address_tells_the_date() -> None:
    assert read("They met.", url=stated("https://news.example/2016/feb/04/talks")).value == "2016-02-04"


def test_summit_here_on_a_weekday_gives_the_day() -> None:
    facts = Facts(summits=(SUMMIT,))
    dated = read("The two met Monday on the margins of the River Forum summit here.", facts)
    assert (dated.value, dated.basis) == ("2018-09-03", "table")


def test_two_summits_that_fit_leave_the_date_open_unless_a_term_of_office_decides() -> None:
    later = replace(SUMMIT, start="2023-09-04", end="2023-09-05")
    text = "President Ilva Koralik arrived Monday at the River Forum summit here."
    assert read(text, Facts(summits=(SUMMIT, later))).absence == "not resolved"
    office = OfficeHolding("Ilva Koralik", "president", "Drovia", "2022-01-01", "2026-01-01")
    assert read(text, Facts(summits=(SUMMIT, later), offices=(office,))).value == "2023-09-04"


TERMS = (
    OfficeHolding("Ada Brenn", "president", "Ardenia", "2009-01-20"),
    OfficeHolding("Carl Dorn", "president", "Ardenia", "2017-01-20"),
)


def test_publication_date_line_wins_over_the_last_update() -> None:
    text = "They met.\n" * 15 + "Publication date: February 22, 2016, 21:50\nLast updated at March 2, 2016, 14:58"
    assert read(text).value == "2016-02-22"


def test_time_stamp_in_iso_form_tells_the_date() -> None:
    assert read("Published 2016-02-22T21:50:00Z\nThe ministers met.").value == "2016-02-22"


def test_weekday_in_the_week_of_an_anniversary_tells_the_date() -> None:
    text = "The talks of Tuesday coincided with the 60th anniversary of the defeat of Nazi Germany."
    assert read(text).value == "2005-05-10"


def test_anniversary_alone_leaves_the_date_open() -> None:
    assert read("They met Tuesday, ahead of the 60th anniversary of the defeat of Nazi Germany.").value is None


def test_term_ends_with_the_next_holder_and_narrows_for_one_who_leaves() -> None:
    summits = (
        Summit("River Forum", "Aldersund, Ardenia", "2015-11-15", "2015-11-16"),
        Summit("River Forum", "Aldersund, Ardenia", "2016-09-04", "2016-09-05"),
    )
    text = "President Ada Brenn met Monday with rivals at the River Forum summit here."
    assert read(text, Facts(offices=TERMS, summits=summits)).absence == "not resolved"
    leaving = text + " Brenn prepares to leave office."
    assert read(leaving, Facts(offices=TERMS, summits=summits)).value == "2016-09-05"


def test_open_date_keeps_its_bounds() -> None:
    office = OfficeHolding("Ilva Koralik", "president", "Drovia", "2022-01-01", "2026-01-01")
    dated = read("President Ilva Koralik spoke.", Facts(offices=(office,)))
    assert (dated.absence, dated.alternatives) == ("not resolved", ("2022-01-01/2026-01-01",))


STAYS = Itinerary(
    "Ilva Koralik",
    "2022-01-01",
    "2023-12-31",
    stays=(
        Stay("2022-05-02", "2022-05-03", "Aldersund, Ardenia"),
        Stay("2022-09-12", "2022-09-14", "Santa Orsola, Ardenia"),
    ),
)
TERM = OfficeHolding("Ilva Koralik", "president", "Drovia", "2022-01-01", "2023-12-31")


def test_stay_on_a_weekday_gives_the_day() -> None:
    text = "President Ilva Koralik was in Aldersund on Tuesday for talks on the river."
    dated = read(text, Facts(offices=(TERM,), itineraries=(STAYS,)))
    assert (dated.value, dated.basis, dated.alternatives) == ("2022-05-03", "table", ("2022-05-04",))


def test_stay_is_not_asked_outside_what_the_itinerary_covers() -> None:
    text = "President Ilva Koralik was in Aldersund on Tuesday for talks on the river."
    longer = replace(TERM, until="2026-12-31")
    assert read(text, Facts(offices=(longer,), itineraries=(STAYS,))).absence == "not resolved"


def test_stay_that_lies_ahead_gives_no_day() -> None:
    text = "President Ilva Koralik will travel to Aldersund on Tuesday for talks on the river."
    assert read(text, Facts(offices=(TERM,), itineraries=(STAYS,))).absence == "not resolved"


def test_event_of_this_year_bounds_from_both_sides() -> None:
    dated = read("The agreements signed in Minsk earlier this year are not kept.")
    assert dated.alternatives == ("2014-09-05/2015-12-31",)


CAPTION = "Ilva Koralik arrives in Aldersund, Thursday, Feb. 5, 2026. (AP Photo/Nobody)\n"


def test_latest_photograph_of_the_day_of_the_news_gives_the_day() -> None:
    dated = read(CAPTION + "The two sides traded prisoners on Thursday.")
    assert (dated.value, dated.basis, dated.alternatives) == ("2026-02-05", "inferred", ("2026-02-06",))


def test_photograph_of_the_day_before_counts_where_the_text_tells_that_day() -> None:
    assert read(CAPTION + "The envoys left on Friday. Talks had begun on Thursday.").value == "2026-02-06"
    assert read(CAPTION + "The envoys left on Friday.").absence == "not resolved"


def test_photograph_of_another_day_gives_none() -> None:
    assert read(CAPTION + "The envoys left on Monday.").absence == "not resolved"


def test_archive_photograph_gives_no_day() -> None:
    text = "FILE - Ilva Koralik speaks, Thursday, Feb. 5, 2026. (AP Photo/Nobody)\nThe envoys left on Thursday."
    assert read(text).absence == "not resolved"


def test_date_in_figures_is_read_where_the_weekday_tells_day_from_month() -> None:
    assert read("Issued on: 04/02/2026 - 06:59\nThe envoys met on Wednesday.").value == "2026-02-04"
    assert read("Issued on: 23/02/2026 - 06:59\nThe envoys met.").value == "2026-02-23"
    assert read("Issued on: 04/02/2026 - 06:59\nThe envoys met.").absence == "not resolved"


def test_year_of_a_budget_or_an_election_is_no_past_year() -> None:
    assert read("Parliament will take up the fiscal 2031 budget and the 2032 election.").alternatives == ()
    assert read("They have met since 2019.").alternatives == ("2019-01-01/..",)


def test_who_held_an_office_twice_leaves_the_others_to_tell_when() -> None:
    facts = Facts(
        offices=(
            OfficeHolding("Ilva Koralik", "president", "Drovia", "2000-05-07", "2008-05-07"),
            OfficeHolding("Ilva Koralik", "president", "Drovia", "2012-05-07", "2020-05-07"),
            OfficeHolding("Ana Ferrano", "president", "Solmara", "2009-01-20", "2017"),
        )
    )
    text = "President Ilva Koralik received President Ana Ferrano."
    assert read(text, facts).alternatives == ("2012-05-07/2017-12-28",)
    # An end told by its year may fall on the first day of it, so the last year in office begins in the year before.
    leaving = read(text + " Ferrano is leaving office.", facts)
    assert leaving.alternatives == ("2016-01-01/2017-12-28",)


def test_dateline_with_its_year_tells_the_date() -> None:
    text = "LUMA, March 4, 1987 (AP) — The two ministers met on Tuesday, after years of silence."
    head = text.index("The two")
    blocks = (Block("dateline", Span(0, head - 1)), Block("body", Span(head, len(text))))
    article = Article(ArticleId("d-1"), DocumentHash("0" * 64), "x.txt", text, "text", blocks)
    found = date_article(article, annotate_article(article), (), Facts())
    assert (found.value, found.basis) == ("1987-03-04", "stated")
