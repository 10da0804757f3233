"""One encounter told several times: which mentions are the same, and what they tell together."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.extract.cast import Cast
from communique.extract.encounter_mentions import EncounterMention
from communique.extract.encounter_parties import PartyReader
from communique.extract.encounter_settings import When
from communique.extract.encounter_words import encounter_words
from communique.extract.places import Place
from communique.model.encounters import EncounterKind, EncounterStatus
from communique.model.spans import ActorId, Span, StatementId

FAMILY: dict[EncounterKind, str] = {
    "meeting": "talks", "talks": "talks", "visit": "visit", "summit": "summit", "call": "call",
    "press conference": "press conference", "ceremony": "ceremony", "other": "other",
}  # fmt: skip
SOLO_KINDS = ("press conference", "ceremony", "summit")
"""Encounters that are told with one participant."""
RECIPROCAL = ("meeting", "talks", "call", "summit")
AHEAD = ("planned", "expected")
PAST = ("held", "under way")
OFF = ("cancelled", "ruled out", "failed to happen")
MAX_REFERENCE_SENTENCES = 12
"""How far back, in sentences, "the meeting" may lead."""


@dataclass(slots=True)
class EncounterDraft:
    """What is known so far of one encounter."""

    mention: EncounterMention
    participants: list[ActorId]
    status: EncounterStatus
    evidence: list[Span]
    place: Place | None = None
    when: When | None = None
    duration: str | None = None
    duration_span: Span | None = None
    issues: list[str] = field(default_factory=list)
    asserted_by: StatementId | None = None
    foretold: bool = False
    """Told as ahead of a past moment ("confirmed that he would meet"): it may have been held since."""
    ended: bool = False
    pointed: bool = False
    """What "this" or "it" is said to be ("this is the second conversation")."""
    heading: bool = False
    """Told by a title or caption only."""
    sentences: list[int] = field(default_factory=list)
    """Indices of the sentences that tell it."""
    kinds: list[EncounterKind] = field(default_factory=list)
    """The kinds told, the surest first: greetings and titles come after the text's own words."""
    tellings: int = 1

    @property
    def kind(self) -> EncounterKind:
        """The surest kind told."""
        return self.kinds[0] if self.kinds else self.mention.kind

    @property
    def is_ahead(self) -> bool:
        """Return whether its day lies, or lay before it was called off, ahead."""
        return self.status in (*AHEAD, "cancelled")

    @property
    def last_sentence(self) -> int:
        """The last sentence that tells it."""
        return max(self.sentences)


class EncounterMerger:
    """Joins the drafts of one article, taken in text order."""

    def __init__(self, cast: Cast, parties: PartyReader, published: str | None) -> None:
        self.cast = cast
        self.parties = parties
        self.published = published
        self.words = encounter_words()
        self.found: list[EncounterDraft] = []

    def take(self, draft: EncounterDraft) -> None:
        """Join a draft to the encounter that it tells again, or keep it as a new one."""
        draft.kinds = [draft.mention.kind]
        draft.sentences = [draft.mention.trigger.sentence]
        draft.participants = self._without_covered(draft.participants)
        if draft.mention.of_sides:
            draft.participants = self.parties.sides()
        self._name_belligerents(draft)
        if draft.status == "held" and self._lies_ahead(draft):
            draft.status = "planned"
        earlier = self._same(draft)
        if earlier is not None:
            self._join(earlier, draft)
            return
        self._complete(draft)
        again = [
            e for e in self.found if draft.status in AHEAD and e.status in AHEAD and self._fits(e, draft, apart=False)
        ]
        if again and draft.participants:
            self._join(again[-1], draft)
        elif draft.participants:
            self.found.append(draft)

    def _name_belligerents(self, draft: EncounterDraft) -> None:
        """Give peace talks that name one side or none the state and the opposition that the text tells."""
        modifiers = set(draft.mention.modifiers)
        state = self.parties.opposed_state() if draft.kind == "talks" and "peace" in modifiers else None
        if state is None or any(self.cast.actor(a).kind == "person" for a in draft.participants):
            return
        own = self.cast.registry.add_state(state.name)
        if len(draft.participants) < 2 and set(draft.participants) <= {own}:
            draft.participants = [own, self.parties.opposition_of(state)]

    def _lies_ahead(self, draft: EncounterDraft) -> bool:
        """Return whether the day of an encounter comes after that of publication."""
        value = self.value(draft)
        if value is None or self.published is None or not value[:1].isdigit() or len(self.published) != 10:
            return False
        return value > self.published[: len(value)]

    # --- parties that the words leave out ---

    def _complete(self, draft: EncounterDraft) -> None:
        """Give a telling with fewer than two parties those of the encounter that the text speaks of.

        "Thursday's meeting in A", "the next round of talks", "canceled a summit that had been scheduled".
        """
        if draft.kind not in RECIPROCAL and not ("joint" in draft.mention.modifiers and draft.participants):
            return
        own = set(draft.participants)
        if len(own) > 1 or (not own and not self._is_particular(draft)):
            return
        others = [e for e in self.found if own <= set(e.participants) and self._is_pair(e)]
        if not own:
            here = [e for e in others if draft.mention.trigger.sentence in e.sentences]
            others = here[-1:] or others[:1]
        others = [e for e in others if draft.mention.trigger.sentence - e.last_sentence <= MAX_REFERENCE_SENTENCES]
        if own and draft.mention.trigger.pos == "VERB":
            return
        others = [e for e in others if own or draft.status not in PAST or e.status in PAST]
        model = max(others, key=lambda e: e.last_sentence, default=None)
        if model is None:
            if draft.kind == "talks" and draft.place is not None and draft.when is not None and not own:
                draft.participants = self.parties.sides()
            return
        draft.participants = list(model.participants)
        if draft.kind == "talks" and draft.status in AHEAD and model.kind == "call":
            sides = self._sides(model.participants)
            draft.participants = sorted(sides) if len(sides) > 1 else draft.participants

    def _is_particular(self, draft: EncounterDraft) -> bool:
        """Return whether a telling without parties has a day, a place or a number of its own."""
        if draft.mention.plural and draft.mention.trigger.lemma not in ("talk", "talks", "negotiation"):
            return False
        round_words = set(self.words.of("merge.other_words")) & set(draft.mention.modifiers)
        return draft.when is not None or draft.place is not None or bool(round_words)

    def _is_pair(self, draft: EncounterDraft) -> bool:
        return len(draft.participants) > 1 and FAMILY[draft.kind] in ("talks", "call", "summit")

    def _without_covered(self, actors: list[ActorId]) -> list[ActorId]:
        """Return the participants without the states for which one of them acts."""
        covered = {
            self.cast.side_of(a) for a in actors if self.cast.actor(a).kind == "person" and self.cast.actor(a).named
        }
        return [a for a in actors if a not in covered]

    # --- the same encounter ---

    def _same(self, draft: EncounterDraft) -> EncounterDraft | None:
        apart = self._is_apart(draft)
        fits = [e for e in self.found if draft.participants and self._fits(e, draft, apart=apart)]
        indefinite = bool({"a", "an"} & set(draft.mention.modifiers)) and draft.mention.trigger.pos != "VERB"
        if not fits and not apart and (self._is_definite(draft) or not (draft.participants or indefinite)):
            return self._referent(draft)
        return max(fits, key=lambda e: (self._shared(e, draft), e.last_sentence), default=None)

    def _is_apart(self, draft: EncounterDraft) -> bool:
        """Return whether words such as "next" or "another" set a telling apart from what was spoken of before.

        Not so "the first meeting in two years", nor "this is the second conversation".
        """
        words = set(draft.mention.modifiers) & set(self.words.of("merge.other_words"))
        if words == {"first"} and draft.mention.trigger.lemma not in ("round", "session"):
            return False
        return bool(words) and not draft.pointed

    def _is_definite(self, draft: EncounterDraft) -> bool:
        """Return whether a telling leads back: "the talks", "Tuesday's meeting"."""
        if draft.mention.trigger.pos == "VERB":
            return False
        return bool(set(draft.mention.modifiers) & set(self.words.of("merge.same_words")))

    def _referent(self, draft: EncounterDraft) -> EncounterDraft | None:
        """Return what "the meeting" means: the encounter of that family told most, if it is not far."""
        if FAMILY[draft.kind] in ("ceremony", "other"):
            return None
        sentence = draft.mention.trigger.sentence
        near = [
            e
            for e in self.found
            if self._one_family(e, draft)
            and not e.mention.weak
            and sentence - e.last_sentence <= MAX_REFERENCE_SENTENCES
            and not self._clash(e, draft)
            and self._status_fits(e, draft)
            and self._may_add(e, draft)
        ]
        former = set(self.words.of("merge.past_round"))
        return max(
            near,
            key=lambda e: (not former & set(e.mention.modifiers), e.status in PAST, e.tellings, e.last_sentence),
            default=None,
        )

    def _may_add(self, earlier: EncounterDraft, draft: EncounterDraft) -> bool:
        """Return whether a participant told with "the talks" may be one more of theirs."""
        if not draft.participants or set(draft.participants) <= set(earlier.participants):
            return True
        if len(draft.participants) > 1 and not set(draft.participants) & set(earlier.participants):
            return self._covered(draft.participants, earlier) or self._same_city(draft, earlier)
        return self._covered(draft.participants, earlier) or draft.kind == "talks" or self._same_city(draft, earlier)

    def _same_city(self, one: EncounterDraft, two: EncounterDraft) -> bool:
        return (
            one.place is not None and two.place is not None and one.place.is_city and one.place.name == two.place.name
        )

    def _covered(self, actors: list[ActorId], earlier: EncounterDraft) -> bool:
        return self._sides(actors) <= self._sides(earlier.participants)

    def _one_family(self, one: EncounterDraft, two: EncounterDraft) -> bool:
        families = {self._family(one), self._family(two)}
        if families == {"call", "talks"}:  # "spoke with X" may tell a meeting
            loose = [d for d in (one, two) if d.kind == "call" and d.mention.trigger.lemma == "speak"]
            timed = one.duration is not None and one.duration == two.duration
            loosely = any(d.mention.trigger.lemma == "conversation" and d.kind == "talks" for d in (one, two))
            return (bool(loose) and timed) or loosely
        return len(families) == 1

    def _family(self, draft: EncounterDraft) -> str:
        if draft.kind == "summit" and all(self.cast.actor(a).kind != "organisation" for a in draft.participants):
            return "talks"
        return FAMILY[draft.kind]

    def _fits(self, earlier: EncounterDraft, draft: EncounterDraft, *, apart: bool) -> bool:
        if not self._one_family(earlier, draft) or self._clash(earlier, draft) or self._ordered(earlier, draft):
            return False
        if apart and not self._same_time(earlier, draft):
            return False
        if not self._status_fits(earlier, draft):
            return False
        own, other = set(draft.participants), set(earlier.participants)
        if own <= other or other <= own or len(own & other) >= 2:
            return True
        if draft.mention.technical != earlier.mention.technical:
            return False
        states = all(self.cast.actor(a).kind == "state" for a in own) or all(
            self.cast.actor(a).kind == "state" for a in other
        )
        ours, theirs = self._sides(draft.participants), self._sides(earlier.participants)
        return states and (ours <= theirs or theirs <= ours) and len(ours & theirs) >= 2

    def _ordered(self, earlier: EncounterDraft, draft: EncounterDraft) -> bool:
        """Return whether "first met X", told of fewer, is a part of the occasion and not all of it."""
        verb = draft.mention.trigger.pos == "VERB"
        order = set(draft.mention.modifiers) & set(self.words.of("merge.order"))
        return verb and bool(order) and set(draft.participants) < set(earlier.participants)

    def _status_fits(self, earlier: EncounterDraft, draft: EncounterDraft) -> bool:
        one, two = earlier.status, draft.status
        if one == two or (one in PAST and two in PAST) or (one in AHEAD and two in AHEAD):
            return True
        if one in OFF or two in OFF:
            told = "planned" in (one, two) or draft.when is None or earlier.when is not None
            return "cancelled" in (one, two) and bool({one, two} & {*AHEAD, "ruled out"}) and told
        return draft.foretold and (draft.when is None or self._same_time(earlier, draft))

    def _shared(self, earlier: EncounterDraft, draft: EncounterDraft) -> int:
        return len(set(earlier.participants) & set(draft.participants))

    def _sides(self, actors: list[ActorId]) -> set[ActorId]:
        sides = {self.cast.side_of(a) or a for a in actors}
        return sides

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
        return first is not None and first == second

    def _clash(self, one: EncounterDraft, two: EncounterDraft) -> bool:
        """Return whether times, places or numbers of the round contradict each other."""
        first, second = self.value(one), self.value(two)
        if first is not None and second is not None and not (first.startswith(second) or second.startswith(first)):
            return True
        ordinals = set(self.words.of("merge.ordinals"))
        rounds = [set(d.mention.modifiers) & ordinals for d in (one, two)]
        if all(rounds) and not rounds[0] & rounds[1]:
            return True
        if one.place is not None and two.place is not None:
            here, there = set(one.place.name.split(", ")), set(two.place.name.split(", "))
            return not here & there
        return False

    def _join(self, earlier: EncounterDraft, draft: EncounterDraft) -> None:
        earlier.participants = self._together(earlier.participants, draft.participants)
        weak, former = _is_weak(draft), _is_weak(earlier)
        if former and not weak:
            earlier.kinds.insert(0, draft.kind)
            earlier.mention.weak, earlier.heading = False, False
        else:
            earlier.kinds.append(draft.kind)
        earlier.evidence += draft.evidence
        earlier.sentences += draft.sentences
        earlier.tellings += 1
        earlier.place = finer_place(earlier.place, draft.place)
        if self.value(earlier) is None or len(self.value(draft) or "") > len(self.value(earlier) or ""):
            earlier.when = draft.when or earlier.when
        if earlier.duration is None:
            earlier.duration, earlier.duration_span = draft.duration, draft.duration_span
        earlier.issues = list(dict.fromkeys([*earlier.issues, *draft.issues]))
        earlier.status = self._joined_status(earlier, draft)
        earlier.ended = earlier.ended or draft.ended

    def _together(self, former: list[ActorId], new: list[ActorId]) -> list[ActorId]:
        """Return the participants of both tellings; states give way to the persons who act for them."""
        return self._without_covered(list(dict.fromkeys([*former, *new])))

    def _joined_status(self, earlier: EncounterDraft, draft: EncounterDraft) -> EncounterStatus:
        one, two = earlier.status, draft.status
        if "cancelled" in (one, two):
            return "cancelled"
        if one in AHEAD and two in PAST:
            return two
        if {one, two} == {"held", "under way"}:
            return "held" if earlier.ended or draft.ended else "under way"
        return one


def _is_weak(draft: EncounterDraft) -> bool:
    return draft.heading or draft.mention.weak


def finer_place(one: Place | None, two: Place | None) -> Place | None:
    """Return the place that tells more: a city before a country, one tied to the encounter before one nearby."""
    if one is None or two is None:
        return one or two
    if not one.attached and two.attached:
        return two
    return two if two.is_city and not one.is_city else one
