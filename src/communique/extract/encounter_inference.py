"""Kind, day and place that follow from what else the article tells. Method: docs/methods/encounters.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.extract.cast import Cast
from communique.extract.encounter_drafts import FAMILY, EncounterDraft
from communique.extract.encounter_likeness import Likeness
from communique.extract.encounter_when import When
from communique.extract.encounter_words import encounter_words
from communique.extract.places import Place, PlaceFinder
from communique.model.documents import Article
from communique.model.encounters import AHEAD, HAPPENED
from communique.model.spans import Span
from communique.model.statements import Statement
from communique.model.times import Shift, TimeValue

MANY_SIDES = 3
"""From so many sides on, what is told both as a meeting and as talks is talks."""
MAX_NEWS_SENTENCE = 8
"""The last sentence, counted from 0, of the lead that the dateline stands for; set by hand."""


class Inference:
    """Completes the encounters of one article from each other, from its statements and from its dateline."""

    def __init__(self, drafts: Sequence[EncounterDraft], likeness: Likeness, cast: Cast, places: PlaceFinder) -> None:
        self.drafts = drafts
        self.likeness = likeness
        self.cast = cast
        self.places = places
        self.words = encounter_words()

    def fill(self, article: Article, statements: Sequence[Statement]) -> None:
        """Complete the drafts in place; what is told for an encounter itself stays as it is."""
        self._leave_to_plans()
        for draft in self.drafts:
            self._name_talks(draft)
            if draft.when is None:
                draft.when = self._month_by_meeting(draft) or self._month_by_departure(draft)
            if draft.when is None:
                draft.when = self._month_by_journey(draft)
            if draft.when is None:
                draft.when = self._month_by_resumption(draft)
            if draft.when is None:
                draft.when = self._day_of_speech(draft, statements)
            if draft.place is None:
                draft.place = self._seat_of_parliament(draft) or self._dateline(draft, article)

    def _leave_to_plans(self) -> None:
        """Take out of talks under way whom one of them is still to meet on that day, one of the same side being there.

        "X is in A for talks with Y and Z", told with "at the start of the talks with Z" and "X, who will meet Y later".
        """
        for talks in self.drafts:
            for plan in self.drafts:
                ahead, met = set(plan.participants), set(talks.participants)
                day = self.likeness.value(plan)
                if talks.status != "under way" or plan.status != "planned" or len(ahead) != 2 or not ahead < met:
                    continue
                if day is None or day != self.likeness.value(talks):
                    continue
                there = self.likeness.sides(sorted(met - ahead))
                awaited = {a for a in ahead if self.likeness.sides([a]) <= there}
                talks.participants = [a for a in talks.participants if a not in awaited]

    def _name_talks(self, draft: EncounterDraft) -> None:
        """Call talks what is told as a meeting and as talks of three sides or more, and what delegates hold for others.

        A body of states counts as many sides; "a meeting of the advisers to the leaders" is a round of talks; a single
        conversation of two persons without a place is a call.
        """
        sides = [a for a in self.likeness.sides(draft.participants) if self.cast.actor(a).kind != "person"]
        many = draft.mention.of_many or self.likeness.is_body(draft) or len(sides) >= MANY_SIDES
        if draft.kind == "meeting" and "talks" in draft.kinds and many:
            draft.kinds.insert(0, "talks")
        if draft.kind == "meeting" and draft.mention.technical and not self._persons(draft):
            draft.kinds.insert(0, "talks")
        if draft.kind == "talks" and self._is_conversation(draft):
            draft.kinds.insert(0, "call")

    def _is_conversation(self, draft: EncounterDraft) -> bool:
        """Return whether two persons of two sides are told to have had "a conversation" at no place."""
        trigger = draft.mention.trigger
        alone = len(draft.participants) == 2 == len(self._persons(draft)) and draft.place is None
        single = trigger.tag == "NN" and trigger.lemma.lower() in self.words.of("call_words.conversation")
        return alone and single and len(set(draft.kinds)) == 1 and len(self.likeness.sides(draft.participants)) == 2

    def _month_by_meeting(self, draft: EncounterDraft) -> When | None:
        """Return the month of a summit by the day of what was held on its margin; None: it tells none."""
        if draft.kind != "summit" or not draft.mention.margin:
            return None
        return _in_month([d for d in self.drafts if d.kind != "summit" and set(d.sentences) & set(draft.sentences[:1])])

    def _month_by_departure(self, draft: EncounterDraft) -> When | None:
        """Return the month of publication for what somebody is told to have left for; None: it tells no departure."""
        verb, mention = draft.mention.governor, draft.mention
        left = verb is not None and verb.tag == "VBD" and verb.lemma.lower() in self.words.of("status.travel")
        if draft.status != "planned" or not left:
            return None
        span = Span(mention.trigger.start, mention.trigger.end)
        return When(TimeValue(span, "date", "published", None, Shift()), inherited=True, in_month=True)

    def _month_by_journey(self, draft: EncounterDraft) -> When | None:
        """Return the month of what somebody is to do in a city by the day of what else is to be done there."""
        if draft.status not in AHEAD or draft.place is None or not draft.place.is_city:
            return None
        place, persons = draft.place.name, set(self._persons(draft))
        return _in_month(
            [
                d
                for d in self.drafts
                if d.status in AHEAD and d.place is not None and d.place.name == place and persons & set(d.participants)
            ]
        )

    def _month_by_resumption(self, draft: EncounterDraft) -> When | None:
        """Return the month in which talks broke off that are to be resumed within days; None: none are."""
        if draft.status not in HAPPENED or FAMILY[draft.kind] != "talks":
            return None
        begins = self.words.of("light_verbs.begins")
        return _in_month(
            [
                d
                for d in self.drafts
                if d.status in AHEAD
                and d.when is not None
                and d.when.in_month
                and (d.mention.misread or d.mention.trigger).lemma in begins
                and set(d.participants) == set(draft.participants)
            ]
        )

    def _persons(self, draft: EncounterDraft) -> list[str]:
        return [a for a in draft.participants if self.cast.actor(a).kind == "person"]

    def _day_of_speech(self, draft: EncounterDraft, statements: Sequence[Statement]) -> When | None:
        """Return the one day on which those who spoke to the press are told to have said what they said.

        None: they are told to have spoken on no day or on several, or the encounter is no occasion of speech.
        """
        verb = draft.mention.governor
        spoken = verb is not None and verb.lemma in self.words.of("light_verbs.speech")
        if draft.status not in HAPPENED or not (draft.kind == "press conference" or spoken):
            return None
        if set(draft.mention.modifiers) & set(self.words.of("status.past_words")):
            return None
        persons = set(self._persons(draft))
        times = [s.time for s in statements if s.time is not None and persons & set(s.speakers.value or ())]
        days = {When(time).value(self.likeness.published) or repr(time.shift) for time in times}
        return When(times[0], inherited=True) if len(days) == 1 else None

    def _seat_of_parliament(self, draft: EncounterDraft) -> Place | None:
        """Return the capital in which the parliament addressed sits; None: none is, or it sits elsewhere."""
        if draft.kind != "other" or draft.mention.trigger.lemma.lower() not in self.words.of("verbs_address.lemmas"):
            return None
        for actor in draft.participants:
            name, side = self.cast.actor(actor).name.lower(), self.cast.actor(actor).side
            state = self.places.facts.state_by_name.get((side or "").lower())
            if (
                state is None
                or state.capital is None
                or not any(b in name for b in self.words.of("verbs_address.bodies"))
            ):
                continue
            if state.name not in self.words.of("verbs_address.not_in_capital"):
                return Place(f"{state.capital}, {state.name}", draft.evidence[0], attached=False)
        return None

    def _dateline(self, draft: EncounterDraft, article: Article) -> Place | None:
        """Return the city of the dateline for a press conference of the day, where the text tells no other place."""
        written = article.dateline
        if draft.kind != "press conference" or draft.status not in HAPPENED or written.value is None:
            return None
        if min(draft.sentences) > MAX_NEWS_SENTENCE or not written.evidence:
            return None
        place = self.places.written(written.value, written.evidence[0].span)
        others = {
            d.place.name for d in self.drafts if d.place is not None and d.place.is_city and self._shares(d, draft)
        }
        return place if place is not None and not others - {place.name} else None

    def _shares(self, one: EncounterDraft, two: EncounterDraft) -> bool:
        return (
            one.status in HAPPENED
            and bool(set(one.participants) & set(two.participants))
            and FAMILY[one.kind] != "call"
        )


def _in_month(drafts: Sequence[EncounterDraft]) -> When | None:
    """Return the month of the first of these encounters that tells its day; None: none does."""
    when = next((d.when for d in drafts if d.when is not None), None)
    return replace(when, in_month=True, inherited=True) if when is not None else None
