"""Files, folders and globs to raw documents, with what the user's sidecars and manifests say about them."""

from communique.ingest.readers import read_paths

__all__ = ["read_paths"]
