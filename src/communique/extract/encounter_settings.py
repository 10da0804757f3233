"""Where and when one telling of an encounter sets it, and how long it lasted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.extract.clauses import ParseTree, auxiliaries
from communique.extract.encounter_drafts import EncounterMention
from communique.extract.encounter_mentions import BESIDE
from communique.extract.encounter_rough import before_leaving, of_coming_days, of_either, of_years_before
from communique.extract.encounter_when import When, is_length
from communique.extract.encounter_words import encounter_words
from communique.extract.places import Place, PlaceFinder
from communique.extract.time_words import time_words
from communique.model.annotation import Token
from communique.model.spans import Span
from communique.model.times import Shift, TimeValue

OF_A_NOUN = ("poss", "compound", "nmod", "amod", "npadvmod")
"""How the parse hangs a time on the noun that it belongs to ("Tuesday's talks", "the Friday session")."""
CARRYING_CLAUSES = (
    "have",
    "hold",
    "schedule",
    "plan",
    "due",
    "set",
    "begin",
    "start",
    "take",
    "convene",
    "conclude",
    "bring",
)
"""Verbs of a clause behind the noun that tell its day and place ("a summit that was planned in A")."""
DEPARTURES = ("depart", "leave")
LATE_PARTS = ("TNI", "TEV")
LATE_HOURS = ("T21", "T22", "T23", "T24")
MAX_PREPOSITIONS = 4
EARLIER_BACK_SENTENCES = 2
"""How far back, in sentences, "earlier" leads to a day told; set by hand."""
NOT_LENGTH_BEFORE = frozenset({"in", "within", "after", "next", "past", "last", "coming", "every", "before", "since"})
NOT_LENGTH_INSIDE = frozenset({"next", "past", "last", "coming", "ago", "every"})
NOT_LENGTH_BEHIND = frozenset({"after", "before", "ago", "later", "earlier", "ahead", "since", "early"})
LENGTH = re.compile(r"PT(\d+)([HM])")


class SettingReader:
    """Reads place, time and length of the mentions of one article."""

    def __init__(self, tree: ParseTree, places: PlaceFinder, times: Sequence[TimeValue]) -> None:
        self.tree = tree
        self.places = places
        self.times = times
        self.words = encounter_words()

    def place(self, mention: EncounterMention) -> Place | None:
        """Return the place told with a mention; None: none is tied to it."""
        if mention.leg is not None:
            return self._place_of_leg(mention.leg)
        named = self.places.before_noun(mention.trigger)
        if named is not None:
            return named
        found = self.places.place_of(self._anchors(mention))
        if found is None and self._is_main(mention):
            found = self.places.only_city(mention.trigger.sentence, mention.verb)
        if found is None and mention.trigger.pos != "VERB":
            visit = mention.kind == "visit"
            apart = ("relcl", "advcl", "conj", *(() if visit else ("acl",)))
            below = self.tree.subtree(mention.trigger.index, skip=lambda t: t.dep in apart)
            found = self.places.city_among(below, "in", "at", *(("to",) if visit else ()))
        return found

    def _place_of_leg(self, leg: Span) -> Place | None:
        """Return the place that the words of one leg of talks name; None: they name none that is known."""
        targets = [t for t in self.tree.tokens_in(leg) if t.dep == "pobj" and t.pos == "PROPN"]
        places = [p for t in targets if (p := self.places.read(t)) is not None]
        return next((p for p in places if p.is_city), places[0] if places else None)

    def when(self, mention: EncounterMention) -> When | None:
        """Return the time told with a mention; None: none is tied to it."""
        if mention.leg is not None:
            return next((When(t) for t in self._within(mention) if t.kind == "date"), None)
        time = self._attached(mention, [t for t in self._within(mention) if t.kind in ("date", "time")])
        if time is None:
            near = self._earlier(mention) or of_coming_days(self.tree, mention, self._anchors(mention))
            return near or before_leaving(self.tree, mention, self._within(mention))
        either = of_either(self.tree, time)
        if either is not None:
            return either
        verb = mention.governor
        if verb is not None and verb.lemma.lower() in DEPARTURES and not self._is_own(mention, time):
            # "departed before midnight for a meeting": the hour of the journey, which tells the day only late at night
            return When(time, offset_days=1) if self._is_late(time) else None
        last = (verb is not None and verb.lemma in self.words.of("light_verbs.ends")) or self._continues(time)
        first = self.tree.tokens_in(time.span)
        if first and any(t.text.lower() in ("since", "until") for t in self._prepositions(first[0])):
            return None  # "since the beginning of the year"
        offset = -1 if first and self._runs_into(first[0]) else 0
        return When(time, offset_days=offset, last=last)

    def _earlier(self, mention: EncounterMention) -> When | None:
        """Return the day of what is told as "earlier": the day told just before, else that of publication."""
        verb = mention.verb
        if verb is None or auxiliaries(self.tree, verb.index):
            return None
        for adverb in self.tree.children(verb.index, "advmod"):
            if adverb.text.lower() == "earlier" and not self.tree.children(adverb.index, "npadvmod"):
                span = Span(adverb.start, adverb.end)
                told = self._told_before(mention, span)
                return When(told or TimeValue(span, "date", "published", None, Shift()), inherited=True)
        return None

    def _told_before(self, mention: EncounterMention, span: Span) -> TimeValue | None:
        """Return the last weekday or day told before `span`, not far back; None: none is."""
        first = max(mention.trigger.sentence - EARLIER_BACK_SENTENCES, 0)
        within = Span(self.tree.sentences[first].span.start, span.start)
        days = [t for t in self.times if within.contains(t.span) and t.anchor == "published" and _is_past_day(t)]
        return days[-1] if days else None

    def _is_late(self, time: TimeValue) -> bool:
        """Return whether a time is so late in the day that what one then leaves for is on the next."""
        part = time.shift.part if time.shift is not None else ""
        return part in LATE_PARTS or part[:3] in LATE_HOURS

    def _continues(self, time: TimeValue) -> bool:
        """Return whether an encounter is told to go on on that day ("are to go on on Sunday")."""
        tokens = self.tree.tokens_in(time.span)
        verb = next((t for t in self.tree.ancestors(tokens[0].index) if t.pos == "VERB"), None) if tokens else None
        return verb is not None and verb.lemma == "continue"

    def since(self, mention: EncounterMention) -> When | None:
        """Return the year or day since which the encounter is told to be the first; None: none is told."""
        below = set(self.tree.subtree(mention.trigger.index))
        for time in self._within(mention):
            tokens = self.tree.tokens_in(time.span)
            tied = bool(tokens) and (tokens[0].index in below or tokens[0].index - max(below) in (1, 2))
            since = tokens and self.tree.tokens[max(tokens[0].index - 1, 0)].text.lower() == "since"
            if time.kind == "date" and tied and since:
                return When(time)
        person = mention.kind in ("visit", "meeting") and "first" in mention.modifiers
        return of_years_before(self.tree, mention, self._within(mention)) if person else None

    def _prepositions(self, token: Token) -> list[Token]:
        """Return the prepositions right above a time."""
        above: list[Token] = []
        for head in self.tree.ancestors(token.index):
            if head.pos in ("VERB", "AUX") or len(above) > MAX_PREPOSITIONS:
                break
            if head.lemma.lower() in self.words.nouns:
                break  # "since the summit in May": May is not what it counts from
            above.append(head)
        return above

    def _is_own(self, mention: EncounterMention, time: TimeValue) -> bool:
        """Return whether a time hangs on the encounter's own words, not on the verb above them."""
        tokens = self.tree.tokens_in(time.span)
        below = set(self.tree.subtree(mention.trigger.index))
        return any(t.index in below for t in tokens)

    def duration(self, mention: EncounterMention) -> TimeValue | None:
        """Return the length told with a mention; None: none is."""
        lengths = [t for t in self._within(mention) if t.kind == "duration" and is_length(t)]
        if self._is_in_parts(mention) is None:
            lengths = [t for t in lengths if self._lasts(t)]
        return self._attached(mention, lengths)

    def _lasts(self, time: TimeValue) -> bool:
        """Return whether a length is not a span counted to or from something ("two days after", "in two weeks")."""
        tokens = self.tree.tokens_in(time.span)
        if not tokens:
            return False
        before = self.tree.tokens[tokens[0].index - 1].text.lower() if tokens[0].index else ""
        behind = [t.text.lower() for t in self.tree.tokens[tokens[-1].index + 1 : tokens[-1].index + 2]]
        inside = {t.text.lower() for t in tokens}
        if behind == ["of"]:
            return True  # "in four hours of talks"
        if before in NOT_LENGTH_BEFORE or inside & NOT_LENGTH_INSIDE or set(behind) & NOT_LENGTH_BEHIND:
            return False
        above = self.tree.head(tokens[-1].index)
        return not (above is not None and above.lemma == "spend" and above.pos == "VERB" and self._spent_on_work(above))

    def _spent_on_work(self, verb: Token) -> bool:
        """Return whether "spent five weeks arranging" tells the length of work, not of an encounter."""
        return any(t.tag == "VBG" for t in self.tree.children(verb.index, "xcomp", "ccomp", "advcl"))

    def parts(self, mention: EncounterMention, first: TimeValue) -> str | None:
        """Return the sum of the lengths of "two hours before lunch and two hours after it"; None: only one is told."""
        lengths = [LENGTH.fullmatch(t.value or "") for t in self._within(mention) if t.kind == "duration"]
        parts = self._is_in_parts(mention)
        found = [length for length in lengths if length is not None]
        if parts is None or not found or any(length[2] != found[0][2] for length in found):
            return None
        more = time_words().numbers.get(parts[2], 0) if len(found) == 1 and parts[1] in ("another", "a further") else 0
        if len(found) + bool(more) != 2:
            return None
        return f"PT{sum(int(length[1]) for length in found) + more}{found[0][2]}"

    def _is_in_parts(self, mention: EncounterMention) -> re.Match[str] | None:
        sentence = self.tree.sentences[mention.trigger.sentence].span.of(self.tree.text).lower()
        return re.search(r"\b(?:before|in the morning)\b.*\band (another|a further|\w+ \w+ after)\s?(\w*)", sentence)

    def _within(self, mention: EncounterMention) -> list[TimeValue]:
        told = mention.leg or self.tree.sentences[mention.trigger.sentence].span
        return [time for time in self.times if told.contains(time.span)]

    def _runs_into(self, token: Token) -> bool:
        """Return whether a day is the one into which an encounter ran on ("into the small hours of Sunday")."""
        above = list(self.tree.ancestors(token.index))[:4]
        into = any(t.text.lower() == "into" for t in above)
        return into and any(t.lemma.lower() in self.words.of("light_verbs.stretches") for t in above)

    def _is_main(self, mention: EncounterMention) -> bool:
        """Return whether the encounter is what its clause tells, not what it mentions by the way."""
        current = mention.trigger
        while mention.governor is not None and current.head not in (mention.governor.index, current.index):
            current = self.tree.tokens[current.head]
        if mention.governor is not None and mention.governor.lemma == "be" and mention.trigger.lemma == "room":
            return True
        return mention.trigger.pos == "VERB" or current.dep in ("dobj", "nsubj", "nsubjpass", "attr")

    def _anchors(self, mention: EncounterMention) -> list[Token]:
        """Return the trigger, what it hangs on, and its verb: the places where time and place are attached."""
        anchors = [mention.trigger]
        if mention.trigger.pos == "VERB":
            held = [t for t in self.tree.children(mention.trigger.index, "dobj") if t.lemma.lower() in self.words.nouns]
            return anchors + held + self._above_verb(mention.trigger) + self._main_verb(mention.trigger)
        anchors += self._carrying(mention.trigger)
        if mention.misread is not None:
            to = self.tree.head(mention.trigger.index)
            date = [t for t in self.tree.tokens[: mention.misread.index] if t.lemma == "date" and to is not None]
            anchors += [t for t in date if t.sentence == mention.trigger.sentence]
        if self._is_beside(mention):
            return anchors
        for token in self.tree.ancestors(mention.trigger.index):
            if token.pos == "NOUN" and token.lemma not in self.words.of("light_verbs.measures"):
                break  # "in line with the talks": what the sentence then tells is not of the talks
            if token.pos in ("VERB", "AUX"):
                if not self._is_of(mention, token):
                    return anchors
                anchors.append(token)
                break
            if token.pos in ("NOUN", "PROPN") and token not in anchors:
                anchors.append(token)
        below = [t for t in self.tree.children(anchors[-1].index, "xcomp") if anchors[-1].pos in ("VERB", "AUX")]
        return anchors + below + self._above_verb(anchors[-1])

    def _above_verb(self, verb: Token) -> list[Token]:
        """Return what an infinitive or "is in A meeting X" hangs on; its time and place are the encounter's too."""
        above = self.tree.head(verb.index)
        if above is None or verb.pos not in ("VERB", "AUX"):
            return []
        by = above.dep == "prep" and above.lemma == "by" and verb.dep == "pcomp"
        if by:  # "opened the round on Monday by meeting X"
            opened = self.tree.head(above.index)
            return [opened] if opened is not None else []
        joined = verb.dep == "xcomp" or (verb.tag == "VBG" and verb.dep in ("advcl", "acl") and above.lemma == "be")
        saved = above.lemma.lower() in self.words.of("status.saving")  # "keep faltering talks alive on Monday"
        before = above.lemma == "be" and verb.dep == "advcl" and verb.index < above.index  # "Planning talks, X is in A"
        if not joined or saved or before or above.lemma.lower() in ("say", "tell"):
            return []
        return [above, *self._above_verb(above)]

    def _main_verb(self, verb: Token) -> list[Token]:
        """Return the verb of "powers meeting in A on Monday aim to", on which the parse hangs the day."""
        noun = self.tree.head(verb.index)
        if verb.tag != "VBG" or verb.dep != "acl" or noun is None or noun.dep != "nsubj":
            return []
        main = self.tree.head(noun.index)
        return [main] if main is not None and main.index > verb.index else []

    def _is_of(self, mention: EncounterMention, verb: Token) -> bool:
        """Return whether day and place of a verb are those of the noun: it holds it, or tells what went on at it."""
        if verb.pos == "AUX" or verb.lemma.lower() in self.words.of("light_verbs.lemmas"):
            return True
        if verb.lemma.lower() in self.words.of("status.saving"):
            return False  # "strained to keep the talks alive on Monday"
        current = mention.trigger
        while current.head not in (verb.index, current.index):
            current = self.tree.tokens[current.head]
        return current.dep != "prep" or current.lemma.lower() in ("during", "at", "in", "for")

    def _is_beside(self, mention: EncounterMention) -> bool:
        """Return whether a noun only tells what came before or after the thing told ("struck ahead of the talks")."""
        current = mention.trigger
        for token in self.tree.ancestors(mention.trigger.index):
            if token.pos in ("VERB", "AUX"):
                light = token.lemma in encounter_words().of("light_verbs.speech")
                return current.text.lower() in BESIDE and not light
            current = token
        return False

    def _carrying(self, noun: Token) -> list[Token]:
        within = self.tree.subtree(noun.index, skip=lambda t: t.dep in ("relcl", "acl", "advcl", "conj"))
        return [
            verb
            for inner in within
            for verb in self.tree.children(inner, "acl", "relcl", "amod")
            if verb.index > noun.index
            and (verb.lemma.lower() in CARRYING_CLAUSES or verb.lemma in self.words.of("light_verbs.stretches"))
            for verb in (verb, *self.tree.children(verb.index, "xcomp"))
        ] + [
            verb
            for inner in within
            for be in self.tree.children(inner, "relcl")
            if be.lemma == "be"
            for due in self.tree.children(be.index, "acomp", "xcomp")
            if due.lemma.lower() in CARRYING_CLAUSES or due.dep == "xcomp"
            for verb in (due, *self.tree.children(due.index, "xcomp"))
        ]

    def _attached(self, mention: EncounterMention, times: list[TimeValue]) -> TimeValue | None:
        """Return the time that the parse ties closest to the encounter; None: none is tied to it."""
        ranks = {token.index: rank for rank, token in enumerate(self._anchors(mention))}
        below = frozenset(self.tree.subtree(mention.trigger.index))
        best: tuple[int, int, bool, int, TimeValue] | None = None
        for time in times:
            tokens = self.tree.tokens_in(time.span)
            if not tokens or not self._before_main(mention, tokens[0]):
                continue
            found = [rank for token in tokens if (rank := self._rank(token, ranks, below)) is not None]
            if not found:
                continue
            depth = min(self._nouns_above(token, ranks) for token in tokens)
            key = (min(found), depth, time.anchor != "absolute", abs(tokens[0].index - mention.trigger.index), time)
            if best is None or key[:4] < best[:4]:
                best = key
        return best[4] if best else None

    def _nouns_above(self, token: Token, ranks: dict[int, int]) -> int:
        """Return how many other nouns stand between a time and the word that it dates."""
        count = 0
        for above in self.tree.ancestors(token.index):
            if above.index in ranks:
                break
            within = any(t.span.start <= above.start < t.span.end for t in self.times)
            count += above.pos in ("NOUN", "PROPN") and not within
        return count

    def _before_main(self, mention: EncounterMention, token: Token) -> bool:
        """Return whether a time stands where it may date "powers meeting in A": before the verb of the sentence."""
        main = self._main_verb(mention.trigger) if mention.trigger.pos == "VERB" else []
        return all(token.index < verb.index for verb in main)

    def _rank(self, token: Token, ranks: dict[int, int], below: frozenset[int]) -> int | None:
        if token.index in ranks:
            return ranks[token.index]
        head = self.tree.tokens[token.head]
        if token.dep in OF_A_NOUN and head.pos in ("NOUN", "PROPN") and not self._leads(head, ranks):
            return None  # "wasn't discussed during Tuesday's talks": the day of the talks, not of what they left out
        for above in self.tree.ancestors(token.index):
            if above.index in ranks:
                return ranks[above.index]
            if above.pos == "NOUN" and above.lemma.lower() in self.words.nouns and above.index not in below:
                return None  # "the talks follow a meeting on Monday": the day of the meeting
            if above.pos in ("VERB", "AUX") and above.dep not in ("xcomp", "aux"):
                return None
        return None

    def _leads(self, head: Token, ranks: dict[int, int]) -> bool:
        """Return whether a noun is the encounter's or only carries the time ("on Tuesday night", "late hours")."""
        if head.index in ranks:
            return True
        return any(time.span.start <= head.start and head.end <= time.span.end for time in self.times)


def _is_past_day(time: TimeValue) -> bool:
    """Return whether a time counts to a day that is not told as coming."""
    return time.shift is not None and time.shift.granularity == "day" and time.shift.direction != "future"
