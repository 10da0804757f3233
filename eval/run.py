"""Score the record of the annotated coverage against its gold, and hold the figures against the floors.

    python -m eval.run --shared ../shared [--errors]

Builds the coverage below SHARED/corpus, exports it, runs SHARED/tools/score.py over each gold folder, prints its tables
and exits 1 where a measure lies below its floor in eval/floors.toml. Without SHARED it says so and exits 0.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from communique.app import export_annotations

import communique

HERE = Path(__file__).parent
OUT = HERE.parent / "out" / "eval"


def corpus_hash(corpus: Path) -> str:
    """Return the SHA-256 over the names and bytes of all files of `corpus`, in order of their names."""
    digest = hashlib.sha256()
    for path in sorted(p for p in corpus.rglob("*") if p.is_file()):
        digest.update(path.relative_to(corpus).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def score(shared: Path, gold: str, predicted: Path, *, errors: bool) -> dict[str, Any]:
    """Run the scorer on one gold folder, print its table, and return its measures."""
    report = OUT / f"{gold}.json"
    command = [sys.executable, str(shared / "tools/score.py"), str(shared / "gold" / gold), str(shared / "corpus")]
    print(f"\n== {gold}", flush=True)
    subprocess.run([*command, str(predicted), "--json", str(report), *(["--errors"] if errors else [])], check=True)
    measures: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return measures


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
    database = OUT / "corpus.db"
    communique.build([str(options.shared / "corpus")], str(database))
    predicted = OUT / "annotations"
    export_annotations(str(database), str(predicted))
    failed = []
    for gold in ("seeds", "dev"):
        measures = score(options.shared, gold, predicted, errors=options.errors)
        failed += [f"{gold} {line}" for line in below_floor(measures, floors[gold])]
    print("\nbelow the floor: " + ("; ".join(failed) if failed else "nothing"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
