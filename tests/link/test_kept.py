"""Which promise a report of keeping or breaking speaks of."""

from __future__ import annotations

from communique.facts import Facts
from communique.facts.table import State
from communique.link import link_records
from communique.model.actors import Actor
from communique.model.matters import Across
from communique.model.spans import ActorId, ComplianceId
from communique.model.terms import Compliance, Verdict
from tests.link.across_material import ARVENIA, BASCOVIA, Draft

FACTS = Facts(states=(State("Arvenia", adjectives=("Arvenian",)), State("Bascovia", adjectives=("Bascovian",))))


def promises() -> Draft:
    """Return an article in which Arvenia promises prisoners and offers water, and Bascovia promises grain."""
    lines = [
        "Arvenia will free the prisoners by May.",
        "Arvenia would open the dam if the ban is lifted.",
        "Bascovia will send the convoy by June.",
    ]
    draft = Draft("a.txt", lines, "2031-03-01")
    draft.undertakes(ARVENIA, "commitment", "free the prisoners")
    draft.undertakes(ARVENIA, "condition", "open the dam", "if the ban is lifted")
    draft.undertakes(BASCOVIA, "commitment", "send the convoy")
    draft.term("prisoners", "prisoner", verb="free")
    draft.term("dam", "dam", verb="open")
    draft.term("convoy", "convoy", verb="send")
    return draft


def again() -> Draft:
    """Return an article that tells the same promises in other words, so that each is a matter."""
    lines = [
        "The prisoners are to be home soon, Arvenia promised.",
        "Arvenia offers the dam for an open port.",
        "A convoy of grain was promised by Bascovia.",
    ]
    draft = Draft("b.txt", lines, "2031-03-02")
    for who, kind, words in (
        (ARVENIA, "commitment", "The prisoners are to be home soon"),
        (ARVENIA, "offer", "the dam for an open port"),
        (BASCOVIA, "commitment", "A convoy of grain was promised"),
    ):
        draft.undertakes(who, kind, words)  # type: ignore[arg-type]
    draft.term("prisoners", "prisoner")
    draft.term("dam", "dam")
    draft.term("convoy of grain", "convoy")
    return draft


def tied(draft: Draft, verdict: Verdict, words: str, about: str, party: Actor | None, *, bare: bool = False) -> str:
    """Return the name of the matter that a report in the words of a third article's author speaks of; empty: none."""
    report = Compliance(
        ComplianceId("k1"),
        verdict,
        draft.span(words),
        party=ActorId(party.id) if party is not None else None,
        about=draft.span(about) if about else None,
        bare=bare,
    )
    draft.compliance.append(report)
    across: Across = link_records([promises().record(), again().record(), draft.record()], [], FACTS).linked.across
    names = {matter.id: matter.name for matter in across.matters}
    (link,) = across.compliance or (None,)
    return names.get(link.matter, "") if link is not None and link.matter is not None else ""


def test_words_for_a_promise_mean_what_the_article_says_that_party_owes() -> None:
    draft = Draft(
        "c.txt", ["Arvenia broke its word.", "The prisoners and the convoy are where they were."], "2031-06-01"
    )
    draft.term("word", "word")
    draft.term("prisoners", "prisoner")
    draft.term("convoy", "convoy")
    assert "prisoners" in tied(draft, "broken", "Arvenia broke its word", "its word", ARVENIA)


def test_what_is_owed_without_a_condition_comes_first() -> None:
    draft = Draft("c.txt", ["The pledge on the dam and the prisoners was not kept."], "2031-06-01")
    draft.term("dam", "dam")
    draft.term("prisoners", "prisoner")
    found = tied(draft, "broken", "The pledge on the dam and the prisoners was not kept", "The pledge", None)
    assert "prisoners" in found


def test_a_bare_report_means_the_promise_told_right_before() -> None:
    lines = ["The meeting on the convoy fell ten days after Arvenia was to free the prisoners.", "None has come."]
    draft = Draft("c.txt", lines, "2031-06-01")
    draft.undertakes(ARVENIA, "commitment", "free the prisoners")
    draft.term("convoy", "convoy")
    draft.term("prisoners", "prisoner", verb="free")
    assert "prisoners" in tied(draft, "broken", "None has come", "None", None, bare=True)


def test_what_is_promised_later_was_not_broken_before() -> None:
    draft = Draft("c.txt", ["Bascovia broke its promise.", "The convoy stays."], "2031-02-01")
    draft.term("promise", "promise")
    draft.term("convoy", "convoy")
    assert tied(draft, "broken", "Bascovia broke its promise", "its promise", BASCOVIA) == ""
