"""Who a phrase means, on invented texts with invented states and people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from communique.annotate.pipeline import annotate_article
from communique.extract.cast import Cast, cast_actors
from communique.facts import Facts, Organisation, State, load_facts
from communique.facts.table import OfficeHolding
from communique.model.documents import Article, Block
from communique.model.spans import ArticleId, DocumentHash, Span

INVENTED = (
    State("Ardenia", adjectives=("Ardenian",), capital="Aldersund", metonyms=("Grey Palace",)),
    State("Drovia", adjectives=("Drovian",), capital="Koralgrad"),
)


@pytest.fixture(scope="module")
def facts() -> Facts:
    shipped = load_facts()
    return replace(
        shipped,
        states=(*INVENTED, *shipped.states),
        organisations=(Organisation("River Commission"), *shipped.organisations),
    )


def read(text: str, facts: Facts) -> Cast:
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            blocks.append(Block("body", Span(at, at + len(line.rstrip()))))
        at += len(line)
    article = Article(ArticleId("d-1"), DocumentHash("0" * 64), "x.txt", text, "text", tuple(blocks))
    return cast_actors(article, annotate_article(article), facts)


def who(cast: Cast, words: str, nth: int = 1) -> list[str]:
    text, at = cast.article.text, -1
    for _ in range(nth):
        at = text.index(words, at + 1)
    found = cast.resolve(Span(at, at + len(words)))
    return [cast.actor(a).name for a in found.value or ()]


MEETING = (
    "Ardenian Foreign Minister Elena Belmonte met Drovian President Viktor Derevik in Vienna on Monday.\n"
    "Belmonte said the talks were useful. She added that both sides wanted peace.\n"
    '"We are not there yet," Derevik told reporters. The Drovian president warned that time was short.\n'
    "Paul Ferrano, Derevik's security adviser, said a summit was possible. The Derevik adviser gave no date.\n"
    "Aldersund denied the report. Belmonte and Derevik agreed to meet again. The two also praised the hosts.\n"
)


@pytest.mark.parametrize(
    ("words", "nth", "names"),
    [
        ("Belmonte", 2, ["Elena Belmonte"]),
        ("She", 1, ["Elena Belmonte"]),
        ("Derevik", 2, ["Viktor Derevik"]),
        ("The Drovian president", 1, ["Viktor Derevik"]),
        ("Drovian President Viktor Derevik", 1, ["Viktor Derevik"]),
        ("Paul Ferrano", 1, ["Paul Ferrano"]),
        ("The Derevik adviser", 1, ["Paul Ferrano"]),
        ("Aldersund", 1, ["Ardenia"]),
        ("Belmonte and Derevik", 1, ["Elena Belmonte", "Viktor Derevik"]),
        ("both sides", 1, ["Ardenia", "Drovia"]),
    ],
)
def test_cast_resolves_names_roles_and_pronouns(facts: Facts, words: str, nth: int, names: list[str]) -> None:
    assert sorted(who(read(MEETING, facts), words, nth)) == sorted(names)


def test_cast_leaves_open_whose_sides_one_of_two_tells_of(facts: Facts) -> None:
    text = MEETING.replace("both sides wanted peace", "the sides wanted peace")
    assert who(read(text, facts), "the sides") == []
    agreed = MEETING + "The sides will meet again."
    assert sorted(who(read(agreed, facts), "The sides")) == ["Ardenia", "Drovia"]


def test_cast_gives_offices_and_sides(facts: Facts) -> None:
    cast = read(MEETING, facts)
    by_name = {actor.name: actor for actor in cast.actors}
    assert by_name["Elena Belmonte"].side == "Ardenia"
    assert by_name["Paul Ferrano"].side == "Drovia"
    assert "Foreign Minister" in [office.title for office in by_name["Elena Belmonte"].offices]
    assert by_name["Elena Belmonte"].offices[0].evidence[0].words == "Ardenian Foreign Minister"


def test_cast_joins_spellings_of_one_name(facts: Facts) -> None:
    cast = read("Sergei Koralik arrived. Foreign Minister Sergey Koralik spoke. Sergey Koralik left.\n", facts)
    people = [actor for actor in cast.actors if actor.kind == "person"]
    assert [actor.name for actor in people] == ["Sergey Koralik"]
    assert set(people[0].names) >= {"Sergei Koralik", "Sergey Koralik"}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "A senior Drovian official said talks would go on.",
            "A senior Drovian official",
            "unnamed senior official of Drovia",
        ),
        ("Western nations say the river is blocked.", "Western nations", "Western nations"),
        (
            "The Ardenian Foreign Ministry said it would answer.",
            "The Ardenian Foreign Ministry",
            "Ardenian Foreign Ministry",
        ),
        ("The River Commission said the water was low.", "The River Commission", "River Commission"),
        ("The Drovians say the bridge is theirs.", "The Drovians", "Drovia"),
        ("The Grey Palace said nothing was agreed.", "The Grey Palace", "Ardenia"),
        ("The United Nations said it was ready.", "The United Nations", "United Nations"),
    ],
)
def test_cast_names_states_bodies_and_the_unnamed(facts: Facts, text: str, words: str, name: str) -> None:
    assert who(read(text + "\n", facts), words) == [name]


def test_cast_keeps_the_unnamed_official_the_same(facts: Facts) -> None:
    cast = read("An Ardenian official said it was over. The official gave no reason.\n", facts)
    assert who(cast, "The official") == who(cast, "An Ardenian official") == ["unnamed official of Ardenia"]


def test_cast_gives_the_ministry_of_a_minister(facts: Facts) -> None:
    cast = read("Drovian Foreign Minister Yuri Koralik flew home. Koralik's ministry blamed Ardenia.\n", facts)
    assert who(cast, "Koralik's ministry") == ["Drovian Foreign Ministry"]


# Where the text leaves it open, nobody is named.


def test_cast_abstains_between_two_ministers_in_one_sentence(facts: Facts) -> None:
    text = "Foreign Ministers Paul Ferrano and Yuri Koralik spoke to the press. He said the talks had failed.\n"
    assert who(read(text, facts), "He") == []


def test_cast_does_not_take_the_spokesman_for_the_one_he_speaks_for(facts: Facts) -> None:
    text = "Ardenian President Paul Ferrano was absent. A spokesman for Ferrano said he was ill.\n"
    cast = read(text, facts)
    assert who(cast, "A spokesman for Ferrano") == ["unnamed spokesman of Paul Ferrano"]


def test_cast_does_not_take_a_wife_for_her_husband(facts: Facts) -> None:
    text = "Paul Ferrano and Anna Ferrano arrived in Vienna. Ferrano said the flight was long. Mrs. Ferrano smiled.\n"
    cast = read(text, facts)
    assert who(cast, "Ferrano", 3) == []
    assert who(cast, "Mrs. Ferrano") == ["Anna Ferrano"]


def test_cast_abstains_for_a_counterpart_without_a_name(facts: Facts) -> None:
    text = "Ardenian Foreign Minister Paul Ferrano spoke first. His Drovian counterpart said nothing was agreed.\n"
    assert "Paul Ferrano" not in who(read(text, facts), "His Drovian counterpart")


def test_cast_names_a_counterpart_who_is_introduced_so(facts: Facts) -> None:
    text = (
        "Ardenian President Paul Ferrano met his Drovian counterpart Viktor Derevik. The two presidents shook hands.\n"
    )
    assert who(read(text, facts), "The two presidents") == ["Paul Ferrano", "Viktor Derevik"]


def test_cast_gives_the_same_answer_twice(facts: Facts) -> None:
    one, two = read(MEETING, facts), read(MEETING, facts)
    assert one.actors == two.actors
    assert one.mentions == two.mentions


def test_cast_survives_an_empty_article(facts: Facts) -> None:
    cast = read("", facts)
    assert cast.actors == ()
    assert not cast.resolve(Span(0, 0)).known


def test_cast_resolves_holders_of_one_office_in_two_states(facts: Facts) -> None:
    text = (
        "The presidents of Ardenia and Drovia agreed. "
        "President Elena Belmonte of Ardenia met President Viktor Derevik of Drovia.\n"
    )
    assert who(read(text, facts), "The presidents of Ardenia and Drovia") == ["Elena Belmonte", "Viktor Derevik"]


def test_cast_takes_an_office_from_the_table_where_the_phrase_tells_it(facts: Facts) -> None:
    known = replace(facts, offices=(OfficeHolding("Elena Belmonte", "foreign minister", "Ardenia"),))
    text = "Elena Belmonte was asked about the river. Ardenia's foreign minister told reporters that it was salt.\n"
    assert who(read(text, known), "Ardenia's foreign minister") == ["Elena Belmonte"]


def test_cast_names_a_ministry_by_its_state(facts: Facts) -> None:
    text = "Ardenia's foreign ministry blamed a strike.\n"
    assert who(read(text, facts), "Ardenia's foreign ministry") == ["Foreign Ministry of Ardenia"]


def test_cast_nobody_speaks_of_himself_by_name(facts: Facts) -> None:
    text = (
        "Ardenian Foreign Minister Paul Ferrano said he had no insight into the decision.\n"
        "The ministers were surprised by Drovian President Viktor Derevik's order. \"None of us knows what Mr. Derevik "
        'wants," he said.\n'
    )
    cast = read(text, facts)
    at = text.rindex("he said")
    found = cast.resolve(Span(at, at + 2)).value or ()
    assert "Viktor Derevik" not in [cast.actor(a).name for a in found]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "He met the foreign minister of Drovia, Anton Sokol, at noon. The Foreign Minister of Drovia left.",
            ["Anton Sokol"],
        ),
        (
            "He met with the Foreign Minister of the Republic of Drovia, Anton Sokol. The Foreign Minister of Drovia left.",
            ["Anton Sokol"],
        ),
    ],
)
def test_name_behind_an_office_with_its_state_tells_who_holds_it(facts: Facts, text: str, names: list[str]) -> None:
    assert who(read(text, facts), "The Foreign Minister of Drovia") == names


def test_who_reports_a_meeting_does_not_hold_the_office_met(facts: Facts) -> None:
    text = "In Vienna he met the foreign minister of Drovia, Anton Sokol said. The Foreign Minister of Drovia left."
    assert who(read(text, facts), "The Foreign Minister of Drovia") != ["Anton Sokol"]


@pytest.mark.parametrize(
    ("text", "before", "words", "names"),
    [
        ("Marta Olun told the Gazette of a fire. Olun said it was out.", "Marta Olun", "Olun", ["Marta Olun"]),
        (
            "The Koralgrad-based Drovian Observatory said four died. The Observatory says more are missing.",
            "The Koralgrad-based Drovian Observatory",
            "The Observatory",
            ["Drovian Observatory"],
        ),
        ("A source spoke of a fire. An unnamed source said it was out.", "A source", "An unnamed", ["unnamed source"]),
    ],
)
def test_cast_keeps_one_actor_under_one_name(
    facts: Facts, text: str, before: str, words: str, names: list[str]
) -> None:
    cast = read(text + "\n", facts)
    cast.resolve(Span(0, len(before)))
    at = text.rindex(words)
    end = text.index(" said", at) if " said" in text[at:] else at + len(words)
    assert [cast.actor(a).name for a in cast.resolve(Span(at, end)).value or ()] == names


def test_cast_takes_an_administration_for_nobody_who_never_led(facts: Facts) -> None:
    text = "Senator Rosa Calder ran for office. The Calder administration had kept the posts.\n"
    mentions = [m.span.of(text) for m in read(text, facts).mentions]
    assert mentions.count("Rosa Calder") == 1 and "Calder" not in mentions


def test_cast_makes_no_person_of_a_headlines_words(facts: Facts) -> None:
    text = "Belmonte Derevik talks end\nElena Belmonte met Viktor Derevik. Derevik said it was late.\n"
    people = {actor.name for actor in read(text, facts).actors if actor.kind == "person"}
    assert people == {"Elena Belmonte", "Viktor Derevik"}


def test_city_of_an_accord_is_no_state(facts: Facts) -> None:
    text = "Belmonte recalled the Koralgrad agreements, Koralgrad II and the Koralgrad process. The Koralgrad government did too."
    cast = read(text, facts)
    drovia = [m for m in cast.mentions if m.actor is not None and cast.actor(m.actor).name == "Drovia"]
    assert [m.span.start for m in drovia] == [text.index("The Koralgrad government")]


def test_whose_office_somebody_heads_does_not_hold_that_office(facts: Facts) -> None:
    cast = read(
        "The talks were led by Head of the Office of the President of Ardenia Pavel Ostrom. Ostrom smiled.", facts
    )
    titles = [office.title for actor in cast.actors if actor.name == "Pavel Ostrom" for office in actor.offices]
    assert not any(title.lower().startswith("president") for title in titles)


def test_headline_verb_before_a_name_is_no_part_of_a_title(facts: Facts) -> None:
    article = read("The mayor rebuffs Viktor Derevik.\n", facts).article
    annotation = annotate_article(article)
    # As small parsers tag headlines.
    tokens = [
        replace(t, pos="NOUN", tag="NNS", dep="compound") if t.text == "rebuffs" else t for t in annotation.tokens
    ]
    cast = cast_actors(article, replace(annotation, tokens=tuple(tokens)), facts)
    assert [(actor.name, actor.offices) for actor in cast.actors] == [("Viktor Derevik", ())]


def test_name_that_opens_a_text_stands_behind_nothing(facts: Facts) -> None:
    cast = read("Tomas Belmonte of Drovia spoke,", facts)
    assert [a.side for a in cast.actors if a.kind == "person"] == [None]
