"""Time and peak memory per article of linking 100, 1,000 and 10,000 invented articles.

    python -m bench.linking [--articles 100 1000 10000] [--steps]

The last column holds each size's time per article against that of the size before it.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import time
import tracemalloc

from bench.synthetic_articles import synthetic_records
from communique.facts import load_facts
from communique.link import link_records

_MIB = 1 << 20


def measure(articles: int) -> tuple[float, float]:
    """Return the processor seconds that linking takes, and the peak of memory in MiB, of two separate runs."""
    records, facts = synthetic_records(articles), load_facts()
    started = time.process_time()
    link_records(records, (), facts)
    seconds = time.process_time() - started
    tracemalloc.start()
    link_records(records, (), facts)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return seconds, peak / _MIB


def main() -> None:
    """Print a line for each size."""
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
    for articles in options.articles:
        seconds, peak = measure(articles)
        each = seconds / articles * 1000
        ratio = "" if before is None else f"   {each / before:5.2f} x the size before"
        print(
            f"{articles:6} articles: {each:7.2f} ms and {peak / articles * 1024:7.1f} KiB per article{ratio}",
            flush=True,
        )
        before = each


if __name__ == "__main__":
    main()
