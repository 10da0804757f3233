"""Which words of an article tell an encounter, and of what kind."""

from __future__ import annotations

from communique.extract.clauses import ParseTree, is_negated
from communique.extract.encounter_antecedents import called
from communique.extract.encounter_parties import MODIFIERS, PartyReader
from communique.extract.encounter_words import encounter_words
from communique.facts.table import fold_name
from communique.model.annotation import Token
from communique.model.encounters import EncounterKind


class TriggerReader:
    """Tells the kind of encounter that a token stands for."""

    def __init__(self, tree: ParseTree, parties: PartyReader) -> None:
        self.tree = tree
        self.parties = parties
        self.words = encounter_words()

    def kind(self, token: Token) -> EncounterKind | None:
        """Return the kind of encounter that a verb or noun tells; None: it tells none."""
        if token.pos == "VERB":
            return self._verb_kind(token)
        if token.pos in ("NOUN", "PROPN") and token.dep != "compound" and not self._is_told_above(token):
            return self.noun_kind(token) or ("summit" if self._is_series(token) else None)
        return None

    def noun_kind(self, token: Token) -> EncounterKind | None:
        """Return the kind that a noun tells, whatever its place in the sentence; None: it tells none."""
        words, lemma = self.words, token.lemma.lower()
        before = {t.lemma.lower() for t in self.tree.children(token.index, *MODIFIERS)}
        if lemma in words.of("call_words.conversation"):
            return "call" if before & set(words.of("call_words.before")) else "talks"
        kind = words.nouns.get(lemma) or words.nouns.get(token.text.lower())
        wanted = words.noun_conditions.get(lemma)
        if kind is None or (wanted is not None and not self._meets(token, before, wanted)):
            return None
        if lemma == "round" and not before & set(words.nouns) and not self._is_round_of_talks(token):
            return None
        if lemma == "conference":
            if before & {"news", "press", "media"}:
                return "press conference"
            return "call" if "video" in before else "talks"
        return kind

    def _is_series(self, token: Token) -> bool:
        """Return whether the name of a group that meets as a summit stands for the summit ("during the annual G20")."""
        preposition = self.tree.head(token.index)
        if token.dep != "pobj" or preposition is None or preposition.lemma.lower() not in ("at", "during"):
            return False
        if not {t.text.lower() for t in self.tree.children(token.index, "det", "amod")} & {"the", "annual"}:
            return False  # "at NATO" is the organisation
        series = {summit.series for summit in self.parties.cast.registry.facts.summits}
        return any(self.parties.cast.actor(a).name in series for a in self.parties.named_at(token))

    def _is_round_of_talks(self, token: Token) -> bool:
        """Return whether "a round" is one of talks ("a new round of aggression" is not)."""
        contents = [
            t
            for p in self.tree.children(token.index, "prep")
            if p.lemma == "of"
            for t in self.tree.children(p.index, "pobj")
        ]
        return all(t.lemma.lower() in (*self.words.nouns, "diplomacy") for t in contents)

    def _meets(self, token: Token, before: set[str], wanted: frozenset[str]) -> bool:
        """Return whether a noun has one of the words that make it an encounter, or "with" a party of its own."""
        if before & wanted:
            return True
        lemma = token.lemma.lower()
        determiners = {t.text.lower() for t in self.tree.children(token.index, "det")}
        if lemma in ("call", "session") and determiners & {"the", "this"}:
            return not self.tree.children(token.index, "prep", "acl") or self._has_parties(token)
        return lemma in ("session", "call") and self._has_parties(token)

    def _has_parties(self, token: Token) -> bool:
        return any(
            bool(self.parties.actors(target)) or self.parties.delegates_only(target)
            for target in self.parties.targets(token.index, "with", "between", "of")
        )

    def _is_told_above(self, token: Token) -> bool:
        """Return whether a noun above tells a noun ("a round of talks", "talks that will be the only session")."""
        verb = self.tree.head(token.index) if token.dep == "attr" else None
        if verb is not None and verb.dep == "relcl" and any(t.tag == "WDT" for t in self.tree.children(verb.index)):
            above = self.tree.head(verb.index)
            return above is not None and above.pos == "NOUN" and self.noun_kind(above) is not None
        of = self.tree.head(token.index) if token.dep == "pobj" else None
        above = self.tree.head(of.index) if of is not None and of.lemma == "of" else None
        return above is not None and above.pos == "NOUN" and self.words.nouns.get(above.lemma.lower()) == "talks"

    def _verb_kind(self, token: Token) -> EncounterKind | None:
        words, lemma = self.words, token.lemma.lower()
        if lemma in words.verbs:
            return self._meeting_kind(token, words.verbs[lemma])
        if lemma in words.ceremonies:
            return self._ceremony_kind(token)
        if lemma in words.of("verbs_address.lemmas") and self._addresses(token):
            return "other"
        if lemma in words.verbs_person:
            return self._person_kind(token)
        if lemma in words.verbs_joint:
            return words.verbs_joint[lemma] if self._is_joint(token) else None
        if lemma in words.verbs_with and self._is_together(token):
            return self._speaking_kind(token)
        return "visit" if lemma in words.of("verbs_motion.lemmas") and self._is_journey(token) else None

    def _is_journey(self, token: Token) -> bool:
        """Return whether a named person goes to a place in another state, for no encounter that the clause names."""
        if is_negated(self.tree, token.index):
            return False
        persons = [a for a in self.parties.subject(token) if self.parties.cast.actor(a).kind == "person"]
        if len(persons) != 1 or self.parties.cast.actor(persons[0]).side is None:
            return False
        below = [self.tree.tokens[i] for i in self.tree.subtree(token.index, skip=lambda t: t.dep in ("conj", "ccomp"))]
        if any(t.pos in ("NOUN", "PROPN") and self.noun_kind(t) is not None for t in below):
            return False
        facts = self.parties.cast.registry.facts
        for target in self.parties.targets(token.index, *self.words.of("verbs_motion.prepositions")):
            words = self.tree.noun_span(target.index).of(self.tree.text)
            state = facts.state_by_place.get(fold_name(words)) or facts.state_by_name.get(fold_name(words))
            if state is not None and target.pos == "PROPN" and state.name != self.parties.cast.actor(persons[0]).side:
                return True
        return False

    def _meeting_kind(self, token: Token, kind: EncounterKind) -> EncounterKind | None:
        objects = self.tree.children(token.index, "dobj", "dative", "nsubjpass")
        if token.lemma == "meet" and objects and objects[0].lemma.lower() in self.words.of("verbs_not.met"):
            return None
        return "call" if self._by_phone(token) else kind

    def _ceremony_kind(self, token: Token) -> EncounterKind | None:
        """Return "ceremony" for "laid a wreath" and for a signing whose place or day is told with it."""
        objects = {t.lemma.lower() for t in self.tree.children(token.index, "dobj", "nsubjpass")}
        above = self.tree.head(token.index)
        if token.dep in ("relcl", "acl") and above is not None:
            objects.add(above.lemma.lower())
        if not objects & self.words.ceremonies[token.lemma.lower()]:
            return None
        return "ceremony"

    def _addresses(self, token: Token) -> bool:
        """Return whether the verb has a parliament or the like as its hearer."""
        hearers = self.tree.children(token.index, "dobj") if token.lemma == "address" else []
        for preposition in self.tree.children(token.index, "prep"):
            if preposition.lemma in ("to", "before", "at"):
                hearers += self.tree.children(preposition.index, "pobj")
        return any(t.lemma.lower() in self.words.of("verbs_address.bodies") for t in hearers)

    def _person_kind(self, token: Token) -> EncounterKind | None:
        """Return the kind of a verb that has a person as its object ("received X"; "called X", not "called X a Y")."""
        kind = self.words.verbs_person[token.lemma.lower()]
        if kind != "call":
            met = self.tree.children(token.index, "dobj", "nsubjpass")
            return kind if any(self._is_person(t) for t in met) else None
        objects = called(self.tree, token)
        told = self.tree.children(token.index, "oprd", "ccomp", "acomp", "prt", "attr", "xcomp")
        told = [t for t in told if t not in objects]
        named = [t for t in told if t.dep != "xcomp" or t.pos != "VERB"]
        if len(objects) != 1 or named or objects[0].pos != "PROPN" or not self._is_person(objects[0]):
            return None
        end = self.tree.noun_span(objects[0].index).end
        after = next((t for t in self.tree.tokens[objects[0].index + 1 :] if t.start >= end), None)
        quoted = after is not None and (after.text in ('"', "“", "'", "‘") or after.pos == "DET")
        return None if quoted else kind

    def _is_person(self, token: Token) -> bool:
        return any(self.parties.cast.actor(a).kind == "person" for a in self.parties.one(token))

    def _is_joint(self, token: Token) -> bool:
        """Return whether two or more named persons are the subject, or one with another ("spent an hour with X")."""
        found = self.parties.subject(token)
        for target in self.parties.targets(token.index, "with"):
            found += self.parties.actors(target)
        persons = {a for a in found if self.parties.cast.actor(a).kind == "person"}
        length = self.tree.children(token.index, "dobj", "npadvmod")
        for preposition in self.tree.children(token.index, "prep"):
            length += self.tree.children(preposition.index, "pobj")
        timed = any(t.lemma.lower() in ("hour", "minute") for t in length)
        return len(persons) > 1 and timed

    def _is_together(self, token: Token) -> bool:
        """Return whether a verb that needs "with" or a particle has it, or two persons as its subject."""
        tree, lemma = self.tree, token.lemma.lower()
        if lemma == "speak" and not self._by_phone(token) and not self._speaks_with(token):
            return self._speaks_beside(token)
        if lemma == "sit" and not tree.children(token.index, "prt"):
            return False
        if lemma == "get":
            return any(t.text.lower() == "together" for t in tree.children(token.index))
        if lemma == "shake":
            return any(t.lemma == "hand" for t in tree.children(token.index, "dobj"))
        return True

    def _speaking_kind(self, token: Token) -> EncounterKind:
        if token.lemma == "speak" and self._speaks_beside(token):
            return "press conference"
        if self._by_phone(token):
            return "call"
        return self.words.verbs_with[token.lemma.lower()]

    def _speaks_beside(self, token: Token) -> bool:
        """Return whether somebody speaks to the press beside another ("speaking alongside X")."""
        return any(self._is_person(target) for target in self.parties.targets(token.index, "alongside", "beside"))

    def _by_phone(self, token: Token) -> bool:
        for preposition in self.tree.children(token.index, "prep", "agent"):
            means = {t.lemma.lower() for t in self.tree.children(preposition.index, "pobj")}
            if preposition.lemma in ("by", "on", "via", "over") and means & set(self.words.of("call_words.by")):
                return True
        return False

    def _speaks_with(self, token: Token) -> bool:
        """Return whether a past "spoke with X" has a named person as the other: a conversation, mostly by telephone."""
        if token.tag not in ("VBD", "VBN"):
            return False
        return any(self._is_person(target) for target in self.parties.targets(token.index, "with"))
