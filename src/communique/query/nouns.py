"""One actor, one claim, one stretch of words: everything that the record has on it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from communique.errors import NotFound
from communique.query.base import OpenRecord
from communique.query.claims import (
    AssessmentClaim,
    Claim,
    StatementClaim,
    UndertakingClaim,
    assessment_claims,
    statement_claims,
    undertaking_claims,
)
from communique.query.comparison_lines import AlignedLine
from communique.query.encounters import EncounterEntry, KnownValue, encounter_entries, known_values
from communique.query.record import Record
from communique.query.refs import ActorRef, ArticleRef, actor_refs, article_refs


@dataclass(frozen=True, slots=True)
class OfficeEntry:
    """A title that an actor holds or held."""

    title: str
    of_whom: str | None
    since: str | None
    until: str | None
    basis: str
    article: ArticleRef | None
    """Where it is first told; None: a facts table says it."""
    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class ActorPage:
    """All that the record has on one actor, its statements and undertakings apart, which are lists."""

    actor: ActorRef
    names: tuple[str, ...]
    offices: tuple[OfficeEntry, ...]
    members: tuple[ActorRef, ...]
    groups: tuple[ActorRef, ...]
    """Groups that count it among their members."""
    encounters: tuple[EncounterEntry, ...]
    total_encounters: int
    statements: int
    undertakings: int
    mentions: int
    by_month: tuple[tuple[str, int], ...]
    """(month, statements in articles published then), by month."""


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """A statement, undertaking or judgement, with how each of its values is known and what rests on it."""

    noun: str
    claim: Claim
    known: dict[str, KnownValue]
    """By attribute; actors by name."""
    before: str
    """What stands before its words, the paragraph's beginning at most."""
    after: str
    rests_on: StatementClaim | None
    """The statement on which it rests; None: the author tells it."""
    undertakings: tuple[UndertakingClaim, ...]
    """For a statement: those that rest on it."""
    assessments: tuple[AssessmentClaim, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article's words with what stands around it."""

    article: ArticleRef
    start: int
    end: int
    before: str
    words: str
    after: str
    nouns: tuple[tuple[str, str, str], ...]
    """(noun, id, role) of what stands at exactly these words or holds them."""


_ENCOUNTERS: Final = 40
_CONTEXT_CHARS: Final = 400
_CLAIMS: Final[Mapping[str, Callable[[OpenRecord, Sequence[str]], Sequence[Claim]]]] = {
    "statement": statement_claims,
    "undertaking": undertaking_claims,
    "assessment": assessment_claims,
}
_HOMES: Final = (
    ("statement", "statements"),
    ("encounter", "encounters"),
    ("account", "accounts"),
    ("undertaking", "undertakings"),
    ("assessment", "assessments"),
    ("actor", "actors"),
    ("article", "articles"),
    ("story", "stories"),
    ("origin", "origins"),
    ("matter", "matters"),
    ("agreement", "agreements"),
    ("issue", "issues"),
    ("compliance", "compliance"),
)


def find_noun(record: OpenRecord, noun_id: str) -> tuple[str, str]:
    """Return which noun has that id, and the id that stands for it now. Raises NotFound where none has."""
    current = record.current_id(noun_id)
    for noun, table in _HOMES:
        if record.connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (current,)).fetchone():
            return noun, current
    raise NotFound(f"nothing with the id {noun_id!r} in this record")


def read_actor(record: OpenRecord, actor_id: str) -> ActorPage:
    """Return one actor. Raises NotFound where there is none of that id."""
    refs = actor_refs(record, [actor_id])
    if actor_id not in refs:
        raise NotFound(f"no actor {actor_id!r} in this record")

    def ask(query: str) -> list[Any]:
        return record.connection.execute(query, (actor_id,)).fetchall()

    def count(query: str) -> int:
        return int(ask(query)[0][0])

    def others(query: str) -> tuple[ActorRef, ...]:
        return tuple(actor_refs(record, [row[0] for row in ask(query)]).values())

    met = ask(
        "SELECT e.id FROM encounter_participants p JOIN encounters e ON e.id = p.encounter WHERE p.actor = ?"
        f" ORDER BY e.date IS NULL, e.date, e.id LIMIT {_ENCOUNTERS}"
    )
    months = ask(
        "SELECT substr(coalesce(s.date, a.published), 1, 7) AS month, count(*) FROM statement_speakers k"
        " CROSS JOIN statements s ON s.id = k.statement"
        " CROSS JOIN articles a INDEXED BY articles_in_short ON a.id = s.article WHERE k.actor = ?"
        " AND length(coalesce(s.date, a.published)) >= 7 GROUP BY month ORDER BY month"
    )
    return ActorPage(
        refs[actor_id],
        tuple(row[0] for row in ask("SELECT name FROM actor_names WHERE actor = ? ORDER BY name")),
        _offices(record, actor_id),
        others("SELECT member FROM actor_members WHERE actor = ?"),
        others("SELECT actor FROM actor_members WHERE member = ?"),
        encounter_entries(record, [row[0] for row in met], words=False),
        count("SELECT count(*) FROM encounter_participants WHERE actor = ?"),
        count("SELECT count(*) FROM statement_speakers WHERE actor = ?"),
        count(
            "SELECT count(*) FROM (SELECT undertaking FROM undertaking_by WHERE actor = ?1"
            " UNION SELECT id FROM undertakings WHERE party = ?1)"
        ),
        count("SELECT count(*) FROM mentions WHERE actor = ?"),
        tuple((row[0], row[1]) for row in months),
    )


def _offices(record: OpenRecord, actor_id: str) -> tuple[OfficeEntry, ...]:
    rows = record.connection.execute("SELECT * FROM offices WHERE actor = ? ORDER BY number", (actor_id,)).fetchall()
    anchors = {row["number"]: next(iter(json.loads(row["evidence"])), None) for row in rows}
    articles = {}
    for anchor in anchors.values():
        if anchor is not None and anchor["document"] not in articles:
            found = record.connection.execute(
                "SELECT a.id FROM articles a JOIN documents d ON d.path = a.path WHERE d.sha256 = ?",
                (anchor["document"],),
            ).fetchone()
            articles[anchor["document"]] = found[0] if found else None
    refs = article_refs(record, (article for article in articles.values() if article))
    offices = []
    for row in rows:
        anchor = anchors[row["number"]]
        article = refs.get(articles[anchor["document"]] or "") if anchor else None
        place = (anchor["start"], anchor["end"]) if anchor else (0, 0)
        told = (row["title"], row["of_whom"], row["since"], row["until"], row["basis"])
        offices.append(OfficeEntry(*told, article, *place))
    offices.sort(key=lambda office: office.basis != "table")
    kept: dict[str, OfficeEntry] = {}
    for office in offices:
        kept.setdefault(_plain_title(office), office)
    return tuple(kept.values())


def _plain_title(office: OfficeEntry) -> str:
    """Return what tells an office from another: "President of the United States" is "president of United States"."""
    title = office.title.casefold().replace(" the ", " ")
    whom = (office.of_whom or "").casefold().removeprefix("the ")
    return title if not whom or whom in title else f"{title} of {whom}"


def read_claim(record: OpenRecord, noun: str, noun_id: str) -> ClaimPage:
    """Return one statement, undertaking or assessment. Raises NotFound where there is none of that id."""
    found: Sequence[Claim] = _CLAIMS[noun](record, [noun_id])
    if not found:
        raise NotFound(f"no {noun} {noun_id!r} in this record")
    claim = found[0]
    passage = read_passage(record, claim.article.id, *claim.place)
    rests_on = None if isinstance(claim, StatementClaim) or claim.statement is None else claim.statement
    under, judged = [], []
    if isinstance(claim, StatementClaim):
        # Few statements stand in one article, and both tables are indexed by article.
        of_article = (claim.article.id, noun_id)
        ask = record.connection.execute
        under = ask(
            "SELECT id FROM undertakings WHERE article = ? AND statement = ? ORDER BY id", of_article
        ).fetchall()
        judged = ask(
            "SELECT id FROM assessments WHERE article = ? AND statement = ? ORDER BY id", of_article
        ).fetchall()
    return ClaimPage(
        noun,
        claim,
        _named(record, known_values(record, noun, [noun_id])[noun_id]),
        passage.before,
        passage.after,
        statement_claims(record, [rests_on])[0] if rests_on else None,
        undertaking_claims(record, [row[0] for row in under]),
        assessment_claims(record, [row[0] for row in judged]),
    )


def _named(record: OpenRecord, known: dict[str, KnownValue]) -> dict[str, KnownValue]:
    """Return the values with actors by name instead of by id."""
    ids: dict[str, list[str]] = {}
    for value in known.values():
        for text in (value.value, *value.alternatives):
            if text is not None:
                ids[text] = json.loads(text) if text.startswith("[") else [text]
    refs = actor_refs(record, {actor for actors in ids.values() for actor in actors if isinstance(actor, str)})

    def named(text: str) -> str:
        return " and ".join(refs[a].name if a in refs else str(a) for a in ids[text])

    return {
        name: KnownValue(
            None if value.value is None else named(value.value),
            value.basis,
            value.absence,
            tuple(map(named, value.alternatives)),
        )
        for name, value in known.items()
    }


def tellings_of(record: Record, statement: str) -> tuple[str | None, tuple[AlignedLine, ...]]:
    """Return the level (utterance or matter) and the tellings of what a statement tells, word by word.

    (None, ()): no other account tells it.
    """
    row = record.connection.execute(
        "SELECT u.id, u.level FROM utterance_statements t JOIN utterances u ON u.id = t.utterance"
        " WHERE t.statement = ? ORDER BY u.level DESC, u.id",
        (statement,),
    ).fetchone()
    return (None, ()) if row is None else (row[1], tuple(record.utterance(row[0])))


def read_passage(record: OpenRecord, article_id: str, start: int, end: int) -> Passage:
    """Return the words of an article from `start` to `end` with what stands around them.

    Raises NotFound for an unknown article, or where the text does not reach so far.
    """
    row = record.connection.execute("SELECT text FROM articles WHERE id = ?", (article_id,)).fetchone()
    if row is None:
        raise NotFound(f"no document {article_id!r} in this record")
    text = row[0]
    if not 0 <= start < end <= len(text):
        raise NotFound(f"this document has {len(text)} characters; no words stand from {start} to {end}")
    before = text[max(0, start - _CONTEXT_CHARS) : start].rpartition("\n\n")[2]
    after = text[end : end + _CONTEXT_CHARS].partition("\n\n")[0]
    nouns = record.connection.execute(
        "SELECT DISTINCT noun, noun_id, role FROM spans WHERE article = ? AND start_char <= ? AND end_char >= ?"
        " AND noun <> 'block' ORDER BY noun, noun_id, role",
        (article_id, start, end),
    )
    ref = article_refs(record, [article_id])[article_id]
    return Passage(ref, start, end, before, text[start:end], after, tuple((r[0], r[1], r[2]) for r in nouns))


def words_digest(words: str) -> str:
    """Return the eight hexadecimal digits by which an address knows the words that it was made for."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def find_words(record: OpenRecord, article_id: str, start: int, end: int, digest: str) -> tuple[int, int] | None:
    """Return where the words with that digest stand in an article now, nearest to where they stood; None: nowhere."""
    row = record.connection.execute("SELECT text FROM articles WHERE id = ?", (article_id,)).fetchone()
    text, length = (row[0] if row else ""), end - start
    if length <= 0:
        return None
    at = [n for n in range(len(text) - length + 1) if words_digest(text[n : n + length]) == digest]
    nearest = min(at, key=lambda n: abs(n - start), default=None)
    return None if nearest is None else (nearest, nearest + length)
