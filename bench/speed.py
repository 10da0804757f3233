"""Words per second of each stage and of the whole build, beside the bare spaCy pipeline in the same run.

    python -m bench.speed [--shared ../shared] [--repeat 3]

Reads the coverage below SHARED/corpus, or the project's own examples where there is none. Times are of one process,
where a row does not name two jobs; "fast" names builds with that tagger. Each figure is the median over the repeats.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import communique
from communique.annotate.accurate import AccurateTagger
from communique.annotate.pipeline import annotate_article, choose_model, load_bare_pipeline
from communique.annotate.tagger import AttributionTagger
from communique.clean import clean_document
from communique.errors import UnreadableDocument
from communique.extract.record import extract_record
from communique.facts import load_facts
from communique.ingest import read_paths
from communique.link import link_records
from communique.model.documents import Article, RawDocument
from communique.settings import Settings

SAMPLED = 10
"""The accurate tagger, the slowest row, reads every tenth article."""


def clean_all(raws: list[RawDocument], settings: Settings) -> list[Article]:
    """Return the articles of all documents that can be read and are in English."""
    articles = []
    for raw in raws:
        try:
            article = clean_document(raw, settings)
        except UnreadableDocument:
            continue
        if article.language.value in (None, "en"):
            articles.append(article)
    return articles


def seconds(work: Callable[[], object], repeat: int) -> float:
    """Return the median wall time of `work` over `repeat` runs."""
    times = []
    for _ in range(repeat):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    corpus = options.shared / "corpus" if (options.shared / "corpus").is_dir() else Path("examples/coverage")
    settings, facts = Settings(), load_facts()
    raws = list(read_paths([str(corpus)], settings, on_problem=lambda problem: None))
    articles = clean_all(raws, settings)
    nlp = load_bare_pipeline(choose_model(settings.spacy_model))
    annotations = [annotate_article(article) for article in articles]
    records = [extract_record(a, n, facts) for a, n in zip(articles, annotations, strict=True)]
    words = sum(len(article.text.split()) for article in articles)

    def build(chosen: Settings) -> None:
        with tempfile.TemporaryDirectory() as folder:
            communique.build([str(corpus)], str(Path(folder) / "talks.db"), settings=chosen)

    def tag(name: Literal["fast", "accurate"], chosen: list[Article]) -> None:
        tagger = (AccurateTagger if name == "accurate" else AttributionTagger).load(name)
        for article in chosen:
            tagger.tag(article.text)

    sample = articles[::SAMPLED]
    rows: list[tuple[str, Callable[[], object]]] = [
        ("bare spaCy", lambda: [nlp(article.text) for article in articles]),
        ("clean", lambda: clean_all(raws, settings)),
        ("annotate", lambda: [annotate_article(article) for article in articles]),
        ("tagger fast", lambda: tag("fast", articles)),
        ("tagger accurate", lambda: tag("accurate", sample)),
        ("extract", lambda: [extract_record(a, n, facts) for a, n in zip(articles, annotations, strict=True)]),
        ("link", lambda: link_records(records, (), facts)),
        ("whole build", lambda: build(settings)),
        ("build, 2 jobs", lambda: build(Settings(jobs=2))),
        ("build, fast", lambda: build(Settings(tagger="fast"))),
        ("fast, 2 jobs", lambda: build(Settings(tagger="fast", jobs=2))),
    ]
    print(f"{len(articles)} articles, {words} words of {corpus.name}; median of {options.repeat}")
    baseline = 0.0
    for name, work in rows:
        read = sum(len(article.text.split()) for article in sample) if name == "tagger accurate" else words
        rate = read / seconds(work, options.repeat)
        baseline = baseline or rate
        print(f"{name:15} {rate:10,.0f} words/s   {rate / baseline:6.2f} x bare spaCy")


if __name__ == "__main__":
    main()
