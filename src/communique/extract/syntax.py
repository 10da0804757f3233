"""The parse as a tree: children, edges and noun phrases over an annotation's tokens."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from communique.model.annotation import Annotation, Token
from communique.model.spans import Span

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
NAME_ARTICLES = ("al", "el", "ul", "as", "ad")
"""The Arabic article as names are written with it."""
LOOSE = ("relcl", "appos", "acl", "parataxis", "advcl")


class Syntax:
    """Quick questions to the parse; indices are positions in `Annotation.tokens`."""

    def __init__(self, annotation: Annotation) -> None:
        self.tokens = annotation.tokens
        self.sentences = annotation.sentences
        self._starts = [t.start for t in annotation.tokens]
        self._children: list[list[int]] = [[] for _ in annotation.tokens]
        for t in annotation.tokens:
            if t.head != t.index:
                self._children[t.head].append(t.index)
        self._edges: dict[int, tuple[int, int]] = {}

    def children(self, index: int, *deps: str) -> list[Token]:
        """Return the children of a token in text order, of the given labels only if any are given."""
        found = [self.tokens[i] for i in self._children[index]]
        return [t for t in found if t.dep in deps] if deps else found

    def child(self, index: int, *deps: str) -> Token | None:
        """Return the first child of the given labels; None: there is none."""
        return next(iter(self.children(index, *deps)), None)

    def edges(self, index: int) -> tuple[int, int]:
        """Return the first and the last token of a token's subtree."""
        if index not in self._edges:
            left = right = index
            stack = list(self._children[index])
            while stack:
                i = stack.pop()
                left, right = min(left, i), max(right, i)
                stack.extend(self._children[i])
            self._edges[index] = (left, right)
        return self._edges[index]

    def last_word(self, index: int) -> int:
        """Return the last token of a token's subtree that is no punctuation."""
        last = self.edges(index)[1]
        while last > index and (self.tokens[last].pos == "PUNCT" or not self.within(last, index)):
            last -= 1
        return last

    def head(self, token: Token) -> Token:
        """Return the head of a token; itself for a root."""
        return self.tokens[token.head]

    def within(self, index: int, ancestor: int) -> bool:
        """Return whether a token is in the subtree of another."""
        while index != ancestor:
            if self.tokens[index].head == index:
                return False
            index = self.tokens[index].head
        return True

    def bounds(self, token: Token) -> tuple[int, int]:
        """Return the first and the last token of a token's sentence."""
        sentence = self.sentences[token.sentence]
        return sentence.first, sentence.last - 1

    def between(self, start: int, end: int) -> Sequence[Token]:
        """Return the tokens that begin in the half-open offset range."""
        return self.tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def span(self, first: int, last: int) -> Span:
        """Return the span from the first to the last token, both included."""
        return Span(self.tokens[first].start, self.tokens[last].end)

    def noun_phrase(self, head: Token) -> Span:
        """Return the words that name what `head` heads: its modifiers, "of" phrases and conjuncts, but no clause or
        apposition after it. A name in apposition to a role ("the envoy, Ana Roth,") stands for both."""
        named = self.child(head.index, "appos")
        if named is not None and head.pos == "NOUN" and named.pos == "PROPN" and named.index > head.index:
            return self.noun_phrase(named)
        first = last = head.index
        for child in self.children(head.index):
            left, right = self.edges(child.index)
            if child.index < head.index and child.dep not in (*LOOSE, "punct", "cc", "preconj", "mark", "advmod"):
                first = min(first, left)
            elif child.index > head.index and self._belongs(child, head):
                last = max(last, self._trim(right, child.index))
        while first < head.index and self.tokens[first].pos in ("PUNCT", "CCONJ", "SCONJ", "ADV", "SPACE"):
            first += 1
        hyphened = self.tokens[first - 1]
        if first and hyphened.text[-1:] == "-" != hyphened.text and hyphened.end == self.tokens[first].start:
            first -= 1  # "U.S.-backed", cut by the tokenizer
        return self.span(first, self._whole_name(last))

    def _whole_name(self, last: int) -> int:
        """Return the last token of a name that the parser broke after its article ("al - Rashid")."""
        ahead = self.tokens[last + 1 : last + 3]
        broken = self.tokens[last].text.lower() in NAME_ARTICLES and len(ahead) == 2
        return last + 2 if broken and ahead[0].text == "-" and ahead[1].text[0].isupper() else last

    def _belongs(self, child: Token, head: Token) -> bool:
        if child.dep == "prep":
            named = head.text[0].isupper() and child.text[0].isupper()  # "Doctors Without Borders"
            belongs = named or child.text.lower() in ("of", "for", "in", "at", "from", "to", "with")
            return belongs and child.index == head.index + 1
        return child.dep in ("conj", "case", "nummod", "flat") and not (child.dep == "conj" and child.pos == "VERB")

    def _trim(self, right: int, left: int) -> int:
        """Return the last token before a clause or apposition inside left..right."""
        for i in range(left, right + 1):
            t = self.tokens[i]
            elsewhere = t.dep == "prep" and i > left and t.text.lower() in ("for", "from", "to", "with", "on", "after")
            if elsewhere or (t.dep in LOOSE and t.pos in ("VERB", "AUX")):
                right = self.edges(i)[0] - 1
                break
        while right > left and self.tokens[right].pos in ("PUNCT", "CCONJ", "SPACE"):
            right -= 1
        return right
