"""The words that make an undertaking one, whom it addresses, and for whom its people speak."""

from __future__ import annotations

import pytest

from communique.annotate.pipeline import annotate_article
from communique.extract.cast import Cast, cast_actors
from communique.model.documents import Article, Block
from communique.model.spans import ArticleId, DocumentHash, Span
from tests.extract.test_undertakings import FACTS, read


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Arvenia pledged to open the northern port.", "pledged"),
        ("Arvenia reportedly promised to open the northern port.", "reportedly promised"),
        ("Arvenia has begun calling for a truce in the north.", "has begun calling"),
        ("Arvenia is willing to open the northern port.", "is willing"),
        ("Arvenia has renewed a call for a truce in the north.", "has renewed a call"),
        ("The ministers dismissed Arvenia's refusal to open the northern port.", "Arvenia's refusal"),
    ],
)
def test_cue_holds_what_weakens_it(text: str, cue: str) -> None:
    (undertaking,) = read(text)
    assert undertaking.cue is not None
    assert undertaking.cue.of(text) == cue


def test_cue_of_a_modal_holds_its_subject() -> None:
    content = "those who besiege the towns of the north must let the trucks through"
    text = f"Arvenia said {content}."
    (undertaking,) = read(text, speaker="Arvenia", content=content, cue="said")
    assert undertaking.cue is not None
    assert undertaking.cue.of(text).startswith("those who besiege")


def test_cue_does_not_begin_amid_a_word() -> None:
    content = "it's vital to open the northern port"
    text = f"Arvenia said {content}."
    (undertaking,) = read(text, speaker="Arvenia", content=content, cue="said")
    assert undertaking.cue is not None
    assert undertaking.cue.of(text) == "it's vital"


def test_outlet_that_only_hears_is_not_addressed() -> None:
    content = "our fleet will sail in six weeks"
    text = f'Arvenian envoy Mira Taln told Reuters, "{content}."'
    (undertaking,) = read(text, speaker="Mira Taln", content=content, cue="told")
    assert not undertaking.to.known


def test_who_is_to_be_beaten_is_not_addressed() -> None:
    content = "Bascovia must be beaten"
    text = f"Arvenia said {content}."
    (undertaking,) = read(text, speaker="Arvenia", content=content, cue="said")
    assert not undertaking.to.known


def _cast(text: str) -> Cast:
    article = Article(
        ArticleId("d-1"), DocumentHash("0" * 64), "one.txt", text, "text", (Block("body", Span(0, len(text))),)
    )
    return cast_actors(article, annotate_article(article), FACTS)


def _side(text: str, words: str) -> str | None:
    cast = _cast(text)
    start = text.index(words)
    (actor,) = cast.resolve(Span(start, start + len(words))).value or ()
    return cast.actor(actor).side


@pytest.mark.parametrize(
    ("title", "side"),
    [
        ("Arvenian negotiator", "Arvenia"),
        ("Arvenian opposition negotiator", None),
        ("Arvenian rebel commander", None),
        ("editor of the journal Arvenia Today", None),
        ("director of the Arvenian Observatory", None),
    ],
)
def test_opponents_and_editors_are_not_of_the_side_that_their_title_names(title: str, side: str | None) -> None:
    assert _side(f"Mira Taln, {title}, spoke in Luma. She said the port was open.", "Mira Taln") == side


def test_colleagues_are_of_the_side_of_the_one_whose_they_are() -> None:
    text = "Arvenian foreign minister Mira Taln said the port was open. Taln and her colleagues say it must stay open."
    cast = _cast(text)
    start = text.index("Taln and her colleagues")
    found = cast.resolve(Span(start, start + len("Taln and her colleagues"))).value or ()
    assert [cast.actor(actor).side for actor in found] == ["Arvenia", "Arvenia"]


def test_author_s_aside_in_somebody_s_words_is_not_told_through_him() -> None:
    content = "it would attend the talks, which Bascovia has proposed to hold in Teplin"
    text = f"Arvenia said {content}."
    found = [u for u in read(text, speaker="Arvenia", content=content, cue="said") if u.kind == "offer"]
    assert [u.statement for u in found] == [None]


def test_spokeswoman_for_his_office_is_named_by_whose_it_is() -> None:
    text = "Envoy Mira Taln left Luma on Friday. A spokeswoman for her office said the talks would begin on Monday."
    cast = _cast(text)
    start = text.index("A spokeswoman")
    (actor,) = cast.resolve(Span(start, start + len("A spokeswoman for her office"))).value or ()
    assert "her" not in cast.actor(actor).name.split()
