"""What annotate knows of an article's words: tokens with their parse, sentences, names, tagged attributions."""

from __future__ import annotations

from dataclasses import dataclass

from communique.model.spans import Span


@dataclass(frozen=True, slots=True)
class Token:
    """One token of the parse. Offsets are code points of `Article.text`; labels are spaCy's English ones."""

    index: int
    """Position in `Annotation.tokens`."""
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    """Universal part of speech ("VERB")."""
    tag: str
    """Penn tag ("VBD")."""
    dep: str
    """Dependency label ("nsubj"); "ROOT" for the head of a sentence."""
    head: int
    """Index of the head token; its own index for a ROOT."""
    sentence: int
    """Index of its sentence in `Annotation.sentences`."""


@dataclass(frozen=True, slots=True)
class Name:
    """A named entity: half-open token range and OntoNotes label (PERSON, GPE, ORG, NORP, DATE, ...)."""

    first: int
    last: int
    """One past the last token."""
    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: half-open token range; never crosses a block."""

    first: int
    last: int
    """One past the last token."""
    span: Span
    block: int
    """Index of its block in `Article.blocks`."""


@dataclass(frozen=True, slots=True)
class TaggedAttribution:
    """An attribution as the trained tagger sees it; any of the three may be empty. Spans are in text order."""

    sources: tuple[Span, ...]
    cues: tuple[Span, ...]
    contents: tuple[Span, ...]
    score: float
    """How sure the tagger is of the cue, between 0 and 1, rounded to 4 places; not calibrated."""
    communicated: bool | None = None
    """False: a state of mind ("believes"); None: the cue's words do not tell."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """Tokens, sentences and names of an article's blocks other than boilerplate, in text order."""

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]
    attributions: tuple[TaggedAttribution, ...] = ()
    """Empty also where no trained tagger ran."""
