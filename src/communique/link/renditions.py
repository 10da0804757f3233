"""Several files of one article: a page and its text, a text saved twice. A reprint elsewhere is not one of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from communique.model.documents import Article, BlockKind
from communique.model.records import Rendition

SHINGLE_WORDS = 5
MIN_SHARED = 0.9
"""Least share of the shorter body's word 5-shingles that the other one must hold; cut or reworked versions of one
agency story share less (set by hand on invented texts)."""
MIN_LENGTH_RATIO = 0.7
"""Least ratio of the two bodies' lengths in words: a part of an article is not a rendition of it."""
MIN_WORDS = 20
BODY_KINDS: tuple[BlockKind, ...] = ("body", "turn", "dateline")
_WORD = re.compile(r"\w+")
_MEDIUM_RANK = {"text": 0, "markdown": 1, "html": 2}


def find_renditions(articles: Sequence[Article]) -> tuple[Rendition, ...]:
    """Return, for every article but the first choice among renditions of one, which it is a rendition of.

    First choice is the text rendition, then the smallest path. The result does not depend on the order of `articles`.
    """
    ordered = sorted(articles, key=lambda a: (_MEDIUM_RANK[a.medium], a.path, a.id))
    shingles = {a.id: body_shingles(a) for a in ordered}
    primary: dict[str, str] = {}
    found = []
    for first, second in _candidates(ordered):
        # Ordered pairs: `first` is the better choice of the two; an article that already stands for another's
        # rendition takes no renditions itself.
        if second.id in primary or first.id in primary:
            continue
        if _same(first, second, shingles[first.id], shingles[second.id]):
            primary[second.id] = first.id
            found.append(Rendition(second.id, first.id))
    return tuple(sorted(found, key=lambda r: (r.of, r.article)))


def same_article(a: Article, b: Article) -> bool:
    """Return whether two files show the same article of the same outlet."""
    return _linked(a, b) and _same(a, b, body_shingles(a), body_shingles(b))


def body_shingles(article: Article) -> frozenset[tuple[str, ...]]:
    """Return the word 5-shingles of the article's own words, casefolded, without headings and furniture."""
    words: list[str] = []
    for block in article.blocks_of(BODY_KINDS):
        words.extend(w.casefold() for w in _WORD.findall(block.span.of(article.text)))
    return frozenset(tuple(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1))


def _candidates(ordered: Sequence[Article]) -> Iterable[tuple[Article, Article]]:
    """Yield, in order, the pairs that share a file stem or a title: comparing all with all would be quadratic."""
    groups: dict[str, list[int]] = defaultdict(list)
    for position, article in enumerate(ordered):
        for key in _keys(article):
            groups[key].append(position)
    pairs = {pair for members in groups.values() for pair in combinations(members, 2)}
    for first, second in sorted(pairs):
        yield ordered[first], ordered[second]


def _keys(article: Article) -> tuple[str, ...]:
    stem = article.path.rsplit("/", 1)[-1].rsplit(".", 1)[0].casefold()
    title = " ".join(_WORD.findall((article.title.value or "").casefold()))
    return ("stem:" + stem, "title:" + title) if title else ("stem:" + stem,)


def _linked(a: Article, b: Article) -> bool:
    return bool(set(_keys(a)) & set(_keys(b)))


def _same(a: Article, b: Article, first: frozenset[tuple[str, ...]], second: frozenset[tuple[str, ...]]) -> bool:
    if a.id == b.id or not _same_source(a, b):
        return False
    smaller, larger = sorted((len(first), len(second)))
    if smaller < MIN_WORDS or smaller < MIN_LENGTH_RATIO * larger:
        return False
    return len(first & second) >= MIN_SHARED * smaller


def _same_source(a: Article, b: Article) -> bool:
    one, other = a.source.value, b.source.value
    return one is None or other is None or one.name.casefold() == other.name.casefold()
