"""Which folder a document was read from, kept as a hash: a record that is mailed does not tell its maker's folders."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path


class Roots:
    """The folders of one build."""

    def __init__(self, given: Sequence[str]) -> None:
        paths = [Path(path).absolute() for path in given]
        self.folders = [path for path in paths if path.is_dir()]
        self.files = {path.name: path for path in paths if path.is_file()}

    def of(self, path: str) -> str | None:
        """Return the hash of the folder that the file `path` is relative to; None: no file, or not known (a glob)."""
        for folder in self.folders:
            file = folder / path
            if os.path.lexists(file) and not file.is_dir():
                return _hash(folder)
        if path in self.files:
            return _hash(self.files[path].parent)
        return None

    def should_hold(self, root: str | None) -> bool:
        """Return whether a document read from `root` would be met in the folders of this build, were it still there."""
        return root is not None and any(_hash(folder) == root for folder in self.folders)


def _hash(folder: Path) -> str:
    return hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
