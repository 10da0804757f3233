"""What is put forward in front of its words: "What A had put to B was simple: the port opens when ...".

Method: docs/methods/statements.md.
"""

from __future__ import annotations

from communique.extract.cues import CueLexicon
from communique.extract.reports import Report, tidy
from communique.extract.speakers import can_speak, is_unreal
from communique.extract.syntax import Syntax
from communique.extract.undertaking_words import load_undertaking_words
from communique.model.annotation import Token
from communique.model.spans import Span

WHOLE = ("what", "all")
"""Words that stand for the content of their clause ("All that she would say was that ...")."""
MAX_PREDICATE_TOKENS = 10
"""Tokens between "was" and the colon behind which the content stands."""
MAX_SUBJECT_TOKENS = 30
"""Tokens of a clause that stands for its content, with whom it was put to and when."""
OWN = frozenset({"i", "we", "you", "my", "our", "your"})


def find_put_forward(text: str, syntax: Syntax, cues: CueLexicon, token: Token) -> Report | None:
    """Return the report whose content follows "What A put to B was" or "A's message was simple:".

    None: `token` is no such verb or noun, or what follows tells how it was, not what.
    """
    if token.pos == "VERB" and token.lemma.lower() in cues.putting:
        return _of_clause(text, syntax, cues, token)
    if token.pos == "NOUN" and token.lemma.lower() in cues.messages:
        return _of_noun(text, syntax, cues, token)
    return None


def teller_of(syntax: Syntax, cues: CueLexicon, noun: Token) -> tuple[Token, Token] | None:
    """Return who tells by a noun of what is put forward, and the word that is its cue: the noun, or the verb by which
    it is put ("the demand that A put to B"). None: the noun is another, or nobody is told."""
    if noun.lemma.lower() not in cues.messages:
        return None
    owner = syntax.child(noun.index, "poss")
    source = next((t for t in syntax.children(noun.index, "prep") if t.text.lower() == "from"), None)
    owner = owner or (syntax.child(source.index, "pobj") if source is not None else None)
    if owner is not None:
        return (owner, noun) if can_speak(owner, cues) and owner.text.lower() not in OWN else None
    for clause in syntax.children(noun.index, "relcl", "acl"):
        subject = syntax.child(clause.index, "nsubj")
        put = clause.lemma.lower() in cues.putting and not is_unreal(syntax, clause, cues)
        if put and subject is not None and can_speak(subject, cues) and subject.text.lower() not in OWN:
            return subject, clause
    return None


def _of_clause(text: str, syntax: Syntax, cues: CueLexicon, verb: Token) -> Report | None:
    """Return the report of "What A put to B was ..." where it opens its sentence."""
    subject = next((t for t in reversed(syntax.children(verb.index, "nsubj")) if t.tag not in ("WP", "WDT")), None)
    if subject is None or subject.index > verb.index or not can_speak(subject, cues):
        return None
    whole = _whole_before(syntax, syntax.edges(subject.index)[0])
    if whole is None or subject.text.lower() in OWN:
        return None
    would = whole.text.lower() == "all" and any(t.text.lower() == "would" for t in syntax.children(verb.index, "aux"))
    if is_unreal(syntax, verb, cues) and not would:
        return None
    end = min(verb.index + MAX_SUBJECT_TOKENS, syntax.bounds(verb)[1])
    rest = (t for t in syntax.tokens[verb.index + 1 : end] if t.pos in ("VERB", "AUX"))
    copula = next(rest, None)
    content = (
        _content(text, syntax, cues, verb, copula) if copula is not None and copula.lemma.lower() == "be" else None
    )
    if content is None:
        return None
    return Report(
        (content,), "parse", syntax.noun_phrase(subject), syntax.span(verb.index, verb.index),
        _cue_class(cues, verb), _addressee(syntax, verb), cue_token=verb.index,
    )  # fmt: skip


def _of_noun(text: str, syntax: Syntax, cues: CueLexicon, noun: Token) -> Report | None:
    """Return the report of "A's message to B was simple: ..."."""
    copula = syntax.head(noun)
    told = teller_of(syntax, cues, noun) if noun.dep == "nsubj" and copula.lemma.lower() == "be" else None
    content = _behind_colon(text, syntax, cues, copula) if told is not None else None
    if told is None or content is None:
        return None
    teller, cue = told
    return Report(
        (content,), "parse", syntax.noun_phrase(teller), syntax.span(cue.index, cue.index),
        _cue_class(cues, cue), _addressee(syntax, cue), cue_token=cue.index,
    )  # fmt: skip


def _whole_before(syntax: Syntax, index: int) -> Token | None:
    """Return the "what" or "all" right before a subject, with which the sentence begins; None: there is none."""
    at = index - 1
    if at > 0 and syntax.tokens[at].text.lower() == "that":
        at -= 1
    if at < 0 or syntax.tokens[at].text.lower() not in WHOLE:
        return None
    whole = syntax.tokens[at]
    before = syntax.tokens[syntax.bounds(whole)[0] : at]
    return whole if all(t.pos in ("CCONJ", "ADV", "PUNCT") for t in before) else None


def _content(text: str, syntax: Syntax, cues: CueLexicon, verb: Token, copula: Token) -> Span | None:
    """Return what a verb's "what" is said to be; None: how it is, or what it is not."""
    content = _behind_colon(text, syntax, cues, copula)
    first, last = copula.index + 1, syntax.bounds(copula)[1]
    if content is not None or first >= last or syntax.tokens[first].dep == "neg":
        return content
    opener, after = syntax.tokens[first], syntax.tokens[first + 1]
    words = load_undertaking_words()
    if opener.text.lower() == "that" and opener.dep == "mark":
        return tidy(text, after.start, syntax.tokens[last].end)
    named = syntax.child(copula.index, "attr")
    thing = named is not None and named.lemma.lower() in words.measures | words.restraint
    if (opener.text.lower() == "to" and after.tag == "VB") or (thing and verb.lemma.lower() not in ("say", "tell")):
        return tidy(text, opener.start, syntax.tokens[last].end)
    return None


def _behind_colon(text: str, syntax: Syntax, cues: CueLexicon, copula: Token) -> Span | None:
    """Return what stands behind the colon after "was simple" or "was the longest list yet"; None: no such predicate.

    Of others the sentence goes on with why ("What A proposed was a surprise: nobody had expected it").
    """
    last = syntax.bounds(copula)[1]
    near = syntax.tokens[copula.index + 1 : min(copula.index + MAX_PREDICATE_TOKENS, last)]
    colon = next((t for t in near if t.text == ":"), None)
    if colon is None or colon.index == copula.index + 1:
        return None
    predicate = syntax.tokens[copula.index + 1 : colon.index]
    if any(t.pos in ("VERB", "AUX") or t.dep == "neg" for t in predicate) or last - colon.index < 3:
        return None
    if not any(t.text.lower() in cues.plain or t.lemma.lower() in cues.messages or t.tag == "JJS" for t in predicate):
        return None
    return tidy(text, colon.end, syntax.tokens[last].end)


def _cue_class(cues: CueLexicon, word: Token) -> str:
    lemma = word.lemma.lower()
    known = cues.verbs.get(lemma)
    return known.cue_class if known is not None else cues.nouns.get(lemma, "say" if word.pos == "NOUN" else "propose")


def _addressee(syntax: Syntax, word: Token) -> Span | None:
    """Return whom something is put to: "put to B", "told B", "message to B"; None: not told."""
    to = next((t for t in syntax.children(word.index, "prep", "dative") if t.text.lower() == "to"), None)
    named = syntax.child(to.index, "pobj") if to is not None else None
    if named is None and word.lemma.lower() in ("tell", "ask"):
        objects = syntax.children(word.index, "dobj", "iobj", "dative")
        named = next((t for t in objects if t.index > word.index), None)
    return syntax.noun_phrase(named) if named is not None else None
