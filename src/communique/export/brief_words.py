"""Which words of an article a line shows, and whose they are."""

from __future__ import annotations

import math
import re
import tomllib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any, Final

from communique.export.brief_material import BriefActor, BriefStatement, Material, Passage

DOUBLE: Final = '"“”„«»'
_QUOTES: Final = DOUBLE + "‘’'"
_MAX_GAP_CHARS: Final = 140
"""Between a cue and what is reported, or between an action and its condition, to show them as one stretch."""


_END: Final = re.compile(
    r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bMrs)(?<!\bGen)(?<!\bSen)(?<!\bGov)(?<!\bRep)(?<!\bLt)(?<!\bNo)"
    r"(?<!\bJan)(?<!\bFeb)(?<!\bMar)(?<!\bApr)(?<!\bAug)(?<!\bSept)(?<!\bOct)(?<!\bNov)(?<!\bDec)[.!?][\"”’]?(?=\s)"
)
"""The end of a sentence; not after an initial ("U.S.") or an abbreviation that a name or a number follows."""
_BREAK: Final = re.compile(r"\n\s*\n\s*|(?<=[.!?:\"”’])[^\S\n]*\n\s*")
"""The end of a paragraph: an empty line, or a line that ends like a sentence; others are lines that were wrapped."""
_BACKGROUND: Final = re.compile(
    r",\s+(?:(?:which|who|where|whose|whom)\s(?:[^,\"“”]|,(?=\d))*"
    r"|(?:an?|one of|part of)\s(?:(?!\s(?:and|or)\s)[^,\"“”])*)$"
)
"""What describes something at the end of reported words: ", which has cost many lives", ", a truce made in May"."""
_HELPERS: Final = re.compile(
    r"(?:(?<!\w)(?:[a-z]+ly|not|never|will|would|has|have|had|is|are|was|were|been|may|might|could|can|must|should)[^\S\n]+)+$"
)
"""Auxiliaries and adverbs before a cue."""
_MAX_HELPER_CHARS: Final = 40
_MIN_WORDS_LEFT: Final = 5
"""Of reported words at least so many are left where what describes is cut."""
_LISTED: Final = re.compile(r"[-–—*](?=\s)")
"""The mark before an entry of a list."""
_MAX_SENTENCE_CHARS: Final = 260


@lru_cache(maxsize=1)
def policy() -> dict[str, Any]:
    """Return data/brief.toml: ranks of office, order of kinds, caps."""
    text = resources.files("communique.export").joinpath("data", "brief.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def cap(name: str) -> int:
    """Return how many lines of that kind a brief shows."""
    return int(policy()["caps"][name])


def rank_of(actor: BriefActor) -> int:
    """Return how senior an actor is: 6 a head of state or government, 5 a state or foreign minister, 0 not known."""
    if actor.kind in ("state", "organisation") and actor.named:
        return 5 if actor.kind == "state" else 4
    title = f" {(actor.title or '').casefold().replace('-', ' ')} "
    for entry in policy()["rank"]:
        if any(f" {t} " in title for t in entry["titles"]) and not any(
            f" {u} " in title for u in entry.get("unless", ())
        ):
            return int(entry["rank"])
    return 1 if actor.named else 0


def side_of(actor: BriefActor) -> str | None:
    """Return the side that an actor belongs to or is; None: not known."""
    return actor.side or (actor.name if actor.kind == "state" else None)


def trim(material: Material, passage: Passage, *, quotes: bool = False, joints: bool = False) -> Passage:
    """Return `passage` without white space and loose punctuation at its ends.

    `quotes` drops quotation marks too, `joints` an "and" or "or" at the end that joins what is not shown.
    """
    text = material.articles[passage.article].text
    start, end = passage.start, passage.end
    loose = _QUOTES if quotes else ""
    while start < end and (text[start].isspace() or text[start] in loose + ",;:•·" or _LISTED.match(text, start, end)):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in loose + ",;:"):
        end -= 1
    if joints and (joint := re.search(r"[\s,;]+(?:and|or|but)$", text[start:end])):
        end = start + joint.start()
    # A mark whose partner lies outside belongs to a longer quotation.
    marks = [n for n in range(start, end) if text[n] in DOUBLE]
    if len(marks) == 1:
        start, end = start + (marks[0] == start), end - (marks[0] == end - 1)
    return Passage(passage.article, start, end, text[start:end])


def shorten(material: Material, passage: Passage, limit: int) -> tuple[Passage, bool]:
    """Return `passage` cut to `limit` characters, at a sentence's end if one is near, and whether it was cut."""
    if len(passage.words) <= limit:
        return passage, False
    head = passage.words[:limit]
    ends = [m.end() for m in _END.finditer(head) if m.end() >= limit * 0.4]
    end = passage.start + (ends[-1] if ends else max(head.rfind(" "), 1))
    cut = Passage(passage.article, passage.start, end, material.articles[passage.article].text[passage.start : end])
    return trim(material, cut), True


def shown_words(material: Material, statement: BriefStatement) -> tuple[tuple[Passage, ...], bool]:
    """Return the stretches that show a statement, and whether they were cut.

    A speaker's own words stand alone; reported speech takes its cue along ("rejected the demand"), since without it
    the words would not tell what was done with them.
    """
    direct = statement.form == "direct"
    pieces = [trim(material, piece, quotes=direct) for piece in statement.content]
    pieces = [piece for piece in pieces if piece.words]
    tail = False
    if direct and pieces:
        pieces[0] = _past_greeting(material, pieces[0])
    if not direct and pieces:
        pieces, tail = _without_background(material, pieces)
        if statement.cue is not None:
            pieces = _with_cue(material, with_helpers(material, statement.cue), pieces)
    shown: list[Passage] = []
    room = cap("quote_chars")
    for piece in pieces:
        if room < 40:
            return tuple(shown), True
        short, cut = shorten(material, piece, room)
        shown.append(short)
        room -= len(short.words)
        if cut:
            return tuple(shown), True
    return tuple(shown), tail


def _without_background(material: Material, pieces: list[Passage]) -> tuple[list[Passage], bool]:
    """Return reported words without a clause at their end that may be the reporter's own, and whether one was cut.

    "Said it would close the pass, which was built in 1931": what only describes, behind a comma and to the end. An
    office that publishes on its own side tells no background of its own.
    """
    last = pieces[-1]
    if material.articles[last.article].source_side:
        return pieces, False
    found = _BACKGROUND.search(last.words)
    if found is None or len(last.words[: found.start()].split()) < _MIN_WORDS_LEFT:
        return pieces, False
    words = last.words[: found.start()]
    return [*pieces[:-1], replace(last, end=last.start + len(words), words=words)], True


def with_helpers(material: Material, cue: Passage) -> Passage:
    """Return a cue with what before it says how sure or when it is ("reportedly confirmed", "will tell")."""
    before = material.articles[cue.article].text[: cue.start]
    helpers = _HELPERS.search(before[-_MAX_HELPER_CHARS:])
    start = cue.start - (len(before[-_MAX_HELPER_CHARS:]) - helpers.start()) if helpers else cue.start
    return replace(cue, start=start, words=before[start:] + cue.words)


def _past_greeting(material: Material, piece: Passage) -> Passage:
    """Return the words after the sentences of greeting that open them; all of them where nothing else is said."""
    start = 0
    while (end := _END.search(piece.words, start)) and _courtesy("greetings").match(piece.words, start, end.end()):
        start = end.end() + len(piece.words[end.end() :]) - len(piece.words[end.end() :].lstrip())
    if start == 0 or _courtesy("greetings").match(piece.words, start):
        return piece
    return trim(material, replace(piece, start=piece.start + start, words=piece.words[start:]), quotes=True)


@lru_cache(maxsize=2)
def _courtesy(name: str) -> re.Pattern[str]:
    words = sorted(policy()["courtesy"][name], key=len, reverse=True)
    return re.compile(rf"\W*\b(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _formulas() -> re.Pattern[str]:
    words = sorted(policy()["outcome"]["formulas"], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def is_formula(words: str) -> bool:
    """Return whether words tell no more than that people will go on speaking."""
    return bool(_formulas().search(words))


def is_courtesy(words: str) -> bool:
    """Return whether words thank, praise or greet somebody."""
    return bool(_courtesy("thanks").search(words) or _courtesy("greetings").match(words))


def _with_cue(material: Material, cue: Passage, pieces: list[Passage]) -> list[Passage]:
    """Return the pieces with the cue: "denied ... the cut breached the accord" must never stand without its "denied".

    A cue that only says that something was said is left out where it does not stand just before the words.
    """
    if near(material, cue, pieces[0]):
        return [stretch(material, cue, pieces[0]), *pieces[1:]]
    if cue.words.casefold() in policy()["cues"]["plain"] or any(p.start <= cue.start < p.end for p in pieces):
        return pieces
    return sorted([cue, *pieces], key=lambda piece: piece.start)


def sentence_around(material: Material, passage: Passage, *, most_chars: int = _MAX_SENTENCE_CHARS) -> Passage:
    """Return the sentence around `passage`; `passage` itself where that is longer than `most_chars`."""
    article = material.articles[passage.article]
    text = article.text
    bounds = [(s, e) for s, e in article.stretches if s <= passage.start and passage.end <= e]
    low, high = bounds[0] if bounds else (passage.start, passage.end)
    before, after = text[low : passage.start], text[passage.end : high]
    breaks = [m.end() for m in _BREAK.finditer(before)]
    starts = breaks + [m.end() for m in _END.finditer(before) if re.match(r"\s+[\"“A-Z]", text[low + m.end() :])]
    stops = [m.end() for m in (_END.search(after),) if m] + [m.start() for m in (_BREAK.search(after),) if m]
    start, end = low + max(starts, default=0), passage.end + min(stops, default=len(after))
    whole = trim(material, Passage(passage.article, start, end, text[start:end]))
    return whole if len(whole.words) <= most_chars else passage


def near(material: Material, first: Passage, second: Passage, *, quoted: bool = False) -> bool:
    """Return whether two passages stand in one stretch of a sentence; `quoted`: a quotation may begin between them."""
    if first.article != second.article or second.start < first.start:
        return False
    between = material.articles[first.article].text[first.end : second.start]
    marks = re.sub(rf"[{DOUBLE}](?=\w|\s*$)", "", between, count=1) if quoted else between
    return len(between) <= _MAX_GAP_CHARS and not re.search(r"[\n\"“”]", marks) and not _END.search(between)


def stretch(material: Material, first: Passage, last: Passage) -> Passage:
    end = max(first.end, last.end)
    return Passage(first.article, first.start, end, material.articles[first.article].text[first.start : end])


def subject_pairs(text: str) -> list[tuple[str, str]]:
    """Return the pairs of neighbouring words by which a text's subject is known ("cessation", "hostilities").

    Names are left out: they tell who is spoken of, not what. Short words between two others are passed over.
    """
    common = frozenset(policy()["common"]["words"])
    pairs = []
    for clause in re.split(r"[.,;:!?()\"“”\n]", text.replace("-", "")):
        words = [word for word in re.findall(r"\b[a-z]{4,}\b", clause) if word not in common]
        pairs += list(pairwise(words))
    return pairs


def shared_pairs(material: Material) -> Counter[tuple[str, str]]:
    """Return for each pair of words the number of origins that use it, where several do."""
    by_origin: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for article in material.articles.values():
        by_origin[article.origin or article.id].update(subject_pairs(article.text))
    counts = Counter(pair for pairs in by_origin.values() for pair in pairs)
    return Counter({pair: number for pair, number in counts.items() if number > 1})


def salience(shared: Counter[tuple[str, str]], words: str) -> float:
    """Return how much of what `words` speak of others tell too: log of the most shared pairs' origins, 0 where none."""
    best = sorted((shared[pair] for pair in set(subject_pairs(words)) if pair in shared), reverse=True)[:2]
    return round(sum(math.log2(number) for number in best), 4)


def in_lead(material: Material, passage: Passage) -> bool:
    """Return whether a passage stands in the first paragraph of its article."""
    start, end = material.articles[passage.article].lead
    return start <= passage.start < end


def overlap(first: Passage, second: Passage) -> bool:
    """Return whether two passages share more than a quarter of the shorter one."""
    if first.article != second.article:
        return False
    shared = min(first.end, second.end) - max(first.start, second.start)
    return shared * 4 > min(first.end - first.start, second.end - second.start)


def recency(material: Material) -> Callable[[str], float]:
    """Return the function that tells how late an article is: 0 for the first day of the coverage, 1 for the last.

    An article without a date is of the last day of which it tells an encounter as held; where it tells none, 0.
    """
    known = {a.id: a.published.value[:10] for a in material.articles.values() if a.published.value}
    days = sorted(set(known.values()))
    told: dict[str, str] = {}
    for encounter in material.encounters:
        day = (encounter.date.value or "")[:10]
        if day and encounter.status == "held" and days and day <= days[-1]:
            for account in encounter.accounts:
                told[account.article] = max(day, told.get(account.article, ""))
    last = max(len(days) - 1, 1)

    def late(article_id: str) -> float:
        day = known.get(article_id) or told.get(article_id)
        if day is None:
            return 0.0
        return max(0, bisect_right(days, day) - 1) / last if len(days) > 1 else 1.0

    return late


def points_back(words: str) -> bool:
    """Return whether words begin with a reference to what was said before them ("that decision", "they")."""
    return bool(re.match(r"\W*(?:that|this|these|those|such|it|they|them|he|she|him|her)\b", words, re.IGNORECASE))


def says_not(words: str) -> bool:
    """Return whether words deny something themselves."""
    return bool(
        re.search(r"\b(?:no|not|never|nothing|nobody|none|neither|nor|cannot|without)\b|n['’]t\b", words.casefold())
    )


def key_words(statement: BriefStatement) -> tuple[str, ...]:
    """Return the words by which a statement is known again in another article: the quoted ones, if there are any."""
    words = " ".join(piece.words for piece in statement.content)
    if statement.form == "mixed":
        quoted = re.findall(r"[\"“]([^\"“”]+)[\"”]", words)
        words = max(quoted, key=len) if quoted else words
    return tuple(re.findall(r"\w+", words.casefold().replace("-", "")))


def is_within(first: Sequence[str], second: Sequence[str], *, least: int = 4) -> bool:
    """Return whether the shorter of the two runs of words stands whole in the other; below `least` words, never."""
    short, long = sorted((tuple(first), tuple(second)), key=len)
    if len(short) < least:
        return False
    return any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))
