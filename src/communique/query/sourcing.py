"""Questions on origins: who takes what from whom, by how many roots a thing is told; all accounts of an encounter."""

from __future__ import annotations

from dataclasses import dataclass

from communique.errors import NotFound
from communique.query.details import RecordDetails
from communique.query.lines import Lines


@dataclass(frozen=True, slots=True)
class OriginLine:
    """An independent root, with the articles that go back to it."""

    id: str
    agency: str | None
    """The credited wire agency; None: none is, or several are."""
    articles: int
    paths: str
    """Of the articles, "; " between them."""
    sources: str | None
    """Who publishes them, "; " between them; None: not known."""
    story: str


@dataclass(frozen=True, slots=True)
class SourcingLine:
    """That an article takes something from another, or from a source that it names."""

    path: str
    """Who takes."""
    source: str | None
    """Who publishes it; None: not known."""
    kind: str
    """copy, agency, credit, relay, translation."""
    from_path: str | None
    """None: from no article of the record that is known."""
    from_source: str | None
    """The agency, outlet or office named, or who publishes `from_path`; None: not told."""
    share: float | None
    """Of a copy: share of the shorter article that both have."""
    directed: int
    """0: which of the two has it from the other is not known."""
    statement: str | None
    """Of a relay: what is passed on."""
    start_char: int | None
    """Of the words that show it; None: the user or a page's metadata says it."""
    end_char: int | None
    words: str | None


@dataclass(frozen=True, slots=True)
class ToldByLine:
    """By how many articles and independent origins a noun, or one attribute of it, is told."""

    noun: str
    noun_id: str
    attribute: str
    """"" for the noun itself."""
    articles: int
    origins: int


@dataclass(frozen=True, slots=True)
class AccountLine:
    """How one article tells one encounter, in its own values and words."""

    id: str
    path: str
    source: str | None
    published: str | None
    origin: str | None
    kind: str
    status: str
    participants: str | None
    place: str | None
    date: str | None
    duration: str | None
    asserted_by: str | None
    """Whose statement tells it; None: the article's author does."""
    reason: str | None
    """Why it is taken for an account of this encounter; None: the others were joined to it, or it stands alone."""
    words: str | None
    start_char: int | None
    end_char: int | None


_SOURCINGS = """
SELECT a.path, a.source, s.kind, f.path AS from_path, coalesce(s.from_source, f.source) AS from_source, s.share,
  s.directed, s.statement, s.start_char, s.end_char, s.words
FROM sourcings s JOIN articles a ON a.id = s.article LEFT JOIN articles f ON f.id = s.from_article
WHERE ?1 IS NULL OR s.kind = ?1 ORDER BY a.path, s.number
"""

_ORIGINS = """
SELECT o.id, o.agency, o.story, count(*) AS articles, group_concat(a.path, '; ') AS paths,
  (SELECT group_concat(source, '; ') FROM (SELECT DISTINCT b.source FROM origin_articles n JOIN articles b
    ON b.id = n.article WHERE n.origin = o.id AND b.source IS NOT NULL ORDER BY b.source)) AS sources
FROM origins o JOIN (SELECT m.origin, x.path FROM origin_articles m JOIN articles x ON x.id = m.article
  ORDER BY x.path) a ON a.origin = o.id
GROUP BY o.id HAVING count(*) >= ?1 ORDER BY articles DESC, paths
"""

_ACCOUNTS = """
SELECT c.id, a.path, a.source, a.published, o.origin, c.kind, c.status, c.place, c.date, c.duration, c.reason,
  (SELECT group_concat(name, ', ') FROM (SELECT x.name FROM account_participants p JOIN actors x ON x.id = p.actor
    WHERE p.account = c.id ORDER BY p.number)) AS participants,
  (SELECT group_concat(name, ' and ') FROM (SELECT x.name FROM statement_speakers p JOIN actors x ON x.id = p.actor
    WHERE p.statement = c.asserted_by ORDER BY p.number)) AS asserted_by,
  s.words, s.start_char, s.end_char
FROM accounts c JOIN articles a ON a.id = c.article LEFT JOIN origin_articles o ON o.article = a.id
LEFT JOIN spans s ON s.noun = 'account' AND s.noun_id = c.id AND s.role = 'evidence' AND s.number = 0
WHERE c.encounter = ?1 ORDER BY a.published IS NULL, a.published, a.path, c.id
"""


class RecordSources(RecordDetails):
    """Questions on origins and accounts."""

    def origins(self, *, at_least: int = 1) -> Lines[OriginLine]:
        """Return the origins that at least as many articles go back to, those of most articles first."""
        return self.ask(OriginLine, _ORIGINS, (at_least,))

    def sourcings(self, *, kind: str | None = None) -> Lines[SourcingLine]:
        """Return who takes what from whom, by document: the edges of the graph of copying. `kind`: only these."""
        return self.ask(SourcingLine, _SOURCINGS, (kind,))

    def told_by(self, noun_id: str) -> Lines[ToldByLine]:
        """Return by how many articles and origins a noun is told, an encounter by attribute as well.

        Empty for an id of no statement, undertaking, encounter or comparison.
        """
        query = "SELECT * FROM told_by WHERE noun_id = ? ORDER BY attribute"
        return self.ask(ToldByLine, query, (self.current_id(noun_id),))

    def accounts(self, encounter: str) -> Lines[AccountLine]:
        """Return all accounts of an encounter, by publication. Raises NotFound for an unknown encounter."""
        found = self.ask(AccountLine, _ACCOUNTS, (self.current_id(encounter),))
        if not found:
            raise NotFound(
                f"no encounter {encounter!r} in {self.path.name};"
                f" list them with 'communique encounters {self.path.name}'"
            )
        return found
