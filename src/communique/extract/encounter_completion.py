"""Parties, day and place that a telling leaves to what the article told before."""

from __future__ import annotations

from dataclasses import replace

from communique.extract.encounter_conflict import fought_in, opposed_state, opposition_of
from communique.extract.encounter_drafts import FAMILY, RECIPROCAL, EncounterDraft
from communique.extract.encounter_likeness import Likeness
from communique.extract.encounter_parties import PartyReader
from communique.extract.encounter_words import encounter_words
from communique.model.encounters import AHEAD, HAPPENED
from communique.model.spans import ActorId

PARTY_TOKENS = 8
"""How far behind a noun, in tokens, its parties are named; set by hand."""
MAX_REFERENCE_SENTENCES = 12
"""How far back, in sentences, "the meeting" may lead."""


class Completer:
    """Completes tellings from the encounters found so far, of which it is given the growing list."""

    def __init__(
        self,
        parties: PartyReader,
        likeness: Likeness,
        own_side: ActorId | None,
        found: list[EncounterDraft],
    ) -> None:
        self.cast = parties.cast
        self.parties = parties
        self.likeness = likeness
        self.own_side = own_side
        """The state whose office publishes the text; None: it is no office's."""
        self.found = found
        self.words = encounter_words()

    def complete(self, draft: EncounterDraft) -> None:
        """Give a telling with fewer than two parties those of the encounter that the text speaks of.

        "Thursday's meeting in A", "the next round of talks", "canceled a summit that had been scheduled".
        """
        self._complete(draft)
        forum = draft.mention.forum
        if forum is not None and draft.participants and forum not in draft.participants:
            draft.participants = [*draft.participants, forum]

    def _complete(self, draft: EncounterDraft) -> None:
        if draft.kind not in RECIPROCAL and not ("joint" in draft.mention.modifiers and draft.participants):
            return
        self._add_visitor(draft)
        own = set(draft.participants) - set(draft.mention.mediators)
        if self._is_with_publisher(draft):
            draft.participants += [self.own_side] if self.own_side is not None else []
            return
        if (
            draft.mention.unresolved
            or self._is_of_others(draft)
            or len(own) > 1
            or (not own and not self._is_particular(draft))
        ):
            return
        model = self._model(draft, own)
        if model is not None and self._is_first_of_others(draft, model):
            return
        if model is None:
            self._complete_alone(draft, own)
            return
        draft.participants = list(dict.fromkeys([*model.participants, *draft.mention.mediators]))
        other_round = draft.kind == "talks" and self.likeness.is_apart(draft)
        if other_round or (draft.kind == "talks" and draft.status in AHEAD and model.kind == "call"):
            sides = self.likeness.sides(model.participants)
            draft.participants = sorted(sides) if len(sides) > 1 else draft.participants

    def _is_first_of_others(self, draft: EncounterDraft, model: EncounterDraft) -> bool:
        """Return whether a "first round" lies ahead of what was held: it is no further round of that."""
        ordinals = set(self.words.of("merge.ordinals")) & set(draft.mention.modifiers)
        return draft.status in AHEAD and model.status in HAPPENED and ordinals == {"first"}

    def _model(self, draft: EncounterDraft, own: set[ActorId]) -> EncounterDraft | None:
        """Return the encounter whose parties a telling with fewer than two (`own`) has too; None: none is sure."""
        others = [e for e in self.found if own <= set(e.participants) and self._is_pair(e) and not e.caption]
        if not own and "peace" in draft.mention.modifiers:  # an envoy's meetings are not the talks that he works for
            others = [e for e in others if not any(self.is_outside(a) for a in e.participants)]
        if not own:
            others = self._spoken_of(draft, others)
        others = [e for e in others if draft.mention.trigger.sentence - e.last_sentence <= MAX_REFERENCE_SENTENCES]
        if own and draft.mention.trigger.pos == "VERB":
            return None
        others = [
            e for e in others if own or draft.status not in HAPPENED or e.status in HAPPENED or self._is_here(e, draft)
        ]
        if draft.status in AHEAD and not own and not self.likeness.is_apart(draft) and draft.place is not None:
            others = [e for e in others if e.status in AHEAD or not self.likeness.clash(e, draft)]
        if not own and draft.status in HAPPENED:
            others = [e for e in others if (e.kind == "call") == (draft.kind == "call") and draft.kind != "summit"]
        return max(others, key=lambda e: e.last_sentence, default=None)

    def _spoken_of(self, draft: EncounterDraft, others: list[EncounterDraft]) -> list[EncounterDraft]:
        """Return the encounter of a telling's sentence, else the first of its kind, else the first; empty: of none."""
        here = [e for e in others if draft.mention.trigger.sentence in e.sentences]
        new = bool({"a", "an"} & set(draft.mention.modifiers)) and not self.likeness.is_apart(draft)
        if new and draft.place is None and not here:
            return []  # "there will be a meeting this week": of anybody
        if draft.mention.is_one_of_several:
            here = here[:1]
        return here[-1:] or [e for e in others if e.kind == draft.kind][:1] or others[:1]

    def _complete_alone(self, draft: EncounterDraft, own: set[ActorId]) -> None:
        """Complete a telling from what the text is about, where it tells no encounter of those parties."""
        body = self._body_told(draft)
        if body is not None:
            draft.participants = [*draft.participants, body]
        elif draft.kind == "talks" and draft.place is not None and draft.when is not None and not own:
            draft.participants = [] if self._tells_parties(draft) else self.parties.sides()

    def _add_visitor(self, draft: EncounterDraft) -> None:
        """Add to "the meeting" of the hosts the one whose visit to them the text tells."""
        visits = [e for e in self.found if e.kind == "visit" and e.status in HAPPENED and e.place and not e.is_former]
        if len(visits) != 1 or "the" not in draft.mention.modifiers or FAMILY[draft.kind] != "talks":
            return
        visitor, place = visits[0].participants[0], visits[0].place
        state = place.name.rpartition(", ")[2] if place is not None else None
        hosts = draft.participants
        if hosts and draft.status in HAPPENED and all(self.cast.actor(a).side == state for a in hosts):
            draft.participants = [visitor, *hosts]

    def is_outside(self, actor_id: ActorId) -> bool:
        """Return whether an actor is an organisation, or acts for one and for no state."""
        actor = self.cast.actor(actor_id)
        side = self.cast.side_of(actor_id)
        return actor.kind == "organisation" or (side is not None and self.cast.actor(side).kind == "organisation")

    def _is_with_publisher(self, draft: EncounterDraft) -> bool:
        """Return whether an office's text tells talks with one other state: they are those of its own side."""
        if len(draft.participants) != 1 or self.own_side is None or draft.mention.trigger.pos == "VERB":
            return False
        named = [a for t in self.parties.targets(draft.mention.trigger.index, "with") for a in self.parties.actors(t)]
        if draft.participants[0] not in named:
            return False  # "A's talks with its opposition", whose other side nobody knows
        return self.cast.actor(draft.participants[0]).kind == "state" and draft.participants[0] != self.own_side

    def _tells_parties(self, draft: EncounterDraft) -> bool:
        """Return whether "with" or "between" stand right behind the noun, whatever the parse makes of them."""
        first = draft.mention.trigger.index + 1
        behind = self.parties.tree.tokens[first : first + PARTY_TOKENS]
        return any(t.text.lower() in ("between", "with", "among") for t in behind)

    def _body_told(self, draft: EncounterDraft) -> ActorId | None:
        """Return the one body of states that the text has named before "the meeting" of a day at a place, if any."""
        definite = {"the", "this"} & set(draft.mention.modifiers)
        if not definite or draft.place is None or draft.when is None or draft.status not in HAPPENED:
            return None
        formats = self.words.of("groups.formats")
        named = [
            m.actor for m in self.cast.mentions if m.actor is not None and self.cast.actor(m.actor).name in formats
        ]
        before = [m for m in self.cast.mentions if m.actor in named and m.span.end <= draft.mention.trigger.start]
        return named[0] if len(set(named)) == 1 and before else None

    def _is_here(self, earlier: EncounterDraft, draft: EncounterDraft) -> bool:
        """Return whether "a first meeting held there" is told in the sentence of the talks that it came before."""
        here = draft.mention.trigger.sentence in earlier.sentences
        return here and bool(set(self.words.of("merge.ordinals")) & set(draft.mention.modifiers))

    def _is_of_others(self, draft: EncounterDraft) -> bool:
        """Return whether a word before the noun tells that others meet than the text's sides ("producer talks")."""
        others = self.words.of("groups.other_parties")
        below = [self.parties.tree.tokens[i] for i in self.parties.tree.subtree(draft.mention.trigger.index)]
        return any(t.lemma.lower() in others for t in below if t.index < draft.mention.trigger.index)

    def _is_particular(self, draft: EncounterDraft) -> bool:
        """Return whether a telling without parties has a day, a place or a number of its own."""
        if draft.mention.plural and draft.mention.trigger.lemma not in ("talk", "talks", "negotiation"):
            return False
        round_words = set(self.words.of("merge.other_words")) & set(draft.mention.modifiers)
        return draft.when is not None or draft.place is not None or bool(round_words)

    def _is_pair(self, draft: EncounterDraft) -> bool:
        body = any(self.cast.actor(a).name in self.words.of("groups.formats") for a in draft.participants)
        return (len(draft.participants) > 1 or body) and FAMILY[draft.kind] in ("talks", "call", "summit")

    def without_covered(self, actors: list[ActorId]) -> list[ActorId]:
        """Return the participants without the states for which one of them acts."""
        covered = {
            self.cast.side_of(a) for a in actors if self.cast.actor(a).kind == "person" and self.cast.actor(a).named
        }
        return [a for a in actors if a not in covered]

    def take_setting(self, draft: EncounterDraft) -> None:
        """Give "they could meet then" the day and place of the occasion told just before."""
        if "then" not in draft.mention.modifiers or draft.status not in AHEAD or draft.when is not None:
            return
        near = [e for e in self.found if draft.mention.trigger.sentence - e.last_sentence <= 1 and e.status in AHEAD]
        told = next((e for e in reversed(near) if e.when is not None), None)
        if told is not None and told.when is not None:
            draft.when = replace(told.when, inherited=True)
            draft.place = draft.place or told.place

    def name_belligerents(self, draft: EncounterDraft) -> None:
        """Give peace talks that name one side or none the state and the opposition that the text tells."""
        modifiers = set(draft.mention.modifiers)
        internal = draft.mention.internal
        if draft.kind != "talks" or not ("peace" in modifiers or internal):
            return
        text, facts = self.parties.tree.text, self.cast.registry.facts
        state = opposed_state(text, facts) or (fought_in(text, facts) if internal else None)
        if state is None or any(self.cast.actor(a).kind == "person" for a in draft.participants):
            return
        if draft.status == "held" and draft.when is None and draft.place is None and not internal:
            return  # "a step to resuming peace talks"
        own = self.cast.registry.add_state(state.name)
        if internal or (len(draft.participants) < 2 and set(draft.participants) <= {own}):
            draft.participants = [own, opposition_of(state, self.cast)]

    def lies_ahead(self, draft: EncounterDraft) -> bool:
        """Return whether the day of an encounter comes after that of publication."""
        value, published = self.likeness.value(draft), self.likeness.published
        if value is None or published is None or not value[:1].isdigit() or len(published) != 10:
            return False
        return value > published[: len(value)]

    def may_stand_alone(self, draft: EncounterDraft) -> bool:
        """Return whether one participant is enough for others to be added: it is none of two sides that meet."""
        collective = self.cast.actor(draft.participants[0]).kind in ("group", "organisation")
        return draft.kind not in RECIPROCAL or draft.kind == "summit" or collective
