"""What holds across articles of undertakings and statements, as rows of the record tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from communique.model.matters import Across, Agreement, Matter, Passage
from communique.model.records import ArticleRecord
from communique.model.spans import ActorId, ArticleId, Span
from communique.model.terms import Compliance
from communique.store.codec import dump

Rows = dict[str, list[tuple[Any, ...]]]
ActorOf = Mapping[tuple[ArticleId, ActorId], ActorId]


def across_rows(records: Sequence[ArticleRecord], across: Across, actor_of: ActorOf) -> Rows:
    """Return the rows of matters, agreements, compliance, issues and positions, by table."""
    writer = _Writer({record.article.id: record.article.text for record in records})
    for matter in across.matters:
        writer.matter(matter)
    for agreement in across.agreements:
        writer.agreement(agreement)
    reports = {report.id: (record.article.id, report) for record in records for report in record.compliance}
    for link in across.compliance:
        article, report = reports[link.report]
        writer.compliance(article, report, actor_of, (link.matter, link.agreement))
        writer.rows["compliance_of"] += [(report.id, undertaking) for undertaking in link.undertakings]
    for issue in across.issues:
        writer.rows["issues"].append((issue.id, issue.name, dump(issue.terms), int(issue.by_user)))
        writer.passages("issue", issue.id, issue.passages)
    for position in across.positions:
        row = (position.id, position.party, position.issue, position.date, position.told_by)
        writer.rows["positions"].append(row)
        writer.passages("position", position.id, position.passages)
    return writer.rows


class _Writer:
    def __init__(self, texts: Mapping[ArticleId, str]) -> None:
        self.texts = texts
        self.rows: Rows = defaultdict(list)

    def span(self, noun: str, noun_id: str, role: str, number: int, article: ArticleId, span: Span | None) -> None:
        """Add the words of a noun; nothing where there is no span."""
        if span is not None:
            words = span.of(self.texts[article])
            self.rows["spans"].append((noun, noun_id, role, number, article, span.start, span.end, words))

    def matter(self, matter: Matter) -> None:
        """Add a matter with its wordings."""
        self.rows["matters"].append((matter.id, matter.name, dump(matter.terms)))
        for number, w in enumerate(matter.wordings):
            told = (w.article, w.undertaking, w.statement, w.party, w.date)
            row = (matter.id, number, *told, w.compared_with, dump(w.adds), dump(w.drops))
            self.rows["wordings"].append(row)
            self.span("wording", f"{matter.id}/{number}", "words", 0, w.article, w.words)
            self.span("wording", f"{matter.id}/{number}", "condition", 0, w.article, w.condition)

    def agreement(self, agreement: Agreement) -> None:
        """Add an agreement with its names, undertakings and passages."""
        self.rows["agreements"].append((agreement.id, agreement.name))
        self.rows["agreement_names"] += [(agreement.id, name) for name in agreement.names]
        self.rows["agreement_undertakings"] += [(agreement.id, u) for u in agreement.undertakings]
        self.passages("agreement", agreement.id, agreement.passages)

    def compliance(
        self, article: ArticleId, report: Compliance, actor_of: ActorOf, about: tuple[str | None, str | None]
    ) -> None:
        """Add a report of keeping or breaking; `about`: its matter and agreement."""
        party = None if report.party is None else actor_of[article, report.party]
        self.rows["compliance"].append((report.id, article, report.verdict, party, report.statement, *about))
        by = dict.fromkeys(actor_of[article, actor] for actor in report.by)
        self.rows["compliance_by"] += [(report.id, n, actor) for n, actor in enumerate(by)]
        self.span("compliance", report.id, "report", 0, article, report.span)
        self.span("compliance", report.id, "about", 0, article, report.about)

    def passages(self, noun: str, noun_id: str, passages: Sequence[Passage]) -> None:
        """Add the words that speak of a noun."""
        for number, p in enumerate(passages):
            self.rows["passages"].append((noun, noun_id, number, p.statement, p.undertaking))
            self.span(noun, noun_id, "passage", number, p.article, p.span)
