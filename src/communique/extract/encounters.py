"""Encounters of one article: who met, when, where, and whether it came about. Method: docs/methods/encounters.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.extract.cast import Cast
from communique.extract.clauses import ParseTree
from communique.extract.encounter_context import Occasion, add_members
from communique.extract.encounter_drafts import FAMILY, SOLO_KINDS, EncounterDraft, EncounterMention
from communique.extract.encounter_hedge import breakdown, encounter_hedge
from communique.extract.encounter_inference import Inference
from communique.extract.encounter_mentions import MentionFinder
from communique.extract.encounter_merge import EncounterMerger
from communique.extract.encounter_settings import SettingReader
from communique.extract.encounter_status import encounter_standing
from communique.extract.encounter_topics import MAX_ISSUES, TopicReader
from communique.extract.encounter_when import When, in_days
from communique.extract.encounter_words import encounter_words
from communique.extract.places import PlaceFinder
from communique.facts import Facts
from communique.model.actors import Actor
from communique.model.annotation import Annotation, Token
from communique.model.documents import Article, Block
from communique.model.encounters import HAPPENED, Encounter
from communique.model.inferred import Basis, Inferred, absent
from communique.model.spans import EncounterId, Span, StatementId, anchor_id
from communique.model.statements import Statement
from communique.model.times import TimeValue

MAX_EVIDENCE = 3
LINES_BELOW = 3
"""How many lines below a title may tell its day and its place; set by hand."""
MAX_LINE_WORDS = 8
"""A longer line is no line of day and place; set by hand."""
SIDE_KINDS = ("state", "organisation", "armed group", "person")


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
    tree = ParseTree.of(annotation, article.text)
    places = PlaceFinder(tree, annotation, facts)
    finder = MentionFinder(tree, cast, times)
    drafter = _Drafter(article, tree, cast, SettingReader(tree, places, times), statements)
    side = article.source.value.side if article.source.value is not None else None
    own_side = cast.registry.add_state(side) if any(s.name == side for s in facts.states) and side else None
    merger = EncounterMerger(cast, finder.parties, article.published.value, own_side)
    for mention in finder.find():
        for draft in drafter.drafts(mention):
            merger.take(draft)
    add_members(merger.found, tree, finder.parties, cast)
    filled = Occasion(merger.found, merger.likeness, cast, places).fill(article)
    Inference(filled, merger.likeness, cast, places).fill(article, statements)
    drafts = [draft for draft in filled if _is_identified(draft, cast)]
    return tuple(_with_parts([_encounter(article, draft) for draft in drafts], drafts))


class _Drafter:
    """Makes a draft of each mention."""

    def __init__(
        self,
        article: Article,
        tree: ParseTree,
        cast: Cast,
        settings: SettingReader,
        statements: Sequence[Statement],
    ) -> None:
        self.article = article
        self.cast = cast
        self.tree = tree
        self.settings = settings
        self.statements = statements
        self.topics = TopicReader(tree)

    def drafts(self, mention: EncounterMention) -> list[EncounterDraft]:
        """Return what one mention tells: "the first meeting since 2013" tells one of that year too."""
        draft = self._draft(mention)
        if draft is None:
            return []
        since = self.settings.since(mention) if "first" in mention.modifiers else None
        if since is None or draft.status not in HAPPENED:
            return [draft]
        former = replace(mention, modifiers=("former",), participants=list(mention.participants))
        span = self.tree.sentences[mention.trigger.sentence].span
        place = draft.place if mention.kind == "visit" else None
        before = EncounterDraft(former, list(mention.participants), "held", [span], when=since, place=place)
        before.hedge = since.time.span
        return [draft, before]

    def _draft(self, mention: EncounterMention) -> EncounterDraft | None:
        """Return what one mention tells; None: it sets a case or a wish, and tells no encounter."""
        standing = encounter_standing(self.tree, mention)
        if standing.status is None:
            return None
        sentence = self.tree.sentences[mention.trigger.sentence].span
        draft = EncounterDraft(mention, list(mention.participants), standing.status, [sentence])
        draft.place = self.settings.place(mention)
        draft.when = self.settings.when(mention)
        self._add_hosts(draft)
        length = self.settings.duration(mention)
        if length is not None and length.value is not None:
            draft.duration = self.settings.parts(mention, length) or in_days(length.value)
            draft.duration_span = length.span
        draft.issues = self.topics.of_mention(mention)
        draft.foretold, draft.ended, draft.nearing = standing.foretold, standing.ended, standing.nearing
        draft.asserted_by = _asserted_by(mention.trigger, self.statements)
        block = self.article.block_at(mention.trigger.start)
        draft.pointed = self._is_pointed(mention)
        draft.timeless = draft.status == "held" and self._is_timeless(mention)
        if standing.wished and draft.place is None and draft.when is None:
            return None
        if self._is_of_a_series(mention) and draft.place is None and draft.when is None:
            return None
        if mention.trigger.lemma == "sign" and draft.place is None and draft.when is None:
            return None
        draft.heading = block is not None and block.kind in ("title", "caption", "heading")
        if draft.heading and block is not None and block.kind != "caption":
            self._take_lines_below(draft, block)
        draft.caption = block is not None and block.kind == "caption" and not mention.weak
        if draft.status == "held" and not draft.heading and self._is_set_down(mention, draft):
            draft.status = "planned"
        if draft.status == "held" and not draft.heading and self._is_on_now(mention, draft):
            draft.status = "under way"
        reader = {"expected": encounter_hedge, "held": breakdown}.get(draft.status)
        draft.hedge = reader(self.tree, mention) if reader is not None else None
        if mention.trigger.lemma == "negotiate" and draft.status not in HAPPENED and draft.when is None:
            return None  # "willingness to negotiate"
        return draft

    def _take_lines_below(self, draft: EncounterDraft, block: Block) -> None:
        """Take day and place from the lines under the title of a transcript ("Aldersund, 14 May 2024")."""
        blocks = self.article.blocks
        at = blocks.index(block)
        for line in blocks[at + 1 : at + 1 + LINES_BELOW]:
            words = line.span.of(self.article.text)
            if line.kind not in ("heading", "dateline", "title") or len(words.split()) > MAX_LINE_WORDS:
                break
            times = [t for t in self.settings.times if line.span.contains(t.span) and t.anchor == "absolute"]
            place = self.settings.places.written(words.strip(), line.span)
            if draft.when is None and times:
                draft.when = When(times[0], inherited=True)
            draft.place = draft.place or place

    def _add_hosts(self, draft: EncounterDraft) -> None:
        """Add the state whose officials a person from abroad meets there ("arrived in A for talks with officials")."""
        state = draft.place.name.rpartition(", ")[2] if draft.place is not None and draft.place.attached else None
        persons = [self.cast.actor(a) for a in draft.participants]
        if not draft.mention.with_hosts or len(persons) != 1 or persons[0].kind != "person" or state is None:
            return
        if persons[0].side != state and any(s.name == state for s in self.cast.registry.facts.states):
            draft.participants.append(self.cast.registry.add_state(state))

    def _is_set_down(self, mention: EncounterMention, draft: EncounterDraft) -> bool:
        """Return whether the present tense tells what is to come on a day ahead ("they meet on Monday")."""
        verb, published = self._telling_verb(mention), self.article.published.value
        if verb is None or verb.tag not in ("VBZ", "VBP") or draft.when is None or published is None:
            return False
        if self.tree.children(verb.index, "aux", "auxpass") or draft.when.time.shift is None:
            return False
        coming = draft.when.value(published, ahead=True)
        if verb.lemma == "be" or coming is None:
            return False
        if verb.lemma in encounter_words().of("status.joining"):
            return coming > published  # "Monday's meeting brings together ...", written on that day
        return coming >= published[: len(coming)]

    def _is_timeless(self, mention: EncounterMention) -> bool:
        """Return whether a noun is the subject of a present that only places it in a row ("the talks follow ...")."""
        verb = self.tree.head(mention.trigger.index)
        subject = mention.trigger.pos != "VERB" and mention.trigger.dep == "nsubj" and verb is not None
        in_row = subject and verb is not None and verb.lemma.lower() in encounter_words().of("status.in_a_row")
        present = verb is not None and verb.tag in ("VBZ", "VBP", "VB")
        return in_row and present and verb is not None and not self.tree.children(verb.index, "aux")

    def _is_of_a_series(self, mention: EncounterMention) -> bool:
        """Return whether "a series of meetings" tells no meeting in particular."""
        of = self.tree.head(mention.trigger.index)
        above = self.tree.head(of.index) if of is not None and of.lemma == "of" else None
        return mention.plural and above is not None and above.lemma in ("series", "number", "string", "flurry")

    def _is_on_now(self, mention: EncounterMention, draft: EncounterDraft) -> bool:
        """Return whether the present tells whom a meeting of the day of publication "brings together"."""
        verb, published = mention.governor, self.article.published.value
        joining = verb is not None and verb.lemma in encounter_words().of("status.joining")
        present = verb is not None and verb.tag == "VBZ"
        return joining and present and draft.when is not None and draft.when.value(published) == published

    def _telling_verb(self, mention: EncounterMention) -> Token | None:
        """Return the verb whose tense is the encounter's; None: there is none."""
        words, verb = encounter_words(), mention.verb
        if verb is None or mention.trigger.pos != "VERB":
            known = verb is not None and verb.lemma in (*words.of("light_verbs.lemmas"), *words.of("status.joining"))
            return verb if known else None
        noun = self.tree.head(verb.index)
        if verb.tag == "VBG" and verb.dep == "acl" and noun is not None and noun.dep == "nsubj":
            return self.tree.head(noun.index)
        return verb

    def _is_pointed(self, mention: EncounterMention) -> bool:
        """Return whether a noun says what "this" or "it" is."""
        verb = self.tree.head(mention.trigger.index)
        if mention.trigger.dep != "attr" or verb is None:
            return False
        return any(t.text.lower() in ("this", "it", "that") for t in self.tree.children(verb.index, "nsubj"))


def _asserted_by(trigger: Token, statements: Sequence[Statement]) -> StatementId | None:
    span = Span(trigger.start, trigger.end)
    within = [s for s in statements if any(piece.contains(span) for piece in s.content)]
    shortest = min(within, key=lambda s: (sum(len(p) for p in s.content), s.id), default=None)
    return shortest.id if shortest is not None else None


def _is_identified(draft: EncounterDraft, cast: Cast) -> bool:
    """Return whether an encounter has the parties that one of its kind needs."""
    wanted = 1 if draft.kind in SOLO_KINDS or (draft.kind == "visit" and draft.place is not None) else 2
    named = [a for a in draft.participants if cast.actor(a).named and cast.actor(a).kind in SIDE_KINDS]
    if any(cast.actor(a).name in encounter_words().of("groups.formats") for a in named) or _is_gathering(draft, cast):
        wanted, named = 1, draft.participants
    if _is_own_session(draft, cast):
        wanted, named = 1, draft.participants
    told = [a for a in draft.participants if not _is_anybody(cast.actor(a))]
    if draft.kind == "summit" and all(cast.actor(a).kind != "organisation" for a in draft.participants):
        wanted = 2
    if len(told) < wanted or not named:
        return False
    return not (
        draft.mention.plural and set(draft.mention.modifiers) & set(encounter_words().of("merge.generic_plural"))
    )


def _is_anybody(actor: Actor) -> bool:
    """Return whether a group is one bare noun ("leaders", "companies"), which identifies nobody."""
    return actor.kind == "group" and actor.name.islower() and " " not in actor.name


def _is_gathering(draft: EncounterDraft, cast: Cast) -> bool:
    """Return whether talks of several together ("major powers") have a day or a place of their own."""
    groups = [a for a in draft.participants if cast.actor(a).kind == "group" and cast.actor(a).named]
    return draft.kind == "talks" and bool(groups) and draft.place is not None and draft.when is not None


def _is_own_session(draft: EncounterDraft, cast: Cast) -> bool:
    """Return whether a body is told to meet by itself on a day or at a place ("the council met on Monday")."""
    if FAMILY[draft.kind] != "talks" or draft.kind == "talks" or (draft.when is None and draft.place is None):
        return False
    bodies = encounter_words().of("groups.bodies")
    actors = [cast.actor(a) for a in draft.participants]
    return bool(actors) and all(
        a.named and (a.kind == "organisation" or (a.kind == "group" and a.name.lower().split()[-1] in bodies))
        for a in actors
    )


def _encounter(article: Article, draft: EncounterDraft) -> Encounter:
    evidence = tuple(sorted(dict.fromkeys(draft.evidence)))[:MAX_EVIDENCE]
    trigger = Span(draft.mention.trigger.start, draft.mention.trigger.end)
    words = (*evidence, trigger, *(part for part in (draft.mention.partner, draft.mention.leg) if part is not None))
    return Encounter(
        id=EncounterId(anchor_id("e", *(article.anchor(span) for span in words))),
        kind=draft.kind,
        status=draft.status,
        participants=tuple(draft.participants),
        evidence=evidence,
        place=_place(article, draft),
        time=draft.when.time if draft.when is not None and not draft.when.inherited else None,
        date=_date(article, draft),
        duration=_duration(article, draft),
        issues=tuple(draft.issues[:MAX_ISSUES]),
        hedge=draft.hedge if draft.status in ("expected", "held") else None,
        asserted_by=draft.asserted_by,
        dated_by=draft.when.counted(draft.duration, ahead=draft.is_ahead) if draft.when is not None else None,
    )


def _place(article: Article, draft: EncounterDraft) -> Inferred[str]:
    if draft.place is None:
        return absent("not reported")
    basis: Basis = "stated" if draft.place.attached else "inferred"
    return Inferred(draft.place.name, basis, (article.anchor(draft.place.span),))


def _date(article: Article, draft: EncounterDraft) -> Inferred[str]:
    if draft.when is None:
        return absent("not reported")
    value = draft.when.value(article.published.value, draft.duration, ahead=draft.is_ahead)
    if value is None:
        return absent("not resolved")
    basis: Basis = "stated" if draft.when.time.anchor == "absolute" else "resolved"
    if draft.when.inherited or draft.when.offset_days or draft.when.last:
        basis = "inferred"
    return Inferred(value, basis, (article.anchor(draft.when.time.span),))


def _duration(article: Article, draft: EncounterDraft) -> Inferred[str]:
    if draft.duration is None or draft.duration_span is None:
        return absent("not reported")
    return Inferred(draft.duration, "stated", (article.anchor(draft.duration_span),))


def _with_parts(encounters: list[Encounter], drafts: list[EncounterDraft]) -> list[Encounter]:
    """Return the encounters with `part_of` set: meetings on the margin of a summit, and on a visit."""
    occasions = {
        sentence: encounter.id
        for encounter, draft in zip(encounters, drafts, strict=True)
        if draft.mention.margin
        for sentence in draft.sentences[:1]
    }
    visits = [(e, d) for e, d in zip(encounters, drafts, strict=True) if d.kind == "visit" and d.place is not None]
    found = []
    for encounter, draft in zip(encounters, drafts, strict=True):
        whole = next((occasions[s] for s in draft.sentences if s in occasions), None)
        if whole is None and FAMILY[draft.kind] != "visit":
            whole = next((v.id for v, d in visits if _is_on(encounter, v) and d is not draft), None)
        found.append(encounter if encounter.kind == "summit" else replace(encounter, part_of=whole))
    return found


def _is_on(encounter: Encounter, visit: Encounter) -> bool:
    """Return whether an encounter took place on a visit: its visitor, its place, its day."""
    same_place = encounter.place.value is not None and encounter.place.value == visit.place.value
    same_day = encounter.date.value is not None and encounter.date.value == visit.date.value
    return same_place and same_day and visit.participants[0] in encounter.participants
