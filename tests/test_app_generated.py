"""On generated coverage: a build does not depend on order, on how it was divided, or on the number of processes."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique import app
from communique.engine import Workers
from communique.facts import Facts
from communique.ingest import read_paths
from communique.link import link_records
from communique.settings import Settings
from communique.store import digest
from tests.plain_analysis import plain_encoded, plain_records

NAMES = ("Anna Berg", "Otto Lind", "Carl Voss", "Dora Lind")
DAYS = ("2031-04-02", "2031-04-03", "2031-05-09")
SAYINGS = (
    "the bridge will be open by 2031-06-01",
    "the toll is too high",
    "nothing is agreed on the river and its gates",
)

two_names = st.permutations(NAMES).map(lambda order: order[:2])
met = st.builds(lambda pair, day: f"{pair[0]} met {pair[1]} on {day}.", two_names, st.sampled_from(DAYS))
said = st.builds(lambda name, words: f"{name} said {words}.", st.sampled_from(NAMES), st.sampled_from(SAYINGS))
text = st.builds(
    lambda title, lines: "\n\n".join((title, *lines)) + "\n",
    st.sampled_from(("Talk of a bridge", "Ministers meet", "The river and the toll")),
    st.lists(st.one_of(met, said), min_size=1, max_size=5, unique=True),
)
coverage = st.dictionaries(
    st.sampled_from([f"{paper}{number}.txt" for paper in ("herald", "post") for number in range(4)]),
    text,
    min_size=2,
    max_size=6,
)
some = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def write(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    files = []
    for name, words in texts.items():
        file = folder / name
        folder.mkdir(exist_ok=True)
        file.write_text(words, "utf-8")
        files.append(file)
    return files


@pytest.mark.usefixtures("plain")
@some
@given(coverage, st.data())
def test_build_depends_on_neither_order_nor_division(texts: dict[str, str], choice: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = write(folder / "texts", texts)
        at_once, in_parts = folder / "at_once.db", folder / "in_parts.db"
        app.build(files, at_once)
        order = choice.draw(st.permutations(files))
        cut = choice.draw(st.integers(1, len(files)))
        for part in (order[:cut], order[cut:]):
            if part:
                app.build(part, in_parts)
        assert digest(in_parts) == digest(at_once)


@some
@given(coverage, st.randoms(use_true_random=False))
def test_linking_generated_coverage_does_not_depend_on_order(texts: dict[str, str], dice: object) -> None:
    records = plain_records(texts)
    whole = link_records(records, (), Facts())
    shuffled = list(records)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert link_records(shuffled, (), Facts()) == whole


@settings(max_examples=1, deadline=None)
@given(coverage)
def test_two_processes_analyse_generated_coverage_as_one_does(texts: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        write(Path(name), texts)
        raws = list(read_paths([name], Settings(), on_problem=lambda problem: None))
        with Workers(2) as two:
            assert sorted(two.run(plain_encoded, raws)) == list(Workers(1).run(plain_encoded, raws))  # type: ignore[type-var]
