"""Actors that a text describes without naming: "a senior US official", "Western nations", "analysts"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.extract.offices import find_state
from communique.facts.table import fold_name
from communique.model.annotation import Token
from communique.model.spans import ActorId

if TYPE_CHECKING:
    from communique.extract.phrases import Phrase, PhraseResolver

SKIPPED = frozenset(
    (
        *("the", "a", "an", "both", "each", "some", "many", "several", "these", "those", "this", "other", "another"),
        *(
            "one",
            "two",
            "three",
            "no",
            "and",
            "all",
            "any",
            "most",
            "few",
            "various",
            "unnamed",
            "anonymous",
            "unidentified",
        ),
    )
)
"""Words before the head that a description leaves out."""
OFFICIALS = frozenset(
    (
        *("official", "officials", "authorities", "lawmaker", "lawmakers", "leaders", "minister", "ministers"),
        *("military", "commander", "commanders", "prosecutors", "spokesman", "spokeswoman", "spokesperson"),
    )
)
"""Who "in Tarnis" are Tarnis's own; analysts, diplomats, residents there may be anybody's."""
REPEATED = frozenset(
    (
        *("official", "source", "diplomat", "spokesman", "coalition", "alliance", "bloc"),
        *("rebels", "separatists", "militants", "insurgents"),
    )
)
"""Nouns that with "the" alone mean whoever was described last by them."""
INTRODUCING = frozenset({"a", "an", "one", "another", "some", "no", "each"})
POINTING = frozenset({"the", "these", "those", "all", "both"})
MEMBERS = frozenset({"groups", "powers", "participants", "partners", "factions", "members"})
"""Nouns that by themselves name nobody: behind such a word they mean those described before by them, or nobody."""
PLACING = frozenset({"in", "near", "around", "outside", "at", "based"})
TIED = frozenset({"led", "backed", "based", "brokered", "funded", "sponsored", "run"})
"""Participles behind a state's name and a hyphen that tell of no office of its own ("the Drovia-led alliance")."""
PHRASE_POS = ("ADJ", "NOUN", "PROPN", "DET", "NUM", "PART")
TAIL_STOPS = frozenset({"who", "which", "that", ",", "(", "speaking", "traveling", "travelling", "briefed"})
TELLING = frozenset({"familiar", "close", "involved", "briefed", "knowledgeable", "privy"})
"""Openings of what tells one unnamed source from another ("a source familiar with the trip")."""
MAX_TAIL_TOKENS = 8
NEAR_SENTENCES = 2
"""How far back the people are looked for of whom "one of them" speaks."""
PARTISANS = frozenset({"opposition", "rebels", "separatists", "insurgents", "militants", "dissidents", "protesters"})
"""Of whom each state has its own: a bare one is that of the only state named with the noun."""


def describe(resolver: PhraseResolver, first: int, head: int, last: int) -> Phrase | None:
    """Return the phrase as an actor described but not named; None: its head is no word for people or bodies.

    "the official" is the one described last by that noun.
    """
    from communique.extract.phrases import Phrase

    lexicon = resolver.lexicon
    noun = resolver.tokens[head].text.lower()
    opening = resolver.tokens[first].text.lower()
    whole = _several(resolver, first, last) or _unnamed_body(resolver, first, head)
    if whole is not None:
        return whole
    kinds = (lexicon.unnamed_singular, lexicon.unnamed_plural, lexicon.collective)
    if not any(noun in kind for kind in kinds):
        return _named_body(resolver, first, head, last)
    if noun in lexicon.unnamed_introduced and opening not in INTRODUCING:
        return None
    pointing = opening in POINTING and head == last - 1 and not _modifiers(resolver, first, head)
    if pointing and noun in MEMBERS:
        return _antecedent(resolver, first, noun)
    if opening in ("the", "this", "that") and head == last - 1 and not _modifiers(resolver, first, head):
        repeated = noun in REPEATED
        known = _antecedent(resolver, first, noun) if repeated else None
        if known is not None or (noun in lexicon.unnamed_singular and not repeated):
            return known
    if noun in lexicon.collective and noun not in lexicon.unnamed_plural:
        name = _partisans(resolver, first, head, last) or _group_name(resolver, first, last)
        members = _members(resolver, first, head, last)
        return Phrase((resolver.registry.add("group", name, members=members),), "description", "stated")
    role = lexicon.roles.get(noun) in ("leader", "minister", "head")
    if role and opening in ("the", "this") and head < last - 1 and noun in lexicon.unnamed_singular:
        words = resolver.words(first + 1, last)
        title = words[0].lower() + words[1:]
        return Phrase((resolver.registry.add("person", title, named=False),), "description", "stated")
    return _unnamed(resolver, first, head, last)


def one_of_them(resolver: PhraseResolver, first: int, last: int) -> Phrase | None:
    """Return one of the people described last, by "one of them"; None: another phrase, or nobody of that kind near."""
    from communique.extract.phrases import Phrase

    words = [t.text.lower() for t in resolver.tokens[first:last]]
    if words[:2] != ["one", "of"] or words[2:] not in (["them"], ["the", "two"], ["those"], ["these"]):
        return None
    here = resolver.tokens[first].sentence
    for token in reversed(resolver.tokens[:first]):
        if here - token.sentence > NEAR_SENTENCES:
            return None
        people = token.text.lower() in resolver.lexicon.unnamed_plural
        singular = token.lemma.lower()
        if people and singular in resolver.lexicon.unnamed_singular and token.dep in ("nsubj", "nsubjpass"):
            start, end = phrase_around(resolver, token.index)
            whole = _unnamed(resolver, start, token.index, end).actors[0]
            name = resolver.registry.actors[whole].name.replace(token.text, singular, 1)
            side = resolver.registry.actors[whole].side
            actor = resolver.registry.add("person", name, named=False, side=side)
            return Phrase((actor,), "description", "resolved")
        leads = token.dep == "nsubj" and resolver.tokens[token.head].dep == "ROOT"
        if leads and token.pos in ("NOUN", "PROPN") and token.sentence < here:
            return None
    return None


def _unnamed_body(resolver: PhraseResolver, first: int, head: int) -> Phrase | None:
    """Return "a monitoring group" as a body left unnamed; None: another phrase."""
    from communique.extract.phrases import Phrase

    noun = resolver.tokens[head].text
    if noun not in resolver.lexicon.bodies:
        return None
    owners = _states(resolver, first, head)
    if resolver.tokens[first].text.lower() in ("a", "an", "another"):
        name = " ".join(["unnamed", *_modifiers(resolver, first, head), noun])
    elif noun in resolver.lexicon.repeats and len(owners) == 1 and "opposition" in _modifiers(resolver, first, head):
        name = f"{' '.join(_modifiers(resolver, first, head))} {noun} of {owners[0]}"
    else:
        return None
    return Phrase((resolver.registry.add("organisation", name, named=False),), "description", "stated")


def _unnamed(resolver: PhraseResolver, first: int, head: int, last: int) -> Phrase:
    """Return the person or people of a phrase, described by what the words before and after its head tell."""
    from communique.extract.phrases import Phrase

    noun = resolver.tokens[head].text.lower()
    states = _owners(resolver, first, head, last) or _states_there(resolver, head, last)
    both = () if states or resolver.reader.states_in(first, last) else resolver.role_groups.states(first, head, last)
    states = list(both) if len(both) > 1 else states
    kept = _modifiers(resolver, first, head)
    if kept and _joins_other(resolver, first, head):
        start = first + 1 if resolver.tokens[first].pos == "DET" else first
        words = [_plain(resolver, resolver.tokens[start]), resolver.words(start + 1, head + 1)]
        name = f"unnamed {' '.join(words)}"  # "U.S. and European officials"
    else:
        last = last if set(kept) - {"senior"} else max(last, _tail_end(resolver, head))
        name = " ".join(["unnamed", *kept, noun]) + _belongs_to(resolver, first, head, last, states)
    body = _body_before(resolver, first, head)
    side = states[0] if len(states) == 1 else resolver.registry.actors[body[2]].name if body is not None else None
    if noun in resolver.lexicon.unnamed_singular:
        actor = resolver.registry.add("person", name, named=False, side=side)
    else:
        members = _members(resolver, first, head, last)
        actor = resolver.registry.add("group", name, named=False, side=side, members=members)
    return Phrase((actor,), "description", "stated")


def _joins_other(resolver: PhraseResolver, first: int, head: int) -> bool:
    """Return whether "and" before the head joins words that are not both states ("U.S. and European officials")."""
    tokens = resolver.tokens
    joints = [i for i in range(first + 1, head) if tokens[i].text.lower() == "and"]
    return any(not all(find_state(tokens[j].text, resolver.facts) for j in (i - 1, i + 1)) for i in joints)


def _several(resolver: PhraseResolver, first: int, last: int) -> Phrase | None:
    """Return both of "an aid group and a rebel", each with its own article; None: another phrase, or one is open."""
    from communique.extract.phrases import Phrase

    tokens = resolver.tokens
    for at in range(first + 2, last - 1):
        if tokens[at].text.lower() == "and" and tokens[at - 1].pos == "NOUN" and tokens[at + 1].pos == "DET":
            parts = [resolver.refer(first, at), resolver.refer(at + 1, last)]
            known = [part for part in parts if part is not None and part.actors]
            actors = tuple(dict.fromkeys(a for part in known for a in part.actors))
            return Phrase(actors, "description", "stated") if len(known) == 2 else None
    return None


def _owners(resolver: PhraseResolver, first: int, head: int, last: int) -> list[str]:
    """Return the states whose people a phrase describes: no state that only tells where they are or for whom others
    speak ("analysts in Tarnis", "the Tarnis spokesman for the Solmara-led alliance")."""
    tokens = resolver.tokens
    start, end = first, last
    if head + 1 < last and tokens[head + 1].text.lower() == "for":
        start = head + 1
    elif head + 1 < last and tokens[head + 1].text.lower() in PLACING and tokens[head].text.lower() not in OFFICIALS:
        end = head + 1
    tied = [i for i in range(start, end) if tokens[i].text.lower() in TIED and tokens[i - 1].text == "-"]
    cut = max((i + 1 for i in tied), default=start)
    return _states(resolver, cut, end)


def _members(resolver: PhraseResolver, first: int, head: int, last: int) -> tuple[ActorId, ...]:
    """Return the states that a plural phrase speaks for ("officials from both countries"); empty: fewer than two."""
    states = resolver.role_groups.states(first, head, last)
    return tuple(resolver.registry.add_state(name) for name in states) if len(states) > 1 else ()


def _antecedent(resolver: PhraseResolver, before: int, noun: str) -> Phrase | None:
    """Return what the nearest fuller phrase before token `before` with that head describes; None: there is none."""
    from communique.extract.phrases import Phrase

    for head in range(before - 1, -1, -1):
        if resolver.tokens[head].text.lower() != noun or resolver.tokens[head + 1].pos in ("NOUN", "PROPN"):
            continue
        if head in resolver.late:
            return Phrase((resolver.late[head],), "description", "resolved")
        start, end = phrase_around(resolver, head)
        bare = resolver.tokens[start].text.lower() in ("the", "this", "that") and not _modifiers(resolver, start, head)
        named = any(i in resolver.person_at for i in range(start, end))
        if named or (bare and not _states(resolver, start, head)):
            continue
        found = resolver.known_as(end) or describe(resolver, start, head, end)
        return Phrase(found.actors, "description", "resolved") if found is not None else None
    return None


def phrase_around(resolver: PhraseResolver, head: int) -> tuple[int, int]:
    """Return the token range of the noun phrase about `head`, as far as parts of speech tell."""
    tokens = resolver.tokens
    start, end = head, head + 1
    while start and tokens[start - 1].sentence == tokens[head].sentence and tokens[start - 1].pos in PHRASE_POS:
        start -= 1
    while end < len(tokens) and tokens[end].pos in ("ADP", "ADJ", "NOUN", "PROPN", "DET") and end - head < 9:
        end += 2 if end + 2 < len(tokens) and tokens[end + 1].tag == "POS" else 1
    return start, end


def _states(resolver: PhraseResolver, first: int, last: int) -> list[str]:
    found: list[str] = []
    for index in range(first, last):
        for end in range(min(last, index + 5), index, -1):
            state = resolver.reader.state_at(index, end)
            if state is not None:
                found.append(state.name)
                break
    return list(dict.fromkeys(found))


def _states_there(resolver: PhraseResolver, head: int, last: int) -> list[str]:
    """Return the state of "two officials there": the only one named in this sentence before, or in the last one."""
    tokens = resolver.tokens
    after = tokens[head + 1].text.lower() if head + 1 < len(tokens) else ""
    if after != "there":
        return []
    here = tokens[head].sentence
    for sentence in resolver.annotation.sentences[max(here - 1, 0) : here + 1][::-1]:
        named = resolver.reader.states_in(sentence.first, min(sentence.last, head))
        if named:
            return named if len(named) == 1 else []
    return []


def _modifiers(resolver: PhraseResolver, first: int, head: int) -> list[str]:
    """Return the words before the head that are kept in a description: no determiners, states or bodies."""
    kept: list[str] = []
    body = _body_before(resolver, first, head)
    ranges = [(i, j) for i in range(first, head) for j in range(i + 2, min(i + 5, head + 1))]
    seats = {k for i, j in ranges if resolver.reader.state_at(i, j) for k in range(i, j)}
    for token in resolver.tokens[first:head]:
        word = token.text
        before = resolver.tokens[token.index - 1].text if token.index > first else ""
        if before.endswith("-") and word.lower() in TIED:
            start = token.index - (2 if before == "-" else 1)
            whole = resolver.words(max(start, first), token.index + 1)  # "Solmara-backed"
            kept = [*(kept[:-1] if kept and whole.startswith(kept[-1]) else kept), whole]
            continue
        if word.lower() in SKIPPED or token.index in resolver.person_at or not word[0].isalnum():
            continue
        if find_state(word, resolver.facts) or word in ("'s", "’s") or token.pos == "NUM" or token.tag == "PRP$":
            continue
        if body is not None and token.index in range(body[0], body[1]):
            continue
        if token.index in seats:
            continue
        if before == "-" and kept and resolver.tokens[token.index - 2].text.lower() == kept[-1].lower():
            kept[-1] = f"{kept[-1]}-{word}"  # "pro-government"
            continue
        kept.append(_plain(resolver, token))
    return kept


def _plain(resolver: PhraseResolver, token: Token) -> str:
    """Return a word as it stands inside a sentence."""
    word = token.text
    opens = token.index == resolver.annotation.sentences[token.sentence].first and token.pos != "PROPN"
    name = word in resolver.lexicon.not_persons or find_state(word, resolver.facts) is not None
    return word.lower() if opens and word[1:].islower() and not name else word


def _tail_end(resolver: PhraseResolver, head: int) -> int:
    """Return where "familiar with the trip" right behind the head ends; the head's own end: no such words."""
    tokens, end = resolver.tokens, head + 1
    if end + 1 >= len(tokens) or tokens[end].text.lower() not in TELLING or tokens[end + 1].pos != "ADP":
        return end
    while end < min(head + MAX_TAIL_TOKENS, len(tokens)) and tokens[end].sentence == tokens[head].sentence:
        if end > head + 1 and tokens[end].pos in ("VERB", "AUX", "PUNCT", "ADP") and end != head + 2:
            break
        end += 1
    return end


def _partisans(resolver: PhraseResolver, first: int, head: int, last: int) -> str | None:
    """Return "Drovian opposition" for a bare "the opposition", "rebels"; None: another phrase, or several states'."""
    noun = resolver.tokens[head].text.lower()
    bare = head == last - 1 and not _modifiers(resolver, first, head) and not _states(resolver, first, head)
    if noun not in PARTISANS or not bare:
        return None
    same = [t.index for t in resolver.tokens if t.text.lower() == noun]
    owners = {s for i in same for s in resolver.reader.states_in(max(i - 3, 0), i) if _reaches(resolver, i)}
    state = find_state(next(iter(owners)), resolver.facts) if len(owners) == 1 else None
    return f"{state.adjectives[0]} {noun}" if state is not None and state.adjectives else None


def _reaches(resolver: PhraseResolver, noun: int) -> bool:
    """Return whether adjectives, nouns and a possessive alone stand between a state and the noun, three tokens on."""
    run = resolver.tokens[max(noun - 3, 0) : noun]
    start = next((i for i, t in enumerate(run) if find_state(t.text, resolver.facts)), len(run))
    return all(t.pos in ("ADJ", "NOUN", "PROPN", "PART") for t in run[start:]) and start < len(run)


def _body_before(resolver: PhraseResolver, first: int, head: int) -> tuple[int, int, ActorId] | None:
    """Return (first, last, actor) of the organisation named right before the head ("HNC official"); None: none is."""
    for start, end, actor in resolver.others:
        if first <= start and end <= head and resolver.registry.actors[actor].kind != "state":
            return start, end, actor
    return None


def _belongs_to(resolver: PhraseResolver, first: int, head: int, last: int, states: list[str]) -> str:
    """Return " of X" for the states or the person the phrase tells; else its own words after the head."""
    owner = next((resolver.person_at[i][2] for i in range(first, last) if i in resolver.person_at), None)
    if owner is not None:
        return f" of {resolver.registry.actors[owner].name}"
    seat = next((t.text for t in resolver.tokens[first:head] if fold_name(t.text) in ("kremlin", "pentagon")), None)
    if seat:
        return f" of the {seat}"
    if len(states) > 0:
        joined = " and ".join(("the " + s) if s.startswith("United") else s for s in states)
        return f" of {joined}"
    body = _body_before(resolver, first, head)
    if body is not None:
        return f" of the {resolver.registry.actors[body[2]].name}"
    end = next((i for i in range(head + 1, last) if resolver.tokens[i].text.lower() in TAIL_STOPS), last)
    whose = next((i for i in range(head + 1, end) if resolver.tokens[i].tag == "PRP$"), None)
    if whose is not None:  # "a spokeswoman for his office"
        owner = resolver.pronouns.get(whose)
        holder = resolver.registry.actors[owner] if owner is not None else None
        return f" of {holder.name}" if holder is not None and holder.named else ""
    return f" {resolver.words(head + 1, end)}" if end > head + 1 else ""


def _group_name(resolver: PhraseResolver, first: int, last: int) -> str:
    while first < last - 1 and resolver.tokens[first].text.lower() in (
        "the",
        "a",
        "an",
        "some",
        "several",
        "these",
        "those",
    ):
        first += 1
    words = resolver.words(first, last)
    if words.lower() in ("west", "the west"):
        return "Western countries"
    if words.lower() in resolver.lexicon.collective:
        return words.lower()
    token = resolver.tokens[first]
    return (
        words
        if token.pos == "PROPN" or token.tag == "NNP" or any(c.isupper() for c in words.split()[0][1:])
        else words[0].lower() + words[1:]
        if (token.pos != "ADJ" or token.text.lower() in ("major", "big", "leading", "other", "main"))
        else words
    )


def _named_body(resolver: PhraseResolver, first: int, head: int, last: int) -> Phrase | None:
    """Return an organisation that the facts do not know, named in capitals; None: no such name.

    ("Google", "the Solmara Line", "state-run Atlas news agency", "the cruise company Nordhav")
    """
    from communique.extract.phrases import Phrase

    tokens = resolver.tokens
    start = first + 1 if tokens[first].text.lower() in ("the", "a", "an") and first < head else first
    end = head + 1
    while end - start > 1 and tokens[end - 1].text in resolver.lexicon.outlets:
        end -= 1
    trailing = end
    while trailing > start and tokens[trailing - 1].tag in ("NNP", "NNPS") and tokens[trailing - 1].text[0].isupper():
        trailing -= 1
    before = tokens[trailing - 1].text.lower() if trailing > start else ""
    if start < trailing < end and (before in resolver.lexicon.firms or before.startswith("state-")):
        start = trailing
    words = [t for t in tokens[start:end] if t.pos != "PUNCT"]
    if words and all(t.text[0].isupper() for t in words) and words[-1].tag in ("NNP", "NNPS"):
        name = resolver.words(start, end)
        folded = fold_name(name)
        if folded in resolver.facts.state_by_place or folded in resolver.lexicon.state_itself:
            return None  # a town, or "the Republic", not a body
        if len(set(folded.split())) < len(words):
            return _indexed(resolver, folded)
        fuller = find_fuller(resolver, name, definite=first < start)
        if fuller is not None:
            return Phrase((fuller,), "name", "resolved")
        if resolver.is_name(start, end) and first == start:
            return Phrase((resolver.registry.add("person", name),), "name", "stated")
        return Phrase((resolver.registry.add_organisation(name),), "name", "stated")
    return None


def _indexed(resolver: PhraseResolver, folded: str) -> Phrase | None:
    """Return the person of a name run into its index entry ("Ms Ferrano Ferrano Lucia"); None: no person's name."""
    from communique.extract.phrases import Phrase

    words = set(folded.split()) - resolver.lexicon.honorifics.keys()
    people = [a for a, p in resolver.people if set(fold_name(p.name).split()) == words]
    return Phrase((people[0],), "name", "stated") if len(people) == 1 else None


def find_fuller(resolver: PhraseResolver, name: str, *, definite: bool) -> ActorId | None:
    """Return the one actor told before whose name is told shorter here; None: none, or several.

    ("Orlan" after "Marta Orlan", "Han" after "Han Jae-min", "the Observatory" after "the Drovian Observatory")
    """
    if " " in name:
        return None
    known = [
        actor.id
        for actor in resolver.registry.actors.values()
        if actor.named
        and (actor.kind != "person" if definite else actor.kind == "person")
        and (words := actor.name.split())
        and len(words) > 1
        and (name in words if definite else name in (words[0], words[-1]))
    ]
    return known[0] if len(known) == 1 else None
