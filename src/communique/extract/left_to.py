"""Demands by whose turn it is said to be: "it is up to Koralik to act", "it is for Koralik to act".

Method: docs/methods/undertakings.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from communique.extract.clauses import ParseTree, is_negated
from communique.extract.complements import infinitive_action, is_infinitive
from communique.extract.performatives import Frame
from communique.model.annotation import Token


def find_left_to(tree: ParseTree, verb: Token, inside: Set[int]) -> Iterator[Frame]:
    """Yield the demand of "it is up to X to do Y", "it is for X to do Y"."""
    subject = tree.child(verb.index, "nsubj")
    if subject is None or subject.text.lower() not in ("it", "that") or is_negated(tree, verb.index):
        return
    up = next((t for t in tree.children(verb.index, "prep", "prt", "advmod") if t.text.lower() == "up"), None)
    for clause in tree.children(verb.index, "advcl", "xcomp", "ccomp"):
        if not is_infinitive(tree, clause.index) or clause.index < verb.index:
            continue
        mark, doer = tree.child(clause.index, "mark"), tree.child(clause.index, "nsubj")
        if up is not None:
            to = tree.child(up.index, "prep")
            doer = tree.child(to.index, "pobj") if to is not None and to.text.lower() == "to" else None
        elif mark is None or mark.text.lower() != "for" or mark.index > verb.index + 2:
            continue
        if doer is not None and doer.pos == "PROPN":
            action = [i for i in infinitive_action(tree, clause.index) if i in inside and i >= clause.index]
            yield Frame("demand", verb.index, clause.index, tuple(action), doer.index, modal=True)
        return
