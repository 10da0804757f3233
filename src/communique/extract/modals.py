"""Where a statement promises, demands or refuses by verb forms alone: "must ...", "will not ...", "would ... if"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.extract.clauses import ParseTree, auxiliaries, clause_indices, is_negated
from communique.extract.conditions import find_condition
from communique.extract.performatives import UNREAL, Frame, infinitive_action, is_infinitive
from communique.extract.undertaking_words import UndertakingWords
from communique.model.annotation import Token

SHORT_SUBJECT_TOKENS = 4
"""A subject up to this long is given with the action of a demand; a longer one describes whom it binds."""
PASSIVE_SUBJECT_TOKENS = 12
"""The same where the verb is passive, "be" or almost bare: without its subject such an action says nothing."""
BARE_VERB_TOKENS = 3
"""A verb with fewer tokens than these from it on, itself counted, is almost bare."""


def find_demands(tree: ParseTree, words: UndertakingWords, content: Sequence[int]) -> Iterator[Frame]:
    """Yield a demand for every "must", "should", "needs to" in the content of a statement (token indices)."""
    inside = set(content)
    for index in content:
        token = tree.tokens[index]
        if token.pos not in ("VERB", "AUX") or _in_condition(tree, words, token):
            continue
        if words.must & set(auxiliaries(tree, index)):
            subject = tree.subject(index)
            action = _with_subject(tree, token, subject, inside)
            yield Frame("demand", index, index, tuple(action), subject.index if subject else None, modal=True)
        elif (
            token.lemma.lower() in words.need
            and not is_negated(tree, index)
            and not UNREAL & set(auxiliaries(tree, index))
        ):
            for verb in tree.children(index, "xcomp"):
                if is_infinitive(tree, verb.index):
                    subject = tree.subject(index)
                    action = [i for i in infinitive_action(tree, verb.index) if i in inside]
                    if tree.child(verb.index, "auxpass") is not None:
                        action = _with_subject(tree, verb, subject, inside, clause=index)
                    yield Frame(
                        "demand", index, verb.index, tuple(action), subject.index if subject else None, modal=True
                    )


def find_intentions(tree: ParseTree, words: UndertakingWords, content: Sequence[int]) -> Iterator[Frame]:
    """Yield a commitment or refusal for every "will" and "would" with a verb of doing in the content of a statement.

    Whether its subject is of the speaker's own side is for the caller to see.
    """
    inside = set(content)
    for index in content:
        token = tree.tokens[index]
        aux = set(auxiliaries(tree, index))
        if token.pos != "VERB" or not words.own & aux or token.lemma.lower() in words.idle:
            continue
        if _in_condition(tree, words, token) or token.dep in ("relcl",):
            continue
        subject = tree.subject(index)
        if subject is None or subject.dep == "expl" or subject.dep == "nsubjpass":
            continue
        action = [i for i in clause_indices(tree, index) if i >= index and i in inside]
        kind = "refusal" if is_negated(tree, index) else "commitment"
        yield Frame(kind, index, index, tuple(action), subject.index, modal=True)  # type: ignore[arg-type]


def find_conditionals(tree: ParseTree, words: UndertakingWords, content: Sequence[int]) -> Iterator[Frame]:
    """Yield a condition for every clause with "will", "would", "can" ... on which an "if" or "until" clause hangs."""
    inside = set(content)
    for index in content:
        token = tree.tokens[index]
        if token.pos not in ("VERB", "AUX") or not words.conditional & set(auxiliaries(tree, index)):
            continue
        condition = find_condition(tree, words, index, content)
        if not condition:
            continue
        subject = tree.subject(index)
        action = [i for i in _with_subject(tree, token, subject, inside) if i not in set(condition)]
        warned = any(tree.tokens[i].lemma.lower() in words.hostile for i in condition)
        yield Frame(
            "warning" if warned else "condition",
            index,
            index,
            tuple(action),
            subject.index if subject else None,
            modal=True,
        )


def find_warnings(tree: ParseTree, words: UndertakingWords, content: Sequence[int]) -> Iterator[Frame]:
    """Yield a warning for every clause of a statement that says of something what harm it would do."""
    inside = set(content)
    for index in content:
        token = tree.tokens[index]
        if token.pos not in ("VERB", "AUX") or not words.harm_modals & set(auxiliaries(tree, index)):
            continue
        subject = tree.subject(index)
        if subject is None or subject.tag == "WDT" or is_negated(tree, index) or _in_condition(tree, words, token):
            continue
        near = list(tree.children(index, "attr", "acomp", "dobj"))
        near += [o for p in tree.children(index, "prep") for o in tree.children(p.index, "pobj")]
        if token.lemma.lower() in words.harm_verbs or any(t.lemma.lower() in words.harm for t in near):
            first = min(tree.subtree(subject.index)[0], index)
            action = [i for i in clause_indices(tree, index) if i in inside and i >= first]
            yield Frame("warning", index, index, tuple(action), subject.index, modal=True)


def find_imperatives(tree: ParseTree, content: Sequence[int]) -> Iterator[Frame]:
    """Yield a demand for every imperative ("Give us a date") in words quoted directly."""
    inside = set(content)
    for index in content:
        token = tree.tokens[index]
        if token.tag != "VB" or token.pos != "VERB" or token.dep not in ("ROOT", "ccomp"):
            continue
        if tree.children(index, "nsubj", "nsubjpass", "aux", "mark", "expl") or token.lemma.lower() in ("let", "look"):
            continue
        before = [i for i in inside if i < index and tree.tokens[i].sentence == token.sentence]
        if all(tree.tokens[i].pos in ("PUNCT", "ADV", "INTJ", "CCONJ") for i in before):
            action = [i for i in clause_indices(tree, index) if i in inside]
            yield Frame("demand", index, index, tuple(action), None, modal=True)


def _with_subject(
    tree: ParseTree, verb: Token, subject: Token | None, inside: set[int], *, clause: int | None = None
) -> list[int]:
    """Return the clause with its subject where that is short and no pronoun, else from the verb on."""
    indices = [i for i in clause_indices(tree, verb.index if clause is None else clause) if i in inside]
    whole = subject is not None and subject.pos != "PRON" and subject.index in inside
    passive = verb.lemma.lower() == "be" or tree.child(verb.index, "auxpass") is not None
    comma = next((i for i in indices if i > verb.index and tree.tokens[i].text == ","), verb.index + len(indices))
    bare = len([i for i in indices if verb.index <= i < comma]) < BARE_VERB_TOKENS
    limit = PASSIVE_SUBJECT_TOKENS if passive or bare else SHORT_SUBJECT_TOKENS
    if whole and subject is not None and len(tree.subtree(subject.index)) <= limit:
        first = tree.subtree(subject.index)[0]
        return [i for i in indices if i >= first]
    first = next((t.index for t in tree.children(verb.index, "auxpass")), verb.index)
    return [i for i in indices if i >= first]


def _is_real(tree: ParseTree, verb: int) -> bool:
    return not is_negated(tree, verb) and not UNREAL & set(auxiliaries(tree, verb))


def _in_condition(tree: ParseTree, words: UndertakingWords, verb: Token) -> bool:
    """Return whether a verb stands in an "if" clause itself."""
    markers = [t.text.lower() for t in tree.children(verb.index, "mark", "advmod") if t.index < verb.index]
    return any(m in words.markers or m in words.when for m in markers) and verb.dep == "advcl"
