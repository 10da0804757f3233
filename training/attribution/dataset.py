"""PolNeAR texts and attributions as windows of word pieces."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from communique.annotate.attribution_units import IntArray, Units, lay_windows, split_units

SpanPair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """One attribution in unit indices, half-open."""

    cue: SpanPair
    roles: tuple[tuple[int, SpanPair], ...]
    """Span type (0 source, 1 content) and span."""


@dataclass(frozen=True, slots=True)
class Document:
    """One text cut into units and word pieces, with the attributions of each of its annotators."""

    name: str
    text: str
    units: Units
    pieces: tuple[tuple[int, ...], ...]
    """Word piece ids of each unit, at least one."""
    readings: tuple[tuple[GoldAttribution, ...], ...]
    """One tuple of attributions per annotator, in order of file name; empty where there is no annotation."""


@dataclass(frozen=True, slots=True)
class Example:
    """One window with its gold; spans are in units of the window."""

    pieces: list[int]
    features: list[tuple[int, ...]]
    first_piece: list[int]
    cues: list[SpanPair]
    """All cues in the window, for the cue tagger."""
    whole: list[GoldAttribution]
    """Those attributions of which every span lies in the window, for the role head."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded tensors of several windows."""

    pieces: Tensor
    features: Tensor
    piece_mask: Tensor
    first_piece: Tensor
    unit_mask: Tensor
    cue_tags: Tensor
    rows: Tensor
    cues: Tensor
    role_tags: Tensor


class PieceTable:
    """Word pieces of units, each distinct unit cut once."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        # The publisher's file pads everything to 128 pieces.
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[int, ...]] = {}
        self.unknown = self._special("[UNK]", "<unk>")
        self.first = self._special("[CLS]", "<s>")
        self.last = self._special("[SEP]", "</s>")

    def _special(self, *names: str) -> int:
        found = [self._tokenizer.token_to_id(name) for name in names]
        return next(int(number) for number in found if number is not None)

    def pieces(self, form: str) -> tuple[int, ...]:
        """Return the ids of `form`, at most eight, at least one."""
        found = self._known.get(form)
        if found is None:
            # Half a surrogate pair is no text that the tokenizer takes.
            sound = form.encode("utf-8", "replace").decode("utf-8")
            ids = self._tokenizer.encode(sound, add_special_tokens=False).ids[:8]
            found = self._known[form] = tuple(ids) or (self.unknown,)
        return found


def read_documents(split: Path, table: PieceTable) -> list[Document]:
    """Return the documents of a PolNeAR split, sorted by name, with all readings of each."""
    by_name: dict[str, list[Path]] = {}
    for path in sorted((split / "attributions").glob("*.ann")):
        by_name.setdefault(re.sub(r"_[0-9a-f]{4}$", "", path.stem), []).append(path)
    documents = []
    for path in sorted((split / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
        units = split_units(text)
        pieces = tuple(table.pieces(form) for form in units.forms)
        readings = tuple(read_reading(ann, text, units) for ann in by_name.get(path.stem, []))
        documents.append(Document(path.stem, text, units, pieces, readings))
    return documents


def read_reading(path: Path, text: str, units: Units) -> tuple[GoldAttribution, ...]:
    """Return the attributions of one brat file; those without a cue are left out (2 in 10,000)."""
    spans: dict[str, list[SpanPair]] = {}
    found = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        columns = line.split("\t")
        if re.match(r"T\d+\t", line):
            places = columns[1].split(" ", 1)[1].split(";")
            spans[columns[0]] = [(int(a), int(b)) for a, b in (place.split() for place in places)]
        elif re.match(r"E\d+\t", line):
            roles: dict[str, list[SpanPair]] = {"Source": [], "Cue": [], "Content": []}
            for argument in columns[1].split():
                role, _, reference = argument.partition(":")
                roles.get(role.rstrip("0123456789"), []).extend(spans.get(reference, []))
            found.append(_to_units(roles, text, units))
    return tuple(sorted({gold for gold in found if gold is not None}, key=lambda gold: gold.cue))


def _to_units(roles: dict[str, list[SpanPair]], text: str, units: Units) -> GoldAttribution | None:
    cues = [_snap(span, text, units) for span in roles["Cue"]]
    if not cues or cues[0] is None:
        return None
    kept: list[tuple[int, SpanPair]] = []
    for kind, role in enumerate(("Source", "Content")):
        kept += [(kind, snapped) for span in roles[role] if (snapped := _snap(span, text, units)) is not None]
    return GoldAttribution(cues[0], tuple(kept))


def _snap(span: SpanPair, text: str, units: Units) -> SpanPair | None:
    """Return the units of a character span without marks at its ends; of a span of marks only, all its units."""
    start, end = span
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    if start == end:
        start, end = span
    first = int(np.searchsorted(units.ends, start, side="right"))
    last = int(np.searchsorted(units.starts, end, side="left"))
    return (first, last) if first < last else None


def cut_examples(
    document: Document, reading: Sequence[GoldAttribution], *, max_pieces: int, offset: float
) -> list[Example]:
    """Return windows over the document without overlap; `offset` in [0, 1) shortens the first one."""
    counts: IntArray = np.array([len(pieces) for pieces in document.pieces], dtype=np.int64)
    if not len(counts):
        return []
    lead = int(offset * (max_pieces - 2))
    head = int(np.searchsorted(np.cumsum(counts), lead))
    bounds = [(0, head)] if head else []
    bounds += [
        (head + w.start, head + w.end) for w in lay_windows(counts[head:], max_pieces=max_pieces - 2, overlap_pieces=0)
    ]
    return [_example(document, reading, start, end) for start, end in bounds]


def _example(document: Document, reading: Sequence[GoldAttribution], start: int, end: int) -> Example:
    pieces: list[int] = []
    features: list[tuple[int, ...]] = []
    first_piece = []
    for unit in range(start, end):
        first_piece.append(len(pieces) + 1)
        pieces += document.pieces[unit]
        features += [tuple(document.units.features[unit])] * len(document.pieces[unit])
    cues, whole = [], []
    for gold in reading:
        spans = [gold.cue, *(span for _, span in gold.roles)]
        if gold.cue[0] >= start and gold.cue[1] <= end:
            cues.append((gold.cue[0] - start, gold.cue[1] - start))
            if all(a >= start and b <= end for a, b in spans):
                roles = tuple((kind, (a - start, b - start)) for kind, (a, b) in gold.roles)
                whole.append(GoldAttribution(cues[-1], roles))
    return Example(pieces, features, first_piece, cues, whole)


def collate(examples: Sequence[Example], table: PieceTable) -> Batch:
    """Return the padded batch of `examples`."""
    longest = max(len(e.pieces) for e in examples) + 2
    most = max(len(e.first_piece) for e in examples)
    count = len(examples)
    pieces = torch.zeros(count, longest, dtype=torch.long)
    features = torch.zeros(count, longest, len(examples[0].features[0]), dtype=torch.long)
    piece_mask = torch.zeros(count, longest, dtype=torch.bool)
    first_piece = torch.zeros(count, most, dtype=torch.long)
    unit_mask = torch.zeros(count, most, dtype=torch.bool)
    cue_tags = torch.zeros(count, most, dtype=torch.long)
    roles: list[tuple[int, GoldAttribution]] = []
    for row, example in enumerate(examples):
        size, units = len(example.pieces), len(example.first_piece)
        pieces[row, : size + 2] = torch.tensor([table.first, *example.pieces, table.last])
        features[row, 1 : size + 1] = torch.tensor(example.features)
        piece_mask[row, : size + 2] = True
        first_piece[row, :units] = torch.tensor(example.first_piece)
        unit_mask[row, :units] = True
        for cue in example.cues:
            tag_span(cue_tags[row], cue, 0)
        roles += [(row, gold) for gold in example.whole]
    role_tags = torch.zeros(len(roles), most, dtype=torch.long)
    for index, (_, gold) in enumerate(roles):
        for kind, span in gold.roles:
            tag_span(role_tags[index], span, kind)
    rows = torch.tensor([row for row, _ in roles], dtype=torch.long)
    cues = torch.tensor([(g.cue[0], g.cue[1] - 1) for _, g in roles], dtype=torch.long).view(-1, 2)
    return Batch(pieces, features, piece_mask, first_piece, unit_mask, cue_tags, rows, cues, role_tags)


def tag_span(tags: Tensor, span: SpanPair, kind: int) -> None:
    """Write begin, inside, end or single tags of `kind` over `span`, unless another span is there already."""
    start, end = span
    base = 1 + 4 * kind
    if bool(tags[start:end].any()):
        return
    if end - start == 1:
        tags[start] = base + 3
        return
    tags[start:end] = base + 1
    tags[start], tags[end - 1] = base, base + 2


def epoch_examples(documents: Sequence[Document], *, max_pieces: int, seed: int) -> list[Example]:
    """Return the windows of one pass: new cuts each pass, one annotator's reading per document, in random order."""
    draw = random.Random(seed)
    examples: list[Example] = []
    for document in documents:
        if not document.readings:
            continue
        reading = draw.choice(document.readings)
        examples += cut_examples(document, reading, max_pieces=max_pieces, offset=draw.random())
    draw.shuffle(examples)
    return examples
