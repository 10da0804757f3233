"""Days of publication that one invented article leaves open and another closes."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from communique.link.dates import settle_dates, with_date
from communique.link.origins import find_copies
from communique.link.plans import _range
from communique.link.told_days import told_days
from communique.model.inferred import Inferred, absent, stated
from communique.model.records import ArticleRecord
from communique.model.spans import Span
from communique.model.times import Shift, TimeValue
from tests.link.conftest import RecordMaker, person

PEOPLE = [person("Ilva Koralik"), person("Teo Ferrano"), person("Nadia Halvorn")]
NAMES = [actor.name for actor in PEOPLE]
TOLD = "Ilva Koralik, Teo Ferrano and Nadia Halvorn met on Tuesday in Aldersund.\nThey ate.\n"


def weekday(text: str, words: str, number: int, **shift: object) -> TimeValue:
    start = text.index(words)
    return TimeValue(
        Span(start, start + len(words)),
        "date",
        "published",
        None,
        Shift(weekday=number, direction="news", **shift),  # type: ignore[arg-type]
    )


@pytest.fixture
def undated(make_record: RecordMaker) -> ArticleRecord:
    """An article without date whose news is the meeting of a Tuesday."""
    record = make_record("b.txt", TOLD, PEOPLE, meetings=[(NAMES, None, "Aldersund, Ardenia")])
    return told_on(record, weekday(TOLD, "Tuesday", 1))


def told_on(record: ArticleRecord, time: TimeValue, *bounds: str) -> ArticleRecord:
    encounter = replace(record.encounters[0], time=time, dated_by=time, date=absent("not resolved"))
    article = replace(record.article, published=Inferred(absence="not resolved", alternatives=bounds))
    return replace(record, article=article, encounters=(encounter,))


@pytest.fixture
def dated(make_record: RecordMaker) -> ArticleRecord:
    text = "The three met on 12 May 2015 in Aldersund, Ilva Koralik, Teo Ferrano and Nadia Halvorn.\n"
    meetings = [(NAMES, "2015-05-12", "Aldersund, Ardenia")]
    return make_record("a.txt", text, PEOPLE, meetings=meetings, published="2015-05-13")


def published(records: list[ArticleRecord], path: str) -> Inferred[str]:
    return next(record.article.published for record in records if record.article.path == path)


def test_dated_account_dates_the_other(dated: ArticleRecord, undated: ArticleRecord) -> None:
    settled = settle_dates([dated, undated])
    found = published(settled, "b.txt")
    assert (found.value, found.basis, found.alternatives) == ("2015-05-12", "inferred", ("2015-05-13",))
    assert found.evidence[0].words == "Tuesday"
    assert settled[1].encounters[0].date.value == "2015-05-12"


def test_settling_does_not_depend_on_the_order(dated: ArticleRecord, undated: ArticleRecord) -> None:
    records = [dated, undated]
    random.Random(3).shuffle(records)
    assert published(settle_dates(records), "b.txt") == published(settle_dates([undated, dated]), "b.txt")


def test_other_weekday_settles_nothing(dated: ArticleRecord, undated: ArticleRecord) -> None:
    other = told_on(undated, weekday(TOLD, "Tuesday", 2))
    assert not published(settle_dates([dated, other]), "b.txt").known


def test_day_outside_the_bounds_settles_nothing(dated: ArticleRecord, undated: ArticleRecord) -> None:
    later = told_on(undated, weekday(TOLD, "Tuesday", 1), "2018-01-01/..")
    assert not published(settle_dates([dated, later]), "b.txt").known


def test_other_place_settles_nothing(dated: ArticleRecord, undated: ArticleRecord) -> None:
    elsewhere = replace(undated.encounters[0], place=stated("Vienna, Austria"))
    assert not published(settle_dates([dated, replace(undated, encounters=(elsewhere,))]), "b.txt").known


def test_two_days_that_fit_settle_nothing(
    dated: ArticleRecord, undated: ArticleRecord, make_record: RecordMaker
) -> None:
    meetings = [(NAMES, "2015-05-19", "Aldersund, Ardenia")]
    again = make_record("c.txt", "They met again on 19 May 2015.\n", PEOPLE, meetings=meetings, published="2015-05-20")
    assert not published(settle_dates([dated, again, undated]), "b.txt").known


def test_two_persons_without_another_mark_settle_nothing(dated: ArticleRecord, undated: ArticleRecord) -> None:
    bare = replace(
        undated.encounters[0], participants=undated.encounters[0].participants[:2], place=absent("not reported")
    )
    assert not published(settle_dates([dated, replace(undated, encounters=(bare,))]), "b.txt").known


def test_meeting_of_last_night_is_no_news_of_the_day(dated: ArticleRecord, undated: ArticleRecord) -> None:
    late = told_on(undated, weekday(TOLD, "Tuesday", 1, part="TNI"))
    assert not published(settle_dates([dated, late]), "b.txt").known


def test_known_date_moves_what_hangs_on_it(undated: ArticleRecord) -> None:
    moved = with_date(undated, stated("2019-06-13"))
    assert moved.encounters[0].date.value == "2019-06-11"
    assert with_date(moved, stated("2019-06-20")).encounters[0].date.value == "2019-06-18"


def test_date_that_a_person_decided_stays(undated: ArticleRecord) -> None:
    decided = replace(undated.encounters[0], date=Inferred("2019-01-01", "user"))
    moved = with_date(replace(undated, encounters=(decided,)), stated("2019-06-13"))
    assert moved.encounters[0].date.value == "2019-01-01"


COPIED = (
    "The three delegations agreed on Tuesday that the ferries between the two shores would sail again before the "
    "end of the summer season. Their engineers will look at both harbours and at the lighthouse beforehand.\n"
)


@pytest.mark.parametrize(
    ("printed", "day"),
    [("2015-05-12", "2015-05-12"), ("2015-05-13", "2015-05-12"), ("2015-05-15", None)],
)
def test_same_copy_printed_that_day_or_the_next_dates_an_article(
    make_record: RecordMaker, printed: str, day: str | None
) -> None:
    wire = make_record("b.txt", COPIED, PEOPLE)
    wire = replace(
        wire,
        article=replace(wire.article, published=absent("not resolved")),
        times=(weekday(COPIED, "Tuesday", 1),),
    )
    paper = make_record("a.txt", "Fares rise.\n" + COPIED, PEOPLE, published=printed)
    records = [paper, wire]
    assert published(settle_dates(records, find_copies(records)), "b.txt").value == day
    assert not published(settle_dates(records), "b.txt").known


def test_a_sentence_that_both_quote_dates_the_news_of_an_undated_article(make_record: RecordMaker) -> None:
    said = "The bridge will stay open for all who wish to cross it by night."

    def quoting(path: str, words: str, day: str | None = None) -> ArticleRecord:
        text = f"On Tuesday Ilva Koralik spoke of it in {path}. {words} She left.\n"
        record = make_record(path, text, PEOPLE[:1], quotes=[(NAMES[0], words)], published=day)
        date = record.article.published if day else absent("not resolved")
        return replace(record, article=replace(record.article, published=date), times=(weekday(text, "Tuesday", 1),))

    printed = quoting("a.txt", said, "2031-05-14")
    assert published(settle_dates([printed, quoting("b.txt", said)]), "b.txt").value == "2031-05-13"
    other = quoting("b.txt", "The bridge will be shut to all who wish to cross it by night.")
    assert not published(settle_dates([printed, other]), "b.txt").known


def test_a_quoted_sentence_dates_by_what_the_lead_of_the_other_tells(make_record: RecordMaker) -> None:
    said = "The bridge will stay open for all who wish to cross it by night."
    text = f"They agreed yesterday.\n{said} So it was said.\n"
    printed = make_record("a.txt", text, PEOPLE[:1], quotes=[(NAMES[0], said)], published="2031-05-14")
    start = text.index("yesterday")
    time = TimeValue(Span(start, start + 9), "date", "published", None, Shift(days=-1))
    wire_text = f"On Tuesday they agreed. {said}\n"
    wire = make_record("b.txt", wire_text, PEOPLE[:1], quotes=[(NAMES[0], said)])
    article = replace(wire.article, published=absent("not resolved"))
    wire = replace(wire, article=article, times=(weekday(wire_text, "Tuesday", 1),))
    assert published(settle_dates([replace(printed, times=(time,)), wire]), "b.txt").value == "2031-05-13"


@pytest.mark.parametrize(("near", "day"), [("2015-05-15", "2015-05-13"), ("2015-06-15", None)])
def test_a_dateline_without_a_year_takes_that_of_another_account_of_the_meeting(
    make_record: RecordMaker, near: str, day: str | None
) -> None:
    text = "Aldersund, May 13. Ilva Koralik and Teo Ferrano met.\n"
    meeting = (NAMES[:2], None, None)
    open_text = make_record("b.txt", text, PEOPLE, meetings=[meeting])
    start = text.index("May 13")
    time = TimeValue(Span(start, start + 6), "date", "published", None, Shift(month=5, day=13))
    article = replace(open_text.article, published=absent("not resolved"))
    open_text = replace(open_text, article=article, times=(time,))
    other = make_record("a.txt", "Ilva Koralik met Teo Ferrano.\n", PEOPLE, meetings=[meeting], published=near)
    assert published(settle_dates([other, open_text]), "b.txt").value == day
    mentioned = replace(time, span=Span(30, 36))
    assert not published(settle_dates([other, replace(open_text, times=(mentioned,))]), "b.txt").known


@pytest.mark.parametrize(("number", "day"), [(2, "2015-05-13"), (4, None)])
def test_a_dateline_without_a_year_needs_its_weekday_where_no_meeting_is_told(
    make_record: RecordMaker, number: int, day: str | None
) -> None:
    text = "Aldersund, May 13. On Wednesday Ilva Koralik wrote to Teo Ferrano.\n"
    open_text = make_record("b.txt", text, PEOPLE)
    start = text.index("May 13")
    time = TimeValue(Span(start, start + 6), "date", "published", None, Shift(month=5, day=13))
    article = replace(open_text.article, published=absent("not resolved"))
    open_text = replace(open_text, article=article, times=(time, weekday(text, "Wednesday", number)))
    other = make_record("a.txt", "Ilva Koralik wrote to Teo Ferrano.\n", PEOPLE, published="2015-05-14")
    assert published(settle_dates([other, open_text]), "b.txt").value == day


@pytest.mark.parametrize(("named", "day"), [(3, "2015-05-12"), (2, None)])
def test_the_weekday_of_a_lead_that_names_the_same_people_dates_an_article(
    make_record: RecordMaker, named: int, day: str | None
) -> None:
    text = f"On Tuesday they agreed. {', '.join(NAMES[:named])}.\n"
    wire = make_record("b.txt", text, PEOPLE[:named])
    article = replace(wire.article, published=absent("not resolved"))
    wire = replace(wire, article=article, times=(weekday(text, "Tuesday", 1),))
    other_text = f"Last Tuesday they agreed: {', '.join(NAMES)}.\n"
    other = make_record("a.txt", other_text, PEOPLE, published="2015-05-15")
    other = replace(other, times=(weekday(other_text, "Tuesday", 1),))
    assert published(settle_dates([other, wire]), "b.txt").value == day


def test_captions_alone_are_no_lead(make_record: RecordMaker) -> None:
    text = f"On Tuesday they agreed. {', '.join(NAMES)}.\n"
    wire = make_record("b.txt", text, PEOPLE)
    article = replace(wire.article, published=absent("not resolved"))
    wire = replace(wire, article=article, times=(weekday(text, "Tuesday", 1),))
    caption = make_record("a.txt", f"Last Tuesday: {', '.join(NAMES)}.\n", PEOPLE, published="2015-05-15")
    blocks = tuple(replace(block, kind="caption") for block in caption.article.blocks)
    caption = replace(caption, article=replace(caption.article, blocks=blocks))
    assert not published(settle_dates([caption, wire]), "b.txt").known


@pytest.mark.parametrize("day", ["2016-04-31", "2016-02-30"])
def test_impossible_day_of_a_meeting_places_it_nowhere(make_record: RecordMaker, day: str) -> None:
    text = f"{' and '.join(NAMES[:2])} met.\n"
    record = make_record("a.txt", text, PEOPLE, meetings=[(NAMES[:2], day, None)])
    assert told_days(record, record.encounters[0]).precision == "open"
    assert _range(day) is None
