"""Encounters of one article: who met, when, where, and whether it came about. Method: docs/methods/encounters.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.extract.cast import Cast
from communique.extract.clauses import ParseTree
from communique.extract.encounter_mentions import EncounterMention, MentionFinder
from communique.extract.encounter_merge import EncounterDraft, merge_drafts
from communique.extract.encounter_status import encounter_status, is_foretold
from communique.extract.encounter_words import encounter_words
from communique.extract.places import PlaceFinder
from communique.extract.time_words import time_words
from communique.facts import Facts
from communique.model.annotation import Annotation, Token
from communique.model.documents import Article
from communique.model.encounters import Encounter
from communique.model.inferred import Basis, Inferred, absent
from communique.model.spans import EncounterId, Span, StatementId, anchor_id
from communique.model.statements import Statement
from communique.model.times import TimeValue, resolve_time

MAX_EVIDENCE = 3
MAX_ISSUES = 6
MAX_ISSUE_WORDS = 7


def extract_encounters(
    article: Article,
    annotation: Annotation,
    cast: Cast,
    times: Sequence[TimeValue],
    statements: Sequence[Statement],
    facts: Facts,
) -> tuple[Encounter, ...]:
    """Return the distinct encounters that the article tells, in the order of their first telling.

    Mentions whose parties cannot be identified are left out. A date counted from the day of publication is
    absent("not resolved") where that day is not known.
    """
    tree = ParseTree(annotation, article.text)
    places = PlaceFinder(tree, annotation, facts)
    drafts = [_draft(tree, mention, places, times, statements) for mention in MentionFinder(tree, cast, times).find()]
    merged = merge_drafts(drafts, cast, article.published.value)
    encounters = [_encounter(article, tree, draft) for draft in merged]
    return tuple(_with_parts(encounters, merged))


def _draft(
    tree: ParseTree,
    mention: EncounterMention,
    places: PlaceFinder,
    times: Sequence[TimeValue],
    statements: Sequence[Statement],
) -> EncounterDraft:
    anchors = _anchors(tree, mention)
    sentence = tree.sentences[mention.trigger.sentence].span
    draft = EncounterDraft(mention, list(mention.participants), encounter_status(tree, mention), [sentence])
    draft.place = places.place_of(anchors)
    if draft.place is None and draft.status in ("held", "under way") and _is_main(tree, mention):
        draft.place = places.only_city(mention.trigger.sentence, mention.verb)
    within = [time for time in times if sentence.contains(time.span)]
    draft.time = _attached(tree, mention, [time for time in within if time.kind == "date"], anchors)
    length = _attached(tree, mention, [t for t in within if t.kind == "duration" and _is_length(t)], anchors)
    draft.duration = length
    draft.issues = _issues(tree, mention)
    draft.foretold = is_foretold(tree, mention)
    draft.asserted_by = _asserted_by(mention.trigger, statements)
    return draft


def _is_main(tree: ParseTree, mention: EncounterMention) -> bool:
    """Return whether the encounter is what its clause tells, not what it mentions by the way ("in line with talks")."""
    current = mention.trigger
    while mention.governor is not None and current.head not in (mention.governor.index, current.index):
        current = tree.tokens[current.head]
    return mention.trigger.pos == "VERB" or current.dep in ("dobj", "nsubj", "nsubjpass", "attr")


_OF_A_NOUN = ("poss", "compound", "nmod", "amod", "npadvmod")
"""How the parse hangs a time on the noun that it belongs to ("Tuesday's talks", "the Friday session")."""


def _anchors(tree: ParseTree, mention: EncounterMention) -> list[Token]:
    """Return the trigger, what it hangs on, and its verb: the places where time and place are attached."""
    anchors = [mention.trigger]
    for token in tree.ancestors(mention.trigger.index):
        if token.pos == "NOUN" and token.lemma not in encounter_words().measures:
            break  # "in line with the talks": what the sentence then tells is not of the talks
        if token.pos in ("NOUN", "PROPN", "VERB", "AUX") and token not in anchors:
            anchors.append(token)
        if token.pos in ("VERB", "AUX"):
            break
    return anchors


def _attached(
    tree: ParseTree, mention: EncounterMention, times: list[TimeValue], anchors: list[Token]
) -> TimeValue | None:
    """Return the time that the parse ties closest to the encounter; None: none is tied to it."""
    ranks = {token.index: rank for rank, token in enumerate(anchors)}
    best: tuple[int, int, TimeValue] | None = None
    for time in times:
        tokens = tree.tokens_in(time.span)
        if not tokens:
            continue
        rank = _rank(tree, tokens[-1], ranks)
        if rank is None:
            continue
        key = (rank, abs(tokens[0].index - mention.trigger.index), time)
        if best is None or key[:2] < best[:2]:
            best = key
    return best[2] if best else None


def _rank(tree: ParseTree, token: Token, ranks: dict[int, int]) -> int | None:
    if token.index in ranks:
        return ranks[token.index]
    head = tree.tokens[token.head]
    if token.dep in _OF_A_NOUN and head.pos in ("NOUN", "PROPN") and head.index not in ranks:
        return None  # "wasn't discussed during Tuesday's talks": the day of the talks, not of what they left out
    for above in tree.ancestors(token.index):
        if above.index in ranks:
            return ranks[above.index]
        if above.pos in ("VERB", "AUX") and above.dep not in ("xcomp", "aux", "acl"):
            return None
    return None


def _is_length(time: TimeValue) -> bool:
    """Return whether a duration can be that of an encounter: minutes to weeks, not months or years."""
    return time.value is not None and (time.value.startswith("PT") or time.value[-1] in "DW")


def _issues(tree: ParseTree, mention: EncounterMention) -> list[str]:
    words = encounter_words().issues
    found: list[str] = []
    verbs = [mention.trigger, *([mention.governor] if mention.governor is not None else [])]
    for anchor in verbs:
        found += _topics(tree, anchor, mention)
        for verb in tree.children(anchor.index, "advcl", "xcomp", "acl", "relcl"):
            if verb.lemma in words["verbs"]:
                found += _verb_issues(tree, verb)
    if mention.governor is not None and mention.governor.lemma in words["verbs"]:
        found += _verb_issues(tree, mention.governor)
    return list(dict.fromkeys(found))[:MAX_ISSUES]


def _topics(tree: ParseTree, anchor: Token, mention: EncounterMention) -> list[str]:
    """Return what "talks on X" are about."""
    prepositions = encounter_words().issues["prepositions"]
    if anchor is not mention.trigger:
        return []
    return [
        issue
        for preposition in tree.children(anchor.index, "prep")
        if preposition.lemma in prepositions
        for target in tree.children(preposition.index, "pobj")
        for issue in _issue_phrases(tree, target)
    ]


def _verb_issues(tree: ParseTree, verb: Token) -> list[str]:
    targets = tree.children(verb.index, "dobj")
    for preposition in tree.children(verb.index, "prep"):
        if preposition.lemma == "on":
            targets += tree.children(preposition.index, "pobj")
    return [issue for target in targets for issue in _issue_phrases(tree, target)]


def _issue_phrases(tree: ParseTree, head: Token) -> list[str]:
    """Return the noun phrase at `head` and its conjuncts as short issues; pronouns, days and empty nouns give none."""
    stop = encounter_words().issues["not_issues"]
    phrases: list[str] = []
    if (
        head.pos in ("NOUN", "PROPN")
        and head.lemma.lower() not in stop
        and head.lemma.lower() not in encounter_words().nouns
    ):
        span = tree.phrase_span(
            head.index,
            skip=lambda t: t.dep in ("relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "det", "predet"),
        )
        words = span.of(tree.text) if span is not None else ""
        if words and len(words.split()) <= MAX_ISSUE_WORDS and not _is_time(head):
            phrases.append(" ".join(words.split()))
    for token in tree.children(head.index, "conj"):
        phrases += _issue_phrases(tree, token)
    return phrases


def _is_time(head: Token) -> bool:
    words = time_words()
    return head.text in words.weekdays or head.text in words.months or head.lemma in words.units


def _asserted_by(trigger: Token, statements: Sequence[Statement]) -> StatementId | None:
    span = Span(trigger.start, trigger.end)
    within = [s for s in statements if any(piece.contains(span) for piece in s.content)]
    shortest = min(within, key=lambda s: (sum(len(p) for p in s.content), s.id), default=None)
    return shortest.id if shortest is not None else None


def _encounter(article: Article, tree: ParseTree, draft: EncounterDraft) -> Encounter:
    evidence = tuple(sorted(dict.fromkeys(draft.evidence)))[:MAX_EVIDENCE]
    return Encounter(
        id=EncounterId(anchor_id("e", *(article.anchor(span) for span in (*evidence, _trigger_span(draft))))),
        kind=draft.kind,
        status=draft.status,
        participants=tuple(draft.participants),
        evidence=evidence,
        place=_place(article, draft),
        time=draft.time,
        date=_date(article, draft),
        duration=_duration(article, draft.duration),
        issues=tuple(draft.issues[:MAX_ISSUES]),
        asserted_by=draft.asserted_by,
    )


def _trigger_span(draft: EncounterDraft) -> Span:
    return Span(draft.mention.trigger.start, draft.mention.trigger.end)


def _place(article: Article, draft: EncounterDraft) -> Inferred[str]:
    if draft.place is None:
        return absent("not reported")
    basis: Basis = "stated" if draft.place.attached else "inferred"
    return Inferred(draft.place.name, basis, (article.anchor(draft.place.span),))


def _date(article: Article, draft: EncounterDraft) -> Inferred[str]:
    time = draft.time
    if time is None:
        return absent("not reported")
    value = resolve_time(time, article.published.value)
    verb = draft.mention.governor
    if value is None or "W" in value or (verb is not None and verb.lemma in encounter_words().ends):
        return absent("not resolved")  # "concluded on Thursday" tells the last day, not the first
    return Inferred(value, "stated" if time.anchor == "absolute" else "resolved", (article.anchor(time.span),))


def _duration(article: Article, length: TimeValue | None) -> Inferred[str]:
    if length is None or length.value is None:
        return absent("not reported")
    return Inferred(length.value, "stated", (article.anchor(length.span),))


def _with_parts(encounters: list[Encounter], drafts: list[EncounterDraft]) -> list[Encounter]:
    """Return the encounters with `part_of` set for those told to be held on the margin of another of them."""
    occasions = {
        draft.mention.trigger.sentence: encounter.id
        for encounter, draft in zip(encounters, drafts, strict=True)
        if draft.mention.margin
    }
    return [
        replace(encounter, part_of=next((occasions[s] for s in draft.sentences if s in occasions), None))
        if encounter.kind != "summit"
        else encounter
        for encounter, draft in zip(encounters, drafts, strict=True)
    ]
