"""Who said what stands in quotation marks: the cue beside it, or the speaker that it runs on from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.extract.cues import CueLexicon
from communique.extract.extents import OPENING, Extents
from communique.extract.put_forward import teller_of
from communique.extract.quotations import TRAILERS, Paragraph, Quotation
from communique.extract.reported import CueMatch, ReportFinder, match_cue
from communique.extract.reports import Report
from communique.extract.speakers import find_subject
from communique.extract.syntax import Syntax
from communique.model.annotation import Token
from communique.model.spans import Span

MIN_WORDS = 3
MAX_GAP_TOKENS = 45
JOINED = re.compile(r", (?:but|and)$")
"""What joins a quotation to the one that it resumes (", he said, but")."""
MAX_RESUMED_CHARS = 120
"""Code points of a cue clause after which its quotation goes on."""
SENTENCE_ENDS = ".?!"


@dataclass(frozen=True, slots=True)
class Attribution:
    """The cue of a quotation with its speaker."""

    speaker: Span | None
    cue: Span | None
    cue_class: str | None
    addressee: Span | None
    occasion: Span | None
    token: int | None


class QuotationReader:
    """Attributes the quotations of one article, in text order."""

    def __init__(self, text: str, syntax: Syntax, cues: CueLexicon, finder: ReportFinder) -> None:
        self.text = text
        self.syntax = syntax
        self.cues = cues
        self.finder = finder
        self.extents: Extents = finder.extents

    def read(self, paragraph: Paragraph, previous: Report | None) -> list[Report]:
        """Return a report for each quotation of a paragraph that is a statement by itself.

        `previous`: the last report of the paragraphs before, whose speaker a quotation without cue may go on from.
        """
        whole = [q for q in paragraph.quotations if self.stands_alone(paragraph, q)]
        reports: list[Report] = []
        used: set[int] = set()
        for at, quotation in enumerate(whole):
            start = whole[at - 1].span.end if at else paragraph.span.start
            end = whole[at + 1].span.start if at + 1 < len(whole) else paragraph.span.end
            found = self._before(start, quotation, used) or self._after(quotation, end, used)
            if found is not None:
                if found.token is not None:
                    used.add(found.token)
                reports.append(self._report(quotation, found))
            elif reports and self._resumes(reports[-1], quotation, used):
                reports[-1] = replace(reports[-1], content=(*reports[-1].content, quotation.span))
            else:
                reports.append(self._run_on(paragraph, quotation, reports[-1] if reports else previous, bool(reports)))
        return reports

    def stands_alone(self, paragraph: Paragraph, quotation: Quotation) -> bool:
        """Return whether a quotation is a whole utterance rather than words within somebody's clause."""
        before = self.text[paragraph.span.start : quotation.span.start].rstrip()
        before = "" if not before.strip('"“ ') else before
        after = self.text[quotation.span.end : paragraph.span.end]
        inner = self.text[quotation.span.start + 1 : quotation.span.end].rstrip("\"”’' »")
        words = inner.split()
        first = next((c for c in inner if c.isalnum()), "")
        begins = not before or before[-1] in ".?!:;" or before.rstrip("\"”’'")[-1:] in (".", "?", "!")
        introduced = bool(before) and (before[-1] in ":," or self._ends_in_cue(quotation))
        ended = (
            (bool(inner) and inner[-1] in TRAILERS)
            or not quotation.closed
            or after[:1] in (",", ".")
            or not after.strip()
        )
        if not words or not ended or paragraph.kind == "title":
            return False
        if not before and not after.strip() and quotation.closed and len(words) <= 6 and inner[-1] not in ".,!?…":
            return False  # a cross-head
        if begins and (len(words) >= 2 or inner[-1] in ".,!?"):
            return first.isupper() or first.isdigit() or bool(before) is False or before[-1] == ":"
        joined = before[-1:] == "," or JOINED.search(before) is not None
        resumes = joined and self._follows_quotation(paragraph, quotation)
        return (introduced and len(words) >= MIN_WORDS and (first.isupper() or resumes)) or (
            resumes and len(words) >= 2
        )

    def _ends_in_cue(self, quotation: Quotation) -> bool:
        near = self.syntax.between(max(0, quotation.span.start - 40), quotation.span.start)
        match = match_cue(self.syntax, self.cues, near[-1]) if near else None
        return match is not None and "q" in match.cue.frames

    def _follows_quotation(self, paragraph: Paragraph, quotation: Quotation) -> bool:
        earlier = [q for q in paragraph.quotations if q.span.end <= quotation.span.start]
        if not earlier or not self.stands_alone(paragraph, earlier[-1]):
            return False  # 'the gate would be opened "in part", he said, "and no further"': words within his clause
        between = self.syntax.between(earlier[-1].span.end, quotation.span.start)
        gap = quotation.span.start - earlier[-1].span.end
        told = any(match_cue(self.syntax, self.cues, t) for t in between)
        return told and gap < MAX_RESUMED_CHARS and not any(t.text in (*SENTENCE_ENDS, ":") for t in between)

    def _after(self, quotation: Quotation, end: int, used: set[int]) -> Attribution | None:
        """Return the attribution in the clause that follows a quotation ("...," he said)."""
        closing = self.text[: quotation.span.end].rstrip("\"”’' »")[-1:]
        tokens = self._clause_after(quotation.span.end, end)
        if not tokens or (
            closing == "." and self.text[quotation.span.end - 1] in "\"”’'" and not self._is_bare(tokens)
        ):
            return None
        for token in tokens[:25]:
            match = match_cue(self.syntax, self.cues, token) or self._inverted(token, tokens)
            if match and "q" in match.cue.frames and token.index not in used:
                return self._attribution(match, tokens)
            if match is None and token.text.lower() == "according":
                return self._according(token)
        return None

    def _inverted(self, token: Token, clause: Sequence[Token]) -> CueMatch | None:
        """Return the cue of a closing ", added ATN", which parsers take for an adjective; None: no such word."""
        cue = self.cues.verbs.get(token.lemma.lower())
        first = next((t for t in clause if t.pos != "PUNCT"), None)
        adjective = token.dep in ("amod", "compound") and token.tag in ("VBD", "VBN")
        return CueMatch(cue, token, token.index) if cue is not None and adjective and first is token else None

    def _according(self, token: Token) -> Attribution | None:
        to = self.syntax.child(token.index, "prep")
        named = self.syntax.child(to.index, "pobj") if to else None
        if named is None or to is None:
            return None
        return Attribution(
            self.syntax.noun_phrase(named), self.syntax.span(token.index, to.index), "say", None, None, token.index
        )

    def _is_bare(self, tokens: Sequence[Token]) -> bool:
        """Return whether a clause holds a reporting verb without a content of its own."""
        for token in tokens:
            match = match_cue(self.syntax, self.cues, token)
            if match and "q" in match.cue.frames:
                after = [t for t in tokens if t.index > match.last and t.pos in ("VERB", "AUX", "NOUN")]
                return not after
        return False

    def _clause_after(self, start: int, end: int) -> list[Token]:
        tokens: list[Token] = []
        for token in self.syntax.between(start, end)[:MAX_GAP_TOKENS]:
            if token.text in (".", "?", "!", ";") and token.start >= start:
                break
            if tokens and token.sentence != tokens[-1].sentence and tokens[-1].text[-1:] in SENTENCE_ENDS:
                break
            tokens.append(token)
        return tokens

    def _before(self, start: int, quotation: Quotation, used: set[int]) -> Attribution | None:
        """Return the attribution in the clause that leads up to a quotation (he said: "...")."""
        gap = self.text[start : quotation.span.start].rstrip()
        if not gap or (gap[-1] not in ":," and not self._ends_in_cue(quotation)):
            return None
        tokens = self._last_sentence(self.syntax.between(start, quotation.span.start))
        matches = [m for t in tokens if (m := match_cue(self.syntax, self.cues, t)) and "q" in m.cue.frames]
        matches += [m for t in tokens[:2] if (m := self._inverted(t, tokens)) and gap[-1] == ":"]
        matches = [m for m in matches if m.verb.index not in used]
        matches = [m for m in matches if m.verb.dep not in ("acl", "relcl")] or matches  # "to those explaining it"
        if matches:
            return self._attribution(matches[-1], tokens)
        if gap[-1] != ":" or not tokens:
            return None
        named = self._main_subject(tokens)
        told = teller_of(self.syntax, self.cues, named) if named else None
        if told is not None:
            speaker, cue = self.syntax.noun_phrase(told[0]), self.syntax.span(told[1].index, told[1].index)
            return Attribution(speaker, cue, "say", None, None, told[1].index)
        return Attribution(self.syntax.noun_phrase(named) if named else None, None, None, None, None, None)

    def _last_sentence(self, tokens: Sequence[Token]) -> list[Token]:
        last: list[Token] = []
        for token in tokens:
            if last and last[-1].text in (".", "?", "!") and token.sentence != last[-1].sentence:
                last = []
            last.append(token)
        return last

    def _main_subject(self, tokens: Sequence[Token]) -> Token | None:
        subject = next((t for t in tokens if t.dep == "nsubj" and t.pos in ("PROPN", "PRON", "NOUN")), None)
        words = [t for t in tokens if t.pos != "PUNCT"]
        alone = bool(words) and all(t.pos == "PROPN" for t in words)  # "Belmonte: 'We need ...'"
        return subject or (words[-1] if alone else None)

    def _attribution(self, match: CueMatch, tokens: Sequence[Token]) -> Attribution:
        subject = self._near_subject(match, tokens)
        cue = self.syntax.span(match.verb.index, match.last)
        speaker = self.syntax.noun_phrase(subject) if subject else None
        if subject is not None and speaker is not None and speaker.overlaps(cue) and subject.index > match.last:
            speaker = Span(self.syntax.tokens[match.last + 1].start, speaker.end)  # "added KCNA", taken for one name
        return Attribution(
            speaker=speaker,
            cue=cue,
            cue_class=match.cue.cue_class,
            addressee=self.finder.addressee(match),
            occasion=self.extents.occasion(match.verb),
            token=match.verb.index,
        )

    def _near_subject(self, match: CueMatch, tokens: Sequence[Token]) -> Token | None:
        """Return the subject of a cue: by the parse if it stands beside the quotation too, else the nearest noun."""
        inside = {t.index for t in tokens}
        named = self._name_before(match, tokens)
        if named is not None:
            return named
        subject = find_subject(self.syntax, match.verb, self.cues)
        # "said on ATN's 'Fox and Friends'": a title stands behind marks, not the one who speaks.
        titled = subject is not None and self.syntax.tokens[subject.index - 1].text in OPENING
        if subject is not None and not titled and (subject.index in inside or match.verb.tag == "VBG"):
            return subject
        nouns = [
            t
            for t in tokens
            if t.pos in ("PROPN", "PRON", "NOUN") and t.dep not in ("compound", "poss", "pobj", "amod")
        ]
        before = [t for t in nouns if t.index < match.verb.index]
        after = [t for t in nouns if t.index > match.verb.index]
        if before:
            explained = before[0].pos == "PROPN" and all(t.dep == "appos" for t in before[1:])
            return before[0] if explained or before[0].dep == "nsubj" else before[-1]
        return after[0] if after else subject

    def _name_before(self, match: CueMatch, tokens: Sequence[Token]) -> Token | None:
        """Return the last word of a name that alone stands between a quotation and its cue ("...", Ana Roth said).

        Whatever the parser hung it on. None: other words stand there.
        """
        before = [t for t in tokens if t.index < match.verb.index and t.pos != "PUNCT"]
        alone = bool(before) and all(t.pos == "PROPN" for t in before) and before[-1].index == match.verb.index - 1
        return before[-1] if alone and before[-1].dep == "compound" else None

    def _report(self, quotation: Quotation, found: Attribution) -> Report:
        return Report(
            content=(quotation.span,),
            method="quotation",
            speaker=found.speaker,
            cue=found.cue,
            cue_class=found.cue_class,
            addressee=found.addressee,
            occasion=found.occasion,
            cue_token=found.token,
        )

    def _resumes(self, report: Report, quotation: Quotation, used: set[int]) -> bool:
        """Return whether only the cue clause of `report` stands between its last piece and the quotation."""
        last = report.content[-1].end
        gap = self.text[last : quotation.span.start]
        if not gap.strip():
            return True
        tokens = self.syntax.between(last, quotation.span.start)
        stops = sum(t.text in (".", "?", "!") for t in tokens)
        cue_here = report.cue is not None and last <= report.cue.start < quotation.span.start
        return cue_here and (stops == 0 or (stops == 1 and tokens[-1].text in (".", "?", "!")))

    def _run_on(self, paragraph: Paragraph, quotation: Quotation, previous: Report | None, here: bool) -> Report:
        """Return a quotation without cue, said by the speaker of the report before it if there is one at hand."""
        speaker = previous.speaker if previous else None
        lead = self.text[paragraph.span.start : quotation.span.start].strip()
        if lead and not here:
            named = self._lead_speaker(paragraph, quotation)
            speaker = named or speaker
        relays = previous.relays if previous else ()
        return Report(content=(quotation.span,), method="run-on", speaker=speaker, relays=relays)

    def _lead_speaker(self, paragraph: Paragraph, quotation: Quotation) -> Span | None:
        """Return who speaks in the sentence before a quotation without cue: by its reporting verb, else its subject."""
        tokens = self.syntax.between(paragraph.span.start, quotation.span.start)
        if not tokens:
            return None
        final = [t for t in tokens if t.sentence == tokens[-1].sentence]
        tellers = (find_subject(self.syntax, t, self.cues) for t in reversed(final) if self._tells(t))
        named = next((t for t in tellers if t is not None), None) or self._main_subject(final)
        return self.syntax.noun_phrase(named) if named else None

    def _tells(self, token: Token) -> bool:
        """Return whether a verb reports all that its sentence holds ("..., Roth said.")."""
        match = match_cue(self.syntax, self.cues, token)
        return match is not None and "q" in match.cue.frames and token.dep in ("ROOT", "parataxis")
