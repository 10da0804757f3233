"""What a word of promising, demanding or refusing is about: its infinitive, clause, object or phrase."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from communique.extract.clauses import SUBJECTS, ParseTree, auxiliaries, clause_indices
from communique.extract.undertaking_words import UndertakingWords
from communique.model.annotation import Token

UNREAL = frozenset(("may", "might", "could", "can", "to"))
MAX_ASIDE = 12
"""Tokens between the commas of an aside behind a verb ("agreed, at the same talks, to ...")."""
PARTICLES = ("out", "down", "aside", "off")
PREPOSITIONS = {"on": ("on", "upon"), "for": ("for",), "of": ("of",), "against": ("against",), "with": ("with",)}


def complements(
    tree: ParseTree, words: UndertakingWords, governor: Token, shape: str
) -> Iterator[tuple[int, list[int], int | None]]:
    """Yield (head, token indices, index of the addressee or None) of the complements of one shape."""
    if shape in ("inf", "to"):
        found = list(_infinitives(tree, words, governor))
        yield from found
        if shape == "to" and not found and governor.lemma.lower() not in words.self_wishes:
            yield from _first(_prepositional(tree, words, governor, ("to",)))
    elif shape == "that":
        yield from _first(_that_clauses(tree, words, governor))
    elif shape == "guest":
        yield from list(_infinitives(tree, words, governor)) or _first(_invited(tree, governor))
    elif shape == "hope":
        yield from _first(_hoped(tree, governor))
    elif shape in ("obj", *PARTICLES):
        yield from _first(_objects(tree, words, governor, particle=shape if shape in PARTICLES else ""))
    elif shape in ("out for", "short"):
        yield from _first(_held_out(tree, words, governor) if shape == "out for" else _stopped_short(tree, governor))
    elif shape in ("measure", "terms"):
        object_ = tree.child(governor.index, "dobj", "nsubjpass")
        if object_ is not None and object_.lemma.lower() in (words.measures if shape == "measure" else words.terms):
            yield from _first(_objects(tree, words, governor))
    else:
        found = list(_called_on(tree, governor))
        if shape != "upon":
            found += _prepositional(tree, words, governor, PREPOSITIONS[shape])
        yield from _first(found)


def _first(found: Iterable[tuple[int, list[int], int | None]]) -> list[tuple[int, list[int], int | None]]:
    return list(islice(found, 1))


def is_infinitive(tree: ParseTree, index: int) -> bool:
    """Return whether a verb stands with "to"."""
    return any(t.tag == "TO" for t in tree.children(index, "aux"))


def infinitive_action(tree: ParseTree, index: int) -> list[int]:
    """Return the indices of an infinitive's clause from behind its "to"; "not to" is kept whole."""
    marker = next((t.index for t in tree.children(index, "aux") if t.tag == "TO"), index - 1)
    doer = tree.child(index, "nsubj", "nsubjpass")
    bare = doer is not None and (doer.dep == "nsubjpass" or tree.tokens[index].lemma.lower() == "be")
    if doer is not None and bare and doer.index < marker:  # "asked for the session to be dropped"
        return [i for i in clause_indices(tree, index) if i >= tree.subtree(doer.index)[0]]
    negated = any(t.index < marker for t in tree.children(index, "neg"))
    start = min(t.index for t in tree.children(index, "neg")) if negated else marker + 1
    return [i for i in clause_indices(tree, index) if i >= start]


def _infinitives(
    tree: ParseTree, words: UndertakingWords, governor: Token
) -> Iterator[tuple[int, list[int], int | None]]:
    """Yield the infinitive that depends on a word; each of several joined by "and to" for itself."""
    found = _infinitive_of(tree, governor)
    if found is None:
        return
    verb, addressee = found
    if addressee is not None and tree.tokens[addressee].lemma.lower() in words.means:
        return
    seen = verb.lemma.lower() == "see" and tree.tokens[tree.subtree(verb.index)[-1]].index > verb.index
    if (
        governor.lemma.lower() in words.self_wishes
        and not seen
        and (addressee is None or tree.tokens[addressee].text.lower() in ("me", "us"))
        and not wishes_to_talk(tree, words, governor)
    ):
        return
    joined = [c for c in tree.children(verb.index, "conj", "advcl") if _joins(tree, c)]
    apart = {i for c in joined for i in tree.subtree(c.index)}
    action = [i for i in infinitive_action(tree, verb.index) if i not in apart]
    while joined and action and tree.tokens[action[-1]].dep in ("cc", "advmod", "punct", "mark"):
        action.pop()
    yield verb.index, action + _further_verbs(tree, governor, verb), addressee
    for other in (*joined, *(c for c in tree.children(governor.index, "advcl", "xcomp", "acl") if _joins(tree, c))):
        if other.index > verb.index:
            yield other.index, infinitive_action(tree, other.index), addressee
    head = tree.head(governor.index)
    if governor.pos == "NOUN" and head is not None:
        for other in tree.children(head.index, "advcl"):
            if other.index > verb.index and _joins(tree, other):
                yield other.index, infinitive_action(tree, other.index), addressee


def wishes_to_talk(tree: ParseTree, words: UndertakingWords, governor: Token) -> bool:
    """Return whether a wish is one to talk, which offers it: "wants to discuss the border"."""
    behind = [t for t in tree.tokens[governor.index + 1 : governor.index + 4] if t.pos != "PUNCT"][:2]
    if governor.lemma.lower() not in words.self_wishes or len(behind) < 2:
        return False
    return behind[0].text.lower() == "to" and behind[1].text.lower() in words.talking


def _joins(tree: ParseTree, verb: Token) -> bool:
    """Return whether a further infinitive stands with its own "to" behind "and", "as well as", "or" or ", not"."""
    marker = next((t.index for t in tree.children(verb.index, "aux") if t.tag == "TO"), None)
    if marker is None or marker < 2:
        return False
    before = [t.text.lower() for t in tree.tokens[max(0, marker - 3) : marker]]
    return before[-1] in ("and", "or") or before[-3:] == ["as", "well", "as"] or before[-2:] == [",", "not"]


def _infinitive_of(tree: ParseTree, governor: Token) -> tuple[Token, int | None] | None:
    """Return the first infinitive that depends on a word, and the index of whom it addresses; None: there is none."""
    deps = ("xcomp", "ccomp", "advcl", "acl", "relcl")
    for verb in tree.children(governor.index, *deps):
        if verb.index > governor.index and is_infinitive(tree, verb.index) and not _joins(tree, verb):
            own = tree.child(verb.index, "nsubj", "nsubjpass")
            object_ = own or tree.child(governor.index, "dobj", "dative", "nsubjpass")
            if _is_dashed(tree, governor, verb) or (own is None and _tells_purpose(tree, governor, verb)):
                continue
            return verb, object_.index if object_ else None
    object_ = tree.child(governor.index, "dobj")
    if object_ is not None and governor.pos == "VERB":
        for verb in tree.children(object_.index, "acl", "relcl"):
            if is_infinitive(tree, verb.index) and object_.pos in ("PROPN", "PRON"):
                return verb, object_.index
    owned = _infinitive_of_owned(tree, governor) or _infinitive_behind_aside(tree, governor)
    if owned is not None:
        return owned, None
    head = tree.head(governor.index)
    if governor.pos == "NOUN" and governor.dep == "dobj" and head is not None and head.pos == "VERB":
        # "reaffirmed the readiness of X to do Y": parsers hang the infinitive on the verb.
        for verb in tree.children(head.index, "advcl", "xcomp"):
            if is_infinitive(tree, verb.index) and verb.index > governor.index and not _joins(tree, verb):
                return verb, None
    return None


def _is_dashed(tree: ParseTree, first: Token, last: Token) -> bool:
    """Return whether a dash between two words parts what they tell."""
    return any(t.text in ("--", "—", "–") for t in tree.tokens[first.index : last.index])


def _infinitive_behind_aside(tree: ParseTree, verb: Token) -> Token | None:
    """Return the infinitive of "agreed, at the same talks, to let ...", which parsers hang elsewhere; None: none."""
    tokens, first = tree.tokens, verb.index + 1
    if verb.pos != "VERB" or first >= len(tokens) or tokens[first].text != ",":
        return None
    close = next((i for i in range(first + 1, min(first + MAX_ASIDE, len(tokens))) if tokens[i].text == ","), None)
    if close is None or close + 2 >= len(tokens) or tokens[close + 1].tag != "TO":
        return None
    told = next((t for t in tokens[close + 2 : close + 4] if t.tag == "VB"), None)
    return told if told is not None and told.sentence == verb.sentence else None


def _infinitive_of_owned(tree: ParseTree, noun: Token) -> Token | None:
    """Return the infinitive of "pressure from X to do Y", which parsers hang on X; None: there is none."""
    if noun.pos != "NOUN":
        return None
    owners = [p for p in tree.children(noun.index, "prep") if p.text.lower() in ("from", "by")]
    hooks = [hook for prep in owners for hook in (prep, *tree.children(prep.index, "pobj"))]
    verbs = (verb for hook in hooks for verb in tree.children(hook.index, "acl", "relcl", "xcomp"))
    return next((verb for verb in verbs if is_infinitive(tree, verb.index)), None)


def _tells_purpose(tree: ParseTree, governor: Token, verb: Token) -> bool:
    """Return whether "to" tells here what a deed is for ("pushed the talks back to Friday to allow ...")."""
    between = [
        t for t in tree.children(governor.index, "prt", "prep", "advmod") if governor.index < t.index < verb.index
    ]
    return verb.dep == "advcl" and any(t.text.lower() in ("back", "to", "into", "from", "up", "out") for t in between)


def _further_verbs(tree: ParseTree, governor: Token, verb: Token) -> list[int]:
    """Return the indices of bare verbs listed after an infinitive ("to open the port, lift the ban and ...").

    Parsers often hang these on the governor instead of the infinitive.
    """
    listed: list[int] = []
    for other in tree.children(governor.index, "xcomp", "ccomp", "conj", "advcl", "dep"):
        if other.index > verb.index and other.tag == "VB" and not tree.children(other.index, "aux", "mark", *SUBJECTS):
            listed.extend(clause_indices(tree, other.index))
    return listed


def _called_on(tree: ParseTree, governor: Token) -> Iterator[tuple[int, list[int], int | None]]:
    """Yield the infinitive of "called on X to do Y" and "called for X to do Y"."""
    hooks = [governor.index]
    if governor.pos == "NOUN" and governor.dep == "dobj":
        hooks.append(governor.head)  # "put pressure on X to do Y": parsers hang all of it on the verb
    for verb in (v for hook in hooks for v in tree.children(hook, "advcl", "ccomp", "xcomp", "acl", "relcl")):
        marker, doer = tree.child(verb.index, "mark"), tree.child(verb.index, "nsubj", "nsubjpass")
        opened = marker is not None and marker.text.lower() == "for" and marker.index > governor.index
        if opened and doer is not None and is_infinitive(tree, verb.index):
            yield verb.index, infinitive_action(tree, verb.index), doer.index  # "called for X to do Y"
    for prep in (p for hook in hooks for p in tree.children(hook, "prep")):
        addressee = tree.child(prep.index, "pobj")
        if addressee is None or prep.text.lower() not in ("on", "upon", "for", "to") or prep.index < governor.index:
            continue
        verbs = [v for hook in hooks for v in tree.children(hook, "xcomp", "advcl")]
        verbs += tree.children(addressee.index, "acl", "relcl")
        for verb in verbs:
            if verb.index <= addressee.index or _is_dashed(tree, governor, verb):
                continue
            if is_infinitive(tree, verb.index):
                action = infinitive_action(tree, verb.index)
                if verb.head == addressee.index and tree.child(verb.index, "auxpass") is not None:
                    action = list(range(tree.subtree(addressee.index)[0], action[-1] + 1))  # "for a truce to be agreed"
                yield verb.index, action, addressee.index


def _prepositional(
    tree: ParseTree, words: UndertakingWords, governor: Token, prepositions: tuple[str, ...]
) -> Iterator[tuple[int, list[int], int | None]]:
    for prep in tree.children(governor.index, "prep", "prt"):
        if prep.text.lower() not in prepositions or prep.index < governor.index:
            continue
        for head in tree.children(prep.index, "pobj", "pcomp"):
            asked = any(
                t.tag in ("WP", "WRB", "WDT") for t in map(tree.tokens.__getitem__, tree.subtree(head.index)[:1])
            )
            if governor.pos == "VERB" and prep.text.lower() == "on" and _is_date(tree, head):
                continue  # "the truce agreed on 22 July"
            indices = [*clause_indices(tree, head.index), *_behind_hyphen(tree, head.index)]
            asked = asked or head.lemma.lower() in words.mere
            owned = head.text.lower() == "own"  # "a pledge of its own"
            plain = {head.lemma.lower(), head.text.lower()} & words.restraint
            if head.pos != "PRON" and not asked and not owned and (len(indices) > 1 or plain):
                object_ = tree.child(governor.index, "dobj")
                yield head.index, indices, object_.index if object_ else None


def _is_date(tree: ParseTree, token: Token) -> bool:
    names = (n for n in tree.annotation.names if n.label in ("DATE", "TIME"))
    return any(n.first <= token.index < n.last for n in names)


def _behind_hyphen(tree: ParseTree, index: int) -> list[int]:
    """Return the indices of what a hyphen ties to a word that parsers split off: "de", "-", "escalation"."""
    tokens, last = tree.tokens, index
    while last + 2 < len(tokens) and tokens[last + 1].text == "-" and tokens[last + 2].start == tokens[last].end + 1:
        last += 2
    return list(range(index + 1, last + 1)) if last not in tree.subtree(index) else []


def _that_clauses(
    tree: ParseTree, words: UndertakingWords, governor: Token
) -> Iterator[tuple[int, list[int], int | None]]:
    for verb in tree.children(governor.index, "ccomp", "acl"):
        if verb.index < governor.index or is_infinitive(tree, verb.index):
            continue
        aux = set(auxiliaries(tree, verb.index))
        asked = {"should", "must", "shall"} | ({"will", "would"} if governor.lemma.lower() != "suggest" else set())
        # "demanded that the troops withdraw": of several, the bare verb looks like the present.
        bare = ("VB", "VBP") if governor.lemma.lower() in words.subjunctive else ("VB",)
        willed = bool(aux & asked) or ((verb.tag in bare or "be" in aux) and not aux & UNREAL)
        # "it was agreed that the truce starts at noon": the present of what is arranged.
        arranged = (
            governor.lemma.lower() == "agree" and verb.lemma.lower() in words.event and verb.tag in ("VBZ", "VBP")
        )
        willed = willed or (arranged and not aux)
        if governor.lemma.lower() in words.that_needs_will and not willed:
            continue
        marker = tree.child(verb.index, "mark")
        indices = [i for i in clause_indices(tree, verb.index) if marker is None or i > marker.index]
        object_ = tree.child(governor.index, "dobj")
        yield verb.index, [i for i in indices if i > governor.index], object_.index if object_ else None


def _is_named(tree: ParseTree, subject: Token) -> bool:
    """Return whether a subject names somebody: "Solmara", "the authorities in Velgrad"."""
    return any(tree.tokens[i].pos == "PROPN" or tree.tokens[i].text[:1].isupper() for i in tree.subtree(subject.index))


def _invited(tree: ParseTree, governor: Token) -> Iterator[tuple[int, list[int], int | None]]:
    """Yield what an invitation is for, with whom it invites: "invited both to Geneva for talks"."""
    guest = tree.child(governor.index, "dobj", "nsubjpass")
    bidden = [
        p for p in tree.children(governor.index, "prep") if p.text.lower() in ("to", "for") and p.index > governor.index
    ]
    if guest is not None:
        bidden += [p for p in tree.children(guest.index, "prep") if p.text.lower() == "to" and p.index > governor.index]
    if guest is None or not bidden:
        return
    yield governor.index, [i for i in clause_indices(tree, governor.index) if i >= governor.index], guest.index


def _hoped(tree: ParseTree, governor: Token) -> Iterator[tuple[int, list[int], int | None]]:
    """Yield what somebody hopes that another will do: "hoped Arvenia would use its influence"."""
    for verb in tree.children(governor.index, "ccomp", "acl"):
        subject = tree.child(verb.index, "nsubj")
        own = subject is None or subject.pos == "PRON" or not _is_named(tree, subject)
        if verb.index > governor.index and not own and {"will", "would", "could"} & set(auxiliaries(tree, verb.index)):
            action = [i for i in clause_indices(tree, verb.index) if i >= verb.index]
            yield verb.index, action, subject.index if subject else None


def _held_out(tree: ParseTree, words: UndertakingWords, governor: Token) -> Iterator[tuple[int, list[int], int | None]]:
    """Yield what somebody "holds out for"."""
    if any(t.text.lower() == "out" for t in tree.children(governor.index, "prt", "advmod")):
        yield from _prepositional(tree, words, governor, ("for",))


def _stopped_short(tree: ParseTree, governor: Token) -> Iterator[tuple[int, list[int], int | None]]:
    """Yield what somebody "stopped short of" doing."""
    tokens, at = tree.tokens, governor.index + 1
    if at + 1 >= len(tokens) or tokens[at].text.lower() != "short" or tokens[at + 1].text.lower() != "of":
        return
    for head in tree.children(at + 1, "pcomp"):
        yield head.index, [i for i in clause_indices(tree, head.index) if i >= head.index], None


def _objects(
    tree: ParseTree, words: UndertakingWords, governor: Token, *, particle: str = ""
) -> Iterator[tuple[int, list[int], int | None]]:
    if particle and not any(t.text.lower() == particle for t in tree.children(governor.index, "prt", "advmod", "prep")):
        return
    behind = tree.children(governor.index, "prep") if particle else []
    head = tree.child(governor.index, "dobj", "pcomp") or next(
        (o for p in behind for o in tree.children(p.index, "pobj", "pcomp")), None
    )
    if head is None or head.pos == "PRON" or head.index < governor.index:
        return
    if not particle and tree.child(governor.index, "prt") is not None:
        return  # "seeking out partners"
    if governor.lemma.lower() in words.self_wishes and tree.tokens[governor.index + 1].text.lower() == "to":
        # "wants to 'exchange views'": parsers take a quoted infinitive for a noun.
        if wishes_to_talk(tree, words, governor):
            yield head.index, [i for i in clause_indices(tree, head.index) if i > governor.index + 1], None
        return
    word = words.verbs.get(governor.lemma.lower())
    named = any(t.text.lower() == "any" for t in tree.children(head.index, "det"))  # "ruled out any change"
    concrete = words.stopped | words.terms
    vague = head.lemma.lower() in words.vague and not (named and head.lemma.lower() in concrete)
    if word is not None and word.kind in ("demand", "refusal", "offer") and vague:
        return
    apart = {
        i
        for t in tree.children(head.index, "conj")
        if t.pos == "PROPN" and head.pos == "NOUN" and tree.child(t.index, "relcl") is not None
        for i in tree.subtree(t.index)
    }  # "wanted a truce, and Bascovia, which ...": somebody, not something wanted
    indices = [i for i in clause_indices(tree, head.index) if i not in apart]
    while apart and indices and tree.tokens[indices[-1]].dep in ("cc", "punct"):
        indices.pop()
    if len(indices) > 1 or (head.pos == "NOUN" and governor.lemma.lower() in words.bare_objects):
        yield head.index, indices, None
