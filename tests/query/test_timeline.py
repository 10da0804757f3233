"""Where the timeline puts what has no date."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from communique.model.inferred import Inferred
from communique.model.records import ArticleRecord
from communique.query.record import Record
from tests.export.truth_record import example_raws, write_truth


def without_dates(record: ArticleRecord) -> ArticleRecord:
    undated: Inferred[str] = Inferred(absence="not reported")
    return replace(record, encounters=tuple(replace(e, date=undated, time=None) for e in record.encounters))


def test_what_has_no_date_stands_where_it_was_first_told(tmp_path: Path) -> None:
    db = tmp_path / "talks.db"
    raws = [raw for raw in example_raws() if Path(raw.path).stem in ("atlas-vienna-terms", "courier-thirty-days")]
    write_truth(db, raws, started="2026-01-01T08:00:00+00:00", change=without_dates)
    with Record(db) as record:
        lines = list(record.timeline())
        undated = [line for line in lines if line.date is None]
        assert {bool(line.told) for line in undated} == {True, False}
        stands = [line.date or line.told or "9999" for line in lines]
        assert stands == sorted(stands)
        assert all(line.date for line in record.timeline(since="2000"))
