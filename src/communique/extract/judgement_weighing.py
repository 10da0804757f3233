"""Judgements of those quoted, clause by clause: what a commentator says of what he speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.extract.clauses import SUBJECTS
from communique.extract.judgement_reader import PRONOUNS, VERBS, Judgement, JudgementReader
from communique.extract.judgement_words import Target
from communique.model.annotation import Token

LEAST_WEIGHED_TOKENS, MOST_WEIGHED_TOKENS = 5, 40
"""Tokens of a clause that is taken whole as a judgement."""


class Weigher:
    """Finds the clauses that judge in the words of those quoted."""

    def __init__(self, reader: JudgementReader) -> None:
        self.reader = reader
        self.tree = reader.tree
        self.words = reader.words

    def weigh(self, indices: Sequence[int], *, comment: bool) -> Iterator[Judgement]:
        """Yield the clauses of somebody's sentence that judge.

        A clause needs something judged and a word of judgement; in a commentator's (`comment`), two words of weighing
        will do.
        """
        sentence = self.tree.tokens[indices[0]].sentence
        if any(t.text == "?" for t in self.tree.sentence_tokens(sentence)):
            return
        for segment in self._segments(indices):
            tokens = [self.tree.tokens[i] for i in segment]
            if not LEAST_WEIGHED_TOKENS <= len(tokens) <= MOST_WEIGHED_TOKENS:
                continue
            judged = [t for t in tokens if self.reader.polarity_of(t) is not None]
            weighing = [t for t in tokens if comment and t.lemma.lower() in self.words.scales]
            asked = any(self.reader.is_asking(t) for t in tokens) or any(
                t.text.lower() in self.words.asking or t.lemma.lower() == "want" for t in tokens
            )
            found = self._weighed(tokens, comment=comment)
            if found is None or asked or not (judged or len(weighing) > 1):
                continue
            word = (judged or weighing)[0].index
            yield Judgement(word, found[0], found[1], tuple(segment), rank=1 if comment else 3)

    def _weighed(self, tokens: Sequence[Token], *, comment: bool) -> tuple[Target, int | None] | None:
        """Return what a clause weighs: what it names, or what its subject "it" or "this" stands for."""
        for token in tokens:
            target = self.reader.target_of(token)
            if target is not None and (comment or token.lemma.lower() not in self.words.subject_only):
                return target, token.index
        pronouns = (*PRONOUNS, "they", "we") if comment else PRONOUNS
        meant = any(t.dep in SUBJECTS and t.text.lower() in pronouns for t in tokens)
        return ("encounter", None) if meant else None

    def _segments(self, indices: Sequence[int]) -> list[list[int]]:
        """Return the clauses of a sentence that stand for themselves, without connectives and fronted clauses."""
        inside = set(indices)
        heads = [t for t in (self.tree.tokens[i] for i in indices) if t.pos in VERBS and self._stands(t, inside)]
        found = []
        for head in heads:
            deeper = {i for h in heads if h.index != head.index for i in self.tree.subtree(h.index)}
            if any(h.head == head.index and h.dep == "ccomp" for h in heads):
                continue  # "this suggests that ...": what is suggested is the judgement
            own = [i for i in self.tree.subtree(head.index) if i in inside and i not in deeper]
            subject = self.reader.subject_of(head)
            first = self.tree.subtree(subject.index)[0] if subject is not None else head.index
            before = [t for t in self.tree.children(head.index) if self.tree.subtree(t.index)[-1] < first]
            dropped = {
                i
                for t in before
                if t.dep in ("cc", "mark", "punct") or (t.dep in ("advmod", "advcl") and not self._contrasts(t))
                for i in self.tree.subtree(t.index)
            }
            kept = self.reader.without_tail([i for i in own if i not in dropped], head.index)
            while kept and self.tree.tokens[kept[-1]].dep in ("cc", "punct"):
                kept.pop()
            found.append(kept)
        return found

    def _stands(self, verb: Token, inside: set[int]) -> bool:
        """Return whether a verb heads a clause of its own: the main one, one joined to it, or what that shows."""
        if verb.head == verb.index or verb.head not in inside:
            return True
        head = self.tree.tokens[verb.head]
        joined = verb.dep in ("conj", "ccomp", "parataxis") and self.reader.subject_of(verb) is not None
        if verb.dep == "ccomp" and head.lemma.lower() not in self.words.evidence:
            return False
        return joined and self._stands(head, inside) if head.pos in VERBS else False

    def _contrasts(self, token: Token) -> bool:
        """Return whether a fronted clause is weighed against the main one ("while differences remain, ...")."""
        opener = self.tree.tokens[self.tree.subtree(token.index)[0]].text.lower()
        own = any(self.reader.polarity_of(self.tree.tokens[i]) is not None for i in self.tree.subtree(token.index))
        return opener in ("while", "although", "though", "even") and own
