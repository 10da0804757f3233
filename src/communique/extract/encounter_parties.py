"""Who takes part in an encounter: the actors that the phrases around its words name or describe."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from communique.extract.cast import Cast
from communique.extract.clauses import SUBJECTS, ParseTree
from communique.extract.encounter_antecedents import (
    PLURAL,
    antecedent,
    body_before,
    counted_names,
    named_at_post,
    named_behind,
    other_office,
    owned_behind,
    owner_misread,
)
from communique.extract.encounter_conflict import Conflict
from communique.extract.encounter_words import encounter_words
from communique.facts.table import fold_name
from communique.model.annotation import Token
from communique.model.spans import ActorId, Span
from communique.model.times import TimeValue

PARTY_PREPOSITIONS = ("with", "between", "among", "alongside", "against")
DOMINANT = 2
"""The second of the text's two sides must be spoken of so many times as often as a third."""
MODIFIERS = ("compound", "amod", "nmod", "poss", "nummod")
OWNERS = ("of", "from", "to")
FIRST_PERSON = frozenset({"i", "we", "our", "us", "my", "you", "your", "me"})
ADVERBIAL = ("in", "at", "on", "after", "before", "during", "since", "along", "together")
"""Prepositions whose phrase tells a time, a place or company, not who is meant ("the two presidents in A")."""
FORMAT_TOKENS = 16
"""How far behind "talks between" the name of a body of several states may stand."""
SIDE_NOUNS = ("country", "side", "state", "government", "nation", "party")
PLACE_NOUNS = ("hotel", "capital", "city", "town", "palace", "phone", "telephone", "headquarters", "resort", "villa")
RELATIVES = ("who", "which", "that")
VAGUE = re.compile(r"(?i)(more than|at least|several|some|other|many|dozens?|various|a number|\d+)\b")
"""Openings of groups that name nobody in particular ("many island states")."""


class PartyReader:
    """Reads participants from the noun phrases of one article."""

    def __init__(self, tree: ParseTree, cast: Cast, times: Sequence[TimeValue] = ()) -> None:
        self.tree = tree
        self.cast = cast
        self.words = encounter_words()
        self.conflict = Conflict(cast, tree.text)
        self._times = [time.span for time in times]

    def actors(self, head: Token) -> list[ActorId]:
        """Return the actors that the noun phrase at `head` names or describes, each conjunct by itself."""
        owner = owner_misread(self.tree, self.cast, head)
        if owner is not None:
            return owned_behind(self.tree, self.cast, owner)
        return self.conflict.paired([actor for part in self.conjuncts(head) for actor in self.one(part)])

    def one(self, part: Token) -> list[ActorId]:
        """Return the actors of one item of a coordination."""
        return [] if part.text.lower() in FIRST_PERSON else self._phrase(part)

    def subject(self, verb: Token) -> list[ActorId]:
        """Return the actors of a verb's subject; of a relative clause, those of the noun it belongs to."""
        above = self.tree.head(verb.index)
        if (
            verb.dep == "acl"
            and verb.tag == "VBG"
            and above is not None
            and self.tree.child(verb.index, *SUBJECTS) is None
        ):
            return self.actors(above)
        subject = self.subject_token(verb)
        if subject is None:
            return self._owner_of_wish(verb)
        if subject.text.lower() in RELATIVES:
            above = self._related(verb)
            return self.actors(above) if above is not None else []
        return self.actors(subject)

    def _related(self, verb: Token) -> Token | None:
        """Return the noun whose relative clause a verb is in ("the council, which is due to meet"); None: in none."""
        for token in (verb, *self.tree.ancestors(verb.index)):
            if token.dep == "relcl":
                return self.tree.head(token.index)
            if token.pos not in ("VERB", "AUX", "ADJ"):
                return None
        return None

    def _owner_of_wish(self, verb: Token) -> list[ActorId]:
        """Return who is meant to act in "his readiness to hold a meeting", "expressed readiness to meet X"."""
        noun = self.tree.head(verb.index)
        if noun is None or noun.pos != "NOUN" or noun.lemma not in self.words.of("status.ahead_nouns"):
            return []
        owners = self.tree.children(noun.index, "poss")
        owned = self.actors(owners[0]) if owners else []
        if owned or (owners and owners[0].pos != "PRON"):
            return owned
        above = next((t for t in self.tree.ancestors(noun.index) if t.pos == "VERB"), None)
        return self.subject(above) if above is not None else []

    def subject_token(self, verb: Token) -> Token | None:
        """Return the subject of a verb, also that of "is due to meet" and the object of "invited X to visit"."""
        own = self.tree.child(verb.index, *SUBJECTS)
        head = self.tree.head(verb.index)
        helpers = self.tree.children(verb.index, "aux")
        if own is None and any(t.dep == "expl" for h in helpers for t in self.tree.children(h.index)):
            return None  # "there is little holding talks"
        if own is not None or head is None:
            return own
        infinitive = any(t.tag == "TO" for t in self.tree.children(verb.index, "aux"))
        if (
            infinitive
            and verb.dep in ("xcomp", "ccomp", "advcl")
            and head.lemma.lower() in self.words.of("groups.object_control")
        ):
            asked = self.tree.child(head.index, "dobj", "nsubjpass")
            if asked is not None:
                return asked
        if verb.dep in ("xcomp", "ccomp", "conj") and (head.pos == "ADJ" or head.dep == "xcomp"):
            return self.subject_token(head)
        if head.pos in ("VERB", "AUX") and verb.dep in ("acomp", "oprd"):
            return self.subject_token(head)
        wished = [
            t
            for p in self.tree.children(head.index, "prep")
            if p.lemma == "for"
            for t in self.tree.children(p.index, "pobj")
            if t.index < verb.index
        ]
        if wished and any(t.tag == "TO" for t in self.tree.children(verb.index, "aux")):
            return wished[0]  # "a desire for X and Y to reconvene"
        if head.lemma == "invitation":
            accepting = next((t for t in self.tree.ancestors(head.index) if t.pos == "VERB"), None)
            return self.subject_token(accepting) if accepting is not None and accepting.lemma == "accept" else None
        return self.tree.subject(verb.index)

    def targets(self, index: int, *prepositions: str) -> list[Token]:
        """Return the nouns that the given prepositions tie to a token, also through a place between them.

        "a meeting in Geneva with X": the parse often hangs "with" on "Geneva".
        """
        found = []
        for preposition in self.tree.children(index, "prep", "agent"):
            for target in self.tree.children(preposition.index, "pobj"):
                if preposition.lemma.lower() in prepositions:
                    found.append(target)
                elif preposition.lemma.lower() in ("in", "at", "on") and self._is_place(target):
                    # "in the Kingdom of A": "of" is the place's own
                    found += self.targets(target.index, *(p for p in prepositions if p not in OWNERS))
        return found

    def _is_place(self, target: Token) -> bool:
        """Return whether a noun is a name or a place that may stand between an encounter and its parties."""
        return target.pos == "PROPN" or target.lemma.lower() in PLACE_NOUNS

    def named_at(self, token: Token) -> list[ActorId]:
        """Return the organisations whose names end at a token ("Group of 20" too)."""
        span = Span(token.start, token.end)
        told = [m.actor for m in self.cast.mentions if m.actor is not None and m.span.contains(span)]
        return [a for a in told if self.cast.actor(a).kind == "organisation"]

    def formats(self, token: Token) -> list[ActorId]:
        """Return the body of several states whose talks these are ("the Normandy talks", "the P5+1 talks")."""
        formats = set(self.words.of("groups.formats"))
        below = self.tree.subtree(token.index, skip=lambda t: t.dep in ("relcl", "advcl", "conj"))
        last = below[-1]
        acting = any(t.lemma.lower() in self.words.of("groups.delegates") for t in self.targets(token.index, "of"))
        behind = self.tree.tokens[token.index : token.index + FORMAT_TOKENS]
        if acting or any(t.lemma == "between" for t in behind):
            last = min(token.index + FORMAT_TOKENS, self.tree.sentences[token.sentence].last - 1)
        span = Span(self.tree.tokens[below[0]].start, self.tree.tokens[last].end)
        found = [a for a in self.cast.actors_in(span) if self.cast.actor(a).name in formats]
        facts = self.cast.registry.facts
        for modifier in self.tree.children(token.index, "compound", "nmod"):
            body = facts.organisation_by_name.get(fold_name(f"{modifier.text} format"))
            found += [self.cast.registry.add_organisation(body.name)] if body is not None else []
        return found[:1]

    def delegates_only(self, head: Token) -> bool:
        """Return whether a phrase is about people who act for sides that it does not name ("the engineers")."""
        plural = head.tag in ("NNS", "NNPS") or head.text.lower() in ("both", "two")
        told = any(t.lemma in ("of", "from", "to", "for") for t in self.tree.children(head.index, "prep"))
        known = head.lemma.lower() in (*self.words.of("groups.acting"), "both")
        return plural and known and (not told or self._is_both(head)) and not self.actors(head)

    def _is_both(self, head: Token) -> bool:
        """Return whether a phrase speaks of "the two countries" or "both sides"."""
        owners = self.targets(head.index, *OWNERS)
        return any(t.lemma.lower() in SIDE_NOUNS for t in owners)

    def conjuncts(self, head: Token) -> Iterator[Token]:
        """Yield the heads of a coordination, also where the parse takes a list for appositions."""
        yield head
        for token in self.tree.children(head.index, "conj"):
            yield from self.conjuncts(token)
        for token in self.tree.children(head.index, "appos"):
            if token.pos == "PROPN" and head.pos == "PROPN" and self._is_listed(head, token):
                yield from self.conjuncts(token)

    def listed_persons(self, head: Token) -> list[ActorId]:
        """Return the persons of a list, also where the parse hangs an item on a state's name before it."""
        indices = self.tree.subtree(head.index, skip=lambda t: t.dep in ("relcl", "acl", "advcl", "poss"))
        found: list[ActorId] = []
        for token in (self.tree.tokens[i] for i in indices):
            owner = bool(self.tree.children(token.index, "case"))  # "(X's son-in-law)"
            if token.dep in ("conj", "appos") and token.pos == "PROPN" and not owner:
                named = self.cast.actors_in(self.tree.noun_span(token.index)) or ()
                found += [a for a in named if self.cast.actor(a).kind == "person"][:1]
        return found

    def modifier(self, modifier: Token) -> list[ActorId]:
        """Return the actors of a word before the noun ("Kerry's", "U.S.-Russia", "Ukrainian and Russian")."""
        span = Span(modifier.start, modifier.end)
        if modifier.dep in ("det", "nummod") or any(time.overlaps(span) for time in self._times):
            return []
        if modifier.dep == "poss":
            return self.actors(modifier)
        if modifier.lemma.lower() in self.words.of("groups.mediating"):  # "U.S.-brokered"
            below = self.tree.children(modifier.index, "npadvmod", "compound", "nmod", "nsubj", "dep")
            return [a for token in below for a in self.within(Span(token.start, token.end))]
        return self._adjective_states(modifier)

    def within(self, span: Span) -> list[ActorId]:
        """Return the actors of names within a word, "U.S.-Russia" and "Russian" included."""
        within = list(self.cast.actors_in(span))
        if within:
            return within
        found: list[ActorId] = []
        for part in span.of(self.tree.text).replace("–", "-").split("-"):
            state = self.cast.registry.facts.state_by_name.get(part.casefold().replace(".", ""))
            if state is not None and part[:1].isupper():
                found.append(self.cast.registry.add_state(state.name))
        return found

    def sides(self, head: Token | None = None) -> list[ActorId]:
        """Return the two sides that the text is about; empty: no pair stands out.

        Two states; but the state and its opposition where the text tells of a conflict within one state, unless
        `head` is a word for those who act for states ("the two presidents").
        """
        main = list(self.cast.phrases.groups.main_sides())
        if head is None or head.lemma.lower() in self.words.of("groups.internal"):
            pair = self.conflict.pair([self.cast.actor(a).name for a in main])
            if pair:
                return pair
        if main:
            return main
        spoken_of = (self.cast.side_of(m.actor) for m in self.cast.mentions if m.actor is not None)
        told = Counter(self.cast.registry.side(self.cast.actor(side).name) for side in spoken_of if side is not None)
        ranked = [(side, n) for side, n in told.most_common() if side is not None][:3]
        clear = len(ranked) == 2 or (len(ranked) > 2 and ranked[1][1] >= DOMINANT * ranked[2][1])
        return sorted(a for a, _ in ranked[:2]) if clear else []

    def _phrase(self, head: Token) -> list[ActorId]:
        if head.lemma.lower() in self.words.of("groups.audience"):
            return []
        named = self._named_apposition(head)
        if named:
            return named
        span = self.tree.phrase_span(head.index, skip=lambda t: _outside(t, head))
        if span is None:
            return []
        states = self._joint_states(head) or self._bare_sides(head)
        if states:
            return states
        found = self._flat(self.cast.resolve(span, speaking=head.pos == "PROPN").value or ()) or self._repeated(head)
        found = found or body_before(self.tree, self.cast, head)
        found = [] if other_office(self.cast, head, found) else found
        if not any(self.cast.actor(a).kind == "person" and self.cast.actor(a).named for a in found):
            found = named_behind(self.cast, self.tree.text, head, span) or self._for_others(head, found)
        return self._parties(found)

    def _bare_sides(self, head: Token) -> list[ActorId]:
        """Return the state and its opposition for "all sides" or "the parties" of a conflict within it."""
        told = self.tree.children(head.index, "amod", "compound", "nmod", "poss", "prep", "relcl")
        known = head.lemma.lower() in ("side", "party") and head.tag == "NNS"
        sides = self.sides(head) if known and not told else []
        return sides if any(self.cast.actor(a).kind == "group" for a in sides) else []

    def _repeated(self, head: Token) -> list[ActorId]:
        """Return whom a pronoun means that the sentence alone explains ("the council said it would meet")."""
        noun = antecedent(self.tree, head) if head.pos == "PRON" else None
        found = self.actors(noun) if noun is not None else []
        return [a for a in found if head.text.lower() in PLURAL or self.cast.actor(a).kind != "person"]

    def _for_others(self, head: Token, found: list[ActorId]) -> list[ActorId]:
        """Return whom "the foreign ministers of A and B", "engineers from both countries" or "NATO ministers" mean."""
        owners = self._owners(head)
        if owners:
            return owners
        if self._has_named(found):
            return found
        bodies = [
            actor
            for modifier in self.tree.children(head.index, "compound", "nmod")
            for actor in self.within(Span(modifier.start, modifier.end))
            if self.cast.actor(actor).kind in ("organisation", "armed group")
        ]
        return bodies or found or self._flat(self.cast.actors_in(Span(head.start, head.end)))

    def _named_apposition(self, head: Token) -> list[ActorId]:
        """Return the persons whom "the foreign minister of A, X" or "the two presidents, X and Y" names."""
        if head.pos not in ("NOUN", "PROPN") or (head.pos == "PROPN" and self._is_named(head)):
            return []
        found, last = list[ActorId](), head.end
        for token in (
            *self.tree.children(head.index, "appos"),
            *named_at_post(self.tree, self.cast, head, self.targets(head.index, *OWNERS, "for")),
        ):
            # "the president of A, X, and President Y": a list that the parse hangs on the first office
            listed = not found or any(t.lemma == "and" for t in self.tree.tokens_in(Span(last, token.start)))
            if token.pos == "PROPN" and listed:
                found += [a for a in self.actors(token) if self.cast.actor(a).kind == "person"]
            last = token.end
        return found or counted_names(self.tree, self.cast, head)

    def _is_named(self, head: Token) -> bool:
        """Return whether a token is part of a person's name."""
        found = self.cast.actors_in(self.tree.noun_span(head.index))
        return any(self.cast.actor(a).kind == "person" and head.text in self.cast.actor(a).name.split() for a in found)

    def _owners(self, head: Token) -> list[ActorId]:
        """Return the named actors for whom a described group acts ("engineers from both countries")."""
        if head.pos not in ("NOUN", "PROPN") or head.lemma.lower() not in self.words.of("groups.delegates"):
            return []
        owners = [*self.targets(head.index, *OWNERS), *self.tree.children(head.index, "poss")]
        found = [a for owner in owners for a in self._side_actors(owner)]
        return found if self._has_named(found) and all(self._is_side(a) for a in found) else []

    def _side_actors(self, owner: Token) -> list[ActorId]:
        found = self._repeated(owner) if owner.pos == "PRON" else self.actors(owner)
        if not found and owner.lemma.lower() in SIDE_NOUNS:
            return self.sides()
        return found

    def _is_side(self, actor_id: ActorId) -> bool:
        return self.cast.actor(actor_id).kind in ("state", "organisation", "armed group")

    def _has_named(self, actors: Sequence[ActorId]) -> bool:
        return any(self.cast.actor(a).named and self.cast.actor(a).kind != "group" for a in actors)

    def _flat(self, actors: Sequence[ActorId]) -> list[ActorId]:
        flat: list[ActorId] = []
        for actor_id in actors:
            actor = self.cast.actor(actor_id)
            flat += list(actor.members) if actor.kind == "group" and actor.members else [actor_id]
        return [a for a in flat if self.cast.actor(a).kind not in ("place", "agreement")]

    def _parties(self, actors: Sequence[ActorId]) -> list[ActorId]:
        """Return the states or organisations of unnamed people, as far as they are told."""
        found = []
        for actor_id in actors:
            actor = self.cast.actor(actor_id)
            if not actor.named:
                side = self.cast.side_of(actor_id)
                found += [side] if side is not None else []
            elif actor.kind != "group" or not VAGUE.match(actor.name):
                found += self.conflict.parties(actor_id)
        return found

    def _joint_states(self, head: Token) -> list[ActorId]:
        """Return the states of "Russian and Ukrainian negotiators"; empty unless there are two or more."""
        if head.pos != "NOUN":
            return []
        modifiers = self.tree.children(head.index, "amod", "compound", "nmod")
        states = [a for modifier in modifiers for a in self._adjective_states(modifier)]
        return states if len(set(states)) > 1 else []

    def _adjective_states(self, modifier: Token) -> list[ActorId]:
        found = self.within(Span(modifier.start, modifier.end))
        for token in self.tree.children(modifier.index, "conj"):
            found += self._adjective_states(token)
        return found

    def _is_listed(self, head: Token, token: Token) -> bool:
        """Return whether an apposition is really the next item of a list: it has items after it, or "and" before it."""
        joined = any(head.index < t.index < token.index for t in self.tree.children(head.index, "cc"))
        return (joined or bool(self.tree.children(token.index, "conj"))) and head.index < token.index


def _outside(token: Token, head: Token) -> bool:
    """Return whether a word below a noun is outside its own phrase: clauses, asides, and what is joined to the noun."""
    if token.dep in ("conj", "cc"):
        return token.head == head.index
    if token.dep == "prep" and token.head == head.index and token.lemma.lower() in ADVERBIAL:
        return True
    return token.dep in ("relcl", "appos", "acl", "punct", "advcl")
