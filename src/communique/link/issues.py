"""The issues on the table, found in what is said and undertaken. Method: docs/methods/positions.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from communique.link.concepts import CONCEPT, Concepts
from communique.link.naming import readable_name, target_name
from communique.link.told import Keyed, Told
from communique.model.matters import Issue, Passage
from communique.model.spans import ArticleId, IssueId, Span, public_id

MIN_PASSAGES = 3
MIN_ARTICLES = 2
"""An issue is spoken of in so many passages of so many articles; in a record of one article, in that one."""
MAX_ISSUES = 30
"""Those spoken of most are kept: a grid of more rows is not read."""
Key = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A passage that speaks of something."""

    told: Told
    passage: Passage


def find_issues(articles: Sequence[Told], concepts: Concepts) -> tuple[tuple[Issue, ...], dict[Key, IssueId]]:
    """Return the issues, sorted by id, and their ids by what a term is about."""
    passages: dict[Key, dict[tuple[ArticleId, Span], Spoken]] = defaultdict(dict)
    terms: dict[Key, list[tuple[Told, Keyed]]] = defaultdict(list)
    for told in articles:
        for keyed, passage in _spoken(told):
            if keyed.key.startswith(CONCEPT) or keyed.key not in concepts.no_issues:
                key = (keyed.key, keyed.target)
                passages[key][passage.article, passage.span] = Spoken(told, passage)
                terms[key].append((told, keyed))
    enough = min(MIN_ARTICLES, len(articles))
    ranked = sorted(
        (-len(found), key[0], key[1] or "", key)
        for key, found in passages.items()
        if len(found) >= MIN_PASSAGES and len({article for article, _ in found}) >= enough
    )[:MAX_ISSUES]
    issues: list[Issue] = []
    ids: dict[Key, IssueId] = {}
    for *_, key in ranked:
        issue = _issue(key, passages[key], terms[key], concepts)
        ids[key] = issue.id
        issues.append(issue)
    return tuple(sorted(issues, key=lambda issue: issue.id)), ids


def _issue(
    key: Key,
    passages: Mapping[tuple[ArticleId, Span], Spoken],
    terms: Sequence[tuple[Told, Keyed]],
    concepts: Concepts,
) -> Issue:
    name = target_name(readable_name(key[0], terms, concepts), key[0], key[1], concepts)
    heads = {keyed.term.head for _, keyed in terms}
    return Issue(
        id=IssueId(public_id("i", *key)),
        name=name,
        terms=tuple(sorted(heads)),
        passages=tuple(passages[place].passage for place in sorted(passages)),
    )


def _spoken(told: Told) -> Iterator[tuple[Keyed, Passage]]:
    """Yield each term that is said or undertaken, with the sentence of the statement or undertaking around it."""
    for statement in told.record.statements:
        for piece in statement.content:
            for keyed in told.terms_in(piece):
                yield keyed, Passage(told.article.id, within(told, keyed.term.span, piece), statement.id)
    for undertaking in told.record.undertakings:
        if told.statement(undertaking.statement) is None:
            for keyed in told.terms_in(undertaking.action):
                sentence = told.sentence_at(undertaking.action.start) or undertaking.action
                yield keyed, Passage(told.article.id, sentence, None, undertaking.id)


def within(told: Told, span: Span, piece: Span) -> Span:
    """Return the sentence around `span` as far as it lies in `piece`; all of the piece where there is no sentence."""
    sentence = told.sentence_at(span.start)
    if sentence is None:
        return piece
    start, end = max(sentence.start, piece.start), min(sentence.end, piece.end)
    return Span(start, end) if start < end else piece
