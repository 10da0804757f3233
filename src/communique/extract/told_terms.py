"""What the author tells of the terms of an accord ("under the deal the port will open") and of what a side will not do.

Method: docs/methods/undertakings.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.extract.clauses import ParseTree, auxiliaries, clause_indices, is_negated
from communique.extract.complements import UNREAL, infinitive_action, is_infinitive
from communique.extract.modals import find_conditionals, find_intentions
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
        known = words.consent | words.travel | words.planned
        if frame.kind == "refusal" and not frame.eventive and verb.lemma.lower() in known:
            yield frame


def find_author_plans(tree: ParseTree, words: UndertakingWords, own: Sequence[int]) -> Iterator[Frame]:
    """Yield what the author says that somebody will do or is to do of official acts: "Koralik is to lift its ban"."""
    for index in own:
        verb = tree.tokens[index]
        if verb.tag != "VB" or verb.lemma.lower() not in words.planned or in_condition(tree, verb):
            continue
        holder = tree.head(index) if is_infinitive(tree, index) else verb
        if holder is None or not _is_planned(tree, words, verb, holder):
            continue
        subject = tree.child(holder.index, "nsubj")
        if subject is not None and subject.tag not in ("WDT", "WP", "PRP"):
            action = tuple(i for i in clause_indices(tree, index) if i >= index)
            yield Frame("commitment", index, index, action, subject.index, modal=True)


def find_author_conditions(tree: ParseTree, words: UndertakingWords, own: Sequence[int]) -> Iterator[Frame]:
    """Yield what the author says a side will do on a condition, of official acts and answers in kind.

    ("Unless the note is withdrawn, Koralik will recall its envoy"; "should the ban come, Koralik would retaliate")
    """
    for frame in find_conditionals(tree, words, own):
        verb = tree.tokens[frame.clause]
        subject = tree.child(verb.index, "nsubj")
        willed = {"will", "would"} & set(auxiliaries(tree, verb.index)) and not is_negated(tree, verb.index)
        acts = words.planned | words.moves | words.harm_verbs | words.consent
        if willed and subject is not None and subject.pos == "PROPN" and verb.lemma.lower() in acts:
            yield frame


def find_obligations(tree: ParseTree, words: UndertakingWords, own: Sequence[int]) -> Iterator[Frame]:
    """Yield what the author says an accord binds a side to: "the deal obliges Koralik to ...", "bars it from ..."."""
    for index in own:
        verb = tree.tokens[index]
        lemma, subject = verb.lemma.lower(), tree.child(index, "nsubj")
        bars = lemma in words.barring
        if verb.pos != "VERB" or not (bars or lemma in words.obliging) or subject is None:
            continue
        if (
            subject.lemma.lower() not in words.accords
            or is_negated(tree, index)
            or UNREAL & set(auxiliaries(tree, index))
        ):
            continue
        bound = tree.child(index, "dobj")
        for clause in tree.children(index, "advcl", "xcomp", "ccomp", "prep"):
            done = tree.child(clause.index, "pcomp") if clause.dep == "prep" and bars else clause
            doer = bound or tree.child(clause.index, "nsubj")
            infinitive = done is clause and clause.pos == "VERB" and is_infinitive(tree, clause.index) and not bars
            if done is None or doer is None or not (infinitive or (bars and done is not clause)):
                continue
            action = tuple(i for i in clause_indices(tree, done.index) if i >= done.index)
            kind: UndertakingKind = "refusal" if bars else "commitment"
            yield Frame(kind, index, done.index, action, doer.index, modal=True)
            break


def _is_planned(tree: ParseTree, words: UndertakingWords, verb: Token, holder: Token) -> bool:
    """Return whether a verb stands below "is to" or behind "will", with no "not" or "probably"."""
    guessed = any(t.text.lower() in words.guess for t in tree.children(holder.index, "advmod"))
    if guessed or is_negated(tree, holder.index) or holder.dep in ("relcl", "advcl", "csubj"):
        return False
    if holder is verb:
        return "will" in auxiliaries(tree, verb.index) and "have" not in auxiliaries(tree, verb.index)
    return _is_arranged(tree, verb, holder)


def _is_arranged(tree: ParseTree, verb: Token, holder: Token) -> bool:
    """Return whether a verb stands below "is to" or "are to"."""
    arranged = holder.lemma.lower() == "be" and holder.tag in ("VBZ", "VBP") and verb.dep == "xcomp"
    return arranged and tree.child(holder.index, "attr", "acomp", "expl") is None


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
        holder = tree.head(token.index) if token.tag == "VB" and is_infinitive(tree, token.index) else None
        if holder is not None and not bare and _is_arranged(tree, token, holder):
            modal = "will"  # "both sides are to pull back"
        subject = (tree.child(holder.index, "nsubj") if holder is not None else None) or tree.subject(token.index)
        if modal is None or subject is None or token.pos not in ("VERB", "AUX") or token.dep in ("relcl", "advcl"):
            continue
        if in_condition(tree, token) or "have" in auxiliaries(tree, token.index) or subject.pos in ("VERB", "AUX"):
            continue
        if subject.tag in ("WDT", "WP"):
            continue
        if bare and (subject.tag not in THINGS or not _is_definite(tree, words, token)):
            continue
        first = tree.subtree(subject.index)[0] if subject.index < token.index else token.index
        arranged = modal == "will" and "will" not in auxiliaries(tree, token.index)
        below = infinitive_action(tree, token.index) if arranged else clause_indices(tree, token.index)
        action = tuple(i for i in below if i in inside and i >= first)
        kind: UndertakingKind = "commitment" if modal == "would" else KINDS[modal]
        denied = next(iter(tree.children(holder.index, "neg", "preconj")), None) if arranged and holder else None
        if denied is not None and holder is not None:  # "neither is to add to its posts" says nothing without its "not"
            action = tuple(i for i in clause_indices(tree, holder.index) if i in inside and i >= denied.index)
        kind = "refusal" if is_negated(tree, token.index) or denied is not None else kind
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
