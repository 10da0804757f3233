"""Settings: one frozen object, parsed once, passed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Tagger = Literal["none", "fast", "accurate"]

ANALYSED_LANGUAGES: Final = ("en",)
"""Of an article in any other language the text alone is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user can choose; every field changes the analysis fingerprint except `jobs`."""

    spacy_model: str | None = None
    """Name of an installed spaCy pipeline; None: the best one installed (annotate/pipeline.py)."""
    tagger: Tagger = "none"
    """The trained attribution tagger; "none": rules over the parse alone."""
    use_metadata: bool = True
    """Whether sidecars, manifests and a page's own metadata are read; False: the text alone."""
    facts_file: str | None = None
    """A TOML file with the user's own states, offices, organisations (docs/facts.md); None: the shipped ones alone."""
    max_document_bytes: int = 20_000_000
    """Larger documents are reported and left out."""
    jobs: int = 1
    """Processes that analyse documents and link stories; the record is the same whatever the number."""
