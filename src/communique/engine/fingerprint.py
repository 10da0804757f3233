"""The analysis fingerprint: equal where the same bytes would be analysed the same way."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict
from functools import lru_cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable

from communique.facts import Facts
from communique.settings import Settings

_ANALYSING = ("model", "ingest", "clean", "annotate", "extract", "facts")
_LIBRARIES = (
    "communique",
    "spacy",
    "trafilatura",
    "inscriptis",
    "lxml",
    "charset-normalizer",
    "py3langid",
    "onnxruntime",
    "tokenizers",
)


def analysis_fingerprint(settings: Settings, facts: Facts, *, spacy_model: str) -> str:
    """Return a hash of code, word lists, models, libraries, settings and facts that an analysis depends on."""
    chosen = asdict(settings)
    # Neither changes what an analysis says: how many processes ran, and what the facts file (hashed itself) is called.
    for name in ("jobs", "facts_file"):
        chosen.pop(name, None)
    parts = [
        _code_hash(),
        *(f"{name} {_version(name)}" for name in (*_LIBRARIES, spacy_model.replace("_", "-"))),
        spacy_model,
        repr(sorted(chosen.items())),
        facts.source,
    ]
    return hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()


@lru_cache(maxsize=1)
def _code_hash() -> str:
    total = hashlib.sha256()
    for package in _ANALYSING:
        for name, file in _files(resources.files("communique").joinpath(package), package):
            total.update(f"{name}\0".encode())
            total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _files(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.startswith((".", "__pycache__")):
            continue
        if entry.is_dir():
            yield from _files(entry, f"{name}/{entry.name}")
        else:
            yield f"{name}/{entry.name}", entry


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"
