"""Facts: states, organisations, offices, summits; shipped with the package or a user's own (docs/facts.md)."""

from communique.facts.table import Facts, OfficeHolding, Organisation, State, Summit, load_facts

__all__ = ["Facts", "OfficeHolding", "Organisation", "State", "Summit", "load_facts"]
