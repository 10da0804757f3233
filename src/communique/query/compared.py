"""Questions about how accounts differ."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any, Final

from communique.errors import NotFound
from communique.query import comparison_lines as lines
from communique.query.base import OpenRecord
from communique.query.lines import Lines
from communique.query.tellings import word_keys

_SIDES: Final = """
SELECT a.path, a.source, s.start_char, s.end_char, s.words, s.value, s.article,
  (SELECT speaker FROM v_statements WHERE id = s.asserted_by) AS asserted_by
FROM comparison_sides s JOIN articles a ON a.id = s.article WHERE s.comparison = ?
ORDER BY a.published, a.path, s.number
"""
_ORIGINS: Final = """
SELECT coalesce((SELECT origins FROM told_by WHERE noun = 'comparison' AND noun_id = ?1),
  (SELECT count(DISTINCT article) FROM comparison_sides WHERE comparison = ?1))
"""
_TOLD: Final = """
SELECT v.id, v.path, v.source, v.speaker, v.form, v.words, v.start_char, v.end_char, v.article
FROM utterance_statements u JOIN v_statements v ON v.id = u.statement WHERE u.utterance = ?
ORDER BY v.published, v.path, v.number
"""
_SOLE: Final = """
SELECT s.id, a.path, a.source, s.start_char, s.end_char, s.words, s.weight, s.encounter, s.statement, s.article
FROM soles s JOIN articles a ON a.id = s.article
"""
_ABSENCES: Final = """
SELECT a.path, a.source, b.verdict, b.near_start, b.near_end, b.near_words, b.article FROM absences b
JOIN articles a ON a.id = b.article WHERE b.sole = ? ORDER BY a.path
"""
_OF_READOUTS: Final = "SELECT {} FROM readout_parts WHERE {} IS NOT NULL"
RELATIONS: Final = ("conflict", "weight", "compatible", "variant")


class RecordComparisons(OpenRecord):
    """Questions about utterances, comparisons, what only one account tells, and readouts."""

    def comparisons(
        self, *, encounter: str | None = None, kind: str | None = None, relation: str | None = None
    ) -> Lines[lines.ComparisonLine]:
        """Return how accounts differ, conflicts first, then by weight; comparisons of two readouts left out.

        `encounter`: only those of one encounter. Raises NotFound for an unknown one.
        """
        clauses = [f"id NOT IN ({_OF_READOUTS.format('comparison', 'comparison')})"]
        values: list[Any] = []
        for column, value in (("encounter", self._encounter(encounter)), ("kind", kind), ("relation", relation)):
            if value is not None:
                clauses.append(f"{column} = ?")
                values.append(value)
        return Lines(self._comparisons(" AND ".join(clauses), values))

    def weightiest(self, *, story: str | None = None, limit: int = 8) -> Lines[lines.ComparisonLine]:
        """Return the differences that matter most, conflicts first; `story`: only of that one."""
        rows = self.connection.execute(
            "SELECT id FROM comparisons WHERE relation IN ('conflict', 'weight') AND (?1 IS NULL OR story = ?1)"
            " ORDER BY relation, weight DESC, id LIMIT ?2",
            (story, limit),
        ).fetchall()
        return Lines(self._comparisons(f"id IN ({','.join('?' * len(rows))})", [row["id"] for row in rows]))

    def utterances(self, *, level: str | None = None) -> Lines[lines.UtteranceLine]:
        """Return what several articles tell, by their first statement; `level`: utterance or matter."""
        rows = self.connection.execute(
            "SELECT id, level, score FROM utterances WHERE ?1 IS NULL OR level = ?1 ORDER BY id", (level,)
        ).fetchall()
        found = [lines.UtteranceLine(**dict(row), statements=self._told(row["id"])) for row in rows]
        return Lines(sorted(found, key=lambda u: (u.statements[0].path, u.statements[0].start_char, u.id)))

    def utterance(self, utterance_id: str) -> Lines[lines.AlignedLine]:
        """Return the tellings of an utterance, each word by word against the fullest one, which comes first.

        `utterance_id`: its id, or that of one of its statements. Raises NotFound where there is none.
        """
        current = self.current_id(utterance_id)
        row = self.connection.execute(
            "SELECT id FROM utterances WHERE id = ?1"
            " UNION SELECT utterance FROM utterance_statements WHERE statement = ?1 ORDER BY 1",
            (current,),
        ).fetchone()
        if row is None:
            raise NotFound(
                f"no utterance {utterance_id!r} in {self.path.name};"
                f" list them with 'communique compare {self.path.name} --utterance all'"
            )
        told = sorted(self._told(row["id"]), key=lambda t: (t.form != "direct", -len(t.words), t.path))
        return Lines(align(told))

    def soles(self, *, encounter: str | None = None) -> Lines[lines.SoleLine]:
        """Return what only one account has, the weightiest first; of two readouts, see `readout_pairs`."""
        wanted = self._encounter(encounter)
        return Lines(
            self._soles(
                f"s.id NOT IN ({_OF_READOUTS.format('sole', 'sole')}) AND (?1 IS NULL OR s.encounter = ?1)", [wanted]
            )
        )

    def readout_pairs(self, *, encounter: str | None = None, whole: bool = False) -> Lines[lines.ReadoutPairLine]:
        """Return two sides' readouts of one call or meeting, side by side.

        `whole`: what both tell with the clauses beside it in its sentence that one alone tells, else without them.
        """
        wanted = self._encounter(encounter)
        rows = self.connection.execute(
            "SELECT p.id, p.encounter, a.path AS first_path, a.source AS first_source, b.path AS second_path,"
            " b.source AS second_source FROM readout_pairs p JOIN articles a ON a.id = p.first"
            " JOIN articles b ON b.id = p.second WHERE ?1 IS NULL OR p.encounter = ?1"
            " ORDER BY a.published, a.path, b.path",
            (wanted,),
        ).fetchall()
        pairs = [lines.ReadoutPairLine(**dict(row), **self._parts(row["id"])) for row in rows]
        return Lines(pairs if whole else map(lines.without_alone, pairs))

    def side_by_side(self, encounter: str) -> Lines[lines.AttributeLine]:
        """Return what each account says of each attribute of an encounter, in its words, or that it says nothing.

        Raises NotFound for an unknown encounter.
        """
        accounts = self.connection.execute(
            "SELECT c.*, a.path, a.source FROM accounts c JOIN articles a ON a.id = c.article WHERE c.encounter = ?"
            " ORDER BY a.published, a.path, c.id",
            (self._encounter(encounter),),
        ).fetchall()
        attributes = ("kind", "status", "participants", "date", "place", "duration", "issues")
        return Lines(lines.AttributeLine(n, tuple(self._cell(account, n) for account in accounts)) for n in attributes)

    def _cell(self, account: sqlite3.Row, attribute: str) -> lines.CellLine:
        value = None if attribute in ("participants", "issues") else account[attribute]
        if attribute == "participants":
            names = self.connection.execute(
                "SELECT x.name FROM account_participants p JOIN actors x ON x.id = p.actor WHERE p.account = ?"
                " ORDER BY p.number",
                (account["id"],),
            )
            value = ", ".join(row["name"] for row in names) or None
        elif attribute == "issues":
            value = ", ".join(json.loads(account["issues"])) or None
        known = self.connection.execute(
            "SELECT absence, evidence FROM inferred WHERE noun = 'account' AND noun_id = ? AND attribute = ?",
            (account["id"], attribute),
        ).fetchone()
        words, start, end = self._evidence(account["id"], known)
        teller = self.connection.execute(
            "SELECT speaker FROM v_statements WHERE id = ?", (account["asserted_by"],)
        ).fetchone()
        absence = (known["absence"] if known else "not reported") if value is None else None
        told = (words, start, end) if value is not None else (None, None, None)
        return lines.CellLine(
            account["path"], account["source"], value, *told, teller["speaker"] if teller else None, absence
        )

    def _evidence(self, account: str, known: sqlite3.Row | None) -> tuple[str | None, int | None, int | None]:
        """Return the words that tell a value, and where: its own evidence, or the sentence that tells the encounter."""
        for anchor in json.loads(known["evidence"]) if known else []:
            return anchor["words"], anchor["start"], anchor["end"]
        row = self.connection.execute(
            "SELECT words, start_char, end_char FROM spans WHERE noun = 'account' AND noun_id = ? AND role = 'evidence'"
            " ORDER BY number LIMIT 1",
            (account,),
        ).fetchone()
        return (row["words"], row["start_char"], row["end_char"]) if row else (None, None, None)

    def _encounter(self, encounter: str | None) -> str | None:
        """Return the current id of an encounter or of one of its accounts. Raises NotFound for an unknown one."""
        if encounter is None:
            return None
        row = self.connection.execute(
            "SELECT id FROM encounters WHERE id = ?1 UNION SELECT encounter FROM accounts WHERE id = ?1",
            (self.current_id(encounter),),
        ).fetchone()
        if row is None or row["id"] is None:
            raise NotFound(
                f"no encounter {encounter!r} in {self.path.name};"
                f" list them with 'communique encounters {self.path.name}'"
            )
        return str(row["id"])

    def _comparisons(self, where: str, values: Sequence[Any]) -> list[lines.ComparisonLine]:
        rows = self.connection.execute(
            f"SELECT id, kind, relation, what, encounter, utterance, weight FROM comparisons WHERE {where}"
            " ORDER BY CASE relation WHEN 'conflict' THEN 0 WHEN 'weight' THEN 1 WHEN 'compatible' THEN 2 ELSE 3 END,"
            " weight DESC, id",
            tuple(values),
        ).fetchall()
        found = []
        for row in rows:
            sides = tuple(self.ask(lines.SideLine, _SIDES, (row["id"],)))
            origins = int(self.connection.execute(_ORIGINS, (row["id"],)).fetchone()[0])
            found.append(lines.ComparisonLine(**dict(row), origins=origins, sides=sides))
        return found

    def _told(self, utterance: str) -> tuple[lines.ToldLine, ...]:
        return tuple(self.ask(lines.ToldLine, _TOLD, (utterance,)))

    def _soles(self, where: str, values: Sequence[Any]) -> list[lines.SoleLine]:
        rows = self.connection.execute(
            f"{_SOLE} WHERE {where} ORDER BY s.weight DESC, a.path, s.start_char", tuple(values)
        )
        found = []
        for row in rows.fetchall():
            absences = tuple(self.ask(lines.AbsenceLine, _ABSENCES, (row["id"],)))
            found.append(lines.SoleLine(**dict(row), absences=absences))
        return found

    def _parts(self, pair: str) -> dict[str, Any]:
        both = self.ask(lines.BothLine, "SELECT * FROM readout_both WHERE pair = ? ORDER BY number", (pair,))
        only = self._soles("s.id IN (SELECT sole FROM readout_parts WHERE pair = ?)", (pair,))
        only.sort(key=lambda sole: (sole.path, sole.start_char))
        compared = self._comparisons("id IN (SELECT comparison FROM readout_parts WHERE pair = ?)", (pair,))
        return {"both": tuple(both), "only": tuple(only), "comparisons": tuple(compared)}


def align(told: Sequence[lines.ToldLine]) -> list[lines.AlignedLine]:
    """Return tellings word by word, the first against the second, every other against the first.

    Words are one where they are spelt alike, case and quotation marks aside.
    """
    keys = [word_keys(t.words) for t in told]
    found = []
    for n, one in enumerate(told):
        other = keys[1 if n == 0 else 0] if len(told) > 1 else []
        shared: set[int] = set()
        matcher = SequenceMatcher(None, [k for k, _ in keys[n]], [k for k, _ in other], autojunk=False)
        for block in matcher.get_matching_blocks():
            shared.update(range(block.a, block.a + block.size))
        words = tuple(lines.AlignedWord(word, i in shared) for i, (_, word) in enumerate(keys[n]))
        found.append(lines.AlignedLine(one, words))
    return found
