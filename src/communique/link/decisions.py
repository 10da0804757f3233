"""What a person decided, applied to the records of single articles; found again by words where bytes have changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from communique.facts.table import fold_name
from communique.link.dates import with_date
from communique.model.actors import Actor
from communique.model.inferred import Inferred
from communique.model.records import ArticleRecord, Decision
from communique.model.spans import ActorId, Anchor, ArticleId, Span, public_id
from communique.model.statements import Statement

_MIN_OVERLAP = 0.5
"""Least share of a decision's words that the noun found again must cover; below it the decision is orphaned."""


def apply_decisions(
    records: Sequence[ArticleRecord], decisions: Sequence[Decision]
) -> tuple[list[ArticleRecord], set[int]]:
    """Return the records with every value, rejection and confirmation applied, and the positions of those applied.

    Later decisions win over earlier ones. Links between actors are left to link_actors.
    """
    decided = list(records)
    applied: set[int] = set()
    for position, decision in enumerate(decisions):
        apply = _APPLY.get((decision.noun, decision.kind))
        if apply is None or not decision.anchors:
            continue
        found = find_again(decided, decision.anchors[0], decision.path)
        if found is None:
            continue
        index, span = found
        changed = apply(decided[index], span, decision)
        if changed is not None:
            decided[index] = changed
            applied.add(position)
    return decided, applied


def find_again(records: Sequence[ArticleRecord], anchor: Anchor, path: str | None) -> tuple[int, Span] | None:
    """Return (position in `records`, span) of the words of `anchor` as they stand now; None where they are gone.

    The same bytes are taken first; else the article at the same path that still has the words, nearest to where they
    stood; never another article, which may quote the same words from another mouth.
    """
    for index, record in enumerate(records):
        if record.article.document == anchor.document and anchor.span.of(record.article.text) == anchor.words:
            return index, anchor.span
    for index, record in enumerate(records):
        if path is not None and record.article.path == path:
            starts = _occurrences(record.article.text, anchor.words)
            if starts:
                start = min(starts, key=lambda at: (abs(at - anchor.span.start), at))
                return index, Span(start, start + len(anchor.words))
    return None


def actors_at(records: Sequence[ArticleRecord], decision: Decision) -> list[tuple[ArticleId, ActorId]]:
    """Return the article's actor that each anchor of `decision` mentions, those found again."""
    actors: list[tuple[ArticleId, ActorId]] = []
    for anchor in decision.anchors:
        found = find_again(records, anchor, decision.path)
        if found is None:
            continue
        record, span = records[found[0]], found[1]
        for mention in record.mentions:
            if mention.actor is not None and mention.span.overlaps(span):
                actors.append((record.article.id, mention.actor))
                break
    return actors


def _occurrences(text: str, words: str) -> list[int]:
    starts: list[int] = []
    at = text.find(words)
    while words and at >= 0:
        starts.append(at)
        at = text.find(words, at + 1)
    return starts


def _best(nouns: Sequence[Any], span: Span, spans_of: Callable[[Any], Sequence[Span]]) -> int | None:
    """Return the position of the noun that covers most of `span`; None where none covers enough of it."""
    best, most = None, _MIN_OVERLAP * len(span)
    for position, noun in enumerate(nouns):
        covered = sum(max(0, min(s.end, span.end) - max(s.start, span.start)) for s in spans_of(noun))
        if covered >= most and (best is None or covered > most):
            best, most = position, covered
    return best


def _set_speaker(record: ArticleRecord, span: Span, decision: Decision) -> ArticleRecord | None:
    position = _best(record.statements, span, lambda s: s.content)
    if position is None or decision.attribute != "speaker":
        return None
    actors = list(record.actors)
    speakers = tuple(_actor_named(name.strip(), actors) for name in (decision.value or "").split(";") if name.strip())
    user: Inferred[tuple[ActorId, ...]] = Inferred(speakers, "user") if speakers else Inferred(absence="not resolved")
    statement = replace(record.statements[position], speakers=user)
    return replace(record, actors=tuple(actors), statements=_put(record.statements, position, statement))


def _actor_named(name: str, actors: list[Actor]) -> ActorId:
    """Return the id of the article's actor of that name, added to `actors` where the article has none."""
    folded = fold_name(name)
    for actor in actors:
        if folded in {fold_name(actor.name), *map(fold_name, actor.names)}:
            return actor.id
    actor_id = ActorId(public_id("user", folded))
    actors.append(Actor(actor_id, "person", name, (name,)))
    return actor_id


def _set_published(record: ArticleRecord, span: Span, decision: Decision) -> ArticleRecord | None:
    if decision.attribute != "published" or not decision.value:
        return None
    return with_date(record, Inferred(decision.value, "user"))


def _set_encounter(record: ArticleRecord, span: Span, decision: Decision) -> ArticleRecord | None:
    position = _best(record.encounters, span, lambda e: e.evidence)
    if position is None or decision.attribute not in ("place", "date", "duration"):
        return None
    changed: dict[str, Any] = {decision.attribute: Inferred(decision.value, "user")}
    encounter = replace(record.encounters[position], **changed)
    return replace(record, encounters=_put(record.encounters, position, encounter))


def _reject(noun: str, spans_of: Callable[[Any], Sequence[Span]]) -> Callable[..., ArticleRecord | None]:
    def apply(record: ArticleRecord, span: Span, decision: Decision) -> ArticleRecord | None:
        nouns = getattr(record, noun)
        position = _best(nouns, span, spans_of)
        if position is None:
            return None
        rejected: dict[str, Any] = {noun: nouns[:position] + nouns[position + 1 :]}
        return replace(record, **rejected)

    return apply


def _confirm_statement(record: ArticleRecord, span: Span, decision: Decision) -> ArticleRecord | None:
    position = _best(record.statements, span, lambda s: s.content)
    if position is None:
        return None
    statement = record.statements[position]
    if statement.speakers.known:
        statement = replace(statement, speakers=replace(statement.speakers, basis="user"))
    return replace(record, statements=_put(record.statements, position, statement))


def _put(statements: tuple[Any, ...], position: int, changed: Any) -> tuple[Any, ...]:
    return (*statements[:position], changed, *statements[position + 1 :])


def _content(statement: Statement) -> tuple[Span, ...]:
    return statement.content


_APPLY: dict[tuple[str, str], Callable[[ArticleRecord, Span, Decision], ArticleRecord | None]] = {
    ("statement", "value"): _set_speaker,
    ("statement", "reject"): _reject("statements", _content),
    ("statement", "confirm"): _confirm_statement,
    ("article", "value"): _set_published,
    ("encounter", "value"): _set_encounter,
    ("encounter", "reject"): _reject("encounters", lambda e: e.evidence),
    ("undertaking", "reject"): _reject("undertakings", lambda u: (u.action,)),
    ("assessment", "reject"): _reject("assessments", lambda a: (a.span,)),
}
