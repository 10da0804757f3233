"""What became of the stories between two builds."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique import app
from communique.query.changes import list_changes
from communique.query.story_changes import compare_stories

A, B, C = "a.txt", "b.txt", "c.txt"


def told(before: dict[str, set[str]], now: dict[str, set[str]]) -> list[tuple[str, str, str | None]]:
    frozen = [{key: frozenset(paths) for key, paths in stories.items()} for stories in (before, now)]
    return [(change, story, attribute) for change, _, story, _, attribute, _, _ in compare_stories(*frozen)]


@pytest.mark.parametrize(
    ("before", "now", "changes"),
    [
        ({"y1": {A}}, {"y1": {A}}, []),
        ({}, {"y1": {A}}, [("added", "y1", None)]),
        ({"y1": {A}}, {}, [("removed", "y1", None)]),
        ({"y1": {B}}, {"y0": {A, B}}, [("changed", "y0", "articles")]),
        ({"y1": {A}, "y2": {B}}, {"y1": {A, B, C}}, [("changed", "y1", "joined")]),
        (
            {"y1": {A, B, C}},
            {"y1": {A, B}, "y3": {C}},
            [("changed", "y1", "articles"), ("changed", "y3", "parted")],
        ),
    ],
)
def test_stories_are_known_by_their_articles(
    before: dict[str, set[str]], now: dict[str, set[str]], changes: list[tuple[str, str, str | None]]
) -> None:
    assert told(before, now) == changes


def test_changes_tell_of_stories_and_counts_of_origins(db: Path, coverage: Path) -> None:
    more = coverage / "dispatch" / "bridge.txt"
    more.parent.mkdir()
    more.write_text(
        "The bridge once more\n\nOtto Lind met Anna Berg on 2031-04-02.\n\nOtto Lind said the bridge is paid for.\n",
        "utf-8",
    )
    app.build(coverage, db)
    with app.open(db) as record:
        lines = list_changes(record)
        stories = [line for line in lines if line.noun == "story"]
        assert [(line.change, line.attribute) for line in stories] == [("changed", "articles")]
        assert "dispatch/bridge.txt" in (stories[0].now or "")
        (origins,) = [line for line in lines if line.noun == "encounter" and line.attribute == "origins"]
        assert (origins.was, origins.now) == ("2", "3")


def test_timeline_marks_what_has_no_date(db: Path) -> None:
    with app.open(db) as record:
        assert all(line.told is None for line in record.timeline() if line.date)
        assert [line.origins for line in record.undertakings()] == [1, 1]
