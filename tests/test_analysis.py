"""An analysis that is begun ahead gives what one at a time gives."""

from __future__ import annotations

import hashlib

import pytest

from communique import analysis
from communique.analysis import analyse_encoded, begin_ahead, finish_encoded
from communique.errors import UnreadableDocument
from communique.model.documents import RawDocument
from communique.model.spans import DocumentHash
from communique.settings import Settings

TEXTS = (
    "Koralik speaks\n\nForeign Minister Ilva Koralik of Drovia said on Tuesday that the posts would open in a month.\n",
    "Ferrano answers\n\n“We have waited long enough,” Ferrano told reporters after the talks in Aldersund.\n",
    "Nothing more\n\nA spokesman denied that the river had been spoken of.\n",
    "The day after\n\nAccording to two officials of Solmara, the delegation hoped for a longer truce.\n",
)


def raw_document(path: str, text: str) -> RawDocument:
    content = text.encode()
    return RawDocument(path, DocumentHash(hashlib.sha256(content).hexdigest()), content, "text")


def test_documents_begun_ahead_give_what_they_give_one_by_one() -> None:
    settings = Settings(tagger="fast")
    raws = [raw_document(f"{number}.txt", text) for number, text in enumerate(TEXTS)]
    ahead = [finish_encoded(begun, settings=settings) for begun in begin_ahead(raws, settings)]
    assert ahead == [analyse_encoded(raw, settings=settings) for raw in raws]


def test_document_without_text_is_told_of_in_its_turn() -> None:
    settings = Settings()
    begun = list(begin_ahead([raw_document("a.txt", " \n"), raw_document("b.txt", TEXTS[0])], settings))
    with pytest.raises(UnreadableDocument):
        finish_encoded(begun[0], settings=settings)
    assert finish_encoded(begun[1], settings=settings)


def test_next_documents_are_begun_before_one_is_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    monkeypatch.setattr(analysis, "_begin", lambda raw, settings: steps.append(f"begin {raw.path}"))
    for _ in begin_ahead([raw_document(path, TEXTS[0]) for path in "abcd"], Settings()):
        steps.append("finish")
    assert steps == ["begin a", "begin b", "begin c", "finish", "begin d", "finish", "finish", "finish"]
