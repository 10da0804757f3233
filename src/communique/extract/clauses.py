"""The parse as a tree: children, subjects, and the stretch of text that a clause or phrase covers.

Indices are those of `Annotation.tokens`; spans are half-open code point offsets into `Article.text`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from communique.model.annotation import Annotation, Token
from communique.model.spans import Span

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
ASIDE_MARKS = frozenset((",", "—", "–"))
ASIDES = frozenset(("advcl", "relcl", "appos"))
REASONS = frozenset(("because", "although", "though", "whereas", "despite"))
"""Words that open a comment on a clause, no part of what it says is done."""
EDGE_PUNCTUATION = frozenset(".,;:!?—–-")
FULL_AUXILIARIES = {"'ll": "will", "’ll": "will", "wo": "will", "'d": "would", "ca": "can", "’d": "would"}


class ParseTree:
    """The dependency trees of one annotation."""

    _latest: ClassVar[ParseTree | None] = None

    def __init__(self, annotation: Annotation, text: str) -> None:
        self.annotation = annotation
        self.tokens = annotation.tokens
        self.sentences = annotation.sentences
        self.text = text
        self._children: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                self._children[token.head].append(token)
        self._subtrees: dict[int, list[int]] = {}

    @staticmethod
    def of(annotation: Annotation, text: str) -> ParseTree:
        """Return the tree of `annotation`; one and the same to all who ask for that of one article in turn."""
        latest = ParseTree._latest
        if latest is None or latest.annotation is not annotation or latest.text != text:
            latest = ParseTree._latest = ParseTree(annotation, text)
        return latest

    def children(self, index: int, *deps: str) -> list[Token]:
        """Return the dependents of a token in text order; only those with one of `deps`, where any is given."""
        below = self._children[index]
        return [token for token in below if token.dep in deps] if deps else below.copy()

    def child(self, index: int, *deps: str) -> Token | None:
        """Return the first dependent, with one of `deps` where any is given; None: there is none."""
        for token in self._children[index]:
            if not deps or token.dep in deps:
                return token
        return None

    def head(self, index: int) -> Token | None:
        """Return the head of a token; None for the root of its sentence."""
        head = self.tokens[index].head
        return None if head == index else self.tokens[head]

    def ancestors(self, index: int) -> Iterator[Token]:
        """Yield the head of a token, the head's head, up to the root."""
        head = self.head(index)
        while head is not None:
            yield head
            head = self.head(head.index)

    def subtree(self, index: int, *, skip: Callable[[Token], bool] | None = None) -> list[int]:
        """Return the indices of a token and all below it, sorted; branches whose top `skip` accepts are left out."""
        if skip is None:
            known = self._subtrees.get(index)
            if known is None:
                known = self._subtrees[index] = self._indices_below(index)
            return known.copy()
        found, waiting = [], [index]
        while waiting:
            current = waiting.pop()
            found.append(current)
            waiting += [token.index for token in self._children[current] if not skip(token)]
        found.sort()
        return found

    def first_below(self, index: int) -> int:
        """Return the first token of a token's subtree."""
        return (self._subtrees.get(index) or self.subtree(index))[0]

    def _indices_below(self, index: int) -> list[int]:
        found, waiting = [index], [index]
        while waiting:
            below = [token.index for token in self._children[waiting.pop()]]
            found += below
            waiting += below
        found.sort()
        return found

    def subject(self, index: int) -> Token | None:
        """Return the subject of a verb: its own, or, where it has none, that of the verb it is joined to or hangs on.

        None: there is none in reach (an imperative, a heading, a noun's complement).
        """
        own = self.child(index, *SUBJECTS)
        if own is not None:
            return own
        token, head = self.tokens[index], self.head(index)
        if head is None:
            return None
        if token.dep in ("conj", "advcl", "xcomp", "aux", "pcomp") and head.pos in ("VERB", "AUX", "ADP", "SCONJ"):
            return self.subject(head.index)
        if token.dep == "prep" and head.pos in ("VERB", "AUX"):
            return self.subject(head.index)
        return None

    def words_span(self, indices: Sequence[int]) -> Span | None:
        """Return the span from the first to the last of `indices` less punctuation at its edges; None: none is left."""
        kept = sorted(indices)
        while kept and self._is_edge(kept[0]):
            kept.pop(0)
        while kept and self._is_edge(kept[-1]):
            kept.pop()
        return Span(self.tokens[kept[0]].start, self.tokens[kept[-1]].end) if kept else None

    def phrase_span(self, index: int, *, skip: Callable[[Token], bool] | None = None) -> Span | None:
        """Return the span of a token's subtree less punctuation at its edges."""
        return self.words_span(self.subtree(index, skip=skip))

    def noun_span(self, index: int) -> Span:
        """Return the span of a noun phrase without relative clauses and appositions ("the two diplomats")."""
        token = self.tokens[index]
        span = self.phrase_span(index, skip=lambda t: t.dep in ("relcl", "appos", "acl", "punct", "advcl"))
        return span or Span(token.start, token.end)

    def sentence_tokens(self, sentence: int) -> tuple[Token, ...]:
        """Return the tokens of a sentence."""
        bounds = self.sentences[sentence]
        return self.tokens[bounds.first : bounds.last]

    def tokens_in(self, span: Span) -> list[Token]:
        """Return the tokens that lie within `span`."""
        first = bisect_left(self.tokens, span.start, key=lambda t: t.start)
        last = bisect_left(self.tokens, span.end, key=lambda t: t.start)
        return [token for token in self.tokens[first:last] if token.end <= span.end]

    def _is_edge(self, index: int) -> bool:
        return self.tokens[index].text in EDGE_PUNCTUATION


def _is_other_clause(tree: ParseTree, index: int, token: Token) -> bool:
    """Return whether a finite verb joined to an infinitive starts another clause ("to reply and called on ...")."""
    bare = tree.tokens[index].tag == "VB" and token.head == index
    return bare and token.dep == "conj" and token.tag in ("VBD", "VBZ") and token.text.lower() != token.lemma.lower()


def limits(tree: ParseTree, verb: Token) -> bool:
    """Return whether a relative clause says which are meant: in the present, or with a modal."""
    aux = auxiliaries(tree, verb.index)
    if {"will", "would", "can", "could", "may", "might", "must"} & set(aux):
        return True
    return verb.tag in ("VBZ", "VBP") and "been" not in aux


def clause_indices(tree: ParseTree, index: int) -> list[int]:
    """Return the indices of a clause without comments set off by a comma ("..., protesting ...")."""

    def aside(token: Token) -> bool:
        if token.dep == "punct" and token.text in ('"', "“", "”"):
            return False
        first = tree.first_below(token.index)
        if token.dep == "parataxis" or _is_other_clause(tree, index, token):
            return True
        if token.dep == "conj" and token.head == index and tree.tokens[first].text.lower() == "that" and first > index:
            return True  # "would not come unless ..., and that it had asked for ..."
        if token.dep in ("advcl", "prep") and token.index > index and tree.tokens[first].text.lower() in REASONS:
            return True
        opener = tree.tokens[first]
        last = tree.subtree(token.index)[-1] == tree.subtree(index)[-1]
        behind_comma = last and first > index and tree.tokens[first - 1].text in ASIDE_MARKS
        relative = token.dep == "relcl" and opener.text.lower() in ("that", "which") and opener.dep in SUBJECTS
        if relative and not behind_comma:
            return first > index and token.head != index and not limits(tree, token)
        return first > index and tree.tokens[first - 1].text in ASIDE_MARKS and token.dep in ASIDES

    return tree.subtree(index, skip=aside)


def hyphened(tree: ParseTree, index: int) -> str:
    """Return the lemma of a noun in lower case, with what stands before its hyphen ("cease-fire")."""
    lemma, tokens = tree.tokens[index].lemma.lower(), tree.tokens
    if index > 1 and tokens[index - 1].text == "-" and tokens[index - 2].end == tokens[index - 1].start:
        return f"{tokens[index - 2].text.lower()}-{lemma}"
    return lemma


def is_negated(tree: ParseTree, index: int) -> bool:
    """Return whether a verb or noun has a "not", "never" or "no" of its own."""
    return any(
        c.dep == "neg"
        or (c.lemma.lower() in ("no", "never", "neither", "nor") and c.dep in ("det", "advmod", "preconj"))
        for c in tree.children(index)
    )


def auxiliaries(tree: ParseTree, index: int) -> list[str]:
    """Return the lower-case words of a verb's auxiliaries in text order, "'ll" and "wo" in full."""
    words = (c.text.lower() for c in tree.children(index, "aux", "auxpass"))
    return [FULL_AUXILIARIES.get(word, word) for word in words]
