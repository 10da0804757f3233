"""Names of agreements: "the Minsk II agreements", "the Tessen Accord"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from communique.link.concepts import Concepts
from communique.model.terms import Term

AGREEMENT = "@"
"""Opens the key of a named agreement."""
NOT_NAMES = frozenset(
    (
        "new",
        "final",
        "first",
        "last",
        "peace",
        "nuclear",
        "trade",
        "ceasefire",
        "cease-fire",
        "draft",
        "framework",
        "full",
    )
)


def instrument_key(text: str, term: Term, concepts: Concepts, states: Mapping[str, str]) -> str | None:
    """Return the key of the agreement that a term names; None: it names none."""
    names = instrument_name(text, term, concepts)
    if not names or (not term.proper and not term.definite and all(w.lower() in states for w in names)):
        return None
    # "Minsk" and "Minsk II" are told of as one.
    plain = [w.lower() for w in names if not all(c in "ivx0123456789" for c in w.lower())]
    return AGREEMENT + " ".join(plain or [w.lower() for w in names])


def instrument_name(text: str, term: Term, concepts: Concepts) -> Sequence[str]:
    """Return the words of the name before the word for what it is; empty: the term names no agreement."""
    words = term.head.split()
    if term.proper:
        if len(words) < 2 or words[-1].removesuffix("s") not in concepts.instruments:
            return ()
        return [w for w in _named(text, term)[:-1] if w.lower() not in NOT_NAMES]
    if term.head not in concepts.instruments:
        return ()
    known = {part for noun in term.nouns for part in noun.split()}
    at = max(term.span.of(text).lower().find(term.head[:4]), 0)
    names: list[str] = []
    for word in reversed(text[: term.span.start + at].split()[-4:]):
        # A capital alone is no name: "Any deal", "The deal" open sentences.
        if not word[:1].isupper() or word.lower() not in known:
            break
        names.insert(0, word)
    return [w for w in names if w.lower() not in NOT_NAMES]


def full_name(text: str, term: Term, concepts: Concepts) -> str:
    """Return the name as it stands, with the word for what it is."""
    names = instrument_name(text, term, concepts)
    phrase = term.span.of(text).split()
    if term.proper:
        return " ".join(_named(text, term)).strip(".,;:")
    noun = next((w for w in phrase if w.lower().startswith(term.head[:4])), term.head)
    return " ".join((*names, noun.strip(".,;:")))


def _named(text: str, term: Term) -> list[str]:
    """Return the words of a proper name as they stand, without a year before it ("the 1949 Luma Treaty")."""
    words, heads = term.span.of(text).split(), term.head.split()
    first = next((n for n, word in enumerate(words) if word.lower().startswith(heads[0])), 0)
    return words[first : first + len(heads)]
