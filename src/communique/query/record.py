"""Questions to a record."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from communique.errors import InputError, NotFound
from communique.model.actors import Actor
from communique.model.records import ArticleRecord, Decision
from communique.model.spans import ActorId, EncounterId
from communique.query import lines
from communique.query.across import RecordAcross
from communique.query.base import near_matches
from communique.query.compared import RecordComparisons
from communique.query.lines import Lines
from communique.query.sourcing import RecordSources
from communique.query.terms import check_date, one, period, where
from communique.store.codec import decode_record
from communique.store.decisions import read_decisions
from communique.store.schema import RECORD_TABLES, VIEWS, WORK_TABLES

_EVIDENCE = """
SELECT v.*, a.path, s.start_char, s.end_char, s.words FROM v_encounters v
LEFT JOIN spans s ON s.noun = 'account' AND s.role = 'evidence' AND s.number = 0 AND s.noun_id = (
  SELECT c.id FROM accounts c JOIN articles f ON f.id = c.article
  JOIN spans e ON e.noun = 'account' AND e.noun_id = c.id AND e.role = 'evidence'
  WHERE c.encounter = v.id ORDER BY f.path, e.start_char, c.id LIMIT 1)
LEFT JOIN articles a ON a.id = s.article
"""

_TIMELINE = f"""
SELECT e.id, e.date, CASE WHEN e.date IS NULL THEN (SELECT min(f.published) FROM accounts c
    JOIN articles f ON f.id = c.article WHERE c.encounter = e.id) END AS told, e.date_basis AS basis,
  e.kind || ', ' || e.status AS what, e.participants AS who, e.words, e.path, e.start_char, e.end_char
  FROM ({_EVIDENCE}) e
UNION ALL
SELECT u.id, replace(u.due, '/..', ''), NULL, 'stated', u.kind || iif(u.due LIKE '%/..', ' from then on', ' due'),
  u.by_whom, u.action, u.path, u.start_char, u.end_char
  FROM v_undertakings u WHERE u.due IS NOT NULL
"""

_YEAR_CHARS = 4
_TOLD_BY = " LEFT JOIN told_by t ON t.noun = 'undertaking' AND t.noun_id = u.id AND t.attribute = ''"


class Record(RecordAcross, RecordComparisons, RecordSources):
    """A finished record, opened read-only. Close it, or use it in a `with`."""

    def documents(self) -> Lines[lines.DocumentLine]:
        """Return every file that a build met, by path."""
        return self.ask(lines.DocumentLine, "SELECT * FROM v_documents ORDER BY path")

    def actors(self, *, contains: str | None = None, speaking: bool = False) -> Lines[lines.ActorLine]:
        """Return the actors, those who speak most first.

        `contains`: part of one of their names; `speaking`: only those to whom a statement is attributed.
        """
        clause, values = where(
            ("names LIKE ? OR name LIKE ?", None if contains is None else (_like(contains),) * 2),
            ("statements > 0", () if speaking else None),
        )
        return self.ask(
            lines.ActorLine, f"SELECT * FROM v_actors{clause} ORDER BY statements DESC, mentions DESC, name, id", values
        )

    def statements(
        self,
        *,
        speaker: str | None = None,
        form: str | None = None,
        article: str | None = None,
        since: str | None = None,
        until: str | None = None,
        contains: str | None = None,
    ) -> Lines[lines.StatementLine]:
        """Return the statements, by document and place.

        `speaker`: part of a name, or an actor's id; `article`: an article's id, or part of its path; `since`, `until`:
        EDTF bounds, both included, of the date of the statement or else of its article; `contains`: words, in any case.
        Raises NotFound where the record has no such speaker or article.
        """
        speakers = None if speaker is None else self.named(speaker, "speaker", "statements --speakers", speaking=True)
        marks = ",".join("?" * len(speakers or ()))
        clause, values = where(
            (f"id IN (SELECT statement FROM statement_speakers WHERE actor IN ({marks}))", speakers),
            ("form = ?", one(form)),
            *self._article_terms(article),
            *period("coalesce(date, published)", since, until),
            ("words LIKE ?", None if contains is None else (_like(contains),)),
        )
        return self.ask(lines.StatementLine, f"SELECT * FROM v_statements{clause} ORDER BY path, number", values)

    def encounters(
        self,
        *,
        participant: str | None = None,
        status: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Lines[lines.EncounterLine]:
        """Return the encounters by date, those without one last. Raises NotFound for an unknown participant."""
        actors = None if participant is None else self.named(participant, "participant", "actors")
        marks = ",".join("?" * len(actors or ()))
        clause, values = where(
            (f"v.id IN (SELECT encounter FROM encounter_participants WHERE actor IN ({marks}))", actors),
            ("v.status = ?", one(status)),
            *period("v.date", since, until),
        )
        order = " ORDER BY v.date IS NULL, v.date, v.kind, v.id"
        return self.ask(lines.EncounterLine, _EVIDENCE + clause + order, values)

    def undertakings(
        self,
        *,
        due_by: str | None = None,
        kind: str | None = None,
        by: str | None = None,
        party: str | None = None,
        matter: str | None = None,
        agreement: str | None = None,
        article: str | None = None,
    ) -> Lines[lines.UndertakingLine]:
        """Return the undertakings, those due by date first, then by document and place.

        `due_by`: EDTF date; only those with a known deadline up to and including it, no starts. `by`: part of the name
        of who undertakes or is bound; `party`: of the side that is bound alone; `matter`, `agreement`: part of a name.
        Raises NotFound where the record has no such actor, matter, agreement or article.
        """
        if due_by is not None:
            check_date(due_by)
        actors = None if by is None else self.named(by, "actor", "actors")
        marks = ",".join("?" * len(actors or ()))
        anybody = f"id IN (SELECT undertaking FROM undertaking_by WHERE actor IN ({marks}))"
        anybody += f" OR id IN (SELECT id FROM undertakings WHERE party IN ({marks}))"
        clause, values = where(
            # Durations ("P3M") say no day, nor does a start; a month or year is due when it ends.
            (
                "due GLOB '[0-9]*' AND due NOT LIKE '%/..'"
                " AND substr(due || '-99-99', 1, 10) <= substr(? || '-99-99', 1, 10)",
                one(due_by),
            ),
            ("kind = ?", one(kind)),
            (anybody, None if actors is None else (*actors, *actors)),
            *self._across_terms(party, matter, agreement),
            *self._article_terms(article),
        )
        order = " ORDER BY due IS NULL, due, path, start_char, id"
        counted = "SELECT u.*, t.origins FROM v_undertakings u" + _TOLD_BY
        return self.ask(lines.UndertakingLine, f"SELECT * FROM ({counted}){clause}{order}", values)

    def assessments(self) -> Lines[lines.AssessmentLine]:
        """Return the judgements, by document and place."""
        return self.ask(lines.AssessmentLine, "SELECT * FROM v_assessments ORDER BY path, start_char, id")

    def timeline(self, *, since: str | None = None, until: str | None = None) -> Lines[lines.TimelineLine]:
        """Return encounters and undertakings that fall due on a known day, by date.

        An encounter without a date stands at the day on which it was first told, after what is of that day, in the
        order of the text; where that is not known either, at the end. Within a period it is left out: nothing says
        that it lies there.
        """
        bounded = since is not None or until is not None
        clause, values = where(
            ("date GLOB '[0-9]*'" if bounded else "(date GLOB '[0-9]*' OR date IS NULL)", ()),
            *period("date", since, until),
        )
        order = "coalesce(date, told, '9999'), date IS NULL, iif(date IS NULL, path, what), start_char, id"
        query = f"SELECT * FROM ({_TIMELINE}){clause} ORDER BY {order}"
        return self.ask(lines.TimelineLine, query, values)

    def search(self, text: str, *, limit: int = 50) -> Lines[lines.SearchLine]:
        """Return the passages of statements and articles that hold all words of `text`, nearest first.

        Words match in any inflection; "quoted words" match as a phrase. Raises InputError where nothing is asked for.
        """
        query = _match(text)
        return self.ask(
            lines.SearchLine,
            "SELECT * FROM (SELECT 'statement' AS noun, f.id AS id, a.path AS path,"
            " snippet(statement_search, 1, '[', ']', ' … ', 40) AS passage, 0 AS part, rank AS near"
            " FROM statement_search f JOIN statements s ON s.id = f.id JOIN articles a ON a.id = s.article"
            " WHERE statement_search MATCH ?1 UNION ALL"
            " SELECT 'article', f.id, a.path, snippet(article_search, -1, '[', ']', ' … ', 40), 1, rank"
            " FROM article_search f JOIN articles a ON a.id = f.id WHERE article_search MATCH ?1)"
            " ORDER BY part, near, path, id LIMIT ?2",
            (query, limit),
        )

    def decisions(self) -> list[Decision]:
        """Return the journal of decisions, in the order of entry."""
        return read_decisions(self.connection)

    def article_records(self) -> list[ArticleRecord]:
        """Return every article's record, after decisions, by path; actor ids are the articles' own."""
        rows = self.connection.execute("SELECT record, text FROM articles ORDER BY path")
        return [_with_text(decode_record(row[0]), row[1]) for row in rows]

    def actor_of(self, record: ArticleRecord) -> dict[ActorId, Actor]:
        """Return the record's actor for each of an article's own actor ids; the article's own where link saw none."""
        rows = self.connection.execute(
            "SELECT local_id, a.id, a.kind, a.name, a.named, a.side FROM article_actors JOIN actors a ON a.id = actor"
            " WHERE article = ?",
            (record.article.id,),
        )
        found = {actor.id: actor for actor in record.actors}
        found.update({ActorId(r[0]): Actor(ActorId(r[1]), r[2], r[3], (), bool(r[4]), (), r[5]) for r in rows})
        return found

    def told_elsewhere(self, attribute: Literal["place", "date"]) -> dict[EncounterId, str]:
        """Return the place or date of the encounters whose article tells none, or of which less was inferred, by id.

        It is what the other accounts of the same encounter tell; where they differ or tell no more, there is no entry.
        A bare year is left: an article that tells no more may leave the month open on purpose ("in May or June").
        """
        rows = self.connection.execute(
            f"SELECT c.id, min(o.{attribute}) FROM accounts c JOIN accounts o ON o.encounter = c.encounter"
            f" LEFT JOIN inferred i ON i.noun = 'account' AND i.noun_id = c.id AND i.attribute = '{attribute}'"
            f" WHERE (c.{attribute} IS NULL AND o.{attribute} IS NOT NULL)"
            f" OR (i.basis = 'inferred' AND length(c.{attribute}) > {_YEAR_CHARS}"
            f" AND o.{attribute} LIKE c.{attribute} || '_%')"
            f" GROUP BY c.id HAVING count(DISTINCT o.{attribute}) = 1 ORDER BY c.id"
        )
        return {EncounterId(row[0]): row[1] for row in rows}

    def table(self, name: str) -> Lines[dict[str, Any]]:
        """Return all rows of a table or view (docs/schema.md) as dicts. Raises NotFound for an unknown one."""
        tables = (*RECORD_TABLES, *WORK_TABLES, *VIEWS)
        wanted = f"v_{name}" if f"v_{name}" in VIEWS else name
        if wanted not in tables:
            raise NotFound(f"no table {name!r}; there are {', '.join(sorted(tables))}")
        return Lines(
            dict(row) for row in self.connection.execute(f"SELECT * FROM {wanted}")
        )  # checked against the schema

    def _article_terms(self, article: str | None) -> list[tuple[str, tuple[Any, ...] | None]]:
        if article is None:
            return []
        rows = self.connection.execute(
            "SELECT id FROM articles WHERE id = ? OR path = ? OR path LIKE ?",
            (self.current_id(article), article, _like(article)),
        ).fetchall()
        if not rows:
            paths = [row[0] for row in self.connection.execute("SELECT path FROM articles ORDER BY path")]
            raise NotFound(
                f"no article {article!r} in {self.path.name}{near_matches(article, paths)};"
                f" list them with 'communique show {self.path.name}'"
            )
        return [(f"article IN ({','.join('?' * len(rows))})", tuple(row[0] for row in rows))]


def _like(part: str) -> str:
    return f"%{part}%"


def _match(text: str) -> str:
    """Return the FTS5 query for all words of `text`; stretches between double quotes as phrases."""
    parts = text.split('"')
    terms = [f'"{part.strip()}"' if n % 2 else part for n, part in enumerate(parts)]
    words = [w for n, term in enumerate(terms) for w in ([term] if n % 2 else [f'"{w}"' for w in term.split()])]
    wanted = [word for word in words if any(c.isalnum() for c in word)]
    if not wanted:
        raise InputError("nothing to search for; give at least one word")
    return " AND ".join(wanted)


def _with_text(record: ArticleRecord, text: str) -> ArticleRecord:
    return replace(record, article=replace(record.article, text=text))
