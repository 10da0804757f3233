"""The word by which an encounter is only possible or hoped for ("may meet"), or was broken off ("collapsed")."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from communique.extract.clauses import ParseTree, is_negated
from communique.extract.encounter_clause import MentionClause
from communique.extract.encounter_drafts import EncounterMention
from communique.extract.encounter_unreal import NOUNS_ABOVE
from communique.extract.encounter_words import encounter_words
from communique.extract.tense import verb_tense
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
        above = list(islice((t for t in self.tree.ancestors(noun.index) if t.pos != "ADP"), NOUNS_ABOVE))
        yield from self._among([t for t in above if t.pos == "NOUN"], "status.ahead_nouns")

    def _around(self, verb: Token) -> list[Token]:
        """Return a verb, what is said of its subject ("is likely to meet"), and "no" of "no plans"."""
        own = [] if verb is self.mention.trigger else [verb]
        return [*own, *self.tree.children(verb.index, "acomp", "oprd", "advmod")]

    def _among(self, tokens: list[Token], name: str) -> Iterator[Token]:
        known = set(self.words.of(name))
        # "hopes" is "hop" to the lemmatiser
        return (t for t in tokens if {t.lemma.lower(), t.text.lower(), t.text.lower().removesuffix("s")} & known)


def breakdown(tree: ParseTree, mention: EncounterMention) -> Span | None:
    """Return the words that tell talks as broken off ("collapsed", "broke down", "the collapse of"); None: none do."""
    noun, words = mention.trigger, encounter_words().of("status.broken")
    verb = mention.governor
    if noun.pos == "VERB":
        return None
    if verb is not None and noun.dep == "nsubj" and noun.head == verb.index and verb_tense(tree, verb) == "past":
        particle = next((t for t in tree.children(verb.index, "prt") if t.index == verb.index + 1), None)
        told = f"{verb.lemma.lower()} {particle.text.lower()}" if particle is not None else verb.lemma.lower()
        if told in words and not is_negated(tree, verb.index):
            return Span(verb.start, (particle or verb).end)
    of = tree.head(noun.index)
    above = tree.head(of.index) if of is not None and of.lemma == "of" else None
    definite = above is not None and any(t.text.lower() == "the" for t in tree.children(above.index, "det"))
    told_of = above is not None and definite and above.lemma.lower() in encounter_words().of("status.breakdowns")
    return Span(above.start, above.end) if above is not None and told_of else None
