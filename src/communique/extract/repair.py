"""Corrections of the parse where small parsers err with reports: what goes with the reporting verb, not its content."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from communique.extract.cues import CueLexicon
from communique.extract.extents import CLOSING
from communique.extract.syntax import Syntax
from communique.model.annotation import Annotation, Name, Token

CONTRASTS = ("although", "though", "while", "but", "whereas")
MAX_CONTRAST_TOKENS = 14
"""Tokens of a clause such as "though the ministry denies this" before its participle."""


def repair_parse(annotation: Annotation, cues: CueLexicon) -> Annotation:
    """Return the annotation with verbs hung on the reporting verb that the parser hung inside its content.

    "X said Y would stay and denied Z": "denied" is in the form of "said", not of "would stay", so it is X's verb. A
    participle cue after a comma ("X said Y had left, adding that ...") and a clause of contrast with a cue of its own
    go with the reporting verb too.
    """
    annotation = _with_verbs(annotation, cues)
    syntax = Syntax(annotation)
    tokens = list(annotation.tokens)
    for clause, subject, participle in _lost_clauses(syntax, cues):
        tokens[clause.index] = replace(clause, head=participle.index, dep="ccomp")
        tokens[subject.index] = replace(subject, head=clause.index, dep="nsubj")
    for verb, clause, that in _misplaced_clauses(syntax, cues):
        tokens[clause.index] = replace(clause, head=verb.index, dep="ccomp")
        tokens[that.index] = replace(that, head=clause.index, dep="mark", tag="IN")
    syntax = Syntax(replace(annotation, tokens=tuple(tokens)))
    for token in syntax.tokens:
        if token.pos not in ("VERB", "AUX") or token.head == token.index:
            continue
        teller, dep = _teller(syntax, cues, token)
        if teller is not None and (teller.index, dep) != (token.head, token.dep):
            tokens[token.index] = replace(token, head=teller.index, dep=dep)
            if dep == "parataxis":
                for clause in _told_before(syntax, teller, token):
                    tokens[clause.index] = replace(clause, head=teller.index)
    return replace(annotation, tokens=tuple(tokens))


def _with_verbs(annotation: Annotation, cues: CueLexicon) -> Annotation:
    """Return the annotation with verbs that the parser took for nouns: "The ministry rejects claims that", "..., local
    media reports", with "the terms agreed in May", taken for a coordinated verb, as part of its noun, and with names
    that it took for verbs ("Lind and his bakers have said")."""
    syntax = Syntax(annotation)
    tokens = list(annotation.tokens)
    proper = {t.text for t in tokens if t.pos == "PROPN"}
    for token in syntax.tokens:
        if token.pos == "VERB" and token.dep in ("nsubj", "nsubjpass") and token.text in proper:
            tokens[token.index] = replace(token, pos="PROPN", tag="NNP")
            continue
        after = syntax.tokens[token.index + 1 : token.index + 2]
        if token.tag == "NNS" and token.dep == "nsubj" and after and after[0].index == token.head:
            if _verb_of(token, cues) and after[0].tag == "VBZ" and after[0].lemma.lower() in cues.nouns:
                _turn_claim(syntax, tokens, token, after[0], _verb_of(token, cues))
        elif token.tag == "NNS" and token.dep == "ROOT" and after and after[0].text.lower() == "that":
            _turn_root(syntax, tokens, token, _verb_of(token, cues))
        elif token.lemma.lower() in cues.verbs and syntax.child(token.index, "auxpass", "nsubjpass") is not None:
            _turn_perfect(syntax, tokens, token)
        elif token.tag == "NNS" and token.lemma.lower() == "report" and token.dep == "parataxis":
            _turn_tag(syntax, tokens, token)
        elif token.dep == "conj" and token.tag in ("VBD", "VBN") and token.index and _is_reduced(syntax, cues, token):
            tokens[token.index] = replace(token, head=token.index - 1, dep="acl", tag="VBN")
    return replace(annotation, tokens=tuple(tokens))


def repair_lists(annotation: Annotation) -> Annotation:
    """Return the annotation with the last of three places joined to its list: "envoys of A, B, and C agreed".

    After a comma the parser may take C for a subject of its own, beside "envoys", and so for the only one.
    """
    tokens = list(annotation.tokens)
    for names in zip(annotation.names, annotation.names[1:], annotation.names[2:], strict=False):
        between = [[t.text for t in tokens[a.last : b.first]] for a, b in itertools.pairwise(names)]
        if between != [[","], [",", "and"]] or {name.label for name in names} != {"GPE"}:
            continue
        first, second, third = (_head_of(tokens, name) for name in names)
        noun = tokens[tokens[first.head].head]
        if first.dep == "pobj" and noun.dep in ("nsubj", "nsubjpass") and third.head in (noun.index, noun.head):
            tokens[second.index] = replace(second, head=first.index, dep="conj")
            tokens[third.index] = replace(third, head=second.index, dep="conj")
    return replace(annotation, tokens=tuple(tokens))


def _head_of(tokens: Sequence[Token], name: Name) -> Token:
    """Return the word of a name that the others hang on."""
    inside = range(name.first, name.last)
    return next((t for t in tokens[name.first : name.last] if t.head not in inside), tokens[name.last - 1])


def _verb_of(noun: Token, cues: CueLexicon) -> str:
    """Return the lemma of the reporting verb that a word in -s may be ("rejects"); empty: none."""
    low = noun.text.lower()
    return next((form for form in (low[:-1], low[:-2]) if low.endswith("s") and form in cues.verbs), "")


def _turn_claim(syntax: Syntax, tokens: list[Token], verb: Token, noun: Token, lemma: str) -> None:
    """Make "rejects" the verb and "claims" its object in "The ministry rejects claims that ..."."""
    subject = syntax.child(verb.index, "compound", "nmod", "amod")
    if subject is None or subject.index != verb.index - 1:
        return
    above = verb.index if noun.head == noun.index else noun.head
    for child in syntax.children(verb.index):
        tokens[child.index] = replace(child, head=subject.index)
    for child in syntax.children(noun.index):
        if child.dep == "ccomp":
            tokens[child.index] = replace(child, dep="acl")
        elif child.index != verb.index:
            tokens[child.index] = replace(child, head=verb.index)
    tokens[subject.index] = replace(subject, head=verb.index, dep="nsubj")
    tokens[verb.index] = replace(verb, pos="VERB", tag="VBZ", lemma=lemma, dep=noun.dep, head=above)
    tokens[noun.index] = replace(noun, pos="NOUN", tag="NNS", dep="dobj", head=verb.index)


def _turn_tag(syntax: Syntax, tokens: list[Token], verb: Token) -> None:
    """Make "reports" the verb of a sentence that ends in ", local media reports"."""
    subject = syntax.child(verb.index, "compound", "nmod")
    main = syntax.head(verb)
    if subject is None or subject.index != verb.index - 1 or main.dep != "ROOT" or main.index > verb.index:
        return
    for child in syntax.children(verb.index, "amod", "det", "compound", "nmod", "poss"):
        tokens[child.index] = replace(child, head=subject.index)
    tokens[subject.index] = replace(subject, head=verb.index, dep="nsubj")
    tokens[verb.index] = replace(verb, pos="VERB", tag="VBZ", head=verb.index, dep="ROOT")
    tokens[main.index] = replace(main, head=verb.index, dep="ccomp")


def _turn_root(syntax: Syntax, tokens: list[Token], verb: Token, lemma: str) -> None:
    """Make "predicts" the verb of "Koralik predicts that ...", taken for one noun."""
    subject = syntax.child(verb.index, "compound", "nmod")
    if not lemma or subject is None or subject.index != verb.index - 1 or syntax.child(verb.index, "ccomp") is None:
        return
    tokens[subject.index] = replace(subject, head=verb.index, dep="nsubj", pos="PROPN", tag="NNP")
    tokens[verb.index] = replace(verb, pos="VERB", tag="VBZ", lemma=lemma)


def _turn_perfect(syntax: Syntax, tokens: list[Token], verb: Token) -> None:
    """Make an active perfect of "He's said he will go", taken for a passive."""
    aux, subject = syntax.child(verb.index, "auxpass"), syntax.child(verb.index, "nsubjpass")
    if (
        aux is None
        or subject is None
        or aux.text not in ("'s", "’s")
        or subject.text.lower() not in ("he", "she", "who")
    ):
        return
    told = syntax.child(verb.index, "ccomp")
    if told is not None and syntax.child(told.index, "nsubj", "nsubjpass") is not None:
        tokens[aux.index] = replace(aux, dep="aux", lemma="have")
        tokens[subject.index] = replace(subject, dep="nsubj")
        tokens[verb.index] = replace(verb, tag="VBN")


def _is_reduced(syntax: Syntax, cues: CueLexicon, verb: Token) -> bool:
    """Return whether a verb taken for a conjunct stands right behind a noun, with nothing that joins it to another."""
    before = syntax.tokens[verb.index - 1]
    own = syntax.child(verb.index, "nsubj", "nsubjpass", "dobj", "ccomp", "aux", "xcomp")
    joined = any(t.pos == "CCONJ" for t in syntax.children(verb.head, "cc") if t.index < verb.index)
    return verb.lemma.lower() in cues.verbs and before.pos == "NOUN" and own is None and not joined


def _lost_clauses(syntax: Syntax, cues: CueLexicon) -> list[tuple[Token, Token, Token]]:
    """Return (clause, subject, participle) where "said X, adding Y were gone" was read as "said were gone"."""
    found = []
    for clause in syntax.tokens:
        head = syntax.head(clause)
        if clause.dep != "ccomp" or head.index > clause.index or syntax.child(clause.index, "nsubj", "nsubjpass"):
            continue
        for participle in syntax.children(head.index, "advcl"):
            object_ = syntax.child(participle.index, "dobj")
            cue = cues.verbs.get(participle.lemma.lower())
            if object_ is None or cue is None or participle.tag != "VBG" or "that" not in cue.frames:
                continue
            between = syntax.tokens[syntax.edges(object_.index)[1] + 1 : syntax.edges(clause.index)[0]]
            if participle.index < object_.index < clause.index and all(t.pos == "PUNCT" for t in between):
                found.append((clause, object_, participle))
    return found


def _misplaced_clauses(syntax: Syntax, cues: CueLexicon) -> list[tuple[Token, Token, Token]]:
    """Return (verb, clause, "that") where the clause that a verb reports was hung on a noun between them ("told X at a
    debate that Y was gone"), or taken for an adverbial one ("by reminding X that Y was gone")."""
    found = []
    for clause in syntax.tokens:
        if clause.dep not in ("relcl", "acl", "advcl") or clause.pos not in ("VERB", "AUX"):
            continue
        that = syntax.tokens[syntax.edges(clause.index)[0]]
        verb = syntax.head(clause) if clause.dep == "advcl" else _verb_before(syntax, syntax.head(clause))
        cue = cues.verbs.get(verb.lemma.lower()) if verb is not None and verb.pos == "VERB" else None
        if cue is None or verb is None or "that" not in cue.frames or that.text.lower() != "that":
            continue
        whole = that.dep not in ("nsubj", "nsubjpass") and syntax.child(clause.index, "nsubj", "nsubjpass") is not None
        filled = that.dep == "mark" or syntax.child(clause.index, "dobj", "attr", "acomp", "nsubjpass") is not None
        taken = syntax.child(verb.index, "ccomp", "xcomp", *(() if "addr" in cue.frames else ("dobj",)))
        apart = syntax.tokens[that.index - 1].text.lower() not in ("so", "such", "now", "given")
        taken_over = clause.dep == "relcl" and that.dep == "mark" and syntax.head(clause).lemma not in cues.nouns
        apart = apart and (clause.dep == "advcl" or taken_over or not _is_told_of(syntax.head(clause), cues))
        if whole and filled and apart and taken is None and verb.index < that.index:
            found.append((verb, clause, that))
    return found


def _is_told_of(noun: Token, cues: CueLexicon) -> bool:
    """Return whether a noun may hold a clause of its own ("asked about his claim that")."""
    return noun.pos == "NOUN" and noun.lemma.lower() not in cues.occasions and noun.dep == "pobj"


def _verb_before(syntax: Syntax, noun: Token) -> Token | None:
    """Return the verb that a noun is the object or the last adjunct of; None: it stands elsewhere."""
    over = syntax.head(noun)
    if noun.dep == "appos":
        return _verb_before(syntax, over)
    if noun.dep == "pobj" and over.dep == "prep":
        over = syntax.head(over)
        return over if over.pos == "VERB" else None
    return over if noun.dep in ("dobj", "dative", "npadvmod") and over.pos == "VERB" else None


def _teller(syntax: Syntax, cues: CueLexicon, token: Token) -> tuple[Token | None, str]:
    """Return the verb that `token` belongs with and in which relation; None: the parse stands."""
    if _is_tag(syntax, cues, token):
        return syntax.head(token), "parataxis"
    if token.dep == "conj":
        return _coordinated(syntax, cues, token), "conj"
    if token.dep in ("advcl", "acl", "csubj", "dep", "ccomp") and token.lemma.lower() in cues.verbs | cues.phrases:
        left = syntax.edges(token.index)[0]
        if not _after_comma(syntax, left):
            return None, ""
        contrast = syntax.tokens[left].text.lower() in CONTRASTS and not _sets_condition(syntax, left)
        participle = token.tag == "VBG" and left == token.index
        if participle or contrast:
            teller = _denier(syntax, cues, token) if participle else None
            teller = teller or _reporting_ancestor(syntax, cues, token)
            return teller or _main_verb(syntax, token, participle), "advcl"
    return None, ""


def _sets_condition(syntax: Syntax, left: int) -> bool:
    """Return whether a clause goes on with a condition of what was said ("ready to talk, but only if X stops")."""
    return any(t.text.lower() in ("if", "unless", "when", "until", "after") for t in syntax.tokens[left + 1 : left + 3])


def _denier(syntax: Syntax, cues: CueLexicon, participle: Token) -> Token | None:
    """Return the verb of the contrasting clause right before a participle ("..., though A denies it, saying"): A says.

    None: no such clause, or one that reports nothing.
    """
    for verb in reversed(syntax.tokens[max(participle.index - MAX_CONTRAST_TOKENS, 0) : participle.index - 1]):
        if verb.pos != "VERB" or verb.lemma.lower() not in cues.verbs or syntax.child(verb.index, "nsubj") is None:
            continue
        first, last = syntax.edges(verb.index)
        contrast = syntax.tokens[first].text.lower() in CONTRASTS
        return verb if contrast and last == participle.index - 2 else None
    return None


def _is_tag(syntax: Syntax, cues: CueLexicon, token: Token) -> bool:
    """Return whether "X said" at the end of a sentence was taken for a clause beside what X said, or for part of it.

    A reporting verb with a subject of its own, joined by a comma alone, with nothing after it that it could report.
    """
    cue = cues.verbs.get(token.lemma.lower())
    subject = syntax.child(token.index, "nsubj")
    if token.dep not in ("conj", "ccomp", "dep") or cue is None or "q" not in cue.frames:
        return False
    if subject is None or subject.index > token.index or syntax.child(token.index, "mark", "aux") is not None:
        return False
    if token.head > token.index:
        return False
    left = syntax.edges(subject.index)[0]
    if left <= syntax.bounds(token)[0] + 1 or syntax.tokens[left - 1].text not in (",", "—", "–"):
        return False
    objects = ("ccomp", "xcomp") if "addr" in cue.frames else ("ccomp", "xcomp", "dobj")
    return not any(t.index > token.index for t in syntax.children(token.index, *objects, "conj"))


def _told_before(syntax: Syntax, teller: Token, tag: Token) -> list[Token]:
    """Return the clauses between a verb and the "X said" at its end that are the verb's own complement."""
    own = syntax.child(teller.index, "ccomp") not in (None, tag)
    return [] if own else [t for t in syntax.children(tag.index, "ccomp") if teller.index < t.index < tag.index]


def _main_verb(syntax: Syntax, token: Token, participle: bool) -> Token | None:
    """Return the verb over an adverbial clause in which the parser hung a participle ("A left as B came, saying").

    None: the participle hangs elsewhere.
    """
    head = syntax.head(token)
    if not participle or head.dep != "advcl" or syntax.child(head.index, "mark") is None:
        return None
    above = syntax.head(head)
    return above if above.pos in ("VERB", "AUX") and above.index < token.index else None


def _coordinated(syntax: Syntax, cues: CueLexicon, token: Token) -> Token | None:
    """Return the reporting verb that a conjunct without subject of its own goes with; None: its head, as parsed."""
    head = syntax.head(token)
    if syntax.child(token.index, "nsubj", "nsubjpass") is not None:
        return None
    verb = _reporting_ancestor(syntax, cues, head)
    if verb is None or verb.index >= head.index or not _parallel(syntax, verb, token):
        return None
    if _shares_have(syntax, head, token) and token.lemma.lower() not in cues.verbs | cues.phrases:
        return None
    if head.pos not in ("VERB", "AUX"):
        return verb if syntax.child(verb.index, "ccomp") is None else None
    passive = syntax.child(head.index, "auxpass")
    if not _parallel(syntax, head, token) and (passive is None or passive.tag != token.tag):
        return verb  # but "said he was alarmed and wanted to see"
    subject = syntax.child(head.index, "nsubj", "nsubjpass")
    reports = token.lemma.lower() in cues.verbs | cues.phrases and head.lemma.lower() not in cues.verbs
    return verb if reports and subject is not None and subject.pos in ("NOUN", "PROPN") else None


def _shares_have(syntax: Syntax, head: Token, token: Token) -> bool:
    """Return whether a past form may as well be a participle that shares "had" ("had held 20 men and killed 30")."""
    return token.text.endswith("ed") and any(t.lemma.lower() == "have" for t in syntax.children(head.index, "aux"))


def _after_comma(syntax: Syntax, left: int) -> bool:
    return left > 0 and syntax.tokens[left - 1].text in (",", *CLOSING) and left > syntax.bounds(syntax.tokens[left])[0]


def _reporting_ancestor(syntax: Syntax, cues: CueLexicon, token: Token) -> Token | None:
    """Return the nearest reporting verb above `token` that stands before it; None: there is none."""
    current = token
    while current.head != current.index:
        current = syntax.head(current)
        if current.pos == "VERB" and current.index < token.index and current.lemma.lower() in cues.verbs | cues.phrases:
            return current
    return None


def _parallel(syntax: Syntax, first: Token, second: Token) -> bool:
    """Return whether two verbs stand in the same form: the same modal or none, the same tense."""
    one, two = _form(syntax, first), _form(syntax, second)
    if one == two:
        return True
    return "aux" not in (one[0], two[0]) and {one[1], two[1]} <= {"VBZ", "VBP"} and first.sentence == second.sentence


def _form(syntax: Syntax, verb: Token) -> tuple[str, str]:
    auxiliaries = syntax.children(verb.index, "aux", "auxpass")
    if auxiliaries and auxiliaries[0].lemma.lower() == "do":
        return "", auxiliaries[0].tag  # "does want a deal" is as plain as "wants"
    if auxiliaries and auxiliaries[0].tag in ("VBZ", "VBP") and verb.tag == "VBN" and auxiliaries[0].lemma == "have":
        return "", "VBZ"
    return ("aux", auxiliaries[0].tag) if auxiliaries else ("", verb.tag)
