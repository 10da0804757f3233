"""How accounts of one encounter differ: length, agenda, outcome, what was the first, where it was agreed.

Method: docs/methods/comparisons.md.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from communique.facts import Facts
from communique.facts.table import fold_name
from communique.link.alike import AlikeGroup
from communique.link.durations import minutes_of
from communique.link.facets import compare_sides, occasions_of, pairs_across, teller
from communique.link.firsts import TALKS, compare_firsts
from communique.link.passages import Passage
from communique.link.storytext import StoryText
from communique.link.verdicts import compare_verdicts, names_encounter
from communique.link.words import inexact, number_words, read_words, telling_words
from communique.model.comparisons import HOW_LONG, Comparison, Side
from communique.model.encounters import Relation
from communique.model.records import ArticleRecord
from communique.model.spans import ArticleId, Span, StatementId, UtteranceId

_MORE: Final = re.compile(rf"{inexact()}\s*$", re.IGNORECASE)
_MORE_INSIDE: Final = re.compile(inexact(), re.IGNORECASE)
_EACH: Final = re.compile(r"\s*(?:each|apiece)\b", re.IGNORECASE)
_ANOTHER: Final = re.compile(r"\banother (\w+)\b(?! (?:days?|weeks?|months?|years?))", re.IGNORECASE)
_SIGNED: Final = re.compile(
    r"\b(?:agreements?|accords?|deals?|pacts?|treat(?:y|ies))\b[^.;!?]{0,20}?"
    r"\b(?:signed|made|reached|concluded|struck|brokered|sealed) in (?P<place>[A-Z]\w+(?:[ -][A-Z]\w+)?)"
)
_INITIATIVE: Final = re.compile(
    r"\b(?:at the (?:initiative|request|suggestion) of|arranged by|initiated by|requested by|placed by)"
    r" (?P<who>(?:the )?[A-Z]\w+(?: [A-Z]\w+){0,3})"
)
_TONE: Final = re.compile(
    r"\b(?:conversation|talks|meeting|discussions?|call|atmosphere|tone) (?:was|were) (?:\w+(?:-\w+)?, )?\w+(?:-\w+)?"
    r"(?: and \w+(?:-\w+)?)?(?=[,.;]| and the )|\bin an? [\w -]{4,40} atmosphere\b"
)
_FRAGMENT: Final = re.compile(r"[\"“]([^\"“”\n]{4,80})[\"”]")
MAX_FRAGMENT_WORDS: Final = 8
MIN_ABOUT: Final = 0.8
"""Least weight of a further concept that the sentences of both must share."""
MIN_NOTION: Final = 3.0
"""Least weight of the notion that two short quotations share."""
_AGENDA: Final = re.compile(
    r"\b(?:(?:on the|broad|full|wide) agenda|topics?|issues? discussed|on the table|discussed|discussions? of"
    r"|focus(?:ed)? on|covered|cooperation on|talks? on)\b",
    re.IGNORECASE,
)


def compare_tellings(story: StoryText, alike: Sequence[AlikeGroup] = ()) -> list[Comparison]:
    """Return how the accounts of the story's encounters differ in what is told of them."""
    return [
        *_lengths(story), *compare_firsts(story), *_main_topics(story), *_agendas(story), *compare_verdicts(story),
        *_quoted(story, alike),
        *_signings(story),
        *_initiatives(story),
        *_tones(story),
    ]  # fmt: skip


def _of_one_occasion(story: StoryText, first: Side, second: Side) -> bool:
    return story.one_occasion(first.article, first.words.span, second.article, second.words.span)


def _lengths(story: StoryText) -> list[Comparison]:
    """Return lengths of one encounter told as a total here and as a sum there; unequal totals are a conflict."""
    claims = [claim for record in story.records for claim in _length_claims(story, record)]
    told: list[Side] = [side for side, _, _ in claims]
    minutes = {side: (total, exact) for side, total, exact in claims}
    pairs = pairs_across(story, told)
    same = [(a, b) for a, b in pairs if minutes[a][0] == minutes[b][0] and minutes[a][1] != minutes[b][1]]
    loose = [(a, b) for a, b in pairs if "more" in (minutes[a][1], minutes[b][1]) and _fits(minutes[a], minutes[b])]
    groups: dict[float, dict[Side, None]] = defaultdict(dict)
    for a, b in [*same, *loose]:
        groups[max(minutes[a][0], minutes[b][0])].update({a: None, b: None})
    for total, sides in groups.items():
        for side in told:
            if minutes[side][0] == total and any(story.near(side.article, s.article) for s in sides):
                sides.setdefault(side)
    return [compare_sides(story, "number", "compatible", HOW_LONG, list(s), 2.0) for _, s in sorted(groups.items())]


def _fits(first: tuple[float, str], second: tuple[float, str]) -> bool:
    low, high = sorted((first, second))
    return low[1] == "more" and high[1] != "more" and low[0] < high[0] <= 1.5 * low[0]


def _length_claims(story: StoryText, record: ArticleRecord) -> Iterator[tuple[Side, float, str]]:
    """Yield (words, minutes, "plain" | "sum" | "more") of each length of talks that a text tells."""
    for passage in story.passages_in(record.article.id):
        if not passage.concepts & TALKS and len(passage.names) < 2:
            continue
        spans = [t.span for t in record.times if t.kind == "duration" and passage.anchor.span.contains(t.span)]
        values = [minutes_of(t.value) for t in record.times if t.span in spans]
        known = [(span, value) for span, value in zip(spans, values, strict=True) if value]
        if not known:
            continue
        text = record.article.text
        start, end = known[0][0].start, known[-1][0].end
        total, how = sum(value for _, value in known), "sum" if len(known) > 1 else "plain"
        another = _ANOTHER.search(text, end, passage.anchor.span.end)
        extra = number_words().get(another.group(1).casefold()) if another and len(known) == 1 else None
        if another and extra and known[0][1] % 60 == 0:
            total, how, end = total + 60 * extra, "sum", another.end()
        if _EACH.match(text, end) and len(known) == 1:
            total, how = 2 * total, "sum"
        if _MORE.search(text[max(0, start - 12) : start]) or _MORE_INSIDE.match(text, start):
            how = "more"
        yield teller(passage, passage.anchor.span), total, how


def _main_topics(story: StoryText) -> list[Comparison]:
    """Return sentences that call different things the main topic: only one thing can be it."""
    table = telling_words()["exclusive"]
    pattern = re.compile(rf"\b(?:{'|'.join(table['adjectives'])}) (?:{'|'.join(table['nouns'])})\b", re.IGNORECASE)
    found: list[tuple[Side, frozenset[str]]] = []
    for passage in story.passages:
        if pattern.search(passage.anchor.words) and passage.concepts & TALKS:
            found.append((teller(passage, passage.anchor.span), passage.names))
    apart = [
        (a, b)
        for (a, x), (b, y) in combinations(found, 2)
        if story.near(a.article, b.article) and a.asserted_by != b.asserted_by and _apart(x, y)
    ]
    what = "what the main topic was"
    return [compare_sides(story, "agenda", "conflict", what, sides, 3.0) for sides in occasions_of(story, apart)]


def _apart(first: frozenset[str], second: frozenset[str]) -> bool:
    """Return whether two sentences name things of which at most half are the same."""
    return bool(first) and bool(second) and len(first & second) * 2 <= min(len(first), len(second))


def _agendas(story: StoryText) -> list[Comparison]:
    """Return what each account says was on the table, where the accounts name different things."""
    best: dict[ArticleId, tuple[int, Side, frozenset[str]]] = {}
    for passage in story.passages:
        meant = names_encounter(passage.anchor.words) or story.tells_encounter(passage)
        if not _AGENDA.search(passage.anchor.words) or not meant or passage.negated:
            continue
        named = frozenset(n for n in passage.names if n not in story.weights.people)
        entry = (len(named), teller(passage, passage.anchor.span), named)
        if named and (passage.article not in best or entry[0] > best[passage.article][0]):
            best[passage.article] = entry
    named_of = {side: named for _, side, named in best.values()}
    pairs = [
        (a, b)
        for a, b in pairs_across(story, list(named_of))
        if named_of[a] != named_of[b] and _of_one_occasion(story, a, b)
    ]
    what = "what was on the table"
    return [compare_sides(story, "agenda", "weight", what, kept, 1.0) for kept in occasions_of(story, pairs)]


def _quoted(story: StoryText, alike: Sequence[AlikeGroup]) -> list[Comparison]:
    """Return short quotations of one rare notion that articles of one occasion give in the words of one side.

    `alike`: statements that are held against each other already.
    """
    group_of = {told.statement.id: group.noun.id for group in alike for told in group.told}
    sides_of: dict[StatementId | None, frozenset[str]] = {told.statement.id: told.sides for told in story.told}
    parties: dict[tuple[Span, ArticleId], frozenset[str]] = {}
    found: dict[str, list[Side]] = defaultdict(list)
    about: dict[tuple[Span, ArticleId], frozenset[str]] = {}
    for passage in story.passages:
        for match in _FRAGMENT.finditer(passage.anchor.words):
            at = passage.anchor.span.start
            span = Span(at + match.start(), at + match.end())
            words = passage.words_in(span)
            notions = {word.concept for word in words if word.concept and not word.capital}
            if len(words) <= MAX_FRAGMENT_WORDS:
                for notion in sorted(n for n in notions if story.weights.of(n) >= MIN_NOTION):
                    side = teller(passage, span)
                    if passage.turn and not sides_of.get(side.asserted_by):
                        continue  # an expert's, who was asked and speaks for no side
                    found[notion].append(side)
                    parties[span, passage.article] = sides_of.get(side.asserted_by, frozenset()) | _states(passage)
                    about[span, passage.article] = (
                        frozenset(
                            c for c in passage.concepts - {notion} if c[:1] != "@" and story.weights.of(c) >= MIN_ABOUT
                        )
                        - story.weights.people
                    )
    comparisons = []
    for _, sides in sorted(found.items()):
        pairs = [
            (a, b)
            for a, b in pairs_across(story, sides)
            if not _one_quotation(a.value, b.value)
            and parties[a.words.span, a.article] & parties[b.words.span, b.article]
            and not _grouped(group_of, a, b)
            and about[a.words.span, a.article] & about[b.words.span, b.article]
        ]
        comparisons += [
            compare_sides(story, "wording", "weight", "which words are quoted", kept[:6], 1.0)
            for kept in occasions_of(story, pairs)
        ]
    return comparisons


def _states(passage: Passage) -> frozenset[str]:
    """Return the names of the states of which a sentence speaks."""
    return frozenset(part[1:] for c in passage.concepts for part in c.split("+") if part[:1] == "@")


def _grouped(group_of: Mapping[StatementId, UtteranceId], first: Side, second: Side) -> bool:
    groups = {group_of.get(side.asserted_by) for side in (first, second) if side.asserted_by is not None}
    return len(groups) == 1 and None not in groups


def _one_quotation(first: str, second: str) -> bool:
    """Return whether one quotation stands in the other, quotation marks and full stops aside."""
    one, other = (fold_name(words).strip(' "“”,') for words in (first, second))
    return one in other or other in one


def _initiatives(story: StoryText) -> list[Comparison]:
    """Return at whose wish a call or meeting came about, where two accounts of it name different parties."""
    sides: list[tuple[Side, frozenset[str]]] = []
    for passage in story.passages:
        match = _INITIATIVE.search(passage.anchor.words)
        if match is None:
            continue
        at = passage.anchor.span.start
        named = passage.words_in(Span(at + match.start("who"), at + match.end("who")))
        who = frozenset(word.concept for word in named if word.capital and word.concept)
        sides.append((teller(passage, Span(at + match.start(), at + match.end())), who))
    pairs = [
        (a, b)
        for (a, x), (b, y) in combinations(sides, 2)
        if a.article != b.article and x and y and not x & y and _of_one_occasion(story, a, b)
    ]
    return [compare_sides(story, "participants", "conflict", "who wanted it", list(pair), 2.0) for pair in pairs[:1]]


def _tones(story: StoryText) -> list[Comparison]:
    """Return the words in which accounts of one encounter call its tone, where they differ."""
    sides: dict[ArticleId, Side] = {}
    for passage in story.passages:
        match = _TONE.search(passage.anchor.words)
        if match and passage.article not in sides:
            at = passage.anchor.span.start
            sides[passage.article] = teller(passage, Span(at + match.start(), at + match.end()))
    pairs = [
        (a, b)
        for a, b in pairs_across(story, list(sides.values()))
        if _of_one_occasion(story, a, b) and fold_name(a.value) != fold_name(b.value)
    ]
    return [compare_sides(story, "outcome", _tone_relation(*p), "what its tone was", list(p), 1.0) for p in pairs]


def _tone_relation(first: Side, second: Side) -> Relation:
    """Return "weight" where one of two calls a tone guarded or cool and the other does not."""
    cool = [any(word.form in telling_words()["tone"]["cool"] for word in read_words(s.value)) for s in (first, second)]
    return "compatible" if cool[0] is cool[1] else "weight"


def _signings(story: StoryText) -> list[Comparison]:
    """Return where agreements were made, where two accounts name places of which neither lies in the other."""
    sides: list[tuple[Side, frozenset[str]]] = []
    for passage in story.passages:
        for match in _SIGNED.finditer(passage.anchor.words):
            span = Span(passage.anchor.span.start + match.start(), passage.anchor.span.start + match.end())
            # Where it was signed is the article's gloss unless the words are quoted.
            side = teller(passage, span)
            quoted = any(s.id == side.asserted_by and s.form == "direct" for s in passage.statements)
            sides.append((side if quoted else replace(side, asserted_by=None), passage.concepts))
    found = []
    for (a, x), (b, y) in combinations(sides, 2):
        places = [m["place"] for s in (a, b) if (m := _SIGNED.search(s.words.words))]
        one_occasion = a.article != b.article and story.near(a.article, b.article) and "agree" in x & y
        if one_occasion and len(places) == 2 and _elsewhere(places[0], places[1], story.coverage.facts):
            found.append(compare_sides(story, "place", "conflict", "where it was agreed", [a, b], 3.0))
    return found[:1]


def _elsewhere(first: str, second: str, facts: Facts) -> bool:
    """Return whether two places lie in different states, as far as the facts table knows both."""
    states = [facts.state_by_place.get(fold_name(p)) or facts.state_by_name.get(fold_name(p)) for p in (first, second)]
    return states[0] is not None and states[1] is not None and states[0].name != states[1].name
