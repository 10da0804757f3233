"""How it ended: what several sides agreed, and what the authors say came of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from communique.export.brief_lines import Line, Part, cite, fold, join_words, line, marked, show_date
from communique.export.brief_material import BriefStatement, BriefUndertaking, Material, Passage
from communique.export.brief_words import cap, in_lead, is_formula, policy, recency, sentence_around, shorten, side_of

SHOWN: Final = ("press conference", "ceremony")
_GROUPS: Final = ("group", "organisation")
_MIN_WORDS: Final = 4
_MAX_CHARS: Final = 500
Late = Callable[[str], float]
"""How late an article is within the coverage, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A sentence that tells what came of an encounter or of a round of talks."""

    id: str
    """Of the undertaking or the judgement that it tells."""
    sentence: Passage
    weight: float
    by: tuple[str, ...] = ()
    """Who agreed it; empty: the author says what came of it."""


def find_outcomes(material: Material) -> list[Outcome]:
    """Return the outcomes told, the weightiest first: what is in a lead before what is not, agreed before judged."""
    late = recency(material)
    found = [*_agreed(material, late), *_judged(material, late)] or _claimed(material, late)
    best: dict[tuple[str, int], Outcome] = {}
    for outcome in sorted(found, key=lambda o: (-o.weight, o.id)):
        best.setdefault((outcome.sentence.article, outcome.sentence.start), outcome)
    told = sorted(best.values(), key=lambda o: (-o.weight, o.id))
    # That they will go on speaking is an outcome where there is no other.
    return [outcome for outcome in told if not is_formula(outcome.sentence.words)] or told


def _agreed(material: Material, late: Late) -> list[Outcome]:
    """Return what several sides, or a body of several, are told to have agreed."""
    found = []
    said: dict[str, list[BriefStatement]] = defaultdict(list)
    for statement in material.statements:
        said[statement.article].append(statement)
    for undertaking in material.undertakings:
        by = [material.actors[a] for a in undertaking.by]
        joint = len({side_of(a) or a.id for a in by}) > 1 or (len(by) == 1 and by[0].kind in _GROUPS)
        known = all(a.named or a.kind in _GROUPS for a in by)
        if undertaking.kind == "commitment" and joint and known and not _retold(undertaking, said[undertaking.article]):
            found += _outcome(material, undertaking.id, undertaking.action, 1.5, late, undertaking.by)
    return found


def _retold(undertaking: BriefUndertaking, said: Sequence[BriefStatement]) -> bool:
    """Return whether somebody else says that it was undertaken: then it is a claim of theirs, not an outcome."""
    action = undertaking.action
    return any(
        piece.start <= action.start < piece.end and not set(statement.speakers) <= set(undertaking.by)
        for statement in said
        for piece in statement.content
    )


def _judged(material: Material, late: Late) -> list[Outcome]:
    """Return what the articles' authors say came of an encounter; a ceremony beside the talks ends nothing."""
    talks = {e.id for e in material.encounters if e.kind not in SHOWN}
    return [
        outcome
        for judgement in material.judgements
        if not judgement.by and judgement.encounter in talks and _pattern().search(judgement.words.words)
        for outcome in _outcome(material, judgement.id, judgement.words, 0.0, late)
    ]


def _claimed(material: Material, late: Late) -> list[Outcome]:
    """Return what somebody who speaks for a side says in a lead came of it: the sentence tells whose claim it is."""
    return [
        outcome
        for statement in material.statements
        if statement.speakers
        and in_lead(material, statement.content[0])
        and all(side_of(material.actors[a]) for a in statement.speakers)
        and any(_pattern().search(piece.words) for piece in statement.content)
        for outcome in _outcome(material, statement.id, statement.content[0], -1.0, late)
    ]


def _outcome(
    material: Material, noun: str, passage: Passage, weight: float, late: Late, by: tuple[str, ...] = ()
) -> list[Outcome]:
    sentence = sentence_around(material, passage, most_chars=_MAX_CHARS)
    if not _pattern().search(sentence.words) or len(sentence.words.split()) < _MIN_WORDS:
        return []
    # A title alone is terse, but it is where an editor puts the outcome.
    lead = 3.0 if in_lead(material, passage) or _in_title(material, passage) else 0.0
    near = 1.0 if _pattern().search(passage.words) else 0.0
    return [Outcome(noun, sentence, weight + lead + near + 2.0 * late(passage.article), by)]


def tells_outcome(material: Material, sentence: Passage) -> bool:
    """Return whether the first paragraph of an article tells in this sentence what came of an encounter."""
    return in_lead(material, sentence) and bool(_pattern().search(sentence.words))


def _in_title(material: Material, passage: Passage) -> bool:
    title = material.articles[passage.article].title or ""
    return bool(title) and passage.start < len(title) and passage.words in title


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = sorted(policy()["outcome"]["words"], key=len, reverse=True)
    signed = "|".join(policy()["outcome"]["signed"])
    told = rf"(?:{'|'.join(map(re.escape, words))})\b|signed\b(?=[^.;]*\b(?:{signed})\b)"
    return re.compile(rf"\b(?:{told})", re.IGNORECASE)


def _who(material: Material, outcome: Outcome) -> str:
    """Return who agreed, where the sentence itself does not name them ("They agreed ..."); else nothing."""
    names = [material.actors[a].name for a in outcome.by]
    told = outcome.sentence.words.casefold()
    known = any(name.split()[-1].casefold() in told for name in names)
    return f"{join_words(names)}: " if names and not known else ""


def outcome_line(material: Material, outcome: Outcome) -> Line:
    """Return the line that tells an outcome in the words of one article."""
    article = material.articles[outcome.sentence.article]
    labels = {a.id: a.label for a in material.articles.values()}
    words, cut = shorten(material, outcome.sentence, cap("quote_chars"))
    when = f", {marked(article.published, show_date(article.published.value))}" if article.published.value else ""
    return line(
        f"{outcome.id}/o",
        "item",
        Part("bold", "Outcome"),
        f" · {_who(material, outcome)}",
        Part("told", fold(words.words)),
        " …" if cut else "",
        f" — {article.called}{when}.",
        cite(labels, [words]),
    )
