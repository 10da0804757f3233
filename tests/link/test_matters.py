"""Matters over hand-built articles; the order of documents makes no difference."""

from __future__ import annotations

from itertools import permutations

from communique.facts import Facts
from communique.facts.table import State
from communique.link import link_records
from communique.model.actors import Actor
from communique.model.records import ArticleRecord
from communique.model.spans import Span
from communique.model.terms import Term
from communique.model.times import TimeValue
from tests.link.across_material import (
    ARVENIA,
    BERG,
    FALK,
    REPORTER,
    SORIN,
    Draft,
    autumn,
    link,
    spring,
    summer,
)


def test_wordings_of_one_matter_stand_in_order_of_time_with_what_each_adds_and_drops() -> None:
    across = link([autumn().record(), summer().record(), spring().record()])
    matter = next(m for m in across.matters if "sanction" in m.terms)
    assert matter.name == "lifting of sanctions on Bascovia"
    assert [w.date for w in matter.wordings] == ["2031-03-01", "2031-06-01", "2031-06-01", "2031-09-01"]
    later = next(w for w in matter.wordings if w.date == "2031-06-01" and w.condition)
    assert (later.compared_with, later.adds, later.drops) == (0, ("only once", "for a month"), ("if",))


def test_a_statement_on_the_matter_is_no_undertaking() -> None:
    matter = next(m for m in link([spring().record(), autumn().record()]).matters if "sanction" in m.terms)
    assert [w.undertaking is None for w in matter.wordings] == [False, True]


def test_order_of_documents_makes_no_difference() -> None:
    records = [spring().record(), summer().record(), autumn().record()]
    assert len({repr(link(list(order))) for order in permutations(records)}) == 1


def test_a_place_is_a_matter_only_where_somebody_is_to_meet_there() -> None:
    def draft(path: str, date: str, action: str) -> ArticleRecord:
        made = Draft(path, [f"Arvenia will {action} Luma."], date)
        made.undertakes(ARVENIA, "commitment", f"{action} Luma")
        made.term("Luma", "luma", proper=True, place=True)
        return made.record()

    met = link([draft("a.txt", "2031-03-01", "travel to"), draft("b.txt", "2031-04-01", "pay a visit to")])
    assert [m.name for m in met.matters] == ["visit to Luma"]
    assert link([draft("a.txt", "2031-03-01", "honour"), draft("b.txt", "2031-04-01", "keep")]).matters == ()


def test_one_sentence_that_two_articles_print_is_no_matter() -> None:
    def draft(path: str) -> ArticleRecord:
        made = Draft(path, ["Arvenia will serve tea."], "2031-03-01")
        made.undertakes(ARVENIA, "commitment", "serve tea")
        made.term("tea", "tea")
        return made.record()

    assert link([draft("a.txt"), draft("b.txt")]).matters == ()


def test_who_only_comments_must_speak_of_the_condition() -> None:
    draft = Draft(
        "d.txt",
        [
            "The sanctions on Bascovia are a mistake, Ines Falk said.",
            "The sanctions on Bascovia will go once the dam is open, Ines Falk said.",
        ],
        "2031-10-01",
    )
    for words in ("The sanctions on Bascovia are a mistake", "The sanctions on Bascovia will go once the dam is open"):
        draft.says(FALK, words)
        start = draft.text.index(words)
        draft.terms.append(Term(Span(start + 4, start + 25), "sanction"))
    draft.conditions.append(draft.span("once the dam is open"))
    draft.term("dam", "dam")
    record = draft.record()
    matter = next(m for m in link([spring().record(), summer().record(), record]).matters if "sanction" in m.terms)
    told = [w.words.of(record.article.text) for w in matter.wordings if w.article == record.article.id]
    assert told == ["The sanctions on Bascovia will go once the dam is open"]


def test_questions_of_the_press_are_neither_wordings_nor_issues() -> None:
    draft = autumn()
    draft.statements.clear()
    draft.says(REPORTER, "Bascovia wants the sanctions on Bascovia gone")
    record = draft.record()
    across = link([spring().record(), summer().record(), record])
    assert not any(w.article == record.article.id for m in across.matters for w in m.wordings)
    assert not any(p.article == record.article.id for i in across.issues for p in i.passages)


def test_a_noun_of_one_article_is_no_matter() -> None:
    lines = ["Arvenia will serve tea at noon.", "Arvenia will pour out the tea in the garden."]
    draft = Draft("a.txt", lines, "2031-03-01")
    draft.undertakes(ARVENIA, "commitment", "serve tea at noon")
    draft.undertakes(ARVENIA, "commitment", "pour out the tea in the garden")
    draft.term("tea", "tea", definite=True)
    draft.term("the tea", "tea", definite=True)
    assert link([draft.record()]).matters == ()


def test_an_article_that_never_names_the_state_is_not_about_its_sanctions() -> None:
    lines = ["Anna Berg said the sanctions would stay."]
    draft = Draft("d.txt", lines, "2031-12-01")
    draft.says(BERG, "the sanctions would stay")
    draft.term("the sanctions", "sanction")
    record = draft.record()
    across = link([spring().record(), summer().record(), record])
    assert not any(w.article == record.article.id for m in across.matters for w in m.wordings)


def test_sanctions_on_a_capital_are_on_its_state() -> None:
    facts = Facts(states=(State("Arvenia", adjectives=("Arvenian",)), State("Bascovia", capital="Teplin")))
    draft = Draft("d.txt", ["Arvenia will ease the sanctions on Teplin."], "2031-12-01")
    draft.undertakes(ARVENIA, "commitment", "ease the sanctions on Teplin")
    draft.term("sanctions on Teplin", "sanction", verb="ease")
    across = link_records([spring().record(), draft.record()], [], facts).linked.across
    (matter,) = (m for m in across.matters if "sanction" in m.terms)
    assert matter.name == "lifting of sanctions on Bascovia" and len(matter.wordings) == 2


def test_a_visit_is_about_its_place_not_about_what_describes_it() -> None:
    def draft(path: str, action: str) -> ArticleRecord:
        made = Draft(path, [f"Arvenia will {action}."], "2031-03-01")
        made.undertakes(ARVENIA, "commitment", action)
        made.term("Luma", "luma", proper=True, place=True)
        if "holiday" in action:
            made.term("holiday", "holiday")
        return made.record()

    across = link([draft("a.txt", "visit Luma over the holiday"), draft("b.txt", "travel to Luma in May")])
    assert [(m.name, len(m.wordings)) for m in across.matters] == [("visit to Luma", 2)]


def test_everything_else_is_about_what_was_let_through_before_it() -> None:
    lines = ["Bascovian grain may return to the port.", "Everything else must wait until the truce held."]
    draft = Draft("a.txt", lines, "2031-03-01")
    draft.undertakes(ARVENIA, "offer", "Bascovian grain may return to the port")
    draft.undertakes(ARVENIA, "condition", "Everything else must wait", "until the truce held")
    draft.term("Bascovian grain", "grain")
    draft.term("the port", "port")
    record = draft.record()
    (matter,) = link([record]).matters
    assert matter.name == "ports and transit" and len(matter.wordings) == 2


def test_a_demand_told_of_as_past_is_no_demand_of_today() -> None:
    draft = Draft(
        "d.txt", ["In March we asked for the sanctions on Bascovia to be lifted, Paul Sorin said."], "2031-10-01"
    )
    said = draft.says(SORIN, "In March we asked for the sanctions on Bascovia to be lifted")
    draft.undertakes(SORIN, "demand", "the sanctions on Bascovia to be lifted", statement=said)
    draft.term("the sanctions on Bascovia", "sanction", verb="lift")
    draft.times.append(TimeValue(draft.span("March"), "date", "published", None))
    record = draft.record()
    matter = next(m for m in link([spring().record(), summer().record(), record]).matters if "sanction" in m.terms)
    (wording,) = [w for w in matter.wordings if w.article == record.article.id]
    assert wording.undertaking is None and wording.words.of(record.article.text).startswith("In March we asked")


def test_the_release_is_that_of_those_who_were_freed() -> None:
    draft = Draft("a.txt", ["Arvenia freed the crew.", "The release was welcome, Anna Berg said."], "2031-03-01")
    draft.undertakes(ARVENIA, "commitment", "freed the crew")
    draft.says(BERG, "The release was welcome")
    draft.term("the crew", "crew", verb="free")
    draft.term("The release", "release", definite=True)
    record = draft.record()
    (matter,) = link([record]).matters
    assert matter.name == "prisoners and detainees" and len(matter.wordings) == 2


def test_what_a_bystander_saw_belongs_to_no_matter() -> None:
    draft = Draft("d.txt", ["The sanctions on Bascovia hurt, Ines Falk said."], "2031-10-01")
    draft.says(FALK, "The sanctions on Bascovia hurt")
    draft.term("The sanctions on Bascovia", "sanction")
    record = draft.record()
    plain = spring()
    plain.undertakings.clear()
    plain.undertakes(BERG, "demand", "the sanctions on Bascovia would be lifted")
    matters = link([plain.record(), summer().record(), autumn().record(), record]).matters
    matter = next(m for m in matters if "sanction" in m.terms)
    assert not any(w.article == record.article.id for w in matter.wordings)


def test_a_noun_always_met_with_one_adjective_is_named_with_it() -> None:
    def draft(path: str, words: str, who: Actor) -> ArticleRecord:
        made = Draft(path, [words], "2031-03-01")
        made.undertakes(who, "demand", words)
        made.terms.append(Term(made.span("rural cleansing"), "cleansing", ("rural",)))
        return made.record()

    records = [draft("a.txt", "stop the rural cleansing", BERG), draft("b.txt", "end all rural cleansing there", SORIN)]
    assert [m.name for m in link(records).matters] == ["rural cleansing"]
