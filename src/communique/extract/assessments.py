"""Judgements on an encounter, an agreement or the parties' relations. Method: docs/methods/assessments.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.extract.cast import Cast
from communique.extract.clauses import ParseTree
from communique.extract.judgement_fates import FateJudgements
from communique.extract.judgement_nouns import NounJudgements
from communique.extract.judgement_predicates import PredicateJudgements
from communique.extract.judgement_reader import Judgement, JudgementReader
from communique.extract.judgement_verbs import VerbJudgements
from communique.extract.judgement_weighing import Weigher
from communique.extract.judgement_words import JudgementWords, load_judgement_words
from communique.extract.undertaking_parties import is_commentator
from communique.extract.undertaking_words import load_undertaking_words
from communique.model.annotation import Annotation, Token
from communique.model.documents import Article
from communique.model.encounters import AHEAD, Encounter
from communique.model.spans import ActorId, AssessmentId, EncounterId, anchor_id
from communique.model.statements import Statement
from communique.model.undertakings import Assessment, Polarity


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
    judge = _Judge(article, annotation, cast, statements, encounters)
    return _without_overlaps([*judge.read(), *judge.weigh()])


class _Judge:
    """Reads one article."""

    def __init__(
        self,
        article: Article,
        annotation: Annotation,
        cast: Cast,
        statements: Sequence[Statement],
        encounters: Sequence[Encounter],
    ) -> None:
        self.article = article
        self.cast = cast
        self.statements = statements
        self.encounters = encounters
        self.commentators = load_undertaking_words().commentators
        self.words: JudgementWords = load_judgement_words()
        self.tree = ParseTree.of(annotation, article.text)
        self.contents = [
            frozenset(t.index for span in s.content for t in self.tree.tokens_in(span)) for s in statements
        ]
        self.told = frozenset(i for content in self.contents for i in content)
        self.reader = JudgementReader(self.tree, self.words, self.told.__contains__)
        self.verbs = VerbJudgements(self.reader)
        self.nouns = NounJudgements(self.reader)
        self.fates = FateJudgements(self.reader)
        self.predicates = PredicateJudgements(self.reader)
        self.weigher = Weigher(self.reader)
        self.body = frozenset(
            t.index for block in article.blocks if block.kind != "boilerplate" for t in self.tree.tokens_in(block.span)
        )

    def read(self) -> Iterator[tuple[int, Assessment]]:
        """Yield every judgement, in the order of its words."""
        for token in self.tree.tokens:
            if token.index not in self.body:
                continue
            for judgement in self._judgements(token):
                assessment = self._assessment(judgement)
                if assessment is not None:
                    yield judgement.rank, assessment

    def _judgements(self, token: Token) -> Iterator[Judgement]:
        """Yield what a word judges, by each pattern that it fits."""
        yield from self.verbs.find(token)
        yield from self.nouns.find(token)
        yield from self.fates.find(token)
        if not self.nouns.is_bare(token) and self.reader.polarity_of(token) is not None:
            judgement = self.predicates.find(token)
            if judgement is not None:
                yield judgement

    def weigh(self) -> Iterator[tuple[int, Assessment]]:
        """Yield the clauses in which those quoted weigh what they speak of."""
        for statement, content in zip(self.statements, self.contents, strict=True):
            if statement.form != "direct":
                continue
            comment = self._is_comment(statement)
            for sentence in sorted({self.tree.tokens[i].sentence for i in content}):
                indices = [t.index for t in self.tree.sentence_tokens(sentence) if t.index in content]
                for judgement in self.weigher.weigh(indices, comment=comment):
                    assessment = self._assessment(judgement)
                    if assessment is not None:
                        yield judgement.rank, assessment

    def _is_comment(self, statement: Statement) -> bool:
        """Return whether only commentators speak: people whose every title is that of one.

        Of those who have a turn of their own, also people of no side and title.
        """
        actors = [self.cast.actor(actor) for actor in statement.speakers.value or ()]
        source = self.article.source.value
        official = source is not None and source.side is not None  # its own briefings are held by its own people
        outside = [
            is_commentator(a, self.commentators)
            or (statement.method == "turn" and not official and a.kind == "person" and a.side is None and not a.offices)
            for a in actors
        ]
        return bool(outside) and all(outside)

    def _statement_at(self, index: int) -> int | None:
        holding = [(len(c), i) for i, c in enumerate(self.contents) if index in c]
        return min(holding)[1] if holding else None

    def _assessment(self, judgement: Judgement) -> Assessment | None:
        holder = self._statement_at(judgement.word)
        statement = self.statements[holder] if holder is not None else None
        indices = list(judgement.indices)
        by: tuple[ActorId, ...] = ()
        if holder is not None:
            indices = [i for i in indices if i in self.contents[holder]]
            by = (statement.speakers.value or ()) if statement is not None else ()
            if not by:
                return None
            by = self._viewer(judgement, statement) or by
        elif judgement.judge is not None:
            by = self.cast.resolve(self.tree.noun_span(judgement.judge)).value or ()
            if not by:
                return None
        elif self._is_anothers(judgement.word):
            return None
        else:
            indices = [i for i in indices if i not in self.told]
        span = self.tree.words_span(indices) if any(self.tree.tokens[i].pos != "PUNCT" for i in indices) else None
        of = self._of(judgement)
        if span is None or of is None or (judgement.word not in indices and judgement.judge is None):
            return None
        return Assessment(
            id=AssessmentId(anchor_id("a", self.article.anchor(span))),
            by=by,
            of=of[0],
            span=span,
            polarity=judgement.polarity or self._polarity(indices),
            statement=statement.id if statement is not None else None,
            encounter=of[1],
        )

    def _viewer(self, judgement: Judgement, statement: Statement | None) -> tuple[ActorId, ...]:
        """Return who holds a view told within somebody's words: "the truce, which others saw as a ploy"."""
        if judgement.judge is None or judgement.rank or statement is None or statement.form != "indirect":
            return ()
        if self.tree.tokens[judgement.judge].pos == "PRON":
            return ()
        return self.cast.resolve(self.tree.noun_span(judgement.judge)).value or ()

    def _is_anothers(self, index: int) -> bool:
        """Return whether a word stands in quotation marks in a sentence that tells who said it."""
        sentence = self.tree.sentence_tokens(self.tree.tokens[index].sentence)
        marks = sum(1 for t in sentence if t.index < index and t.text in ('"', "“", "”"))
        return marks % 2 == 1 and any(t.lemma.lower() in ("say", "tell") for t in sentence)

    def _polarity(self, indices: Sequence[int]) -> Polarity:
        """Return the polarity of a stretch: that of its words, turned by a negation before them; mixed of both."""
        met: set[Polarity] = set()
        negated = False
        for index in indices:
            token = self.tree.tokens[index]
            value = self.reader.idiom_polarity(token) or self.reader.polarity_of(token)
            if value is not None:
                # "could not be worse", "has never been better": the comparative stands for the extreme.
                texts = {self.tree.tokens[i].text.lower() for i in indices}
                outdone = token.tag in ("JJR", "RBR") and bool(texts & {"could", "never"})
                met.add(_turned(value) if negated and not outdone else value)
            if token.text.lower() in self.words.negations or token.lemma.lower() in self.words.negations:
                negated = True
        if "mixed" in met or {"positive", "negative"} <= met:
            return "mixed"
        return next((p for p in ("negative", "positive") if p in met), "neutral")

    def _of(self, judgement: Judgement) -> tuple[str, EncounterId | None] | None:
        if judgement.target == "relations":
            return "relations", None
        if judgement.target == "agreement" and judgement.noun is not None:
            span = self.tree.noun_span(judgement.noun)
            return f"agreement: {span.of(self.article.text).removeprefix('the ').removeprefix('The ')}", None
        encounter = self._encounter(judgement)
        return (str(encounter.id), encounter.id) if encounter is not None else None

    def _encounter(self, judgement: Judgement) -> Encounter | None:
        """Return the encounter judged: of the noun's kind, the one told in the same sentence or nearest before."""
        kind = (
            self.words.kinds.get(self.tree.tokens[judgement.noun].lemma.lower()) if judgement.noun is not None else None
        )
        fitting = [e for e in self.encounters if kind is not None and e.kind == kind] or list(self.encounters)
        token = self.tree.tokens[judgement.word]
        sentence = self.tree.sentences[token.sentence].span
        if not any(e.status not in AHEAD or any(s.overlaps(sentence) for s in e.evidence) for e in fitting):
            # "The talks" that somebody judges elsewhere than where those ahead are told were held, as "the meeting".
            fitting = [e for e in self.encounters if e.status not in AHEAD] or fitting
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        same = [e for e in fitting if any(span.overlaps(sentence) for span in e.evidence)]
        if len(same) == 1:
            return same[0]
        before = [
            (max(s.start for s in e.evidence if s.start <= token.start), e)
            for e in fitting
            if any(s.start <= token.start for s in e.evidence)
        ]
        return max(before, key=lambda pair: pair[0])[1] if before else fitting[0]


def _turned(polarity: Polarity) -> Polarity:
    return {"positive": "negative", "negative": "positive"}.get(polarity, polarity)  # type: ignore[return-value]


def _without_overlaps(found: Sequence[tuple[int, Assessment]]) -> tuple[Assessment, ...]:
    """Return the judgements in text order; of overlapping ones the one of the surer kind is kept, then the longer."""
    kept: list[Assessment] = []
    for _, assessment in sorted(found, key=lambda pair: (pair[0], -len(pair[1].span), pair[1].span)):
        if not any(assessment.span.overlaps(other.span) for other in kept):
            kept.append(assessment)
    return tuple(sorted(kept, key=lambda a: a.span))
