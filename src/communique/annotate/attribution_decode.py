"""From the tagger's scores to spans: the best tag sequences, and where a content's quotation marks belong to it.

Method: docs/methods/attribution.md.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from communique.annotate.attribution_units import DOUBLE_MARK, ONLY_OPENING

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]
CharSpan = tuple[int, int]

_ONLY_CLOSING: Final = frozenset("”»’")
_SINGLE_OPENING: Final = frozenset("'‘")
_SINGLE_CLOSING: Final = frozenset("'’")
_BEFORE_CLOSING: Final = frozenset(",.!?…—-")


def best_tags(emissions: FloatArray, transitions: FloatArray, lengths: IntArray) -> IntArray:
    """Return the best tag sequence of each row by the Viterbi recursion; positions past a row's length hold 0.

    emissions (rows, units, tags); transitions (tags + 1, tags + 1), row = tag before, column = tag after, the last
    row being the start and the last column the end; lengths (rows,), each at least 1. Of equal sequences the one of
    lower tag numbers from the end backwards is taken.
    """
    rows, units, kinds = emissions.shape
    order = np.argsort(-lengths, kind="stable")
    # The longest rows first: those that reach a unit are then a slice, at every unit.
    reaching = np.searchsorted(-lengths[order], -np.arange(units)).tolist()
    scores = np.ascontiguousarray(emissions[order].transpose(1, 0, 2))
    inner = transitions[:-1, :-1].T[None, :, :]
    alpha = transitions[-1, :-1] + scores[0]
    back = np.zeros((units, rows, kinds), dtype=np.int64)
    for t in range(1, units):
        alive = reaching[t]
        steps = alpha[:alive, None, :] + inner
        steps.argmax(2, out=back[t, :alive])
        np.add(np.maximum.reduce(steps, axis=2), scores[t, :alive], out=alpha[:alive])
    tags = np.zeros((units, rows), dtype=np.int64)
    last = (alpha + transitions[:-1, -1]).argmax(1)
    every = np.arange(rows)
    alive = 0
    tag = last[:0]
    for t in range(units - 1, -1, -1):
        if alive < reaching[t]:
            tag = np.concatenate((tag, last[alive : reaching[t]]))
            alive = reaching[t]
        tags[t, :alive] = tag
        tag = back[t][every[:alive], tag]
    found = np.empty((rows, units), dtype=np.int64)
    found[order] = tags.T
    return found


def tag_spans(tags: IntArray) -> list[tuple[int, int, int]]:
    """Return (span type, first unit, unit after the last) of a sequence of begin, inside, end and single tags."""
    spans = []
    start = 0
    for at in np.flatnonzero(tags).tolist():
        kind, place = divmod(int(tags[at]) - 1, 4)
        if place in (0, 3):
            start = at
        if place in (2, 3):
            spans.append((kind, start, at + 1))
    return spans


def cue_confidence(emissions: FloatArray, tags: IntArray, start: int, end: int) -> float:
    """Return the least share of the chosen tag among the tags of a cue's units, from 0 to 1; not calibrated."""
    picked = emissions[start:end]
    weights = np.exp(picked - picked.max(1, keepdims=True))
    shares = weights[np.arange(end - start), tags[start:end]] / weights.sum(1)
    return round(float(shares.min()), 3)


def take_marks(text: str, span: CharSpan) -> CharSpan:
    """Return `span` widened by the quotation marks that open or close what it holds.

    The closing mark is taken, with a comma or stop before it, where a quotation is open at the end of the span; an
    opening mark right before the span is taken where its quotation closes within the span or at its end.
    """
    start, end = span
    after = end
    while after < len(text) and after < end + 2 and text[after] in _BEFORE_CLOSING:
        after += 1
    lead, lead_double = _mark_before(text, start)
    close, close_double = _mark_at(text, after)
    doubles = len(DOUBLE_MARK.findall(text, start, end)) + int(lead_double)
    if close_double and doubles % 2 == 1:
        return (lead if lead_double else start), close
    if lead_double:
        # Opened before the span, closed within it; or a quotation that runs on and never closes here.
        return lead, end
    if close > after and lead < start and not close_double:
        return lead, close
    return span


def _mark_before(text: str, start: int) -> tuple[int, bool]:
    """Return where the mark that opens right before `start` begins (`start` where none does), and if it is double."""
    for begin in (start - 2, start - 1):
        if begin >= 0 and DOUBLE_MARK.fullmatch(text, begin, start):
            return (begin, True) if text[begin] not in _ONLY_CLOSING else (start, False)
    return (start - 1, False) if text[max(0, start - 1) : start] in _SINGLE_OPENING else (start, False)


def _mark_at(text: str, start: int) -> tuple[int, bool]:
    """Return where the mark that closes at `start` ends (`start` where none does), and whether it is double."""
    found = DOUBLE_MARK.match(text, start)
    if found:
        return (found.end(), True) if text[start] not in ONLY_OPENING else (start, False)
    return (start + 1, False) if text[start : start + 1] in _SINGLE_CLOSING else (start, False)
