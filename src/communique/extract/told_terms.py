"""What the author tells of the terms of an accord ("under the deal the port will open") and of what a side will not do.

Method: docs/methods/undertakings.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.extract.clauses import ParseTree, auxiliaries, clause_indices, is_negated
from communique.extract.modals import find_intentions
from communique.extract.performatives import Frame, in_condition
from communique.extract.undertaking_words import UndertakingWords
from communique.model.annotation import Token
from communique.model.documents import Article
from communique.model.undertakings import UndertakingKind

KINDS: dict[str, UndertakingKind] = {"may": "offer", "must": "demand", "shall": "commitment", "will": "commitment"}
"""What a term with one of these words is; "would" is what "will" is."""
THINGS = ("NN", "NNS")
"""Tags of nouns, and of "everything", which stand for things where no party is found."""


def find_terms(tree: ParseTree, words: UndertakingWords, article: Article, told: set[int]) -> Iterator[Frame]:
    """Yield the terms of accords that the author tells, outside of the tokens `told` by others, in text order.

    Their frames are `impersonal` "both": an accord binds the sides that made it; where a term names whose part it is,
    its subject does. Terms listed behind a colon ("his list was long: the port opens when ...") have its subject.
    """
    for block in article.blocks_of(("body",)):
        granted = False
        for sentence in dict.fromkeys(t.sentence for t in tree.tokens_in(block.span)):
            tokens = tree.sentence_tokens(sentence)
            free = [t for t in tokens if t.index not in told]
            yield from _listed(tree, words, free)
            under = any(_is_under_accord(tree, words, t) for t in free)
            if granted or under:
                yield from _terms(tree, words, free, bare=granted)
            granted = _tells_bargain(tree, words, tokens) or (granted and len(free) == len(tokens))


def find_author_refusals(tree: ParseTree, words: UndertakingWords, own: Sequence[int]) -> Iterator[Frame]:
    """Yield what the author says that somebody will not do: "Koralik will not travel to Geneva"."""
    for frame in find_intentions(tree, words, own):
        verb = tree.tokens[frame.clause]
        if frame.kind == "refusal" and not frame.eventive and verb.lemma.lower() in words.consent | words.travel:
            yield frame


def _is_under_accord(tree: ParseTree, words: UndertakingWords, preposition: Token) -> bool:
    """Return whether "under the deal" or "as part of the truce" opens or closes a clause of the sentence."""
    accord = tree.child(preposition.index, "pobj")
    head = tree.head(preposition.index)
    return (
        preposition.text.lower() == "under"
        and accord is not None
        and accord.lemma.lower() in words.accords
        and head is not None
        and head.pos in ("VERB", "AUX")
    )


def _terms(tree: ParseTree, words: UndertakingWords, tokens: Sequence[Token], *, bare: bool) -> Iterator[Frame]:
    """Yield the clauses with a "will", "must" or "may"; `bare`: only those whose subject is a thing."""
    inside = {t.index for t in tokens}
    for token in tokens:
        modal = next((a for a in auxiliaries(tree, token.index) if a in (*KINDS, "would")), None)
        subject = tree.subject(token.index)
        if modal is None or subject is None or token.pos not in ("VERB", "AUX") or token.dep in ("relcl", "advcl"):
            continue
        if in_condition(tree, token) or "have" in auxiliaries(tree, token.index) or subject.pos in ("VERB", "AUX"):
            continue
        if subject.tag in ("WDT", "WP"):
            continue
        if bare and (subject.tag not in THINGS or not _is_definite(tree, words, token)):
            continue
        first = tree.subtree(subject.index)[0] if subject.index < token.index else token.index
        action = tuple(i for i in clause_indices(tree, token.index) if i in inside and i >= first)
        kind: UndertakingKind = "commitment" if modal == "would" else KINDS[modal]
        kind = "refusal" if is_negated(tree, token.index) else kind
        yield Frame(kind, token.index, token.index, action, subject.index, modal=True, impersonal="both")


def _is_definite(tree: ParseTree, words: UndertakingWords, verb: Token) -> bool:
    """Return whether a clause tells by when or until what: a term, not a view of what may come."""
    preps = (t.text.lower() for t in tree.children(verb.index, "prep"))
    return bool(set(preps) & words.deadline_prepositions) or any(
        tree.tokens[i].text.lower() in words.binding for i in tree.subtree(verb.index)
    )


def _tells_bargain(tree: ParseTree, words: UndertakingWords, tokens: Sequence[Token]) -> bool:
    """Return whether a sentence tells that something was got for something: "what he received in exchange"."""
    texts = [t.text.lower() for t in tokens]
    swapped = any(texts[i] == "in" and texts[i + 1] in ("exchange", "return") for i in range(len(texts) - 1))
    return swapped and any(t.lemma.lower() in words.getting for t in tokens)


def _listed(tree: ParseTree, words: UndertakingWords, tokens: Sequence[Token]) -> Iterator[Frame]:
    """Yield the clauses behind a colon that what a side asks for is said to be: "his list was long: the port opens"."""
    colon = next((n for n, t in enumerate(tokens) if t.text == ":"), None)
    if colon is None:
        return
    before, after = tokens[:colon], tokens[colon + 1 :]
    put = next((t for t in before if t.lemma.lower() in words.putting and t.pos == "VERB"), None)
    asked = any(t.lemma.lower() in words.listed and t.pos == "NOUN" for t in before)
    subject = tree.child(put.index, "nsubj") if put is not None else None
    if not asked or subject is None:
        return
    behind = {t.index for t in after}
    for token in after:
        doer = tree.child(token.index, "nsubj", "nsubjpass")
        heads = (token.dep in ("ROOT", "conj", "ccomp", "appos", "parataxis")) and token.pos in ("VERB", "AUX")
        if heads and token.tag in ("VBZ", "VBP") and doer is not None and doer.index in behind:
            first = tree.subtree(doer.index)[0]
            action = tuple(i for i in clause_indices(tree, token.index) if i >= first)
            yield Frame("demand", token.index, token.index, action, subject.index, modal=True)
            return
