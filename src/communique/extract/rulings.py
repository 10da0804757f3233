"""Where something is refused by what it is said to be: "out of the question", "off the table", "there will be no ...".

Method: docs/methods/undertakings.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.extract.clauses import SUBJECTS, ParseTree, auxiliaries, clause_indices, hyphened, is_negated
from communique.extract.complements import UNREAL
from communique.extract.performatives import Frame
from communique.extract.undertaking_words import UndertakingWords
from communique.model.annotation import Token

MAX_RULING = 8
"""Tokens within which a refusing phrase has to stand behind its verb or object."""


def find_called_out(tree: ParseTree, words: UndertakingWords) -> Iterator[Frame]:
    """Yield the refusal of every "called monitors out of the question", "declared the border not negotiable"."""
    for token in tree.tokens:
        if token.pos == "VERB" and token.lemma.lower() in words.ruling:
            frame = _called_out(tree, words, token)
            if frame is not None:
                yield frame


def find_made_conditions(tree: ParseTree, words: UndertakingWords) -> Iterator[Frame]:
    """Yield the demand of "made the release a precondition", "set the release as a condition for a deal"."""
    for verb in tree.tokens:
        if verb.pos != "VERB" or verb.lemma.lower() not in words.conditioning or is_negated(tree, verb.index):
            continue
        named = [t for t in tree.children(verb.index, "dobj", "oprd", "ccomp") if t.lemma.lower() in words.conditions]
        named += [
            o
            for p in tree.children(verb.index, "prep")
            if p.text.lower() == "as"
            for o in tree.children(p.index, "pobj")
            if o.lemma.lower() in words.conditions
        ]
        for noun in named[:1]:
            asked = tree.child(noun.index, "nsubj") or tree.child(verb.index, "dobj")
            subject = tree.child(verb.index, "nsubj") or tree.subject(verb.index)
            if asked is None or asked.index == noun.index or subject is None or asked.pos == "PRON":
                continue
            yield Frame("demand", verb.index, asked.index, tuple(tree.subtree(asked.index)), subject.index)


def find_rulings_out(tree: ParseTree, words: UndertakingWords, content: Sequence[int]) -> Iterator[Frame]:
    """Yield a refusal of what a statement says is "out of the question", or that there will be none of."""
    for index in content:
        token = tree.tokens[index]
        subject = tree.child(index, *SUBJECTS)
        missing = tree.child(index, "attr")
        if missing is not None and _stops(tree, words, token, missing):
            yield Frame("refusal", index, missing.index, tuple(clause_indices(tree, missing.index)), None, modal=True)
            continue
        if token.lemma.lower() not in ("be", "remain", "stay") or subject is None or subject.pos == "PRON":
            continue
        ruled = end_of_ruling(tree, words, index + 1, subject) is not None
        if ruled and not UNREAL & set(auxiliaries(tree, index)):
            yield Frame("refusal", index, subject.index, tuple(tree.subtree(subject.index)), None, modal=True)


def _stops(tree: ParseTree, words: UndertakingWords, verb: Token, missing: Token) -> bool:
    """Return whether a clause refuses by "there will be no ...": "no let-up in the raids"."""
    if tree.child(verb.index, "expl") is None or not {"will", "would", "can"} & set(auxiliaries(tree, verb.index)):
        return False
    first = tree.tokens[tree.subtree(missing.index)[0]]
    named = {hyphened(tree, missing.index), missing.lemma.lower()}
    return first.text.lower() == "no" and bool(named & words.stopped)


def end_of_ruling(tree: ParseTree, words: UndertakingWords, start: int, thing: Token) -> int | None:
    """Return the end of a phrase that refuses a thing ("out of the question") at a token, adverbs and marks skipped.

    None: there is none.
    """
    phrases = words.ruled_out + (words.unaccepted if thing.lemma.lower() in words.terms else ())
    near = [
        t
        for t in tree.tokens[start : start + MAX_RULING]
        if t.text not in ('"', "“", "”", "'") and (t.tag != "RB" or t.lemma.lower() in ("not", "n't", "n’t"))
    ]
    texts = tuple("not" if t.text.lower() in ("n't", "n’t") else t.text.lower() for t in near)
    met = next((phrase for phrase in phrases if texts[: len(phrase)] == phrase), None)
    return near[len(met) - 1].index + 1 if met is not None else None


def _called_out(tree: ParseTree, words: UndertakingWords, verb: Token) -> Frame | None:
    """Return the refusal that a verb of naming tells; None: it tells none."""
    object_ = tree.child(verb.index, "dobj", "oprd") or next(
        (t for c in tree.children(verb.index, "ccomp") for t in tree.children(c.index, "nsubj")), None
    )
    if object_ is None or object_.index < verb.index or UNREAL & set(auxiliaries(tree, verb.index)):
        return None
    first = tree.subtree(object_.index)[0]
    behind = range(object_.index + 1, min(object_.index + MAX_RULING, len(tree.tokens)))
    at = next((i for i in behind if tree.tokens[i].tag != "RB" and end_of_ruling(tree, words, i, object_)), None)
    named = [t for t in tree.children(verb.index, "nsubj") if t.index < verb.index]
    subject = named[-1] if named else tree.subject(verb.index)  # "as recently as May his government called ..."
    if at is None or subject is None or is_negated(tree, verb.index) or subject.index > verb.index:
        return None
    # One word says too little by itself: "monitors out of the question".
    told = [i for i in range(first, at) if tree.tokens[i].pos != "DET" and tree.tokens[i].text.lower() != "as"]
    until = at if len(told) > 1 else end_of_ruling(tree, words, at, object_) or at
    action = tuple(i for i in range(first, until) if until > at or tree.tokens[i].text.lower() != "as")
    return Frame("refusal", verb.index, object_.index, action, subject.index)
