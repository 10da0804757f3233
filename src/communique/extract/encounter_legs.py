"""The legs of talks that one clause tells of several days and places ("in A on Monday and then in B on Friday")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from communique.extract.cast import Cast
from communique.extract.clauses import ParseTree
from communique.extract.encounter_drafts import EncounterMention
from communique.extract.encounter_words import encounter_words
from communique.facts.table import fold_name
from communique.model.annotation import Token
from communique.model.spans import ActorId, Span
from communique.model.times import TimeValue

PAIR = re.compile(r"([A-Z][\w.]*)\s?[-–/]\s?([A-Z][\w.]*)\s+(\w+)")
"""A body named after its two sides ("the Ardenia-Drovia Council")."""
NAME_END = re.compile(r"(?<=\w)(?=[\s,.])")
JOINTS = frozenset({"and", "then", "later", "also", "next", "finally", ",", ";", "first"})
OPENINGS = frozenset({"in", "at", "on", "as", "within"})
AT_FORUM = frozenset({"at", "within"})


class LegReader:
    """Takes apart what one noun or verb tells of several days at several places."""

    def __init__(self, tree: ParseTree, cast: Cast, times: Sequence[TimeValue]) -> None:
        self.tree = tree
        self.cast = cast
        self.days = [t for t in times if t.kind == "date" and (t.shift is None or t.shift.granularity == "day")]

    def split(self, mention: EncounterMention) -> list[EncounterMention]:
        """Return one mention per leg, each with its own words; the mention as it is, where it has one only."""
        verb = mention.verb
        if verb is None:
            return [mention]
        spans = self._legs(verb)
        if len(spans) > 1:
            return [self._leg(mention, span, first=span is spans[0]) for span in spans]
        # "Met at the union" may only tell where two met; of talks without any party it tells whose they are.
        return self._at_forums(mention, verb) if mention.kind == "talks" and not mention.participants else [mention]

    def _at_forums(self, mention: EncounterMention, verb: Token) -> list[EncounterMention]:
        """Return one mention for each organisation at which talks are told to be held, beside what else they are."""
        behind = self._behind(verb)
        forums = [t for t in self.tree.tokens_in(behind) if self._forum(Span(t.start, behind.end), first=t)]
        if len(forums) < 2:
            return [replace(mention, forum=self._forum(behind))] if forums else [mention]
        ends = [*(t.start for t in forums[1:]), behind.end]
        return [mention, *(self._at(mention, Span(t.start, end)) for t, end in zip(forums, ends, strict=True))]

    def _at(self, mention: EncounterMention, span: Span) -> EncounterMention:
        sides = self._sides(span)
        return replace(mention, partner=span, participants=sides, forum=None if sides else self._forum(span))

    def _leg(self, mention: EncounterMention, span: Span, *, first: bool) -> EncounterMention:
        sides = self._sides(span)
        told = list(mention.participants) if first or not sides else sides
        return replace(mention, leg=span, participants=told, forum=None if sides else self._forum(span))

    def _legs(self, verb: Token) -> list[Span]:
        """Return the words of each leg behind a verb; fewer than two: it has none."""
        behind = self._behind(verb)
        days = [t for t in self.days if behind.contains(t.span)]
        starts = [behind.start]
        for one, two in pairwise(days):
            start = self._opening(Span(one.span.end, two.span.start), Span(starts[-1], one.span.end))
            if start is None:
                break
            starts.append(start)
        if len(starts) < 2:
            return []
        ends = [*starts[1:], days[len(starts) - 1].span.end]
        legs = [Span(a, b) for a, b in zip(starts, ends, strict=True)]
        # The last one may name its place behind its day ("on Friday in B").
        legs[-1] = Span(legs[-1].start, self._end_of_phrase(legs[-1].end, behind.end))
        return legs if all(self._names_place(leg) for leg in legs) else []

    def _behind(self, verb: Token) -> Span:
        """Return the words behind a verb up to the next verb that is not its own, or the end of the sentence."""
        tokens = [t for t in self.tree.sentence_tokens(verb.sentence) if t.index > verb.index]
        end = verb.end
        for token in tokens:
            if token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass", "xcomp"):
                break
            end = token.end
        return Span(verb.end, end)

    def _opening(self, between: Span, before: Span) -> int | None:
        """Return where the next leg begins between two days; None: the days are not told as those of two legs."""
        tokens = self.tree.tokens_in(between)
        joint = next((i for i, t in enumerate(tokens) if t.text.lower() in ("and", ",", ";")), None)
        if joint is None:
            return None
        opening = next((t for t in tokens[joint:] if t.text.lower() not in JOINTS), None)
        if opening is None or opening.text.lower() not in OPENINGS or not self._names_place(before):
            return None
        return opening.start

    def _end_of_phrase(self, start: int, end: int) -> int:
        for token in self.tree.tokens_in(Span(start, end)):
            if token.text in (",", ";", ".") or token.pos in ("SCONJ", "CCONJ"):
                return token.start
        return end

    def _names_place(self, span: Span) -> bool:
        """Return whether some of the words name a place or a body."""
        facts = self.cast.registry.facts
        if self._sides(span) or self._forum(span) is not None:
            return True
        for token in self.tree.tokens_in(span):
            names = {fold_name(token.text), fold_name(self.tree.noun_span(token.index).of(self.tree.text))}
            if token.pos == "PROPN" and any(n in facts.state_by_place or n in facts.state_by_name for n in names):
                return True
        return False

    def _sides(self, span: Span) -> list[ActorId]:
        """Return the two sides of a body named after them ("as part of the Ardenia-Drovia Council")."""
        match = PAIR.search(span.of(self.tree.text))
        if match is None or match[3].lower() not in encounter_words().of("groups.bodies"):
            return []
        registry = self.cast.registry
        found: list[ActorId] = []
        for name in (fold_name(match[1]), fold_name(match[2])):
            state, body = registry.facts.state_by_name.get(name), registry.facts.organisation_by_name.get(name)
            found += [registry.add_state(state.name)] if state is not None else []
            found += [registry.add_organisation(body.name)] if body is not None and state is None else []
        return found if len(found) == 2 else []

    def _forum(self, span: Span, *, first: Token | None = None) -> ActorId | None:
        """Return the organisation within which an encounter is told to be held ("at the union"); None: in none.

        `first`: the preposition that must name it.
        """
        tokens = [first] if first is not None else self.tree.tokens_in(span)
        at = [t for t in tokens if t.text.lower() in AT_FORUM and t.pos == "ADP"]
        for target in (t for p in at for t in self.tree.children(p.index, "pobj")):
            words = self.tree.text[target.start : span.end]
            names = [self.tree.noun_span(target.index).of(self.tree.text).removeprefix("the ")]
            names += [words[: m.end()] for m in NAME_END.finditer(words)]  # "Organization for A and B in C"
            bodies = [self.cast.registry.facts.organisation_by_name.get(fold_name(name)) for name in names]
            body = next((b for b in bodies if b is not None), None)
            if body is not None:
                return self.cast.registry.add_organisation(body.name)
        return None
