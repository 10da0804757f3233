"""Turns of transcripts and interviews, on invented texts."""

from __future__ import annotations

import pytest

from tests.clean.material import PARAGRAPH, assert_blocks_hold, clean, kinds


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
