"""One article's record in the shape of the annotation guidelines (docs/formats.md), with spans as [start, end]."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from communique.model.actors import Actor
from communique.model.encounters import Encounter
from communique.model.records import ArticleRecord
from communique.model.spans import ActorId, EncounterId, Span
from communique.model.statements import Statement
from communique.model.undertakings import Assessment, Undertaking

ActorOf = Callable[[ActorId], Actor]


@dataclass(frozen=True, slots=True)
class ToldElsewhere:
    """Where and when encounters were held whose article leaves it open, by other accounts of the same encounters."""

    places: Mapping[EncounterId, str] = field(default_factory=dict)
    dates: Mapping[EncounterId, str] = field(default_factory=dict)


def article_annotations(
    record: ArticleRecord, actor_of: ActorOf | None = None, elsewhere: ToldElsewhere | None = None
) -> dict[str, Any]:
    """Return the record of one article as plain lists and dicts, ready for json.

    `actor_of` maps the article's actor ids to the actors whose names are shown: the record's, after linking; by
    default the article's own. `elsewhere` completes encounters; None: they are as the article alone tells them.
    """
    find = actor_of or record.actor
    article = record.article
    return {
        "doc": article.path.rsplit("/", 1)[-1].rsplit(".", 1)[0],
        "published": {"date": article.published.value, "why": article.published.basis or article.published.absence},
        "outlet": article.source.value.name if article.source.value else None,
        "agency": article.agency.value,
        "boilerplate": [_span(block.span) for block in article.blocks_of(("boilerplate",))],
        "statements": [_statement(s, find) for s in record.statements],
        "encounters": [_encounter(e, find, elsewhere or ToldElsewhere()) for e in record.encounters],
        "undertakings": [_undertaking(u, find) for u in record.undertakings],
        "assessments": [_assessment(a, find) for a in record.assessments],
    }


def joint_name(actors: Sequence[Actor]) -> str | None:
    """Return "A", "A and B" or "A, B and C"; None for nobody."""
    names = [actor.name for actor in actors]
    if len(names) < 2:
        return names[0] if names else None
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _statement(statement: Statement, find: ActorOf) -> dict[str, Any]:
    relay = statement.relays[0].value if statement.relays else None
    return {
        "id": statement.id,
        "speaker": joint_name([find(a) for a in statement.speakers.value or ()]),
        "speaker_text": _span(statement.speaker_span),
        "cue": _span(statement.cue_span),
        "form": statement.form,
        "content": [_span(s) for s in statement.content],
        "addressee": _span(statement.addressee_span),
        "relay": find(relay).name if relay else None,
    }


def _encounter(encounter: Encounter, find: ActorOf, elsewhere: ToldElsewhere) -> dict[str, Any]:
    return {
        "id": encounter.id,
        "kind": encounter.kind,
        "status": encounter.status,
        "participants": [find(a).name for a in encounter.participants],
        "place": elsewhere.places.get(encounter.id, encounter.place.value),
        "date": elsewhere.dates.get(encounter.id, encounter.date.value),
        "duration": encounter.duration.value,
        "issues": list(encounter.issues),
        "evidence": [_span(s) for s in encounter.evidence],
    }


def _undertaking(undertaking: Undertaking, find: ActorOf) -> dict[str, Any]:
    return {
        "id": undertaking.id,
        "kind": undertaking.kind,
        "by": joint_name([find(a) for a in undertaking.by]),
        "party": find(undertaking.party.value).name if undertaking.party.value else None,
        "to": find(undertaking.to.value).name if undertaking.to.value else None,
        "action": _span(undertaking.action),
        "condition": _span(undertaking.condition),
        "deadline": _span(undertaking.deadline),
    }


def _assessment(assessment: Assessment, find: ActorOf) -> dict[str, Any]:
    return {
        "by": joint_name([find(a) for a in assessment.by]) or "author",
        "of": assessment.of,
        "text": _span(assessment.span),
        "polarity": assessment.polarity,
    }
