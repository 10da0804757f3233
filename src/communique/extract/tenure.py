"""What the facts table adds to the persons of an article: one spelling of the name, offices, sides."""

from __future__ import annotations

from collections.abc import Sequence

from communique.extract.lexicon import Lexicon
from communique.extract.name_words import surname_of
from communique.extract.offices import Role
from communique.extract.people import Person
from communique.facts import Facts, OfficeHolding
from communique.facts.table import fold_name


def apply_table(persons: Sequence[Person], facts: Facts, lexicon: Lexicon, published: str | None = None) -> None:
    """Give persons whom the table knows its spelling of their name and, where the text tells no office, theirs.

    An office is taken over only if it was held on the day of publication (EDTF; None: not known yet); then only if
    the persons whose titles the text tells leave one that was held all that time.
    """
    rows = {id(p): _rows_of(p, facts) for p in persons}
    since, until = (published, published) if published else _bounds(persons, rows)
    for person in persons:
        known = rows[id(person)]
        if not known:
            continue
        if len({row.person for row in known}) == 1 and known[0].person != person.name:
            person.name = known[0].person
            person.names[person.name] += 0
        if any(not r.past and r.group != "other" for r in person.roles):
            person.side = person.side or _only({row.of for row in known})
            continue
        if any(r.past for r in person.roles):
            continue
        person.side = person.side or _only({row.of for row in known})
        held = [row for row in known if (row.covers(published) if published else _covers(row, since, until))]
        if not held and len(known) == 1 and known[0].since and not since and not known[0].seen:
            held = known
        if len({(row.title, row.of) for row in held}) == 1:
            person.roles.append(_role(held[0], lexicon))
        else:
            person.possible.extend(_role(row, lexicon) for row in known if _overlaps(row, since, until))


def holder_on(facts: Facts, title: str, of: str, day: str) -> OfficeHolding | None:
    """Return who held `title` of `of` on `day` (EDTF, at least a year) by the table; None: not told, or several."""
    held = {r.person: r for r in facts.offices if (r.title, r.of) == (title, of) and r.covers(day)}
    return next(iter(held.values())) if len(held) == 1 else None


def _rows_of(person: Person, facts: Facts) -> list[OfficeHolding]:
    """Return the rows about `person`: by full name, or by a lone name and what the text says this person is.

    The lone name may be either end of the full one: "China's Xi" is Xi Jinping.
    """
    folded = {fold_name(name) for name in person.names if " " in name}
    rows = [row for row in facts.offices if folded & {fold_name(n) for n in (row.person, *row.names)}]
    if rows or " " in person.name:
        return rows
    bearers = [r for r in facts.offices if person.surname in (surname_of(r.person), fold_name(r.person).split()[0])]
    fitting = [r for r in bearers if _titled(person, r) or (person.side == r.of and _led(r))]
    return fitting if len({row.person for row in fitting}) == 1 else []


def _led(row: OfficeHolding) -> bool:
    """Return whether an office is of the few whose holders the press calls by state and surname alone."""
    return row.title in ("president", "prime minister", "chancellor")


def _titled(person: Person, row: OfficeHolding) -> bool:
    words = row.title.split()
    for role in person.roles:
        told = {role.head, *role.words}
        if not role.past and set(words) - {"of"} <= told and role.state in (None, row.of):
            return True
    return False


def _bounds(persons: Sequence[Person], rows: dict[int, list[OfficeHolding]]) -> tuple[str, str]:
    """Return the first and last date (ISO) at which all who are told to be in office were; empty: not bounded."""
    since, until = "", ""
    for person in persons:
        told = [row for row in rows[id(person)] if _titled(person, row)]
        if len(told) == 1:
            since = max(since, told[0].since)
            until = min(until, told[0].until) if until and told[0].until else until or told[0].until
    return (since, until) if not until or since <= until else ("", "")


def _covers(row: OfficeHolding, since: str, until: str) -> bool:
    end = row.until or row.seen
    return bool(since) and row.since <= since and (not end or (bool(until) and until <= end))


def _overlaps(row: OfficeHolding, since: str, until: str) -> bool:
    return (not until or row.since[: len(until)] <= until) and (not row.until or since[: len(row.until)] <= row.until)


def _role(row: OfficeHolding, lexicon: Lexicon) -> Role:
    words = row.title.split()
    head = "secretary" if row.title == "secretary of state" else words[-1]
    return Role(
        head=head,
        group=lexicon.roles.get(head, "head"),
        words=frozenset(words) - {head, "of"},
        state=row.of,
        person=None,
        title=row.title,
        first=0,
        last=0,
        past=False,
    )


def _only(values: set[str]) -> str | None:
    return next(iter(values)) if len(values) == 1 else None
