"""What holds across articles depends on neither their order nor how they came."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bench.synthetic_articles import synthetic_records
from communique.facts import Facts
from communique.link import link_records
from communique.link.told_days import ToldDays, told_days
from tests.link.conftest import RecordMaker, person

RECORDS = synthetic_records(12)
WHOLE = link_records(RECORDS, (), Facts())


@settings(max_examples=10, deadline=None)
@given(st.permutations(RECORDS))
def test_linking_does_not_depend_on_order(order: list) -> None:  # type: ignore[type-arg]
    assert link_records(order, (), Facts()) == WHOLE


def test_every_account_is_of_one_encounter_and_every_article_of_one_story() -> None:
    accounts = sorted(e.id for record in RECORDS for e in record.encounters)
    assert sorted(account for account, _ in WHOLE.linked.encounter_of) == accounts
    articles = sorted(article for story in WHOLE.linked.stories for article in story.story.articles)
    assert articles == sorted(record.article.id for record in RECORDS)


def test_every_joined_account_but_one_has_a_reason() -> None:
    for story in WHOLE.linked.stories:
        for encounter in story.encounters:
            assert len(encounter.reasons) == len(encounter.accounts)
            assert sum(not reason for reason in encounter.reasons) == 1


def test_news_is_what_a_dated_text_tells_first(make_record: RecordMaker) -> None:
    cast = [person("Ana Ruiz"), person("Ben Tolm")]
    meeting = (["Ana Ruiz", "Ben Tolm"], None, None)
    dated = make_record("a.txt", "Ana Ruiz met Ben Tolm.", cast, meetings=[meeting], published="2024-04-24")
    undated = make_record("b.txt", "Ana Ruiz met Ben Tolm there.", cast, meetings=[meeting])
    assert told_days(dated, dated.encounters[0]).precision == "news"
    assert told_days(undated, undated.encounters[0]).precision == "open"
    told: ToldDays = told_days(dated, dated.encounters[0])
    assert (told.first.isoformat(), told.last.isoformat()) == ("2024-04-22", "2024-04-24")
