"""Conditions that hang on a clause: "only if ...", "in return for ...", "once a deal was reached"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from communique.extract.clauses import SUBJECTS, ParseTree, auxiliaries, is_negated, limits
from communique.extract.undertaking_words import UndertakingWords
from communique.model.annotation import Token

VERBS = ("VERB", "AUX")
WOULD = frozenset(("will", "would", "can", "could", "shall"))
BREAKS = frozenset(("--", "–", "—", ";"))
OPENING_TOKENS = 3
"""How many tokens into a clause its marker may stand ("but only if"); parsers often hang it on a wrong word."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as the parse shows it."""

    indices: tuple[int, ...]
    anchor: int
    """The word that it hangs on."""


def find_condition(
    tree: ParseTree,
    words: UndertakingWords,
    clauses: Sequence[int],
    within: Sequence[int],
    *,
    behind: int | None = None,
) -> list[int]:
    """Return the token indices of the condition on an action, sorted; empty: unconditional.

    `behind`: the last token of the action, where a condition right behind it is meant whatever it hangs on.
    `clauses`: the words that the condition may hang on, likeliest first (the action's verb, the word that promises it).
    `within`: indices of the tokens that may hold it (those of the sentence, or of a statement's content).
    """
    allowed = set(within)
    if not allowed or not clauses:
        return []
    found = [
        Condition(tuple(i for i in c.indices if i in allowed), c.anchor)
        for c in _conditions(tree, words, tuple(sorted(allowed)))
    ]
    first = min((i for i in allowed if tree.tokens[i].pos != "PUNCT"), default=-1)
    for clause in clauses:
        for condition in found:
            if condition.anchor == clause and clause not in condition.indices:
                return list(condition.indices)
    below = set(tree.subtree(clauses[0], skip=lambda t: t.index != clauses[0] and _stands_apart(tree, t)))
    above = {t.index for t in tree.ancestors(clauses[0])}
    for condition in found:
        inside = condition.anchor in below and not _breaks_off(tree, clauses[0], condition.indices[0])
        fronted = condition.anchor in above and condition.indices[-1] < clauses[0] and condition.indices[0] == first
        if (inside or fronted) and clauses[0] not in condition.indices:
            return list(condition.indices)
    return next((list(c.indices) for c in found if behind is not None and _stands_behind(tree, behind, c)), [])


def _stands_behind(tree: ParseTree, last: int, condition: Condition) -> bool:
    """Return whether a condition stands right behind an action, or behind it and ", but"."""
    first = condition.indices[0]
    between = [t.text.lower() for t in tree.tokens[last + 1 : first]]
    return first > last and (not between or (between in ([",", "but"], ["but"], [","]) and _is_only(tree, first + 1)))


def _breaks_off(tree: ParseTree, clause: int, first: int) -> bool:
    """Return whether a dash or semicolon between an action and a condition behind it starts another clause."""
    return any(tree.tokens[i].text in BREAKS for i in range(clause + 1, first))


def may_hold_condition(tree: ParseTree, words: UndertakingWords, indices: Iterable[int]) -> bool:
    """Return whether a word that can open a condition stands among the tokens: a quick look before a search."""
    for index in indices:
        token = tree.tokens[index]
        word, lemma = token.text.lower(), token.lemma.lower()
        if word == "should" or word in words.openers or word in words.phrases or lemma in words.phrases:
            return True
    return False


def is_counterfactual(tree: ParseTree, clause: int, condition: Sequence[int]) -> bool:
    """Return whether a clause tells what is not the case: "if it were not for ...", "would have ... had they ..."."""
    if "would" in auxiliaries(tree, clause) and "have" in auxiliaries(tree, clause):
        return True
    texts = [tree.tokens[i].text.lower() for i in condition]
    return "were" in texts and "not" in texts and "for" in texts


@lru_cache(maxsize=16)
def _conditions(tree: ParseTree, words: UndertakingWords, allowed: tuple[int, ...]) -> tuple[Condition, ...]:
    """Return the conditions among some tokens; those of a sentence are asked for once per verb of it."""
    return tuple(_each_condition(tree, words, allowed))


def _each_condition(tree: ParseTree, words: UndertakingWords, allowed: Sequence[int]) -> Iterator[Condition]:
    for index in allowed:
        token = tree.tokens[index]
        head = _clause_opened(tree, words, token)
        if head is not None:
            indices = _condition_indices(tree, words, head, token.index)
        elif phrase := _phrase_at(tree, words, index):
            head = token
            ends = {j for i in phrase for j in tree.subtree(i) if j >= index}
            indices = _with_only(tree, sorted(ends))
        else:
            continue
        relative = head.pos in VERBS and head.dep == "relcl" and head is token
        anchor = head if relative else tree.head(head.index)  # "A, whose trade depends on it": of that clause alone
        if anchor is not None and not relative and (more := _joined_clause(tree, anchor, indices)):
            indices, anchor = [*indices, *more], tree.head(anchor.index)
        if indices and anchor is not None:
            yield Condition(tuple(indices), _verb_or_self(tree, anchor).index)


def _clause_opened(tree: ParseTree, words: UndertakingWords, token: Token) -> Token | None:
    """Return the head of the conditional clause or phrase that `token` opens; None: it opens none."""
    word = token.text.lower()
    if word in ("provided", "providing", "assuming") and token.dep in ("advcl", "prep"):
        return token
    if word in ("until", "till", *words.only_before) and token.dep == "prep":
        bound = word in ("until", "till") or tree.tokens[max(0, token.index - 1)].text.lower() == "only"
        return token if bound and not _is_time(tree, words, token) else None
    if word == "should":
        head = tree.head(token.index)
        return head if head is not None and is_inverted(tree, head) else None
    if word not in words.markers and word not in words.when and word not in ("after", "before"):
        return None
    if token.index and tree.tokens[token.index - 1].text.lower() == "even":
        return None  # "even if": whatever happens
    if word in ("if", "when") and token.index + 1 < len(tree.tokens):
        after = tree.tokens[token.index + 1]
        if after.text.lower() == "not" or after.lemma.lower() in words.idle_ifs:
            return None  # "if not all", "if necessary"
    verb = next((t for t in tree.ancestors(token.index) if t.pos in VERBS), None)
    if verb is None or verb.index < token.index or verb.dep in ("ROOT", "ccomp", "relcl"):
        return None
    below = [i for i in tree.subtree(verb.index) if tree.tokens[i].pos != "PUNCT"]
    if token.index not in below[:OPENING_TOKENS] or verb.sentence != token.sentence:
        return None
    if word == "before":  # "will not leave before the pledges are kept" means until
        above = tree.head(verb.index)
        return verb if verb.dep == "advcl" and above is not None and _is_denied(tree, above) else None
    if word == "after" and not _is_only(tree, token.index):
        return verb if {"has", "have"} & set(auxiliaries(tree, verb.index)) else None
    return verb if word not in words.when or _looks_ahead(tree, verb, token) else None


def _is_denied(tree: ParseTree, verb: Token) -> bool:
    """Return whether a clause has a "not", or a "no" before its subject."""
    subject = tree.child(verb.index, *SUBJECTS)
    return is_negated(tree, verb.index) or (subject is not None and is_negated(tree, subject.index))


def is_inverted(tree: ParseTree, verb: Token) -> bool:
    """Return whether a "should" before its subject makes a clause a condition: "should they advance"."""
    if verb.dep not in ("advcl", "ccomp", "relcl", "acl"):
        return False
    subject = tree.child(verb.index, *SUBJECTS)
    should = next((t for t in tree.children(verb.index, "aux") if t.text.lower() == "should"), None)
    if subject is None or should is None:
        return False
    return should.index < subject.index < verb.index


def _stands_apart(tree: ParseTree, token: Token) -> bool:
    """Return whether a condition below a token is not one of the clause above it: "must act, because if they ..."."""
    reasons = (t.text.lower() for t in tree.children(token.index, "mark"))
    return token.dep in ("relcl", "ccomp") or (token.dep == "advcl" and bool({"because", "since"} & set(reasons)))


def _looks_ahead(tree: ParseTree, verb: Token, when: Token) -> bool:
    """Return whether a "when" tells of what is to come: in the present, or moved back into the past under "would"."""
    if verb.tag in ("VBZ", "VBP") or _is_only(tree, when.index):
        return True
    aux = auxiliaries(tree, verb.index)
    if {"is", "are", "has", "have"} & set(aux):
        return True
    anchor = tree.head(verb.index)
    return anchor is not None and bool(WOULD & set(auxiliaries(tree, anchor.index)))


def _condition_indices(tree: ParseTree, words: UndertakingWords, head: Token, opener: int) -> list[int]:
    """Return the indices of a condition from its opener on, up to a dash: what follows one comments on the whole."""
    indices = [
        i
        for i in tree.subtree(head.index, skip=lambda t: _comments(tree, head, t) or _resumes(tree, words, head, t))
        if i >= opener
    ]
    while indices and tree.tokens[indices[-1]].dep == "cc":
        indices.pop()
    dash = next((i for i in indices if tree.tokens[i].text in ("–", "—", "--")), None)
    kept = [i for i in indices if dash is None or i < dash]
    return _with_only(tree, [*kept, *_listed(tree, head, kept)])


def _resumes(tree: ParseTree, words: UndertakingWords, head: Token, token: Token) -> bool:
    """Return whether a verb joined to a condition tells what its speaker did next: "... and gave a stern warning"."""
    if token.dep != "conj" or token.head != head.index or token.tag != "VBD":
        return False
    object_ = tree.child(token.index, "dobj")
    return token.lemma.lower() in words.telling or (object_ is not None and object_.lemma.lower() in words.remarks)


def _listed(tree: ParseTree, head: Token, indices: Sequence[int]) -> list[int]:
    """Return what is listed behind a condition: "until the raids end, the sieges are lifted and all are freed".

    Parsers hang the further verbs of such a list on the main clause.
    """
    tokens = tree.tokens
    if not indices or _is_fronted(tree, head, indices):
        return []
    at, end, joined = indices[-1] + 1, indices[-1], False
    while not joined and at + 1 < len(tokens) and tokens[at].text == "," and tokens[at].sentence == head.sentence:
        stop = next(
            (i for i in range(at + 1, len(tokens)) if tokens[i].text in (",", ".", ";") or _is_over(tree, head, i)),
            len(tokens),
        )
        item = tokens[at + 1 : stop]
        joined = any(t.text.lower() in ("and", "or") for t in item)
        if not any(t.tag == head.tag for t in item) or item[0].tag in ("WDT", "WP", "VBG", "IN", "PRP"):
            return []
        at, end = stop, stop - 1
    return list(range(indices[-1] + 1, end + 1)) if joined and tokens[indices[-1] + 2].dep != "cc" else []


def _joined_clause(tree: ParseTree, anchor: Token, indices: Sequence[int]) -> list[int]:
    """Return the rest of "only if they leave and the raids end": parsers take its second verb for the main one."""
    last = indices[-1] if indices else -1
    if not 0 <= last < anchor.index or last + 1 >= len(tree.tokens) or not _is_only(tree, indices[0] + 1):
        return []
    joint, doer = tree.tokens[last + 1], tree.child(anchor.index, "nsubj", "nsubjpass")
    plain = anchor.tag in ("VBZ", "VBP", "VBD") and not auxiliaries(tree, anchor.index)
    joined = joint.text.lower() in ("and", "or") and doer is not None and doer.index > joint.index
    return [i for i in tree.subtree(anchor.index) if i > last] if plain and joined else []


def _is_over(tree: ParseTree, head: Token, index: int) -> bool:
    return tree.tokens[index].sentence != head.sentence


def _is_fronted(tree: ParseTree, head: Token, indices: Sequence[int]) -> bool:
    """Return whether a condition stands before the clause that hangs on it."""
    anchor = tree.head(head.index)
    return anchor is None or anchor.index > indices[-1]


def _comments(tree: ParseTree, head: Token, token: Token) -> bool:
    """Return whether a clause in a condition only comments on it, behind a comma."""
    first = tree.subtree(token.index)[0]
    if first <= head.index or tree.tokens[first - 1].text != ",":
        return False
    # ", part of an accord", which parsers take for a further object
    behind = tree.tokens[first + 1].text.lower() if first + 1 < len(tree.tokens) else ""
    part = token.index == first and token.dep == "dobj" and behind == "of"
    return token.dep in ("advcl", "appos") or part or (token.dep == "relcl" and not limits(tree, token))


def _phrase_at(tree: ParseTree, words: UndertakingWords, index: int) -> range | None:
    """Return the tokens of the conditional phrase that starts at a token; None: none does."""
    token = tree.tokens[index]
    word, lemma = token.text.lower(), token.lemma.lower()
    for opener in (word,) if word == lemma else (word, lemma):
        for phrase in words.phrases.get(opener, ()):
            indices = range(index, min(index + len(phrase), len(tree.tokens)))
            met = tuple(tree.tokens[i].text.lower() for i in indices)
            lemmas = tuple(tree.tokens[i].lemma.lower() for i in indices)
            noun = token.pos == "NOUN" and token.lemma.lower() != token.text.lower()  # "contingents on ..."
            after = tree.tokens[indices[-1] + 1].text.lower() if indices[-1] + 1 < len(tree.tokens) else ""
            idle = after == "possible" or any(
                tree.tokens[i].lemma.lower() in words.not_conditions for i in tree.subtree(indices[-1])
            )
            if phrase in (met, lemmas) and not idle and not noun:
                return indices
    return None


def _verb_or_self(tree: ParseTree, token: Token) -> Token:
    if token.pos in VERBS:
        return token
    return next((t for t in tree.ancestors(token.index) if t.pos in VERBS), token)


def _is_time(tree: ParseTree, words: UndertakingWords, preposition: Token) -> bool:
    objects = tree.children(preposition.index)
    return all(t.pos in ("PROPN", "NUM", "ADV", "DET") or t.lemma.lower() in words.time_nouns for t in objects)


def _is_only(tree: ParseTree, index: int) -> bool:
    return index > 0 and tree.tokens[index - 1].text.lower() in ("only", "even")


def _with_only(tree: ParseTree, indices: list[int]) -> list[int]:
    if indices and _is_only(tree, indices[0]):
        return [indices[0] - 1, *indices]
    return indices
