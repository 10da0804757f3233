"""Where an encounter took place, as "City, Country"."""

from __future__ import annotations

from dataclasses import dataclass

from communique.extract.clauses import ParseTree
from communique.facts import Facts
from communique.facts.table import fold_name
from communique.model.annotation import Annotation, Name, Token
from communique.model.spans import Span

PLACE_LABELS = ("GPE", "LOC", "FAC")
PLACE_PREPOSITIONS = ("in", "at", "to", "into", "outside", "near")
COUNTRY_GAP_TOKENS = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A place with the words that tell it."""

    name: str
    """"City, Country" as far as known."""
    span: Span
    attached: bool = True
    """False: it stands in the same sentence only."""


class PlaceFinder:
    """Finds places among the names of an article and by the facts' cities."""

    def __init__(self, tree: ParseTree, annotation: Annotation, facts: Facts) -> None:
        self.tree = tree
        self.facts = facts
        self._name_at = {i: n for n in annotation.names if n.label in PLACE_LABELS for i in range(n.first, n.last)}

    def place_of(self, anchors: list[Token]) -> Place | None:
        """Return the place that a preposition ties to one of `anchors` (the trigger and its verb); None: none does."""
        for anchor in anchors:
            for preposition in self.tree.children(anchor.index, "prep"):
                if preposition.lemma.lower() not in PLACE_PREPOSITIONS:
                    continue
                for target in self.tree.children(preposition.index, "pobj"):
                    place = self._place(target)
                    if place is not None:
                        return place
        return None

    def only_city(self, sentence: int, verb: Token | None) -> Place | None:
        """Return the one city that the clause of `verb` is set in, wherever the parse hangs it; None: none, or two."""
        found: dict[str, Place] = {}
        for token in self.tree.sentence_tokens(sentence):
            if token.dep != "pobj" or self.tree.tokens[token.head].lemma.lower() not in ("in", "at"):
                continue
            above = next((t for t in self.tree.ancestors(token.index) if t.pos in ("VERB", "AUX")), None)
            place = self._place(token) if above == verb else None
            if place is not None and fold_name(place.name.split(",")[0]) in self.facts.state_by_place:
                found.setdefault(place.name, Place(place.name, place.span, attached=False))
        return next(iter(found.values())) if len(found) == 1 else None

    def _place(self, target: Token) -> Place | None:
        place = self.read(target)
        if place is not None:
            return place
        for preposition in self.tree.children(target.index, "prep"):
            if preposition.lemma.lower() in ("of", "in"):
                for inner in self.tree.children(preposition.index, "pobj"):
                    place = self.read(inner)
                    if place is not None:
                        return place
        return None

    def read(self, token: Token) -> Place | None:
        """Return the place named at `token`, with its country from the next words or the facts; None: no place."""
        if token.pos != "PROPN" or not token.text[:1].isupper():
            return None
        first, last = self._bounds(token)
        span = Span(self.tree.tokens[first].start, self.tree.tokens[last - 1].end)
        return self.named(span, last)

    def named(self, span: Span, after: int | None = None) -> Place | None:
        """Return the place whose name stands at `span`; `after`: index of the token behind it."""
        name = span.of(self.tree.text).removeprefix("the ").strip()
        state = self.facts.state_by_place.get(fold_name(name))
        if state is not None:
            return Place(
                f"{self._plain(name)}, {state.name}" if fold_name(name) != fold_name(state.name) else state.name, span
            )
        country = self.facts.state_by_name.get(fold_name(name))
        if country is not None and fold_name(name) in {fold_name(n) for n in (country.name, *country.names)}:
            return Place(country.name, span)
        behind = self._country_behind(after) if after is not None else None
        if behind is not None:
            return Place(f"{self._plain(name)}, {behind}", span)
        return None

    def _country_behind(self, index: int) -> str | None:
        tokens = self.tree.tokens
        if index + 1 < len(tokens) and tokens[index].text == ",":
            first, last = self._bounds(tokens[index + 1])
            name = self.tree.text[tokens[first].start : tokens[last - 1].end]
            state = self.facts.state_by_name.get(fold_name(name))
            return state.name if state is not None else None
        return None

    def _bounds(self, token: Token) -> tuple[int, int]:
        name: Name | None = self._name_at.get(token.index)
        if name is not None:
            return name.first, name.last
        first = token.index
        while (
            first and self.tree.tokens[first - 1].dep == "compound" and self.tree.tokens[first - 1].head == token.index
        ):
            first -= 1
        return first, token.index + 1

    @staticmethod
    def _plain(name: str) -> str:
        return name.removesuffix("'s").removesuffix("’s")
