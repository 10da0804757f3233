"""Undertakings in the many words of the press, of invented parties."""

from __future__ import annotations

import pytest

from tests.extract.test_undertakings import read


@pytest.mark.parametrize(
    ("text", "kind", "action"),
    [
        ("Arvenia ruled out any change to the treaty.", "refusal", "any change to the treaty"),
        (
            "Arvenia stopped short of recognising the port's new council.",
            "refusal",
            "recognising the port's new council",
        ),
        ("Arvenia turned down an offer of talks on the dam.", "refusal", "an offer of talks on the dam"),
        ("Arvenia reserved the right to close the border.", "warning", "close the border"),
        ("Arvenia's acceptance of a joint withdrawal ended the quarrel.", "commitment", "a joint withdrawal"),
        ("Arvenia called the demand a non-starter.", "refusal", "the demand a non-starter"),
        ("Arvenia will lend two barges.", "commitment", "lend two barges"),
        ("Arvenia is to lift its ban on grain.", "commitment", "lift its ban on grain"),
    ],
)
def test_further_forms_of_promising_and_refusing(text: str, kind: str, action: str) -> None:
    (undertaking,) = read(text)
    assert (undertaking.kind, undertaking.action.of(text)) == (kind, action)


@pytest.mark.parametrize(
    "text",
    [
        "Arvenia will lose two barges.",
        "Arvenia will probably lend two barges.",
        "The aim of Arvenia is to lift the ban.",
    ],
)
def test_what_the_author_only_foresees_is_no_undertaking(text: str) -> None:
    assert read(text) == []


def test_side_that_gives_itself_time_has_a_deadline() -> None:
    text = "Arvenia gave itself until the end of May on Friday to open the port."
    (undertaking,) = read(text, date="the end of May")
    assert (undertaking.kind, undertaking.action.of(text)) == ("deadline", "open the port")


def test_term_with_is_to_binds_the_sides_of_an_accord() -> None:
    text = "Arvenia and Bascovia met. Under the accord both armies are to pull back their guns, and neither is to add to its posts."
    pull, add = read(text, met="Arvenia and Bascovia")
    assert (pull.kind, pull.action.of(text), len(pull.by)) == ("commitment", "pull back their guns", 2)
    assert (add.kind, add.action.of(text)) == ("refusal", "neither is to add to its posts")


def test_what_only_a_relative_clause_depends_on_is_no_condition() -> None:
    (undertaking,) = read("Arvenia, whose boats depend on Bascovian cod, has rejected such calls.")
    assert (undertaking.kind, undertaking.condition) == ("refusal", None)


def test_before_is_a_condition_of_what_is_denied() -> None:
    content = "no troops would leave the port before the pledges were kept"
    text = f"Arvenia said {content}."
    (undertaking,) = read(text, speaker="Arvenia", content=content, cue="said")
    assert undertaking.condition is not None and undertaking.condition.of(text) == "before the pledges were kept"


def test_action_ends_where_another_report_begins() -> None:
    content = "Arvenia would not return unless the shelling was stopped, and that it had asked for observers"
    text = f"Arvenia said {content}."
    found = [u for u in read(text, speaker="Arvenia", content=content, cue="said") if u.kind == "condition"]
    assert [u.action.of(text) for u in found] == ["Arvenia would not return"]


def test_action_ends_where_others_act() -> None:
    content = "Arvenia will not cede the island, and the fleet will stay for years"
    text = f"Arvenia said {content}."
    found = [u.action.of(text) for u in read(text, speaker="Arvenia", content=content, cue="said")]
    assert found[0] == "cede the island"


def test_army_alone_is_that_of_the_official_who_speaks() -> None:
    content = "the army was free to respond in kind"
    text = f"Arvenian President Ole Vik said {content}."
    (undertaking,) = read(text, speaker="Ole Vik", content=content, cue="said")
    assert (undertaking.kind, undertaking.action.of(text)) == ("offer", "respond in kind")


def test_our_people_act_for_the_speaker() -> None:
    content = "our engineers will send the figures to both neighbours"
    text = f"Arvenian Water Minister Ole Vik said {content}."
    (undertaking,) = read(text, speaker="Ole Vik", content=content, cue="said")
    assert undertaking.action.of(text) == "send the figures to both neighbours"


def test_all_options_on_the_table_warn() -> None:
    content = "all options remained on the table"
    text = f"Arvenia said {content}."
    (undertaking,) = read(text, speaker="Arvenia", content=content, cue="said")
    assert (undertaking.kind, undertaking.action.of(text)) == ("warning", content)


@pytest.mark.parametrize(
    ("text", "kind", "action"),
    [
        ("Arvenia brushed aside calls for an inquiry.", "refusal", "calls for an inquiry"),
        ("Arvenia is holding out for compensation.", "demand", "compensation"),
        ("Arvenia challenged Bascovia to prove its claim.", "demand", "prove its claim"),
        ("Arvenia gave its word that the border would stay open.", "commitment", "the border would stay open"),
        ("Arvenia agreed a timetable for the withdrawal.", "commitment", "a timetable for the withdrawal"),
        ("Arvenia demanded an apology.", "demand", "an apology"),
        ("Arvenia has no plans to visit Teplin.", "refusal", "no plans to visit Teplin"),
        ("Arvenia made the release of the pilots a precondition.", "demand", "the release of the pilots"),
        ("The accord obliges Arvenia to dismantle two masts.", "commitment", "dismantle two masts"),
        ("The treaty bars Arvenia from building new forts.", "refusal", "building new forts"),
        ("Arvenia's troops stay. Arvenia will not lift the ban.", "refusal", "lift the ban"),
        ("Should the ban come, Arvenia would retaliate.", "warning", "Arvenia would retaliate"),
    ],
)
def test_press_tells_undertakings_in_many_ways(text: str, kind: str, action: str) -> None:
    (undertaking,) = read(text)
    assert (undertaking.kind, undertaking.action.of(text)) == (kind, action)


@pytest.mark.parametrize(
    "text", ["Arvenia dropped its demand for a new bridge.", "Arvenia backed down on its threat to close the pass."]
)
def test_what_a_side_takes_back_is_no_undertaking(text: str) -> None:
    assert [u for u in read(text) if u.kind in ("demand", "warning")] == []


@pytest.mark.parametrize(
    ("content", "action"),
    [
        ("it was up to Bascovia to make the next move", "make the next move"),
        ("it is for Bascovia to act", "act"),
    ],
)
def test_whose_turn_it_is_of_him_it_is_demanded(content: str, action: str) -> None:
    text = f"Arvenia said {content}."
    (undertaking,) = read(text, speaker="Arvenia", content=content, cue="said")
    assert (undertaking.kind, undertaking.action.of(text), undertaking.to.known) == ("demand", action, True)


def test_attack_that_would_be_held_for_war_warns() -> None:
    content = "any attack on the dam would be regarded as an act of war"
    text = f"Arvenia said {content}."
    assert [u.kind for u in read(text, speaker="Arvenia", content=content, cue="said")] == ["warning"]


def test_what_none_of_its_people_will_do_a_side_refuses() -> None:
    content = "no Arvenian soldier will leave the bridge"
    text = f"Arvenia said {content}."
    (undertaking,) = read(text, speaker="Arvenia", content=content, cue="said")
    assert undertaking.kind == "refusal"


def test_neither_country_is_both() -> None:
    text = "Arvenia and Bascovia met. Neither country will send troops."
    (undertaking,) = read(text, met="Arvenia and Bascovia")
    assert (undertaking.kind, len(undertaking.by)) == ("refusal", 2)
