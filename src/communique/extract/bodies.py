"""Bodies of states and persons: "Lavrov's ministry", "Ukraine's air force", "the SES", and who issued a statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.extract.offices import find_state
from communique.facts.table import State, fold_name
from communique.model.actors import MentionForm
from communique.model.spans import ActorId

if TYPE_CHECKING:
    from communique.extract.phrases import Phrase, PhraseResolver

POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
MAX_SENTENCES_BACK = 8
"""How far back the fuller name of "the ministry" is looked for."""
NEXT_SENTENCES = 2
"""How soon after a body's description its short name is looked for."""
SMALL = frozenset({"of", "for", "and", "the", "on"})
MINISTRIES = frozenset({"ministry", "department"})


class BodyNamer:
    """Names the bodies that the phrases of one article mean."""

    def __init__(self, resolver: PhraseResolver) -> None:
        self.resolver = resolver
        self.tokens = resolver.tokens
        self.lexicon = resolver.lexicon
        self._long_forms: list[tuple[int, int]] | None = None

    def find(self, first: int, last: int) -> Phrase | None:
        """Return the state or body of "Lavrov's ministry", "his government", "the Treasury"; None: another phrase."""
        from communique.extract.phrases import Phrase

        head = self.resolver.head(first, last)
        noun = self.tokens[head].text.lower()
        owner = self._owner_side(first, head) or self._framed_side(first, head, last)
        if noun == "office" and owner is not None and self._is_leaders(first, head, last):
            return Phrase((self.resolver.registry.add_state(owner),), "description", "resolved")
        if noun in self.lexicon.state_itself and not self._is_political(first, head):
            if owner is None:
                owner, last = self._of_state(head, last)
            if owner is None and noun in self.lexicon.governments and head == last - 1:
                owner = self._only_state_before(first)
            if owner is not None and head == last - 1:
                return Phrase((self.resolver.registry.add_state(owner),), "description", "resolved")
        if noun not in self.lexicon.bodies:
            return None
        name, form = self._name(first, head, last, owner)
        if name is None:
            return self._met_before(first, head, last)
        actor = self.resolver.registry.add_organisation(name, owner)
        return Phrase((actor,), form, "stated" if form == "name" else "resolved")

    def _is_political(self, first: int, head: int) -> bool:
        """Return whether "party" means one of politics: "the Communist Party", "Drovia's ruling party"."""
        noun = self.tokens[head].text
        return noun.lower() == "party" and (noun != "party" or head - first > 2 or self.tokens[head - 1].tag == "POS")

    def _name(self, first: int, head: int, last: int, owner: str | None) -> tuple[str | None, MentionForm]:
        noun = self.tokens[head].text.lower()
        if noun in (*MINISTRIES, "office") and owner is not None:
            name = self._ministry_of_person(first, head) or self._ministry_of_state(first, head, last, owner)
            if name is not None:
                return name, "description"
        if noun == "office" and head == last - 1:
            person = self._owner_person(first, head)
            if person is not None:
                return f"{self._surname(person)}'s office", "description"
        if noun == "office" and head + 2 < last and self.tokens[head + 1].text.lower() == "of":
            person = self._owner_person(head + 2, last)
            if person is not None:
                return f"{self._surname(person)}'s office", "description"
        start = first + 1 if self.tokens[first].text.lower() in ("the", "a", "an") and first < head else first
        possessor = next((i for i in range(start, head) if self.tokens[i].text in POSSESSIVES), None)
        owned = possessor is not None and owner is not None and self._is_state(start, possessor)
        if self.tokens[head].text[0].isupper():
            end = self._name_end(head, last)
            if owned and possessor is not None:
                return f"{self.resolver.words(possessor + 1, end)} of {owner}", "name"
            return self.resolver.words(start, end).replace("’s", "'s"), "name"
        return self._name_in_small(start, head, owner, possessor if owned else None)

    def _name_in_small(
        self, start: int, head: int, owner: str | None, possessor: int | None
    ) -> tuple[str | None, MentionForm]:
        """Return the name of a body told in small letters; `possessor`: the mark behind its state, if one stands."""
        noun = self.tokens[head].text.lower()
        known = self._known_body(start, head, owner)
        if known is not None:
            return known, "name"
        short = self._short_after(head) if possessor is not None else None
        if short is not None:
            return short, "description"
        if possessor is not None and noun in self.lexicon.forces:
            return f"{owner}'s {self.resolver.words(possessor + 1, head + 1)}", "description"
        if noun in self.lexicon.unions and owner is None and self._is_proper(start, head):
            return self.resolver.words(start, head + 1), "name"
        return None, "description"

    def _met_before(self, first: int, head: int, last: int) -> Phrase | None:
        """Return the body that "the ministry", "the air force" repeats: the last one named with these words."""
        if self.tokens[first].text.lower() != "the" or head != last - 1:
            return None
        words = {t.text.lower() for t in self.tokens[first + 1 : last]}
        noun, here = self.tokens[head].text.lower(), self.tokens[head].sentence
        for index in range(first - 1, -1, -1):
            if here - self.tokens[index].sentence > MAX_SENTENCES_BACK:
                return None
            if self.tokens[index].text.lower() != noun:
                continue
            start, end = self._noun_phrase(index)
            fuller = {t.text.lower() for t in self.tokens[start:end]}
            if words <= fuller and len(fuller) > len(words) + 1:
                found = self.find(start, end)
                return replace(found, basis="resolved") if found is not None else None
        return None

    def _noun_phrase(self, head: int) -> tuple[int, int]:
        """Return the range of names, adjectives and possessives before a noun, and of "of ..." in capitals after it."""
        start, end = head, head + 1
        while start and self.tokens[start - 1].sentence == self.tokens[head].sentence:
            token = self.tokens[start - 1]
            if token.pos not in ("ADJ", "NOUN", "PROPN", "DET", "PART") and token.text not in POSSESSIVES:
                break
            start -= 1
        while end < len(self.tokens) and self._is_inside(end):
            end += 1
        while self.tokens[end - 1].text in SMALL:
            end -= 1
        return start, end

    def _is_state(self, first: int, last: int) -> bool:
        return self.resolver.reader.state_at(first, last) is not None

    def _surname(self, actor: ActorId) -> str:
        return self.resolver.registry.actors[actor].name.split()[-1]

    def _of_state(self, head: int, last: int) -> tuple[str | None, int]:
        """Return the state of "the delegation of Drovia" and where the phrase then ends; None: another phrase."""
        start = head + 1
        if start < last and self.tokens[start].text.lower() in ("of", "from"):
            state = self.resolver.reader.state_at(start + 1, last)
            if state is not None:
                return state.name, start
        return None, last

    def _only_state_before(self, first: int) -> str | None:
        """Return the state of the bare "the government": the only one that its sentence names before it, or its
        paragraph, if nobody of another state is named there."""
        if self.tokens[first].text.lower() != "the":
            return None
        sentences = self.resolver.annotation.sentences
        here = self.tokens[first].sentence
        named = self.resolver.reader.states_in(sentences[here].first, first)
        if named:
            return named[0] if len(named) == 1 else None
        opening = next(i for i in range(here, -1, -1) if not i or sentences[i - 1].block != sentences[here].block)
        inside = range(sentences[opening].first, first)
        people = {self.resolver.person_at[i][2] for i in inside if i in self.resolver.person_at}
        sides = {side for a in people if (side := self.resolver.registry.actors[a].side) is not None}
        named = self.resolver.reader.states_in(inside.start, first)
        return named[0] if len(named) == 1 and sides <= set(named) else None

    def _name_end(self, head: int, last: int) -> int:
        """Return where a body's name ends that goes on in capitals ("Center for Strategic Studies")."""
        end = head + 1
        for index in range(head + 1, last):
            if self.tokens[index].text[0].isupper():
                end = index + 1
            elif self.tokens[index].text not in SMALL:
                break
        return end

    def _owner_person(self, first: int, head: int) -> ActorId | None:
        """Return the person of "Lavrov's", "his", "X, whose" before token `head`; None: nobody."""
        for index in range(first, head):
            held = self.resolver.person_at.get(index)
            actor = held[2] if held else self.resolver.pronouns.get(index)
            if actor is None and self.tokens[index].text.lower() == "whose":
                actor = self._antecedent(index)
            if actor is not None:
                return actor
        return None

    def _antecedent(self, whose: int) -> ActorId | None:
        for index in range(whose - 1, max(whose - 4, -1), -1):
            if index in self.resolver.person_at:
                return self.resolver.person_at[index][2]
            if self.tokens[index].text != ",":
                return None
        return None

    def _owner_side(self, first: int, head: int) -> str | None:
        state = self.resolver.reader.state_in(first, head)
        if state is not None:
            return state.name
        person = self._owner_person(first, head)
        return self.resolver.registry.actors[person].side if person is not None else None

    def _ministry_of_person(self, first: int, head: int) -> str | None:
        """Return "Russian Foreign Ministry" for "Lavrov's ministry": the minister's side and portfolio."""
        actor = self._owner_person(first, head)
        person = next((p for a, p in self.resolver.people if a == actor), None)
        state = find_state(person.side, self.resolver.facts) if person is not None and person.side else None
        if person is None or state is None:
            return None
        for role in person.roles:
            portfolio = sorted(role.words & self.lexicon.portfolios)
            if role.head == "minister" and portfolio:
                return f"{_adjective(state)} {portfolio[0].capitalize()} {self.tokens[head].text.capitalize()}"
        return None

    def _ministry_of_state(self, first: int, head: int, last: int, owner: str) -> str | None:
        """Return "Drovian Defense Ministry" for "Drovia's Defense Ministry" and "the Drovian Ministry of Defense".

        In small letters ("Ardenia's foreign ministry", "the Drovian defence department") "Foreign Ministry of Ardenia".
        None: no portfolio told, or a body in capitals that goes by its own name.
        """
        states = self.resolver.reader.states_in(first, head) or [owner]
        portfolio = self.tokens[head - 1].text if head > first else ""
        if portfolio.lower() not in self.lexicon.portfolios and head + 2 < last + 1:
            portfolio = self.tokens[head + 2].text if self._goes_on(head, last) else ""
        known = portfolio.lower() in self.lexicon.portfolios
        noun = self.tokens[head].text
        if not known or len(states) != 1 or (noun.lower() != "ministry" and noun[0].isupper()):
            return None
        state = find_state(states[0], self.resolver.facts)
        if noun[0].isupper() and state is not None:
            return f"{_adjective(state)} {portfolio.capitalize()} Ministry"
        return f"{portfolio.capitalize()} {noun.capitalize()} of {states[0]}"

    def _framed_side(self, first: int, head: int, last: int) -> str | None:
        """Return the state in whose place a sentence sets a body told by "the" alone: "In Tarnis, the foreign ministry
        said"; None: it sets none."""
        sentence = self.resolver.annotation.sentences[self.tokens[first].sentence]
        opening = self.tokens[sentence.first : first]
        framed = len(opening) > 2 and opening[0].text == "In" and opening[-1].text == "," and head == last - 1
        if not framed or self.tokens[first].text.lower() != "the":
            return None
        state = self.resolver.reader.state_at(sentence.first + 1, first - 1)
        return state.name if state is not None else None

    def _is_proper(self, first: int, head: int) -> bool:
        """Return whether names alone stand before a common noun ("the Kestrel federation"), and no person's."""
        return first < head and all(
            t.tag in ("NNP", "NNPS") and t.text[0].isupper() and t.index not in self.resolver.person_at
            for t in self.tokens[first:head]
        )

    def _known_body(self, start: int, head: int, owner: str | None) -> str | None:
        """Return the body of the table that small letters name behind its state ("the US state department")."""
        table = self.resolver.facts.organisation_by_name
        found = (table.get(fold_name(self.resolver.words(cut, head + 1))) for cut in range(start + 1, head))
        return next((body.name for body in found if body is not None and owner is not None and body.of == owner), None)

    def _is_leaders(self, first: int, head: int, last: int) -> bool:
        """Return whether the office is that of a state's leader ("the president's office", "the Drovian premier's")."""
        words = [t.text.lower() for t in self.tokens[first:head] if t.text not in POSSESSIVES]
        return head == last - 1 and bool(words) and self.lexicon.roles.get(words[-1]) == "leader"

    def _goes_on(self, head: int, last: int) -> bool:
        return head + 2 < last and self.tokens[head + 1].text.lower() in ("of", "for")

    # -- short forms

    def by_acronym(self, index: int) -> Phrase | None:
        """Return the body that the capitals at `index` are short for, told in the article; None: none, or several."""
        word = self.tokens[index].text
        if len(word) < 3 or not word.isupper() or not word.isalpha():
            return None
        if self._long_forms is None:
            self._long_forms = list(self._find_long_forms())
        spelt = [(f, t) for f, t in self._long_forms if spells(word, [t_.text for t_ in self.tokens[f:t]])]
        found = [p for p in (self.find(f, t) for f, t in spelt) if p is not None]
        return found[0] if found and len({p.actors for p in found}) == 1 else None

    def _short_after(self, head: int) -> str | None:
        """Return the capitals by which the next sentences call a body described here: "A's spy service said ... The
        KLM said ..."; None: they speak of none, or it stands in the text before, or the text tells its long form."""
        here = self.tokens[head].sentence
        for token in self.tokens[head + 1 :]:
            if token.sentence - here > NEXT_SENTENCES:
                return None
            word = token.text
            if len(word) < 3 or not (word.isupper() and word.isalpha()) or token.dep != "nsubj":
                continue
            speaks = self.tokens[token.head].lemma.lower() in self.lexicon.speech
            known = fold_name(word) in self.resolver.facts.organisation_by_name or self.by_acronym(token.index)
            before = any(t.text == word for t in self.tokens[:head])
            return word if speaks and not known and not before and token.sentence > here else None
        return None

    def _find_long_forms(self) -> Iterator[tuple[int, int]]:
        """Yield the token ranges of names in capitals that hold a noun for a body."""
        index = 0
        while index < len(self.tokens):
            if not self.tokens[index].text[0].isupper():
                index += 1
                continue
            end = index + 1
            while end < len(self.tokens) and self._is_inside(end):
                end += 1
            while self.tokens[end - 1].text in SMALL or self.tokens[end - 1].text in POSSESSIVES:
                end -= 1
            if any(t.text.lower() in self.lexicon.bodies for t in self.tokens[index:end]):
                yield index, end
            index = end

    def _is_inside(self, index: int) -> bool:
        token = self.tokens[index]
        if token.sentence != self.tokens[index - 1].sentence:
            return False
        return token.text[0].isupper() or token.text in SMALL or token.text in POSSESSIVES


def _adjective(state: State) -> str:
    return state.adjectives[0] if state.adjectives else f"{state.name}'s"


def spells(acronym: str, words: Sequence[str]) -> bool:
    """Return whether the beginnings of successive words make up the acronym ("EUCOM" of "... European Command")."""
    kept = [w for w in words if w[0].isupper()]
    return any(_spells_from(acronym.lower(), [w.lower() for w in kept[start:]]) for start in range(len(kept)))


def _spells_from(rest: str, words: Sequence[str]) -> bool:
    if not words:
        return not rest
    return any(
        rest[:size] == words[0][:size] and _spells_from(rest[size:], words[1:])
        for size in range(1, min(len(rest), len(words[0])) + 1)
    )
