"""Find and normalise the times of TimeML files, and score them against the files' TIMEX3 tags.

    python -m eval.times --shared ../shared [--split DIR] [--errors]

Of each .tml file of the split the words of <TEXT> are read without any tag; times are found by the code that builds
use and normalised against the document creation time. Without --split: the files of SHARED/data/tempeval3 whose
name's CRC-32 is even (or odd, with --odd). The same is done with a library (eval/times_baseline.py), in the same run.

Scores follow TempEval-3: `strict` needs the same extent, `relaxed` an overlap, each expression matched once;
`value` is relaxed F1 times the share of matched expressions whose value is right.
"""

from __future__ import annotations

import argparse
import re
import sys
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from communique.annotate.pipeline import annotate_article
from communique.extract.times import extract_times
from communique.model.documents import Article, Block
from communique.model.spans import ArticleId, DocumentHash, Span
from communique.model.times import timex_value
from eval.times_baseline import find_with_library
from eval.timex import TimeText, Timex, read_timeml


@dataclass
class Counts:
    """What was found in all files."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0

    def f1(self, right: int) -> float:
        """Return the harmonic mean of precision and recall for `right` matches; 0 where nothing is to be found."""
        return 2 * right / (self.gold + self.found) if self.gold + self.found else 0.0


Finder = Callable[[str, str], Sequence[Timex]]
"""(text, day of creation) to the expressions found, in text order."""


def find_with_communique(text: str, created: str) -> list[Timex]:
    """Return the times that a build finds in `text`, published on `created`."""
    paragraphs = [found.span() for found in re.finditer(r"\S(?:.*?\S)?(?=\s*\n\s*\n|\s*\Z)", text, re.S)]
    blocks = tuple(Block("body", Span(start, end)) for start, end in paragraphs)
    article = Article(ArticleId("d-0"), DocumentHash("0" * 64), "text.txt", text, "text", blocks)
    times = extract_times(article, annotate_article(article))
    return [Timex(time.span, timex_value(time, created) or "") for time in times]


def count(texts: Sequence[TimeText], find: Finder, *, errors: bool = False) -> Counts:
    """Return the counts of `find` over all texts; with `errors`, print what differs."""
    counts = Counts()
    for text in texts:
        found = list(find(text.text, text.created))
        counts.gold += len(text.gold)
        counts.found += len(found)
        for gold in text.gold:
            match = next((f for f in found if f.span.overlaps(gold.span)), None)
            if match is not None:
                found.remove(match)
                counts.relaxed += 1
                counts.strict += match.span == gold.span
                counts.value += match.value == gold.value
            if errors:
                _print_error(text, gold, match)
        if errors:
            for extra in found:
                _print_error(text, None, extra)
    return counts


def _print_error(text: TimeText, gold: Timex | None, found: Timex | None) -> None:
    if gold is not None and found is not None and gold == found:
        return
    kind = "missed" if found is None else "extra" if gold is None else "value" if gold.value != found.value else "span"
    words = " | ".join(" ".join(t.span.of(text.text).split()) + f" = {t.value}" for t in (gold, found) if t is not None)
    at = (gold or found).span  # type: ignore[union-attr]
    around = " ".join(text.text[max(0, at.start - 50) : at.end + 40].split())
    print(f"{kind:6} {words}   [{text.created} {text.name}] {around}")


def files_of(split: Path | None, shared: Path, *, odd: bool) -> list[Path]:
    """Return the TimeML files to score, sorted by name."""
    if split is not None:
        return sorted(split.rglob("*.tml"))
    files = sorted((shared / "data" / "tempeval3").rglob("*.tml"))
    return [path for path in files if zlib.crc32(path.name.encode()) % 2 == int(odd)]


def main() -> int:
    """Print the scores of both; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--split", type=Path, default=None)
    parser.add_argument("--odd", action="store_true", help="without --split: the files to develop on")
    parser.add_argument("--errors", action="store_true", help="list what the program got wrong")
    options = parser.parse_args()
    files = files_of(options.split, options.shared, odd=options.odd)
    if not files:
        print(f"no TimeML files in {options.split or options.shared}; nothing is measured")
        return 0 if options.split is None else 2
    texts = [read_timeml(path) for path in files]
    print(f"{len(texts)} texts, {sum(len(text.gold) for text in texts)} time expressions")
    finders: tuple[tuple[str, Finder], ...] = (("communique", find_with_communique), ("library", find_with_library))
    for name, find in finders:
        counts = count(texts, find, errors=options.errors and name == "communique")
        for measure, right in (("relaxed", counts.relaxed), ("strict", counts.strict), ("value", counts.value)):
            print(f"{name} {measure} F1 {counts.f1(right):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
