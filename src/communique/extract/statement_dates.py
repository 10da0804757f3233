"""When a statement was made, where its reporting clause tells it ("said on Monday"). Method: docs/methods/times.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.extract.clauses import ParseTree
from communique.extract.times import granularity_of
from communique.model.annotation import Annotation, Token
from communique.model.documents import Article
from communique.model.inferred import Basis, Inferred, absent
from communique.model.statements import Statement
from communique.model.times import TimeValue, is_calendar_date, resolve_time

LONGER = ("month", "year")
"""Granularities of times that date a statement only roughly."""


def date_statements(
    article: Article, annotation: Annotation, times: Sequence[TimeValue], statements: Sequence[Statement]
) -> tuple[Statement, ...]:
    """Return the statements with the day, or the past month or year, that their reporting clause tells.

    absent("not reported"): it tells none; absent("not resolved"): it tells one that hangs on the day of publication.
    """
    tree = ParseTree.of(annotation, article.text)
    days = [time for time in times if time.kind in ("date", "time") and granularity_of(time) == "day"]
    # "As recently as May it had called ...": longer times only where they lie behind.
    days += [time for time in times if granularity_of(time) in LONGER and _lies_behind(article, time)]
    return tuple(_dated(article, tree, days, statement) for statement in statements)


def _lies_behind(article: Article, time: TimeValue) -> bool:
    """Return whether a time is over on the day of publication."""
    published = article.published.value
    value = resolve_time(time, published)
    known = published is not None and value is not None and is_calendar_date(value)
    return known and value is not None and published is not None and value < published[: len(value)]


def _dated(article: Article, tree: ParseTree, days: Sequence[TimeValue], statement: Statement) -> Statement:
    time = _time_of_cue(tree, days, statement)
    if time is None:
        return replace(statement, date=absent("not reported"))
    return replace(statement, time=time, date=_resolved(article, time))


def _resolved(article: Article, time: TimeValue) -> Inferred[str]:
    value = resolve_time(time, article.published.value)
    if value is None or not is_calendar_date(value):
        return absent("not resolved")
    basis: Basis = "stated" if time.anchor == "absolute" else "resolved"
    return Inferred(value, basis, (article.anchor(time.span),))


def _time_of_cue(tree: ParseTree, days: Sequence[TimeValue], statement: Statement) -> TimeValue | None:
    """Return the day, or longer time, that hangs on the cue itself and lies outside what is said; None: none does."""
    if statement.cue_span is None:
        return None
    cues = {token.index for token in tree.tokens_in(statement.cue_span) if token.pos in ("VERB", "AUX", "NOUN")}
    for time in days:
        ahead = time.shift is not None and time.shift.direction == "future"
        if ahead or any(piece.overlaps(time.span) for piece in statement.content):
            continue
        tokens = tree.tokens_in(time.span)
        if tokens and _hangs_on(tree, tokens[-1], cues):
            return time
    return None


def _hangs_on(tree: ParseTree, token: Token, cues: set[int]) -> bool:
    """Return whether a time depends on one of the cue's words with no other verb between them."""
    for above in tree.ancestors(token.index):
        if above.index in cues:
            return True
        if above.pos in ("VERB", "AUX", "NOUN", "PROPN"):
            return False
    return False
