"""Whom a pronoun means: candidates weighed by distance, syntactic role and who spoke last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.extract.lexicon import Gender, Lexicon
from communique.model.annotation import Annotation, Token
from communique.model.documents import Article
from communique.model.spans import ActorId

PRONOUN_GENDER: dict[str, Gender] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip

MAX_SENTENCES_BACK, MAX_STEPS_BACK = 4, 8
"""Sentences of the reporter's own words that are looked at, and sentences of any kind."""
HOST = -18
"""Weight of a name in what "he said" closes ("Ana Roth is no liberal, he said"; "Ana Roth had waited, she said")."""
MAX_DEPTH = 30
"""Steps up the parse from a word to the verb that reports it."""
DISTANCE = (0, 30, 65, 95)
SUBJECT, SPEAKS, POSSESSOR, OBLIQUE, QUOTED, SHARED, SAME_CLAUSE, RELATIVE = 28, 18, -22, -8, -45, -25, 25, 20
"""Weights of one mention as antecedent, in points; set by hand on invented and annotated texts."""
ASIDE, BACKGROUND, ASKS, ANSWERS = -40, -35, -60, 30
"""Weights of a subject in a clause that hangs on another ("after A said ..., B ..."), and, where the pronoun speaks a
quotation, of one who "has said" what only fills in the background, of one who asked and of the one who was asked."""
ASKED = frozenset({"asked", "questioned", "pressed", "quizzed"})
"""What opens a sentence whose subject answers: "Asked whether A would come, she said" is not about A's words."""
MARGIN = 14
"""Points by which the best candidate must lead; below it nobody is named."""


@dataclass(frozen=True)
class Referent:
    """A place in the text where a person is spoken of."""

    token: int
    actor: ActorId
    weight: int
    """What its syntactic role adds."""


def quoted_tokens(article: Article, annotation: Annotation) -> frozenset[int]:
    """Return the indices of the tokens that stand in double quotation marks; marks do not reach past a line break."""
    inside: set[int] = set()
    open_mark = False
    last_end = 0
    for token in annotation.tokens:
        if "\n" in article.text[last_end : token.start]:
            open_mark = False
        if token.text in ("“", "``") or (token.text in ('"', "''") and not open_mark):
            open_mark = True
        elif token.text in ("”", "''", '"'):
            open_mark = False
        elif open_mark:
            inside.add(token.index)
        last_end = token.end
    return frozenset(inside)


def turn_tokens(article: Article, annotation: Annotation) -> frozenset[int]:
    """Return the indices of the tokens of speakers' turns."""
    turns = (s for s in annotation.sentences if article.blocks[s.block].kind == "turn")
    return frozenset(i for s in turns for i in range(s.first, s.last))


class PronounResolver:
    """Resolves the personal pronouns of one article in text order."""

    def __init__(
        self,
        annotation: Annotation,
        quoted: frozenset[int],
        genders: dict[ActorId, Gender | None],
        lexicon: Lexicon,
        turns: frozenset[int] = frozenset(),
    ) -> None:
        """`turns`: the tokens of speakers' turns in an interview or transcript."""
        self.tokens = annotation.tokens
        self.annotation = annotation
        self.quoted = quoted
        self.turns = turns
        self.genders = genders
        self.lexicon = lexicon
        self.named: dict[int, ActorId] = {}
        """Actors by the head tokens of their names."""
        self.by_sentence: dict[int, list[Referent]] = defaultdict(list)
        self.all_quoted = frozenset(
            i for i, s in enumerate(annotation.sentences) if self._is_all_quoted(range(s.first, s.last))
        )

        self.all_spoken = frozenset(i for i in range(len(annotation.sentences)) if self._first(i) in turns)

    def _first(self, sentence: int) -> int:
        return self.annotation.sentences[sentence].first

    def _is_all_quoted(self, indices: range) -> bool:
        """Return whether all words of a sentence stand in quotation marks; what is quoted moves no antecedent away."""
        words = [i for i in indices if self.tokens[i].text[0].isalnum()]
        return bool(words) and all(i in self.quoted for i in words)

    def _steps_back(self, sentence: int) -> list[tuple[int, int]]:
        """Return (sentence, distance) from `sentence` back; sentences that are all quotation add no distance.

        Nor do an interview's answers for what the reporter tells after them.
        """
        found, distance = [], 0
        apart = self.all_quoted if self._first(sentence) in self.turns else self.all_quoted | self.all_spoken
        for index in range(sentence, max(sentence - MAX_STEPS_BACK, -1), -1):
            found.append((index, distance))
            if index not in apart or index == sentence:
                distance += 1
            if distance >= MAX_SENTENCES_BACK:
                break
        return found

    def run(self, named: Sequence[tuple[int, ActorId]]) -> dict[int, ActorId | None]:
        """Return for each pronoun token whom it means; None: two are near equal, or nobody is in reach.

        `named` are the (head token, actor) pairs of the mentions by name or role, in text order.
        """
        at = self.named = dict(named)
        result: dict[int, ActorId | None] = {}
        for token in self.tokens:
            if token.index in at:
                self._note(token, at[token.index])
                continue
            gender = PRONOUN_GENDER.get(token.text.lower())
            if gender is None:
                continue
            actor = self._choose(token, gender)
            result[token.index] = actor
            if actor is not None:
                self._note(token, actor)
        return result

    def _note(self, token: Token, actor: ActorId) -> None:
        self.by_sentence[token.sentence].append(Referent(token.index, actor, self.weight(token)))

    def weight(self, token: Token) -> int:
        """Return what the syntactic role of `token` adds to its weight as an antecedent."""
        weight = 0
        head = token
        for _ in range(3):
            if head.dep in ("compound", "appos", "nmod") and head.head != head.index:
                over = self.tokens[head.head]
                if head.dep == "compound" and over.pos == "NOUN":
                    return POSSESSOR  # "the Putin adviser" speaks of the adviser
                head = over
        if head.dep in ("nsubj", "nsubjpass") or (head.dep == "ROOT" and head.pos in ("NOUN", "PROPN")):
            weight += SUBJECT + self._by_verb(self.tokens[head.head])
        elif token.dep == "poss" or self._possessive(token):
            weight += POSSESSOR
        elif head.dep in ("pobj", "dobj", "dative"):
            weight += OBLIQUE
        if weight < SUBJECT and token.dep != "poss" and self._speaks_after_insertion(token):
            return SUBJECT + SPEAKS + (QUOTED if token.index in self.quoted else 0)
        if weight < SUBJECT and self._speaks_in_relative(token):
            weight += SPEAKS
        if token.index in self.quoted:
            weight += QUOTED
        if self._asked_about(token):
            weight += 2 * ASIDE
        if weight > 0 and self._shared(head):
            weight += SHARED
        return weight

    def _by_verb(self, verb: Token) -> int:
        """Return what the verb adds to the weight of its subject."""
        speaks = SPEAKS if verb.lemma.lower() in self.lexicon.speech else 0
        return speaks + (ASIDE if self._hangs(verb) else 0)

    def _asked_about(self, token: Token) -> bool:
        """Return whether a name stands in the question that a sentence says its subject was asked."""
        first = self.annotation.sentences[token.sentence].first
        before = self.tokens[first : token.index]
        return bool(before) and before[0].text.lower() in ASKED and all(t.text != "," for t in before)

    def _hangs(self, verb: Token) -> bool:
        """Return whether a verb stands in an adverbial clause with its own conjunction before the main verb."""
        marked = any(t.dep == "mark" and t.head == verb.index for t in self.tokens[max(verb.index - 8, 0) : verb.index])
        return verb.dep == "advcl" and marked and verb.head > verb.index

    def _possessive(self, token: Token) -> bool:
        after = token.index + 1
        return after < len(self.tokens) and self.tokens[after].text in ("'s", "’s", "'", "’")

    def _speaks_after_insertion(self, token: Token) -> bool:
        """Return whether ", who ..., said" follows the name: a subject, whatever the parser made of it."""
        after = [t for t in self.tokens[token.index + 1 : token.index + 16] if t.sentence == token.sentence]
        if len(after) < 4 or after[0].text != "," or after[1].text.lower() != "who":
            return False
        closing = next((i for i, t in enumerate(after[1:], 1) if t.text == ","), None)
        if closing is None or closing + 1 >= len(after):
            return False
        verb = after[closing + 1]
        return verb.tag in ("VBD", "VBZ") and verb.lemma.lower() in self.lexicon.speech

    def _speaks_in_relative(self, token: Token) -> bool:
        """Return whether ", who said" follows the name."""
        after = [t for t in self.tokens[token.index + 1 : token.index + 6] if t.pos not in ("PUNCT", "AUX")]
        return len(after) > 1 and after[0].text.lower() == "who" and after[1].lemma.lower() in self.lexicon.speech

    def _shared(self, head: Token) -> bool:
        """Return whether the name is one of several that share a role in the clause ("Kerry and Lavrov said")."""
        return head.dep == "conj" or any(
            t.dep == "conj" and t.head == head.index and t.pos == "PROPN"
            for t in self.tokens[head.index : head.index + 8]
        )

    def _choose(self, pronoun: Token, gender: Gender) -> ActorId | None:
        scores: dict[ActorId, int] = {}
        inside = pronoun.index in self.quoted
        barred = self._named_in_own_words(pronoun)
        for sentence, back in self._steps_back(pronoun.sentence):
            for ref in self.by_sentence.get(sentence, ()):
                if ref.actor in barred or self.genders.get(ref.actor) not in (None, gender):
                    continue
                if ref.token in self.turns and pronoun.index not in self.turns:
                    ref = replace(ref, weight=ref.weight + QUOTED)  # whom an answer names, beside who answers
                if inside and ref.token in self.quoted:
                    # In a paragraph that is quoted whole, what is quoted is no farther than the pronoun itself.
                    ref = replace(ref, weight=ref.weight - QUOTED)
                score = 100 - DISTANCE[back] + ref.weight + self._near(pronoun, ref, pronoun.sentence - sentence)
                scores[ref.actor] = max(scores.get(ref.actor, -999), score)
        if not scores:
            return None
        ranked = sorted(scores, key=lambda a: (-scores[a], a))
        # "him" and "his" follow their antecedents less closely than a subject does
        margin = MARGIN if pronoun.dep in ("nsubj", "nsubjpass", "poss") else 2 * MARGIN
        if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < margin:
            return None
        return ranked[0]

    def _named_in_own_words(self, pronoun: Token) -> frozenset[ActorId]:
        """Return who is named in what the pronoun's verb reports: nobody speaks of himself by name."""
        verb = self.tokens[pronoun.head]
        if pronoun.index in self.quoted or pronoun.dep != "nsubj" or verb.lemma.lower() not in self.lexicon.speech:
            return frozenset()
        sentence = self.annotation.sentences[pronoun.sentence]
        named = [i for i in range(sentence.first, sentence.last) if i in self.named]
        plain = verb.lemma.lower() in self.lexicon.says
        before = (i for i in named if i in self.quoted and (i < pronoun.index or plain))
        after = (i for i in named if self._is_told(verb, self.tokens[i], after=pronoun.index))
        return frozenset(self.named[i] for i in (*before, *after))

    def _is_told(self, verb: Token, token: Token, *, after: int) -> bool:
        """Return whether a word stands in the clause behind "he said", or names whom he speaks to or of."""
        over = self.tokens[token.head]
        spoken_of = token.dep == "pobj" and over.dep in ("prep", "dative") and over.head == verb.index
        if token.index > after and (spoken_of or (token.dep in ("dobj", "dative") and token.head == verb.index)):
            return True
        for _ in range(MAX_DEPTH):
            over = self.tokens[token.head]
            if over.index in (verb.index, token.index):
                return over.index == verb.index and token.index > after and token.dep == "ccomp"
            token = over
        return False

    def _near(self, pronoun: Token, ref: Referent, back: int) -> int:
        """Return a small bonus where the antecedent's gender is known, and for parallel subjects."""
        bonus = 4 if self.genders.get(ref.actor) is not None else 0
        apart = ref.token in self.quoted and pronoun.index not in self.quoted
        if not back and ref.weight > POSSESSOR and not apart:
            bonus += HOST if self._closes(pronoun) else SAME_CLAUSE
        after = [t.text.lower() for t in self.tokens[ref.token + 1 : ref.token + 3]]
        if not back and after[:1] == [","] and after[1:] in (["who"], ["whose"], ["whom"]):
            bonus += RELATIVE
        if back and pronoun.dep == "nsubj" and ref.weight >= SUBJECT:
            bonus += 6
        if back and self._speaks_quotation(pronoun):
            verb = self.tokens[self.tokens[ref.token].head]
            bonus += BACKGROUND if self._has_said(verb) else 0
            if self._asks(verb):
                bonus += {"nsubj": ASKS, "dobj": ANSWERS, "dative": ANSWERS}.get(self.tokens[ref.token].dep, 0)
        return bonus

    def _closes(self, pronoun: Token) -> bool:
        """Return whether "he said" closes what he said or stands in it: whom that names may be he or another."""
        verb = self.tokens[pronoun.head]
        if verb.lemma.lower() not in self.lexicon.speech or pronoun.dep != "nsubj":
            return False
        hosted = verb.dep == "parataxis" and verb.head < pronoun.index
        near = self.tokens[self.annotation.sentences[pronoun.sentence].first : pronoun.index]
        return hosted or any(t.head == verb.index and t.dep == "ccomp" for t in near)

    def _asks(self, verb: Token) -> bool:
        """Return whether a verb puts a question ("asked whether", but not "asked A to go")."""
        if verb.lemma.lower() != "ask":
            return False
        near = self.tokens[verb.index + 1 : verb.index + 12]
        return not any(t.tag == "TO" and self.tokens[t.head].head == verb.index for t in near)

    def _speaks_quotation(self, pronoun: Token) -> bool:
        """Return whether "he said" goes with words in quotation marks of its sentence."""
        sentence = self.annotation.sentences[pronoun.sentence]
        told = self.tokens[pronoun.head].lemma.lower() in self.lexicon.speech
        return told and any(i in self.quoted for i in range(sentence.first, sentence.last))

    def _has_said(self, verb: Token) -> bool:
        """Return whether a verb of speech stands in the present perfect ("has said"), which tells of another time."""
        if verb.dep == "ccomp":
            verb = self.tokens[verb.head]  # "A has said he will go"
        near = self.tokens[max(verb.index - 3, 0) : verb.index]
        perfect = any(t.head == verb.index and t.text.lower() in ("has", "have", "’ve", "'ve") for t in near)
        return perfect and verb.lemma.lower() in self.lexicon.speech
