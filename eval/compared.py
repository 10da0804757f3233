"""Score what is said of how accounts differ, and hold the figures against the floors.

    python -m eval.compared --shared ../shared [--errors]

Builds the coverage that each entry of floors_compared.toml names, exports it with `--format cross`, runs
SHARED/tools/score_cross.py, prints its tables and exits 1 where a measure lies below its floor. Without SHARED it says
so and exits 0.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import communique
from communique.export.files import write_cross

HERE = Path(__file__).parent
OUT = HERE.parent / "out" / "eval"
_MEASURES = {"same": "same_f1", "discrepancy": "discrepancy_recall", "one side": "one_side_recall"}
_ROW = re.compile(r"(same|discrepancy|one side) +P [\d.]+  R (?P<recall>[\d.]+)  F1 (?P<f1>[\d.]+)")


def main() -> int:
    """Run every entry; return 1 where a figure is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    if not (options.shared / "tools" / "score_cross.py").is_file():
        print(f"no scorer below {options.shared}: nothing is measured")
        return 0
    OUT.mkdir(parents=True, exist_ok=True)
    floors = tomllib.loads((HERE / "floors_compared.toml").read_text("utf-8"))
    below: list[str] = []
    for name, entry in floors.items():
        below += run_entry(options.shared, name, entry, options.errors)
    for fault in below:
        print(f"below its floor: {fault}")
    return 1 if below else 0


def run_entry(shared: Path, name: str, entry: dict[str, Any], errors: bool) -> list[str]:
    """Build, export and score one set; return the measures that lie below their floors."""
    database, predicted = OUT / f"compared-{name}.db", OUT / f"compared-{name}.json"
    communique.build([str(shared / "corpus" / entry["coverage"])], str(database))
    with communique.open(str(database)) as record:
        write_cross(record, predicted)
    command = [sys.executable, str(shared / "tools" / "score_cross.py"), str(shared / "gold" / entry["gold"])]
    command += [str(shared / "corpus"), str(predicted), *(["--errors"] if errors else [])]
    print(f"\n== {name}", flush=True)
    table = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    print(table)
    return [f"{name}: {key} {value} < {entry[key]}" for key, value in measures(table).items() if value < entry[key]]


def measures(table: str) -> dict[str, float]:
    """Return the measures that have floors, from the scorer's table."""
    found = {}
    for match in _ROW.finditer(table):
        found[_MEASURES[match[1]]] = float(match["f1"] if match[1] == "same" else match["recall"])
    return found


if __name__ == "__main__":
    sys.exit(main())
