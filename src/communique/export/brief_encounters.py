"""What happened, what was called off, and which encounters are to come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from communique.export.brief_lines import (
    Line,
    Part,
    cite,
    count,
    fold,
    join_words,
    line,
    marked,
    show_date,
    show_duration,
)
from communique.export.brief_material import BriefAccount, BriefEncounter, Material, Value
from communique.export.brief_words import cap, rank_of, shorten, side_of, trim

HELD: Final = ("held", "under way")
AHEAD: Final = ("planned", "expected")
_MAX_PARTICIPANTS: Final = 6


def happened_lines(material: Material) -> list[Line]:
    """Return the section on encounters that took place and, apart, on those planned or called off."""
    held = [e for e in material.encounters if e.status in HELD and not is_ahead(material, e)]
    other = [e for e in material.encounters if e.status not in HELD and not is_ahead(material, e)]
    lines = [line("h:happened", "section", "What happened")]
    lines += _listed(material, held, "encounters", "x:held")
    if other:
        lines.append(line("h:called-off", "group", "Planned, cancelled or ruled out"))
        lines += _listed(material, other, "called_off", "x:called-off")
    return lines


def next_encounters(material: Material) -> list[BriefEncounter]:
    """Return the encounters that lay ahead when the last article was published, in time, those without a date last."""
    return _in_time(material, [e for e in material.encounters if is_ahead(material, e)])


def is_ahead(material: Material, encounter: BriefEncounter) -> bool:
    """Return whether an encounter is announced for a day after the last article.

    So is one told as held on such a day, which cannot be: its line says so. Without a date it counts as ahead only
    where one of the articles of that last day announces it.
    """
    horizon = material.horizon
    if horizon is not None and _is_doubtful(material, encounter):
        return True
    if encounter.status not in AHEAD or horizon is None:
        return False
    if encounter.date.value:
        return encounter.date.value >= horizon[: len(encounter.date.value)]
    last = {a.id for a in material.articles.values() if a.published.value and a.published.value >= horizon}
    return any(account.article in last for account in encounter.accounts)


def _is_doubtful(material: Material, encounter: BriefEncounter) -> bool:
    day, horizon = encounter.date.value, material.horizon
    return encounter.status in HELD and bool(day and horizon) and (day or "") > (horizon or "")[: len(day or "")]


def _listed(material: Material, encounters: Sequence[BriefEncounter], kind: str, more_id: str) -> list[Line]:
    ranked = sorted(encounters, key=lambda e: (-encounter_weight(material, e), e.id))
    shown, rest = ranked[: cap(kind)], ranked[cap(kind) :]
    lines = [encounter_line(material, encounter) for encounter in _in_time(material, shown)]
    if rest:
        text = f"{len(rest)} more, told by fewer: "
        lines.append(line(more_id, "item", text, Part("code", "communique encounters")))
    return lines or [line(more_id, "note", "No such encounter is told of.")]


def _in_time(material: Material, encounters: Sequence[BriefEncounter]) -> list[BriefEncounter]:
    """Return them by day; one without a day stands where it was first told, after those of that day."""

    def when(encounter: BriefEncounter) -> tuple[str, bool, str]:
        told = _first_told(material, encounter)
        return encounter.date.value or (told.value if told else None) or "9999", not encounter.date.value, encounter.id

    return sorted(encounters, key=when)


def _first_told(material: Material, encounter: BriefEncounter) -> Value | None:
    """Return the day of the first article that tells an encounter; None: no day is known."""
    days = [material.articles[account.article].published for account in encounter.accounts]
    return min((day for day in days if day.value), key=lambda day: day.value or "", default=None)


def encounter_weight(material: Material, encounter: BriefEncounter) -> float:
    """Return how much an encounter matters: who tells it, who takes part, whether day and place are told."""
    origins = {material.articles[account.article].origin or account.article for account in encounter.accounts}
    senior = max((rank_of(material.actors[p]) for p in encounter.participants), default=0)
    told = bool(encounter.date.value) + bool(encounter.place.value) + (len(encounter.participants) > 1)
    return 1.5 * len(origins) + 0.5 * senior + told


def encounter_line(material: Material, encounter: BriefEncounter) -> Line:
    """Return the line of one encounter: when, what, where, who, in whose words, told by whom."""
    labels = {article.id: article.label for article in material.articles.values()}
    doubt = " (doubtful: that day is after the last article's)" if _is_doubtful(material, encounter) else ""
    what = f" · {encounter.kind}, {encounter.status}{doubt}"
    place = f" · {marked(encounter.place)}" if encounter.place.value else ""
    lasted = encounter.duration
    duration = f" · {marked(lasted, show_duration(lasted.value))}" if lasted.value else ""
    lead = _lead(material, encounter)
    # A title tells less than the sentence beneath it, and has no full stop.
    evidence = [passage for passage in lead.evidence if passage.words.rstrip('"”’ ').endswith(".")][:1]
    evidence = evidence or list(lead.evidence[:1])
    words: list[Part] = []
    shown = [shorten(material, trim(material, passage), cap("quote_chars")) for passage in evidence]
    for passage, cut in shown:
        words += [Part("plain", " "), Part("told", fold(passage.words)), Part("plain", " …" if cut else "")]
    who = f" · {_participants(material, encounter)}. Told by {_tellers(material, encounter)}."
    also = [account.evidence[0] for account in encounter.accounts if account is not lead and account.evidence]
    more = [Part("plain", " Also"), *cite(labels, also[:6])] if also else []
    return line(
        encounter.id,
        "item",
        Part("bold", _when(material, encounter)),
        f"{what}{place}{duration}{who}",
        words,
        cite(labels, [passage for passage, _ in shown]),
        _otherwise(material, encounter, labels),
        more,
    )


def _when(material: Material, encounter: BriefEncounter) -> str:
    if encounter.date.value:
        return marked(encounter.date, show_date(encounter.date.value))
    told = _first_told(material, encounter)
    return f"Date not known, told {marked(told, show_date(told.value or ''))}" if told else "Date not known"


def _lead(material: Material, encounter: BriefEncounter) -> BriefAccount:
    """Return the account in whose words an encounter is shown: of its own status, with most told, then the first."""

    def key(account: BriefAccount) -> tuple[bool, bool, int, str, str]:
        told = sum(1 for _, value in account.values if value)
        published = material.articles[account.article].published.value or "9999"
        return (account.status != encounter.status, not account.evidence, -told, published, account.id)

    return min(encounter.accounts, key=key)


def _participants(material: Material, encounter: BriefEncounter) -> str:
    names = []
    for actor in (material.actors[p] for p in encounter.participants[:_MAX_PARTICIPANTS]):
        side = side_of(actor)
        names.append(f"{actor.name} ({side})" if side and side not in actor.name else actor.name)
    if rest := len(encounter.participants) - _MAX_PARTICIPANTS:
        names += [f"{rest} more"] if rest > 0 else []
    return join_words(names) or "participants not known"


def _tellers(material: Material, encounter: BriefEncounter) -> str:
    articles = dict.fromkeys(material.articles[account.article] for account in encounter.accounts)
    names = list(dict.fromkeys(article.source or article.label for article in articles))
    origins = len({article.origin or article.id for article in articles})
    last = max((a.published for a in articles if a.published.value), key=lambda day: day.value or "", default=None)
    # Plans age: of what was only announced, the reader must know when it last was.
    when = f", last on {marked(last, show_date(last.value or ''))}" if last and encounter.status in AHEAD else ""
    if len(articles) == 1:
        return f"{names[0]}{when}"
    told = f"{count(len(articles), 'article')} of {count(origins, 'origin')}"
    return f"{told}: {join_words(names[:5] + ([f'{len(names) - 5} more'] if len(names) > 5 else []))}{when}"


def _otherwise(material: Material, encounter: BriefEncounter, labels: dict[str, str]) -> list[Part]:
    """Return what other accounts say of day, place or length, where it is not just told less exactly."""
    parts: list[Part] = []
    show: dict[str, Callable[[str], str]] = {"date": show_date, "duration": show_duration, "place": str}
    for attribute in ("date", "place", "duration"):
        chosen = getattr(encounter, attribute).value
        seen: set[str] = set()
        for account in encounter.accounts:
            value = dict(account.values)[attribute]
            if not value or not chosen or value in seen or _agrees(chosen, value) or not account.evidence:
                continue
            seen.add(value)
            parts += [Part("plain", f" Told otherwise: {attribute} {show[attribute](value)}")]
            parts += [*cite(labels, account.evidence[:1]), Part("plain", ".")]
    statuses = {account.status for account in encounter.accounts}
    if statuses & set(HELD) and statuses & {"cancelled", "ruled out", "failed to happen"}:
        for account in encounter.accounts:
            if account.status not in HELD + AHEAD and account.evidence:
                parts += [Part("plain", f" Told otherwise: {account.status}"), *cite(labels, account.evidence[:1])]
                parts += [Part("plain", ".")]
    return parts


def _agrees(chosen: str, other: str) -> bool:
    one, two = (set(value.casefold().replace(",", " ").split()) for value in (chosen, other))
    return chosen.startswith(other) or other.startswith(chosen) or one <= two or two <= one
