"""Cleaning as a whole, on invented texts."""

from __future__ import annotations

import contextlib
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.clean import clean_document
from communique.errors import UnreadableDocument
from communique.model.documents import Medium
from communique.settings import Settings
from tests.clean.material import PARAGRAPH, assert_blocks_hold, clean, kinds, raw


def test_clean_keeps_text_of_record_unaltered() -> None:
    article = clean("\ufeffTalks end\r\n\r\nThe two sides  met\u00a0again on Monday in Alder.\r\n")
    assert article.text == "Talks end\r\n\r\nThe two sides  met\u00a0again on Monday in Alder.\r\n"
    assert_blocks_hold(article)


def test_clean_splits_title_dateline_body_and_credits() -> None:
    text = (
        "Norvia and Kestria fail to agree on border\n\nSave Story\nEstimated read time: 3 minutes\n\n"
        f"PORT ALDER, Norvia (AP) — {PARAGRAPH}\n\n{PARAGRAPH}\n\n"
        "Halden reported from Kest; Mira Olt in Alder contributed to this report.\n\n"
        "Copyright © The Associated Press. All rights reserved.\n\nMost recent World stories\n"
    )
    article = clean(text)
    assert [kind for kind, _ in kinds(article)] == [
        "title", "boilerplate", "boilerplate", "dateline", "body", "body", "boilerplate", "boilerplate", "boilerplate",
    ]  # fmt: skip
    assert article.title.value == "Norvia and Kestria fail to agree on border"
    assert article.agency.value == "Associated Press"
    assert article.dateline.value == "PORT ALDER, Norvia"
    assert article.language.value == "en"
    assert article.source.absence == "not reported"
    assert article.published.absence == "not analysed"
    assert_blocks_hold(article)


@pytest.mark.parametrize(
    ("start", "dateline"),
    [
        ("PORT ALDER, Norvia (AP) _ ", "PORT ALDER, Norvia (AP) _"),
        ("Port Alder, April 7, 2021 (NNA) ", "Port Alder, April 7, 2021 (NNA)"),
        ("ALDER, July 19. /NNA/. ", "ALDER, July 19. /NNA/."),
        ("Alder, August 27. ", "Alder, August 27."),
        ("ALDER, Feb 5 (Reuters) - ", "ALDER, Feb 5 (Reuters) -"),
        ("ALDER/PORT KEST ", "ALDER/PORT KEST"),
        ("ALDER Norvia's envoy said: ", "ALDER"),
        ("KESTHAVEN — ", "KESTHAVEN —"),
        ("KESTHAVEN -- ", "KESTHAVEN --"),
        ("Alder (AFP) – ", "Alder (AFP) –"),
    ],
)
def test_clean_dateline_forms(start: str, dateline: str) -> None:
    assert ("dateline", dateline) in kinds(clean(f"{start}{PARAGRAPH}\n\n{PARAGRAPH}\n"))


def test_clean_dateline_with_its_day_may_end_in_a_colon() -> None:
    assert ("dateline", "KESTREL, Dec 6, 2004:") in kinds(clean(f"KESTREL, Dec 6, 2004: {PARAGRAPH}\n\n{PARAGRAPH}\n"))
    assert "dateline" not in [kind for kind, _ in kinds(clean(f"KESTREL: {PARAGRAPH}\n\n{PARAGRAPH}\n"))]


@pytest.mark.parametrize("start", ["NATO Secretary General Ole Vik ", "A ", "Norvia — an island state — "])
def test_clean_no_dateline_where_there_is_none(start: str) -> None:
    assert "dateline" not in [kind for kind, _ in kinds(clean(f"{start}{PARAGRAPH}\n\n{PARAGRAPH}\n"))]


def test_clean_joins_lines_of_fixed_width() -> None:
    paragraph = textwrap.fill(PARAGRAPH, 60)
    text = f"Ministers meet again\n\n{paragraph}\n\n{paragraph}\n\n{paragraph}\n"
    assert kinds(clean(text)) == [("title", "Ministers meet again")] + [("body", paragraph)] * 3


def test_clean_html_shows_text_without_head_and_scripts() -> None:
    page = (
        "<html><head><title>T - Site</title><meta property='og:site_name' content='Alder Post'>"
        "<meta property='article:published_time' content='2031-05-06T10:00:00Z'></head><body><nav><a href=x>Home</a>"
        f"</nav><h1>Ministers meet in Port Alder</h1><script>var hidden=1</script><p>{PARAGRAPH}<p>{PARAGRAPH}"
        "<figure><img src=x><figcaption>The ministers on Tuesday in Alder.</figcaption></figure>"
        "<footer>© 2031 Alder Post"
    )
    article = clean(page, "html")
    assert "hidden" not in article.text
    assert "T - Site" not in article.text
    assert ("caption", "The ministers on Tuesday in Alder.") in kinds(article)
    assert ("title", "Ministers meet in Port Alder") in kinds(article)
    assert article.source.value is not None
    assert article.source.value.name == "Alder Post"
    assert (article.published.value, article.published.basis) == ("2031-05-06", "stated")
    blind = clean_document(raw(page, "html"), Settings(use_metadata=False))
    assert not blind.published.known
    assert_blocks_hold(article)


def test_clean_user_metadata_wins_unless_switched_off() -> None:
    known = {"title": "T", "publisher": "President of Kestria", "date": "2031-05-06", "language": "en"}
    article = clean(PARAGRAPH, **known)
    assert (article.title.value, article.title.basis) == ("T", "user")
    assert article.source.value is not None
    assert (article.source.value.kind, article.source.value.side) == ("office", "Kestria")
    assert article.published.value == "2031-05-06"
    blind = clean_document(raw(PARAGRAPH, **known), Settings(use_metadata=False))
    assert not blind.source.known
    assert not blind.published.known


def test_clean_estimated_date_is_not_taken_for_known() -> None:
    assert not clean(PARAGRAPH, date="2031-05-06", date_estimated="true").published.known


@pytest.mark.parametrize("content", [b"", b"  \n", b"%PDF-1.7 x", b"ab\x00\x01cd", b"\x89PNG\r\n", b"\xff\xfe"])
def test_clean_refuses_what_is_no_text(content: bytes) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        clean(content)
    assert caught.value.reason


def test_clean_refuses_a_page_that_shows_nothing() -> None:
    with pytest.raises(UnreadableDocument, match="shows no text"):
        clean("<html><head><title>x</title></head><body><script>1</script></body></html>", "html")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_clean_decodes(encoding: str) -> None:
    article = clean(f"Café talks “end” — {PARAGRAPH}".encode(encoding))
    assert article.text.startswith("Café talks")
    assert bool(article.warnings) == (encoding == "cp1252")


def test_clean_large_input_is_refused_or_read() -> None:
    """Five megabytes would not end within a test run if any scan were quadratic; bench/ measures the time."""
    with pytest.raises(UnreadableDocument, match="too large"):
        clean(b"a" * 50_000_000)
    assert_blocks_hold(clean((PARAGRAPH + "\n\n") * 12_000))
    assert_blocks_hold(clean("word " * 400_000))


LINES = st.sampled_from(
    [
        PARAGRAPH,
        "Photo: AP",
        "/",
        "AP",
        "Save Story",
        "By Mira Olt",
        "END",
        "",
        "* Item",
        "___",
        "\x0b",
        "\u2028",
        "MR. VIK: Yes.",
        "Q Why?",
        "Mira Olt, envoy",
        "ALDER (AP) — It rained.",
        "Item 1 of 3 A boat. Read more",
        "[](http://x.y)",
        "Ministers meet in Alder",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES | st.text(max_size=40), max_size=14).map("\n".join))
def test_clean_any_text_gives_blocks_that_hold(text: str) -> None:
    try:
        article = clean(text.encode("utf-8", "replace"))
    except UnreadableDocument:
        return
    assert_blocks_hold(article)
    assert clean(article.text.encode()).blocks == article.blocks


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["text", "markdown", "html"]))
def test_clean_any_bytes_raise_nothing_but_unreadable(content: bytes, medium: Medium) -> None:
    with contextlib.suppress(UnreadableDocument):
        assert_blocks_hold(clean(content, medium))


MARKUP = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</table>",
        "<td>",
        "<nav>",
        "<h1>",
        "<!--",
        "-->",
        "<script>",
        "<li>",
        "<ul>",
        "&#0;",
        "<a href=",
        "words here",
        PARAGRAPH,
        "<?xml",
        "<br>",
        "<body>",
        "<figcaption>",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(MARKUP | st.text(max_size=10), max_size=20).map("".join))
def test_clean_malformed_markup_raises_nothing_but_unreadable(markup: str) -> None:
    with contextlib.suppress(UnreadableDocument):
        assert_blocks_hold(clean(markup.encode("utf-8", "replace"), "html"))


def test_clean_deeply_nested_page_keeps_its_words() -> None:
    assert PARAGRAPH in " ".join(clean("<div>" * 3000 + PARAGRAPH, "html").text.split())
