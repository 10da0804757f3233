"""One encounter told several times: which mentions are the same, and what they tell together."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.extract.cast import Cast
from communique.extract.encounter_mentions import EncounterMention
from communique.extract.encounter_words import encounter_words
from communique.extract.places import Place
from communique.model.encounters import EncounterKind, EncounterStatus
from communique.model.spans import ActorId, Span, StatementId
from communique.model.times import TimeValue, resolve_time

FAMILY: dict[EncounterKind, str] = {
    "meeting": "talks", "talks": "talks", "visit": "talks", "summit": "summit", "call": "call",
    "press conference": "press conference", "ceremony": "ceremony", "other": "other",
}  # fmt: skip
KIND_RANK: dict[EncounterKind, int] = {"talks": 0, "meeting": 1, "visit": 2}
SOLO_KINDS = ("press conference", "ceremony", "summit")
"""Encounters that are told with one participant."""
AHEAD = ("planned", "expected")
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
    time: TimeValue | None = None
    duration: TimeValue | None = None
    issues: list[str] = field(default_factory=list)
    asserted_by: StatementId | None = None
    foretold: bool = False
    """Told as ahead of a past moment ("confirmed that he would meet"): it may have been held since."""
    sentences: list[int] = field(default_factory=list)
    """Indices of the sentences that tell it."""
    last_sentence: int = 0
    kinds: list[EncounterKind] = field(default_factory=list)

    @property
    def kind(self) -> EncounterKind:
        """The first kind told."""
        return self.kinds[0] if self.kinds else self.mention.kind


def merge_drafts(drafts: list[EncounterDraft], cast: Cast, published: str | None) -> list[EncounterDraft]:
    """Return one draft per distinct encounter with identified parties, in the order of their first telling."""
    merger = _Merger(cast, published)
    for draft in drafts:
        merger.take(draft)
    return [draft for draft in merger.found if _is_identified(draft, cast)]


def _is_identified(draft: EncounterDraft, cast: Cast) -> bool:
    wanted = 1 if draft.kind in SOLO_KINDS else 2
    named = [a for a in draft.participants if cast.actor(a).named and cast.actor(a).kind != "group"]
    if draft.kind == "summit" and all(cast.actor(a).kind != "organisation" for a in draft.participants):
        wanted = 2
    if len(draft.participants) < wanted or not named:
        return draft.kind == "visit" and bool(named) and draft.place is not None
    return not (draft.mention.plural and set(draft.mention.modifiers) & encounter_words().merge["generic_plural"])


class _Merger:
    def __init__(self, cast: Cast, published: str | None) -> None:
        self.cast = cast
        self.published = published
        self.found: list[EncounterDraft] = []

    def take(self, draft: EncounterDraft) -> None:
        draft.kinds = [draft.mention.kind]
        draft.last_sentence = draft.mention.trigger.sentence
        draft.sentences = [draft.last_sentence]
        earlier = self._same(draft)
        if earlier is not None:
            self._join(earlier, draft)
        elif draft.participants or self._inherit(draft):
            self.found.append(draft)

    def _inherit(self, draft: EncounterDraft) -> bool:
        """Give a telling without parties those of the pair that the text is about; False: it stays without.

        "The December 7 videoconference" in a readout of a call is another call of the two; "negotiations will take
        place in Geneva on January 9" are negotiations of their states.
        """
        main = self.found[0] if self.found else None
        if main is None or draft.time is None or len(main.participants) != 2:
            return False
        if draft.kind == "call" == main.kind:
            draft.participants = list(main.participants)
        elif draft.kind == "talks" and draft.status == "planned":
            sides = self._sides(main.participants)
            if len(sides) == 2:
                draft.participants = sorted(sides)
        return bool(draft.participants)

    def _same(self, draft: EncounterDraft) -> EncounterDraft | None:
        apart = bool(set(draft.mention.modifiers) & encounter_words().merge["other_words"])
        if not draft.participants:
            return None if apart else self._referent(draft)
        fits = [e for e in self.found if self._fits(e, draft, apart=apart)]
        return max(fits, key=lambda e: (self._shared(e, draft), e.last_sentence), default=None)

    def _referent(self, draft: EncounterDraft) -> EncounterDraft | None:
        """Return what "the meeting" means: the last encounter of that family told, if it is not far."""
        if FAMILY[draft.kind] == "ceremony":
            return None
        sentence = draft.mention.trigger.sentence
        near = [
            e
            for e in self.found
            if FAMILY[e.kind] == FAMILY[draft.kind]
            and sentence - e.last_sentence <= MAX_REFERENCE_SENTENCES
            and not self._clash(e, draft)
            and e.status in ("held", "under way")
        ]
        return max(near, key=lambda e: (len(e.evidence), e.last_sentence), default=None)

    def _fits(self, earlier: EncounterDraft, draft: EncounterDraft, *, apart: bool) -> bool:
        if FAMILY[earlier.kind] != FAMILY[draft.kind] or self._clash(earlier, draft):
            return False
        if apart and not self._same_time(earlier, draft):
            return False
        come_about = self._same_time(earlier, draft) or (draft.foretold and draft.time is None)
        if (earlier.status in AHEAD) != (draft.status in AHEAD) and not come_about:
            return False
        if "cancelled" in (earlier.status, draft.status) and earlier.status != draft.status:
            return False
        ours, theirs = self._sides(draft.participants), self._sides(earlier.participants)
        own, other = set(draft.participants), set(earlier.participants)
        if not self._hosts(earlier, draft) or not self._hosts(draft, earlier):
            return False
        if own <= other or other <= own:
            return True
        if len(own & other) >= 2:
            return True
        states = all(self.cast.actor(a).kind == "state" for a in own) or all(
            self.cast.actor(a).kind == "state" for a in other
        )
        return states and (ours <= theirs or theirs <= ours) and len(ours & theirs) >= 2

    def _hosts(self, visit: EncounterDraft, other: EncounterDraft) -> bool:
        """Return False for a visit told of its guest alone where the others met are not of the state visited."""
        if visit.kind != "visit" or len(visit.participants) != 1 or visit.place is None:
            return True
        if other.place is not None:
            return True
        host = visit.place.name.rpartition(", ")[2]
        sides = {self.cast.actor(a).side for a in other.participants if a not in visit.participants}
        return host in sides or not sides

    def _shared(self, earlier: EncounterDraft, draft: EncounterDraft) -> int:
        return len(set(earlier.participants) & set(draft.participants))

    def _sides(self, actors: list[ActorId]) -> set[ActorId]:
        sides = {self.cast.side_of(a) for a in actors}
        return {side for side in sides if side is not None}

    def _value(self, draft: EncounterDraft) -> str | None:
        if draft.time is None:
            return None
        if self.published is None and draft.time.anchor == "published":
            return repr(draft.time.shift)
        return resolve_time(draft.time, self.published)

    def _same_time(self, one: EncounterDraft, two: EncounterDraft) -> bool:
        first, second = self._value(one), self._value(two)
        return first is not None and first == second

    def _clash(self, one: EncounterDraft, two: EncounterDraft) -> bool:
        """Return whether times or places contradict each other."""
        first, second = self._value(one), self._value(two)
        if first is not None and second is not None and not (first.startswith(second) or second.startswith(first)):
            return True
        if one.place is not None and two.place is not None:
            here, there = set(one.place.name.split(", ")), set(two.place.name.split(", "))
            return not here & there
        return False

    def _join(self, earlier: EncounterDraft, draft: EncounterDraft) -> None:
        states_only = all(self.cast.actor(a).kind == "state" for a in draft.participants)
        persons = any(self.cast.actor(a).kind == "person" for a in earlier.participants)
        sides = self._sides(earlier.participants)
        if all(self.cast.actor(a).kind == "state" for a in earlier.participants) and not states_only:
            covered = self._sides(draft.participants)
            earlier.participants = [a for a in earlier.participants if a not in covered]
        for actor in draft.participants:
            if actor not in earlier.participants and not (states_only and persons and actor in sides):
                earlier.participants.append(actor)
        earlier.evidence += draft.evidence
        earlier.sentences += draft.sentences
        earlier.place = _finer(earlier.place, draft.place)
        earlier.time = earlier.time or draft.time
        earlier.duration = earlier.duration or draft.duration
        earlier.issues = list(dict.fromkeys([*earlier.issues, *draft.issues]))
        earlier.kinds.append(draft.mention.kind)
        earlier.last_sentence = max(earlier.last_sentence, draft.last_sentence)
        if earlier.status in AHEAD and draft.status in ("held", "under way") and self._same_time(earlier, draft):
            earlier.status = draft.status


def _finer(one: Place | None, two: Place | None) -> Place | None:
    if one is None or two is None:
        return one or two
    if not one.attached and two.attached:
        return two
    return two if "," in two.name and "," not in one.name else one
