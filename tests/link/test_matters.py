"""Matters, issues and positions over hand-built articles; the order of documents makes no difference."""

from __future__ import annotations

import json
from itertools import permutations

import pytest

from communique.facts import Facts
from communique.facts.table import State
from communique.link import link_records
from communique.link.concepts import load_concepts
from communique.link.passing import said_in_passing
from communique.link.sides import Sides
from communique.link.told import Told
from communique.model.actors import Actor
from communique.model.matters import Across
from communique.model.records import ArticleRecord, Decision
from communique.model.spans import Span
from communique.model.terms import Stance, Term
from communique.model.times import TimeValue
from tests.link.across_material import ACTORS, ARVENIA, BASCOVIA, BERG, FALK, REBEL, REPORTER, SORIN, Draft

FACTS = Facts(states=(State("Arvenia", adjectives=("Arvenian",)), State("Bascovia", adjectives=("Bascovian",))))


def spring() -> Draft:
    draft = Draft(
        "a.txt", ["Anna Berg said the sanctions on Bascovia would be lifted if the truce held."], "2031-03-01"
    )
    said = draft.says(BERG, "the sanctions on Bascovia would be lifted if the truce held")
    draft.undertakes(BERG, "condition", "the sanctions on Bascovia would be lifted", "if the truce held", said)
    draft.term("sanctions on Bascovia", "sanction", verb="lift")
    draft.term("truce", "truce")
    return draft


def summer() -> Draft:
    lines = [
        "Arvenia will ease the sanctions only once the truce held for a month.",
        "Paul Sorin rejected the sanctions on Bascovia.",
    ]
    draft = Draft("b.txt", lines, "2031-06-01")
    draft.undertakes(ARVENIA, "condition", "ease the sanctions", "only once the truce held for a month")
    draft.undertakes(SORIN, "refusal", "the sanctions on Bascovia")
    draft.term("sanctions", "sanction", verb="ease")
    draft.term("sanctions on Bascovia", "sanction", verb="reject")
    draft.term("truce", "truce")
    return draft


def autumn() -> Draft:
    draft = Draft(
        "c.txt", ["Anna Berg told reporters that Bascovia wants the sanctions on Bascovia gone."], "2031-09-01"
    )
    draft.says(BERG, "Bascovia wants the sanctions on Bascovia gone")
    draft.term("sanctions on Bascovia", "sanction")
    return draft


def link(records: list[ArticleRecord], decisions: list[Decision] | None = None) -> Across:
    return link_records(records, decisions or [], FACTS).linked.across


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


def test_positions_keep_apart_who_tells_them() -> None:
    draft = autumn()
    said = draft.statements[0].id
    draft.stances.append(Stance(draft.span("Bascovia wants the sanctions"), draft.span("wants"), BASCOVIA.id, said))
    across = link([spring().record(), summer().record(), draft.record()])
    names = {issue.id: issue.name for issue in across.issues}
    sanctions = [p for p in across.positions if names[p.issue] == "sanctions on Bascovia"]
    actors = {
        actor.id: actor.name
        for actor in link_records([spring().record(), draft.record()], [], FACTS).linked.actors.actors
    }
    told = {(actors[p.party], p.date, p.told_by) for p in sanctions}
    assert ("Arvenia", "2031-03-01", "itself") in told
    assert ("Arvenia", "2031-06-01", "reporter") in told
    assert ("Bascovia", "2031-09-01", "other side") in told
    assert ("Bascovia", "2031-09-01", "itself") not in told


def test_what_a_speaker_says_that_another_undertakes_is_the_others() -> None:
    draft = Draft("c.txt", ["Anna Berg chided Bascovia for its demand for sanctions on Bascovia."], "2031-09-01")
    said = draft.says(BERG, "Bascovia for its demand for sanctions on Bascovia")
    draft.undertakes(SORIN, "demand", "sanctions on Bascovia", statement=said)
    draft.term("sanctions on Bascovia", "sanction")
    linked = link_records([spring().record(), summer().record(), draft.record()], [], FACTS).linked
    names = {actor.id: actor.name for actor in linked.actors.actors}
    cells = [p for p in linked.across.positions if p.date == "2031-09-01"]
    told = {(names[p.party], p.told_by, passage.undertaking is None) for p in cells for passage in p.passages}
    assert told == {("Arvenia", "itself", True), ("Bascovia", "other side", False)}


def test_clauses_of_a_reprint_stand_once_too() -> None:
    def draft(path: str) -> ArticleRecord:
        made = Draft(
            path, ["Arvenia will ease the sanctions on Bascovia and wants the sanctions gone.", path], "2031-06-01"
        )
        made.undertakes(ARVENIA, "commitment", "ease the sanctions on Bascovia")
        made.stances.append(Stance(made.span("wants the sanctions gone"), made.span("wants"), ARVENIA.id, None))
        made.stances.append(Stance(made.span("ease the"), made.span("ease"), BASCOVIA.id, None))
        made.term("sanctions on Bascovia", "sanction", verb="ease")
        made.term("the sanctions gone", "sanction")
        return made.record()

    cells = [p for p in link([draft("a.txt"), draft("z.txt")]).positions if p.date == "2031-06-01"]
    assert cells and all(len(cell.passages) == 1 for cell in cells)


def test_an_office_of_the_other_side_tells_it() -> None:
    draft = spring()
    draft.side = "Bascovia"
    across = link([draft.record(), summer().record()])
    assert {p.told_by for p in across.positions if p.date == "2031-03-01"} == {"other side"}


def test_order_of_documents_makes_no_difference() -> None:
    records = [spring().record(), summer().record(), autumn().record()]
    assert len({repr(link(list(order))) for order in permutations(records)}) == 1


def test_names_and_ids_of_issues_outlive_further_coverage() -> None:
    before = link([spring().record(), summer().record()]).issues
    after = link([spring().record(), summer().record(), autumn().record()]).issues
    assert {(i.id, i.name) for i in before} <= {(i.id, i.name) for i in after}


def wish(name: str, **fields: object) -> Decision:
    return Decision("value", "issue", (), name, json.dumps(fields))


def issues_with(*decisions: Decision) -> tuple[dict[str, list[str]], tuple[int, ...]]:
    """Return the words of each issue's passages by its name, and the orphaned decisions."""
    records = [spring().record(), summer().record(), autumn().record()]
    linked = link_records(records, list(decisions), FACTS).linked
    texts = {r.article.id: r.article.text for r in records}
    found = {i.name: [p.span.of(texts[p.article]) for p in i.passages] for i in linked.across.issues}
    return found, linked.orphaned


def test_an_issue_is_renamed_and_keeps_its_id() -> None:
    records = [spring().record(), summer().record(), autumn().record()]
    old = next(i for i in link(records).issues if i.name == "sanctions on Bascovia")
    new = next(
        i for i in link(records, [wish("the embargo", **{"from": ["Sanctions on Bascovia"]})]).issues if i.by_user
    )
    assert (new.id, new.name, new.passages) == (old.id, "the embargo", old.passages)


def test_issues_are_merged() -> None:
    plain, _ = issues_with()
    assert set(plain) == {"sanctions on Bascovia", "ceasefire"}
    merged, orphaned = issues_with(wish("pressure", **{"from": ["sanctions on Bascovia", "ceasefire"]}))
    assert set(merged) == {"pressure"} and orphaned == ()
    assert set(merged["pressure"]) == {*plain["sanctions on Bascovia"], *plain["ceasefire"]}


def test_an_issue_is_split_by_terms() -> None:
    split, _ = issues_with(wish("sanctions eased", **{"from": ["sanctions on Bascovia"], "terms": ["ease"]}))
    assert split["sanctions eased"] == ["Arvenia will ease the sanctions only once the truce held for a month."]
    assert not any("ease" in words for words in split["sanctions on Bascovia"])


def test_a_user_adds_and_drops_issues() -> None:
    found, orphaned = issues_with(wish("truce", terms=["truce"]), wish("ceasefire", drop=True))
    assert "truce" in found and "ceasefire" not in found and orphaned == ()


def test_a_decision_on_an_issue_that_is_not_there_is_orphaned() -> None:
    found, orphaned = issues_with(wish("unicorns", **{"from": ["horses"]}))
    assert "unicorns" not in found and orphaned == (0,)


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


def test_the_authors_words_are_only_theirs_who_hold_it() -> None:
    draft = summer()
    draft.lines = [*draft.lines, "Arvenia rejects the truce, on which Bascovia wants sanctions lifted."]
    rejects = Span(draft.text.index("Arvenia rejects the truce"), draft.text.index(", on which"))
    draft.stances.append(Stance(rejects, Span(rejects.start + 8, rejects.start + 15), ARVENIA.id))
    draft.stances.append(Stance(draft.span("Bascovia wants sanctions lifted"), draft.span("wants"), BASCOVIA.id))
    at = draft.text.index("sanctions lifted")
    draft.terms.append(Term(Span(at, at + 9), "sanction"))
    record = draft.record()
    across = link([spring().record(), record])
    words = {
        p.span.of(record.article.text) for x in across.positions for p in x.passages if p.span.start >= rejects.start
    }
    assert words == {"Bascovia wants sanctions lifted"}


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


def test_a_reprint_is_one_passage_of_a_position() -> None:
    def draft(path: str) -> ArticleRecord:
        made = spring()
        made.path = path
        made.lines = [*made.lines, path]
        return made.record()

    across = link([draft("a.txt"), draft("z.txt"), summer().record()])
    cells = [p for p in across.positions if p.date == "2031-03-01"]
    assert cells and all(len(cell.passages) == 1 for cell in cells)


def test_this_would_be_a_mistake_speaks_of_what_was_named_before() -> None:
    draft = Draft(
        "d.txt",
        ["Paul Sorin answered the threat of sanctions on Bascovia. He said this would be a mistake."],
        "2031-12-01",
    )
    draft.says(SORIN, "this would be a mistake")
    draft.term("sanctions on Bascovia", "sanction")
    first = draft.text.index(" He said")
    draft.cuts.append(first)
    record = draft.record()
    across = link([spring().record(), summer().record(), record])
    words = [p.span.of(record.article.text) for x in across.positions if x.date == "2031-12-01" for p in x.passages]
    assert words == ["Paul Sorin answered the threat of sanctions on Bascovia. He said this would be a mistake"]


def test_an_article_that_never_names_the_state_is_not_about_its_sanctions() -> None:
    lines = ["Anna Berg said the sanctions would stay."]
    draft = Draft("d.txt", lines, "2031-12-01")
    draft.says(BERG, "the sanctions would stay")
    draft.term("the sanctions", "sanction")
    record = draft.record()
    across = link([spring().record(), summer().record(), record])
    assert not any(w.article == record.article.id for m in across.matters for w in m.wordings)


def test_a_spokesman_of_the_opposition_does_not_speak_for_the_state() -> None:
    draft = autumn()
    draft.statements.clear()
    draft.says(REBEL, "Bascovia wants the sanctions on Bascovia gone")
    across = link([spring().record(), summer().record(), draft.record()])
    assert not any(position.date == "2031-09-01" for position in across.positions)


def test_sanctions_on_a_capital_are_on_its_state() -> None:
    facts = Facts(states=(State("Arvenia", adjectives=("Arvenian",)), State("Bascovia", capital="Teplin")))
    draft = Draft("d.txt", ["Arvenia will ease the sanctions on Teplin."], "2031-12-01")
    draft.undertakes(ARVENIA, "commitment", "ease the sanctions on Teplin")
    draft.term("sanctions on Teplin", "sanction", verb="ease")
    across = link_records([spring().record(), draft.record()], [], facts).linked.across
    (matter,) = (m for m in across.matters if "sanction" in m.terms)
    assert matter.name == "lifting of sanctions on Bascovia" and len(matter.wordings) == 2


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("They agreed to share the Luma in an accord signed in 2026.", True),
        ("They agreed to share the water in an accord signed in 2026. The Luma is low.", True),
        ("They agreed to share the water in an accord signed in 2026.", False),
        ("They agreed to share the Luma in an accord signed in 2019.", False),
        ("They agreed to share the Luma in an accord reached on the water.", False),
    ],
)
def test_an_accord_told_by_its_year_and_more_is_the_only_one_named(line: str, meant: bool) -> None:
    named = Draft("a.txt", ["The Luma Accord, signed in 2026, binds Arvenia."], "2031-03-01")
    named.term("The Luma Accord", "luma accord", proper=True, definite=True)
    named.times.append(TimeValue(named.span("2026"), "date", "absolute", "2026"))
    dated = Draft("b.txt", line.replace(". ", ".\n").split("\n"), "2031-03-02")
    dated.undertakes(ARVENIA, "commitment", "to share")
    dated.undertakes(BASCOVIA, "commitment", "accord")
    dated.term("an accord", "accord")
    for year in ("2026", "2019"):
        if year in line:
            dated.times.append(TimeValue(dated.span(year), "date", "absolute", year))
    (agreement,) = link([named.record(), dated.record()]).agreements
    assert agreement.undertakings == ((dated.undertakings[1].id,) if meant else ())


def test_an_accord_still_to_be_signed_is_another() -> None:
    named = Draft("a.txt", ["The Luma Accord binds Arvenia."], "2031-03-01")
    named.term("The Luma Accord", "luma accord", proper=True, definite=True)
    other = Draft("c.txt", ["Arvenia will sign the accord by May."], "2031-03-03")
    other.undertakes(ARVENIA, "commitment", "sign the accord")
    other.term("the accord", "accord", definite=True)
    (agreement,) = link([named.record(), other.record()]).agreements
    assert agreement.undertakings == ()


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


def test_the_accord_told_of_before_one_is_named_is_another() -> None:
    draft = Draft("a.txt", ["Arvenia will sign the accord.", "It replaces the Luma Accord."], "2031-03-01")
    draft.undertakes(ARVENIA, "commitment", "sign the accord")
    draft.term("the accord", "accord", definite=True)
    draft.term("the Luma Accord", "luma accord", proper=True, definite=True)
    (agreement,) = link([draft.record()]).agreements
    assert agreement.undertakings == ()


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


def test_a_quoted_condition_tells_a_stand_on_what_hangs_on_it() -> None:
    lines = ["The port stays shut until the dam is open and, as Paul Sorin said, until all have been paid."]
    draft = Draft("a.txt", lines, "2031-03-01")
    draft.undertakes(SORIN, "condition", "The port stays shut", "until the dam is open")
    draft.says(SORIN, "until all have been paid")
    draft.conditions.append(draft.span("until all have been paid"))
    draft.term("The port", "port", verb="shut")
    draft.term("the dam", "dam")
    record = draft.record()
    across = link([record])
    names = {issue.id: issue.name for issue in across.issues}
    told = {(names[p.issue], q.span.of(record.article.text)) for p in across.positions for q in p.passages}
    assert ("ports and transit", "until all have been paid") in told


def test_an_agreement_reached_on_something_is_not_the_one_named_before() -> None:
    draft = Draft(
        "a.txt", ["The Luma Accord holds.", "Arvenia welcomed the agreement reached on a pause."], "2031-03-01"
    )
    draft.term("The Luma Accord", "luma accord", proper=True)
    draft.terms.append(Term(draft.span("the agreement reached"), "agreement", verb="reach", definite=True))
    told = Told(draft.record(), {}, {}, {})
    told.key_terms(load_concepts(), {}, {})
    assert [keyed.key for keyed in told.keyed] == ["@luma", "agreement"]


def test_what_one_digest_alone_tells_of_others_is_no_issue() -> None:
    digest = Draft("d.txt", ["Otto Lenz will hold an election."], "2031-03-05")
    digest.undertakes(REBEL, "commitment", "hold an election")
    digest.term("an election", "election", verb="hold")
    digest.stances.append(Stance(digest.span("Otto Lenz will hold an election"), digest.span("will"), REBEL.id))
    across = link([spring().record(), summer().record(), autumn().record(), digest.record()])
    assert not any(issue.name.startswith("elections") for issue in across.issues)
    assert {position.issue for position in across.positions} <= {issue.id for issue in across.issues}


def test_answers_of_a_briefing_that_name_no_side_of_the_talks_are_in_passing() -> None:
    lines = [f"Question {n} is on the ban." if n % 2 else f"Answer {n} is on taxes." for n in range(1, 51)]
    lines += ["A question on Bascovia.", "The sanctions stay."]
    draft = Draft("d.txt", lines, "2031-03-05", turns=True)
    for line in lines:
        draft.says(REPORTER if "uestion" in line else BERG, line)
    draft.mentions.append((draft.span("Bascovia"), BASCOVIA.id))
    met = [spring(), summer()]
    for other in met:
        other.meets(ARVENIA, BASCOVIA)
    told = [
        Told(record, {(record.article.id, a.id): a.id for a in ACTORS}, {}, {})
        for record in (draft.record(), *(other.record() for other in met))
    ]
    (passing,) = said_in_passing(told, Sides(ACTORS, load_concepts())).values()
    assert passing == {statement.id for statement in draft.statements[:50]}


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
