"""Where a text promises, demands, warns or refuses by a word for it: "pledged to ...", "is ready to ..."."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from communique.extract.clauses import SUBJECTS, ParseTree, auxiliaries, clause_indices, is_negated
from communique.extract.undertaking_words import Performative, UndertakingWords
from communique.model.annotation import Token
from communique.model.undertakings import UndertakingKind

UNREAL = frozenset(("may", "might", "could", "can", "to"))
SELF_WISHES = frozenset(("want", "wish"))
"""Verbs whose own infinitive asks nothing of anybody: "they want to talk"."""
PREPOSITIONS = {"on": ("on", "upon"), "for": ("for",), "of": ("of",), "against": ("against",), "with": ("with",)}
THAT_NEEDS_WILL = frozenset(("agree", "suggest", "confirm", "announce", "insist", "propose", "request", "require", "demand", "urge"))


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
    eventive: bool = False
    """True: a "will" of something that is made to happen ("the talks will resume"), whoever its subject is."""
    impersonal: str | None = None
    """"both": told of both sides ("it was agreed to ..."); "author": of the side that publishes the text."""


def find_performatives(tree: ParseTree, words: UndertakingWords) -> Iterator[Frame]:
    """Yield the frames of every performative verb, noun and adjective, in text order."""
    for token in tree.tokens:
        lemma = token.lemma.lower()
        if token.pos in ("VERB", "AUX") and lemma in words.verbs:
            if _is_impersonal(tree, words, token):
                yield from _verb_frames(tree, words, token, impersonal=words.impersonal[lemma])
            elif _is_asserted(tree, token):
                yield from _verb_frames(tree, words, token)
        elif token.pos == "NOUN" and lemma in words.nouns:
            yield from _noun_frames(tree, token, words)
        elif lemma in words.adjectives and token.dep in ("acomp", "conj", "ROOT", "advcl", "ccomp", "amod"):
            yield from _adjective_frames(tree, words, token)


def in_condition(tree: ParseTree, verb: Token) -> bool:
    """Return whether a verb stands in an "if", "unless" or "until" clause itself."""
    markers = (t.text.lower() for t in tree.children(verb.index, "mark", "advmod") if t.index < verb.index)
    return verb.dep == "advcl" and any(m in ("if", "unless", "until", "once", "when") for m in markers)


def _is_impersonal(tree: ParseTree, words: UndertakingWords, verb: Token) -> bool:
    """Return whether a verb stands as in "it was agreed to ..."."""
    subject = tree.child(verb.index, "nsubjpass", "nsubj")
    return (
        verb.lemma.lower() in words.impersonal
        and tree.child(verb.index, "auxpass") is not None
        and tree.child(verb.index, "agent") is None
        and subject is not None
        and subject.text.lower() == "it"
        and not is_negated(tree, verb.index)
    )


def _is_asserted(tree: ParseTree, verb: Token) -> bool:
    """Return whether the act is told as done: finite or participle, not negated, not merely possible."""
    aux = auxiliaries(tree, verb.index)
    if verb.dep in ("amod", "compound", "pobj") or (verb.dep == "pcomp" and verb.tag == "VBG"):
        return False
    if in_condition(tree, verb) or is_negated(tree, verb.index) or UNREAL & set(aux):
        return False
    passive = tree.child(verb.index, "auxpass") is not None
    # A bare participle ("asked to comment, he ...") is passive too.
    passive = passive or (verb.tag == "VBN" and not aux and tree.child(verb.index, "nsubj") is None and verb.dep != "conj")
    if passive and tree.child(verb.index, "agent") is None:
        return False
    return verb.tag != "VB" or bool(aux) or verb.dep == "ROOT"


def _verb_frames(
    tree: ParseTree, words: UndertakingWords, verb: Token, *, impersonal: str | None = None
) -> Iterator[Frame]:
    word = words.verbs[verb.lemma.lower()]
    subject = tree.subject(verb.index)
    agent = tree.child(verb.index, "agent")
    if agent is not None:
        refused = tree.child(verb.index, "nsubjpass")
        subject = tree.child(agent.index, "pobj")
        if "obj" in word.shapes and refused is not None and refused.pos != "PRON" and subject is not None:
            yield Frame(word.kind, verb.index, refused.index, tuple(tree.subtree(refused.index)), subject.index)
            return
    for shape in word.shapes:
        found = list(_complements(tree, words, verb, shape))
        for clause, action, addressee in found:
            yield Frame(
                word.kind,
                verb.index,
                clause,
                tuple(action),
                subject.index if subject else None,
                addressee,
                word.weak,
                impersonal=impersonal,
            )
        if found:
            return


def _noun_frames(tree: ParseTree, noun: Token, words: UndertakingWords) -> Iterator[Frame]:
    word = words.nouns[noun.lemma.lower()]
    subject = noun_owner(tree, noun, words)
    if subject is None or (is_negated(tree, noun.index) and word.kind != "commitment"):
        return
    for shape in word.shapes:
        found = list(_complements(tree, words, noun, shape))
        for clause, action, addressee in found:
            if is_negated(tree, noun.index):  # "no intention of ...": the words only mean it with their "no"
                action = tree.subtree(noun.index)
            yield Frame(word.kind, noun.index, clause, tuple(action), subject.index, addressee, word.weak)
        if found:
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
    if head is not None and noun.dep == "pobj" and head.text.lower() == "with":
        verb = tree.head(head.index)  # "countered with demands for ..."
        return tree.subject(verb.index) if verb is not None and verb.pos == "VERB" else None
    return None


def _adjective_frames(tree: ParseTree, words: UndertakingWords, adjective: Token) -> Iterator[Frame]:
    word = words.adjectives[adjective.lemma.lower()]
    head = tree.head(adjective.index)
    subject = tree.subject(adjective.index) or (tree.subject(head.index) if head is not None else None)
    verb = head.index if head is not None and head.pos in ("VERB", "AUX") else adjective.index
    real = not UNREAL & set(auxiliaries(tree, verb)) and "must" not in auxiliaries(tree, verb)
    if subject is None or is_negated(tree, verb) or not real or "should" in auxiliaries(tree, verb):
        return
    if in_condition(tree, tree.tokens[verb]):
        return
    for shape in word.shapes:
        for clause, action, addressee in _complements(tree, words, adjective, shape):
            yield Frame(word.kind, adjective.index, clause, tuple(action), subject.index, addressee)
            return


def _complements(
    tree: ParseTree, words: UndertakingWords, governor: Token, shape: str
) -> Iterator[tuple[int, list[int], int | None]]:
    """Yield (head, token indices, index of the addressee or None) of the complements of one shape."""
    if shape in ("inf", "to"):
        found = list(_infinitives(tree, governor))
        yield from found
        if shape == "to" and not found:
            yield from _first(_prepositional(tree, governor, ("to",)))
    elif shape == "that":
        yield from _first(_that_clauses(tree, governor))
    elif shape == "hope":
        yield from _first(_hoped(tree, governor))
    elif shape in ("obj", "out"):
        yield from _first(_objects(tree, words.vague, governor, out=shape == "out"))
    elif shape == "measure":
        object_ = tree.child(governor.index, "dobj")
        if object_ is not None and object_.lemma.lower() in words.measures:
            yield from _first(_objects(tree, words.vague, governor, out=False))
    else:
        found = list(_called_on(tree, governor))
        if shape != "upon":
            found += _prepositional(tree, governor, PREPOSITIONS[shape])
        yield from _first(found)


def _first(found: Iterable[tuple[int, list[int], int | None]]) -> list[tuple[int, list[int], int | None]]:
    return list(islice(found, 1))


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
    """Yield the infinitive that depends on a word; each of several joined by "and to" for itself."""
    found = _infinitive_of(tree, governor)
    if found is None:
        return
    verb, addressee = found
    if governor.lemma.lower() in SELF_WISHES and (addressee is None or tree.tokens[addressee].text.lower() in ("me", "us")):
        return
    joined = [c for c in tree.children(verb.index, "conj", "advcl") if _joins(tree, c)]
    apart = {i for c in joined for i in tree.subtree(c.index)}
    action = [i for i in infinitive_action(tree, verb.index) if i not in apart]
    while action and tree.tokens[action[-1]].dep in ("cc", "advmod", "punct", "mark"):
        action.pop()
    yield verb.index, action + _further_verbs(tree, governor, verb), addressee
    for other in (*joined, *(c for c in tree.children(governor.index, "advcl", "xcomp", "acl") if _joins(tree, c))):
        if other.index > verb.index:
            yield other.index, infinitive_action(tree, other.index), addressee
    head = tree.head(governor.index)
    if governor.pos == "NOUN" and head is not None:
        for other in tree.children(head.index, "advcl"):
            if other.index > verb.index and _joins(tree, other):
                yield other.index, infinitive_action(tree, other.index), addressee


def _joins(tree: ParseTree, verb: Token) -> bool:
    """Return whether a further infinitive stands with its own "to" behind "and", "as well as", "or" or a comma and "not"."""
    marker = next((t.index for t in tree.children(verb.index, "aux") if t.tag == "TO"), None)
    if marker is None or marker < 2:
        return False
    before = [t.text.lower() for t in tree.tokens[max(0, marker - 3) : marker]]
    return before[-1] in ("and", "or") or before[-3:] == ["as", "well", "as"] or before[-2:] == [",", "not"]


def _infinitive_of(tree: ParseTree, governor: Token) -> tuple[Token, int | None] | None:
    """Return the first infinitive that depends on a word, and the index of who is addressed with it; None: there is none."""
    deps = ("xcomp", "ccomp", "advcl", "acl", "relcl")
    for verb in tree.children(governor.index, *deps):
        if verb.index > governor.index and is_infinitive(tree, verb.index) and not _joins(tree, verb):
            own = tree.child(verb.index, "nsubj", "nsubjpass")
            object_ = own or tree.child(governor.index, "dobj", "dative", "nsubjpass")
            if own is None and _tells_purpose(tree, governor, verb):
                continue
            return verb, object_.index if object_ else None
    object_ = tree.child(governor.index, "dobj")
    if object_ is not None and governor.pos == "VERB":
        for verb in tree.children(object_.index, "acl", "relcl"):
            if is_infinitive(tree, verb.index) and object_.pos in ("PROPN", "PRON"):
                return verb, object_.index
    head = tree.head(governor.index)
    if governor.pos == "NOUN" and governor.dep == "dobj" and head is not None and head.pos == "VERB":
        # "reaffirmed the readiness of X to do Y": parsers hang the infinitive on the verb.
        for verb in tree.children(head.index, "advcl", "xcomp"):
            if is_infinitive(tree, verb.index) and verb.index > governor.index and not _joins(tree, verb):
                return verb, None
    return None


def _tells_purpose(tree: ParseTree, governor: Token, verb: Token) -> bool:
    """Return whether "to" tells here what a deed is for ("pushed the talks back to Friday to allow ...")."""
    between = [t for t in tree.children(governor.index, "prt", "prep", "advmod") if governor.index < t.index < verb.index]
    return verb.dep == "advcl" and any(t.text.lower() in ("back", "to", "into", "from", "up", "out") for t in between)


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
            asked = any(t.tag in ("WP", "WRB", "WDT") for t in map(tree.tokens.__getitem__, tree.subtree(head.index)[:1]))
            if head.pos != "PRON" and not asked and len(tree.subtree(head.index)) > 1:
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


def _hoped(tree: ParseTree, governor: Token) -> Iterator[tuple[int, list[int], int | None]]:
    """Yield what somebody hopes that another will do: "hoped Arvenia would use its influence"."""
    for verb in tree.children(governor.index, "ccomp", "acl"):
        subject = tree.child(verb.index, "nsubj")
        own = subject is None or subject.pos == "PRON" or not subject.text[:1].isupper()
        if verb.index > governor.index and not own and {"will", "would", "could"} & set(auxiliaries(tree, verb.index)):
            action = [i for i in clause_indices(tree, verb.index) if i >= verb.index]
            yield verb.index, action, subject.index if subject else None


def _objects(
    tree: ParseTree, vague: frozenset[str], governor: Token, *, out: bool
) -> Iterator[tuple[int, list[int], int | None]]:
    if out and not any(t.text.lower() == "out" for t in tree.children(governor.index, "prt", "advmod", "prep")):
        return
    head = tree.child(governor.index, "dobj", "pcomp") or next(
        (o for p in tree.children(governor.index, "prep") if out for o in tree.children(p.index, "pobj", "pcomp")), None
    )
    if head is None or head.pos == "PRON" or head.index < governor.index or head.lemma.lower() in vague:
        return
    inner = next((v for v in tree.children(head.index, "acl", "relcl") if is_infinitive(tree, v.index)), None)
    if inner is not None:
        yield inner.index, infinitive_action(tree, inner.index), None
    elif len(indices := clause_indices(tree, head.index)) > 1:
        yield head.index, indices, None
