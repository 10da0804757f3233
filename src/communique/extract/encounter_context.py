"""What an article as a whole adds to its encounters: delegations, hosts, the day and place of one occasion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from communique.extract.cast import Cast
from communique.extract.clauses import ParseTree
from communique.extract.encounter_drafts import FAMILY, EncounterDraft, finer_place
from communique.extract.encounter_likeness import Likeness
from communique.extract.encounter_parties import PartyReader
from communique.extract.encounter_when import When
from communique.extract.encounter_words import encounter_words
from communique.extract.places import Place, PlaceFinder
from communique.model.annotation import Token
from communique.model.documents import Article
from communique.model.encounters import AHEAD, HAPPENED
from communique.model.spans import ActorId, Span
from communique.model.times import TimeValue

CHAIR_BACK_TOKENS = 12
DAYS_OF_A_ROUND = 2
"""How many days after its first a visit or a round of talks of no told length goes on at least; set by hand."""
LEAD_SENTENCES = 6
SAME_OCCASION = ("press conference", "ceremony", "other")


def add_members(drafts: Sequence[EncounterDraft], tree: ParseTree, parties: PartyReader, cast: Cast) -> None:
    """Add those whom the text tells to be of a delegation, to take part or to chair."""
    words = encounter_words()
    for token in tree.tokens:
        lemma = token.lemma.lower()
        if lemma in words.of("groups.delegation") and token.dep in ("nsubj", "nsubjpass"):
            sides = {a for a in parties.actors(token) if cast.actor(a).kind != "person"}
            persons = _delegates(token, tree, parties, cast)
            target = _talks_of(drafts, sides, cast)
            if persons and target is not None:
                target.participants = [a for a in target.participants if a not in sides]
                _add(target, persons, cast)
        elif lemma == "chair" and token.dep == "pobj" and tree.tokens[token.head].lemma == "in":
            _add_to_told(drafts, token, _persons_before(token, tree, cast), cast)
        elif token.pos == "VERB" and _takes_part(token, tree):
            _add_to_told(drafts, token, parties.subject(token), cast)


def _delegates(token: Token, tree: ParseTree, parties: PartyReader, cast: Cast) -> list[ActorId]:
    """Return the named persons that "the delegation included" or "was led by"."""
    words = encounter_words()
    verb = tree.tokens[token.head]
    found: list[Token] = []
    if verb.lemma in words.of("groups.member_verbs"):
        found = tree.children(verb.index, "dobj")
    elif verb.lemma in words.of("groups.leader_verbs") and token.dep == "nsubjpass":
        found = parties.targets(verb.index, "by", "alongside", "with")
    if not found:
        return []
    end = tree.sentences[token.sentence].span.end
    start = max(token.end, min(tree.noun_span(head.index).start for head in found))
    named = cast.actors_in(Span(start, end))
    return [
        a for a in named if cast.actor(a).kind == "person" and cast.actor(a).named and _is_listed(a, found, tree, cast)
    ]


def _is_listed(actor: ActorId, heads: Sequence[Token], tree: ParseTree, cast: Cast) -> bool:
    """Return whether a person named in the list is one of its items: not within an apposition's possessive."""
    first = min(tree.noun_span(h.index).start for h in heads)
    for mention in cast.mentions:
        if mention.actor != actor or mention.span.start < first:
            continue
        tokens = tree.tokens_in(mention.span)
        if tokens and tokens[0].sentence == heads[0].sentence:
            last = tokens[-1]
            owner = any(t.dep == "poss" or tree.children(t.index, "case") for t in tokens)
            below = last.dep == "pobj" and last.index not in {h.index for h in heads}  # "the head of X"
            return not owner and not below and last.dep not in ("nsubj", "nsubjpass")
    return False


def _talks_of(drafts: Sequence[EncounterDraft], sides: set[ActorId], cast: Cast) -> EncounterDraft | None:
    """Return the negotiation most told in which these sides take part; None: none does."""
    fits = [
        d
        for d in drafts
        if FAMILY[d.kind] == "talks"
        and d.status not in ("cancelled", "ruled out", "expected")
        and sides & {cast.side_of(a) or a for a in d.participants}
        and all(cast.actor(a).kind != "person" or _is_delegate_level(d) for a in d.participants)
    ]
    return max(fits, key=lambda d: (d.tellings, d.status in HAPPENED), default=None)


def _is_delegate_level(draft: EncounterDraft) -> bool:
    return draft.kind == "talks" and len(draft.participants) > 2


def _add(draft: EncounterDraft, persons: Sequence[ActorId], cast: Cast) -> None:
    covered = {cast.side_of(a) for a in persons if cast.actor(a).kind == "person"}
    kept = [a for a in draft.participants if a not in covered]
    draft.participants = list(dict.fromkeys([*kept, *persons]))


def _add_to_told(drafts: Sequence[EncounterDraft], token: Token, actors: Sequence[ActorId], cast: Cast) -> None:
    """Add actors to the encounter told in the sentence of `token`, else to the one told last before it."""
    told = [d for d in drafts if min(d.sentences) <= token.sentence and FAMILY[d.kind] in ("talks", "summit")]
    here = [d for d in told if token.sentence in d.sentences]
    target = (here or sorted(told, key=lambda d: d.last_sentence))[-1:]
    if target and actors:
        _add(target[0], [a for a in actors if cast.actor(a).named], cast)


def _persons_before(token: Token, tree: ParseTree, cast: Cast) -> list[ActorId]:
    """Return the person of "with X in the chair"."""
    first = max(tree.sentences[token.sentence].first, token.index - CHAIR_BACK_TOKENS)
    named = cast.actors_in(Span(tree.tokens[first].start, token.start))
    return [a for a in named if cast.actor(a).kind == "person"][-1:]


def _takes_part(verb: Token, tree: ParseTree) -> bool:
    """Return whether the verb says that somebody took part, and names no other occasion."""
    if verb.tag not in ("VBD", "VBN") or any(t.dep == "neg" for t in tree.children(verb.index)):
        return False
    if verb.lemma == "take":
        part = any(t.lemma == "part" for t in tree.children(verb.index, "dobj"))
        return part and not any(t.lemma == "in" for t in tree.children(verb.index, "prep"))
    return verb.lemma == "attend" and not tree.children(verb.index, "dobj", "nsubjpass") and verb.dep == "ROOT"


class Occasion:
    """The settings that the encounters of one article share."""

    def __init__(self, drafts: list[EncounterDraft], likeness: Likeness, cast: Cast, places: PlaceFinder) -> None:
        self.drafts = drafts
        self.likeness = likeness
        self.cast = cast
        self.places = places

    def fill(self, article: Article) -> list[EncounterDraft]:
        """Return the drafts with the day and place that the occasion gives those which tell none."""
        main = self._main()
        first = min(self.drafts, key=lambda d: min(d.sentences), default=None)
        if first is not None:
            self._date_readout(first, article)
        if main is not None:
            self._spread(main)
            self._locate(main, article)
        self._share_pairs()
        self._add_those_beside()
        for whole in [d for d in self.drafts if d is main or (d.kind == "visit" and d.when and not d.is_former)]:
            if whole is not main:
                self._locate(whole, article)
            self._spread(whole)
        filled = self._settle_visits()
        for whole in filled:
            self._place_on(whole)
        return filled

    def _place_on(self, whole: EncounterDraft) -> None:
        """Place what those who are on a visit or at a round of talks do on one of its days."""
        if whole.place is None or not whole.place.is_city or whole.is_former:
            return
        visit = whole.kind == "visit" and whole.status in (*AHEAD, *HAPPENED)
        if not visit and not (whole.kind == "talks" and whole.status == "under way"):
            return
        own = {*whole.participants, *whole.openers}
        for draft in self.drafts:
            if (
                draft is whole
                or draft.place is not None
                or draft.kind == "call"
                or draft.status not in (*AHEAD, *HAPPENED)
            ):
                continue
            there = set(draft.participants) <= own and len(draft.participants) > 1
            if (there or (visit and self._hosts_meet(whole, draft))) and self._is_among_days(whole, draft):
                draft.place = replace(whole.place, attached=False)

    def _hosts_meet(self, visit: EncounterDraft, draft: EncounterDraft) -> bool:
        """Return whether the visitor meets people of the state visited."""
        state = visit.place.name.rpartition(", ")[2] if visit.place is not None else None
        others = [self.cast.actor(a) for a in draft.participants if a != visit.participants[0]]
        hosts = [a for a in others if state in (a.side, a.name)]
        return visit.participants[0] in draft.participants and bool(others) and hosts == others

    def _is_among_days(self, whole: EncounterDraft, draft: EncounterDraft) -> bool:
        first, day = self.likeness.value(whole), self.likeness.value(draft)
        if first is None or day is None or len(first) != 10 or len(day) != 10:
            return False
        length = re.fullmatch(r"P(\d+)D", whole.duration or "")
        last = int(length[1]) - 1 if length else DAYS_OF_A_ROUND
        return 0 <= (date.fromisoformat(day) - date.fromisoformat(first)).days <= last

    def _main(self) -> EncounterDraft | None:
        held = [d for d in self.drafts if d.status in HAPPENED and d.kind not in SAME_OCCASION and d.kind != "visit"]
        return max(held, key=lambda d: (d.tellings, d.place is not None, -min(d.sentences)), default=None)

    def _date_readout(self, main: EncounterDraft, article: Article) -> None:
        """Date the call or meeting that opens an office's readout by the day of its publication."""
        source, published = article.source.value, article.published
        if source is None or source.kind != "office" or published.value is None or len(published.value) != 10:
            return
        if any(d is not main and d.when is not None and main.sentences[0] in d.sentences for d in self.drafts):
            return  # "in line with the presidents' talks, experts met on 23 March": the news is another
        verb = main.mention.governor
        if main.status == "planned" and verb is not None and verb.lemma == "arrive" and verb.tag == "VBD":
            main.status = "held"  # "X arrived for a meeting with the president", told by the president's office
        if main.when is None and main.status == "held" and min(main.sentences) < LEAD_SENTENCES:
            time = TimeValue(main.evidence[0], "date", "absolute", published.value)
            main.when = When(time, inherited=True)

    def _spread(self, main: EncounterDraft) -> None:
        """Give the other encounters of the same persons on that occasion its day and its place, and the other way."""
        for draft in self.drafts:
            early = draft.status in HAPPENED and main.status in AHEAD
            if draft is main or early or not self._same_occasion(main, draft):
                continue
            if draft.status not in HAPPENED:
                self._place_ahead(main, draft)
                continue
            if draft.when is None and draft.kind in SAME_OCCASION and main.when is not None:
                draft.when = replace(main.when, inherited=True)
            if draft.when is None and self._is_part(main, draft) and main.when is not None:
                draft.when = replace(main.when, inherited=True)
            same_day = draft.when is not None and self.likeness.value(draft) == self.likeness.value(main)
            if draft.place is None and main.place is not None and (same_day or draft.kind in SAME_OCCASION):
                draft.place = replace(main.place, attached=False)
            elif main.place is None and draft.place is not None and draft.place.is_city and same_day:
                main.place = replace(draft.place, attached=False)

    def _share_pairs(self) -> None:
        """Give a press conference and the talks of the same two persons each other's day and place."""
        conferences = [d for d in self.drafts if d.kind == "press conference" and len(d.participants) > 1]
        for conference in conferences:
            for talks in self.drafts:
                if FAMILY[talks.kind] != "talks" or talks.status not in HAPPENED:
                    continue
                if set(talks.participants) == set(conference.participants):
                    talks.when, conference.when = talks.when or conference.when, conference.when or talks.when
                    talks.place = talks.place or conference.place
                    conference.place = conference.place or talks.place

    def _add_those_beside(self) -> None:
        """Add to talks of many those told to meet "ahead of the talks", and give that meeting their day and place."""
        for talks in self.drafts:
            if talks.kind != "talks" or all(self.cast.actor(a).kind != "group" for a in talks.participants):
                continue
            for beside in self.drafts:
                here = beside is not talks and self._is_ahead_of(beside, talks)
                if here and FAMILY[beside.kind] == "talks" and len(beside.participants) > 1:
                    talks.participants = list(dict.fromkeys([*talks.participants, *beside.participants]))
                    beside.when = beside.when or (replace(talks.when, inherited=True) if talks.when else None)
                    beside.place = beside.place or (replace(talks.place, attached=False) if talks.place else None)

    def _is_ahead_of(self, beside: EncounterDraft, talks: EncounterDraft) -> bool:
        """Return whether a sentence tells a meeting as held ahead of the talks."""
        tokens = self.places.tree.tokens
        for sentence in set(beside.sentences) & set(talks.sentences):
            words = [t.text.lower() for t in tokens if t.sentence == sentence]
            if any(one in ("ahead", "before") for one in words[:-1]):
                return True
        return False

    def _place_ahead(self, main: EncounterDraft, draft: EncounterDraft) -> None:
        """Place what the same persons are to do on the day of the main encounter ("will meet later on Tuesday")."""
        same_day = draft.when is not None and self.likeness.value(draft) == self.likeness.value(main)
        if draft.place is None and same_day and draft.status in AHEAD:
            draft.place = replace(main.place, attached=False) if main.place is not None else None

    def _is_part(self, main: EncounterDraft, draft: EncounterDraft) -> bool:
        """Return whether a meeting is told as a part of the main one ("first met X")."""
        if main.kind == "visit" and draft.kind != "visit":
            return True
        order = set(draft.mention.modifiers) & set(encounter_words().of("merge.order"))
        verb = draft.mention.trigger.pos == "VERB"
        return verb and bool(order) and set(draft.participants) <= set(main.participants)

    def _same_occasion(self, main: EncounterDraft, draft: EncounterDraft) -> bool:
        """Return whether an encounter may belong to the main one's occasion: same persons, no other time or place."""
        if draft.kind == "call" or main.kind == "call":
            return False
        apart = set(draft.mention.modifiers) & set(encounter_words().of("merge.past_round")) - {"first"}
        if apart:
            return False
        persons = {a for a in draft.participants if self.cast.actor(a).kind == "person"}
        if not persons & set(main.participants):
            return False
        elsewhere = main.place is not None and draft.place is not None and main.place.is_city and draft.place.is_city
        if elsewhere and main.place is not None and draft.place is not None and main.place.name != draft.place.name:
            return False
        ours, theirs = self.likeness.value(main), self.likeness.value(draft)
        return ours is None or theirs is None or ours.startswith(theirs) or theirs.startswith(ours)

    def _locate(self, main: EncounterDraft, article: Article) -> None:
        """Place the encounter that a report opens with in the city of the dateline, where the text tells no other."""
        fixed = main.place is not None and (main.place.is_city or main.kind != "visit")
        if fixed or main.kind == "call" or min(main.sentences) > LEAD_SENTENCES:
            return
        written = article.dateline.value
        if written is None:
            return
        place = self.places.written(
            written, article.dateline.evidence[0].span if article.dateline.evidence else main.evidence[0]
        )
        country = main.place.name if main.place is not None else None
        fits = place is not None and (country is None or place.name.endswith(country))
        if place is not None and fits and self._may_host(place, main):
            main.place = place

    def _may_host(self, place: Place, main: EncounterDraft) -> bool:
        """Return whether no other city is told for an encounter of these persons."""
        others = [d for d in self.drafts if d.place is not None and d.place.is_city and d.status in HAPPENED]
        return all(d.place == place or not set(d.participants) & set(main.participants) for d in others)

    # --- visits ---

    def _settle_visits(self) -> list[EncounterDraft]:
        """Return the drafts in which a journey told only by the way is part of the talks it led to."""
        kept: list[EncounterDraft] = []
        folded: list[EncounterDraft] = []
        for draft in self.drafts:
            if draft.is_former and draft.kind == "visit":
                before = [d for d in self._talks_on(draft) if d.is_former]
                if before:
                    self._fold(draft, before[0])
                    continue
            elif draft.kind == "visit":
                talks = self._talks_on(draft)
                if talks and (draft.when is None or draft.when.inherited):
                    self._fold(draft, talks[0])
                    continue
                self._name_hosts(draft, talks)
                whole = [d for d in talks if self._is_whole(draft, d)]
                for meeting in whole:
                    self._fold(meeting, draft)
                folded += whole
            kept.append(draft)
        return [d for d in kept if all(d is not meeting for meeting in folded)]

    def _is_whole(self, visit: EncounterDraft, talks: EncounterDraft) -> bool:
        """Return whether talks without a day of their own are of all who met on a visit: then they are the visit."""
        undated = talks.when is None or talks.when.inherited
        return undated and len(talks.participants) > 2 and set(talks.participants) == set(visit.participants)

    def _talks_on(self, visit: EncounterDraft) -> list[EncounterDraft]:
        """Return the meetings of the visitor in the place visited."""
        visitor = set(visit.participants[:1])
        ahead = visit.status in AHEAD
        return [
            d
            for d in self.drafts
            if FAMILY[d.kind] == "talks"
            and visitor <= set(d.participants)
            and (d.status in AHEAD) == ahead
            and d.status not in ("cancelled", "ruled out")
            and self._same_country(visit, d)
            and d.is_former == visit.is_former
        ]

    def _same_country(self, visit: EncounterDraft, draft: EncounterDraft) -> bool:
        ours, theirs = self.likeness.value(visit), self.likeness.value(draft)
        if ours and theirs and not (ours.startswith(theirs) or theirs.startswith(ours)):
            return False
        if visit.place is None or draft.place is None:
            return visit.place is None or (visit.is_former and ours is not None and ours == theirs)
        return visit.place.name.rpartition(", ")[2] == draft.place.name.rpartition(", ")[2]

    def _fold(self, visit: EncounterDraft, talks: EncounterDraft) -> None:
        talks.place = finer_place(talks.place, visit.place)
        talks.when = talks.when or visit.when
        talks.evidence += visit.evidence
        talks.sentences += visit.sentences
        if talks.duration is None:
            talks.duration, talks.duration_span = visit.duration, visit.duration_span

    def _name_hosts(self, visit: EncounterDraft, talks: Sequence[EncounterDraft]) -> None:
        """Add those met on a visit; else the person of the state visited who is told beside the visitor."""
        for draft in talks:
            visit.participants = list(dict.fromkeys([*visit.participants, *draft.participants]))
        if len(visit.participants) > 1 or visit.place is None:
            return
        state = visit.place.name.rpartition(", ")[2]
        for draft in self.drafts:
            if (
                draft is not visit
                and set(visit.participants) <= set(draft.participants)
                and len(draft.participants) == 2
            ):
                hosts = [
                    a for a in draft.participants if self.cast.actor(a).side == state and a not in visit.participants
                ]
                visit.participants += hosts[:1]
                return
