"""Undertakings: what invented parties promise, demand, refuse and make conditional."""

from __future__ import annotations

from dataclasses import replace

import pytest

from communique.annotate.pipeline import annotate_article
from communique.extract.cast import cast_actors
from communique.extract.undertakings import extract_undertakings
from communique.facts import Facts
from communique.facts.table import State
from communique.model.documents import Article, Block, Source
from communique.model.encounters import Encounter
from communique.model.inferred import absent, stated
from communique.model.spans import ArticleId, DocumentHash, EncounterId, Span, StatementId
from communique.model.statements import Statement
from communique.model.times import TimeValue
from communique.model.undertakings import Undertaking

FACTS = Facts(
    states=(
        State("Arvenia", adjectives=("Arvenian",), capital="Luma"),
        State("Bascovia", adjectives=("Bascovian",), capital="Teplin"),
    )
)


def read(
    text: str, *, speaker: str = "", content: str = "", cue: str = "", date: str = "", side: str = "", met: str = ""
) -> list[Undertaking]:
    """Return the undertakings of `text`, which `side` publishes and in which `speaker` says `content` and `met` meet."""
    article = Article(
        ArticleId("d-1"), DocumentHash("0" * 64), "one.txt", text, "text", (Block("body", Span(0, len(text))),)
    )
    if side:
        article = replace(article, source=stated(Source(f"Office of {side}", "office", side)))
    annotation = annotate_article(article)
    cast = cast_actors(article, annotation, FACTS)
    statements: tuple[Statement, ...] = ()
    if content:
        who = cast.resolve(span(text, speaker)) if speaker else absent("not resolved")
        cue_span = span(text, cue) if cue else None
        statements = (Statement(StatementId("s1"), (span(text, content),), "indirect", who, cue_span=cue_span),)
    times = (TimeValue(span(text, date), "date", "absolute", "2031-06-30"),) if date else ()
    encounters: tuple[Encounter, ...] = ()
    if met:
        both = cast.resolve(span(text, met)).value or ()
        encounters = (Encounter(EncounterId("e1"), "talks", "held", both, (span(text, met),)),)
    found = extract_undertakings(article, annotation, cast, times, statements, encounters)
    return list(found)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "kind", "action"),
    [
        ("Arvenia pledged to open the northern port.", "commitment", "open the northern port"),
        ("Arvenia refused to open the northern port.", "refusal", "open the northern port"),
        ("Arvenia rejected the terms of the treaty.", "refusal", "the terms of the treaty"),
        ("Arvenia offered to host a new round of talks.", "offer", "host a new round of talks"),
        ("Arvenia called for an immediate halt to the shelling.", "demand", "an immediate halt to the shelling"),
        ("Arvenia urged Bascovia to withdraw its troops.", "demand", "withdraw its troops"),
        ("Arvenia threatened to close the border.", "warning", "close the border"),
        ("Arvenia is ready to resume the negotiations.", "offer", "resume the negotiations"),
        ("Arvenia is not ready to resume the negotiations.", "refusal", "resume the negotiations"),
        ("Arvenia has no intention of ending the blockade.", "refusal", "no intention of ending the blockade"),
        ("Arvenia put pressure on Bascovia to reopen the pass.", "demand", "reopen the pass"),
    ],
)
def test_performative_gives_kind_and_action(text: str, kind: str, action: str) -> None:
    (undertaking,) = read(text)
    assert (undertaking.kind, undertaking.action.of(text)) == (kind, action)
    assert undertaking.party.known
    assert undertaking.statement is None


@pytest.mark.parametrize(
    "text",
    [
        "Arvenia did not promise to open the northern port.",
        "Arvenia could agree to open the northern port.",
        "The sailors promised to repair the boat.",
        "If the envoys meet again, I suppose we shall have to bring the maps.",
    ],
)
def test_what_is_not_undertaken_by_a_party_is_left_out(text: str) -> None:
    assert read(text) == []


def test_condition_is_parted_from_action() -> None:
    text = "Arvenia said the sanctions would be lifted only if Bascovia withdrew its troops."
    content = "the sanctions would be lifted only if Bascovia withdrew its troops"
    (undertaking,) = read(text, speaker="Arvenia", content=content, cue="said")
    assert undertaking.kind == "condition"
    assert undertaking.action.of(text) == "the sanctions would be lifted"
    assert undertaking.condition is not None
    assert undertaking.condition.of(text) == "only if Bascovia withdrew its troops"
    assert undertaking.statement == "s1"


def test_modal_of_other_side_is_demand() -> None:
    text = "Arvenia said that the captives must be freed."
    (undertaking,) = read(text, speaker="Arvenia", content="the captives must be freed", cue="said")
    assert (undertaking.kind, undertaking.action.of(text)) == ("demand", "the captives must be freed")


def test_prediction_about_other_side_is_no_commitment() -> None:
    text = "Arvenia said that Bascovia will leave the port."
    assert read(text, speaker="Arvenia", content="Bascovia will leave the port", cue="said") == []


def test_statement_without_known_speaker_undertakes_nothing() -> None:
    text = "Somebody said that the captives must be freed."
    assert read(text, content="the captives must be freed") == []


def test_deadline_is_parted_and_linked_to_its_time() -> None:
    text = "Arvenia pledged to open the northern port by June 30."
    (undertaking,) = read(text, date="June 30")
    assert undertaking.action.of(text) == "open the northern port"
    assert undertaking.deadline is not None and undertaking.deadline.of(text) == "by June 30"
    assert undertaking.due is not None and undertaking.due.value == "2031-06-30"


def test_addressee_is_the_urged() -> None:
    text = "Arvenia urged Bascovia to withdraw its troops."
    (undertaking,) = read(text)
    assert undertaking.to.known and undertaking.to.value not in undertaking.by


def test_ids_are_distinct_and_stable() -> None:
    text = "Arvenia pledged to open the port. Bascovia refused to open the port."
    first, second = read(text), read(text)
    assert first == second
    assert len({undertaking.id for undertaking in first}) == len(first) == 2


@pytest.mark.parametrize(
    ("content", "action", "condition"),
    [
        ("the border stays closed until they free the crew", "the border stays closed", "until they free the crew"),
        (
            "a full opening of the border would come only with headway on the dam",
            "a full opening of the border would come",
            "only with headway on the dam",
        ),
        (
            "the port would be reopened after the flow has been restored",
            "the port would be reopened",
            "after the flow has been restored",
        ),
        (
            "Arvenia was ready to ease the ban once Bascovia restored the flow",
            "ease the ban",
            "once Bascovia restored the flow",
        ),
    ],
)
def test_conditions_of_every_kind(content: str, action: str, condition: str) -> None:
    text = f"Arvenia said {content}."
    (undertaking,) = read(text, speaker="Arvenia", content=content, cue="said")
    assert undertaking.kind == "condition"
    assert undertaking.action.of(text) == action
    assert undertaking.condition is not None and undertaking.condition.of(text) == condition


def test_what_would_only_be_strange_sets_no_condition() -> None:
    content = "it would be strange if the terms had stood still"
    assert read(f"Arvenia said {content}.", speaker="Arvenia", content=content, cue="said") == []


def test_answer_to_an_attack_is_a_warning() -> None:
    content = "Arvenia would close the border if Bascovia attacked the port"
    (undertaking,) = read(f"Arvenia said {content}.", speaker="Arvenia", content=content, cue="said")
    assert undertaking.kind == "warning"


def test_what_is_made_to_happen_is_promised_by_the_speaker() -> None:
    content = "six trains of grain would be allowed to cross the border"
    text = f"Arvenia said {content}."
    (undertaking,) = read(text, speaker="Arvenia", content=content, cue="said")
    assert (undertaking.kind, undertaking.action.of(text)) == ("commitment", content)


def test_guess_is_no_promise() -> None:
    content = "the sanctions would probably be lifted"
    assert read(f"Arvenia said {content}.", speaker="Arvenia", content=content, cue="said") == []


def test_what_was_agreed_is_promised_by_both_sides() -> None:
    text = "Arvenia and Bascovia held talks. It was agreed to maintain contact."
    (undertaking,) = read(text, met="Arvenia and Bascovia")
    assert undertaking.action.of(text) == "maintain contact"
    assert len(undertaking.by) == 2 and undertaking.party.value is None


def test_own_words_of_a_readout_bind_the_side_that_publishes_it() -> None:
    text = "Arvenia and Bascovia held talks. The port of Luma will be reopened to ships."
    (undertaking,) = read(text, side="Arvenia", met="Arvenia and Bascovia")
    assert undertaking.kind == "commitment" and undertaking.party.known
    assert read(text, met="Arvenia and Bascovia") == []


def test_infinitives_with_their_own_to_are_apart() -> None:
    text = "Arvenia agreed to open the northern port and to free the crew."
    assert [u.action.of(text) for u in read(text)] == ["open the northern port", "free the crew"]


def test_insisting_on_ones_own_doing_promises() -> None:
    content = "Arvenia would honour the accord"
    (undertaking,) = read(f"Arvenia insisted that {content}.", speaker="Arvenia", content=content, cue="insisted")
    assert undertaking.kind == "commitment"


def test_start_keeps_its_words_before_the_date() -> None:
    text = "Arvenia pledged to open the northern port starting on June 30."
    (undertaking,) = read(text, date="June 30")
    assert undertaking.deadline is not None and undertaking.deadline.of(text) == "starting on June 30"


def test_day_of_a_demand_is_due_only_where_it_is_told_by_when() -> None:
    for text, due in (
        ("Arvenia urged Bascovia to open the pass on June 30.", False),
        ("Arvenia urged Bascovia to open the pass by June 30.", True),
        ("Arvenia pledged to open the pass on June 30.", True),
    ):
        (found,) = read(text, date="June 30")
        assert found.deadline is not None and (found.due is not None) == due


def test_deadline_without_a_date() -> None:
    text = "Arvenia urged Bascovia to free the crew without delay."
    (undertaking,) = read(text)
    assert undertaking.action.of(text) == "free the crew"
    assert undertaking.deadline is not None and undertaking.deadline.of(text) == "without delay"
    assert undertaking.due is None


@pytest.mark.parametrize(
    "content",
    [
        "Arvenia would close the border if the trains did not come",
        "the harvest will fail unless the trains come",
    ],
)
def test_what_follows_from_inaction_is_a_warning(content: str) -> None:
    text = f"Arvenia said {content}."
    (undertaking,) = read(text, speaker="Arvenia", content=content, cue="said")
    assert undertaking.kind == "warning" and undertaking.condition is not None


def test_action_of_a_relative_clause_keeps_its_object() -> None:
    text = "The trains of grain that Arvenia promised to let through have reached the border."
    (undertaking,) = read(text)
    assert undertaking.action.of(text) == "The trains of grain that Arvenia promised to let through"


def test_asking_not_to_be_named_demands_nothing() -> None:
    assert read("Arvenia asked not to be named.") == []


def test_called_off_talks_are_not_called_for() -> None:
    assert read("Arvenia called off an attempt to convene the talks.") == []


def test_little_readiness_is_no_offer() -> None:
    assert read("Bascovia saw little readiness of Arvenia to open the port.") == []


def test_no_intention_is_a_promise_not_to_do_it() -> None:
    (undertaking,) = read("Arvenia had no intention of closing the port.")
    assert (undertaking.kind, undertaking.negated) == ("commitment", True)


def test_time_sets_no_condition() -> None:
    (undertaking,) = read("Arvenia refused to open the port until the last minute.")
    assert (undertaking.kind, undertaking.condition) == ("refusal", None)


def test_bare_verb_of_several_is_demanded() -> None:
    text = "One matter is Arvenia's demand that Bascovian forces withdraw from the valley."
    (undertaking,) = read(text)
    assert (undertaking.kind, undertaking.action.of(text)) == ("demand", "Bascovian forces withdraw from the valley")


def test_should_before_its_subject_opens_a_condition() -> None:
    text = "Arvenia promised to close the strait should the Bascovian forces advance on the port."
    (undertaking,) = read(text)
    assert undertaking.kind == "condition"
    assert undertaking.condition is not None
    assert undertaking.condition.of(text) == "should the Bascovian forces advance on the port"


def test_what_is_hoped_is_no_promise() -> None:
    text = "Arvenia expressed hope that the pledges would be kept."
    assert read(text, speaker="Arvenia", content="the pledges would be kept", cue="expressed hope") == []


def test_year_of_a_tale_is_no_deadline() -> None:
    text = "Arvenia agreed to end a quarrel that began when rebels overthrew the king in 1959."
    (undertaking,) = read(text, date="in 1959")
    assert undertaking.deadline is None


def test_harm_that_somebody_fights_is_no_warning() -> None:
    text = "Arvenia said it would keep up its help for the council in its war on smugglers."
    content = "it would keep up its help for the council in its war on smugglers"
    (undertaking,) = read(text, speaker="Arvenia", content=content, cue="said")
    assert undertaking.kind == "commitment"


def test_demand_made_in_a_tale_counts() -> None:
    text = "The envoys were surprised when Arvenia called for an immediate halt to the shelling."
    assert [u.kind for u in read(text)] == ["demand"]


def test_anonymity_sets_no_condition() -> None:
    text = "Arvenia offered to host the talks, an aide said on condition of anonymity."
    assert [u.condition for u in read(text)] == [None]


def test_list_behind_a_condition_belongs_to_it() -> None:
    content = (
        "it will not negotiate unless Bascovia stops the raids, lifts the blockade on the port and releases the crew"
    )
    text = f"Arvenia has said {content}."
    (undertaking,) = read(text, speaker="Arvenia", content=content, cue="said")
    assert undertaking.condition is not None
    assert undertaking.condition.of(text) == content.removeprefix("it will not negotiate ")


def test_condition_ends_where_the_speaker_goes_on() -> None:
    content = "the ban would be lifted only if Bascovia kept the truce and dropped a broad hint about its forces"
    text = f"Arvenia said that {content}."
    (undertaking,) = read(text, speaker="Arvenia", content=content, cue="said")
    assert undertaking.action.of(text) == "the ban would be lifted"
    assert undertaking.condition is not None
    assert undertaking.condition.of(text) == "only if Bascovia kept the truce"


def test_condition_behind_a_dash_is_of_the_clause_behind_it() -> None:
    content = "There must be no rewards for the raiders – if a reward is given, Bascovia will break every accord"
    text = f"Arvenia said: {content}."
    found = read(text, speaker="Arvenia", content=content, cue="said")
    assert {(u.kind, u.condition is not None) for u in found} == {("demand", False), ("warning", True)}


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Bascovia came under pressure from Arvenia to attend the talks.", "attend the talks"),
        ("Bascovia wants to see Arvenia among the guarantors.", "see Arvenia among the guarantors"),
        ("Arvenia stressed the need for de-escalation and left.", "de-escalation"),
        ("Arvenia called for restraint.", "restraint"),
        ("Arvenia pressed Bascovia to free the crew during a visit to Teplin.", "free the crew"),
    ],
)
def test_demands_told_by_description(text: str, action: str) -> None:
    (undertaking,) = read(text)
    assert (undertaking.kind, undertaking.action.of(text)) == ("demand", action)


@pytest.mark.parametrize(
    ("text", "kind", "action"),
    [
        ("Arvenia accepted the invitation of Bascovia.", "commitment", "the invitation of Bascovia"),
        ("Arvenia dismissed the idea of a fence on the border.", "refusal", "the idea of a fence on the border"),
        ("Arvenia reaffirmed its commitment to the accord.", "commitment", "commitment to the accord"),
        ("Arvenia outlined its proposals for a truce.", "offer", "proposals for a truce"),
        ("Arvenia and Bascovia affirmed their support for the truce.", "commitment", "support for the truce"),
        ("Arvenia refused to attend.", "refusal", "refused to attend"),
    ],
)
def test_acts_named_by_a_noun_or_a_single_verb(text: str, kind: str, action: str) -> None:
    assert [(u.kind, u.action.of(text)) for u in read(text)] == [(kind, action)]


@pytest.mark.parametrize(
    "text",
    [
        "Observers voiced the suspicion that Arvenia is pushing Bascovia to leave the port.",
        "The envoys were surprised by the decision of Arvenia to close the port.",
        "Arvenia refused to speak with reporters.",
    ],
)
def test_what_is_supposed_done_or_said_to_the_press_undertakes_nothing(text: str) -> None:
    assert read(text) == []


def test_question_of_who_should_act_asks_nobody() -> None:
    content = "the ministries quarrelled over who should pay for the delay"
    assert read(f"Arvenia said {content}.", speaker="Arvenia", content=content, cue="said") == []


def test_long_list_of_examples_is_left_out_and_a_short_one_kept() -> None:
    long = (
        "Arvenia wants Bascovia to open its ports, including two on the northern coast that have been shut for years."
    )
    short = "Arvenia wants Bascovia to take steps towards a lasting truce, including an end to raids."
    assert [u.action.of(long) for u in read(long)] == ["open its ports"]
    assert [u.action.of(short) for u in read(short)] == [
        "take steps towards a lasting truce, including an end to raids"
    ]


def test_call_for_somebody_to_do_something_has_him_for_its_addressee() -> None:
    text = "Arvenia condemned the raids and called for Bascovia to pull back its troops."
    (undertaking,) = [u for u in read(text) if u.kind == "demand"]
    assert undertaking.action.of(text) == "pull back its troops"
    assert undertaking.to.known


def test_need_is_of_who_tells_of_it() -> None:
    (undertaking,) = read("Arvenia stressed the need for full withdrawal of the troops by Bascovia.")
    assert len(undertaking.by) == 1 and undertaking.to.value not in undertaking.by
    other = read("Arvenia pledged to open the port.")
    assert undertaking.by == other[0].by


def test_even_if_sets_no_condition() -> None:
    content = "it will not stop the raids even if a truce is agreed"
    (undertaking,) = read(f"Arvenia said {content}.", speaker="Arvenia", content=content, cue="said")
    assert (undertaking.kind, undertaking.condition) == ("refusal", None)


@pytest.mark.parametrize(
    "predicate",
    ["was out of the question", "was off the table", "is not negotiable", "is not up for discussion"],
)
def test_what_is_out_of_the_question_is_refused(predicate: str) -> None:
    text = f"Arvenia said a foreign garrison in Luma {predicate}."
    (found,) = read(text, speaker="Arvenia", content=f"a foreign garrison in Luma {predicate}", cue="said")
    assert (found.kind, found.action.of(text)) == ("refusal", "a foreign garrison in Luma")


def test_what_a_side_calls_out_of_the_question_it_refuses() -> None:
    text = "Arvenia called monitors out of the question."
    (found,) = read(text)
    assert (found.kind, found.action.of(text)) == ("refusal", "monitors out of the question")


def test_there_will_be_none_of_what_a_side_refuses() -> None:
    text = "Arvenia said there would be no truce in the north."
    (found,) = read(text, speaker="Arvenia", content="there would be no truce in the north", cue="said")
    assert (found.kind, found.action.of(text)) == ("refusal", "no truce in the north")


def test_question_binds_nobody() -> None:
    content = "Will we open the port?"
    text = f"Arvenia said: {content}"
    assert read(text, speaker="Arvenia", content=content, cue="said") == []


def test_force_foretold_to_another_is_a_warning() -> None:
    text = "Arvenia said the rebels would be removed by force."
    (found,) = read(text, speaker="Arvenia", content="the rebels would be removed by force", cue="said")
    assert found.kind == "warning"


def test_how_things_will_be_is_promised() -> None:
    content = "the boatmen will be home by 30 June"
    text = f"Arvenia said {content}."
    (found,) = read(text, speaker="Arvenia", content=content, cue="said", date="30 June")
    assert (found.kind, found.action.of(text)) == ("commitment", "the boatmen will be home")


def test_move_told_as_going_on_is_announced() -> None:
    text = "Arvenia said it was withdrawing its troops from the pass."
    (found,) = read(text, speaker="Arvenia", content="it was withdrawing its troops from the pass", cue="said")
    assert (found.kind, found.action.of(text)) == ("commitment", "withdrawing its troops from the pass")


@pytest.mark.parametrize(
    ("text", "date", "action", "by"),
    [
        ("Arvenia has until 30 June to answer the offer.", "30 June", "answer the offer", True),
        ("Bascovia gave Arvenia until 30 June to lift the blockade.", "30 June", "lift the blockade", True),
        ("By 30 June the river is to be full.", "30 June", "the river is to be full", False),
        (
            "The talks failed because of six trains that were to have crossed the pass by 30 June.",
            "30 June",
            "six trains that were to have crossed the pass",
            False,
        ),
    ],
)
def test_deadlines_told_as_such(text: str, date: str, action: str, *, by: bool) -> None:
    (found,) = read(text, date=date)
    assert (found.kind, found.action.of(text), bool(found.by)) == ("deadline", action, by)


def test_time_that_a_truce_gives_is_no_deadline() -> None:
    text = "Arvenia fears a truce that gives the rebels three weeks to regroup."
    assert read(text, date="three weeks") == []


def test_term_of_an_accord_is_of_whom_it_names() -> None:
    text = "Under the deal, Arvenia will release the boatmen."
    (found,) = read(text)
    assert (found.kind, found.action.of(text), len(found.by)) == ("commitment", "Arvenia will release the boatmen", 1)


def test_term_listed_behind_a_colon_is_of_whom_the_list_is() -> None:
    text = "The list that Arvenia put to Bascovia was long: the port opens when the river is full."
    (found,) = read(text)
    assert found.condition is not None
    assert (found.kind, found.action.of(text)) == ("condition", "the port opens")


def test_what_the_author_says_a_side_will_not_do_is_refused() -> None:
    text = "Arvenia will not attend the talks."
    (found,) = read(text)
    assert (found.kind, found.action.of(text)) == ("refusal", "attend the talks")


def test_doing_the_same_can_be_demanded() -> None:
    text = "Arvenia called on Bascovia to do the same."
    (found,) = read(text)
    assert found.action.of(text) == "do the same"


def test_infinitive_behind_an_aside_is_promised() -> None:
    text = "The trains that Arvenia agreed, at the same talks, to let through stand at the pass."
    (found,) = read(text)
    assert found.action.of(text).startswith("The trains that Arvenia agreed")


def test_invitation_to_a_place_is_an_offer() -> None:
    text = "Arvenia invited both delegations to Luma for talks."
    (found,) = read(text)
    assert (found.kind, found.action.of(text)) == ("offer", "invited both delegations to Luma for talks")


def test_relative_clause_wants_what_its_noun_wants() -> None:
    text = "The plan is backed by Arvenia, which demanded an immediate halt to the raids."
    assert [u.action.of(text) for u in read(text)] == ["an immediate halt to the raids"]


def test_wish_to_talk_is_an_offer_and_no_demand() -> None:
    text = "Arvenia also wants to 'exchange views' on the pass."
    assert [u.kind for u in read(text)] == ["offer"]
    assert read("Arvenia wants to keep the pass.") == []


def test_measures_told_after_an_agreement_are_of_all_who_agreed() -> None:
    text = "Arvenia and Bascovia met. The two presidents agreed to meet again. New patrols will be put in place."
    found = read(text, side="Arvenia", met="Arvenia and Bascovia")
    assert [len(u.by) for u in found if "patrols" in u.action.of(text)] == [2]


def test_participle_of_commitment_is_a_mind_and_not_when_denied() -> None:
    text = "Arvenia is committed to reducing tensions on the border."
    (found,) = read(text)
    assert (found.kind, found.action.of(text)) == ("commitment", "reducing tensions on the border")
    assert read("Arvenia is not committed to a lasting truce.") == []


def test_its_demands_are_of_whom_the_sentence_names_before() -> None:
    text = "The minister of Arvenia chided Bascovia for its insistence on the northern pass."
    (found,) = read(text)
    assert found.party.value is not None and found.action.of(text) == "the northern pass"


def test_tail_that_describes_a_place_is_left_out() -> None:
    text = "Arvenia called on Bascovia to close the pass in the north, from where the raiders come."
    (found,) = read(text)
    assert found.action.of(text) == "close the pass in the north"


@pytest.mark.parametrize(
    ("text", "content", "cue", "kind", "action"),
    [
        ("What Arvenia offered was a truce of six weeks.", "a truce of six weeks", "offered", "offer", "a truce of six weeks"),
        ("What Arvenia had put to it was simple: the port opens when the crew is home.",
         "the port opens when the crew is home", "put", "condition", "the port opens"),
        ("The demand that Arvenia put to it was the hardest yet: monitors at the dam.",
         "monitors at the dam", "put", "demand", "monitors at the dam"),
    ],
)  # fmt: skip
def test_what_is_put_forward_is_offered_or_asked(text: str, content: str, cue: str, kind: str, action: str) -> None:
    (found,) = read(text, speaker="Arvenia", content=content, cue=cue)
    assert (found.kind, found.action.of(text)) == (kind, action)


def test_of_an_offer_more_words_refuse_than_of_a_deed() -> None:
    refused = [
        "Arvenia called the offer unacceptable.",
        "Arvenia called the talks a non-starter.",
        "Arvenia called the proposal to move the talks unacceptable.",
    ]
    assert [[u.kind for u in read(text)] for text in refused] == [["refusal"]] * 3
    assert read("Arvenia called the shelling of the town unacceptable.") == []


def test_deed_told_as_the_keeping_of_a_promise_was_promised() -> None:
    for text in (
        "Arvenia freed the crew on Friday, honouring a pledge made in Luma.",
        "Arvenia freed the crew on Friday, as promised.",
    ):
        (found,) = read(text)
        assert found.kind == "commitment" and found.action.of(text).startswith("freed the crew")
    assert read("Arvenia freed the crew on Friday, keeping the port shut.") == []
    assert read("Arvenia opened the port, breaking a promise.") == []


def test_own_pledge_tells_of_no_action() -> None:
    assert read("Arvenia left with a pledge of its own.") == []


def test_what_would_be_is_a_view_where_it_is_suggested() -> None:
    text = "The Arvenian government suggested that this would be folly."
    assert read(text, speaker="The Arvenian government", content="this would be folly", cue="suggested") == []


def test_of_the_sides_not_told_apart_nobody_has_promised() -> None:
    text = "Arvenia welcomed the sides’ pledge to keep the truce."
    assert read(text, speaker="Arvenia", content="the sides’ pledge to keep the truce", cue="welcomed") == []


def test_body_of_no_state_is_its_own_side() -> None:
    (found,) = read("The Dornach Front pledged to open the northern port.")
    assert found.party.value is not None and (found.party.value,) == found.by
    (rebels,) = read("Arvenian rebels pledged to open the northern port.")
    assert rebels.party.value is not None and (rebels.party.value,) == rebels.by


def test_condition_may_end_the_text_with_a_second_object() -> None:
    text = "Arvenia will leave the pass unless Bascovia gives peace, land"
    (undertaking,) = read(text)
    assert undertaking.condition is not None
    assert undertaking.condition.of(text) == "unless Bascovia gives peace, land"
