"""Which files PATHs stand for, and the names that they bear in the record."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from communique.errors import UnreadableDocument
from communique.ingest.known import MANIFEST
from communique.model.documents import Medium

MEDIA: dict[str, Medium] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
}
OnProblem = Callable[[UnreadableDocument], None]


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read: where it lies, the folder it was found under, its name in the record."""

    file: Path
    root: Path
    path: str
    """Relative to `root`, with "/" between its parts."""


def find_files(paths: Sequence[str], on_problem: OnProblem) -> tuple[FoundFile, ...]:
    """Return the documents that `paths` stand for, each once, sorted by name in the record.

    The names do not depend on the order of `paths`: a name is the path relative to the folder given, or the file's own
    name; where two files would bear the same one, both are named relative to the parent that all paths share.
    """
    found: dict[str, FoundFile] = {}
    for given in sorted(set(paths)):
        for file in _expand(given, on_problem):
            # The same file reached through two PATHs is taken once, under the name from the shorter way in.
            key = os.path.realpath(file.file)
            if key not in found or (len(file.path), file.path) > (len(found[key].path), found[key].path):
                found[key] = file
    return tuple(sorted(_unique(list(found.values())), key=lambda file: file.path))


def _expand(given: str, on_problem: OnProblem) -> Iterator[FoundFile]:
    path = Path(given)
    try:
        if path.is_dir():
            yield from _walk(path, on_problem)
        elif path.exists() or path.is_symlink():
            yield from _single(path, on_problem)
        elif glob.has_magic(given):
            yield from _glob(given, on_problem)
        else:
            on_problem(UnreadableDocument(given, "no such file or folder"))
    except (OSError, ValueError) as error:
        on_problem(UnreadableDocument(given, f"cannot be looked up ({error})"))


def _glob(pattern: str, on_problem: OnProblem) -> Iterator[FoundFile]:
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute patterns
    if not matches:
        on_problem(UnreadableDocument(pattern, "no file matches"))
    fixed = list(Path(pattern).parts)
    while fixed and any(glob.has_magic(part) for part in fixed):
        fixed.pop()
    root = Path(*fixed) if fixed else Path()
    for match in matches:
        file = Path(match)
        if file.is_file() and _is_document(file):
            yield FoundFile(file, root, file.relative_to(root).as_posix())
        elif file.is_dir():
            for inner in _walk(file, on_problem):
                yield FoundFile(inner.file, root, inner.file.relative_to(root).as_posix())


def _single(path: Path, on_problem: OnProblem) -> Iterator[FoundFile]:
    if path.suffix.lower() not in MEDIA:
        kinds = ", ".join(MEDIA)
        on_problem(UnreadableDocument(path.as_posix(), f"not a kind of document that is read ({kinds})"))
    elif not path.is_file():
        on_problem(UnreadableDocument(path.as_posix(), "not a regular file, or a link to nothing"))
    else:
        yield FoundFile(path, path.parent, path.name)


def _walk(folder: Path, on_problem: OnProblem) -> Iterator[FoundFile]:
    yield from _walk_inner(folder, folder, frozenset(), on_problem)


def _walk_inner(folder: Path, root: Path, above: frozenset[str], on_problem: OnProblem) -> Iterator[FoundFile]:
    name = folder.relative_to(root).as_posix()
    real = os.path.realpath(folder)
    if real in above:
        on_problem(UnreadableDocument(name, "the folder holds itself (a link leads back); left out"))
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        on_problem(UnreadableDocument(name, f"the folder cannot be read ({error.strerror or error})"))
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walk_inner(path, root, above | {real}, on_problem)
        elif _is_document(path):
            relative = path.relative_to(root).as_posix()
            if entry.is_file():
                yield FoundFile(path, root, relative)
            else:
                on_problem(UnreadableDocument(relative, "not a regular file, or a link to nothing"))


def _is_document(path: Path) -> bool:
    return path.suffix.lower() in MEDIA and path.name != MANIFEST


def _unique(files: list[FoundFile]) -> Iterator[FoundFile]:
    taken = Counter(file.path for file in files)
    if not files or max(taken.values()) == 1:
        yield from files
        return
    common = Path(os.path.commonpath([file.file.absolute().parent for file in files]))
    for file in files:
        path = file.file.absolute().relative_to(common).as_posix() if taken[file.path] > 1 else file.path
        yield FoundFile(file.file, file.root, path)
