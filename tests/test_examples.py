"""The examples hold together: every word of the truth stands in its document, every weekday fits its date."""

from __future__ import annotations

import calendar
import csv
import datetime
import html.parser
import json
import re
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"
COVERAGE = EXAMPLES / "coverage"
TRUTH = EXAMPLES / "truth"
STORY_YEAR = 2024
"""The year of every date that stands without one in the coverage."""

FORMS = {"direct", "mixed", "indirect"}
ENCOUNTER_KINDS = {"meeting", "call", "visit", "summit", "talks", "ceremony", "press conference", "other"}
STATUSES = {"held", "under way", "planned", "expected", "cancelled", "ruled out", "failed to happen"}
UNDERTAKING_KINDS = {"commitment", "offer", "demand", "condition", "warning", "refusal", "deadline"}
POLARITIES = {"positive", "negative", "mixed", "neutral"}
LEVELS = {"utterance", "matter"}
RELATIONS = {"conflict", "weight", "compatible", "variant"}

BLOCK_TAGS = {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "button", "nav", "main", "aside", "article", "section"}
HIDDEN_TAGS = {"head", "script", "style"}

WEEKDAYS = "|".join(calendar.day_name)
MONTHS = [name.lower() for name in calendar.month_name]
MONTH_DAY = re.compile(rf"\b({WEEKDAYS}),? ([A-Z][a-z]+)\.? (\d{{1,2}})\b(?:, (\d{{4}}))?")
DAY_MONTH = re.compile(rf"\b({WEEKDAYS}),? (\d{{1,2}}) ([A-Z][a-z]+)\b(?: (\d{{4}}))?")


class VisibleText(html.parser.HTMLParser):
    """Collects what a reader of the page sees, one block a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden_depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden_depth += tag in HIDDEN_TAGS
        if tag in BLOCK_TAGS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden_depth -= tag in HIDDEN_TAGS
        if tag in BLOCK_TAGS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden_depth:
            self.pieces.append(data)


def read_text(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".html":
        return text
    parser = VisibleText()
    parser.feed(text)
    lines = (" ".join(line.split()) for line in "".join(parser.pieces).splitlines())
    return "\n".join(line for line in lines if line)


PATHS = {path.stem: path for path in sorted(COVERAGE.rglob("*")) if path.suffix in {".txt", ".html"}}
TEXTS = {name: read_text(path) for name, path in PATHS.items()}
CROSS_NAMES = ("cross", "cross_rendered", "cross_readouts")
TRUTHS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(TRUTH.glob("*.json"))}
MATTERS = TRUTHS["cross_matters"]
DOCUMENT_TRUTHS = {name: truth for name, truth in TRUTHS.items() if name not in (*CROSS_NAMES, "cross_matters")}


def stands_in(span: Any, text: str) -> bool:
    """True if `span` (an exact string, or [start, end] in code points) lies in `text`."""
    if isinstance(span, str):
        return bool(span) and span in text
    return len(span) == 2 and 0 <= span[0] < span[1] <= len(text)


def spans_of(truth: dict[str, Any]) -> list[Any]:
    spans: list[Any] = list(truth["boilerplate"])
    for statement in truth["statements"]:
        spans += statement["content"]
        spans += [statement[key] for key in ("speaker_text", "cue", "addressee")]
    for encounter in truth["encounters"]:
        spans += encounter["evidence"]
    for undertaking in truth["undertakings"]:
        spans += [undertaking[key] for key in ("action", "condition", "deadline")]
    spans += [assessment["text"] for assessment in truth["assessments"]]
    return [span for span in spans if span is not None]


def test_examples_have_enough_documents_each_with_its_truth() -> None:
    assert len(PATHS) >= 14
    assert len(PATHS) == sum(path.suffix in {".txt", ".html"} for path in COVERAGE.rglob("*")), "two files of one name"
    assert set(DOCUMENT_TRUTHS) == set(PATHS)
    assert set(CROSS_NAMES) <= set(TRUTHS)
    assert (TRUTH / "WHAT_HAPPENED.md").is_file()


@pytest.mark.parametrize("name", sorted(DOCUMENT_TRUTHS))
def test_truth_spans_stand_in_the_text(name: str) -> None:
    assert DOCUMENT_TRUTHS[name]["doc"] == name
    missing = [span for span in spans_of(DOCUMENT_TRUTHS[name]) if not stands_in(span, TEXTS[name])]
    assert not missing


@pytest.mark.parametrize("name", sorted(DOCUMENT_TRUTHS))
def test_truth_content_spans_are_unique(name: str) -> None:
    truth = DOCUMENT_TRUTHS[name]
    contents = [span for statement in truth["statements"] for span in statement["content"]]
    contents += [undertaking["action"] for undertaking in truth["undertakings"]]
    twice = [span for span in contents if isinstance(span, str) and TEXTS[name].count(span) > 1]
    assert not twice


@pytest.mark.parametrize("name", sorted(DOCUMENT_TRUTHS))
def test_truth_uses_the_allowed_words(name: str) -> None:
    truth = DOCUMENT_TRUTHS[name]
    ids = [encounter["id"] for encounter in truth["encounters"]]
    assert len(ids) == len(set(ids))
    assert all(statement["form"] in FORMS and statement["speaker"] for statement in truth["statements"])
    for encounter in truth["encounters"]:
        assert encounter["kind"] in ENCOUNTER_KINDS and encounter["status"] in STATUSES
        assert encounter["participants"] and encounter["evidence"]
        assert encounter["date"] is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", encounter["date"])
        assert encounter["duration"] is None or re.fullmatch(r"P(\d+D|T\d+[HM])", encounter["duration"])
    for undertaking in truth["undertakings"]:
        assert undertaking["kind"] in UNDERTAKING_KINDS and undertaking["by"]
        if undertaking["condition"]:
            assert undertaking["kind"] in {"condition", "warning"}
    for assessment in truth["assessments"]:
        assert assessment["polarity"] in POLARITIES
        assert assessment["of"] in ids or assessment["of"] == "relations" or assessment["of"].startswith("agreement: ")


@pytest.mark.parametrize("name", sorted(DOCUMENT_TRUTHS))
def test_statement_forms_agree_with_the_quotation_marks(name: str) -> None:
    for statement in DOCUMENT_TRUTHS[name]["statements"]:
        quoted = any(re.search('["“”]', piece) for piece in statement["content"])
        if statement["form"] == "indirect":
            assert not quoted, statement
        elif statement["form"] == "mixed":
            assert quoted, statement
        elif quoted:
            assert all(piece[0] in '"“' for piece in statement["content"]), statement


def comparisons(cross: dict[str, Any]) -> list[dict[str, Any]]:
    """Every {"doc", span} of a cross file, the span under "span"."""
    found: list[dict[str, Any]] = []
    for pair in cross.get("pairs", [cross]):
        for group in pair.get("same_statements", []):
            assert group["level"] in LEVELS and len(group["statements"]) >= 2
            for member in group["statements"]:
                content = member["content"]
                pieces = [content] if isinstance(content, str) else content
                found += [{"doc": member["doc"], "span": piece} for piece in pieces]
        for both in pair.get("told_by_both", []):
            assert {member["doc"] for member in both} == set(pair["docs"])
            found += [{"doc": member["doc"], "span": member["text"]} for member in both]
        for doc, spans in pair.get("only", {}).items():
            found += [{"doc": doc, "span": span} for span in spans]
        for discrepancy in pair["discrepancies"]:
            assert discrepancy["relation"] in RELATIONS and discrepancy["what"] and discrepancy["kind"]
            assert len({evidence["doc"] for evidence in discrepancy["evidence"]}) >= 2
            found += [{"doc": evidence["doc"], "span": evidence["text"]} for evidence in discrepancy["evidence"]]
        found += [{"doc": side["doc"], "span": side["text"]} for side in pair.get("one_side_only", [])]
    return found


@pytest.mark.parametrize("name", CROSS_NAMES)
def test_cross_evidence_stands_in_the_texts(name: str) -> None:
    found = comparisons(TRUTHS[name])
    assert found
    assert not [x for x in found if not stands_in(x["span"], TEXTS[x["doc"]])]


@pytest.mark.parametrize("name", ["cross", "cross_readouts"])
def test_cross_can_be_scored_against_text_files_alone(name: str) -> None:
    assert all(PATHS[x["doc"]].suffix == ".txt" for x in comparisons(TRUTHS[name]))


@pytest.mark.parametrize("name", ["cross", "cross_rendered"])
def test_same_encounters_name_encounters_of_the_truth(name: str) -> None:
    for same in TRUTHS[name]["same_encounters"]:
        assert len(same["docs"]) >= 2
        for doc, encounter_id in same["docs"].items():
            assert encounter_id in {encounter["id"] for encounter in DOCUMENT_TRUTHS[doc]["encounters"]}, (doc, same)


@pytest.mark.parametrize("name", ["cross", "cross_rendered"])
def test_same_encounters_do_not_contradict_in_date(name: str) -> None:
    for same in TRUTHS[name]["same_encounters"]:
        dates = [
            encounter["date"]
            for doc, encounter_id in same["docs"].items()
            for encounter in DOCUMENT_TRUTHS[doc]["encounters"]
            if encounter["id"] == encounter_id and encounter["date"]
        ]
        longest = max(dates, key=len, default="")
        assert all(longest.startswith(date) for date in dates), same


def test_matters_and_positions_of_the_truth_stand_in_the_texts() -> None:
    wordings = [w for matter in MATTERS["matters"] for w in matter["wordings"]]
    spans = [(w["doc"], w[key]) for w in wordings for key in ("text", "condition") if key in w]
    told = [
        *MATTERS["kept_or_broken"],
        *MATTERS["positions"],
        *(u for a in MATTERS["agreements"] for u in a["undertakings"]),
    ]
    spans += [(line["doc"], line["text"]) for line in told]
    assert spans and not [(doc, span) for doc, span in spans if not stands_in(span, TEXTS[doc])]


def test_matters_and_positions_of_the_truth_name_each_other() -> None:
    matters = {matter["name"] for matter in MATTERS["matters"]} | {a["name"] for a in MATTERS["agreements"]}
    assert all((report.get("matter") or report["agreement"]) in matters for report in MATTERS["kept_or_broken"])
    assert {position["issue"] for position in MATTERS["positions"]} <= {issue["name"] for issue in MATTERS["issues"]}
    assert all(
        position["told_by"] in {"itself", "other side", "observer", "reporter"} for position in MATTERS["positions"]
    )


def month_number(word: str) -> int | None:
    """Return 1 to 12 for a month's name or its abbreviation ("Sept"), None for any other word."""
    if len(word) < 3:
        return None
    return next((number for number, month in enumerate(MONTHS) if month.startswith(word.lower())), None)


def weekday_dates(text: str) -> list[tuple[str, datetime.date]]:
    pairs = [(m[1], m[2], m[3], m[4]) for m in MONTH_DAY.finditer(text)]
    pairs += [(m[1], m[3], m[2], m[4]) for m in DAY_MONTH.finditer(text)]
    return [
        (weekday, datetime.date(int(year or STORY_YEAR), month, int(day)))
        for weekday, word, day, year in pairs
        if (month := month_number(word))
    ]


def test_weekday_reader_finds_the_forms_in_use() -> None:
    text = "by Sunday, March 31; Monday, Sept. 30; Tuesday 16 April 2024"
    assert [date.isoformat()[5:] for _, date in weekday_dates(text)] == ["03-31", "09-30", "04-16"]


def test_weekdays_fit_their_dates() -> None:
    sources = {**TEXTS, "WHAT_HAPPENED": (TRUTH / "WHAT_HAPPENED.md").read_text(encoding="utf-8")}
    found = [(name, weekday, date) for name, text in sources.items() for weekday, date in weekday_dates(text)]
    assert len(found) >= 5
    assert not [(n, w, d) for n, w, d in found if calendar.day_name[d.weekday()] != w]


def test_manifest_and_sidecars_name_documents() -> None:
    with (COVERAGE / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
        rows = list(csv.DictReader(manifest))
    assert rows and all((COVERAGE / row["file"]).is_file() for row in rows)
    sidecars = list(COVERAGE.rglob("*.json"))
    assert sidecars and all(sidecar.stem in PATHS for sidecar in sidecars)
    dates = [row["date"] for row in rows if row["date"]]
    dates += [json.loads(sidecar.read_text(encoding="utf-8"))["date"] for sidecar in sidecars]
    assert all(datetime.date.fromisoformat(date).year == STORY_YEAR for date in dates)
