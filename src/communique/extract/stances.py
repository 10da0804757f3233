"""Clauses that tell what an actor wants, holds, rejects or is ready for. Method: docs/methods/positions.md."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from communique.extract.cast import Cast
from communique.extract.clauses import ParseTree, clause_indices
from communique.model.annotation import Annotation, Token
from communique.model.documents import Article
from communique.model.spans import Span
from communique.model.statements import Statement
from communique.model.terms import Stance

PARTIES = ("state", "organisation", "armed group", "group", "person")


@dataclass(frozen=True, slots=True)
class StanceWords:
    """Lemmas in lower case."""

    verbs: frozenset[str]
    of_duty: frozenset[str]
    """Those that with an infinitive tell a duty, not a stance."""
    adjectives: frozenset[str]


@lru_cache(maxsize=1)
def load_stance_words() -> StanceWords:
    """Return the words shipped with the package."""
    raw = tomllib.loads(resources.files("communique.extract").joinpath("data/stances.toml").read_text("utf-8"))
    return StanceWords(frozenset(raw["verb"]), frozenset(raw["of_duty"]), frozenset(raw["adjective"]))


def extract_stances(
    article: Article, annotation: Annotation, cast: Cast, statements: Sequence[Statement]
) -> tuple[Stance, ...]:
    """Return the stances of actors whose subject is resolved, in text order; the cues of statements are none."""
    tree = ParseTree.of(annotation, article.text)
    cues = [s.cue_span for s in statements if s.cue_span is not None]
    found = [s for token in tree.tokens for s in _stances(tree, token, cast, statements)]
    return tuple(s for s in found if not any(cue.overlaps(s.cue) for cue in cues))


def _stances(tree: ParseTree, token: Token, cast: Cast, statements: Sequence[Statement]) -> Iterator[Stance]:
    words = load_stance_words()
    verb = token.pos == "VERB" and token.lemma.lower() in words.verbs
    adjective = token.pos == "ADJ" and token.dep == "acomp" and token.lemma.lower() in words.adjectives
    if not verb and not adjective:
        return
    if verb and token.lemma.lower() in words.of_duty and tree.child(token.index, "xcomp") is not None:
        return  # "must lift the ban": others want it of them
    clause = token if verb else tree.head(token.index)
    subject = tree.subject(clause.index) if clause is not None else None
    if clause is None or subject is None or subject.dep not in ("nsubj", "nsubjpass"):
        return
    actors = cast.resolve(tree.noun_span(subject.index)).value or ()
    span = tree.words_span(clause_indices(tree, clause.index))
    if span is None or not actors or any(cast.actor(a).kind not in PARTIES for a in actors):
        return
    holding = [s for s in statements if any(c.contains(Span(token.start, token.end)) for c in s.content)]
    statement = min(holding, key=lambda s: sum(len(c) for c in s.content)).id if holding else None
    for actor in actors:
        yield Stance(span, Span(token.start, token.end), actor, statement)
