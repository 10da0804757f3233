"""Clauses that tell what an actor wants, holds, rejects or is ready for. Method: docs/methods/positions.md."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from communique.extract.cast import Cast
from communique.extract.clauses import ParseTree, auxiliaries, clause_indices
from communique.model.annotation import Annotation, Token
from communique.model.documents import Article
from communique.model.spans import Span
from communique.model.statements import Statement
from communique.model.terms import Stance

CLAUSE = "clause"
"""Stands in `StanceWords.with_particle` for a clause of its own ("aims to lift it", "holds that")."""
CONDITIONS = frozenset(("if", "unless", "until", "till", "once", "whether", "provided"))
PARTIES = ("state", "organisation", "armed group", "group", "person")


@dataclass(frozen=True, slots=True)
class StanceWords:
    """Lemmas in lower case."""

    verbs: frozenset[str]
    of_duty: frozenset[str]
    """Those that with an infinitive tell a duty, not a stance."""
    adjectives: frozenset[str]
    with_particle: Mapping[str, frozenset[str]]
    """By verb the words of which one must follow it: "called for", but not "called the minister"."""
    possible: frozenset[str]
    """Auxiliaries under which nobody is told to hold anything yet ("may be planning")."""


@lru_cache(maxsize=1)
def load_stance_words() -> StanceWords:
    """Return the words shipped with the package."""
    raw = tomllib.loads(resources.files("communique.extract").joinpath("data/stances.toml").read_text("utf-8"))
    return StanceWords(
        verbs=frozenset(raw["verb"]),
        of_duty=frozenset(raw["of_duty"]),
        adjectives=frozenset(raw["adjective"]),
        with_particle={verb: frozenset(words) for verb, words in raw["with"].items()},
        possible=frozenset(raw["possible"]["auxiliary"]),
    )


def extract_stances(
    article: Article, annotation: Annotation, cast: Cast, statements: Sequence[Statement]
) -> tuple[Stance, ...]:
    """Return the stances of actors whose subject is resolved, in text order; the cues of statements are none.

    Nor is what somebody may or is to hold: under "may", in a condition, in an infinitive with a subject of its own
    ("expects A to agree"), in a passive of which he is the object ("A is seen as unlikely").
    """
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
    if not _is_held(tree, clause, words) or (verb and not _is_own(tree, token, words)):
        return
    actors = cast.resolve(tree.noun_span(subject.index)).value or ()
    span = _clause_span(tree, clause)
    if span is None or not actors or any(cast.actor(a).kind not in PARTIES for a in actors):
        return
    holding = [s for s in statements if any(c.contains(Span(token.start, token.end)) for c in s.content)]
    statement = min(holding, key=lambda s: sum(len(c) for c in s.content)).id if holding else None
    for actor in actors:
        yield Stance(span, Span(token.start, token.end), actor, statement)


def _clause_span(tree: ParseTree, clause: Token) -> Span | None:
    """Return the words of a clause, of a relative one with the noun it describes ("monitors that A rejects")."""
    span = tree.words_span(clause_indices(tree, clause.index))
    noun = tree.head(clause.index) if clause.dep == "relcl" else None
    if span is None or noun is None or noun.pos not in ("NOUN", "PROPN") or noun.index > clause.index:
        return span
    return Span(min(span.start, tree.noun_span(noun.index).start), span.end)


def _is_held(tree: ParseTree, clause: Token, words: StanceWords) -> bool:
    """Return whether a clause tells what is held, not what may be, what would be if, or what others want held."""
    helpers = set(auxiliaries(tree, clause.index))
    if helpers & words.possible:
        return False
    if "to" in helpers or (clause.tag == "VB" and not helpers):
        return tree.child(clause.index, "nsubj") is None
    openers = {t.text.lower() for t in tree.children(clause.index, "mark", "advmod")}
    return not openers & CONDITIONS


def _is_set_off(tree: ParseTree, verb: Token) -> bool:
    """Return whether a participle opens a clause of its own behind a comma (", believing that ...")."""
    first = tree.first_below(verb.index)
    return verb.dep == "advcl" and first > 0 and tree.tokens[first - 1].text == ","


def _is_own(tree: ParseTree, verb: Token, words: StanceWords) -> bool:
    """Return whether a verb is that of its subject: no passive, no participle beside another verb, no other sense."""
    helpers = auxiliaries(tree, verb.index)
    beside = verb.tag == "VBG" and not helpers and not (verb.dep == "conj" or _is_set_off(tree, verb))
    if tree.child(verb.index, "auxpass") is not None or beside:
        return False
    needed = words.with_particle.get(verb.lemma.lower())
    if needed is None or (CLAUSE in needed and tree.child(verb.index, "ccomp", "xcomp") is not None):
        return True
    return any(t.text.lower() in needed for t in tree.children(verb.index, "prep", "prt"))
