"""Named agreements, what the coverage says that they provide, and whether they were kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.link.told import Keyed, Told
from communique.model.matters import Agreement, Passage
from communique.model.spans import AgreementId, Span, UndertakingId, public_id

INSTRUMENTS = frozenset(
    ("accord", "agreement", "deal", "pact", "treaty", "protocol", "memorandum", "convention", "armistice", "communique")
)
PROVIDES = frozenset(
    (
        "provide",
        "require",
        "oblige",
        "bind",
        "promise",
        "call",
        "envisage",
        "foresee",
        "stipulate",
        "speak",
        "say",
        "demand",
        "allow",
    )
)
NOT_NAMES = frozenset(
    ("new", "final", "first", "last", "peace", "nuclear", "trade", "ceasefire", "draft", "framework", "full")
)


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of a named agreement."""

    told: Told
    keyed: Keyed
    key: str
    """The name without the word for what it is, in lower case ("minsk")."""


def find_agreements(articles: Sequence[Told]) -> tuple[tuple[Agreement, ...], dict[str, AgreementId]]:
    """Return the named agreements, sorted by id, and their ids by key."""
    mentions: dict[str, list[Named]] = defaultdict(list)
    for told in articles:
        for named in named_in(told):
            mentions[named.key].append(named)
    found = [_agreement(key, named) for key, named in sorted(mentions.items())]
    return tuple(sorted(found, key=lambda a: a.id)), {key: AgreementId(public_id("g", key)) for key in mentions}


def named_in(told: Told) -> Iterator[Named]:
    """Yield the mentions of agreements by name: a proper name before the word for an instrument."""
    for keyed in told.keyed:
        words = keyed.term.head.split()
        if keyed.term.proper and len(words) > 1 and words[-1].removesuffix("s") in INSTRUMENTS:
            yield Named(told, keyed, agreement_key(words[:-1]))
        elif keyed.term.head in INSTRUMENTS and not keyed.term.proper:
            names = [w for w in told_names(told, keyed) if w.lower() not in NOT_NAMES]
            if names:
                yield Named(told, keyed, agreement_key(names))


def told_names(told: Told, keyed: Keyed) -> list[str]:
    """Return the capitalised words right before the head of a term ("Minsk II agreements": Minsk, II)."""
    words = keyed.term.span.of(told.text).split()
    at = next((n for n, w in enumerate(words) if w.lower().startswith(keyed.term.head[:4])), 0)
    names: list[str] = []
    for word in reversed(words[:at]):
        if not word[:1].isupper():
            break
        names.insert(0, word)
    return names


def agreement_key(words: Sequence[str]) -> str:
    """Return the name's words without numerals: "Minsk" and "Minsk II" are told of as one."""
    plain = [w.lower() for w in words if not all(c in "ivx0123456789" for c in w.lower())]
    return " ".join(plain or [w.lower() for w in words])


def _agreement(key: str, named: Sequence[Named]) -> Agreement:
    names = Counter(n.keyed.term.span.of(n.told.text) for n in named)
    name = min(names, key=lambda n: (-names[n], len(n), n))
    passages: list[Passage] = []
    undertakings: set[UndertakingId] = set()
    for mention in named:
        passages += _provisions(mention)
        undertakings |= set(_ascribed(mention))
    return Agreement(
        id=AgreementId(public_id("g", key)),
        name=name,
        names=tuple(sorted(names)),
        undertakings=tuple(sorted(undertakings)),
        passages=tuple(sorted(set(passages), key=lambda p: (p.article, p.span))),
    )


def _provisions(mention: Named) -> Iterator[Passage]:
    """Yield the sentence in which the agreement itself promises, requires or allows."""
    sentence = mention.told.sentence_at(mention.keyed.term.span.start)
    if sentence is not None and mention.keyed.term.verb in PROVIDES:
        statement = mention.told.statement_at(mention.keyed.term.span)
        yield Passage(mention.told.article.id, sentence, statement.id if statement is not None else None)


def _ascribed(mention: Named) -> Iterator[UndertakingId]:
    """Yield the undertakings whose action names the agreement, or stands in a sentence "under" it."""
    span = mention.keyed.term.span
    for undertaking in mention.told.record.undertakings:
        if undertaking.action.overlaps(span) or _under(mention, undertaking.action):
            yield undertaking.id


def _under(mention: Named, action: Span) -> bool:
    sentence = mention.told.sentence_at(action.start)
    if sentence is None or not sentence.contains(mention.keyed.term.span):
        return False
    before = mention.told.text[sentence.start : mention.keyed.term.span.start].lower().split()[-4:]
    return "under" in before or before[-2:] == ["part", "of"]
