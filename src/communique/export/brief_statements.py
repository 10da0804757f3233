"""Who said what, by side and speaker, the same words told by several articles once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from communique.export.brief_lines import MARKS, Line, Part, cite, fold, join_words, line, show_date
from communique.export.brief_material import BriefActor, BriefStatement, Material, Passage
from communique.export.brief_same import SameWords
from communique.export.brief_words import (
    cap,
    in_lead,
    key_words,
    rank_of,
    salience,
    shared_pairs,
    shown_words,
    side_of,
)

UNKNOWN: Final = "Speaker not known"
NO_SIDE: Final = "Side not known"
TOGETHER: Final = "Several sides together"
_FORMS: Final = {"direct": 2.0, "mixed": 1.5, "indirect": 0.0}
_SHORT_WORDS: Final = 6
"""Shorter pieces tell little without their sentence."""


@dataclass(frozen=True)
class Said:
    """One thing said, with every article that tells it in the same words."""

    lead: BriefStatement
    others: tuple[BriefStatement, ...]
    speakers: tuple[BriefActor, ...]
    side: str
    salience: float = 0.0


def said_lines(material: Material) -> list[Line]:
    """Return the section on who said what."""
    by_side: dict[str, list[Said]] = defaultdict(list)
    shared = shared_pairs(material)
    for said in gather_said(material):
        told = " ".join(piece.words for piece in said.lead.content)
        by_side[said.side].append(replace(said, salience=salience(shared, told)))
    named = [side for side in by_side if side not in (UNKNOWN, NO_SIDE, TOGETHER)]
    named.sort(key=lambda side: (-len(by_side[side]), side))
    lines = [line("h:said", "section", "Who said what")]
    for side in named[: cap("sides")]:
        lines += _side_lines(material, side, by_side[side])
    for side in (TOGETHER, NO_SIDE):
        if side in by_side:
            lines += _side_lines(material, side, by_side[side])
    if rest := named[cap("sides") :]:
        total = sum(len(by_side[side]) for side in rest)
        text = f"{total} more by {join_words(rest)}: "
        lines.append(line("x:sides", "note", text, Part("code", "communique statements")))
    if UNKNOWN in by_side:
        text = f"For {len(by_side[UNKNOWN])} more the speaker is not known, and none is guessed: "
        lines.append(line("x:unknown", "note", text, Part("code", "communique statements")))
    return lines if len(lines) > 1 else [*lines, line("x:said", "note", "No statement is told of.")]


def gather_said(material: Material) -> list[Said]:
    """Return the statements, those of one speaker in the same words put together under the fullest of them."""
    by_speaker: dict[tuple[str, ...], list[BriefStatement]] = defaultdict(list)
    for statement in material.statements:
        by_speaker[tuple(sorted(statement.speakers))].append(statement)
    order = {article: place for place, article in enumerate(material.articles)}
    found = []
    for speakers, statements in sorted(by_speaker.items()):
        people = tuple(material.actors[s] for s in speakers)
        for group in _same_words(statements, order) if speakers else [[s] for s in statements]:
            found.append(Said(group[0], tuple(group[1:]), people, _side(people)))
    return found


def _same_words(statements: Sequence[BriefStatement], order: Mapping[str, int]) -> list[list[BriefStatement]]:
    """Group statements whose words stand whole in another's; the first of each group is the fullest, direct first."""
    keyed = [(key_words(statement), statement) for statement in statements]
    keyed.sort(key=lambda k: (-_FORMS[k[1].form], -len(k[0]), order[k[1].article], k[1].content[0].start))
    groups: list[list[BriefStatement]] = []
    leads = SameWords(least=4)
    for words, statement in keyed:
        home = leads.first(words)
        if home is None:
            leads.add(len(groups), words)
            groups.append([statement])
        else:
            groups[home].append(statement)
    return groups


def _side(people: Sequence[BriefActor]) -> str:
    if not people:
        return UNKNOWN
    sides = {side_of(person) for person in people}
    if len(sides) > 1:
        return TOGETHER
    return sides.pop() or NO_SIDE


def said_score(material: Material, said: Said) -> float:
    """Return how much a thing said matters: origins, subject, speaker, form, place."""
    origins = {material.articles[s.article].origin_id for s in (said.lead, *said.others)}
    short = len(key_words(said.lead)) < _SHORT_WORDS
    senior = max((rank_of(person) for person in said.speakers), default=0)
    named = 2 if all(p.named and p.kind == "person" for p in said.speakers) else 0
    asked = said.lead.content[-1].words.rstrip('"”’ ').endswith("?")
    weight = 2.0 * len(origins) + 1.5 * said.salience + senior + named + _FORMS[said.lead.form]
    lead = 4.0 if in_lead(material, said.lead.content[0]) else 0.0
    return weight + lead - (4 if short else 0) - (3 if asked else 0)


def _side_lines(material: Material, side: str, said: Sequence[Said]) -> list[Line]:
    place = {article: number for number, article in enumerate(material.articles)}

    def stands(entry: Said) -> tuple[int, int]:
        return place[entry.lead.article], entry.lead.content[0].start

    chosen: dict[tuple[str, ...], list[Said]] = defaultdict(list)
    mixed = side in (TOGETHER, NO_SIDE)
    left = cap("statements_per_side") // (2 if mixed else 1)
    for entry in sorted(said, key=lambda s: (-said_score(material, s), *stands(s))):
        who = tuple(person.id for person in entry.speakers)
        full = len(chosen) >= cap("speakers") and who not in chosen
        if left and not full and len(chosen.get(who, ())) < cap("statements_per_speaker"):
            chosen[who].append(entry)
            left -= 1
    lines = [line(f"side:{_slug(side)}", "group", side)]
    for who, entries in sorted(chosen.items(), key=lambda c: (-max(rank_of(material.actors[a]) for a in c[0]), c[0])):
        lines.append(line(f"{'+'.join(who)}@{_slug(side)}", "speaker", _heading(material, who, titles=not mixed)))
        lines += [said_line(material, entry) for entry in sorted(entries, key=stands)]
    shown = sum(map(len, chosen.values()))
    if len(said) > shown:
        text = f"{len(said) - shown} more: "
        lines.append(line(f"x:side:{_slug(side)}", "note", text, Part("code", "communique statements --speaker NAME")))
    return lines


def _slug(side: str) -> str:
    return "-".join(side.split())


def _heading(material: Material, who: Sequence[str], *, titles: bool) -> list[Part]:
    parts: list[Part] = []
    for number, actor in enumerate(material.actors[a] for a in who):
        parts += [Part("plain", " and " if number == len(who) - 1 else ", ")] if number else []
        parts.append(Part("bold", actor.name))
        if actor.title and titles:
            parts.append(Part("plain", f", {_office(actor)}{MARKS.get(actor.title_basis or '', '')}"))
    return parts


def _office(actor: BriefActor) -> str:
    """Return the office with whose it is: told with it, or else the side's name in brackets."""
    title = str(actor.title)
    title = title[:1].upper() + title[1:]
    if actor.title_of:
        return title if actor.title_of.casefold() in title.casefold() else f"{title} of {actor.title_of}"
    return title if not actor.side or actor.side.casefold() in title.casefold() else f"{title} ({actor.side})"


def said_line(material: Material, said: Said, *, named: bool = False) -> Line:
    """Return the line of one thing said; `named`: with the speaker before it."""
    labels = {article.id: article.label for article in material.articles.values()}
    passages, cut = shown_words(material, said.lead)
    style = "quote" if said.lead.form == "direct" else "told"
    words: list[Part] = []
    for number, passage in enumerate(passages):
        words += [Part("plain", " … ")] if number else []
        words.append(Part(style, fold(passage.words)))  # type: ignore[arg-type]
    also: list[Passage] = [piece for other in said.others for piece in shown_words(material, other)[0][:1]]
    return line(
        said.lead.id,
        "item",
        _heading(material, [p.id for p in said.speakers], titles=len(said.speakers) == 1) if named else [],
        ": " if named else "",
        words,
        " …" if cut else "",
        f" — {_told(material, said)}",
        cite(labels, passages),
        [Part("plain", " Also"), *cite(labels, also[:5])] if also else [],
    )


def _told(material: Material, said: Said) -> str:
    article = material.articles[said.lead.article]
    when = article.published
    date = f", {show_date(when.value)}{MARKS.get(when.basis or '', '')}" if when.value else ", date not known"
    through = [material.actors[relay].name for relay in said.lead.relays]
    relay = f", through {join_words(through)}" if through else ""
    mark = MARKS.get(said.lead.basis or "", "")
    speaker = f", speaker{mark}" if mark else ""
    sources = dict.fromkeys(material.articles[s.article].called for s in said.others)
    sources.pop(article.called, None)
    others = f"; also {join_words(list(sources)[:4])}" if sources else ""
    return f"{article.called}{date}{relay}{speaker}{others}."
