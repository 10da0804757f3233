"""The word by which an encounter is only possible, hoped for or spoken of ("may meet", "a possible call", "hopes")."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from communique.extract.clauses import ParseTree
from communique.extract.encounter_clause import MentionClause
from communique.extract.encounter_drafts import EncounterMention
from communique.extract.encounter_unreal import NOUNS_ABOVE
from communique.model.annotation import Token
from communique.model.spans import Span


def encounter_hedge(tree: ParseTree, mention: EncounterMention) -> Span | None:
    """Return the word that tells an expected encounter as no more than that; None: no single word does.

    The nearest word counts: "a possible meeting" before "hopes to hold one".
    """
    token = next(_HedgeReader(tree, mention).words_told(), None)
    if token is None:
        return None
    before = tree.tokens[token.index - 1] if token.index else token
    return Span(before.start if before.dep == "neg" else token.start, token.end)


class _HedgeReader(MentionClause):
    def words_told(self) -> Iterator[Token]:
        """Yield the hedging words from the nearest to the furthest."""
        noun = self.mention.trigger
        yield from self._among(self.tree.children(noun.index, "amod", "compound"), "status.expected_words")
        modals = set(self.words.of("status.expected_modals"))
        for verb in self.verbs[:1]:
            yield from (t for t in self.tree.children(verb.index, "aux") if t.text.lower() in modals)
            yield from self._among(self.tree.children(verb.index, "acomp"), "status.expected_words")
        yield from self._among([t for v in self.verbs for t in self._around(v)], "status.expected_lemmas")
        yield from self._among([t for v in self.verbs[:1] for t in self._around(v)], "status.proposing")
        above = list(islice(self.tree.ancestors(noun.index), NOUNS_ABOVE))
        yield from self._among([t for t in above if t.pos == "NOUN"], "status.ahead_nouns")

    def _around(self, verb: Token) -> list[Token]:
        """Return a verb, what is said of its subject ("is likely to meet"), and "no" of "no plans"."""
        own = [] if verb is self.mention.trigger else [verb]
        return [*own, *self.tree.children(verb.index, "acomp", "oprd", "advmod")]

    def _among(self, tokens: list[Token], name: str) -> Iterator[Token]:
        known = set(self.words.of(name))
        # "hopes" is "hop" to the lemmatiser
        return (t for t in tokens if {t.lemma.lower(), t.text.lower(), t.text.lower().removesuffix("s")} & known)
