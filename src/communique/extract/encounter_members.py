"""Whom the words around an encounter's noun name besides its own phrase: leaders of delegations, lists, wishes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from communique.extract.cast import Cast
from communique.extract.clauses import SUBJECTS, ParseTree
from communique.extract.encounter_conflict import opposition_of
from communique.extract.encounter_parties import PartyReader
from communique.extract.encounter_words import encounter_words
from communique.facts.table import fold_name
from communique.model.annotation import Token
from communique.model.spans import ActorId, Span

BETWEEN_TOKENS = 10
"""How far behind "between", in tokens, those between whom talks are held are listed; set by hand."""
WISH_TOKENS = 12
HYPHENED = re.compile(r"(?<![\w-])([A-Z][\w.]*(?:\s?[-–/]\s?[A-Z][\w.]*)+)\s+(?:[A-Za-z]+\s+)?$")
"""States or persons joined by hyphens right before a noun, with one word between at most."""
INNER_TOKENS = 3
"""How many tokens "inter-Ardenian" takes before its noun."""
"""How far before an infinitive "for X and Y" may begin."""


def misread_infinitive(tree: ParseTree, token: Token) -> Token | None:
    """Return the "reconvene" of "to reconvene talks", which the parse may take for a part of the noun; None: none."""
    for word in tree.children(token.index, "compound", "amod"):
        to = tree.tokens[word.index - 1].text.lower() if word.index else ""
        if word.tag == "VB" and to == "to" and word.lemma in encounter_words().of("light_verbs.begins"):
            return word
    return None


def wished(tree: ParseTree, parties: PartyReader, verb: Token) -> list[ActorId]:
    """Return who is meant to act in "a desire for X and Y to reconvene"."""
    first = tree.sentences[verb.sentence].first
    for token in reversed(tree.tokens[max(first, verb.index - WISH_TOKENS) : verb.index]):
        if token.lemma == "for" and token.dep == "prep":
            return [a for t in tree.children(token.index, "pobj") for a in parties.actors(t)]
    return []


def led_by(tree: ParseTree, parties: PartyReader, token: Token) -> list[ActorId]:
    """Return who leads the delegation whose visit a noun tells ("the visit of the delegation led by X")."""
    words, found = encounter_words(), list[ActorId]()
    for delegation in parties.targets(token.index, "of", "by"):
        if delegation.lemma.lower() not in words.of("groups.delegation"):
            continue
        for verb in tree.children(delegation.index, "acl"):
            if verb.lemma in words.of("groups.leader_verbs"):
                named = parties.cast.actors_in(Span(verb.end, tree.sentences[token.sentence].span.end))
                found += [a for a in named if parties.cast.actor(a).kind == "person"][:1]
    return found


def listed_behind(tree: ParseTree, cast: Cast, target: Token) -> list[ActorId]:
    """Return the persons of a list with semicolons ("involving X; two aides; and envoys, including Y and Z")."""
    tokens = tree.sentence_tokens(target.sentence)
    behind = [t for t in tokens if t.index > target.index]
    if not behind or behind[0].text != ";":
        return []
    persons = []
    for mention in cast.mentions_in(Span(target.end, tokens[-1].end)):
        last = tree.tokens_in(mention.span)[-1:]
        owner = any(t.dep == "case" for token in last for t in tree.children(token.index))
        if mention.actor is not None and cast.actor(mention.actor).kind == "person" and not owner:
            persons.append(mention.actor)
    return persons


def company(tree: ParseTree, parties: PartyReader, verb: Token) -> list[ActorId]:
    """Return who is told to be with those who meet ("accompanied by X", "A, along with X, met B")."""
    words = encounter_words()
    heads: list[Token] = []
    for clause in tree.children(verb.index, "advcl", "acl", "conj"):
        if clause.tag == "VBN" and clause.lemma.lower() in words.of("including.company_verbs"):
            heads += parties.targets(clause.index, "by")
    for subject in tree.children(verb.index, *SUBJECTS):
        for beside in tree.children(subject.index, "prep"):
            if beside.lemma.lower() in ("along", "together"):
                heads += parties.targets(beside.index, "with")
    return [a for head in heads for a in (*parties.actors(head), *parties.listed_persons(head))]


def within_state(parties: PartyReader, token: Token) -> list[ActorId]:
    """Return the state and its opposition of "inter-Ardenian talks"; empty: the noun is not told so."""
    tokens = parties.tree.tokens
    before = [t.text.lower() for t in tokens[max(token.index - INNER_TOKENS, 0) : token.index]]
    prefix = next((w for w in reversed(before) if w.startswith(("inter", "intra"))), None)
    if prefix is None or (prefix not in ("inter", "intra") and "-" not in prefix):
        return []
    name = prefix.partition("-")[2] or before[-1]
    facts = parties.cast.registry.facts
    state = facts.state_by_name.get(fold_name(name))
    if state is None:
        return []
    return [parties.cast.registry.add_state(state.name), opposition_of(state, parties.cast)]


def hyphened(parties: PartyReader, token: Token) -> list[ActorId]:
    """Return the states of "Ardenia-Drovia talks", or the persons of "Berg-Lind summit"; empty unless two or more are.

    The parse takes them apart.
    """
    first = parties.tree.tokens[parties.tree.sentences[token.sentence].first]
    match = HYPHENED.search(parties.tree.text[first.start : token.start])
    facts = parties.cast.registry.facts
    names = re.split(r"\s*[-–/]\s*", match[1]) if match else []
    known = [facts.state_by_name.get(fold_name(name)) for name in names]
    states = [parties.cast.registry.add_state(state.name) for state in known if state is not None]
    if len(states) == len(names) > 1:
        return states
    surnames = [[a.id for a in parties.cast.actors if a.kind == "person" and a.name.split()[-1] == n] for n in names]
    return [ids[0] for ids in surnames] if len(names) > 1 and all(len(ids) == 1 for ids in surnames) else []


def sayer(tree: ParseTree, parties: PartyReader, token: Token) -> list[ActorId]:
    """Return the state that tells of its own talks ("A said talks with B were useful"); empty: none does."""
    if not parties.targets(token.index, "with"):
        return []
    for verb in tree.ancestors(token.index):
        if verb.lemma.lower() in encounter_words().of("status.telling"):
            return [a for a in parties.subject(verb) if parties.cast.actor(a).kind == "state"]
    return []


def with_sides_named(
    tree: ParseTree, parties: PartyReader, token: Token, found: list[ActorId], *, unknown: bool
) -> list[ActorId]:
    """Return the parties found with those that the parse does not tie to the noun ("A-B talks", "inter-A talks").

    `unknown`: its parties are told and nobody knows them, or it cannot be the occasion of what others did.
    """
    within = within_state(parties, token)
    told = [*found, *sayer(tree, parties, token), *hyphened(parties, token)]
    return within or told or ([] if unknown else led_to(tree, parties, token))


def led_to(tree: ParseTree, parties: PartyReader, token: Token) -> list[ActorId]:
    """Return the sides that did something "after three days of talks"; empty: not two of them, or another sentence."""
    above = tree.head(token.index)
    measure = tree.head(above.index) if above is not None and above.lemma == "of" else None
    if measure is not None and measure.lemma.lower() in encounter_words().of("light_verbs.measures"):
        above = tree.head(measure.index)
    if above is None or above.lemma.lower() not in ("after", "following"):
        return []
    verb = tree.tokens[above.head]
    agreed = parties.subject(verb) if verb.pos in ("VERB", "AUX") else []
    return agreed if len({parties.cast.side_of(a) or a for a in agreed}) > 1 else []


def of_many(tree: ParseTree, token: Token) -> Span | None:
    """Return the words of a noun that tell of several states without naming them ("a dozen others"); None: none do."""
    words = [tree.tokens[i] for i in tree.subtree(token.index)]
    states = [t for t in words if t.tag == "NNS" and t.lemma in encounter_words().of("groups.states")]
    many = set(encounter_words().of("groups.many"))
    told = (s for s in states if any(t.lemma.lower() in many for t in tree.children(s.index, "amod", "nummod")))
    return next((span for s in told if (span := tree.phrase_span(s.index)) is not None), None)


def acted_for(parties: PartyReader, token: Token, delegates: Token) -> list[ActorId]:
    """Return for whom "advisers to the leaders of A and B" act, where the parse hangs that on the encounter `token`."""
    if delegates.lemma.lower() not in encounter_words().of("groups.delegates"):
        return []
    return [a for owner in parties.targets(token.index, "to", "from") for a in parties.actors(owner)]


def names_opposition(tree: ParseTree, parties: PartyReader, token: Token, targets: Sequence[Token]) -> bool:
    """Return whether an opposition is among those between whom talks are, whatever the parse makes of the list."""
    opponents = encounter_words().of("groups.opponents")
    if any(part.lemma.lower() in opponents for t in targets for part in parties.conjuncts(t)):
        return True
    between = next((t for t in tree.children(token.index, "prep") if t.lemma == "between"), None)
    behind = tree.tokens[between.index + 1 : between.index + BETWEEN_TOKENS] if between is not None else ()
    listed = takewhile(lambda t: t.pos not in ("VERB", "AUX"), behind)
    return any(t.lemma.lower() in opponents for t in listed)


def meets_hosts(tree: ParseTree, parties: PartyReader, token: Token) -> bool:
    """Return whether the other side are bare "officials" or "leaders"."""
    met = [*parties.targets(token.index, "with"), *tree.children(token.index, "dobj")]
    hosts = encounter_words().of("groups.hosts")
    return any(t.lemma.lower() in hosts and not tree.children(t.index) for t in met)


def chaired(tree: ParseTree, parties: PartyReader, token: Token) -> list[ActorId]:
    """Return who leads the encounter: "talks chaired by X", "held under the chairmanship of X"."""
    found: list[ActorId] = []
    verbs = tree.children(token.index, "relcl", "acl")
    for verb in verbs:
        if verb.lemma.lower() in encounter_words().of("light_verbs.chairs"):
            found += [a for t in parties.targets(verb.index, "by") for a in parties.actors(t)]
    for anchor in (token, *verbs):
        for chair in parties.targets(anchor.index, "under", "with"):
            if chair.lemma.lower() in encounter_words().of("light_verbs.chair_nouns"):
                found += [a for t in parties.targets(chair.index, "of") for a in parties.actors(t)]
    return found


def tells_press(tree: ParseTree, parties: PartyReader, verb: Token) -> bool:
    """Return whether a verb tells reporters something."""
    hearers = [*tree.children(verb.index, "dobj", "dative"), *parties.targets(verb.index, "to", "with")]
    press = any(t.lemma.lower() in encounter_words().of("groups.audience") for t in hearers)
    return press and verb.lemma in ("tell", "speak", "say")
