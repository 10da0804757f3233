"""Raw documents, read one at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from communique.errors import UnreadableDocument
from communique.ingest.files import MEDIA, FoundFile, OnProblem, find_files
from communique.ingest.known import BrokenMetadata, read_manifest, read_sidecar
from communique.model.documents import RawDocument
from communique.model.spans import DocumentHash
from communique.settings import Settings

_MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\x7fELF",
    b"SQLite format 3\x00",
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_paths(paths: Sequence[str], settings: Settings, *, on_problem: OnProblem) -> Iterator[RawDocument]:
    """Yield the documents that files, folders and globs in `paths` stand for, sorted by path, bytes of one at a time.

    What cannot be read is told to `on_problem`, with the reason, and left out; so is a sidecar or manifest that is
    broken, whose document is read without it. Documents with the same bytes are yielded each; `sha256` tells them.
    Never raises for a bad document or path.
    """
    manifests: dict[Path, dict[str, dict[str, str]]] = {}
    for found in find_files(paths, on_problem):
        content = _read(found, settings, on_problem)
        if content is None:
            continue
        known = _known(found, manifests, on_problem) if settings.use_metadata else {}
        yield RawDocument(
            path=found.path,
            sha256=DocumentHash(hashlib.sha256(content).hexdigest()),
            content=content,
            medium=MEDIA[found.file.suffix.lower()],
            known=tuple(sorted(known.items())),
        )


def _read(found: FoundFile, settings: Settings, on_problem: OnProblem) -> bytes | None:
    try:
        size = found.file.stat().st_size
        if size > settings.max_document_bytes:
            limit = f"the limit is {settings.max_document_bytes:,} (settings: max_document_bytes)"
            on_problem(UnreadableDocument(found.path, f"too large: {size:,} bytes, {limit}"))
            return None
        content = found.file.read_bytes()
    except OSError as error:
        on_problem(UnreadableDocument(found.path, f"cannot be read ({error.strerror or error})"))
        return None
    reason = _not_a_text(content)
    if reason:
        on_problem(UnreadableDocument(found.path, reason))
        return None
    return content


def _not_a_text(content: bytes) -> str | None:
    if not content.strip():
        return "the file is empty" if not content else "nothing but white space in it"
    if content.startswith(_MAGIC) or (b"\x00" in content[:65_536] and not content.startswith(_UTF16)):
        return "not a text but a binary file"
    return None


def _known(found: FoundFile, manifests: dict[Path, dict[str, dict[str, str]]], on_problem: OnProblem) -> dict[str, str]:
    """Return what manifests from the root down to the file's folder say, then the sidecar: the nearest word wins."""
    known: dict[str, str] = {}
    folders = [found.file.parent, *found.file.parent.parents]
    depth = len(found.file.parent.relative_to(found.root).parts) if found.file.parent.is_relative_to(found.root) else 0
    for folder in reversed(folders[: depth + 1]):
        if folder not in manifests:
            manifests[folder] = _manifest(folder, on_problem)
        known.update(manifests[folder].get(found.file.relative_to(folder).as_posix(), {}))
    try:
        known.update(read_sidecar(found.file))
    except BrokenMetadata as error:
        on_problem(UnreadableDocument(found.path, f"read without its sidecar: {error}"))
    return known


def _manifest(folder: Path, on_problem: OnProblem) -> dict[str, dict[str, str]]:
    try:
        return read_manifest(folder)
    except BrokenMetadata as error:
        on_problem(UnreadableDocument((folder / "manifest.csv").as_posix(), f"left unused: {error}"))
        return {}
