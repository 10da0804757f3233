"""Everything that Communiqué raises on purpose.

    CommuniqueError
    ├── InputError          a path, file or option that cannot be used
    │   └── UnreadableDocument  one document; a build reports it and goes on
    ├── RecordError         a record file that cannot be opened, is of another schema, or does not hold
    │   ├── SchemaTooNew    written by a later version
    │   ├── SchemaTooOld    written by an earlier version
    │   └── NotFound        a question for something that the record does not have
    ├── DecisionError       a decisions file that cannot be read
    └── ModelError          a language model or its weights are missing or changed

Messages say what, which, and the next step.
"""

from __future__ import annotations


class CommuniqueError(Exception):
    """Base of all errors raised on purpose."""


class InputError(CommuniqueError):
    """A path, file or option cannot be used."""


class UnreadableDocument(InputError):
    """One document cannot be read; `path` tells which and `reason` why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class RecordError(CommuniqueError):
    """A record file cannot be opened or does not hold."""


class SchemaTooNew(RecordError):
    """The record was written by a later version of Communiqué."""


class SchemaTooOld(RecordError):
    """The record was written by an earlier version of Communiqué; a build brings it up."""


class NotFound(RecordError):
    """The record does not have what was asked for."""


class DecisionError(CommuniqueError):
    """A decisions file cannot be read."""


class ModelError(CommuniqueError):
    """A language model or its weights are missing or changed."""
