"""Who promises, demands or refuses: the speaker, the subject, both sides of an encounter, or the side that publishes.

Method: docs/methods/undertakings.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from communique.extract.cast import Cast
from communique.extract.clauses import ParseTree, auxiliaries
from communique.extract.performatives import Frame
from communique.extract.undertaking_words import UndertakingWords
from communique.model.actors import Actor
from communique.model.annotation import Token
from communique.model.documents import Article
from communique.model.encounters import Encounter
from communique.model.spans import ActorId, Span
from communique.model.statements import Statement

PARTY_KINDS = ("state", "organisation", "armed group", "group")


@dataclass(frozen=True, slots=True)
class Parties:
    """Who expresses an undertaking, and the side that it binds."""

    by: tuple[ActorId, ...]
    party: ActorId | None
    """None: not told, or of several sides."""
    statement: Statement | None
    """None: the author of the article reports it as a fact."""


class PartyReader:
    """Tells of one article's frames whose they are."""

    def __init__(
        self,
        article: Article,
        tree: ParseTree,
        words: UndertakingWords,
        cast: Cast,
        statements: Sequence[Statement],
        encounters: Sequence[Encounter],
    ) -> None:
        self.tree = tree
        self.words = words
        self.cast = cast
        self.statements = statements
        self.encounters = encounters
        self.contents = [
            frozenset(t.index for span in statement.content for t in tree.tokens_in(span)) for statement in statements
        ]
        source = article.source.value
        self.publisher = source.side if source is not None else None

    def parties(self, by: tuple[ActorId, ...], statement: Statement | None, *, plain: bool = False) -> Parties | None:
        """Return `by` as those who undertake; None: nobody, or one of them is no party to the events.

        `plain`: the words leave no doubt that they bind or ask, so that a person of no known side and title will do
        (but one who has a turn of his own may be anybody who was asked).
        """
        plain = plain and (statement is None or statement.method != "turn")
        if not by or not all(self._is_party(actor) or (plain and self._may_be_party(actor)) for actor in by):
            return None
        sides = tuple(dict.fromkeys(self.cast.side_of(actor) or self._as_side(actor) for actor in by))
        return Parties(by, sides[0] if len(sides) == 1 else None, statement)

    def performer(self, frame: Frame) -> Parties | None:
        """Return who promises or demands by a performative word; None: nobody who is a party."""
        cued = self._statement_of_cue(frame.governor)
        if cued is not None and cued.speakers.value:
            return self.parties(cued.speakers.value, cued, plain=not frame.weak)
        around = None if self._is_background(frame.governor) else self.statement_at(frame.governor)
        if frame.impersonal is not None:
            return self._impersonal(frame.impersonal, around)
        if frame.subject is None:
            joined = self.tree.tokens[frame.governor].dep == "conj" and around is not None and around.form == "indirect"
            return self.parties(around.speakers.value or (), around) if joined and around is not None else None
        subject = self._antecedent(frame)
        if subject.text.lower() in self.words.first_person:
            if around is None:
                return self._impersonal("author", None)  # a side's own "we" in the text that it publishes
            return self.parties(around.speakers.value or (), around, plain=True)
        found = self.cast.resolve(self.tree.noun_span(subject.index)).value or self._owner_of(subject.index)
        if not found and subject.tag == "PRP$":
            found = self._named_above(subject, frame.governor)
        if not found and self._is_joint(subject.index):
            # "A hopes that the sides' pledge ...": not A's, and whose is not told.
            return self._impersonal("both", around) if around is None or self._is_both(subject.index) else None
        if frame.weak and around is None and any(self.cast.actor(a).kind == "person" for a in found):
            return None
        tellers = around.speakers.value or () if around is not None else ()
        if not tellers and frame.teller is not None:
            tellers = self.cast.resolve(self.tree.noun_span(frame.teller)).value or ()
        if not found and subject.tag == "PRP$" and frame.teller is not None:
            found = self.cast.resolve(self.tree.noun_span(frame.teller)).value or ()  # "Drovia outlined its terms"
        if not found and (self._is_own_organ(subject.index, tellers) or self._means_teller(subject, tellers)):
            found = tellers  # "Drovia says it is ready to ..."
        return self._told_by(found, tellers, around) or self.parties(found, around, plain=not frame.weak)

    def _is_background(self, index: int) -> bool:
        """Return whether the author tells it in passing, amid somebody's words: ", which X plans to hold"."""
        around = self.statement_at(index)
        verb = self.tree.tokens[index]
        first = self.tree.subtree(index)[0]
        aside = verb.dep == "relcl" and first > 0 and self.tree.tokens[first - 1].text == ","
        return aside and around is not None and around.form == "indirect"

    def _means_teller(self, subject: Token, tellers: tuple[ActorId, ...]) -> bool:
        """Return whether a pronoun that refers to nobody else can stand for those who tell of it."""
        pronoun, persons = subject.text.lower(), self._are_persons(tellers)
        if not tellers:
            return False
        if pronoun == "they":
            return len(tellers) > 1 or not persons
        return (pronoun == "it" and not persons) or (pronoun in ("he", "she") and persons and len(tellers) == 1)

    def _named_above(self, pronoun: Token, index: int) -> tuple[ActorId, ...]:
        """Return whom "its demands" or "their offer" means: the next subject or object around it that can own them."""
        for above in self.tree.ancestors(index):
            told = self.tree.children(above.index, "nsubj", "dobj") if above.pos in ("VERB", "AUX") else []
            for noun in (t for t in reversed(told) if t.index < index and t.pos in ("PROPN", "NOUN")):
                found = self.cast.resolve(self.tree.noun_span(noun.index)).value or ()
                if found and self._are_persons(found) == (pronoun.text.lower() not in ("its", "their", "our")):
                    return found
        return ()

    def _antecedent(self, frame: Frame) -> Token:
        """Return the head of the phrase that names who acts: for "which wanted ..." what the clause hangs on."""
        assert frame.subject is not None
        subject, governor = self.tree.tokens[frame.subject], self.tree.tokens[frame.governor]
        relative = subject.tag in ("WP", "WDT") and governor.dep == "relcl"
        return self.tree.tokens[governor.head] if relative else subject

    def _owner_of(self, subject: int) -> tuple[ActorId, ...]:
        """Return the side whose government or delegation a phrase means ("his government"); empty: not told."""
        owner = self.tree.child(subject, "poss")
        if owner is None or owner.pos != "PRON" or self.tree.tokens[subject].lemma.lower() not in self.words.organs:
            return ()
        whose = self.cast.resolve(self.tree.noun_span(owner.index)).value or ()
        sides = {side for side in (self.cast.side_of(actor) for actor in whose) if side is not None}
        return tuple(sides) if len(sides) == 1 else ()

    def _told_by(
        self, doers: tuple[ActorId, ...], tellers: tuple[ActorId, ...], around: Statement | None
    ) -> Parties | None:
        """Return a person who tells what his own state or organisation promises or demands; None: nobody does."""
        own = {self.cast.side_of(actor) for actor in tellers}
        ours = len(doers) == 1 and own == {doers[0]} and doers[0] not in tellers
        return self.parties(tellers, around) if ours else None

    def speaker(self, frame: Frame, statement: Statement) -> Parties | None:
        """Return the speaker as the one who demands or promises; None: no party, or another's doing."""
        speakers = statement.speakers.value or ()
        parties = self.parties(speakers, statement, plain=frame.kind in ("commitment", "refusal"))
        if frame.kind == "demand" and self._is_speaker(frame, speakers):
            return None
        if parties is None or frame.kind not in ("commitment", "refusal") or frame.subject is None:
            return parties
        subject = self.tree.tokens[frame.subject]
        if subject.text.lower() in self.words.first_person:
            return parties
        owner = self.tree.child(frame.subject, "poss")
        if owner is not None and owner.text.lower() in self.words.first_person:
            return parties  # "our engineers will ..."
        if subject.text.lower() == "it" and not self._are_persons(speakers):
            return parties
        doers = self.cast.resolve(self.tree.noun_span(frame.subject)).value or ()
        own = {s for s in (self.cast.side_of(a) for a in speakers) if s is not None} | set(self._members(speakers))
        own |= set(speakers)
        if doers and any(a in own or self.cast.side_of(a) in own for a in self._members(doers)):
            own_doers = not set(doers) & set(speakers) and self._are_persons(doers)
            own_doers = own_doers and all(self.cast.actor(a).named for a in doers)  # not "no soldier of ours"
            by = doers if own_doers else parties.by
            return replace(parties, by=by, party=self.cast.side_of(doers[0]) or parties.party)
        if not doers and (self._is_owned(frame.subject, own) or self._is_own_organ(frame.subject, speakers)):
            return parties
        if self._is_joint(frame.subject) or (subject.text.lower() == "you" and self._names_own(frame)):
            return parties
        # "It will open", "they will be freed"; not "they will take over".
        thing = subject.text.lower() not in ("he", "she", "they") or subject.dep == "nsubjpass"
        thing = thing or self.tree.tokens[frame.clause].lemma.lower() == "be"
        if subject.pos == "PRON" and thing and frame.eventive and (statement.form == "direct" or not doers):
            return parties
        if frame.eventive and not doers and subject.pos in ("NOUN", "NUM"):
            return parties
        return self._spoken_for(frame, doers, statement)

    def _spoken_for(self, frame: Frame, doers: tuple[ActorId, ...], statement: Statement) -> Parties | None:
        """Return the party whose doing a spokesman of no known side tells; None: another tells of it."""
        speakers = statement.speakers.value or ()
        if len(speakers) != 1 or self.cast.side_of(speakers[0]) not in (None, *doers, *map(self.cast.side_of, doers)):
            return None
        speaker = self.cast.actor(speakers[0])
        speaks = not speaker.named and bool(_words(speaker.name) & self.words.spokesmen)
        scheduled = self.tree.tokens[frame.clause].lemma.lower() in self.words.due_not
        return self.parties(doers, statement) if speaks and not scheduled else None

    def publishing(self, frame: Frame) -> Parties | None:
        """Return whose a "will" in the own words of a side's readout is; None: it tells of another's doing."""
        if frame.subject is None:
            return None
        if self._is_joint(frame.subject):
            return self._impersonal("both", None)
        doers = self.cast.resolve(self.tree.noun_span(frame.subject)).value or ()
        if doers:
            ours = any(self.cast.actor(a).name == self.publisher for a in self._members(doers))
            return self.parties(doers, None) if ours else None
        if not frame.eventive:
            return None
        return self._impersonal("both" if self._follows_agreement(frame.clause) else "author", None)

    def _follows_agreement(self, index: int) -> bool:
        """Return whether the sentence before tells what several agreed: what "will be" done is then of them all."""
        sentence = self.tree.tokens[index].sentence
        before = self.tree.sentence_tokens(sentence - 1) if sentence else ()
        agreed = [t for t in before if t.pos == "VERB" and self.words.impersonal.get(t.lemma.lower()) == "both"]
        doers = [self.tree.child(t.index, "nsubj") for t in agreed]
        return any(d is not None and (d.tag in ("NNS", "NNPS") or self.tree.child(d.index, "conj")) for d in doers)

    def of_accord(self, frame: Frame) -> Parties | None:
        """Return whose a term of an accord is: of the side it names, else of the sides that met, who may not be told.

        None: it is of somebody who is no party.
        """
        named = self.named(frame)
        if named is not None or frame.impersonal is None:
            return named
        met = self._impersonal(frame.impersonal, None) or Parties((), None, None)
        sides = tuple(dict.fromkeys(side for side in map(self.cast.side_of, met.by) if side is not None))
        return replace(met, by=sides) if len(sides) > 1 else met  # the accord binds those whom they spoke for

    def named(self, frame: Frame) -> Parties | None:
        """Return the party that the subject of what the author tells refers to; None: none, or no party."""
        if frame.subject is None:
            return None
        if self._is_joint(frame.subject):
            return self._impersonal("both", None)
        return self.parties(self.cast.resolve(self.tree.noun_span(frame.subject)).value or (), None)

    def held(self, owner: int | None) -> Parties | None:
        """Return who sets a deadline or is held to it, named by the phrase around `owner`; None: not told."""
        if owner is None:
            return None
        if self._is_joint(owner):
            return self._impersonal("both", None)
        return self.parties(self.cast.resolve(self.tree.noun_span(owner)).value or (), None)

    def statement_at(self, index: int) -> Statement | None:
        """Return the innermost statement in whose content a token stands."""
        holding = [(len(c), i) for i, c in enumerate(self.contents) if index in c]
        return self.statements[min(holding)[1]] if holding else None

    def _members(self, actors: tuple[ActorId, ...]) -> list[ActorId]:
        return [member for actor in actors for member in (self.cast.actor(actor).members or (actor,))]

    def _names_own(self, frame: Frame) -> bool:
        """Return whether an action is told of something of the speaker's: "you will have my answer"."""
        return any(self.tree.tokens[i].text.lower() in self.words.first_person for i in frame.action)

    def _is_owned(self, subject: int, own: Set[ActorId]) -> bool:
        """Return whether a subject is something of the speaker's own side ("its delegation", "our forces")."""
        owner = self.tree.child(subject, "poss")
        if owner is None or owner.pos != "PRON":
            named = (t for t in self.tree.children(subject, "amod", "compound", "poss") if t.text[:1].isupper())
            return any(own & set(self._members(self.cast.resolve(Span(t.start, t.end)).value or ())) for t in named)
        found = self.cast.resolve(self.tree.noun_span(owner.index)).value or ()
        return owner.text.lower() in self.words.first_person or bool(own & set(self._members(found)))

    def _is_both(self, subject: int) -> bool:
        """Return whether a subject says how many it means ("both sides"), not only "the sides"."""
        return bool(self._counted(subject) & self.words.both - {"the"})

    def _counted(self, subject: int) -> set[str]:
        return {t.text.lower() for t in self.tree.children(subject, "det", "nummod", "amod", "predet")}

    def _is_own_organ(self, subject: int, tellers: Sequence[ActorId]) -> bool:
        """Return whether "the army" or "the government" alone, in an official's words, is that of his own side."""
        noun, below = self.tree.tokens[subject], self.tree.subtree(subject)
        bare = len(below) == 2 and self.tree.tokens[below[0]].text.lower() == "the"
        official = len(tellers) == 1 and self.cast.side_of(tellers[0]) is not None and self._are_persons(tuple(tellers))
        return bare and official and noun.lemma.lower() in self.words.organs

    def _is_joint(self, subject: int) -> bool:
        """Return whether a subject means both sides together ("the two sides", "both delegations")."""
        words = self._counted(subject)
        noun = self.tree.tokens[subject]
        each = noun.tag == "NN" and bool(words & {"neither", "either", "each"})
        return noun.lemma.lower() in self.words.sides and (
            each or (noun.tag == "NNS" and bool(words & self.words.both))
        )

    def _impersonal(self, whose: str, around: Statement | None) -> Parties | None:
        """Return whose an "it was agreed" or "it is proposed" is."""
        if around is not None and around.speakers.value:
            return self.parties(around.speakers.value, around)
        if whose == "both":
            met = [e for e in self.encounters if len(e.participants) > 1 and e.status == "held" and e.evidence]
            first = min(met, key=lambda e: e.evidence[0].start, default=None)
            return self.parties(first.participants, around) if first is not None else None
        owner = next((a.id for a in self.cast.actors if a.kind == "state" and a.name == self.publisher), None)
        return self.parties((owner,), around) if owner is not None else None

    def _statement_of_cue(self, index: int) -> Statement | None:
        token = self.tree.tokens[index]
        span = Span(token.start, token.end)
        return next((s for s in self.statements if s.cue_span is not None and s.cue_span.overlaps(span)), None)

    def _is_speaker(self, frame: Frame, speakers: tuple[ActorId, ...]) -> bool:
        """Return whether a demand is on the speaker himself: "I must go", "we should have an answer by then"."""
        if frame.subject is None:
            return False
        subject = self.tree.tokens[frame.subject].text.lower()
        if subject == "i" or (subject == "we" and "should" in auxiliaries(self.tree, frame.governor)):
            return True
        found = self.cast.resolve(self.tree.noun_span(frame.subject)).value
        return bool(found) and found == speakers and self.cast.actor(found[0]).kind == "person"

    def _are_persons(self, actors: tuple[ActorId, ...]) -> bool:
        return any(self.cast.actor(actor).kind == "person" for actor in actors)

    def _may_be_party(self, actor_id: ActorId) -> bool:
        """Return whether somebody of no known side may speak for one: a named person without any title."""
        actor = self.cast.actor(actor_id)
        return actor.kind == "person" and actor.named and not actor.offices

    def _as_side(self, actor_id: ActorId) -> ActorId | None:
        """Return a body of no state as the side that it binds: a front, a council of the opposition; None: a person."""
        actor = self.cast.actor(actor_id)
        return actor_id if actor.kind in PARTY_KINDS and actor.named else None

    def _is_party(self, actor_id: ActorId) -> bool:
        actor = self.cast.actor(actor_id)
        if is_commentator(actor, self.words.commentators):
            return False
        described = _words(actor.name)
        if actor.named and any(_words(office.title) & self.words.officials for office in actor.offices):
            return True
        return (
            actor.kind in PARTY_KINDS
            or actor.side is not None
            or (not actor.named and bool(described & self.words.officials))
        )


def is_commentator(actor: Actor, titles: Set[str]) -> bool:
    """Return whether somebody only comments on the events: every title he has is one of `titles`."""
    held = [_words(office.title) for office in actor.offices]
    if held and all(title & titles for title in held):
        return True
    return not actor.named and bool(_words(actor.name) & titles)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))
