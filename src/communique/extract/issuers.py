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
    if owner is not None and tokens[owner - 1].text not in resolver.lexicon.not_persons:
        return resolver.refer(first, owner)  # but "Thursday's letter"
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
    """Return the state or body that "It" means as a subject of speech: the main subject of the sentences before.

    A person there is passed over, since "it" means none; so is a thing, which says nothing, but it does "call for".
    None: nothing near is a body.
    """
    verb = resolver.tokens[pronoun.head].lemma.lower()
    if pronoun.dep != "nsubj" or verb not in resolver.lexicon.speech:
        return None
    for subject in _main_subjects(resolver, pronoun):
        if subject.text.lower() in ("it", "he", "she") or subject.index in resolver.person_at:
            continue
        plural = subject.tag in ("NNS", "NNPS", "PRP")
        if plural and not subject.text[0].isupper():
            continue
        found = resolver.refer(*_around(resolver, subject.index))
        if plural and (found is None or any(resolver.registry.actors[a].kind == "state" for a in found.actors)):
            continue
        kinds = [resolver.registry.actors[a].kind for a in found.actors] if found is not None else []
        if len(kinds) == 1 and kinds[0] in BODIES:
            return found
        if not kinds and verb not in resolver.lexicon.says:
            return None
    return None


def find_they(resolver: PhraseResolver, pronoun: Token) -> Phrase | None:
    """Return the unnamed people that "They" means as a subject of speech ("Officials said ... They said").

    None: the main subject before is another kind of actor, or did something to, or with, others who may be meant.
    """
    if pronoun.dep != "nsubj" or resolver.tokens[pronoun.head].lemma.lower() not in resolver.lexicon.speech:
        return None
    for subject in _main_subjects(resolver, pronoun):
        if subject.text.lower() == "they":
            continue
        people = subject.text.lower() in resolver.lexicon.unnamed_plural | resolver.lexicon.described["partisans"]
        speaks = resolver.tokens[subject.head].lemma in resolver.lexicon.speech
        if subject.tag not in ("NNS", "NNPS") or not (speaks or people):
            return None
        if not speaks and _meets_others(resolver, subject):
            return None
        return resolver.refer(*_around(resolver, subject.index))
    return None


def _meets_others(resolver: PhraseResolver, subject: Token) -> bool:
    """Return whether the sentence of a subject names several others ("Rebels freed the hostages", "met the envoys")."""
    sentence = resolver.annotation.sentences[subject.sentence]
    known = resolver.lexicon.unnamed_plural | resolver.lexicon.collective
    return any(
        token.tag in ("NNS", "NNPS")
        and token.index > subject.index
        and (token.dep == "dobj" or token.text.lower() in known)
        for token in resolver.tokens[sentence.first : sentence.last]
    )


def _main_subjects(resolver: PhraseResolver, pronoun: Token) -> list[Token]:
    """Return the subjects of main verbs, and whom "according to" names, in this sentence before the pronoun and in
    those before it, nearest first."""
    tokens, found = resolver.tokens, []
    first = max(pronoun.sentence - IT_SENTENCES_BACK, 0)
    for sentence in reversed(resolver.annotation.sentences[first : pronoun.sentence + 1]):
        end = min(sentence.last, pronoun.index)
        for token in reversed(tokens[sentence.first : end]):
            verb = tokens[token.head]
            main = verb.dep == "ROOT" or (verb.dep == "conj" and tokens[verb.head].dep == "ROOT")
            sourced = (
                token.dep == "pobj" and verb.text.lower() == "to" and tokens[verb.head].text.lower() == "according"
            )
            if (token.dep in ("nsubj", "nsubjpass") and main) or sourced:
                found.append(token)
    return found


def _around(resolver: PhraseResolver, head: int) -> tuple[int, int]:
    """Return the token range of the noun phrase about `head`: its subtree without clauses and appositions."""
    tokens = resolver.tokens
    inside = {head}
    for index in sorted(range(max(head - 12, 0), min(head + 13, len(tokens))), key=lambda i: abs(i - head)):
        token = tokens[index]
        if token.head in inside and token.dep not in ("relcl", "acl", "appos", "punct", "cc", "conj", "advcl"):
            inside.add(index)
    return min(inside), max(inside) + 1
