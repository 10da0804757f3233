"""The reader in a real browser; skipped with the reason where none is installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.synthetic_record import write_synthetic
from tests.web.conftest import Served


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    opened = context.new_page()
    opened.problems = []
    opened.on("pageerror", lambda error: opened.problems.append(str(error)))
    opened.on("console", lambda said: opened.problems.append(said.text) if said.type == "error" else None)
    opened.on("dialog", lambda dialog: (opened.problems.append(f"dialog {dialog.message}"), dialog.dismiss()))
    yield opened
    context.close()


def test_story_to_claim_to_words_in_two_clicks(page: Any, served: str) -> None:
    page.goto(served)
    page.locator(".chronicle .what a").first.click()
    assert "/encounter/" in page.url
    page.locator(".accounts .words a").first.click()
    assert "#s-" in page.url
    lit = page.locator(".words-here")
    assert "met" in "".join(lit.all_inner_texts())
    assert lit.first.is_visible()
    assert page.problems == []


def test_keyboard_alone_leads_to_the_words(page: Any, served: str) -> None:
    page.goto(served)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.chronicle .what a')"):
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/encounter/**")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.accounts .words a')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**#s-*")
    assert page.locator(".words-here").count() > 0


def test_card_shows_who_said_it_on_hover_and_escape_drops_it(page: Any, served: str) -> None:
    page.goto(f"{served}/statements")
    page.locator(".claim .cite").first.click()
    page.wait_for_url("**/d/**", wait_until="load")
    page.locator(".text .m.st").first.hover()
    card = page.locator(".card")
    card.wait_for(timeout=3000)
    assert "Berg" in card.inner_text() or "Lind" in card.inner_text()
    page.keyboard.press("Escape")
    assert card.count() == 0


def test_phone_scrolls_down_only(browser: Any, served: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    for address in (
        "/",
        "/encounters",
        "/statements",
        "/undertakings",
        "/actors",
        "/documents",
        "/sources",
        "/positions",
        "/matters",
        "/compliance",
        "/stories",
        "/changes",
    ):
        page.goto(served + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
    page.goto(f"{served}/statements")
    page.locator(".claim .cite").first.tap()
    page.wait_for_url("**/d/**", wait_until="load")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".row .notes").first.is_hidden()
    page.locator(".text .m.st").first.tap()
    assert page.locator(".card").is_visible()
    context.close()


def test_hostile_texts_are_inert(page: Any, served_hostile: str) -> None:
    for address in ("/", "/documents", "/statements", "/undertakings", "/search?q=script"):
        page.goto(served_hostile + address)
        assert "owned" not in page.title()
    page.goto(f"{served_hostile}/statements")
    page.locator(".claim .cite").first.click()
    page.wait_for_url("**/d/**", wait_until="load")
    page.locator(".text .m.st").first.hover()
    assert "owned" in page.inner_text("main")
    assert page.title() != "owned"
    assert page.problems == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_violation(browser: Any, served: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1200, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(served)
    addresses = ["/", "/encounters", "/statements", "/undertakings", "/actors", "/documents", "/sources", "/positions"]
    addresses += ["/search?q=toll", "/no-such-page", "/matters", "/agreements", "/compliance", "/stories", "/changes"]
    for kind in ("encounter", "actor", "undertaking", "d"):
        addresses.append(page.locator(f'a[href^="/{kind}/"]').first.get_attribute("href"))
    for address in addresses:
        page.goto(served + address)
        found = axe.Axe().run(page).response["violations"]
        serious = [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")]
        assert serious == [], address
    context.close()


def test_axe_finds_no_serious_violation_in_a_full_record(browser: Any, tmp_path: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    db = tmp_path / "many.db"
    write_synthetic(db, 24)
    context = browser.new_context(viewport={"width": 390, "height": 844}, bypass_csp=True)
    page = context.new_page()
    with Served(db) as served:
        page.goto(f"{served}/matters")
        matter = page.locator('a[href^="/matter/"]').first.get_attribute("href")
        for address in ("/", "/matters", matter, "/agreements", "/sources", "/encounters"):
            page.goto(served + address)
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
            found = axe.Axe().run(page).response["violations"]
            serious = [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")]
            assert serious == [], address
    context.close()
