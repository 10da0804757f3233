"""Cleaning as a whole, on invented texts."""

from __future__ import annotations

import contextlib
import hashlib
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.clean import clean_document
from communique.errors import UnreadableDocument
from communique.model.documents import Article, Medium, RawDocument
from communique.settings import Settings

PARAGRAPH = (
    "The foreign ministers of Norvia and Kestria met on Tuesday for three hours and agreed to keep talking about the "
    "border, officials of both sides said after the meeting in Port Alder."
)


def raw(content: bytes | str, medium: Medium = "text", **known: str) -> RawDocument:
    content = content.encode() if isinstance(content, str) else content
    return RawDocument("a/b.txt", hashlib.sha256(content).hexdigest(), content, medium, tuple(sorted(known.items())))


def clean(content: bytes | str, medium: Medium = "text", **known: str) -> Article:
    return clean_document(raw(content, medium, **known), Settings())


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(b.kind, b.span.of(article.text)) for b in article.blocks]


def assert_blocks_hold(article: Article) -> None:
    end = 0
    for block in article.blocks:
        assert block.span.start >= end
        assert block.span.of(article.text).strip() == block.span.of(article.text) != ""
        assert not article.text[end : block.span.start].strip()
        assert (block.speaker_span is not None) == (block.kind == "turn")
        end = block.span.end
    assert not article.text[end:].strip()


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


def test_clean_transcript_gives_turns_with_their_labels() -> None:
    text = (
        "Press Room\n\n1:05 P.M.\n\nMS. HALDEN: Good afternoon. I have one announcement to make today.\n\n"
        "The minister will travel to Kest on Monday.\n\nQ Will he meet the president?\n\nMS. HALDEN: He will.\n\n"
        "(Laughter.)\n\nEND\n\n1:30 P.M.\n"
    )
    article = clean(text)
    turns = [(b.speaker_span.of(article.text), b.span.of(article.text)) for b in article.blocks if b.speaker_span]
    assert turns == [
        ("MS. HALDEN", "Good afternoon. I have one announcement to make today."),
        ("MS. HALDEN", "The minister will travel to Kest on Monday."),
        ("Q", "Will he meet the president?"),
        ("MS. HALDEN", "He will."),
    ]
    assert_blocks_hold(article)


@pytest.mark.parametrize(("asker", "answerer"), [("Q", "A"), ("DER BOTE", "Novak")])
def test_clean_answers_are_turns_of_whoever_answers(asker: str, answerer: str) -> None:
    said = ["Will the dam be opened soon?", "It will, and the port with it.", "When is that to be?", "In the spring."]
    text = "\n\n".join(f"{(asker, answerer)[i % 2]}: {words}" for i, words in enumerate(said)) + "\n"
    article = clean(text)
    turns = [(b.speaker_span.of(article.text), b.span.of(article.text)) for b in article.blocks if b.speaker_span]
    assert turns == [((asker, answerer)[i % 2], words) for i, words in enumerate(said)]


def test_clean_interview_that_labels_only_the_answers() -> None:
    lead = "Tadesse Worke, minister of water, is late for the interview and pours the coffee himself."
    asked = ["Then why was nothing signed?", "Mr Lind says you promised him a halt to the works.", "And the threats?"]
    said = ["Because they ask us to stop. That we cannot do.", "I promised to ask. It was refused.", "We are calm."]
    dialogue = "\n\n".join(f"{question}\n\nTadesse: {answer}" for question, answer in zip(asked, said, strict=True))
    text = f"{lead}\n\n{dialogue}\n\nLater, over a second cup, he speaks of the harvest and of the long road home.\n"
    found = kinds(clean(text))
    assert [words for kind, words in found if kind == "turn"] == said
    assert not [words for kind, words in found if kind == "turn" and words in asked]
    assert found[-1][0] == "body"


def test_clean_points_of_a_live_blogs_summary_are_body() -> None:
    points = ["• Norvia will lift the ban on fish on Friday.", "• Kestria is to withdraw its complaint the same day."]
    head = "Talks on the border - as it happened\n\nHere is where things stand:\n\n"
    text = f"{head}{points[0]}\n\n{points[1]}\n\n17.55 A late word\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n"
    assert [kind for kind, words in kinds(clean(text)) if words in points] == ["body", "body"]


def test_clean_one_surname_before_a_colon_is_no_label() -> None:
    text = (
        "Novak: prices will rise\n\nThe minister said that bread would be dearer in May, and that milk would follow.\n"
    )
    assert "turn" not in [kind for kind, _ in kinds(clean(text))]


def test_clean_interview_second_round_goes_by_bare_names() -> None:
    first = (
        "I would not call it a success. Both of them came, and both of them stayed, and that is all I can say of it."
    )
    second = (
        "It depends on the figures. If the figures are agreed, the rest of the talks will be short and rather dull."
    )
    text = (
        f"Two views of a border\n\nWe asked two people the same questions.\n\nWhat has changed?\n\n"
        f"Mara Tollen, Border Institute, Kest\n\n{first}\n\nOren Vask, University of Port Alder\n\n{second}\n\n"
        f"Will they meet again?\n\nMara Tollen\n\n{second}\n\nOren Vask\n\n{first}\n\n"
        "The interviews were conducted by telephone and have been edited for length.\n"
    )
    article = clean(text)
    turns = [(b.speaker_span.of(article.text), b.span.of(article.text)) for b in article.blocks if b.speaker_span]
    assert turns == [("Mara Tollen", first), ("Oren Vask", second), ("Mara Tollen", second), ("Oren Vask", first)]
    assert_blocks_hold(article)


def test_clean_interview_headings_name_who_speaks() -> None:
    text = (
        f"{PARAGRAPH}\n\nMira Olt, professor of history at the University of Alder\n\n"
        "I think the meeting was a good beginning, and no more than that for the time being.\n\n"
        "Both sides know what is at stake, and it shows in how they speak.\n\n"
        "The ministers in Port Alder on Tuesday. Photo: Norvia Press\n\n"
        "Ole Vik, former ambassador to Kestria\n\nI would not expect a treaty any time soon, frankly.\n"
    )
    article = clean(text)
    assert [(b.kind, b.speaker_span.of(article.text) if b.speaker_span else None) for b in article.blocks] == [
        ("body", None), ("heading", None), ("turn", "Mira Olt"), ("turn", "Mira Olt"), ("caption", None),
        ("heading", None), ("turn", "Ole Vik"),
    ]  # fmt: skip


def test_clean_colon_in_prose_is_no_label() -> None:
    text = f"UPDATE: It was corrected.\n\nThe result is plain: {PARAGRAPH}\n\nReuters reports:\n\n{PARAGRAPH}"
    assert "turn" not in [kind for kind, _ in kinds(clean(text))]


def test_clean_caption_with_credit_on_lines_of_its_own() -> None:
    picture = "The ministers shake hands on Tuesday.\nMira Olt\n/\nAP"
    text = f"Ministers meet in Port Alder again\n\n{picture}\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n"
    assert [kind for kind, _ in kinds(clean(text))] == [
        "title",
        "caption",
        "caption",
        "caption",
        "caption",
        "body",
        "body",
    ]


def test_clean_menu_and_headline_lists_are_boilerplate() -> None:
    menu = "World Politics Sports Weather\n* Chicken wings may have bones, court decides\n* Skater wins gold at last\n"
    text = f"{menu}Ministers of Norvia and Kestria met on border\n{PARAGRAPH}\n{PARAGRAPH}\n{menu}"
    assert [kind for kind, _ in kinds(clean(text))] == ["boilerplate"] * 3 + ["title", "body", "body"] + [
        "boilerplate"
    ] * 3


@pytest.mark.parametrize(
    "sentence",
    [
        "By signing the accord, Norvia would give up its claim to the two islands, Kestria said.",
        "Kestria will not agree to Norvian terms for the harbour, the minister said on Friday.",
        "Norvia could become a full member of the Coastal Union within a year, Halden said.",
        "“Your support keeps us at the table, and we rely on your support,” Olt told the envoys.",
        "Kestria urged its neighbour to sign up for the talks before the end of the month.",
        "Heavy shelling was reported from the villages along the border on Sunday night.",
        "A video released by the navy of Norvia showed both boats, the ministry said.",
        "The two sides said that a free trial of the gates would begin in May.",
    ],
)
def test_clean_words_of_page_furniture_in_a_report_are_body(sentence: str) -> None:
    assert kinds(clean(f"{PARAGRAPH}\n\n{sentence}\n\n{PARAGRAPH}\n"))[1] == ("body", sentence)


def test_clean_points_inside_a_live_blog_are_body() -> None:
    points = "".join(
        f"* Ministers of Norvia and Kestria talk about the {what}\n" for what in ("border", "hours", "port")
    )
    later = (
        "The officials said that the foreign ministers of both sides would keep talking about the border on Tuesday."
    )
    text = f"Live blog of the talks\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n\n{points * 3}\n{later}\n\n{later}\n"
    assert {kind for kind, _ in kinds(clean(text))[1:]} == {"body"}


def test_clean_points_of_a_readout_are_body() -> None:
    points = "- Norvia and Kestria have agreed to open the border.\n- Norvia will lift the ban on fish.\n"
    lead = "After talks in Port Alder on Tuesday the two delegations of Norvia and Kestria declared:"
    text = f"{lead}\n\n{points}\n{PARAGRAPH}\n"
    assert {kind for kind, _ in kinds(clean(text))} == {"body"}


def test_clean_points_that_go_on_a_sentence_are_body() -> None:
    points = "- the border and its hours;\n- the price of fish;\n- a ferry between the ports.\n"
    lead = "The ministers of Norvia and Kestria met in Port Alder on Tuesday.\n\nThey spoke of:"
    text = f"{lead}\n\n{points}\n{PARAGRAPH}\n"
    assert {kind for kind, _ in kinds(clean(text)) if kind != "heading"} == {"body"}


def test_clean_piece_of_a_caption_is_boilerplate() -> None:
    text = f"{PARAGRAPH}\nItem 1 of 5 The ministers pose on Tuesday. REUTERS/Mira Olt\n{PARAGRAPH}\n"
    assert kinds(clean(text))[1:3] == [
        ("boilerplate", "Item 1 of 5"),
        ("caption", "The ministers pose on Tuesday. REUTERS/Mira Olt"),
    ]


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
