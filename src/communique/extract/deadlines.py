"""Deadlines: by when an action is due ("by the end of June"), and deadlines told by that word."""

from __future__ import annotations

from collections.abc import Sequence

from communique.extract.clauses import ParseTree
from communique.extract.undertaking_words import UndertakingWords
from communique.model.annotation import Annotation
from communique.model.spans import Span
from communique.model.times import TimeValue

RANKS = frozenset(("first", "second", "third", "only", "best", "worst"))
"""Words that tell a place among all of a time: "the first visit in 50 years"."""
VAGUE = ("PAST_REF", "PRESENT_REF")
"""TIMEX3 values of "recently" and "now", which tell no date."""


def find_deadline(
    tree: ParseTree,
    words: UndertakingWords,
    annotation: Annotation,
    times: Sequence[TimeValue],
    action: Sequence[int],
    *,
    act: int | None = None,
) -> tuple[Span | None, TimeValue | None]:
    """Return the words in `action` that tell by when, with their preposition, and the time among them.

    `act`: the noun that promises or demands, whose own date tells when that was done. (None, None): no date or period
    stands there.
    """
    if not action:
        return None, None
    inside = set(action)
    phrase = _phrase(tree, words, action)
    if phrase is not None:
        return phrase, None
    lengths = {time.span for time in times if time.kind == "duration"}
    never = [time.span for time in times if time.kind == "set" or time.value in VAGUE]
    spans = [time.span for time in times]
    spans += [name.span for name in annotation.names if name.label == "DATE"]
    spans = [span for span in spans if not any(span.overlaps(other) for other in never)]
    for span in sorted(set(spans)):
        covered = [i for i in action if tree.tokens[i].start < span.end and span.start < tree.tokens[i].end]
        if not covered or not _dates_action(tree, words, covered[0], inside, act) or _is_past(tree, words, covered):
            continue
        if any(span.overlaps(s) for s in lengths) and _measures(tree, covered):
            continue
        first = covered[0]
        while first - 1 in inside and tree.tokens[first - 1].text.lower() in words.deadline_prepositions:
            first -= 1  # "starting on 1 June"
        deadline = Span(min(tree.tokens[first].start, span.start), span.end)
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


def _measures(tree: ParseTree, covered: Sequence[int]) -> bool:
    """Return whether a length of time tells how long something took or lies behind, not when it ends: "after a year of
    silence", "the first ship in more than seventy years", "an hour before the talks"."""
    before = [t.text.lower() for t in tree.tokens[max(0, covered[0] - 2) : covered[0]]]
    if before[-1:] == ["after"] or (before[:1] == ["after"] and before[-1] in ("a", "an", "the")):
        return True
    told = [tree.tokens[i].text.lower() for i in covered]
    sentence = tree.sentence_tokens(tree.tokens[covered[0]].sentence)
    ranked = any(t.tag in ("JJS", "RBS") or t.text.lower() in RANKS for t in sentence if t.index < covered[0])
    if before[-1:] == ["in"] and (told[0] in ("more", "over", "nearly", "almost") or ranked):
        return True
    after = tree.tokens[covered[-1] + 1].text.lower() if covered[-1] + 1 < len(tree.tokens) else ""
    return after in ("before", "after", "earlier", "later")


def _dates_action(tree: ParseTree, words: UndertakingWords, index: int, inside: set[int], act: int | None) -> bool:
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
            if dated is not None and dated.index == act:
                return False  # "recommitment on 3 May to free trade"
            return dated is None or dated.tag != "VBD"  # "end a quarrel that began in 1959"
        if token.pos == "VERB" or token.index not in inside:
            return False
    return False
