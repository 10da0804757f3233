"""Reports without a reporting verb: "according to X", "in X's view", "X's claim that ..."."""

from __future__ import annotations

from communique.extract.cues import CueLexicon, load_cues
from communique.extract.extents import TIME_WORDS, Extents
from communique.extract.reported import match_cue
from communique.extract.reports import Report, tidy
from communique.extract.speakers import QUOTERS, can_speak
from communique.extract.syntax import Syntax
from communique.model.annotation import Token
from communique.model.spans import Span

MAX_AS_TOKENS = 10
"""Tokens from "as" to the verb of its clause."""
OCCASION_PREPOSITIONS = ("in", "on", "at", "during", "last", "after")
VIEWS = ("view", "words", "opinion", "telling", "eyes")


def find_according(text: str, syntax: Syntax, token: Token) -> Report | None:
    """Return the report that "according to X" marks; None: `token` is not its first word."""
    tokens = syntax.tokens
    if (
        token.text.lower() != "according"
        or token.index + 1 >= len(tokens)
        or tokens[token.index + 1].text.lower() != "to"
    ):
        return None
    to = tokens[token.index + 1]
    named = syntax.child(to.index, "pobj") or syntax.child(token.index, "pobj")
    if named is None or named.text.lower() in ("which", "whom"):
        return None
    if tokens[token.index - 1].text != "," and not can_speak(named, load_cues()):
        return None  # "resolved according to the framework agreed in May"
    if tokens[token.index - 1].text != "," and syntax.head(token).dep in ("relcl", "acl"):
        return None  # "a war that has cost two billion according to an estimate"
    content = _frame(text, syntax, token.index, syntax.edges(named.index)[1])
    if not content:
        return None
    return Report(content, "parse", syntax.noun_phrase(named), Span(token.start, to.end), "say", cue_token=token.index)


def find_as(text: str, syntax: Syntax, cues: CueLexicon, token: Token) -> Report | None:
    """Return the report of "As X reminds us, B holds" and "B, as X pointed out, holds"; None: `token` is not its verb.

    By the order of the words: parsers take what stands before such a clause for the subject of its verb.
    """
    match = match_cue(syntax, cues, token)
    begin, end = syntax.bounds(token)
    opening = _as_before(syntax, token, begin)
    if match is None or opening is None or not {"q", "that"} & match.cue.frames:
        return None
    last = _end_of_as(syntax, match.last + 1, end)
    told = [t for t in syntax.tokens[opening + 1 : token.index] if t.pos not in ("AUX", "ADV")]
    if last is None or not told or not any(can_speak(t, cues) and t.text.lower() != "it" for t in told):
        return None
    joined = opening == begin + 1 and syntax.tokens[begin].pos == "CCONJ"
    before = tidy(text, syntax.tokens[begin].start, syntax.tokens[opening].start) if opening > begin + joined else None
    after = tidy(text, syntax.tokens[last].end, syntax.tokens[end].end) if last < end else None
    pieces = tuple(piece for piece in (before, after) if piece)
    cue = syntax.span(token.index, match.last)
    speaker = syntax.span(told[0].index, told[-1].index)
    return Report(pieces, "parse", speaker, cue, match.cue.cue_class, cue_token=token.index) if pieces else None


def _end_of_as(syntax: Syntax, first: int, end: int) -> int | None:
    """Return the mark that closes the clause of "as X noted", with no more in it than when or where ("in an essay on
    Monday"); None: it holds more ("As Lind told Roth of the flood, ...")."""
    last = next((i for i in range(first, min(first + MAX_AS_TOKENS, end + 1)) if syntax.tokens[i].text == ","), None)
    if last is None:
        close = [i for i in range(first, min(first + 3, end + 1)) if syntax.tokens[i].pos == "PUNCT"]
        last = close[0] if close else None
    inside = syntax.tokens[first:last] if last is not None else ()
    bare = not any(t.pos in ("VERB", "NOUN", "PROPN") for t in inside)
    timed = bool(inside) and (inside[0].text.lower() in OCCASION_PREPOSITIONS or inside[0].lemma.lower() in TIME_WORDS)
    return last if bare or (timed and not any(t.pos in ("VERB", "AUX") for t in inside)) else None


def _as_before(syntax: Syntax, verb: Token, begin: int) -> int | None:
    """Return where "as" opens the clause of a verb, set off from the rest of its sentence; None: it does not."""
    for i in range(verb.index - 1, max(verb.index - MAX_AS_TOKENS, begin - 1), -1):
        word = syntax.tokens[i].text.lower()
        if word == "as":
            opens = i == begin or (i == begin + 1 and syntax.tokens[begin].pos == "CCONJ")
            apart = opens or syntax.tokens[i - 1].text == ","
            return i if apart and syntax.tokens[i + 1].text.lower() not in ("well", "if", "though") else None
        if word == "," or syntax.tokens[i].pos in ("VERB", "SCONJ"):
            return None
    return None


def find_view(text: str, syntax: Syntax, token: Token) -> Report | None:
    """Return the report that "in X's view" or "in the words of X" marks; None: `token` is not its noun."""
    if token.text.lower() not in VIEWS or token.dep != "pobj" or syntax.head(token).text.lower() != "in":
        return None
    prep = syntax.head(token)
    named = syntax.child(token.index, "poss")
    of = next((t for t in syntax.children(token.index, "prep") if t.text == "of"), None)
    named = named or (syntax.child(of.index, "pobj") if of else None)
    if named is None:
        return None
    content = _frame(text, syntax, prep.index, syntax.edges(prep.index)[1])
    cue = syntax.span(token.index, token.index)
    return Report(content, "parse", syntax.noun_phrase(named), cue, "say", cue_token=token.index) if content else None


def _frame(text: str, syntax: Syntax, first: int, last: int) -> tuple[Span, ...]:
    """Return what stands around a phrase set off by commas: the content it ascribes to somebody."""
    tokens = syntax.tokens
    begin, end = syntax.bounds(tokens[first])
    if first <= begin + 1:
        comma = next((i for i in range(last, end) if tokens[i].text == ","), None)
        if comma is not None and tokens[comma + 1].tag == "VBG" and tokens[comma + 1].lemma in QUOTERS:
            comma = next((i for i in range(comma + 1, end) if tokens[i].text == ","), None)
        piece = tidy(text, tokens[comma].end, tokens[end].end) if comma is not None else None
        return (piece,) if piece else ()
    before = tidy(text, tokens[begin].start, tokens[first - 1].end)
    after = None
    goes_on = tokens[min(last + 2, end)].tag not in ("VBG", "WP", "WDT")  # ", speaking on condition of anonymity"
    if last + 1 < end and tokens[last + 1].text == "," and tokens[first - 1].text == "," and goes_on:
        after = tidy(text, tokens[last + 1].end, tokens[end].end)
    return tuple(piece for piece in (before, after) if piece)


def find_noun(text: str, syntax: Syntax, cues: CueLexicon, extents: Extents, token: Token) -> Report | None:
    """Return what a noun of communication with its speaker holds ("Ruritania's claim that ..."); None: nothing."""
    cue_class = cues.nouns.get(token.lemma.lower()) if token.pos == "NOUN" else None
    if cue_class is None:
        return None
    named = _holder(syntax, token)
    if named is None:
        return None
    for clause in syntax.children(token.index, "acl", "relcl", "ccomp", "appos"):
        if clause.index < token.index:
            continue
        marked = extents.has_that(clause)
        infinitive = any(t.text == "to" and t.dep == "aux" for t in syntax.children(clause.index))
        if not marked and not infinitive:
            continue
        if infinitive and cue_class in ("say", "deny", "accuse"):
            continue
        first = extents.clause_start(clause, token.index)
        if marked and syntax.tokens[first].text.lower() == "that" and first < clause.index:
            first += 1
        span = tidy(text, syntax.tokens[first].start, syntax.tokens[syntax.edges(clause.index)[1]].end)
        if span is not None:
            cue = syntax.span(token.index, token.index)
            return Report((span,), "parse", syntax.noun_phrase(named), cue, cue_class, cue_token=token.index)
    return None


def _holder(syntax: Syntax, noun: Token) -> Token | None:
    poss = syntax.child(noun.index, "poss")
    if poss is not None:
        return poss
    for prep in syntax.children(noun.index, "prep"):
        if prep.text.lower() in ("by", "from"):
            return syntax.child(prep.index, "pobj")
    return None
