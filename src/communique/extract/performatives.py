"""Where a text promises, demands, warns or refuses by a word for it: "pledged to ...", "is ready to ..."."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from communique.extract.clauses import ParseTree, auxiliaries, is_negated
from communique.extract.complements import UNREAL, complements, wishes_to_talk
from communique.extract.undertaking_words import Performative, UndertakingWords
from communique.extract.unreal import is_accomplished, is_inverted_question, is_supposed
from communique.model.annotation import Token
from communique.model.undertakings import UndertakingKind

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
    teller: int | None = None
    """The head of the phrase that names who tells of it: "she renewed the state's offer to ..."."""
    impersonal: str | None = None
    """"both": told of both sides ("it was agreed to ..."); "author": of the side that publishes the text."""


def find_performatives(tree: ParseTree, words: UndertakingWords) -> Iterator[Frame]:
    """Yield the frames of every performative verb, noun and adjective, in text order."""
    for token in tree.tokens:
        lemma = token.lemma.lower()
        if _is_stative(tree, words, token):
            yield from _adjective_frames(tree, words, token)
        elif token.pos in ("VERB", "AUX") and lemma in words.verbs:
            if _is_impersonal(tree, words, token):
                yield from _verb_frames(tree, words, token, impersonal=words.impersonal[lemma])
            elif _is_asserted(tree, words, token):
                yield from _verb_frames(tree, words, token)
        elif token.pos == "NOUN" and lemma in words.nouns:
            yield from _noun_frames(tree, token, words)
        elif lemma in words.adjectives and token.dep in ("acomp", "conj", "ROOT", "advcl", "ccomp", "amod"):
            yield from _adjective_frames(tree, words, token)


def in_condition(tree: ParseTree, verb: Token) -> bool:
    """Return whether a verb stands in an "if", "unless" or "until" clause itself."""
    if any(t.text.lower() in ("if", "unless") for t in tree.children(verb.index, "mark")):
        return True
    if verb.dep != "advcl":
        return False
    # "when he called for ...": a tale, no condition.
    openers = ("if", "unless", "until", *(() if verb.tag == "VBD" else ("once", "when")))
    markers = (t.text.lower() for t in tree.children(verb.index, "mark", "advmod") if t.index < verb.index)
    opening = (tree.tokens[i].text.lower() for i in tree.subtree(verb.index)[:3])
    return any(m in openers for m in (*markers, *opening))


def _is_stative(tree: ParseTree, words: UndertakingWords, token: Token) -> bool:
    """Return whether a participle that looks passive tells a party's mind: "they were committed to ..."."""
    passive = token.tag == "VBN" and tree.child(token.index, "auxpass") is not None
    return passive and token.text.lower() in words.adjectives and tree.child(token.index, "agent") is None


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


def is_phrasal(tree: ParseTree, verb: Token) -> bool:
    """Return whether a particle or object turns a call into another act: "called off", "called her to ..."."""
    after = tree.tokens[verb.index + 1].text.lower() if verb.index + 1 < len(tree.tokens) else ""
    return verb.lemma.lower() == "call" and (
        after in ("off", "up", "out", "back") or tree.child(verb.index, "prt", "dobj") is not None
    )


def _is_asserted(tree: ParseTree, words: UndertakingWords, verb: Token) -> bool:
    """Return whether the act is told as done: finite or participle, not merely possible.

    Nor may it be negated, but for "does not intend to ...", which refuses.
    """
    aux = auxiliaries(tree, verb.index)
    if verb.dep in ("amod", "compound", "pobj") or (verb.dep == "pcomp" and verb.tag == "VBG"):
        return False
    if is_phrasal(tree, verb) or in_condition(tree, verb) or UNREAL & set(aux) or is_supposed(tree, words, verb):
        return False
    if is_accomplished(tree, verb):
        return False
    above = tree.head(verb.index)
    # "They might feel compelled to arm, threatening a war": no more than possible, as what it follows from.
    follows = verb.tag == "VBG" and verb.dep == "advcl" and not aux and above is not None
    if follows and above is not None and {"would", "could", "might", "may"} & set(auxiliaries(tree, above.index)):
        return False
    if is_negated(tree, verb.index) and not words.verbs[verb.lemma.lower()].weak_promise:
        return False
    passive = tree.child(verb.index, "auxpass") is not None
    # A bare participle ("asked to comment, he ...") is passive too.
    passive = passive or (
        verb.tag == "VBN" and not aux and tree.child(verb.index, "nsubj") is None and verb.dep != "conj"
    )
    if passive and tree.child(verb.index, "agent") is None:
        return False
    return verb.tag != "VB" or bool(aux) or verb.dep == "ROOT"


def _verb_frames(
    tree: ParseTree, words: UndertakingWords, verb: Token, *, impersonal: str | None = None
) -> Iterator[Frame]:
    word = words.verbs[verb.lemma.lower()]
    if wishes_to_talk(tree, words, verb):
        word = replace(word, kind="offer")
    subject = tree.subject(verb.index)
    agent = tree.child(verb.index, "agent")
    if agent is not None:
        refused = tree.child(verb.index, "nsubjpass")
        subject = tree.child(agent.index, "pobj")
        if "obj" in word.shapes and refused is not None and refused.pos != "PRON" and subject is not None:
            yield Frame(word.kind, verb.index, refused.index, tuple(tree.subtree(refused.index)), subject.index)
            return
    for shape in word.shapes:
        found = list(complements(tree, words, verb, shape))
        for clause, action, addressee in found:
            if word.kind == "offer" and shape == "that" and is_opinion(tree, tree.tokens[clause]):
                continue
            yield Frame(
                _kind_of(tree, verb, clause, word.kind)
                if shape == "that"
                else _turned(tree, words, verb.index, clause, word.kind),
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


def is_opinion(tree: ParseTree, verb: Token) -> bool:
    """Return whether a clause only judges: "suggested that this would be an error"."""
    judged = tree.child(verb.index, "acomp", "attr")
    subject = tree.child(verb.index, "nsubj", "expl")
    pointing = subject is not None and subject.text.lower() in ("it", "this", "that")
    return verb.lemma.lower() == "be" and judged is not None and pointing


def _kind_of(tree: ParseTree, verb: Token, clause: int, kind: UndertakingKind) -> UndertakingKind:
    """Return what an insisting is: "insisted that it would (not) ..." promises or refuses, the rest demands."""
    if verb.lemma.lower() == "insist" and {"will", "would"} & set(auxiliaries(tree, clause)):
        return "refusal" if is_negated(tree, clause) else "commitment"
    return kind


def _turned(
    tree: ParseTree, words: UndertakingWords, index: int, clause: int, kind: UndertakingKind
) -> UndertakingKind:
    """Return a kind as a "not" or "no" turns it: "does not plan to attend", "no intention of ending the raids" refuse.

    "No intention of deploying arms" promises not to do what nobody asks for.
    """
    if kind not in ("commitment", "offer") or not is_negated(tree, index):
        return kind
    asked_for = tree.tokens[index].pos == "VERB" or tree.tokens[clause].lemma.lower() in words.consent
    asked_for = asked_for or tree.tokens[index].lemma.lower() == "plan"
    return "refusal" if asked_for else kind


def _noun_frames(tree: ParseTree, noun: Token, words: UndertakingWords) -> Iterator[Frame]:
    word = words.nouns[noun.lemma.lower()]
    bringing = words.under.get(noun.lemma.lower())
    if bringing is not None and (noun.dep != "dobj" or tree.tokens[noun.head].lemma.lower() not in bringing):
        return
    subject = noun_owner(tree, noun, words)
    head = tree.head(noun.index)
    if head is not None and word.kind in ("demand", "warning", "offer") and head.lemma.lower() in words.retracting:
        return  # "dropped its demand for ..."
    backed = head is not None and noun.dep == "pobj" and head.text.lower() in ("on", "from")
    if backed and head is not None and tree.tokens[head.head].lemma.lower() in words.retracting:
        return  # "backed down on its threat to ..."
    if noun.lemma.lower() in words.taken and head is not None and head.text.lower() in ("by", "after", "since"):
        return  # "surprised by the decision to ...": taken and done
    little = any(t.text.lower() in ("little", "few", "scant") for t in tree.children(noun.index, "amod"))
    if subject is None or little or (is_negated(tree, noun.index) and word.kind != "commitment"):
        return
    verb = tree.head(noun.index)
    told = tree.subject(verb.index) if verb is not None and verb.pos == "VERB" and noun.dep == "dobj" else None
    if verb is not None and (_is_unreal(tree, noun, verb) or is_inverted_question(tree, verb)):
        return
    teller = told.index if told is not None and told.index != subject.index else None
    for shape in word.shapes:
        found = list(complements(tree, words, noun, shape))
        for clause, action, addressee in found:
            if is_negated(tree, noun.index):  # "no intention of ...": the words only mean it with their "no"
                action = tree.subtree(noun.index)
            elif noun.lemma.lower() in words.named and tree.tokens[clause].pos in ("NOUN", "PROPN") and action:
                action = list(range(noun.index, action[-1] + 1))
            yield Frame(
                _turned(tree, words, noun.index, clause, word.kind),
                noun.index,
                clause,
                tuple(action),
                subject.index,
                addressee,
                word.weak,
                teller=teller,
            )
        if found:
            return


def _is_unreal(tree: ParseTree, noun: Token, verb: Token) -> bool:
    """Return whether a promise or demand is only one to be made: "they must show their commitment to ..."."""
    aux = set(auxiliaries(tree, verb.index))
    return noun.dep == "dobj" and bool({"must", "should", "can", "could", "may", "might"} & aux)


def noun_owner(tree: ParseTree, noun: Token, words: UndertakingWords) -> Token | None:
    """Return the head of the phrase that says whose promise or demand a noun is; None: it is not told."""
    word = words.nouns.get(noun.lemma.lower(), NO_SHAPES)
    owner = tree.child(noun.index, "poss")
    if owner is not None:
        return owner
    preps = tree.children(noun.index, "prep")
    told = next((p.index for p in preps if p.text.lower() in ("for", "of") and p.text.lower() in word.shapes), None)
    for prep in preps:
        if told is not None and prep.index > told:
            break  # "the need for a full withdrawal by Drovia": part of what is needed
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
    word = words.adjectives.get(adjective.lemma.lower()) or words.adjectives[adjective.text.lower()]
    head = tree.head(adjective.index)
    subject = tree.subject(adjective.index) or (tree.subject(head.index) if head is not None else None)
    above = head if head is not None and head.pos in ("VERB", "AUX") and adjective.pos != "VERB" else adjective
    verb = above.index
    real = not UNREAL & set(auxiliaries(tree, verb)) and "must" not in auxiliaries(tree, verb)
    refuses = is_negated(tree, verb) and word.kind == "offer"
    turned_off = is_negated(tree, verb) and not refuses
    if subject is None or turned_off or not real or "should" in auxiliaries(tree, verb):
        return
    if in_condition(tree, tree.tokens[verb]) or is_supposed(tree, words, tree.tokens[verb]):
        return
    if any(t.text.lower() == "why" for t in tree.children(verb, "advmod")):
        return  # "the reason why they were willing to ...": a tale
    for shape in word.shapes:
        for clause, action, addressee in complements(tree, words, adjective, shape):
            kind: UndertakingKind = "refusal" if refuses else word.kind
            yield Frame(kind, adjective.index, clause, tuple(action), subject.index, addressee)
            return
