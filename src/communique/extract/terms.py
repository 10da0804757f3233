"""Noun phrases that can name what an article talks about. Method: docs/methods/matters.md."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from communique.extract.cast import Cast
from communique.extract.clauses import ParseTree, auxiliaries, hyphened, is_negated
from communique.model.actors import Mention
from communique.model.annotation import Annotation, Token
from communique.model.documents import Article
from communique.model.spans import Span
from communique.model.terms import Term

SINCE = frozenset(("since", "during"))
DEFINITE = frozenset(("the", "this", "that", "these", "those", "such"))
MODIFIERS = ("amod", "compound", "nmod", "poss", "nummod")
NO_TERMS = ("DATE", "TIME", "PERCENT", "MONEY", "CARDINAL", "ORDINAL")
PLACES = ("GPE", "LOC", "FAC")
NO_TERM_KINDS = ("person", "state", "organisation", "armed group")
LINKS = ("of", "on", "at", "in", "to", "for", "against", "with", "from", "over", "between", "by")
ACTED_ON = ("dobj", "nsubjpass", "nsubj")
DESCRIBING = ("NOUN", "PROPN", "ADJ", "VERB")
PLACING = frozenset(("to", "in", "at", "visit", "visits", "visited", "visiting", "from"))
"""Words right before a city that is meant as a place."""
WHERE = frozenset(("on", "in", "inside", "within", "across", "throughout"))
MODALS = frozenset(("will", "would", "shall", "should", "can", "could", "may", "might", "must", "to"))
PAST = frozenset(("was", "were", "had", "has", "have", "been"))


@dataclass(frozen=True, slots=True)
class TermWords:
    """The file data/terms.toml; lemmas in lower case."""

    noun_of: Mapping[str, str]
    """By verb the noun of what it does."""
    setting: frozenset[str]
    places: frozenset[str]
    """Nouns that behind "on" or "in" only tell where."""
    topics: frozenset[str]
    """Nouns that are on them as on their topic."""
    gatherings: frozenset[str]
    """Nouns of talks and efforts, which have aims."""
    acts_of_war: frozenset[str]
    light: frozenset[str]
    """Verbs that with one of `war_nouns` tell an act of war."""
    war_nouns: frozenset[str]
    counts: frozenset[str]


@lru_cache(maxsize=1)
def load_term_words() -> TermWords:
    """Return the words shipped with the package."""
    raw = tomllib.loads(resources.files("communique.extract").joinpath("data/terms.toml").read_text("utf-8"))
    return TermWords(
        noun_of=raw["noun_of"],
        setting=frozenset(raw["setting"]["words"]),
        places=frozenset(raw["setting"]["places"]),
        topics=frozenset(raw["setting"]["topics"]),
        gatherings=frozenset(raw["setting"]["gatherings"]),
        acts_of_war=frozenset(raw["acts_of_war"]["verbs"]),
        light=frozenset(raw["acts_of_war"]["light"]),
        war_nouns=frozenset(raw["acts_of_war"]["nouns"]),
        counts=frozenset(raw["acts_of_war"]["counts"]),
    )


def extract_terms(article: Article, annotation: Annotation, cast: Cast) -> tuple[Term, ...]:
    """Return the terms of an article's own words in text order: neither actors, dates nor numbers."""
    return tuple(_Terms(article, annotation, cast).read())


class _Terms:
    """Reads one article."""

    def __init__(self, article: Article, annotation: Annotation, cast: Cast) -> None:
        self.tree = ParseTree.of(annotation, article.text)
        self.text = article.text
        places = [n for n in annotation.names if n.label in PLACES]
        self.places = {i for name in places for i in range(name.first, name.last)}
        self.words = load_term_words()
        self.left_out = self._named_otherwise(annotation, cast)
        self.people = self._people(cast)

    def _named_otherwise(self, annotation: Annotation, cast: Cast) -> set[int]:
        """Return the tokens of dates, numbers and actors.

        Persons are those of the cast: a parser takes many a port for a person.
        """
        out = {i for name in annotation.names if name.label in NO_TERMS for i in range(name.first, name.last)}
        places: dict[int, int] = {token.start: token.index for token in annotation.tokens}
        for mention in cast.mentions:
            # A city that stands for its state elsewhere is a place here, and may be what is talked about.
            kind = cast.actor(mention.actor).kind if mention.actor is not None else None
            if kind not in NO_TERM_KINDS or mention.form == "metonym" or self._is_city(mention, cast):
                continue
            index = places.get(mention.span.start)
            while index is not None and index < len(annotation.tokens):
                token = annotation.tokens[index]
                if token.start >= mention.span.end:
                    break
                if token.pos in ("PROPN", "PRON"):
                    out.add(index)
                index += 1
        return out

    def _people(self, cast: Cast) -> frozenset[int]:
        """Return the tokens of names of people: "the Berg plan" is about no Berg."""
        spans = [m.span for m in cast.mentions if m.actor is not None and cast.actor(m.actor).kind == "person"]
        return frozenset(token.index for span in spans for token in self.tree.tokens_in(span) if token.pos == "PROPN")

    def _is_city(self, mention: Mention, cast: Cast) -> bool:
        """Return whether a name taken for a state is that of its capital, as a place ("to visit Luma")."""
        words = mention.span.of(self.text)
        before = self.text[: mention.span.start].split()[-1:]
        state = mention.actor is not None and cast.actor(mention.actor).kind == "state"
        other = mention.actor is not None and cast.actor(mention.actor).name not in words
        return state and other and bool(before) and before[0].lower() in PLACING

    def read(self) -> Iterator[Term]:
        """Yield the terms."""
        for token in self.tree.tokens:
            if token.pos == "VERB" and token.lemma.lower() in self.words.noun_of:
                yield self._done(token)
            if token.pos not in ("NOUN", "PROPN") or token.dep in ("compound", "nmod") or token.index in self.left_out:
                continue
            if self._tells_time(token):
                continue
            if token.text[0].isalnum() and sum(c.isalpha() for c in token.text) > 1:
                yield self._term(token)

    def _done(self, verb: Token) -> Term:
        """Return what a verb does as a term: "invades the island" is an invasion."""
        done = self.tree.child(verb.index, "dobj", "nsubjpass")
        span = Span(verb.start, verb.end)
        if done is not None and done.index > verb.index:
            span = Span(verb.start, done.end)
        return Term(
            span=span,
            head=self.words.noun_of[verb.lemma.lower()],
            aside=self._is_aside(verb),
            reports=self._reports(verb),
        )

    def _tells_time(self, token: Token) -> bool:
        """Return whether a noun only tells since when or while what ("since the start of the invasion")."""
        for over in self.tree.ancestors(token.index):
            if over.dep == "prep" and over.text.lower() in SINCE:
                return True
            if over.pos not in ("NOUN", "ADP"):
                return False
        return False

    def _is_aside(self, token: Token) -> bool:
        """Return whether a word stands in the setting of its sentence, in an apposition, or in a tale within it."""
        if token.lemma.lower() in self.words.places and self._is_where(token):
            return True
        for below in (token, *self.tree.ancestors(token.index)):
            if below.dep == "prep" and below.text.lower() in self.words.setting:
                return True
            # "the barge Anna" is named by its apposition, "the accord, a set of terms" only described.
            first = self.tree.subtree(below.index)[0]
            if below.dep == "appos" and first and self.tree.tokens[first - 1].pos == "PUNCT":
                return True
            if below.dep == "relcl" and is_told_of_the_past(self.tree, below):
                return True
            if below.dep == "acl" and self._is_gathering(self.tree.head(below.index)):
                return True
            openers = self.tree.children(below.index, "mark", "advmod") if below.dep == "advcl" else ()
            if any(t.text.lower() in self.words.setting and t.index < below.index for t in openers):
                return True
        return False

    def _is_gathering(self, noun: Token | None) -> bool:
        """Return whether a noun names talks of which its clause tells how they go ("talks on ending it stalled")."""
        told_of = noun is not None and noun.dep in ("nsubj", "nsubjpass")
        return told_of and noun is not None and noun.lemma.lower() in self.words.gatherings

    def _is_where(self, token: Token) -> bool:
        """Return whether a noun behind "on" or "in" tells where something is done."""
        prep = self.tree.head(token.index)
        over = self.tree.head(prep.index) if prep is not None and prep.text.lower() in WHERE else None
        return over is not None and over.lemma.lower() not in self.words.topics

    def _reports(self, token: Token) -> bool:
        """Return whether the main clause that a word stands in tells an act of war that happened, or counts it."""
        verb = next((t for t in (token, *self.tree.ancestors(token.index)) if t.pos in ("VERB", "AUX")), None)
        while verb is not None and verb.dep in ("acl", "conj", "auxpass", "aux"):
            verb = next((t for t in self.tree.ancestors(verb.index) if t.pos in ("VERB", "AUX")), None)
        if verb is None or verb.dep not in ("ROOT", "ccomp", "parataxis") or is_negated(self.tree, verb.index):
            return False
        if verb.lemma.lower() == "be":
            subject = self.tree.child(verb.index, "nsubj")
            return subject is not None and subject.lemma.lower() in self.words.counts
        lemma = verb.lemma.lower()
        done = lemma in self.words.light and token.lemma.lower() in self.words.war_nouns
        return (done or lemma in self.words.acts_of_war) and is_told_of_the_past(self.tree, verb)

    def _term(self, token: Token) -> Term:
        name = self._name(token)
        proper = token.pos == "PROPN"
        before = [t for t in self.tree.children(token.index, *MODIFIERS) if t.index < token.index]
        modifiers = [t for t in before if t.index not in {*name, *self.people} and t.pos in DESCRIBING]
        beside = [t for m in modifiers for t in self._with_compounds(m)]
        last = token.index
        for prep in self.tree.children(token.index, "prep"):
            if prep.index < token.index or prep.text.lower() not in LINKS:
                continue
            for inner in self._objects(prep.index):
                beside += self._with_compounds(inner)
                last = max(last, inner.index)
        first = min([token.index, *name, *(t.index for t in before)])
        head = " ".join(self.tree.tokens[i].text for i in name).lower() if proper else hyphened(self.tree, token.index)
        return Term(
            span=Span(self.tree.tokens[first].start, self.tree.tokens[last].end),
            head=head,
            words=tuple(dict.fromkeys(w for w in map(_lemma, beside) if w != head)),
            nouns=tuple(dict.fromkeys(w for w in self._nouns(beside) if w != head)),
            proper=proper,
            place=proper and token.index in self.places,
            definite=self._is_definite(token),
            kind=self._kind(token) if proper else None,
            verb=self._verb(token),
            aside=self._is_aside(token),
            reports=self._reports(token),
        )

    def _name(self, token: Token) -> list[int]:
        """Return the indices of a proper name that ends in `token`."""
        first = token.index
        while token.pos == "PROPN" and first > 0:
            before = self.tree.tokens[first - 1]
            if before.pos != "PROPN" or before.sentence != token.sentence or before.dep != "compound":
                break
            first -= 1
        return list(range(first, token.index + 1))

    def _with_compounds(self, token: Token) -> list[Token]:
        inner = [t for t in self.tree.children(token.index, "compound", "amod") if t.index < token.index]
        return [t for t in (*inner, token) if t.pos in DESCRIBING]

    def _nouns(self, tokens: list[Token]) -> Iterator[str]:
        """Yield the nouns among tokens; a name of several words in one piece, where its last word stands."""
        indices = {t.index for t in tokens}
        for token in tokens:
            if token.pos == "NOUN":
                yield _lemma(token)
            elif token.pos == "PROPN" and not (token.dep == "compound" and token.head in indices):
                yield " ".join(self.tree.tokens[i].text for i in self._name(token)).lower()

    def _objects(self, prep: int) -> list[Token]:
        found = self.tree.children(prep, "pobj")
        return [t for t in found if t.pos in ("NOUN", "PROPN")]

    def _is_definite(self, token: Token) -> bool:
        return any(
            (t.dep == "det" and t.text.lower() in DEFINITE) or t.dep == "poss" for t in self.tree.children(token.index)
        )

    def _kind(self, token: Token) -> str | None:
        """Return what an apposition calls a name: "harbor" of "Porto Merra, its largest harbor"."""
        for other in self.tree.children(token.index, "appos"):
            if other.pos == "NOUN":
                return other.lemma.lower()
        head = self.tree.head(token.index)
        if head is not None and token.dep == "appos" and head.pos == "NOUN":
            return head.lemma.lower()
        before = self.tree.tokens[self._name(token)[0] - 1] if self._name(token)[0] else None
        if before is not None and before.pos == "NOUN" and before.dep == "compound" and before.head == token.index:
            return before.lemma.lower()
        return None

    def _verb(self, token: Token) -> str | None:
        head = self.tree.head(token.index)
        done = next((t for t in self.tree.children(token.index, "acl") if t.tag == "VBN"), None)
        if done is not None:
            return done.lemma.lower()
        if head is None:
            return None
        if token.dep in ACTED_ON and head.pos == "VERB":
            agent = token.dep == "nsubj" and self.tree.children(head.index, "dobj")
            return None if agent else head.lemma.lower()
        over = self.tree.head(head.index) if token.dep == "pobj" else None
        if head.text.lower() == "of" and over is not None and over.pos in ("NOUN", "VERB"):
            return over.lemma.lower()
        return None


def is_told_of_the_past(tree: ParseTree, verb: Token) -> bool:
    """Return whether a verb tells what happened: in the past tense, or in the perfect or passive of it."""
    helpers = set(auxiliaries(tree, verb.index))
    if MODALS & helpers:
        return False
    # A past tense in -ed is often read as a participle; one with a subject and no helper is a past tense.
    taken = not helpers and tree.child(verb.index, "nsubj") is not None
    return verb.tag == "VBD" or (verb.tag == "VBN" and (bool(helpers & PAST) or taken))


def _lemma(token: Token) -> str:
    return (token.text if token.pos == "PROPN" else token.lemma).lower()
