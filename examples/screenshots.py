"""Pictures of the reader on the examples: docs/screenshots/*.png.

    python -m examples.screenshots [--record RECORD]

Needs Chromium and the development packages. Without --record the examples are built first.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

import communique
from communique.settings import Settings
from communique.web.app import create_app

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]
_MOST_ACCOUNTS = (
    "SELECT encounter FROM accounts WHERE encounter IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
)
_SPEAKS_MOST = "SELECT actor FROM statement_speakers GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
_WORDED_MOST = "SELECT matter FROM wordings GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
_MARKED_MOST = "SELECT article FROM statements GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"

PICTURES = (
    # Name, address, query for the id in it, width, height, colours.
    ("story", "/", None, 1180, 900, "light"),
    ("encounter", "/encounter/{}", _MOST_ACCOUNTS, 1180, 900, "light"),
    ("matter", "/matter/{}", _WORDED_MOST, 1180, 900, "light"),
    ("positions", "/positions", None, 1180, 860, "light"),
    ("document", "/d/{}", "SELECT id FROM articles WHERE path LIKE '%vienna-terms%'", 1180, 860, "light"),
    ("actor", "/actor/{}", _SPEAKS_MOST, 1180, 860, "dark"),
    ("phone", "/d/{}", _MARKED_MOST, 390, 844, "light"),
)


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db = options.record or Path(folder) / "talks.db"
        if options.record is None:
            examples = Path(__file__).parent
            settings = Settings(facts_file=str(examples / "facts.toml"))
            communique.build(examples / "coverage", db, settings=settings)
        server = uvicorn.Server(uvicorn.Config(create_app(db), port=0, log_level="error", lifespan="off"))
        threading.Thread(target=server.run, daemon=True).start()
        while not server.started:
            time.sleep(0.02)
        _take_pictures(db, f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}")
        server.should_exit = True


def _take_pictures(db: Path, base: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as started, sqlite3.connect(db) as connection:
        browser = started.chromium.launch(executable_path=program, args=_FLAGS)
        for name, address, query, width, height, colours in PICTURES:
            wanted = address if query is None else address.format(connection.execute(query).fetchone()[0])
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=colours)
            page = context.new_page()
            page.goto(base + wanted)
            if name == "phone":
                page.locator(".text .m.st").first.click()
            page.screenshot(path=FOLDER / f"{name}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
