"""Matters, agreements, keeping and breaking, issues and positions of a whole record."""

from __future__ import annotations

from communique.link.agreements import find_agreements
from communique.link.company import company_of
from communique.link.concepts import kinds_of_names, load_concepts, short_names
from communique.link.coverage import Coverage
from communique.link.issues import find_issues
from communique.link.kept import link_compliance
from communique.link.matters import find_matters
from communique.link.positions import find_positions
from communique.link.told import Sides, Told, state_words
from communique.model.matters import Across


def link_across(coverage: Coverage) -> Across:
    """Return what holds across the articles of what was undertaken and said, whatever their order."""
    concepts = load_concepts()
    terms = [term for record in coverage.records for term in record.terms]
    called = kinds_of_names(terms, concepts)
    kinds = called | short_names(terms, called, concepts)
    company = company_of(terms, concepts, kinds, called)
    states = state_words(coverage.facts)
    articles = [Told(record, coverage.actor_of, states) for record in coverage.records]
    for told in articles:
        told.key_terms(concepts, kinds, company)
    sides = Sides(coverage.actors.actors)
    matters, matter_of_key = find_matters(articles, sides, concepts)
    agreements, agreement_of_key = find_agreements(articles, concepts)
    issues = find_issues(articles, sides, concepts)
    return Across(
        matters=matters,
        agreements=agreements,
        issues=issues,
        positions=find_positions(articles, issues, sides, concepts),
        compliance=link_compliance(articles, matters, matter_of_key, agreement_of_key),
    )
