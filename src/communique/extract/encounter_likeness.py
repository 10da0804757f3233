"""Whether two tellings can be of one encounter: parties, family, status, day, place, number of the round."""

from __future__ import annotations

from datetime import date

from communique.extract.cast import Cast
from communique.extract.encounter_drafts import FAMILY, OFF, EncounterDraft
from communique.extract.encounter_words import encounter_words
from communique.model.encounters import AHEAD, HAPPENED
from communique.model.spans import ActorId

MAX_DAYS = 4
"""How many days before its last one an encounter may have begun."""


class Likeness:
    """Compares the tellings of one article."""

    def __init__(self, cast: Cast, published: str | None) -> None:
        self.cast = cast
        self.published = published
        self.words = encounter_words()

    def value(self, draft: EncounterDraft) -> str | None:
        """Return the date of a draft, or, where the day of publication is open, what its expression counts."""
        if draft.when is None:
            return None
        time = draft.when.time
        if self.published is None and time.anchor == "published":
            return f"{time.shift!r}{draft.when.offset_days}"
        return draft.when.value(self.published, draft.duration, ahead=draft.is_ahead)

    def _same_time(self, one: EncounterDraft, two: EncounterDraft) -> bool:
        first, second = self.value(one), self.value(two)
        if first is not None and first == second:
            return True
        return self._within_days(one, two) or self._within_days(two, one)

    def _within_days(self, one: EncounterDraft, two: EncounterDraft) -> bool:
        """Return whether the day of one is among the days of the other, whose last day is told."""
        last = one.last_day or self.told_last(one)
        day = self.value(two) or self.told_last(two)
        if last is None or day is None or len(last) != 10 or len(day) != 10:
            return False
        return 0 <= (date.fromisoformat(last) - date.fromisoformat(day)).days <= MAX_DAYS

    def told_last(self, draft: EncounterDraft) -> str | None:
        """Return the last day that a telling dates; None: it dates none, or the first one too."""
        if draft.when is None or not draft.when.last:
            return None
        return draft.when.told(self.published)

    def clash(self, one: EncounterDraft, two: EncounterDraft) -> bool:
        """Return whether times, places or numbers of the round contradict each other."""
        first, second = self.value(one), self.value(two)
        apart = first is not None and second is not None and not (first.startswith(second) or second.startswith(first))
        if apart and not self._within_days(one, two) and not self._within_days(two, one):
            return True
        ordinals = set(self.words.of("merge.ordinals"))
        rounds = [set(d.mention.modifiers) & ordinals for d in (one, two)]
        if all(rounds) and not rounds[0] & rounds[1]:
            return True
        if one.place is not None and two.place is not None:
            here, there = set(one.place.name.split(", ")), set(two.place.name.split(", "))
            return not here & there
        return False

    def fits(self, earlier: EncounterDraft, draft: EncounterDraft, *, apart: bool) -> bool:
        if not self.one_family(earlier, draft) or self.clash(earlier, draft) or self._ordered(earlier, draft):
            return False
        if apart and not self._same_time(earlier, draft) and not self.is_new_here(earlier, draft):
            return False
        if earlier.is_former != draft.is_former and not self._same_time(earlier, draft):
            return False
        if not self.status_fits(earlier, draft):
            return False
        own, other = set(draft.participants), set(earlier.participants)
        if self.is_own_session(earlier) and len(own) > 1 and not self._same_time(earlier, draft):
            return False
        if earlier.caption != draft.caption and not (own <= other or self._stands_for(other, own)):
            return False
        if self.vague(earlier) != self.vague(draft) and self._same_occasion(earlier, draft):
            return True
        if own <= other or other <= own or len(own & other) >= 2:
            return True
        if draft.mention.technical != earlier.mention.technical:
            return False
        if self._same_setting(earlier, draft):
            return True
        states = all(self.cast.actor(a).kind == "state" for a in own) or all(
            self.cast.actor(a).kind == "state" for a in other
        )
        ours, theirs = self.sides(draft.participants), self.sides(earlier.participants)
        return states and (ours <= theirs or theirs <= ours) and len(ours & theirs) >= 2

    def is_new_here(self, earlier: EncounterDraft, draft: EncounterDraft) -> bool:
        """Return whether "a new round began" tells the day of what the text tells without one in that city."""
        new = set(draft.mention.modifiers) & set(self.words.of("merge.other_words")) == {"new"}
        begun = draft.status in HAPPENED and earlier.status in HAPPENED and draft.when is not None
        return new and begun and earlier.when is None and self.same_city(earlier, draft)

    def _stands_for(self, states: set[ActorId], persons: set[ActorId]) -> bool:
        """Return whether what is told of states alone is told of these, who act for them."""
        named = any(self.cast.actor(a).kind == "person" for a in states)
        return not named and self.sides(list(persons)) <= states

    def vague(self, draft: EncounterDraft) -> bool:
        """Return whether those who meet are only told to be many ("major powers")."""
        actors = [self.cast.actor(a) for a in draft.participants]
        many = self.words.of("groups.states")
        regions = self.words.of("groups.regions")
        return bool(actors) and all(
            a.name in regions or (a.kind == "group" and a.name.lower().split()[-1][:-1] in many) for a in actors
        )

    def is_body(self, draft: EncounterDraft) -> bool:
        """Return whether it is told as the meeting of a body of several states."""
        return any(self.cast.actor(a).name in self.words.of("groups.formats") for a in draft.participants)

    def _same_occasion(self, earlier: EncounterDraft, draft: EncounterDraft) -> bool:
        """Return whether a meeting of many is told beside that of a body: a place or a day of both is the same."""
        if not self.is_body(earlier if self.vague(draft) else draft):
            return False
        place, other = earlier.place, draft.place
        same_place = place is not None and other is not None and place.name.endswith(other.name.rpartition(", ")[2])
        today = draft.status == "under way" and draft.when is None and self.value(earlier) == self.published
        return same_place or today or self._same_time(earlier, draft)

    def is_own_session(self, draft: EncounterDraft) -> bool:
        """Return whether one body is told to meet by itself ("the council met on Monday"), which is no talks of two."""
        return draft.mention.trigger.pos == "VERB" and len(draft.participants) == 1 and not self.is_body(draft)

    def one_family(self, one: EncounterDraft, two: EncounterDraft) -> bool:
        families = {self._family(one), self._family(two)}
        if families == {"call", "talks"}:  # "spoke with X" may tell a meeting
            loose = [d for d in (one, two) if d.kind == "call" and d.mention.trigger.lemma == "speak"]
            timed = one.duration is not None and one.duration == two.duration
            loosely = any(d.mention.trigger.lemma == "conversation" and d.kind == "talks" for d in (one, two))
            return (bool(loose) and timed) or loosely
        return len(families) == 1

    def _family(self, draft: EncounterDraft) -> str:
        if draft.kind == "summit" and all(self._meets_as_states(a) for a in draft.participants):
            return "talks"
        return FAMILY[draft.kind]

    def _meets_as_states(self, actor_id: ActorId) -> bool:
        """Return whether an actor is no organisation, or a body of a few states that is no more than their talks."""
        actor = self.cast.actor(actor_id)
        return actor.kind != "organisation" or actor.name in self.words.of("groups.formats")

    def _ordered(self, earlier: EncounterDraft, draft: EncounterDraft) -> bool:
        """Return whether "first met X", told of fewer, is a part of the occasion and not all of it."""
        verb = draft.mention.trigger.pos == "VERB"
        order = set(draft.mention.modifiers) & set(self.words.of("merge.order"))
        return verb and bool(order) and set(draft.participants) < set(earlier.participants)

    def status_fits(self, earlier: EncounterDraft, draft: EncounterDraft) -> bool:
        one, two = earlier.status, draft.status
        if draft.timeless or self.is_plan_of_day(earlier, draft):
            return True
        if one == two or (one in HAPPENED and two in HAPPENED) or (one in AHEAD and two in AHEAD):
            return True
        if one in OFF or two in OFF:
            told = "planned" in (one, two) or draft.when is None or earlier.when is not None
            return "cancelled" in (one, two) and bool({one, two} & {*AHEAD, "ruled out"}) and told
        open_plan = earlier.nearing and earlier.status in AHEAD and two in HAPPENED
        if open_plan and (earlier.when is None or self._same_time(earlier, draft)):
            return True
        return draft.foretold and (draft.when is None or self._same_time(earlier, draft))

    def is_plan_of_day(self, one: EncounterDraft, two: EncounterDraft) -> bool:
        """Return whether one tells as ahead what the other tells as begun on that very day, by the same parties.

        Of states, some of them are enough.
        """
        if {one.status in AHEAD, two.status in AHEAD} != {True, False} or {one.status, two.status} & set(OFF):
            return False
        day = self.value(one)
        mine, theirs = set(one.participants), set(two.participants)
        states = all(self.cast.actor(a).kind == "state" for a in mine | theirs)
        some = states and (mine <= theirs or theirs <= mine) and len(mine & theirs) > 1
        return (some or mine == theirs) and day is not None and len(day) == 10 and day == self.value(two)

    def may_add(self, earlier: EncounterDraft, draft: EncounterDraft) -> bool:
        """Return whether a participant told with "the talks" may be one more of theirs."""
        if not draft.participants or set(draft.participants) <= set(earlier.participants):
            return True
        if any(self.cast.actor(a).name in self.words.of("groups.formats") for a in draft.participants):
            return False
        if len(draft.participants) > 1 and not set(draft.participants) & set(earlier.participants):
            return self._covered(draft.participants, earlier) or self.same_city(draft, earlier)
        return self._covered(draft.participants, earlier) or draft.kind == "talks" or self.same_city(draft, earlier)

    def same_city(self, one: EncounterDraft, two: EncounterDraft) -> bool:
        return (
            one.place is not None and two.place is not None and one.place.is_city and one.place.name == two.place.name
        )

    def _covered(self, actors: list[ActorId], earlier: EncounterDraft) -> bool:
        return self.sides(actors) <= self.sides(earlier.participants)

    def shared(self, earlier: EncounterDraft, draft: EncounterDraft) -> int:
        return len(set(earlier.participants) & set(draft.participants))

    def sides(self, actors: list[ActorId]) -> set[ActorId]:
        sides = {self.cast.side_of(a) or a for a in actors}
        return sides

    def is_apart(self, draft: EncounterDraft) -> bool:
        """Return whether words such as "next" or "another" set a telling apart from what was spoken of before.

        Not so "the first meeting in two years", nor "this is the second conversation".
        """
        words = set(draft.mention.modifiers) & set(self.words.of("merge.other_words"))
        if words == {"first"} and draft.mention.trigger.lemma not in ("round", "session"):
            return False
        return bool(words) and not draft.pointed

    def _same_setting(self, one: EncounterDraft, two: EncounterDraft) -> bool:
        """Return whether the same two sides met on one day in one city, told of persons here and of a state there.

        Persons alone are not enough: the ministers' meeting of a day is not the presidents'. Persons of no known side
        may be of either.
        """
        day, known = self.value(one), [self._known_sides(draft) for draft in (one, two)]
        if day is None or len(day) != 10 or day != self.value(two) or not self.same_city(one, two):
            return False
        loose = any(self.cast.actor(a).kind == "state" for a in (*one.participants, *two.participants))
        open_sides = [len(known[n]) < len(self.sides(d.participants)) for n, d in enumerate((one, two))]
        fits = (
            known[0] == known[1] or (open_sides[0] and known[0] < known[1]) or (open_sides[1] and known[1] < known[0])
        )
        return loose and fits and len(known[0] | known[1]) == 2 and all(known)

    def _known_sides(self, draft: EncounterDraft) -> set[ActorId]:
        return {side for side in self.sides(draft.participants) if self.cast.actor(side).kind != "person"}

    def same_round(self, one: EncounterDraft, two: EncounterDraft) -> bool:
        """Return whether both are told by the same number of the round."""
        ordinals = set(self.words.of("merge.ordinals"))
        return bool(ordinals & set(one.mention.modifiers) & set(two.mention.modifiers))
