"""What "they", "it", "its" and "the two presidents" mean inside a sentence, where the cast does not tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.extract.cast import Cast
from communique.extract.clauses import SUBJECTS, ParseTree
from communique.extract.encounter_words import encounter_words
from communique.model.annotation import Token
from communique.model.spans import ActorId, Span

PLURAL = frozenset({"they", "them"})
POSTED = re.compile(r"\s+(?:(?:to|for|in)(?: the)?(?:\s+[A-Z][\w.]*){1,3}\s+)?")
"""What may stand between an office and the name of its holder ("envoy to Ardenia X")."""
SHORTEST_QUESTION = 4
"""Tokens: a name, a comma, a verb or question word, and the mark."""
COUNTED = frozenset({"two", "three", "both"})


def antecedent(tree: ParseTree, pronoun: Token) -> Token | None:
    """Return the noun of the same sentence that a pronoun repeats; None: none is sure.

    "The two leaders ... they might talk"; "the council said it would meet"; "the council ... its delegation".
    """
    word = pronoun.text.lower()
    if word in PLURAL:
        return _counted_before(tree, pronoun)
    if word == "it":
        return _speaker_of(tree, pronoun)
    return _owner_before(tree, pronoun) if word == "its" else None


def _counted_before(tree: ParseTree, pronoun: Token) -> Token | None:
    """Return the last "two leaders" or "both sides" before a pronoun, if no other plural stands between."""
    for token in reversed(tree.sentence_tokens(pronoun.sentence)):
        if token.index >= pronoun.index or token.tag != "NNS":
            continue
        counted = {t.lemma.lower() for t in tree.children(token.index, "nummod", "det")} & COUNTED
        if counted or token.dep in ("nsubj", "nsubjpass"):
            return token if counted else None
    return None


def _speaker_of(tree: ParseTree, pronoun: Token) -> Token | None:
    """Return who says of himself what the pronoun is the subject of ("the council said it would meet")."""
    verb = tree.head(pronoun.index)
    if verb is None or pronoun.dep not in ("nsubj", "nsubjpass") or verb.dep != "ccomp":
        return None
    saying = tree.head(verb.index)
    said = saying is not None and saying.lemma.lower() in encounter_words().of("status.telling")
    return tree.subject(saying.index) if saying is not None and said else None


def _owner_before(tree: ParseTree, pronoun: Token) -> Token | None:
    """Return the last subject before "its" that is a name or a body of people."""
    bodies = encounter_words().of("groups.bodies")
    for token in reversed(tree.sentence_tokens(pronoun.sentence)):
        subject = token.index < pronoun.index and token.dep in ("nsubj", "nsubjpass")
        if subject and (token.pos == "PROPN" or token.lemma.lower() in bodies):
            return token
    return None


def counted_names(tree: ParseTree, cast: Cast, head: Token) -> list[ActorId]:
    """Return the persons of "the two presidents, X of A and Y," where the parse does not tie them to the noun."""
    counted = {t.lemma.lower() for t in tree.children(head.index, "nummod", "det")} & COUNTED
    tokens = tree.tokens
    if head.tag != "NNS" or not counted or tokens[min(head.index + 1, len(tokens) - 1)].text != ",":
        return []
    behind = tokens[head.index + 2 : tree.sentences[head.sentence].last]
    end = next((t.start for t in behind if t.pos in ("VERB", "AUX")), behind[-1].end if behind else head.end)
    named = [a for a in cast.actors_in(Span(head.end, end)) if cast.actor(a).kind == "person"]
    return named if len(named) == (3 if "three" in counted else 2) else []


def body_before(tree: ParseTree, cast: Cast, head: Token) -> list[ActorId]:
    """Return the body named last before "the group" whose name ends with that word; empty: none is."""
    word = head.lemma.lower()
    below = [tree.tokens[i] for i in tree.subtree(head.index) if i != head.index]
    if head.pos != "NOUN" or word not in encounter_words().of("groups.bodies") or [t.text for t in below] != ["the"]:
        return []
    for mention in reversed(cast.mentions):
        actor = cast.actor(mention.actor) if mention.actor is not None and mention.span.end <= head.start else None
        if actor is not None and actor.kind == "organisation" and actor.name.lower().split()[-1] == word:
            return [actor.id]
    return []


def addressed(tree: ParseTree, cast: Cast, sentence: int) -> tuple[ActorId, ...]:
    """Return whom a question calls by name ("Josh, did the President ...?"): no party of what it asks about."""
    tokens = tree.sentence_tokens(sentence)
    if len(tokens) < SHORTEST_QUESTION or tokens[1].text != "," or tokens[-1].text != "?":
        return ()
    asking = tokens[2].pos == "AUX" or tokens[2].tag in ("WRB", "WP", "WDT", "MD")
    return tuple(cast.actors_in(Span(tokens[0].start, tokens[0].end))) if asking else ()


def named_behind(cast: Cast, text: str, head: Token, span: Span) -> list[ActorId]:
    """Return the person whose name follows a title ("Foreign Minister of A X", "envoy to A X"); empty: none does.

    `span`: the phrase of the title.
    """
    if head.lemma.lower() not in cast.lexicon.roles:
        return []
    for mention in cast.mentions:
        if mention.actor is None or mention.form != "name" or cast.actor(mention.actor).kind != "person":
            continue
        inside = span.contains(mention.span) and mention.span.end == span.end
        if inside or (mention.span.start > span.end and POSTED.fullmatch(text[span.end : mention.span.start])):
            return [mention.actor]
    return []


def called(tree: ParseTree, verb: Token) -> list[Token]:
    """Return the objects of a verb; X of "called Minister X to discuss it", which the parse takes for a name given."""
    objects = tree.children(verb.index, "dobj", "nsubjpass")
    named = [t for t in tree.children(verb.index, "oprd") if t.pos == "PROPN"]
    return objects or (named if verb.lemma == "call" else [])


def owner_misread(tree: ParseTree, cast: Cast, head: Token) -> Token | None:
    """Return the owner of "A's envoys X and B's envoy Y" that the parse takes for the subject; None: it takes none.

    "Envoys" is then a verb, and `head` its subject or that of the true verb, which hangs on it.
    """
    if head.dep not in SUBJECTS:
        return None
    if tree.children(head.index, "case"):
        return head
    verb = tree.head(head.index)
    above = tree.head(verb.index) if verb is not None and verb.dep == "conj" else None
    if above is None or not _is_role(above, cast):
        return None
    return next((t for t in tree.children(above.index, *SUBJECTS) if tree.children(t.index, "case")), None)


def _is_role(token: Token, cast: Cast) -> bool:
    return bool({token.text.lower(), token.lemma.lower()} & cast.lexicon.roles.keys())


def named_at_post(tree: ParseTree, cast: Cast, head: Token, posts: Sequence[Token]) -> list[Token]:
    """Return the name in "the envoy to A, X," that the parse hangs on A, one of `posts`."""
    if head.lemma.lower() not in cast.lexicon.roles or head.tag != "NN":
        return []
    names = (n for post in posts if post.pos == "PROPN" for n in tree.children(post.index, "appos"))
    return [t for t in names if tree.tokens[min(t.index + 1, len(tree.tokens) - 1)].text == ","]


def owned_behind(tree: ParseTree, cast: Cast, owner: Token) -> list[ActorId]:
    """Return the persons named between an owner that the parse takes for a subject and its verb ("A's envoys X, Y")."""
    tokens = tree.tokens[owner.index : tree.sentences[owner.sentence].last]
    verb = next((t for t in tokens if t.pos in ("VERB", "AUX") and not _is_role(t, cast)), None)
    end = verb.start if verb is not None else tokens[-1].end
    persons = []
    for mention in cast.mentions_in(Span(owner.end, end)):
        last = tree.tokens_in(mention.span)[-1:]
        possessive = any(t.dep == "case" for token in last for t in tree.children(token.index))
        if mention.actor is not None and cast.actor(mention.actor).kind == "person" and not possessive:
            persons.append(mention.actor)
    return list(dict.fromkeys(persons))


def other_office(cast: Cast, head: Token, found: Sequence[ActorId]) -> bool:
    """Return whether one of those meant by a plural role is told in an office of another sort."""
    role = cast.lexicon.roles.get(head.lemma.lower())
    if head.tag != "NNS" or role not in ("leader", "minister"):
        return False
    for actor in (cast.actor(a) for a in found):
        told = {cast.lexicon.roles.get(w) for o in actor.offices for w in o.title.lower().split()} - {None}
        if actor.kind == "person" and told and not told & {role, "leader"}:
            return True
    return False
