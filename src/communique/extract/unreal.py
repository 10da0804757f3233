"""What a verb form only seems to promise or ask: what will have been, talk about the talk, somebody else's words.

Method: docs/methods/undertakings.md.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from communique.extract.clauses import SUBJECTS, ParseTree, auxiliaries, is_negated
from communique.extract.undertaking_words import UndertakingWords
from communique.model.annotation import Token

OTHERS = ("they", "who", "that", "which", "some", "others", "people", "everybody", "somebody")
GUESSING = frozenset(("suppose", "guess", "imagine", "suspect", "bet", "fear"))
"""Verbs below which nothing is made conditional or asked of anybody."""
CLAUSES = ("ccomp", "conj", "parataxis", "xcomp", "advcl")


def is_accomplished(tree: ParseTree, verb: Token) -> bool:
    """Return whether a "will" tells what will, or would, have been done: "by then we will have opened the port"."""
    aux = auxiliaries(tree, verb.index)
    return "have" in aux and bool({"will", "would", "shall"} & set(aux))


def is_supposed(tree: ParseTree, words: UndertakingWords, verb: Token) -> bool:
    """Return whether somebody only believes, fears, claims or does not know that an act is done.

    "Speculation that he is pushing for ...", "I do not think they are willing to ...", "the argument is that ...".
    """
    above = tree.head(verb.index)
    if above is None or verb.dep not in ("ccomp", "acl"):
        return False
    lemma = above.lemma.lower()
    if lemma in words.supposing or (is_negated(tree, above.index) and lemma not in words.denying):
        return True
    subject = tree.child(above.index, "nsubj")
    return lemma == "be" and subject is not None and subject.lemma.lower() in words.claims


def is_floor_talk(tree: ParseTree, words: UndertakingWords, verb: Token) -> bool:
    """Return whether a speaker only says how he will go on speaking: "I will take your questions", "hold on"."""
    lemma = verb.lemma.lower()
    if lemma in words.floor_verbs:
        return True
    behind = tuple(t.text.lower() for t in tree.tokens[verb.index + 1 : verb.index + 4])
    if any((lemma, *behind)[: len(phrase)] == phrase for phrase in words.floor_phrases):
        return True
    asked = tree.children(verb.index, "dobj", "pobj")
    asked += [o for p in tree.children(verb.index, "prep") for o in tree.children(p.index, "pobj")]
    return any(o.lemma.lower() in words.floor_nouns for o in asked)


def is_anothers(tree: ParseTree, words: UndertakingWords, verb: Token, inside: Set[int]) -> bool:
    """Return whether a clause is what somebody else is said to say: "if they say we will leave"."""
    current = verb
    for above in tree.ancestors(verb.index):
        if above.index not in inside or current.dep not in CLAUSES:
            return False
        teller = tree.child(above.index, *SUBJECTS)
        tells = above.lemma.lower() in words.says and current.index > above.index and current.dep != "conj"
        # "He will tell them that ...": he may be the speaker.
        other = teller is not None and (teller.pos in ("NOUN", "PROPN") or teller.text.lower() in OTHERS)
        if tells and other:
            return True
        current = above
    return False


def is_question_word(tree: ParseTree, verb: Token) -> bool:
    """Return whether a clause is what a question word opens: "it proves what we can do if ..."."""
    before = (t for t in tree.children(verb.index) if t.index < verb.index)
    return verb.dep == "ccomp" and any(t.tag in ("WP", "WRB") for t in before)


def is_described(tree: ParseTree, verb: Token) -> bool:
    """Return whether a clause only says which thing is meant: "at a level that the ministers would not negotiate"."""
    above = tree.head(verb.index)
    return verb.dep == "acl" and above is not None and above.dep == "pobj"


def is_relative(tree: ParseTree, verb: Token) -> bool:
    """Return whether a clause is a relative one, or joined to one: "militias that have raided and may raid again"."""
    current = verb
    while current.dep == "conj" and tree.child(current.index, *SUBJECTS) is None:
        above = tree.head(current.index)
        if above is None:
            return False
        current = above
    return current.dep == "relcl"


def is_inverted_question(tree: ParseTree, verb: Token) -> bool:
    """Return whether a clause asks by its word order: "does she have any plan to ..."."""
    subject = tree.child(verb.index, "nsubj")
    helper = tree.child(verb.index, "aux")
    if subject is None or helper is None or not helper.index < subject.index < verb.index:
        return False
    opening = tree.subtree(subject.index)[0]
    return helper.lemma.lower() == "do" and helper.index == opening - 1 and not is_negated(tree, verb.index)


def is_contrary(tree: ParseTree, verb: Token, condition: Sequence[int]) -> bool:
    """Return whether a clause tells what would be had things gone otherwise: "if they had come, we would be ..."."""
    gone = any(
        tree.tokens[i].text.lower() in ("had", "'d", "’d")
        and tree.tokens[i].dep == "aux"
        and tree.tokens[tree.tokens[i].head].tag in ("VBN", "VBD")
        for i in condition
    )
    aux = auxiliaries(tree, verb.index)
    return gone and "would" in aux and ("have" in aux or ("be" in aux and verb.tag == "VBG"))


def takes_as_hostile(tree: ParseTree, words: UndertakingWords, verb: Token) -> bool:
    """Return whether a side says how it would take an act, or that it would answer it: "will see it as an attack"."""
    below = {tree.tokens[i].lemma.lower() for i in tree.subtree(verb.index) if i > verb.index}
    return verb.lemma.lower() in words.taking and bool(below & (words.hostile | words.harm))


def is_inferred(tree: ParseTree, verb: Token) -> bool:
    """Return whether a "must" only concludes: "it must be going badly"."""
    aux = auxiliaries(tree, verb.index)
    return verb.tag == "VBG" and "must" in aux and "be" in aux


def is_judgement(tree: ParseTree, verb: Token) -> bool:
    """Return whether a clause says what something would be like: "it would be strange if ..."."""
    subject = tree.child(verb.index, "nsubj", "expl")
    adjective = tree.child(verb.index, "acomp", "attr")
    return (
        verb.lemma.lower() == "be"
        and adjective is not None
        and adjective.lemma.lower() not in ("possible", "ready", "willing", "able", "prepared")
        and (subject is None or subject.text.lower() in ("it", "this", "that") or adjective.dep == "attr")
        and (subject is None or subject.dep != "expl")
    )


def is_guess(tree: ParseTree, words: UndertakingWords, verb: Token) -> bool:
    """Return whether what will be is only supposed: by a "probably", or below a word of hoping or expecting."""
    if any(t.text.lower() in words.guess for t in tree.children(verb.index, "advmod", "aux")):
        return True
    having = next((t for t in (verb, *tree.children(verb.index, "xcomp")) if t.lemma.lower() == "have"), None)
    if having is not None and any(t.lemma.lower() in words.had for t in tree.children(having.index, "dobj")):
        return True  # "we will still have differences"
    above = tree.head(verb.index)
    if above is None or verb.dep not in ("ccomp", "acl"):
        return False
    # "received guarantees that it would ...": the noun tells whose word it is, not the speaker.
    anothers = verb.dep == "acl" and above.pos == "NOUN" and above.lemma.lower() in words.nouns
    return anothers or above.lemma.lower() in words.supposing or is_hoped(tree, words, verb)


def is_guessed(tree: ParseTree, verb: Token) -> bool:
    """Return whether a clause is what its speaker only supposes: "I suppose we shall have to come again"."""
    above = tree.head(verb.index)
    return verb.dep == "ccomp" and above is not None and above.lemma.lower() in GUESSING


def is_hoped(tree: ParseTree, words: UndertakingWords, verb: Token) -> bool:
    """Return whether a clause tells what "is my hope" or "is the fear"; parsers hang it on the "is"."""
    above = tree.head(verb.index)
    if above is None or verb.dep != "ccomp" or above.lemma.lower() != "be":
        return False
    return any(t.lemma.lower() in words.supposing for t in tree.children(above.index, "attr") if t.pos == "NOUN")
