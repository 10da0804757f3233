"""Where a text judges: "called the talks useful", "the mood was tense", "no breakthrough", "regularly violated".

What is judged, by whom and whether well or ill is told by assessments.py. Method: docs/methods/assessments.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from communique.extract.clauses import SUBJECTS, ParseTree, auxiliaries, clause_indices, is_negated
from communique.extract.complements import is_infinitive
from communique.extract.judgement_words import JudgementWords, Target
from communique.model.annotation import Token
from communique.model.undertakings import Polarity

SHORT_SUBJECT_TOKENS = 10
"""A subject up to this long is part of the judgement's words."""
LEAST_WEIGHED_TOKENS, MOST_WEIGHED_TOKENS = 5, 40
"""Tokens of a sentence that is taken whole as a commentator's judgement."""
LONG_SUBJECT_TOKENS = 25
"""The same where the predicate is short."""
PREDICATES = frozenset(
    "acomp attr oprd dobj conj ROOT ccomp xcomp advcl relcl pobj appos acl nsubj nsubjpass advmod".split()
)
PRONOUNS = frozenset(("it", "this", "that"))
VERBS = ("VERB", "AUX")
LOOSE_TAILS = frozenset(("after", "following", "amid"))
"""Prepositions that open a tail without a comma."""
LONGEST_PATH = 3
"""Steps from a word of judgement up to the verb of its clause."""
SHORT_TOKENS = 3
"""A subject or predicate up to this long is given with the other."""
TAILS = frozenset(("with", "as", "while", "although", "though", "because", "after", "despite", "before", "following", "due", "thanks", "owing"))
"""Words that open a tail behind a comma: it tells more, but judges nothing."""
UNREAL = frozenset(("must", "should", "will", "would", "could", "may", "might", "can"))
"""Auxiliaries under which nothing has been kept or broken yet."""
ASKING = frozenset(("must", "should", "need", "needs", "please"))
"""Words by which something is asked for, not judged."""
BLAME = frozenset(("accuse", "blame", "criticize", "criticise", "charge"))


@dataclass(frozen=True, slots=True)
class Judgement:
    """A word that judges, what it judges, and the tokens that say so."""

    word: int
    target: Target
    noun: int | None
    """The noun for what is judged; None: a pronoun stands for it."""
    indices: tuple[int, ...]
    judge: int | None = None
    """The head of the phrase that names who judges; None: the speaker, or the author."""
    polarity: Polarity | None = None
    """Where the word lists do not tell it."""
    rank: int = 2
    """Of overlapping judgements that with the lower rank is kept."""


class JudgementFinder:
    """Reads one article; `inside` tells of a token whether it stands in somebody's statement."""

    def __init__(self, tree: ParseTree, words: JudgementWords, inside: Callable[[int], bool]) -> None:
        self.tree = tree
        self.words = words
        self.inside = inside

    def find(self, token: Token) -> Iterator[Judgement]:
        """Yield what `token` judges, by each pattern that it fits."""
        lemma = token.lemma.lower()
        if token.pos in VERBS:
            viewed = list(self._viewed(token)) if lemma in self.words.views else []
            yield from viewed
            if lemma in self.words.praise and not viewed:
                yield from self._praised(token)
                yield from self._regretted(token)
            if lemma in self.words.parting and not self._is_wish(token):
                yield from self._parted(token)
            if lemma in self.words.holding:
                yield from self._held(token)
        if lemma in self.words.attitudes and token.pos in ("ADJ", "VERB") and not self.inside(token.index):
            yield from self._attitude(token)
        if lemma in self.words.apart and token.pos == "NOUN":
            yield from self._apart(token)
        if lemma in self.words.lacking and token.pos == "NOUN":
            yield from self._lacking(token)
        if lemma in self.words.outcomes and token.pos == "NOUN":
            yield from self._outcome(token)
        yield from self._idiom(token)
        if lemma in self.words.bare and token.pos in ("NOUN", "PROPN") and token.text.lower() != "hostilities":
            yield from self._bare(token)
        elif self.polarity_of(token) is not None:
            judgement = self._lexical(token)
            if judgement is not None:
                yield judgement

    def weigh(self, indices: Sequence[int], *, comment: bool) -> Iterator[Judgement]:
        """Yield the clauses of somebody's sentence that judge.

        A clause needs something judged and a word of judgement; in a commentator's (`comment`), two words of weighing
        will do.
        """
        sentence = self.tree.tokens[indices[0]].sentence
        if any(t.text == "?" for t in self.tree.sentence_tokens(sentence)):
            return
        for segment in self._segments(indices):
            tokens = [self.tree.tokens[i] for i in segment]
            if not LEAST_WEIGHED_TOKENS <= len(tokens) <= MOST_WEIGHED_TOKENS:
                continue
            judged = [t for t in tokens if self.polarity_of(t) is not None]
            weighing = [t for t in tokens if comment and t.lemma.lower() in self.words.scales]
            asked = any(t.text.lower() in ASKING or t.lemma.lower() == "want" for t in tokens)
            found = self._weighed(tokens, comment=comment)
            if found is None or asked or not (judged or len(weighing) > 1):
                continue
            word = (judged or weighing)[0].index
            yield Judgement(word, found[0], found[1], tuple(segment), rank=1 if comment else 3)

    def _weighed(self, tokens: Sequence[Token], *, comment: bool) -> tuple[Target, int | None] | None:
        """Return what a clause weighs: what it names, or what its subject "it" or "this" stands for."""
        for token in tokens:
            target = self.target_of(token)
            if target is not None and (comment or token.lemma.lower() not in self.words.subject_only):
                return target, token.index
        pronouns = (*PRONOUNS, "they", "we") if comment else PRONOUNS
        meant = any(t.dep in SUBJECTS and t.text.lower() in pronouns for t in tokens)
        return ("encounter", None) if meant else None

    def _segments(self, indices: Sequence[int]) -> list[list[int]]:
        """Return the clauses of a sentence that stand for themselves, without connectives and fronted clauses."""
        inside = set(indices)
        heads = [t for t in (self.tree.tokens[i] for i in indices) if t.pos in VERBS and self._stands(t, inside)]
        found = []
        for head in heads:
            deeper = {i for h in heads if h.index != head.index for i in self.tree.subtree(h.index)}
            if any(h.head == head.index and h.dep == "ccomp" for h in heads):
                continue  # "this suggests that ...": what is suggested is the judgement
            own = [i for i in self.tree.subtree(head.index) if i in inside and i not in deeper]
            subject = self._subject(head)
            first = self.tree.subtree(subject.index)[0] if subject is not None else head.index
            before = [t for t in self.tree.children(head.index) if self.tree.subtree(t.index)[-1] < first]
            dropped = {
                i
                for t in before
                if t.dep in ("cc", "mark", "punct") or (t.dep in ("advmod", "advcl") and not self._contrasts(t))
                for i in self.tree.subtree(t.index)
            }
            kept = self._without_tail([i for i in own if i not in dropped], head.index)
            while kept and self.tree.tokens[kept[-1]].dep in ("cc", "punct"):
                kept.pop()
            found.append(kept)
        return found

    def _stands(self, verb: Token, inside: set[int]) -> bool:
        """Return whether a verb heads a clause of its own: the main one, one joined to it, or what is said to follow."""
        if verb.head == verb.index or verb.head not in inside:
            return True
        head = self.tree.tokens[verb.head]
        joined = verb.dep in ("conj", "ccomp", "parataxis") and self._subject(verb) is not None
        if verb.dep == "ccomp" and head.lemma.lower() not in self.words.evidence:
            return False
        return joined and self._stands(head, inside) if head.pos in VERBS else False

    def _contrasts(self, token: Token) -> bool:
        """Return whether a fronted clause is weighed against the main one ("while differences remain, ...")."""
        opener = self.tree.tokens[self.tree.subtree(token.index)[0]].text.lower()
        own = any(self.polarity_of(self.tree.tokens[i]) is not None for i in self.tree.subtree(token.index))
        return opener in ("while", "although", "though", "even") and own

    def polarity_of(self, token: Token) -> Polarity | None:
        """Return what a word says by itself; None: it is no word of judgement."""
        if token.pos == "VERB" and token.tag in ("VBN", "VBG") and self.tree.child(token.index, "dobj") is not None:
            return self.words.verbs.get(token.lemma.lower())
        lemma = token.lemma.lower()
        if token.pos == "VERB" and token.tag not in ("VBN", "VBG"):
            return self.words.verbs.get(lemma)
        known = self.words.polarity.get((token.pos, lemma)) or self.words.polarity.get((token.pos, token.text.lower()))
        if known is None and token.dep in ("attr", "acomp", "oprd", "amod", "conj", "compound", "pobj", "npadvmod"):
            return self.words.adjectives.get(self._hyphened(token))
        return known

    def _hyphened(self, token: Token) -> str:
        """Return a word in lower case, joined with what a hyphen ties to it ("in-depth")."""
        tokens, word = self.tree.tokens, token.text.lower()
        after = tokens[token.index + 1 : token.index + 3]
        if len(after) == 2 and after[0].text == "-" and after[0].start == token.end and after[1].start == after[0].end:
            return f"{word}-{after[1].text.lower()}"
        return word if token.dep in ("attr", "acomp", "oprd") else ""

    def target_of(self, token: Token) -> Target | None:
        """Return what kind of thing a noun names; None: none that is judged here."""
        return self.words.targets.get(token.lemma.lower()) if token.pos in ("NOUN", "PROPN") else None

    def _viewed(self, verb: Token) -> Iterator[Judgement]:
        """Yield "called the talks useful", "described the round as constructive", "greeted the visit with optimism"."""
        object_ = self.tree.child(verb.index, "dobj", "nsubjpass")
        complement = self._complement(verb)
        if complement is None:
            return
        inner = self.tree.child(complement.index, "nsubj")
        target = self._first_target([t for t in (object_, inner) if t is not None])
        pronoun = object_ is not None and object_.text.lower() in PRONOUNS
        judging = any(self.polarity_of(self.tree.tokens[i]) is not None for i in self.tree.subtree(complement.index))
        if target is None and not (pronoun and judging):
            return
        indices = tuple(self._phrase(complement.index))
        if complement.dep == "oprd" and object_ is not None and len(indices) < SHORT_TOKENS:
            indices = (*self._phrase(object_.index), *indices)
        kind, noun = target if target is not None else ("encounter", None)
        subject = self.tree.subject(verb.index)
        judge = subject.index if subject is not None else None
        yield Judgement(complement.index, kind, noun, indices, judge, rank=0)

    def _complement(self, verb: Token) -> Token | None:
        found = self.tree.child(verb.index, "oprd")
        if found is not None:
            return found
        for prep in self.tree.children(verb.index, "prep"):
            if prep.text.lower() == "as" or (prep.text.lower() == "with" and verb.lemma.lower() == "greet"):
                return next(iter(self.tree.children(prep.index)), None)
        small = self.tree.child(verb.index, "ccomp", "xcomp")
        return small if small is not None and small.pos in ("ADJ", "NOUN") and small.index > verb.index else None

    def _regretted(self, verb: Token) -> Iterator[Judgement]:
        """Yield "I regret that", "we welcome this", said of what was told before."""
        object_, subject = self.tree.child(verb.index, "dobj"), self._subject(verb)
        own = subject is not None and subject.text.lower() in ("i", "we")
        if own and object_ is not None and object_.text.lower() in PRONOUNS and self.inside(verb.index):
            yield Judgement(verb.index, "encounter", None, tuple(self._clause_words(verb, subject)))

    def _praised(self, verb: Token) -> Iterator[Judgement]:
        """Yield the object of praise or blame: "hailed the strength of their ties"."""
        object_ = self.tree.child(verb.index, "dobj")
        if object_ is None or is_negated(self.tree, verb.index):
            return
        target = self._owned_target(object_)
        indices = self._phrase(object_.index)
        if target is None or len(indices) < 2:
            return
        subject = self.tree.subject(verb.index)
        yield Judgement(verb.index, target[0], target[1], (verb.index, *indices), subject.index if subject else None, rank=1)

    def _held(self, verb: Token) -> Iterator[Judgement]:
        """Yield what is said of the keeping or breaking of an agreement."""
        passive = self.tree.child(verb.index, "auxpass") is not None
        held = self.tree.child(verb.index, "nsubjpass" if passive else "dobj")
        if held is None or is_infinitive(self.tree, verb.index) or self._is_wish(verb):
            return
        if held.tag == "WDT" and verb.dep == "relcl":
            held = self.tree.tokens[verb.head]
        if self.target_of(held) != "agreement" or UNREAL & set(auxiliaries(self.tree, verb.index)):
            return
        polarity = self.words.holding[verb.lemma.lower()]
        if is_negated(self.tree, verb.index):
            polarity = "negative"
        indices = [i for i in clause_indices(self.tree, verb.index) if passive is False or i > held.index]
        start = min([verb.index, *(t.index for t in self.tree.children(verb.index, "advmod", "aux", "auxpass", "neg"))])
        head = self.tree.head(verb.index)
        blamer = self.tree.head(head.index) if head is not None and verb.dep == "pcomp" else None
        judge = None
        if blamer is not None and blamer.lemma.lower() in BLAME:
            subject = self.tree.subject(blamer.index)
            judge = subject.index if subject is not None else None
        later = {
            i
            for t in self.tree.children(verb.index, "prep", "advcl")
            if self.tree.tokens[self.tree.subtree(t.index)[0]].text.lower() in ("before", "after")
            for i in self.tree.subtree(t.index)
        }
        kept = tuple(i for i in indices if i >= start and i not in later)
        yield Judgement(verb.index, "agreement", held.index, kept, judge, polarity)

    def _parted(self, verb: Token) -> Iterator[Judgement]:
        """Yield "the two sides differ on ...": what parts them."""
        subject = self._subject(verb)
        several = subject is not None and (subject.tag in ("NNS", "NNPS") or self.tree.child(subject.index, "conj"))
        if several and not is_negated(self.tree, verb.index) and not UNREAL & set(auxiliaries(self.tree, verb.index)):
            indices = self._clause_words(verb, subject)
            yield Judgement(verb.index, "relations", None, tuple(indices), None, "negative")

    def _attitude(self, adjective: Token) -> Iterator[Judgement]:
        """Yield what the author tells of somebody's mind: "Western powers were hopeful that ..."."""
        verb = self.tree.head(adjective.index)
        if adjective.dep not in ("acomp", "conj") or verb is None or verb.pos not in VERBS:
            return
        subject = self.tree.subject(verb.index)
        if subject is not None and self.target_of(subject) is None:
            indices = [i for i in self._phrase(adjective.index) if i >= adjective.index]
            if len(indices) > 1:
                yield Judgement(adjective.index, "encounter", None, tuple(indices), subject.index)

    def _apart(self, noun: Token) -> Iterator[Judgement]:
        """Yield what keeps sides apart, where it is great or is said to remain."""
        head = self.tree.head(noun.index)
        great = any(t.lemma.lower() in self.words.great for t in self.tree.children(noun.index, "amod"))
        remains = noun.dep == "nsubj" and head is not None and head.lemma.lower() in self.words.lasting
        if remains and head is not None:
            yield Judgement(noun.index, "relations", noun.index, tuple(self._clause_words(head, noun)), None, "negative")
        elif great and noun.lemma.lower() not in ("issue", "question"):
            yield Judgement(noun.index, "relations", noun.index, tuple(self._phrase(noun.index)), None, "negative")

    def _outcome(self, noun: Token) -> Iterator[Judgement]:
        """Yield "ended without an agreement", "no deal on ...", "did not get a deal", "failed to reach ..."."""
        head = self.tree.head(noun.index)
        if head is None or noun.dep == "ROOT":
            if is_negated(self.tree, noun.index):
                yield Judgement(noun.index, "encounter", None, tuple(self._phrase(noun.index)), None, "negative")
            return
        verb = head
        if head.text.lower() == "without":
            verb = self.tree.head(head.index) or head
            if verb.pos in VERBS:
                yield Judgement(noun.index, "encounter", None, tuple(self._from(verb)), None, "negative")
            return
        negated = is_negated(self.tree, noun.index) or (verb.pos in VERBS and is_negated(self.tree, verb.index))
        if verb.lemma.lower() in self.words.bringing and negated and noun.dep in ("dobj", "nsubj", "attr", "nsubjpass"):
            subject = self.tree.subject(verb.index)
            yield Judgement(noun.index, "encounter", None, tuple(self._clause_words(verb, subject)), None, "negative")

    def _lacking(self, noun: Token) -> Iterator[Judgement]:
        """Yield "diplomacy has had little impact", "there was no sign that the differences ..."."""
        little = any(t.text.lower() in ("no", "little", "few", "scant") for t in self.tree.children(noun.index, "det", "amod"))
        verb = self.tree.head(noun.index)
        if not little or noun.dep not in ("dobj", "attr") or verb is None or self._is_wish(noun):
            return
        subject = self._subject(verb)
        judged = self._first_target([verb if subject is None or subject.dep == "expl" else subject])
        told = [t for t in (judged, *(self._first_target([c]) for c in self.tree.children(verb.index, "ccomp"))) if t]
        if told:
            yield Judgement(noun.index, told[0][0], told[0][1], tuple(self._clause_words(verb, subject)), None, "negative")

    def _bare(self, noun: Token) -> Iterator[Judgement]:
        """Yield a noun that tells by itself what it judges ("optimism", "tensions"), with its clause where that only brings it in."""
        if self._is_wish(noun):
            return
        target = self.words.bare[noun.lemma.lower()]
        verb = self.tree.head(noun.index)
        if self._is_cause(noun) or UNREAL & set(self._modals_above(noun)):
            return
        if verb is not None and not self.inside(noun.index):
            holder = self._mind(noun)
            if holder is not None:
                indices = self._phrase(self._top(noun).index)
                yield Judgement(noun.index, target, None, tuple(indices), holder, rank=0)
                return
        brought = noun.dep == "dobj" and verb is not None and verb.lemma.lower() in self.words.light
        told = noun.dep in ("nsubj", "attr") and verb is not None and verb.pos in VERBS
        if verb is not None and (brought or told) and not is_infinitive(self.tree, verb.index):
            subject = self.tree.subject(verb.index)
            yield Judgement(noun.index, target, None, tuple(self._clause_words(verb, subject)))
            return
        modified = self.tree.child(noun.index, "det", "amod", "poss", "compound", "nmod") is not None
        if noun.dep == "pobj" and not modified and self._top(noun) is noun:
            return  # "with progress on ...": named, not judged
        indices = self._phrase(self._top(noun).index)
        main = self._possible(verb) if brought and verb is not None else None
        if main is not None:  # "it is possible to make progress"
            indices = self._clause_words(main, self._subject(main))
        if len(indices) > 1:
            yield Judgement(noun.index, target, None, tuple(indices))

    def _possible(self, verb: Token) -> Token | None:
        """Return the verb of "it is possible to ..." of which `verb` is the infinitive; None: it stands otherwise."""
        main = next((t for t in self.tree.ancestors(verb.index) if t.lemma.lower() == "be"), None)
        subject = self._subject(main) if main is not None else None
        return main if subject is not None and subject.text.lower() == "it" else None

    def _top(self, noun: Token) -> Token:
        """Return the noun whose "of" phrase a noun is ("little chance of progress"), or the noun itself."""
        head = self.tree.head(noun.index)
        above = self.tree.head(head.index) if head is not None and head.text.lower() == "of" else None
        return self._top(above) if above is not None and above.pos == "NOUN" else noun

    def _mind(self, noun: Token) -> int | None:
        """Return the head of the phrase that names whose judgement the author tells: "diplomats saw little chance"."""
        for verb in self.tree.ancestors(noun.index):
            if verb.pos in VERBS:
                subject = self._subject(verb)
                judged = subject is None or self.target_of(subject) is not None or subject.pos == "PRON"
                return subject.index if subject is not None and not judged and verb.lemma.lower() in self.words.minds else None
        return None

    def _modals_above(self, noun: Token) -> list[str]:
        verb = next((t for t in self.tree.ancestors(noun.index) if t.pos in VERBS), None)
        return auxiliaries(self.tree, verb.index) if verb is not None and noun.dep in ("nsubj", "dobj") else []

    def _is_cause(self, noun: Token) -> bool:
        """Return whether a noun only tells why something happened ("because of rising tensions")."""
        head = self.tree.head(noun.index)
        return head is not None and head.text.lower() == "of" and self.tree.tokens[head.index - 1].text.lower() == "because"

    def _idiom(self, token: Token) -> Iterator[Judgement]:
        """Yield a phrase that judges by itself ("at odds", "fell short"), with its clause."""
        for phrase, target in self.words.idioms.items():
            if token.text.lower() != phrase[0]:
                continue
            met = self.tree.tokens[token.index : token.index + len(phrase)]
            if tuple(t.text.lower() for t in met) != phrase or self._is_wish(token):
                continue
            verb = next((t for t in (token, *self.tree.ancestors(token.index)) if t.pos in VERBS), None)
            if verb is not None and not is_infinitive(self.tree, verb.index):
                indices = self._clause_words(verb, self.tree.subject(verb.index))
                yield Judgement(token.index, target, None, tuple(indices), rank=2)

    def _lexical(self, token: Token) -> Judgement | None:
        head = self.tree.head(token.index)
        before = token.dep in ("amod", "compound") or (token.dep == "conj" and head is not None and head.dep == "amod")
        if before:
            noun = self.tree.head(token.index)
            if noun is not None and self._is_complement(noun):
                return self._predicative(noun, word=token)
            light = {token.lemma.lower(), token.text.lower()} & self.words.predicate_only
            return self._attributive(token) if not light or self._is_quoted(token) else None
        return self._predicative(token) if token.dep in PREDICATES else None

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
        target = self.target_of(noun) if noun is not None else None
        if noun is None or target is None or noun.sentence != token.sentence:
            return None
        determiner = self.tree.child(noun.index, "det")
        if determiner is not None and token.index < determiner.index:
            return None  # "made clear a truce must ...": no adjective of the noun
        definite = any(t.text.lower() in ("the", "this", "that") for t in self.tree.children(noun.index, "det"))
        if self._is_wish(noun) and not definite and self.tree.child(noun.index, "poss") is None:
            return None
        if noun.lemma.lower() in self.words.subject_only:
            return None
        return Judgement(token.index, target, noun.index, tuple(self._noun_words(noun)))

    def _noun_words(self, noun: Token) -> list[int]:
        """Return a judged noun phrase, without what follows the noun; whole in "one of the ..." and after "appeared in ..."."""
        head = self.tree.head(noun.index)
        above = self.tree.head(head.index) if head is not None and noun.dep == "pobj" else None
        if head is not None and above is not None:
            if head.text.lower() == "of" and above.text.lower() in ("one", "some"):
                return self._phrase(above.index)
            if above.lemma.lower() in self.words.lookings and not is_infinitive(self.tree, above.index):
                return self._clause_words(above, self._subject(above))
        return self.tree.subtree(
            noun.index, skip=lambda t: t.dep in ("relcl", "acl", "appos", "prep", "conj") and t.index > noun.index
        )

    def _predicative(self, token: Token, word: Token | None = None) -> Judgement | None:
        """Return the judgement of a predicate on the subject or another noun of its clause.

        `word`: the adjective before a noun that is the predicate ("it was an important visit").
        """
        if self._is_wish(token):
            return None
        clause = self._clause_of(token)
        if clause is None or set(auxiliaries(self.tree, clause.index)) & {"must", "should", "shall"}:
            return None  # what ought to be is a demand
        if token.dep == "advmod" and token.head != clause.index:
            return None
        path = next((n for n, t in enumerate((token, *self.tree.ancestors(token.index))) if t.index == clause.index), 0)
        own = self._subject(clause)
        in_subject = own is not None and token.index in self.tree.subtree(own.index)
        foretold = token.pos in ("VERB", "ADV") and {"will", "would"} & set(auxiliaries(self.tree, clause.index))
        if path > LONGEST_PATH or foretold or (in_subject and token.lemma.lower() in self.words.predicate_only):
            return None
        subject = self._subject(clause)
        found = self._clause_target(clause, word or token, subject)
        if found is None:
            return None
        target, noun = found
        indices = self._clause_words(clause, subject)
        if token.pos == "VERB" and token.index == clause.index and subject is not None and noun == subject.index:
            told = [i for i in indices if i >= token.index]
            short = len(self.tree.subtree(subject.index)) <= SHORT_TOKENS or len(told) <= SHORT_TOKENS
            indices = indices if short else told
        return Judgement(token.index, target, noun, tuple(indices))

    def _is_wish(self, token: Token) -> bool:
        """Return whether what is said is wanted or expected by a word above it in its own clause."""
        below = token
        for above in self.tree.ancestors(token.index):
            if below.dep in ("advcl", "conj", "parataxis") and below.pos in VERBS and self._subject(below) is not None:
                return False
            if above.lemma.lower() in self.words.wishes:
                return True
            below = above
        return False

    def _subject(self, clause: Token) -> Token | None:
        return self.tree.child(clause.index, *SUBJECTS)

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
        inside = self.inside(word.index)
        if word.lemma.lower() in self.words.praise and not (
            inside and subject is not None and subject.text.lower() in ("i", "we")
        ):
            return None
        for index in self._judged_nouns(clause, word, subject):
            token = self.tree.tokens[index]
            target = self.target_of(token)
            below = subject is None or index not in self.tree.subtree(subject.index)
            if target is not None and index != word.index and not (below and token.lemma.lower() in self.words.subject_only):
                return target, index
        pronoun = subject is not None and subject.text.lower() in PRONOUNS and subject.tag != "WDT"
        if not pronoun or subject is None or word.pos == "VERB":
            return None
        return ("encounter", None) if inside or self._named_before(subject) else None

    def _named_before(self, pronoun: Token) -> bool:
        """Return whether "it" can stand for an encounter that is the subject of the same sentence before."""
        earlier = self.tree.sentence_tokens(pronoun.sentence)
        subjects = [t for t in earlier if t.index < pronoun.index and t.dep in SUBJECTS]
        return bool(subjects) and pronoun.text.lower() == "it" and self.target_of(subjects[-1]) == "encounter"

    def _judged_nouns(self, clause: Token, word: Token, subject: Token | None) -> list[int]:
        """Return the indices of the words that may name what `word` judges, likeliest first."""
        nouns: list[int] = []
        if subject is not None:
            nouns = [subject.index, *self.tree.subtree(subject.index)]
            if subject.tag == "WDT" and clause.dep == "relcl":
                nouns = [clause.head]
        if word.pos == "VERB" and word.index == clause.index:
            objects = self.tree.children(clause.index, "dobj")
            return [*nouns, *(i for o in objects for i in self.tree.subtree(o.index, skip=_is_clause))]
        near = [word, *self.tree.children(clause.index, "dobj", "attr", "acomp")]
        return [*nouns, *(i for t in near for i in self.tree.subtree(t.index, skip=_is_clause))]

    def _owned_target(self, noun: Token) -> tuple[Target, int] | None:
        """Return the target that a noun names, or the noun of its "of" phrase ("the strength of their ties")."""
        owned = [o for p in self.tree.children(noun.index, "prep") if p.text.lower() == "of" for o in self.tree.children(p.index, "pobj")]
        for token in (noun, *owned, *self.tree.children(noun.index, "conj")):
            target = self.target_of(token)
            if target is not None and token.lemma.lower() not in self.words.subject_only:
                return target, token.index
        return None

    def _first_target(self, heads: Sequence[Token]) -> tuple[Target, int] | None:
        for head in heads:
            for index in (head.index, *self.tree.subtree(head.index, skip=_is_clause)):
                target = self.target_of(self.tree.tokens[index])
                if target is not None:
                    return target, index
        return None

    def _phrase(self, index: int) -> list[int]:
        """Return a phrase without comments and tails behind a comma."""
        indices = clause_indices(self.tree, index)
        if self.tree.tokens[index].pos == "NOUN":
            later = {i for t in self.tree.children(index, "advcl", "parataxis") for i in self.tree.subtree(t.index)}
            indices = [i for i in indices if i not in later]
        return self._without_tail(indices, index)

    def _from(self, verb: Token) -> list[int]:
        return self._without_tail([i for i in clause_indices(self.tree, verb.index) if i >= verb.index], verb.index)

    def _without_tail(self, indices: list[int], head: int) -> list[int]:
        tokens = self.tree.tokens
        for position, index in enumerate(indices[:-1]):
            after = tokens[indices[position + 1]].text.lower()
            mark = tokens[index].text
            tail = after in TAILS and not (after == "with" and self.inside(index))
            if index > head and mark in (",", ";", ":", "--", "–", "—") and (tail or mark != ","):
                return indices[:position]
            as_clause = after == "as" and tokens[indices[position + 1]].dep == "mark"
            faced = after == "in" and [t.text.lower() for t in tokens[index + 2 : index + 4]] == ["the", "face"]
            if index > head and (after in LOOSE_TAILS or as_clause or faced):
                return indices[: position + 1]
        return indices

    def _clause_words(self, clause: Token, subject: Token | None) -> list[int]:
        """Return the clause from its subject on, without adverbial clauses and a further clause behind a comma."""

        def apart(token: Token) -> bool:
            first = self.tree.subtree(token.index)[0]
            joined = token.dep == "conj" and self._subject(token) is not None
            comma = any(self.tree.tokens[i].text == "," for i in (first - 1, first - 2) if i > clause.index)
            return token.dep == "advcl" or (joined and comma)

        allowed = set(self.tree.subtree(clause.index, skip=apart))
        indices = [i for i in clause_indices(self.tree, clause.index) if i in allowed]
        start = max(
            (t.index + 1 for t in self.tree.children(clause.index, "mark", "cc") if t.index < clause.index), default=0
        )
        if subject is not None and subject.index < clause.index:
            below = self.tree.subtree(subject.index)
            start = max(start, below[0])
            after = clause.index + (1 if clause.lemma.lower() == "be" else 0)
            told = [i for i in indices if i >= after]
            longest = LONG_SUBJECT_TOKENS if len(told) <= SHORT_TOKENS else SHORT_SUBJECT_TOKENS
            if len(below) > longest or subject.tag in ("WDT", "WP"):
                start = max(start, after)
        while indices and self.tree.tokens[indices[-1]].dep == "cc":
            indices.pop()
        return self._without_tail([i for i in indices if i >= start], clause.index)


def _is_clause(token: Token) -> bool:
    return token.dep in ("advcl", "ccomp", "relcl", "parataxis")
