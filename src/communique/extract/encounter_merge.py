"""One encounter told several times: which mentions are the same, and what they tell together."""

from __future__ import annotations

from dataclasses import replace

from communique.extract.cast import Cast
from communique.extract.encounter_completion import MAX_REFERENCE_SENTENCES, Completer
from communique.extract.encounter_drafts import FAMILY, EncounterDraft, finer_place
from communique.extract.encounter_likeness import Likeness
from communique.extract.encounter_parties import PartyReader
from communique.extract.encounter_words import encounter_words
from communique.model.annotation import Token
from communique.model.encounters import AHEAD, HAPPENED, EncounterStatus
from communique.model.spans import ActorId, Span

OPENING = 8
"""The last sentence, counted from 0, of what opens a text (title, captions, lead)."""
OPENING_SENTENCES = 2
"""How far behind an opening, in sentences, it is said who met; set by hand."""


class EncounterMerger:
    """Joins the drafts of one article, taken in text order."""

    def __init__(self, cast: Cast, parties: PartyReader, published: str | None, own_side: ActorId | None) -> None:
        self.parties = parties
        self.words = encounter_words()
        self.found: list[EncounterDraft] = []
        self.likeness = Likeness(cast, published)
        self.completer = Completer(parties, self.likeness, own_side, self.found)
        self.opening: EncounterDraft | None = None
        """What the text opens with by its day, before it says who met ("The latest talks were held on Monday")."""

    def take(self, draft: EncounterDraft) -> None:
        """Join a draft to the encounter that it tells again, or keep it as a new one."""
        draft.kinds = [draft.mention.kind]
        draft.sentences = [draft.mention.trigger.sentence]
        told = len(draft.participants)
        draft.participants = self.completer.without_covered(draft.participants)
        if told > 1 and len(draft.participants) == 1:
            return  # a statesman and officials of his own state: no encounter between parties
        self.completer.take_setting(draft)
        if draft.mention.of_sides:
            draft.participants = self.parties.sides(self._acting_noun(draft))
        self.completer.name_belligerents(draft)
        if draft.status == "held" and self.completer.lies_ahead(draft):
            draft.status = "planned"
        self._drop_openers(draft)
        if self._is_on_visit(draft):
            return
        earlier = self._same(draft)
        if earlier is not None:
            self._join(earlier, draft)
            return
        self.completer.complete(draft)
        again = [
            e
            for e in self.found
            if (
                (draft.status in AHEAD and e.status in AHEAD)
                or self.likeness.is_plan_of_day(e, draft)
                or self.likeness.is_new_here(e, draft)
            )
            and not self._beside(e, draft)
            and self.likeness.fits(e, draft, apart=False)
        ]
        if again and draft.participants:
            self._join(again[-1], draft)
        elif len(draft.participants) > 1 or (draft.participants and self.completer.may_stand_alone(draft)):
            self.found.append(draft)
            self._take_opening(draft)
        elif not draft.participants and self._opens(draft):
            self.opening = draft

    def _opens(self, draft: EncounterDraft) -> bool:
        """Return whether a text opens with "the talks" of a day, and tells no other yet."""
        told = draft.when is not None and not draft.heading and not draft.mention.unresolved
        return told and not self.found and draft.last_sentence <= OPENING and self._is_definite(draft)

    def _take_opening(self, draft: EncounterDraft) -> None:
        """Give the first encounter told right behind the opening the day and place told there."""
        opening, self.opening = self.opening, None
        if opening is None or opening.when is None or draft.when is not None or draft.heading:
            return
        near = draft.last_sentence - opening.last_sentence <= OPENING_SENTENCES
        like = self.likeness
        if near and like.one_family(opening, draft) and like.status_fits(opening, draft) and not like.is_apart(draft):
            draft.when = replace(opening.when, inherited=True)
            draft.place = draft.place or opening.place
            draft.evidence += opening.evidence

    def _is_on_visit(self, draft: EncounterDraft) -> bool:
        """Return whether "visited A to meet officials" tells whom the state visited is, and no encounter beside it."""
        above = self.parties.tree.head(draft.mention.trigger.index)
        if draft.mention.trigger.pos != "VERB" or above is None:
            return False
        visit = next((e for e in self.found if e.kind == "visit" and e.mention.trigger.index == above.index), None)
        if visit is None or visit.place is None:
            return False
        state = visit.place.name.rpartition(", ")[2]
        actors = [self.likeness.cast.actor(a) for a in draft.participants if a not in visit.participants[:1]]
        return bool(actors) and all(a.kind == "state" and a.name == state for a in actors)

    def _drop_openers(self, draft: EncounterDraft) -> None:
        """Leave out of "the talks" those from outside both sides who only opened them ("an envoy opened the talks")."""
        verb = draft.mention.governor
        if verb is None or verb.lemma not in self.words.of("light_verbs.begins") or not self._is_definite(draft):
            return
        if all(self.completer.is_outside(a) for a in draft.participants):
            draft.openers, draft.participants = draft.participants, []

    def _acting_noun(self, draft: EncounterDraft) -> Token:
        """Return the noun for those who act in it for sides that only the text as a whole tells."""
        return draft.mention.delegates or draft.mention.trigger

    def _same(self, draft: EncounterDraft) -> EncounterDraft | None:
        apart = self.likeness.is_apart(draft)
        like = self.likeness
        fits = [
            e
            for e in self.found
            if draft.participants
            and like.fits(e, draft, apart=apart and not like.same_round(e, draft))
            and not self._beside(e, draft)
        ]
        if draft.mention.is_one_of_several and not fits:
            return None
        if not fits and apart and not draft.participants:
            return next((e for e in self.found if like.same_round(e, draft) and not like.clash(e, draft)), None)
        indefinite = self._is_indefinite(draft)
        if not fits and not apart and (self._is_definite(draft) or not (draft.participants or indefinite)):
            return self._referent(draft)
        return max(fits, key=lambda e: (self.likeness.shared(e, draft), e.last_sentence), default=None)

    def _beside(self, earlier: EncounterDraft, draft: EncounterDraft) -> bool:
        """Return whether one noun tells both as two ("talks at the union and at the council")."""
        one_noun = earlier.mention.trigger.index == draft.mention.trigger.index
        return one_noun and draft.mention.is_one_of_several

    def _is_indefinite(self, draft: EncounterDraft) -> bool:
        """Return whether a noun tells something new: "a meeting", "planned peace talks" without an article."""
        mention = draft.mention
        if mention.trigger.pos == "VERB":
            return False
        modifiers = set(mention.modifiers)
        if {"a", "an"} & modifiers:
            return True
        led_back = (
            modifiers & set(self.words.of("merge.same_words")) or draft.when is not None or draft.place is not None
        )
        return bool(modifiers) and mention.plural and not led_back

    def _is_definite(self, draft: EncounterDraft) -> bool:
        """Return whether a telling leads back: "the talks", "Tuesday's meeting"."""
        if draft.mention.trigger.pos == "VERB":
            return False
        return bool(set(draft.mention.modifiers) & set(self.words.of("merge.same_words")))

    def _referent(self, draft: EncounterDraft) -> EncounterDraft | None:
        """Return what "the meeting" means: the encounter of that family told most, if it is not far."""
        if FAMILY[draft.kind] in ("ceremony", "other"):
            return None
        near = [
            e
            for e in self.found
            if self.likeness.one_family(e, draft)
            and not e.mention.weak
            and (self._is_near(e, draft) or e is self._main())
            and not self.likeness.clash(e, draft)
            and self.likeness.status_fits(e, draft)
            and (self.likeness.may_add(e, draft) or self._is_led(draft))
            and not e.caption
            and not (self.likeness.is_own_session(e) and draft.kind != e.kind)
            and not self._is_with_another(e, draft)
        ]
        former = set(self.words.of("merge.past_round"))
        return max(
            near,
            key=lambda e: (
                not former & set(e.mention.modifiers),
                e.status in HAPPENED,
                draft.kind in e.kinds,
                e.tellings,
                e.last_sentence,
            ),
            default=None,
        )

    def _is_with_another(self, earlier: EncounterDraft, draft: EncounterDraft) -> bool:
        """Return whether "the talks with X" name a party that the encounter has not: they are others."""
        named = self.parties.targets(draft.mention.trigger.index, "with", "between")
        told = {*earlier.participants, *self.likeness.sides(earlier.participants)}
        own = set(draft.participants)
        return bool(named) and bool(own) and not own & told and not self.likeness.sides(draft.participants) & told

    def _is_near(self, earlier: EncounterDraft, draft: EncounterDraft) -> bool:
        """Return whether a telling is near enough to lead back, which "the talks in A" are to talks in A."""
        distance = draft.mention.trigger.sentence - earlier.last_sentence
        return distance <= MAX_REFERENCE_SENTENCES or self.likeness.same_city(earlier, draft)

    def _is_led(self, draft: EncounterDraft) -> bool:
        """Return whether those told with "the meeting" are told to lead it ("who were chairing the meeting")."""
        verb = draft.mention.governor
        return verb is not None and verb.lemma in ("chair", "moderate", "host") and "the" in draft.mention.modifiers

    def _main(self) -> EncounterDraft | None:
        """Return the negotiation that the text is about: told in its opening and more than once."""
        told = [e for e in self.found if e.tellings > 1 and min(e.sentences) <= OPENING and FAMILY[e.kind] == "talks"]
        return max(told, key=lambda e: e.tellings, default=None)

    def _join(self, earlier: EncounterDraft, draft: EncounterDraft) -> None:
        if earlier.caption != draft.caption:
            earlier.participants = list(draft.participants if earlier.caption else earlier.participants)
        elif self._is_led(draft) and self.likeness.is_body(earlier):
            pass  # a body is told by its own name, whoever was in the chair
        elif self.likeness.vague(earlier) and draft.participants and not self.likeness.vague(draft):
            earlier.participants = list(draft.participants)  # "major powers" are the body told
        elif not self.likeness.vague(draft):
            earlier.participants = self._together(earlier.participants, draft.participants)
        weak, former = draft.is_weak, earlier.is_weak
        if former and not weak:
            earlier.kinds.insert(0, draft.kind)
            earlier.mention.weak, earlier.heading = False, False
        else:
            earlier.kinds.append(draft.kind)
        earlier.caption = earlier.caption and draft.caption
        earlier.openers += draft.openers
        earlier.evidence += draft.evidence
        earlier.sentences += draft.sentences
        earlier.tellings += 1
        earlier.place = finer_place(earlier.place, draft.place)
        self._join_days(earlier, draft)
        if earlier.duration is None:
            earlier.duration, earlier.duration_span = draft.duration, draft.duration_span
        earlier.issues = list(dict.fromkeys([*earlier.issues, *draft.issues]))
        before, earlier.status = earlier.status, self._joined_status(earlier, draft)
        earlier.hedge = self._joined_hedge(earlier, draft, before)
        earlier.ended = earlier.ended or draft.ended

    def _join_days(self, earlier: EncounterDraft, draft: EncounterDraft) -> None:
        """Keep the finer of two dates that agree; of several days of one encounter the first."""
        like = self.likeness
        ours, theirs = like.value(earlier), like.value(draft)
        last_day = earlier.last_day or draft.last_day
        earlier.last_day = last_day or like.told_last(earlier) or like.told_last(draft)
        if earlier.when is None or (
            theirs is not None and theirs not in (ours, earlier.last_day) and theirs.startswith(ours or "")
        ):
            earlier.when = draft.when

    def _together(self, former: list[ActorId], new: list[ActorId]) -> list[ActorId]:
        """Return the participants of both tellings; states give way to the persons who act for them."""
        return self.completer.without_covered(list(dict.fromkeys([*former, *new])))

    def _joined_hedge(self, earlier: EncounterDraft, draft: EncounterDraft, before: EncounterStatus) -> Span | None:
        """Return the hedge of both: "might" only of what is no more than expected (`before`: the status so far)."""
        expected = earlier.status == "expected"
        theirs = draft.hedge if (draft.status == "expected") == expected else None
        if earlier.is_former and not draft.is_former:
            return theirs  # what is told for itself is not only the one before another
        return (earlier.hedge if (before == "expected") == expected else None) or theirs

    def _joined_status(self, earlier: EncounterDraft, draft: EncounterDraft) -> EncounterStatus:
        one, two = earlier.status, draft.status
        if draft.timeless:
            return one
        if "cancelled" in (one, two):
            return "cancelled"
        if one in AHEAD and two in HAPPENED:
            return two
        verb = draft.mention.governor
        if one == "held" and two in AHEAD and not earlier.ended and verb is not None and verb.lemma == "continue":
            return "under way"
        if {one, two} == set(HAPPENED):
            return "held" if earlier.ended or draft.ended else "under way"
        return one
