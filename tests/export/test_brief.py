"""The brief: what it puts where, and that it says no more than the record."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from communique.errors import NotFound
from communique.export.brief import brief_lines, compose_brief, write_brief
from communique.export.brief_lines import Line, Part, line, show_date, show_duration, write_html, write_markdown
from communique.export.brief_material import BriefActor
from communique.export.brief_reading import _office, read_material
from communique.export.brief_words import cap, is_within, rank_of
from communique.model.inferred import Inferred
from communique.model.records import ArticleRecord
from communique.query.record import Record
from tests.export.small_material import small_material
from tests.export.truth_record import example_raws, write_truth

GOLDEN = Path(__file__).parent / "golden"
CALL = ("readouts/solmara-call-ferrano-koralik.txt", "readouts/drovia-call-koralik-ferrano.txt")


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    db = tmp_path_factory.mktemp("brief") / "talks.db"
    write_truth(db, example_raws())
    with Record(db) as opened:
        yield opened


@pytest.fixture(scope="session")
def lines(record: Record) -> list[Line]:
    return compose_brief(record)


@pytest.fixture
def call_record(tmp_path: Path) -> Callable[..., Record]:
    def make(change: Callable[[ArticleRecord], ArticleRecord] | None = None) -> Record:
        db = tmp_path / "call.db"
        write_truth(db, [raw for raw in example_raws() if raw.path in CALL], change=change)
        return Record(db)

    return make


def text_of(entry: Line) -> str:
    return "".join(part.text for part in entry.parts)


def section(lines: list[Line], start: str, end: str) -> list[Line]:
    ids = [entry.id for entry in lines]
    return lines[ids.index(start) + 1 : ids.index(end)]


@pytest.mark.parametrize("form", ["md", "html"])
def test_brief_of_a_small_record_is_as_agreed(form: str) -> None:
    """Rewritten only with COMMUNIQUE_REWRITE_GOLDEN=1."""
    golden = GOLDEN / f"small_brief.{form}"
    written = write_brief(brief_lines(small_material()), form)  # type: ignore[arg-type]
    if os.environ.get("COMMUNIQUE_REWRITE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(written, encoding="utf-8")
    assert written == golden.read_text(encoding="utf-8")


def test_brief_has_its_sections_in_order(lines: list[Line]) -> None:
    assert [entry.id for entry in lines if entry.level == "section"] == [
        "h:short",
        "h:coverage",
        "h:happened",
        "h:said",
        "h:undertakings",
        "h:next",
        "h:differ",
        "h:only",
        "h:sources",
    ]


def test_brief_gives_every_line_an_id_of_its_own(lines: list[Line]) -> None:
    assert len({entry.id for entry in lines}) == len(lines)


def test_brief_cites_every_line_that_tells_a_noun(lines: list[Line]) -> None:
    told = [entry for entry in lines if re.match(r"[smu]-[0-9a-f]{12}$", entry.id)]
    assert len(told) > 30
    assert all(any(part.style == "cite" for part in entry.parts) for entry in told)


def test_brief_shows_exact_words_at_the_cited_offsets(record: Record, lines: list[Line]) -> None:
    texts = {article.label: article.text for article in read_material(record.connection).articles.values()}
    for entry in lines:
        shown = [part.text for part in entry.parts if part.style in ("quote", "told")]
        if not shown or entry.id == "legend":
            continue
        cited = next(part.text for part in entry.parts if part.style == "cite")[1:-1]
        label, ranges = cited.rsplit(":", 1)
        bounds = [tuple(map(int, stretch.split("-"))) for stretch in ranges.split(",")]
        assert shown == [" ".join(texts[label][start:end].split()) for start, end in bounds]


def test_brief_states_what_the_coverage_lacks(lines: list[Line]) -> None:
    said = {entry.id: text_of(entry) for entry in lines}
    assert "15 documents, 15 articles" in said["c:documents"]
    assert "texts of their own: Drovia 2, Solmara 2, Ardenia 1" in said["c:sides"]
    assert "English 15" in said["c:languages"]
    assert re.search(r"the speaker of 8 of \d+ statements", said["c:unknown"])


def test_brief_tells_the_same_words_of_several_articles_once(lines: list[Line]) -> None:
    told = [entry for entry in lines if "see the gates move" in text_of(entry) and entry.id.startswith("s-")]
    assert len([entry for entry in told if "not asking for the whole river" in text_of(entry)]) == 1
    assert "also San Vero Courier" in text_of(told[0]) or "also Atlas Wire" in text_of(told[0])


def test_brief_keeps_what_was_called_off_apart(lines: list[Line]) -> None:
    held = section(lines, "h:happened", "h:called-off")
    off = section(lines, "h:called-off", "h:said")
    assert all(re.search(r", (held|under way)", text_of(entry)) for entry in held if entry.id.startswith("m-"))
    assert any("Geneva" in text_of(entry) and ", cancelled" in text_of(entry) for entry in off)


def test_brief_looks_ahead_from_the_last_article(lines: list[Line]) -> None:
    ahead = [text_of(entry) for entry in section(lines, "h:next", "h:sources")]
    assert ahead[0] == "Seen from 10 July 2024, the day of the last article."
    assert any(entry.startswith("30 September 2024") for entry in ahead)
    assert not any("31 March 2024" in entry for entry in ahead)


def test_brief_caps_its_sections_and_says_how_many_more(lines: list[Line]) -> None:
    held = [entry for entry in section(lines, "h:happened", "h:called-off") if entry.id.startswith("m-")]
    assert len(held) == cap("encounters")
    more = next(entry for entry in lines if entry.id == "x:held")
    assert re.match(r"\d+ more: communique encounters$", text_of(more))


def test_brief_names_nobody_where_the_speaker_is_not_known(call_record: Callable[..., Record]) -> None:
    def silent(record: ArticleRecord) -> ArticleRecord:
        nobody: Inferred[tuple[str, ...]] = Inferred(absence="not resolved")
        return replace(record, statements=tuple(replace(s, speakers=nobody) for s in record.statements))  # type: ignore[arg-type]

    with call_record(silent) as record:
        lines = compose_brief(record)
    said = section(lines, "h:said", "h:undertakings")
    assert [text_of(entry) for entry in said] == [
        "For 18 more the speaker is not known, and none is guessed: communique statements"
    ]


def test_brief_of_one_story_leaves_the_others_out(call_record: Callable[..., Record]) -> None:
    def years_apart(record: ArticleRecord) -> ArticleRecord:
        year = "1994" if record.article.path == CALL[0] else "2024"
        return replace(record, article=replace(record.article, published=Inferred(f"{year}-04-24", "user")))

    with call_record(years_apart) as record:
        stories = [row[0] for row in record.connection.execute("SELECT id FROM stories ORDER BY id")]
        assert len(stories) == 2
        for story in stories:
            sources = [entry for entry in compose_brief(record, story) if entry.id.startswith("d-")]
            assert len(sources) == 1
        with pytest.raises(NotFound):
            compose_brief(record, "y-unknown")


def test_brief_writes_words_so_that_no_mark_up_is_read_into_them() -> None:
    entry = line("s-1", "item", Part("told", "a *b* _c_ <i>d</i> [e] & <!-- s-2 -->"))
    markdown, page = write_markdown([entry]), write_html([entry])
    assert r"\*b\* \_c\_ \<i\>d\</i\> \[e\]" in markdown
    assert "&lt;i&gt;d&lt;/i&gt; [e] &amp;" in page
    assert markdown.count("<!-- ") == page.count("<!-- ") == 1 or r"\<!-- s-2 --\>" in markdown


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [
        ("2024-05-14", "14 May 2024"),
        ("2024-05", "May 2024"),
        ("2024", "2024"),
        ("2024-W20", "2024-W20"),
        ("2024-05/..", "from May 2024"),
    ],
)
def test_show_date(edtf: str, shown: str) -> None:
    assert show_date(edtf) == shown


@pytest.mark.parametrize(
    ("iso", "shown"), [("PT4H", "4 hours"), ("PT1H30M", "1 hour 30 minutes"), ("P2D", "2 days"), ("P", "P")]
)
def test_show_duration(iso: str, shown: str) -> None:
    assert show_duration(iso) == shown


@pytest.mark.parametrize(
    ("title", "rank"),
    [
        ("President", 6),
        ("deputy prime minister", 3),
        ("foreign minister", 5),
        ("Secretary-General", 6),
        ("adviser to the president on water", 3),
        ("spokesman of the president", 2),
        (None, 1),
    ],
)
def test_rank_of_office(title: str | None, rank: int) -> None:
    assert rank_of(BriefActor("a-1", "person", "Anna Berg", True, "Norland", title, None, None)) == rank


def test_office_of_another_side_is_not_shown() -> None:
    foreign = ("foreign minister", "Norland", "stated", "[{}, {}]")
    own = ("foreign minister", "Sudland", "stated", "[{}]")
    assert _office([foreign, own], "Sudland") == ("foreign minister", "Sudland", "stated")
    assert _office([foreign], "Sudland") == (None, None, None)


def test_is_within_needs_the_whole_run_of_words() -> None:
    words = ["we", "shall", "not", "open", "the", "port"]
    assert is_within(words, ["belmonte", "said", "we", "shall", "not", "open", "the", "port", "today"])
    assert not is_within(words, ["we", "shall", "open", "the", "port"])
    assert not is_within(["the", "port"], words)
