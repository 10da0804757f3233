"""Linking with stories shared out among processes."""

from __future__ import annotations

from functools import partial

import pytest

from bench.synthetic_articles import synthetic_records
from communique import linking
from communique.engine import Workers
from communique.errors import CommuniqueError
from communique.facts import load_facts
from communique.link import link_records

RECORDS = synthetic_records(90)


@pytest.mark.parametrize("jobs", [1, 2])
def test_stories_shared_out_are_linked_as_one_process_links_them(jobs: int) -> None:
    facts = load_facts()
    with Workers(jobs) as workers:
        shared = link_records(RECORDS, (), facts, link_stories=partial(linking.share_out, workers, None))
    assert shared == link_records(RECORDS, (), facts)
    assert len(shared.linked.stories) > 1


def test_story_that_cannot_be_linked_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(part: bytes, *, facts_file: str | None) -> bytes:
        raise ValueError("no such actor")

    monkeypatch.setattr(linking, "link_part", fail)
    with pytest.raises(CommuniqueError, match="no such actor"):
        link_records(RECORDS, (), load_facts(), link_stories=partial(linking.share_out, Workers(1), None))
