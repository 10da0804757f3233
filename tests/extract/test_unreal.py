"""What only looks like an undertaking, or is cut so that it would mean something else."""

from __future__ import annotations

import pytest

from communique.model.undertakings import Undertaking
from tests.extract.test_undertakings import read


def said(content: str, *, speaker: str = "Arvenia", date: str = "") -> list[Undertaking]:
    text = f"{speaker} said {content}."
    return read(text, speaker=speaker, content=content, cue="said", date=date)


def kinds(content: str) -> list[str]:
    return [undertaking.kind for undertaking in said(content)]


@pytest.mark.parametrize(
    "content",
    [
        "by June we will have opened the northern port",
        "we will take your questions now",
        "we will still have differences with Bascovia",
        "the guards must be giving the smugglers a free hand",
        "the divide is at a level that both sides would not accept",
        "the captains claim that Bascovia must leave the pass",
        "this is the choice that they have to make",
        "if the smugglers had come, we would be chasing them",
        "it proves what we can build if the towns join hands",
        "there are militias that have raided the towns and may raid them again when they cross the pass",
        "Bascovia will have pledged to leave the pass, so that if it comes back we will have guarded it",
    ],
)
def test_what_only_sounds_like_an_undertaking_is_none(content: str) -> None:
    assert not said(content)


@pytest.mark.parametrize(
    "text",
    [
        "I do not think that Arvenia is willing to open the northern port.",
        "The argument is that Arvenia is intent on closing the northern port.",
        "Arvenia must show its commitment to the terms of the truce.",
        "Arvenia has concerns with the idea of opening the northern port.",
        "Arvenia agreed on the likelihood of early snow in the north.",
        "Bascovia would feel compelled to arm, threatening a war in the north.",
        "Arvenia ordered strikes to protect the northern villages.",
        "That is the reason why Arvenia was willing to open the northern port.",
    ],
)
def test_act_that_is_only_supposed_undertakes_nothing(text: str) -> None:
    assert not read(text)


def test_what_strikes_are_ordered_for_is_asked_of_nobody() -> None:
    text = "Arvenia has ordered military action to try to protect the northern villages."
    assert not read(text, speaker="Arvenia", content="to try to protect the northern villages", cue="ordered")


def test_suggesting_that_something_is_an_error_offers_nothing() -> None:
    text = "Arvenia suggested that this would be an expensive habit."
    assert not read(text)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("it will see that as an attack if the trucks cross the pass", "warning"),
        ("if there is another failure, the mills will be closed", "warning"),
        ("it will open the port and, if necessary, the pass", "commitment"),
        ("even with this treaty, it will guard the pass", "commitment"),
        ("the truce will not apply to the smugglers", "commitment"),
        ("it will maintain its own sanctions on the smugglers", "commitment"),
    ],
)
def test_kind_is_what_the_words_say(content: str, kind: str) -> None:
    assert kinds(content) == [kind]


def test_promise_of_a_harsh_answer_warns() -> None:
    text = "Arvenia vowed a swift reaction should its smugglers be jailed."
    (undertaking,) = read(text)
    assert undertaking.kind == "warning"


def test_condition_behind_but_is_of_the_offer_before_it_with_both_its_verbs() -> None:
    content = (
        "it is prepared to join a league, but only if Bascovia frees its prisoners and the northern army leaves "
        "its forts"
    )
    (undertaking,) = said(content)
    assert undertaking.kind == "condition"
    assert undertaking.condition is not None
    assert undertaking.condition.of(f"Arvenia said {content}.").endswith("leaves its forts")


@pytest.mark.parametrize(
    ("text", "action"),
    [
        (
            "Arvenia called for the abolition of the guard -- to be a fair judge of the raids.",
            "the abolition of the guard",
        ),
        ("Arvenia agreed to reach results quickly.", "reach results quickly"),
        (
            "Arvenia demanded a ban on rockets that threaten its northern towns.",
            "a ban on rockets that threaten its northern towns",
        ),
        ("Arvenia demanded a ban on rockets that killed many last year.", "a ban on rockets"),
        (
            "The minister confirmed she would dine with her cousin just a week before they quarrelled.",
            "she would dine with her cousin",
        ),
    ],
)
def test_limit_of_an_action_is_kept_and_a_tale_left_out(text: str, action: str) -> None:
    found = read(text.replace("The minister", "Arvenia's foreign minister"))
    assert [u.action.of(text.replace("The minister", "Arvenia's foreign minister")) for u in found] == [action]


def test_comment_on_a_condition_belongs_to_neither() -> None:
    content = "the siege will go on until Bascovia withdraws its troops and ships, part of an accord signed this year"
    (undertaking,) = said(content)
    text = f"Arvenia said {content}."
    assert undertaking.action.of(text) == "the siege will go on"
    assert undertaking.condition is not None
    assert undertaking.condition.of(text) == "until Bascovia withdraws its troops and ships"


def test_background_of_a_condition_is_left_out() -> None:
    content = "it will close the pass if the guards do not end the raids, which have killed forty people"
    (undertaking,) = said(content)
    assert undertaking.condition is not None
    assert undertaking.condition.of(f"Arvenia said {content}.") == "if the guards do not end the raids"


def test_day_of_the_act_itself_is_no_deadline() -> None:
    text = "Arvenia noted the commitment of Bascovia on 30 June to the rules of the truce."
    (undertaking,) = read(text, date="30 June")
    assert undertaking.deadline is None
