"""Who is meant by "the two men", "both sides", "they": actors spoken of together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from communique.extract.lexicon import Lexicon
from communique.extract.people import Person
from communique.model.annotation import Annotation, Token
from communique.model.spans import ActorId

NUMBERS = {
    "both": 2,
    "two": 2,
    "pair": 2,
    "duo": 2,
    "three": 3,
    "trio": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "2": 2,
    "3": 3,
}
MAX_SENTENCES_BACK = 4
MAX_CONJUNCTS = 8
"""Steps up from the last of several conjuncts to the first."""
MAX_ROLE_TOKENS = 4
"""Tokens from a person's name with "'s" to the name of the one who is that person's ("A's special envoy B")."""
MIN_TOGETHER = 2
"""Points from which on two states are the article's pair: one sentence that happens to name both gives one."""
DOMINANT = 2
"""The main pair of sides must be named together this many times as often as the next pair."""


@dataclass(frozen=True)
class Joint:
    """Two or more actors named in one breath ("Kerry and Lavrov")."""

    token: int
    """Last token."""
    members: tuple[ActorId, ...]
    kind: str
    """"person" or "state"."""


@dataclass(frozen=True)
class Named:
    """A mention of a person or state by name: half-open token range."""

    first: int
    last: int
    actor: ActorId
    kind: str


def find_joints(annotation: Annotation, named: Sequence[Named]) -> list[Joint]:
    """Return the coordinations of named persons, or of named states, in text order.

    Titles may stand between ("Kerry and Foreign Minister Lavrov"), other words may not.
    """
    tokens = annotation.tokens
    ends = {m.last for m in named if m.kind == "person"}
    # "President A of Ardenia and President B of Drovia" names two persons together
    named = [m for m in named if not (m.kind == "state" and m.first - 1 in ends and tokens[m.first - 1].text == "of")]
    named = [m for m in named if not _owns_next(m, named, tokens)]
    joints = []
    chain: list[Named] = []
    joined = False
    for mention in [*named, None]:
        gap = tokens[chain[-1].last : mention.first] if chain and mention else ()
        linked = bool(gap) and mention is not None and mention.kind == chain[-1].kind and _links(gap)
        if linked and mention is not None:
            joined = joined or any(t.text.lower() in ("and", "&") for t in gap)
            chain.append(mention)
            continue
        members = tuple(dict.fromkeys(m.actor for m in chain))
        if joined and len(members) > 1:
            joints.append(Joint(chain[-1].last - 1, members, chain[-1].kind))
        chain, joined = ([mention] if mention else []), False
    return joints


def _owns_next(mention: Named, named: Sequence[Named], tokens: Sequence[Token]) -> bool:
    """Return whether a person only tells whose man the next one is ("A and B's envoy C" names A and C together)."""
    if mention.kind != "person" or mention.last >= len(tokens) or tokens[mention.last].text not in ("'s", "’s"):
        return False
    return any(m.kind == "person" and 0 < m.first - mention.last <= MAX_ROLE_TOKENS for m in named)


def _is_plural_subject(token: Token) -> bool:
    return token.dep == "nsubj" and token.tag in ("NNS", "NNPS")


def _links(gap: Sequence[object]) -> bool:
    words = [getattr(t, "text", "").lower() for t in gap]
    joined = "and" in words or "," in words or "&" in words
    small = {"and", ",", "&", "the", "his", "its", "of", "'s", "’s"}
    return (
        joined
        and len(words) <= 7
        and all(
            w in small or getattr(t, "pos", "") in ("PROPN", "ADJ", "NOUN") for w, t in zip(words, gap, strict=True)
        )
    )


class GroupResolver:
    """Resolves plural phrases of one article."""

    def __init__(
        self,
        annotation: Annotation,
        lexicon: Lexicon,
        named: Sequence[Named],
        people: Sequence[tuple[ActorId, Person]],
        side_ids: dict[ActorId, ActorId],
        adjective_sides: Sequence[tuple[int, ActorId]],
    ) -> None:
        self.tokens = annotation.tokens
        self.lexicon = lexicon
        self.named = sorted(named, key=lambda n: n.first)
        self.persons = dict(people)
        self.side_ids = side_ids
        self.adjective_sides = adjective_sides
        self.joints = find_joints(annotation, self.named)
        self._add_group_phrases()

    def _add_group_phrases(self) -> None:
        """Add what "the two men" and the like mean, so that a later "they" may lead there."""
        nouns = self.lexicon.group_leaders | self.lexicon.group_persons | self.lexicon.group_states
        for token in self.tokens:
            noun, before = token.text.lower(), self.tokens[max(token.index - 2, 0) : token.index]
            words = [t.text.lower() for t in before]
            if words[-1:] == ["each"] and f"{noun}s" in self.lexicon.group_states:
                noun, words = f"{noun}s", ["two"]
            if noun not in nouns or not words or not (words[-1] in NUMBERS or words[-1] == "the"):
                continue
            count = next((NUMBERS[w] for w in words if w in NUMBERS), NUMBERS.get(noun))
            members = self.resolve(noun, count, token.index)
            if members:
                kind = "person" if members[0] in self.persons else "state"
                self.joints.append(Joint(token.index, members, kind))
                self.joints.sort(key=lambda joint: joint.token)

    def resolve(self, noun: str, count: int | None, at: int) -> tuple[ActorId, ...]:
        """Return the members of "[the | both | N] `noun`" at token `at`; empty: not told or not clear."""
        if noun in self.lexicon.group_leaders:
            return self._leaders(count, at) or self._persons(count, at)
        if noun in self.lexicon.group_persons:
            return self._persons(count, at)
        return self._sides(count, at)

    def last_plural(self, at: int) -> tuple[ActorId, ...]:
        """Return whom "they" at token `at` means: those named together up to two sentences back; empty: unclear."""
        here = self.tokens[at].sentence
        near = [j for j in self.joints if j.token < at and 0 <= here - self.tokens[j.token].sentence <= 2]
        main = [j for j in near if self._leads_clause(j.token)]
        for joint in reversed(main):
            if not any(
                self._leads_clause(t.index) and _is_plural_subject(t) for t in self.tokens[joint.token + 1 : at]
            ):
                return joint.members
        for joint in reversed(near):
            other = any(_is_plural_subject(t) for t in self.tokens[joint.token + 1 : at])
            return () if other else joint.members
        return ()

    def _leads_clause(self, index: int) -> bool:
        """Return whether the token belongs to the subject of its sentence's main verb."""
        token = self.tokens[index]
        for _ in range(MAX_CONJUNCTS):
            if token.dep not in ("conj", "compound", "appos", "nmod") or token.head == token.index:
                break
            token = self.tokens[token.head]
        verb = self.tokens[token.head]
        over = self.tokens[verb.head]
        return token.dep in ("nsubj", "nsubjpass") and (
            verb.dep == "ROOT" or (verb.dep == "conj" and over.dep == "ROOT")
        )

    def among(self, allowed: Sequence[ActorId], count: int | None, at: int) -> tuple[ActorId, ...]:
        """Return those of `allowed` whom "the [N] ..." at token `at` means; empty: not told or not clear."""
        if len(allowed) < 2:
            return ()
        named = [n for n in self.named if n.actor in allowed and n.first < at]
        recent = tuple(dict.fromkeys(n.actor for n in named))
        if len(recent) == (count or 2):
            return recent
        if count is None:
            return self._together(at, set(allowed))
        joint = self._joint(count, at, "person", set(allowed))
        if joint:
            return joint
        near = self._near(at, set(allowed), count)
        return near if len(near) == count else ()

    def _leaders(self, count: int | None, at: int) -> tuple[ActorId, ...]:
        leaders = [a for a, p in self.persons.items() if p.leads]
        recent = [a for a in leaders if any(m.first < at for m in self.persons[a].mentions)]
        wanted = count or 2
        here = self.in_sentence(at, set(self.persons))
        if len(here) == wanted and count is not None:
            return here
        if count is None:
            return self._together(at, set(leaders)) or self._all_so_far(at, 2)
        if len(recent) == wanted:
            return tuple(recent)
        joint = self._joint(count, at, "person", set(leaders))
        if joint:
            return joint
        near = self._near(at, set(leaders), wanted)
        return near if len(near) == wanted else self._all_so_far(at, wanted)

    def in_sentence(self, at: int, allowed: set[ActorId]) -> tuple[ActorId, ...]:
        """Return those of `allowed` named in the sentence of token `at` before it, each once."""
        here = self.tokens[at].sentence
        found = [
            n.actor for n in self.named if self.tokens[n.first].sentence == here and n.first < at and n.actor in allowed
        ]
        return tuple(dict.fromkeys(found))

    def _together(self, at: int, allowed: set[ActorId]) -> tuple[ActorId, ...]:
        """Return the leaders of the nearest sentence before `at` that names two or more; empty: none near does."""
        here = self.tokens[at].sentence
        for back in range(here + 1):
            found = [
                n.actor
                for n in self.named
                if self.tokens[n.first].sentence == here - back and n.first < at and n.actor in allowed
            ]
            if len(set(found)) > 1:
                return tuple(dict.fromkeys(found))
        return ()

    def _all_so_far(self, at: int, wanted: int) -> tuple[ActorId, ...]:
        """Return the persons named before `at` if they are as many as `wanted`; empty: they are not."""
        found = tuple(dict.fromkeys(n.actor for n in self.named if n.kind == "person" and n.first < at))
        return found if len(found) == wanted else ()

    def _persons(self, count: int | None, at: int) -> tuple[ActorId, ...]:
        joint = self._joint(count, at, "person", set(self.persons))
        if joint:
            return joint
        wanted = count or 2
        near = self._near(at, set(self.persons), wanted)
        return near if len(near) == wanted else ()

    def _joint(self, count: int | None, at: int, kind: str, allowed: set[ActorId]) -> tuple[ActorId, ...]:
        here = self.tokens[at].sentence
        for joint in reversed(self.joints):
            if joint.token >= at or here - self.tokens[joint.token].sentence > MAX_SENTENCES_BACK:
                continue
            if joint.kind == kind and set(joint.members) <= allowed and count in (None, len(joint.members)):
                return joint.members
        return ()

    def _near(self, at: int, allowed: set[ActorId], wanted: int) -> tuple[ActorId, ...]:
        """Return the persons of the sentences before `at`, whole sentences at a time, until `wanted` are met."""
        here = self.tokens[at].sentence
        found: list[ActorId] = []
        for back in range(MAX_SENTENCES_BACK):
            for mention in self.named:
                inside = self.tokens[mention.first].sentence == here - back and mention.first < at
                if inside and mention.actor in allowed and mention.actor not in found:
                    found.append(mention.actor)
            if len(found) >= wanted:
                break
        return tuple(found)

    def _sides(self, count: int | None, at: int) -> tuple[ActorId, ...]:
        if count not in (None, 2) or (count is None and self._more_than_two()):
            return ()
        main = self.main_sides()
        if count is None and self._tells_alone(at, main):
            return ()
        if main:
            return main
        joint = self._joint(2, at, "state", {n.actor for n in self.named})
        return joint if self._leads(joint) else ()

    def _leads(self, members: Sequence[ActorId]) -> bool:
        """Return whether the state named most is among some: any two others named together are no "two sides"."""
        told = [n.actor if n.kind == "state" else self.side_ids.get(n.actor) for n in self.named]
        counts = Counter([*(side for side in told if side is not None), *(side for _, side in self.adjective_sides)])
        return any(counts[actor] == max(counts.values()) for actor in members)

    def _tells_alone(self, at: int, main: tuple[ActorId, ...]) -> bool:
        """Return whether one of two who talk tells of "the sides" ("A expressed hope that the sides would ...").

        He may well mean those of another quarrel; his own two he would call "both".
        """
        root = self.tokens[at]
        while root.head != root.index:
            root = self.tokens[root.head]
        subject = next((t for t in self.tokens if t.head == root.index and t.dep == "nsubj"), None)
        if (
            subject is None
            or subject.index == at
            or any(t.head == subject.index and t.dep == "conj" for t in self.tokens)
        ):
            return False
        who = [n.actor for n in self.named if n.first <= subject.index < n.last]
        return subject.text.lower() in ("he", "she") or any(self.side_ids.get(a, a) in main for a in who)

    def _more_than_two(self) -> bool:
        """Return whether the article names three or more states in one breath as those who talk ("A, B and C")."""
        return any(joint.kind == "state" and len(joint.members) > 2 for joint in self.joints)

    def main_sides(self) -> tuple[ActorId, ...]:
        """Return the two states that the article is about; empty: no pair stands out."""
        pairs: Counter[tuple[ActorId, ...]] = Counter()
        for joint in self.joints:
            sides = tuple(sorted({self.side_ids.get(a, a) if joint.kind == "person" else a for a in joint.members}))
            if len(sides) == 2 and all(s not in self.persons for s in sides):
                pairs[sides] += 2
        for sentence, named in self._sentence_sides():
            if len(named) == 2:
                pairs[tuple(sorted(named))] += 3 if sentence < 3 else 1
        ranked = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or ranked[0][1] < MIN_TOGETHER:
            return ()
        close = len(ranked) > 1 and ranked[0][1] < DOMINANT * ranked[1][1]
        pair = ranked[0][0]
        return () if (close and not self._are_everywhere(pair)) or not self._leads(pair) else pair

    def _are_everywhere(self, pair: tuple[ActorId, ...]) -> bool:
        """Return whether two sides are each named in twice as many sentences as any other."""
        told = Counter(side for _, named in self._sentence_sides() for side in named)
        others = max((count for side, count in told.items() if side not in pair), default=0)
        return all(told[side] >= DOMINANT * others for side in pair)

    def _sentence_sides(self) -> list[tuple[int, set[ActorId]]]:
        sides: dict[int, set[ActorId]] = {}
        for mention in self.named:
            side = self.side_ids.get(mention.actor) if mention.kind == "person" else mention.actor
            if side is not None and mention.kind in ("person", "state"):
                sides.setdefault(self.tokens[mention.first].sentence, set()).add(side)
        for index, state in self.adjective_sides:
            sides.setdefault(self.tokens[index].sentence, set()).add(state)
        return sorted(sides.items())
