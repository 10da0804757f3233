"""Which articles carry the same copy, quotations aside. Method: docs/methods/linking.md."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.link.unionfind import DisjointSets
from communique.model.records import ArticleRecord, Copy, Origin
from communique.model.spans import Anchor, ArticleId, OriginId, Span, public_id

SHINGLE_WORDS = 3
MIN_PASSAGE_WORDS = 10
"""Shorter sentences are alike by chance (stock phrases, titles of office)."""
MIN_ALIKE = 0.6
"""Least Jaccard of two sentences' word shingles; a copy edited for house style stays above, a retelling far below."""
MIN_ORIGIN_SHARE = 0.2
"""Share of the shorter article that must be copied for one origin, where fewer than MIN_ORIGIN_WORDS are."""
MIN_ORIGIN_WORDS = 60
MAX_PAIRED = 10
"""A passage is paired with as many others that have it: those of the next article ids."""
_PERMUTATIONS = 64
_QUOTED = re.compile(r"[\"“”«»][^\"“”«»]*(?:[\"“”«»]|$)")
_SENTENCE = re.compile(r"\S(?:[^.!?\n]|\n(?!\s*\n)|[.!?](?!\s+[\"“A-Z]))*[.!?]?")
"""Sentences, roughly: a copy breaks where its original does, so an abbreviation taken for an end does no harm."""
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True)
class _Passage:
    article: ArticleId
    anchor: Anchor
    words: int
    shingles: frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class CopiedPair:
    """Two articles with sentences that stand in both."""

    first: ArticleId
    second: ArticleId
    words: int
    """Of the sentences copied, quotations aside."""
    share: float
    """Of the shorter article, 0 to 1."""
    copies: tuple[Copy, ...]

    @property
    def is_one_origin(self) -> bool:
        """Whether so much is copied that the two articles count as one origin."""
        return self.share >= MIN_ORIGIN_SHARE or self.words >= MIN_ORIGIN_WORDS


def find_copies(records: Sequence[ArticleRecord]) -> tuple[CopiedPair, ...]:
    """Return the pairs of articles that share sentences, by article ids.

    Words inside quotation marks do not count: two reporters who heard the same sentence have not copied each other.
    """
    passages = [passage for record in records for passage in _passages(record)]
    lengths: Counter[ArticleId] = Counter()
    for passage in passages:
        lengths[passage.article] += passage.words
    found = []
    for (first, second), pairs in sorted(_copied(passages).items()):
        words = sum(min(a.words, b.words) for a, b in pairs)
        share = words / min(lengths[first], lengths[second])
        copies = tuple(Copy(a.anchor, b.anchor, round(min(1.0, share), 4)) for a, b in pairs)
        found.append(CopiedPair(first, second, words, share, copies))
    return tuple(found)


def find_origins(records: Sequence[ArticleRecord], copied: Sequence[CopiedPair]) -> tuple[Origin, ...]:
    """Return the origins of `records`, each article in exactly one, sorted by their first article."""
    agencies = {record.article.id: record.article.agency.value for record in records}
    sets = DisjointSets(record.article.id for record in records)
    copies: dict[ArticleId, list[Copy]] = defaultdict(list)
    for pair in copied:
        if pair.is_one_origin:
            sets.join(pair.first, pair.second)
            copies[pair.first] += pair.copies
    return tuple(_origin(group, agencies, copies) for group in sets.groups())


def _origin(
    group: Sequence[ArticleId], agencies: dict[ArticleId, str | None], copies: dict[ArticleId, list[Copy]]
) -> Origin:
    credited = sorted({agency for article in group if (agency := agencies[article])})
    return Origin(
        OriginId(public_id("o", group[0])),
        tuple(group),
        credited[0] if len(credited) == 1 else None,
        tuple(copy for article in group for copy in copies[article]),
    )


def _passages(record: ArticleRecord) -> Iterator[_Passage]:
    article = record.article
    for block in article.blocks_of(("body", "turn", "caption")):
        for line in _SENTENCE.finditer(block.span.of(article.text)):
            unquoted = _QUOTED.sub(" ", line.group())
            words = [word.casefold() for word in _WORD.findall(unquoted)]
            if len(words) < MIN_PASSAGE_WORDS:
                continue
            span = Span(block.span.start + line.start(), block.span.start + line.end())
            shingles = frozenset(tuple(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1))
            yield _Passage(article.id, article.anchor(span), len(words), shingles)


def _copied(passages: Sequence[_Passage]) -> dict[tuple[ArticleId, ArticleId], list[tuple[_Passage, _Passage]]]:
    """Return the pairs of passages of different articles that are alike, by pair of articles in id order.

    Passages of the same words stand together, so that a stock paragraph of a thousand articles is looked up once; each
    is paired with the next few that have it, not with all.
    """
    # Here, since it loads scipy, which the processes that analyse need not.
    from datasketch import MinHash, MinHashLSH

    same: dict[frozenset[tuple[str, ...]], list[_Passage]] = defaultdict(list)
    for passage in passages:
        same[passage.shingles].append(passage)
    index = MinHashLSH(threshold=MIN_ALIKE - 0.1, num_perm=_PERMUTATIONS)
    groups = list(same.values())
    spread = Counter(shingle for shingles in same for shingle in shingles)
    blank = MinHash(num_perm=_PERMUTATIONS, seed=1)
    found: dict[tuple[ArticleId, ArticleId], list[tuple[_Passage, _Passage]]] = defaultdict(list)
    for position, group in enumerate(groups):
        for number, passage in enumerate(group):
            _add(found, [(passage, other) for other in group[number + 1 : number + 1 + MAX_PAIRED]])
        own = group[0].shingles
        if sum(spread[shingle] > 1 for shingle in own) < MIN_ALIKE * len(own):
            continue  # Too little stands anywhere else for any other words to be alike.
        sketch = blank.copy()
        sketch.update_batch([" ".join(shingle).encode() for shingle in sorted(own)])
        for other in sorted(index.query(sketch))[:MAX_PAIRED]:
            if _alike(groups[other][0], group[0]):
                _add(found, [(a, b) for a in groups[other][:MAX_PAIRED] for b in group[:MAX_PAIRED]])
        index.insert(position, sketch)
    return found


def _add(
    found: dict[tuple[ArticleId, ArticleId], list[tuple[_Passage, _Passage]]],
    pairs: Sequence[tuple[_Passage, _Passage]],
) -> None:
    for one, other in pairs:
        if one.article != other.article:
            first, second = sorted((one, other), key=lambda p: (p.article, p.anchor))
            found[first.article, second.article].append((first, second))


def _alike(first: _Passage, second: _Passage) -> bool:
    shared = len(first.shingles & second.shingles)
    return shared >= MIN_ALIKE * len(first.shingles | second.shingles)
