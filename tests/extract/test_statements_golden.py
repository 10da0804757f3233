"""Golden cases: what is found in small invented texts. Rewrite with COMMUNIQUE_REWRITE_GOLDEN=1."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from communique.annotate.pipeline import annotate_article
from communique.extract.repair import repair_lists
from communique.extract.statements import find_reports
from communique.model.documents import Article, Block
from communique.model.spans import ArticleId, DocumentHash, Span

FOLDER = Path(__file__).parents[1] / "golden" / "statements"


def article_of(text: str) -> Article:
    """Return an article with one body block per line of `text`."""
    blocks, start = [], 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            first = start + line.index(words)
            blocks.append(Block("body", Span(first, first + len(words))))
        start += len(line)
    return Article(ArticleId("d-golden"), DocumentHash("0" * 64), "golden.txt", text, "text", tuple(blocks))


def described(text: str) -> list[dict[str, Any]]:
    """Return the reports found in `text`, spans as words."""
    article = article_of(text)
    reports, _ = find_reports(article, repair_lists(annotate_article(article)))

    def words(span: Span | None) -> str | None:
        return span.of(text) if span else None

    return [
        {
            "content": [words(span) for span in report.content],
            "speaker": words(report.speaker),
            "cue": words(report.cue),
            "class": report.cue_class,
            "addressee": words(report.addressee),
            "relays": [words(span) for span in report.relays],
            "method": report.method,
        }
        for report in reports
    ]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_statements_golden(path: Path) -> None:
    found = described(path.read_text("utf-8"))
    expected = path.with_suffix(".json")
    if os.environ.get("COMMUNIQUE_REWRITE_GOLDEN"):
        expected.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert found == json.loads(expected.read_text("utf-8"))


def test_statements_of_a_monologue_under_a_name_are_the_speakers() -> None:
    name, first, second = "Marta Olun", "The river is ours.", "We will not move the posts, and I say so to Drovia."
    text = f"{name}\n\n{first}\n\n{second}\n"
    heading, body, more = (Span(text.index(w), text.index(w) + len(w)) for w in (name, first, second))
    blocks = (
        Block("heading", heading),
        Block("turn", body, speaker_span=heading),
        Block("turn", more, speaker_span=heading),
    )
    article = replace(article_of(text), blocks=blocks)
    reports, _ = find_reports(article, repair_lists(annotate_article(article)))
    told = [(r.content[0].of(text), r.speaker, r.cue, r.method) for r in reports]
    assert told == [(first, heading, None, "turn"), (second, heading, None, "turn")]
