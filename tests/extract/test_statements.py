"""Statements from reports: turns, forms, ids, the tagger's part."""

from __future__ import annotations

from dataclasses import replace

import pytest

from communique.annotate.pipeline import annotate_article
from communique.extract.cast import cast_actors
from communique.extract.cues import load_cues
from communique.extract.speakers import _described_before
from communique.extract.statements import extract_statements
from communique.extract.syntax import Syntax
from communique.facts import load_facts
from communique.model.annotation import Annotation, TaggedAttribution, Token
from communique.model.documents import Block
from communique.model.spans import Span
from communique.model.statements import Statement
from tests.extract.test_statements_golden import article_of


def statements_of(text: str) -> tuple[Statement, ...]:
    """Return the statements of a text of body paragraphs."""
    article = article_of(text)
    annotation = annotate_article(article)
    return extract_statements(article, annotation, cast_actors(article, annotation, load_facts()))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ('"We go now," Anna Berg said.', "direct"),
        ('Anna Berg said the talks were "very useful" to both.', "mixed"),
        ("Anna Berg said the talks were useful.", "indirect"),
    ],
)
def test_statements_form(text: str, form: str) -> None:
    assert [s.form for s in statements_of(text)] == [form]


def test_statements_turns_with_third_party() -> None:
    text = "ANNA BERG\nI was there. Otto Lind said the bridge would open.\nWe all went home.\n"
    article = article_of(text)
    heading, first, second = (block.span for block in article.blocks)
    blocks = (Block("heading", heading), Block("turn", first, heading), Block("turn", second, heading))
    article = replace(article, blocks=blocks)
    annotation = annotate_article(article)
    found = extract_statements(article, annotation, cast_actors(article, annotation, load_facts()))
    assert [(s.method, s.form, len(s.relays)) for s in found] == [
        ("turn", "direct", 0),
        ("parse", "indirect", 1),
        ("turn", "direct", 0),
    ]
    assert found[0].speaker_span == heading and found[0].cue_span is None


def test_statements_of_one_clause_by_two_speakers_have_two_ids() -> None:
    found = statements_of("Anna Berg said the bridge was open. Otto Lind said the bridge was open.")
    assert len({s.id for s in found}) == 2


def test_statements_none_in_narration() -> None:
    assert statements_of("The delegations met in Vellmar. They discussed the river.\n") == ()


def test_statements_tagged_fill_gaps() -> None:
    text = "Word from Anna Berg, as noted: the bridge stays shut. Otto Lind said the bridge would open."
    article = article_of(text)
    annotation = annotate_article(article)

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    gap = TaggedAttribution((span("Anna Berg"),), (span("noted"),), (span("the bridge stays shut"),), 0.9)
    known = TaggedAttribution((span("Otto Lind"),), (span("said"),), (span("bridge would open"),), 0.9)
    weak = replace(gap, score=0.8)
    cast = cast_actors(article, annotation, load_facts())
    assert len(extract_statements(article, replace(annotation, attributions=(weak, known)), cast)) == 1
    found = extract_statements(article, replace(annotation, attributions=(gap, known)), cast)
    assert [s.method for s in found] == ["tagger", "parse"]


@pytest.mark.parametrize(
    ("tagged", "kept"),
    [
        ("the bridge would open in May", "the bridge would open in May"),
        ("the bridge would", "the bridge would open in May after a long dispute"),
        ("bridge would open in May", "the bridge would open in May after a long dispute"),
        ("the bridge would open in May after a long dispute", "the bridge would open in May after a long dispute"),
    ],
)
def test_statements_end_where_the_tagger_ends_the_same_content(tagged: str, kept: str) -> None:
    text = "Otto Lind said that the bridge would open in May after a long dispute."
    article = article_of(text)
    annotation = annotate_article(article)

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    attribution = TaggedAttribution((span("Otto Lind"),), (span("said"),), (span(tagged),), 0.9)
    cast = cast_actors(article, annotation, load_facts())
    (found,) = extract_statements(article, replace(annotation, attributions=(attribution,)), cast)
    assert [text[c.start : c.end] for c in found.content] == [kept]


def test_statements_have_the_subject_behind_an_adjunct_and_a_remark() -> None:
    text = "In a letter to the Gazette, Ana Roth, who advises Mr Lind on water, accused Arvenia of breaking its word."
    (statement,) = statements_of(text)
    assert statement.speaker_span is not None and "Ana Roth" in statement.speaker_span.of(text)


def test_statements_of_an_outlet_named_after_a_capital_are_not_its_state() -> None:
    article = article_of("The Washington Post said on Monday that the dam was full.")
    annotation = annotate_article(article)
    cast = cast_actors(article, annotation, load_facts())
    (found,) = extract_statements(article, annotation, cast)
    assert [cast.actor(actor).name for actor in found.speakers.value or ()] == ["Washington Post"]


@pytest.mark.parametrize(
    ("text", "judged"),
    [
        ("Anna Berg called the minister in order to discuss the truce.", []),
        ("Anna Berg called the envoys in dangerous times.", []),
        ("Anna Berg called the talks in order.", ["the talks in order"]),
        ("Anna Berg called the treaty in doubt.", ["the treaty in doubt"]),
    ],
)
def test_judgement_by_a_phrase_needs_all_its_words_and_no_purpose(text: str, judged: list[str]) -> None:
    assert [s.content[0].of(text) for s in statements_of(text)] == judged


def test_name_that_opens_a_text_is_no_description_between_commas() -> None:
    """Parsed so that a name at the head of the text explains a later word, with a comma as the text's last token."""
    told = [
        # text, lemma, part of speech, label, head
        ("Roth", "Roth", "PROPN", "appos", 4),
        (",", ",", "PUNCT", "punct", 0),
        ("head", "head", "NOUN", "appos", 0),
        (",", ",", "PUNCT", "punct", 0),
        ("said", "say", "VERB", "ROOT", 4),
        (",", ",", "PUNCT", "punct", 4),
    ]
    tokens = tuple(
        Token(i, 10 * i, 10 * i + len(text), text, lemma, pos, "", dep, head, 0)
        for i, (text, lemma, pos, dep, head) in enumerate(told)
    )
    syntax = Syntax(Annotation(tokens, (), ()))
    assert _described_before(syntax, tokens[4], load_cues()) is None
