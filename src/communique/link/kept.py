"""Which undertakings and agreements a report of keeping or breaking speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from communique.link.agreements import named_in
from communique.link.concepts import CONCEPT
from communique.link.told import Told
from communique.model.matters import ComplianceLink, Matter
from communique.model.spans import AgreementId, MatterId, UndertakingId
from communique.model.terms import Compliance

PROMISED = ("commitment", "offer", "condition", "deadline")


def link_compliance(
    articles: Sequence[Told],
    matters: Sequence[Matter],
    matter_of_key: Mapping[tuple[str, str | None], MatterId],
    agreements: Mapping[str, AgreementId],
) -> tuple[ComplianceLink, ...]:
    """Return what each report speaks of, sorted by report; a bare report that speaks of no undertaking is left out."""
    promised: dict[MatterId, list[UndertakingId]] = defaultdict(list)
    kinds = {u.id: u.kind for told in articles for u in told.record.undertakings}
    for matter in matters:
        promised[matter.id] = [
            w.undertaking for w in matter.wordings if w.undertaking and kinds[w.undertaking] in PROMISED
        ]
    links: list[ComplianceLink] = []
    for told in articles:
        for report in told.record.compliance:
            agreement = _agreement(told, report, agreements)
            about = _matter(told, report, matter_of_key, promised) if agreement is None else None
            if about is None and agreement is None and report.bare:
                continue
            undertakings = tuple(sorted(promised[about])) if about is not None else ()
            links.append(ComplianceLink(report.id, undertakings, about, agreement))
    return tuple(sorted(links, key=lambda link: link.report))


def _agreement(told: Told, report: Compliance, agreements: Mapping[str, AgreementId]) -> AgreementId | None:
    for named in named_in(told):
        if report.about is not None and report.about.overlaps(named.keyed.term.span):
            return agreements[named.key]
    return None


def _matter(
    told: Told,
    report: Compliance,
    matter_of_key: Mapping[tuple[str, str | None], MatterId],
    promised: Mapping[MatterId, Sequence[UndertakingId]],
) -> MatterId | None:
    """Return the matter that the report's own words name, else its sentence's; None: no promise on any of them.

    "None of the six has come" tells what the sentence before it names.
    """
    sentence = told.sentence_at(report.span.start)
    before = told.sentence_before(report.span.start) if report.bare else None
    for span in (report.about, report.span, sentence, before):
        for keyed in told.terms_in(span) if span is not None else ():
            matter = matter_of_key.get((keyed.key, keyed.target))
            if matter is not None and promised.get(matter):
                return matter
        if span is report.about and any(k.key.startswith(CONCEPT) for k in told.terms_in(span or report.span)):
            return None  # it names a thing of its own, of which nothing was promised
    return None
