"""Blocks of a text: passages with their kinds, datelines and furniture split off, labels told apart from words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.clean.datelines import Dateline, find_dateline
from communique.clean.forms import furniture_pieces
from communique.clean.layout import Hints, lay_out
from communique.clean.lexicon import Lexicon
from communique.clean.passages import Passage
from communique.clean.turns import Turn, find_turns
from communique.model.documents import Block, BlockKind
from communique.model.spans import Span

MAX_DATELINE_PARAGRAPH = 6
"""A dateline opens one of the first paragraphs of the body, if any."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of an article and the dateline among them."""

    blocks: tuple[Block, ...]
    dateline: Dateline | None


def find_blocks(text: str, passages: Sequence[Passage], lexicon: Lexicon, hints: Hints) -> Blocks:
    """Return the blocks of `text`: in order, without overlap, every visible character in one."""
    kinds = lay_out(passages, lexicon, hints)
    turns = find_turns(passages, kinds, lexicon)
    dateline = _first_dateline(text, passages, kinds, turns, lexicon)
    blocks: list[Block] = []
    for index, passage in enumerate(passages):
        if index in turns:
            blocks.extend(_turn_blocks(text, passage, turns[index]))
        elif dateline and passage.span.contains(dateline.span):
            blocks.append(Block("dateline", dateline.span))
            blocks.extend(_trimmed(text, Span(dateline.span.end, passage.span.end), "body"))
        elif kinds[index] == "boilerplate":
            blocks.append(Block("boilerplate", passage.span))
        else:
            blocks.extend(_with_pieces(text, passage, kinds[index], lexicon))
    return Blocks(tuple(blocks), dateline)


def _first_dateline(
    text: str, passages: Sequence[Passage], kinds: Sequence[BlockKind], turns: dict[int, Turn], lexicon: Lexicon
) -> Dateline | None:
    body = [i for i, kind in enumerate(kinds) if kind in ("body", "heading") and i not in turns and passages[i].prose]
    for index in body[:MAX_DATELINE_PARAGRAPH]:
        dateline = find_dateline(text, passages[index].span, lexicon)
        if dateline:
            return dateline
    return None


def _turn_blocks(text: str, passage: Passage, turn: Turn) -> Iterator[Block]:
    yield from _trimmed(text, Span(passage.span.start, turn.words_start), "heading")
    for block in _trimmed(text, Span(turn.words_start, passage.span.end), "turn"):
        yield Block("turn", block.span, turn.speaker_span)


def _with_pieces(text: str, passage: Passage, kind: BlockKind, lexicon: Lexicon) -> Iterator[Block]:
    start = passage.span.start
    for piece in furniture_pieces(passage, lexicon):
        if piece.start < start:
            continue
        yield from _trimmed(text, Span(start, piece.start), kind)
        yield Block("boilerplate", piece)
        start = piece.end
    yield from _trimmed(text, Span(start, passage.span.end), kind)


def _trimmed(text: str, span: Span, kind: BlockKind) -> Iterator[Block]:
    """Yield the block at `span` without the white space at its ends; nothing where there is no more."""
    words = span.of(text)
    stripped = words.strip()
    if stripped:
        start = span.start + len(words) - len(words.lstrip())
        yield Block(kind, Span(start, start + len(stripped)))
