"""Issues over hand-built articles, and what a user decides on them."""

from __future__ import annotations

import json

from communique.link import link_records
from communique.link.concepts import load_concepts
from communique.link.passing import said_in_passing
from communique.link.sides import Sides
from communique.link.told import Told
from communique.model.records import Decision
from communique.model.terms import Stance
from tests.link.across_material import (
    ACTORS,
    ARVENIA,
    BASCOVIA,
    BERG,
    FACTS,
    REBEL,
    REPORTER,
    Draft,
    autumn,
    link,
    spring,
    summer,
)


def wish(name: str, **fields: object) -> Decision:
    return Decision("value", "issue", (), name, json.dumps(fields))


def issues_with(*decisions: Decision) -> tuple[dict[str, list[str]], tuple[int, ...]]:
    """Return the words of each issue's passages by its name, and the orphaned decisions."""
    records = [spring().record(), summer().record(), autumn().record()]
    linked = link_records(records, list(decisions), FACTS).linked
    texts = {r.article.id: r.article.text for r in records}
    found = {i.name: [p.span.of(texts[p.article]) for p in i.passages] for i in linked.across.issues}
    return found, linked.orphaned


def test_names_and_ids_of_issues_outlive_further_coverage() -> None:
    before = link([spring().record(), summer().record()]).issues
    after = link([spring().record(), summer().record(), autumn().record()]).issues
    assert {(i.id, i.name) for i in before} <= {(i.id, i.name) for i in after}


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
