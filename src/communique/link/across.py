"""Matters, agreements, keeping and breaking, issues and positions of a whole record."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from communique.link.agreements import find_agreements, name_dated
from communique.link.answers import Answers
from communique.link.company import company_of
from communique.link.concepts import kinds_of_names, load_concepts, short_names
from communique.link.coverage import Coverage
from communique.link.issue_decisions import decide_issues
from communique.link.issues import find_issues
from communique.link.kept import link_compliance
from communique.link.matters import find_matters
from communique.link.passing import said_in_passing
from communique.link.positions import find_positions
from communique.link.sides import Sides
from communique.link.told import Told, seat_words, state_words
from communique.model.matters import Across, Issue, Position
from communique.model.records import ArticleRecord, Decision
from communique.model.spans import ActorId, IssueId
from communique.model.terms import Term

MIN_ARTICLES = 3
"""In coverage of fewer articles nothing is told by one alone."""


def link_across(coverage: Coverage, decisions: Sequence[Decision]) -> tuple[Across, set[int]]:
    """Return what holds across the articles of what was undertaken and said, whatever their order.

    And the positions of the decisions on issues that found something.
    """
    concepts = load_concepts()
    terms = [term for record in coverage.records for term in record.terms]
    called = kinds_of_names(terms, concepts)
    kinds = called | short_names(terms, called, concepts)
    company = company_of(terms, concepts, kinds, called)
    states = state_words(coverage.facts)
    seats = seat_words(coverage.facts)
    articles = [Told(record, coverage.actor_of, states, seats) for record in coverage.records]
    places = _places(terms) | _met_at(coverage.records)
    for told in articles:
        told.key_terms(concepts, kinds, company, places)
    only = _only_targets(articles)
    for told in articles:
        told.aim(only)
        told.keyed = tuple(Answers(told).keyed(concepts))
    name_dated(articles, concepts)
    sides = coverage.sides
    in_passing = said_in_passing(articles, sides)
    for told in articles:
        told.passing = in_passing.get(told.article.id, frozenset())
    matters, matter_of_key = find_matters(articles, sides, concepts)
    agreements, agreement_of_key = find_agreements(articles, concepts)
    issues, used = decide_issues(find_issues(articles, sides, concepts, matter_of_key), decisions, articles)
    positions = find_positions(articles, issues, sides)
    held = _on_the_table(articles, issues, positions, sides)
    kept = tuple(issue for issue in issues if issue.id in held or issue.by_user)
    present = {issue.id for issue in kept}
    across = Across(
        matters=matters,
        agreements=agreements,
        issues=kept,
        positions=tuple(position for position in positions if position.issue in present),
        compliance=link_compliance(articles, matters, matter_of_key, agreement_of_key, concepts),
    )
    return across, used


def _on_the_table(
    articles: Sequence[Told], issues: Sequence[Issue], positions: Sequence[Position], sides: Sides
) -> frozenset[IssueId]:
    """Return the issues on which a party has a stand.

    Of what one article alone speaks of, one of those who have a stand must be named in another too: a digest of the
    world's news holds much that is not of these talks.
    """
    named = [{sides.side_of(told.actor(actor.id)) for actor in told.record.actors} for told in articles]
    counts = Counter(side for found in named for side in found)
    holders: dict[IssueId, set[ActorId]] = defaultdict(set)
    for position in positions:
        holders[position.issue].add(position.party)
    told_by = {issue.id: {passage.article for passage in issue.passages} for issue in issues}
    few = len(articles) < MIN_ARTICLES
    return frozenset(
        issue
        for issue, parties in holders.items()
        if few or len(told_by[issue]) > 1 or any(counts[party] > 1 for party in parties)
    )


def _places(terms: Sequence[Term]) -> frozenset[str]:
    """Return the names that most of their mentions take for places."""
    counts: dict[str, list[bool]] = defaultdict(list)
    for term in terms:
        if term.proper:
            counts[term.head].append(term.place)
    return frozenset(name for name, taken in counts.items() if sum(taken) * 2 > len(taken))


def _met_at(records: Sequence[ArticleRecord]) -> frozenset[str]:
    """Return the names of the cities in which encounters are told to take place."""
    found = (encounter.place.value for record in records for encounter in record.encounters)
    return frozenset(place.split(",")[0].strip().lower() for place in found if place)


def _only_targets(articles: Sequence[Told]) -> dict[str, str]:
    """Return by key the target of those kinds of things of which the coverage names one target only."""
    targets: dict[str, set[str]] = defaultdict(set)
    for told in articles:
        for keyed in told.keyed:
            if keyed.target is not None:
                targets[keyed.key].add(keyed.target)
    return {key: min(names) for key, names in sorted(targets.items()) if len(names) == 1}
