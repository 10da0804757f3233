"""Golden cases: whom a phrase means in small invented texts, nobody among the right answers.

A case is NAME.txt with NAME.json, which gives for each phrase ("he", "he#2" for its second place) the actors meant.
Rewrite with COMMUNIQUE_REWRITE_GOLDEN=1.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from communique.extract.cast import Cast
from communique.facts import Facts, State, load_facts
from tests.extract.test_cast import INVENTED, read, who

FOLDER = Path(__file__).parents[1] / "golden" / "speakers"
SOLMARA = State("Solmara", adjectives=("Solmaran",), capital="San Vero")


@pytest.fixture(scope="module")
def world() -> Facts:
    shipped = load_facts()
    return replace(shipped, states=(*INVENTED, SOLMARA, *shipped.states))


def meant(cast: Cast, phrase: str) -> list[str]:
    """Return the names of the actors that `phrase` means, in the order found; empty: nobody is named."""
    words, _, nth = phrase.partition("#")
    return who(cast, words, int(nth or 1))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_speakers_golden(path: Path, world: Facts) -> None:
    expected = path.with_suffix(".json")
    phrases = json.loads(expected.read_text("utf-8"))
    cast = read(path.read_text("utf-8"), world)
    found = {phrase: meant(cast, phrase) for phrase in phrases}
    if os.environ.get("COMMUNIQUE_REWRITE_GOLDEN"):
        expected.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert found == json.loads(expected.read_text("utf-8"))
