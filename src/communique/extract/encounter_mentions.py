"""Find the words of an article that tell an encounter, with the participants that the parse gives them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from communique.extract.cast import Cast
from communique.extract.clauses import ParseTree
from communique.extract.encounter_words import encounter_words
from communique.model.annotation import Token
from communique.model.encounters import EncounterKind
from communique.model.spans import ActorId, Span
from communique.model.times import TimeValue

PARTY_PREPOSITIONS = ("with", "between", "among", "alongside", "against")
MODIFIERS = ("compound", "amod", "nmod", "poss", "nummod")
MARGIN_STEPS = 4
NAME_WORDS = 5
FIRST_PERSON = frozenset({"i", "we", "our", "us", "my", "you", "your", "me"})


@dataclass(slots=True)
class EncounterMention:
    """One telling of an encounter."""

    trigger: Token
    kind: EncounterKind
    participants: list[ActorId] = field(default_factory=list)
    governor: Token | None = None
    """The verb that tells what becomes of the encounter ("held", "canceled"); None: the trigger is a verb."""
    modifiers: tuple[str, ...] = ()
    """Lower-case words before a noun trigger."""
    plural: bool = False
    margin: bool = False
    """Told as the larger occasion of another encounter ("on the sidelines of the summit")."""

    @property
    def verb(self) -> Token | None:
        """The verb that carries tense and status."""
        return self.trigger if self.trigger.pos == "VERB" else self.governor


class MentionFinder:
    """Finds the encounter mentions of one article."""

    def __init__(self, tree: ParseTree, cast: Cast, times: Sequence[TimeValue] = ()) -> None:
        self.tree = tree
        self.cast = cast
        self._times = [time.span for time in times]
        self.words = encounter_words()

    def find(self) -> list[EncounterMention]:
        """Return the mentions in text order; those without participants too."""
        found = []
        for token in self.tree.tokens:
            kind = self._kind(token)
            if kind is None:
                continue
            mention = self._verb_mention(token, kind) if token.pos == "VERB" else self._noun_mention(token, kind)
            if mention is not None:
                found.append(mention)
        return found

    def _kind(self, token: Token) -> EncounterKind | None:
        if token.pos == "VERB":
            return self._verb_kind(token)
        if token.pos in ("NOUN", "PROPN") and token.dep != "compound" and not self._is_inner(token):
            return self._noun_kind(token)
        return None

    def _is_inner(self, token: Token) -> bool:
        """Return whether the noun is the "talks" of "a round of talks", which is told by its head."""
        of = self.tree.head(token.index) if token.dep == "pobj" else None
        above = self.tree.head(of.index) if of is not None and of.lemma == "of" else None
        return above is not None and above.pos == "NOUN" and self.words.nouns.get(above.lemma.lower()) == "talks"

    def _noun_kind(self, token: Token) -> EncounterKind | None:
        words, lemma = self.words, token.lemma.lower()
        before = {t.lemma.lower() for t in self.tree.children(token.index, *MODIFIERS)}
        if lemma in words.conversation:
            return "call" if before & words.call_before else "talks"
        kind = words.nouns.get(lemma) or words.nouns.get(token.text.lower())
        wanted = words.noun_conditions.get(lemma)
        if kind is None or (wanted is not None and not before & wanted):
            return None
        if lemma == "conference":
            return "press conference" if before & {"news", "press"} else "call" if "video" in before else "talks"
        return kind

    def _verb_kind(self, token: Token) -> EncounterKind | None:
        words, lemma, tree = self.words, token.lemma.lower(), self.tree
        if lemma in words.verbs:
            return self._meeting_kind(token, words.verbs[lemma])
        if lemma in words.verbs_person:
            return words.verbs_person[lemma]
        if lemma not in words.verbs_with:
            return None
        if lemma == "speak" and not self._by_phone(token) and not self._is_readout_call(token):
            return None
        if lemma == "sit" and not tree.children(token.index, "prt"):
            return None
        if lemma == "get" and not any(t.text.lower() == "together" for t in tree.children(token.index)):
            return None
        if lemma == "shake" and not any(t.lemma == "hand" for t in tree.children(token.index, "dobj")):
            return None
        return words.verbs_with[lemma]

    def _meeting_kind(self, token: Token, kind: EncounterKind) -> EncounterKind | None:
        objects = self.tree.children(token.index, "dobj", "dative")
        if token.lemma == "meet" and objects and objects[0].lemma.lower() in self.words.not_met:
            return None
        return "call" if self._by_phone(token) else kind

    def _by_phone(self, token: Token) -> bool:
        for preposition in self.tree.children(token.index, "prep"):
            means = {t.lemma.lower() for t in self.tree.children(preposition.index, "pobj")}
            if preposition.lemma in ("by", "on", "via", "over") and means & self.words.call_by:
                return True
        return False

    def _is_readout_call(self, token: Token) -> bool:
        """Return whether "spoke with X" opens a text: a readout then means a call."""
        bounds = self.tree.sentences[token.sentence]
        first = self.tree.sentences[0]
        if token.tag != "VBD" or bounds.block > first.block + 2:
            return False
        return any(t.dep == "prep" and t.lemma == "with" for t in self.tree.children(token.index))

    # --- verbs -------------------------------------------------------------------------------------------------------

    def _verb_mention(self, token: Token, kind: EncounterKind) -> EncounterMention | None:
        if any(t.lemma == "time" for t in self.tree.children(token.index, "npadvmod")):
            return None  # "have met several times" tells no encounter in particular
        mention = EncounterMention(token, kind)
        subject = self.tree.subject(token.index)
        passive = subject is not None and subject.dep == "nsubjpass"
        if subject is not None and not (token.dep in ("acl", "relcl") and subject.text.lower() in ("which", "that")):
            mention.participants += self._subject_actors(token, subject)
        elif token.dep == "acl":
            mention.participants += self._actors(self.tree.tokens[token.head])
        others = self._others(token, passive=passive)
        mention.participants += others
        if kind == "visit" or self.words.verbs_person.get(token.lemma.lower()):
            persons = [a for a in mention.participants if self.cast.actor(a).kind == "person"]
            if len(persons) < (1 if kind == "visit" else 2):
                return None
        mention.participants = _distinct(mention.participants)
        return mention

    def _subject_actors(self, token: Token, subject: Token) -> list[ActorId]:
        if subject.text.lower() in ("who", "which", "that"):
            above = self.tree.head(token.index)
            return self._actors(above) if above is not None and token.dep == "relcl" else []
        return self._actors(subject)

    def _others(self, token: Token, *, passive: bool) -> list[ActorId]:
        found: list[ActorId] = []
        for target in self.tree.children(token.index, "dobj", "dative"):
            if target.pos in ("PROPN", "NOUN", "PRON") and self._kind(target) is None:
                found += self._actors(target)
        wanted = (*PARTY_PREPOSITIONS, "by") if passive else PARTY_PREPOSITIONS
        for preposition in self.tree.children(token.index, "prep", "agent"):
            if preposition.lemma in wanted or (token.lemma in ("speak", "talk") and preposition.lemma == "to"):
                for target in self.tree.children(preposition.index, "pobj"):
                    found += [*self._actors(target), *self._listed_persons(target)]
        return found

    # --- nouns -------------------------------------------------------------------------------------------------------

    def _noun_mention(self, token: Token, kind: EncounterKind) -> EncounterMention | None:
        tree = self.tree
        modifiers = tree.children(token.index, *MODIFIERS, "det")
        mention = EncounterMention(token, kind, modifiers=tuple(t.text.lower() for t in modifiers))
        mention.plural = token.tag in ("NNS", "NNPS")
        mention.governor = self._governor(token)
        verb = mention.governor
        if verb is not None and self._takes_part(token, verb):
            subject = tree.subject(verb.index)
            if subject is not None and subject.index != token.index:
                mention.participants += self._subject_actors(verb, subject)
        for modifier in modifiers:
            found = self._modifier_actors(modifier)
            topic = modifier.dep == "compound" and kind == "talks" and len(found) == 1 and mention.participants
            if not topic:  # "Syria talks" that others hold are about Syria
                mention.participants += found
        mention.participants += self._noun_complements(token, kind)
        mention.participants += self._included(token)
        if kind == "summit":
            mention.margin = self._margin(token)
            mention.participants += self._summit_parties(token, mention)
        if len(mention.participants) == 1 and verb is not None and self._is_adjunct(token, verb):
            subject = tree.subject(verb.index)
            if subject is not None:
                mention.participants += self._subject_actors(verb, subject)
        if verb is not None and verb.lemma in self.words.light_verbs and verb.lemma not in ("tell", "say", "speak"):
            mention.participants += self._with_parties(verb)
        mention.participants = _distinct(mention.participants)
        return mention

    def _governor(self, token: Token) -> Token | None:
        """Return the nearest verb above a noun."""
        return next((t for t in self.tree.ancestors(token.index) if t.pos in ("VERB", "AUX")), None)

    def _takes_part(self, token: Token, verb: Token) -> bool:
        """Return whether the subject of `verb` takes part: it holds, attends or travels to the encounter `token`."""
        path = []
        current = token
        while current.index != verb.index:
            path.append(current)
            current = self.tree.tokens[current.head]
        if verb.lemma.lower() not in self.words.light_verbs:
            return False
        deps = [t.dep for t in path]
        if any(
            t.pos in ("NOUN", "PROPN") and self._kind(t) is None and t.lemma not in self.words.measures
            for t in path[1:]
        ):
            return False
        top = path[-1]
        if top.dep == "prep" and top.lemma.lower() not in self.words.told_at:
            return False
        if verb.lemma in ("say", "tell", "speak", "appear"):
            return "pobj" in deps and any(t.dep == "prep" and t.lemma in ("at", "during", "in") for t in path)
        return deps[-1] in ("dobj", "pobj", "prep", "attr", "xcomp", "dative", "oprd") or "prep" in deps

    def _modifier_actors(self, modifier: Token) -> list[ActorId]:
        span = Span(modifier.start, modifier.end)
        if modifier.dep in ("det", "nummod") or any(time.overlaps(span) for time in self._times):
            return []
        if modifier.dep == "poss":
            return self._actors(modifier)
        return self._named_in(span)

    def _named_in(self, span: Span) -> list[ActorId]:
        """Return the actors of names within a word, "U.S.-Russia" and "Russian" included."""
        within = list(self.cast.actors_in(span))
        if within:
            return within
        words = span.of(self.tree.text)
        found: list[ActorId] = []
        for part in words.replace("–", "-").split("-"):
            state = self.cast.registry.facts.state_by_name.get(part.casefold().replace(".", ""))
            if state is not None and part[:1].isupper():
                found.append(self.cast.registry.add_state(state.name))
        return found

    def _noun_complements(self, token: Token, kind: EncounterKind) -> list[ActorId]:
        found: list[ActorId] = []
        for preposition in self.tree.children(token.index, "prep"):
            lemma = preposition.lemma.lower()
            for target in self.tree.children(preposition.index, "pobj"):
                if lemma in PARTY_PREPOSITIONS or (lemma in ("of", "by") and kind not in ("summit",)):
                    if self._noun_kind(target) is not None:
                        found += self._noun_complements(target, kind)
                        for modifier in self.tree.children(target.index, *MODIFIERS):
                            found += self._modifier_actors(modifier)
                    else:
                        found += self._actors(target)
        return found

    def _margin(self, token: Token) -> bool:
        above = islice(self.tree.ancestors(token.index), MARGIN_STEPS)
        return any(t.lemma.lower() in self.words.margins for t in above)

    def _summit_parties(self, token: Token, mention: EncounterMention) -> list[ActorId]:
        """Return the organisation whose summit it is, and those who meet on its margin."""
        bodies = [
            a for a in self.cast.actors_in(self._words_before(token)) if self.cast.actor(a).kind == "organisation"
        ]
        if not mention.margin or mention.governor is None:
            return bodies
        subject = self.tree.subject(mention.governor.index)
        return bodies + (self._subject_actors(mention.governor, subject) if subject is not None else [])

    def _words_before(self, token: Token) -> Span:
        """Return the few words that end with a token; the parse often splits names with figures ("Group of 20")."""
        first = max(self.tree.sentences[token.sentence].first, token.index - NAME_WORDS)
        return Span(self.tree.tokens[first].start, token.end)

    def _included(self, token: Token) -> list[ActorId]:
        """Return the parties of "a meeting that included X"."""
        found: list[ActorId] = []
        for verb in self.tree.children(token.index, "relcl", "acl"):
            if verb.lemma.lower() in self.words.including:
                for target in self.tree.children(verb.index, "dobj"):
                    found += self._actors(target)
        return found

    def _is_adjunct(self, token: Token, verb: Token) -> bool:
        """Return whether "talks with X" is told as the occasion of what the subject did ("during the talks with X")."""
        preposition = self.tree.head(token.index)
        if preposition is None or preposition.dep != "prep" or preposition.head != verb.index:
            return False
        has_party = any(t.lemma in ("with", "alongside") for t in self.tree.children(token.index, "prep"))
        return has_party and preposition.lemma.lower() in ("during", "at", "in")

    def _with_parties(self, verb: Token) -> list[ActorId]:
        found: list[ActorId] = []
        for preposition in self.tree.children(verb.index, "prep"):
            if preposition.lemma in PARTY_PREPOSITIONS:
                for target in self.tree.children(preposition.index, "pobj"):
                    if self._kind(target) is None:
                        found += self._actors(target)
        return found

    # --- actors ------------------------------------------------------------------------------------------------------

    def _actors(self, head: Token) -> list[ActorId]:
        """Return the actors that the noun phrase at `head` names, each conjunct by itself."""
        found: list[ActorId] = []
        for part in self._conjuncts(head):
            if part.text.lower() in FIRST_PERSON:
                continue
            found += self._phrase_actors(part)
        return found

    def _joint_states(self, head: Token) -> list[ActorId]:
        """Return the states of "Russian and Ukrainian negotiators"; empty unless there are two or more."""
        if head.pos != "NOUN":
            return []
        modifiers = self.tree.children(head.index, "amod", "compound", "nmod")
        states = [a for modifier in modifiers for a in self._adjective_states(modifier)]
        return states if len(set(states)) > 1 else []

    def _adjective_states(self, modifier: Token) -> list[ActorId]:
        """Return the states of "Ukrainian and Russian" before a noun that names nobody."""
        found = self._named_in(Span(modifier.start, modifier.end))
        for token in self.tree.children(modifier.index, "conj"):
            found += self._adjective_states(token)
        return found

    def _listed_persons(self, head: Token) -> list[ActorId]:
        """Return the persons of a list, also where the parse hangs an item on a state's name before it."""
        indices = self.tree.subtree(head.index, skip=lambda t: t.dep in ("relcl", "acl", "advcl", "poss"))
        found: list[ActorId] = []
        for token in (self.tree.tokens[i] for i in indices):
            if token.dep in ("conj", "appos") and token.pos == "PROPN":
                named = self.cast.actors_in(self.tree.noun_span(token.index)) or ()
                found += [a for a in named if self.cast.actor(a).kind == "person"][:1]
        return found

    def _conjuncts(self, head: Token) -> Iterator[Token]:
        yield head
        for token in self.tree.children(head.index, "conj"):
            yield from self._conjuncts(token)
        for token in self.tree.children(head.index, "appos"):
            if token.pos == "PROPN" and head.pos == "PROPN" and self._is_listed(head, token):
                yield from self._conjuncts(token)

    def _is_listed(self, head: Token, token: Token) -> bool:
        """Return whether an apposition is really the next item of a list: it has items after it."""
        return bool(self.tree.children(token.index, "conj")) and head.index < token.index

    def _phrase_actors(self, head: Token) -> list[ActorId]:
        def outside(token: Token) -> bool:
            return token.dep in ("relcl", "appos", "acl", "punct", "advcl", "conj", "cc")

        span = self.tree.phrase_span(head.index, skip=outside)
        if span is None:
            return []
        states = self._joint_states(head)
        if states:
            return states
        resolved = self.cast.resolve(span, speaking=head.pos == "PROPN")
        actors = resolved.value or ()
        if not actors:
            actors = self.cast.actors_in(Span(head.start, head.end))
        flat: list[ActorId] = []
        for actor_id in actors:
            actor = self.cast.actor(actor_id)
            flat += list(actor.members) if actor.kind == "group" and actor.members else [actor_id]
        return [a for a in flat if self.cast.actor(a).kind not in ("place", "agreement")]


def _distinct(actors: list[ActorId]) -> list[ActorId]:
    return list(dict.fromkeys(actors))
