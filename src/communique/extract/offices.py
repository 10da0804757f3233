"""What an article says somebody is: titles before a name, appositions after it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from communique.extract.lexicon import Lexicon
from communique.facts import Facts
from communique.facts.table import State, fold_name
from communique.model.annotation import Annotation, Token

MAX_TITLE_TOKENS = 12
"""A title before a name, or an apposition behind it, is looked for within this many tokens."""


HOUSES = frozenset({"office", "administration", "cabinet", "secretariat", "chancellery", "staff"})
"""What surrounds the holder of an office."""


@dataclass(frozen=True)
class Role:
    """What a phrase says somebody is."""

    head: str
    """Lemma of the role noun ("minister")."""
    group: str
    """Its group in titles.toml ("minister")."""
    words: frozenset[str]
    """Other lower-case words of the phrase ("foreign"), without states and people."""
    state: str | None
    """Canonical name of the state or organisation it belongs to; None: the phrase does not tell."""
    person: str | None
    """Surname, folded, of the person it belongs to ("Putin's adviser", "the Putin adviser"); None: none."""
    title: str
    """As written, without states and names."""
    first: int
    last: int
    """Half-open token range of the phrase."""
    past: bool
    """The phrase says that it is over ("former")."""


class RoleReader:
    """Reads role phrases of one article."""

    def __init__(self, annotation: Annotation, facts: Facts, lexicon: Lexicon) -> None:
        self.tokens = annotation.tokens
        self.facts = facts
        self.lexicon = lexicon

    def state_in(self, first: int, last: int) -> State | None:
        """Return the first state that the tokens name by name, adjective or seat; None: none."""
        for start in range(first, last):
            for end in range(min(last, start + 5), start, -1):
                state = self.state_at(start, end)
                if state is not None:
                    return state
        return None

    def states_in(self, first: int, last: int) -> list[str]:
        """Return the names of all states that the tokens name, each once, in text order."""
        found: list[str] = []
        index = first
        while index < last:
            ends = (end for end in range(min(last, index + 5), index, -1) if self.state_at(index, end) is not None)
            end = next(ends, None)
            state = self.state_at(index, end) if end is not None else None
            if state is not None:
                found.append(state.name)
            index = end if end is not None else index + 1
        return list(dict.fromkeys(found))

    def state_at(self, first: int, last: int) -> State | None:
        """Return the state that exactly these tokens name; None: none."""
        words = " ".join(t.text for t in self.tokens[first:last])
        if not words[:1].isupper() and not words.startswith("the "):
            return None
        if first > 1 and self.tokens[first - 1].text == "-" and self.tokens[first - 2].text.lower() in ("pro", "anti"):
            return None
        return find_state(words, self.facts)

    def role_head(self, token: Token) -> str | None:
        """Return the role noun that `token` is, in lower case; None: it is none."""
        low = token.text.lower().strip(".")
        for form in (low, low.rsplit("-", 1)[-1] if not low.startswith("editor") else low):
            if form in self.lexicon.roles:
                return form
        return None

    def read(self, first: int, last: int, is_person: Callable[[int], str | None]) -> Role | None:
        """Return what the phrase in the token range says; None: it holds no role noun.

        `is_person` gives the folded surname of the person named at a token, if one is.
        """
        head = self._head(first, last)
        if head is None:
            return None
        noun = self._whole_noun(head)
        state = self.state_in(first, last)
        person = next((is_person(i) for i in range(first, last) if i != head and is_person(i)), None)
        low = [t.text.lower() for t in self.tokens[first:last]]
        words = frozenset(w for w in low if w.isalpha() and w != noun and w not in STOP)
        # "The Drovian opposition leader" and "head of the Drovian Institute" are not Drovia's.
        ours = state is not None and not words & (self.lexicon.opposed | self.lexicon.learned)
        of = state.name if state is not None and ours else self._organisation_in(first, last)
        if of is None and "secretary of state" in " ".join(low):
            of = "United States"
        return Role(
            head=noun,
            group=self.lexicon.roles[noun],
            words=words,
            state=of,
            person=person,
            title=self._title(first, last, is_person),
            first=first,
            last=last,
            past=bool(words & self.lexicon.past) or bool({"ex"} & set(low)),
        )

    def _whole_noun(self, head: int) -> str:
        """Return the role noun at a token, joined with the one before it in "secretary-general"."""
        noun = self.role_head(self.tokens[head]) or ""
        before = [t.text.lower() for t in self.tokens[max(head - 2, 0) : head] if t.text != "-"]
        joined = f"{before[-1]}-{noun}" if before else noun
        return joined if joined in self.lexicon.roles else noun

    def _head(self, first: int, last: int) -> int | None:
        """Return the head: the last role noun before "of", "for", "to", "at" or the end; of a bare list the first."""
        found = None
        for index in range(first, last):
            text = self.tokens[index].text.lower()
            if found is not None and (text in ("of", "for", "to", "at", "in", "on", "with", "who", ",", "and", "from")):
                break
            if self.role_head(self.tokens[index]):
                found = index
        return found

    def _organisation_in(self, first: int, last: int) -> str | None:
        for start in range(first, last):
            for end in range(min(last, start + 6), start, -1):
                words = POSSESSIVE_GAP.sub(r"\1", " ".join(t.text for t in self.tokens[start:end]))
                organisation = self.facts.organisation_by_name.get(fold_name(words)) if words[:1].isupper() else None
                if organisation is not None:
                    return organisation.name
        return None

    def _title(self, first: int, last: int, is_person: Callable[[int], str | None]) -> str:
        """Return the phrase without states, people ("special envoy" of "X's special envoy")."""
        head = self._head(first, last) or first
        owned = [i for i in range(first, head) if is_person(i) or self.tokens[i].text in ("'s", "’s")]
        start = owned[-1] + 1 if owned else first
        kept = [t for t in self.tokens[start:last] if not (is_person(t.index) or t.text == "," or t.tag == "PRP$")]
        while kept and (
            find_state(kept[0].text, self.facts) or kept[0].pos == "DET" or kept[0].text in ("'s", "’s", "-")
        ):
            kept.pop(0)
        title = ""
        for left, token in zip([None, *kept], kept, strict=False):
            if token.text == "(":
                break
            title += token.text if left is not None and left.end == token.start else f" {token.text}"
        return title.strip(' ,“”"-–—')

    def before(self, name_first: int) -> tuple[int, int] | None:
        """Return the token range of the title that stands before a name; None: none does."""
        sentence = self.tokens[name_first].sentence if name_first < len(self.tokens) else -1
        index = name_first
        while index > 0 and name_first - index < MAX_TITLE_TOKENS:
            token = self.tokens[index - 1]
            if token.sentence != sentence or not self._title_token(token, index, name_first):
                break
            index -= 1
        if index == name_first:
            return None
        end = name_first - 1 if self.tokens[name_first - 1].text == "," else name_first
        if self.tokens[end - 1].text.lower() in ("of", "for", "the", "his", "her"):
            return None  # "the wife of X" says nothing of what X is
        words = [token.text.lower() for token in self.tokens[index:end]]
        if words[0] == "the" and "and" in words and end == name_first:
            # "The President and Minister X": two people, since no article stands before a title and its name.
            index = end - words[::-1].index("and")
        for cut in range(end - 1, index, -1):
            # "a spokesman for President X": only what follows the preposition is the title of X
            if self.tokens[cut].text.lower() in ("of", "for") and any(map(self.role_head, self.tokens[cut + 1 : end])):
                if self.tokens[cut - 1].text.lower() in HOUSES:
                    break  # "Head of the Office of the President of A X": X is head of the office
                if self._is_anothers(index, cut, end):
                    return None
                index = cut + 1
                break
        heads = [i for i in range(index, end) if self.role_head(self.tokens[i])]
        return (index, end) if heads and not self._is_verb(heads[-1], end) else None

    def _is_verb(self, head: int, end: int) -> bool:
        """Return whether the word right before a name is a headline's verb, taken for a noun ("mayor rebuffs X")."""
        behind = self.tokens[head + 1 : end]
        joined = any(t.text.lower() in ("of", "for", "'s", "’s") for t in behind)
        return bool(behind) and not joined and behind[-1].tag in ("NNS", "VBZ") and behind[-1].text.islower()

    def _is_anothers(self, first: int, cut: int, end: int) -> bool:
        """Return whether an office after "of" is whole, and another's: "head of the office of the president of A X"."""
        low = [token.text.lower() for token in self.tokens[first:end]]
        whole = low[cut + 1 - first] == "the" and "of" in low[cut + 1 - first :]
        return whole and any(self.role_head(t) or t.text.lower() in HOUSES for t in self.tokens[first:cut])

    def _title_token(self, token: Token, index: int, name_first: int) -> bool:
        low = token.text.lower()
        if token.text == ",":
            named = index > 1 and (self.role_head(self.tokens[index - 2]) is not None or self._explains(index))
            return index == name_first and named
        if low in ("of", "for", "'s", "’s", "the", "-", "his", "her"):
            return low != "the" or index < name_first
        if low in ("and",):
            return self.role_head(self.tokens[index - 2]) is not None and self.role_head(self.tokens[index]) is not None
        return token.pos in ("ADJ", "NOUN", "PROPN", "NUM") or low in self.lexicon.title_words

    def _explains(self, name_first: int) -> bool:
        """Return whether a name behind a comma tells who "the foreign minister of Ardenia" before it is."""
        name = self.tokens[name_first]
        name = self.tokens[name.head] if name.dep == "compound" else name
        if name.dep != "appos":
            return False
        for token in reversed(self.tokens[max(name_first - 1 - MAX_TITLE_TOKENS, 0) : name_first - 1]):
            if token.sentence != name.sentence:
                return False
            if self.role_head(token):
                return True
            if token.text.lower() not in ("of", "the", "for", "and") and not token.text[0].isupper():
                return False
        return False

    def after(self, name_last: int) -> tuple[int, int] | None:
        """Return the token range of the apposition behind a name, commas left out; None: none stands there."""
        tokens = self.tokens
        if name_last >= len(tokens) or tokens[name_last].text not in (",", "("):
            return None
        sentence = tokens[name_last].sentence
        end = name_last + 1
        while end < len(tokens) and end - name_last <= MAX_TITLE_TOKENS * 2:
            token = tokens[end]
            stop = (
                token.text in (",", ".", ";", ":", ")", "—", "–") or token.pos in ("VERB", "AUX") or token.tag == "WP"
            )
            if token.sentence != sentence or stop:
                break
            end += 1
        return (name_last + 1, end) if any(self.role_head(t) for t in tokens[name_last + 1 : end]) else None


STOP = frozenset(
    {"the", "a", "an", "of", "for", "to", "in", "at", "on", "s", "his", "her", "its", "their", "and", "with"}
)


POSSESSIVE_GAP = re.compile(r" (['’]s\b)")
LEADING_ARTICLE = re.compile(r"^(the|The)\s+")


def find_state(words: str, facts: Facts) -> State | None:
    """Return the state that `words` name by name, adjective, people or seat; None: none.

    The people may stand in the plural ("the Russians"). "us" and "Nice" need the capitals that a name has.
    """
    plain = LEADING_ARTICLE.sub("", words.strip())
    if plain in ("us", "Us") or not plain[:1].isupper():
        return None
    folded = fold_name(plain)
    if folded in facts.organisation_by_name:
        return None
    table = facts.state_by_name
    return table.get(folded) or (table.get(folded[:-1]) if folded.endswith("s") and len(folded) > 4 else None)
