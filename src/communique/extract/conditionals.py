"""Conditional and temporal clauses that a sentence hangs on, whoever says so ("only if ...", "until ...")."""

from __future__ import annotations

from collections.abc import Iterator

from communique.extract.clauses import SUBJECTS, ParseTree
from communique.model.annotation import Annotation, Token
from communique.model.documents import Article
from communique.model.spans import Span

OPENERS = frozenset(("if", "unless", "until", "till", "once", "when", "provided", "providing", "after"))
LEADS = ("only", "not", "as", "soon")
CLAUSES = ("advcl", "ccomp", "pcomp", "relcl")


def extract_conditions(article: Article, annotation: Annotation) -> tuple[Span, ...]:
    """Return the clauses that tell on what, or after what, something hangs, in text order.

    "when" and "after" open one only of a clause in the present or the perfect, not of a tale ("when he came").
    """
    tree = ParseTree.of(annotation, article.text)
    found = sorted({span for token in tree.tokens for span in _condition(tree, token)})
    return tuple(s for s in found if not any(o != s and o.contains(s) for o in found))


def _condition(tree: ParseTree, token: Token) -> Iterator[Span]:
    word = token.text.lower()
    if word not in OPENERS:
        return
    clause = tree.head(token.index)
    if word in ("provided", "providing") and token.dep == "advcl":
        clause = token
    if word in ("until", "till", "after") and token.dep == "prep":
        clause = next(iter(tree.children(token.index, "pcomp")), None)
    if clause is None or clause.pos not in ("VERB", "AUX") or clause.dep not in CLAUSES:
        return
    if word in ("when", "after") and not _lies_ahead(tree, clause):
        return
    if not _opens(tree, token, clause) or _is_saying(tree, token, clause):
        return
    indices = [i for i in tree.subtree(clause.index) if i >= token.index]
    first = token.index
    while first and tree.tokens[first - 1].text.lower() in LEADS and tree.tokens[first - 1].sentence == token.sentence:
        first -= 1
    if token.index and tree.tokens[token.index - 1].text.lower() == "even":
        return  # "even if" tells that nothing hangs on it
    span = tree.words_span([*range(first, token.index), *_before_dash(tree, indices)])
    if span is not None and len(indices) > 2:
        yield span


def _opens(tree: ParseTree, token: Token, clause: Token) -> bool:
    """Return whether a word opens the clause: "once" before its subject is a condition, behind its verb a time."""
    subject = tree.child(clause.index, *SUBJECTS)
    return token.dep == "prep" or token.index < (subject or clause).index or token is clause


def _is_saying(tree: ParseTree, token: Token, clause: Token) -> bool:
    """Return whether a clause only brings in its theme ("when it comes to"), or tells what kind ("a time when")."""
    theme = clause.lemma.lower() == "come" and tree.child(clause.index, "prep", "aux") is not None
    subject = tree.child(clause.index, "nsubj")
    brings_in = theme and subject is not None and subject.text.lower() == "it"
    return token.text.lower() == "when" and (clause.dep == "relcl" or brings_in)


def _before_dash(tree: ParseTree, indices: list[int]) -> list[int]:
    dash = next((i for i in indices if tree.tokens[i].text in ("–", "—", ";")), None)
    return [i for i in indices if dash is None or i < dash]


def _lies_ahead(tree: ParseTree, clause: Token) -> bool:
    helpers = {t.text.lower() for t in tree.children(clause.index, "aux", "auxpass")}
    return clause.tag in ("VBZ", "VBP") or bool(helpers & {"has", "have", "had", "is", "are"})
