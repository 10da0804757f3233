"""The trained attribution tagger at run time: onnxruntime and the tokenizer, no torch.

A document is read in overlapping windows, one window a run, so that what a window gives never depends on what else is
tagged with it; several windows run at the same time. Method and figures: docs/methods/attribution.md; origin of the
weights: weights/MODEL_CARD.md.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from communique.annotate.attribution_decode import (
    FloatArray,
    IntArray,
    best_tags,
    cue_confidence,
    tag_spans,
    take_marks,
)
from communique.annotate.attribution_units import Units, Window, lay_even_windows, lay_windows, split_units
from communique.model.annotation import TaggedAttribution
from communique.model.spans import Span

WEIGHTS = resources.files("communique.annotate") / "weights"
MAX_PIECES_PER_UNIT = 8
CUE_OPENERS = (1, 4)
"""The tags with which a cue begins: begin and single."""
SCORE_DECIMALS = 3
"""Scores are rounded to this many decimals before decoding, in nats, so that the last bit never decides."""


WINDOWS_TOGETHER = 32
"""Windows read and decoded in one go; bounds the memory a long document takes, changes no result."""


@dataclass(frozen=True, slots=True)
class TaggerShape:
    """What weights/NAME.json holds."""

    tokenizer: str
    """The file beside it that holds the encoder's vocabulary."""
    max_pieces: int
    """Word pieces a window may hold, the two at its ends included."""
    overlap_pieces: int
    """Word pieces that neighbouring windows share."""
    role_reach: int
    """Units before and after a cue among which its source and content are looked for."""
    first_piece: int
    last_piece: int
    unknown_piece: int
    cue_transitions: FloatArray
    role_transitions: FloatArray
    cue_bias: float
    """Added once to the score of every cue, in nats: weighs finding against being right; tuned on PolNeAR dev."""


@dataclass(frozen=True, slots=True)
class ReadWindow:
    """What the encoder gives of one window."""

    window: Window
    unit_states: FloatArray
    """Shape (1, units, hidden)."""
    cue_scores: FloatArray
    """Shape (units, 5), rounded."""


@dataclass(frozen=True, slots=True)
class ReadRoles:
    """What the role head gives of the cues of one window."""

    first_units: IntArray
    """The unit of the window that each cue's scores begin with, shape (cues,)."""
    scores: FloatArray
    """Scores of source and content, shape (cues, units, 9), rounded."""


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The word pieces of a text's units."""

    ids: IntArray
    """Of all units in a row."""
    bounds: IntArray
    """Where each unit's pieces begin, and where the last one's end, shape (units + 1,)."""
    features: IntArray
    """The features of each piece's unit."""


@dataclass(frozen=True, slots=True)
class _FoundCue:
    """A cue with the scores of its roles."""

    start: int
    """First unit, counted in the document."""
    end: int
    score: float
    first_unit: int
    """The unit of the document that the scores of its roles begin with."""
    role_scores: FloatArray
    """Shape (units, 9), rounded."""


class Graph:
    """An ONNX graph that runs on as many inputs at the same time as there are threads."""

    def __init__(self, path: Path, *, threads: int) -> None:
        self._alone = _session(path, threads=1)
        self._shared = _session(path, threads=threads) if threads > 1 else self._alone
        self._threads = ThreadPoolExecutor(threads)
        self._at_once = threads

    def run(self, names: Sequence[str], feeds: Sequence[dict[str, IntArray | FloatArray]]) -> list[list[Any]]:
        """Return the outputs of that name for each input, in order; none depends on the other inputs or the threads.

        Each input has a thread of its own; those left over at the end are run one after another by all threads.
        """
        alone = len(feeds) - len(feeds) % self._at_once
        found = list(self._threads.map(lambda feed: self._alone.run(names, feed), feeds[:alone]))
        return found + [self._shared.run(names, feed) for feed in feeds[alone:]]


def _session(path: Path, *, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Threads that wait for work in a loop take the time of those that parse meanwhile.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class AttributionTagger:
    """Finds attributions in a text; load once, use from one thread at a time."""

    def __init__(self, shape: TaggerShape, tokenizer: Tokenizer, encoder: Graph, roles: Graph) -> None:
        self.shape = shape
        self._tokenizer = tokenizer
        self._encoder = encoder
        self._roles = roles
        self._known: dict[str, tuple[int, ...]] = {}

    @classmethod
    def load(cls, name: str = "fast", *, threads: int = 2) -> AttributionTagger:
        """Return the tagger of that name, on that many threads; the result does not depend on their number.

        Raises ModelError where the weights are missing or are not those that SHA256SUMS lists.
        """
        with resources.as_file(WEIGHTS) as folder:
            return cls.read(folder, name, threads=threads)

    @classmethod
    def read(cls, folder: Path, name: str, *, threads: int = 2) -> AttributionTagger:
        """Return the tagger whose files NAME.json, NAME.onnx, NAME-roles.onnx and tokenizer lie in `folder`."""
        files = [f"{name}.json", f"{name}.onnx", f"{name}-roles.onnx"]
        check_weights(folder, files)
        shape = _read_shape(folder / files[0])
        check_weights(folder, [shape.tokenizer])
        encoder, roles = (Graph(folder / file, threads=threads) for file in files[1:])
        tokenizer = Tokenizer.from_file(str(folder / shape.tokenizer))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return cls(shape, tokenizer, encoder, roles)

    def tag(self, text: str) -> list[TaggedAttribution]:
        """Return the attributions of `text` in the order of their cues; none where it has no visible character."""
        units = split_units(text)
        windows = self.read_windows(units, overlap_pieces=self.shape.overlap_pieces, even=True)
        found: list[TaggedAttribution] = []
        while read := list(itertools.islice(windows, WINDOWS_TOGETHER)):
            found += self._attributions(text, units, self._cues(read))
        return found

    def read_windows(self, units: Units, *, overlap_pieces: int, even: bool = False) -> Iterator[ReadWindow]:
        """Yield the windows over `units` in text order, neighbours sharing about `overlap_pieces` word pieces.

        All are full but the last, or, where they should be `even`, as long as one another.
        """
        pieces = self._pieces(units)
        lay = lay_even_windows if even else lay_windows
        windows = lay(np.diff(pieces.bounds), max_pieces=self.shape.max_pieces - 2, overlap_pieces=overlap_pieces)
        for first in range(0, len(windows), WINDOWS_TOGETHER):
            yield from self._read(pieces, windows[first : first + WINDOWS_TOGETHER])

    def role_scores(
        self, asked: Sequence[tuple[ReadWindow, Sequence[tuple[int, int]]]], *, reach: int | None = None
    ) -> list[ReadRoles]:
        """Return what the role head gives of each window and cues of it, a cue being given as its units, half-open.

        `reach`: how many units before and after a cue are read; None: all of the window.
        """
        cues = [np.array([(start, end - 1) for start, end in places], dtype=np.int64) for _, places in asked]
        near = [_near(own, read.unit_states.shape[1], reach) for (read, _), own in zip(asked, cues, strict=True)]
        feeds: list[dict[str, IntArray | FloatArray]] = [
            {"units": read.unit_states, "cues": own, "near": units}
            for (read, _), own, units in zip(asked, cues, near, strict=True)
        ]
        found = self._roles.run(["role_scores"], feeds)
        return [ReadRoles(units[:, 0], _rounded(scores)) for units, (scores,) in zip(near, found, strict=True)]

    def _pieces(self, units: Units) -> _Pieces:
        for form in set(units.forms) - self._known.keys():
            # Half a surrogate pair is no text that the tokenizer takes.
            sound = form.encode("utf-8", "replace").decode("utf-8")
            ids = self._tokenizer.encode(sound, add_special_tokens=False).ids[:MAX_PIECES_PER_UNIT]
            self._known[form] = tuple(ids) or (self.shape.unknown_piece,)
        own = [self._known[form] for form in units.forms]
        counts = np.array([len(ids) for ids in own], dtype=np.int64)
        return _Pieces(
            ids=np.array([piece for ids in own for piece in ids], dtype=np.int64),
            bounds=np.concatenate(([0], np.cumsum(counts))),
            features=np.repeat(units.features, counts, axis=0),
        )

    def _read(self, pieces: _Pieces, windows: Sequence[Window]) -> Iterator[ReadWindow]:
        """Run the encoder over some windows."""
        feeds = [self._feed(pieces, window) for window in windows]
        for window, (states, scores) in zip(windows, self._encoder.run(["units", "cue_scores"], feeds), strict=True):
            emissions = _rounded(scores[0])
            emissions[:, CUE_OPENERS] += np.float32(self.shape.cue_bias)
            yield ReadWindow(window, states, emissions)

    def _feed(self, pieces: _Pieces, window: Window) -> dict[str, IntArray | FloatArray]:
        start, end = pieces.bounds[[window.start, window.end]].tolist()
        row = np.concatenate(([self.shape.first_piece], pieces.ids[start:end], [self.shape.last_piece]))
        return {
            "pieces": row[None],
            "features": np.pad(pieces.features[start:end], ((1, 1), (0, 0)))[None],
            "first_piece": (pieces.bounds[window.start : window.end] - start + 1)[None],
        }

    def _cues(self, read: Sequence[ReadWindow]) -> list[_FoundCue]:
        """Return the cues of the windows' cores, with the scores of their roles."""
        tags = _decode([one.cue_scores for one in read], self.shape.cue_transitions)
        asked = []
        for one, row in zip(read, tags, strict=True):
            bounds = range(one.window.core_start - one.window.start, one.window.core_end - one.window.start)
            cues = [(start, end) for _, start, end in tag_spans(row) if start in bounds]
            if cues:
                asked.append((one, row, cues))
        scored = self.role_scores([(one, cues) for one, _, cues in asked], reach=self.shape.role_reach)
        found: list[_FoundCue] = []
        for (one, row, cues), roles in zip(asked, scored, strict=True):
            base = one.window.start
            for (start, end), first, scores in zip(cues, roles.first_units.tolist(), roles.scores, strict=True):
                score = cue_confidence(one.cue_scores, row, start, end)
                found.append(_FoundCue(base + start, base + end, score, base + first, scores))
        return found

    def _attributions(self, text: str, units: Units, cues: Sequence[_FoundCue]) -> list[TaggedAttribution]:
        """Return the attribution of each cue."""
        tags = _decode([cue.role_scores for cue in cues], self.shape.role_transitions)
        found = []
        for cue, row in zip(cues, tags, strict=True):
            base = cue.first_unit
            spans = [(kind, units.characters(base + a, base + b)) for kind, a, b in tag_spans(row)]
            start, end = units.characters(cue.start, cue.end)
            found.append(
                TaggedAttribution(
                    sources=tuple(Span(*span) for kind, span in spans if kind == 0),
                    cues=(Span(start, end),),
                    contents=tuple(Span(*take_marks(text, span)) for kind, span in spans if kind == 1),
                    score=round(cue.score, 4),
                    communicated=is_communicated(text[start:end]),
                )
            )
        return found


def _near(cues: IntArray, count: int, reach: int | None) -> IntArray:
    """Return the units, of `count` in a window, within `reach` of each cue, shape (cues, units).

    As many for every cue: those of a cue near the window's edge lie more to its other side.
    """
    size = count if reach is None else min(count, 2 * reach + 1)
    firsts = np.zeros(len(cues), dtype=np.int64) if reach is None else (cues.sum(1) + 1) // 2 - reach
    found: IntArray = np.clip(firsts, 0, count - size)[:, None] + np.arange(size)
    return found


def _rounded(scores: Any) -> FloatArray:
    found: FloatArray = np.round(scores.astype(np.float32), SCORE_DECIMALS)
    return found


def _decode(scores: Sequence[FloatArray], transitions: FloatArray) -> IntArray:
    """Return the best tags of each table of scores, in rows padded with 0."""
    if not scores:
        return np.zeros((0, 0), dtype=np.int64)
    lengths = np.array([len(table) for table in scores])
    padded = np.zeros((len(scores), int(lengths.max()), scores[0].shape[1]), dtype=np.float32)
    for row, table in enumerate(scores):
        padded[row, : len(table)] = table
    return best_tags(padded, transitions, lengths)


def check_weights(folder: Path, files: Sequence[str]) -> None:
    """Raise ModelError unless every file is there and has the SHA-256 that SHA256SUMS in `folder` lists."""
    from communique.errors import ModelError

    sums = folder / "SHA256SUMS"
    if not sums.is_file():
        raise ModelError(f"no attribution weights in {folder}: SHA256SUMS is missing; install communique again")
    listed: dict[str, str] = {}
    for line in sums.read_text(encoding="ascii").splitlines():
        digest, _, file = line.partition("  ")
        listed[file] = digest
    for file in files:
        path = folder / file
        if file not in listed or not path.is_file():
            raise ModelError(f"attribution weights {file} are missing; install communique again")
        if hashlib.sha256(path.read_bytes()).hexdigest() != listed[file]:
            raise ModelError(f"attribution weights {file} are not those that were shipped; install communique again")


def _read_shape(path: Path) -> TaggerShape:
    stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for name in ("cue_transitions", "role_transitions"):
        stored[name] = np.array(stored[name], dtype=np.float32)
    return TaggerShape(**stored)


def is_communicated(cue: str) -> bool | None:
    """Return whether a cue of these words reports words (True) or a state of mind (False); None: they do not tell."""
    spoken, mental = _cue_words()
    words = set(re.findall(r"\w+", cue.lower()))
    if words & spoken:
        return True
    return False if words & mental else None


@lru_cache(maxsize=1)
def _cue_words() -> tuple[frozenset[str], frozenset[str]]:
    source = resources.files("communique.annotate") / "data" / "cue_words.toml"
    lists = tomllib.loads(source.read_text(encoding="utf-8"))
    return frozenset(lists["spoken"].split()), frozenset(lists["mental"].split())
