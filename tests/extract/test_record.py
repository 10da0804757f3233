"""The record of one article: what every part of extract shares."""

from __future__ import annotations

import pytest

from communique.annotate.pipeline import annotate_article
from communique.extract.record import extract_record
from communique.facts import Facts
from communique.facts.table import State
from tests.extract.test_statements_golden import article_of

FACTS = Facts(states=tuple(State(name) for name in ("Drovia", "Solmara", "Ardenia")))


def test_the_last_of_three_places_joins_its_list_for_statements_and_undertakings() -> None:
    article = article_of("The delegations from Drovia, Solmara, and Ardenia agreed to meet again in May.")
    record = extract_record(article, annotate_article(article), FACTS)
    names = {actor.id: actor.name for actor in record.actors}
    (statement,), (undertaking,) = record.statements, record.undertakings
    told = [{names[actor] for actor in of} for of in (statement.speakers.value or (), undertaking.by)]
    assert told == [{"Drovia", "Solmara", "Ardenia"}] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Drovia pledged to send the first train to Luma in more than seventy years.",
        "Drovia offered to host the ministers an hour before the talks.",
        "Drovia promised to talk as it recently did in Luma.",
        "Solmara said that Drovia’s recommitment on May 3 to free trade would cheer the fishermen.",
    ],
)
def test_what_lies_behind_or_only_measures_is_no_deadline(text: str) -> None:
    article = article_of(text)
    (undertaking,) = extract_record(article, annotate_article(article), FACTS).undertakings
    assert undertaking.deadline is None and undertaking.due is None
