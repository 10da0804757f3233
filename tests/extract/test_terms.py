from __future__ import annotations

from communique.annotate.pipeline import annotate_article
from communique.extract.cast import cast_actors
from communique.extract.terms import extract_terms
from communique.facts import Facts
from communique.facts.table import State
from communique.model.documents import Article, Block
from communique.model.spans import ArticleId, DocumentHash, Span
from communique.model.terms import Term


def terms(text: str, capital: str = "") -> dict[str, Term]:
    """Return the terms of a text by head."""
    block = Block("body", Span(0, len(text)))
    article = Article(ArticleId("d-1"), DocumentHash("0" * 64), "one.txt", text, "text", (block,))
    annotation = annotate_article(article)
    cast = cast_actors(article, annotation, Facts(states=(State("Arvenia", capital=capital), State("Bascovia"))))
    return {term.head: term for term in extract_terms(article, annotation, cast)}


def test_a_verb_speaks_of_what_it_does() -> None:
    text = "Arvenia will answer if Bascovia invades the island."
    assert terms(text)["invasion"].span.of(text) == "invades the island"


def test_what_only_tells_since_when_is_no_term() -> None:
    assert "war" not in terms("The ministers have met twice since the start of the war.")
    assert "war" in terms("The ministers discussed the war.")


def test_a_participle_acts_on_its_noun() -> None:
    assert terms("They counted the soldiers killed on the bridge.")["soldier"].verb == "kill"


def test_the_setting_of_a_sentence_is_aside() -> None:
    found = terms("Arvenia asked for monitors after the annexation of the island, despite the embargo.")
    assert [found[head].aside for head in ("monitor", "annexation", "embargo")] == [False, True, True]
    tale = terms("They spoke of monitors in the war that started with an invasion.")
    assert not tale["monitor"].aside and tale["invasion"].aside


def test_territory_where_something_is_done_is_aside() -> None:
    assert terms("Arvenia will not accept monitors on its territory.")["territory"].aside
    assert not terms("Arvenia made no concession on territory.")["territory"].aside
    assert not terms("Arvenia will not cede its territory.")["territory"].aside


def test_an_act_of_war_told_is_a_report_and_one_wanted_is_none() -> None:
    assert terms("Its air defenses downed forty drones overnight.")["drone"].reports
    assert terms("The number of soldiers killed is ninety.")["soldier"].reports
    assert not terms("Arvenia will shoot down the drones.")["drone"].reports
    assert not terms("Arvenia accused Bascovia of launching forty drones.")["drone"].reports


def test_a_capital_where_somebody_goes_is_a_place() -> None:
    assert "luma" in terms("The president of Bascovia will visit Luma.", capital="Luma")
    assert "luma" not in terms("Luma has rejected the offer.", capital="Luma")


def test_what_has_no_letters_is_no_term() -> None:
    assert all(len(head) > 1 for head in terms("That 's a thing: ’s is 5 % of it."))


def test_a_persons_name_describes_no_noun() -> None:
    assert terms("Anna Berg spoke. Bascovia rejected the Berg plan.")["plan"].nouns == ()
    assert terms("Bascovia rejected the ceasefire plan.")["plan"].nouns == ("ceasefire",)


def test_normalising_relations_is_a_normalisation() -> None:
    assert "normalization" in terms("Arvenia will normalize relations with Bascovia.")
