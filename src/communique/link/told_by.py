"""By how many articles and by how many independent origins a thing is told. Method: docs/methods/linking.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from communique.facts.table import fold_name
from communique.link.coverage import Coverage
from communique.link.sourcing import agency_behind, agency_called
from communique.model.comparisons import Comparison
from communique.model.encounters import Encounter
from communique.model.records import LinkedStory, Origin
from communique.model.sourcing import ToldBy
from communique.model.spans import ArticleId, EncounterId, Span, StatementId

ATTRIBUTES = ("kind", "status", "place", "date", "duration")


def count_tellings(coverage: Coverage, stories: Sequence[LinkedStory]) -> tuple[ToldBy, ...]:
    """Return the counts of every statement, encounter, attribute of an encounter, undertaking and comparison."""
    counting = _Counting(coverage, stories)
    found = [*counting.statements(), *counting.undertakings()]
    for story in stories:
        for encounter in story.encounters:
            found += counting.encounter(encounter)
        pairs = (comparison for pair in story.compared.readouts for comparison in pair.comparisons)
        compared = {comparison.id: comparison for comparison in (*story.compared.comparisons, *pairs)}
        found += [counting.comparison(comparison) for comparison in compared.values()]
    return tuple(sorted(found, key=lambda told: (told.noun, told.noun_id, told.attribute)))


class _Counting:
    """What stands for the origin of each article and statement."""

    def __init__(self, coverage: Coverage, stories: Sequence[LinkedStory]) -> None:
        self._records = coverage.records
        self._record_of = coverage.record_of
        self._origin = {
            article: _root_of(origin, coverage)
            for story in stories
            for origin in story.origins
            for article in origin.articles
        }
        self._root: dict[StatementId, tuple[ArticleId, str]] = {}
        self._account: dict[EncounterId, tuple[ArticleId, Encounter]] = {}
        for record in coverage.records:
            article = record.article.id
            self._account.update({e.id: (article, e) for e in record.encounters})
            for statement in record.statements:
                # Who passes a statement on is its root, whoever prints it: ten outlets that quote one agency are one.
                relays = [coverage.actor[coverage.actor_of[article, r.value]] for r in statement.relays if r.value]
                names = [relay.name for relay in relays if relay.kind == "organisation" and relay.named]
                root = _newsroom(names[-1]) if names else self._root_at(article, statement.content[0])
                self._root[statement.id] = (article, root)
        self._together: dict[StatementId, Sequence[StatementId]] = {
            statement: told.statements
            for story in stories
            for told in story.compared.alike
            if told.level == "utterance"
            for statement in told.statements
        }

    def _root_at(self, article: ArticleId, span: Span) -> str:
        """Return who stands behind words of an article: the agency that their sentence credits, else its own origin."""
        record = self._record_of[article]
        holding = (s for s in record.sentences if s.start <= span.start < s.end)
        sentence = next(holding, span)
        agency = agency_behind(sentence.of(record.article.text))
        return _newsroom(agency) if agency is not None else self._origin[article]

    def comparison(self, comparison: Comparison) -> ToldBy:
        """Return by how many articles and origins the sides of a comparison are told."""
        roots = {
            self._root[side.asserted_by][1]
            if side.asserted_by in self._root
            else self._root_at(side.article, side.words.span)
            for side in comparison.sides
        }
        articles = {side.article for side in comparison.sides}
        return ToldBy("comparison", comparison.id, "", len(articles), len(roots))

    def statements(self) -> Iterator[ToldBy]:
        """Yield the counts of every statement: those of all that tell the same utterance."""
        for statement in self._root:
            yield ToldBy("statement", statement, "", *self._counts(self._together.get(statement, (statement,))))

    def undertakings(self) -> Iterator[ToldBy]:
        """Yield the counts of every undertaking: those of the statement on which it rests."""
        for record in self._records:
            for undertaking in record.undertakings:
                if undertaking.statement is None:
                    yield ToldBy("undertaking", undertaking.id, "", 1, 1)
                else:
                    together = self._together.get(undertaking.statement, (undertaking.statement,))
                    yield ToldBy("undertaking", undertaking.id, "", *self._counts(together))

    def _counts(self, statements: Sequence[StatementId]) -> tuple[int, int]:
        roots = [self._root[statement] for statement in statements if statement in self._root]
        return len({article for article, _ in roots}), len({root for _, root in roots})

    def encounter(self, merged: Encounter) -> Iterator[ToldBy]:
        """Yield the counts of a merged encounter and of its attributes, by the accounts that tell its value."""
        accounts = [self._account[account] for account in merged.accounts]
        yield self._told(merged, "", accounts)
        for attribute in ATTRIBUTES:
            value = _value(merged, attribute)
            if value is not None:
                yield self._told(merged, attribute, [a for a in accounts if _value(a[1], attribute) == value])

    def _told(self, merged: Encounter, attribute: str, accounts: Sequence[tuple[ArticleId, Encounter]]) -> ToldBy:
        roots: Mapping[ArticleId, str] = {
            article: self._root[e.asserted_by][1]
            if e.asserted_by in self._root
            else self._root_at(article, e.evidence[0] if e.evidence else Span(0, 0))
            for article, e in accounts
        }
        return ToldBy("encounter", merged.id, attribute, len(roots), len(set(roots.values())))


def _root_of(origin: Origin, coverage: Coverage) -> str:
    """Return who stands at the root of an origin: its agency, else the one publisher of its articles, else itself.

    Two reports of one newsroom confirm each other no more than two reprints do.
    """
    sources = {coverage.record_of[article].article.source.value for article in origin.articles}
    names = {source.name for source in sources if source is not None}
    if origin.agency is not None:
        return _newsroom(origin.agency)
    return _newsroom(names.pop()) if len(names) == 1 and None not in sources else str(origin.id)


def _newsroom(name: str) -> str:
    return f"newsroom {fold_name(agency_called(name))}"


def _value(encounter: Encounter, attribute: str) -> str | None:
    told: Any = getattr(encounter, attribute)
    return told if isinstance(told, str) else told.value
