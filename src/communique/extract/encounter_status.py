"""Whether an encounter was held, is under way, is planned, expected, cancelled, ruled out or failed to happen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice

from communique.extract.clauses import ParseTree, auxiliaries, is_negated
from communique.extract.encounter_drafts import EncounterMention
from communique.extract.encounter_unreal import NOUNS_ABOVE, UnrealReader
from communique.extract.tense import verb_tense
from communique.extract.time_words import time_words
from communique.model.annotation import Token
from communique.model.encounters import EncounterStatus


@dataclass(frozen=True, slots=True)
class Standing:
    """What the words around one telling say of whether the encounter came about."""

    status: EncounterStatus | None
    """None: the words set a case or a wish ("if they met", "would rather see a call") and tell no encounter."""
    foretold: bool = False
    """Told as ahead of a past moment ("confirmed that he would meet"): it may have been held since."""
    ended: bool = False
    """Told as over ("concluded", "after the talks")."""
    nearing: bool = False
    """Told as what the thing told comes before ("ahead of the talks"): it may be told as held further on."""
    wished: bool = False
    """Only called or hoped for ("we must meet"): no encounter, unless a day or a place is told."""


def encounter_standing(tree: ParseTree, mention: EncounterMention) -> Standing:
    """Return the status that the words around a mention tell; "held" where they tell nothing else."""
    return _StatusReader(tree, mention).standing()


class _StatusReader(UnrealReader):
    def standing(self) -> Standing:
        if self._is_unreal():
            return Standing(None)
        if self._was_first_due():
            return Standing("failed to happen")
        standing = self._standing()
        return replace(standing, wished=True) if self._is_wished() else standing

    def _standing(self) -> Standing:
        if self._told_begun():
            ended = self._told_ended() or self._has_ended()
            return Standing("held" if ended else "under way", ended=ended)
        foretold = self._is_foretold()
        status = self._called_off() or self._ahead(foretold=foretold)
        if status is not None:
            verb = self.mention.governor
            nearing = status == "planned" and self._is_ahead_of()
            on_the_way = nearing or (verb is not None and verb.lemma.lower() in self.words.of("status.travel"))
            goes_on = verb is not None and verb.lemma.lower() in ("continue", "resume")
            return Standing(status, (foretold or (on_the_way and status == "planned")) and not goes_on, nearing=nearing)
        ended = self._has_ended()
        if not ended and self._is_under_way():
            return Standing("under way", foretold)
        return Standing("held", foretold, ended)

    def _is_foretold(self) -> bool:
        verb = self.mention.verb
        if verb is None or "would" not in auxiliaries(self.tree, verb.index):
            return False
        above = self.tree.head(verb.index)
        return above is not None and above.pos in ("VERB", "AUX") and verb_tense(self.tree, above) == "past"

    # --- called off ---

    def _called_off(self) -> EncounterStatus | None:
        if any(self._calls_off(verb) for verb in self.verbs[:2] if self._carried_by(verb)):
            return "cancelled"
        trigger = self.mention.trigger
        if trigger.pos != "VERB" and any(self._calls_off(t) for t in self.tree.children(trigger.index, "relcl", "acl")):
            return "cancelled"
        if self._has("status.failed_phrase"):
            return "failed to happen"
        if self._has("status.ruled_out_phrase"):
            return "expected" if self._is_undiscussed() else "ruled out"
        if trigger.pos == "VERB" and is_negated(self.tree, trigger.index):
            return self._negated(trigger)
        verb = self.mention.governor
        if verb is not None and is_negated(self.tree, verb.index) and self._carried_by(verb) and self._holds(verb):
            return self._negated(verb)
        return None

    def _is_undiscussed(self) -> bool:
        """Return whether "no plans for a meeting were discussed": that was no topic, and rules nothing out."""
        spoken = self.words.of("status.topics")
        return any(verb.lemma.lower() in spoken and verb.tag == "VBN" for verb in self.verbs[:1])

    def _calls_off(self, verb: Token) -> bool:
        if is_negated(self.tree, verb.index):
            return False
        particles = {t.text.lower() for t in self.tree.children(verb.index, "prt", "advmod")}
        if verb.lemma == "call":
            return "off" in particles
        return verb.lemma.lower() in self.words.of("status.cancelled")

    def _holds(self, verb: Token) -> bool:
        return verb.lemma.lower() in ("hold", "have", "take", "begin", "start", "happen")

    def _negated(self, verb: Token) -> EncounterStatus | None:
        """Return what "not" makes of a meeting: one that has its day and place was a plan that fell."""
        if verb_tense(self.tree, verb) != "future":
            return "failed to happen"
        days = time_words().weekdays
        dated = any(t.text in days for t in self.tree.tokens if t.sentence == verb.sentence)
        placed = any(
            target.pos == "PROPN" and target.text not in days
            for preposition in self.tree.children(verb.index, "prep")
            if preposition.lemma in ("in", "at")
            for target in self.tree.children(preposition.index, "pobj")
        )
        return "cancelled" if dated and placed else "ruled out"

    # --- ahead ---

    def _ahead(self, *, foretold: bool) -> EncounterStatus | None:
        modifiers = set(self.mention.modifiers)
        if modifiers & set(self.words.of("status.expected_words")):
            return "expected"
        if modifiers & set(self.words.of("status.planned_words")):
            return "planned"
        noun = self.mention.trigger.pos != "VERB"
        if self.verbs and (not noun or self._carries(self.verbs[0])):
            found = self._verb_ahead(foretold=foretold)
            if found is not None:
                return found
        if not noun:
            return self._above_ahead(self.mention.trigger) or self._purpose()
        if self.mention.misread is not None:
            return "planned" if self._is_arranged(self.mention.misread) else "expected"
        if self._is_ahead_of() or self._is_ahead_at():
            return "planned"
        if self._is_declined():
            return None
        return self._above_ahead(self.mention.trigger) or (self._noun_ahead(self.verbs[0]) if self.verbs else None)

    def _is_ahead_of(self) -> bool:
        """Return whether a noun is what the thing told comes before ("ahead of talks", "on the eve of the summit")."""
        if self.mention.trigger.pos == "VERB":
            return False
        verb = self.mention.governor
        known = "the" in self.mention.modifiers and verb is not None and verb_tense(self.tree, verb) == "past"
        if known:
            return False  # "ahead of the meeting, he said": one that the text tells as held or planned elsewhere
        path = list(islice(self.tree.ancestors(self.mention.trigger.index), 2))
        if path and path[0].lemma == "before" and verb is not None and verb_tense(self.tree, verb) == "future":
            return True
        return len(path) == 2 and path[0].lemma == "of" and path[1].lemma.lower() in ("ahead", "eve")

    def _is_ahead_at(self) -> bool:
        """Return whether a noun is the occasion of what is to come ("they may talk at the summit")."""
        preposition = self.tree.head(self.mention.trigger.index)
        verb = self.mention.governor
        if preposition is None or verb is None or preposition.lemma.lower() not in ("at", "during"):
            return False
        return preposition.head == verb.index and verb_tense(self.tree, verb) == "future"

    def _verb_ahead(self, *, foretold: bool) -> EncounterStatus | None:
        verb, above = self.verbs[0], self.verbs[1:]
        if verb.lemma.lower() in self.words.of("status.affecting"):
            return None  # "would help the talks": they are there
        modals = set(auxiliaries(self.tree, verb.index))
        if verb_tense(self.tree, verb) == "future" and "have" not in modals:
            open_deed = modals & set(self.words.of("status.expected_modals")) or self._is_infinitive(verb)
            if self._is_deed(verb) and open_deed:
                return None
            open_modals = modals & set(self.words.of("status.expected_modals")) - {"would"}
            conditional = "would" in modals and not foretold and not self._is_reported(verb)
            return "expected" if open_modals or conditional else self._intent()
        if above and self._is_infinitive(verb) and not self._is_deed(verb):
            intent = {v.lemma.lower() for v in above}
            if intent & set(self.words.of("status.expected_lemmas")):
                return "expected"
            if intent & set(self.words.of("status.planned_lemmas")) or above[0].lemma == "be":
                return "planned"
        return None

    def _purpose(self) -> EncounterStatus | None:
        """Return "expected" for what an infinitive only aims at ("a way to restart talks"); None: it was done."""
        verb = self.verbs[0] if self.verbs else None
        above = self.tree.head(verb.index) if verb is not None else None
        if verb is None or above is None or not self._is_infinitive(verb):
            return None
        if self.mention.trigger.pos != "VERB" and not self._carries(verb):
            return None
        return None if above.lemma.lower() in self.words.of("status.implicative") else "expected"

    def _is_deed(self, verb: Token) -> bool:
        """Return whether a noun is told to do something ("the meeting may open the way"), not to come about."""
        noun = self.mention.trigger
        subject = noun.pos != "VERB" and any(t.index == noun.index for t in self.tree.children(verb.index, "nsubj"))
        known = (*self.words.of("light_verbs.lemmas"), *self.words.of("status.comes_about"))
        done = [
            t for t in self.tree.children(verb.index, "dobj") if t.lemma not in ("place", "effect", "part", "shape")
        ]
        return subject and (bool(done) or verb.lemma.lower() not in known)

    def _above_ahead(self, token: Token) -> EncounterStatus | None:
        """Return the status of what is told as prepared, invited to or wished for by a noun above."""
        for above in islice((t for t in self.tree.ancestors(token.index) if t.pos != "ADP"), NOUNS_ABOVE):
            if above.pos in ("VERB", "AUX") and above.index != (self.mention.verb or above).index:
                return None
            if above.pos == "VERB" and above.tag == "VBN" and above.dep == "acl":
                return None  # "a promise made at talks": the talks are no part of what is promised
            lemma = above.lemma.lower()
            if above.pos == "NOUN" and lemma in self.words.of("status.ahead_nouns"):
                if lemma == "invitation":
                    return self._invited(above)
                return "planned" if lemma in ("preparation", "plan", "date") else "expected"
        return None

    def _invited(self, invitation: Token) -> EncounterStatus | None:
        """Return what comes of an invitation; None: it was declined, and the occasion is told for itself."""
        verb = next((t for t in self.tree.ancestors(invitation.index) if t.pos == "VERB"), None)
        if verb is not None and verb.lemma in self.words.of("status.declines"):
            return "ruled out" if self.mention.kind == "visit" else None
        return "planned" if verb is not None and verb.lemma == "accept" else "expected"

    def _is_declined(self) -> bool:
        """Return whether a noun is an occasion that some declined to attend: it is told for itself."""
        verb = self.mention.governor
        invitation = self.tree.head(verb.index) if verb is not None else None
        if invitation is None or invitation.lemma != "invitation" or self.mention.kind == "visit":
            return False
        above = self.tree.head(invitation.index)
        return above is not None and above.lemma in self.words.of("status.declines")

    def _noun_ahead(self, verb: Token) -> EncounterStatus | None:
        lemma = verb.lemma.lower()
        preposition = self.tree.head(self.mention.trigger.index)
        infinitives = [t for t in self.tree.children(verb.index, "xcomp") if self._is_infinitive(t)]
        if lemma == "be" and infinitives and self._carried_by(verb):
            return "planned"  # "negotiations are to be held"
        due = {t.lemma.lower() for t in self.tree.children(verb.index, "acomp")} | {lemma}
        if due & {"due", "set", "slate", "schedule"} and self._carried_by(verb):
            return "planned"
        if due & set(self.words.of("status.expected_words")) and self._carried_by(verb):
            return "expected"  # "a meeting is possible"
        coming = lemma == "come" and verb.tag == "VBG"
        if (
            (coming or lemma in self.words.of("status.travel"))
            and preposition is not None
            and preposition.lemma == "for"
        ):
            return "planned"
        if lemma in self.words.of("status.put_off") and self._carried_by(verb):
            return "planned"
        if lemma in self.words.of("status.planned_lemmas") and lemma not in ("agree", "accept"):
            return "planned" if self._carried_by(verb) or lemma in ("plan", "schedule", "arrange", "prepare") else None
        if lemma in self.words.of("status.proposing") and self._carried_by(verb):
            return "expected"
        return "planned" if "next" in self.mention.modifiers else self._told_plan() or self._purpose()

    def _told_plan(self) -> EncounterStatus | None:
        """Return "planned" for a noun with "due to begin", "planned for" or "scheduled to" right behind it."""
        for token in self.tree.children(self.mention.trigger.index, "amod", "acl", "relcl"):
            if token.index <= self.mention.trigger.index or self._resumes(token):
                continue
            if token.lemma.lower() in ("due", "plan", "schedule", "set"):
                return "planned"
        return None

    def _resumes(self, clause: Token) -> bool:
        """Return whether a clause behind the noun tells that the encounter goes on ("that are due to continue")."""
        below = [self.tree.tokens[i] for i in self.tree.subtree(clause.index)]
        return any(t.lemma in ("continue", "resume") for t in below)

    def _intent(self) -> EncounterStatus:
        expected = set(self.words.of("status.expected_lemmas"))
        return "expected" if {v.lemma.lower() for v in self.verbs[1:]} & expected else "planned"

    # --- over or going on ---

    def _has_ended(self) -> bool:
        verb = self.mention.governor
        if any(t.lemma.lower() == "day" for t in islice(self.tree.ancestors(self.mention.trigger.index), 2)):
            return False  # "the first day of the talks ended"
        if verb is not None and verb.lemma in self.words.of("light_verbs.ends"):
            return verb_tense(self.tree, verb) == "past" or self.tree.tokens[verb.index].tag == "VBN"
        preposition = self.tree.head(self.mention.trigger.index)
        if preposition is not None and preposition.text.lower() in ("after", "following", "since"):
            return True
        return self._has("status.over_phrase")

    def _is_under_way(self) -> bool:
        if set(self.mention.modifiers) & set(self.words.of("status.under_way_words")):
            return True
        if self._has("status.under_way_phrase"):
            return True
        noun = self.mention.trigger
        if noun.pos != "VERB" and (self._is_here(noun) or self._progresses(noun)):
            return True
        if noun.pos != "VERB" and any(self._takes_place(t) for t in self.tree.children(noun.index, "acl")):
            return True
        if noun.pos != "VERB" and any(
            (self._resumes(t) and self._is_due(t)) or self._goes_on(t) for t in self.tree.children(noun.index, "relcl")
        ):
            return True
        if any(v.lemma == "keep" for v in self.verbs[:2]) and not self._has_ended():
            return True  # "strained to keep the talks alive"
        return bool(self.verbs) and (self._goes_on(self.verbs[0]) or self._has_begun(self.verbs[0]))

    def _takes_place(self, clause: Token) -> bool:
        """Return whether a clause behind the noun tells that it goes on ("the talks taking place in A")."""
        place = any(t.lemma == "place" for t in self.tree.children(clause.index, "dobj"))
        return clause.tag == "VBG" and clause.lemma.lower() == "take" and place

    def _is_here(self, noun: Token) -> bool:
        """Return whether the text is written at the summit on whose margin something was held ("the summit here")."""
        return self.mention.margin and any(t.text.lower() == "here" for t in self.tree.children(noun.index, "advmod"))

    def _progresses(self, noun: Token) -> bool:
        """Return whether a noun tells how things stand within the encounter ("progress in the talks")."""
        preposition = self.tree.head(noun.index)
        above = self.tree.head(preposition.index) if preposition is not None and preposition.lemma == "in" else None
        before = self.tree.tokens[preposition.index - 1] if above is not None and preposition is not None else None
        nouns = self.words.of(
            "status.under_way_nouns"
        )  # the parse may hang "in" on the verb ("called progress in ...")
        standing = any(t is not None and t.lemma.lower() in nouns for t in (above, before))
        return standing and not set(self.mention.modifiers) & set(self.words.of("status.past_words"))

    def _is_due(self, clause: Token) -> bool:
        below = [self.tree.tokens[i] for i in self.tree.subtree(clause.index)]
        return any(t.lemma in ("due", "will", "set", "schedule") for t in below)

    def _has_begun(self, verb: Token) -> bool:
        begins = verb.lemma.lower() in self.words.of("light_verbs.begins")
        return begins and self._carried_by(verb) and verb_tense(self.tree, verb) == "past"

    def _goes_on(self, verb: Token) -> bool:
        """Return whether the verb tells something going on: "is meeting", "is in town for talks"."""
        if verb_tense(self.tree, verb) == "progressive":
            helpers = self.tree.children(verb.index, "aux", "auxpass")
            past = any(t.tag == "VBN" for t in helpers)
            return any(t.tag in ("VBZ", "VBP") and t.lemma == "be" for t in helpers) and not past
        above = self.tree.head(verb.index)
        if verb.tag == "VBG" and verb.dep in ("advcl", "xcomp", "acl") and above is not None:
            return above.lemma == "be" and above.tag in ("VBZ", "VBP")
        if verb.lemma != "be" or verb.tag not in ("VBZ", "VBP") or self.mention.trigger.pos == "VERB":
            return False
        preposition = self.tree.head(self.mention.trigger.index)
        return preposition is not None and preposition.dep == "prep" and preposition.lemma in ("for", "in", "at")
