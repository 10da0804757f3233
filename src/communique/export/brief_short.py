"""The page that comes first: how it ended, who met, what was said and bound, where accounts conflict, what is next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from communique.export.brief_actions import action_words
from communique.export.brief_compared import BriefPair
from communique.export.brief_coverage import parties, period
from communique.export.brief_differences import comparison_lines, short_pair_lines
from communique.export.brief_encounters import (
    encounter_line,
    encounter_weight,
    evidence_of,
    is_ahead,
    next_encounters,
)
from communique.export.brief_events import told_encounters
from communique.export.brief_lines import Line, Part, count, join_words, line
from communique.export.brief_material import BriefEncounter, Material, Passage, of_story
from communique.export.brief_outcomes import find_outcomes, outcome_line, tells_outcome
from communique.export.brief_statements import UNKNOWN, Said, gather_said, said_line, said_score
from communique.export.brief_undertakings import (
    Undertaken,
    gather_undertaken,
    is_due_ahead,
    undertaking_line,
    undertaking_weight,
)
from communique.export.brief_words import (
    cap,
    is_courtesy,
    is_formula,
    overlap,
    points_back,
    recency,
    salience,
    shared_pairs,
    shown_words,
    side_of,
)
from communique.model.encounters import HAPPENED

_BINDING: Final = ("condition", "commitment", "refusal", "warning", "demand")


@dataclass
class _Page:
    """What a page has shown so far, so that nothing stands on it twice."""

    material: Material
    several: bool
    """Whether other negotiations share the page, so that each has less room."""
    shown: list[Passage] = field(default_factory=list)

    def room(self, name: str) -> int:
        """Return how many lines of a kind have room."""
        return cap(f"short_{name}{'_each' if self.several else ''}")

    def is_new(self, passages: Iterable[Passage]) -> bool:
        """Return whether words are on the page yet; if they are not, they are from now on."""
        mine = list(passages)
        if any(overlap(one, other) for one in mine for other in self.shown):
            return False
        self.shown += mine
        return True


def short_lines(material: Material) -> list[Line]:
    """Return the section "In short", negotiation by negotiation; its lines tell what the sections below tell."""
    stories = [story for story, _ in material.stories] if material.story is None else []
    if len(stories) < 2:
        parts = _parts(_Page(material, several=False))
        return [line("h:short", "section", "In short"), *parts] if parts else []
    lines = [line("h:short", "section", "In short")]
    for story in stories[: cap("short_stories")]:
        part = of_story(material, story)
        lines += [_story_heading(part, story), *_parts(_Page(part, several=True))]
    if (rest := len(stories) - cap("short_stories")) > 0:
        text = f"{count(rest, 'more negotiation')}, each with a brief of its own: "
        lines.append(line("x:short", "note", text, Part("code", "communique brief --story ID")))
    return lines


def _story_heading(part: Material, story: str) -> Line:
    when = period(part)
    sides = join_words(parties(part)[:3]) or "Sides not known"
    told = count(len(part.articles), "article")
    return line(f"short:{story}", "group", f"{sides}{f', {when}' if when else ''} · {told}")


def _parts(page: _Page) -> list[Line]:
    material = page.material
    # A sentence that tells an encounter and its outcome stands with the encounter.
    happened = _happened(page)
    parts = [
        *_outcomes(page),
        *happened,
        *_said(page),
        *_bound(page),
        *_conflicts(page),
        *(entry for pair in material.differences.pairs[: page.room("pairs")] for entry in _pair(page, pair)),
        *_ahead(page),
    ]
    return [replace(entry, id=f"{entry.id}/s") for entry in parts]


def _outcomes(page: _Page) -> list[Line]:
    """Return how it ended: in the words of one newsroom once, unless it tells what others agreed."""
    chosen: list[Line] = []
    seen: set[tuple[str, frozenset[str]]] = set()
    for outcome in find_outcomes(page.material):
        article = page.material.articles[outcome.sentence.article]
        sides = frozenset(side_of(page.material.actors[a]) or a for a in outcome.by)
        told = any(
            origin == article.origin_id and (not sides or not others or sides == others) for origin, others in seen
        )
        if len(chosen) < page.room("outcomes") and not told and page.is_new([outcome.sentence]):
            seen.add((article.origin_id, sides))
            chosen.append(outcome_line(page.material, outcome))
    return chosen


def _happened(page: _Page) -> list[Line]:
    """Return the encounters that matter most, each in a sentence of its own, one that tells an outcome first."""
    material = page.material
    told = told_encounters(material.encounters)
    held = [e for e in told if e.status in HAPPENED and not is_ahead(material, e)]
    late = recency(material)

    def weight(encounter: BriefEncounter) -> float:
        return encounter_weight(material, encounter, brief=True) + max(late(a.article) for a in encounter.accounts)

    ranked = sorted(held, key=lambda e: (-weight(e), e.id))
    return _met(page, ranked, "held")


def _met(page: _Page, encounters: Sequence[BriefEncounter], room: str) -> list[Line]:
    """Return the lines of the first encounters for which there is room and of whose sentences one is new here."""
    lines: list[Line] = []
    for encounter in encounters:
        told = sorted(evidence_of(page.material, encounter), key=lambda p: not tells_outcome(page.material, p))
        fresh = next((p for p in told if len(lines) < page.room(room) and page.is_new([p])), None)
        if fresh is not None:
            lines.append(encounter_line(page.material, encounter, words=[fresh], brief=True))
    return lines


def _said(page: _Page) -> list[Line]:
    """Return what was said that most origins tell or speak of, at most one statement of a speaker."""
    material = page.material
    shared = shared_pairs(material)
    said = [
        replace(s, salience=salience(shared, " ".join(piece.words for piece in s.lead.content)))
        for s in gather_said(material)
        if s.side != UNKNOWN
    ]
    late = recency(material)
    ranked = sorted(said, key=lambda s: (-_said_weight(material, s) - late(s.lead.article), s.lead.id))
    chosen: dict[tuple[str, ...], Line] = {}
    for entry in ranked:
        who = tuple(sorted(person.id for person in entry.speakers))
        passages = shown_words(material, entry.lead)[0]
        if len(chosen) < page.room("said") and not _heard(who, chosen) and page.is_new(passages):
            chosen[who] = said_line(material, entry, named=True)
    return list(chosen.values())


def _said_weight(material: Material, said: Said) -> float:
    """Return how much a thing said matters on its own: what points back tells little, as do thanks."""
    dangling = 4.0 if points_back(said.lead.content[0].words) else 0.0
    words = " ".join(piece.words for piece in shown_words(material, said.lead)[0])
    return said_score(material, said) - dangling - (8.0 if is_courtesy(words) else 0.0)


def _heard(who: tuple[str, ...], chosen: Iterable[tuple[str, ...]]) -> bool:
    """Return whether somebody has the floor already, alone or with the others."""
    return any(set(who) == set(other) or (len(who) == 1 and who == other) for other in chosen)


def _bound(page: _Page) -> list[Line]:
    material = page.material
    weigh = undertaking_weight(material)
    entries = [
        u
        for u in gather_undertaken(material)
        if u.lead.kind in _BINDING and not is_due_ahead(material, u) and u.lead.by and not _is_empty(material, u)
    ]
    late = recency(material)
    ranked = sorted(entries, key=lambda u: (-weigh(u) - late(u.lead.article), u.lead.id))
    lines: list[Line] = []
    heard: set[str] = set()
    # Each side is heard once before one is heard again.
    for again in (False, True):
        for entry in ranked:
            words = action_words(material, entry.lead)
            if len(lines) < page.room("bound") and (entry.party in heard) is again and page.is_new(words):
                heard.add(entry.party)
                lines.append(undertaking_line(material, entry, dated=False))
    return lines


def _is_empty(material: Material, entry: Undertaken) -> bool:
    """Return whether nothing is undertaken but to go on speaking."""
    return any(is_formula(passage.words) for passage in action_words(material, entry.lead))


def _conflicts(page: _Page) -> list[Line]:
    """Return conflicts between independent origins; what one article's speakers dispute stands further below."""
    material = page.material
    found = [c for c in material.differences.comparisons if c.relation == "conflict"]
    told = [c for c in found if c.origins > 1]
    return [entry for conflict in told[: page.room("conflicts")] for entry in comparison_lines(material, conflict)]


def _pair(page: _Page, pair: BriefPair) -> Sequence[Line]:
    return short_pair_lines(page.material, pair)


def _ahead(page: _Page) -> list[Line]:
    return _met(page, next_encounters(page.material), "next")
