"""Commitments, offers, demands, conditions, warnings, refusals and deadlines of one article.

Method: docs/methods/undertakings.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from communique.extract.cast import Cast
from communique.extract.clauses import ParseTree, auxiliaries, is_negated
from communique.extract.conditions import find_condition
from communique.extract.deadlines import find_deadline
from communique.extract.fulfilled import find_fulfilled
from communique.extract.harms import find_warnings, is_threat
from communique.extract.modals import (
    find_conditionals,
    find_demands,
    find_imperatives,
    find_intentions,
)
from communique.extract.performatives import Frame, find_performatives, is_opinion, is_phrasal
from communique.extract.rulings import find_called_out, find_made_conditions, find_rulings_out
from communique.extract.time_words import time_words
from communique.extract.told_deadlines import find_told_deadlines
from communique.extract.told_terms import (
    find_author_conditions,
    find_author_plans,
    find_author_refusals,
    find_obligations,
    find_terms,
)
from communique.extract.undertaking_addressees import find_addressee
from communique.extract.undertaking_cues import cue_span
from communique.extract.undertaking_extents import (
    before_dash,
    mend_broken,
    whole_action,
    with_antecedent,
    without_condition,
)
from communique.extract.undertaking_parties import Parties, PartyReader
from communique.extract.undertaking_words import UndertakingWords, load_undertaking_words
from communique.extract.unreal import is_contrary, is_floor_talk
from communique.model.annotation import Annotation, Token
from communique.model.documents import Article
from communique.model.encounters import Encounter
from communique.model.inferred import Inferred, absent
from communique.model.spans import Anchor, Span, UndertakingId, public_id
from communique.model.statements import Statement
from communique.model.times import TimeValue
from communique.model.undertakings import Undertaking, UndertakingKind

MIN_OVERLAP = 0.5
"""Share of words, of those of both together, from which on two actions of one party are the same."""
MIN_PUT_TOKENS = 2
"""Words of what is put forward: one alone does not tell what is offered or asked."""
PUT_FORMS = ("NN", "NNS", "NNP", "NNPS", "VBZ", "VBP")
"""What is offered or asked is a thing, or a clause in the present ("the port opens when ...")."""
CLOSING = frozenset(('"', "”", "’", "'", ")", "\n"))
"""Marks that may stand behind the end of a sentence."""
EMPTY = ("AUX", "PART", "PUNCT", "PRON", "CCONJ")
"""Classes of words that tell of no doing by themselves: an action of these alone is cut off."""


def extract_undertakings(
    article: Article,
    annotation: Annotation,
    cast: Cast,
    times: Sequence[TimeValue],
    statements: Sequence[Statement],
    encounters: Sequence[Encounter] = (),
) -> tuple[Undertaking, ...]:
    """Return what parties of the events promise, offer, demand, make conditional, warn of or refuse, in text order.

    An undertaking whose party cannot be told is left out, but for deadlines. Analysts' views are left out.
    """
    reader = _Reader(article, annotation, cast, times, statements, encounters)
    return _without_doubles(reader.read())


class _Reader:
    """Reads one article."""

    def __init__(
        self,
        article: Article,
        annotation: Annotation,
        cast: Cast,
        times: Sequence[TimeValue],
        statements: Sequence[Statement],
        encounters: Sequence[Encounter],
    ) -> None:
        self.article = article
        self.annotation = annotation
        self.cast = cast
        self.times = times
        self.statements = statements
        self.tree = ParseTree.of(annotation, article.text)
        self.words: UndertakingWords = load_undertaking_words()
        self.contents = [self._content(statement) for statement in statements]
        self.parties = PartyReader(article, self.tree, self.words, cast, statements, encounters)

    def read(self) -> Iterator[Undertaking]:
        """Yield all that is found, surest first."""
        seen: set[int] = set()
        told = (find_performatives, find_called_out, find_made_conditions, find_fulfilled)
        for frame in (frame for find in told for frame in find(self.tree, self.words)):
            parties = self.parties.performer(frame)
            if parties is not None:
                seen.add(frame.governor)
                yield from self._build(frame, parties)
        for statement, content in zip(self.statements, self.contents, strict=True):
            cued = self._cued_frame(statement, content, seen)
            parties = self.parties.parties(statement.speakers.value or (), statement)
            if cued is not None and parties is not None:
                yield from self._build(cued, parties)
        for statement, content in zip(self.statements, self.contents, strict=True):
            for frame in self._modal_frames(statement, content):
                if self._is_inner(frame, statement):
                    continue
                parties = self.parties.speaker(frame, statement)
                if parties is not None:
                    yield from self._build(frame, parties)
        yield from self._own_text()
        yield from self._deadlines()

    def _own_text(self) -> Iterator[Undertaking]:
        """Yield what the text says itself: terms of accords, refusals, and the will of a side that publishes it."""
        told = {i for content in self.contents for i in content}
        own = [
            t.index
            for block in self.article.blocks_of(("title", "body"))
            for t in self.tree.tokens_in(block.span)
            if t.index not in told
        ]
        for frame in find_terms(self.tree, self.words, self.article, told):
            parties = self.parties.of_accord(frame)
            if parties is not None:
                yield from self._build(frame, parties)
        finders = (find_author_conditions, find_author_refusals, find_author_plans, find_obligations)
        for frame in (frame for find in finders for frame in find(self.tree, self.words, own)):
            parties = self.parties.named(frame)
            if parties is not None:
                yield from self._build(frame, parties)
        if self.parties.publisher is None:
            return
        for frame in (*find_conditionals(self.tree, self.words, own), *find_intentions(self.tree, self.words, own)):
            parties = self.parties.publishing(frame)
            if parties is not None:
                yield from self._build(frame, parties)

    def _modal_frames(self, statement: Statement, content: Sequence[int]) -> Iterator[Frame]:
        yield from find_rulings_out(self.tree, self.words, content)
        yield from find_conditionals(self.tree, self.words, content)
        yield from find_warnings(self.tree, self.words, content)
        if statement.form == "direct":
            yield from find_imperatives(self.tree, self.words, content)
        yield from find_demands(self.tree, self.words, content)
        yield from find_intentions(self.tree, self.words, content)

    def _cued_frame(self, statement: Statement, content: Sequence[int], seen: set[int]) -> Frame | None:
        """Return what a statement says to do where its cue promises or demands and the parse did not show of what."""
        cues = self.tree.tokens_in(statement.cue_span) if statement.cue_span is not None else []
        forward = self._put_forward(cues, content)
        if forward is not None and not any(t.index in seen for t in cues):
            return forward
        cue = next((t for t in cues if t.lemma.lower() in self.words.verbs), None)
        if cue is None or is_phrasal(self.tree, cue) or any(t.index in seen for t in cues) or len(content) < 2:
            return None
        word = self.words.verbs[cue.lemma.lower()]
        indices = [i for i in content if i > cue.index] or list(content)
        first = self.tree.tokens[indices[0]]
        bare = first.text.lower() == "to" or first.tag in ("TO", "VB", "VBG")
        while len(indices) > 1 and self.tree.tokens[indices[0]].text.lower() in ("to", "that", "for"):
            indices = indices[1:]
        head = min(indices, key=lambda i: (sum(1 for _ in self.tree.ancestors(i)), i))
        modals = {"should", "must"} if word.kind == "demand" else {"will", "would", "shall", "should", "must"}
        willed = modals & set(auxiliaries(self.tree, head))
        object_ = self.tree.child(cue.index, "dobj")
        means = object_ is not None and object_.lemma.lower() in self.words.means
        if word.weak or is_negated(self.tree, cue.index) or (means and "of" not in word.shapes):
            return None
        if word.kind == "offer" and is_opinion(self.tree, self.tree.tokens[head]):
            return None
        if cue.lemma.lower() == "call" and not any(t.text.lower() in ("for", "on", "upon") for t in cues):
            return None  # by telephone
        if "of" not in word.shapes and not bare and not willed:
            return None
        return Frame(word.kind, cue.index, head, tuple(indices), None)

    def _put_forward(self, cues: Sequence[Token], content: Sequence[int]) -> Frame | None:
        """Return what a cue offers or demands that is said to be its content: "What A offered was a truce"."""
        between = self.tree.tokens[cues[-1].index + 1 : content[0]] if cues and content else ()
        if len(content) < MIN_PUT_TOKENS or not any(t.lemma.lower() == "be" for t in between):
            return None
        cue = cues[-1]
        noun = self.tree.head(cue.index) if cue.dep in ("relcl", "acl") else cue  # "the demand that A put to B was ..."
        told = self.words.verbs if noun is cue and cue.pos == "VERB" else self.words.nouns
        word = told.get(noun.lemma.lower()) if noun is not None else None
        kind = word.kind if word is not None and not word.weak else None
        if kind is None and cue.lemma.lower() in self.words.putting:
            kind = "demand"
        head = min(content, key=lambda i: (sum(1 for _ in self.tree.ancestors(i)), i))
        if kind is None or self.tree.tokens[head].tag not in PUT_FORMS:
            return None
        return Frame(kind, cue.index, head, tuple(content), None)

    def _is_inner(self, frame: Frame, statement: Statement) -> bool:
        """Return whether a frame stands in what a statement tells of another's words, or quotes of them."""
        inner = self.parties.statement_at(frame.governor)
        told = inner is not None and inner is not statement and inner.speakers.value != statement.speakers.value
        if told or statement.method != "turn":
            return told
        at = self.tree.tokens[frame.governor].start
        before = next((self.article.text[s.start : at] for s in statement.content if s.start <= at < s.end), "")
        return before.count("“") > before.count("”") or before.count('"') % 2 == 1

    def _content(self, statement: Statement) -> list[int]:
        return [t.index for span in statement.content for t in self.tree.tokens_in(span)]

    def _build(self, frame: Frame, parties: Parties) -> Iterator[Undertaking]:
        clause = self.tree.tokens[frame.clause]
        if self._is_asked(clause):
            return
        idle = clause.lemma.lower() in self.words.not_acts and clause.pos != "NOUN" and not self._does_likewise(clause)
        told_of_self = frame.subject is not None and self.tree.tokens[frame.subject].text.lower() == "i"
        floor = told_of_self and clause.pos == "VERB" and is_floor_talk(self.tree, self.words, clause)
        if idle or floor or self._faces_press(clause):
            return
        content = self._bounds(frame)
        condition = find_condition(
            self.tree, self.words, self._hooks(frame), content, behind=max(frame.action, default=None)
        )
        contrary = any(is_contrary(self.tree, t, condition) for t in (clause, self.tree.tokens[frame.governor]))
        if contrary or (frame.kind == "condition" and not condition):
            return
        indices = without_condition(self.tree, with_antecedent(self.tree, frame), condition)
        act = frame.governor if self.tree.tokens[frame.governor].pos == "NOUN" else None
        deadline, due = find_deadline(self.tree, self.words, self.annotation, self.times, indices, act=act)
        action = self._action_span(whole_action(self.tree, self.words, frame, indices), deadline)
        if action is None or not any(t.pos not in EMPTY for t in self.tree.tokens_in(action)):
            return
        kind = self._kind(frame, condition)
        yield Undertaking(
            id=_undertaking_id(self.article.anchor(action), kind),
            kind=kind,
            by=parties.by,
            action=action,
            party=Inferred(parties.party, "resolved") if parties.party is not None else absent("not resolved"),
            to=find_addressee(self.tree, self.words, self.cast, frame, parties),
            condition=self.tree.words_span(condition),
            deadline=deadline,
            due=_ahead(due) if self._is_bounded(frame.kind, deadline) else None,
            negated=self._is_negative(frame),
            hedge=self._hedge(frame),
            cue=cue_span(self.tree, frame),
            statement=parties.statement.id if parties.statement is not None else None,
        )

    def _is_bounded(self, kind: UndertakingKind, deadline: Span | None) -> bool:
        """Return whether a time is one by which an action is due.

        "Called for action on Friday" may tell when it called; "by Friday" tells by when.
        """
        first = self.tree.tokens_in(deadline)[0] if deadline is not None else None
        day = rf"on|{time_words().long_weekday_pattern}"
        return kind != "demand" or (first is not None and not re.fullmatch(day, first.text, re.IGNORECASE))

    def _is_asked(self, verb: Token) -> bool:
        """Return whether a word stands in a question, which binds nobody."""
        told = (t.text for t in reversed(self.tree.sentence_tokens(verb.sentence)) if t.text not in CLOSING)
        return next(told, "") == "?"

    def _does_likewise(self, verb: Token) -> bool:
        """Return whether a "do" tells by itself of a deed: "to do the same"."""
        told = self.tree.children(verb.index, "dobj", "advmod")
        return verb.lemma.lower() == "do" and any(t.lemma.lower() in self.words.likewise for t in told)

    def _faces_press(self, verb: Token) -> bool:
        """Return whether a verb only tells of speaking to reporters: "refused to speak to journalists"."""
        heard = (o for p in self.tree.children(verb.index, "prep") for o in self.tree.children(p.index, "pobj"))
        return verb.lemma.lower() in ("speak", "talk") and any(o.lemma.lower() in self.words.press for o in heard)

    def _hooks(self, frame: Frame) -> list[int]:
        """Return the words of an action that a condition on it may hang on, likeliest first."""
        hooks = [frame.clause]
        if not frame.modal:
            hooks.append(frame.governor)
            head = self.tree.head(frame.governor)
            if head is not None and self.tree.tokens[frame.governor].pos in ("ADJ", "NOUN"):
                hooks.append(head.index)
        return hooks

    def _kind(self, frame: Frame, condition: Sequence[int]) -> UndertakingKind:
        if not condition or frame.kind == "warning":
            return frame.kind
        if self.tree.tokens[frame.clause].lemma.lower() in self.words.answers:
            return "warning"  # "vowed a swift reaction should they be jailed"
        return "warning" if is_threat(self.tree, self.words, frame.clause, condition) else "condition"

    def _is_negative(self, frame: Frame) -> bool:
        """Return whether the action is one not to be done: "will not ...", "no intention of ..."."""
        noun = self.tree.tokens[frame.governor].pos == "NOUN"
        return is_negated(self.tree, frame.clause) or (noun and is_negated(self.tree, frame.governor))

    def _bounds(self, frame: Frame) -> list[int]:
        sentence = self.tree.tokens[frame.governor].sentence
        return [t.index for t in self.tree.sentence_tokens(sentence)]

    def _action_span(self, indices: Sequence[int], deadline: Span | None) -> Span | None:
        """Return the span of an action, less a deadline at its end or beginning."""
        tokens = self.tree.tokens
        kept = before_dash(self.tree, indices)
        if deadline is not None:
            inner = [i for i in kept if not (tokens[i].start < deadline.end and deadline.start < tokens[i].end)]
            first, last = (tokens[kept[0]].start, tokens[kept[-1]].end) if kept else (0, 0)
            kept = inner if deadline.end >= last or deadline.start <= first else kept
        if len(kept) > 1 and tokens[kept[-1]].tag == "CC":  # "... will be held, in which all take part, and"
            before = (i for i in range(kept.pop() - 1, kept[0], -1) if tokens[i].pos != "PUNCT")
            kept.append(next(before, kept[-1]))
        return self.tree.words_span(mend_broken(self.tree, kept))

    def _hedge(self, frame: Frame) -> Span | None:
        near = [
            *self.tree.children(frame.clause, "aux", "advmod"),
            *self.tree.children(frame.governor, "aux", "advmod"),
        ]
        near += list(self.tree.ancestors(frame.governor))[:1]
        hedge = next((t for t in near if t.lemma.lower() in self.words.hedges), None)
        return Span(hedge.start, hedge.end) if hedge is not None else None

    def _deadlines(self) -> Iterator[Undertaking]:
        """Yield what is told to be due by a time; whose it is is often not told."""
        for told in find_told_deadlines(self.tree, self.words, self.annotation, self.times):
            parties = self.parties.held(told.owner)
            yield Undertaking(
                id=_undertaking_id(self.article.anchor(told.action), "deadline"),
                kind="deadline",
                by=parties.by if parties else (),
                action=told.action,
                party=Inferred(parties.party, "resolved") if parties and parties.party else absent("not resolved"),
                deadline=told.deadline,
                due=_ahead(next((t for t in self.times if t.span.overlaps(told.deadline)), None)),
            )


def _ahead(due: TimeValue | None) -> TimeValue | None:
    """Return a deadline counted forward: what is promised "by 15 June" in May lies ahead, whatever the verb's tense."""
    if due is None or due.shift is None or due.shift.direction not in ("past", "news"):
        return due
    return replace(due, shift=replace(due.shift, direction="future"))


def _undertaking_id(anchor: Anchor, kind: str) -> UndertakingId:
    return UndertakingId(public_id("u", anchor.document, anchor.span.start, anchor.span.end, anchor.words, kind))


def _without_doubles(found: Iterable[Undertaking]) -> tuple[Undertaking, ...]:
    """Return the undertakings in text order, of near equal actions of one party the first found.

    Of the same words with the same kind only the first is kept, whoever it is said to be by; where only the later of
    two shows a condition, the later is kept.
    """
    kept: list[Undertaking] = []
    for undertaking in found:
        if any(undertaking.id == other.id for other in kept):
            continue
        twin = next((i for i, other in enumerate(kept) if _same_action(undertaking, other)), None)
        if twin is None:
            kept.append(undertaking)
        elif kept[twin].condition is None and undertaking.condition is not None:
            kept[twin] = undertaking
    return tuple(sorted(kept, key=lambda u: (u.action, u.kind)))


def _same_action(one: Undertaking, other: Undertaking) -> bool:
    if one.by != other.by and one.party != other.party:
        return False
    if one.condition is not None and one.condition == other.condition:
        return one.action.overlaps(other.action)
    shared = min(one.action.end, other.action.end) - max(one.action.start, other.action.start)
    union = max(one.action.end, other.action.end) - min(one.action.start, other.action.start)
    return shared > 0 and shared / union >= MIN_OVERLAP
