"""The rules of spaCy's attribute ruler, looked up by what they ask of a token instead of tried one by one.

The ruler tries some 180 patterns at every token, almost all of which ask only for the tag, the dependency and the
lower-case form of that one token. What they set is kept here for each combination once met. Figures:
docs/methods/speed.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from spacy.attrs import DEP, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Span

ASKED: Final = ("LOWER", "TAG", "DEP", "IS_SPACE")
"""What a rule of one token may ask for if it is to be looked up; the matcher tries the others."""
GIVEN: Final = (POS, TAG, MORPH, LEMMA, DEP)
"""What a rule may set."""
NAME: Final = "communique_attribute_table"

ValueArray = npt.NDArray[np.uint64]
Match = tuple[int, int, int]


class AttributeTable:
    """A pipeline component that sets what an attribute ruler would set."""

    def __init__(self, ruler: Any) -> None:
        """Take over the rules of `ruler`, which `can_replace` must have approved."""
        self._strings = ruler.vocab.strings
        self._attrs: list[dict[int, int]] = ruler.attrs
        self._indices: list[int] = ruler.indices
        self._single, self._others = Matcher(ruler.vocab), Matcher(ruler.vocab)
        forms: set[str] = set()
        for number, rule in enumerate(ruler.patterns):
            looked_up = all(_is_looked_up(pattern) for pattern in rule["patterns"])
            (self._single if looked_up else self._others).add(str(number), rule["patterns"])
            if looked_up:
                forms.update(form for pattern in rule["patterns"] for form in _forms(pattern[0]))
        # A form that no rule names is all the same to them.
        self._forms = np.array([self._strings.add(form) for form in sorted(forms)], dtype=np.uint64)
        self._known: dict[tuple[int, ...], int] = {}
        self._rules: list[frozenset[int]] = []
        self._numbers: dict[frozenset[int], int] = {}
        self._values = np.zeros((0, len(GIVEN)), dtype=np.uint64)
        self._is_set = np.zeros((0, len(GIVEN)), dtype=np.bool_)

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of the tokens of `doc`, and return it."""
        asked = _values(doc, ASKED)
        asked[~np.isin(asked[:, 0], self._forms), 0] = 0
        keys = [tuple(row) for row in asked.tolist()]
        for place, key in enumerate(keys):
            if key not in self._known:
                found = self._matches(self._single, doc[place : place + 1])
                self._known[key] = self._row_of(frozenset(number for number, _, _ in found))
        rows = np.array([self._known[key] for key in keys], dtype=np.int64)
        for number, start, end in self._matches(self._others, doc):
            place = range(start, end)[self._indices[number]]
            rows[place] = self._row_of(self._rules[rows[place]] | {number})
        values: Any = np.where(self._is_set[rows], self._values[rows], _values(doc, GIVEN))
        return doc.from_array(list(GIVEN), values)

    def _matches(self, matcher: Matcher, part: Doc | Span) -> list[Match]:
        """Return (rule, first token, token after the last) of all matches."""
        found = matcher(part, allow_missing=True)
        return [(int(self._strings[match]), start, end) for match, start, end in found]

    def _row_of(self, rules: frozenset[int]) -> int:
        """Return the row that holds what these rules set together: of several, the later one holds."""
        if rules in self._numbers:
            return self._numbers[rules]
        merged: dict[int, int] = {}
        for number in sorted(rules):
            merged |= self._attrs[number]
        row = np.array([[merged.get(attribute, 0) for attribute in GIVEN]], dtype=np.uint64)
        self._values = np.concatenate((self._values, row))
        self._is_set = np.concatenate((self._is_set, [[attribute in merged for attribute in GIVEN]]))
        self._rules.append(rules)
        self._numbers[rules] = len(self._rules) - 1
        return self._numbers[rules]


def replace_ruler(nlp: Language) -> None:
    """Put a table in the place of the attribute ruler of `nlp`, where it has one that a table can replace."""
    name = "attribute_ruler"
    if name in nlp.pipe_names and can_replace(nlp.get_pipe(name)):
        nlp.add_pipe(NAME, after=name)
        nlp.remove_pipe(name)


@Language.factory(NAME)
def make_table(nlp: Language, name: str) -> AttributeTable:
    """Return the table of the attribute ruler of `nlp`."""
    return AttributeTable(nlp.get_pipe("attribute_ruler"))


def can_replace(ruler: Any) -> bool:
    """Return whether an attribute ruler sets nothing but what a table can set."""
    return all(set(attrs) <= set(GIVEN) for attrs in ruler.attrs)


def _values(doc: Doc, attributes: Sequence[int | str]) -> ValueArray:
    """Return the values of each token's attributes, shape (tokens, attributes)."""
    found: Any = doc.to_array(list(attributes))
    values: ValueArray = found.reshape(len(doc), len(attributes))
    return values


def _is_looked_up(pattern: list[dict[str, Any]]) -> bool:
    """Return whether a rule asks for one token, and for nothing of it that a table does not know."""
    if len(pattern) != 1 or not set(pattern[0]) <= set(ASKED):
        return False
    form = pattern[0].get("LOWER", "")
    return isinstance(form, str) or set(form) == {"IN"}


def _forms(token: dict[str, Any]) -> list[str]:
    """Return the lower-case forms that a rule names."""
    form = token.get("LOWER", [])
    return [form] if isinstance(form, str) else list(form["IN"] if isinstance(form, dict) else form)
