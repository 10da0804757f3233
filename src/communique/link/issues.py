"""The issues on the table, found in what is said and undertaken. Method: docs/methods/positions.md."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from communique.link.acts import Act, acts_of
from communique.link.answers import ANSWER
from communique.link.concepts import CONCEPT, Concepts, spelt
from communique.link.instruments import AGREEMENT
from communique.link.naming import readable_name, target_name
from communique.link.sides import Sides
from communique.link.told import Keyed, Told
from communique.model.matters import Issue, Passage
from communique.model.spans import ArticleId, IssueId, MatterId, Span, UndertakingId, public_id
from communique.model.statements import Statement
from communique.model.terms import Stance
from communique.model.undertakings import Undertaking

MIN_CONCEPT = (3, 2)
"""A concept of the list is an issue from so many passages in so many articles on; not tuned."""
MIN_NOUN = (4, 3)
"""Any other noun needs so many, and must also be what somebody undertakes or what an encounter is said to be about."""
FEW_ARTICLES = 6
"""Coverage of so few articles or fewer is not repeated much: one passage less will do there."""
MIN_ISSUES = 8
"""Where fewer are spoken of that often, concepts of the list named once are issues too: so in a few readouts."""
MAX_ISSUES = 24
"""Those spoken of most are kept: a grid of more rows is not read."""

MAIN_CLAUSE = 0.5
"""Share of its sentence below which the clause of a stance is a remark within it, and stands alone; not tuned."""

REFERS = re.compile(r"[\"“]?(?:this|that|such an? \w+) (?:is|was|will|would|could|can|may|has|had|does|did)\b", re.I)
"""Opens words that speak of what was named before them."""

Key = tuple[str, str | None]
Passages = dict[Key, dict[tuple[ArticleId, Span], Passage]]
Terms = dict[Key, list[tuple[Told, Keyed]]]


def find_issues(
    articles: Sequence[Told], sides: Sides, concepts: Concepts, matter_of: Mapping[Key, MatterId]
) -> tuple[Issue, ...]:
    """Return the issues, sorted by id: found in the coverage, not known beforehand.

    What is undertaken as one matter is one issue. Names and ids depend on what is spoken of, not on how much of it.
    """
    passages: Passages = defaultdict(dict)
    terms: Terms = defaultdict(list)
    acts = [act for told in articles for act in acts_of(told, sides, concepts)]
    for told in articles:
        own = [act for act in acts if act.told is told]
        for keyed, passage in (*passages_of(told), *_conditions_alone(told, own)):
            if keyed.key != ANSWER and concepts.is_fit(keyed.key) and not _is_asked(told, passage, sides):
                key = (keyed.key, keyed.target)
                passages[key].setdefault((passage.article, passage.span), passage)
                terms[key].append((told, keyed))
    _join_by_matter(passages, terms, matter_of)
    tabled = _tabled(articles, acts)
    readouts = frozenset(t.article.id for t in articles if t.article.source.value and t.article.source.value.side)
    fit = [
        key
        for key in passages
        if _is_issue(key, passages[key], terms[key], tabled, len(articles), concepts)
        or (len(articles) <= FEW_ARTICLES and _is_tabled(key, passages[key], tabled, readouts))
    ]
    ranked = sorted(fit, key=lambda key: (-len(passages[key]), key[0], key[1] or ""))[:MAX_ISSUES]
    if len(ranked) < MIN_ISSUES:
        more = [key for key in passages if key not in fit and key[0].startswith(CONCEPT)]
        ranked += sorted(more, key=lambda key: (-len(passages[key]), key[0], key[1] or ""))[: MIN_ISSUES - len(ranked)]
    issues = [_issue(key, passages[key], terms[key], concepts) for key in ranked]
    return tuple(sorted(issues, key=lambda issue: issue.id))


def _is_asked(told: Told, passage: Passage, sides: Sides) -> bool:
    """Return whether a passage is a question that the press puts: what it names is not on the table by that."""
    statement = told.statement(passage.statement)
    speakers = told.speakers(statement) if statement is not None else ()
    return bool(speakers) and all(map(sides.is_press, speakers))


def _join_by_matter(passages: Passages, terms: Terms, matter_of: Mapping[Key, MatterId]) -> None:
    """Put what is one matter under the key that is spoken of most, rather under a concept's."""
    groups: dict[MatterId, list[Key]] = defaultdict(list)
    for key in sorted(passages, key=lambda k: (not k[0].startswith(CONCEPT), -len(passages[k]), k[0], k[1] or "")):
        if key in matter_of:
            groups[matter_of[key]].append(key)
    for first, *others in groups.values():
        for other in others:
            passages[first] |= {place: p for place, p in passages.pop(other).items() if place not in passages[first]}
            terms[first] += terms.pop(other)


def _tabled(articles: Sequence[Told], acts: Sequence[Act]) -> frozenset[str]:
    """Return the keys of what is undertaken, and of what encounters are said to be about."""
    found = {act.main.key for act in acts}
    for told in articles:
        for encounter in told.record.encounters:
            found |= {spelt(issue.split()[-1].lower()) for issue in encounter.issues if issue.split()}
            found |= {spelt(issue.split()[-1].lower().removesuffix("s")) for issue in encounter.issues if issue.split()}
    return frozenset(found)


def _is_tabled(
    key: Key,
    passages: Mapping[tuple[ArticleId, Span], Passage],
    tabled: frozenset[str],
    readouts: frozenset[ArticleId],
) -> bool:
    """Return whether a concept named once is on the table: undertaken, or told in a readout."""
    concept = key[0].startswith((CONCEPT, AGREEMENT))
    return concept and (key[0] in tabled or any(article in readouts for article, _ in passages))


def _is_issue(
    key: Key,
    passages: Mapping[tuple[ArticleId, Span], Passage],
    terms: Sequence[tuple[Told, Keyed]],
    tabled: frozenset[str],
    articles: int,
    concepts: Concepts,
) -> bool:
    least, in_articles = MIN_CONCEPT if key[0].startswith((CONCEPT, AGREEMENT)) else MIN_NOUN
    least -= articles <= FEW_ARTICLES
    if len(passages) < least or len({article for article, _ in passages}) < min(in_articles, articles):
        return False
    if key[0].startswith((CONCEPT, AGREEMENT)):
        return True
    # A place where people meet is no issue; a name may be one that the coverage calls something ("the barge").
    named = any(k.term.proper and k.term.head == key[0] for _, k in terms)
    called = any(k.term.kind is not None and concepts.is_fit(spelt(k.term.kind)) for _, k in terms)
    return key[0] in tabled and (called or not named)


def _issue(
    key: Key,
    passages: Mapping[tuple[ArticleId, Span], Passage],
    terms: Sequence[tuple[Told, Keyed]],
    concepts: Concepts,
) -> Issue:
    name = target_name(readable_name(key[0], terms, concepts), key[0], key[1], concepts)
    return Issue(
        id=IssueId(public_id("i", *(part or "" for part in key))),
        name=name,
        terms=tuple(sorted({keyed.term.head for _, keyed in terms})),
        passages=in_order(passages.values()),
    )


def in_order(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return passages in order of article and text, each once."""
    return tuple(sorted(set(passages), key=lambda p: (p.article, p.span, p.statement or "", p.undertaking or "")))


def passages_of(told: Told) -> Iterator[tuple[Keyed, Passage]]:
    """Yield each term that is said, undertaken or held, with the sentence of it around the term.

    A passage names the undertaking in whose action or condition the term stands. What stands only in the setting of a
    sentence, or in a report of what the war did, is not spoken of. Of a sentence in which somebody else
    is quoted, or several hold something, a stance is its own clause only: its words are nobody else's.
    """
    article = told.article.id
    for statement in told.record.statements:
        if statement.id in told.passing:
            continue
        undertaken = [u for u in told.record.undertakings if u.statement == statement.id]
        for piece in statement.content:
            for keyed in told.terms_in(piece):
                made = _made_in(undertaken, keyed.term.span)
                if told.is_spoken_of(keyed) or (made is not None and not keyed.term.aside):
                    words = told.sentence_within(keyed.term.span, statement)
                    yield keyed, Passage(article, words, statement.id, made)
        yield from _on_what_was_named(told, statement)
    for undertaking in told.record.undertakings:
        if told.statement(undertaking.statement) is None:
            for keyed in _authors_terms(told, undertaking.action):
                sentence = told.sentence_at(keyed.term.span.start) or undertaking.action
                yield keyed, Passage(article, sentence, undertaking=undertaking.id)
    for stance in told.record.stances:
        if told.statement(stance.statement) is None:
            for keyed in _authors_terms(told, stance.span):
                yield keyed, Passage(article, _of_one_holder(told, stance))


def _on_what_was_named(told: Told, statement: Statement) -> Iterator[tuple[Keyed, Passage]]:
    """Yield what "this would be a mistake" speaks of: the first known thing that the sentence before names.

    The passage begins with that sentence, without which the words would say nothing.
    """
    words = statement.content[0]
    sentence, before = told.sentence_at(words.start), told.sentence_before(words.start)
    if sentence is None or before is None or not REFERS.match(words.of(told.text)):
        return
    if told.text[before.end : sentence.start].count("\n") or any(map(_is_known, told.terms_in(words))):
        return
    if any(c.overlaps(before) for s in told.record.statements if s.speakers != statement.speakers for c in s.content):
        return  # the sentence before is somebody else's
    named = next((k for k in told.terms_in(before) if _is_known(k) and told.is_spoken_of(k)), None)
    if named is not None:
        yield named, Passage(told.article.id, Span(before.start, words.end), statement.id)


def _conditions_alone(told: Told, acts: Sequence[Act]) -> Iterator[tuple[Keyed, Passage]]:
    """Yield what somebody speaks of who is quoted with a condition alone: what hangs on it in the same sentence.

    "It must wait until the dam is full and, as A said, "until we are paid"" tells A's stand on what must wait.
    """
    for statement in told.record.statements:
        piece, *others = statement.content
        alone = not others and any(c.contains(_plain_span(told, piece)) for c in told.record.conditions)
        sentence = told.sentence_at(piece.start) if alone else None
        hanging = [a for a in acts if sentence is not None and sentence.contains(a.undertaking.action)]
        first = min(hanging, key=lambda a: a.undertaking.action, default=None)
        if first is not None and not first.undertaking.action.overlaps(piece):
            yield first.main, Passage(told.article.id, piece, statement.id)


def _plain_span(told: Told, piece: Span) -> Span:
    """Return a piece without the marks of quotation and stops around it."""
    words = piece.of(told.text)
    start = piece.start + len(words) - len(words.lstrip("\"“”‘’' "))
    return Span(start, start + len(words.strip("\"“”‘’'.,; ")))


def _is_known(keyed: Keyed) -> bool:
    return keyed.key.startswith((CONCEPT, AGREEMENT)) and keyed.key != ANSWER


def _made_in(undertakings: Sequence[Undertaking], term: Span) -> UndertakingId | None:
    """Return the first of the undertakings that speaks of a term; None: none does."""
    for undertaking in undertakings:
        spans = (undertaking.action, undertaking.condition)
        if any(span is not None and span.overlaps(term) for span in spans):
            return undertaking.id
    return None


def _of_one_holder(told: Told, stance: Stance) -> Span:
    sentence = told.sentence_at(stance.cue.start)
    if sentence is None or not sentence.contains(stance.span) or len(stance.span) < MAIN_CLAUSE * len(sentence):
        return stance.span
    quoted = any(sentence.overlaps(piece) for s in told.record.statements for piece in s.content)
    others = any(s.actor != stance.actor and sentence.overlaps(s.cue) for s in told.record.stances)
    return stance.span if quoted or others else sentence


def _authors_terms(told: Told, span: Span) -> Iterator[Keyed]:
    """Yield the terms in the author's own words at `span`."""
    return (keyed for keyed in told.terms_in(span) if told.statement_at(keyed.term.span) is None)
