"""Questions on matters, agreements, keeping and breaking, issues and positions."""

from __future__ import annotations

from typing import Any

from communique.errors import NotFound
from communique.query import across_lines as lines
from communique.query.base import near_matches
from communique.query.details import RecordDetails
from communique.query.lines import Lines
from communique.query.position_changes import find_changes
from communique.query.terms import one, period, where


class RecordAcross(RecordDetails):
    """Questions on what holds across articles of undertakings and statements."""

    def matters(self, *, contains: str | None = None) -> Lines[lines.MatterLine]:
        """Return the matters, those worded most often first. `contains`: part of the name or of one of its terms."""
        ids = None if contains is None else self._named("matters", contains, strict=False)
        clause, values = where(_among("id", ids))
        order = " ORDER BY undertakings + statements DESC, name, id"
        return self.ask(lines.MatterLine, f"SELECT * FROM v_matters{clause}{order}", values)

    def wordings(self, matter: str, *, party: str | None = None) -> Lines[lines.WordingLine]:
        """Return every wording of the matters that `matter` (an id, or part of a name or term) means, in order of time.

        `party`: only those of this side, by part of a name. Raises NotFound where there is no such matter or actor.
        """
        ids = self._named("matters", matter)
        parties = None if party is None else self.named(party, "party", "actors")
        marks = ",".join("?" * len(parties or ()))
        clause, values = where(
            _among("matter_id", ids),
            (
                f"(SELECT party FROM wordings w WHERE w.matter = matter_id AND w.number = v.number) IN ({marks})",
                parties,
            ),
        )
        order = " ORDER BY date IS NULL, date, path, start_char, matter, number"
        return self.ask(lines.WordingLine, f"SELECT * FROM v_wordings v{clause}{order}", values)

    def agreements(self, *, contains: str | None = None) -> Lines[lines.AgreementLine]:
        """Return the named agreements, by name. `contains`: part of one of their names."""
        like = None if contains is None else (f"%{contains}%",)
        clause, values = where(("names LIKE ?", like))
        return self.ask(lines.AgreementLine, f"SELECT * FROM v_agreements{clause} ORDER BY name, id", values)

    def compliance(
        self,
        *,
        verdict: str | None = None,
        matter: str | None = None,
        agreement: str | None = None,
        party: str | None = None,
    ) -> Lines[lines.ComplianceLine]:
        """Return the reports that something was kept or broken, by date of publication, document and place.

        Raises NotFound where the record has no such matter, agreement or party.
        """
        parties = None if party is None else self.named(party, "party", "actors")
        marks = ",".join("?" * len(parties or ()))
        clause, values = where(
            ("verdict = ?", one(verdict)),
            _among("matter_id", None if matter is None else self._named("matters", matter)),
            _among("agreement_id", None if agreement is None else self._named("agreements", agreement)),
            (f"id IN (SELECT id FROM compliance WHERE party IN ({marks}))", parties),
        )
        order = " ORDER BY published IS NULL, published, path, start_char, id"
        return self.ask(lines.ComplianceLine, f"SELECT * FROM v_compliance{clause}{order}", values)

    def issues(self) -> Lines[lines.IssueLine]:
        """Return the issues on the table, those spoken of most first."""
        return self.ask(lines.IssueLine, "SELECT * FROM v_issues ORDER BY passages DESC, name, id")

    def passages_on(self, noun: str, noun_id: str) -> Lines[lines.PassageOnLine]:
        """Return the passages that speak of the issue or agreement with that id, by document and place."""
        table = {"issue": "issues", "agreement": "agreements"}[noun]
        return self.ask(
            lines.PassageOnLine,
            "SELECT p.noun, p.noun_id, t.name,"
            " CASE WHEN p.statement IS NULL THEN 'author' ELSE v.speaker END AS by_whom,"
            f" s.words, a.path, s.start_char, s.end_char, a.published, p.statement, p.undertaking FROM passages p"
            f" JOIN {table} t ON t.id = p.noun_id JOIN spans s ON s.noun = p.noun AND s.noun_id = p.noun_id"
            f" AND s.role = 'passage' AND s.number = p.number JOIN articles a ON a.id = s.article"
            f" LEFT JOIN v_statements v ON v.id = p.statement WHERE p.noun = ? AND p.noun_id = ?"
            f" ORDER BY a.path, s.start_char, p.number",
            (noun, self.current_id(noun_id)),
        )

    def positions(
        self,
        *,
        issue: str | None = None,
        party: str | None = None,
        told_by: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Lines[lines.PositionLine]:
        """Return the grid party x issue x date, one line a passage, by issue, party, date and who tells it.

        `issue`, `party`: an id or part of a name; `told_by`: itself, other side, observer or reporter.
        Raises NotFound where the record has no such issue or party.
        """
        parties = None if party is None else self.named(party, "party", "actors")
        clause, values = where(
            _among("issue_id", None if issue is None else self._named("issues", issue)),
            _among("party_id", parties),
            ("told_by = ?", one(told_by)),
            *period("date", since, until),
        )
        order = " ORDER BY issue, issue_id, party, date IS NULL, date, told_by, number"
        return self.ask(lines.PositionLine, f"SELECT * FROM v_positions{clause}{order}", values)

    def position_changes(self, *, issue: str | None = None, party: str | None = None) -> Lines[lines.PositionChange]:
        """Return where a side's own wording on an issue is not what it was on the date before; nothing is judged."""
        return Lines(find_changes(self.positions(issue=issue, party=party, told_by="itself")))

    def _across_terms(
        self, party: str | None, matter: str | None, agreement: str | None
    ) -> list[tuple[str, tuple[Any, ...] | None]]:
        """Return the terms by which undertakings are chosen; none for what is not asked for."""
        terms: list[tuple[str, tuple[Any, ...] | None]] = []
        if party is not None:
            terms.append(_among_rows("SELECT id FROM undertakings WHERE party", self.named(party, "party", "actors")))
        if matter is not None:
            query = "SELECT undertaking FROM wordings WHERE matter"
            terms.append(_among_rows(query, self._named("matters", matter)))
        if agreement is not None:
            query = "SELECT undertaking FROM agreement_undertakings WHERE agreement"
            terms.append(_among_rows(query, self._named("agreements", agreement)))
        return terms

    def _named(self, table: str, name: str, *, strict: bool = True) -> tuple[str, ...]:
        """Return the ids in `table` that `name` may mean: an id, whole names, parts of names, or terms."""
        terms = "terms" if table in ("matters", "issues") else "names"
        rows = self.connection.execute(f"SELECT id, name, {terms} FROM v_{table} ORDER BY id").fetchall()
        wanted = name.casefold()
        for matches in (
            [row[0] for row in rows if row[0] == self.current_id(name)],
            [row[0] for row in rows if row[1].casefold() == wanted],
            [row[0] for row in rows if wanted in row[1].casefold() or wanted in row[2].casefold()],
        ):
            if matches and wanted:
                return tuple(matches)
        if not strict:
            return ()
        known = sorted(row[1] for row in rows)
        raise NotFound(
            f"no {table.removesuffix('s')} {name!r} in {self.path.name}{near_matches(name, known)};"
            f" list them with 'communique {table} {self.path.name}'"
        )


def _among(column: str, ids: tuple[str, ...] | None) -> tuple[str, tuple[Any, ...] | None]:
    marks = ",".join("?" * len(ids or ()))
    return f"{column} IN ({marks})", ids


def _among_rows(query: str, ids: tuple[str, ...]) -> tuple[str, tuple[Any, ...]]:
    """Return the term that an undertaking is among the rows of `query` for `ids`."""
    return f"id IN ({query} IN ({','.join('?' * len(ids))}))", ids
