"""Commitments, offers, demands, conditions, warnings, refusals and deadlines of one article.

Method: docs/methods/undertakings.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from communique.extract.cast import Cast
from communique.extract.clauses import ParseTree, auxiliaries, is_negated
from communique.extract.conditions import find_condition, find_deadline
from communique.extract.modals import (
    find_conditionals,
    find_demands,
    find_imperatives,
    find_intentions,
    find_warnings,
)
from communique.extract.performatives import Frame, find_performatives, noun_owner
from communique.extract.undertaking_words import UndertakingWords, load_undertaking_words
from communique.model.annotation import Annotation
from communique.model.documents import Article
from communique.model.inferred import Inferred, absent
from communique.model.spans import ActorId, Anchor, Span, UndertakingId, public_id
from communique.model.statements import Statement
from communique.model.times import TimeValue
from communique.model.undertakings import Undertaking

PARTY_KINDS = ("state", "organisation", "armed group", "group")
MIN_OVERLAP = 0.5
"""Share of words, of those of both together, from which on two actions of one party are the same."""


def extract_undertakings(
    article: Article, annotation: Annotation, cast: Cast, times: Sequence[TimeValue], statements: Sequence[Statement]
) -> tuple[Undertaking, ...]:
    """Return what parties of the events promise, offer, demand, make conditional, warn of or refuse, in text order.

    An undertaking whose party cannot be told is left out, but for deadlines. Analysts' views are left out.
    """
    reader = _Reader(article, annotation, cast, times, statements)
    return _without_doubles(reader.read())


@dataclass(frozen=True, slots=True)
class _Parties:
    by: tuple[ActorId, ...]
    party: ActorId | None
    statement: Statement | None


class _Reader:
    """Reads one article."""

    def __init__(
        self,
        article: Article,
        annotation: Annotation,
        cast: Cast,
        times: Sequence[TimeValue],
        statements: Sequence[Statement],
    ) -> None:
        self.article = article
        self.annotation = annotation
        self.cast = cast
        self.times = times
        self.statements = statements
        self.tree = ParseTree(annotation, article.text)
        self.words: UndertakingWords = load_undertaking_words()
        self.contents = [self._content(statement) for statement in statements]
        self.content_sets = [frozenset(content) for content in self.contents]

    def read(self) -> Iterator[Undertaking]:
        """Yield all that is found, surest first."""
        seen: set[int] = set()
        for frame in find_performatives(self.tree, self.words):
            parties = self._performer(frame)
            if parties is not None:
                seen.add(frame.governor)
                yield from self._build(frame, parties)
        for statement, content in zip(self.statements, self.contents, strict=True):
            cued = self._cued_frame(statement, content, seen)
            parties = self._parties(statement.speakers.value or (), statement)
            if cued is not None and parties is not None:
                yield from self._build(cued, parties)
        for statement, content in zip(self.statements, self.contents, strict=True):
            for frame in self._modal_frames(statement, content):
                parties = self._modal_parties(frame, statement)
                if parties is not None:
                    yield from self._build(frame, parties)
        yield from self._deadlines()

    def _modal_frames(self, statement: Statement, content: Sequence[int]) -> Iterator[Frame]:
        yield from find_conditionals(self.tree, self.words, content)
        yield from find_warnings(self.tree, self.words, content)
        if statement.form == "direct":
            yield from find_imperatives(self.tree, content)
        yield from find_demands(self.tree, self.words, content)
        yield from find_intentions(self.tree, self.words, content)

    def _cued_frame(self, statement: Statement, content: Sequence[int], seen: set[int]) -> Frame | None:
        """Return what a statement says to do where its cue promises or demands and the parse did not show of what."""
        cues = self.tree.tokens_in(statement.cue_span) if statement.cue_span is not None else []
        cue = next((t for t in cues if t.lemma.lower() in self.words.verbs), None)
        if cue is None or any(t.index in seen for t in cues) or len(content) < 2:
            return None
        word = self.words.verbs[cue.lemma.lower()]
        indices = [i for i in content if i > cue.index] or list(content)
        first = self.tree.tokens[indices[0]]
        while len(indices) > 1 and self.tree.tokens[indices[0]].text.lower() in ("to", "that", "for"):
            indices = indices[1:]
        head = min(indices, key=lambda i: (sum(1 for _ in self.tree.ancestors(i)), i))
        willed = {"will", "would", "should", "must", "shall"} & set(auxiliaries(self.tree, head))
        if word.weak or is_negated(self.tree, cue.index):
            return None
        if "of" not in word.shapes and first.tag not in ("TO", "VB", "VBG") and not willed:
            return None
        return Frame(word.kind, cue.index, head, tuple(indices), None)

    def _content(self, statement: Statement) -> list[int]:
        return [t.index for span in statement.content for t in self.tree.tokens_in(span)]

    def _statement_at(self, index: int) -> Statement | None:
        """Return the innermost statement in whose content a token stands."""
        holding = [(len(c), i) for i, c in enumerate(self.content_sets) if index in c]
        return self.statements[min(holding)[1]] if holding else None

    def _statement_of_cue(self, index: int) -> Statement | None:
        token = self.tree.tokens[index]
        span = Span(token.start, token.end)
        return next((s for s in self.statements if s.cue_span is not None and s.cue_span.overlaps(span)), None)

    def _performer(self, frame: Frame) -> _Parties | None:
        """Return who promises or demands by a performative word; None: nobody who is a party."""
        cued = self._statement_of_cue(frame.governor)
        if cued is not None and cued.speakers.value:
            return self._parties(cued.speakers.value, cued)
        around = self._statement_at(frame.governor)
        if frame.subject is None:
            return None
        subject = self.tree.tokens[frame.subject]
        if subject.text.lower() in self.words.first_person:
            return self._parties(around.speakers.value or (), around) if around is not None else None
        found = self.cast.resolve(self.tree.noun_span(frame.subject)).value or ()
        if frame.weak and around is None and any(self.cast.actor(a).kind == "person" for a in found):
            return None
        return self._parties(found, around)

    def _modal_parties(self, frame: Frame, statement: Statement) -> _Parties | None:
        """Return the speaker as the one who demands or promises; None: no party, or another's doing."""
        speakers = statement.speakers.value or ()
        parties = self._parties(speakers, statement)
        if frame.kind == "demand" and self._is_speaker(frame.subject, speakers):
            return None
        if parties is None or frame.kind not in ("commitment", "refusal") or frame.subject is None:
            return parties
        subject = self.tree.tokens[frame.subject]
        if subject.text.lower() in self.words.first_person:
            return parties
        kinds = {self.cast.actor(actor).kind for actor in speakers}
        if subject.text.lower() == "it" and "person" not in kinds:
            return parties
        doers = self.cast.resolve(self.tree.noun_span(frame.subject)).value or ()
        own = {s for s in (self.cast.side_of(a) for a in speakers) if s is not None} | set(speakers)
        if doers and all(a in own or self.cast.side_of(a) in own for a in doers):
            return replace(parties, party=self.cast.side_of(doers[0]) or parties.party)
        return None

    def _is_speaker(self, subject: int | None, speakers: tuple[ActorId, ...]) -> bool:
        """Return whether a phrase means the speaker himself: "I must go" demands nothing of anybody."""
        if subject is None:
            return False
        if self.tree.tokens[subject].text.lower() == "i":
            return True
        found = self.cast.resolve(self.tree.noun_span(subject)).value
        return bool(found) and found == speakers and self.cast.actor(found[0]).kind == "person"

    def _parties(self, by: tuple[ActorId, ...], statement: Statement | None) -> _Parties | None:
        if not by or not all(self._is_party(actor) for actor in by):
            return None
        sides = tuple(dict.fromkeys(self.cast.side_of(actor) for actor in by))
        return _Parties(by, sides[0] if len(sides) == 1 else None, statement)

    def _is_party(self, actor_id: ActorId) -> bool:
        actor = self.cast.actor(actor_id)
        titles = [set(office.title.lower().split()) for office in actor.offices]
        if titles and all(title & self.words.commentators for title in titles):
            return False
        if not actor.named and set(actor.name.lower().split()) & self.words.commentators:
            return False
        return actor.kind in PARTY_KINDS or actor.side is not None

    def _build(self, frame: Frame, parties: _Parties) -> Iterator[Undertaking]:
        content = self._bounds(frame)
        condition = find_condition(self.tree, self.words, frame.clause, content)
        if not condition and not frame.modal:
            condition = find_condition(self.tree, self.words, frame.governor, content)
        left_out = set(condition)
        indices = [i for i in frame.action if i not in left_out]
        deadline, due = find_deadline(self.tree, self.words, self.annotation, self.times, indices)
        action = self._action_span(indices, deadline)
        if action is None:
            return
        kind = "condition" if condition and frame.kind != "warning" else frame.kind
        yield Undertaking(
            id=_undertaking_id(self.article.anchor(action), kind),
            kind=kind,
            by=parties.by,
            action=action,
            party=Inferred(parties.party, "resolved") if parties.party is not None else absent("not resolved"),
            to=self._addressee(frame, parties),
            condition=self.tree.words_span(condition),
            deadline=deadline,
            due=_ahead(due),
            negated=is_negated(self.tree, frame.clause),
            hedge=self._hedge(frame),
            statement=parties.statement.id if parties.statement is not None else None,
        )

    def _bounds(self, frame: Frame) -> list[int]:
        sentence = self.tree.tokens[frame.governor].sentence
        return [t.index for t in self.tree.sentence_tokens(sentence)]

    def _action_span(self, indices: Sequence[int], deadline: Span | None) -> Span | None:
        """Return the span of an action, less a deadline at its end or beginning."""
        tokens = self.tree.tokens
        kept = list(indices)
        if deadline is not None:
            inner = [i for i in kept if not (tokens[i].start < deadline.end and deadline.start < tokens[i].end)]
            first, last = (tokens[kept[0]].start, tokens[kept[-1]].end) if kept else (0, 0)
            kept = inner if deadline.end >= last or deadline.start <= first else kept
        return self.tree.words_span(self._mend_possessive(kept))

    def _mend_possessive(self, indices: list[int]) -> list[int]:
        """Return an action that a misread "'s" cuts off in mid-phrase, carried on to the next comma or sentence end."""
        tokens = self.tree.tokens
        if not indices or indices[-1] + 1 >= len(tokens):
            return indices
        after = tokens[indices[-1] + 1]
        if after.text not in ("'s", "’s") or after.sentence != tokens[indices[-1]].sentence:
            return indices
        rest = [t for t in self.tree.sentence_tokens(after.sentence) if t.index >= after.index]
        stop = next((t.index for t in rest if t.text in (",", ";")), rest[-1].index + 1)
        return [*indices, *range(after.index, stop)]

    def _addressee(self, frame: Frame, parties: _Parties) -> Inferred[ActorId]:
        statement = parties.statement
        found: Inferred[tuple[ActorId, ...]] = absent("not reported")
        if frame.addressee is not None:
            found = self.cast.resolve(self.tree.noun_span(frame.addressee))
        elif frame.kind == "demand" and frame.modal and frame.subject is not None:
            found = self.cast.resolve(self.tree.noun_span(frame.subject))
        elif statement is not None and statement.addressee_span is not None:
            found = self.cast.resolve(statement.addressee_span)
        if not found.value or len(found.value) > 1 or found.value[0] in parties.by:
            return absent("not reported")
        return Inferred(found.value[0], "resolved", found.evidence)

    def _hedge(self, frame: Frame) -> Span | None:
        near = [
            *self.tree.children(frame.clause, "aux", "advmod"),
            *self.tree.children(frame.governor, "aux", "advmod"),
        ]
        near += list(self.tree.ancestors(frame.governor))[:1]
        hedge = next((t for t in near if t.lemma.lower() in self.words.hedges), None)
        return Span(hedge.start, hedge.end) if hedge is not None else None

    def _deadlines(self) -> Iterator[Undertaking]:
        """Yield what a "deadline for ..." is about; its party is often not told."""
        for noun in self.tree.tokens:
            if noun.lemma.lower() not in self.words.deadline_nouns:
                continue
            topic = next(
                (
                    o
                    for p in self.tree.children(noun.index, "prep")
                    if p.text.lower() in ("for", "to")
                    for o in self.tree.children(p.index, "pobj", "pcomp")
                ),
                None,
            )
            owner = noun_owner(self.tree, noun, self.words)
            if topic is None:
                continue
            left = [i for i in self.tree.subtree(noun.index) if i < topic.index]
            date = next((n for n in self.annotation.names if n.label == "DATE" and n.first in left), None)
            action = self.tree.phrase_span(topic.index)
            if action is None or date is None:
                continue
            found = self.cast.resolve(self.tree.noun_span(owner.index)).value if owner is not None else None
            parties = self._parties(found or (), None)
            yield Undertaking(
                id=_undertaking_id(self.article.anchor(action), "deadline"),
                kind="deadline",
                by=parties.by if parties else (),
                action=action,
                party=Inferred(parties.party, "resolved") if parties and parties.party else absent("not resolved"),
                deadline=date.span,
                due=_ahead(next((t for t in self.times if t.span.overlaps(date.span)), None)),
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
    shared = min(one.action.end, other.action.end) - max(one.action.start, other.action.start)
    union = max(one.action.end, other.action.end) - min(one.action.start, other.action.start)
    return shared > 0 and shared / union >= MIN_OVERLAP
