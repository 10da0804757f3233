"""web/: the reader, a record as local pages; questions go through query/, nothing is written."""
