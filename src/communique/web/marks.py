"""The text of a document cut where marks begin and end, so that overlapping ones can be shown in place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from communique.query.document import BlockText, DocumentPart, Mark, MentionMark

_CLASSES: Final = {"statement": "st", "undertaking": "un", "assessment": "as", "account": "ev"}


@dataclass(frozen=True, slots=True)
class Segment:
    """Words under the same marks."""

    start: int
    end: int
    text: str
    classes: str
    """For the style sheet; empty: no mark."""
    nouns: str
    """Ids of the nouns marked, a space between; empty: none."""
    anchors: tuple[str, ...]
    """Addresses within the page that lead here."""
    actor: str | None
    """Id of the actor that the words name; None: none."""
    actor_name: str | None


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A stretch of the text with its marks and the nouns whose words begin in it."""

    kind: str
    segments: tuple[Segment, ...]
    nouns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """Stretches of boilerplate that stand together, shown folded."""

    blocks: tuple[ShownBlock, ...]
    kind: str = field(default="fold")


def cut_document(part: DocumentPart, side_class: Mapping[str, str]) -> tuple[ShownBlock | Fold, ...]:
    """Return the blocks of a part in order, boilerplate folded.

    `side_class`: the style of the side that each statement's speaker is on, by statement.
    """
    seen: set[str] = set()
    shown: list[ShownBlock | Fold] = []
    folded: list[ShownBlock] = []
    for block in part.blocks:
        marks = [m for m in part.marks if m.start < block.end and m.end > block.start]
        mentions = [m for m in part.mentions if m.start < block.end and m.end > block.start]
        segments = tuple(_segments(part.text, block, marks, mentions, side_class))
        nouns = tuple(dict.fromkeys(m.noun_id for m in marks if m.noun_id not in seen and _heads(m)))
        seen.update(nouns)
        cut = ShownBlock(block.kind, segments, nouns)
        if block.kind == "boilerplate":
            folded.append(cut)
            continue
        if folded:
            shown.append(Fold(tuple(folded)))
            folded = []
        shown.append(cut)
    return (*shown, *([Fold(tuple(folded))] if folded else []))


def _heads(mark: Mark) -> bool:
    return mark.role in ("content", "action", "evidence", "judgement")


def _segments(
    text: str, block: BlockText, marks: list[Mark], mentions: list[MentionMark], side_class: Mapping[str, str]
) -> Iterable[Segment]:
    bounds = {block.start, block.end}
    for first, last in [(m.start, m.end) for m in marks] + [(m.start, m.end) for m in mentions]:
        bounds |= {min(max(at, block.start), block.end) for at in (first, last)}
    cuts = sorted(bounds)
    for start, end in pairwise(cuts):
        over = [m for m in marks if m.start <= start and m.end >= end]
        named = next((m for m in mentions if m.start <= start and m.end >= end), None)
        anchors = dict.fromkeys(f"s-{m.start}-{m.end}" for m in over if max(m.start, block.start) == start)
        yield Segment(
            start,
            end,
            text[start:end],
            " ".join(dict.fromkeys(c for m in over for c in _classes(m, side_class))),
            " ".join(dict.fromkeys(m.noun_id for m in over)),
            tuple(anchors),
            named.actor.id if named else None,
            named.actor.name if named else None,
        )


def _classes(mark: Mark, side_class: Mapping[str, str]) -> Iterable[str]:
    if mark.noun == "statement" and mark.role != "content":
        return (mark.role,)
    if mark.noun == "statement":
        return ("st", side_class.get(mark.noun_id, "side-0"))
    return (_CLASSES[mark.noun], mark.role)
