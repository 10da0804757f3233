"""Judgements by a verb of naming: "called the talks productive", "declared the border out of the question".

Method: docs/methods/statements.md.
"""

from __future__ import annotations

import re

from communique.extract.cues import CueLexicon
from communique.extract.extents import OPENING
from communique.extract.syntax import Syntax
from communique.model.annotation import Token

MAX_JUDGED_TOKENS = 8
"""Tokens from the head of what is judged to a judgement such as "out of the question"."""
MAX_PREDICATE_CHARS = 30
"""Longer than any such judgement with the word behind it."""
_PURPOSE = re.compile(r"in order (?:to|that)\b")


def _begins_with(words: str, judgement: str) -> bool:
    """Return whether words begin with all words of a judgement: "in order", neither "in orders" nor "in order to"."""
    return re.match(rf"{re.escape(judgement)}(?!\w)", words) is not None and _PURPOSE.match(words) is None


class JudgementFinder:
    """Finds what verbs of naming judge in one article."""

    def __init__(self, text: str, syntax: Syntax, cues: CueLexicon) -> None:
        self.text = text
        self.syntax = syntax
        self.cues = cues

    def bounds(self, verb: Token) -> tuple[int, int] | None:
        """Return the first token of what a verb judges, and a token that the judgement reaches at least; None: it
        judges nothing."""
        small = self.syntax.child(verb.index, "ccomp", "oprd", "xcomp")
        named = self.syntax.child(verb.index, "dobj")
        parts = [t for t in (small, named) if t is not None and t.index > verb.index]
        if not parts:
            return None
        predicate = self._predicate(named) if named in parts and named is not None else None
        if predicate is not None and named is not None:
            return self.syntax.edges(named.index)[0], predicate
        if small is None and named is not None and not self._is_judged(named):
            return None
        first = min(self.syntax.edges(t.index)[0] for t in parts)
        return first, first

    def judges(self, verb: Token) -> bool:
        """Return whether a verb of naming tells a judgement ("called the offer a trick"), not a call or an address."""
        named = verb.lemma in self.cues.judge
        return named and (self.is_behind(verb) or self.syntax.child(verb.index, "oprd") is not None)

    def is_behind(self, verb: Token) -> bool:
        """Return whether a judgement stands behind the object of a verb ("called the plan to move unacceptable")."""
        named = self.syntax.child(verb.index, "dobj")
        if named is None or named.index < verb.index:
            return False
        return self._is_judged(named) or self._predicate(named) is not None

    def _predicate(self, named: Token) -> int | None:
        """Return the last token of a judgement without an adjective behind what is judged ("called monitors out of the
        question"); None: there is none."""
        for token in self.syntax.tokens[named.index + 1 : named.index + MAX_JUDGED_TOKENS]:
            words = self.text[token.start : token.start + MAX_PREDICATE_CHARS].lower()
            told = next((p for p in self.cues.predicates if _begins_with(words, p)), None)
            if told is not None:
                return self.syntax.between(token.start, token.start + len(told))[-1].index
        return None

    def _is_judged(self, named: Token) -> bool:
        """Return whether a judgement follows a noun: an adjective ("called that decision bad"), which the parser may
        take for part of what stands before it ("called the shelling of Luma unacceptable"), a second object, or words
        in quotation marks ("called the envoy 'a disgrace'")."""
        last = self.syntax.tokens[self.syntax.last_word(named.index)]
        behind = self.syntax.tokens[last.index - 1]
        ends = last.tag == "JJ" and last.index > named.index and behind.pos in ("NOUN", "PROPN")
        quoted = self.syntax.tokens[min(named.index + 1, len(self.syntax.tokens) - 1)].text in OPENING
        twice = named.head != named.index and len(self.syntax.children(named.head, "dobj")) > 1
        return (
            ends
            or quoted
            or twice
            or any(t.pos == "ADJ" and t.index > named.index for t in self.syntax.children(named.index))
        )
