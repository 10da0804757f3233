"""link/: what holds across articles: decisions applied; actors, stories, encounters, origins."""

from communique.link.records import LinkedRecord, link_records
from communique.link.renditions import find_renditions

__all__ = ["LinkedRecord", "find_renditions", "link_records"]
