"""What a record rests on."""

from __future__ import annotations

import json
from pathlib import Path

from communique import app
from communique.query.overview import read_coverage


def test_two_reports_of_one_newsroom_are_one_origin(plain: None, coverage: Path, tmp_path: Path) -> None:
    texts = sorted(coverage.rglob("*.txt"))
    for text in texts[:2]:
        text.with_suffix(".json").write_text(json.dumps({"publisher": "Northern Wire"}), "utf-8")
    app.build(coverage, tmp_path / "talks.db")
    with app.open(tmp_path / "talks.db") as record:
        found = read_coverage(record)
        assert (found.articles, found.origins) == (len(texts), len(texts) - 1)
