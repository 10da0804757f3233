"""How far the words of an undertaking go: what stands for what is to be done, and no more.

Method: docs/methods/undertakings.md.
"""

from __future__ import annotations

from collections.abc import Sequence

from communique.extract.clauses import SUBJECTS, ParseTree
from communique.extract.performatives import Frame
from communique.extract.undertaking_words import UndertakingWords


def whole_action(tree: ParseTree, words: UndertakingWords, frame: Frame, indices: Sequence[int]) -> list[int]:
    """Return an action without what only tells when it was asked or promised, or lists examples at length.

    A single verb is given with the word that refuses it: "refused to attend".
    """
    kept = list(indices)
    at = next((n for n, i in enumerate(kept) if n and _is_example(tree, i)), len(kept))
    if len(kept) - at > at:
        kept = kept[:at]
    at = next((n for n, i in enumerate(kept) if n and _is_occasion(tree, words, frame, i)), len(kept))
    kept = kept[:at]
    at = next((n for n, i in enumerate(kept) if n and _is_where_tail(tree, i)), len(kept))
    kept = kept[:at]
    at = next(
        (n for n, i in enumerate(kept) if n and (_tells_when_told(tree, i) or _tells_on(tree, words, i))), len(kept)
    )
    kept = kept[:at]
    governor = tree.tokens[frame.governor]
    single = len(kept) == 1 and frame.kind == "refusal" and governor.pos == "VERB" and governor.index < kept[0]
    single = single and tree.tokens[kept[0]].pos == "VERB"
    return list(range(governor.index, kept[0] + 1)) if single else kept


def _is_example(tree: ParseTree, index: int) -> bool:
    before = tree.tokens[index - 1]
    return tree.tokens[index].text.lower() == "including" and before.text == ","


def _is_where_tail(tree: ParseTree, index: int) -> bool:
    """Return whether ", from where ..." or ", to which ..." describes a place or thing and not what is to be done."""
    after = tree.tokens[index + 1] if index + 1 < len(tree.tokens) else None
    token = tree.tokens[index]
    relative = after is not None and after.tag in ("WRB", "WDT", "WP") and token.pos == "ADP"
    return relative and tree.tokens[index - 1].text == ","


def _tells_on(tree: ParseTree, words: UndertakingWords, index: int) -> bool:
    """Return whether the sentence goes on here with what its speaker tells: "... and accusing them of ..."."""
    after = tree.tokens[index + 1] if index + 1 < len(tree.tokens) else None
    tells = after is not None and after.tag in ("VBG", "VBD") and after.lemma.lower() in words.telling
    return tells and tree.tokens[index].dep == "cc"


def _tells_when_told(tree: ParseTree, index: int) -> bool:
    """Return whether "(just) a week before they quarrelled" begins: it tells when a thing was said."""
    length = next((t for t in (tree.tokens[index], *tree.ancestors(index)) if t.dep == "npadvmod"), None)
    tale = tree.head(length.index) if length is not None else None
    if length is None or tale is None or index != tree.subtree(length.index)[0]:
        return False
    before = tree.child(tale.index, "mark")
    return (
        tale.dep == "advcl" and tale.tag == "VBD" and before is not None and before.text.lower() in ("before", "after")
    )


def _is_occasion(tree: ParseTree, words: UndertakingWords, frame: Frame, index: int) -> bool:
    """Return whether "during ..." tells at which talks something was asked or promised."""
    token, governor = tree.tokens[index], tree.tokens[frame.governor]
    held = tree.child(index, "pobj")
    told = governor.tag in ("VBD", "VBN") and not frame.modal and token.text.lower() == "during"
    return told and held is not None and held.lemma.lower() in words.occasions


def without_condition(tree: ParseTree, action: Sequence[int], condition: Sequence[int]) -> list[int]:
    """Return an action without its condition, and without what a sentence goes on to tell behind it ("and ...")."""
    kept = [i for i in action if i not in set(condition)]
    behind = [i for i in kept if condition and i > condition[-1]]
    comma = any(tree.tokens[i].text == "," for i in (*condition[-1:], *behind[:1]))
    told = [tree.tokens[i] for i in behind if tree.tokens[i].pos != "PUNCT"]
    named = len(told) > 1 and told[0].pos == "NOUN" and told[1].text.lower() == "of"
    if comma and (named or any(t.head in condition for t in told)):
        return kept[: -len(behind)]  # a comment on the condition: "..., part of the accord"
    goes_on = bool(behind) and tree.tokens[behind[0]].dep == "cc"
    empty = all(tree.tokens[i].dep in ("punct", "cc") for i in behind)
    return kept[: -len(behind)] if behind and (goes_on or empty) else kept


def with_antecedent(tree: ParseTree, frame: Frame) -> list[int]:
    """Return the action; in "the trains that X agreed to let through" with what the relative clause hangs on."""
    governor = tree.tokens[frame.governor]
    doer = tree.child(governor.index, *SUBJECTS)
    object_ = tree.child(frame.clause, "dobj")
    whole = doer is None or doer.tag in ("WDT", "WP") or (object_ is not None and object_.tag not in ("WDT", "WP"))
    verbal = tree.tokens[frame.clause].pos == "VERB"
    if frame.modal or not verbal or governor.dep != "relcl" or whole or not frame.action:
        return list(frame.action)
    if object_ is None and tree.tokens[tree.subtree(governor.index)[0] - 1].text == ",":
        return list(frame.action)  # ", when X plans to leave": a comment, the action stands without it
    return list(range(tree.subtree(governor.head)[0], frame.action[-1] + 1))


def before_dash(tree: ParseTree, indices: Sequence[int]) -> list[int]:
    """Return an action up to a dash: what follows one comments on it."""
    tokens = tree.tokens
    dash = next((n for n, i in enumerate(indices) if n > 1 and tokens[i].text in ("--", "–", "—")), len(indices))
    return list(indices[:dash])


def mend_broken(tree: ParseTree, indices: list[int]) -> list[int]:
    """Return an action that a misread "'s" or hyphen cuts off, carried on to the next comma or sentence end."""
    tokens = tree.tokens
    if not indices or indices[-1] + 1 >= len(tokens):
        return indices
    after = tokens[indices[-1] + 1]
    hyphen = after.text == "-" and after.start == tokens[indices[-1]].end
    if (after.text not in ("'s", "’s") and not hyphen) or after.sentence != tokens[indices[-1]].sentence:
        return indices
    rest = [t for t in tree.sentence_tokens(after.sentence) if t.index >= after.index]
    stop = next((t.index for t in rest if t.text in (",", ";")), rest[-1].index + 1)
    return [*indices, *range(after.index, stop)]
