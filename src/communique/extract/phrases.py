"""What a noun phrase refers to: persons by name or role, states and bodies, groups, people left unnamed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.extract.bodies import POSSESSIVES, BodyNamer
from communique.extract.coordination import find_counterpart, find_joint, names_several
from communique.extract.descriptions import phrase_around
from communique.extract.groups import NUMBERS, GroupResolver, Named
from communique.extract.issuers import find_issuer, find_it, find_they
from communique.extract.lexicon import Lexicon
from communique.extract.mentions import BodyFinder
from communique.extract.name_words import plain_words
from communique.extract.named_bodies import find_fuller
from communique.extract.offices import RoleReader, find_state
from communique.extract.people import Person
from communique.extract.role_groups import RoleGroups
from communique.extract.roles import RoleResolver
from communique.extract.tenure import holder_on
from communique.extract.unnamed import describe, one_of_them
from communique.facts import Facts
from communique.facts.table import State, fold_name
from communique.model.actors import MentionForm
from communique.model.annotation import Annotation, Token
from communique.model.documents import Article
from communique.model.inferred import Basis
from communique.model.spans import ActorId

if TYPE_CHECKING:
    from communique.extract.cast import Registry

LINKS = frozenset({"for", "to", "of", "by", "with", "from", "near", "between", "against", "like", "about"})
SINGULAR_THEY = frozenset({"they", "them", "their", "each", "both", "themselves"})

TALKERS = frozenset({"parties", "sides"})
"""What an office calls the two who talked, as main subject of its own text."""

NOBODY = ActorId("")
"""Stands for somebody whom the text describes and the program does not know."""


@dataclass(frozen=True)
class Phrase:
    """Whom a phrase means and how it says so."""

    actors: tuple[ActorId, ...]
    form: MentionForm
    basis: Basis


class PhraseResolver:
    """Resolves the noun phrases of one article."""

    def __init__(
        self,
        article: Article,
        annotation: Annotation,
        facts: Facts,
        lexicon: Lexicon,
        reader: RoleReader,
        registry: Registry,
        people: Sequence[tuple[ActorId, Person]],
    ) -> None:
        self.article = article
        self.tokens = annotation.tokens
        self.facts = facts
        self.lexicon = lexicon
        self.reader = reader
        self.registry = registry
        self.people = list(people)
        self.person_at = {
            i: (m.first, m.last, a) for a, p in people for m in p.mentions for i in range(m.first, m.last)
        }
        self.surname_at = {i: p.surname for a, p in people for m in p.mentions for i in range(m.first, m.last)}
        finder = BodyFinder(article, annotation, facts, registry, self.person_at)
        self.others = finder.find()
        source = article.source.value
        side = source.side if source is not None else None
        self._own_text = source is not None and source.kind == "office"
        self.annotation = annotation
        self.bodies = BodyNamer(self)
        self.roles = RoleResolver(annotation, lexicon, reader, self.people, self.surname_at, side)
        self.pronouns: dict[int, ActorId | None] = {}
        self.quoted: frozenset[int] = frozenset()
        self.ambiguous: frozenset[int] = frozenset()
        """Tokens of surnames that several persons bear and the text does not settle."""
        self.late: dict[int, ActorId] = {}
        """Head token of a role to the person whom the text names only after it."""
        named = [Named(m.first, m.last, a, "person") for a, p in people for m in p.mentions]
        told = ((f, t, registry.side(registry.actors[a].name)) for f, t, a in self.others)
        named += [Named(f, t, side, "state") for f, t, side in told if side is not None]
        sides = {a: side for a, p in people if p.side and (side := registry.side(p.side)) is not None}
        self.groups = GroupResolver(annotation, lexicon, named, people, sides, finder.adjectives())
        title = frozenset(
            i for s in annotation.sentences if article.blocks[s.block].kind == "title" for i in range(s.first, s.last)
        )
        self.role_groups = RoleGroups(
            lexicon, self.roles, self.groups, registry.add_state, self._state_name, title, self._turn_actor
        )

    def words(self, first: int, last: int) -> str:
        return plain_words(self.article.text[self.tokens[first].start : self.tokens[last - 1].end])

    def _state_name(self, actor: ActorId) -> str | None:
        known = self.registry.actors[actor]
        return known.name if self.registry.side(known.name) == actor else None

    def is_name(self, first: int, last: int) -> bool:
        """Return whether the name finder takes exactly these tokens for a person's name."""
        return any((n.first, n.last, n.label) == (first, last, "PERSON") for n in self.annotation.names)

    # -- phrases

    def refer(self, first: int, last: int) -> Phrase | None:
        """Return what the phrase in the token range means; None: not clear."""
        if any(i in self.ambiguous for i in range(first, last)):
            return None
        if last - first == 1:
            phrase = self._pronoun(self.tokens[first])
            if phrase is not None:
                return phrase if phrase.actors else None
        return (
            self.known_as(last)
            or one_of_them(self, first, last)
            or find_joint(self, first, last)
            or self.exact(first, last)
            or self.possessed(first, last)
            or self._headed(first, last)
        )

    def known_as(self, last: int) -> Phrase | None:
        """Return the body of "the fishers' league known as the Herring Board", told right behind the phrase."""
        after = [t.text.lower() for t in self.tokens[last : last + 3]]
        if after[:2] != ["known", "as"]:
            return None
        first = last + 3 if after[2:] == ["the"] else last + 2
        named = (self.exact(first, end) for end in range(min(first + 6, len(self.tokens)), first, -1))
        return next((phrase for phrase in named if phrase is not None), None)

    def speaking_subjects(self, taken: Collection[int]) -> dict[int, ActorId]:
        """Return (head token, actor) of the subjects of speech that describe somebody ("an official said").

        They are candidates for a later "he"; NOBODY stands where the phrase is not clear, so that none else is taken.
        """
        found = {}
        for token in self.tokens:
            speaks = token.dep == "nsubj" and (
                self.tokens[token.head].lemma.lower() in self.lexicon.speech or self._on_condition(token)
            )
            if not speaks or token.index in taken or token.text.lower() not in self.lexicon.unnamed_singular:
                continue
            start, end = phrase_around(self, token.index)
            if any(i in self.person_at for i in range(start, min(end + 3, len(self.tokens)))):
                continue
            phrase = self.refer(start, end)
            found[token.index] = phrase.actors[0] if phrase is not None and len(phrase.actors) == 1 else NOBODY
        return found

    def _on_condition(self, token: Token) -> bool:
        """Return whether ", speaking on condition of anonymity" and the like stands after the noun."""
        after = [
            t.text.lower() for t in self.tokens[token.index + 1 : token.index + 10] if t.sentence == token.sentence
        ]
        return any(after[i] in ("speaking", "spoke") and after[i + 1] == "on" for i in range(len(after) - 1))

    def _pronoun(self, token: Token) -> Phrase | None:
        low = token.text.lower()
        if token.index in self.pronouns:
            actor = self.pronouns[token.index]
            return Phrase((actor,) if actor else (), "pronoun", "resolved")
        if token.text == "US":
            return None
        if low == "it":
            return find_it(self, token) or Phrase((), "pronoun", "resolved")
        if low in SINGULAR_THEY:
            several = self.groups.last_plural(token.index)
            return (None if several else find_they(self, token)) or Phrase(several, "pronoun", "resolved")
        if low in (
            "i",
            "me",
            "my",
            "we",
            "us",
            "our",
            "its",
            "you",
            "who",
            "which",
            "that",
            "one",
            "this",
            "neither",
        ):
            speaker = self._turn_actor(token.index) if low in ("i", "me", "my") else None
            return Phrase((speaker,) if speaker is not None else (), "pronoun", "resolved")
        return None

    def _turn_actor(self, index: int) -> ActorId | None:
        """Return the person whose turn holds token `index`; None: no turn, or nobody known."""
        block = self.article.block_at(self.tokens[index].start)
        if block is None or block.speaker_span is None:
            return None
        label = range(block.speaker_span.start, block.speaker_span.end)
        named = (a for i, (_, _, a) in sorted(self.person_at.items()) if self.tokens[i].start in label)
        return next(named, None)

    def exact(self, first: int, last: int) -> Phrase | None:
        """Return the person, state or organisation that the words name; None: they are another kind of phrase."""
        person = self._person(first, last)
        if person is not None:
            return Phrase((person,), "name", "stated")
        while first < last - 1 and self.tokens[first].text.lower() in ("the", "both", "even"):
            first += 1
        words = self.words(first, last)
        organisation = self.facts.organisation_by_name.get(fold_name(words))
        if organisation is not None and words[0].isupper():
            return Phrase((self.registry.add_organisation(organisation.name),), "name", "stated")
        state = find_state(words, self.facts) or self._seat_of(first, last)
        if state is None or self._bare_adjective(first, words, state.adjectives):
            return None
        names = {fold_name(n) for n in (state.name, *state.names)}
        return Phrase(
            (self.registry.add_state(state.name),), "name" if fold_name(words) in names else "metonym", "stated"
        )

    def _seat_of(self, first: int, last: int) -> State | None:
        """Return the state of "the U.S. White House", its name before a seat of its own; None: no such words."""
        for cut in range(first + 1, last):
            owner, seat = self.reader.state_at(first, cut), self.reader.state_at(cut, last)
            if owner is not None and owner == seat:
                return owner
        return None

    def _bare_adjective(self, first: int, words: str, adjectives: tuple[str, ...]) -> bool:
        """Return whether the words are a lone adjective ("Russian"), which "the" makes a people ("the French")."""
        before = self.tokens[first - 1].text.lower() if first else ""
        return fold_name(words) in {fold_name(a) for a in adjectives} and before != "the"

    def _person(self, first: int, last: int) -> ActorId | None:
        """Return the person whose name heads the phrase; None: a name in it only belongs to somebody else's."""
        index = first
        while index < last:
            held = self.person_at.get(index)
            if held is None:
                index += 1
                continue
            name_first, name_last, actor = held
            if self._heads(first, name_first, min(name_last, last), last):
                return actor
            index = name_last
        return None

    def _heads(self, first: int, name_first: int, name_last: int, last: int) -> bool:
        after = self.tokens[name_last:last]
        if after and (after[0].text in POSSESSIVES or after[0].text.lower() in ("and", "&")):
            return False
        if after and after[0].pos in ("NOUN", "PROPN", "ADJ") and after[0].text not in (",", "("):
            return False
        before = [t.text.lower() for t in self.tokens[first:name_first]]
        if before and before[-1] == ",":
            return any(self.reader.role_head(t) for t in self.tokens[first:name_first])
        links = [i for i, word in enumerate(before) if word in LINKS]
        if not links:
            return True
        between = self.tokens[first + links[-1] + 1 : name_first]
        if before[links[-1]] == "of" and [t.text.lower() for t in between[:1]] == ["state"]:
            return True
        if (
            not between
            or self.reader.role_head(between[-1])
            or between[-1].text.lower().strip(".") in self.lexicon.honorifics
        ):
            return False
        return between[-1].text.lower() not in ("his", "her", "their", "the")

    def possessed(self, first: int, last: int) -> Phrase | None:
        """Return the state or body of "Lavrov's ministry", "his government", "the SES"; None: another phrase."""
        start = first + 1 if self.tokens[first].text.lower() == "the" and first < last - 1 else first
        short = self.bodies.by_acronym(start) if start == last - 1 else None
        if short is None and first < start == last - 1 and self.tokens[start].text[0].isupper():
            fuller = find_fuller(self, self.words(start, last), definite=True)
            short = Phrase((fuller,), "name", "resolved") if fuller is not None else None
        return short or self.bodies.find(first, last)

    def own_leader(self, words: Sequence[str]) -> ActorId | None:
        """Return whom an office's own text means by "the President": its side's, by the text or by the table.

        None: no office's text, or neither tells.
        """
        title, side = " ".join(words).lower(), self.roles.author_side
        if side is None or self.lexicon.roles.get(title.split()[-1]) not in ("leader", "minister"):
            return None
        told = self.roles.holder_of_title(title, side)
        day = self.article.published.value
        row = holder_on(self.facts, title, side, day) if told is None and day else None
        if row is None:
            return told
        return self.registry.add_by_table(row)

    def head(self, first: int, last: int) -> int:
        """Return the head of the phrase: the noun before the first preposition, comma or relative."""
        end = last
        for index in range(first + 1, last):
            if self.tokens[index].dep == "acl" and self.tokens[index - 1].pos in ("NOUN", "PROPN"):
                end = index  # "an assembly convening in Tarnis"
                break
            if self.tokens[index].text.lower() in self.lexicon.heads_end and self.tokens[
                index - 1
            ].text.lower() not in ("secretary",):
                end = index
                break
        while end > first + 1 and self.tokens[end - 1].pos in ("ADV", "PUNCT"):
            end -= 1
        return end - 1

    def _headed(self, first: int, last: int) -> Phrase | None:
        """Resolve a phrase by its head noun: group, role, people or bodies left unnamed."""
        head = self.head(first, last)
        if head in self.late:
            return Phrase((self.late[head],), "title", "resolved")
        noun = self.tokens[head].text.lower()
        opening = [t.text.lower() for t in self.tokens[first:head]]
        definite = bool(opening) and opening[0] in ("the", "both", "this", "these", "those", "each", "all")
        if noun == "heads" and last - head == 3 and self.tokens[last - 1].text.lower() == "state":
            noun, last = "leaders", head + 1
        if definite and head == last - 1 and self._is_plain_group(noun, opening):
            return self._group(first, head, noun)
        if "secretary of state" in " ".join(t.text.lower() for t in self.tokens[first:last]):
            head = next(i for i in range(first, last) if self.tokens[i].text.lower() == "secretary")
        issuer = find_issuer(self, first, head, last)
        if issuer is not None or noun in self.lexicon.documents:
            return issuer
        several = self._delegations(first, head, last) or self.role_groups.resolve(first, head, last)
        if several:
            return Phrase(several, "description", "resolved")
        repeated = self._repeated(first, head, last)
        if repeated is not None:
            return repeated
        if self.reader.role_head(self.tokens[head]) and (
            not opening or opening[0] not in ("a", "an", "one", "another", "some")
        ):
            actor = self.roles.find(first, last)
            if actor is None and definite and opening == ["the"]:
                actor = self.own_leader([noun])
            if actor is not None:
                return Phrase((actor,), "title", "resolved")
        if (opening and opening[0] in ("his", "her", "their", "its")) or names_several(self, first, last):
            return None
        return describe(self, first, head, last)

    def _is_plain_group(self, noun: str, opening: Sequence[str]) -> bool:
        """Return whether "the two leaders" says no more than how many there are."""
        groups = self.lexicon.group_persons | self.lexicon.group_leaders | self.lexicon.group_states
        if [*opening] == ["each"] and f"{noun}s" in self.lexicon.group_states:
            return True
        return noun in groups and all(w in NUMBERS or w in self.lexicon.determiners for w in opening)

    def _group(self, first: int, head: int, noun: str) -> Phrase | None:
        """Return whom "both sides", "the three leaders" mean; None: not clear."""
        opening = [t.text.lower() for t in self.tokens[first:head]]
        count = next((NUMBERS[w] for w in opening if w in NUMBERS), NUMBERS.get(noun))
        if opening == ["each"]:
            noun, count = f"{noun}s", 2
        talkers = self._own_text and noun in TALKERS and self._leads_sentence(head)
        members = self.groups.resolve("leaders", 2, first) if talkers else ()
        members = members or self.role_groups.resolve(first, head, head + 1) or self.groups.resolve(noun, count, first)
        return Phrase(members, "description", "resolved") if members else None

    def _leads_sentence(self, head: int) -> bool:
        """Return whether the token is the subject of its sentence's main verb."""
        token = self.tokens[head]
        return token.dep == "nsubj" and self.tokens[token.head].dep == "ROOT"

    def _repeated(self, first: int, head: int, last: int) -> Phrase | None:
        """Return the body of "the group" or whom "his Drovian counterpart" means; None: another phrase."""
        noun = self.tokens[head].text.lower()
        short = head - first == 1 or (head - first == 2 and self._is_own_body(first + 1))
        if self.tokens[first].text.lower() == "the" and short and head == last - 1 and noun in self.lexicon.repeats:
            body = find_it(self, self.tokens[head])
            if body is not None and all(self.registry.actors[a].kind != "state" for a in body.actors):
                return body
        counterpart = find_counterpart(self, first, head, last)
        return Phrase((counterpart,), "title", "resolved") if counterpart is not None else None

    def _is_own_body(self, index: int) -> bool:
        """Return whether a token names the organisation whose agency is meant ("the U.N. agency")."""
        return fold_name(self.tokens[index].text) in self.facts.organisation_by_name

    def _delegations(self, first: int, head: int, last: int) -> tuple[ActorId, ...]:
        """Return the states of "the delegations from A, B and C", "the Drovian and Solmaran sides"; empty: another."""
        if self.tokens[head].text.lower() not in ("delegations", "governments", "sides", "authorities", "capitals"):
            return ()
        members = [a for f, t, a in self.others if head < f and t <= last and self.registry.actors[a].kind == "state"]
        before = self.reader.states_in(first, head)
        if not members and len(before) > 1:
            members = [self.registry.add_state(name) for name in before]
        return tuple(dict.fromkeys(members))
