"""Promises told by their keeping: "A freed the crew, keeping a promise made in May" tells that A had promised to.

Method: docs/methods/undertakings.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.extract.clauses import ParseTree, auxiliaries, clause_indices, is_negated
from communique.extract.performatives import Frame
from communique.extract.undertaking_words import UndertakingWords
from communique.model.annotation import Token

TOLD = ("VBD", "VBN")
"""Tags of verbs that tell what was done."""


def find_fulfilled(tree: ParseTree, words: UndertakingWords) -> Iterator[Frame]:
    """Yield the deed of every sentence that says that its subject so kept a promise, or did it "as promised"."""
    for token in tree.tokens:
        deed = tree.head(token.index)
        if token.dep != "advcl" or deed is None or deed.index > token.index or deed.pos != "VERB":
            continue
        if _keeps(tree, words, token) or _as_promised(tree, words, token):
            subject = tree.child(deed.index, "nsubj")
            done = deed.tag in TOLD and set(auxiliaries(tree, deed.index)) <= {"had", "has", "have"}
            if done and subject is not None and not is_negated(tree, deed.index):
                action = tuple(i for i in clause_indices(tree, deed.index) if deed.index <= i < token.index)
                yield Frame("commitment", token.index, deed.index, action, subject.index)


def _keeps(tree: ParseTree, words: UndertakingWords, participle: Token) -> bool:
    """Return whether a participle says that a promise was kept ("honouring its pledge")."""
    kept = tree.child(participle.index, "dobj")
    keeping = participle.tag == "VBG" and participle.lemma.lower() in words.keeping
    return keeping and kept is not None and kept.lemma.lower() in words.promises and not is_negated(tree, kept.index)


def _as_promised(tree: ParseTree, words: UndertakingWords, participle: Token) -> bool:
    """Return whether a bare participle stands behind "as": "as promised"."""
    before = tree.tokens[participle.index - 1]
    bare = participle.tag in TOLD and len(tree.children(participle.index)) <= 1
    return bare and before.text.lower() == "as" and participle.lemma.lower() in words.promising
