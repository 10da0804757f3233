"""What the words of a description tell of whom it leaves unnamed: whose people, what kind, which body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.extract.offices import find_state
from communique.facts.table import fold_name
from communique.model.annotation import Token
from communique.model.spans import ActorId

if TYPE_CHECKING:
    from communique.extract.phrases import PhraseResolver

PHRASE_POS = ("ADJ", "NOUN", "PROPN", "DET", "NUM", "PART")
MAX_TAIL_TOKENS = 8


def phrase_around(resolver: PhraseResolver, head: int) -> tuple[int, int]:
    """Return the token range of the noun phrase about `head`, as far as parts of speech tell."""
    tokens = resolver.tokens
    start, end = head, head + 1
    while start and tokens[start - 1].sentence == tokens[head].sentence and tokens[start - 1].pos in PHRASE_POS:
        start -= 1
    while end < len(tokens) and tokens[end].pos in ("ADP", "ADJ", "NOUN", "PROPN", "DET") and end - head < 9:
        end += 2 if end + 2 < len(tokens) and tokens[end + 1].tag == "POS" else 1
    return start, end


def owners(resolver: PhraseResolver, first: int, head: int, last: int) -> list[str]:
    """Return the states whose people a phrase describes: no state that only tells where they are or for whom others
    speak ("analysts in Tarnis", "the Tarnis spokesman for the Solmara-led alliance")."""
    words = resolver.lexicon.described
    tokens = resolver.tokens
    start, end = first, last
    if head + 1 < last and tokens[head + 1].text.lower() == "for":
        start = head + 1
    elif (
        head + 1 < last
        and tokens[head + 1].text.lower() in words["placing"]
        and tokens[head].text.lower() not in words["officials"]
    ):
        end = head + 1
    tied = [i for i in range(start, end) if tokens[i].text.lower() in words["tied"] and tokens[i - 1].text == "-"]
    cut = max((i + 1 for i in tied), default=start)
    return states_told(resolver, cut, end)


def states_told(resolver: PhraseResolver, first: int, last: int) -> list[str]:
    found: list[str] = []
    for index in range(first, last):
        for end in range(min(last, index + 5), index, -1):
            state = resolver.reader.state_at(index, end)
            if state is not None:
                found.append(state.name)
                break
    return list(dict.fromkeys(found))


def states_there(resolver: PhraseResolver, head: int, last: int) -> list[str]:
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


def modifiers(resolver: PhraseResolver, first: int, head: int) -> list[str]:
    """Return the words before the head that are kept in a description: no determiners, states or bodies."""
    words = resolver.lexicon.described
    kept: list[str] = []
    body = body_before(resolver, first, head)
    ranges = [(i, j) for i in range(first, head) for j in range(i + 2, min(i + 5, head + 1))]
    seats = {k for i, j in ranges if resolver.reader.state_at(i, j) for k in range(i, j)}
    for token in resolver.tokens[first:head]:
        word = token.text
        before = resolver.tokens[token.index - 1].text if token.index > first else ""
        if before.endswith("-") and word.lower() in words["tied"]:
            start = token.index - (2 if before == "-" else 1)
            whole = resolver.words(max(start, first), token.index + 1)  # "Solmara-backed"
            kept = [*(kept[:-1] if kept and whole.startswith(kept[-1]) else kept), whole]
            continue
        if word.lower() in words["skipped"] or token.index in resolver.person_at or not word[0].isalnum():
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
        kept.append(plain_word(resolver, token))
    return kept


def plain_word(resolver: PhraseResolver, token: Token) -> str:
    """Return a word as it stands inside a sentence."""
    word = token.text
    opens = token.index == resolver.annotation.sentences[token.sentence].first and token.pos != "PROPN"
    name = word in resolver.lexicon.not_persons or find_state(word, resolver.facts) is not None
    return word.lower() if opens and word[1:].islower() and not name else word


def tail_end(resolver: PhraseResolver, head: int) -> int:
    """Return where "familiar with the trip" right behind the head ends; the head's own end: no such words."""
    words = resolver.lexicon.described
    tokens, end = resolver.tokens, head + 1
    if end + 1 >= len(tokens) or tokens[end].text.lower() not in words["telling"] or tokens[end + 1].pos != "ADP":
        return end
    while end < min(head + MAX_TAIL_TOKENS, len(tokens)) and tokens[end].sentence == tokens[head].sentence:
        if end > head + 1 and tokens[end].pos in ("VERB", "AUX", "PUNCT", "ADP") and end != head + 2:
            break
        end += 1
    return end


def partisans(resolver: PhraseResolver, first: int, head: int, last: int) -> str | None:
    """Return "Drovian opposition" for a bare "the opposition", "rebels"; None: another phrase, or several states'."""
    noun = resolver.tokens[head].text.lower()
    bare = head == last - 1 and not modifiers(resolver, first, head) and not states_told(resolver, first, head)
    if noun not in resolver.lexicon.described["partisans"] or not bare:
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


def body_before(resolver: PhraseResolver, first: int, head: int) -> tuple[int, int, ActorId] | None:
    """Return (first, last, actor) of the organisation named right before the head ("HNC official"); None: none is."""
    for start, end, actor in resolver.others:
        if first <= start and end <= head and resolver.registry.actors[actor].kind != "state":
            return start, end, actor
    return None


def belongs_to(resolver: PhraseResolver, first: int, head: int, last: int, states: list[str]) -> str:
    """Return " of X" for the states or the person the phrase tells; else its own words after the head."""
    words = resolver.lexicon.described
    owner = next((resolver.person_at[i][2] for i in range(first, last) if i in resolver.person_at), None)
    if owner is not None:
        return f" of {resolver.registry.actors[owner].name}"
    seat = next((t.text for t in resolver.tokens[first:head] if fold_name(t.text) in ("kremlin", "pentagon")), None)
    if seat:
        return f" of the {seat}"
    if len(states) > 0:
        joined = " and ".join(("the " + s) if s.startswith("United") else s for s in states)
        return f" of {joined}"
    body = body_before(resolver, first, head)
    if body is not None:
        return f" of the {resolver.registry.actors[body[2]].name}"
    end = next(
        (i for i in range(head + 1, last) if resolver.tokens[i].text.lower() in words["tail_stops"]),
        last,
    )
    whose = next((i for i in range(head + 1, end) if resolver.tokens[i].tag == "PRP$"), None)
    if whose is not None:  # "a spokeswoman for his office"
        owner = resolver.pronouns.get(whose)
        holder = resolver.registry.actors[owner] if owner is not None else None
        return f" of {holder.name}" if holder is not None and holder.named else ""
    return f" {resolver.words(head + 1, end)}" if end > head + 1 else ""


def group_name(resolver: PhraseResolver, first: int, last: int) -> str:
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
