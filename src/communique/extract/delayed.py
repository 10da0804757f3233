"""Who a role named without its holder means, where the next sentence names a newcomer who speaks.

"Ardenia's energy minister warned of cuts. Ana Roth said ...": agencies tell the office first and the name right after.
"""

from __future__ import annotations

from collections.abc import Sequence

from communique.extract.lexicon import Lexicon
from communique.extract.office_kinds import OfficeKinds
from communique.extract.offices import Role, RoleReader
from communique.extract.people import Person
from communique.model.annotation import Annotation, Token

MAX_PHRASE_TOKENS = 9
GROUPS = ("leader", "minister", "head", "diplomat", "speaker")
"""Groups of roles of which a state or body has one that the press calls by office alone."""


def name_role_holders(
    persons: Sequence[Person], annotation: Annotation, reader: RoleReader, lexicon: Lexicon
) -> list[tuple[Person, Role]]:
    """Return (person, role) for each newcomer named right after a sentence whose speaker is told by office alone.

    The newcomer's name opens the next sentence in full, stands nowhere before, bears no title, and speaks; the office
    names its state or body and nobody of the article is told to hold it.
    """
    found = []
    for person in persons:
        first = min(person.mentions, key=lambda m: m.first, default=None)
        told = any(r.first < r.last for r in person.roles)
        if first is None or told or " " not in first.key or first.titled:
            continue
        sentence = annotation.sentences[annotation.tokens[first.first].sentence]
        head = annotation.tokens[first.last - 1]
        described = first.last < sentence.last and annotation.tokens[first.last].text == ","
        if sentence.first != first.first or described or not _speaks(annotation, lexicon, head) or not sentence.first:
            continue
        before = annotation.sentences[annotation.tokens[sentence.first - 1].sentence]
        role = _speaking_role(annotation, reader, lexicon, before.first, before.last)
        foreign = role is not None and person.side not in (None, role.state)
        if role is not None and not foreign and not _is_held(role, persons, lexicon):
            found.append((person, role))
    return found


def _speaks(annotation: Annotation, lexicon: Lexicon, subject: Token) -> bool:
    return subject.dep == "nsubj" and annotation.tokens[subject.head].lemma.lower() in lexicon.speech


def _speaking_role(annotation: Annotation, reader: RoleReader, lexicon: Lexicon, first: int, last: int) -> Role | None:
    """Return the office that opens a sentence as the subject of a verb of speech ("The EU's policy chief says")."""
    for head in annotation.tokens[first : min(first + MAX_PHRASE_TOKENS, last)]:
        if reader.role_head(head) is None or not _speaks(annotation, lexicon, head):
            continue
        phrase = annotation.tokens[first : head.index]
        definite = any(t.tag == "POS" for t in phrase) or (bool(phrase) and phrase[0].text.lower() == "the")
        if not definite or any(t.pos in ("VERB", "AUX", "ADP") for t in phrase):
            return None
        role = reader.read(first, head.index + 1, lambda _: None)
        named = role is not None and role.state is not None and role.group in GROUPS and not role.past
        return role if named else None
    return None


def _is_held(role: Role, persons: Sequence[Person], lexicon: Lexicon) -> bool:
    """Return whether somebody of the article is told or known to hold that office of that state."""
    kinds = OfficeKinds(lexicon)
    held = [r for person in persons for r in (*person.roles, *person.possible)]
    return any(r.state == role.state and kinds.same(role, r) for r in held)
