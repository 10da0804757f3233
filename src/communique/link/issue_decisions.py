"""What a user decided of issues: renamed, merged, split, given terms or dropped. Form: docs/decisions-journal.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from communique.link.issues import in_order, passages_of
from communique.link.told import Told
from communique.model.matters import Issue, Passage
from communique.model.records import Decision
from communique.model.spans import ArticleId, IssueId, public_id


@dataclass(frozen=True, slots=True)
class _Wish:
    """A decision on an issue, read."""

    name: str
    sources: tuple[str, ...]
    """Names, ids or terms of issues found, in lower case."""
    terms: tuple[str, ...]
    drop: bool


def decide_issues(
    issues: Sequence[Issue], decisions: Sequence[Decision], articles: Sequence[Told]
) -> tuple[tuple[Issue, ...], set[int]]:
    """Return the issues as decided, sorted by id, and the positions of the decisions that found something.

    Later decisions see what earlier ones made.
    """
    texts = {told.article.id: told.text for told in articles}
    held = {issue.id: issue for issue in issues}
    used: set[int] = set()
    for position, decision in enumerate(decisions):
        wish = _read(decision)
        if wish is not None and _apply(wish, held, texts, articles):
            used.add(position)
    return tuple(held[issue_id] for issue_id in sorted(held)), used


def _read(decision: Decision) -> _Wish | None:
    """Return what a decision wishes; None: it is not on issues, or not in the form."""
    if decision.noun != "issue" or decision.kind != "value" or not decision.attribute:
        return None
    try:
        fields: dict[str, Any] = json.loads(decision.value or "{}")
    except ValueError:
        return None
    sources = tuple(str(name).casefold() for name in fields.get("from", ()))
    terms = tuple(str(term) for term in fields.get("terms", ()))
    return _Wish(decision.attribute, sources, terms, bool(fields.get("drop", False)))


def _apply(wish: _Wish, held: dict[IssueId, Issue], texts: dict[ArticleId, str], articles: Sequence[Told]) -> bool:
    """Change `held` as wished; return whether there was anything to change."""
    sources = [issue for issue in held.values() if _is_meant(issue, wish)]
    if wish.drop:
        for issue in sources:
            del held[issue.id]
        return bool(sources)
    if wish.sources:
        taken = [p for issue in sources for p in issue.passages if not wish.terms or _speaks(p, wish.terms, texts)]
    else:
        taken = [p for told in articles for _, p in passages_of(told) if _speaks(p, wish.terms, texts)]
    if not taken:
        return False
    for issue in sources:
        del held[issue.id]
        rest = [p for p in issue.passages if p not in set(taken)]
        if rest:
            held[issue.id] = replace(issue, passages=in_order(rest), by_user=True)
    whole = len(sources) == 1 and sources[0].id not in held
    issue_id = sources[0].id if whole else IssueId(public_id("i", "user", wish.name.casefold()))
    before = held.get(issue_id)
    terms = {*wish.terms, *(before.terms if before else ()), *_terms_of(sources, wish)}
    passages = in_order([*taken, *(before.passages if before else ())])
    held[issue_id] = Issue(issue_id, wish.name, tuple(sorted(terms)), passages, by_user=True)
    return True


def _is_meant(issue: Issue, wish: _Wish) -> bool:
    names = {issue.name.casefold(), issue.id}
    wanted = set(wish.sources) or ({wish.name.casefold()} if wish.drop else set())
    return bool(names & wanted)


def _terms_of(sources: Iterable[Issue], wish: _Wish) -> list[str]:
    """Return the terms that go over whole; those of a split are the user's."""
    return [] if wish.terms else [term for issue in sources for term in issue.terms]


def _speaks(passage: Passage, terms: Sequence[str], texts: dict[ArticleId, str]) -> bool:
    words = passage.span.of(texts[passage.article])
    return any(re.search(rf"\b{re.escape(term)}(s|es)?\b", words, re.IGNORECASE) for term in terms)
