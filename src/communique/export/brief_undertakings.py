"""What was promised, demanded, refused or made conditional, what was due, and what comes next."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from communique.export.brief_actions import action_words
from communique.export.brief_encounters import encounter_line, next_encounters
from communique.export.brief_lines import MARKS, Line, Part, cite, fold, join_words, line, marked, show_date
from communique.export.brief_material import BriefStatement, BriefUndertaking, Material, Passage
from communique.export.brief_same import SameWords
from communique.export.brief_words import (
    cap,
    in_lead,
    policy,
    rank_of,
    salience,
    says_not,
    shared_pairs,
    side_of,
)
from communique.model.due import OPEN_END

NO_PARTY: Final = "Party not known"
TOGETHER: Final = "Several sides together"
_COMING: Final = ("commitment", "condition", "deadline", "warning")
MIN_SHARED: Final = 0.5
"""Share of the shorter action's longer words that two undertakings of one party and day have in common to be shown as
one line; the other's place is cited, so that nothing is hidden. Not tuned."""


@dataclass(frozen=True)
class Undertaken:
    """One undertaking, with every article that tells it in the same words."""

    lead: BriefUndertaking
    others: tuple[BriefUndertaking, ...]
    party: str
    party_mark: str


def undertaking_lines(material: Material) -> list[Line]:
    """Return the section on undertakings: by party, then those tied to a day that are not announced for one ahead."""
    undertaken = [u for u in gather_undertaken(material) if not is_due_ahead(material, u)]
    due = _by_day([u for u in undertaken if _day(u)])
    by_party: dict[str, list[Undertaken]] = defaultdict(list)
    for entry in undertaken:
        if not _day(entry):
            by_party[entry.party].append(entry)
    lines = [line("h:undertakings", "section", "Undertakings")]
    parties = sorted(by_party, key=lambda p: (p == NO_PARTY, -len(by_party[p]), p))
    weight = undertaking_weight(material)
    for party in parties[: cap("sides")]:
        lines += _party_lines(material, party, by_party[party], weight)
    if rest := parties[cap("sides") :]:
        total = sum(len(by_party[party]) for party in rest)
        lines.append(line("x:parties", "note", f"{total} more by {join_words(rest)}: ", _COMMAND))
    if due:
        lines.append(line("h:due", "group", "Tied to a day"))
        lines += [undertaking_line(material, entry, dated=True) for entry in due[: cap("due")]]
        if len(due) > cap("due"):
            lines.append(line("x:due", "item", f"{len(due) - cap('due')} more: ", _COMMAND))
    return lines if len(lines) > 1 else [*lines, line("x:undertakings", "note", "No undertaking is told of.")]


_COMMAND: Final = Part("code", "communique undertakings")


def next_lines(material: Material) -> list[Line]:
    """Return the section on what comes next, counted from the day of the last article."""
    lines = [line("h:next", "section", "What comes next")]
    if material.horizon is None:
        return [*lines, line("x:next", "note", "No article's day is known, so that nothing can be said to lie ahead.")]
    lines.append(line("c:next", "note", f"Seen from {show_date(material.horizon)}, the day of the last article."))
    ahead = _by_day([u for u in gather_undertaken(material) if is_due_ahead(material, u)])
    entries = [(e.date.value or "9999", encounter_line(material, e)) for e in next_encounters(material)]
    entries += [(_day(u), undertaking_line(material, u, dated=True)) for u in ahead]
    entries.sort(key=lambda entry: (entry[0], entry[1].id))
    lines += [entry for _, entry in entries[: cap("next")]]
    if len(entries) > cap("next"):
        lines.append(
            line("x:next", "item", f"{len(entries) - cap('next')} more: ", Part("code", "communique timeline"))
        )
    return lines if entries else [*lines, line("x:next", "note", "Nothing is announced for a later day.")]


def is_due_ahead(material: Material, undertaken: Undertaken) -> bool:
    """Return whether an undertaking comes true, or falls due, after the day of the last article.

    What is only offered or demanded for a day is not announced, and "this year" is no day to wait for.
    """
    day, horizon = _day(undertaken), material.horizon
    if not day or horizon is None or undertaken.lead.kind not in _COMING:
        return False
    if len(day) < 10 and _has_come(material, undertaken, day):
        return False
    # A day of a mere month may still lie ahead within it; "today" is no day to wait for.
    return day >= horizon[: len(day)] and (len(day) > 4 or day > horizon[:4]) and day != horizon


def _has_come(material: Material, undertaken: Undertaken, month: str) -> bool:
    """Return whether a side's encounter at the place of which the action speaks is told as held in that month."""
    words = " ".join(p.words for p in action_words(material, undertaken.lead)).casefold()
    return any(
        e.status == "held"
        and (e.date.value or "").startswith(month)
        and (e.place.value or "\n").split(",")[0].casefold() in words
        and any(side_of(material.actors[p]) == undertaken.party for p in e.participants)
        for e in material.encounters
    )


def _by_day(entries: Sequence[Undertaken]) -> list[Undertaken]:
    """Return the entries by day; those of one party and day that share most of their words as one."""
    kept: list[Undertaken] = []
    for entry in sorted(entries, key=lambda u: (_day(u), -len(_key(u.lead)), u.lead.id)):
        home = next((n for n, k in enumerate(kept) if _alike(k, entry)), None)
        if home is None:
            kept.append(entry)
        else:
            kept[home] = replace(kept[home], others=(*kept[home].others, entry.lead, *entry.others))
    return kept


def _alike(first: Undertaken, second: Undertaken) -> bool:
    if (_day(first), first.party, first.lead.negated) != (_day(second), second.party, second.lead.negated):
        return False
    one, two = ({word for word in _key(u.lead) if len(word) > 3} for u in (first, second))
    return bool(one and two) and len(one & two) >= MIN_SHARED * min(len(one), len(two))


def _day(undertaken: Undertaken) -> str:
    due = (undertaken.lead.due.value or "").removesuffix(OPEN_END)
    return due if re.fullmatch(r"\d{4}(-\d{2}){0,2}", due) else ""


def gather_undertaken(material: Material) -> list[Undertaken]:
    """Return the undertakings, those of one kind by one party in the same words put together."""
    place = {article: number for number, article in enumerate(material.articles)}
    ordered = sorted(material.undertakings, key=lambda u: (-len(_key(u)), place[u.article], u.action.start, u.id))
    groups: list[tuple[str, str, list[BriefUndertaking]]] = []
    alike: dict[tuple[object, ...], _Homes] = defaultdict(_Homes)
    for undertaking in ordered:
        party, mark = _party(material, undertaking)
        # What two states promise is no other telling of what one of them promises a third.
        sides = (
            frozenset(side_of(material.actors[a]) or a for a in undertaking.by) if party == TOGETHER else frozenset()
        )
        homes = alike[undertaking.kind, party, sides, undertaking.negated, undertaking.due.value]
        home, new = homes.of(_key(undertaking), action_words(material, undertaking)[0])
        if new:
            groups.append((party, mark, home))
        home.append(undertaking)
    return [Undertaken(group[0], tuple(group[1:]), party, mark) for party, mark, group in groups]


class _Homes:
    """Groups of undertakings that are told in the same words, or would be shown in the same words, as the first."""

    def __init__(self) -> None:
        self._groups: list[list[BriefUndertaking]] = []
        self._told = SameWords(least=3)
        self._shown: dict[Passage, int] = {}

    def of(self, words: Sequence[str], shown: Passage) -> tuple[list[BriefUndertaking], bool]:
        """Return the first group that fits an undertaking, and whether it is a new one, begun with it."""
        met = [number for number in (self._told.first(words), self._shown.get(shown)) if number is not None]
        if met:
            return self._groups[min(met)], False
        number = len(self._groups)
        self._groups.append([])
        self._told.add(number, words)
        self._shown[shown] = number
        return self._groups[number], True


def _key(undertaking: BriefUndertaking) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", undertaking.action.words.casefold().replace("-", "")))


def _party(material: Material, undertaking: BriefUndertaking) -> tuple[str, str]:
    """Return the party bound and the mark of how it is known: as told, else the side of who expresses it."""
    sides = {side_of(material.actors[a]) for a in undertaking.by}
    if len(sides) > 1:
        return TOGETHER, ""
    if undertaking.party.value and undertaking.party.value in material.actors:
        actor = material.actors[undertaking.party.value]
        return side_of(actor) or actor.name, MARKS.get(undertaking.party.basis or "", "")
    side = sides.pop() if sides else None
    return (side, MARKS["inferred"]) if side else (NO_PARTY, "")


def undertaking_weight(material: Material) -> Callable[[Undertaken], float]:
    """Return the function that tells how much an undertaking matters: origins, subject, kind, speaker, length."""
    kinds = list(policy()["kinds"]["order"])
    shared = shared_pairs(material)

    def weight(entry: Undertaken) -> float:
        lead = entry.lead
        senior = max((rank_of(material.actors[a]) for a in lead.by), default=0)
        told = {material.articles[u.article].origin_id for u in (lead, *entry.others)}
        about = salience(shared, " ".join(p.words for p in (lead.action, lead.condition) if p))
        about += 1.5 if in_lead(material, lead.action) else 0.0
        short = 3 if len(_key(lead)) < 3 else 0
        return 2.0 * len(told) + about + 0.4 * senior - 0.7 * kinds.index(lead.kind) - short

    return weight


def _party_lines(
    material: Material, party: str, entries: Sequence[Undertaken], weight: Callable[[Undertaken], float]
) -> list[Line]:
    place = {article: number for number, article in enumerate(material.articles)}
    ranked = sorted(entries, key=lambda e: (-weight(e), place[e.lead.article], e.lead.action.start, e.lead.id))
    shown = sorted(ranked[: cap("undertakings_per_party")], key=lambda e: (place[e.lead.article], e.lead.action.start))
    slug = "-".join(party.split())
    lines = [line(f"party:{slug}", "group", party)]
    lines += [undertaking_line(material, entry, dated=False) for entry in shown]
    if rest := len(ranked) - len(shown):
        lines.append(line(f"x:party:{slug}", "item", f"{rest} more: ", _COMMAND))
    return lines


def undertaking_line(material: Material, entry: Undertaken, *, dated: bool) -> Line:
    """Return the line of one undertaking; `dated`: with its day before it."""
    labels = {article.id: article.label for article in material.articles.values()}
    lead, article = entry.lead, material.articles[entry.lead.article]
    passages = action_words(material, lead)
    words: list[Part] = []
    for number, passage in enumerate(passages):
        words += [Part("plain", " … ")] if number else []
        words.append(Part("told", fold(passage.words)))
    when = f", {marked(article.published, show_date(article.published.value))}" if article.published.value else ""
    told = " ".join(passage.words for passage in passages)
    hedge = f" · hedged: {fold(lead.hedge.words)}" if lead.hedge and not _shows(passages, lead.hedge) else ""
    # Words that say "no" or "not" themselves would seem to be denied twice.
    denied = " (not to do)" if lead.negated and not says_not(told) else ""
    also: list[Passage] = [other.action for other in entry.others]
    day = marked(lead.due, show_date(lead.due.value)) if dated and lead.due.value else ""
    return line(
        lead.id,
        "item",
        Part("bold", f"{day} · {label_of(lead)}" if day else label_of(lead).capitalize()),
        f"{denied} · {_who(material, entry, dated=dated)}: ",
        words,
        hedge,
        f" — {article.called}{when}{_through(material, lead)}.",
        cite(labels, passages),
        [Part("plain", " Also"), *cite(labels, also[:5])] if also else [],
    )


def _through(material: Material, undertaking: BriefUndertaking) -> str:
    """Return who tells of an undertaking, where that is neither who undertakes it nor the author of the article."""
    statement = material.statement_of.get(undertaking.statement or "")
    if statement is None:
        return ""
    around = [s for s in material.statements_in[undertaking.article] if s is not statement and _holds(s, undertaking)]
    told = dict.fromkeys(a for s in (statement, *around) for a in (*s.speakers, *s.relays))
    names = [material.actors[a].name for a in told if a not in undertaking.by]
    return f", through {join_words(names)}" if names else ""


def _holds(statement: BriefStatement, undertaking: BriefUndertaking) -> bool:
    """Return whether an undertaking stands whole in what somebody says: in the words and with the cue."""
    first, last = (undertaking.cue or undertaking.action), undertaking.action
    return any(p.start <= min(first.start, last.start) and last.end <= p.end for p in statement.content)


def label_of(undertaking: BriefUndertaking) -> str:
    """Return what a line calls an undertaking: its kind, or less where its own words claim less ("hope", "plan")."""
    words = re.findall(r"\w+", undertaking.cue.words.casefold()) if undertaking.cue else []
    cue = f" {' '.join(words)}"
    if undertaking.negated and undertaking.kind == "commitment":
        return undertaking.kind  # "no intention of ...": what is promised is not to do it
    for entry in policy()["firmness"]:
        if undertaking.kind in entry["kinds"] and any(cue.endswith(f" {word}") for word in entry["words"]):
            return str(entry["label"])
    return undertaking.kind


def _shows(passages: Sequence[Passage], words: Passage) -> bool:
    return any(p.article == words.article and p.start <= words.start and words.end <= p.end for p in passages)


def _who(material: Material, entry: Undertaken, *, dated: bool) -> str:
    lead = entry.lead
    by = [material.actors[a].name for a in lead.by]
    who = join_words(by) or "by whom is not known"
    if by != [entry.party] and entry.party not in (NO_PARTY, TOGETHER):
        who = f"{who}, for {entry.party}{entry.party_mark}"
    elif dated and entry.party == NO_PARTY:
        who = f"{who}, party not known"
    to = material.actors.get(lead.to.value or "")
    return f"{who}, to {to.name}{MARKS.get(lead.to.basis or '', '')}" if to else who
