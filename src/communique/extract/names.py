"""Which stretches of an article are names of people: capitalised runs, judged by titles, facts and the name finder."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.extract.cues import load_cues
from communique.extract.extents import CLOSING, OPENING
from communique.extract.lexicon import Lexicon
from communique.extract.name_words import (
    CALENDAR_SKIP,
    LINKING,
    MEDIA,
    PARTICLES,
    PLACED,
    STARTERS,
    STARTERS_CAP,
    is_capitalised,
    is_surname,
    joins_surnames,
    plain_words,
    surname_of,
)
from communique.extract.roles_beside import RolesBeside
from communique.facts import Facts
from communique.facts.table import fold_name
from communique.model.annotation import Annotation, Token
from communique.model.documents import Article, BlockKind
from communique.model.spans import Span

HYPHENS = frozenset({"-", "‑", "–"})
MISLABELLED = -1
"""Evidence left to the name of a person that the name finder takes for a place's."""
PERSON_SCORE = 2
"""Evidence needed to take a run of two or more words for a person (weights in `_evidence`); set by hand."""


@dataclass(frozen=True)
class NameRun:
    """A capitalised run, parted into the title words at its head and the name: half-open token ranges."""

    first: int
    name_first: int
    last: int


@dataclass(frozen=True)
class PersonName:
    """One mention of a person by name."""

    first: int
    """First token of the name, after any title."""
    last: int
    """One past its last token."""
    key: str
    """Name as written, for grouping ("Sergey Lavrov")."""
    titled: bool
    """A title or honorific stands right before it."""
    honorific: str | None = None
    title: str | None = None
    """The word right before the name where a title stands there, in small letters."""


class NameFinder:
    """Finds the capitalised runs of one article and tells which of them name persons."""

    def __init__(self, article: Article, annotation: Annotation, facts: Facts, lexicon: Lexicon) -> None:
        self.text = article.text
        self.blocks = article.blocks
        self.tokens = annotation.tokens
        self.annotation = annotation
        self.facts = facts
        self.lexicon = lexicon
        self.outlets = load_cues().outlet_names
        self.roles = RolesBeside(annotation.tokens, facts, lexicon, self.key, self._is_known_other)
        self.labels: dict[int, str] = {}
        for name in annotation.names:
            for index in range(name.first, name.last):
                self.labels[index] = name.label

    def find_persons(self) -> list[PersonName]:
        """Return the mentions of persons by full name or surname, in text order."""
        runs = [run for sentence in self.annotation.sentences for run in self._runs(sentence.first, sentence.last)]
        scores: dict[str, int] = defaultdict(int)
        told: set[str] = set()
        for run in runs:
            key = self.key(run.name_first, run.last)
            if key:
                scores[key] += self._evidence(run)
                if self._told(run):
                    told.add(key)
        full = self._full_names(runs, scores, told)
        surnames = {surname_of(key) for key in full}
        first_words = {key.split()[0].casefold() for key in full}
        # Where nobody goes by surname the first name is how people are called ("Tadesse Bekele", then "Tadesse").
        alone = (self.key(run.name_first, run.last) for run in runs)
        called = {surname_of(key) for key in alone if key and is_surname(key)}
        unsurnamed = {key.split()[0].casefold() for key in full if surname_of(key) not in called}
        single = {
            key
            for key in sorted(scores)
            if is_surname(key) and (surname_of(key) in surnames or (key in told and scores[key] >= PERSON_SCORE + 1))
        }
        found = []
        for run in runs:
            key = self.key(run.name_first, run.last)
            short = key.casefold() in first_words and self._first_name_alone(run, key, key.casefold() in unsurnamed)
            if key in full or key in single or short:
                found.append(self._person(run, key))
            elif not is_surname(key):
                found.extend(self._known_inside(run, full, surnames))
        return found

    def _full_names(self, runs: Sequence[NameRun], scores: dict[str, int], told: set[str]) -> set[str]:
        """Return the full names that the evidence makes persons.

        Some evidence is enough where the last word alone speaks elsewhere ("Orlan said"): a firm is told whole. A
        headline's two surnames side by side ("Belmonte Derevik talks") are no one's name.
        """
        alone = {
            surname_of(key)
            for run in runs
            if is_surname(key := self.key(run.name_first, run.last)) and key in told and not self._is_common(run)
        }
        explained = {self.key(r.name_first, r.last) for r in runs if self._explains_person(r)}
        singles = {surname_of(k) for r in runs if is_surname(k := self.key(r.name_first, r.last)) and k}
        owned = {self.key(r.name_first, r.last) for r in runs if self._is_of_a_state(r)}
        full = {
            key
            for key in sorted(scores)
            if not is_surname(key)
            and (
                scores[key] >= PERSON_SCORE
                or (surname_of(key) in alone and (scores[key] > 0 or (scores[key] == 0 and key in explained)))
                or (key in owned and surname_of(key) in singles and scores[key] >= MISLABELLED)
            )
        }
        return {key for key in full if not joins_surnames(key, full)}

    def _explains_person(self, run: NameRun) -> bool:
        """Return whether a name stands between commas behind a common noun ("the comedian, Artur Olun, was held")."""
        before = self.tokens[run.name_first - 2 : run.name_first] if run.name_first > 1 else ()
        closed = run.last < len(self.tokens) and self.tokens[run.last].text == ","
        return closed and len(before) == 2 and before[1].text == "," and before[0].tag == "NN"

    def _is_of_a_state(self, run: NameRun) -> bool:
        """Return whether two words follow a state's possessive ("Ardenia's Ana Roth"): a person, or a thing of its."""
        mark = run.name_first - 1
        owned = mark > 0 and self.tokens[mark].text in ("'s", "’s") and run.last - run.name_first == 2
        return owned and fold_name(self.tokens[mark - 1].text) in self.facts.state_by_name

    def _is_common(self, run: NameRun) -> bool:
        """Return whether a single capitalised word is rather a noun for a body ("the Commission")."""
        before = self.tokens[run.name_first - 1].text.lower() if run.name_first else ""
        return before == "the" or self.tokens[run.last - 1].text.lower() in self.lexicon.bodies | self.lexicon.outlets

    def _first_name_alone(self, run: NameRun, key: str, unsurnamed: bool) -> bool:
        person = self.labels.get(run.name_first) == "PERSON" or self._told(run)
        person = person or (unsurnamed and self._is_noun(run))
        lone = len(key.split()) == 1 and not self._in_block(run.first, "turn")
        return person and lone and not self._is_known_other(key)

    def _person(self, run: NameRun, key: str) -> PersonName:
        before = self.tokens[run.name_first - 1].text.lower().strip(".") if run.name_first > run.first else ""
        honorific = before if before in self.lexicon.honorifics else None
        return PersonName(run.name_first, run.last, key, run.name_first > run.first, honorific, before or None)

    def _known_inside(self, run: NameRun, full: set[str], surnames: set[str]) -> Iterator[PersonName]:
        """Yield persons named inside a run that as a whole names nobody (a headline in capitals of title)."""
        if not self._in_title(run.first):
            return
        index = run.first
        while index < run.last:
            for last in range(min(run.last, index + 4), index, -1):
                key = self.key(index, last)
                if key in full or (last == index + 1 and surname_of(key) in surnames):
                    yield PersonName(index, last, key, titled=False)
                    index = last - 1
                    break
            index += 1

    def key(self, first: int, last: int) -> str:
        """Return the words from token `first` to `last`, white space made single; empty for an empty range."""
        if first >= last:
            return ""
        return plain_words(self.text[self.tokens[first].start : self.tokens[last - 1].end]).replace("’", "'")

    def _in_title(self, index: int) -> bool:
        return self._in_block(index, "title")

    def _in_block(self, index: int, kind: BlockKind) -> bool:
        return self.blocks[self.annotation.sentences[self.tokens[index].sentence].block].kind == kind

    def _runs(self, first: int, last: int) -> Iterator[NameRun]:
        index = first
        while index < last:
            if not self._opens(self.tokens[index], index == first):
                index += 1
                continue
            end = self._run_end(index, last)
            yield from self._part(index, end)
            index = max(end, index + 1)

    def _opens(self, token: Token, at_start: bool) -> bool:
        if not is_capitalised(token.text) or token.text in CALENDAR_SKIP:
            return False
        if at_start and token.text.lower() in self.lexicon.title_words | set(self.lexicon.roles):
            return True
        small = token.pos in ("DET", "PRON", "ADP", "SCONJ", "CCONJ", "AUX", "PART", "INTJ")
        if at_start and token.tag == "VBG" and not self._is_first_name(token.text):
            return False  # "Citing Belmonte, the paper ..."
        return not small and not (at_start and token.pos in ("ADV", "VERB", "NUM") and token.text.lower() in STARTERS)

    def _run_end(self, index: int, last: int) -> int:
        end = index + 1
        while end < last:
            token = self.tokens[end]
            if is_capitalised(token.text) and token.text not in STARTERS_CAP:
                end += 1
                continue
            skip = self._bridge(end, last) or self._second_half(index, end, last)
            if not skip:
                break
            end += skip
        return end

    def _bridge(self, at: int, last: int) -> int:
        """Return how many tokens at `at` belong inside a name ("al", "-" of "Bashar al-Assad", a nickname in quotation
        marks); 0: none."""
        nick = [t.text for t in self.tokens[at : at + 4]] if at + 3 < last else []
        first = self.tokens[at - 1].text.lower()
        named = first in self.lexicon.given_names or self._is_first_name(first)
        if nick and named and nick[0] in OPENING and nick[2] in CLOSING and all(map(is_capitalised, nick[1::2])):
            return 3
        for width in (1, 2, 3):
            if at + width >= last or not is_capitalised(self.tokens[at + width].text):
                continue
            inner = self.tokens[at : at + width]
            if all(t.text.lower() in PARTICLES or t.text in HYPHENS or t.text == "." for t in inner):
                if any(t.text in HYPHENS for t in inner) and self._is_known_other(self.tokens[at - 1].text):
                    return 0
                return width
        return 0

    def _second_half(self, index: int, at: int, last: int) -> int:
        """Return 2 where a given name goes on after a hyphen in small letters ("Ban Ki-moon"); 0: it does not."""
        if at - index < 2 or at + 1 >= last or self.tokens[at].text not in HYPHENS:
            return 0
        left, hyphen, right = self.tokens[at - 1], self.tokens[at], self.tokens[at + 1]
        joined = left.end == hyphen.start and hyphen.end == right.start
        return 2 if joined and right.text.isalpha() and right.text.islower() and len(left.text) <= 5 else 0

    def _part(self, first: int, last: int) -> Iterator[NameRun]:
        """Yield the run with its leading title words told apart from the name."""
        name_first = first
        longest = self.facts.state_by_name
        for index in range(first, last):
            word = self.tokens[index].text
            low = word.lower().strip(".")
            known = (
                low in self.lexicon.roles
                or low.removesuffix("s") in self.lexicon.roles
                or low in self.lexicon.honorifics
                or low in self.lexicon.title_words
            )
            if (
                known
                or (fold_name(word) in longest and index < last - 1 and not self._is_first_name(word))
                or self._ends_organisation(first, index)
            ):
                name_first = index + 1
        if self._follows_office(first):
            while name_first < last - 1 and self.tokens[name_first].text in self.lexicon.not_persons:
                name_first += 1  # "High Commissioner for Human Rights Ana Roth"
        while name_first < last and not self.tokens[name_first].text[0].isalnum():
            name_first += 1
        yield NameRun(first, name_first, last)

    def _follows_office(self, first: int) -> bool:
        """Return whether a run tells what an office before it is for ("Commissioner for", "Secretary of")."""
        link = self.tokens[first - 1].text.lower() if first > 1 else ""
        return link in ("for", "of") and self.tokens[first - 2].text.lower() in self.lexicon.roles

    def _ends_organisation(self, first: int, index: int) -> bool:
        """Return whether a known state or organisation ends at `index` within a run ("United States John Smith")."""
        for start in range(max(first, index - 4), index + 1):
            folded = fold_name(self.key(start, index + 1))
            if folded in self.facts.organisation_by_name or (start < index and folded in self.facts.state_by_name):
                return True
        return False

    def _is_first_name(self, word: str) -> bool:
        return word.lower() in self.lexicon.first_names

    def _is_noun(self, run: NameRun) -> bool:
        """Return whether a single word is a noun without an article, however the parser reads "Tadesse laughs"."""
        before = self.tokens[run.name_first - 1].pos if run.name_first else ""
        return self.tokens[run.name_first].pos in ("PROPN", "NOUN") and before not in ("DET", "ADJ")

    def _is_known_other(self, key: str) -> bool:
        folded = fold_name(key)
        if key.casefold() in self.outlets:
            return True
        facts = self.facts
        if folded in facts.state_by_name or folded in facts.state_by_place or folded in facts.organisation_by_name:
            return True
        return folded.endswith("s") and folded[:-1] in facts.state_by_name

    def _evidence(self, run: NameRun) -> int:
        """Return how strongly this occurrence speaks for (above 0) or against a person."""
        words = [self.tokens[i].text for i in range(run.name_first, run.last)]
        if self._is_known_other(self.key(run.name_first, run.last)) or self._is_no_person(run, words):
            return -6
        if len(words) != len({w.casefold() for w in words}):
            return -6  # a library's index line ("Ferrano Ferrano Lucia")
        if len(words) == 1 and self.tokens[run.name_first].pos not in ("PROPN", "NOUN"):
            return -3
        if sum(w[0].isupper() for w in words) > 4 or any(any(c.isdigit() for c in w) for w in words):
            return -3
        if all(len(w) > 3 and w.isupper() for w in words) or (self._in_title(run.first) and len(words) > 3):
            return 0
        before = self.tokens[run.name_first - 1].text.lower().strip(".") if run.name_first else ""
        score = 0
        if before in self.lexicon.honorifics or before in self.lexicon.roles:
            score += 3
        if before in PLACED and self._label(run) != "PERSON":
            score -= 2
        if run.name_first < len(self.tokens) and self._is_first_name(words[0]) and len(words) > 1:
            score += 2
        label = {"PERSON": 2, "GPE": -1, "FAC": -2, "LOC": -2, "EVENT": -2, "LAW": -2}.get(self._label(run), 0)
        score += max(label, -1) if self._told(run) else label
        if run.last < len(self.tokens) and self.tokens[run.last].text.lower() in MEDIA:
            score -= 4
        score += self.roles.weigh(run.name_first, run.last)
        head = next((t for t in self.tokens[run.name_first : run.last] if t.dep in ("nsubj", "appos")), None)
        if head is not None and self.tokens[head.head].lemma in self.lexicon.speech:
            score += 1
        return score

    def _is_no_person(self, run: NameRun, words: Sequence[str]) -> bool:
        """Return whether a word of the run stands in no person's name; the surname may, after title and first name."""
        titled = run.name_first > run.first and len(words) > 1 and self._is_first_name(words[0])
        if len(words) > 1 and words[0] in self.lexicon.surnames and self._label(run) == "PERSON":
            words = words[1:]
        if any(w in self.lexicon.not_persons for w in (words[:-1] if titled else words)):
            return True
        return bool(words) and (words[-1].lower() in LINKING or self.tokens[run.last - 1].tag == "VBG")

    def _told(self, run: NameRun) -> bool:
        """Return whether something besides the name finder speaks for a person here: a title, an apposition, a verb."""
        before = self.tokens[run.name_first - 1].text.lower().strip(".") if run.name_first else ""
        if before in self.lexicon.honorifics or before in self.lexicon.roles:
            return True
        head = next((t for t in self.tokens[run.name_first : run.last] if t.dep == "nsubj"), None)
        speaks = head is not None and self.tokens[head.head].lemma in self.lexicon.speech
        return speaks or self.roles.weigh(run.name_first, run.last) > 0

    def _label(self, run: NameRun) -> str:
        labels = Counter(self.labels.get(i, "") for i in range(run.name_first, run.last))
        return min(labels, key=lambda label: (-labels[label], label))


def span_of(tokens: Sequence[Token], first: int, last: int) -> Span:
    """Return the span from token `first` to the one before `last`."""
    return Span(tokens[first].start, tokens[last - 1].end)
