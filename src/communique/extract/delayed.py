"""Who a role named without its holder means, where the text names a newcomer who speaks right after.

"Ardenia's energy minister warned of cuts. Ana Roth said ...", "A spokeswoman for the union said ... Union spokeswoman
Ana Roth said": agencies tell the office first and the name after.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.extract.lexicon import Lexicon
from communique.extract.office_kinds import OfficeKinds
from communique.extract.offices import Role, RoleReader
from communique.extract.people import Person
from communique.model.annotation import Annotation, Token
from communique.model.documents import Article

MAX_PHRASE_TOKENS = 9
NEXT_SENTENCES, BACK_SENTENCES = 4, 6
"""Sentences after a role within which its holder is named; before "The envoy, Ana Roth," within which he was told."""
MAX_HEADING_WORDS = 5
"""A line of at most so many words before a sentence is no paragraph: the sentence opens a section."""
GROUPS = ("leader", "minister", "head", "diplomat", "speaker")
"""Groups of roles of which a state or body has one that the press calls by office alone."""
INTRODUCED = (*GROUPS, "military", "aide")
NAMING = frozenset({"named", "called"})
HIDDEN = frozenset({"anonymity", "unnamed", "unidentified", "anonymously", "authorised", "authorized", "name", "named"})
"""Words of a sentence that withholds a name on purpose."""
COVERS = {
    "official": ("minister", "head", "speaker", "aide", "diplomat"),
    "diplomat": ("minister", "diplomat"),
    "commander": ("military",),
    "officer": ("military",),
    "lawmaker": ("politician",),
    "politician": ("politician", "minister"),
}
"""What a lead may call the holder of an office ("a senior Drovian diplomat": the deputy foreign minister)."""


@dataclass(frozen=True)
class Described:
    """A speaker told by role alone."""

    head: Token
    role: Role
    definite: bool
    lead: bool
    """The sentence opens the article or a section of it."""


@dataclass(frozen=True)
class LateName:
    """A person named after having been told by role."""

    person: Person
    head: int
    """Token of the role noun."""
    office: Role | None
    """The office that the phrase tells, with its state or body; None: it tells none that only one can hold."""


def find_late_names(
    persons: Sequence[Person], article: Article, reader: RoleReader, lexicon: Lexicon, annotation: Annotation
) -> list[LateName]:
    """Return the speakers told by role alone whom the text names soon after, in text order.

    The newcomer speaks, is named in full and nowhere before; his title, if he bears one, is the role's, and without
    one the role must be of those that only one holds. A sentence that withholds the name names nobody.
    """
    finder = _Finder(persons, article, reader, lexicon, annotation)
    later = [late for told in finder.described() if (late := finder.holder(told)) is not None]
    return [*later, *finder.called()]


class _Finder:
    def __init__(
        self,
        persons: Sequence[Person],
        article: Article,
        reader: RoleReader,
        lexicon: Lexicon,
        annotation: Annotation,
    ) -> None:
        self.persons = persons
        self.article = article
        self.reader = reader
        self.lexicon = lexicon
        self.sentences = annotation.sentences
        self.tokens = annotation.tokens
        self.kinds = OfficeKinds(lexicon)
        self.named_at = frozenset(i for p in persons for m in p.mentions for i in range(m.first, m.last))
        firsts = [(min(p.mentions, key=lambda m: m.first), p) for p in persons if p.mentions]
        self.newcomers = sorted(((m, p) for m, p in firsts if " " in m.key), key=lambda f: f[0].first)

    # -- the role

    def described(self) -> Iterator[Described]:
        """Yield the subjects of verbs of speech that tell a role and no name."""
        for head in self.tokens:
            if self.reader.role_head(head) is None or head.tag not in ("NN", "NNP"):
                continue
            first, last = self._phrase(head)
            if not self._speaks(head) and not self._is_closing(head, first, last):
                continue
            low = [t.text.lower() for t in self.tokens[first : head.index]]
            if not low or any(i in self.named_at for i in range(first, last + 1)) or self._is_hidden(head):
                continue
            role = self.reader.read(first, last, lambda _: None)
            if role is not None and not role.past:
                owned = any(t.tag == "POS" for t in self.tokens[first : head.index])
                yield Described(head, role, owned or low[0] == "the", self._leads(head))

    def _speaks(self, subject: Token) -> bool:
        return subject.dep == "nsubj" and self.tokens[subject.head].lemma.lower() in self.lexicon.speech

    def _is_closing(self, head: Token, first: int, last: int) -> bool:
        """Return whether ", a spokesman of X said" closes a sentence, whatever the parser hung it on."""
        if not first or last >= len(self.tokens) or self.tokens[first - 1].text not in (",", "”", '"'):
            return False
        return head.dep == "appos" and self.tokens[last].dep == "ROOT" and self._is_speech(last)

    def _is_speech(self, index: int) -> bool:
        """Return whether a finite verb of speech stands at a token."""
        verb = self.tokens[index] if index < len(self.tokens) else None
        return verb is not None and verb.tag in ("VBD", "VBZ") and verb.lemma.lower() in self.lexicon.speech

    def _phrase(self, head: Token) -> tuple[int, int]:
        """Return the token range of the role phrase: what stands before its head, "of" and "for" phrases after it."""
        first, last = head.index, head.index + 1
        while first and head.index - first < MAX_PHRASE_TOKENS and self._before_head(self.tokens[first - 1], head):
            first -= 1
        end = self.sentences[head.sentence].last
        if last < end and self.tokens[last].text.lower() in ("of", "for", "at"):
            while last < end and self.tokens[last].pos not in ("VERB", "AUX", "PUNCT"):
                last += 1
        return first, last

    def _before_head(self, token: Token, head: Token) -> bool:
        return token.sentence == head.sentence and token.pos in ("ADJ", "NOUN", "PROPN", "DET", "NUM", "PART")

    def _is_hidden(self, head: Token) -> bool:
        sentence = self.sentences[head.sentence]
        return any(t.text.lower() in HIDDEN for t in self.tokens[sentence.first : sentence.last])

    def _leads(self, head: Token) -> bool:
        sentence = self.sentences[head.sentence]
        block = self.article.blocks[sentence.block]
        if block.kind != "body" or self.tokens[sentence.first].start - block.span.start > MAX_HEADING_WORDS:
            return False
        before = self.article.blocks[sentence.block - 1] if sentence.block else None
        return (
            before is None
            or before.kind != "body"
            or len(before.span.of(self.article.text).split()) <= (MAX_HEADING_WORDS)
        )

    def called(self) -> Iterator[LateName]:
        """Yield the persons named in the apposition of a role ("its director, a chemist called Ana Roth,")."""
        for person in self.persons:
            for mention in person.mentions:
                verb = self.tokens[mention.first - 1] if mention.first else None
                if verb is None or verb.text.lower() not in NAMING or verb.tag != "VBN" or verb.dep != "acl":
                    continue
                noun = self.tokens[verb.head]
                told = self.tokens[noun.head] if noun.dep == "appos" else noun
                if told.tag in ("NN", "NNP") and self.reader.role_head(told) is not None:
                    yield LateName(person, told.index, None)

    # -- the name

    def holder(self, told: Described) -> LateName | None:
        """Return the newcomer whom `told` means; None: nobody is named, or not surely this one."""
        for mention, person in self.newcomers:
            steps = self.tokens[mention.first].sentence - told.head.sentence
            if mention.first < told.head.index or steps > BACK_SENTENCES:
                continue
            named = self.tokens[mention.last - 1]
            role = self._told_role(person, named.sentence)
            if role is not None and self._refers_back(role, told, mention.first):
                return LateName(person, told.head.index, None)
            if not self._speaks(named) and not self._is_speech(mention.last):
                continue
            if steps > NEXT_SENTENCES or not steps or not self._gender_fits(told, person):
                return None
            fits = self._is_bare(told, person, mention.last) if role is None else self._is_title(told, role, person)
            office = told.role if role is None and told.role.state is not None else None
            return LateName(person, told.head.index, office) if fits else None
        return None

    def _told_role(self, person: Person, sentence: int) -> Role | None:
        """Return the title or apposition that the sentence gives with the name; None: the name stands alone."""
        told = (r for r in person.roles if r.first < r.last and self.tokens[r.first].sentence == sentence)
        return next(told, None)

    def _refers_back(self, role: Role, told: Described, name_first: int) -> bool:
        """Return whether "The spokeswoman, Ana Roth," takes up the bare role told before."""
        bare = not role.words and role.state is None and role.last < name_first <= role.last + 2
        opening = self.tokens[role.first - 1 if role.first else 0].text.lower()
        definite = "the" in (opening, self.tokens[role.first].text.lower())
        return bare and definite and self.kinds.kind(role.head, role.words) == self.kinds.kind(told.role.head, set())

    def _gender_fits(self, told: Described, person: Person) -> bool:
        gender = self.lexicon.gendered.get(told.role.head)
        return gender is None or person.gender in (None, gender)

    def _is_bare(self, told: Described, person: Person, name_last: int) -> bool:
        """Return whether a name without any title is that of the role told before: agencies explain whom they name."""
        described = name_last < len(self.tokens) and self.tokens[name_last].text in (",", "(")
        known = (*person.roles, *person.possible)
        if described or told.role.group not in INTRODUCED:
            return False
        if told.role.state is None:
            return not known and (told.definite or told.role.group == "speaker")
        foreign = person.side not in (None, told.role.state)
        return told.role.group in GROUPS and told.definite and not foreign and not self._is_held(told.role)

    def _is_title(self, told: Described, role: Role, person: Person) -> bool:
        """Return whether a newcomer's title tells the role told before, of the same state or body."""
        if not self._same_body(told.role.state, role.state or person.side):
            return False
        if told.role.head in COVERS and not told.definite:
            return told.lead and told.role.state is not None and role.group in COVERS[told.role.head]
        if self.kinds.same(told.role, role):
            return told.role.state is not None or told.lead or told.definite
        shared = told.role.words & role.words
        same_body = told.role.state is not None and told.role.state == role.state
        return told.role.group == role.group == "head" and told.definite and (same_body or bool(shared - GENERAL))

    def _same_body(self, one: str | None, other: str | None) -> bool:
        return one is None or other is None or self._larger(one) == self._larger(other)

    def _larger(self, body: str) -> str:
        known = next((o for o in self.reader.facts.organisations if o.name == body), None)
        return known.of if known is not None and known.of else body

    def _is_held(self, role: Role) -> bool:
        """Return whether somebody of the article is told or known to hold that office of that state."""
        held = [r for person in self.persons for r in (*person.roles, *person.possible)]
        return any(r.state == role.state and self.kinds.same(role, r) for r in held)


GENERAL = frozenset(
    {"high", "top", "chief", "senior", "united", "nations", "un", "u.n.", "eu", "international", "special"}
)
"""Words of titles that tell nobody from another."""
