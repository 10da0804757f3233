"""Whether an encounter was held, is under way, is planned, expected, cancelled, ruled out or failed to happen."""

from __future__ import annotations

import re

from communique.extract.clauses import ParseTree, auxiliaries, is_negated
from communique.extract.encounter_mentions import EncounterMention
from communique.extract.encounter_words import encounter_words
from communique.extract.tense import verb_tense
from communique.model.annotation import Token
from communique.model.encounters import EncounterStatus

CLAUSE_VERBS_ABOVE = 2
"""How many verbs above the one that carries the encounter may still change its status ("hopes | to hold")."""


def encounter_status(tree: ParseTree, mention: EncounterMention) -> EncounterStatus:
    """Return the status that the words around a mention tell; "held" where they tell nothing else."""
    verbs = _verbs(tree, mention)
    clause = _clause_words(tree, mention)
    called_off = _called_off(tree, mention, verbs, clause)
    if called_off is not None:
        return called_off
    ahead = _ahead(tree, mention, verbs)
    if ahead is not None:
        return ahead
    status = encounter_words().status
    if set(mention.modifiers) & set(status["under_way_words"]) or _has(clause, status["under_way_phrase"]):
        return "under way"
    if verbs and _goes_on(tree, mention, verbs[0]):
        return "under way"
    return "held"


def is_foretold(tree: ParseTree, mention: EncounterMention) -> bool:
    """Return whether the encounter lies ahead of a moment that is itself past ("confirmed he would meet")."""
    verb = mention.verb
    if verb is None or "would" not in auxiliaries(tree, verb.index):
        return False
    above = tree.head(verb.index)
    return above is not None and above.pos in ("VERB", "AUX") and verb_tense(tree, above) == "past"


def _verbs(tree: ParseTree, mention: EncounterMention) -> list[Token]:
    """Return the verb that carries the encounter and those above it in the same clause chain."""
    verb = mention.verb
    if verb is None:
        return []
    chain = [verb]
    for token in tree.ancestors(verb.index):
        linked = chain[-1].dep in ("xcomp", "aux", "pcomp", "acl", "prep", "advcl") or token.pos not in ("VERB", "AUX")
        if not linked or len(chain) > CLAUSE_VERBS_ABOVE or chain[-1].dep == "relcl":
            break
        if token.pos in ("VERB", "AUX", "ADJ") and chain[-1].dep in ("xcomp", "aux", "acl"):
            chain.append(token)
    return chain


def _called_off(tree: ParseTree, mention: EncounterMention, verbs: list[Token], clause: str) -> EncounterStatus | None:
    status = encounter_words().status
    lemmas = {v.lemma.lower() for v in verbs}
    if lemmas & set(status["cancelled"]) or _has(clause, status["cancelled_phrase"]):
        return "cancelled"
    if _has(clause, status["failed_phrase"]) or (lemmas & set(status["failed"]) and " began" in clause):
        return "failed to happen"
    if _has(clause, status["ruled_out_phrase"]):
        return "ruled out"
    trigger = mention.trigger
    if trigger.pos == "VERB" and is_negated(tree, trigger.index):
        return "ruled out" if verb_tense(tree, trigger) == "future" else "failed to happen"
    return None


def _ahead(tree: ParseTree, mention: EncounterMention, verbs: list[Token]) -> EncounterStatus | None:
    """Return "expected" or "planned" for what lies ahead; None for what does not."""
    status = encounter_words().status
    modifiers = set(mention.modifiers)
    if modifiers & set(status["expected_words"]):
        return "expected"
    if modifiers & set(status["planned_words"]):
        return "planned"
    if verbs and (mention.trigger.pos == "VERB" or _carries(tree, mention, verbs[0])):
        found = _verb_ahead(tree, mention, verbs)
        if found is not None:
            return found
    return _noun_ahead(tree, mention, verbs[0]) if verbs and mention.trigger.pos != "VERB" else None


def _verb_ahead(tree: ParseTree, mention: EncounterMention, verbs: list[Token]) -> EncounterStatus | None:
    status = encounter_words().status
    modals = set(auxiliaries(tree, verbs[0].index))
    if verb_tense(tree, verbs[0]) == "future" and "have" not in modals:
        open_modals = modals & set(status["expected_modals"])
        return "expected" if open_modals and not is_foretold(tree, mention) else _intent(verbs)
    if len(verbs) > 1 and any(t.tag == "TO" for t in tree.children(verbs[0].index, "aux")):
        intent = {v.lemma.lower() for v in verbs[1:]}
        if intent & set(status["expected_lemmas"]):
            return "expected"
        if intent & set(status["planned_lemmas"]):
            return "planned"
    return None


def _noun_ahead(tree: ParseTree, mention: EncounterMention, verb: Token) -> EncounterStatus | None:
    status = encounter_words().status
    lemma = verb.lemma.lower()
    preposition = tree.head(mention.trigger.index)
    if lemma == "be" and any(_is_infinitive(tree, t) for t in tree.children(verb.index, "xcomp")):
        return "planned"  # "negotiations are to be held"
    if lemma in status["travel"] and preposition is not None and preposition.lemma == "for":
        return "planned"
    if lemma in status["planned_lemmas"] and lemma != "agree":
        return "planned"
    if lemma in status["proposing"]:
        return "expected"
    return "planned" if "next" in mention.modifiers else None


def _is_infinitive(tree: ParseTree, verb: Token) -> bool:
    return any(t.tag == "TO" for t in tree.children(verb.index, "aux"))


def _intent(verbs: list[Token]) -> EncounterStatus:
    expected = set(encounter_words().status["expected_lemmas"])
    return "expected" if {v.lemma.lower() for v in verbs[1:]} & expected else "planned"


def _carries(tree: ParseTree, mention: EncounterMention, verb: Token) -> bool:
    """Return whether the tense of `verb` is that of the encounter: it is its subject, its object, or it holds it."""
    if verb.lemma.lower() in ("say", "tell", "add", "note", "announce", "report"):
        return False
    current = mention.trigger
    while current.index != verb.index and current.head != verb.index:
        current = tree.tokens[current.head]
    return current.dep in ("nsubj", "nsubjpass", "dobj", "attr") or verb.lemma.lower() in encounter_words().light_verbs


def _goes_on(tree: ParseTree, mention: EncounterMention, verb: Token) -> bool:
    """Return whether the verb tells something going on: "is meeting", "is in town for talks"."""
    if verb_tense(tree, verb) == "progressive":
        return _present(tree, verb)
    above = tree.head(verb.index)
    if verb.tag == "VBG" and verb.dep in ("advcl", "xcomp", "acl") and above is not None:
        return above.lemma == "be" and above.tag in ("VBZ", "VBP")
    if verb.lemma != "be" or verb.tag not in ("VBZ", "VBP") or mention.trigger.pos == "VERB":
        return False
    preposition = tree.head(mention.trigger.index)
    return preposition is not None and preposition.dep == "prep" and preposition.lemma in ("for", "in", "at")


def _present(tree: ParseTree, verb: Token) -> bool:
    helpers = tree.children(verb.index, "aux", "auxpass")
    return any(t.tag in ("VBZ", "VBP") and t.lemma == "be" for t in helpers) and not any(
        t.tag == "VBN" for t in helpers
    )


def _clause_words(tree: ParseTree, mention: EncounterMention) -> str:
    """Return the words of the sentence around the trigger, in lower case, without those of clauses far off."""
    bounds = tree.sentences[mention.trigger.sentence]
    first = max(bounds.first, mention.trigger.index - 10)
    last = min(bounds.last, mention.trigger.index + 12)
    words = tree.text[tree.tokens[first].start : tree.tokens[last - 1].end].lower()
    return f" {' '.join(words.split())} "


def _has(clause: str, phrases: tuple[str, ...]) -> bool:
    return any(re.search(rf"\b{re.escape(phrase)}\b", clause) for phrase in phrases)
