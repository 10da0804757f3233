"""export/: a record as files, one module per format."""
