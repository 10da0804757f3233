"""By when something is due, told as such: "the deadline for ...", "have until ... to ...", "by June it is to ...".

Method: docs/methods/undertakings.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.extract.clauses import ParseTree, clause_indices
from communique.extract.complements import infinitive_action, is_infinitive
from communique.extract.performatives import noun_owner
from communique.extract.undertaking_words import UndertakingWords
from communique.model.annotation import Annotation, Token
from communique.model.spans import Span
from communique.model.times import TimeValue

INFINITIVES = ("xcomp", "advcl", "acl", "relcl", "ccomp")


@dataclass(frozen=True, slots=True)
class ToldDeadline:
    """What is due, and by when."""

    action: Span
    deadline: Span
    owner: int | None
    """The head of the phrase that names who sets it or is held to it; None: the parse shows none."""


def find_told_deadlines(
    tree: ParseTree, words: UndertakingWords, annotation: Annotation, times: Sequence[TimeValue]
) -> Iterator[ToldDeadline]:
    """Yield the deadlines that a text tells by a noun, by what somebody is given, or by "is to ...", in text order."""
    dates = sorted({n.span for n in annotation.names if n.label == "DATE"} | {t.span for t in times if t.kind != "set"})
    lengths = {time.span for time in times if time.kind == "duration"}
    for token in tree.tokens:
        lemma = token.lemma.lower()
        if lemma in words.deadline_nouns:
            yield from _of_noun(tree, words, token, dates)
        elif lemma in words.granting and token.pos == "VERB":
            yield from _granted(tree, words, token, dates, lengths)
        elif token.tag in ("VB", "VBN") and is_infinitive(tree, token.index):
            yield from _due(tree, words, token, dates)


def _of_noun(tree: ParseTree, words: UndertakingWords, noun: Token, dates: Sequence[Span]) -> Iterator[ToldDeadline]:
    """Yield "the May 3 deadline for a treaty", "a deadline for them to leave the town by Friday"."""
    topics = (
        o.index
        for p in tree.children(noun.index, "prep")
        if p.text.lower() in ("for", "to")
        for o in tree.children(p.index, "pobj", "pcomp")
    )
    hooks = [noun.index, *([noun.head] if noun.dep == "dobj" else [])]
    verbs = (v for hook in hooks for v in tree.children(hook, *INFINITIVES) if v.index > noun.index)
    verb = next((v for v in verbs if is_infinitive(tree, v.index) and _opened_by_for(tree, v)), None)
    topic = next(topics, None)
    owner = noun_owner(tree, noun, words)
    owned = owner.index if owner is not None else None
    if topic is not None:
        left = [i for i in tree.subtree(noun.index) if i < topic]
        date, action = _date_in(tree, dates, left), tree.phrase_span(topic)
        if action is not None and date is not None:
            yield ToldDeadline(action, date, owned)
    elif verb is not None:
        told = infinitive_action(tree, verb.index)
        date = _date_in(tree, dates, [*tree.subtree(noun.index), *told])
        action = _without(tree, told, date)
        if action is not None and date is not None:
            yield ToldDeadline(action, date, owned)


def _opened_by_for(tree: ParseTree, verb: Token) -> bool:
    marker = tree.child(verb.index, "mark")
    return marker is None or marker.text.lower() == "for"


def _granted(
    tree: ParseTree, words: UndertakingWords, verb: Token, dates: Sequence[Span], lengths: set[Span]
) -> Iterator[ToldDeadline]:
    """Yield "have until 15 June to answer", "gave them a month to leave", "was given until Friday to ..."."""
    hooks = [verb.index, *(t.index for t in tree.children(verb.index, "dobj", "prep", "npadvmod"))]
    hooks += [t.index for hook in hooks[1:] for t in tree.children(hook, "pobj")]
    goal = next(
        (
            v
            for h in hooks
            for v in tree.children(h, *INFINITIVES)
            if v.index > verb.index and is_infinitive(tree, v.index)
        ),
        None,
    )
    if goal is None:
        return
    marker = next(t.index for t in tree.children(goal.index, "aux") if t.tag == "TO")
    between = list(range(verb.index + 1, marker))
    until = next((i for i in between if tree.tokens[i].text.lower() in ("until", "till")), None)
    date = _date_in(tree, dates, between)
    if date is None or (until is None and not any(date.overlaps(length) for length in lengths)):
        return
    last = max(i for i in between if tree.tokens[i].start < date.end)
    if marker - last > 1 and not _only_dates(tree, dates, last + 1, marker):
        return  # "spent a month in the capital to ...": a purpose
    start = tree.tokens[until].start if until is not None else date.start
    action = tree.words_span(infinitive_action(tree, goal.index))
    passive = tree.child(verb.index, "auxpass") is not None
    had = verb.lemma.lower() in ("have", "get")
    subject = tree.subject(verb.index) if passive or had else tree.child(verb.index, "nsubj")
    # "a truce that gives them a month to regroup": what comes of it, nobody's ultimatum.
    giver = had or passive or (verb.tag != "VBG" and subject is not None and subject.pos != "PRON")
    if action is not None and subject is not None and giver:
        yield ToldDeadline(action, Span(start, date.end), subject.index)


def _only_dates(tree: ParseTree, dates: Sequence[Span], first: int, last: int) -> bool:
    """Return whether only the day of the giving stands between: "gave them until May on Friday to answer"."""
    dated = {t.index for date in dates for t in tree.tokens_in(date)}
    return all(i in dated or tree.tokens[i].dep == "prep" for i in range(first, last))


def _due(tree: ParseTree, words: UndertakingWords, verb: Token, dates: Sequence[Span]) -> Iterator[ToldDeadline]:
    """Yield "by June the port is to be open", "trains that were to have crossed by 5 April"."""
    above = tree.head(verb.index)
    if above is None or above.index > verb.index or verb.dep not in ("xcomp", "acomp", "advcl", "ccomp"):
        return
    holder = tree.head(above.index) if above.pos == "ADJ" and above.lemma.lower() in words.due else above
    bound = above.lemma.lower() in words.due or (above.lemma.lower() == "be" and above.tag in ("VBZ", "VBP", "VBD"))
    if not bound or holder is None or verb.lemma.lower() in words.due_not:
        return
    subject = tree.child(holder.index, "nsubj", "nsubjpass", "expl") or tree.child(above.index, "nsubj", "nsubjpass")
    if subject is None or (subject.pos == "PRON" and subject.tag not in ("WDT", "WP")):
        return
    told = clause_indices(tree, holder.index)
    by = next(
        (
            i
            for i in told
            if tree.tokens[i].text.lower() in words.due_by and tree.tokens[i].dep == "prep" and tree.children(i, "pobj")
        ),
        None,
    )
    date = _date_in(tree, dates, tree.subtree(by)) if by is not None else None
    if by is None or date is None:
        return
    relative = subject.tag in ("WDT", "WP") and holder.dep == "relcl"
    first = tree.subtree(holder.head if relative else subject.index)[0]
    deadline = Span(tree.tokens[by].start, date.end)
    action = _without(tree, range(first, max(told) + 1), deadline)
    if action is not None:
        yield ToldDeadline(action, deadline, subject.index)


def _without(tree: ParseTree, indices: Sequence[int], date: Span | None) -> Span | None:
    """Return the span of an action less a date at its edge, with the preposition before that."""
    tokens = tree.tokens
    kept = [i for i in indices if date is None or tokens[i].end <= date.start or tokens[i].start >= date.end]
    while kept and tokens[kept[-1]].dep == "prep":
        kept.pop()
    return tree.words_span(kept)


def _date_in(tree: ParseTree, dates: Sequence[Span], indices: Sequence[int]) -> Span | None:
    """Return the first date that lies among some tokens; None: there is none."""
    if not indices:
        return None
    inside = set(indices)
    for date in dates:
        covered = tree.tokens_in(date)
        if covered and all(t.index in inside for t in covered):
            return date
    return None
