"""The reader's server time for every kind of page, at p50 and p95, and the largest page of each kind.

    python -m bench.reader [--shared ../shared] [--articles 10000] [--samples 40]

Serves two records on a free port of this machine and asks over HTTP: the coverage below SHARED/corpus (or the
project's own examples where there is none), and that many synthetic articles (bench/synthetic_record.py). "first" is
the first page of its kind after the record was opened, when sums over the whole record are counted; p50 and p95 are
of all others. "cpu" is the processor time of server and client together at p95: on a machine that does other work,
the time on the clock waits for it. Bounds: p95 under 100 ms, no page over 1 MB.
"""

from __future__ import annotations

import argparse
import http.client
import random
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import uvicorn

import communique
from bench.synthetic_record import write_synthetic
from communique.settings import Settings
from communique.web.app import create_app

BOUND_MS, BOUND_BYTES = 100.0, 1_000_000

_KINDS: dict[str, str] = {
    "story": "SELECT '/story/' || id FROM stories",
    "encounter": "SELECT '/encounter/' || id FROM encounters",
    "actor": "SELECT '/actor/' || id FROM actors",
    "statement": "SELECT '/statement/' || id FROM statements",
    "undertaking": "SELECT '/undertaking/' || id FROM undertakings",
    "document": "SELECT '/d/' || id FROM articles",
    "span": "SELECT '/span/' || article || '/' || start_char || '-' || end_char FROM spans WHERE noun = 'statement'"
    " AND role = 'content' AND end_char > start_char",
    "encounters": "SELECT '/encounters?name=' || substr(name, 1, 4) FROM actors WHERE kind = 'person'"
    " AND name NOT LIKE '% of %'",
    "statements": "SELECT '/statements?side=' || name FROM actors WHERE kind = 'state' AND name NOT LIKE '% %'",
    "undertakings": "SELECT '/undertakings?due=1&since=' || published FROM articles WHERE published IS NOT NULL",
    "documents": "SELECT '/documents?since=' || published FROM articles WHERE published IS NOT NULL",
    "matter": "SELECT '/matter/' || id FROM matters",
    "agreement": "SELECT '/agreement/' || id FROM agreements",
    "issue": "SELECT '/positions?issue=' || id FROM issues",
    "timeline": "SELECT '/?since=' || date || '&until=' || date FROM encounters WHERE date GLOB '[0-9]*'",
}
_ALWAYS: dict[str, tuple[str, ...]] = {
    "front": ("/",),
    "actors": ("/actors", "/actors?kind=person", "/actors?name=an"),
    "positions": ("/positions",),
    "sources": ("/sources",),
    "matters": ("/matters", "/matters?name=r"),
    "agreements": ("/agreements",),
    "compliance": ("/compliance", "/compliance?kind=broken"),
    "stories": ("/stories",),
    "changes": ("/changes",),
    "search": tuple(f"/search?q={w}" for w in ("talks", "minister", "open", "president", "agreement", "said+will")),
}


def addresses(db: Path, samples: int) -> dict[str, list[str]]:
    """Return what is asked for, by kind of page; the same for the same record."""
    dice = random.Random(5)
    found = {}
    with sqlite3.connect(db) as connection:
        for kind, query in _KINDS.items():
            every = sorted(row[0] for row in connection.execute(query) if row[0].isascii() and " " not in row[0])
            found[kind] = dice.sample(every, min(samples, len(every)))
    return found | {
        kind: [a for a in some for _ in range(max(1, samples // len(some)))] for kind, some in _ALWAYS.items()
    }


def measure(db: Path, samples: int) -> Iterable[tuple[str, int, float, float, float, float, int]]:
    """Yield (kind, pages, first ms, p50 ms, p95 ms, p95 of processor ms, largest page in bytes)."""
    server = uvicorn.Server(uvicorn.Config(create_app(db), port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    connection = http.client.HTTPConnection("127.0.0.1", server.servers[0].sockets[0].getsockname()[1])
    for kind, wanted in addresses(db, samples).items():
        times, processor, largest = [], [], 0
        for address in wanted:
            started, worked = time.perf_counter(), time.process_time()
            connection.request("GET", address)
            answer = connection.getresponse()
            body = answer.read()
            times.append((time.perf_counter() - started) * 1000)
            processor.append((time.process_time() - worked) * 1000)
            largest = max(largest, len(body))
            if answer.status != 200:
                raise SystemExit(f"{address} answered {answer.status}")
        if times:
            rest, cpu = sorted(times[1:] or times), sorted(processor[1:] or processor)
            at = min(len(rest) - 1, len(rest) * 95 // 100)
            yield kind, len(times), times[0], rest[len(rest) // 2], rest[at], cpu[at], largest
    server.should_exit = True
    thread.join()


def print_table(name: str, db: Path, samples: int) -> None:
    """Print the times of one record."""
    print(f"\n{name}\n{'page':14}{'asked':>6}{'first':>9}{'p50':>9}{'p95':>9}{'cpu p95':>9}{'largest':>10}")
    for kind, asked, first, middle, high, cpu, largest in measure(db, samples):
        over = " over" if high > BOUND_MS or largest > BOUND_BYTES else ""
        print(
            f"{kind:14}{asked:6}{first:7.0f}ms{middle:7.0f}ms{high:7.0f}ms{cpu:7.0f}ms{largest / 1000:8.0f}kB{over}",
            flush=True,
        )


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--samples", type=int, default=40)
    parser.add_argument("--record", type=Path, help="A record to measure instead of building one from the coverage.")
    options = parser.parse_args()
    corpus = options.shared / "corpus" if (options.shared / "corpus").is_dir() else Path("examples/coverage")
    with tempfile.TemporaryDirectory() as folder:
        real = options.record or Path(folder) / "coverage.db"
        if options.record is None:
            communique.build([str(corpus)], str(real), settings=Settings(jobs=2))
        print_table(f"{corpus.name}: {_size(real)}", real, options.samples)
        synthetic = Path(folder) / "synthetic.db"
        write_synthetic(synthetic, options.articles)
        print_table(f"synthetic: {_size(synthetic)}", synthetic, options.samples)


def _size(db: Path) -> str:
    with sqlite3.connect(db) as connection:
        counts = [connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("articles", "statements")]
    return f"{counts[0]:,} articles, {counts[1]:,} statements, {db.stat().st_size / 1e6:.0f} MB"


if __name__ == "__main__":
    main()
