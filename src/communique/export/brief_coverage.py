"""What the brief rests on: the coverage statement and the list of sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from communique.export.brief_events import told_encounters
from communique.export.brief_lines import MARKS, Line, Part, count, join_words, line, marked, show_date
from communique.export.brief_material import BriefArticle, Material
from communique.export.brief_words import cap, side_of

_LANGUAGES = {"ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian", "fr": "French"} | {
    "it": "Italian",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}


def parties(material: Material) -> list[str]:
    """Return the sides that take part in encounters, the most frequent first."""
    seen: Counter[str] = Counter()
    for encounter in material.encounters:
        sides = {side_of(material.actors[p]) for p in encounter.participants}
        seen.update(side for side in sides if side)
    return sorted(seen, key=lambda side: (-seen[side], side))


def coverage_lines(material: Material) -> list[Line]:
    """Return the coverage statement: documents, origins, period, publishers, sides, languages, what is not known."""
    lines = [line("h:coverage", "section", "What this rests on")]
    lines.append(line("c:documents", "item", Part("bold", "Documents"), f" · {_documents(material)}"))
    lines.append(line("c:origins", "item", Part("bold", "Origins"), f" · {_origins(material)}"))
    lines.append(line("c:period", "item", Part("bold", "Period"), f" · {_period(material)}"))
    lines.append(line("c:sides", "item", Part("bold", "Sides"), f" · {_sides(material)}"))
    lines.append(line("c:languages", "item", Part("bold", "Languages"), f" · {_languages(material)}"))
    lines.append(line("c:unknown", "item", Part("bold", "Not known"), f" · {_unknown(material)}"))
    return lines


def source_lines(material: Material, lines: Sequence[Line]) -> list[Line]:
    """Return the articles in order of publication; where they are too many, those that `lines` cite."""
    articles = list(material.articles.values())
    if len(articles) > cap("sources"):
        cited = {part.text[1:].partition(":")[0] for entry in lines for part in entry.parts if part.style == "cite"}
        articles = [article for article in articles if article.label in cited]
    told = [line("h:sources", "section", "Sources"), *map(_source_line, articles)]
    if rest := len(material.articles) - len(articles):
        told.append(line("x:sources", "item", f"{rest} more, not cited here: ", Part("code", "communique show")))
    return told


def period(material: Material) -> str | None:
    """Return the days of the first and the last article; None: no day is known."""
    days = sorted(a.published.value for a in material.articles.values() if a.published.value)
    if not days:
        return None
    first, last = show_date(days[0]), show_date(days[-1])
    return first if first == last else f"{first} to {last}"


def _documents(material: Material) -> str:
    text = f"{count(material.documents, 'document')}, {count(len(material.articles), 'article')}"
    if material.unread:
        reasons = [
            f"{path} ({status}{': ' + reason if reason else ''})" for path, status, reason in material.unread[:5]
        ]
        more = len(material.unread) - len(reasons)
        text += f"; not read: {'; '.join(reasons)}{f'; {more} more' if more else ''}"
    if len(material.stories) > 1:
        text += f"; {len(material.stories)} separate negotiations"
        several = ", ".join(f"{story} ({number})" for story, number in material.stories[:3])
        text += (
            f", of which this is {material.story}"
            if material.story
            else f", told together; apart by --story: {several}"
        )
    return text + "."


def _origins(material: Material) -> str:
    groups: dict[str, list[BriefArticle]] = defaultdict(list)
    for article in material.articles.values():
        groups[article.origin_id].append(article)
    text = f"{count(len(groups), 'independent origin')}"
    for group in groups.values():
        called = Counter(article.called for article in group)
        names = [f"{name} ({number} articles)" if number > 1 else name for name, number in called.items()]
        root = group[0].newsroom
        behind = f"{root}, behind " if root is not None and root not in called else ""
        text += f"; one origin: {behind}{join_words(names)}" if len(group) > 1 else ""
    return text + "."


def _period(material: Material) -> str:
    dated = [a for a in material.articles.values() if a.published.value]
    undated = len(material.articles) - len(dated)
    text = f"published {period(material)}" if dated else "no article's date is known"
    bases = Counter(a.published.basis for a in dated)
    concluded = bases["inferred"] + bases["resolved"]
    text += f"; {concluded} of the dates concluded from the text" if concluded else ""
    return f"{text}; the date of {count(undated, 'article')} is not known." if undated and dated else f"{text}."


def _sides(material: Material) -> str:
    present: Counter[str] = Counter()
    for article in material.articles.values():
        if article.source_kind == "office" and article.source_side:
            present[article.source_side] += 1
    speaking: Counter[str] = Counter()
    for statement in material.statements:
        sides = {side for a in statement.speakers if (side := side_of(material.actors[a]))}
        speaking.update(sides if len(sides) < 2 else ("several together",))
    absent = [side for side in parties(material)[:5] if not present[side]]
    official = ", ".join(f"{side} {number}" for side, number in sorted(present.items(), key=_often)) or "none"
    heard = ", ".join(f"{side} {number}" for side, number in sorted(speaking.items(), key=_often)[:8]) or "none"
    text = f"texts of their own: {official}; statements: {heard}"
    return f"{text}; no text of its own from {join_words(absent)}." if absent else f"{text}."


def _often(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


def _languages(material: Material) -> str:
    found = Counter(_LANGUAGES.get(a.language or "", a.language or "not known") for a in material.articles.values())
    text = ", ".join(f"{language} {number}" for language, number in sorted(found.items(), key=_often))
    other = [path for path, status, _ in material.unread if status == "not analysed"]
    return f"{text}; {count(len(other), 'document')} in another language not read." if other else f"{text}."


def _unknown(material: Material) -> str:
    unknown = sum(1 for statement in material.statements if not statement.speakers)
    told = told_encounters(material.encounters)
    undated = sum(1 for encounter in told if len(encounter.date.value or "") < len("2000-01-01"))
    return (
        f"the speaker of {unknown} of {count(len(material.statements), 'statement')}; "
        f"the day of {undated} of {count(len(told), 'encounter')}."
    )


def _source_line(article: BriefArticle) -> Line:
    when = (
        marked(article.published, show_date(article.published.value)) if article.published.value else "date not known"
    )
    agency = f", with {article.agency}" if article.agency and article.agency != article.source else ""
    title = f": {' '.join(article.title.split())}" if article.title else ""
    whose = (
        f" ({article.source_side})" if article.source_side and article.source_side not in (article.source or "") else ""
    )
    text = f" · {when} · {article.source or 'publisher not known'}{whose}{agency}{title} "
    return line(article.id, "item", Part("bold", article.label), text, Part("cite", f"[{article.path}]"))


def legend_line() -> Line:
    """Return the line that says how to read the others."""
    return line(
        "legend",
        "note",
        "“Words in quotation marks” are a speaker's, ",
        Part("told", "words in italics"),
        " an article's, letter for letter; the rest is fixed wording filled from the record. [2:40-95]: source 2 of the"
        f" list at the end, characters 40 to 95. Values are stated, or {MARKS['resolved']} resolved from a reference"
        f" (“Tuesday”, “he”), {MARKS['inferred']} inferred by the program, {MARKS['table']} from a table of facts,"
        f" {MARKS['user']} told by whoever gathered the documents.",
    )
