"""Score the record of the annotated coverage against its gold, and hold the figures against the floors.

    python -m eval.run --shared ../shared [--errors]

Builds the coverage below SHARED/corpus and the project's own examples, runs SHARED/tools/score.py over each
gold folder, prints its tables and exits 1 where a measure lies below its floor in eval/floors.toml. Without SHARED,
where the scorer is, it says so and exits 0.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import communique
from communique.export.files import write_annotations
from communique.settings import Settings
from eval.cross import score_stories
from eval.matters import print_reached, reach_all, read_truth

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
OUT = HERE.parent / "out" / "eval"


def corpus_hash(corpus: Path) -> str:
    """Return the SHA-256 over the names and bytes of all files of `corpus`, in order of their names."""
    digest = hashlib.sha256()
    for path in sorted(p for p in corpus.rglob("*") if p.is_file()):
        digest.update(path.relative_to(corpus).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def score(scorer: Path, gold: Path, texts: Path, predicted: Path, *, errors: bool) -> dict[str, Any]:
    """Run the scorer on one gold folder, print its table, and return its measures."""
    report = OUT / f"{gold.name}.json"
    command = [sys.executable, str(scorer), str(gold), str(texts), str(predicted), "--json", str(report)]
    print(f"\n== {gold.name}", flush=True)
    subprocess.run([*command, *(["--errors"] if errors else [])], check=True)
    measures: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return measures


def build(coverage: Path, name: str, settings: Settings) -> tuple[Path, Path]:
    """Build `coverage`; return the folders with its texts of record (so that a page counts too) and its annotations."""
    database, texts, predicted = OUT / f"{name}.db", OUT / f"{name}-texts", OUT / f"{name}-annotations"
    communique.build([str(coverage)], str(database), settings=settings)
    for folder in (texts, predicted):
        shutil.rmtree(folder, ignore_errors=True)
    texts.mkdir(parents=True)
    with communique.open(str(database)) as record:
        write_annotations(record, predicted)
        for article in (found.article for found in record.article_records()):
            (texts / f"{Path(article.path).stem}.txt").write_text(article.text, encoding="utf-8", newline="")
    return texts, predicted


def examples_gold() -> Path:
    """Return a folder with the truth of the examples, one file per document and nothing else."""
    gold = OUT / "examples"
    shutil.rmtree(gold, ignore_errors=True)
    gold.mkdir(parents=True)
    for path in sorted((EXAMPLES / "truth").glob("*.json")):
        if not path.stem.startswith("cross"):
            shutil.copy(path, gold)
    return gold


def below_floor(measures: dict[str, Any], floors: dict[str, float]) -> list[str]:
    """Return a line for each measure that is worse than its floor ("max." floors: higher is worse)."""
    failed = []
    for name, floor in floors.items():
        highest = name.startswith("max.")
        measure = measures.get(name.removeprefix("max."), {})
        figure = measure.get("f1", measure.get("share", 0.0))
        if (figure > floor) if highest else (figure < floor):
            failed.append(f"{name}: {figure:.3f}, floor {floor:.3f}")
    return failed


def main() -> int:
    """Print the tables; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--errors", action="store_true", help="list every error")
    options = parser.parse_args()
    if not (options.shared / "gold").is_dir():
        print(f"no annotated coverage at {options.shared}; nothing is measured")
        return 0
    floors = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))
    OUT.mkdir(parents=True, exist_ok=True)
    found = corpus_hash(options.shared / "corpus")
    if found != floors["corpus"]:
        print(f"the coverage has changed since the floors were set: {found}")
    scorer = options.shared / "tools" / "score.py"
    corpus = build(options.shared / "corpus", "corpus", Settings())
    examples = build(EXAMPLES / "coverage", "examples", Settings(facts_file=str(EXAMPLES / "facts.toml")))
    failed = []
    for gold, (texts, predicted) in (
        (options.shared / "gold" / "seeds", corpus),
        (options.shared / "gold" / "dev", corpus),
        (examples_gold(), examples),
    ):
        measures = score(scorer, gold, texts, predicted, errors=options.errors)
        failed += [f"{gold.name} {line}" for line in below_floor(measures, floors[gold.name])]
    with communique.open(str(OUT / "examples.db")) as record:
        reached = reach_all(record, read_truth(EXAMPLES / "truth" / "cross_matters.json"))
    print_reached(reached, errors=options.errors)
    across = {name: found.measure for name, found in reached.items()}
    failed += [f"across {line}" for line in below_floor(across, floors["across"])]
    precision, recall = score_stories(OUT / "corpus.db", options.shared / "gold" / "stories.json")
    print(f"\n== stories\nB-cubed precision {precision:.3f}, recall {recall:.3f}")
    stories = {"precision": {"f1": precision}, "recall": {"f1": recall}}
    failed += [f"stories {line}" for line in below_floor(stories, floors["stories"])]
    print("\nbelow the floor: " + ("; ".join(failed) if failed else "nothing"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
