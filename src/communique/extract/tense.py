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
    for token in (tree.tokens[index], *tree.ancestors(index)):
        if token.pos in ("VERB", "AUX"):
            found = verb_tense(tree, token)
            if found is not None:
                return found
    return "past"


def verb_tense(tree: ParseTree, verb: Token) -> Tense | None:
    """Return the tense of one verb group; None where the verb above decides (participles, bare infinitives)."""
    words = time_words()
    helpers = tree.children(verb.index, "aux", "auxpass")
    lemmas = {t.lemma.lower() for t in helpers}
    if any(t.tag == "MD" and t.text.lower() in words.modals for t in helpers):
        return "past" if "have" in lemmas else "future"
    if any(t.tag == "TO" for t in helpers):
        above = tree.head(verb.index)
        return "future" if above is not None and above.lemma.lower() in words.ahead else None
    if verb.tag == "VBD" or any(t.tag == "VBD" for t in helpers) or "have" in lemmas:
        return "past"
    if verb.tag == "VBG":
        return "progressive" if "be" in lemmas else None
    if verb.tag in ("VBZ", "VBP"):
        return "present"
    return "present" if any(t.tag in ("VBZ", "VBP") for t in helpers) else None
