"""Judgements told in the passive: "the plan was described by X as a mistake", "a claim dismissed by Y as a joke"."""

from __future__ import annotations

from communique.extract.cues import CueLexicon
from communique.extract.extents import Extents
from communique.extract.reports import Report, tidy
from communique.extract.speakers import can_speak, names_speakers
from communique.extract.syntax import Syntax
from communique.model.annotation import Token
from communique.model.spans import Span

JUDGING = ("describe", "reject", "praise", "criticise", "accuse")
"""Classes of verbs whose passive tells somebody's words about its subject."""


def find_passive(text: str, syntax: Syntax, cues: CueLexicon, extents: Extents, token: Token) -> Report | None:
    """Return the report of a judging verb in the passive with "by": what is judged, and as what; None: another verb,
    or one that does not tell as what, which is a deed as well ("the bill was rejected by the senate")."""
    cue = cues.verbs.get(token.lemma.lower())
    cue_class = cues.judge_class if token.lemma.lower() in cues.judge else cue.cue_class if cue else ""
    if cue_class not in JUDGING or token.tag != "VBN" or token.dep == "amod":
        return None
    by = _agent(syntax, cues, token)
    if by is None:
        return None
    finite = syntax.child(token.index, "auxpass") is not None
    judged = syntax.child(token.index, "nsubjpass") if finite else _noun_above(syntax, token)
    if judged is None or judged.pos == "PRON" or syntax.children(token.index, "neg") or _is_unreal(syntax, cues, token):
        return None
    named = syntax.child(by.index, "pobj")
    assert named is not None
    rest = _rest(text, syntax, extents, token, by, syntax.edges(named.index)[1])
    if not rest:
        return None
    content = (syntax.noun_phrase(judged), *rest)
    return Report(
        content, "parse", syntax.noun_phrase(named), syntax.span(token.index, token.index), cue_class,
        cue_token=token.index,
    )  # fmt: skip


def _agent(syntax: Syntax, cues: CueLexicon, verb: Token) -> Token | None:
    """Return the "by" of whoever judges; None: nobody who speaks is told. Parsers hang it on what stands before too."""
    last = syntax.edges(verb.index)[1]
    for token in syntax.tokens[verb.index + 1 : last + 1]:
        named = syntax.child(token.index, "pobj") if token.text.lower() == "by" else None
        if named is not None and can_speak(named, cues) and (named.pos == "PROPN" or names_speakers(named, cues)):
            return token
    return None


def _noun_above(syntax: Syntax, verb: Token) -> Token | None:
    return syntax.head(verb) if verb.dep in ("acl", "relcl") and syntax.head(verb).index < verb.index else None


def _is_unreal(syntax: Syntax, cues: CueLexicon, verb: Token) -> bool:
    return any(t.lemma.lower() in cues.modals or t.text.lower() == "to" for t in syntax.children(verb.index, "aux"))


def _rest(text: str, syntax: Syntax, extents: Extents, verb: Token, by: Token, agent_last: int) -> tuple[Span, ...]:
    """Return what the subject is judged to be, before or after the agent ("as a mistake", "of cheating")."""
    tokens = syntax.tokens
    pieces = []
    if by.index > verb.index + 1:
        pieces.append(tidy(text, tokens[verb.index + 1].start, tokens[by.index - 1].end))
    after = agent_last + 1
    if after < len(tokens) and tokens[after].text.lower() in ("as", "of", "for"):
        last = extents.right(verb, after)
        pieces.append(tidy(text, tokens[after].start, tokens[max(after, last)].end))
    return tuple(piece for piece in pieces if piece is not None)
