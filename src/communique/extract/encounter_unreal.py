"""Tellings that set a case, a wish or a plan that fell, and so tell no encounter that came about."""

from __future__ import annotations

from itertools import islice

from communique.extract.clauses import auxiliaries, is_negated
from communique.extract.encounter_clause import CLAUSE_VERBS_ABOVE, MentionClause
from communique.extract.tense import verb_tense
from communique.model.annotation import Token

NOUNS_ABOVE = 3
"""How many words above an encounter its "readiness" or "invitation" may stand."""


class UnrealReader(MentionClause):
    """Reads from the clause of one mention whether it is only a case, a wish or a former plan."""

    def _is_unreal(self) -> bool:
        verb = self.mention.verb
        if verb is None:
            return False
        for token in (verb, *islice(self.tree.ancestors(verb.index), CLAUSE_VERBS_ABOVE)):
            if token.pos not in ("VERB", "AUX"):
                continue
            marks = {t.text.lower() for t in self.tree.children(token.index, "mark")}
            if marks & set(self.words.of("status.unreal_marks")) and not self._is_set_to(token):
                return True
            if self._is_superseded(token):
                return True
            if "would" in auxiliaries(self.tree, token.index) and self._is_wish(token):
                return True
            if token.tag in ("VBZ", "VBP") and self._is_consequence(token):
                return True
        helpers = auxiliaries(self.tree, verb.index)
        if (
            is_negated(self.tree, verb.index)
            and {"would", "could", "should"} & set(helpers)
            and not self._is_reported(verb)
        ):
            return True
        return "have" in helpers and bool({"would", "could", "should", "might"} & set(helpers))

    def _is_wished(self) -> bool:
        """Return whether an encounter is only called for ("we must meet") or hoped for ("my hope is that ...")."""
        called = set(self.words.of("status.called_for"))
        for verb in self.verbs[:2]:
            if verb.pos in ("VERB", "AUX") and set(auxiliaries(self.tree, verb.index)) & called:
                return True
        noun = self.mention.trigger
        if noun.tag == "NNS" and not {"the", "next"} & set(self.mention.modifiers):
            near = islice(self.tree.ancestors(noun.index), NOUNS_ABOVE)
            if any(t.lemma.lower() in self.words.of("status.willing") for t in near):
                return True  # "his readiness to engage in negotiations"
        planned = set(self.words.of("status.blueprints"))
        if any(t.lemma.lower() in planned for t in islice(self.tree.ancestors(noun.index), NOUNS_ABOVE)):
            return True  # "a road map for a truce and talks"
        hoped = self.words.of("status.hoped_for")
        above = islice(self.tree.ancestors(self.mention.trigger.index), CLAUSE_VERBS_ABOVE * 2)
        subjects = [t for be in above if be.lemma == "be" for t in self.tree.children(be.index, "nsubj")]
        return any(t.lemma.lower() in hoped for t in subjects)

    def _is_superseded(self, verb: Token) -> bool:
        """Return whether a plan is told as fallen ("was supposed to start on Sunday, but was postponed")."""
        supposed = verb.lemma.lower() in self.words.of("status.supposed") and verb.tag == "VBN"
        past = any(t.tag == "VBD" for t in self.tree.children(verb.index, "auxpass", "aux"))
        later = [t for t in self.tree.children(verb.index, "cc") if t.lemma == "but"]
        return supposed and past and bool(later) and self.mention.trigger.pos != "VERB"

    def _was_first_due(self) -> bool:
        """Return whether a day is that of a first plan ("talks that were first set for Monday")."""
        noun = self.mention.trigger
        if noun.pos == "VERB":
            return False
        verbs = [*self.tree.children(noun.index, "relcl", "acl"), *self.verbs[:1]]
        for verb in verbs:
            told = {t.text.lower() for t in self.tree.children(verb.index, "advmod")}
            due = {verb.lemma.lower(), *(t.lemma.lower() for t in self.tree.children(verb.index, "acomp"))}
            if told & {"originally", "initially"} and due & set(self.words.of("status.supposed")):
                return True
        return False

    def _is_consequence(self, verb: Token) -> bool:
        """Return whether a present verb tells what follows from a case ("if the trains do not come, there is ...")."""
        clauses = self.tree.children(verb.index, "advcl")
        return any(t.text.lower() == "if" for clause in clauses for t in self.tree.children(clause.index, "mark"))

    def _is_wish(self, verb: Token) -> bool:
        adverbs = {t.text.lower() for t in self.tree.children(verb.index, "advmod")}
        wishes = verb.lemma.lower() in self.words.of("status.unreal_verbs")
        return bool(adverbs & set(self.words.of("status.unreal_adverbs"))) or (wishes and verb.lemma != "see")

    def _is_set_to(self, verb: Token) -> bool:
        """Return whether "if" only opens "if talks are to resume on Monday", which tells a plan."""
        return verb.lemma == "be" and any(self._is_infinitive(t) for t in self.tree.children(verb.index, "xcomp"))

    def _is_reported(self, verb: Token) -> bool:
        """Return whether "would" only moves a reported "will" into the past ("..., he said")."""
        clause = next(
            (t for t in (verb, *self.tree.ancestors(verb.index)) if t.dep in ("ccomp", "relcl", "ROOT")), verb
        )
        above = self.tree.head(clause.index)
        said = above is not None and clause.dep == "ccomp" and verb_tense(self.tree, above) == "past"
        return said or clause.dep == "conj"
