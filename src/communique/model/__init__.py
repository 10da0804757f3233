"""The nouns of the record: frozen dataclasses, standard library only. DESIGN: ARCHITECTURE.md."""
