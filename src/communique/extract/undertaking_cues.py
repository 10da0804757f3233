"""The words by which an undertaking is one: "has pledged to", "would have to", "renewed a call for".

Method: docs/methods/undertakings.md.
"""

from __future__ import annotations

from communique.extract.clauses import ParseTree
from communique.extract.performatives import Frame
from communique.model.annotation import Token
from communique.model.spans import Span

HELPERS = ("aux", "auxpass", "neg", "advmod")
"""What stands before a verb and says how it is meant: "reportedly confirmed", "has not ruled out"."""
VERBS = ("VERB", "AUX")
MAX_SUBJECT_TOKENS = 20
"""A longer subject is a tale of its own. Not tuned."""


def cue_span(tree: ParseTree, frame: Frame) -> Span:
    """Return the words that make a frame an undertaking, with what weakens them ("appeared to agree").

    Their end is the end of the word that tells the kind; they may overlap with the action. Of a modal its subject is
    among them ("anybody who can needs to"), since the speaker need not be the one who is to act.
    """
    governor = tree.tokens[frame.governor]
    first = _verbal(tree, governor) if governor.pos in VERBS else _nominal(tree, frame, governor)
    if frame.impersonal is not None and (it := tree.child(governor.index, "nsubj", "nsubjpass")) is not None:
        first = min(first, it.index)
    if frame.modal:
        first = _told(tree, governor, _with_subject(tree, frame, first))
    while first > 0 and tree.tokens[first].text[0] in "'’" and tree.tokens[first - 1].end == tree.tokens[first].start:
        first -= 1  # "It's vital"
    return Span(tree.tokens[first].start, governor.end)


def _with_subject(tree: ParseTree, frame: Frame, first: int) -> int:
    """Return the first token of a modal's subject where that stands before it, else `first`."""
    if frame.subject is None or frame.subject >= first or tree.tokens[frame.subject].tag in ("WDT", "WP"):
        return first
    opening = tree.subtree(frame.subject)[0]
    return opening if first - opening <= MAX_SUBJECT_TOKENS else first


def _told(tree: ParseTree, verb: Token, first: int) -> int:
    """Return the first token of how something is said to be done ("tentatively said it would"), else `first`."""
    head = tree.head(verb.index)
    if head is None or verb.dep != "ccomp" or head.pos != "VERB" or not head.index < first:
        return first
    how = tree.child(head.index, "advmod")
    return how.index if how is not None and how.index == head.index - 1 and how.text.endswith("ly") else first


def _verbal(tree: ParseTree, verb: Token) -> int:
    """Return the first token of a verb with its helpers and the verbs that it hangs on ("is expected to offer")."""
    top = verb
    while top.dep == "xcomp" and (head := tree.head(top.index)) is not None and head.index < top.index:
        if head.pos not in (*VERBS, "ADJ"):
            break
        top = head
    if top.pos == "ADJ" and (head := tree.head(top.index)) is not None and head.pos in VERBS and head.index < top.index:
        top = head
    first = top.index
    helpers = {t.index for t in tree.children(top.index, *HELPERS)}
    while first - 1 in helpers:
        first -= 1
    return first


def _nominal(tree: ParseTree, frame: Frame, governor: Token) -> int:
    """Return the first token of a noun or adjective: with its owner, or with the verb by which that brings it in."""
    own = [i for i in tree.subtree(governor.index) if tree.tokens[i].dep not in ("mark", "cc", "punct")]
    head = tree.head(governor.index)
    brought = governor.dep in ("dobj", "acomp", "attr", "oprd") and head is not None and head.pos in VERBS
    owned = governor.pos == "NOUN" and frame.subject in own and tree.tokens[frame.subject].pos != "PRON"
    if brought and not owned and head is not None and head.index < governor.index:
        apart = any(tree.tokens[i].pos == "ADP" for i in range(head.index + 1, own[0]))
        return own[0] if apart else _verbal(tree, head)
    return own[0] if governor.pos == "NOUN" else governor.index
