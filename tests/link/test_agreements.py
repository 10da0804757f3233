"""Which agreement the words of hand-built articles speak of."""

from __future__ import annotations

import pytest

from communique.link.concepts import load_concepts
from communique.link.told import Told
from communique.model.terms import Term
from communique.model.times import TimeValue
from tests.link.across_material import (
    ARVENIA,
    BASCOVIA,
    Draft,
    link,
)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("They agreed to share the Luma in an accord signed in 2026.", True),
        ("They agreed to share the water in an accord signed in 2026. The Luma is low.", True),
        ("They agreed to share the water in an accord signed in 2026.", False),
        ("They agreed to share the Luma in an accord signed in 2019.", False),
        ("They agreed to share the Luma in an accord reached on the water.", False),
    ],
)
def test_an_accord_told_by_its_year_and_more_is_the_only_one_named(line: str, meant: bool) -> None:
    named = Draft("a.txt", ["The Luma Accord, signed in 2026, binds Arvenia."], "2031-03-01")
    named.term("The Luma Accord", "luma accord", proper=True, definite=True)
    named.times.append(TimeValue(named.span("2026"), "date", "absolute", "2026"))
    dated = Draft("b.txt", line.replace(". ", ".\n").split("\n"), "2031-03-02")
    dated.undertakes(ARVENIA, "commitment", "to share")
    dated.undertakes(BASCOVIA, "commitment", "accord")
    dated.term("an accord", "accord")
    for year in ("2026", "2019"):
        if year in line:
            dated.times.append(TimeValue(dated.span(year), "date", "absolute", year))
    (agreement,) = link([named.record(), dated.record()]).agreements
    assert agreement.undertakings == ((dated.undertakings[1].id,) if meant else ())


def test_an_accord_still_to_be_signed_is_another() -> None:
    named = Draft("a.txt", ["The Luma Accord binds Arvenia."], "2031-03-01")
    named.term("The Luma Accord", "luma accord", proper=True, definite=True)
    other = Draft("c.txt", ["Arvenia will sign the accord by May."], "2031-03-03")
    other.undertakes(ARVENIA, "commitment", "sign the accord")
    other.term("the accord", "accord", definite=True)
    (agreement,) = link([named.record(), other.record()]).agreements
    assert agreement.undertakings == ()


def test_the_accord_told_of_before_one_is_named_is_another() -> None:
    draft = Draft("a.txt", ["Arvenia will sign the accord.", "It replaces the Luma Accord."], "2031-03-01")
    draft.undertakes(ARVENIA, "commitment", "sign the accord")
    draft.term("the accord", "accord", definite=True)
    draft.term("the Luma Accord", "luma accord", proper=True, definite=True)
    (agreement,) = link([draft.record()]).agreements
    assert agreement.undertakings == ()


def test_an_agreement_reached_on_something_is_not_the_one_named_before() -> None:
    draft = Draft(
        "a.txt", ["The Luma Accord holds.", "Arvenia welcomed the agreement reached on a pause."], "2031-03-01"
    )
    draft.term("The Luma Accord", "luma accord", proper=True)
    draft.terms.append(Term(draft.span("the agreement reached"), "agreement", verb="reach", definite=True))
    told = Told(draft.record(), {}, {}, {})
    told.key_terms(load_concepts(), {}, {})
    assert [keyed.key for keyed in told.keyed] == ["@luma", "agreement"]
