"""Communiqué: the coverage of talks between states as a sourced record."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from communique.app import BuildReport, build, open, verify
    from communique.errors import CommuniqueError, InputError, NotFound, RecordError
    from communique.query.record import Record
    from communique.settings import Settings

__all__ = [
    "BuildReport",
    "CommuniqueError",
    "InputError",
    "NotFound",
    "Record",
    "RecordError",
    "Settings",
    "build",
    "open",
    "verify",
]

_HOMES = {
    **dict.fromkeys(("BuildReport", "build", "open", "verify"), "communique.app"),
    **dict.fromkeys(("CommuniqueError", "InputError", "NotFound", "RecordError"), "communique.errors"),
    "Record": "communique.query.record",
    "Settings": "communique.settings",
}


def __getattr__(name: str) -> Any:
    # Looked up when first asked for: the stages load spaCy, which a question to a finished record does not need.
    if name not in _HOMES:
        raise AttributeError(f"module 'communique' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
