"""Where a text promises, demands, warns or refuses by a word for it: "pledged to ...", "is ready to ..."."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.extract.clauses import SUBJECTS, ParseTree, auxiliaries, clause_indices, is_negated
from communique.extract.undertaking_words import Performative, UndertakingWords
from communique.model.annotation import Token
from communique.model.undertakings import UndertakingKind

UNREAL = frozenset(("may", "might", "could", "can", "to"))
PREPOSITIONS = {"on": ("on", "upon"), "for": ("for",), "of": ("of",), "against": ("against",), "with": ("with",)}
THAT_NEEDS_WILL = frozenset(("agree", "insist", "propose", "request", "require", "demand", "urge"))


NO_SHAPES = Performative("deadline", ("of",))


@dataclass(frozen=True, slots=True)
class Frame:
    """A found undertaking in terms of the parse."""

    kind: UndertakingKind
    governor: int
    """The word that makes it an undertaking (the verb, the modal's verb)."""
    clause: int
    """The head of the action."""
    action: tuple[int, ...]
    subject: int | None
    """The head of the phrase that names who promises, demands ...; None: the parse shows none."""
    addressee: int | None = None
    weak: bool = False
    modal: bool = False
    """True: found by a modal, so the speaker of the statement expresses it."""


def find_performatives(tree: ParseTree, words: UndertakingWords) -> Iterator[Frame]:
    """Yield the frames of every performative verb, noun and adjective, in text order."""
    for token in tree.tokens:
        lemma = token.lemma.lower()
        if token.pos in ("VERB", "AUX") and lemma in words.verbs and _is_asserted(tree, token):
            yield from _verb_frames(tree, token, words.verbs[lemma])
        elif token.pos == "NOUN" and lemma in words.nouns and not is_negated(tree, token.index):
            yield from _noun_frames(tree, token, words)
        elif lemma in words.adjectives and token.dep in ("acomp", "conj", "ROOT", "advcl"):
            yield from _adjective_frames(tree, token, words.adjectives[lemma])


def _is_asserted(tree: ParseTree, verb: Token) -> bool:
    """Return whether the act is told as done: finite or participle, not negated, not merely possible."""
    aux = auxiliaries(tree, verb.index)
    if verb.dep in ("amod", "compound", "pobj") or is_negated(tree, verb.index) or UNREAL & set(aux):
        return False
    if tree.child(verb.index, "auxpass") is not None and tree.child(verb.index, "agent") is None:
        return False
    return verb.tag != "VB" or bool(aux) or verb.dep == "ROOT"


def _verb_frames(tree: ParseTree, verb: Token, word: Performative) -> Iterator[Frame]:
    subject = tree.subject(verb.index)
    agent = tree.child(verb.index, "agent")
    if agent is not None:
        subject = tree.child(agent.index, "pobj")
    for shape in word.shapes:
        for clause, action, addressee in _complements(tree, verb, shape):
            yield Frame(
                word.kind, verb.index, clause, tuple(action), subject.index if subject else None, addressee, word.weak
            )
            return


def _noun_frames(tree: ParseTree, noun: Token, words: UndertakingWords) -> Iterator[Frame]:
    word = words.nouns[noun.lemma.lower()]
    subject = noun_owner(tree, noun, words)
    if subject is None:
        return
    for shape in word.shapes:
        for clause, action, addressee in _complements(tree, noun, shape):
            yield Frame(word.kind, noun.index, clause, tuple(action), subject.index, addressee, word.weak)
            return


def noun_owner(tree: ParseTree, noun: Token, words: UndertakingWords) -> Token | None:
    """Return the head of the phrase that says whose promise or demand a noun is; None: it is not told."""
    word = words.nouns.get(noun.lemma.lower(), NO_SHAPES)
    owner = tree.child(noun.index, "poss")
    if owner is not None:
        return owner
    for prep in tree.children(noun.index, "prep"):
        if prep.text.lower() in ("by", "from") or (prep.text.lower() == "of" and "of" not in word.shapes):
            return tree.child(prep.index, "pobj")
    modifier = next(
        (t for t in tree.children(noun.index, "compound", "amod", "nmod") if t.pos == "PROPN" or t.text[:1].isupper()),
        None,
    )
    if modifier is not None:
        return modifier
    head = tree.head(noun.index)
    if head is not None and noun.dep == "dobj" and head.lemma.lower() in words.light:
        return tree.subject(head.index)
    return None


def _adjective_frames(tree: ParseTree, adjective: Token, kind: UndertakingKind) -> Iterator[Frame]:
    head = tree.head(adjective.index)
    subject = tree.subject(adjective.index) or (tree.subject(head.index) if head is not None else None)
    verb = head.index if head is not None else adjective.index
    if subject is None or is_negated(tree, verb) or UNREAL & set(auxiliaries(tree, verb)):
        return
    for clause, action, addressee in _complements(tree, adjective, "inf"):
        yield Frame(kind, adjective.index, clause, tuple(action), subject.index, addressee)


def _complements(tree: ParseTree, governor: Token, shape: str) -> Iterator[tuple[int, list[int], int | None]]:
    """Yield (head, token indices, index of the addressee or None) of the complements of one shape."""
    if shape in ("inf", "to"):
        yield from _infinitives(tree, governor)
        if shape == "to":
            yield from _prepositional(tree, governor, ("to",))
    elif shape == "that":
        yield from _that_clauses(tree, governor)
    elif shape in ("obj", "out"):
        yield from _objects(tree, governor, out=shape == "out")
    else:
        yield from _called_on(tree, governor)
        yield from _prepositional(tree, governor, PREPOSITIONS[shape])


def is_infinitive(tree: ParseTree, index: int) -> bool:
    """Return whether a verb stands with "to"."""
    return any(t.tag == "TO" for t in tree.children(index, "aux"))


def infinitive_action(tree: ParseTree, index: int) -> list[int]:
    """Return the indices of an infinitive's clause from behind its "to"; "not to" is kept whole."""
    marker = next((t.index for t in tree.children(index, "aux") if t.tag == "TO"), index - 1)
    negated = any(t.index < marker for t in tree.children(index, "neg"))
    start = min(t.index for t in tree.children(index, "neg")) if negated else marker + 1
    return [i for i in clause_indices(tree, index) if i >= start]


def _infinitives(tree: ParseTree, governor: Token) -> Iterator[tuple[int, list[int], int | None]]:
    deps = ("xcomp", "ccomp", "advcl", "acl", "relcl")
    for verb in tree.children(governor.index, *deps):
        if verb.index > governor.index and is_infinitive(tree, verb.index):
            own = tree.child(verb.index, "nsubj", "nsubjpass")
            object_ = own or tree.child(governor.index, "dobj", "dative", "nsubjpass")
            action = infinitive_action(tree, verb.index) + _further_verbs(tree, governor, verb)
            yield verb.index, action, object_.index if object_ else None
    object_ = tree.child(governor.index, "dobj")
    if object_ is not None and governor.pos == "VERB":
        for verb in tree.children(object_.index, "acl", "relcl"):
            if is_infinitive(tree, verb.index) and object_.pos in ("PROPN", "PRON"):
                yield verb.index, infinitive_action(tree, verb.index), object_.index


def _further_verbs(tree: ParseTree, governor: Token, verb: Token) -> list[int]:
    """Return the indices of bare verbs listed after an infinitive ("to open the port, lift the ban and ...").

    Parsers often hang these on the governor instead of the infinitive.
    """
    listed: list[int] = []
    for other in tree.children(governor.index, "xcomp", "ccomp", "conj", "advcl", "dep"):
        if other.index > verb.index and other.tag == "VB" and not tree.children(other.index, "aux", "mark", *SUBJECTS):
            listed.extend(clause_indices(tree, other.index))
    return listed


def _called_on(tree: ParseTree, governor: Token) -> Iterator[tuple[int, list[int], int | None]]:
    """Yield the infinitive of "called on X to do Y" and "called for X to do Y"."""
    for prep in tree.children(governor.index, "prep"):
        addressee = tree.child(prep.index, "pobj")
        if addressee is None or prep.text.lower() not in ("on", "upon", "for", "to"):
            continue
        verbs = [*tree.children(governor.index, "xcomp", "advcl"), *tree.children(addressee.index, "acl", "relcl")]
        for verb in verbs:
            if verb.index > addressee.index and is_infinitive(tree, verb.index):
                yield verb.index, infinitive_action(tree, verb.index), addressee.index


def _prepositional(
    tree: ParseTree, governor: Token, prepositions: tuple[str, ...]
) -> Iterator[tuple[int, list[int], int | None]]:
    for prep in tree.children(governor.index, "prep", "prt"):
        if prep.text.lower() not in prepositions or prep.index < governor.index:
            continue
        for head in tree.children(prep.index, "pobj", "pcomp"):
            if head.pos != "PRON" and len(tree.subtree(head.index)) > 1:
                object_ = tree.child(governor.index, "dobj")
                yield head.index, clause_indices(tree, head.index), object_.index if object_ else None


def _that_clauses(tree: ParseTree, governor: Token) -> Iterator[tuple[int, list[int], int | None]]:
    for verb in tree.children(governor.index, "ccomp", "acl"):
        if verb.index < governor.index or is_infinitive(tree, verb.index):
            continue
        aux = set(auxiliaries(tree, verb.index))
        willed = bool(aux & {"will", "would", "should", "must", "shall"}) or (
            (verb.tag == "VB" or "be" in aux) and not aux & UNREAL
        )
        if governor.lemma.lower() in THAT_NEEDS_WILL and not willed:
            continue
        marker = tree.child(verb.index, "mark")
        indices = [i for i in clause_indices(tree, verb.index) if marker is None or i > marker.index]
        object_ = tree.child(governor.index, "dobj")
        yield verb.index, [i for i in indices if i > governor.index], object_.index if object_ else None


def _objects(tree: ParseTree, governor: Token, *, out: bool) -> Iterator[tuple[int, list[int], int | None]]:
    if out and not any(t.text.lower() == "out" for t in tree.children(governor.index, "prt", "advmod", "prep")):
        return
    head = tree.child(governor.index, "dobj", "pcomp") or next(
        (o for p in tree.children(governor.index, "prep") if out for o in tree.children(p.index, "pobj", "pcomp")), None
    )
    if head is None or head.pos == "PRON" or head.index < governor.index:
        return
    inner = next((v for v in tree.children(head.index, "acl", "relcl") if is_infinitive(tree, v.index)), None)
    if inner is not None:
        yield inner.index, infinitive_action(tree, inner.index), None
    elif len(indices := clause_indices(tree, head.index)) > 1:
        yield head.index, indices, None
