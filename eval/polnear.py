"""Tag the texts of a PolNeAR split and score the result.

    python -m eval.polnear SPLIT OUT [--scorer PATH] [--model accurate]

Reads SPLIT/text/*.txt and nothing else of SPLIT; writes OUT/NAME.json for each. Where SPLIT/attributions exists, runs
the scorer, which reads it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

from communique.annotate.accurate import AccurateTagger
from communique.annotate.tagger import AttributionTagger
from communique.model.annotation import TaggedAttribution


def main() -> int:
    """Tag, write, and score; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("split", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--scorer", type=Path, default=Path("../shared/tools/score_polnear.py"))
    parser.add_argument("--model", default="accurate", help="accurate, or the name of one set of weights")
    parser.add_argument("--weights", type=Path, default=None, help="folder of other weights than the shipped ones")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    texts = sorted((options.split / "text").glob("*.txt"))
    if not texts:
        print(f"no texts in {options.split / 'text'}; SPLIT must hold a folder text with .txt files", file=sys.stderr)
        return 2
    kind = AccurateTagger if options.model == "accurate" else AttributionTagger
    if options.weights:
        tagger = kind.read(options.weights, options.model, threads=options.threads)
    else:
        tagger = kind.load(options.model, threads=options.threads)
    write_predictions(tagger, texts, options.out)
    if not (options.split / "attributions").is_dir():
        return 0
    if not options.scorer.is_file():
        print(f"not scored: no scorer at {options.scorer}; name it with --scorer", file=sys.stderr)
        return 0
    return subprocess.run([sys.executable, options.scorer, options.split, options.out], check=False).returncode


def write_predictions(tagger: AttributionTagger | AccurateTagger, texts: list[Path], out: Path) -> None:
    """Write one prediction file per text into `out`, and print the rate in words a second."""
    out.mkdir(parents=True, exist_ok=True)
    words, spent_s = 0, 0.0
    for path in texts:
        # As open() in the scorer reads it: line ends become one character, or offsets would not fit.
        text = path.read_text(encoding="utf-8")
        began = time.perf_counter()
        found = tagger.tag(text)
        spent_s += time.perf_counter() - began
        words += len(text.split())
        rows = [to_row(attribution) for attribution in found]
        (out / f"{path.stem}.json").write_text(json.dumps(rows) + "\n", encoding="utf-8")
    print(f"{len(texts)} texts, {words} words, {words / max(spent_s, 1e-9):.0f} words a second", flush=True)


def to_row(attribution: TaggedAttribution) -> dict[str, list[list[int]]]:
    """Return an attribution in the form that the scorer reads."""
    spans = {"source": attribution.sources, "cue": attribution.cues, "content": attribution.contents}
    return {kind: [[span.start, span.end] for span in found] for kind, found in spans.items()}


if __name__ == "__main__":
    raise SystemExit(main())
