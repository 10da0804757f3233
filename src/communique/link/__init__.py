"""link/: the records of single articles -> what holds across them: actors, stories, encounters, origins, decisions applied."""

from communique.link.records import LinkedRecord, link_records
from communique.link.renditions import find_renditions

__all__ = ["LinkedRecord", "find_renditions", "link_records"]
