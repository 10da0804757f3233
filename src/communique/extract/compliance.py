"""Reports that an undertaking or an agreement was kept or broken. Method: docs/methods/matters.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.extract.cast import Cast
from communique.extract.clauses import ParseTree, auxiliaries, clause_indices, hyphened, is_negated
from communique.extract.compliance_happened import IFS, Happened
from communique.extract.compliance_words import ComplianceWords, Side, load_compliance_words
from communique.model.annotation import Annotation, Token
from communique.model.documents import Article
from communique.model.spans import ActorId, ComplianceId, Span, anchor_id
from communique.model.statements import Statement
from communique.model.terms import Compliance, Verdict

MAX_WORDS = 40
"""A report longer than this is cut to the words around its verb: it would say more than that."""


def extract_compliance(
    article: Article, annotation: Annotation, cast: Cast, statements: Sequence[Statement]
) -> tuple[Compliance, ...]:
    """Return the reports of keeping and breaking, in text order: what happened, never what should, might or will.

    A report in a statement whose speaker is not known is left out: it is nobody's, and not the author's.
    """
    return _without_overlaps(_Reader(article, annotation, cast, statements).read())


@dataclass(frozen=True, slots=True)
class _Found:
    """A word that reports keeping or breaking."""

    verdict: Verdict
    word: Token
    clause: Token
    """The verb of its clause."""
    about: Token | None
    doer: Token | None
    """Who kept or broke it."""
    bare: bool = False


class _Reader:
    """Reads one article."""

    def __init__(self, article: Article, annotation: Annotation, cast: Cast, statements: Sequence[Statement]) -> None:
        self.article = article
        self.tree = ParseTree.of(annotation, article.text)
        self.cast = cast
        self.statements = statements
        self.words: ComplianceWords = load_compliance_words()
        self.happened = Happened(self.tree, self.words)
        self.sides: tuple[tuple[Verdict, Side], ...] = (("kept", self.words.kept), ("broken", self.words.broken))

    def read(self) -> Iterator[Compliance]:
        """Yield what is found, in text order."""
        for token in self.tree.tokens:
            for found in self._at(token):
                report = self._report(found)
                if report is not None:
                    yield report

    def _at(self, token: Token) -> Iterator[_Found]:
        lemma, word = token.lemma.lower(), token.text.lower()
        for verdict, side in self.sides:
            if token.pos == "VERB":
                yield from self._verbs(token, lemma, verdict, side)
                if verdict == "kept":
                    yield from self._delivery(token)
                    yield from self._word_for_word(token, lemma)
            elif (lemma in side.nouns and token.pos == "NOUN") or (lemma in side.subject_nouns and token.pos == "NOUN"):
                yield from self._nouns(token, verdict)
            elif lemma in side.adjectives and token.pos == "ADJ":
                yield from self._adjectives(token, verdict)
            elif token.pos in ("NOUN", "PROPN") and (self._is_bound(token) or lemma in self.words.plans):
                yield from self._participles(token, verdict, side)
            if word in side.timing or word in side.deadline_prepositions:
                yield from self._timing(token, verdict, side)

    def _verbs(self, token: Token, lemma: str, verdict: Verdict, side: Side) -> Iterator[_Found]:
        if lemma in side.verbs:
            passive = self.tree.child(token.index, "nsubjpass")
            about = self._antecedent(passive or self.tree.child(token.index, "dobj"), token)
            if about is not None and self._is_bound(about):
                yield _Found(verdict, token, token, about, self._agent(token) if passive else self._doer(token))
        for prep in self.tree.children(token.index, "prep", "prt"):
            about = self.tree.child(prep.index, "pobj") or self._second_object(prep)
            if prep.text.lower() in side.with_preposition.get(lemma, ()) and about and self._is_bound(about):
                yield _Found(verdict, token, token, about, self._doer(token))
        subject = self._antecedent(self.tree.child(token.index, "nsubj", "nsubjpass"), token)
        told = token.tag == "VBD" or bool(auxiliaries(self.tree, token.index))
        alone = told and not self.tree.children(token.index, "dobj", "xcomp")
        if subject is not None and alone and lemma in side.subject_verbs and self._is_agreement(subject):
            yield _Found(verdict, token, token, subject, None)

    def _delivery(self, token: Token) -> Iterator[_Found]:
        """Yield what had been promised and came about, or was let go by ("let the deadline pass")."""
        lemma, over = token.lemma.lower(), self.tree.head(token.index)
        subject = self.tree.child(token.index, "nsubjpass", "nsubj")
        if subject is None:
            return
        if lemma in self.words.delivered and token.tag in ("VBD", "VBN") and subject.text.lower() == "none":
            yield _Found("broken", token, token, subject, None, bare=True)
        if lemma in self.words.lapse and over is not None and over.lemma.lower() == "let" and self._is_bound(subject):
            yield _Found("broken", token, over, subject, self._doer(over))
        # "all trains of grain promised in March": the participle may hang on either noun.
        inside = [self.tree.tokens[i] for i in self.tree.subtree(subject.index)]
        told = (t for t in inside if t.dep == "acl" and t.lemma.lower() in self.words.promised)
        if lemma in self.words.delivered and token.tag in ("VBD", "VBN") and next(told, None) is not None:
            yield _Found("kept", token, token, subject, None, bare=True)

    def _word_for_word(self, token: Token, lemma: str) -> Iterator[_Found]:
        """Yield "did what it had said it would do", and "treated its signature as a suggestion"."""
        if lemma == "do":
            inside = [self.tree.tokens[i] for i in self.tree.subtree(token.index) if i > token.index]
            lemmas = {t.lemma.lower() for t in inside if t.pos == "VERB"}
            words = {t.text.lower() for t in inside}
            if "what" in words and words & {"would", "will"} and lemmas & (self.words.promised | {"say"}):
                yield _Found("kept", token, token, None, self._doer(token))
        about = self.tree.child(token.index, "dobj") if lemma in self.words.degrade else None
        if about is None or not self._is_bound(about):
            return
        over = (*self.tree.children(token.index, "prep"), *self.tree.children(about.index, "prep"))
        role = next((p for p in over if p.text.lower() == "as"), None)
        if role is not None:
            inside = [self.tree.tokens[i] for i in self.tree.subtree(role.index)]
            if not self.words.serious & {w for t in inside for w in (t.lemma.lower(), t.text.lower())}:
                yield _Found("broken", token, token, about, self._doer(token))

    def _antecedent(self, noun: Token | None, verb: Token) -> Token | None:
        """Return what a relative pronoun stands for ("a truce that was violated"); the noun itself otherwise."""
        if noun is not None and verb.dep == "relcl" and noun.text.lower() in ("that", "which"):
            return self.tree.head(verb.index)
        return noun

    def _second_object(self, prep: Token) -> Token | None:
        """Return the object after a second preposition ("live up to its word")."""
        inner = self.tree.child(prep.index, "prep")
        return self.tree.child(inner.index, "pobj") if inner is not None else None

    def _nouns(self, token: Token, verdict: Verdict) -> Iterator[_Found]:
        """Yield "a violation of the truce", "ceasefire violations" told as fact."""
        of = next((p for p in self.tree.children(token.index, "prep") if p.text.lower() == "of"), None)
        about = self.tree.child(of.index, "pobj") if of is not None else self.tree.child(token.index, "compound")
        clause = self._clause(token)
        if about is not None and clause is not None and self._is_bound(about):
            if not self._is_told(token):
                return
            subject = self._accused(clause) or self.tree.child(clause.index, "nsubj")
            yield _Found(verdict, token, clause, about, subject if token.dep in ("attr", "dobj", "pobj") else None)

    def _is_told(self, token: Token) -> bool:
        """Return whether a noun is what its clause tells, not what it only touches on ("views on the violations")."""
        head = self.tree.head(token.index)
        if token.dep == "pobj":
            return head is not None and head.text.lower() in ("in", "of", "for", "given", "after")
        return token.dep in ("nsubj", "nsubjpass", "dobj", "attr", "conj")

    def _adjectives(self, token: Token, verdict: Verdict) -> Iterator[_Found]:
        clause = self._clause(token)
        to = next((p for p in self.tree.children(token.index, "prep") if p.text.lower() == "to"), None)
        about = self.tree.child(to.index, "pobj") if to is not None else None
        while about is not None and not self._is_bound(about):  # "the spirit of the accord"
            of = self.tree.child(about.index, "prep")
            about = self.tree.child(of.index, "pobj") if of is not None else None
        if clause is not None and about is not None:
            yield _Found(verdict, token, clause, about, None)

    def _participles(self, token: Token, verdict: Verdict, side: Side) -> Iterator[_Found]:
        """Yield "a broken promise", and an agreement of which a predicate says that it failed."""
        broken = next((t for t in self.tree.children(token.index, "amod") if t.text.lower() in side.participles), None)
        clause = self._clause(token)
        if broken is not None and clause is not None:
            yield _Found(verdict, broken, clause, token, None)
        fails = self._is_agreement(token) or token.lemma.lower() in self.words.plans
        for head in self._predications(token) if fails else ():
            for predicate in self.tree.children(head.index, "attr", "acomp", "oprd"):
                word = predicate.lemma.lower()
                if word in side.subject_nouns or word in side.subject_adjectives:
                    yield _Found(verdict, predicate, head, token, None)

    def _predications(self, noun: Token) -> Iterator[Token]:
        """Yield the verbs whose subject a noun is, itself or by "that" or "which"."""
        head = self.tree.head(noun.index)
        if noun.dep in ("nsubj", "nsubjpass") and head is not None:
            yield head
        for below in self.tree.subtree(noun.index):
            clause = self.tree.tokens[below]
            subject = self.tree.child(below, "nsubj") if clause.dep == "relcl" else None
            if subject is not None and subject.text.lower() in ("that", "which"):
                yield clause

    def _timing(self, token: Token, verdict: Verdict, side: Side) -> Iterator[_Found]:
        """Yield what happened "three days early": a report only where link finds that it was promised."""
        due = self.tree.child(token.index, "pobj") if token.text.lower() in side.deadline_prepositions else None
        clause = self._clause(token) if due is not None and due.lemma.lower() == "deadline" else None
        if clause is not None and clause.tag in ("VBD", "VBN"):
            yield _Found(verdict, token, clause, self._happened(clause), self._doer(clause), bare=True)
        for phrase in side.timing.get(token.text.lower(), ()):
            end = token.index + len(phrase)
            words = tuple(t.text.lower() for t in self.tree.tokens[token.index : end + 1])
            if words[: len(phrase)] != phrase or (words[len(phrase) :] and words[-1] in self.words.not_after_timing):
                continue
            clause = self._clause(token)
            if clause is None or token.dep not in ("advmod", "prep", "mark", "npadvmod", "acomp"):
                continue
            about = self._happened(clause)
            if clause.tag in ("VBD", "VBN") and about is not None:
                yield _Found(verdict, token, clause, about, self._doer(clause), bare=True)

    def _happened(self, clause: Token) -> Token | None:
        """Return what an event befell: its object or passive subject, else its subject."""
        return self.tree.child(clause.index, "dobj", "nsubjpass") or self.tree.child(clause.index, "nsubj")

    def _doer(self, verb: Token) -> Token | None:
        accused = self._accused(verb)
        if accused is not None:
            return accused
        subject = self.tree.subject(verb.index)
        return subject if subject is not None and subject.dep == "nsubj" else None

    def _accused(self, verb: Token) -> Token | None:
        """Return who is accused of, or praised for, what a gerund tells; None: the gerund tells no such thing."""
        preposition = self.tree.head(verb.index) if verb.tag == "VBG" and verb.dep == "pcomp" else None
        over = self.tree.head(preposition.index) if preposition is not None else None
        if over is not None and over.dep in ("dobj", "nsubjpass"):
            over = self.tree.head(over.index)  # "accused it of": the preposition may hang on either
        if over is None or over.lemma.lower() not in self.words.accuse:
            return None
        return self.tree.child(over.index, "dobj", "nsubjpass")

    def _agent(self, verb: Token) -> Token | None:
        by = self.tree.child(verb.index, "agent")
        return self.tree.child(by.index, "pobj") if by is not None else None

    def _is_bound(self, token: Token) -> bool:
        lemma = token.lemma.lower()
        return lemma in self.words.bound or self._is_agreement(token)

    def _is_agreement(self, token: Token) -> bool:
        lemma = hyphened(self.tree, token.index)
        return lemma in self.words.agreements or lemma.removesuffix("s") in self.words.agreements

    def _clause(self, token: Token) -> Token | None:
        return next((t for t in (token, *self.tree.ancestors(token.index)) if t.pos in ("VERB", "AUX")), None)

    def _verdict(self, found: _Found, statement: Statement | None) -> Verdict | None:
        """Return the verdict as negation and denial turn it; None: it did not happen, or not yet."""
        verdict: Verdict = found.verdict
        over = self.tree.head(found.clause.index)
        failed = over is not None and over.lemma.lower() in self.words.fail and found.clause.dep == "xcomp"
        if not failed and not self.happened.is_real(found.clause):
            return None
        if is_negated(self.tree, found.clause.index) != failed:
            verdict = "broken" if verdict == "kept" else "breach denied"
        if verdict == "broken" and self.happened.is_denied(found.clause, statement):
            return "breach denied"
        return verdict

    def _report(self, found: _Found) -> Compliance | None:
        statement = self._statement_at(found.word)
        if self._opens_with_if(found):
            return None
        if statement is not None and self._is_authors(found.clause, statement):
            statement = None
        verdict = self._verdict(found, statement)
        span = self._span(found, statement)
        if verdict is None or span is None or (statement is not None and not statement.speakers.value):
            return None
        if statement is None and self._is_charge(found.clause):
            return None
        doers = self._resolve(found.doer)
        sides = tuple(dict.fromkeys(self.cast.side_of(a) or a for a in doers))
        about = self.tree.noun_span(found.about.index) if found.about is not None else None
        by = (statement.speakers.value or ()) if statement is not None else ()
        return Compliance(
            id=ComplianceId(anchor_id("k", self.article.anchor(span))),
            verdict=verdict,
            span=span,
            by=by,
            party=sides[0] if len(sides) == 1 else None,
            about=about,
            statement=statement.id if statement is not None else None,
            bare=found.bare,
        )

    def _opens_with_if(self, found: _Found) -> bool:
        first = self.tree.tokens[clause_indices(self.tree, found.clause.index)[0]]
        return first.text.lower() in IFS

    def _is_authors(self, clause: Token, statement: Statement) -> bool:
        """Return whether a relative clause in what somebody promises or asks for is the author's own remark.

        "He vowed to restore a truce that has often been violated": the violations are no part of the vow.
        """
        first = next(iter(self.tree.tokens_in(statement.content[0])), None)
        infinitive = first is not None and first.text.lower() == "to"
        return infinitive and statement.form == "indirect" and clause.dep == "relcl"

    def _is_charge(self, clause: Token) -> bool:
        """Return whether a gerund is what somebody is accused of: the accuser's report, never the author's."""
        governed = self.tree.head(clause.index)
        over = self.tree.head(governed.index) if governed is not None and clause.dep == "pcomp" else None
        return over is not None and over.lemma.lower() in self.words.accuse

    def _resolve(self, doer: Token | None) -> tuple[ActorId, ...]:
        return (self.cast.resolve(self.tree.noun_span(doer.index)).value or ()) if doer is not None else ()

    def _span(self, found: _Found, statement: Statement | None) -> Span | None:
        """Return the clause, within the statement's piece that it stands in; cut where it runs on for long."""
        indices = clause_indices(self.tree, found.clause.index)
        if len(indices) > MAX_WORDS:
            near = found.word.index
            indices = [i for i in indices if abs(i - near) <= MAX_WORDS // 2]
        if statement is None:
            return self.tree.words_span(self._before_statement(found.word, indices))
        span = self.tree.words_span(indices)
        if span is None:
            return None
        piece = next((c for c in statement.content if c.start <= found.word.start < c.end), None)
        if piece is None:
            return span
        start, end = max(span.start, piece.start), min(span.end, piece.end)
        return Span(start, end) if start < end else None

    def _before_statement(self, word: Token, indices: list[int]) -> list[int]:
        """Return the tokens of the author's clause up to where what somebody said follows its word ("keeping a promise
        and leaving B, diplomats said, with one of its own")."""
        around = (None, self._statement_at(word))
        told = [i for i in indices if i > word.index and self._statement_at(self.tree.tokens[i]) not in around]
        kept = [i for i in indices if not told or i < told[0]]
        while kept[-1] > word.index and self.tree.tokens[kept[-1]].pos in ("CCONJ", "PUNCT"):
            kept.pop()
        return kept

    def _statement_at(self, token: Token) -> Statement | None:
        """Return the innermost statement in whose content a token stands."""
        holding = [s for s in self.statements if any(c.start <= token.start < c.end for c in s.content)]
        return min(holding, key=lambda s: sum(len(c) for c in s.content)) if holding else None


def _without_overlaps(reports: Iterator[Compliance]) -> tuple[Compliance, ...]:
    """Return the reports without those whose words overlap one found before: a sure one before a bare one."""
    kept: list[Compliance] = []
    for report in sorted(reports, key=lambda r: (r.bare, r.span)):
        if not any(report.span.overlaps(other.span) for other in kept):
            kept.append(report)
    return tuple(sorted(kept, key=lambda r: r.span))
