"""How far a reported clause goes: without adjuncts of the reporting clause, and across an interposed "he said"."""

from __future__ import annotations

from communique.extract.cues import CueLexicon
from communique.extract.reports import tidy
from communique.extract.syntax import Syntax
from communique.model.annotation import Token
from communique.model.spans import Span

CIRCUMSTANCE = ("as", "while", "after", "before", "although", "though", "amid", "following", "ahead", "despite", "when")
CONTINUING = ("include", "start", "begin")
"""Participles after a comma that belong to the content: "support for talks, starting in May"."""
CALLED_FOR = ("with", "without", "to", "into", "of", "under", "for", "out", "off")
"""Prepositions that open what a participle calls for, where a reporting clause splits the two."""
CLOSING = ('"', "”", "''", "’", "'")
"""Marks that end a quotation."""
OPENING = ("“", "``", '"', "‘", "''")
"""Marks that open one."""
QUOTING = ("quote", "cite", "report", "carry")
"""Participles of an outlet's own part: "as quoted by the agency"."""
LEAD_ADVERBS = ("later", "earlier", "also", "separately", "meanwhile", "recently", "again", "repeatedly")
TIME_WORDS = frozenset(
    (
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "week"),
        *("month", "year", "morning", "evening", "night", "afternoon", "january", "february", "march", "april", "may"),
        *("june", "july", "august", "september", "october", "november", "december"),
    )
)


class Extents:
    """Edges of contents in one article."""

    def __init__(self, text: str, syntax: Syntax, cues: CueLexicon) -> None:
        self.text = text
        self.syntax = syntax
        self.cues = cues

    def has_that(self, clause: Token) -> bool:
        """Return whether a clause begins with "that" as conjunction."""
        return any(
            t.text.lower() == "that" and t.dep in ("mark", "det", "advmod") for t in self.syntax.children(clause.index)
        )

    def clause_start(self, clause: Token, after: int) -> int:
        """Return the first token of a clause that follows the token `after`, past its "that"."""
        left = max(self.syntax.edges(clause.index)[0], after + 1)
        while left == after + 1 and left < clause.index and self.syntax.tokens[left].text.lower() in LEAD_ADVERBS:
            left, after = left + 1, after + 1
        left = self._past_time(clause, left)
        for i in range(left, clause.index):
            t = self.syntax.tokens[i]
            if t.text.lower() == "that" and t.dep == "mark" and t.head == clause.index:
                return i + 1
        return left

    def _past_time(self, clause: Token, left: int) -> int:
        """Return the first token of a clause past the time of the report that the parser took into it ("said last month
        the pact was dead")."""
        for t in self.syntax.children(clause.index, "npadvmod", "prep"):
            first, last = self.syntax.edges(t.index)
            day = self.syntax.child(t.index, "pobj") if t.text.lower() == "on" else None
            timed = (day if t.dep == "prep" else t) is not None and (day or t).lemma.lower() in TIME_WORDS
            if first == left and timed and self.syntax.tokens[last + 1].text != ",":
                return last + 1
        return left

    def skip_adjuncts(self, verb: Token, first: int) -> int:
        """Return the first token from `first` on past phrases of time and occasion that hang on `verb`."""
        for t in self.syntax.children(verb.index):
            if t.index >= first and self.is_adjunct(t) and self.syntax.edges(t.index)[0] == first:
                first = self.syntax.edges(t.index)[1] + 1
        return first

    def right(self, verb: Token, reached: int) -> int:
        """Return the last token of the content of `verb`, which holds the token `reached` at least.

        It ends before a verb coordinated with `verb`, a participle clause set off by a comma, an adjunct of the
        reporting clause, or where the clause of `verb` ends.
        """
        tokens = self.syntax.tokens
        last = self.syntax.bounds(verb)[1] if verb.dep == "ROOT" else self.syntax.edges(verb.index)[1]
        for t in self.syntax.children(verb.index):
            left = self.syntax.edges(t.index)[0]
            if t.index <= verb.index or left > last or (t.index <= reached and t.dep != "conj"):
                continue
            if t.dep == "conj" and t.pos in ("VERB", "AUX") and not self._lists(t, left):
                last = min(last, self._before_coordination(verb, t))
            elif left > reached and self._is_aside(t, left):
                last = min(last, left - 1)
        kept = (*CLOSING, ")", "]")
        while last > verb.index and tokens[last].pos in ("PUNCT", "CCONJ") and tokens[last].text not in kept:
            last -= 1
        while tokens[last].text.lower() in ("as", "well") and tokens[max(last - 2, 0)].text.lower() in ("as", ","):
            last -= 1  # "..., as well as", cut by the parser
        last = self._without_quoter(verb.index, self._without_comment(verb.index, last))
        return self._without_occasion(verb.index, self._without_sequel(verb.index, last))

    def _without_sequel(self, first: int, last: int) -> int:
        """Return the last token before a closing participle clause by which the author goes on ("..., prompting")."""
        tokens = self.syntax.tokens
        for i in range(first + 3, last):
            told = tokens[i].tag == "VBG" and tokens[i].lemma.lower() in self.cues.sequels
            if told and tokens[i - 1].text == "," and self.syntax.edges(i)[1] >= last - 1:
                return i - 2
        return last

    def _lists(self, conjunct: Token, left: int) -> bool:
        """Return whether a clause joined by a comma alone goes on with a list inside the content ("until raids stop,
        sieges are lifted and ..."): it has its own subject, and reports nothing."""
        if any(t.text.lower() in ("if", "unless") for t in self.syntax.tokens[left : left + 2]):
            return True  # "..., but only if the raids stop"
        if self.syntax.tokens[left].text != ",":
            left -= 1
        bare = self.syntax.tokens[left].text == "," and self.syntax.tokens[left + 1].pos != "CCONJ"
        own = self.syntax.child(conjunct.index, "nsubj", "nsubjpass") is not None
        return bare and own and conjunct.lemma.lower() not in self.cues.verbs

    def _without_quoter(self, first: int, last: int) -> int:
        """Return the last token before "as quoted by ..." and its like at the end of a content."""
        tokens = self.syntax.tokens
        for i in range(first + 2, last):
            passive = tokens[i + 1].tag in ("VBN", "VBD") and tokens[i + 1].lemma in QUOTING
            if tokens[i].text.lower() == "as" and passive:
                return i - 2 if tokens[i - 1].text == "," else i - 1
        return last

    def _without_occasion(self, first: int, last: int) -> int:
        """Return the last token before "in an interview with ..." and its like at the end of a content."""
        for i in range(first + 3, last):
            t = self.syntax.tokens[i]
            if t.dep != "prep" or t.text.lower() != "in" or self.syntax.edges(i)[1] < last - 1:
                continue
            named = self.syntax.child(i, "pobj")
            if named is not None and named.lemma.lower() in ("interview", "comment", "remark"):
                return i - 1
        return last

    def _without_comment(self, first: int, last: int) -> int:
        """Return the last token before a noun after a dash that sums the content up ("— a claim Ruritania denies")."""
        for i in range(last, first + 2, -1):
            t = self.syntax.tokens[i]
            if t.text in ("—", "–", "--", "-") and t.pos == "PUNCT" and t.tag != "HYPH":
                noun = next((n for n in self.syntax.tokens[i + 1 : i + 5] if n.pos == "NOUN"), None)
                opened = self.syntax.tokens[i + 1].text.lower() in ("a", "an", "all", "the")
                return i - 1 if opened and noun is not None and noun.lemma in self.cues.nouns else last
        return last

    def _before_coordination(self, verb: Token, conjunct: Token) -> int:
        left = self.syntax.edges(conjunct.index)[0]
        before = [t.index for t in self.syntax.children(verb.index, "cc", "punct") if verb.index < t.index < left]
        left = min(left, *(i for i in before if i >= left - 3), left)
        return left - 1

    def _is_aside(self, token: Token, left: int) -> bool:
        if token.dep == "parataxis" and token.lemma.lower() in self.cues.verbs:
            return True
        comma = self.syntax.tokens[left - 1].text in (",", "–", "—", "-")
        if token.dep == "advcl" and token.tag == "VBG" and token.lemma.lower() in self.cues.verbs:
            comma = comma or self._mark_before(left) == ","
        first_word = self.syntax.tokens[left].text.lower()
        if self.syntax.tokens[min(left + 1, len(self.syntax.tokens) - 1)].text.lower() in ("well", "particular"):
            return False
        if token.dep in ("prep", "npadvmod", "advmod") and self.is_adjunct(token):
            return True
        if token.dep == "advcl" and token.tag in ("VBG", "VBN") and token.lemma in self.cues.occasion_verbs:
            return True
        if not comma or (first_word == "as" and self._judges(self.syntax.head(token))):
            return False
        if token.dep == "advcl":
            return (token.tag == "VBG" and token.lemma not in CONTINUING) or first_word in CIRCUMSTANCE
        if token.dep == "npadvmod":
            return True
        return token.dep == "prep" and first_word in (*CIRCUMSTANCE, "according", "in", "at", "during")

    def _mark_before(self, left: int) -> str:
        """Return the token before `left`; before a closing quotation mark the comma inside it."""
        tokens = self.syntax.tokens
        return tokens[left - 2].text if tokens[left - 1].text in CLOSING else tokens[left - 1].text

    def _judges(self, verb: Token) -> bool:
        """Return whether "as" after a verb opens what it judges something to be ("described X, a first, as useful")."""
        cue = self.cues.verbs.get(verb.lemma.lower())
        return cue is not None and cue.cue_class == self.cues.judge_class

    def is_adjunct(self, token: Token) -> bool:
        """Return whether a phrase tells when or where something was said."""
        if token.lemma.lower() in TIME_WORDS:
            return True
        named = self.syntax.child(token.index, "pobj")
        if token.dep not in ("prep", "npadvmod", "advmod") or named is None:
            return False
        if token.text.lower() not in ("on", "in", "at", "during", "after", "to", "from", "by", "via"):
            return False
        word = named.lemma.lower()
        return word in TIME_WORDS or (token.text.lower() not in ("to", "by") and word in self.cues.occasions)

    def occasion(self, verb: Token) -> Span | None:
        """Return the phrase that tells on what occasion `verb` happened; None: none does."""
        for t in self.syntax.children(verb.index, "prep"):
            named = self.syntax.child(t.index, "pobj")
            if (
                named
                and named.lemma.lower() in self.cues.occasions
                and t.text.lower() in ("on", "in", "at", "during", "after")
            ):
                first, last = self.syntax.edges(t.index)
                return self.syntax.span(first, last)
        return None

    def before(self, verb: Token, cue_last: int, subject: Token) -> tuple[Span, ...]:
        """Return the content that stands before "..., X said", in two pieces where it goes on after it; () for none."""
        first, last = self.syntax.bounds(verb)
        start = self.syntax.edges(subject.index)[0] if subject.index < verb.index else verb.index
        tokens = self.syntax.tokens
        if start <= first + 1 or tokens[start - 1].text not in (",", "—", "–", "-", *CLOSING):
            return ()
        interposed = self._splits_clause(verb, first, start, cue_last)
        inverted = subject.index > verb.index and tokens[start - 1].text == "," and subject.head == verb.index
        if not interposed and not inverted and not self._hangs_before(verb, start):
            return ()
        left = self._left_edge(verb, start, first)
        piece = tidy(self.text, tokens[left].start, tokens[start - 1].end)
        if piece is None:
            return ()
        later = self._resumed(verb, cue_last, last, interposed)
        if later and all(t.pos in ("CCONJ", "ADV", "PUNCT") for t in tokens[left:start]):
            return (later,)  # "But, they said, ..."
        comment = self._split_comment(left, start, cue_last, last)
        if comment:
            return comment
        return (piece, later) if later else (piece,)

    def leading(self, verb: Token, cue_last: int, subject: Token) -> tuple[Span, ...]:
        """Return the clause of "While A lasts, X said, B holds" that belongs to the content before X; () for none."""
        tokens = self.syntax.tokens
        start = self.syntax.edges(subject.index)[0]
        if start < 2 or tokens[cue_last + 1].text != "," or tokens[start - 1].text != "," or subject.index > verb.index:
            return ()
        for clause in self.syntax.children(verb.index, "advcl"):
            left, right = self.syntax.edges(clause.index)
            marked = self.syntax.child(clause.index, "mark", "advmod")
            if left == self.syntax.bounds(verb)[0] and right < start and marked is not None and marked.index == left:
                piece = tidy(self.text, tokens[left].start, tokens[start - 1].start)
                return (piece,) if piece else ()
        return ()

    def _splits_clause(self, verb: Token, first: int, start: int, cue_last: int) -> bool:
        """Return whether the reporting clause stands between a subject and its verb ("The states, he said, have")."""
        tokens = self.syntax.tokens
        head = tokens[first:start]
        nominal = any(t.pos in ("NOUN", "PROPN") for t in head) and not any(
            t.pos in ("VERB", "AUX", "SCONJ") for t in head
        )
        if not nominal or tokens[first].pos == "ADP" or cue_last + 2 >= len(tokens):
            return False
        follower = tokens[cue_last + 2]
        return tokens[cue_last + 1].text == "," and follower.pos in ("AUX", "VERB") and follower.tag != "VBG"

    def _hangs_before(self, verb: Token, start: int) -> bool:
        """Return whether a clause before the reporting clause is its complement, or holds it as an aside."""
        if verb.dep in ("parataxis",) and verb.head != verb.index:
            return True
        return any(
            t.index < start and t.dep in ("ccomp", "dep", "nsubj") and t.pos in ("VERB", "AUX")
            for t in self.syntax.children(verb.index)
        )

    def _split_comment(self, left: int, start: int, cue_last: int, last: int) -> tuple[Span, ...]:
        """Return both pieces of a comment that the reporting clause splits; () where it splits none.

        "A freed the crew, leaving B, diplomats said, with a pledge of its own": only the leaving is theirs. What goes
        on has to be what the participle calls for; a time, place or occasion is told of the whole.
        """
        tokens = self.syntax.tokens
        opens = next((i for i in range(start - 2, left + 2, -1) if tokens[i].tag == "VBG"), None)
        if opens is None or cue_last + 3 > last or tokens[cue_last + 1].text != "," or tokens[start - 1].text != ",":
            return ()
        inside = tokens[opens + 1 : start - 1]
        apart = tokens[opens - 1].text.lower() in (",", "and") and "," in [t.text for t in tokens[left:opens]]
        if not apart or any(t.text == "," or t.tag in ("VBD", "VBZ", "VBP", "MD") for t in inside):
            return ()
        goes_on = tokens[cue_last + 2].text.lower() in CALLED_FOR if inside else tokens[cue_last + 2].tag != "VBG"
        told = tidy(self.text, tokens[opens].start, tokens[start - 1].start)
        rest = tidy(self.text, tokens[cue_last + 1].end, tokens[last].end)
        return (told, rest) if goes_on and told and rest else ()

    def _left_edge(self, verb: Token, start: int, first: int) -> int:
        if verb.dep in ("ROOT", "parataxis"):
            return first
        return min(self.syntax.edges(verb.index)[0], start)

    def _resumed(self, verb: Token, cue_last: int, last: int, interposed: bool) -> Span | None:
        """Return the content that goes on after an interposed reporting clause; None: it does not."""
        tokens = self.syntax.tokens
        at = cue_last + 1
        inverted = [t for t in self.syntax.children(verb.index, "nsubj") if t.index > verb.index]
        at = max([at, *(self.syntax.edges(t.index)[1] + 1 for t in inverted)])
        if interposed:
            return tidy(self.text, tokens[cue_last + 1].end, tokens[last].end)
        if verb.dep != "parataxis" or at > last or tokens[at].text != "," or self._opens_report(verb, at):
            return None
        if not any(
            i > at and not self.syntax.within(i, verb.index) and tokens[i].pos != "PUNCT" for i in range(at, last + 1)
        ):
            return None
        return tidy(self.text, tokens[at].end, tokens[last].end)

    def _opens_report(self, verb: Token, at: int) -> bool:
        """Return whether what follows an interposed "he said" is a report of somebody else's ("but she denied it")."""
        later = [t for t in self.syntax.children(verb.head, "conj") if t.index > at]
        return any(t.lemma.lower() in self.cues.verbs and self.syntax.child(t.index, "nsubj") for t in later)
