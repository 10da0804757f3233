"""link/: what holds across articles: decisions applied; actors, stories, encounters, origins."""

from communique.link.coverage import Coverage
from communique.link.records import LinkedRecord, link_records, link_story
from communique.link.renditions import find_renditions

__all__ = ["Coverage", "LinkedRecord", "find_renditions", "link_records", "link_story"]
