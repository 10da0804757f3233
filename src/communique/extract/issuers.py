"""Who speaks in "the statement said", "It also said": the issuer of a document, the body spoken of last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.model.annotation import Token

if TYPE_CHECKING:
    from communique.extract.phrases import Phrase, PhraseResolver

MAX_SENTENCES_BACK = 6
"""How far back the fuller mention of "the statement" is looked for."""
IT_SENTENCES_BACK = 2
BODIES = ("state", "organisation", "armed group")


def find_issuer(resolver: PhraseResolver, first: int, head: int, last: int) -> Phrase | None:
    """Return who issued the document that the phrase names ("X's statement", "the statement"); None: not told."""
    noun = resolver.tokens[head].text.lower()
    if noun not in resolver.lexicon.documents:
        return None
    issuer = _told(resolver, first, head, last)
    if issuer is not None or resolver.tokens[first].text.lower() not in ("the", "this", "that"):
        return issuer
    here = resolver.tokens[head].sentence
    for index in range(first - 1, -1, -1):
        token = resolver.tokens[index]
        if here - token.sentence > MAX_SENTENCES_BACK:
            return None
        if token.text.lower() == noun:
            start, end = _around(resolver, index)
            issuer = _told(resolver, start, index, end)
            if issuer is not None:
                return issuer
    return None


def _told(resolver: PhraseResolver, first: int, head: int, last: int) -> Phrase | None:
    tokens = resolver.tokens
    owner = next((i for i in range(first + 1, head) if tokens[i].text in ("'s", "’s")), None)
    if owner is not None:
        return resolver.refer(first, owner)
    if head + 2 < last and tokens[head + 1].text.lower() in ("from", "by", "of"):
        return resolver.refer(head + 2, last)
    start = first + 1 if tokens[first].pos == "DET" else first
    while start < head and tokens[start].pos not in ("PROPN",):
        start += 1
    named = resolver.exact(start, head) if start < head else None
    return named or _by_verb(resolver, tokens[head])


def _by_verb(resolver: PhraseResolver, noun: Token) -> Phrase | None:
    """Return the subject of the verb that the document is an object or adjunct of ("X said in a statement")."""
    tokens = resolver.tokens
    if noun.dep not in ("dobj", "pobj"):
        return None
    verb = tokens[noun.head]
    if verb.pos == "ADP":
        verb = tokens[verb.head]
    if verb.pos != "VERB":
        return None
    subject = next((t for t in tokens if t.head == verb.index and t.dep == "nsubj" and t.index != verb.index), None)
    return resolver.refer(*_around(resolver, subject.index)) if subject is not None else None


def find_it(resolver: PhraseResolver, pronoun: Token) -> Phrase | None:
    """Return the state or body that "It" means as a subject of speech: the nearest subject before that is no person.

    None: that subject is a thing, or nothing near is a body.
    """
    if pronoun.dep != "nsubj" or resolver.tokens[pronoun.head].lemma.lower() not in resolver.lexicon.speech:
        return None
    for index in range(pronoun.index - 1, -1, -1):
        token = resolver.tokens[index]
        if pronoun.sentence - token.sentence > IT_SENTENCES_BACK:
            return None
        if token.dep not in ("nsubj", "nsubjpass") or token.pos not in ("NOUN", "PROPN"):
            continue
        if token.index in resolver.person_at or token.tag in ("NNS",):
            continue
        found = resolver.refer(*_around(resolver, index))
        if found is None or len(found.actors) != 1:
            return None
        if resolver.registry.actors[found.actors[0]].kind in BODIES:
            return found
        if resolver.registry.actors[found.actors[0]].kind != "person":
            return None
    return None


def _around(resolver: PhraseResolver, head: int) -> tuple[int, int]:
    """Return the token range of the noun phrase about `head`: its subtree without clauses and appositions."""
    tokens = resolver.tokens
    inside = {head}
    for index in sorted(range(max(head - 12, 0), min(head + 13, len(tokens))), key=lambda i: abs(i - head)):
        token = tokens[index]
        if token.head in inside and token.dep not in ("relcl", "acl", "appos", "punct", "cc", "conj", "advcl"):
            inside.add(index)
    return min(inside), max(inside) + 1
