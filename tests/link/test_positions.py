"""Positions on issues over hand-built articles, with who tells them."""

from __future__ import annotations

from communique.link import link_records
from communique.model.records import ArticleRecord
from communique.model.spans import Span
from communique.model.terms import Stance, Term
from tests.link.across_material import (
    ARVENIA,
    BASCOVIA,
    BERG,
    FACTS,
    REBEL,
    SORIN,
    Draft,
    autumn,
    link,
    spring,
    summer,
)


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


def test_a_spokesman_of_the_opposition_does_not_speak_for_the_state() -> None:
    draft = autumn()
    draft.statements.clear()
    draft.says(REBEL, "Bascovia wants the sanctions on Bascovia gone")
    across = link([spring().record(), summer().record(), draft.record()])
    assert not any(position.date == "2031-09-01" for position in across.positions)


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
