"""What an encounter is about: short noun phrases."""

from __future__ import annotations

from communique.extract.clauses import ParseTree
from communique.extract.encounter_drafts import EncounterMention
from communique.extract.encounter_words import encounter_words
from communique.extract.time_words import time_words
from communique.model.annotation import Token

MAX_ISSUES = 6
MAX_ISSUE_WORDS = 7


class TopicReader:
    """Reads the issues of encounters from the parse of one article."""

    def __init__(self, tree: ParseTree) -> None:
        self.tree = tree
        self.words = encounter_words()

    def of_mention(self, mention: EncounterMention) -> list[str]:
        """Return the issues told with one mention ("talks on X", "met to discuss X")."""
        found = self._about(mention.trigger)
        for anchor in (mention.trigger, *([mention.governor] if mention.governor is not None else [])):
            for verb in self.tree.children(anchor.index, "advcl", "xcomp", "acl", "relcl"):
                if self.discusses(verb):
                    found += self.of_verb(verb)
        if mention.governor is not None and self.discusses(mention.governor):
            found += self.of_verb(mention.governor)
        return list(dict.fromkeys(found))[:MAX_ISSUES]

    def discusses(self, verb: Token) -> bool:
        """Return whether a verb tells what is talked about."""
        return verb.pos == "VERB" and verb.lemma.lower() in self.words.of("issues.verbs")

    def of_verb(self, verb: Token) -> list[str]:
        """Return what is discussed: the object of the verb, or what it touches "on"."""
        targets = self.tree.children(verb.index, "dobj", "nsubjpass")
        for preposition in self.tree.children(verb.index, "prep"):
            if preposition.lemma in ("on", "upon", "to") and not targets:
                targets = self.tree.children(preposition.index, "pobj")
        return [issue for target in targets for issue in self._phrases(target)]

    def _about(self, anchor: Token) -> list[str]:
        prepositions = self.words.of("issues.prepositions")
        return [
            issue
            for preposition in self.tree.children(anchor.index, "prep")
            if preposition.lemma in prepositions
            for target in self.tree.children(preposition.index, "pobj")
            for issue in self._phrases(target)
        ]

    def _phrases(self, head: Token) -> list[str]:
        """Return the noun phrase at `head` and its conjuncts as short issues; pronouns, days, empty nouns give none."""
        lemma = head.lemma.lower()
        if lemma in self.words.of("issues.carriers"):
            carried = self._carried(head)
            if carried:
                return carried + self._conjuncts(head)
        stop = (*self.words.of("issues.not_issues"), *self.words.nouns)
        phrases: list[str] = []
        if head.pos in ("NOUN", "PROPN") and lemma not in stop and not _is_time(head):
            words = self._words(head)
            if words:
                phrases.append(words)
        return phrases + self._conjuncts(head)

    def _carried(self, head: Token) -> list[str]:
        """Return the issues behind "issues related to X", "an exchange of views on X"."""
        found: list[str] = []
        for below in self.tree.children(head.index, "prep", "acl"):
            prepositions = [below] if below.dep == "prep" else self.tree.children(below.index, "prep")
            for preposition in prepositions:
                for target in self.tree.children(preposition.index, "pobj"):
                    found += self._phrases(target)
        return found

    def _conjuncts(self, head: Token) -> list[str]:
        return [issue for token in self.tree.children(head.index, "conj") for issue in self._phrases(token)]

    def _words(self, head: Token) -> str:
        """Return the phrase at `head`; where it is long, without what is tied to it by prepositions; "": too long."""
        loose = ("relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "det", "predet")
        for cut in (loose, (*loose, "prep")):
            span = self.tree.phrase_span(head.index, skip=lambda t, cut=cut: t.dep in cut)  # type: ignore[misc]
            words = " ".join(span.of(self.tree.text).split()) if span is not None else ""
            if words and len(words.split()) <= MAX_ISSUE_WORDS:
                return words
        return ""


def _is_time(head: Token) -> bool:
    words = time_words()
    return head.text in words.weekdays or head.text in words.months or head.lemma in words.units
