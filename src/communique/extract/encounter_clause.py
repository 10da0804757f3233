"""The verbs and words that stand around one telling of an encounter and tell what becomes of it."""

from __future__ import annotations

import re

from communique.extract.clauses import ParseTree, is_negated
from communique.extract.encounter_drafts import EncounterMention
from communique.extract.encounter_words import encounter_words
from communique.extract.tense import verb_tense
from communique.model.annotation import Token

CLAUSE_VERBS_ABOVE = 2
"""How many verbs above the one that carries the encounter may still change its status ("hopes | to hold")."""
WORDS_BEFORE, WORDS_AFTER = 10, 16
"""How far, in tokens, fixed phrases may stand from the words that tell the encounter."""
NOUNS_BEFORE = 8
"""How far, in tokens, "a date" may stand before the infinitive that it is set for."""
CARRIED = ("nsubj", "nsubjpass", "dobj", "attr")


class MentionClause:
    """The clause of one mention, as far as it tells whether the encounter came about."""

    def __init__(self, tree: ParseTree, mention: EncounterMention) -> None:
        self.tree = tree
        self.mention = mention
        self.words = encounter_words()
        self.verbs = self._verbs()
        self.clause = self._clause_words()

    def _verbs(self) -> list[Token]:
        """Return the verb that carries the encounter and what stands above it in the same clause chain."""
        verb = self.mention.verb
        if verb is None:
            return []
        chain = [verb]
        for token in self.tree.ancestors(verb.index):
            linked = chain[-1].dep in ("xcomp", "aux", "pcomp", "acl", "prep", "ccomp") or token.pos == "ADP"
            if not linked or len(chain) > CLAUSE_VERBS_ABOVE or chain[-1].dep == "relcl":
                break
            if chain[-1].dep == "ccomp" and not self._is_infinitive(chain[-1]):
                break
            if token.pos in ("VERB", "AUX", "ADJ", "NOUN"):
                chain.append(token)
        return chain

    def _clause_words(self) -> str:
        bounds = self.tree.sentences[self.mention.trigger.sentence]
        first = max(bounds.first, self.mention.trigger.index - WORDS_BEFORE)
        last = min(bounds.last, self.mention.trigger.index + WORDS_AFTER)
        words = self.tree.text[self.tree.tokens[first].start : self.tree.tokens[last - 1].end].lower()
        return f" {' '.join(words.split())} "

    def _has(self, name: str) -> bool:
        return any(re.search(rf"\b{re.escape(phrase)}\b", self.clause) for phrase in self.words.of(name))

    def _is_infinitive(self, verb: Token) -> bool:
        return any(t.tag == "TO" for t in self.tree.children(verb.index, "aux"))

    def _carried_by(self, verb: Token) -> bool:
        """Return whether the encounter is the subject or object of `verb`."""
        current = self.mention.trigger
        while current.index != verb.index and current.head not in (verb.index, current.index):
            above = self.tree.tokens[current.head]
            if above.pos in ("NOUN", "PROPN") and above.lemma not in self.words.of("light_verbs.measures"):
                return False
            current = above
        return current.dep in CARRIED

    def _carries(self, verb: Token) -> bool:
        """Return whether the tense of `verb` is the encounter's: its subject or object, or a verb that holds it."""
        if verb.lemma.lower() in ("say", "tell", "add", "note", "announce", "report"):
            return False
        if self._carried_by(verb):
            return True
        return verb.lemma.lower() in self.words.of("light_verbs.lemmas") and self._is_near(verb)

    def _is_near(self, verb: Token) -> bool:
        """Return whether no other noun stands between the encounter and a verb ("have a readout of the call")."""
        current = self.tree.tokens[self.mention.trigger.head]
        while current.index != verb.index and current.head != current.index:
            if current.pos in ("NOUN", "PROPN") and current.lemma not in self.words.of("light_verbs.measures"):
                return False
            current = self.tree.tokens[current.head]
        return True

    def _told_begun(self) -> bool:
        """Return whether a clause behind the noun tells that it began or ended ("the talks that began on Monday")."""
        return bool(self._past_clauses("light_verbs.begins")) or self._told_ended()

    def _told_ended(self) -> bool:
        return bool(self._past_clauses("light_verbs.ends"))

    def _past_clauses(self, name: str) -> list[Token]:
        """Return the verbs of a list that past relative clauses of the noun have; "began with a hymn" is none."""
        noun = self.mention.trigger
        found = []
        for clause in self.tree.children(noun.index, "relcl") if noun.pos != "VERB" else ():
            subject = self.tree.child(clause.index, "nsubj", "nsubjpass")
            own = subject is not None and subject.text.lower() in ("that", "which")
            opened = any(t.lemma == "with" for t in self.tree.children(clause.index, "prep"))
            told = own and not opened and not is_negated(self.tree, clause.index)
            if told and verb_tense(self.tree, clause) == "past" and clause.lemma.lower() in self.words.of(name):
                found.append(clause)
        return found

    def _is_arranged(self, infinitive: Token) -> bool:
        """Return whether "to reconvene talks" is set for a date or by a plan, not only wished for."""
        before = self.tree.tokens[max(infinitive.index - NOUNS_BEFORE, 0) : infinitive.index]
        lemmas = {t.lemma.lower() for t in before if t.sentence == infinitive.sentence}
        return bool(lemmas & {"date", "plan", "agree", "decide", "schedule"})
