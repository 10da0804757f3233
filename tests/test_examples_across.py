"""The examples' matters, reports of keeping and breaking, and positions: exactly those of their truth.

Nothing of examples/truth/cross_matters.json may be missed, and nothing may stand where the truth has it not.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from communique import app
from communique.query.record import Record
from communique.settings import Settings
from eval.matters import reach_all, read_truth

EXAMPLES = Path(__file__).parent.parent / "examples"
TRUTH = read_truth(EXAMPLES / "truth" / "cross_matters.json")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Return the record of the examples, by the real stages."""
    db = tmp_path_factory.mktemp("examples") / "talks.db"
    app.build(EXAMPLES / "coverage", db, settings=Settings(facts_file=str(EXAMPLES / "facts.toml")))
    return app.open(db)


def test_nothing_is_missed(record: Record) -> None:
    missed = {name: sorted(found.missed) for name, found in reach_all(record, TRUTH).items()}
    assert missed == {name: [] for name in missed}


def test_nothing_stands_where_the_truth_has_it_not(record: Record) -> None:
    foreign = {name: sorted(found.foreign) for name, found in reach_all(record, TRUTH).items()}
    assert foreign == {name: [] for name in foreign}


def test_conditions_on_the_port_stand_in_order_of_time(record: Record) -> None:
    wordings = [w for w in record.wordings("Porto Merra") if w.condition and w.undertaking]
    dates = [w.date for w in wordings if w.date]
    assert len(wordings) >= 6 and dates == sorted(dates)
    assert any("thirty days" in w.condition or "30 days" in w.condition for w in wordings if w.condition)
    assert all(w.compared_with is not None and w.compared_with < w.number for w in wordings[1:])


def test_the_crew_was_freed_and_the_trains_were_late(record: Record) -> None:
    told = {(line.verdict, line.matter) for line in record.compliance()}
    assert ("broken", "trains") in told and any(verdict == "kept" and matter for verdict, matter in told)
    denied = record.compliance(verdict="breach denied", agreement="Tessen")
    assert {line.by_whom for line in denied} == {"Boris Melnar"}


def test_issues_have_readable_names(record: Record) -> None:
    names = [issue.name for issue in record.issues()]
    assert {"Porto Merra", "water", "monitors and inspections", "trains", "Tessen Accord"} <= set(names)
    assert len(names) <= 12


def test_changes_of_wording_lead_to_both_passages(record: Record) -> None:
    changes = record.position_changes(issue="Porto Merra", party="Solmara")
    assert changes and all(change.earlier < change.later for change in changes)
    texts = {row["path"]: row["text"] for row in record.table("articles")}
    for change in changes:
        assert texts[change.path][change.start_char : change.end_char] == change.now
        assert texts[change.was_path][change.was_start : change.was_end] == change.was
        assert change.adds or change.drops


def test_a_change_stands_once_with_all_the_issues_that_it_is_on(record: Record) -> None:
    changes = record.position_changes(party="Solmara")
    places = [(c.was_path, c.was_start, c.path, c.start_char) for c in changes]
    assert len(places) == len(set(places)) and any("; " in change.issue for change in changes)


def test_undertakings_are_found_by_matter_party_and_agreement(record: Record) -> None:
    lines = record.undertakings(matter="trains", party="Solmara")
    assert lines and {line.party for line in lines} <= {"Solmara"}
    assert len(record.undertakings(matter="trains")) >= len(lines)
    accord = record.agreements(contains="Tessen")[0]
    assert accord.name == "Tessen Accord" and accord.undertakings == 1
    assert record.passages_on("issue", record.issues()[0].id)
