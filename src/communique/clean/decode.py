"""Bytes to the text of record."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from communique.errors import UnreadableDocument
from communique.model.documents import RawDocument
from communique.settings import Settings

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3", "an SQLite file"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_META = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,30})", re.IGNORECASE)
MAX_CONTROL_SHARE = 0.02
"""Share of control characters above which a text is taken for binary; plain texts have next to none."""


def decode_document(raw: RawDocument, settings: Settings) -> tuple[str, tuple[str, ...]]:
    """Return the text of `raw`, byte order mark dropped and line ends kept, and warnings about its encoding.

    Raises UnreadableDocument for what is empty, too large, or not a text.
    """
    reason = unreadable_reason(raw.content, settings.max_document_bytes)
    if reason:
        raise UnreadableDocument(raw.path, reason)
    text, warnings = _decode(raw)
    if not text.strip():
        raise UnreadableDocument(raw.path, "nothing but white space in it")
    head = text[:100_000]
    if len(_CONTROL.findall(head)) > MAX_CONTROL_SHARE * len(head):
        raise UnreadableDocument(raw.path, "not a text: too many control characters")
    return text, warnings


def unreadable_reason(content: bytes, max_bytes: int) -> str | None:
    """Return why `content` cannot be a document; None: nothing speaks against it."""
    if not content:
        return "the file is empty"
    if len(content) > max_bytes:
        return f"too large: {len(content):,} bytes, the limit is {max_bytes:,} (settings: max_document_bytes)"
    for magic, what in _MAGIC:
        if content.startswith(magic):
            return f"not a text: {what}"
    if b"\x00" in content[:65_536] and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "not a text: it holds NUL bytes"
    return None


def _decode(raw: RawDocument) -> tuple[str, tuple[str, ...]]:
    content = raw.content
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            text = content[len(bom) :].decode(encoding, "replace")
            return text, _damage(text, encoding)
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    declared = _META.search(content[:4096]) if raw.medium == "html" else None
    if declared:
        try:
            encoding = codecs.lookup(declared.group(1).decode("ascii")).name
            return content.decode(encoding), (f"decoded as {encoding}, as the page declares",)
        except (LookupError, UnicodeError):
            pass
    best = from_bytes(content).best()
    if best is None:
        return content.decode("utf-8", "replace"), (
            "encoding not known; unreadable bytes shown as \N{REPLACEMENT CHARACTER}",
        )
    return content.decode(best.encoding, "replace"), (f"decoded as {best.encoding}, guessed from the bytes",)


def _damage(text: str, encoding: str) -> tuple[str, ...]:
    count = text.count("\N{REPLACEMENT CHARACTER}")
    return (f"{count} unreadable places in {encoding}",) if count else ()
