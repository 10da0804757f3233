"""Who speaks, by the parse: the subject of a reporting verb, wherever the sentence keeps it."""

from __future__ import annotations

from communique.extract.cues import CueLexicon
from communique.extract.lexicon import load_lexicon
from communique.extract.syntax import Syntax
from communique.model.annotation import Token
from communique.model.spans import Span

INHERITING = ("conj", "xcomp", "advcl", "pcomp", "prep", "dep", "parataxis")
MAX_STEPS = 6
QUOTERS = ("quote", "cite")
HARDLY = frozenset({"barely", "hardly", "scarcely", "rarely", "seldom"})
PEOPLE = frozenset({"reporter", "journalist", "parliament", "press", "media", "television", "radio", "website"})
"""Occasions that also speak: "she said at a briefing announcing the deal" is hers, "reporters asking" are reporters."""
MAX_OPENING_TOKENS = 9
"""Tokens of a subject that opens a sentence, before its relative clause."""
MAX_INSERTED_TOKENS = 20
"""Tokens between a name and its verb, with what explains the name between them."""
MAX_QUOTED_TOKENS = 14
"""Tokens between "quoted" and "as saying"."""


def find_subject(syntax: Syntax, verb: Token, cues: CueLexicon) -> Token | None:
    """Return the head of the phrase that speaks by `verb`; None: the sentence does not tell.

    A conjunct or participle has the subject of the verb it hangs on, a relative clause its antecedent, a passive the
    agent in "by ..." ("quoted as saying" apart, whose subject speaks).
    """
    current, steps = verb, 0
    while steps < MAX_STEPS:
        steps += 1
        subject = _own_subject(syntax, current) or _misread_subject(syntax, current, cues)
        subject = subject or _described_before(syntax, current, cues)
        if subject is not None:
            if subject.dep == "nsubjpass" and not _is_quoted(syntax, current, verb):
                return _agent(syntax, current) if current is verb else subject
            return _antecedent(syntax, current, subject)
        if is_passive(syntax, current):
            return _agent(syntax, current)
        if current.dep in ("acl", "relcl"):
            noun = syntax.head(current)
            named = current.tag == "VBN" or (current.tag == "VBD" and current.lemma in cues.judge)
            told = current.tag == "VBG" and noun.lemma in cues.occasions - PEOPLE
            if named or not (told or noun.lemma in cues.mute):
                return None if named else noun
            current = _verb_above(syntax, noun)
            continue
        if current.dep not in INHERITING or current.head == current.index:
            return None
        if current.dep == "advcl" and current.tag in ("VBD", "VBP", "VBZ"):
            return None
        current = syntax.head(current)
    return None


def _own_subject(syntax: Syntax, verb: Token) -> Token | None:
    """Return the subject of a verb itself; of two before it the nearer ("as late as May the ministry had called")."""
    subjects = syntax.children(verb.index, "nsubj", "nsubjpass")
    before = [t for t in subjects if t.index < verb.index]
    behind = next((t for t in subjects if t.index > verb.index), None)
    if before and behind is not None and verb.lemma in ("say", "add", "write") and _closes(syntax, verb, behind):
        return behind  # "The promise to A appeals to B, said Ana Roth"
    apart = len(before) > 1 and before[-1].index > before[-2].index + 1  # "the opposition grouping", cut in two
    return before[-1] if apart else next(iter(subjects), None)


def _closes(syntax: Syntax, verb: Token, subject: Token) -> bool:
    """Return whether a verb with its subject behind it stands between commas or at the end (", said Ana Roth.")."""
    after = syntax.tokens[min(syntax.edges(subject.index)[1] + 1, len(syntax.tokens) - 1)]
    return syntax.tokens[verb.index - 1].text == "," and after.text in (",", ".")


def _misread_subject(syntax: Syntax, verb: Token, cues: CueLexicon) -> Token | None:
    """Return the subject of a closing ", a spokesman of X said" that the parser hung on the noun before the comma.

    None: the words before the verb are something else.
    """
    if verb.dep != "ROOT" or verb.index < 2 or verb.lemma.lower() not in cues.verbs:
        return None
    if syntax.tokens[verb.index - 1].text == ",":
        return _before_relative(syntax, verb, cues)
    noun = syntax.tokens[verb.index - 1]
    while noun.dep != "appos" and noun.dep in ("pobj", "prep", "compound", "amod", "case", "poss"):
        noun = syntax.head(noun)
    left, right = syntax.edges(noun.index)
    told = noun.dep == "appos" and noun.pos in ("NOUN", "PROPN") and right == verb.index - 1
    return noun if told and left > 0 and syntax.tokens[left - 1].text == "," and can_speak(noun, cues) else None


def _described_before(syntax: Syntax, verb: Token, cues: CueLexicon) -> Token | None:
    """Return the name of ", Ana Roth, the head of X, said" that the parser took for an explanation of a word before it.

    None: other words stand before the verb.
    """
    if verb.index < 4 or syntax.tokens[verb.index - 1].text != "," or verb.lemma.lower() not in cues.verbs:
        return None
    noun = syntax.tokens[verb.index - 2]
    while noun.head != noun.index and syntax.head(noun).index > verb.index - MAX_INSERTED_TOKENS:
        named = syntax.head(noun)
        first = syntax.edges(named.index)[0]
        left = syntax.tokens[first - 1].text if first else ""
        if noun.dep == "appos" and named.dep == "appos" and named.pos == "PROPN" and named.index < verb.index:
            return named if left in (",", "—", "–", "-", "--") else None
        noun = named
    return None


def _before_relative(syntax: Syntax, verb: Token, cues: CueLexicon) -> Token | None:
    """Return the name or noun that opens the sentence before ", which ..., said", whatever the parser hung it on.

    An adjunct may stand before it ("In a letter to the Gazette, Ana Roth, who ..., said").
    """
    first = syntax.bounds(verb)[0]
    if syntax.tokens[first].pos == "ADP":
        near = range(first, min(first + MAX_OPENING_TOKENS, verb.index - 3))
        first = next((i + 1 for i in near if syntax.tokens[i].text == ","), first)
    for i in range(first, min(first + MAX_OPENING_TOKENS, verb.index - 3)):
        if syntax.tokens[i].text == ",":
            noun = syntax.tokens[i - 1]
            told = syntax.tokens[i + 1].text.lower() in ("who", "which", "whose")
            told = told or (noun.tag == "NNP" and i > first + 1 and noun.dep.startswith("nsubj"))
            return noun if told and i > first and can_speak(noun, cues) else None
        if syntax.tokens[i].pos in ("VERB", "AUX", "ADP", "SCONJ"):
            return None
    return None


def find_quoted(syntax: Syntax, verb: Token) -> tuple[Span, Span | None] | None:
    """Return who speaks in "A quoted B as saying" (B) and who passes it on (A; None: not told); None: another verb.

    By the order of the words: small parsers break these sentences at the name.
    """
    tokens, at = syntax.tokens, verb.index - 1
    if verb.tag != "VBG" or at < 2 or tokens[at].text.lower() != "as":
        return None
    near = range(at - 2, max(at - MAX_QUOTED_TOKENS, 0), -1)
    quoter = next((i for i in near if tokens[i].lemma.lower() in QUOTERS and tokens[i].tag.startswith("VB")), None)
    if quoter is None or tokens[quoter - 1].lemma.lower() in ("be", "have"):
        return None
    first, last = quoter + 1, at - 1
    comma = next((i for i in range(last - 1, first, -1) if tokens[i].text == ","), None)
    if tokens[last].text == ",":
        last -= 1
        first = comma + 1 if comma is not None and tokens[comma + 1].pos == "PROPN" else first
    return (syntax.span(first, last), _quoter_name(syntax, quoter)) if first <= last else None


def _quoter_name(syntax: Syntax, quoter: int) -> Span | None:
    """Return the subject of "quoted", or the name right before it; None: it is told elsewhere."""
    subject = syntax.child(quoter, "nsubj")
    if subject is not None:
        return syntax.noun_phrase(subject)
    first = quoter
    while first and syntax.tokens[first - 1].pos == "PROPN" and first > syntax.bounds(syntax.tokens[quoter])[0]:
        first -= 1
    return syntax.span(first, quoter - 1) if first < quoter else None


def _verb_above(syntax: Syntax, noun: Token) -> Token:
    """Return the nearest verb over a noun; the root where there is none."""
    current = noun
    while current.head != current.index and current.pos not in ("VERB", "AUX"):
        current = syntax.head(current)
    return current


def is_impersonal(syntax: Syntax, verb: Token) -> bool:
    """Return whether a passive has "it" for its subject and names no agent ("it was stressed that")."""
    subject = syntax.child(verb.index, "nsubjpass")
    return subject is not None and subject.text.lower() == "it" and is_passive(syntax, verb)


def is_passive(syntax: Syntax, verb: Token) -> bool:
    """Return whether `verb` is a passive."""
    return verb.tag == "VBN" and syntax.child(verb.index, "auxpass") is not None


def _is_quoted(syntax: Syntax, passive: Token, verb: Token) -> bool:
    return passive is not verb and passive.lemma in ("quote", "cite", "report")


def _agent(syntax: Syntax, verb: Token) -> Token | None:
    agent = syntax.child(verb.index, "agent")
    return syntax.child(agent.index, "pobj") if agent else None


def _antecedent(syntax: Syntax, verb: Token, subject: Token) -> Token | None:
    if subject.tag in ("WP", "WDT"):
        noun = syntax.head(verb) if verb.dep in ("relcl", "acl") else None
        return _bearer(syntax, noun) if noun is not None and subject.tag == "WP" else noun
    if subject.text.lower() == "it" and verb.lemma == "be":
        return None
    return subject


def _bearer(syntax: Syntax, noun: Token) -> Token:
    """Return the person that "who" means behind the name of the person's body ("Ana Roth of the Gazette, who")."""
    prep = syntax.head(noun)
    if noun.dep != "pobj" or prep.text.lower() not in ("of", "at", "from", "with", "for"):
        return noun
    above, words = syntax.head(prep), load_lexicon()
    role = above.text.lower() in words.roles and noun.text.lower() in words.bodies
    return above if (above.pos == "PROPN" and above.tag == "NNP") or role else noun


def can_speak(subject: Token, cues: CueLexicon) -> bool:
    """Return whether the head of a subject may name somebody who speaks."""
    word = subject.lemma.lower()
    if word in cues.mute or subject.text.lower() in cues.mute:
        return False
    return subject.pos in ("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM") and not (
        subject.pos == "NUM" and subject.text.isdigit()
    )


def is_comment(syntax: Syntax, verb: Token, subject: Token, cues: CueLexicon) -> bool:
    """Return whether a verb that things do as well as people tells what a fact shows, not what somebody said.

    "The delay signals ..." has a thing for its subject; "the army moved up, signalling ..." is the author's reading.
    """
    if verb.lemma.lower() not in cues.evidential:
        return False
    if verb.tag == "VBG" and verb.dep == "advcl" and not _is_cue(syntax.head(verb), cues):
        return True
    return subject.pos == "NOUN" and not names_speakers(subject, cues)


def _is_cue(verb: Token, cues: CueLexicon) -> bool:
    return verb.lemma.lower() in cues.verbs or verb.lemma.lower() in cues.phrases


def names_speakers(noun: Token, cues: CueLexicon) -> bool:
    """Return whether a common noun names people, bodies, sides or outlets."""
    words = load_lexicon()
    known = (
        words.roles.keys(),
        words.unnamed_singular,
        words.unnamed_plural,
        words.group_persons,
        words.group_states,
        words.collective,
        words.bodies,
        words.state_itself,
        cues.outlet_nouns,
    )
    return any(form in group for form in (noun.lemma.lower(), noun.text.lower()) for group in known)


def is_unreal(syntax: Syntax, verb: Token, cues: CueLexicon) -> bool:
    """Return whether `verb` is denied, only wished for, possible or conditional, so that nothing is told as said."""
    kids = syntax.children(verb.index)
    if any(t.dep == "neg" or t.text.lower() in HARDLY for t in kids):
        return True
    head = syntax.head(verb)
    if verb.tag == "VB" and verb.dep == "conj" and head.index < verb.index and not any(t.dep == "aux" for t in kids):
        return is_unreal(syntax, head, cues)  # "came to swim and draw attention"
    if any(t.dep == "aux" and t.lemma.lower() in cues.modals | {"'d"} for t in kids):
        return True
    if any(t.dep == "mark" and t.text.lower() in ("if", "unless", "whether") for t in kids):
        return True
    if (
        verb.tag == "VBN"
        and verb.dep in ("advcl", "acl", "relcl", "amod")
        and not any(t.dep[:3] == "aux" for t in kids)
    ):
        return True
    if verb.tag == "VBG" and verb.dep in ("xcomp", "pcomp", "dobj") and head.lemma.lower() in cues.pondered:
        return True
    infinitive = any(t.dep == "aux" and t.text.lower() == "to" for t in kids)
    if infinitive and verb.dep in ("xcomp", "ccomp", "advcl", "acl", "relcl", "conj"):
        return verb.dep != "xcomp" or head.lemma.lower() in cues.unreal or head.pos in ("ADJ", "NOUN")
    return verb.dep == "ccomp" and verb.tag == "VB" and head.lemma in ("let", "make", "see")
