"""Statements by the parse: reporting verbs with their clauses, infinitives and objects.

Method: docs/methods/statements.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.extract.cues import Cue, CueLexicon
from communique.extract.extents import Extents
from communique.extract.judged import JudgementFinder
from communique.extract.reports import Report, tidy
from communique.extract.speakers import (
    can_speak,
    find_quoted,
    find_subject,
    is_comment,
    is_impersonal,
    is_passive,
    is_unreal,
    names_speakers,
)
from communique.extract.syntax import Syntax
from communique.model.annotation import Token
from communique.model.spans import Span

CLAUSES = ("ccomp",)
NOTHING = (
    "nothing ",
    "little ",
    "no more ",
    "not to be named",
    "not to be identified",
    "not to be quoted",
    "anonymity",
    "as much",
)
"""Openings of what somebody is told not to have said ("said nothing about the border")."""
PREPOSITIONS = ("for", "on", "upon", "of", "against", "about", "over", "with")


@dataclass(frozen=True, slots=True)
class CueMatch:
    """A reporting verb or phrase where it stands."""

    cue: Cue
    verb: Token
    last: int
    """Index of its last token."""


def match_cue(syntax: Syntax, cues: CueLexicon, token: Token) -> CueMatch | None:
    """Return the reporting verb or phrase that `token` heads; None: it heads none."""
    if token.pos not in ("VERB", "AUX") or token.dep in ("amod", "compound"):
        return None
    lemma = token.lemma.lower()
    for phrase in cues.phrases.get(lemma, ()):
        last = _match_words(syntax, token, phrase.words)
        if last is not None:
            return CueMatch(phrase, token, last)
    cue = cues.verbs.get(lemma)
    if lemma == "recall" and _is_ordered_home(syntax, token, cues):
        return None
    if cue is None or (syntax.child(token.index, "prt") is not None and "addr" in cue.frames):
        return None  # "called off" is no call
    return CueMatch(cue, token, token.index)


def _is_ordered_home(syntax: Syntax, verb: Token, cues: CueLexicon) -> bool:
    """Return whether somebody is recalled to his own country ("recalled its ambassador"), and nothing remembered."""
    object_ = syntax.child(verb.index, "dobj")
    return object_ is not None and object_.pos == "NOUN" and names_speakers(object_, cues)


def _match_words(syntax: Syntax, verb: Token, words: tuple[str, ...]) -> int | None:
    at, end = verb.index + 1, syntax.bounds(verb)[1]
    for word in words:
        found = next((i for i in range(at, min(at + 3, end + 1)) if syntax.tokens[i].text.lower() == word), None)
        if found is None or (words == (word,) and _belongs_between(syntax, at, found)):
            return None
        at = found + 1
    return at - 1


def _belongs_between(syntax: Syntax, at: int, found: int) -> bool:
    """Return whether a preposition goes with a noun between it and the verb ("spoke on condition of", "called an
    election for June")."""
    head = syntax.head(syntax.tokens[found])
    called = head.lemma.lower() == "call" and any(at <= t.index < found for t in syntax.children(head.index, "dobj"))
    return called or (at <= head.index < found and head.pos == "NOUN")


class ReportFinder:
    """Finds the reports of one article's sentences by their parse."""

    def __init__(self, text: str, syntax: Syntax, cues: CueLexicon) -> None:
        self.text = text
        self.syntax = syntax
        self.cues = cues
        self.extents = Extents(text, syntax, cues)
        self.judged = JudgementFinder(text, syntax, cues)

    def find(self, token: Token) -> Report | None:
        """Return what is reported by the verb `token`; None: it reports nothing."""
        match = match_cue(self.syntax, self.cues, token)
        if match is None or is_unreal(self.syntax, token, self.cues):
            return None
        quoted = find_quoted(self.syntax, token)
        if quoted is not None:
            return self._quoted(match, *quoted)
        subject = find_subject(self.syntax, token, self.cues)
        if subject is None and is_impersonal(self.syntax, token):
            return self._impersonal(match)
        if subject is None or not can_speak(subject, self.cues) or is_comment(self.syntax, token, subject, self.cues):
            return None
        content = self._content(match, subject)
        if not content or self._phones(match) or content[0].of(self.text).lower().startswith(NOTHING):
            return None
        return Report(
            content=content,
            method="parse",
            speaker=self.syntax.noun_phrase(subject),
            cue=self.syntax.span(token.index, match.last),
            cue_class=self.cues.judge_class
            if not match.cue.words and self.judged.judges(match.verb)
            else match.cue.cue_class,
            addressee=self.addressee(match),
            occasion=self.extents.occasion(token),
            cue_token=token.index,
        )

    def _phones(self, match: CueMatch) -> bool:
        """Return whether "called X to discuss ..." tells of a telephone call: X is named, the verb one of talk."""
        verb = match.verb
        if verb.lemma != "call" or match.cue.words:
            return False
        named = self.syntax.child(verb.index, "dobj", "oprd")
        purpose = self.syntax.child(verb.index, "xcomp", "advcl", "ccomp")
        return named is not None and named.pos in ("PROPN", "PRON") and purpose is not None and self._is_talk(purpose)

    def _is_talk(self, purpose: Token) -> bool:
        to = any(t.text.lower() == "to" for t in self.syntax.children(purpose.index, "aux"))
        return to and (purpose.lemma in self.cues.verbs or purpose.lemma in self.cues.talks)

    def _quoted(self, match: CueMatch, speaker: Span, quoter: Span | None) -> Report | None:
        """Return the report of "A quoted B as saying ...": B's words, passed on by A."""
        content = self._content(match, self.syntax.between(speaker.start, speaker.end)[-1])
        if not content:
            return None
        cue = self.syntax.span(match.verb.index, match.last)
        relays = (quoter,) if quoter is not None else ()
        return Report(content, "parse", speaker, cue, match.cue.cue_class, relays=relays, cue_token=match.verb.index)

    def _impersonal(self, match: CueMatch) -> Report | None:
        """Return the report of "it was stressed that ...", whose speaker the sentence may keep back."""
        clause = next((t for t in self.syntax.children(match.verb.index, *CLAUSES) if self.extents.has_that(t)), None)
        if clause is None:
            content = self._infinitive(match)
        else:
            first = self.extents.clause_start(clause, match.last)
            content = self._pieces(first, self.extents.right(match.verb, self.syntax.edges(clause.index)[1]))
        cue = self.syntax.span(match.verb.index, match.last)
        if not content:
            return None
        return Report(content, "parse", cue=cue, cue_class=match.cue.cue_class, cue_token=match.verb.index)

    def addressee(self, match: CueMatch) -> Span | None:
        """Return the words that name whom the verb addresses; None: it takes none, or none is told."""
        verb = match.verb
        if not match.cue.words and self.judged.judges(match.verb):
            return None  # what is judged is not spoken to
        if "addr" in match.cue.frames:
            if match.cue.words:
                prep = next((t for t in self.syntax.children(verb.index, "prep") if t.index == match.last), None)
                named = self.syntax.child(prep.index, "pobj") if prep else None
            else:
                named = self.syntax.child(verb.index, "dobj", "iobj", "dative")
                if named is None and is_passive(self.syntax, verb):
                    named = self.syntax.child(verb.index, "nsubjpass")
                named = named or self._raised_object(verb)
            if named is None and match.cue.cue_class == "tell":
                return self._before_colon(verb)
            return self.syntax.noun_phrase(named) if named and named.pos != "ADP" else None
        prep = next((t for t in self.syntax.children(verb.index, "prep", "dative") if t.text.lower() == "to"), None)
        named = self.syntax.child(prep.index, "pobj") if prep else None
        return self.syntax.noun_phrase(named) if named else None

    def _before_colon(self, verb: Token) -> Span | None:
        """Return the few words between "told" and a colon, which the parser seldom makes out as its object."""
        tokens = self.syntax.tokens[verb.index + 1 : verb.index + 8]
        at = next((i for i, t in enumerate(tokens) if t.text == ":"), 0)
        simple = at and all(t.pos in ("PROPN", "NOUN", "PRON", "DET", "ADJ") for t in tokens[:at])
        return self.syntax.span(tokens[0].index, tokens[at - 1].index) if simple else None

    def _raised_object(self, verb: Token) -> Token | None:
        """Return the subject of an infinitive that the parser hung below the verb ("urged [Kyiv to sign]")."""
        clause = self.syntax.child(verb.index, "ccomp", "xcomp")
        if clause is None or not any(t.text.lower() == "to" for t in self.syntax.children(clause.index, "aux")):
            return None
        return self.syntax.child(clause.index, "nsubj")

    def _content(self, match: CueMatch, subject: Token) -> tuple[Span, ...]:
        verb, frames = match.verb, match.cue.frames
        if frames & {"that", "q"}:
            pieces = self._clause(match, subject)
            if pieces:
                return pieces
        judges = verb.lemma in self.cues.judge and not match.cue.words
        bounds = self.judged.bounds(verb) if judges else None
        judged = self._pieces(bounds[0], self.extents.right(verb, bounds[1])) if bounds else ()
        if judged and self.judged.is_behind(verb):
            return judged
        if "to" in frames or "ing" in frames:
            pieces = self._infinitive(match)
            if pieces:
                return pieces
        if match.cue.words and "obj" in frames:
            return self._pieces(match.last + 1, self.extents.right(verb, match.last))
        stance = self._stance(match)
        if stance:
            return stance
        if judged:
            return judged
        return self._object(match)

    def _clause(self, match: CueMatch, subject: Token) -> tuple[Span, ...]:
        verb = match.verb
        later = [t for t in self.syntax.children(verb.index, *CLAUSES) if t.index > verb.index]
        later = [t for t in later if self._is_clause(t) or match.cue.words]
        if match.cue.words and not later:
            later = [
                t
                for w in self.syntax.children(verb.index)
                for t in self.syntax.children(w.index, "ccomp", "csubj", "acl")
            ]
            later = [t for t in later if t.index > match.last]
        before = self.extents.before(match.verb, match.last, subject)
        if verb.dep == "relcl" and later and self._lacks_subject(later[0]):
            return ()  # "who diplomats say is ...": the content is broken up by the relative clause
        if later and not (before and later[0].pos not in ("VERB", "AUX")):
            after = max(match.last, self._after_subject(match, subject))
            after = self.extents.skip_adjuncts(verb, after + 1) - 1
            first = self.extents.clause_start(later[0], after)
            first = self._with_lost_subject(match, later[0], first)
            pieces = self._pieces(first, self.extents.right(verb, self.syntax.last_word(later[0].index)))
            return (*self.extents.leading(verb, match.last, subject), *pieces)
        if before:
            return before
        lost = self._behind_that(match)
        if lost:
            return lost
        if match.cue.cue_class == "say" and verb.lemma == "say" and verb.dep in ("ROOT", "conj", "advcl", "ccomp"):
            return self._rest(match, subject)
        return ()

    def _behind_that(self, match: CueMatch) -> tuple[Span, ...]:
        """Return what stands behind "that" right after the verb where the parser made no clause of it; () for none."""
        that = self.syntax.tokens[min(match.last + 1, len(self.syntax.tokens) - 1)]
        if that.text.lower() != "that" or that.dep not in ("prep", "mark") or that.head != match.verb.index:
            return ()
        last = self.syntax.edges(match.verb.index)[1]
        finite = any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in self.syntax.tokens[that.index + 2 : last + 1])
        return self._pieces(that.index + 1, self.extents.right(match.verb, last)) if finite else ()

    def _lacks_subject(self, clause: Token) -> bool:
        return self.syntax.child(clause.index, "nsubj", "nsubjpass", "expl", "csubj") is None

    def _with_lost_subject(self, match: CueMatch, clause: Token, first: int) -> int:
        """Return where a clause begins whose subject the parser took for an object of the verb ("insisted [any work]
        was valuable")."""
        named = self.syntax.child(match.verb.index, "dobj")
        if (
            named is None
            or not self._lacks_subject(clause)
            or "addr" in match.cue.frames
            or self.extents.has_that(clause)
        ):
            return first
        left = max(self.syntax.edges(named.index)[0], match.last + 1)
        return min(first, left) if match.last < named.index < first else first

    def _is_clause(self, clause: Token) -> bool:
        """Return whether a complement is a finite clause, not an infinitive."""
        kids = self.syntax.children(clause.index)
        return not any(t.dep == "aux" and t.text.lower() == "to" for t in kids) and (
            clause.tag != "VBG" or any(t.dep in ("nsubj", "aux") for t in kids)
        )

    def _after_subject(self, match: CueMatch, subject: Token) -> int:
        """Return the last token of a subject that follows its verb ("said the envoy"); else the verb's."""
        inverted = subject.index > match.verb.index and subject.head == match.verb.index
        return self.syntax.edges(subject.index)[1] if inverted else match.last

    def _rest(self, match: CueMatch, subject: Token) -> tuple[Span, ...]:
        """Return all after "said" where the parser saw no clause; three words at least."""
        last = self.extents.right(match.verb, match.last)
        first = self.extents.skip_adjuncts(match.verb, match.last + 1)
        return self._pieces(first, last) if last - first >= 3 and subject.index < match.verb.index else ()

    def _infinitive(self, match: CueMatch) -> tuple[Span, ...]:
        verb, frames = match.verb, match.cue.frames
        clauses = self.syntax.children(verb.index, "xcomp", "ccomp", "advcl")
        if "addr" in frames:
            named = self.syntax.child(verb.index, "dobj")
            clauses += self.syntax.children(named.index, "acl", "relcl") if named else []
        for clause in sorted(clauses, key=lambda t: t.index):
            if clause.index < verb.index:
                continue
            to = next((t for t in self.syntax.children(clause.index, "aux") if t.text.lower() == "to"), None)
            if to is not None and self._has_object_before(match, to.index):
                return ()
            if to is not None and "to" in frames:
                first = to.index - 1 if self.syntax.tokens[to.index - 1].dep == "neg" else to.index
                return self._pieces(first, self.extents.right(verb, self.syntax.edges(clause.index)[1]))
            left = self.syntax.edges(clause.index)[0]
            if "ing" in frames and clause.tag == "VBG" and self.syntax.tokens[left - 1].text != ",":
                return self._pieces(
                    self.syntax.edges(clause.index)[0], self.extents.right(verb, self.syntax.edges(clause.index)[1])
                )
        return ()

    def _has_object_before(self, match: CueMatch, to: int) -> bool:
        """Return whether an object that is itself content stands before an infinitive ("agreed a fund to help ...")."""
        named = self.syntax.child(match.verb.index, "dobj")
        content = "obj" in match.cue.frames and "addr" not in match.cue.frames
        return content and named is not None and match.verb.index < named.index < to

    def _stance(self, match: CueMatch) -> tuple[Span, ...]:
        """Return the clause of "expressed hope that ..." and its like."""
        noun = self.syntax.child(match.verb.index, "dobj")
        if noun is None or match.verb.lemma not in self.cues.stance_verbs or noun.lemma not in self.cues.stance_nouns:
            return ()
        that = [t for t in self.syntax.children(noun.index, "acl", "relcl", "ccomp") if self.extents.has_that(t)]
        that += [
            t
            for t in self.syntax.children(match.verb.index, "ccomp", "advcl")
            if t.index > noun.index and self.extents.has_that(t)
        ]
        if that:
            first = self.extents.clause_start(that[0], noun.index)
            return self._pieces(first, self.extents.right(match.verb, self.syntax.edges(that[0].index)[1]))
        asked = [t for t in self.syntax.children(noun.index, "prep") if t.text == "for"]
        if asked and self.cues.nouns.get(noun.lemma) == "demand":
            last = self.extents.right(match.verb, self.syntax.edges(asked[0].index)[1])
            return self._pieces(asked[0].index + 1, last)
        if noun.lemma in self.cues.thanks:
            prep = [t for h in (noun, match.verb) for t in self.syntax.children(h.index, "prep") if t.text == "for"]
            if prep:
                return self._pieces(prep[0].index, self.extents.right(match.verb, self.syntax.edges(prep[0].index)[1]))
        return ()

    def _object(self, match: CueMatch) -> tuple[Span, ...]:
        verb, frames = match.verb, match.cue.frames
        preps = self.syntax.children(verb.index, "prep")
        told = self.syntax.child(verb.index, "dobj") if "addr" in frames else None
        for prep in [*preps, *(self.syntax.children(told.index, "prep") if told else ())]:
            word = prep.text.lower()
            if prep.index > verb.index and f"+{word}" in frames:
                return self._pieces(prep.index, self.extents.right(verb, self.syntax.edges(prep.index)[1]))
            if prep.index > verb.index and ((word in PREPOSITIONS and word in frames) or f"{word}+" in frames):
                return self._pieces(prep.index + 1, self.extents.right(verb, self.syntax.edges(prep.index)[1]))
        if "obj" not in frames:
            return ()
        named = self.syntax.child(verb.index, "dobj")
        if named is None or named.index < verb.index or named.tag in ("WP", "WDT", "DT"):
            return ()
        if named.tag == "PRP":  # "accused him of stalling", but not "dismissed it"
            charged = next((t for t in preps if self._is_charge(match, named, t)), None)
            last = self.syntax.edges(charged.index)[1] if charged is not None else 0
            return self._pieces(named.index, self.extents.right(verb, last)) if charged is not None else ()
        return self._pieces(
            self.syntax.edges(named.index)[0], self.extents.right(verb, self.syntax.edges(named.index)[1])
        )

    def _is_charge(self, match: CueMatch, named: Token, prep: Token) -> bool:
        """Return whether a preposition opens what somebody is accused of, or said to be ("described him as weak")."""
        if match.cue.cue_class == self.cues.judge_class and prep.text.lower() in ("as", "to", "with"):
            return prep.index > named.index
        return prep.index == named.index + 1 and prep.text.lower() in ("of", "for")

    def _pieces(self, first: int, last: int) -> tuple[Span, ...]:
        if last < first:
            return ()
        tokens = self.syntax.tokens
        while first < last and tokens[first].pos == "PUNCT" and tokens[first].text == ",":
            first += 1
        if tokens[first].text == "that" and tokens[first].tag in ("IN", "WDT") and first < last:
            first += 1
        span = tidy(self.text, tokens[first].start, tokens[last].end)
        return (span,) if span else ()
