"""Where accounts differ, what only one of them tells, and readouts side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from communique.export.brief_compared import BriefComparison, BriefPair, BriefSide, BriefSole
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
from communique.export.brief_material import Material, Passage
from communique.export.brief_words import cap, shorten, trim

_HEADINGS: Final = {
    "conflict": "Conflict",
    "weight": "Told differently",
    "compatible": "Compatible",
    "variant": "Spelling",
}
_SPELT_ALIKE: Final = 4
"""Letters by which a surname begins in all its spellings."""
_COMMAND: Final = Part("code", "communique compare")


def difference_lines(material: Material) -> list[Line]:
    """Return the sections on how accounts differ; empty where nothing of it is known."""
    differences = material.differences
    lines: list[Line] = []
    if differences.comparisons:
        lines.append(line("h:differ", "section", "Where the accounts differ"))
        shown, rest = _chosen(differences.comparisons)
        for comparison in shown:
            lines += comparison_lines(material, comparison)
        lines += [line("x:differ", "item", f"{rest} more: ", _COMMAND)] if rest else []
    if differences.pairs:
        lines.append(line("h:readouts", "section", "Readouts side by side"))
        for pair in differences.pairs[: cap("pairs")]:
            lines += _pair_lines(material, pair)
        if (rest := len(differences.pairs) - cap("pairs")) > 0:
            lines.append(line("x:pairs", "note", f"{rest} more: ", Part("code", "communique compare --readouts all")))
    if differences.soles:
        lines.append(line("h:only", "section", "Told by one account only"))
        lines += [sole_line(material, sole) for sole in differences.soles[: cap("soles")]]
        if (rest := len(differences.soles) - cap("soles")) > 0:
            lines.append(line("x:only", "item", f"{rest} more: ", _COMMAND))
    return lines


def _chosen(comparisons: Sequence[BriefComparison]) -> tuple[list[BriefComparison], int]:
    """Return the comparisons that are shown, every conflict among them, and how many are left."""
    shown: list[BriefComparison] = []
    number: dict[str, int] = defaultdict(int)
    for comparison in comparisons:
        if number[comparison.relation] < cap(f"differ_{comparison.relation}"):
            number[comparison.relation] += 1
            shown.append(comparison)
    return shown, len(comparisons) - len(shown)


def comparison_lines(material: Material, comparison: BriefComparison) -> list[Line]:
    """Return the head of a comparison and one line for each account's words."""
    told = f"{count(comparison.articles, 'article')} of {count(comparison.origins, 'origin')}"
    head = line(
        f"{comparison.id}/what", "item", Part("bold", _HEADINGS[comparison.relation]), f" · {comparison.what} · {told}."
    )
    if comparison.relation == "variant":
        return [head, *_spelling_lines(material, comparison)]
    sides = _distinct(material, comparison.sides)
    return [head, *(_side_line(material, comparison, n, side) for n, side in enumerate(sides))]


def _spelling_lines(material: Material, comparison: BriefComparison) -> list[Line]:
    """Return one line for each spelling, that of most articles first, with where those that have it have it first."""
    labels = {article.id: article.label for article in material.articles.values()}
    by_spelling: dict[str, list[BriefSide]] = defaultdict(list)
    for side in comparison.sides:
        by_spelling[side.value].append(side)
    lines = []
    for number, sides in enumerate(sorted(by_spelling.values(), key=lambda s: (-len(s), s[0].value))):
        names = list(dict.fromkeys(material.articles[side.passage.article].called for side in sides))
        who = join_words(names[:4] + ([f"{len(names) - 4} more"] if len(names) > 4 else []))
        told = f" ({count(len(sides), 'article')})" if len(sides) > 1 else ""
        passages = [side.passage for side in sides[: cap("sides_shown")]]
        words = Part("told", fold(passages[0].words))
        lines.append(
            line(f"{comparison.id}/{number}", "sub", Part("bold", who), f"{told}: ", words, cite(labels, passages))
        )
    return lines


def _distinct(material: Material, sides: Sequence[BriefSide]) -> list[BriefSide]:
    """Return at most so many sides, first one of each article, those in the same words of one origin once."""
    seen: set[tuple[str, str]] = set()
    first: list[BriefSide] = []
    more: list[BriefSide] = []
    for side in sides:
        article = material.articles[side.passage.article]
        key = (article.origin_id, fold(side.passage.words).casefold())
        if key in seen:
            continue
        seen.add(key)
        (more if any(s.passage.article == side.passage.article for s in first) else first).append(side)
    kept = (first + more)[: cap("sides_shown")]
    return sorted(kept, key=lambda s: (list(material.articles).index(s.passage.article), s.passage.start))


def _side_line(material: Material, comparison: BriefComparison, number: int, side: BriefSide) -> Line:
    names = [material.actors[teller].name for teller in side.tellers]
    by = f", by {join_words(names)}" if names else ""
    passed_on = [material.actors[relay].name for relay in side.through if relay not in side.tellers]
    by += f", through {join_words(passed_on)}" if passed_on else ""
    value = f" ({show_duration(side.value)})" if side.value.startswith("PT") else ""
    return _told_line(material, f"{comparison.id}/{number}", "sub", side.passage, f"{by}{value}")


def _told_line(material: Material, line_id: str, level: str, passage: Passage, after: str = "") -> Line:
    labels = {article.id: article.label for article in material.articles.values()}
    shown, cut = shorten(material, trim(material, passage, joints=True), cap("quote_chars"))
    return line(
        line_id,
        "sub" if level == "sub" else "item",
        Part("bold", _source(material, passage.article)),
        f"{after}: ",
        Part("told", fold(shown.words)),
        " …" if cut else "",
        cite(labels, [shown]),
    )


def _source(material: Material, article_id: str, called: str | None = None) -> str:
    article = material.articles[article_id]
    when = f", {marked(article.published, show_date(article.published.value))}" if article.published.value else ""
    return f"{called or article.called}{when}"


def sole_line(material: Material, sole: BriefSole) -> Line:
    """Return the line of a passage that only one account has, with what is said of the others' silence."""
    by_verdict: dict[str, list[str]] = defaultdict(list)
    for article_id, verdict in sole.absences:
        article = material.articles.get(article_id)
        if article is not None:
            same = article.called == material.articles[sole.passage.article].called
            by_verdict[verdict].append(f"{article.called} [{article.label}]" if same else article.called)
    said = []
    for verdict, form in (
        ("left out", "left out by"),
        ("not found here", "not found in"),
        ("could not have known", "before it:"),
    ):
        names = list(dict.fromkeys(by_verdict.get(verdict, [])))
        if names:
            shown = names[:4] + ([f"{len(names) - 4} more"] if len(names) > 4 else [])
            said.append(f"{form} {join_words(shown)}")
    labels = {article.id: article.label for article in material.articles.values()}
    words, cut = shorten(material, trim(material, sole.passage), cap("quote_chars"))
    return line(
        sole.id,
        "item",
        Part("bold", _source(material, sole.passage.article)),
        f"{_by(material, sole)}: ",
        Part("told", fold(words.words)),
        " …" if cut else "",
        f" — {'; '.join(said)}." if said else "",
        cite(labels, [words]),
    )


def _by(material: Material, sole: BriefSole) -> str:
    """Return who says a passage, where its own words do not name them: an expert's are not the article's."""
    names = [material.actors[teller].name for teller in sole.tellers if material.actors[teller].named]
    told = fold(sole.passage.words).casefold()
    unnamed = [name for name in names if name.split()[-1].casefold()[:_SPELT_ALIKE] not in told]
    return f", by {join_words(names)}" if unnamed else ""


def _pair_lines(material: Material, pair: BriefPair) -> list[Line]:
    apart = _called_apart(material, pair)
    first, second = (_source(material, a, name) for a, name in zip((pair.first, pair.second), apart, strict=True))
    lines = [line(f"{pair.id}/pair", "group", f"{first} and {second}")]
    if pair.both:
        lines.append(
            line(f"{pair.id}/both", "item", Part("bold", "Told by both"), f" · {count(len(pair.both), 'passage')}.")
        )
    for number, (one, other) in enumerate(pair.both[: cap("both")]):
        lines.append(_told_line(material, f"{pair.id}/{number}a", "sub", one))
        lines.append(_told_line(material, f"{pair.id}/{number}b", "sub", other))
    lines += _more(f"{pair.id}/both+", len(pair.both) - cap("both"))
    # How a thing is put is seen from the passages themselves.
    told = [c for c in pair.comparisons if c.relation == "conflict" or c.what != "how it is put"]
    for comparison in told[: cap("differ_pair")]:
        lines += comparison_lines(material, comparison)
    lines += _more(f"{pair.id}/differ+", len(told) - cap("differ_pair"))
    lines += _only_lines(material, pair)
    return lines


def _more(line_id: str, rest: int) -> list[Line]:
    """Return the line that says how many there are beside those shown; none where all are shown."""
    command = Part("code", "communique compare --readouts all")
    return [line(line_id, "sub", f"{rest} more: ", command)] if rest > 0 else []


def short_pair_lines(material: Material, pair: BriefPair) -> list[Line]:
    """Return what two readouts share and keep for themselves: counts, and the weightiest passage of each side."""
    first, second = _called_apart(material, pair)
    only = [_kept_alone(pair, article) for article in (pair.first, pair.second)]
    told = (
        f"{count(len(pair.both), 'passage')} told by both; {len(only[0])} by {first} alone, {len(only[1])} by {second}"
    )
    lines = [line(f"{pair.id}/pair", "item", Part("bold", "Two readouts"), f" · {first} and {second} · {told} alone.")]
    for soles in only:
        best = min(soles, key=lambda s: (-s.weight, s.passage.start), default=None)
        if best is not None:
            lines.append(_told_line(material, best.id, "sub", best.passage, " alone"))
    return lines


def _called_apart(material: Material, pair: BriefPair) -> tuple[str, str]:
    """Return what two readouts are called; with their numbers among the sources where one office published both."""
    one, other = material.articles[pair.first], material.articles[pair.second]
    if one.called != other.called:
        return one.called, other.called
    return f"{one.called} [{one.label}]", f"{other.called} [{other.label}]"


def _kept_alone(pair: BriefPair, article: str) -> list[BriefSole]:
    return [sole for sole in pair.only if sole.passage.article == article]


def _only_lines(material: Material, pair: BriefPair) -> list[Line]:
    lines: list[Line] = []
    for n, article in enumerate((pair.first, pair.second)):
        only = _kept_alone(pair, article)
        if not only:
            continue
        title = f" · {_source(material, article)} · {count(len(only), 'passage')}."
        lines.append(line(f"{pair.id}/only{n}", "item", Part("bold", "Only here"), title))
        best = sorted(only, key=lambda s: (-s.weight, s.passage.start))[: cap("only")]
        for sole in sorted(best, key=lambda s: s.passage.start):
            verdict = "; the other leaves it out" if any(v == "left out" for _, v in sole.absences) else ""
            lines.append(_told_line(material, sole.id, "sub", sole.passage, verdict))
        lines += _more(f"{pair.id}/only{n}+", len(only) - cap("only"))
    return lines
