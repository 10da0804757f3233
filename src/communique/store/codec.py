"""Records and anchors as bytes and as JSON."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from typing import Any, Final

import msgspec

from communique.model.records import ArticleRecord
from communique.model.spans import Anchor, DocumentHash, Span

_DECODER: Final = msgspec.json.Decoder(ArticleRecord)
_PLAIN: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def encode_record(record: ArticleRecord) -> bytes:
    """Return the record as compressed JSON."""
    return zlib.compress(msgspec.json.encode(record), 6)


def decode_record(blob: bytes) -> ArticleRecord:
    """Return the record that `encode_record` wrote."""
    return _DECODER.decode(zlib.decompress(blob))


def dump(value: Any) -> str:
    """Return `value` as JSON in one line, the same for equal values."""
    return _PLAIN.encode(value)


def anchor_fields(anchor: Anchor) -> dict[str, Any]:
    """Return an anchor as it stands in JSON columns and in the decisions journal."""
    return {"document": anchor.document, "start": anchor.span.start, "end": anchor.span.end, "words": anchor.words}


def anchor_of(fields: dict[str, Any]) -> Anchor:
    """Return the anchor of those fields. Raises KeyError, TypeError or ValueError where they are not one."""
    start, end, words = fields["start"], fields["end"], fields["words"]
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(words, str)):
        raise TypeError(f"not an anchor: {fields!r}")
    return Anchor(DocumentHash(str(fields["document"])), Span(start, end), words)


def dump_anchors(anchors: Iterable[Anchor]) -> str:
    """Return anchors as a JSON list."""
    return dump([anchor_fields(anchor) for anchor in anchors])
