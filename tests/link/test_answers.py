"""Answers to another side's proposal are one matter, whatever words they choose."""

from __future__ import annotations

from communique.facts import Facts
from communique.facts.table import State
from communique.link import link_records
from communique.model.matters import Across, Matter
from communique.model.records import ArticleRecord
from communique.model.spans import Span
from communique.model.terms import Term
from tests.link.across_material import ARVENIA, BASCOVIA, BERG, SORIN, Draft

FACTS = Facts(states=(State("Arvenia", adjectives=("Arvenian",)), State("Bascovia", adjectives=("Bascovian",))))


def link(*records: ArticleRecord) -> Across:
    return link_records(list(records), [], FACTS).linked.across


def words(matter: Matter, *records: ArticleRecord) -> set[str]:
    """Return the words of a matter's wordings."""
    texts = {record.article.id: record.article.text for record in records}
    return {wording.words.of(texts[wording.article]) for wording in matter.wordings}


def studied() -> ArticleRecord:
    draft = Draft("a.txt", ["Paul Sorin will study the Arvenian proposal."], "2031-03-01")
    draft.undertakes(SORIN, "commitment", "study the Arvenian proposal")
    draft.term("the Arvenian proposal", "proposal", verb="study")
    return draft.record()


def replied() -> ArticleRecord:
    lines = [
        "The proposal of Anna Berg lay on the table.",
        "Bascovia will reply to it by May and Sorin will do the same.",
    ]
    draft = Draft("b.txt", lines, "2031-03-02")
    draft.mentions.append((draft.span("Anna Berg"), BERG.id))
    draft.undertakes(BASCOVIA, "commitment", "reply to it")
    draft.undertakes(SORIN, "commitment", "do the same")
    draft.term("The proposal", "proposal")
    return draft.record()


def awaited() -> ArticleRecord:
    draft = Draft("c.txt", ["Anna Berg said that Bascovia had promised her an answer by May."], "2031-03-03")
    draft.says(BERG, "Bascovia had promised her an answer by May")
    draft.term("an answer", "answer", verb="promise")
    return draft.record()


def test_answers_to_one_side_are_one_matter() -> None:
    records = (studied(), replied(), awaited())
    (matter,) = link(*records).matters
    assert matter.name == "answer to Arvenia's proposal"
    assert words(matter, *records) == {
        "study the Arvenian proposal",
        "reply to it",
        "do the same",
        "Bascovia had promised her an answer by May",
    }


def test_an_answer_is_no_issue() -> None:
    assert not any("answer" in issue.name for issue in link(studied(), replied(), awaited()).issues)


def test_a_proposal_on_something_is_about_that() -> None:
    def draft(path: str, day: str) -> ArticleRecord:
        made = Draft(path, [f"Paul Sorin rejected the Arvenian proposal on sanctions, {day}."], "2031-03-01")
        made.undertakes(SORIN, "refusal", "the Arvenian proposal on sanctions")
        made.term("the Arvenian proposal", "proposal", verb="reject")
        made.term("sanctions", "sanction")
        return made.record()

    across = link(draft("a.txt", "again"), studied(), replied())
    assert {m.name for m in across.matters} == {"answer to Arvenia's proposal"}
    refused = draft("a.txt", "again")
    assert not any("rejected" in w for m in across.matters for w in words(m, refused, studied(), replied()))


def test_go_there_leads_to_the_place_named_before() -> None:
    draft = Draft("a.txt", ["Arvenia will hold talks in Luma.", "Bascovia will not go there."], "2031-03-01")
    draft.undertakes(ARVENIA, "commitment", "hold talks in Luma")
    draft.undertakes(BASCOVIA, "refusal", "go there")
    draft.term("Luma", "luma", proper=True, place=True)
    other = Draft("b.txt", ["Arvenia will travel to Luma."], "2031-03-02")
    other.undertakes(ARVENIA, "commitment", "travel to Luma")
    other.terms.append(Term(other.span("Luma"), "luma", proper=True, place=True))
    records = (draft.record(), other.record())
    (matter,) = link(*records).matters
    assert matter.name == "meeting in Luma"
    assert "go there" in words(matter, *records)


def test_a_pledge_is_what_its_party_promised() -> None:
    draft = Draft("a.txt", ["Arvenia will ease the sanctions on Bascovia, it said of sanctions."], "2031-03-01")
    draft.undertakes(ARVENIA, "commitment", "ease the sanctions on Bascovia")
    draft.term("sanctions on Bascovia", "sanction", verb="ease")
    kept = Draft("b.txt", ["Of the sanctions on Bascovia, Arvenia would honour its pledge."], "2031-03-02")
    kept.undertakes(ARVENIA, "commitment", "honour its pledge")
    kept.term("sanctions on Bascovia", "sanction")
    kept.term("its pledge", "pledge", verb="honour")
    records = (draft.record(), kept.record())
    (matter,) = link(*records).matters
    assert words(matter, *records) == {"ease the sanctions on Bascovia", "honour its pledge"}


def test_a_commitment_that_is_asked_for_is_no_promise_kept() -> None:
    draft = Draft("a.txt", ["Arvenia will ease the sanctions, it said of sanctions on Bascovia."], "2031-03-01")
    draft.undertakes(ARVENIA, "commitment", "ease the sanctions")
    draft.term("the sanctions", "sanction", verb="ease")
    other = Draft("b.txt", ["On sanctions Arvenia insisted on a security commitment."], "2031-03-02")
    other.undertakes(ARVENIA, "demand", "a security commitment")
    other.term("sanctions", "sanction")
    other.term("a security commitment", "commitment", verb="insist")
    records = (draft.record(), other.record())
    assert not any("a security commitment" in words(matter, *records) for matter in link(*records).matters)


def test_an_answer_to_what_nobody_proposed_is_no_matter() -> None:
    draft = Draft(
        "a.txt", ["Bascovia awaits an answer to the threat.", "Paul Sorin will give an answer."], "2031-03-01"
    )
    draft.undertakes(BASCOVIA, "demand", "an answer to the threat")
    draft.undertakes(SORIN, "commitment", "give an answer")
    draft.term("an answer to the threat", "answer", nouns=("threat",))
    draft.terms.append(Term(Span(draft.text.rindex("an answer"), len(draft.text) - 1), "answer"))
    assert link(draft.record()).matters == ()


def test_it_is_what_the_sentence_before_named_last() -> None:
    lines = ["The sanctions on Bascovia still stand.", "Anna Berg urged the chamber to rescind it."]
    draft = Draft("a.txt", lines, "2031-03-01")
    draft.undertakes(BERG, "demand", "rescind it")
    draft.term("The sanctions on Bascovia", "sanction")
    other = Draft("b.txt", ["Arvenia will ease the sanctions on Bascovia."], "2031-03-02")
    other.undertakes(ARVENIA, "commitment", "ease the sanctions on Bascovia")
    other.term("sanctions on Bascovia", "sanction", verb="ease")
    records = (cut(draft, " Anna"), other.record())
    (matter,) = link(*records).matters
    assert "rescind it" in words(matter, *records)


def cut(draft: Draft, before: str) -> ArticleRecord:
    """Return the record of a draft whose lines are one paragraph, parted before the given words."""
    draft.lines = [" ".join(draft.lines)]
    draft.cuts.append(draft.text.index(before))
    return draft.record()


def test_say_whether_they_may_is_an_answer_to_them() -> None:
    draft = Draft("d.txt", ["Both have until May to say whether Arvenians might count."], "2031-03-04")
    draft.undertakes(SORIN, "deadline", "say whether Arvenians might count")
    record = draft.record()
    (matter,) = link(studied(), replied(), record).matters
    assert "say whether Arvenians might count" in words(matter, record, studied(), replied())
