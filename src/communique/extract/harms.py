"""Warnings: what answers a hostile act, what follows from inaction, what harm a thing would do, options held open.

Method: docs/methods/undertakings.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.extract.clauses import ParseTree, auxiliaries, clause_indices, is_negated
from communique.extract.performatives import Frame, in_condition
from communique.extract.undertaking_words import UndertakingWords
from communique.model.annotation import Token

COPULAS = ("be", "remain", "stay", "become")


def is_threat(tree: ParseTree, words: UndertakingWords, clause: int, condition: Sequence[int]) -> bool:
    """Return whether a conditional clause warns: of the answer to a hostile act, or of what follows from inaction.

    "If they attack, ..."; "if they do not come, ...", "unless they come, ..."; not "only if the attacks stop".
    """
    lemmas = {tree.tokens[i].lemma.lower() for i in condition}
    if lemmas & words.hostile and not lemmas & words.ending:
        return True
    return bool(lemmas & words.undone) and "only" not in lemmas and not is_negated(tree, clause)


def find_warnings(tree: ParseTree, words: UndertakingWords, content: Sequence[int]) -> Iterator[Frame]:
    """Yield a warning for every clause of a statement that says of something what harm it would do."""
    inside = set(content)
    for index in content:
        token = tree.tokens[index]
        options = _options(tree, words, token)
        if options is not None:
            action = [i for i in clause_indices(tree, index) if i in inside and i >= tree.subtree(options.index)[0]]
            yield Frame("warning", index, index, tuple(action), None, modal=True)
        if token.pos not in ("VERB", "AUX") or not words.harm_modals & set(auxiliaries(tree, index)):
            continue
        subject = tree.subject(index)
        if subject is None or subject.tag == "WDT" or is_negated(tree, index) or in_condition(tree, token):
            continue
        if token.lemma.lower() in words.not_harm_after:
            continue
        near = list(tree.children(index, "attr", "acomp", "dobj"))
        # "will lead to war", "would end in war"; not "will go on in its war with ...".
        leads = ("to", "into", *(("in",) if token.lemma.lower() in words.ending_in else ()))
        near += [
            o for p in tree.children(index, "prep") if p.text.lower() in leads for o in tree.children(p.index, "pobj")
        ]
        if token.lemma.lower() in words.harm_verbs or any(t.lemma.lower() in words.harm for t in near):
            first = min(tree.subtree(subject.index)[0], index)
            action = [i for i in clause_indices(tree, index) if i in inside and i >= first]
            yield Frame("warning", index, index, tuple(action), subject.index, modal=True)


def _options(tree: ParseTree, words: UndertakingWords, verb: Token) -> Token | None:
    """Return the subject of "all options are on the table", which threatens; None: another clause."""
    subject = tree.child(verb.index, "nsubj")
    if subject is None or subject.lemma.lower() != "option" or verb.lemma.lower() not in COPULAS:
        return None
    every = {t.text.lower() for t in tree.children(subject.index, "det", "amod", "predet")} & {"all", "every", "other"}
    behind = tuple(t.text.lower() for t in tree.tokens[verb.index + 1 : verb.index + 4])
    met = any(behind[: len(phrase)] == phrase for phrase in words.options)
    return subject if every and met and not is_negated(tree, verb.index) else None
