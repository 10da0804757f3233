"""query/: questions to a finished record; the one way in for the command line, exports and other readers."""

from communique.query.record import Record

__all__ = ["Record"]
