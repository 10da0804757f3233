"""The pages of the reader: each answers one kind of address."""
