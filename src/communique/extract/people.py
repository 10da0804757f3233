"""Persons of one article: their names joined, what they are, whose side they are on, their likely gender."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.fuzz import ratio

from communique.extract.lexicon import Gender, Lexicon
from communique.extract.name_words import is_surname, surname_of
from communique.extract.names import PersonName
from communique.extract.offices import Role, RoleReader
from communique.extract.shared_roles import read_listed_roles, read_shared_role
from communique.facts import Facts
from communique.facts.table import fold_name
from communique.model.annotation import Token

MAX_RIVAL_TOKENS = 40
"""Tokens behind a full name within which the bare surname may mean its bearer."""
SAME_SURNAME_RATIO, SAME_FIRST_RATIO = 85.0, 55.0
"""Similarity (rapidfuzz, 0 to 100) from which two surnames after one first name, or two first names with one initial
before one surname, are taken for spellings of one name; set by hand (Sergey and Sergei, Joe and Joseph)."""


@dataclass
class Person:
    """One person while the cast is being put together."""

    name: str
    names: Counter[str] = field(default_factory=Counter)
    mentions: list[PersonName] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    genders: Counter[Gender] = field(default_factory=Counter)
    side: str | None = None
    introduced: tuple[int, ...] = ()
    """Tokens where the full name stands, in text order."""
    possible: list[Role] = field(default_factory=list)
    """Offices that the facts table knows for this person, where the text does not settle that they were held."""

    @property
    def surname(self) -> str:
        """The folded surname."""
        return surname_of(self.name)

    @property
    def gender(self) -> Gender | None:
        """The gender that titles and first names tell; None: they tell none, or both."""
        ranked = self.genders.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]

    def holds(self, group: str) -> bool:
        """Return whether an office of that group is told and not told to be over."""
        return any(role.group == group and not role.past for role in self.roles)

    @property
    def leads(self) -> bool:
        """Whether a state's leader: president, chancellor, king, prime minister."""
        return self.holds("leader") or any(
            r.head == "minister" and "prime" in r.words and not r.past for r in self.roles
        )


def join_names(found: Sequence[PersonName], lexicon: Lexicon) -> tuple[list[Person], list[PersonName]]:
    """Return the persons that full names tell apart, and the mentions by a single name that stay undecided."""
    counts = Counter(m.key for m in found if not is_surname(m.key))
    persons: list[Person] = []
    for key in sorted(counts, key=lambda k: (-len(k.split()), -counts[k], k)):
        person = next((p for p in persons if _same_person(p.name, key)), None)
        if person is None:
            persons.append(person := Person(key))
        person.names[key] += counts[key]
    of_key = {key: person for person in persons for key in person.names}
    single = []
    for mention in found:
        if mention.key in of_key:
            of_key[mention.key].mentions.append(mention)
        else:
            single.append(mention)
    for person in persons:
        person.name = min(person.names, key=lambda k: (-len(k.split()), -person.names[k], k))
    _note_genders(persons, lexicon)
    return persons, single


def _same_person(one: str, other: str) -> bool:
    a, b = fold_name(one).split(), fold_name(other).split()
    if ("sr" in (a[-1], b[-1])) and a[-1] != b[-1]:
        return False  # the father
    if surname_of(one) == surname_of(other):
        if set(a) >= set(b) or set(b) >= set(a):
            return True
        initial = len(a[0]) == 1 or len(b[0]) == 1
        return a[0][0] == b[0][0] and (initial or ratio(a[0], b[0]) >= SAME_FIRST_RATIO)
    return a[0] == b[0] and ratio(surname_of(one), surname_of(other)) >= SAME_SURNAME_RATIO


def _note_genders(persons: Sequence[Person], lexicon: Lexicon) -> None:
    for person in persons:
        first, *rest = person.name.lower().split()
        gender = lexicon.first_names.get(first) or (lexicon.given_names.get(first) if rest else None)
        if gender:
            person.genders[gender] += 2
        for mention in person.mentions:
            told = lexicon.honorifics.get(mention.honorific or "")
            if told:
                person.genders[told] += 4


def settle_single_names(persons: list[Person], single: Sequence[PersonName], lexicon: Lexicon) -> list[PersonName]:
    """Give each mention by one name to the person it means; return those that could mean several.

    A name that no full name carries makes a person of its own.
    """
    unsettled: list[PersonName] = []
    apart = _differently_titled(single, lexicon)
    bare: dict[str, list[int]] = {}
    for mention in single:
        if not mention.titled:
            bare.setdefault(surname_of(mention.key), []).append(mention.first)
    for known in persons:
        known.introduced = tuple(sorted(m.first for m in known.mentions))
    for mention in single:
        candidates = [p for p in persons if p.surname == surname_of(mention.key)] or [
            p for p in persons if fold_name(p.name).split()[0] == fold_name(mention.key)
        ]
        person = choose_by_surname(candidates, lexicon.honorifics.get(mention.honorific or ""))
        person = person or _established(candidates, mention, bare.get(surname_of(mention.key), []))
        if not candidates and surname_of(mention.key) not in apart:
            person = Person(mention.key.title() if mention.key.isupper() and len(mention.key) > 3 else mention.key)
            persons.append(person)
        if person is None:
            unsettled.append(mention)
            continue
        person.names[mention.key] += 1
        person.mentions.append(mention)
        gender = lexicon.honorifics.get(mention.honorific or "")
        if gender:
            person.genders[gender] += 4
    for person in persons:
        person.mentions.sort(key=lambda m: m.first)
    return unsettled


def _established(candidates: Sequence[Person], mention: PersonName, bare: Sequence[int]) -> Person | None:
    """Return the one of several of a surname to whom the text gives it bare; None: nobody, or another was named last.

    The press keeps the bare surname for the first whom it has so called; his relatives are told by their full names.
    """
    sharing = [p for p in candidates if p.introduced and p.surname == surname_of(mention.key)]
    ranked = sorted(sharing, key=lambda p: p.introduced[0])
    if len(ranked) < 2 or mention.titled:
        return None
    first, second = ranked[0], ranked[1]
    called = any(first.introduced[0] < at < second.introduced[0] for at in bare)
    rivals = (at for p in ranked[1:] for at in p.introduced)
    near = any(mention.first - MAX_RIVAL_TOKENS < at < mention.first for at in rivals)
    return first if called and not near else None


def _differently_titled(single: Sequence[PersonName], lexicon: Lexicon) -> set[str]:
    """Return the surnames that stand with titles which no one bears at once ("Justice X" and "Senator X")."""
    titles: dict[str, set[str]] = {}
    for mention in single:
        calling = lexicon.callings.get(mention.title or "")
        if calling is not None:
            titles.setdefault(surname_of(mention.key), set()).add(calling)
    return {surname for surname, told in titles.items() if len(told) > 1}


def choose_by_surname(candidates: Sequence[Person], gender: Gender | None) -> Person | None:
    """Return whom a bare surname means among persons who bear it; None: it may be several of them.

    The press gives the bare surname to the one who holds an office; where that does not decide, nobody is chosen.
    """
    fitting = [p for p in candidates if gender is None or p.gender in (None, gender)]
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    certain = [p for p in fitting if gender is not None and p.gender == gender]
    if len(certain) == 1:
        return certain[0]
    for groups in (("leader", "minister"), ("leader", "minister", "diplomat", "head", "speaker", "aide")):
        told = [p for p in fitting if any(not r.past and r.group in groups and r.state is not None for r in p.roles)]
        if told:
            return told[0] if len(told) == 1 else None
    in_office = [p for p in fitting if any(not r.past and r.group not in ("other",) for r in p.roles)]
    return in_office[0] if len(in_office) == 1 else None


class RoleCollector:
    """Gathers what titles and appositions say of the persons."""

    def __init__(self, tokens: Sequence[Token], reader: RoleReader, lexicon: Lexicon, facts: Facts) -> None:
        self.tokens = tokens
        self.reader = reader
        self.lexicon = lexicon
        self.facts = facts
        self.at: dict[int, str] = {}
        self.listed: dict[int, Role] = {}
        """Offices that a list tells by place, by the first tokens of the names."""

    def index(self, found: Sequence[PersonName]) -> None:
        """Remember at which tokens persons are named."""
        for mention in found:
            for index in range(mention.first, mention.last):
                self.at[index] = surname_of(mention.key)
        self.listed = read_listed_roles(self.tokens, self.reader, found)

    def collect(self, person: Person, mentions: Sequence[PersonName]) -> None:
        """Add to `person` the roles and the side that stand at its mentions."""
        for mention in mentions:
            for found in (self.reader.before(mention.first), self._apposition(mention.last)):
                role = self.reader.read(*found, self.at.get) if found else None
                if role is not None:
                    person.roles.append(role)
                    gender = self.lexicon.gendered.get(role.head)
                    if gender and role.group != "other":
                        person.genders[gender] += 2
            owner = self._possessor(mention.first)
            shared = read_shared_role(self.tokens, self.lexicon, mention.first, owner) if owner is not None else None
            person.roles.extend(r for r in (shared, self.listed.get(mention.first)) if r is not None)
            if person.side is None:
                person.side = owner or self._state_after(mention)

    def _apposition(self, last: int) -> tuple[int, int] | None:
        """Return the apposition behind a name; None where it is rather the title of the next name of a list."""
        found = self.reader.after(last)
        if found is not None and self._opens_list(*found):
            return None
        if found is None or found[1] - 1 not in self.at:
            return found
        return found if any(t.text.lower() in ("of", "to", "for") for t in self.tokens[found[0] : found[1]]) else None

    def _opens_list(self, first: int, last: int) -> bool:
        """Return whether "X, President Y and other leaders" goes on behind the comma with the next of a list."""
        words = [t.text.lower() for t in self.tokens[first:last]]
        head = words.index("and") if "and" in words else 0
        return first + head - 1 in self.at and not {"of", "to", "for"} & set(words[:head]) if head else False

    def _possessor(self, first: int) -> str | None:
        """Return the state of "Ardenia's Belmonte"; None: no such words."""
        if first < 2 or self.tokens[first - 1].text not in ("'s", "’s", "'", "’"):
            return None
        state = self.reader.state_in(max(first - 3, 0), first - 1) if first >= 2 else None
        return state.name if state and self.reader.state_at(first - 2, first - 1) else None

    def _state_after(self, mention: PersonName) -> str | None:
        """Return the state of "President Belmonte of Ardenia"; None: no title, no name before it, or no such words."""
        at = mention.last
        if at >= len(self.tokens) - 1 or self.tokens[at].text != "of":
            return None
        ends = range(min(at + 5, len(self.tokens)), at + 1, -1)
        state = next((s for s in (self.reader.state_at(at + 1, end) for end in ends) if s is not None), None)
        if state is None or mention.titled:
            return state.name if state is not None else None
        # "Foreign Ministers A of Ardenia and B of Drovia": without a title before it a name has no city for its side
        named = fold_name(self.tokens[at + 1].text) in {fold_name(w.split()[0]) for w in (state.name, *state.names)}
        before = self.tokens[mention.first - 1].text.lower() if mention.first else ""
        return state.name if named and before in ("and", ",") else None

    def settle_sides(self, persons: Sequence[Person]) -> None:
        """Give each person the side its offices tell; an adviser has the side of the one advised."""
        states = {s.name for s in self.facts.states} | {o.name for o in self.facts.organisations}
        for person in persons:
            # Who only comments speaks for nobody, whatever the journal or institute is called.
            held = [r for r in person.roles if not r.past and r.head != "ambassador" and r.group != "expert"]
            told = [r.state for r in held if r.state in states]
            person.side = told[0] if told else person.side
        by_surname: dict[str, list[Person]] = {}
        for person in persons:
            by_surname.setdefault(person.surname, []).append(person)
        for person in persons:
            owners = [by_surname[r.person] for r in person.roles if r.person in by_surname]
            if person.side is None and owners and len(owners[0]) == 1 and owners[0][0] is not person:
                person.side = owners[0][0].side
