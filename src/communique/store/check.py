"""What must hold of one article's record before it is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from communique.model.records import ArticleRecord
from communique.model.spans import ActorId, Span


def check_record(record: ArticleRecord) -> None:
    """Raise ValueError naming the first thing that does not hold: ids unique, spans in the text, actors known."""
    for noun in ("actors", "statements", "encounters", "undertakings", "assessments", "compliance"):
        ids = Counter(str(thing.id) for thing in getattr(record, noun))
        if twice := [noun_id for noun_id, count in ids.items() if count > 1]:
            raise ValueError(f"{noun} share the id {twice[0]}")
    size = len(record.article.text)
    for span in _spans(record):
        if span.end > size:
            raise ValueError(f"the span [{span.start}, {span.end}) ends past the text of {size} characters")
    known = {actor.id for actor in record.actors}
    for actor_id in _actor_ids(record):
        if actor_id not in known:
            raise ValueError(f"no actor {actor_id} in the article")


def _spans(record: ArticleRecord) -> Iterator[Span]:
    found: list[Span | None] = []
    for block in record.article.blocks:
        found += [block.span, block.speaker_span]
    found += [mention.span for mention in record.mentions]
    found += [time.span for time in record.times]
    for s in record.statements:
        found += [*s.content, s.speaker_span, s.cue_span, s.addressee_span, s.occasion_span]
    for e in record.encounters:
        found += [*e.evidence, e.time.span if e.time else None, e.hedge]
    for u in record.undertakings:
        found += [u.action, u.condition, u.deadline, u.hedge, u.cue]
    found += [assessment.span for assessment in record.assessments]
    found += [term.span for term in record.terms]
    for stance in record.stances:
        found += [stance.span, stance.cue]
    for report in record.compliance:
        found += [report.span, report.about]
    return (span for span in found if span is not None)


def _actor_ids(record: ArticleRecord) -> Iterator[ActorId]:
    for mention in record.mentions:
        if mention.actor is not None:
            yield mention.actor
    for s in record.statements:
        yield from s.speakers.value or ()
        yield from (relay.value for relay in s.relays if relay.value is not None)
    for e in record.encounters:
        yield from e.participants
    for u in record.undertakings:
        yield from u.by
        yield from (side.value for side in (u.party, u.to) if side.value is not None)
    for assessment in record.assessments:
        yield from assessment.by
    yield from (stance.actor for stance in record.stances)
    for report in record.compliance:
        yield from report.by
        yield from () if report.party is None else (report.party,)
