"""What happened, what was called off, and which encounters are to come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from communique.export.brief_events import standing, told_encounters
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
from communique.export.brief_material import BriefAccount, BriefEncounter, Material, Passage, Value
from communique.export.brief_words import cap, rank_of, shorten, side_of, trim
from communique.model.comparisons import HOW_LONG
from communique.model.encounters import AHEAD, HAPPENED

_MAX_PARTICIPANTS: Final = 6
_SHOWN: Final = ("press conference", "ceremony")


def happened_lines(material: Material) -> list[Line]:
    """Return the section on encounters that took place and, apart, on those planned or called off."""
    told = told_encounters(material.encounters)
    held = [e for e in told if e.status in HAPPENED and not is_ahead(material, e)]
    past = [e for e in told if e.status not in HAPPENED and not is_ahead(material, e)]
    other = [e for e in past if not is_superseded(e, held)]
    lines = [line("h:happened", "section", "What happened")]
    lines += _listed(material, held, "encounters", "x:held")
    if other:
        lines.append(line("h:called-off", "group", "Planned, possible, cancelled or ruled out"))
        lines += _listed(material, other, "called_off", "x:called-off")
    return lines


def next_encounters(material: Material) -> list[BriefEncounter]:
    """Return the encounters that lay ahead when the last article was published, in time, those without a date last."""
    ahead = [e for e in told_encounters(material.encounters) if is_ahead(material, e)]
    return _in_time(material, [e for e in ahead if not is_superseded(e, material.encounters)])


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


def is_superseded(encounter: BriefEncounter, held: Sequence[BriefEncounter]) -> bool:
    """Return whether an announced encounter is told as held too: on that day, with all who were to take part."""
    return encounter.status in AHEAD and any(
        e.date.value == encounter.date.value and set(encounter.participants) <= set(e.participants)
        for e in held
        if e.status == "held" and e.date.value and encounter.participants
    )


def _is_doubtful(material: Material, encounter: BriefEncounter) -> bool:
    day, horizon = encounter.date.value, material.horizon
    return encounter.status in HAPPENED and bool(day and horizon) and (day or "") > (horizon or "")[: len(day or "")]


def _listed(material: Material, encounters: Sequence[BriefEncounter], kind: str, more_id: str) -> list[Line]:
    ranked = sorted(encounters, key=lambda e: (-encounter_weight(material, e), e.id))
    shown, rest = ranked[: cap(kind)], ranked[cap(kind) :]
    lines = _unlike([encounter_line(material, encounter) for encounter in _in_time(material, shown)])
    if rest:
        text = f"{len(rest)} more: "
        lines.append(line(more_id, "item", text, Part("code", "communique encounters")))
    return lines or [line(more_id, "note", "No such encounter is told of.")]


def _unlike(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without those that say the same of two encounters: rounds that one sentence announces."""
    return list({line.parts: line for line in reversed(lines)}.values())[::-1]


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


def encounter_weight(material: Material, encounter: BriefEncounter, *, brief: bool = False) -> float:
    """Return how much an encounter matters: who tells it, who takes part, whether day and place are told.

    `brief`: for the first page, where one without a day, or one at which a side only shows itself, waits.
    """
    origins = {material.articles[account.article].origin_id for account in encounter.accounts}
    senior = max((rank_of(material.actors[p]) for p in encounter.participants), default=0)
    told = bool(encounter.date.value) + bool(encounter.place.value) + (len(encounter.participants) > 1)
    weight = 1.5 * len(origins) + 0.5 * senior + told
    if brief:
        weight -= {10: 0.0, 7: 0.5}.get(len(encounter.date.value or ""), 2.0)
        weight -= 2.0 if encounter.kind in _SHOWN else 0.0
        weight += 1.0 if len({side_of(material.actors[p]) for p in encounter.participants} - {None}) > 1 else 0.0
    return weight


def evidence_of(material: Material, encounter: BriefEncounter) -> list[Passage]:
    """Return the sentences that tell an encounter, that which is shown first; those of its own status alone."""
    lead = _lead(material, encounter)
    captions = material.articles[lead.article].captions
    # A title tells less than the sentence beneath it, and has no full stop; a caption tells who is seen.
    first = [
        passage
        for passage in lead.evidence
        if passage.words.rstrip('"”’ ').endswith(".")
        and not any(start <= passage.start < end for start, end in captions)
    ]
    others = [a for a in encounter.accounts if a is not lead and a.status == lead.status]
    return [*first, *(p for p in lead.evidence if p not in first), *(p for a in others for p in a.evidence[:1])]


def encounter_line(
    material: Material, encounter: BriefEncounter, *, words: Sequence[Passage] | None = None, brief: bool = False
) -> Line:
    """Return the line of one encounter: when, what, where, who, in whose words, told by whom.

    `words`: the sentences to show; None: the first that tells it. `brief`: tellers counted, not named.
    """
    labels = {article.id: article.label for article in material.articles.values()}
    doubt = " (doubtful: that day is after the last article's)" if _is_doubtful(material, encounter) else ""
    what = f" · {encounter.kind}, {standing(encounter)}{doubt}"
    place = f" · {marked(encounter.place)}" if encounter.place.value else ""
    lasted = encounter.duration
    duration = f" · {marked(lasted, show_duration(lasted.value))}" if lasted.value else ""
    lead = _lead(material, encounter)
    evidence = evidence_of(material, encounter)[:1] if words is None else list(words)
    told: list[Part] = []
    shown = [shorten(material, trim(material, passage), cap("quote_chars")) for passage in evidence]
    for passage, cut in shown:
        told += [Part("plain", " "), Part("told", fold(passage.words)), Part("plain", " …" if cut else "")]
    who = f" · {_participants(material, encounter)}. {_tellers(material, encounter, brief=brief)}."
    also = [account.evidence[0] for account in encounter.accounts if account is not lead and account.evidence]
    also = [] if brief and shown else also
    more = [Part("plain", " Also"), *cite(labels, also[:6])] if also else []
    return line(
        encounter.id,
        "item",
        Part("bold", _when(material, encounter)),
        f"{what}{place}{duration}{who}",
        told,
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
    names: list[str] = []
    called = {material.actors[p].name for p in encounter.participants}
    people = [p for p in encounter.participants if not _is_doubled(material.actors[p].name, called)]
    for actor in (material.actors[p] for p in people[:_MAX_PARTICIPANTS]):
        side = side_of(actor)
        names.append(f"{actor.name} ({side})" if side and side not in actor.name else actor.name)
    if rest := len(people) - _MAX_PARTICIPANTS:
        names += [f"{rest} more"] if rest > 0 else []
    return join_words(names) or "participants not known"


def _is_doubled(name: str, called: set[str]) -> bool:
    """Return whether a name only calls another so ("so-called Contact Group" beside "Contact Group")."""
    return name.casefold().startswith("so-called ") and name[len("so-called ") :] in called


def _tellers(material: Material, encounter: BriefEncounter, *, brief: bool) -> str:
    articles = dict.fromkeys(material.articles[account.article] for account in encounter.accounts)
    names = list(dict.fromkeys(article.called for article in articles))
    origins = len({article.origin_id for article in articles})
    last = max((a.published for a in articles if a.published.value), key=lambda day: day.value or "", default=None)
    # Plans age: of what was only announced, the reader must know when it last was.
    when = f", last on {marked(last, show_date(last.value or ''))}" if last and encounter.status in AHEAD else ""
    if len(articles) == 1:
        return f"Told by {names[0]}{when}"
    told = f"{count(len(articles), 'article')} of {count(origins, 'origin')}"
    if brief:
        return f"Told by {told}{when}"
    return f"Told by {told}: {join_words(names[:5] + ([f'{len(names) - 5} more'] if len(names) > 5 else []))}{when}"


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
            if attribute in account.inferred:
                continue  # what the article does not tell, it does not tell otherwise
            if _is_compatible(material, account.article, value):
                continue
            seen.add(value)
            parts += [Part("plain", f" Told otherwise: {attribute} {show[attribute](value)}")]
            parts += [*cite(labels, account.evidence[:1]), Part("plain", ".")]
    return parts + _status_otherwise(encounter, labels)


def _status_otherwise(encounter: BriefEncounter, labels: dict[str, str]) -> list[Part]:
    """Return which accounts tell that an encounter came about, where others tell that it did not; once a status."""
    came = {"held" if a.status in HAPPENED else a.status for a in encounter.accounts if a.status not in AHEAD}
    parts: list[Part] = []
    told = {"held" if encounter.status in HAPPENED else encounter.status}
    for account in encounter.accounts if "held" in came and len(came) > 1 else ():
        status = "held" if account.status in HAPPENED else account.status
        if account.status not in AHEAD and status not in told and account.evidence:
            told.add(status)
            parts += [Part("plain", f" Told otherwise: {account.status}"), *cite(labels, account.evidence[:1])]
            parts += [Part("plain", ".")]
    return parts


def _is_compatible(material: Material, article: str, value: str) -> bool:
    """Return whether the length that an article tells is known to go together with what the others tell."""
    return value.startswith("P") and any(
        comparison.relation == "compatible"
        and comparison.what == HOW_LONG
        and any(side.passage.article == article for side in comparison.sides)
        for comparison in material.differences.comparisons
    )


def _agrees(chosen: str, other: str) -> bool:
    one, two = (set(value.casefold().replace(",", " ").split()) for value in (chosen, other))
    return chosen.startswith(other) or other.startswith(chosen) or one <= two or two <= one
