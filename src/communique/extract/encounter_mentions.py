"""Find the words of an article that tell an encounter, with the participants that the parse gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from communique.extract.cast import Cast
from communique.extract.clauses import ParseTree
from communique.extract.encounter_antecedents import addressed, called
from communique.extract.encounter_drafts import EncounterMention
from communique.extract.encounter_legs import LegReader
from communique.extract.encounter_members import (
    acted_for,
    chaired,
    company,
    led_by,
    listed_behind,
    meets_hosts,
    misread_infinitive,
    names_opposition,
    of_many,
    tells_press,
    wished,
    with_sides_named,
)
from communique.extract.encounter_parties import MODIFIERS, OWNERS, PARTY_PREPOSITIONS, PartyReader
from communique.extract.encounter_triggers import TriggerReader
from communique.extract.encounter_words import encounter_words
from communique.facts.table import fold_name
from communique.model.annotation import Token
from communique.model.encounters import EncounterKind
from communique.model.spans import ActorId, Span
from communique.model.times import TimeValue

MARGIN_STEPS = 4
NAME_WORDS = 5
BESIDE = frozenset({"ahead", "before", "after", "since", "until", "despite", "following"})
"""Words that tell an encounter only as what came before or after the thing told."""


class MentionFinder:
    """Finds the encounter mentions of one article."""

    def __init__(self, tree: ParseTree, cast: Cast, times: Sequence[TimeValue] = ()) -> None:
        self.tree = tree
        self.cast = cast
        self.parties = PartyReader(tree, cast, times)
        self.triggers = TriggerReader(tree, self.parties)
        self.legs = LegReader(tree, cast, times)
        self.words = encounter_words()

    def find(self) -> list[EncounterMention]:
        """Return the mentions in text order; those without participants too."""
        found: list[EncounterMention] = []
        for token in self.tree.tokens:
            kind = self.triggers.kind(token)
            if kind is None or (token.pos == "VERB" and token.dep == "compound"):
                continue
            mention = self._verb_mention(token, kind) if token.pos == "VERB" else self._noun_mention(token, kind)
            if mention is not None:
                called = addressed(self.tree, self.cast, token.sentence)
                mention.participants = [a for a in mention.participants if a not in called]
                found += [leg for one in self._each(mention) for leg in self.legs.split(one)]
        return found

    def _each(self, mention: EncounterMention) -> list[EncounterMention]:
        """Return one mention per partner of "X's conversations with A, B and C"; else the mention as it is.

        "X's conversations with the leaders of A and B" are several, and none says with whom.
        """
        token = mention.trigger
        targets = self.parties.targets(token.index, "with")
        owners = self.tree.children(token.index, "poss")
        if token.pos == "VERB" or not mention.plural or len(targets) != 1 or not owners or token.lemma == "talk":
            return [mention]
        own = self.parties.actors(owners[0])
        leaders = targets[0].tag == "NNS" and targets[0].lemma.lower() in self.words.of("groups.delegates")
        if (
            leaders
            and sum(1 for t in self.parties.targets(targets[0].index, "of") for _ in self.parties.conjuncts(t)) > 1
        ):
            return []
        others = [(part, self.parties.one(part)) for part in self.parties.conjuncts(targets[0])]
        named = [(part, actors[0]) for part, actors in others if len(actors) == 1 and actors[0] not in own]
        if len(own) != 1 or len(named) < 2:
            return [mention]
        return [
            replace(mention, participants=[own[0], other], partner=Span(part.start, part.end)) for part, other in named
        ]

    # --- verbs ---

    def _verb_mention(self, token: Token, kind: EncounterKind) -> EncounterMention | None:
        if any(t.lemma == "time" for t in self.tree.children(token.index, "npadvmod")) and kind != "visit":
            return None  # "have met several times" tells no encounter in particular
        mention = EncounterMention(token, kind, weak=token.lemma.lower() in self.words.of("verbs_weak.lemmas"))
        mention.modifiers = tuple(
            t.text.lower()
            for t in self.tree.children(token.index, "advmod")
            if t.text.lower() in (*self.words.of("merge.order"), *self.words.of("merge.other_words"), "again")
        )
        self._verb_parties(mention, kind)
        mention.with_hosts = meets_hosts(self.tree, self.parties, token)
        persons = {a for a in mention.participants if self.cast.actor(a).kind == "person"}
        person_verb = token.lemma.lower() in self.words.verbs_person
        if person_verb and len(persons) < 2:
            return None
        if kind == "visit" and not persons:
            return None
        if token.lemma in ("talk", "negotiate", "speak") and len(mention.participants) < 2 and not mention.of_sides:
            return None
        if token.lemma == "sign" and (len(mention.participants) < 2 or token.tag not in ("VBD", "VBN")):
            return None
        return mention

    def _verb_parties(self, mention: EncounterMention, kind: EncounterKind) -> None:
        token = mention.trigger
        subject = self.parties.subject_token(token)
        passive = subject is not None and subject.dep == "nsubjpass"
        found: list[ActorId] = []
        if subject is not None and not (token.dep == "acl" and subject.text.lower() in ("which", "that")):
            found += self.parties.subject(token)
            mention.of_sides = not found and self.parties.delegates_only(subject)
            mention.delegates = subject
            mention.technical = subject.lemma.lower() in self.words.of("groups.technical")
        elif token.dep == "acl":
            found += self.parties.actors(self.tree.tokens[token.head])
        if token.lemma == "sign" and not found:
            found += [a for t in self.parties.targets(token.index, "by") for a in self.parties.actors(t)]
        if len(found) == 1 and subject is not None and subject.pos == "PROPN":
            found += self.parties.listed_persons(subject)
        found += self._inviters(token) if kind == "visit" else self._others(token, passive=passive)
        if kind in ("meeting", "talks"):
            found += company(self.tree, self.parties, token)
        mention.participants = _distinct(found)

    def _inviters(self, token: Token) -> list[ActorId]:
        """Return who invited the visitor, where the sentence tells an invitation."""
        found: list[ActorId] = []
        for noun in self.tree.sentence_tokens(token.sentence):
            if noun.lemma == "invitation" and noun.pos == "NOUN":
                owners = [
                    *self.tree.children(noun.index, "poss"),
                    *self.parties.targets(noun.index, "from", "of", "by"),
                ]
                found += [a for owner in owners for a in self.parties.actors(owner)]
            elif noun.lemma == "invite" and noun.pos == "VERB":
                found += self.parties.subject(noun)
        return [a for a in found if self.cast.actor(a).kind == "person"][:1]

    def _others(self, token: Token, *, passive: bool) -> list[ActorId]:
        found: list[ActorId] = []
        if token.lemma.lower() not in self.words.ceremonies:
            for target in (*called(self.tree, token), *self.tree.children(token.index, "dative")):
                if target.pos in ("PROPN", "NOUN", "PRON") and self.triggers.kind(target) is None:
                    found += self.parties.actors(target)
        wanted = (*PARTY_PREPOSITIONS, *(("by",) if passive else ()))
        if token.lemma in ("speak", "talk"):
            wanted = (*wanted, "to")
        for target in self.parties.targets(token.index, *wanted):
            if self.triggers.kind(target) is None:
                found += [*self.parties.actors(target), *self.parties.listed_persons(target)]
        return found

    # --- nouns ---

    def _noun_mention(self, token: Token, kind: EncounterKind) -> EncounterMention | None:
        modifiers = self.tree.children(token.index, *MODIFIERS, "det")
        mention = EncounterMention(token, kind, modifiers=tuple(t.text.lower() for t in modifiers))
        above = self.tree.head(token.index)
        if above is not None and above.text.lower() == "since":
            mention.modifiers += ("previous",)
        mention.plural = token.tag in ("NNS", "NNPS")
        mention.governor = next((t for t in self.tree.ancestors(token.index) if t.pos in ("VERB", "AUX")), None)
        formats = self.parties.formats(token) if kind in ("talks", "meeting", "summit") else []
        complements = self._complements(token, kind) + formats
        joint = bool(self.parties.targets(token.index, "between", "among", "of")) and len(_distinct(complements)) > 1
        found = self._acting(mention) if not (joint or formats) or self._is_joined(mention) else []
        found += self._before(mention, modifiers, told=bool(found))
        chairs = chaired(self.tree, self.parties, token)
        mention.mediators += [a for a in chairs if self.cast.actor(a).kind == "state"]
        found += complements + self._included(token) + chairs
        if kind == "ceremony":
            found += self._inviters(token)
        if kind == "summit":
            mention.margin = self._margin(token)
            found += self._summit_parties(mention)
        verb = mention.governor
        if len(_distinct(found)) < 2 and verb is not None and self._is_adjunct(token, verb):
            speakers = self.parties.subject(verb)
            found += speakers if self.parties.targets(token.index, "with", "alongside") else self._speakers(speakers)
        if verb is not None and self._is_light(verb) and verb.lemma not in self.words.of("light_verbs.speech"):
            found += self._with_parties(verb)
        if kind in ("talks", "meeting", "summit"):
            unknown = self._has_unknown_parties(token)
            found = with_sides_named(self.tree, self.parties, token, found, unknown=unknown or kind == "summit")
        mention.misread = misread_infinitive(self.tree, token)
        if mention.misread is not None and not found:
            found = wished(self.tree, self.parties, mention.misread)
        mention.participants = _distinct(found)
        targets = self._targets(mention)
        mention.delegates = next((t for t in targets if self.parties.delegates_only(t)), None)
        mention.of_sides = not found and mention.delegates is not None
        mention.internal = names_opposition(self.tree, self.parties, token, targets)
        mention.unresolved = not found and not mention.of_sides and self._has_unknown_parties(token)
        mention.technical = any(t.lemma.lower() in self.words.of("groups.technical") for t in targets)
        mention.with_hosts = meets_hosts(self.tree, self.parties, token)
        many = of_many(self.tree, token)
        mention.of_many = many is not None
        if many is not None and mention.participants:
            mention.participants += [
                a for a in self.cast.resolve(many).value or () if self.cast.actor(a).kind == "group"
            ]
        if {"such", "any"} & set(mention.modifiers) and not found:
            return None
        if kind == "visit":
            mention.participants += [a for a in self._inviters(token) if a not in found]
            leaders = led_by(self.tree, self.parties, token)
            mention.participants = _distinct(leaders) if leaders else mention.participants
            if found and not leaders and not any(self.cast.actor(a).kind == "person" for a in found):
                return None
        return mention

    def _before(self, mention: EncounterMention, modifiers: Sequence[Token], *, told: bool) -> list[ActorId]:
        """Return the parties that words before the noun name; who only brokers is noted as such. `told`: others are."""
        found: list[ActorId] = []
        for modifier in modifiers:
            named = self.parties.modifier(modifier)
            if modifier.lemma.lower() in self.words.of("groups.mediating"):
                mention.mediators += named
            topic = modifier.dep in ("compound", "amod") and mention.kind == "talks" and len(named) == 1
            if not (topic and (told or found or not self._is_side_of_talks(modifier))):  # "Syria talks" are about Syria
                found += [a for a in named if not (modifier.dep == "compound" and self._is_city(modifier))]
        return found

    def _has_unknown_parties(self, token: Token) -> bool:
        """Return whether "with" or "between" has people whom nothing resolves; audiences are no parties."""
        targets = self.parties.targets(token.index, *PARTY_PREPOSITIONS)
        for inner in self.parties.targets(token.index, "of"):
            if inner.lemma.lower() in self.words.of("groups.delegates") and self.parties.targets(inner.index, *OWNERS):
                targets.append(inner)  # "advisers to the leaders of ..."
            targets += self.parties.targets(inner.index, *PARTY_PREPOSITIONS)
        return bool(targets) and not any(self.parties.actors(t) for t in targets)

    def _is_city(self, token: Token) -> bool:
        """Return whether a word before the noun is a city, where the encounter is held ("the Moscow meeting")."""
        return fold_name(token.text) in self.cast.registry.facts.state_by_place

    def _is_joined(self, mention: EncounterMention) -> bool:
        """Return whether the subject takes part beside the parties that the noun has ("attended talks between ...")."""
        verb = mention.governor
        return verb is not None and verb.lemma in ("attend", "join", "host", "chair", "lead", "moderate", "participate")

    def _is_side_of_talks(self, modifier: Token) -> bool:
        """Return whether a word before "talks" names who talks ("U.S.-brokered", "Kerry-Lavrov"), not the matter."""
        mediating = modifier.lemma.lower() in self.words.of("groups.mediating")
        return "-" in modifier.text or "–" in modifier.text or modifier.dep == "poss" or mediating

    def _is_light(self, verb: Token) -> bool:
        return verb.lemma.lower() in self.words.of("light_verbs.lemmas")

    def _acting(self, mention: EncounterMention) -> list[ActorId]:
        """Return the actors of the subject of the verb that holds, attends or calls off the encounter."""
        token, verb = mention.trigger, mention.governor
        if verb is None or not self._takes_part(token, verb):
            return self._remark_owner(token)
        subject = self.parties.subject_token(verb)
        if subject is not None and subject.index == token.index:
            return []
        return self._declined(verb) or self.parties.subject(verb)

    def _declined(self, verb: Token) -> list[ActorId]:
        """Return who invited those who declined to attend: they are told of, but took no part."""
        invitation = self.tree.head(verb.index)
        if verb.lemma != "attend" or invitation is None or invitation.lemma != "invitation":
            return []
        above = self.tree.head(invitation.index)
        if above is None or above.lemma not in self.words.of("status.declines"):
            return []
        owners = [*self.tree.children(invitation.index, "poss"), *self.parties.targets(invitation.index, *OWNERS, "by")]
        return [a for owner in owners for a in self.parties.actors(owner)]

    def _remark_owner(self, token: Token) -> list[ActorId]:
        """Return who spoke in "Lind's joke at the press conference"."""
        preposition = self.tree.head(token.index)
        above = self.tree.head(preposition.index) if preposition is not None and preposition.dep == "prep" else None
        if above is None or above.pos != "NOUN" or preposition is None or preposition.lemma not in ("at", "during"):
            return []
        return [a for owner in self.tree.children(above.index, "poss") for a in self.parties.actors(owner)]

    def _targets(self, mention: EncounterMention) -> list[Token]:
        """Return the heads of the phrases that name or describe the noun's parties."""
        targets = self.parties.targets(mention.trigger.index, *PARTY_PREPOSITIONS, "of")
        for inner in [t for t in targets if self.triggers.noun_kind(t) is not None]:
            targets += self.parties.targets(inner.index, *PARTY_PREPOSITIONS, "of")
        verb = mention.governor
        if verb is not None and self._takes_part(mention.trigger, verb):
            subject = self.parties.subject_token(verb)
            targets += [subject] if subject is not None else []
        return targets

    def _takes_part(self, token: Token, verb: Token) -> bool:
        """Return whether the subject of `verb` takes part: it holds, attends or travels to the encounter `token`."""
        path = []
        current = token
        while current.index != verb.index:
            path.append(current)
            current = self.tree.tokens[current.head]
        if not self._is_light(verb):
            return False
        deps = [t.dep for t in path]
        measures = self.words.of("light_verbs.measures")
        if any(
            t.pos in ("NOUN", "PROPN") and self.triggers.kind(t) is None and t.lemma not in measures for t in path[1:]
        ):
            return False
        top = path[-1]
        if any(t.text.lower() in BESIDE for t in path) and verb.lemma not in self.words.of("light_verbs.speech"):
            return False
        if top.dep == "prep" and top.lemma.lower() not in self.words.of("light_verbs.told_at"):
            return False
        if verb.lemma in self.words.of("light_verbs.speech") and deps[-1] not in ("dobj", "dative"):
            return "pobj" in deps and any(t.dep == "prep" and t.lemma in ("at", "during", "in") for t in path)
        return deps[-1] in ("dobj", "pobj", "prep", "attr", "xcomp", "dative", "oprd") or "prep" in deps

    def _complements(self, token: Token, kind: EncounterKind) -> list[ActorId]:
        """Return the parties that "with", "between", "of" and the like tie to the noun."""
        found: list[ActorId] = []
        wanted = (*PARTY_PREPOSITIONS, *(("of", "by") if kind != "summit" else ()))
        for target in self.parties.targets(token.index, *wanted):
            if self.triggers.noun_kind(target) is not None:
                found += self._complements(target, kind)
                for modifier in self.tree.children(target.index, *MODIFIERS):
                    if self._is_side_of_talks(modifier):
                        found += self.parties.modifier(modifier)
            else:
                found += self.parties.actors(target) or acted_for(self.parties, token, target)
        return found

    def _margin(self, token: Token) -> bool:
        above = islice(self.tree.ancestors(token.index), MARGIN_STEPS)
        return any(t.lemma.lower() in self.words.of("margins.nouns") for t in above)

    def _summit_parties(self, mention: EncounterMention) -> list[ActorId]:
        """Return the organisation whose summit it is, and those who meet on its margin."""
        bodies = self.parties.named_at(mention.trigger) or [
            a
            for a in self.cast.actors_in(self._words_before(mention.trigger))
            if self.cast.actor(a).kind == "organisation"
        ]
        if not mention.margin or mention.governor is None:
            return bodies
        return bodies + self.parties.subject(mention.governor)

    def _words_before(self, token: Token) -> Span:
        """Return the few words that end with a token; the parse often splits names with figures ("Group of 20")."""
        first = max(self.tree.sentences[token.sentence].first, token.index - NAME_WORDS)
        return Span(self.tree.tokens[first].start, token.end)

    def _included(self, token: Token) -> list[ActorId]:
        """Return the parties of "a meeting that included X"."""
        found: list[ActorId] = []
        for verb in self.tree.children(token.index, "relcl", "acl"):
            if verb.lemma.lower() in self.words.of("including.lemmas"):
                for target in self.tree.children(verb.index, "dobj"):
                    found += [*self.parties.actors(target), *listed_behind(self.tree, self.cast, target)]
        return found

    def _is_adjunct(self, token: Token, verb: Token) -> bool:
        """Return whether the encounter is told as the occasion of what the subject did.

        "during the talks with X", "told reporters after the meeting".
        """
        preposition = self.tree.head(token.index)
        if preposition is not None and preposition.lemma == "of":
            ahead = self.tree.head(preposition.index)
            preposition = ahead if ahead is not None and ahead.lemma == "ahead" else preposition
        if preposition is None or preposition.dep not in ("prep", "advmod") or preposition.head != verb.index:
            return False
        if preposition.lemma.lower() not in ("during", "at", "in", "after", "before", "following", "ahead"):
            return False
        return bool(self.parties.targets(token.index, "with", "alongside")) or tells_press(
            self.tree, self.parties, verb
        )

    def _speakers(self, actors: list[ActorId]) -> list[ActorId]:
        """Return the actors without spokesmen, who tell of encounters that they do not attend."""
        spokes = self.words.of("groups.spokes")
        return [a for a in actors if not any(w in o.title.lower() for o in self.cast.actor(a).offices for w in spokes)]

    def _with_parties(self, verb: Token) -> list[ActorId]:
        targets = self.parties.targets(verb.index, *PARTY_PREPOSITIONS)
        return [a for t in targets if self.triggers.kind(t) is None for a in self.parties.actors(t)]


def _distinct(actors: list[ActorId]) -> list[ActorId]:
    return list(dict.fromkeys(actors))
