"""Judgements on an encounter, an agreement or the parties' relations. Method: docs/methods/assessments.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.extract.cast import Cast
from communique.extract.clauses import SUBJECTS, ParseTree, auxiliaries, clause_indices
from communique.extract.complements import is_infinitive
from communique.extract.judgement_words import JudgementWords, Target, load_judgement_words
from communique.model.annotation import Annotation, Token
from communique.model.documents import Article
from communique.model.encounters import Encounter
from communique.model.spans import AssessmentId, EncounterId, anchor_id
from communique.model.statements import Statement
from communique.model.undertakings import Assessment, Polarity

SHORT_SUBJECT_TOKENS = 10
"""A subject up to this long is part of the judgement's words."""
PREDICATES = (
    "acomp",
    "attr",
    "oprd",
    "dobj",
    "conj",
    "ROOT",
    "ccomp",
    "xcomp",
    "advcl",
    "relcl",
    "pobj",
    "appos",
    "acl",
    "nsubj",
    "nsubjpass",
)


def extract_assessments(
    article: Article,
    annotation: Annotation,
    cast: Cast,
    statements: Sequence[Statement],
    encounters: Sequence[Encounter],
) -> tuple[Assessment, ...]:
    """Return the judgements of persons quoted and of the author, in text order.

    A judgement in a statement whose speaker is not known is left out: it is nobody's, and not the author's.
    """
    del cast  # speakers come resolved with the statements
    judge = _Judge(article, annotation, statements, encounters)
    return _without_overlaps(judge.read())


@dataclass(frozen=True, slots=True)
class _Judgement:
    """A word that judges, what it judges, and the tokens that say so."""

    word: int
    target: Target
    noun: int | None
    """The noun for what is judged; None: a pronoun stands for it."""
    indices: tuple[int, ...]


class _Judge:
    """Reads one article."""

    def __init__(
        self, article: Article, annotation: Annotation, statements: Sequence[Statement], encounters: Sequence[Encounter]
    ) -> None:
        self.article = article
        self.statements = statements
        self.encounters = encounters
        self.words: JudgementWords = load_judgement_words()
        self.tree = ParseTree(annotation, article.text)
        self.contents = [[t.index for span in s.content for t in self.tree.tokens_in(span)] for s in statements]

    def read(self) -> Iterator[Assessment]:
        """Yield every judgement, in the order of its words."""
        for token in self.tree.tokens:
            if self._polarity_of(token) is None:
                continue
            judgement = self._judgement(token)
            if judgement is not None:
                assessment = self._assessment(judgement)
                if assessment is not None:
                    yield assessment

    def _polarity_of(self, token: Token) -> Polarity | None:
        lemma = token.lemma.lower()
        return self.words.polarity.get((token.pos, lemma)) or self.words.polarity.get((token.pos, token.text.lower()))

    def _target_of(self, token: Token) -> Target | None:
        return self.words.targets.get(token.lemma.lower()) if token.pos in ("NOUN", "PROPN") else None

    def _statement_at(self, index: int) -> int | None:
        holding = [(len(c), i) for i, c in enumerate(self.contents) if index in c]
        return min(holding)[1] if holding else None

    def _judgement(self, token: Token) -> _Judgement | None:
        head = self.tree.head(token.index)
        lemma = token.lemma.lower()
        if token.dep in ("amod", "compound") or (token.dep == "conj" and head is not None and head.dep == "amod"):
            return self._attributive(token) if lemma not in self.words.predicate_only else None
        if token.dep not in PREDICATES:
            return None
        return self._predicative(token)

    def _attributive(self, token: Token) -> _Judgement | None:
        """Return the judgement of an adjective before its noun ("a constructive meeting")."""
        noun = next((t for t in self.tree.ancestors(token.index) if t.pos in ("NOUN", "PROPN")), None)
        target = self._target_of(noun) if noun is not None else None
        if noun is None or target is None or noun.sentence != token.sentence:
            return None
        indices = self.tree.subtree(
            noun.index, skip=lambda t: t.dep in ("relcl", "acl", "appos", "prep", "conj") and t.index > noun.index
        )
        return _Judgement(token.index, target, noun.index, tuple(indices))

    def _predicative(self, token: Token) -> _Judgement | None:
        """Return the judgement of a predicate on the subject or another noun of its clause."""
        if any(t.lemma.lower() in self.words.wishes for t in self.tree.ancestors(token.index)):
            return None
        clause = self._clause_of(token)
        if clause is None:
            return self._headline(token)
        if set(auxiliaries(self.tree, clause.index)) & {"must", "should", "shall"}:
            return None  # what ought to be is a demand
        subject = self._subject(clause)
        found = self._clause_target(clause, token, subject)
        if found is None:
            return None
        target, noun = found
        indices = self._clause_words(clause, subject)
        if token.pos == "VERB" and token.index == clause.index and subject is not None and noun == subject.index:
            indices = [i for i in indices if i >= token.index]
        return _Judgement(token.index, target, noun, tuple(indices))

    def _headline(self, token: Token) -> _Judgement | None:
        """Return the judgement of a phrase that no verb governs ("No breakthrough as ...")."""
        if token.dep != "ROOT" or token.lemma.lower() not in self.words.bare:
            return None
        indices = self.tree.subtree(token.index, skip=lambda t: t.dep in ("advcl", "prep", "relcl", "parataxis"))
        return _Judgement(token.index, self.words.bare[token.lemma.lower()], None, tuple(indices))

    def _subject(self, clause: Token) -> Token | None:
        return next(iter(self.tree.children(clause.index, *SUBJECTS)), None)

    def _clause_of(self, token: Token) -> Token | None:
        """Return the finite verb of the clause in which a word judges; None: none, or it tells of a purpose."""
        for verb in (token, *self.tree.ancestors(token.index)):
            if verb.pos not in ("VERB", "AUX"):
                continue
            if not is_infinitive(self.tree, verb.index):
                return verb
            if verb.dep not in ("xcomp", "conj", "ROOT"):
                return None
        return None

    def _clause_target(self, clause: Token, word: Token, subject: Token | None) -> tuple[Target, int | None] | None:
        if word.lemma.lower() in self.words.bare:
            return self.words.bare[word.lemma.lower()], None
        inside = self._statement_at(word.index) is not None
        if word.lemma.lower() in self.words.praise and not (
            inside and subject is not None and subject.text.lower() in ("i", "we")
        ):
            return None
        for index in self._judged_nouns(clause, word, subject):
            target = self._target_of(self.tree.tokens[index])
            if target is not None and index != word.index:
                return target, index
        pronoun = subject is not None and subject.text.lower() in ("it", "this", "that") and subject.tag != "WDT"
        return ("encounter", None) if inside and pronoun and word.pos != "VERB" else None

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
        return [*nouns, *self.tree.subtree(clause.index, skip=_is_clause)]

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
        if subject is not None:
            below = self.tree.subtree(subject.index)
            start = max(start, below[0])
            if len(below) > SHORT_SUBJECT_TOKENS or subject.tag in ("WDT", "WP"):
                start = max(start, clause.index + (1 if clause.lemma.lower() == "be" else 0))
        while indices and self.tree.tokens[indices[-1]].dep == "cc":
            indices.pop()
        return [i for i in indices if i >= start]

    def _assessment(self, judgement: _Judgement) -> Assessment | None:
        holder = self._statement_at(judgement.word)
        statement = self.statements[holder] if holder is not None else None
        indices = list(judgement.indices)
        if holder is not None:
            allowed = set(self.contents[holder])
            indices = [i for i in indices if i in allowed]
            if statement is None or not statement.speakers.value:
                return None
        else:
            taken = {i for content in self.contents for i in content}
            indices = [i for i in indices if i not in taken]
        span = self.tree.words_span(indices)
        of = self._of(judgement) if judgement.word in indices else None
        if span is None or of is None:
            return None
        return Assessment(
            id=AssessmentId(anchor_id("a", self.article.anchor(span))),
            by=(statement.speakers.value or ()) if statement is not None else (),
            of=of[0],
            span=span,
            polarity=self._polarity(indices),
            statement=statement.id if statement is not None else None,
            encounter=of[1],
        )

    def _polarity(self, indices: Sequence[int]) -> Polarity:
        """Return the polarity of a stretch: that of its words, turned by a negation before them; mixed of both."""
        met: set[Polarity] = set()
        negated = False
        for index in indices:
            token = self.tree.tokens[index]
            if token.text.lower() in self.words.negations or token.lemma.lower() in self.words.negations:
                negated = True
            value = self._polarity_of(token)
            if value is not None:
                met.add(_turned(value) if negated else value)
        if "mixed" in met or {"positive", "negative"} <= met:
            return "mixed"
        return next((p for p in ("negative", "positive") if p in met), "neutral")

    def _of(self, judgement: _Judgement) -> tuple[str, EncounterId | None] | None:
        if judgement.target == "relations":
            return "relations", None
        if judgement.target == "agreement" and judgement.noun is not None:
            span = self.tree.noun_span(judgement.noun)
            return f"agreement: {span.of(self.article.text).removeprefix('the ').removeprefix('The ')}", None
        encounter = self._encounter(judgement)
        return (str(encounter.id), encounter.id) if encounter is not None else None

    def _encounter(self, judgement: _Judgement) -> Encounter | None:
        """Return the encounter judged: of the noun's kind, the one told in the same sentence or nearest before."""
        kind = (
            self.words.kinds.get(self.tree.tokens[judgement.noun].lemma.lower()) if judgement.noun is not None else None
        )
        fitting = [e for e in self.encounters if kind is not None and e.kind == kind] or list(self.encounters)
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        token = self.tree.tokens[judgement.word]
        sentence = self.tree.sentences[token.sentence].span
        same = [e for e in fitting if any(span.overlaps(sentence) for span in e.evidence)]
        if len(same) == 1:
            return same[0]
        before = [
            (max(s.start for s in e.evidence if s.start <= token.start), e)
            for e in fitting
            if any(s.start <= token.start for s in e.evidence)
        ]
        return max(before, key=lambda pair: pair[0])[1] if before else fitting[0]


def _is_clause(token: Token) -> bool:
    return token.dep in ("advcl", "ccomp", "relcl", "parataxis")


def _turned(polarity: Polarity) -> Polarity:
    return {"positive": "negative", "negative": "positive"}.get(polarity, polarity)  # type: ignore[return-value]


def _without_overlaps(found: Iterator[Assessment]) -> tuple[Assessment, ...]:
    """Return the judgements in text order; of overlapping ones of one judge the shorter is left out."""
    kept: list[Assessment] = []
    for assessment in sorted(found, key=lambda a: (-len(a.span), a.span)):
        if not any(assessment.span.overlaps(other.span) for other in kept):
            kept.append(assessment)
    return tuple(sorted(kept, key=lambda a: a.span))
