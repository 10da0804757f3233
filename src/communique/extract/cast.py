"""Who is who in one article: mentions, the actors they name, whom a phrase means. Method: docs/methods/speakers.md."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from communique.extract.delayed import find_late_names
from communique.extract.lexicon import load_lexicon
from communique.extract.mentions import PLACE_PREPOSITIONS
from communique.extract.name_words import is_surname, surname_of
from communique.extract.names import NameFinder, PersonName, span_of
from communique.extract.offices import Role, RoleReader, find_state
from communique.extract.people import Person, RoleCollector, join_names, settle_single_names
from communique.extract.phrases import NOBODY, Phrase, PhraseResolver
from communique.extract.reference import PronounResolver, quoted_tokens, turn_tokens
from communique.extract.tenure import apply_table
from communique.facts import Facts, OfficeHolding
from communique.facts.table import fold_name
from communique.model.actors import Actor, ActorKind, Mention, Office
from communique.model.annotation import Annotation
from communique.model.documents import Article
from communique.model.inferred import Basis, Inferred, absent
from communique.model.spans import ActorId, Span

TERMS = frozenset({"administration", "administrations", "presidency"})
"""A leader's time in office, called by his surname."""
OWNED = re.compile(
    r"^(?:(?:\S+-(?:called|styled|proclaimed|based|owned|run|led|backed|linked|controlled|funded)|[a-z]{5,})\s+)+(?=[A-Z])"
)
"""What the press puts before a body's name ("Tarnis-based Drovian Observatory", "opposition High Committee")."""


class Registry:
    """The actors of one article as they become known; ids are given in the order of registration."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.actors: dict[ActorId, Actor] = {}
        self._by_name: dict[tuple[str, str], ActorId] = {}

    def add(
        self,
        kind: ActorKind,
        name: str,
        *,
        named: bool = True,
        side: str | None = None,
        members: tuple[ActorId, ...] = (),
    ) -> ActorId:
        """Return the id of the actor of that kind and name, registered if new."""
        key = (kind, fold_name(name) if named else name)
        if key not in self._by_name:
            actor_id = ActorId(f"a{len(self.actors) + 1}")
            names = (name,) if named else ()
            self.actors[actor_id] = Actor(actor_id, kind, name, names, named=named, side=side, members=members)
            self._by_name[key] = actor_id
        return self._by_name[key]

    def add_state(self, name: str) -> ActorId:
        """Return the id of the state of that canonical name."""
        return self.add("state", name, side=name)

    def add_organisation(self, name: str, side: str | None = None) -> ActorId:
        """Return the id of an organisation or armed group, by the facts' canonical name where they know it."""
        name = OWNED.sub("", name)
        known = self.facts.organisation_by_name.get(fold_name(name))
        if known is not None:
            kind: ActorKind = "armed group" if known.kind == "armed group" else "organisation"
            return self.add(kind, known.name, side=known.of or None)
        return self.add("organisation", name, side=side)

    def side(self, name: str) -> ActorId | None:
        """Return the state of that name, or the organisation that bargains as one, registered; None: neither."""
        if find_state(name, self.facts) is not None:
            return self.add_state(name)
        known = self.facts.organisation_by_name.get(fold_name(name))
        whole = self.facts.organisation_by_name.get(fold_name(known.of)) if known is not None and known.of else known
        return self.add_organisation(whole.name) if whole is not None and whole.side else None

    def add_by_table(self, row: OfficeHolding) -> ActorId:
        """Return the id of the person of a row of the facts table, with that office (basis "table") if new."""
        actor_id = self.add("person", row.person, side=row.of)
        actor = self.actors[actor_id]
        if not actor.offices:
            office = Office(row.title, row.of, row.since or None, row.until or None, basis="table")
            self.actors[actor_id] = replace(actor, offices=(office,))
        return actor_id

    def add_person(self, person: Person, article: Article, annotation: Annotation) -> ActorId:
        """Return the id of a person with its names, offices and side."""
        actor_id = self.add("person", person.name, side=person.side)
        offices: dict[tuple[str, str | None], Office] = {}
        for role in person.roles:
            if role.head == "counterpart" or not role.title:
                continue
            office = Office(role.title, role.state, basis="table")
            if role.first < role.last:
                anchor = article.anchor(span_of(annotation.tokens, role.first, role.last))
                office = Office(role.title, role.state, evidence=(anchor,))
            offices.setdefault((role.title.lower(), role.state), office)
        names = tuple(sorted({*person.names, person.name}))
        actor = replace(self.actors[actor_id], names=names, offices=tuple(offices.values()), side=person.side)
        self.actors[actor_id] = actor
        return actor_id


class Cast:
    """The actors of one article. `resolve` may register further ones; read `actors` when all is resolved."""

    def __init__(self, article: Article, annotation: Annotation, facts: Facts) -> None:
        self.article = article
        self.annotation = annotation
        self.registry = Registry(facts)
        self.lexicon = load_lexicon()
        self._starts = [t.start for t in annotation.tokens]
        self._labels = frozenset(b.speaker_span for b in article.blocks if b.speaker_span is not None)
        self._cache: dict[tuple[Span, bool], Inferred[tuple[ActorId, ...]]] = {}
        self._mentions: dict[tuple[Span, ActorId | None], Mention] = {}
        self._ordered: tuple[Mention, ...] | None = None
        """The mentions in text order; None: not put in order since the last was noted."""
        finder = NameFinder(article, annotation, facts, self.lexicon)
        reader = RoleReader(annotation, facts, self.lexicon)
        people = self._gather(finder.find_persons(), reader, facts)
        self.phrases = PhraseResolver(article, annotation, facts, self.lexicon, reader, self.registry, people)
        self.phrases.ambiguous = self._ambiguous
        self.phrases.late = self._late
        self._note_mentions(people)
        self._resolve_pronouns(people)

    def _gather(self, found: list[PersonName], reader: RoleReader, facts: Facts) -> list[tuple[ActorId, Person]]:
        persons, single = join_names(found, self.lexicon)
        collector = RoleCollector(self.annotation.tokens, reader, self.lexicon, facts)
        collector.index(found)
        for person in persons:
            collector.collect(person, person.mentions)
        full = {id(m) for p in persons for m in p.mentions}
        unsettled = settle_single_names(persons, single, self.lexicon)
        self._ambiguous = frozenset(i for m in unsettled for i in range(m.first, m.last))
        self._unsettled = tuple(m.last - 1 for m in unsettled)
        for person in persons:
            collector.collect(person, [m for m in person.mentions if id(m) not in full])
        self._copy_counterparts(persons)
        collector.settle_sides(persons)
        apply_table(persons, facts, self.lexicon, self.article.published.value)
        late = find_late_names(persons, self.article, reader, self.lexicon, self.annotation)
        for told in late:
            if told.office is not None:
                told.person.roles.append(told.office)
                told.person.side = told.person.side or told.office.state
        self._drop_administrations(persons)
        persons.sort(key=lambda p: p.mentions[0].first if p.mentions else 0)
        people = [(self.registry.add_person(p, self.article, self.annotation), p) for p in persons if p.mentions]
        self._late = {told.head: a for told in late for a, p in people if p is told.person}
        return people

    def _drop_administrations(self, persons: Sequence[Person]) -> None:
        """Take "the Belmonte administration" from whoever bears the name and never led a state: it is another's."""
        tokens = self.annotation.tokens
        for person in persons:
            if any(role.group == "leader" for role in (*person.roles, *person.possible)):
                continue
            person.mentions = [
                m
                for m in person.mentions
                if not is_surname(m.key) or m.last >= len(tokens) or tokens[m.last].text.lower() not in TERMS
            ]

    def _copy_counterparts(self, persons: Sequence[Person]) -> None:
        """Give "his Russian counterpart X" the office of the person named before in the same sentence."""
        tokens = self.annotation.tokens
        named = sorted((m.first, i) for i, p in enumerate(persons) for m in p.mentions)
        for person in persons:
            for role in [r for r in person.roles if r.head == "counterpart"]:
                sentence = tokens[role.first].sentence
                before = [persons[i] for first, i in named if first < role.first and tokens[first].sentence == sentence]
                for other in reversed(before):
                    own = [r for r in other.roles if not r.past and r.head != "counterpart"]
                    if own and other is not person:
                        copied: Role = replace(own[0], state=role.state, first=role.first, last=role.last, title="")
                        person.roles.append(copied)
                        break

    def _note_mentions(self, people: Sequence[tuple[ActorId, Person]]) -> None:
        tokens = self.annotation.tokens
        for actor_id, person in people:
            for m in person.mentions:
                span = span_of(tokens, m.first, m.last)
                self._mentions[span, actor_id] = Mention(span, "name", actor_id)
        for first, last, actor_id in self.phrases.others:
            span = span_of(tokens, first, last)
            self._mentions[span, actor_id] = Mention(span, "name", actor_id)

    def _resolve_pronouns(self, people: Sequence[tuple[ActorId, Person]]) -> None:
        tokens = self.annotation.tokens
        named = {m.last - 1: actor_id for actor_id, p in people for m in p.mentions}
        named.update(dict.fromkeys(self._unsettled, NOBODY))  # one of two who bear the name: "he" may be either
        named.update(self.phrases.roles.mentions())
        named.update(self.phrases.speaking_subjects(named))
        for label in sorted(self._labels, key=lambda span: span.start):
            answers, (first, last) = self._bears(label.of(self.article.text)), self._token_range(label)
            if answers is not None and last - first == 1:
                named.setdefault(first, answers)
        genders = {actor_id: p.gender for actor_id, p in people}
        quoted = quoted_tokens(self.article, self.annotation)
        turns = turn_tokens(self.article, self.annotation)
        resolver = PronounResolver(self.annotation, quoted, genders, self.lexicon, turns)
        pronouns = resolver.run(sorted(named.items()))
        self.phrases.pronouns = {index: actor or None for index, actor in pronouns.items()}
        self.phrases.roles.pronouns = self.phrases.pronouns
        self.phrases.quoted = quoted
        for index, actor in sorted(self.phrases.pronouns.items()):
            span = Span(tokens[index].start, tokens[index].end)
            self._mentions[span, actor] = Mention(span, "pronoun", actor)

    @property
    def actors(self) -> tuple[Actor, ...]:
        """All actors registered so far, in the order of registration."""
        return tuple(self.registry.actors.values())

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions noted so far, in text order."""
        if self._ordered is None:
            self._ordered = tuple(
                sorted(self._mentions.values(), key=lambda m: (m.span.start, m.span.end, m.actor or ""))
            )
        return self._ordered

    def actor(self, actor_id: ActorId) -> Actor:
        """Return the actor of that id. Raises KeyError where there is none."""
        return self.registry.actors[actor_id]

    def side_of(self, actor_id: ActorId) -> ActorId | None:
        """Return the state or organisation that an actor belongs to, registered; None: not known."""
        actor = self.registry.actors[actor_id]
        if actor.side is None or actor.kind == "state":
            return actor_id if actor.kind == "state" else None
        if any(s.name == actor.side for s in self.registry.facts.states):
            return self.registry.add_state(actor.side)
        return self.registry.add_organisation(actor.side)

    def mentions_in(self, span: Span) -> tuple[Mention, ...]:
        """Return the mentions that lie within `span`, in text order."""
        mentions = self.mentions
        first = bisect_left(mentions, span.start, key=lambda m: m.span.start)
        last = bisect_right(mentions, span.end, lo=first, key=lambda m: m.span.start)
        return tuple(m for m in mentions[first:last] if m.span.end <= span.end)

    def actors_in(self, span: Span) -> tuple[ActorId, ...]:
        """Return the actors mentioned within `span` by name or resolved pronoun, each once, in order of mention."""
        return tuple(dict.fromkeys(m.actor for m in self.mentions_in(span) if m.actor is not None))

    def resolve(self, span: Span, *, speaking: bool = True) -> Inferred[tuple[ActorId, ...]]:
        """Return the actor or joint actors that the phrase at `span` refers to, or why none is named.

        `span` is a noun phrase or pronoun ("he", "the Putin adviser", "Kerry and Lavrov"). `speaking`: the phrase is
        the source of a statement, so a place name stands for its government. An actor that the phrase describes
        without naming ("a senior official") is registered. absent("not resolved"): several actors are near equal.
        """
        key = (span, speaking)
        if key not in self._cache:
            self._cache[key] = self._resolve(span, speaking=speaking)
        return self._cache[key]

    def name_outlet(self, span: Span) -> Inferred[ActorId]:
        """Return the outlet that the words at `span` name, registered as an organisation under them."""
        name = span.of(self.article.text).removeprefix("the ").removeprefix("The ")
        return Inferred(self.registry.add_organisation(name), "stated", (self.article.anchor(span),))

    def _resolve(self, span: Span, *, speaking: bool) -> Inferred[tuple[ActorId, ...]]:
        label = self._label(span)
        if label is not None:
            return self._value((label,), "stated", span)
        first, last = self._token_range(span)
        if first >= last:
            return absent("not resolved")
        phrase: Phrase | None = self.phrases.refer(first, last)
        if phrase is None or not phrase.actors:
            return absent("not resolved")
        if not speaking and phrase.form == "metonym" and self._is_place(first):
            return absent("not resolved")
        if len(phrase.actors) == 1:
            actor = phrase.actors[0]
            if (span, actor) not in self._mentions:
                self._mentions[span, actor] = Mention(span, phrase.form, actor)
                self._ordered = None
        return self._value(phrase.actors, phrase.basis, span)

    def the_two(self, at: Span) -> Inferred[tuple[ActorId, ...]]:
        """Return the two persons whose talk the text tells before `at`; absent("not resolved"): not clear."""
        first, _ = self._token_range(at)
        pair = self.phrases.groups.resolve("leaders", 2, first) if first < len(self.annotation.tokens) else ()
        return self._value(pair, "resolved", at) if pair else absent("not resolved")

    def _is_place(self, first: int) -> bool:
        before = self.annotation.tokens[first - 1].text.lower() if first else ""
        return before in PLACE_PREPOSITIONS

    def _value(self, actors: tuple[ActorId, ...], basis: Basis, span: Span) -> Inferred[tuple[ActorId, ...]]:
        return Inferred(actors, basis, (self.article.anchor(span),))

    def _token_range(self, span: Span) -> tuple[int, int]:
        tokens = self.annotation.tokens
        first = bisect_left(self._starts, span.start)
        if first and tokens[first - 1].end > span.start:
            first -= 1
        last = bisect_left(self._starts, span.end)
        while first < last and not any(c.isalnum() for c in tokens[first].text):
            first += 1
        while first < last and not any(c.isalnum() for c in tokens[last - 1].text):
            last -= 1
        if last - first > 1 and tokens[last - 1].text in ("'s", "’s"):
            last -= 1
        return first, last

    def _label(self, span: Span) -> ActorId | None:
        """Return the speaker that a transcript's label in capitals names ("MR. EARNEST:"); None: it is none."""
        words = span.of(self.article.text).strip(" :[]*").replace(".", " ").split()
        if words == ["Q"] or words == ["QUESTION"]:
            return self.registry.add("person", "unnamed reporter", named=False)
        if len(words) == 1 and span in self._labels:
            return self._bears(words[0])
        if len(words) < 2 or not all(w.isupper() for w in words):
            return None
        if words[0] == "THE" or words[-1].lower() in self.lexicon.roles:
            title = words[1:] if words[0] == "THE" else words
            return self.phrases.own_leader(title) or self._own_unnamed(title)
        titles = {w.lower() for w in words[:-1]}
        if not titles <= self.lexicon.honorifics.keys() | self.lexicon.roles.keys() | self.lexicon.title_words:
            return None
        folded = surname_of(words[-1])
        for actor in self.registry.actors.values():
            if actor.kind == "person" and actor.named and surname_of(actor.name) == folded:
                return actor.id
        return self.registry.add("person", words[-1].capitalize())

    def _bears(self, word: str) -> ActorId | None:
        """Return the one person of the article whose surname or first name `word` is; None: nobody, or several."""
        named = [a for a in self.registry.actors.values() if a.kind == "person" and a.named and " " in a.name]
        own = [a.id for a in named if surname_of(a.name) == surname_of(word)]
        first = [a.id for a in named if fold_name(a.name).split()[0] == fold_name(word)]
        found = own or first
        return found[0] if len(found) == 1 else None

    def _own_unnamed(self, title: list[str]) -> ActorId | None:
        """Return "PRIME MINISTER" of an office's own transcript as described; None: no office's text, or no role."""
        side = self.phrases.roles.author_side
        if side is None or title[-1].lower() not in self.lexicon.roles:
            return None
        return self.registry.add("person", f"unnamed {' '.join(title).lower()} of {side}", named=False, side=side)


def cast_actors(article: Article, annotation: Annotation, facts: Facts) -> Cast:
    """Return the cast of `article`."""
    return Cast(article, annotation, facts)
