"""The addresses of the reader's pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote, urlencode, urlsplit

from communique.query.document import part_of
from communique.query.nouns import words_digest

PAGES = {
    "statement": "/statement/",
    "undertaking": "/undertaking/",
    "assessment": "/assessment/",
    "encounter": "/encounter/",
    "actor": "/actor/",
    "article": "/d/",
    "story": "/story/",
    "matter": "/matter/",
    "agreement": "/agreement/",
}


@lru_cache(maxsize=4096)
def noun_address(noun: str, noun_id: str) -> str:
    """Return the page of a noun; of one without a page of its own, the address that finds where it is shown."""
    return f"{PAGES.get(noun, '/id/')}{quote(noun_id, safe='')}"


def words_address(article_id: str, start: int, end: int) -> str:
    """Return where in its document a stretch of words stands."""
    part = part_of(start)
    query = f"?part={part}" if part > 1 else ""
    return f"/d/{quote(article_id, safe='')}{query}#s-{start}-{end}"


def span_address(article_id: str, start: int, end: int, words: str) -> str:
    """Return the lasting address of a stretch of words: it knows them again where the document has changed."""
    return f"/span/{quote(article_id, safe='')}/{start}-{end}-{words_digest(words)}"


def original_address(url: str | None, words: str | None = None) -> str | None:
    """Return the address of the original page, at `words` where a browser can find them; None: not a web address."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return url if words is None else f"{url.partition('#')[0]}#:~:text={text_fragment(words)}"


def text_fragment(words: str, *, most_words: int = 12) -> str:
    """Return the text directive for `words`: whole where they are few and in one line, else first and last words."""
    flat = words.split()
    if len(flat) <= most_words and "\n" not in words.strip():
        return _directive(" ".join(flat))
    return f"{_directive(' '.join(flat[:5]))},{_directive(' '.join(flat[-5:]))}"


def _directive(text: str) -> str:
    # A hyphen, comma or ampersand has a meaning of its own in a text directive.
    return quote(text, safe="").replace("-", "%2D")


def with_query(path: str, query: Mapping[str, object]) -> str:
    """Return `path` with those of the values that are set."""
    kept = [(name, str(value)) for name, value in query.items() if value not in (None, "", False)]
    return f"{path}?{urlencode(kept)}" if kept else path
