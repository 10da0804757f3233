"""Raw documents to articles: text of record, blocks, metadata. Method: docs/methods/cleaning.md."""

from communique.clean.document import clean_document

__all__ = ["clean_document"]
