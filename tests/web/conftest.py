"""What tests of the reader share: a client, a record of hostile coverage, a browser where one is installed."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from communique.web.app import create_app

HOSTILE = "\"><script>document.title='owned'</script><img src=x onerror=alert(1)>"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def client(db: Path) -> TestClient:
    """Return a client of the reader of the small record."""
    return TestClient(create_app(db), base_url="http://127.0.0.1", raise_server_exceptions=False)


@pytest.fixture
def hostile_db(plain: None, tmp_path: Path) -> Path:
    """Return a record of coverage with scripts in a title, a quotation, an attribute and a file name."""
    from communique import app

    folder = tmp_path / "<img src=x onerror=alert(2)>"
    folder.mkdir()
    (folder / "a<script>alert(3)<_script>.txt").write_text(
        f"Talks {HOSTILE} go on\n\nAnna Berg met Otto Lind on 2031-04-02.\n\nAnna Berg said {HOSTILE} the bridge opens by"
        " 2031-06-01.\n",
        encoding="utf-8",
    )
    (folder / "a<script>alert(3)<_script>.json").write_text(
        '{"publisher": "The <b onclick=alert(4)>Post</b>", "original_url": "javascript:alert(5)", "date": "2031-04-03"}',
        encoding="utf-8",
    )
    (folder / "sum.txt").write_text('=HYPERLINK("x")\n\nOtto Lind said =1+1 is a formula.\n', encoding="utf-8")
    path = tmp_path / "hostile.db"
    app.build(folder, path)
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Yield a headless Chromium; skips with the reason where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield opened
        opened.close()


class Served:
    """A record served on a free port of this machine, in a thread."""

    def __init__(self, db: Path) -> None:
        config = uvicorn.Config(create_app(db), port=0, log_level="warning", lifespan="off")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)

    def __enter__(self) -> str:
        self.thread.start()
        for _ in range(200):
            if self.server.started:
                break
            time.sleep(0.02)
        port = self.server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    def __exit__(self, *error: object) -> None:
        self.server.should_exit = True
        self.thread.join(timeout=5)


@pytest.fixture
def served(db: Path) -> Iterator[str]:
    """Yield the address of the reader of the small record."""
    with Served(db) as address:
        yield address


@pytest.fixture
def served_hostile(hostile_db: Path) -> Iterator[str]:
    """Yield the address of the reader of the hostile record."""
    with Served(hostile_db) as address:
        yield address
