"""Whether the clause around a word tells what was, what is going on, or what lies ahead."""

from __future__ import annotations

from typing import Literal

from communique.extract.clauses import ParseTree
from communique.extract.time_words import time_words
from communique.model.annotation import Token

Tense = Literal["past", "present", "progressive", "future"]


def tense_of(tree: ParseTree, index: int) -> Tense:
    """Return the tense of the nearest verb above the token at `index` that tells one; "past" where none does.

    Infinitives under a verb of intention ("plans to meet", "is due to continue") are future.
    """
    return _tense_above(tree, index) or "past"


def told_tense(tree: ParseTree, index: int) -> Tense | None:
    """Return the tense as `tense_of` does, of a time under the verb; None where no verb tells one.

    What was arranged for a time lies ahead of the telling ("has scheduled a session for Thursday", "postponed until
    May"), unless it was arranged before something else ("had been scheduled").
    """
    arranged = time_words().arranged
    for token in (tree.tokens[index], *tree.ancestors(index)):
        if token.pos == "VERB" or token.lemma.lower() in arranged:
            if token.lemma.lower() in arranged and not _had(tree, token):
                return "future"
            break
    return _tense_above(tree, index)


def is_called_off(tree: ParseTree, index: int) -> bool:
    """Return whether what the token at `index` dates is called off by the verb above: then it may lie ahead.

    "has called off Thursday's meeting"; not where it was called off before something else ("had called off").
    """
    verb = next((t for t in tree.ancestors(index) if t.pos == "VERB"), None)
    if verb is None or _had(tree, verb):
        return False
    particles = [t.text.lower() for t in tree.children(verb.index, "prt", "advmod")]
    calls_off = time_words().calls_off
    return any(" ".join((verb.lemma.lower(), *rest)) in calls_off for rest in ([], *([p] for p in particles)))


def _tense_above(tree: ParseTree, index: int) -> Tense | None:
    for token in (tree.tokens[index], *tree.ancestors(index)):
        if token.pos in ("VERB", "AUX"):
            found = verb_tense(tree, token)
            if found is not None:
                return found
            if token.tag == "VBN" and token.dep in ("acl", "amod"):
                return "past"
    return None


def _had(tree: ParseTree, token: Token) -> bool:
    """Return whether a verb, or the adjective of a predicate, is in the past perfect."""
    verbs = [token, *(head for head in [tree.head(token.index)] if head is not None and token.pos == "ADJ")]
    helpers = (t for verb in verbs for t in tree.children(verb.index, "aux"))
    return any(t.lemma.lower() == "have" and t.tag == "VBD" for t in helpers)


def verb_tense(tree: ParseTree, verb: Token) -> Tense | None:
    """Return the tense of one verb group; None where the verb above decides (participles, bare infinitives)."""
    words = time_words()
    helpers = tree.children(verb.index, "aux", "auxpass")
    lemmas = {t.lemma.lower() for t in helpers}
    if any(t.tag == "MD" and t.text.lower() in words.modals for t in helpers):
        return "past" if "have" in lemmas else "future"
    if any(t.tag == "TO" for t in helpers):
        above = tree.head(verb.index)
        if above is None or above.lemma.lower() not in words.ahead:
            return None
        return "past" if _had(tree, above) else "future"  # "had been due to expire" is over
    if verb.tag == "VBD" or any(t.tag == "VBD" for t in helpers) or "have" in lemmas:
        return "past"
    if verb.tag == "VBG":
        return "progressive" if "be" in lemmas else None
    if verb.tag in ("VBZ", "VBP"):
        return "present"
    return "present" if any(t.tag in ("VBZ", "VBP") for t in helpers) else None
