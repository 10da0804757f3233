"""What happened, told apart from what should, might or will, for reports of keeping and breaking."""

from __future__ import annotations

from communique.extract.clauses import ParseTree, auxiliaries
from communique.extract.compliance_words import ComplianceWords
from communique.model.annotation import Token
from communique.model.statements import Statement

UNREAL = frozenset(
    ("would", "should", "could", "must", "may", "might", "will", "can", "shall", "'ll", "’ll", "'d", "’d")
)
IFS = frozenset(("if", "unless", "until", "till", "once", "whether", "lest", "provided"))
PRESENT = frozenset(("have", "has", "is", "are", "get", "gets"))


class Happened:
    """Tells of the clauses of one article whether they tell what happened."""

    def __init__(self, tree: ParseTree, words: ComplianceWords) -> None:
        self.tree = tree
        self.words = words

    def is_denied(self, clause: Token, statement: Statement | None) -> bool:
        """Return whether somebody denies what a clause tells, by its cue or by a verb above it."""
        cue = self.tree.tokens_in(statement.cue_span) if statement is not None and statement.cue_span else []
        over = [t for t in self.tree.ancestors(clause.index) if t.pos == "VERB"]
        return any(t.lemma.lower() in self.words.deny for t in (*cue, *over))

    def is_real(self, clause: Token) -> bool:
        """Return whether a clause tells of what happened: no modal, no infinitive, no condition, no wish above it."""
        for verb in (clause, *self.tree.ancestors(clause.index)):
            if (
                verb.sentence == clause.sentence
                and verb.pos in ("ADJ", "NOUN")
                and verb.lemma.lower() in self.words.not_yet
            ):
                return False
            if verb.pos not in ("VERB", "AUX") or verb.sentence != clause.sentence:
                continue
            helpers = set(auxiliaries(self.tree, verb.index))
            says = verb.dep == "ROOT" and verb.lemma.lower() not in self.words.learn
            if helpers & UNREAL and (verb is clause or not says):
                return False
            openers = {t.text.lower() for t in self.tree.children(verb.index, "mark", "advmod")}
            if openers & IFS or ("when" in openers and (verb.tag in ("VBZ", "VBP") or helpers & PRESENT)):
                return False
            if verb is clause and ("to" in helpers or (verb.tag == "VB" and not helpers & {"do", "does", "did"})):
                return False
            if verb is not clause and verb.lemma.lower() in self.words.unreal and not self._is_reported(verb, clause):
                return False
            if verb.dep == "relcl":
                break  # what a relative clause tells holds, whatever is wished around it
        return (
            not self._is_conditional(clause)
            and not self._hangs_on_nothing(clause)
            and (clause.tag != "VBG" or self._is_asserted(clause))
        )

    def _is_reported(self, verb: Token, clause: Token) -> bool:
        """Return whether a verb that may also ask for something reports a clause ("told him that it had broken")."""
        helpers = auxiliaries(self.tree, clause.index)
        finite = clause.tag == "VBD" or (clause.tag == "VBN" and bool(set(helpers) & {"had", "has", "have"}))
        return (
            verb.lemma.lower() in self.words.reports and clause.dep == "ccomp" and clause.head == verb.index and finite
        )

    def _is_conditional(self, clause: Token) -> bool:
        """Return whether a clause tells what is the case if something else is."""
        hung = (c for c in self.tree.children(clause.index, "advcl") if c.index < clause.index)
        return any(t.text.lower() == "if" for c in hung for t in self.tree.children(c.index, "mark"))

    def _hangs_on_nothing(self, clause: Token) -> bool:
        """Return whether a clause with "that" stands in a sentence without a verb above it, which is a fragment."""
        mark = self.tree.child(clause.index, "mark")
        over = (t for t in self.tree.ancestors(clause.index) if t.pos in ("VERB", "AUX"))
        return mark is not None and mark.text.lower() == "that" and next(over, None) is None

    def _is_asserted(self, gerund: Token) -> bool:
        """Return whether a form in -ing tells of what happens: "is keeping", "..., breaking its word", "accused of"."""
        governed = self.tree.head(gerund.index)
        if auxiliaries(self.tree, gerund.index):
            return True
        if gerund.dep == "pcomp" and governed is not None:
            over = self.tree.head(governed.index)
            return over is not None and over.lemma.lower() in self.words.accuse
        return gerund.dep in ("advcl", "acl", "conj", "dep") or (
            gerund.dep == "xcomp"
            and governed is not None
            and governed.lemma.lower() in ("keep", "continue", "start", "stop")
        )
