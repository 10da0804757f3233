"""A brief is checked word for word: whatever is changed in it is named, and white space may be."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from communique.export.brief import compose_brief, write_brief
from communique.export.verify_brief import BriefVerifier, verify_brief
from communique.query.record import Record
from tests.export.truth_record import example_raws, write_truth

MUTATIONS = 200
NAMES = (
    "Belmonte",
    "Derevik",
    "Halvorn",
    "Koralik",
    "Ferrano",
    "Thorsby",
    "Solmara",
    "Drovia",
    "Vienna",
    "Geneva",
    "Atlas",
)
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
NEGATIONS = (" not ", " no ", " nobody ", " never ", " Nobody ", "n't ")
QUOTATION = re.compile(r"“[^”]+”|(?<![\w])_[^_]+_(?!\w)|<[qi]>[^<]+</[qi]>")
CITATION = re.compile(r"\[[^\[\]\n]+?:\d+-\d+[^\]]*\]")


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    db = tmp_path_factory.mktemp("brief") / "talks.db"
    write_truth(db, example_raws())
    with Record(db) as opened:
        yield opened


@pytest.fixture(scope="session", params=["md", "html"])
def brief(record: Record, request: pytest.FixtureRequest) -> str:
    return write_brief(compose_brief(record), request.param)


@pytest.fixture(scope="session")
def verifier(record: Record) -> BriefVerifier:
    return BriefVerifier(record)


def swap_name(line: str, chance: random.Random) -> str:
    names = [m for name in NAMES for m in re.finditer(rf"\b{name}\b", line)]
    return _swap(line, names, NAMES, chance)


def swap_month(line: str, chance: random.Random) -> str:
    return _swap(line, [m for month in MONTHS for m in re.finditer(rf"\b{month}\b", line)], MONTHS, chance)


def change_number(line: str, chance: random.Random) -> str:
    numbers = list(re.finditer(r"\d+", CITATION.sub(lambda m: " " * len(m[0]), line)))
    if not numbers:
        return line
    number = chance.choice(numbers)
    return f"{line[: number.start()]}{int(number[0]) + chance.choice((1, 3, 10))}{line[number.end() :]}"


def drop_negation(line: str, chance: random.Random) -> str:
    found = [n for n in NEGATIONS if n in line]
    return line.replace(chance.choice(found), " ", 1) if found else line


def add_negation(line: str, chance: random.Random) -> str:
    blanks = [m.start() for m in re.finditer(r"(?<=\w) (?=\w)", line)]
    at = chance.choice(blanks) if blanks else 0
    return f"{line[:at]} not{line[at:]}" if blanks else line


def change_quoted_word(line: str, chance: random.Random) -> str:
    quotations = list(QUOTATION.finditer(line))
    if not quotations:
        return line
    quotation = chance.choice(quotations)
    words = list(re.finditer(r"[A-Za-z]{3,}", quotation[0]))
    if not words:
        return line
    word = chance.choice(words)
    start = quotation.start() + word.start()
    changed = chance.choice(["", "perhaps", word[0][::-1], word[0] + "s"])
    return line[:start] + changed + line[start + len(word[0]) :]


def change_citation(line: str, chance: random.Random) -> str:
    cited = list(CITATION.finditer(line))
    if not cited:
        return line
    citation = chance.choice(cited)
    digits = list(re.finditer(r"\d", citation[0]))
    digit = chance.choice(digits)
    start = citation.start() + digit.start()
    return f"{line[:start]}{(int(digit[0]) + 1) % 10}{line[start + 1 :]}"


def drop_line(line: str, chance: random.Random) -> str:
    return ""


def repeat_line(line: str, chance: random.Random) -> str:
    return f"{line}\n{line}"


def add_line(line: str, chance: random.Random) -> str:
    return f"{line}\n- Talks in Geneva were held on 18 April 2024."


def _swap(line: str, places: list[re.Match[str]], names: tuple[str, ...], chance: random.Random) -> str:
    if not places:
        return line
    place = chance.choice(sorted(places, key=lambda m: m.start()))
    other = chance.choice([name for name in names if name != place[0]])
    return line[: place.start()] + other + line[place.end() :]


MUTATORS: tuple[Callable[[str, random.Random], str], ...] = (
    swap_name,
    swap_month,
    change_number,
    drop_negation,
    add_negation,
    change_quoted_word,
    change_citation,
    drop_line,
    repeat_line,
    add_line,
)


def mutations(brief: str, seed: int, number: int) -> Iterator[tuple[str, str, str]]:
    """Yield (mutator, line before, brief after), each with one line changed before its id."""
    chance = random.Random(seed)
    lines = brief.split("\n")
    told = [n for n, line in enumerate(lines) if "<!-- " in line]
    while number:
        mutate = MUTATORS[number % len(MUTATORS)]
        at = chance.choice(told)
        line, mark = lines[at].rsplit(" <!-- ", 1)
        changed = mutate(line, chance)
        if changed == line:
            continue
        after = "" if mutate is drop_line else f"{changed} <!-- {mark}"
        number -= 1
        yield mutate.__name__, lines[at], "\n".join([*lines[:at], after, *lines[at + 1 :]])


def test_verify_brief_of_unchanged_brief_finds_nothing(brief: str, record: Record) -> None:
    assert verify_brief(brief, record) == []


def test_verify_brief_catches_every_mutation(brief: str, verifier: BriefVerifier) -> None:
    missed = [(kind, line) for kind, line, text in mutations(brief, 20240930, MUTATIONS) if not verifier.verify(text)]
    assert missed == []


def test_verify_brief_lets_white_space_pass(brief: str, verifier: BriefVerifier) -> None:
    chance = random.Random(7)
    spaced = re.sub(r" (?=[A-Za-z])", lambda m: chance.choice([" ", "  ", "\n", "\t"]), brief)
    spaced = spaced.replace("\n", "\n\n")
    assert spaced != brief
    assert verifier.verify(spaced) == []


def test_verify_brief_names_the_line_and_both_readings(record: Record, verifier: BriefVerifier) -> None:
    brief = write_brief(compose_brief(record))
    problems = verifier.verify(brief.replace("see the gates move.”", "see the gates close.”", 1))
    assert len({problem.where for problem in problems}) == 1
    assert any("close.”" in problem.what and "move.”" in problem.what for problem in problems)
    assert any("stand at no cited place" in problem.what for problem in problems)


def test_verify_brief_rejects_another_text_and_an_unknown_story(record: Record) -> None:
    assert [p.where for p in verify_brief("# Notes of my own\n", record)] == ["brief"]
    (problem,) = verify_brief("# Title <!-- brief:y-none -->\n", record)
    assert "no story" in problem.what


def test_verify_brief_catches_lines_that_changed_places(record: Record, verifier: BriefVerifier) -> None:
    lines = write_brief(compose_brief(record)).split("\n")
    items = [n for n, line in enumerate(lines) if line.startswith("- ") and "<!-- s-" in line]
    first, other = items[0], items[-1]
    lines[first], lines[other] = lines[other], lines[first]
    assert verifier.verify("\n".join(lines))


def test_verify_brief_holds_quotations_against_the_articles_themselves(record: Record, tmp_path: Path) -> None:
    """Also where the record's own copy of the words was changed with the brief, the article's text is asked."""
    import shutil
    import sqlite3

    copy = tmp_path / "copy.db"
    shutil.copy(record.path, copy)
    connection = sqlite3.connect(copy)
    changed = "UPDATE spans SET words = replace(words, 'gates move', 'gates close') WHERE words LIKE '%gates move%'"
    assert connection.execute(changed).rowcount
    connection.commit()
    connection.close()
    with Record(copy) as altered:
        text = write_brief(compose_brief(altered))
        assert "gates close" not in text
        assert verify_brief(text, altered) == []
