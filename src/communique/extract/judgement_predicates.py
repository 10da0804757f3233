"""Judgements told by words of judgement: "a constructive meeting", "the mood was tense", "the talks collapsed"."""

from __future__ import annotations

from communique.extract.clauses import SUBJECTS, auxiliaries
from communique.extract.complements import is_infinitive
from communique.extract.judgement_reader import PRONOUNS, SHORT_TOKENS, VERBS, Judgement, JudgementReader, is_clause
from communique.extract.judgement_words import Target
from communique.model.annotation import Token

PREDICATES = frozenset(
    "acomp attr oprd dobj conj ROOT ccomp xcomp advcl relcl pobj appos acl nsubj nsubjpass advmod".split()  # noqa: SIM905
)
"""Where in its clause a word of judgement can be the predicate or part of it."""
LONGEST_PATH = 3
"""Steps from a word of judgement up to the verb of its clause."""


class PredicateJudgements:
    """Finds what words of judgement say of the noun or subject that they stand with."""

    def __init__(self, reader: JudgementReader) -> None:
        self.reader = reader
        self.tree = reader.tree
        self.words = reader.words

    def find(self, token: Token) -> Judgement | None:
        """Return what a word of judgement judges, before its noun or as a predicate; None: nothing that counts."""
        head = self.tree.head(token.index)
        before = token.dep in ("amod", "compound") or (token.dep == "conj" and head is not None and head.dep == "amod")
        if before:
            noun = self.tree.head(token.index)
            determiner = self.tree.child(noun.index, "det") if noun is not None else None
            if determiner is not None and token.index < determiner.index:
                return None  # "made clear a truce must ...": no adjective of the noun
            if noun is not None and self._is_complement(noun):
                return self._predicative(noun, word=token)
            if noun is not None and noun.dep in ("pobj", "dobj") and self.reader.target_of(noun) is None:
                if noun.lemma.lower() in self.words.footings and (found := self._footing(token, noun)) is not None:
                    return found
                if noun.lemma.lower() in self.words.manners:
                    return self._predicative(noun, word=token)
            light = {token.lemma.lower(), token.text.lower()} & self.words.predicate_only
            return self._attributive(token) if not light or self._is_quoted(token) else None
        return self._predicative(token) if token.dep in PREDICATES else None

    def _footing(self, token: Token, noun: Token) -> Judgement | None:
        """Return what "have been on frosty terms" says of those whose terms they are; None: other words."""
        verb = next((t for t in self.tree.ancestors(noun.index) if t.pos in VERBS), None)
        prep = self.tree.head(noun.index)
        if verb is None or prep is None or prep.text.lower() != "on" or self.reader.is_wish(noun):
            return None
        indices = tuple(self.reader.clause_words(verb, self.reader.subject_of(verb)))
        return Judgement(token.index, "relations", None, indices) if not is_infinitive(self.tree, verb.index) else None

    def _is_complement(self, noun: Token) -> bool:
        """Return whether a noun is what something is said to be or to turn into."""
        head = self.tree.head(noun.index)
        return noun.dep == "attr" or (noun.dep == "pobj" and head is not None and head.text.lower() == "into")

    def _is_quoted(self, token: Token) -> bool:
        """Return whether a word stands right behind a quotation mark: it was chosen to judge."""
        return token.index > 0 and self.tree.tokens[token.index - 1].text in ('"', "“", "'", "‘")

    def _attributive(self, token: Token) -> Judgement | None:
        """Return the judgement of an adjective before its noun ("a constructive meeting")."""
        noun = next((t for t in self.tree.ancestors(token.index) if t.pos in ("NOUN", "PROPN")), None)
        target = self._target_before(noun) if noun is not None else None
        if noun is None or target is None or noun.sentence != token.sentence:
            return None
        definite = any(t.text.lower() in ("the", "this", "that") for t in self.tree.children(noun.index, "det"))
        if self.reader.is_wish(noun) and not definite and self.tree.child(noun.index, "poss") is None:
            return None
        if noun.lemma.lower() in self.words.subject_only:
            return None
        return Judgement(token.index, target, noun.index, tuple(self._noun_words(noun)))

    def _target_before(self, noun: Token) -> Target | None:
        """Return what a noun with an adjective before it names; some are judged that way alone ("firm support")."""
        return self.reader.target_of(noun) or self.words.before.get(noun.lemma.lower())

    def _noun_words(self, noun: Token) -> list[int]:
        """Return a judged noun phrase without what follows the noun; whole in "one of the ...", "appeared in ..."."""
        head = self.tree.head(noun.index)
        above = self.tree.head(head.index) if head is not None and noun.dep == "pobj" else None
        if head is not None and above is not None:
            if head.text.lower() == "of" and above.text.lower() in ("one", "some"):
                return self.reader.phrase(above.index)
            if above.lemma.lower() in self.words.lookings and not is_infinitive(self.tree, above.index):
                return self.reader.clause_words(above, self.reader.subject_of(above))
        return self.tree.subtree(
            noun.index, skip=lambda t: t.dep in ("relcl", "acl", "appos", "prep", "conj") and t.index > noun.index
        )

    def _predicative(self, token: Token, word: Token | None = None) -> Judgement | None:
        """Return the judgement of a predicate on the subject or another noun of its clause.

        `word`: the adjective before a noun that is the predicate ("it was an important visit").
        """
        if self.reader.is_wish(token) or self.reader.is_asking(token):
            return None
        if token.pos == "NOUN" and token.lemma.lower() in self.words.wishes:
            return None  # "it is his hope that ..."
        clause = self._clause_of(token)
        if clause is not None and self._tells_known(token, clause):
            return None
        if clause is None or set(auxiliaries(self.tree, clause.index)) & {"must", "should", "shall"}:
            return None  # what ought to be is a demand
        if token.dep == "advmod" and token.head != clause.index:
            return None
        if (
            token.dep == "pobj"
            and word is None
            and {token.lemma.lower(), token.text.lower()} & self.words.predicate_only
        ):
            return None  # "out of step", "of concern"
        path = next((n for n, t in enumerate((token, *self.tree.ancestors(token.index))) if t.index == clause.index), 0)
        own = self.reader.subject_of(clause)
        in_subject = own is not None and token.index in self.tree.subtree(own.index)
        foretold = token.pos in ("VERB", "ADV") and {"will", "would"} & set(auxiliaries(self.tree, clause.index))
        if path > LONGEST_PATH or foretold or (in_subject and token.lemma.lower() in self.words.predicate_only):
            return None
        subject = own or self._joined_subject(clause)
        found = self._clause_target(clause, word or token, subject)
        if found is None:
            return None
        target, noun = found
        indices = self.reader.clause_words(clause, subject)
        meant = self._meant(subject, clause, token) if subject is not None else []
        if meant and noun is not None and noun > indices[-1]:
            indices = list(range(indices[0], self.tree.subtree(meant[-1].index)[-1] + 1))
        if token.pos == "VERB" and token.index == clause.index and subject is not None and noun == subject.index:
            told = [i for i in indices if i >= token.index]
            short = len(self.tree.subtree(subject.index)) <= SHORT_TOKENS or len(told) <= SHORT_TOKENS
            indices = indices if short else told
        return Judgement(token.index, target, noun, tuple(indices))

    def _tells_known(self, token: Token, clause: Token) -> bool:
        """Return whether a word only tells what is known: "it is clear that ...", "made clear the truce must ..."."""
        behind = (*self.tree.children(token.index), *self.tree.children(clause.index))
        known = [t for t in behind if t.dep in ("ccomp", "csubj", "advcl") and t.index > token.index]
        below = (self.tree.tokens[i] for t in known for i in self.tree.subtree(t.index))
        told = bool(known) and not any(self.reader.polarity_of(t) is not None for t in below)
        return token.lemma.lower() in self.words.epistemic and (told or clause.lemma.lower() == "make")

    def _clause_of(self, token: Token) -> Token | None:
        """Return the finite verb of the clause in which a word judges; None: none, or it tells of a purpose."""
        for verb in (token, *self.tree.ancestors(token.index)):
            if verb.pos not in VERBS:
                continue
            if not is_infinitive(self.tree, verb.index):
                return verb
            if verb.dep not in ("xcomp", "conj", "ROOT"):
                return None
        return None

    def _clause_target(self, clause: Token, word: Token, subject: Token | None) -> tuple[Target, int | None] | None:
        inside = self.reader.inside(word.index)
        if word.lemma.lower() in self.words.praise and not (
            inside and subject is not None and subject.text.lower() in ("i", "we")
        ):
            return None
        for index in self._judged_nouns(clause, word, subject):
            token = self.tree.tokens[index]
            target = self.reader.target_of(token)
            below = subject is None or not (
                index == subject.index or (token.dep == "pobj" and index in self.tree.subtree(subject.index))
            )
            if (
                target is not None
                and index != word.index
                and not (below and token.lemma.lower() in self.words.subject_only)
            ):
                return target, index
        pronoun = subject is not None and subject.text.lower() in PRONOUNS and subject.tag != "WDT"
        if not pronoun or subject is None or word.pos == "VERB":
            return None
        meant = self._meant(subject, clause, word)
        if meant:
            return self.reader.first_target(meant)
        return ("encounter", None) if inside or self._named_before(subject) else None

    def _joined_subject(self, clause: Token) -> Token | None:
        """Return what can be judged and is the subject of the clause that a finite one is joined to."""
        head = self.tree.head(clause.index)
        finite = clause.tag in ("VBD", "VBZ", "VBP") or bool(self.tree.children(clause.index, "aux"))
        joined = self.tree.tokens[max(0, self.tree.subtree(clause.index)[0] - 1)].tag == "CC"
        if clause.dep != "conj" or head is None or head.dep not in ("ROOT", "ccomp") or not (finite and joined):
            return None
        subject = self.reader.subject_of(head)
        return subject if subject is not None and self.reader.target_of(subject) is not None else None

    def _meant(self, subject: Token, clause: Token, word: Token) -> list[Token]:
        """Return the clauses that an "it" only stands for: "it is clear that ...", "it would help if ..."."""
        if subject.text.lower() != "it":
            return []
        behind = (*self.tree.children(clause.index), *self.tree.children(word.index))
        return [
            t
            for t in behind
            if t.index > clause.index and t.pos in VERBS and t.dep in ("ccomp", "xcomp", "advcl", "acl")
        ]

    def _named_before(self, pronoun: Token) -> bool:
        """Return whether "it" can stand for an encounter that is the subject of the same sentence before."""
        earlier = self.tree.sentence_tokens(pronoun.sentence)
        subjects = [t for t in earlier if t.index < pronoun.index and t.dep in SUBJECTS]
        return bool(subjects) and pronoun.text.lower() == "it" and self.reader.target_of(subjects[-1]) == "encounter"

    def _judged_nouns(self, clause: Token, word: Token, subject: Token | None) -> list[int]:
        """Return the indices of the words that may name what `word` judges, likeliest first."""
        nouns: list[int] = []
        if subject is not None:
            nouns = [subject.index, *self.tree.subtree(subject.index)]
            if subject.tag == "WDT" and clause.dep == "relcl":
                nouns = [clause.head]
        if word.pos == "VERB" and word.index == clause.index:
            objects = self.tree.children(clause.index, "dobj")
            return [*nouns, *(i for o in objects for i in self.tree.subtree(o.index, skip=is_clause))]
        near = [word, *self.tree.children(clause.index, "dobj", "attr", "acomp")]
        return [*nouns, *(i for t in near for i in self.tree.subtree(t.index, skip=is_clause))]
