"""Statements, undertakings and judgements with whom and where they lead to, as a list shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.query.base import OpenRecord
from communique.query.refs import ActorRef, ArticleRef, actor_refs, actors_of, article_refs, words_of

Words = tuple[int, int, str]
"""Start, end (code points of the article's text), and the words that stand there."""


@dataclass(frozen=True, slots=True)
class StatementClaim:
    """What one article reports that somebody said."""

    id: str
    article: ArticleRef
    speakers: tuple[ActorRef, ...]
    """Empty: not known; `basis` tells why."""
    basis: str
    """How the speakers are known, or why they are not."""
    speaker_words: str | None
    """None: nothing in reach names one."""
    relays: tuple[ActorRef, ...]
    """Outermost first."""
    form: str
    cue: Words | None
    content: tuple[Words, ...]
    date: str | None

    @property
    def place(self) -> tuple[int, int]:
        """Start and end of the first piece of its content."""
        return self.content[0][0], self.content[0][1]


@dataclass(frozen=True, slots=True)
class UndertakingClaim:
    """A commitment, offer, demand, condition, warning, refusal or deadline."""

    id: str
    article: ArticleRef
    kind: str
    by: tuple[ActorRef, ...]
    """Empty: not resolved."""
    party: ActorRef | None
    party_basis: str
    """How the party is known, or why it is not."""
    to: ActorRef | None
    to_basis: str
    negated: bool
    action: Words
    condition: Words | None
    deadline: Words | None
    hedge: Words | None
    due: str | None
    """EDTF or ISO 8601; None: none, or not resolved."""
    statement: str | None
    """The id of the statement that it rests on; None: the author reports it."""

    @property
    def place(self) -> tuple[int, int]:
        """Start and end of the action."""
        return self.action[0], self.action[1]


@dataclass(frozen=True, slots=True)
class AssessmentClaim:
    """A judgement of an encounter, an agreement or the relations."""

    id: str
    article: ArticleRef
    by: tuple[ActorRef, ...]
    """Empty: the author."""
    polarity: str
    of_what: str
    """ "encounter", "relations", or "agreement: NAME"."""
    judgement: Words
    encounter: str | None
    """Id of the encounter judged; None: none."""
    statement: str | None
    """None: the author judges."""

    @property
    def place(self) -> tuple[int, int]:
        """Start and end of the judgement."""
        return self.judgement[0], self.judgement[1]


Claim = StatementClaim | UndertakingClaim | AssessmentClaim


def statement_claims(record: OpenRecord, ids: Sequence[str]) -> tuple[StatementClaim, ...]:
    """Return the statements of `ids`, in their order; unknown ids are left out."""
    slots = ",".join("?" * len(ids))
    rows = record.connection.execute(
        "SELECT s.id, s.article, s.form, s.date, coalesce(i.basis, i.absence, 'not analysed') AS basis"
        " FROM statements s LEFT JOIN inferred i ON i.noun = 'statement' AND i.noun_id = s.id"
        f" AND i.attribute = 'speakers' WHERE s.id IN ({slots})",
        tuple(ids),
    ).fetchall()
    articles = article_refs(record, (row["article"] for row in rows))
    speakers = actors_of(record, "statement_speakers", "statement", ids)
    relays = actors_of(record, "statement_relays", "statement", ids)
    words = words_of(record, "statement", ids)
    found = {}
    for row in rows:
        roles = words[row["id"]]
        if roles.get("content"):
            found[row["id"]] = StatementClaim(
                row["id"],
                articles[row["article"]],
                speakers[row["id"]],
                row["basis"],
                roles["speaker"][0][2] if "speaker" in roles else None,
                relays[row["id"]],
                row["form"],
                roles["cue"][0] if "cue" in roles else None,
                tuple(roles["content"]),
                row["date"],
            )
    return tuple(found[noun_id] for noun_id in ids if noun_id in found)


def undertaking_claims(record: OpenRecord, ids: Sequence[str]) -> tuple[UndertakingClaim, ...]:
    """Return the undertakings of `ids`, in their order; unknown ids are left out."""
    slots = ",".join("?" * len(ids))
    basis = "(SELECT coalesce(basis, absence) FROM inferred WHERE noun = 'undertaking' AND noun_id = u.id"
    rows = record.connection.execute(
        "SELECT u.id, u.article, u.kind, u.party, u.addressed_to, u.negated, u.due, u.statement,"
        f" {basis} AND attribute = 'party') AS party_basis, {basis} AND attribute = 'to') AS to_basis"
        f" FROM undertakings u WHERE u.id IN ({slots})",
        tuple(ids),
    ).fetchall()
    articles = article_refs(record, (row["article"] for row in rows))
    sides = actor_refs(record, {row[c] for row in rows for c in ("party", "addressed_to") if row[c]})
    by = actors_of(record, "undertaking_by", "undertaking", ids)
    words = words_of(record, "undertaking", ids)
    found = {}
    for row in rows:
        roles = {role: stretches[0] for role, stretches in words[row["id"]].items()}
        if "action" in roles:
            found[row["id"]] = UndertakingClaim(
                row["id"],
                articles[row["article"]],
                row["kind"],
                by[row["id"]],
                sides.get(row["party"]),
                row["party_basis"] or "not analysed",
                sides.get(row["addressed_to"]),
                row["to_basis"] or "not analysed",
                bool(row["negated"]),
                roles["action"],
                roles.get("condition"),
                roles.get("deadline"),
                roles.get("hedge"),
                row["due"],
                row["statement"],
            )
    return tuple(found[noun_id] for noun_id in ids if noun_id in found)


def assessment_claims(record: OpenRecord, ids: Sequence[str]) -> tuple[AssessmentClaim, ...]:
    """Return the assessments of `ids`, in their order; unknown ids are left out."""
    slots = ",".join("?" * len(ids))
    rows = record.connection.execute(
        "SELECT j.id, j.article, j.of_what, j.polarity, j.statement, c.encounter FROM assessments j"
        f" LEFT JOIN accounts c ON c.id = j.account WHERE j.id IN ({slots})",
        tuple(ids),
    ).fetchall()
    articles = article_refs(record, (row["article"] for row in rows))
    by = actors_of(record, "assessment_by", "assessment", ids)
    words = words_of(record, "assessment", ids)
    found = {}
    for row in rows:
        judgement = words[row["id"]].get("judgement")
        if judgement:
            of_what = row["of_what"] if row["of_what"].startswith(("relations", "agreement")) else "encounter"
            found[row["id"]] = AssessmentClaim(
                row["id"],
                articles[row["article"]],
                by[row["id"]],
                row["polarity"],
                of_what,
                judgement[0],
                row["encounter"],
                row["statement"],
            )
    return tuple(found[noun_id] for noun_id in ids if noun_id in found)
