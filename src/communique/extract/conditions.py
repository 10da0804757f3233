"""Conditions and deadlines that hang on a clause: "only if ...", "in return for ...", "by the end of June"."""

from __future__ import annotations

from collections.abc import Sequence

from communique.extract.clauses import ParseTree
from communique.extract.undertaking_words import UndertakingWords
from communique.model.annotation import Annotation, Token
from communique.model.spans import Span
from communique.model.times import TimeValue


def find_condition(tree: ParseTree, words: UndertakingWords, clause: int, within: Sequence[int]) -> list[int]:
    """Return the token indices of the condition on the clause headed by `clause`, sorted; empty: unconditional.

    `within`: indices of the tokens that may hold it (those of the sentence, or of a statement's content).
    """
    allowed = set(within)
    for token in tree.children(clause, "advcl", "prep", "mark"):
        if token.index in allowed and token.dep == "advcl" and _opens_condition(tree, words, token):
            return _with_only(tree, _condition_indices(tree, token, allowed))
    for token in tree.children(clause, "prep"):
        if token.text.lower() in ("until", "till") and not _is_time(tree, token):
            return _with_only(tree, _condition_indices(tree, token, allowed))
    return _find_phrase(tree, words, clause, allowed)


def _opens_condition(tree: ParseTree, words: UndertakingWords, advcl: Token) -> bool:
    openers = tree.children(advcl.index, "mark", "advmod", "prep")
    for opener in openers:
        word = opener.text.lower()
        if opener.index < advcl.index and (word in words.markers or word in words.when):
            return word not in words.when or advcl.tag in ("VBZ", "VBP", "VBN", "VBG") or _is_only(tree, opener.index)
    return advcl.text.lower() in ("provided", "providing", "assuming")


def _condition_indices(tree: ParseTree, head: Token, allowed: set[int]) -> list[int]:
    """Return the indices below `head`, up to a dash: what follows one comments on the whole."""
    indices = [i for i in tree.subtree(head.index) if i in allowed]
    dash = next((i for i in indices if tree.tokens[i].text in ("–", "—")), None)
    return [i for i in indices if dash is None or i < dash]


def _is_time(tree: ParseTree, preposition: Token) -> bool:
    return all(t.pos in ("PROPN", "NUM", "ADV", "DET") for t in tree.children(preposition.index))


def _is_only(tree: ParseTree, index: int) -> bool:
    return index > 0 and tree.tokens[index - 1].text.lower() in ("only", "even")


def _with_only(tree: ParseTree, indices: list[int]) -> list[int]:
    if indices and _is_only(tree, indices[0]):
        return [indices[0] - 1, *indices]
    return indices


def _find_phrase(tree: ParseTree, words: UndertakingWords, clause: int, allowed: set[int]) -> list[int]:
    below = [i for i in tree.subtree(clause) if i in allowed]
    for start in below:
        for phrase in words.phrases:
            indices = range(start, min(start + len(phrase), len(tree.tokens)))
            met = tuple(tree.tokens[i].text.lower() for i in indices)
            lemmas = tuple(tree.tokens[i].lemma.lower() for i in indices)
            if phrase in (met, lemmas) and start != below[0]:
                ends = {j for i in indices for j in tree.subtree(i) if j >= start and j in allowed}
                return _with_only(tree, sorted(ends))
    return []


def find_deadline(
    tree: ParseTree, words: UndertakingWords, annotation: Annotation, times: Sequence[TimeValue], action: Sequence[int]
) -> tuple[Span | None, TimeValue | None]:
    """Return the words in `action` that tell by when, with their preposition, and the time among them.

    (None, None): no date or period stands there.
    """
    if not action:
        return None, None
    inside = set(action)
    spans = [time.span for time in times if time.kind != "set"]
    spans += [name.span for name in annotation.names if name.label == "DATE"]
    for span in sorted(set(spans)):
        covered = [i for i in action if tree.tokens[i].start < span.end and span.start < tree.tokens[i].end]
        if not covered or not _dates_action(tree, words, covered[0], inside):
            continue
        before = covered[0] - 1
        opener = tree.tokens[before] if before in inside else None
        start = (
            opener.start if opener is not None and opener.text.lower() in words.deadline_prepositions else span.start
        )
        deadline = Span(start, span.end)
        return deadline, next((time for time in times if time.span.overlaps(deadline)), None)
    return None, None


def _dates_action(tree: ParseTree, words: UndertakingWords, index: int, inside: set[int]) -> bool:
    """Return whether the date at `index` dates the action: it hangs on a verb or a preposition, not before a noun."""
    for token in (tree.tokens[index], *tree.ancestors(index)):
        if token.dep in ("npadvmod", "advmod"):
            return True
        if token.dep == "pobj":
            head = tree.head(token.index)
            return head is not None and head.index in inside and head.text.lower() in words.deadline_prepositions
        if token.pos == "VERB" or token.index not in inside:
            return False
    return False
