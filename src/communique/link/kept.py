"""Which undertakings and agreements a report of keeping or breaking speaks of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from communique.link.agreements import named_in
from communique.link.concepts import CONCEPT, Concepts
from communique.link.told import Told
from communique.model.matters import ComplianceLink, Matter
from communique.model.spans import ActorId, AgreementId, MatterId, Span, UndertakingId
from communique.model.terms import Compliance

DUE = ("commitment", "deadline")
"""Kinds of what is owed as it stands."""
HANGING = ("offer", "condition")
"""Kinds of what is owed only if something else is done."""


@dataclass(frozen=True, slots=True)
class Promised:
    """What was promised on one matter."""

    undertakings: tuple[UndertakingId, ...]
    due: tuple[tuple[ActorId | None, str | None], ...]
    """Who owes something as it stands, and since when it was told; None: not known."""

    def is_due(self, by: str | None, party: ActorId | None = None) -> bool:
        """Return whether anybody, or `party`, owed anything on a date that hangs on nothing else; None: any date."""
        return any(
            (party is None or side == party) and (by is None or since is None or since <= by)
            for side, since in self.due
        )


def link_compliance(
    articles: Sequence[Told],
    matters: Sequence[Matter],
    matter_of_key: Mapping[tuple[str, str | None], MatterId],
    agreements: Mapping[str, AgreementId],
    concepts: Concepts,
) -> tuple[ComplianceLink, ...]:
    """Return what each report speaks of, sorted by report; a bare report that speaks of no undertaking is left out."""
    reader = _Kept(articles, matters, matter_of_key, concepts)
    links: list[ComplianceLink] = []
    for told in articles:
        for report in told.record.compliance:
            agreement = _agreement(told, report, agreements)
            about = reader.matter(told, report) if agreement is None else None
            if about is None and agreement is None and report.bare:
                continue
            undertakings = reader.promised[about].undertakings if about is not None else ()
            links.append(ComplianceLink(report.id, undertakings, about, agreement))
    return tuple(sorted(links, key=lambda link: link.report))


def _agreement(told: Told, report: Compliance, agreements: Mapping[str, AgreementId]) -> AgreementId | None:
    for named in named_in(told):
        if report.about is not None and report.about.overlaps(named.keyed.term.span):
            return agreements[named.key]
    return None


class _Kept:
    """Finds the matter of a report."""

    def __init__(
        self,
        articles: Sequence[Told],
        matters: Sequence[Matter],
        matter_of_key: Mapping[tuple[str, str | None], MatterId],
        concepts: Concepts,
    ) -> None:
        self.matter_of_key = matter_of_key
        self.concepts = concepts
        self.matter_of = {w.undertaking: m.id for m in matters for w in m.wordings if w.undertaking is not None}
        kinds = {u.id: u.kind for told in articles for u in told.record.undertakings}
        self.promised = {matter.id: _promised(matter, kinds) for matter in matters}

    def matter(self, told: Told, report: Compliance) -> MatterId | None:
        """Return the matter that the report's own words name, else its sentence's; None: no promise on any of them.

        "None of the six has come" tells what the sentence before it names, rather what is promised there. Words
        for a promise alone ("its word", "the date") mean what that party owes, where the article speaks most of one.
        """
        for span, told_there in self._spans(told, report):
            found = (self._promised_in(told, span) if told_there else None) or self._named_in(told, span, report)
            if found is not None:
                return found
            if span is report.about and any(k.key.startswith(CONCEPT) for k in told.terms_in(span)):
                return None  # it names a thing of its own, of which nothing was promised
        return self._owed(told, report) if self._means_promise(told, report) else None

    def _spans(self, told: Told, report: Compliance) -> Iterator[tuple[Span, bool]]:
        """Yield where its matter may be named, nearest first, and whether a promise made there is that of the report.

        In the rest of its sentence it need not be: who broke one thing may promise another.
        """
        if report.about is not None:
            yield report.about, True
        yield report.span, True
        statement, sentence = told.statement(report.statement), told.sentence_at(report.span.start)
        if sentence is not None and statement is not None:
            # What stands around the words of somebody else says nothing of what they are about.
            yield from ((piece, False) for piece in statement.content if piece.overlaps(sentence))
        elif sentence is not None:
            yield sentence, False
        before = told.sentence_before(report.span.start) if report.bare else None
        if before is not None:
            yield before, True

    def _named_in(self, told: Told, span: Span, report: Compliance) -> MatterId | None:
        """Return the first matter named in `span` on which something is due, else on which anything was promised."""
        named = [self.matter_of_key.get((keyed.key, keyed.target)) for keyed in told.terms_in(span)]
        known = [matter for matter in named if matter is not None and self.promised[matter].undertakings]
        by = told.date_of(told.statement(report.statement))
        return next((m for m in known if self.promised[m].is_due(by)), next(iter(known), None))

    def _promised_in(self, told: Told, span: Span) -> MatterId | None:
        """Return the matter of the first thing due that is promised in `span` itself."""
        for undertaking in told.record.undertakings:
            if undertaking.kind in DUE and span.contains(undertaking.action):
                return self.matter_of.get(undertaking.id)
        return None

    def _means_promise(self, told: Told, report: Compliance) -> bool:
        """Return whether a report says no more of what was kept than that it was promised."""
        terms = [keyed.term for keyed in told.terms_in(report.about)] if report.about is not None else []
        return all(term.head in self.concepts.promises | self.concepts.dues for term in terms)

    def _owed(self, told: Told, report: Compliance) -> MatterId | None:
        """Return what the party owes of which the article speaks most; None: nothing, or of two things alike."""
        party = told.actor(report.party) if report.party is not None else None
        by = told.date_of(told.statement(report.statement))
        counts: Counter[MatterId] = Counter()
        for keyed in told.keyed:
            matter = self.matter_of_key.get((keyed.key, keyed.target))
            if matter is not None and self.promised[matter].is_due(by, party):
                counts[matter] += 1
        ranked = counts.most_common(2)
        return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None


def _promised(matter: Matter, kinds: Mapping[UndertakingId, str]) -> Promised:
    by_kind: dict[str, list[UndertakingId]] = defaultdict(list)
    due: list[tuple[ActorId | None, str | None]] = []
    for wording in matter.wordings:
        if wording.undertaking is not None:
            by_kind[kinds[wording.undertaking]].append(wording.undertaking)
            if kinds[wording.undertaking] in DUE:
                due.append((wording.party, wording.date))
    return Promised(tuple(sorted(u for kind in (*DUE, *HANGING) for u in by_kind[kind])), tuple(due))
