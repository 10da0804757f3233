"""What is of the report and what of its page: points, captions, menus; on invented texts."""

from __future__ import annotations

import pytest

from tests.clean.material import PARAGRAPH, clean, kinds


def test_clean_points_of_a_live_blogs_summary_are_body() -> None:
    points = ["• Norvia will lift the ban on fish on Friday.", "• Kestria is to withdraw its complaint the same day."]
    head = "Talks on the border - as it happened\n\nHere is where things stand:\n\n"
    text = f"{head}{points[0]}\n\n{points[1]}\n\n17.55 A late word\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n"
    assert [kind for kind, words in kinds(clean(text)) if words in points] == ["body", "body"]


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
