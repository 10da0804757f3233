"""Where a statement promises, demands or refuses by verb forms alone: "must ...", "will not ...", "would ... if"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from communique.extract.clauses import ParseTree, auxiliaries, clause_indices, is_negated
from communique.extract.complements import UNREAL, infinitive_action, is_infinitive
from communique.extract.conditions import find_condition, is_counterfactual, is_inverted, may_hold_condition
from communique.extract.harms import COPULAS, is_threat
from communique.extract.left_to import find_left_to
from communique.extract.performatives import Frame, in_condition
from communique.extract.undertaking_words import UndertakingWords
from communique.extract.unreal import (
    is_accomplished,
    is_anothers,
    is_described,
    is_floor_talk,
    is_guess,
    is_guessed,
    is_hoped,
    is_inferred,
    is_judgement,
    is_question_word,
    is_relative,
    takes_as_hostile,
)
from communique.model.annotation import Token
from communique.model.undertakings import UndertakingKind

SHORT_SUBJECT_TOKENS = 4
"""A subject up to this long is given with the action of a demand; a longer one describes whom it binds."""
PASSIVE_SUBJECT_TOKENS = 18
"""The same where the verb is passive, "be" or almost bare: without its subject such an action says nothing."""
BARE_VERB_TOKENS = 3
"""A verb with fewer tokens than these from it on, itself counted, is almost bare."""
LEAST_TOKENS = 6
"""An action with a pronoun for its subject and fewer tokens than these does not tell what is to be done."""
MOVING = frozenset(("am", "is", "are", "was", "were", "'m", "'re", "'s", "’m", "’re", "’s"))
PERFECT = frozenset(("have", "has", "had", "been"))
MAIN = ("ROOT", "ccomp", "conj", "parataxis")


def find_demands(tree: ParseTree, words: UndertakingWords, content: Sequence[int]) -> Iterator[Frame]:
    """Yield a demand for every "must", "should", "needs to", "it is vital to" in a statement (its token indices)."""
    inside = set(content)
    for index in content:
        token = tree.tokens[index]
        acts = token.pos in ("VERB", "AUX")
        if not (acts or token.lemma.lower() in words.vital):
            continue
        if in_condition(tree, token) or is_inverted(tree, token) or _asks_who(tree, token):
            continue
        if acts and words.must & set(auxiliaries(tree, index)):
            subject = tree.subject(index)
            action = _with_subject(tree, token, subject, inside)
            idle = _is_idle_demand(tree, words, token, subject) or _is_denied(tree, token, inside)
            idle = idle or is_anothers(tree, words, token, inside)
            if not idle and not _says_little(tree, subject, action):
                yield Frame("demand", index, index, tuple(action), subject.index if subject else None, modal=True)
        elif acts and token.lemma.lower() in words.need:
            yield from _needs(tree, words, token, inside)
        elif token.lemma.lower() in words.vital and token.dep in ("acomp", "ccomp", "conj"):
            yield from _vital(tree, words, token, inside)
        if token.lemma.lower() == "be":
            yield from find_left_to(tree, token, inside)


def _needs(tree: ParseTree, words: UndertakingWords, token: Token, inside: set[int]) -> Iterator[Frame]:
    """Yield the demand of "X needs to do Y", "X has to be Y"."""
    if is_negated(tree, token.index) or UNREAL & set(auxiliaries(tree, token.index)):
        return
    if token.dep == "relcl" and tree.child(token.index, "mark") is None:
        return  # "the choice that they have to make" asks for none
    if tree.child(token.index, "auxpass") is not None:
        return  # "all who are needed to make progress": what they are needed for
    for verb in tree.children(token.index, "xcomp", "advcl"):
        if not is_infinitive(tree, verb.index) or verb.index < token.index or verb.lemma.lower() in words.not_asked:
            continue
        # Parsers read "the talks needed to ..." as a participle after its noun.
        subject = tree.head(token.index) if token.dep == "acl" else tree.subject(token.index)
        action = [i for i in infinitive_action(tree, verb.index) if i in inside]
        if tree.child(verb.index, "auxpass") is not None or verb.lemma.lower() in COPULAS:
            action = _with_subject(tree, verb, subject, inside, clause=token.index)
        yield Frame("demand", token.index, verb.index, tuple(action), subject.index if subject else None, modal=True)


def _vital(tree: ParseTree, words: UndertakingWords, adjective: Token, inside: set[int]) -> Iterator[Frame]:
    """Yield the demand of "it is vital (for X) to do Y"."""
    head = tree.head(adjective.index)
    verb = head if head is not None and head.pos in ("VERB", "AUX") else adjective
    subject = tree.child(verb.index, "nsubj", "expl")
    if subject is None or subject.text.lower() not in ("it", "that", "what") or is_negated(tree, verb.index):
        return
    # "important for those who ... to do Y": parsers hang the infinitive in the relative clause.
    asked_of = [o for p in tree.children(adjective.index, "prep") for o in tree.children(p.index, "pobj")]
    within = [r.index for o in asked_of for r in tree.children(o.index, "relcl")]
    hooks = (adjective.index, verb.index, *within)
    for clause in (c for hook in hooks for c in tree.children(hook, "xcomp", "advcl")):
        asks = clause.index > adjective.index and clause.lemma.lower() not in words.not_asked
        if asks and is_infinitive(tree, clause.index):
            action = [i for i in infinitive_action(tree, clause.index) if i in inside]
            doer = tree.child(clause.index, "nsubj")
            yield Frame(
                "demand", adjective.index, clause.index, tuple(action), doer.index if doer else None, modal=True
            )
            return
    for clause in (*tree.children(adjective.index, "ccomp"), *tree.children(verb.index, "ccomp", "advcl")):
        aux = set(auxiliaries(tree, clause.index))
        asked = aux & {"should", "must", "will"} or (clause.tag == "VB" and not aux & UNREAL) or "be" in aux
        doer = tree.child(clause.index, "nsubj", "nsubjpass")
        if clause.index > adjective.index and asked and doer is not None:
            action = _with_subject(tree, clause, doer, inside, limit=PASSIVE_SUBJECT_TOKENS)
            yield Frame("demand", adjective.index, clause.index, tuple(action), doer.index, modal=True)
            return


def find_intentions(tree: ParseTree, words: UndertakingWords, content: Sequence[int]) -> Iterator[Frame]:
    """Yield a commitment or refusal for every "will", "would", "going to", "cannot" with a verb of doing.

    Whether its subject is of the speaker's own side is for the caller to see; where the frame is `eventive` ("the talks
    will resume", "the port would be opened") the subject need not be one that acts.
    """
    inside = set(content)
    for index in content:
        token = tree.tokens[index]
        willed = _willed(tree, words, token)
        if not willed or token.dep == "relcl" or in_condition(tree, token) or is_guess(tree, words, token):
            continue
        if is_accomplished(tree, token) or is_floor_talk(tree, words, token) or is_described(tree, token):
            continue
        subject = tree.subject(index)
        result = _comes_about(tree, words, token)
        idle = token.lemma.lower() in words.idle and not (result or _stays_away(tree, token))
        if subject is None or idle or is_anothers(tree, words, token, inside):
            continue
        passive = subject.dep == "nsubjpass" or tree.child(index, "auxpass") is not None
        eventive = passive or result or token.lemma.lower() in words.event
        nobody = not passive and is_negated(tree, subject.index)  # "no soldier will leave"
        kind: UndertakingKind = "refusal" if nobody or is_negated(tree, index) else "commitment"
        hostile = passive and subject.lemma.lower() in words.hostile  # "any attack would be held an act of war"
        if passive and kind == "commitment" and (hostile or _is_coerced(tree, words, token, subject)):
            kind = "warning"
        if kind == "refusal" and token.lemma.lower() in words.holding and subject.text.lower() not in ("i", "we"):
            kind = "commitment"  # "the truce will not apply to ...": a term
        if _is_denied(tree, token, inside):
            continue
        if willed == "moving" and token.dep not in MAIN:
            continue
        if willed == "cannot" and (kind != "refusal" or token.lemma.lower() not in words.consent):
            continue
        action = [i for i in clause_indices(tree, index) if i >= index and i in inside]
        if (
            (eventive and subject.pos != "PRON")
            or ((passive or result) and subject.text.lower() != "it")
            or subject.text.lower() == "you"
        ):
            clause = token.head if willed == "going" else None
            acting = subject.pos == "PROPN" and not (passive or result)  # "A and B, who met in May, will meet again"
            limit = None if acting else PASSIVE_SUBJECT_TOKENS
            action = _with_subject(tree, token, subject, inside, clause=clause, limit=limit)
            if subject.text.lower() == "you":
                action = [subject.index, *action]
        action = _without_others(tree, words, token, subject, action)
        yield Frame(kind, index, index, tuple(action), subject.index, modal=True, eventive=eventive)


def _without_others(
    tree: ParseTree, words: UndertakingWords, verb: Token, subject: Token, action: Sequence[int]
) -> list[int]:
    """Return an action without what others will do: "will not cede it, and I will answer for that"."""
    apart: set[int] = set()
    for joined in tree.children(verb.index, "conj"):
        doer = tree.child(joined.index, "nsubj", "nsubjpass", "expl")
        if (
            doer is not None
            and doer.text.lower() != subject.text.lower()
            and words.own & set(auxiliaries(tree, joined.index))
        ):
            apart |= {i for i in tree.subtree(joined.index) if i >= tree.subtree(doer.index)[0]}
    kept = [i for i in action if i not in apart]
    while apart and kept and tree.tokens[kept[-1]].dep in ("cc", "punct"):
        kept.pop()
    return kept


def _willed(tree: ParseTree, words: UndertakingWords, token: Token) -> str:
    """Return the word by which a verb tells of a will ("will", "going", "cannot"); empty: none."""
    if token.pos != "VERB" and not _stays_away(tree, token) and not _comes_about(tree, words, token):
        return ""
    aux = set(auxiliaries(tree, token.index))
    own = words.own & aux
    if own:
        return min(own)
    head = tree.head(token.index)
    going = head is not None and head.text.lower() == "going" and token.dep == "xcomp"
    if going and head is not None and head.dep != "relcl" and tree.child(head.index, "aux"):
        return "going"
    arranged = token.lemma.lower() in words.moves and MOVING & set(aux) and not PERFECT & set(aux)
    if token.tag == "VBG" and arranged and not any(is_infinitive(tree, t.index) for t in tree.children(token.index)):
        return "moving"
    return "cannot" if "can" in aux else ""


def find_conditionals(tree: ParseTree, words: UndertakingWords, content: Sequence[int]) -> Iterator[Frame]:
    """Yield a condition for every clause with "will", "would", "can" ... on which an "if" or "until" clause hangs.

    It is a warning where the condition, or what is to follow, is hostile.
    """
    inside = set(content)
    sentences: dict[int, list[int]] = {}
    for index in content:
        sentences.setdefault(tree.tokens[index].sentence, []).append(index)
    holding = {n: own for n, own in sentences.items() if may_hold_condition(tree, words, own)}
    for index in content:
        token = tree.tokens[index]
        if token.sentence not in holding or token.pos not in ("VERB", "AUX"):
            continue
        if token.tag == "VB" and is_infinitive(tree, index):
            continue
        if is_relative(tree, token) or in_condition(tree, token) or is_question_word(tree, token):
            continue
        if (
            is_accomplished(tree, token)
            or token.lemma.lower() in words.idle - words.tied
            or is_anothers(tree, words, token, inside)
        ):
            continue
        if is_hoped(tree, words, token) or is_guessed(tree, token):
            continue
        condition = find_condition(tree, words, [index], holding[token.sentence])
        if not condition or is_counterfactual(tree, index, condition) or is_judgement(tree, token):
            continue
        if is_inferred(tree, token):
            continue
        bare = not words.conditional & set(auxiliaries(tree, index))
        threat = is_threat(tree, words, index, condition)
        idle = threat and tree.child(index, "expl") is not None  # "if they do not come, there is nothing to ..."
        if bare and (token.tag == "VBD" or not (idle or _binds(tree, words, condition))):
            continue
        subject = tree.subject(index)
        told = [i for i in clause_indices(tree, index) if i >= index]
        action = _with_subject(tree, token, subject, inside - set(condition), limit=len(told))
        if token.lemma.lower() in words.depend and subject is not None:
            action = [i for i in tree.subtree(subject.index) if i in inside]
        warned = (
            threat or takes_as_hostile(tree, words, token) or token.lemma.lower() in words.harm_verbs | words.hostile
        )
        kind: UndertakingKind = "warning" if warned else "condition"
        yield Frame(kind, index, index, tuple(action), subject.index if subject else None, modal=True)


def _binds(tree: ParseTree, words: UndertakingWords, condition: Sequence[int]) -> bool:
    """Return whether a condition makes one of a clause without a modal: "the port stays shut until ..."."""
    opening = [tree.tokens[i].text.lower() for i in condition[:2]]
    return bool(set(opening) & words.binding)


def find_imperatives(tree: ParseTree, words: UndertakingWords, content: Sequence[int]) -> Iterator[Frame]:
    """Yield a demand for every imperative ("Give us a date") in words quoted directly."""
    inside = set(content)
    for index in content:
        token = tree.tokens[index]
        if token.tag != "VB" or token.pos != "VERB" or token.dep not in ("ROOT", "ccomp"):
            continue
        if tree.children(index, "nsubj", "nsubjpass", "aux", "mark", "expl") or token.lemma.lower() in ("let", "look"):
            continue
        if is_floor_talk(tree, words, token):
            continue
        before = [i for i in inside if i < index and tree.tokens[i].sentence == token.sentence]
        if all(tree.tokens[i].pos in ("PUNCT", "ADV", "INTJ", "CCONJ") for i in before):
            action = [i for i in clause_indices(tree, index) if i in inside]
            yield Frame("demand", index, index, tuple(action), None, modal=True)


def _with_subject(
    tree: ParseTree,
    verb: Token,
    subject: Token | None,
    inside: Set[int],
    *,
    clause: int | None = None,
    limit: int | None = None,
) -> list[int]:
    """Return the clause with its subject where that is short, else from the verb on.

    Where the verb alone would say nothing ("be lifted", "occur") the subject may be longer, or a pronoun.
    """
    indices = [i for i in clause_indices(tree, verb.index if clause is None else clause) if i in inside]
    passive = verb.lemma.lower() in COPULAS or tree.child(verb.index, "auxpass") is not None
    comma = next((i for i in indices if i > verb.index and tree.tokens[i].text == ","), verb.index + len(indices))
    bare = len([i for i in indices if verb.index <= i < comma]) < BARE_VERB_TOKENS
    empty = passive or bare
    acting = subject is not None and subject.pos == "PROPN" and not passive
    longest = max(limit or 0, PASSIVE_SUBJECT_TOKENS if empty and not acting else SHORT_SUBJECT_TOKENS)
    if subject is not None and subject.index in inside and (empty or subject.pos != "PRON"):
        below = tree.subtree(subject.index)
        # "The other side, he said, would ...": the subject is cut off by who says it.
        cut_off = any(t.dep == "parataxis" and subject.index < t.index < verb.index for t in tree.children(verb.index))
        if len(below) <= longest and not cut_off and subject.text.lower() not in ("i", "we"):
            return [i for i in indices if i >= below[0]]
    first = next((t.index for t in tree.children(verb.index, "auxpass")), verb.index)
    return [i for i in indices if i >= first]


def _is_idle_demand(tree: ParseTree, words: UndertakingWords, verb: Token, subject: Token | None) -> bool:
    """Return whether "must" and "should" ask for nothing: "it should be noted", "must have seen", "we shall win"."""
    aux = auxiliaries(tree, verb.index)
    if is_inferred(tree, verb):
        return True
    doer = subject.text.lower() if subject is not None else ""
    if "have" in aux or doer == "one" or ("shall" in aux and doer in ("i", "we")):
        return True
    predicate = [verb, *tree.children(verb.index, "acomp")]
    return any(t.lemma.lower() in words.not_asked or t.text.lower() in words.not_asked for t in predicate)


def _asks_who(tree: ParseTree, verb: Token) -> bool:
    """Return whether a clause is a question that something is about: "a quarrel over who should pay"."""
    subject = tree.child(verb.index, "nsubj", "nsubjpass")
    return subject is not None and subject.tag == "WP" and tree.tokens[max(0, subject.index - 1)].pos == "ADP"


def _is_denied(tree: ParseTree, token: Token, inside: Set[int]) -> bool:
    """Return whether what is said stands below a "not": "we did not come expecting that we would ..."."""
    dep = token.dep
    for above in tree.ancestors(token.index):
        if above.index not in inside or dep in ("conj", "advcl", "parataxis"):
            return False
        if is_negated(tree, above.index):
            return True
        dep = above.dep
    return False


def _says_little(tree: ParseTree, subject: Token | None, action: Sequence[int]) -> bool:
    """Return whether a demand is too short to tell what is demanded: "it must be done now"."""
    pronoun = subject is not None and subject.pos == "PRON" and subject.index in action
    return pronoun and len(action) < LEAST_TOKENS


def _comes_about(tree: ParseTree, words: UndertakingWords, verb: Token) -> bool:
    """Return whether a "be" tells how things are that were made to happen: "will be home", "would be in place"."""
    if verb.lemma.lower() != "be" or verb.index + 1 >= len(tree.tokens):
        return False
    behind = [t for t in tree.tokens[verb.index + 1 : verb.index + 4] if t.tag != "RB" or t.lemma in words.results]
    texts = [t.text.lower() for t in behind]
    phrased = any(tuple(texts[: len(phrase)]) == phrase for phrase in words.result_phrases)
    return phrased or (bool(texts) and texts[0] in words.results)


def _is_coerced(tree: ParseTree, words: UndertakingWords, verb: Token, subject: Token) -> bool:
    """Return whether a passive tells what force will do to another: "they will be driven out by force"."""
    own = subject.text.lower() in words.first_person
    return not own and verb.lemma.lower() in words.coercion


def _stays_away(tree: ParseTree, verb: Token) -> bool:
    """Return whether somebody is said not to be at a place: "the delegation will not be in Geneva"."""
    places = (t for p in tree.children(verb.index, "prep") if p.text.lower() in ("in", "at") for t in _objects(tree, p))
    return verb.lemma.lower() == "be" and is_negated(tree, verb.index) and any(t.pos == "PROPN" for t in places)


def _objects(tree: ParseTree, preposition: Token) -> Iterator[Token]:
    yield from tree.children(preposition.index, "pobj")
