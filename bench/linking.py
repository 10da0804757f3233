"""Time and peak memory per article of linking 100, 1,000 and 10,000 invented articles.

    python -m bench.linking [--articles 100 1000 10000] [--steps]

Each size is linked once, in a process of its own: processor seconds, and the peak of resident memory over what the
process held before. The last column holds each size's time per article against that of the size before it.
"""

from __future__ import annotations

import argparse
import cProfile
import multiprocessing
import pstats
import resource
import sys
import time

from bench.synthetic_articles import synthetic_records
from communique.facts import load_facts
from communique.link import link_records

_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in which the system counts the peak of resident memory."""


def measure(articles: int) -> tuple[float, float]:
    """Return the processor seconds that linking takes, and by how many KiB it raises the peak of memory."""
    records, facts = synthetic_records(articles), load_facts()
    # What is loaded once, whatever the number of articles, counts for none of them.
    link_records(records[:2], (), facts)
    before, started = _peak_kib(), time.process_time()
    link_records(records, (), facts)
    return time.process_time() - started, _peak_kib() - before


def _peak_kib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _PEAK_UNIT / 1024


def main() -> None:
    """Print a line for each size as soon as it is linked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="*", default=[100, 1_000, 10_000])
    parser.add_argument("--steps", action="store_true", help="print where the time goes instead")
    options = parser.parse_args()
    if options.steps:
        records, profile = synthetic_records(options.articles[0]), cProfile.Profile()
        profile.runcall(link_records, records, (), load_facts())
        pstats.Stats(profile).sort_stats("cumulative").print_stats(30)
        return
    before: float | None = None
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as fresh:
        for articles in options.articles:
            seconds, peak = fresh.apply(measure, (articles,))
            each = seconds / articles * 1000
            ratio = "" if before is None else f"   {each / before:5.2f} x the size before"
            print(
                f"{articles:6} articles: {each:7.2f} ms and {peak / articles:7.1f} KiB per article{ratio}", flush=True
            )
            before = each


if __name__ == "__main__":
    main()
