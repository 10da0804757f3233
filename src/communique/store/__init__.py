"""store/: the record as one SQLite file: schema, writing, redirects, the decisions journal. Tables: docs/schema.md."""

from communique.store.digests import digest

__all__ = ["digest"]
