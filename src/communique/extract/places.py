"""Where an encounter took place, as "City, Country"."""

from __future__ import annotations

from dataclasses import dataclass

from communique.extract.clauses import ParseTree
from communique.extract.encounter_words import encounter_words
from communique.facts import Facts
from communique.facts.table import State, fold_name
from communique.model.annotation import Annotation, Name, Token
from communique.model.spans import Span

PLACE_LABELS = ("GPE", "LOC", "FAC")
PLACE_PREPOSITIONS = ("in", "at", "to", "into", "outside", "near", "for")
INNER_PREPOSITIONS = ("of", "in", "outside", "near")
BEFORE_NOUN = ("compound", "amod", "nmod", "poss")
HERE_BACK_SENTENCES = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A place with the words that tell it."""

    name: str
    """"City, Country" as far as known."""
    span: Span
    attached: bool = True
    """False: it stands in the same sentence only, or is that of the dateline or of the same occasion."""

    @property
    def is_city(self) -> bool:
        """Return whether more than the country is known."""
        return "," in self.name


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
                if preposition.lemma.lower() == "for" and anchor.lemma.lower() not in (
                    "plan",
                    "schedule",
                    "set",
                    "prepare",
                ):
                    continue
                for target in self.tree.children(preposition.index, "pobj"):
                    place = self._place(target)
                    if place is not None:
                        return place
            if anchor.lemma == "visit" and anchor.pos == "VERB":
                behind = self.tree.tokens[
                    anchor.index + 1 : anchor.index + 2
                ]  # "visited A to see": a subject in the parse
                for target in (*self.tree.children(anchor.index, "dobj"), *behind):
                    place = self._place(target)
                    if place is not None:
                        return place
            if any(t.text.lower() == "there" for t in self.tree.children(anchor.index, "advmod")):
                return self._last_before(anchor)
        return None

    def before_noun(self, noun: Token) -> Place | None:
        """Return the city that stands before a noun ("the Munich talks"); None: none does."""
        if noun.pos == "VERB":
            return None
        for token in self.tree.children(noun.index, *BEFORE_NOUN):
            if token.dep in ("compound", "nmod") and self.is_city(token):
                return self.read(token)
        return None

    def is_city(self, token: Token) -> bool:
        """Return whether a word is the name of a city in the facts table."""
        return token.text[:1].isupper() and fold_name(token.text) in self.facts.state_by_place

    def only_city(self, sentence: int, verb: Token | None) -> Place | None:
        """Return the one city that the clause of `verb` is set in, wherever the parse hangs it; None: none, or two."""
        found: dict[str, Place] = {}
        for token in self.tree.sentence_tokens(sentence):
            if token.dep != "pobj" or self.tree.tokens[token.head].lemma.lower() not in ("in", "at"):
                continue
            above = next((t for t in self.tree.ancestors(token.index) if t.pos in ("VERB", "AUX")), None)
            place = self._place(token) if above == verb else None
            if place is not None and place.is_city:
                found.setdefault(place.name, Place(place.name, place.span, attached=False))
        return next(iter(found.values())) if len(found) == 1 else None

    def city_among(self, indices: list[int], *prepositions: str) -> Place | None:
        """Return the first city that one of the prepositions names among the tokens of a phrase; None: none does."""
        for token in (self.tree.tokens[i] for i in indices):
            if token.dep == "pobj" and self.tree.tokens[token.head].lemma.lower() in prepositions:
                place = self._place(token)
                if place is not None and place.is_city:
                    return place
        return None

    def written(self, words: str, span: Span) -> Place | None:
        """Return the city that a dateline names ("SOCHI, Russia"); None: the facts table does not know it."""
        name, _, behind = words.partition(",")
        state = self.facts.state_by_name.get(fold_name(behind)) or self.facts.state_by_place.get(fold_name(name))
        if state is None:
            return None
        city = " ".join(part if not part.isupper() else part.capitalize() for part in name.split())
        return Place(f"{city}, {state.name}", span, attached=False)

    def _place(self, target: Token) -> Place | None:
        place = self.read(target) or self._capital(target) or self._venue(target)
        if place is not None:
            return place
        people = target.lemma.lower() in encounter_words().of("groups.delegates")  # "to the leaders of A"
        for preposition in self.tree.children(target.index, "prep") if not people else ():
            if preposition.lemma.lower() in INNER_PREPOSITIONS:
                for inner in self.tree.children(preposition.index, "pobj"):
                    place = self.read(inner) or self._capital(inner)
                    if place is not None:
                        return place
        for token in self.tree.children(target.index, "compound", "nmod"):
            if self.is_city(token):
                return self.read(token)
        return None

    def _capital(self, token: Token) -> Place | None:
        """Return the city that "the Austrian capital" is; None: the words are not of that form."""
        if token.lemma.lower() != "capital":
            return None
        states: list[State] = []
        for modifier in self.tree.children(token.index, "amod", "compound", "nmod", "poss"):
            state = self.facts.state_by_name.get(fold_name(modifier.text))
            if state is not None:
                states.append(state)
        if len(states) != 1:
            return None
        name = f"{states[0].capital}, {states[0].name}" if states[0].capital else states[0].name
        return Place(name, Span(token.start, token.end))

    def _venue(self, token: Token) -> Place | None:
        """Return where a building known by name stands ("the Kremlin"); None: it is none of the facts table's."""
        if not token.text[:1].isupper():
            return None
        span = self.tree.noun_span(token.index)
        names = [span.of(self.tree.text)]
        name = self._name_at.get(token.index)
        if name is not None:
            names.append(name.span.of(self.tree.text))
        for words in (*names, token.text):
            venue = self.facts.venue_by_name.get(fold_name(words))
            if venue is not None:
                return Place(venue.place, span)
        return None

    def _last_before(self, anchor: Token) -> Place | None:
        """Return the last place that a preposition names before a "there", not far back; None: there is none."""
        for token in reversed(self.tree.tokens[: anchor.index]):
            if anchor.sentence - token.sentence > HERE_BACK_SENTENCES:
                return None
            if token.dep == "pobj" and self.tree.tokens[token.head].lemma.lower() in PLACE_PREPOSITIONS:
                place = self._place(token)
                if place is not None:
                    return place
        return None

    def read(self, token: Token) -> Place | None:
        """Return the place named at `token`, with its country from the next words or the facts; None: no place."""
        if token.pos != "PROPN" or not token.text[:1].isupper():
            return None
        first, last = self._bounds(token)
        span = Span(self.tree.tokens[first].start, self.tree.tokens[last - 1].end)
        state = self._state_of_town(token)
        if state is not None:
            return Place(f"{self._plain(span.of(self.tree.text))}, {state}", span)
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
            # "in Aldersund, Ardenian officials said": an adjective opens what follows.
            named = state is not None and fold_name(name) in {fold_name(n) for n in (state.name, *state.names)}
            return state.name if state is not None and named else None
        return None

    def _state_of_town(self, token: Token) -> str | None:
        """Return the state of "the Ardenian city of Aldersund"; None: the words are not of that form."""
        above = self.tree.tokens[token.head]
        town = self.tree.tokens[above.head]
        if (
            token.dep != "pobj"
            or above.lemma.lower() != "of"
            or town.lemma.lower() not in encounter_words().of("places.towns")
        ):
            return None
        states = {
            state.name
            for modifier in self.tree.children(town.index, "amod", "compound", "nmod")
            if (state := self.facts.state_by_name.get(fold_name(modifier.text))) is not None
        }
        return states.pop() if len(states) == 1 else None

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
