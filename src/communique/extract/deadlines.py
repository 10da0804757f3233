"""Deadlines: by when an action is due ("by the end of June"), and deadlines told by that word."""

from __future__ import annotations

from collections.abc import Sequence

from communique.extract.clauses import ParseTree
from communique.extract.undertaking_words import UndertakingWords
from communique.model.annotation import Annotation
from communique.model.spans import Span
from communique.model.times import TimeValue


def find_deadline(
    tree: ParseTree, words: UndertakingWords, annotation: Annotation, times: Sequence[TimeValue], action: Sequence[int]
) -> tuple[Span | None, TimeValue | None]:
    """Return the words in `action` that tell by when, with their preposition, and the time among them.

    (None, None): no date or period stands there.
    """
    if not action:
        return None, None
    inside = set(action)
    phrase = _phrase(tree, words, action)
    if phrase is not None:
        return phrase, None
    lengths = {time.span for time in times if time.kind == "duration"}
    spans = [time.span for time in times if time.kind != "set"]
    spans += [name.span for name in annotation.names if name.label == "DATE"]
    for span in sorted(set(spans)):
        covered = [i for i in action if tree.tokens[i].start < span.end and span.start < tree.tokens[i].end]
        if not covered or not _dates_action(tree, words, covered[0], inside) or _is_past(tree, words, covered):
            continue
        before = covered[0] - 1
        opener = tree.tokens[before] if before in inside else None
        if any(span.overlaps(s) for s in lengths) and _follows_after(tree, covered[0]):
            continue  # "resume talks after a year of silence"
        start = (
            opener.start if opener is not None and opener.text.lower() in words.deadline_prepositions else span.start
        )
        deadline = Span(start, span.end)
        return deadline, next((time for time in times if time.span.overlaps(deadline)), None)
    return None, None


def _phrase(tree: ParseTree, words: UndertakingWords, action: Sequence[int]) -> Span | None:
    """Return a phrase in an action that tells by when without a date ("without delay"); None: there is none."""
    texts = [tree.tokens[i].text.lower() for i in action]
    for at in range(len(action)):
        for phrase in words.deadline_phrases:
            if tuple(texts[at : at + len(phrase)]) == phrase:
                return Span(tree.tokens[action[at]].start, tree.tokens[action[at + len(phrase) - 1]].end)
    return None


def _is_past(tree: ParseTree, words: UndertakingWords, covered: Sequence[int]) -> bool:
    after = covered[-1] + 1
    around = [*covered, after] if after < len(tree.tokens) else list(covered)
    return any(tree.tokens[i].text.lower() in words.past for i in around)


def _follows_after(tree: ParseTree, index: int) -> bool:
    """Return whether an "after" stands before a length of time, its article aside."""
    before = [t.text.lower() for t in tree.tokens[max(0, index - 2) : index]]
    return before[-1:] == ["after"] or (before[:1] == ["after"] and before[-1] in ("a", "an", "the"))


def _dates_action(tree: ParseTree, words: UndertakingWords, index: int, inside: set[int]) -> bool:
    """Return whether the date at `index` dates the action: it hangs on a verb or a preposition, not before a noun."""
    for token in (tree.tokens[index], *tree.ancestors(index)):
        if token.dep in ("npadvmod", "advmod"):
            head = tree.head(token.index)
            return head is not None and head.pos in ("VERB", "AUX")
        if token.dep == "pobj":
            head = tree.head(token.index)
            if head is None or head.index not in inside or head.text.lower() not in words.deadline_prepositions:
                return False
            dated = next(tree.ancestors(head.index), None)
            return dated is None or dated.tag != "VBD"  # "end a quarrel that began in 1959"
        if token.pos == "VERB" or token.index not in inside:
            return False
    return False
