"""Golden cases: the encounters of small invented texts, one file each. Rewrite with COMMUNIQUE_REWRITE_GOLDEN=1."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from communique.annotate.pipeline import annotate_article
from communique.extract.cast import cast_actors
from communique.extract.encounters import extract_encounters
from communique.extract.times import extract_times
from communique.facts import Facts, State, load_facts
from communique.model.documents import Article, Block
from communique.model.inferred import stated
from communique.model.spans import ArticleId, DocumentHash, Span

FOLDER = Path(__file__).parents[1] / "golden" / "encounters"
PUBLISHED = "2019-06-14"
"""A Friday."""
STATES = (
    State("Ardenia", adjectives=("Ardenian",), capital="Aldersund", cities=("Port Velm",)),
    State("Drovia", adjectives=("Drovian",), capital="Koralgrad"),
    State("Solmara", adjectives=("Solmaran",), capital="San Vero"),
    State("Velmark", adjectives=("Velmarker",), capital="Ostrand"),
)


@pytest.fixture(scope="module")
def facts() -> Facts:
    shipped = load_facts()
    return replace(shipped, states=(*STATES, *shipped.states))


def described(text: str, facts: Facts) -> list[dict[str, Any]]:
    """Return the encounters of `text`, participants by name."""
    block = Block("body", Span(0, len(text.rstrip())))
    article = Article(ArticleId("d-golden"), DocumentHash("0" * 64), "golden.txt", text, "text", (block,))
    article = replace(article, published=stated(PUBLISHED))
    annotation = annotate_article(article)
    cast = cast_actors(article, annotation, facts)
    times = extract_times(article, annotation)
    return [
        {
            "kind": e.kind,
            "status": e.status,
            "participants": [cast.actor(a).name for a in e.participants],
            "place": e.place.value,
            "date": e.date.value,
            "duration": e.duration.value,
            "issues": list(e.issues),
        }
        for e in extract_encounters(article, annotation, cast, times, (), facts)
    ]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_encounters_golden(path: Path, facts: Facts) -> None:
    found = described(path.read_text("utf-8"), facts)
    expected = path.with_suffix(".json")
    if os.environ.get("COMMUNIQUE_REWRITE_GOLDEN"):
        expected.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert found == json.loads(expected.read_text("utf-8"))
